//! How many incidents are expected next in an area, and how well that was told there in the past.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use crate::area::Area;
use crate::incident::Day;
use crate::intensity::{AHEAD_DAYS, Count, Forecaster, Ours, Place, Record, Step, Walk};
use crate::stats::negative_binomial::NegativeBinomial;

/// The probability that an interval is to hold.
const LEVEL: f64 = 0.8;
/// The fewest past forecasts, and the fewest incidents in them, that are judged.
const LEAST_STEPS: usize = 12;
const LEAST_INCIDENTS: f64 = 5.0;
/// Resamples of the past dates, and the share of them in which ours has to be better.
const ROUNDS: usize = 999;
const BETTER_IN: f64 = 0.9;
const SEED: u128 = 20_262;

/// The intensity behind a forecast and behind the expectation of a trip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Intensity {
    /// Fitted to the snapshot.
    #[default]
    Fitted,
    /// A half-life of 30 days and a kernel of 5 km, or what the options say.
    Fixed,
}

/// What makes a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ForecastModel {
    /// The intensity fitted to the snapshot.
    Fitted,
    /// The fixed intensity.
    Fixed,
    /// The mean of the last twelve months, where the intensity was no better in the past.
    TwelveMonths,
}

/// The recorded incidents that are expected in the next days, if the record goes on as it did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// The days after `asOf` that it is about.
    pub days: Day,
    /// The mean.
    pub expected: f64,
    /// The least and the most incidents in eight of ten cases. The upper end is at least 1.
    pub interval: (u64, u64),
    /// The probability of the interval, 0.8.
    pub level: f64,
    /// What made it.
    pub model: ForecastModel,
}

/// What forecasts would have said at past dates, four weeks apart, and what came. Lists are of the same length, the oldest
/// first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hindcast {
    /// The last day of the record that each forecast knew.
    #[serde(serialize_with = "crate::day::serialize_list")]
    pub as_of: Vec<Day>,
    /// The means.
    pub expected: Vec<f64>,
    /// The lower ends of the intervals.
    pub lower: Vec<f64>,
    /// The upper ends of the intervals.
    pub upper: Vec<f64>,
    /// The incidents that came and certainly were in the area.
    pub observed: Vec<u32>,
    /// The share of intervals that held what came; 0 without any.
    pub covered: f64,
    /// How well each forecaster did.
    pub score: Scores,
    /// Whether ours was better than the mean of twelve months.
    pub verdict: HindcastVerdict,
}

/// Mean logarithms of the probability that was given to what came; higher is better. 0 without past dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Our forecast.
    pub ours: f64,
    /// As many as in the last 28 days.
    pub last28_days: f64,
    /// The mean of the last twelve months.
    pub twelve_months: f64,
    /// The score of the level of the record, spread evenly over its extent.
    pub uniform: f64,
}

/// Whether the past says that our forecast is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HindcastVerdict {
    /// Better than the mean of twelve months, in nine of ten resamples of the dates.
    Better,
    /// Not clearly better.
    NoBetterThanTwelveMonths,
    /// Too few dates or incidents to say.
    TooFew,
}

/// What the past of a place says about what comes.
pub(crate) struct Outlook {
    pub next: Forecast,
    pub hindcast: Hindcast,
}

impl Outlook {
    /// Looks at an area. `certain` are the days of the incidents that are certainly inside. `None` if no incident of the
    /// snapshot can be located.
    pub fn new(
        scope: &Scope<'_>,
        area: &Area,
        intensity: Intensity,
        certain: impl Iterator<Item = Day>,
    ) -> Option<Outlook> {
        let snapshot = scope.snapshot;
        let record = Record::of(snapshot)?;
        let (ours, fit) = match intensity {
            Intensity::Fitted => (Ours::Fitted, Some(record.fit(snapshot))),
            Intensity::Fixed => (Ours::Fixed, None),
        };
        let count = Count { accepts: &|row| scope.matches(row), uncertainty: scope.uncertainty };
        let place = Place::new(snapshot, area, ours, &count, certain);
        let walk = Walk::new(&place, record, fit, scope.as_of, record.peers(snapshot, ours));
        let hindcast = Hindcast::new(&walk.past);
        Some(Outlook { next: Forecast::new(&walk, hindcast.verdict, intensity), hindcast })
    }
}

impl Hindcast {
    /// Judges what was said in the past.
    pub(crate) fn new(past: &[Step]) -> Hindcast {
        let ours = |step: &Step| step.said[Forecaster::Ours as usize];
        let intervals: Vec<(u64, u64)> = past.iter().map(|step| interval(ours(step))).collect();
        let held =
            past.iter().zip(&intervals).filter(|(step, (lower, upper))| (*lower..=*upper).contains(&step.observed));
        let covered = held.count() as f64 / past.len().max(1) as f64;
        Hindcast {
            as_of: past.iter().map(|step| step.as_of).collect(),
            expected: past.iter().map(|step| ours(step).mean).collect(),
            lower: intervals.iter().map(|(lower, _)| *lower as f64).collect(),
            upper: intervals.iter().map(|(_, upper)| *upper as f64).collect(),
            observed: past.iter().map(|step| step.observed as u32).collect(),
            covered,
            score: Scores::new(past),
            verdict: verdict(past),
        }
    }
}

impl Scores {
    fn new(past: &[Step]) -> Scores {
        let mean = |by: Forecaster| {
            let probabilities = past.iter().map(|step| step.said[by as usize].ln_probability(step.observed));
            probabilities.sum::<f64>() / past.len().max(1) as f64
        };
        Scores {
            ours: mean(Forecaster::Ours),
            last28_days: mean(Forecaster::Last28Days),
            twelve_months: mean(Forecaster::TwelveMonths),
            uniform: mean(Forecaster::Uniform),
        }
    }
}

impl Forecast {
    /// What is said now: ours, or the mean of twelve months where the past says that ours is no better.
    pub(crate) fn new(walk: &Walk, verdict: HindcastVerdict, intensity: Intensity) -> Forecast {
        let (model, by) = match (verdict, intensity) {
            (HindcastVerdict::NoBetterThanTwelveMonths, _) => (ForecastModel::TwelveMonths, Forecaster::TwelveMonths),
            (_, Intensity::Fitted) => (ForecastModel::Fitted, Forecaster::Ours),
            (_, Intensity::Fixed) => (ForecastModel::Fixed, Forecaster::Ours),
        };
        let said = walk.now[by as usize];
        Forecast { days: AHEAD_DAYS, expected: said.mean, interval: interval(said), level: LEVEL, model }
    }
}

/// The central interval; "0 or 1" where it would be 0 alone.
fn interval(said: NegativeBinomial) -> (u64, u64) {
    let tail = (1.0 - LEVEL) / 2.0;
    (said.quantile(tail), said.quantile(1.0 - tail).max(1))
}

/// Compares ours with the mean of twelve months by a bootstrap over the dates.
fn verdict(past: &[Step]) -> HindcastVerdict {
    let said = |step: &Step, by: Forecaster| step.said[by as usize];
    let incidents: f64 = past.iter().map(|step| (step.observed as f64).max(said(step, Forecaster::Ours).mean)).sum();
    if past.len() < LEAST_STEPS || incidents < LEAST_INCIDENTS {
        return HindcastVerdict::TooFew;
    }
    let gain = |step: &Step| {
        let [ours, months] =
            [Forecaster::Ours, Forecaster::TwelveMonths].map(|by| said(step, by).ln_probability(step.observed));
        ours - months
    };
    let gains: Vec<f64> = past.iter().map(gain).collect();
    let mut random = oorandom::Rand64::new(SEED);
    let mut is_better = || {
        let mut draw = |_| gains[random.rand_range(0..gains.len() as u64) as usize];
        (0..gains.len()).map(&mut draw).sum::<f64>() > 0.0
    };
    let better = (0..ROUNDS).filter(|_| is_better()).count();
    if better as f64 >= BETTER_IN * ROUNDS as f64 {
        HindcastVerdict::Better
    } else {
        HindcastVerdict::NoBetterThanTwelveMonths
    }
}
