//! An incident as bytes, and back.

use std::borrow::Cow;

use crate::incident::{Fatalities, Incident, Kind, Position};

/// The texts of an incident. The id and those after the country are left out of a pack without text.
const TEXTS: usize = 10;

/// Appends an incident. `left_out` marks one that did not pass the filters.
pub fn encode(incident: &Incident<'_>, left_out: bool, has_text: bool, out: &mut Vec<u8>) {
    let Fatalities { low, best, high } = incident.fatalities;
    let flags = [left_out, incident.position.is_some(), incident.uncertainty_km.is_some()];
    out.push(flags.iter().zip(0..).map(|(flag, bit)| u8::from(*flag) << bit).sum());
    out.push(incident.kind as u8);
    out.extend_from_slice(&incident.start.to_le_bytes());
    if let Some(Position { lon, lat }) = incident.position {
        out.extend_from_slice(&lon.to_le_bytes());
        out.extend_from_slice(&lat.to_le_bytes());
    }
    if let Some(km) = incident.uncertainty_km {
        out.extend_from_slice(&km.to_le_bytes());
    }
    let or_none = |number: Option<u32>| number.map_or(0, |number| u64::from(number) + 1);
    let days = incident.end.abs_diff(incident.start);
    let numbers = [
        days.into(),
        or_none(incident.time_precision.map(u32::from)),
        incident.date_span_days.into(),
        or_none(low),
        or_none(best),
        or_none(high),
    ];
    numbers.into_iter().for_each(|number| put_number(number, out));
    let kept = if has_text { TEXTS } else { 1 };
    for text in texts(incident).into_iter().take(kept) {
        put_number(text.len() as u64, out);
        out.extend_from_slice(text.as_bytes());
    }
}

/// Begins a record with the id of an incident, by which it is sorted.
pub fn begin_with_id(id: &str, out: &mut Vec<u8>) {
    put_number(id.len() as u64, out);
    out.extend_from_slice(id.as_bytes());
}

/// Returns the id with which a record begins.
pub fn id_of(record: &[u8]) -> &[u8] {
    split(record).0
}

/// Returns what stands behind the id with which a record begins.
pub fn behind_id(record: &[u8]) -> &[u8] {
    split(record).1
}

fn split(record: &[u8]) -> (&[u8], &[u8]) {
    let mut bytes = Bytes(record);
    let length = bytes.number() as usize;
    bytes.0.split_at(length)
}

/// Returns the texts of an incident in the order in which they are written.
fn texts<'i>(incident: &'i Incident<'_>) -> [&'i str; TEXTS] {
    let [actor1, actor2] = &incident.actors;
    [
        &incident.country,
        &incident.id,
        &incident.event_type,
        &incident.subtype,
        actor1,
        actor2,
        &incident.admin1,
        &incident.place,
        &incident.source,
        &incident.headline,
    ]
}

/// Returns the incident that was encoded, and whether it is left out.
///
/// # Panics
/// For bytes that [`encode`] has not written.
pub fn decode(bytes: &[u8]) -> (Incident<'_>, bool) {
    let mut bytes = Bytes(bytes);
    let [flags, kind] = bytes.take();
    let has = |bit: u8| flags >> bit & 1 == 1;
    let start = i32::from_le_bytes(bytes.take());
    let position =
        has(1).then(|| Position { lon: f64::from_le_bytes(bytes.take()), lat: f64::from_le_bytes(bytes.take()) });
    let uncertainty_km = has(2).then(|| f32::from_le_bytes(bytes.take()));
    let [days, time_precision, date_span_days, low, best, high] = std::array::from_fn(|_| bytes.number());
    let number = |code: u64| code.checked_sub(1).map(|number| number as u32);
    let [country, id, event_type, subtype, actor1, actor2, admin1, place, source, headline] =
        std::array::from_fn(|_| bytes.text());
    let incident = Incident {
        id,
        start,
        end: start + days as i32,
        time_precision: number(time_precision).map(|code| code as u8),
        date_span_days: date_span_days as u16,
        position,
        uncertainty_km,
        kind: Kind::ALL[usize::from(kind)],
        event_type,
        subtype,
        actors: [actor1, actor2],
        fatalities: Fatalities { low: number(low), best: number(best), high: number(high) },
        country,
        admin1,
        place,
        source,
        headline,
        ..Incident::default()
    };
    (incident, has(0))
}

/// Appends a number in groups of seven bits, the lowest first.
fn put_number(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes that are taken from the front.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take<const COUNT: usize>(&mut self) -> [u8; COUNT] {
        let (taken, rest) = self.0.split_first_chunk().expect("a record is whole");
        self.0 = rest;
        *taken
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let [byte] = self.take();
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
        }
    }

    /// Returns the next text; the empty one where there are no more.
    fn text(&mut self) -> Cow<'b, str> {
        if self.0.is_empty() {
            return Cow::default();
        }
        let length = self.number() as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        Cow::Borrowed(std::str::from_utf8(text).expect("the text of a record is text"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn incidents_come_back_as_they_are(
            texts in prop::array::uniform10(prop_oneof![Just(String::new()), ".{0,8}", ".{200}"]),
            start in -719_528..2_932_896i32,
            days in 0..100_000i32,
            (time_precision, date_span_days) in any::<(Option<u8>, u16)>(),
            (position, uncertainty_km) in any::<(Option<(f64, f64)>, Option<f32>)>(),
            kind in prop::sample::select(Kind::ALL.to_vec()),
            (low, best, high) in any::<(Option<u32>, Option<u32>, Option<u32>)>(),
            left_out in any::<bool>(),
        ) {
            let [id, event_type, subtype, actor1, actor2, country, admin1, place, source, headline] = texts.map(Cow::Owned);
            let incident = Incident {
                id, start, end: start + days, time_precision, date_span_days,
                position: position.map(|(lon, lat)| Position { lon, lat }),
                uncertainty_km, kind, event_type, subtype, actors: [actor1, actor2],
                fatalities: Fatalities { low, best, high },
                country, admin1, place, source, headline, ..Incident::default()
            };
            let mut bytes = Vec::new();
            encode(&incident, left_out, true, &mut bytes);
            prop_assert_eq!(decode(&bytes), (incident.clone(), left_out));
            bytes.clear();
            encode(&incident, left_out, false, &mut bytes);
            let (without, _) = decode(&bytes);
            prop_assert_eq!((&without.country, without.id.as_ref(), without.headline.as_ref()), (&incident.country, "", ""));
        }
    }
}
