//! What is left out of a source on purpose.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::Summary;
use super::matching::Matched;
use crate::day;
use crate::incident::Day;

/// Which incidents of a source are kept: those that pass every part. A part that is not given is passed by all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Filters {
    /// The box in which incidents are kept, by their recorded coordinates, degrees: west, south, east, north. It crosses the
    /// antimeridian where west is greater than east. An incident without coordinates is in no box.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "read_box")]
    pub bbox: Option<[f64; 4]>,
    /// The countries of which incidents are kept, named as in the records, in large or small letters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The first day of which incidents are kept, by their first days.
    #[serde(with = "day::text_option", skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The incidents that were chosen by what is recorded of them. Unlike the other parts, this does not change which places and days the
    /// data cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching: Option<Matched>,
}

impl Filters {
    /// Writes down that incidents were left out.
    pub(super) fn note_in(&self, summary: &mut Summary, left_out: u64) {
        summary.left_out += left_out;
        summary.filters.push(self.clone());
        summary.origins.iter_mut().for_each(|origin| origin.filters.push(self.clone()));
    }
}

/// Reads a box of four numbers: serde leaves out what a list has beyond them.
fn read_box<'de, D: Deserializer<'de>>(input: D) -> Result<Option<[f64; 4]>, D::Error> {
    let numbers: Option<Vec<f64>> = Option::deserialize(input)?;
    let read = |numbers: Vec<f64>| {
        <[f64; 4]>::try_from(numbers).map_err(|other| {
            D::Error::custom(format!("{} numbers; west, south, east and north are wanted", other.len()))
        })
    };
    numbers.map(read).transpose()
}
