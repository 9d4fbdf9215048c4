//! The encounter expectation Λ: what the exposure of a trip means for a convoy, and how uncertain that is by chance.

use std::f64::consts::PI;

use serde::Serialize;

use super::exposure::RouteIntegrals;
use super::fields::Fields;
use super::row_weights::{RowWeight, merge_weights};
use super::{Question, Stop};
use crate::geo::GeoPoint;
use crate::stats::weighted::WeightedSum;

/// The encounter expectation Λ: recorded incidents expected within the encounter radius of the convoy during the trip,
/// if the recent pattern holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encounter {
    /// Λ = πR² · ∫λ dt/24 over the hours of the trip, with R the encounter radius in km; a number of incidents, 0 or
    /// more.
    pub expected: f64,
    /// The spread of the past record: lower and upper limit of Λ by the fixed intensity at the confidence level of the
    /// question. That Λ is a weighted sum of incidents, each seen once, so this is the interval of Fay and Feuer (1997). It is
    /// no forecast: it held the next month's rate in 9 to 42 % of cases.
    pub interval: (f64, f64),
}

/// What single incidents and stops add to Λ.
pub struct RouteWeights {
    /// What each incident adds to Λ. Rows are ascending.
    pub row_weights: Vec<RowWeight>,
    /// What each stop adds to Λ, in the order of the options.
    pub stop_weights: Vec<f64>,
    expected: f64,
    uniform: f64,
    /// The most that one incident could add to Λ, recorded or not.
    pub max_weight: f64,
}

impl RouteWeights {
    pub fn new(question: &Question<'_>, fields: &Fields<'_>, integrals: &RouteIntegrals) -> RouteWeights {
        let per_hour = question.encounters_per_hour();
        let driving = integrals.sums.row_weights.iter();
        let mut row_weights: Vec<RowWeight> = driving.map(|&(row, weight)| (row, weight * per_hour)).collect();
        let mut uniform = per_hour * integrals.uniform_over_hours();
        let add_stop = |stop: &Stop| {
            let factor = per_hour * stop.hours;
            let place = GeoPoint::new(question.route.at(stop.km)).xyz;
            let at_stop: Vec<RowWeight> =
                fields.row_weights_at(place).into_iter().map(|(row, weight)| (row, weight * factor)).collect();
            row_weights = merge_weights(&row_weights, &at_stop);
            let everywhere = factor * fields.uniform_at(question.scope.snapshot, place);
            uniform += everywhere;
            at_stop.iter().map(|(_, weight)| weight).sum::<f64>() + everywhere
        };
        let stop_weights: Vec<f64> = question.options.stops.iter().map(add_stop).collect();
        let expected = per_hour * integrals.over_hours() + stop_weights.iter().sum::<f64>();
        let max_recorded = row_weights.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        RouteWeights {
            row_weights,
            stop_weights,
            expected,
            uniform,
            max_weight: max_recorded.max(max_straight_weight(question, fields)),
        }
    }

    /// Λ.
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// The part of Λ that no single incident adds: that of the uniform part of a fitted intensity.
    pub fn uniform(&self) -> f64 {
        self.uniform
    }

    /// The interval of Λ as a weighted sum of incidents.
    pub fn interval(&self, confidence: f64) -> (f64, f64) {
        let counted_once = self.row_weights.iter().map(|(_, weight)| (*weight, 1.0));
        // The sum over cells and stops is the same estimate, and known already.
        let sum = WeightedSum { estimate: self.expected, ..WeightedSum::new(counted_once, self.max_weight) };
        sum.interval(confidence).map_or((0.0, 0.0), |limits| (limits.lower, limits.upper))
    }
}

/// The most that one exactly located incident of this day could add to Λ on a long straight road, by one kernel
/// (ln 2/H)/(√(2π) h) · πR²/(24 v) at the slowest v, or at the longest stop of t hours, (ln 2/H)/(2πh²) · πR² · t/24.
fn max_straight_weight(question: &Question<'_>, fields: &Fields<'_>) -> f64 {
    let (max_hours_per_km, _) = question.pace.extremes();
    let longest_stop_hours = question.options.stops.iter().map(|stop| stop.hours).fold(0.0, f64::max);
    let (mut on_the_road, mut at_a_stop) = (0.0, 0.0);
    for (field, factor) in fields.iter() {
        let (peak, bandwidth) = (field.max_peak() * factor, field.bandwidth_km());
        on_the_road += max_hours_per_km * peak * (2.0 * PI).sqrt() * bandwidth;
        at_a_stop += longest_stop_hours * peak;
    }
    question.encounters_per_hour() * f64::max(on_the_road, at_a_stop)
}
