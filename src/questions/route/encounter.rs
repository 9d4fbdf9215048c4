//! The encounter expectation Λ: what the exposure of a trip means for a convoy, and how far chance leaves it open.

use std::f64::consts::{LN_2, PI};

use serde::Serialize;

use super::exposure::LineIntegrals;
use super::field::Field;
use super::row_weights::{RowWeight, merged};
use super::{Question, Stop};
use crate::geo::GeoPoint;
use crate::stats::weighted::WeightedSum;

/// Recorded incidents expected within the encounter radius of the convoy during the trip, if the recent pattern holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encounter {
    pub expected: f64,
    /// Λ is a weighted sum of incidents, each seen once: the interval of Fay and Feuer.
    pub interval: (f64, f64),
}

/// What each incident adds to Λ.
pub struct RouteWeights {
    /// Rows, ascending.
    pub of_row: Vec<RowWeight>,
    /// What each halt adds.
    pub at_stops: Vec<f64>,
    expected: f64,
    /// The most that one can add.
    pub largest: f64,
}

impl RouteWeights {
    pub fn new(question: &Question<'_>, field: &Field<'_>, integrals: &LineIntegrals) -> RouteWeights {
        let reach = question.reach_per_hour();
        let mut of_row: Vec<RowWeight> = integrals.each.of_row.iter().map(|&(row, part)| (row, part * reach)).collect();
        let at_stop = |stop: &Stop| {
            let standing = reach * stop.hours;
            let point = GeoPoint::new(question.route.at(stop.km)).xyz;
            let parts: Vec<RowWeight> = field.parts_at(point).map(|(row, part)| (row, part * standing)).collect();
            of_row = merged(&of_row, &parts);
            parts.iter().map(|(_, weight)| weight).sum()
        };
        let at_stops: Vec<f64> = question.options.stops.iter().map(at_stop).collect();
        let expected = reach * integrals.over_hours() + at_stops.iter().sum::<f64>();
        let seen = of_row.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        RouteWeights { of_row, at_stops, expected, largest: seen.max(largest(question)) }
    }

    pub fn encounter(&self, confidence: f64) -> Encounter {
        let weighed = self.of_row.iter().map(|(_, weight)| (*weight, 1.0));
        // The sum over cells is the same, and told already.
        let sum = WeightedSum { estimate: self.expected, ..WeightedSum::new(weighed, self.largest) };
        let interval = sum.interval(confidence).map_or((0.0, 0.0), |limits| (limits.lower, limits.upper));
        Encounter { expected: self.expected, interval }
    }
}

/// What one incident of this day at an exact place would add at most: on a long straight cell, or at a halt.
fn largest(question: &Question<'_>) -> f64 {
    let bandwidth = question.options.bandwidth_km;
    let a_day = LN_2 / question.options.half_life_days;
    let (slowest, _) = question.pace.extremes();
    let straight = slowest * a_day / ((2.0 * PI).sqrt() * bandwidth);
    let longest = question.options.stops.iter().map(|stop| stop.hours).fold(0.0, f64::max);
    question.reach_per_hour() * straight.max(longest * a_day / (2.0 * PI * bandwidth * bandwidth))
}
