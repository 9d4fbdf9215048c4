//! Near repeats: whether incidents close to each other in space are close in time more often than chance makes them.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Question;
use crate::error;
use crate::geo::{GeoPoint, dot, subtract};
use crate::incident::Day;
use crate::order;
use crate::questions::limits;
use crate::questions::scope::Scope;
use crate::stats::knox::knox;

/// More incidents are not tested, because their pairs alone take seconds.
const MAX_INCIDENTS: usize = 20_000;
/// How many pairs and incidents a browser goes through, over all permutations, in about a second.
const MAX_STEPS: usize = 300_000_000;
const MIN_PERMUTATIONS: u32 = 19;
/// More pairs that are close in space are not tested: they alone take 40 MB.
const MAX_PAIRS: usize = 5_000_000;
/// No degree of latitude is shorter.
const KM_PER_DEGREE: f64 = 110.5;

/// What counts as close, and how the test by permutations is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NearRepeatOptions {
    /// Pairs up to this far apart are close in space, km, 0.001 to 100. Default: 5.
    pub km: f64,
    /// Pairs up to this many days apart are close in time, 0 to 3,650. Default: 14.
    pub days: u32,
    /// How often the days are shuffled, 19 to 99,999. Default: 999.
    pub permutations: u32,
    /// Seed of the shuffling, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1.
    pub seed: u32,
}

impl Default for NearRepeatOptions {
    fn default() -> Self {
        Self { km: 5.0, days: 14, permutations: 999, seed: 1 }
    }
}

impl NearRepeatOptions {
    /// Refuses options that are out of their range.
    pub(super) fn check(&self) -> error::Result<()> {
        limits::REPEAT_KM.check("repeat.km", self.km)?;
        limits::REPEAT_DAYS.check("repeat.days", self.days)?;
        limits::REPEAT_PERMUTATIONS.check("repeat.permutations", self.permutations)
    }
}

/// Reads options, or `true` for the default ones. `false` and `null` mean that near repeats are not looked for.
pub fn deserialize_options<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<NearRepeatOptions>, D::Error> {
    struct OptionsVisitor;

    impl<'de> Visitor<'de> for OptionsVisitor {
        type Value = Option<NearRepeatOptions>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("true, false or an object of km, days, permutations and seed")
        }

        fn visit_bool<E>(self, wanted: bool) -> Result<Self::Value, E> {
            Ok(wanted.then(NearRepeatOptions::default))
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

/// The Knox test: pairs of incidents that are close in space and in time (Knox 1964), with a p by permutations (Hope
/// 1968).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearRepeats {
    /// Pairs up to this far apart are close in space, km.
    pub km: f64,
    /// Pairs up to this many days apart are close in time.
    pub days: u32,
    /// Number of certain incidents of both windows that are tested.
    pub incidents: u64,
    /// Number of incidents left out because their uncertainty radius is above `km`.
    pub too_uncertain: u64,
    /// Number of pairs that are close in space; 0 where there are too many to test.
    pub close_in_space: u64,
    /// Number of pairs that are close in space and in time.
    pub observed: u64,
    /// Number of such pairs expected if places and days had nothing to do with each other.
    pub expected: f64,
    /// Probability of at least as many such pairs by chance; `None` where there are too many pairs, or too few
    /// incidents, to test.
    pub p: Option<f64>,
    /// Why there is no p; `None` where there is one.
    pub untested: Option<Untested>,
    /// How often the days were shuffled: less often than asked for where there are many pairs.
    pub permutations: u32,
    /// Seed of the shuffling.
    pub seed: u32,
}

/// Why near repeats are not tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Untested {
    /// There are fewer than two incidents to compare.
    TooFew,
    /// There are so many incidents or pairs that the permutations would take too long.
    TooMany,
}

/// Tests the certain incidents of both windows for near repeats.
pub fn test(question: &Question<'_>, certain: impl Iterator<Item = usize>, options: NearRepeatOptions) -> NearRepeats {
    let Scope { snapshot, windows, .. } = question.scope;
    let (mut days, mut places, mut too_uncertain) = (Vec::new(), Vec::new(), 0);
    for row in certain.filter(|&row| windows.both().contains(snapshot.day()[row])) {
        if question.scope.radius_km(row) > options.km {
            too_uncertain += 1;
        } else {
            days.push(snapshot.day()[row]);
            places.push(snapshot.point(row));
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
        untested: None,
        permutations: 0,
        seed: options.seed,
    };
    if let Some(pairs) = find_close_pairs(&places, options.km, MAX_PAIRS) {
        found.close_in_space = pairs.len() as u64;
        permute(&mut found, &days, &pairs, options.permutations);
    }
    found.untested = match found.p {
        Some(_) => None,
        None if incidents < 2 => Some(Untested::TooFew),
        None => Some(Untested::TooMany),
    };
    found
}

/// Shuffles the days as often as is wanted and affordable, and sets what follows from it.
fn permute(found: &mut NearRepeats, days: &[Day], pairs: &[[u32; 2]], wanted: u32) {
    let affordable = MAX_STEPS / (pairs.len() + days.len()).max(1);
    let permutations = wanted.min(affordable as u32);
    if let Some(knox) = knox(days, pairs, found.days, permutations, u64::from(found.seed)) {
        found.observed = knox.observed;
        found.expected = knox.expected;
        found.permutations = permutations;
        found.p = (permutations >= MIN_PERMUTATIONS).then_some(knox.p);
    }
}

/// Finds the pairs of places that are at most `km` apart; `None` for more places than are tested, and for more than
/// `max_pairs` pairs.
fn find_close_pairs(places: &[GeoPoint], km: f64, max_pairs: usize) -> Option<Vec<[u32; 2]>> {
    if places.len() > MAX_INCIDENTS {
        return None;
    }
    let mut by_latitude: Vec<(f64, u32)> = places.iter().map(|place| place.at.lat).zip(0..).collect();
    order::sort_by(&mut by_latitude, |(a, _), (b, _)| a.total_cmp(b));
    let reach = km / KM_PER_DEGREE;
    let mut pairs = Vec::new();
    for (index, &(lat, a)) in by_latitude.iter().enumerate() {
        let near = by_latitude[index + 1..].iter().take_while(|(other, _)| other - lat <= reach);
        let from = &places[a as usize];
        for &(_, b) in near {
            // No chord is longer than its geodesic.
            let to = &places[b as usize];
            let off = subtract(from.xyz, to.xyz);
            if dot(off, off) <= km * km && from.is_within(to, km) {
                if pairs.len() == max_pairs {
                    return None;
                }
                pairs.push([a, b]);
            }
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;

    #[test]
    fn finding_m_pairs_of_coincident_places_are_bounded() {
        let places = vec![GeoPoint::new(LonLat::new(-8.0, 12.6)); 40];
        assert_eq!(find_close_pairs(&places, 1.0, 780).map(|pairs| pairs.len()), Some(780));
        assert_eq!(find_close_pairs(&places, 1.0, 779), None);
        assert_eq!(find_close_pairs(&vec![places[0]; MAX_INCIDENTS + 1], 1.0, usize::MAX), None);
    }

    /// Places on a meridian and on a parallel, and each pair by itself.
    #[test]
    fn close_pairs_are_those_within_the_distance() {
        let at = |lon: f64, lat: f64| GeoPoint::new(LonLat::new(lon, lat));
        let places =
            [at(-8.0, 12.0), at(-8.0, 12.08), at(-8.0, 11.92), at(-7.9, 12.0), at(-8.0, -12.0), at(-8.0, 12.1)];
        for km in [1.0, 9.0, 12.0, 18.0, 3_000.0] {
            let mut found = find_close_pairs(&places, km, usize::MAX).unwrap();
            found.iter_mut().for_each(|pair| pair.sort_unstable());
            found.sort_unstable();
            let pairs = (0..places.len()).flat_map(|a| (a + 1..places.len()).map(move |b| (a, b)));
            let near = pairs.filter(|&(a, b)| places[a].is_within(&places[b], km));
            let expected: Vec<[u32; 2]> = near.map(|(a, b)| [a as u32, b as u32]).collect();
            assert_eq!(found, expected, "{km} km");
        }
    }
}
