//! The encounter expectation Λ: what the exposure of a trip means for a convoy, and how uncertain that is by chance.

use std::f64::consts::{LN_2, PI};

use serde::Serialize;

use super::exposure::RouteIntegrals;
use super::field::Field;
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
    /// Lower and upper limit of Λ at the confidence level of the question. Λ is a weighted sum of incidents, each seen
    /// once, so this is the interval of Fay and Feuer (1997).
    pub interval: (f64, f64),
}

/// What single incidents and stops add to Λ.
pub struct RouteWeights {
    /// What each incident adds to Λ. Rows are ascending.
    pub row_weights: Vec<RowWeight>,
    /// What each stop adds to Λ, in the order of the options.
    pub stop_weights: Vec<f64>,
    expected: f64,
    /// The most that one incident could add to Λ, recorded or not.
    pub max_weight: f64,
}

impl RouteWeights {
    pub fn new(question: &Question<'_>, field: &Field<'_>, integrals: &RouteIntegrals) -> RouteWeights {
        let per_hour = question.encounters_per_hour();
        let driving = integrals.sums.row_weights.iter();
        let mut row_weights: Vec<RowWeight> = driving.map(|&(row, weight)| (row, weight * per_hour)).collect();
        let add_stop = |stop: &Stop| {
            let factor = per_hour * stop.hours;
            let place = GeoPoint::new(question.route.at(stop.km)).xyz;
            let at_stop: Vec<RowWeight> =
                field.row_weights_at(place).map(|(row, weight)| (row, weight * factor)).collect();
            row_weights = merge_weights(&row_weights, &at_stop);
            at_stop.iter().map(|(_, weight)| weight).sum()
        };
        let stop_weights: Vec<f64> = question.options.stops.iter().map(add_stop).collect();
        let expected = per_hour * integrals.over_hours() + stop_weights.iter().sum::<f64>();
        let max_recorded = row_weights.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        RouteWeights {
            row_weights,
            stop_weights,
            expected,
            max_weight: max_recorded.max(max_straight_weight(question)),
        }
    }

    pub fn encounter(&self, confidence: f64) -> Encounter {
        let counted_once = self.row_weights.iter().map(|(_, weight)| (*weight, 1.0));
        // The sum over cells and stops is the same estimate, and known already.
        let sum = WeightedSum { estimate: self.expected, ..WeightedSum::new(counted_once, self.max_weight) };
        let interval = sum.interval(confidence).map_or((0.0, 0.0), |limits| (limits.lower, limits.upper));
        Encounter { expected: self.expected, interval }
    }
}

/// The most that one exactly located incident of this day could add to Λ on a long straight road,
/// (ln 2/H)/(√(2π) h) · πR²/(24 v) at the slowest v, or at the longest stop of t hours, (ln 2/H)/(2πh²) · πR² · t/24.
fn max_straight_weight(question: &Question<'_>) -> f64 {
    let bandwidth = question.options.bandwidth_km;
    let decay_per_day = LN_2 / question.options.half_life_days;
    let (max_hours_per_km, _) = question.pace.extremes();
    let on_the_road = max_hours_per_km * decay_per_day / ((2.0 * PI).sqrt() * bandwidth);
    let longest_stop_hours = question.options.stops.iter().map(|stop| stop.hours).fold(0.0, f64::max);
    let at_a_stop = longest_stop_hours * decay_per_day / (2.0 * PI * bandwidth * bandwidth);
    question.encounters_per_hour() * on_the_road.max(at_a_stop)
}
