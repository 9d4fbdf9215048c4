//! The ends of the options of all questions. A refusal says what was given and what is accepted.
//!
//! The docs of the options and `pkg/geobit.d.ts` state the same ends; `tests/options.rs` asks every question at both ends
//! of every option, and just beyond them.

use crate::area::{MAX_RADIUS_KM, MIN_RADIUS_KM};
use crate::error::{Code, GeobitError, Result};
use crate::history::MAX_WEEKS;

/// The numbers that an option accepts, both ends included.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    min: f64,
    max: f64,
}

const fn from(min: f64, max: f64) -> Range {
    Range { min, max }
}

/// Days in each of the two windows.
pub const WINDOW_DAYS: Range = from(1.0, 7.0 * MAX_WEEKS as f64);
/// Confidence level. Nearer to 0 or 1 the intervals say nothing.
pub const CONFIDENCE: Range = from(0.01, 0.999_999_999);
/// Number of actors in a list.
pub const MAX_ACTORS: usize = 1000;

/// Radius around a geometry, km, unless it is 0.
pub const RADIUS_KM: Range = from(MIN_RADIUS_KM, MAX_RADIUS_KM);
/// Outer limits of rings, km.
pub const RING_KM: Range = from(0.001, 2000.0);
/// Number of rings.
pub const MAX_RINGS: usize = 20;
/// Number of areas in one question.
pub const MAX_AREAS: usize = 100_000;
/// The most weeks in the weekly series of all areas of one question together: 40 MB.
pub const MAX_AREA_WEEKS: usize = 10_000_000;
/// Distance of pairs that are close in space, km.
pub const REPEAT_KM: Range = from(0.001, 100.0);
/// Days between pairs that are close in time.
pub const REPEAT_DAYS: Range = from(0.0, 3650.0);
/// How often days are shuffled.
pub const REPEAT_PERMUTATIONS: Range = from(19.0, 99_999.0);

/// Half the width of a corridor, km.
pub const CORRIDOR_KM: Range = from(0.001, 500.0);
/// Length of a segment, km.
pub const SEGMENT_KM: Range = from(0.01, 1000.0);
/// Number of segments of a route.
pub const MAX_SEGMENTS: f64 = 100_000.0;
/// Number of cells that a route is cut into for its exposure: about half a second's work.
pub const MAX_CELLS: f64 = 600_000.0;
/// Speed, km/h.
pub const SPEED_KMH: Range = from(0.1, 300.0);
/// Number of speeds from given places on.
pub const MAX_SPEEDS: usize = 1000;
/// Number of stops.
pub const MAX_STOPS: usize = 100;
/// Length of a stop, hours.
pub const STOP_HOURS: Range = from(0.0, 10_000.0);
/// Distance of an encounter, km.
pub const ENCOUNTER_KM: Range = from(0.001, 50.0);
/// Age at which an incident weighs half, days.
pub const HALF_LIFE_DAYS: Range = from(0.1, 3650.0);
/// Standard deviation of a kernel, km.
pub const BANDWIDTH_KM: Range = from(0.1, 100.0);
/// Characters of a departure.
pub const MAX_DEPARTURE_LENGTH: usize = 40;

/// Number of routes in one question. The sets of independent routes are tried one by one.
pub const MAX_ROUTES: usize = 16;
/// Distance of a shared road, km.
pub const SHARED_KM: Range = from(0.001, 100.0);
/// Distance from the ends of routes, km.
pub const SITE_KM: Range = from(0.001, 500.0);
/// Rounds of a bootstrap.
pub const ROUNDS: Range = from(99.0, 100_000.0);
/// Rounds of the bootstraps of all pairs together: a few seconds' work.
pub const MAX_ROUNDS_OF_ALL_PAIRS: usize = 1_200_000;
/// Limit of an encounter expectation.
pub const BELOW: Range = from(1e-20, 1e6);

/// Distance of suspected duplicates, km.
pub const DUPLICATE_KM: Range = from(0.0, 100.0);
/// Days between suspected duplicates.
pub const DUPLICATE_DAYS: Range = from(0.0, 30.0);

/// Longitude, degrees.
pub const LONGITUDE: Range = from(-180.0, 180.0);
/// Latitude, degrees.
pub const LATITUDE: Range = from(-90.0, 90.0);
/// Outer limits of rings around a place of reference, km. No place is farther than half the way around the Earth.
pub const REGION_RING_KM: Range = from(0.001, 20_040.0);
/// Number of periods: 200 years of months.
pub const MAX_PERIODS: usize = 2400;
/// Number of characters of the name of a place.
pub const MAX_PLACE_NAME: usize = 100;

/// Largest radius of a cylinder, km.
pub const CLUSTER_KM: Range = from(0.001, 2000.0);
/// Longest time of a cylinder, days.
pub const CLUSTER_DAYS: Range = from(1.0, 90.0);
/// Largest share of all incidents in the circle of a cylinder.
pub const CLUSTER_SHARE: Range = from(0.001, 1.0);
/// How often the days are permuted.
pub const CLUSTER_PERMUTATIONS: Range = from(19.0, 9999.0);
/// Number of different places that are scanned.
pub const MAX_CLUSTER_PLACES: usize = 5000;
/// Number of incidents that are scanned.
pub const MAX_CLUSTER_INCIDENTS: usize = 60_000;

/// Number of rules.
pub const MAX_RULES: usize = 5000;
/// Number of characters of the name of a rule.
pub const MAX_RULE_NAME: usize = 1000;
/// Number of incidents of a rule.
pub const RULE_COUNT: Range = from(1.0, 10_000.0);
/// Number of days of a rule.
pub const RULE_DAYS: Range = from(1.0, 364.0);

impl Range {
    /// Refuses a number outside the range.
    pub fn check(self, field: &str, value: impl Into<f64>) -> Result<()> {
        let (Range { min, max }, value) = (self, value.into());
        if (min..=max).contains(&value) {
            return Ok(());
        }
        refuse(field, format!("{field} is {value}; a number from {min} to {max} is accepted."))
    }
}

/// Refuses outer limits of rings that do not ascend, or that are out of their range.
pub fn check_rings(rings_km: &[f64], range: Range) -> Result<()> {
    check_length("ringsKm", rings_km.len(), MAX_RINGS)?;
    let mut before = 0.0;
    for &km in rings_km {
        range.check("ringsKm", km)?;
        if km <= before {
            let message = format!("ringsKm has {km} after {before}; ascending distances are accepted.");
            return refuse("ringsKm", message);
        }
        before = km;
    }
    Ok(())
}

/// Refuses a list that is too long.
pub fn check_length(field: &str, length: usize, max: usize) -> Result<()> {
    if length <= max {
        return Ok(());
    }
    refuse(field, format!("{field} has {length} entries; at most {max} are accepted."))
}

/// The error for an option that is refused.
pub fn refuse<T>(field: &str, message: String) -> Result<T> {
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_accepted_and_refusals_name_them() {
        assert!(SPEED_KMH.check("speedKmh", 0.1).is_ok() && SPEED_KMH.check("speedKmh", 300.0).is_ok());
        for wrong in [0.0, 5e-324, 0.099, 300.1, -1.0, f64::NAN, f64::INFINITY] {
            let error = SPEED_KMH.check("speedKmh", wrong).unwrap_err();
            assert_eq!(error.at.field.as_deref(), Some("speedKmh"));
            assert_eq!(error.message, format!("speedKmh is {wrong}; a number from 0.1 to 300 is accepted."));
        }
        assert!(check_rings(&[5.0, 10.0], RING_KM).is_ok() && check_rings(&[], RING_KM).is_ok());
        for bad in [&[5.0, 5.0][..], &[-1.0], &[0.0], &[f64::NAN], &[10.0, 5.0], &[3000.0]] {
            assert_eq!(check_rings(bad, RING_KM).unwrap_err().at.field.as_deref(), Some("ringsKm"));
        }
        assert!(check_length("stops", 100, MAX_STOPS).is_ok());
        let error = check_length("stops", 101, MAX_STOPS).unwrap_err();
        assert_eq!(error.message, "stops has 101 entries; at most 100 are accepted.");
    }
}
