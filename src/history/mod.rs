//! Incidents over time: a recent window against the baseline before it, weeks, trend, alarm, recency. It knows days and
//! kinds, and not what the incidents have in common: an area, a route, or a part of one.

mod change;
mod daily;
mod recency;
mod series;
mod statistics;
mod windows;

use crate::error::{Code, GeobitError, Result};
pub use change::{Change, Verdict, Widened};
pub use recency::Recency;
pub use series::{Alarm, Slope, Spread, Trend};
pub use statistics::{Comparison, Frame, Statistics};
pub use windows::{KindCount, Tally, Weekly, Window, Windows};

/// Days in the longest window that makes sense; a limit against typing errors.
const MOST_DAYS: u32 = 36_525;

/// Lengths of the windows as options give them.
pub fn check_windows(recent_days: u32, baseline_days: u32) -> Result<()> {
    check_days(recent_days, "recentDays").and_then(|()| check_days(baseline_days, "baselineDays"))
}

fn check_days(days: u32, field: &str) -> Result<()> {
    if (1..=MOST_DAYS).contains(&days) {
        return Ok(());
    }
    let words = format!("{field} is {days}; a whole number of days from 1 to {MOST_DAYS} is accepted.");
    Err(GeobitError::new(Code::BadOption, words).at_field(field))
}
