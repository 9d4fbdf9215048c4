//! One incident as it crosses.

use serde::{Deserialize, Serialize};

use crate::day::DAYS;
use crate::incident::{Day, Fatalities, IdTrust, Incident, Kind, Position};

/// The fields of an incident, borrowed from what they are written from or read from.
#[derive(Serialize, Deserialize)]
pub(super) struct Row<'a> {
    id: &'a str,
    start: Day,
    end: Day,
    time_precision: Option<u8>,
    date_span_days: u16,
    position: Option<(f64, f64)>,
    uncertainty_km: Option<f32>,
    kind: u8,
    event_type: &'a str,
    subtype: &'a str,
    actors: [&'a str; 2],
    deaths: [Option<u32>; 3],
    country: &'a str,
    admin1: &'a str,
    place: &'a str,
    source: &'a str,
    headline: &'a str,
    first_seen: Option<Day>,
    revision: i64,
    id_trust: u8,
}

/// How sure an id is, by the number that crosses.
const TRUSTS: [IdTrust; 3] = [IdTrust::Given, IdTrust::Named, IdTrust::Guessed];

/// The most bytes that a row takes beside its text.
pub(super) const MOST_BYTES_WITHOUT_TEXT: usize = 160;

impl<'a> Row<'a> {
    pub(super) fn new(incident: &'a Incident<'_>) -> Row<'a> {
        let Fatalities { low, best, high } = incident.fatalities;
        Row {
            id: &incident.id,
            start: incident.start,
            end: incident.end,
            time_precision: incident.time_precision,
            date_span_days: incident.date_span_days,
            position: incident.position.map(|Position { lon, lat }| (lon, lat)),
            uncertainty_km: incident.uncertainty_km,
            kind: incident.kind as u8,
            event_type: &incident.event_type,
            subtype: &incident.subtype,
            actors: incident.actors.each_ref().map(|actor| actor.as_ref()),
            deaths: [low, best, high],
            country: &incident.country,
            admin1: &incident.admin1,
            place: &incident.place,
            source: &incident.source,
            headline: &incident.headline,
            first_seen: incident.first_seen,
            revision: incident.revision,
            id_trust: incident.id_trust as u8,
        }
    }

    /// Returns the number of bytes of all text.
    pub(super) fn text_bytes(&self) -> usize {
        let [first, second] = self.actors;
        let texts = [
            self.id,
            self.event_type,
            self.subtype,
            first,
            second,
            self.country,
            self.admin1,
            self.place,
            self.source,
            self.headline,
        ];
        texts.map(str::len).iter().sum()
    }

    /// Returns the incident, or the name of the field whose value cannot be.
    pub(super) fn into_incident(self) -> Result<Incident<'a>, &'static str> {
        check(DAYS.contains(&self.start), "start")?;
        check(DAYS.contains(&self.end) && self.end >= self.start, "end")?;
        check(self.position.is_none_or(|(lon, lat)| lon.abs() <= 180.0 && lat.abs() <= 90.0), "position")?;
        check(self.uncertainty_km.is_none_or(|km| km >= 0.0), "uncertainty_km")?;
        check(self.first_seen.is_none_or(|day| DAYS.contains(&day)), "first_seen")?;
        let [low, best, high] = self.deaths;
        Ok(Incident {
            id: self.id.into(),
            start: self.start,
            end: self.end,
            time_precision: self.time_precision,
            date_span_days: self.date_span_days,
            position: self.position.map(|(lon, lat)| Position { lon, lat }),
            uncertainty_km: self.uncertainty_km,
            kind: Kind::ALL.get(usize::from(self.kind)).copied().ok_or("kind")?,
            event_type: self.event_type.into(),
            subtype: self.subtype.into(),
            actors: self.actors.map(Into::into),
            fatalities: Fatalities { low, best, high },
            country: self.country.into(),
            admin1: self.admin1.into(),
            place: self.place.into(),
            source: self.source.into(),
            headline: self.headline.into(),
            first_seen: self.first_seen,
            revision: self.revision,
            id_trust: TRUSTS.get(usize::from(self.id_trust)).copied().ok_or("id_trust")?,
        })
    }
}

fn check(holds: bool, field: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(field) }
}
