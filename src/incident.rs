//! What an incident is: its fields, its normalised kind, and how precisely it is located.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

/// A civil day in UTC, counted from 1970-01-01.
pub type Day = i32;

/// One recorded incident as a reader hands it over. Text is borrowed from the file where it can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incident<'a> {
    /// The provider's id, kept as text (`15960.0` in a UCDP file is `15960`).
    pub id: Cow<'a, str>,
    pub start: Day,
    /// Last day; equal to `start` where the provider gives one day only. Never before `start`.
    pub end: Day,
    /// The provider's own code for how exactly the date is known.
    pub time_precision: Option<u8>,
    /// Recorded coordinates, in range, whether or not they are precise enough to be used.
    pub position: Option<Position>,
    /// Radius of the disc the incident lies in, km; `None` where it cannot be located.
    pub uncertainty_km: Option<f32>,
    pub kind: Kind,
    /// The provider's own type and subtype.
    pub event_type: Cow<'a, str>,
    pub subtype: Cow<'a, str>,
    pub actors: [Cow<'a, str>; 2],
    pub fatalities: Fatalities,
    pub country: Cow<'a, str>,
    pub admin1: Cow<'a, str>,
    pub place: Cow<'a, str>,
    pub source: Cow<'a, str>,
    pub headline: Cow<'a, str>,
}

/// WGS84 degrees: longitude within ±180, latitude within ±90.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub lon: f64,
    pub lat: f64,
}

/// Deaths as recorded. Each estimate may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fatalities {
    pub low: Option<u32>,
    pub best: Option<u32>,
    pub high: Option<u32>,
}

/// The normalised kind of an incident. Each provider's codes are mapped to it by that provider's own table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Kind {
    ArmedClash,
    AttackOnCivilians,
    Abduction,
    /// Explosion or remote violence: improvised explosive devices, mines, shelling, air strikes.
    Explosion,
    /// Blockade, checkpoint or extortion.
    Blockade,
    /// Looting or property destruction.
    Looting,
    Riot,
    Protest,
    #[default]
    Other,
}

impl Kind {
    pub const ALL: [Kind; 9] = [
        Kind::ArmedClash,
        Kind::AttackOnCivilians,
        Kind::Abduction,
        Kind::Explosion,
        Kind::Blockade,
        Kind::Looting,
        Kind::Riot,
        Kind::Protest,
        Kind::Other,
    ];

    /// The name used in options, reports and the GeoBit CSV layout.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ArmedClash => "armedClash",
            Kind::AttackOnCivilians => "attackOnCivilians",
            Kind::Abduction => "abduction",
            Kind::Explosion => "explosion",
            Kind::Blockade => "blockade",
            Kind::Looting => "looting",
            Kind::Riot => "riot",
            Kind::Protest => "protest",
            Kind::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Incidents by kind; written as a map from the names of the kinds that occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCounts([u64; Kind::ALL.len()]);

impl KindCounts {
    pub fn of_all(kinds: &[Kind]) -> KindCounts {
        // Four lists in turn: kinds repeat, and a count that was just written is slow to read again.
        let mut counts = [[0u32; Kind::ALL.len()]; 4];
        let (fours, rest) = kinds.as_chunks::<4>();
        for four in fours {
            for (counts, kind) in counts.iter_mut().zip(four) {
                counts[*kind as usize] += 1;
            }
        }
        rest.iter().for_each(|kind| counts[0][*kind as usize] += 1);
        KindCounts(std::array::from_fn(|kind| counts.iter().map(|counts| u64::from(counts[kind])).sum()))
    }

    pub fn add(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }

    pub fn add_all(&mut self, other: &KindCounts) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    pub fn of(&self, kind: Kind) -> u64 {
        self.0[kind as usize]
    }
}

impl Serialize for KindCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            Kind::ALL.into_iter().filter(|kind| self.of(*kind) > 0).map(|kind| (kind.name(), self.of(kind))),
        )
    }
}
