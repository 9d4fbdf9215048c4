//! How long it takes until an incident is recorded.

use serde::Serialize;

use crate::order;
use crate::snapshot::Snapshot;

/// The days from the beginning of an incident to the data-as-of of the first snapshot that has it, of all that were added.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LagDays {
    /// The number of incidents. Those that begin after the data-as-of are not among them.
    pub n: u64,
    /// A quarter of them was recorded within so many days.
    pub q25: f64,
    /// Half of them.
    pub q50: f64,
    /// Three quarters.
    pub q75: f64,
    /// Nine in ten.
    pub q90: f64,
}

impl LagDays {
    /// Measures the incidents that were added. `None` without any.
    pub fn new(newer: &Snapshot, added: &[u32]) -> Option<LagDays> {
        let origins = &newer.summary().origins;
        let as_of = |row: usize| origins.get(newer.origin(row)).map_or(newer.as_of(), |own| own.as_of);
        let seen = |row: usize| newer.first_seen(row).unwrap_or_else(|| as_of(row));
        let lag = |row: &u32| seen(*row as usize) - newer.day()[*row as usize];
        let mut days: Vec<i32> = added.iter().map(lag).filter(|days| *days >= 0).collect();
        if days.is_empty() {
            return None;
        }
        order::sort_by(&mut days, Ord::cmp);
        let at = |share: f64| quantile(&days, share);
        Some(LagDays { n: days.len() as u64, q25: at(0.25), q50: at(0.5), q75: at(0.75), q90: at(0.9) })
    }
}

/// A quantile of sorted numbers, between two of them in proportion (type 7 of Hyndman and Fan 1996).
fn quantile(sorted: &[i32], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let [low, high] = [below, (below + 1).min(sorted.len() - 1)].map(|at| f64::from(sorted[at]));
    low + part * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_numbers() {
        assert_eq!(quantile(&[4], 0.9), 4.0);
        assert_eq!([0.25, 0.5, 0.75, 0.9].map(|share| quantile(&[0, 10, 20, 30, 40], share)), [10.0, 20.0, 30.0, 36.0]);
    }
}
