//! Incidents as points: those that a question about the whole region counts, and those that it leaves out.

use serde::Serialize;

use super::selection::Selection;
use crate::area::Area;
use crate::members::Members;
use crate::snapshot::Snapshot;

/// What a place and a date must be worth, where incidents are not just taken as they are recorded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exactness {
    /// The largest radius of uncertainty that is a place, km.
    pub km: f64,
    /// The most days within which the first day lies.
    pub days: u32,
}

/// The incidents that are points, and how many are none.
#[derive(Debug, Default)]
pub(super) struct Points {
    /// Rows, ascending.
    pub rows: Vec<u32>,
    pub left_out: LeftOut,
}

/// Numbers of incidents that were asked about and are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// The number of incidents without coordinates, of which the place is too vague to be used, or less exactly known than the question
    /// needs.
    pub not_located: u64,
    /// The number of others of which the date is less exactly known than the question needs.
    pub undated: u64,
}

impl Points {
    /// Collects the incidents of a selection, in an area if there is one. Without `exactness`, everything that has coordinates counts.
    pub fn collect(
        snapshot: &Snapshot,
        selection: &Selection,
        within: Option<&Area>,
        exactness: Option<Exactness>,
    ) -> Points {
        let is_meant = |row: usize| selection.covers(snapshot.day()[row]) && selection.matches(snapshot, row);
        let mut points = Points::default();
        let mut take = |row: usize| {
            let has_place = !snapshot.lon()[row].is_nan();
            // A radius that is not known is no radius within the limit.
            let is_located = exactness.is_none_or(|limit| f64::from(snapshot.uncertainty_km()[row]) <= limit.km);
            if !has_place || !is_located {
                points.left_out.not_located += 1;
            } else if exactness.is_some_and(|limit| snapshot.date_span_days(row) > limit.days) {
                points.left_out.undated += 1;
            } else {
                points.rows.push(row as u32);
            }
        };
        match within {
            None => (0..snapshot.len()).filter(|&row| is_meant(row)).for_each(take),
            Some(area) => {
                let mut members = Members::default();
                members.collect(snapshot, false, area, Some(is_meant));
                members.rows.iter().for_each(|&row| take(row as usize));
            }
        }
        points
    }
}
