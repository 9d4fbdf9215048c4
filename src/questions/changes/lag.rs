//! How long it takes until an incident is recorded.

use serde::Serialize;

use crate::order;
use crate::snapshot::Snapshot;
use crate::stats::select::quantile;

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
        let mut days: Vec<f64> = added.iter().map(lag).filter(|days| *days >= 0).map(f64::from).collect();
        if days.is_empty() {
            return None;
        }
        order::sort_by(&mut days, f64::total_cmp);
        let at = |share: f64| quantile(&days, share);
        Some(LagDays { n: days.len() as u64, q25: at(0.25), q50: at(0.5), q75: at(0.75), q90: at(0.9) })
    }
}
