//! What is recorded of each incident but not computed with, as packed columns: text, provider codes and numbers.

use std::borrow::Cow;

use serde::Serialize;

use super::Snapshot;
use super::id_column::{IdColumn, Repeats};
use super::interner::{InternedColumn, Interner};
use super::kept;
use super::narrow_column::NarrowColumn;
use super::text_column::TextColumn;
use crate::day;
use crate::geo::LonLat;
use crate::incident::{Day, Fatalities, IdTrust, Incident, Kind, Position};
use crate::memory::Allocated;
use crate::order;

/// Everything that is recorded of one incident. Text that is not recorded is empty.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncidentRecord {
    /// The row of the incident in the snapshot, from 0.
    pub row: u32,
    /// The provider's id, or one made from the row of the file, such as `row 17`.
    pub id: String,
    /// The first day, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub start: Day,
    /// The last day, `YYYY-MM-DD`; the first where only one day is recorded.
    #[serde(with = "day::text")]
    pub end: Day,
    /// The provider's own code for how exactly the date is known.
    pub time_precision: Option<u8>,
    /// Longitude in degrees; `None` for an incident without coordinates.
    pub lon: Option<f64>,
    /// Latitude in degrees; `None` for an incident without coordinates.
    pub lat: Option<f64>,
    /// Radius of the disc in which the incident lies, km; `None` where it cannot be located.
    pub uncertainty_km: Option<f64>,
    /// The normalised kind.
    pub kind: Kind,
    /// The provider's own type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The provider's own subtype.
    pub subtype: String,
    /// The actors that are named: none, one or two.
    pub actors: Vec<String>,
    /// The recorded numbers of deaths.
    pub fatalities: Fatalities,
    /// The country.
    pub country: String,
    /// The first administrative division, such as a province.
    pub admin1: String,
    /// The name of the place.
    pub place: String,
    /// The source that the provider names.
    pub source: String,
    /// The headline or a note.
    pub headline: String,
    /// The data-as-of of the first snapshot that had the incident, `YYYY-MM-DD`, where that is known.
    #[serde(with = "day::text_option", skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<Day>,
    /// The number of its origin in the summary of the snapshot, from 0.
    pub origin: u32,
}

/// The most countries that a snapshot lists.
pub(super) const MOST_COUNTRIES: usize = 300;

/// Packed columns in the order of the source. A column in which nothing is recorded takes no space.
#[derive(Default)]
pub struct RecordStore {
    ids: IdColumn,
    place: TextColumn,
    headline: TextColumn,
    event_type: InternedColumn,
    subtype: InternedColumn,
    actors: Interner,
    actor_codes: [NarrowColumn; 2],
    country: InternedColumn,
    admin1: InternedColumn,
    source: InternedColumn,
    /// The number of days from the first day to the last.
    duration_days: NarrowColumn,
    /// Encoded by [`encode`], as the deaths are.
    time_precision: NarrowColumn,
    /// The number of days within which the first day lies; up to 1 where it is known.
    date_span_days: NarrowColumn,
    /// How many days after its first day an incident was first seen, by [`encode_days`].
    first_seen: NarrowColumn,
    /// Low, best and high estimate.
    deaths: [NarrowColumn; 3],
}

impl RecordStore {
    /// Returns the records of incidents of which only time and place are known; their ids are their rows.
    pub fn of_rows(count: usize) -> RecordStore {
        RecordStore { ids: IdColumn::of_rows(count), ..RecordStore::default() }
    }

    /// Appends what is recorded of an incident.
    pub fn push(&mut self, incident: &Incident<'_>) -> Allocated<()> {
        self.ids.push(&incident.id)?;
        self.place.push(&incident.place)?;
        self.headline.push(&incident.headline)?;
        self.event_type.push(&incident.event_type)?;
        self.subtype.push(&incident.subtype)?;
        for (codes, actor) in self.actor_codes.iter_mut().zip(&incident.actors) {
            codes.push(self.actors.intern(actor)?.into())?;
        }
        self.country.push(&incident.country)?;
        self.admin1.push(&incident.admin1)?;
        self.source.push(&incident.source)?;
        self.duration_days.push(u64::from(incident.end.abs_diff(incident.start)))?;
        self.time_precision.push(encode(incident.time_precision.map(u32::from)))?;
        self.date_span_days.push(incident.date_span_days.into())?;
        self.first_seen.push(encode_days(incident.start, incident.first_seen))?;
        let Fatalities { low, best, high } = incident.fatalities;
        for (deaths, count) in self.deaths.iter_mut().zip([low, best, high]) {
            deaths.push(encode(count))?;
        }
        Ok(())
    }

    /// Drops the records with the given numbers, which must ascend, and frees their text. Never more than
    /// one column is held twice.
    pub fn drop_numbers(&mut self, numbers: &[u32]) -> Allocated<()> {
        self.ids.drop_numbers(numbers)?;
        for column in [&mut self.place, &mut self.headline] {
            *column = column.without(numbers)?;
        }
        for column in [&mut self.event_type, &mut self.subtype, &mut self.country, &mut self.admin1, &mut self.source] {
            *column = column.without(numbers)?;
        }
        let mut actors = Interner::default();
        for codes in &mut self.actor_codes {
            let mut recoded = NarrowColumn::default();
            for number in kept(codes.len(), numbers) {
                recoded.push(actors.intern(self.actors.get(codes.get(number) as u32))?.into())?;
            }
            recoded.shrink_to_fit();
            *codes = recoded;
        }
        self.actors = actors;
        self.actors.shrink_to_fit();
        let others =
            [&mut self.duration_days, &mut self.time_precision, &mut self.date_span_days, &mut self.first_seen];
        for column in self.deaths.iter_mut().chain(others) {
            *column = column.without(numbers)?;
        }
        Ok(())
    }

    /// Frees the memory that is reserved for further incidents.
    pub fn shrink_to_fit(&mut self) {
        self.ids.shrink_to_fit();
        self.place.shrink_to_fit();
        self.headline.shrink_to_fit();
        self.actors.shrink_to_fit();
        for column in [&mut self.event_type, &mut self.subtype, &mut self.country, &mut self.admin1, &mut self.source] {
            column.shrink_to_fit();
        }
        for column in self.actor_codes.iter_mut().chain(&mut self.deaths) {
            column.shrink_to_fit();
        }
        self.duration_days.shrink_to_fit();
        self.time_precision.shrink_to_fit();
        self.date_span_days.shrink_to_fit();
        self.first_seen.shrink_to_fit();
    }

    /// Returns the size of all text in bytes.
    pub fn text_bytes(&self) -> usize {
        let recurring: usize = self.recurring().map(InternedColumn::bytes).iter().sum();
        self.ids.bytes() + self.place.bytes() + self.headline.bytes() + self.actors.bytes() + recurring
    }

    /// Returns whether there is any text beside the ids.
    pub fn has_texts(&self) -> bool {
        self.text_bytes() > self.ids.bytes()
    }

    /// Returns the texts that mostly are of one incident alone.
    pub fn own_texts(&self, number: usize) -> [&str; 2] {
        [self.place.get(number), self.headline.get(number)]
    }

    /// Returns the columns of texts that recur, beside the actors.
    pub fn recurring(&self) -> [&InternedColumn; 5] {
        [&self.event_type, &self.subtype, &self.country, &self.admin1, &self.source]
    }

    /// Iterates over the names of actors by their codes, the empty one first.
    pub fn actor_names(&self) -> impl Iterator<Item = &str> {
        (0..self.actors.len()).map(|code| self.actors.get(code))
    }

    /// Returns the id of an incident.
    pub fn id(&self, number: usize) -> Cow<'_, str> {
        self.ids.get(number)
    }

    /// Returns whether any id is more than the number of a row.
    pub fn has_ids(&self) -> bool {
        self.ids.has_texts()
    }

    /// Returns the countries that the records name, in alphabetical order, at most 300.
    pub fn countries(&self) -> Vec<String> {
        let mut countries: Vec<String> =
            self.country.texts().filter(|name| !name.is_empty()).take(MOST_COUNTRIES).map(str::to_string).collect();
        order::sort_by(&mut countries, Ord::cmp);
        countries
    }

    /// Returns the incidents whose id comes again; see [`IdColumn::repeats`].
    pub fn repeats(
        &self,
        is_newer: impl Fn(u32, u32) -> bool,
        is_apart: impl Fn(u32, u32) -> bool,
    ) -> Allocated<Repeats> {
        self.ids.repeats(is_newer, is_apart)
    }

    /// Returns the number of days from the first day of each incident to its last.
    pub fn duration_days(&self) -> &NarrowColumn {
        &self.duration_days
    }

    /// Returns the number of days within which the first day of each incident lies; up to 1 where it is known.
    pub fn date_span_days(&self) -> &NarrowColumn {
        &self.date_span_days
    }

    /// Returns the provider's codes for how exactly the dates are known, to be read by [`decode`].
    pub fn time_precision(&self) -> &NarrowColumn {
        &self.time_precision
    }

    /// Returns whether it is known of any incident when it was first seen.
    pub fn knows_first_seen(&self) -> bool {
        self.first_seen.constant() != Some(0)
    }

    /// Returns the data-as-of of the first snapshot that had an incident, given its first day.
    pub fn first_seen(&self, number: usize, start: Day) -> Option<Day> {
        decode_days(start, self.first_seen.get(number))
    }

    /// Replaces what is known of that, incident by incident, each with its first day.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn set_first_seen(&mut self, days: impl Iterator<Item = (Day, Option<Day>)>) -> Allocated<()> {
        let mut column = NarrowColumn::default();
        for (start, first_seen) in days {
            column.push(encode_days(start, first_seen))?;
        }
        column.shrink_to_fit();
        self.first_seen = column;
        Ok(())
    }

    /// Returns the low, best and high estimates of deaths, to be read by [`decode`].
    pub fn deaths(&self) -> &[NarrowColumn; 3] {
        &self.deaths
    }

    /// Returns the code of an actor, if any incident names it. Nothing is no name, though incidents without a second actor
    /// have a code for it.
    pub fn actor_code(&self, name: &str) -> Option<u32> {
        if name.is_empty() { None } else { self.actors.find(name) }
    }

    /// Returns the codes of the actors of an incident; 0 stands for none.
    pub fn actor_codes(&self, number: usize) -> [u32; 2] {
        self.actor_codes.each_ref().map(|codes| codes.get(number) as u32)
    }

    /// Returns the number of bytes of text of an incident.
    pub fn text_bytes_of(&self, number: usize) -> usize {
        let own = self.id(number).len() + self.place.get(number).len() + self.headline.get(number).len();
        let recurring: usize = self.recurring().map(|column| column.get(number).len()).iter().sum();
        let actors: usize = self.actor_codes(number).map(|code| self.actors.get(code).len()).iter().sum();
        own + recurring + actors
    }

    /// Returns the recorded deaths of an incident.
    pub fn fatalities(&self, number: usize) -> Fatalities {
        let [low, best, high] = self.deaths.each_ref().map(|deaths| decode(deaths.get(number)));
        Fatalities { low, best, high }
    }

    /// Returns an incident as a reader would hand it over, given its row in the snapshot and its number here.
    pub fn incident(&self, row: usize, number: usize, snapshot: &Snapshot) -> Incident<'_> {
        let LonLat { lon, lat } = snapshot.at(row);
        let (start, uncertainty_km) = (snapshot.start[row], snapshot.uncertainty_km[row]);
        Incident {
            id: self.id(number),
            start,
            end: start + self.duration_days.get(number) as Day,
            time_precision: decode(self.time_precision.get(number)).map(|code| code as u8),
            date_span_days: self.date_span_days.get(number) as u16,
            position: (lon.is_finite() && lat.is_finite()).then_some(Position { lon, lat }),
            uncertainty_km: uncertainty_km.is_finite().then_some(uncertainty_km),
            kind: snapshot.kind[row],
            event_type: self.event_type.get(number).into(),
            subtype: self.subtype.get(number).into(),
            actors: self.actor_codes(number).map(|code| self.actors.get(code).into()),
            fatalities: self.fatalities(number),
            country: self.country.get(number).into(),
            admin1: self.admin1.get(number).into(),
            place: self.place.get(number).into(),
            source: self.source.get(number).into(),
            headline: self.headline.get(number).into(),
            first_seen: self.first_seen(number, start),
            revision: 0,
            id_trust: IdTrust::Given,
        }
    }

    /// Returns everything recorded of an incident, given its row in the snapshot and its number here.
    pub fn get(&self, row: usize, number: usize, snapshot: &Snapshot) -> IncidentRecord {
        let incident = self.incident(row, number, snapshot);
        IncidentRecord {
            row: row as u32,
            id: incident.id.into_owned(),
            start: incident.start,
            end: incident.end,
            time_precision: incident.time_precision,
            lon: incident.position.map(|position| position.lon),
            lat: incident.position.map(|position| position.lat),
            uncertainty_km: incident.uncertainty_km.map(f64::from),
            kind: incident.kind,
            event_type: incident.event_type.into_owned(),
            subtype: incident.subtype.into_owned(),
            actors: incident.actors.into_iter().filter(|actor| !actor.is_empty()).map(Cow::into_owned).collect(),
            fatalities: incident.fatalities,
            country: incident.country.into_owned(),
            admin1: incident.admin1.into_owned(),
            place: incident.place.into_owned(),
            source: incident.source.into_owned(),
            headline: incident.headline.into_owned(),
            first_seen: incident.first_seen,
            origin: snapshot.origin(row) as u32,
        }
    }
}

/// Encodes a number that may be missing: 0 stands for none, any other number for one less than it.
fn encode(number: Option<u32>) -> u64 {
    number.map_or(0, |number| u64::from(number) + 1)
}

/// Decodes a number of the columns of deaths.
pub fn decode(number: u64) -> Option<u32> {
    number.checked_sub(1).map(|number| number as u32)
}

/// Encodes a day that may be missing by its distance from another one: 0 stands for none, and the days on both sides take turns.
fn encode_days(from: Day, to: Option<Day>) -> u64 {
    let Some(to) = to else { return 0 };
    let days = i64::from(to) - i64::from(from);
    if days >= 0 { 2 * days.unsigned_abs() + 1 } else { 2 * days.unsigned_abs() }
}

/// Decodes what [`encode_days`] has encoded.
fn decode_days(from: Day, code: u64) -> Option<Day> {
    let days = code.div_euclid(2) as i64;
    let days = if code % 2 == 1 { days } else { -days };
    (code > 0).then(|| (i64::from(from) + days) as Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_come_back_as_they_are(from in -719_528..2_932_896i32, to in prop::option::of(-719_528..2_932_896i32)) {
            prop_assert_eq!(decode_days(from, encode_days(from, to)), to);
            prop_assert_eq!(decode_days(from, encode_days(from, Some(from))), Some(from));
        }
    }
}
