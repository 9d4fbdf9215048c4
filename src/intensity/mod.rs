//! The intensity of recorded incidents, fitted to a snapshot: how fast incidents are forgotten there, and how far they are
//! spread. From it follows how many incidents an area can expect, and how well that was told in the past. docs/model.md,
//! section 8.

mod densities;
mod extent;
mod fit;
pub(crate) mod kernels;
mod mixture;
mod peers;
mod piles;
mod place;
mod targets;
mod timeline;
mod walk;

pub(crate) use extent::is_covered;
pub use fit::{Era, Fit, FitScore, Fitting, Record};
pub use mixture::Weights;
pub(crate) use place::{Count, Place, is_dated};
pub(crate) use timeline::AHEAD_DAYS;
pub(crate) use walk::{FORECASTERS, Forecaster, Ours, Step, Walk};
