//! What is left out of a source on purpose.

use serde::{Deserialize, Serialize};

use crate::day;
use crate::incident::Day;

/// Which incidents of a source are kept: those that pass every part. A part that is not given is passed by all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Filters {
    /// The box in which incidents are kept, by their recorded coordinates, degrees: west, south, east, north. It crosses the
    /// antimeridian where west is greater than east. An incident without coordinates is in no box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
    /// The countries of which incidents are kept, named as in the records, in large or small letters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The first day of which incidents are kept, by their first days.
    #[serde(with = "day::text_option", skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
}
