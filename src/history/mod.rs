//! Incidents over time: a recent window compared with the baseline before it, weekly counts, trend, alarm and recency.
//!
//! This module knows days and kinds. It does not know what the incidents have in common, be it an area, a route or a
//! part of one.

mod alarm;
mod change;
mod counter;
mod daily;
mod dispersion;
mod looks;
mod past_more;
mod possible;
mod recency;
mod spells;
mod timeframe;
mod trend;
mod windows;

pub use alarm::Alarm;
pub(crate) use change::INCOMPLETE_DAYS;
pub use change::{Change, ChangeVerdict, Limits, WidenedChange};
pub(crate) use counter::Counter;
pub use counter::KindCount;
pub use dispersion::WeeklyDispersion;
pub(crate) use looks::{Baseline, Look, MOST_DAYS_HELD, MoreVerdicts};
pub(crate) use past_more::{BASELINE_DAYS, PastMore, RECENT_DAYS};
pub(crate) use possible::PossibleDays;
pub use possible::{ChangeDraws, PossibleChange};
pub use recency::Recency;
pub use spells::{Spells, SpellsAsLong};
pub use timeframe::{Comparison, History, Weekly};
pub(crate) use timeframe::{DataDays, MAX_WEEKS, Timeframe};
pub use trend::{Slope, Trend, TrendVerdict};
pub use windows::Window;
pub(crate) use windows::{DayRange, Windows};
