//! Walks through the past of a place: at each day, what would have been said about the next four weeks, and what came.

use super::fit::{Fit, Record};
use super::place::{Expected, Place};
use super::timeline::{AHEAD_DAYS, HISTORY_DAYS};
use crate::history::PastMore;
use crate::incident::Day;
use crate::stats::negative_binomial::{NegativeBinomial, ThetaSums};

/// Forecasts that are made and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forecaster {
    /// The intensity, fitted or fixed.
    Ours,
    /// Expects as many incidents as there were in the last four weeks.
    Last28Days,
    /// The mean of the last twelve months.
    TwelveMonths,
    /// Spreads the level of the record evenly over its extent.
    Uniform,
}

pub(crate) const FORECASTERS: usize = 4;

/// Which intensity makes our forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ours {
    Fitted,
    Fixed,
}

/// A θ and a ratio of one's own have the weight n/(n + this).
const PRIOR: f64 = 8.0;
/// The least mean of the forecasters that ours is compared with.
const LEAST_MEAN: f64 = 0.04;
/// θ where no other places are known.
const DEFAULT_THETA: f64 = 1.0;
/// The days that are looked back at, at most.
const MAX_DAYS: usize = 60;

/// What was said on a day, and what came.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub as_of: Day,
    /// By each forecaster, in the order of [`Forecaster`].
    pub said: [NegativeBinomial; FORECASTERS],
    pub observed: u64,
}

/// The past of a place, and what is said now.
pub(crate) struct Walk {
    /// The oldest first.
    pub past: Vec<Step>,
    /// What is said of the four weeks after the last day.
    pub now: [NegativeBinomial; FORECASTERS],
}

/// Sums of each forecaster over places, and the day on which they are known.
pub(crate) type KnownSums = (Day, [ThetaSums; FORECASTERS]);

/// What other places of the record tell about how much counts vary: sums by the day on which they are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Peers {
    pub known: Vec<KnownSums>,
    /// The verdicts *more* at these places, and what followed, in the order of the days on which that is known.
    pub past_more: Vec<PastMore>,
}

impl Peers {
    /// θ of each forecaster by what is known on a day.
    fn theta(&self, day: Day) -> [f64; FORECASTERS] {
        let before = self.known.partition_point(|(known, _)| *known <= day);
        match before.checked_sub(1) {
            Some(last) => self.known[last].1.map(|sums| sums.theta().unwrap_or(DEFAULT_THETA)),
            None => [DEFAULT_THETA; FORECASTERS],
        }
    }
}

impl Walk {
    /// Walks up to `as_of`, by the fit, or without one by the fixed intensity.
    pub fn new(place: &Place, record: &Record, fit: Option<&Fit>, as_of: Day, peers: &Peers) -> Walk {
        let known = as_of.min(record.timeline.last());
        let mut days: Vec<Day> = past_days(record, known).collect();
        days.reverse();
        days.push(as_of);
        let mut memory = Memory::default();
        let mut said = place.expected(record, fit, &days).into_iter().zip(&days).map(|(expected, &day)| {
            let means = means(place, day, expected);
            let said = memory.forecast(means, peers.theta(day));
            let observed = place.recorded(day, day + AHEAD_DAYS);
            memory.learn(means, observed);
            Step { as_of: day, said, observed }
        });
        let mut past: Vec<Step> = said.by_ref().collect();
        let now = past.pop().unwrap_or_else(|| unreachable!("the last day is among them")).said;
        Walk { past, now }
    }

    /// Adds what a place says about how much counts vary.
    pub fn add_to(&self, known: &mut Vec<KnownSums>) {
        for (number, step) in self.past.iter().enumerate() {
            if known.len() == number {
                known.push((step.as_of + AHEAD_DAYS, Default::default()));
            }
            for (sums, said) in known[number].1.iter_mut().zip(step.said) {
                sums.add(said.mean, step.observed as f64);
            }
        }
    }
}

/// The past days that are looked back at by what is known on a day, the newest first.
pub(super) fn past_days(record: &Record, known: Day) -> impl Iterator<Item = Day> {
    record.timeline.past_days(known).take(MAX_DAYS)
}

fn means(place: &Place, day: Day, expected: Expected) -> [f64; FORECASTERS] {
    let year = place.recorded(day - HISTORY_DAYS, day) as f64 * f64::from(AHEAD_DAYS) / f64::from(HISTORY_DAYS);
    let last = place.recorded(day - AHEAD_DAYS, day) as f64;
    [expected.ours, last.max(LEAST_MEAN), year.max(LEAST_MEAN), expected.uniform.max(LEAST_MEAN)]
}

/// What a place has taught so far.
#[derive(Default)]
struct Memory {
    /// The sums of what ours expected and of what came.
    expected: f64,
    observed: f64,
    sums: [ThetaSums; FORECASTERS],
}

impl Memory {
    /// The forecasts for means, by what is known.
    fn forecast(&self, means: [f64; FORECASTERS], peers: [f64; FORECASTERS]) -> [NegativeBinomial; FORECASTERS] {
        let means = self.corrected(means);
        std::array::from_fn(|one| NegativeBinomial {
            mean: means[one],
            theta: self.sums[one].shrunk(peers[one], PRIOR),
        })
    }

    /// Ours expects all incidents, and only those that are certainly inside are counted: the ratio of the two, drawn towards
    /// 1 with the weight of eight incidents.
    fn corrected(&self, mut means: [f64; FORECASTERS]) -> [f64; FORECASTERS] {
        means[Forecaster::Ours as usize] *= (self.observed + PRIOR) / (self.expected + PRIOR);
        means
    }

    fn learn(&mut self, means: [f64; FORECASTERS], observed: u64) {
        let observed = observed as f64;
        let corrected = self.corrected(means);
        for (sums, mean) in self.sums.iter_mut().zip(corrected) {
            sums.add(mean, observed);
        }
        self.expected += means[Forecaster::Ours as usize];
        self.observed += observed;
    }
}
