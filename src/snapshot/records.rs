//! What questions do not compute with: text, codes and numbers of each incident, packed for showing.

use std::borrow::Cow;

use serde::Serialize;

use super::Snapshot;
use super::ids::Ids;
use super::narrow::Narrow;
use super::texts::Texts;
use super::words::{WordColumn, Words};
use crate::day;
use crate::incident::{Day, Fatalities, Incident};

/// Everything recorded of one incident, as it is shown.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    pub row: u32,
    pub id: String,
    pub start: String,
    pub end: String,
    pub time_precision: Option<u8>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub uncertainty_km: Option<f64>,
    pub kind: &'static str,
    #[serde(rename = "type")]
    pub event_type: String,
    pub subtype: String,
    pub actors: Vec<String>,
    pub fatalities: FatalityRecord,
    pub country: String,
    pub admin1: String,
    pub place: String,
    pub source: String,
    pub headline: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FatalityRecord {
    pub low: Option<u32>,
    pub best: Option<u32>,
    pub high: Option<u32>,
}

/// Columns in the order of arrival. A column that says nothing takes no space.
#[derive(Default)]
pub struct Records {
    ids: Ids,
    place: Texts,
    headline: Texts,
    event_type: WordColumn,
    subtype: WordColumn,
    actors: Words,
    actor_codes: [Narrow; 2],
    country: WordColumn,
    admin1: WordColumn,
    source: WordColumn,
    /// Days from the first to the last.
    lasted: Narrow,
    /// 0 for none, else one more than the number, as in `deaths`.
    time_precision: Narrow,
    /// Low, best and high.
    deaths: [Narrow; 3],
}

impl Records {
    /// Of incidents of which nothing is recorded but when and where; their ids are their rows.
    pub fn of_rows(count: usize) -> Records {
        Records { ids: Ids::rows(count), ..Records::default() }
    }

    pub fn push(&mut self, incident: &Incident<'_>) {
        self.ids.push(&incident.id);
        self.place.push(&incident.place);
        self.headline.push(&incident.headline);
        self.event_type.push(&incident.event_type);
        self.subtype.push(&incident.subtype);
        for (codes, actor) in self.actor_codes.iter_mut().zip(&incident.actors) {
            codes.push(self.actors.code(actor));
        }
        self.country.push(&incident.country);
        self.admin1.push(&incident.admin1);
        self.source.push(&incident.source);
        self.lasted.push(u64::from(incident.end.abs_diff(incident.start)));
        self.time_precision.push(packed(incident.time_precision.map(u32::from)));
        let Fatalities { low, best, high } = incident.fatalities;
        for (deaths, count) in self.deaths.iter_mut().zip([low, best, high]) {
            deaths.push(packed(count));
        }
    }

    /// Gives back what was reserved for more.
    pub fn settle(&mut self) {
        self.ids.settle();
        self.place.settle();
        self.headline.settle();
        self.actors.settle();
        for column in [&mut self.event_type, &mut self.subtype, &mut self.country, &mut self.admin1, &mut self.source] {
            column.settle();
        }
        for column in self.actor_codes.iter_mut().chain(&mut self.deaths) {
            column.settle();
        }
        self.lasted.settle();
        self.time_precision.settle();
    }

    /// Bytes of the longest column of text.
    pub fn text_bytes(&self) -> usize {
        self.ids.bytes().max(self.place.bytes()).max(self.headline.bytes())
    }

    pub fn id(&self, number: usize) -> Cow<'_, str> {
        self.ids.get(number)
    }

    /// The numbers whose id comes again later, ascending.
    pub fn superseded(&self) -> Vec<u32> {
        self.ids.superseded()
    }

    /// Days from the first to the last.
    pub fn lasted(&self) -> &Narrow {
        &self.lasted
    }

    /// Low, best and high estimate of deaths, as `unpacked` reads them.
    pub fn deaths(&self) -> &[Narrow; 3] {
        &self.deaths
    }

    pub fn actor(&self, name: &str) -> Option<u32> {
        self.actors.find(name)
    }

    pub fn actors(&self, number: usize) -> [u32; 2] {
        self.actor_codes.each_ref().map(|codes| codes.get(number) as u32)
    }

    pub fn get(&self, row: usize, number: usize, snapshot: &Snapshot) -> Record {
        let [low, best, high] = self.deaths.each_ref().map(|deaths| unpacked(deaths.get(number)));
        let actors = self.actor_codes.each_ref().map(|codes| self.actors.word(codes.get(number)).to_string());
        let finite = |value: f64| value.is_finite().then_some(value);
        let (start, uncertainty_km) = (snapshot.start[row], snapshot.uncertainty_km[row]);
        Record {
            row: row as u32,
            id: self.id(number).into_owned(),
            start: day::format(start),
            end: day::format(start + self.lasted.get(number) as Day),
            time_precision: unpacked(self.time_precision.get(number)).map(|code| code as u8),
            lon: finite(snapshot.lon[row]),
            lat: finite(snapshot.lat[row]),
            uncertainty_km: uncertainty_km.is_finite().then_some(f64::from(uncertainty_km)),
            kind: snapshot.kind[row].name(),
            event_type: self.event_type.get(number).to_string(),
            subtype: self.subtype.get(number).to_string(),
            actors: actors.into_iter().filter(|actor| !actor.is_empty()).collect(),
            fatalities: FatalityRecord { low, best, high },
            country: self.country.get(number).to_string(),
            admin1: self.admin1.get(number).to_string(),
            place: self.place.get(number).to_string(),
            source: self.source.get(number).to_string(),
            headline: self.headline.get(number).to_string(),
        }
    }
}

fn packed(number: Option<u32>) -> u64 {
    number.map_or(0, |number| u64::from(number) + 1)
}

pub fn unpacked(number: u64) -> Option<u32> {
    number.checked_sub(1).map(|number| number as u32)
}
