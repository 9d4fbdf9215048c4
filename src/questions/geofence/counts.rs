//! How many incidents are inside an area.

use serde::Serialize;

use crate::members::Members;

/// How many incidents are inside.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Counts {
    /// Number of incidents that lie wholly inside with their disc of uncertainty.
    pub certain: u64,
    /// Number of incidents that lie only partly inside.
    pub possible: u64,
    /// Sum of the shares of both: the expected number of incidents inside.
    pub expected: f64,
}

impl Counts {
    /// Counts the incidents inside an area.
    pub(super) fn of(members: &Members) -> Counts {
        Counts::new(members.rows.len(), &members.partly)
    }

    /// Counts `rows` incidents, of which those in `partly` are only partly inside.
    pub(super) fn new(rows: usize, partly: &[(u32, f32)]) -> Counts {
        let certain = (rows - partly.len()) as u64;
        let shares: f64 = partly.iter().map(|(_, share)| f64::from(*share)).sum();
        Counts { certain, possible: partly.len() as u64, expected: certain as f64 + shares }
    }
}
