//! What may be said of ways through a network.

use serde::{Deserialize, Serialize};

use super::speeds::Speeds;
use crate::error::{Code, GeobitError, Result};
use crate::words::Language;

/// Which paths are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Wanted {
    /// All that no other beats in both hours and exposure.
    #[default]
    All,
    /// The fastest one.
    Fastest,
}

/// The options of a question about paths.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PathsOptions {
    /// Which paths are looked for. Default: all that no other beats.
    pub wanted: Wanted,
    /// The most paths that are shown, 1 to 100. Default: 8.
    pub most: usize,
    /// Paths may be left out that cost at most so much less in both, as a share, 0 to 10. Default: 0, so that none is.
    pub tolerance: f64,
    /// How fast roads are driven.
    pub speeds: Speeds,
    /// How far from a road a place may be, km, 0.001 to 500. Default: 10.
    pub snap_km: f64,
    /// The language of the sentences.
    pub lang: Language,
}

impl Default for PathsOptions {
    fn default() -> PathsOptions {
        PathsOptions {
            wanted: Wanted::All,
            most: 8,
            tolerance: 0.0,
            speeds: Speeds::default(),
            snap_km: 10.0,
            lang: Language::En,
        }
    }
}

impl PathsOptions {
    /// Refuses options that are out of their range. Speeds and `snapKm` are checked where places are joined on.
    pub(super) fn check(&self) -> Result<()> {
        let refuse = |field: &str, message: String| Err(GeobitError::new(Code::BadOption, message).at_field(field));
        if !(1..=100).contains(&self.most) {
            return refuse("most", format!("most is {}; a number from 1 to 100 is accepted.", self.most));
        }
        if !(0.0..=10.0).contains(&self.tolerance) {
            return refuse("tolerance", format!("tolerance is {}; a number from 0 to 10 is accepted.", self.tolerance));
        }
        Ok(())
    }
}
