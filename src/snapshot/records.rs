//! What questions do not compute with: text, codes and numbers of each incident, packed for showing.

use std::collections::HashMap;

use serde::Serialize;

use super::Snapshot;
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
    pub uncertainty_km: Option<f32>,
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

/// Strings that recur, stored once.
#[derive(Default)]
pub struct Dictionary {
    words: Vec<Box<str>>,
    codes: HashMap<Box<str>, u32>,
}

impl Dictionary {
    fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.codes.get(word) {
            return *code;
        }
        let code = self.words.len() as u32;
        self.words.push(word.into());
        self.codes.insert(word.into(), code);
        code
    }

    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }
}

/// Strings that rarely recur, end to end.
#[derive(Default)]
struct Texts {
    bytes: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u32);
    }

    fn get(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.bytes[start..self.ends[number] as usize]
    }
}

/// Columns in the order of arrival.
#[derive(Default)]
pub struct Records {
    ids: Texts,
    /// Place and headline, in turn.
    prose: Texts,
    /// Type, subtype, two actors, country, first-level division and source, as codes of `words`.
    codes: Vec<[u32; 7]>,
    words: Dictionary,
    end: Vec<Day>,
    time_precision: Vec<Option<u8>>,
    fatalities: Vec<Fatalities>,
}

impl Records {
    pub fn push(&mut self, incident: &Incident<'_>) {
        self.ids.push(&incident.id);
        self.prose.push(&incident.place);
        self.prose.push(&incident.headline);
        let [first, second] = &incident.actors;
        let words = [
            &incident.event_type,
            &incident.subtype,
            first,
            second,
            &incident.country,
            &incident.admin1,
            &incident.source,
        ];
        self.codes.push(words.map(|word| self.words.code(word)));
        self.end.push(incident.end);
        self.time_precision.push(incident.time_precision);
        self.fatalities.push(incident.fatalities);
    }

    /// Bytes of text held; the offsets of text are 32-bit.
    pub fn text_bytes(&self) -> usize {
        self.ids.bytes.len().max(self.prose.bytes.len())
    }

    pub fn id(&self, number: usize) -> &str {
        self.ids.get(number)
    }

    pub fn end(&self, number: usize) -> Day {
        self.end[number]
    }

    pub fn fatalities(&self, number: usize) -> Fatalities {
        self.fatalities[number]
    }

    pub fn words(&self) -> &Dictionary {
        &self.words
    }

    pub fn actors(&self, number: usize) -> [u32; 2] {
        [self.codes[number][2], self.codes[number][3]]
    }

    pub fn get(&self, row: usize, number: usize, snapshot: &Snapshot) -> Record {
        let words = self.codes[number].map(|code| self.words.words[code as usize].to_string());
        let [event_type, subtype, first, second, country, admin1, source] = words;
        let Fatalities { low, best, high } = self.fatalities[number];
        let finite = |value: f64| value.is_finite().then_some(value);
        let uncertainty_km = snapshot.uncertainty_km[row];
        Record {
            row: row as u32,
            id: self.id(number).to_string(),
            start: day::format(snapshot.start[row]),
            end: day::format(self.end[number]),
            time_precision: self.time_precision[number],
            lon: finite(snapshot.lon[row]),
            lat: finite(snapshot.lat[row]),
            uncertainty_km: uncertainty_km.is_finite().then_some(uncertainty_km),
            kind: snapshot.kind[row].name(),
            event_type,
            subtype,
            actors: [first, second].into_iter().filter(|actor| !actor.is_empty()).collect(),
            fatalities: FatalityRecord { low, best, high },
            country,
            admin1,
            place: self.prose.get(2 * number).to_string(),
            source,
            headline: self.prose.get(2 * number + 1).to_string(),
        }
    }
}
