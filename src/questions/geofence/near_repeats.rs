//! Near repeats: whether incidents close to each other in space are close in time more often than chance makes them.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Question;
use crate::error;
use crate::geo::GeoPoint;
use crate::incident::Day;
use crate::questions::limits;
use crate::questions::scope::Scope;
use crate::stats::knox::knox;

/// More are not tested: their pairs alone take seconds.
const MOST_INCIDENTS: usize = 20_000;
/// Looks at a pair of incidents, over all permutations, that a browser does in about a second.
const MOST_LOOKS: usize = 300_000_000;
const FEWEST_PERMUTATIONS: u32 = 19;
const MOST_PERMUTATIONS: u32 = 99_999;
/// No degree of latitude is shorter.
const KM_PER_DEGREE: f64 = 110.5;

/// What counts as close, and how chance is found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NearRepeatOptions {
    /// Pairs up to this far apart are close in space, km, above 0 and up to 100. Default: 5.
    pub km: f64,
    /// Pairs up to this many days apart are close in time, 0 to 3,650. Default: 14.
    pub days: u32,
    /// How often the days are shuffled, 19 to 99,999. Default: 999.
    pub permutations: u32,
    /// The same seed gives the same answer. Default: 1.
    pub seed: u32,
}

impl Default for NearRepeatOptions {
    fn default() -> Self {
        Self { km: 5.0, days: 14, permutations: 999, seed: 1 }
    }
}

impl NearRepeatOptions {
    pub fn check(&self) -> error::Result<()> {
        limits::in_range("repeat.km", self.km, 0.0, 100.0)?;
        limits::at_least("repeat.days", f64::from(self.days), 0.0, 3650.0)?;
        let (fewest, most) = (f64::from(FEWEST_PERMUTATIONS), f64::from(MOST_PERMUTATIONS));
        limits::at_least("repeat.permutations", f64::from(self.permutations), fewest, most)
    }
}

/// Reads the options, or `true` for the default ones. `false` and `null` ask for nothing.
pub fn deserialize_options<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<NearRepeatOptions>, D::Error> {
    struct OptionsVisitor;

    impl<'de> Visitor<'de> for OptionsVisitor {
        type Value = Option<NearRepeatOptions>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("true, false or an object of km, days, permutations and seed")
        }

        fn visit_bool<E>(self, asked: bool) -> Result<Self::Value, E> {
            Ok(asked.then(NearRepeatOptions::default))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            NearRepeatOptions::deserialize(MapAccessDeserializer::new(map)).map(Some)
        }
    }

    reader.deserialize_any(OptionsVisitor)
}

/// The Knox test: pairs of incidents that are close in space and in time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearRepeats {
    pub km: f64,
    pub days: u32,
    /// Certain incidents of both windows that are tested.
    pub incidents: u64,
    /// Those left out because their place is less exact than `km`.
    pub too_uncertain: u64,
    pub close_in_space: u64,
    /// Pairs close in space and time, and those expected by chance.
    pub observed: u64,
    pub expected: f64,
    /// `None` where there are too many pairs, or too few incidents, to test.
    pub p: Option<f64>,
    pub permutations: u32,
    pub seed: u32,
}

/// Tests the certain incidents of both windows.
pub fn test(question: &Question<'_>, certain: impl Iterator<Item = usize>, options: NearRepeatOptions) -> NearRepeats {
    let Scope { snapshot, windows, .. } = question.scope;
    let (mut days, mut points, mut too_uncertain) = (Vec::new(), Vec::new(), 0);
    for row in certain.filter(|&row| windows.both().contains(snapshot.day()[row])) {
        if question.scope.radius_km(row) > options.km {
            too_uncertain += 1;
        } else {
            days.push(snapshot.day()[row]);
            points.push(snapshot.point(row));
        }
    }
    let incidents = days.len() as u64;
    let mut found = NearRepeats {
        km: options.km,
        days: options.days,
        incidents,
        too_uncertain,
        close_in_space: 0,
        observed: 0,
        expected: 0.0,
        p: None,
        permutations: 0,
        seed: options.seed,
    };
    if let Some(pairs) = close_pairs(&points, options.km) {
        found.close_in_space = pairs.len() as u64;
        permute(&mut found, &days, &pairs, options.permutations);
    }
    found
}

fn permute(found: &mut NearRepeats, days: &[Day], pairs: &[[u32; 2]], asked: u32) {
    let affordable = MOST_LOOKS / (pairs.len() + days.len()).max(1);
    let permutations = asked.min(affordable as u32);
    if let Some(knox) = knox(days, pairs, found.days, permutations, u64::from(found.seed)) {
        found.observed = knox.observed;
        found.expected = knox.expected;
        found.permutations = permutations;
        found.p = (permutations >= FEWEST_PERMUTATIONS).then_some(knox.p);
    }
}

/// The pairs of points that are at most `km` apart; `None` for more points than are tested.
fn close_pairs(points: &[GeoPoint], km: f64) -> Option<Vec<[u32; 2]>> {
    if points.len() > MOST_INCIDENTS {
        return None;
    }
    let mut northwards: Vec<(f64, u32)> = points.iter().map(|point| point.at.lat).zip(0..).collect();
    northwards.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let reach = km / KM_PER_DEGREE;
    let mut pairs = Vec::new();
    for (index, &(lat, a)) in northwards.iter().enumerate() {
        let near = northwards[index + 1..].iter().take_while(|(other, _)| other - lat <= reach);
        for &(_, b) in near {
            if points[a as usize].is_within(&points[b as usize], km) {
                pairs.push([a, b]);
            }
        }
    }
    Some(pairs)
}
