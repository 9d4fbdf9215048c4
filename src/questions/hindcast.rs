//! How good forecasts would have been at past dates: for an area, a corridor, and several areas together.

use serde::Serialize;

use super::coverage::Coverage;
use super::forecast::interval;
use crate::incident::Day;
use crate::intensity::{FORECASTERS, Forecaster, Step};
use crate::words::{self, Language, messages};

/// The fewest past forecasts, and the fewest incidents in them, that are judged.
const LEAST_STEPS: usize = 12;
const LEAST_INCIDENTS: f64 = 5.0;
/// Resamples of the past dates, and the share of them in which ours has to be better.
const ROUNDS: usize = 999;
const BETTER_IN: f64 = 0.9;
const SEED: u128 = 20_262;

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
    /// This as a sentence, in the language that was asked for; where the data do not cover the shape, the words of the coverage.
    pub words: String,
    /// The logarithm of the probability that each forecaster gave to what came, by date.
    #[serde(skip)]
    pub(super) ln_probabilities: Vec<[f64; FORECASTERS]>,
}

/// What the hindcasts of several areas say together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetHindcast {
    /// The number of past dates.
    pub dates: usize,
    /// The number of forecasts: one for each area and date.
    pub forecasts: usize,
    /// The share of their intervals that held what came; 0 without any.
    pub covered: f64,
    /// The mean scores over all forecasts.
    pub score: Scores,
    /// Whether ours was better than the mean of twelve months, over all areas. Dates are drawn, each with all its areas, because
    /// areas share incidents.
    pub verdict: HindcastVerdict,
}

/// Mean logarithms of the probability that was given to what came; higher is better. 0 without past dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scores {
    /// Our forecast.
    pub ours: f64,
    /// The forecast that as many come as in the last 28 days.
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

impl Hindcast {
    /// Judges what was said in the past.
    pub(super) fn new(past: &[Step], coverage: &Coverage, lang: Language) -> Hindcast {
        let ours = |step: &Step| step.said[Forecaster::Ours as usize];
        let intervals: Vec<(u64, u64)> = past.iter().map(|step| interval(ours(step))).collect();
        let ln_probabilities: Vec<[f64; FORECASTERS]> =
            past.iter().map(|step| step.said.map(|said| said.ln_probability(step.observed))).collect();
        let mut hindcast = Hindcast {
            as_of: past.iter().map(|step| step.as_of).collect(),
            expected: past.iter().map(|step| ours(step).mean).collect(),
            lower: intervals.iter().map(|(lower, _)| *lower as f64).collect(),
            upper: intervals.iter().map(|(_, upper)| *upper as f64).collect(),
            observed: past.iter().map(|step| step.observed as u32).collect(),
            covered: 0.0,
            score: Scores::default(),
            verdict: HindcastVerdict::TooFew,
            words: String::new(),
            ln_probabilities,
        };
        let judged = SetHindcast::of(&[&hindcast]);
        (hindcast.covered, hindcast.score, hindcast.verdict) = (judged.covered, judged.score, judged.verdict);
        hindcast.words = if coverage.is_none() { coverage.words.clone() } else { hindcast.say(lang) };
        hindcast
    }

    /// The number of intervals that held what came.
    fn held(&self) -> usize {
        let bounds = self.lower.iter().zip(&self.upper);
        bounds
            .zip(&self.observed)
            .filter(|((lower, upper), came)| (**lower..=**upper).contains(&f64::from(**came)))
            .count()
    }

    /// The incidents that count as much as a verdict needs: those that came, or that were expected.
    fn incidents(&self) -> f64 {
        self.expected.iter().zip(&self.observed).map(|(expected, came)| f64::from(*came).max(*expected)).sum()
    }

    fn say(&self, lang: Language) -> String {
        let dates = || ("dates", words::count(self.as_of.len() as u32, lang));
        let against = match self.verdict {
            HindcastVerdict::Better => messages::HINDCAST_BETTER,
            HindcastVerdict::NoBetterThanTwelveMonths => messages::HINDCAST_NO_BETTER,
            HindcastVerdict::TooFew if self.as_of.len() < LEAST_STEPS => {
                let least = ("least", words::count(LEAST_STEPS as u32, lang));
                return messages::HINDCAST_SHORT.say(lang, &[dates(), least]);
            }
            HindcastVerdict::TooFew => {
                let came = ("count", words::count(self.observed.iter().sum(), lang));
                return messages::HINDCAST_FEW.say(lang, &[dates(), came]);
            }
        };
        let held = words::times(self.held() as u32, lang);
        let against = words::Value::text(against.template(lang));
        messages::HINDCAST.say(lang, &[dates(), ("times", held), ("against", against)])
    }
}

impl SetHindcast {
    /// Judges the hindcasts of areas together. They have the same past dates.
    pub(super) fn of(areas: &[&Hindcast]) -> SetHindcast {
        let dates = areas.first().map_or(0, |area| area.as_of.len());
        let forecasts = dates * areas.len();
        let held: usize = areas.iter().map(|area| area.held()).sum();
        SetHindcast {
            dates,
            forecasts,
            covered: held as f64 / forecasts.max(1) as f64,
            score: Scores::new(areas, forecasts),
            verdict: verdict(areas, dates),
        }
    }
}

impl Scores {
    fn new(areas: &[&Hindcast], forecasts: usize) -> Scores {
        let mean = |by: Forecaster| {
            let given = areas.iter().flat_map(|area| &area.ln_probabilities).map(|date| date[by as usize]);
            given.sum::<f64>() / forecasts.max(1) as f64
        };
        Scores {
            ours: mean(Forecaster::Ours),
            last28_days: mean(Forecaster::Last28Days),
            twelve_months: mean(Forecaster::TwelveMonths),
            uniform: mean(Forecaster::Uniform),
        }
    }
}

/// Compares ours with the mean of twelve months by a bootstrap over the dates.
fn verdict(areas: &[&Hindcast], dates: usize) -> HindcastVerdict {
    let incidents: f64 = areas.iter().map(|area| area.incidents()).sum();
    if dates < LEAST_STEPS || incidents < LEAST_INCIDENTS {
        return HindcastVerdict::TooFew;
    }
    let gain = |date: usize| {
        let of_area = |area: &&Hindcast| {
            let given = area.ln_probabilities[date];
            given[Forecaster::Ours as usize] - given[Forecaster::TwelveMonths as usize]
        };
        areas.iter().map(of_area).sum::<f64>()
    };
    let gains: Vec<f64> = (0..dates).map(gain).collect();
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
