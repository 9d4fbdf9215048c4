//! How much weekly counts vary, compared with independent incidents.

use serde::Serialize;

use crate::stats::dispersion::Dispersion;

/// How much the whole weeks of the baseline vary.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeeklyDispersion {
    /// Variance of the weekly counts divided by their mean. Independent incidents give about 1.
    pub index: f64,
    /// Probability of an index at least as large by chance.
    pub p: f64,
    /// Number of weeks.
    pub weeks: u32,
    /// The factor by which intervals are widened; 1 where they are not.
    pub factor: f64,
    /// Whether the weeks vary so much that intervals are widened.
    pub overdispersed: bool,
}

impl WeeklyDispersion {
    pub fn new(dispersion: Dispersion, weeks: usize) -> WeeklyDispersion {
        WeeklyDispersion {
            index: dispersion.index,
            p: dispersion.p,
            weeks: weeks as u32,
            factor: dispersion.widening(),
            overdispersed: dispersion.is_overdispersed(),
        }
    }
}
