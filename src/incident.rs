//! What an incident is: its fields and its normalised kind.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, Serializer};

/// A civil day in UTC, counted from 1970-01-01.
pub type Day = i32;

/// The largest radius of uncertainty that is used, km. An incident whose place is known less exactly cannot be located: a
/// disc of more than 500 km is a country, or metres that were taken for kilometres.
pub const MAX_UNCERTAINTY_KM: f32 = 500.0;

/// One recorded incident as a reader hands it over. Text that is not recorded is empty; the rest is borrowed from the file
/// where possible.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incident<'a> {
    /// The provider's id, kept as text (`15960.0` in a UCDP file is `15960`).
    pub id: Cow<'a, str>,
    /// The first day.
    pub start: Day,
    /// The last day; it equals `start` where the provider gives only one day, and is never before it.
    pub end: Day,
    /// The provider's own code for how exactly the date is known.
    pub time_precision: Option<u8>,
    /// The number of days within which the first day lies, by that code; up to 1 where the day is known or nothing is told.
    pub date_span_days: u16,
    /// The recorded coordinates, whether or not they are precise enough to be used.
    pub position: Option<Position>,
    /// Radius of the disc in which the incident lies, km; `None` where it cannot be located. A radius above
    /// [`MAX_UNCERTAINTY_KM`] counts as `None`.
    pub uncertainty_km: Option<f32>,
    /// The normalised kind.
    pub kind: Kind,
    /// The provider's own type.
    pub event_type: Cow<'a, str>,
    /// The provider's own subtype.
    pub subtype: Cow<'a, str>,
    /// The actors; one that is not named is empty.
    pub actors: [Cow<'a, str>; 2],
    /// The recorded numbers of deaths.
    pub fatalities: Fatalities,
    /// The country.
    pub country: Cow<'a, str>,
    /// The first administrative division, such as a province.
    pub admin1: Cow<'a, str>,
    /// The name of the place.
    pub place: Cow<'a, str>,
    /// The source that the provider names.
    pub source: Cow<'a, str>,
    /// The headline or a note.
    pub headline: Cow<'a, str>,
    /// The data-as-of of the first snapshot that had the incident, where that is known. Files of providers do not tell it; packs do.
    pub first_seen: Option<Day>,
    /// When the provider last edited this record, as a number that grows. Of records with the same id, the one with the largest
    /// counts, and of equal ones the last; 0 where the provider does not tell.
    pub revision: i64,
    /// How sure it is that no other incident of the file has this id.
    pub id_trust: IdTrust,
}

/// How sure it is that an id names one incident, and that records with the same id are editions of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdTrust {
    /// The provider says so.
    #[default]
    Given,
    /// The column has the name of an id: editions of an incident may differ in their day and place, which is worth a warning.
    Named,
    /// The column has the name of a code or a reference, which may be those of a place or of a source. Records with the same one and
    /// another day or place are incidents of their own, unless `revision` says otherwise.
    Guessed,
}

/// A position in WGS84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Longitude, within ±180.
    pub lon: f64,
    /// Latitude, within ±90.
    pub lat: f64,
}

/// Deaths as recorded. Each estimate may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fatalities {
    /// The low estimate.
    pub low: Option<u32>,
    /// The best estimate.
    pub best: Option<u32>,
    /// The high estimate.
    pub high: Option<u32>,
}

/// The normalised kind of an incident. The layout of each provider translates the provider's codes into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum Kind {
    /// Fighting between armed groups or forces.
    ArmedClash,
    /// One-sided violence against civilians.
    AttackOnCivilians,
    /// Abduction or hostage-taking.
    Abduction,
    /// Explosion or remote violence: improvised explosive devices, mines, shelling, air strikes.
    Explosion,
    /// Blockade, checkpoint or extortion.
    Blockade,
    /// Looting or property destruction.
    Looting,
    /// Violent demonstration or mob violence.
    Riot,
    /// Demonstration without violence by those who demonstrate.
    Protest,
    /// Anything else, and incidents of which no kind is recorded.
    #[default]
    Other,
}

impl Kind {
    /// All kinds, in the order of their numbers.
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

    /// Returns the name that options, reports and the generic layout use.
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

    /// Returns the kind with a [name](Self::name).
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Numbers of incidents by kind. They are serialised as a map from the names of the kinds that occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCounts([u64; Kind::ALL.len()]);

impl KindCounts {
    /// Counts the kinds of many incidents.
    pub fn count(kinds: &[Kind]) -> KindCounts {
        // Four lists of counts take turns: kinds repeat, and a count that was just written is slow to read again.
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

    /// Adds one incident.
    pub fn add(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }

    /// Adds the numbers of others.
    pub fn add_all(&mut self, other: &KindCounts) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    /// Returns the number of incidents of a kind.
    pub fn of(&self, kind: Kind) -> u64 {
        self.0[kind as usize]
    }
}

/// Numbers of incidents by origin, in the order of the origins of a combined snapshot. They are empty for any other snapshot,
/// and then stay so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OriginCounts(Vec<u64>);

impl OriginCounts {
    /// Counts of nothing yet, for a number of origins.
    pub fn new(origins: usize) -> OriginCounts {
        OriginCounts(vec![0; origins])
    }

    /// Adds one incident.
    #[inline]
    pub fn add(&mut self, origin: usize) {
        if let Some(count) = self.0.get_mut(origin) {
            *count += 1;
        }
    }

    /// Adds the numbers of others of the same snapshot.
    pub fn add_all(&mut self, other: &OriginCounts) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(count, more)| *count += more);
    }

    /// Returns whether nothing is counted by origin, because the snapshot is not a combined one.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of incidents of each origin.
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }
}

impl Serialize for KindCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            Kind::ALL.into_iter().filter(|kind| self.of(*kind) > 0).map(|kind| (kind.name(), self.of(kind))),
        )
    }
}
