//! How many incidents are expected next in an area, and how well that was told there in the past.

use serde::{Deserialize, Serialize};

use super::coverage::{Coverage, Inside};
use super::hindcast::{Hindcast, HindcastVerdict};
use super::scope::Scope;
use crate::area::Area;
use crate::day;
use crate::incident::Day;
use crate::intensity::{AHEAD_DAYS, Count, Forecaster, Ours, Place, Record, Walk, is_dated};
use crate::stats::negative_binomial::NegativeBinomial;
use crate::words::{self, Value, messages};

/// The probability that an interval is to hold.
const LEVEL: f64 = 0.8;
/// The days of record that a forecast needs. In less, a few incidents in a row look like a rate.
const LEAST_RECORD_DAYS: Day = 3 * AHEAD_DAYS;

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

impl Intensity {
    /// The intensity that forecasts are made with.
    pub(super) fn ours(self) -> Ours {
        match self {
            Intensity::Fitted => Ours::Fitted,
            Intensity::Fixed => Ours::Fixed,
        }
    }
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

/// The recorded incidents that are expected in the next days, if the record goes on as it did. Where the data do not cover the
/// shape, the numbers mean nothing, and `words` says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// The days after `asOf` that it is about.
    pub days: Day,
    /// The mean. Where the data cover a part of the shape, it is about that part.
    pub expected: f64,
    /// The least and the most incidents in eight of ten cases. The upper end is at least 1.
    pub interval: (u64, u64),
    /// The probability of the interval, 0.8.
    pub level: f64,
    /// What made it.
    pub model: ForecastModel,
    /// How much of the shape it is about: `None` means that the numbers say nothing.
    pub inside: Inside,
    /// What there is to say, in the language that was asked for: the interval, or what the data do not cover. Show this, and not
    /// the numbers alone.
    pub words: String,
}

/// What the past of a place says about what comes.
pub(crate) struct Outlook {
    /// `None` where the record is too short.
    pub next: Option<Forecast>,
    pub hindcast: Hindcast,
    /// Notes on a record that is too short, and on incidents that are left out.
    pub notes: Vec<String>,
}

impl Outlook {
    /// Looks at an area. `certain` are the rows of the incidents that are certainly inside. `None` if no incident of the
    /// snapshot can be located.
    pub fn new(
        scope: &Scope<'_>,
        area: &Area,
        intensity: Intensity,
        certain: impl Iterator<Item = usize>,
        coverage: &Coverage,
    ) -> Option<Outlook> {
        let (snapshot, ours) = (scope.snapshot, intensity.ours());
        let record = Record::of(snapshot)?;
        let fit = (ours == Ours::Fitted).then(|| record.fit(snapshot));
        let accepts = |row: usize| scope.matches(row) && is_dated(snapshot, row);
        let count = Count { accepts: &accepts, uncertainty: scope.uncertainty, covered: coverage.share.unwrap_or(1.0) };
        let mut coarse = 0u64;
        let dated = certain.filter(|&row| {
            let is_dated = is_dated(snapshot, row);
            coarse += u64::from(!is_dated && snapshot.day()[row] <= scope.as_of);
            is_dated
        });
        let days: Vec<Day> = dated.map(|row| snapshot.day()[row]).collect();
        let place = Place::new(snapshot, area, ours, &count, days.into_iter());
        let walk = Walk::new(&place, record, fit, scope.as_of, record.peers(snapshot, ours));
        let hindcast = Hindcast::new(&walk.past, coverage, scope.lang);
        let is_short = record_days(record, scope) < LEAST_RECORD_DAYS;
        let next = (!is_short).then(|| Forecast::new(&walk, hindcast.verdict, intensity, scope, coverage));
        let notes = is_short.then(|| short_note(record)).into_iter().chain((coarse > 0).then(|| coarse_note(coarse)));
        Some(Outlook { next, hindcast, notes: notes.collect() })
    }
}

/// Says that the record is too short for what is expected next.
fn short_note(record: &Record) -> String {
    format!(
        "Nothing is said about what comes next: that takes {LEAST_RECORD_DAYS} days of record, and this one begins on {}.",
        day::format(record.timeline.first())
    )
}

/// The days of record up to the day that is asked about.
fn record_days(record: &Record, scope: &Scope<'_>) -> Day {
    scope.as_of.min(record.timeline.last()) - record.timeline.first() + 1
}

fn coarse_note(count: u64) -> String {
    format!(
        "{count} incidents that are certainly inside have a date that is not known to {AHEAD_DAYS} days: what is expected next, and \
         the past such expectations, leave them out."
    )
}

impl Forecast {
    /// What is said now: ours, or the mean of twelve months where the past says that ours is no better.
    fn new(
        walk: &Walk,
        verdict: HindcastVerdict,
        intensity: Intensity,
        scope: &Scope<'_>,
        coverage: &Coverage,
    ) -> Forecast {
        let (model, by) = match (verdict, intensity) {
            (HindcastVerdict::NoBetterThanTwelveMonths, _) => (ForecastModel::TwelveMonths, Forecaster::TwelveMonths),
            (_, Intensity::Fitted) => (ForecastModel::Fitted, Forecaster::Ours),
            (_, Intensity::Fixed) => (ForecastModel::Fixed, Forecaster::Ours),
        };
        let said = walk.now[by as usize];
        let interval = interval(said);
        Forecast {
            days: AHEAD_DAYS,
            expected: said.mean,
            interval,
            level: LEVEL,
            model,
            inside: coverage.inside,
            words: say(interval, scope, coverage),
        }
    }
}

/// The central interval; "0 or 1" where it would be 0 alone.
pub(super) fn interval(said: NegativeBinomial) -> (u64, u64) {
    let tail = (1.0 - LEVEL) / 2.0;
    (said.quantile(tail), said.quantile(1.0 - tail).max(1))
}

/// Says the interval, and of what days it is; old ones are named. Without coverage it says that instead.
fn say((low, high): (u64, u64), scope: &Scope<'_>, coverage: &Coverage) -> String {
    if coverage.is_none() {
        return coverage.words.clone();
    }
    let lang = scope.lang;
    let [from, to] = [low, high].map(|count| words::plain(count as f64, lang));
    let ends = [("from", from), ("to", to.clone())];
    let range = match high - low {
        0 => to.clone(),
        1 => Value::text(messages::EITHER.say(lang, &ends)),
        _ => Value::text(messages::RANGE.say(lang, &ends)),
    };
    let days = ("days", words::count(AHEAD_DAYS.unsigned_abs(), lang));
    let is_current = !coverage.stale && scope.as_of == coverage.as_of;
    let when = if is_current {
        messages::NEXT_DAYS.say(lang, &[days])
    } else {
        messages::DAYS_AFTER.say(lang, &[days, ("day", words::day(scope.as_of, lang))])
    };
    let said = messages::EXPECTED.say(lang, &[("range", range), ("count", to), ("when", Value::text(when))]);
    let part = (coverage.inside == Inside::Part).then(|| messages::OF_COVERED_PART.template(lang).to_string());
    [words::capitalise(&said)].into_iter().chain(part).collect::<Vec<_>>().join(" ")
}
