//! Incidents over time: a recent window compared with the baseline before it, weekly counts, trend, alarm and recency.
//!
//! This room knows days and kinds. It does not know what the incidents have in common: an area, a route or a part of one.

mod alarm;
mod change;
mod counter;
mod daily;
mod dispersion;
mod recency;
mod timeframe;
mod trend;
mod windows;

pub use alarm::Alarm;
pub use change::{Change, ChangeVerdict, Limits, WidenedChange};
pub use counter::{Counter, KindCount};
pub use dispersion::WeeklyDispersion;
pub use recency::Recency;
pub use timeframe::{Comparison, History, Timeframe, Weekly};
pub use trend::{Slope, Trend, TrendVerdict};
pub use windows::{DayRange, Window, Windows};
