//! How much the weekly counts of the baseline vary, compared with those of independent incidents.

use serde::Serialize;

use crate::stats::dispersion::Dispersion;

/// How much the counts of the whole weeks of the baseline vary (Fisher, Thornton and Mackenzie 1922).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WeeklyDispersion {
    /// Variance of the weekly counts divided by their mean. Independent incidents give about 1.
    pub index: f64,
    /// Probability of an index at least as large by chance, from χ² with one degree of freedom less than weeks.
    pub p: f64,
    /// Number of weeks.
    pub weeks: u32,
    /// The factor by which intervals are widened: the square root of the index; 1 where they are not widened.
    pub factor: f64,
    /// Whether the weeks vary so much that intervals are widened: the index is above 1.5.
    pub overdispersed: bool,
}

impl WeeklyDispersion {
    /// `weeks` is the number of weeks that the dispersion was computed from.
    pub(super) fn new(dispersion: Dispersion, weeks: usize) -> WeeklyDispersion {
        WeeklyDispersion {
            index: dispersion.index,
            p: dispersion.p,
            weeks: weeks as u32,
            factor: dispersion.widening(),
            overdispersed: dispersion.is_overdispersed(),
        }
    }
}
