//! What a report has to say about incidents over time, counted day by day.

use geobit::day;
use geobit::history::Limits;
use geobit::incident::{Day, Kind};
use geobit::snapshot::Snapshot;
use geobit::stats::cusum::Cusum;
use geobit::stats::dispersion::{Dispersion, dispersion};
use geobit::stats::poisson::{RateComparison, compare, rate_interval};
use geobit::stats::trend::mann_kendall;
use geobit::stats::{Interval, Observed};
use serde_json::{Value, json};

use crate::incidents::{Scope, add_origins};

/// The days of one question about a snapshot.
#[derive(Clone, Copy)]
pub struct Days {
    /// The recent window, and the baseline before it: first and last day.
    pub recent: (Day, Day),
    pub baseline: (Day, Day),
    asked: (Day, Day),
    series: (Day, Day),
    data_as_of: Day,
    first_of_data: Day,
    last_of_data: Day,
    confidence: f64,
}

impl Days {
    pub fn new(scope: &Scope, snapshot: &Snapshot) -> Days {
        let last = scope.last_day(snapshot);
        let first_of_data = snapshot.day().iter().copied().min().unwrap();
        let last_of_data = snapshot.span().1.max(snapshot.as_of());
        let recent = (last - scope.recent_days as Day + 1, last);
        let baseline = (recent.0 - scope.baseline_days as Day, recent.0 - 1);
        let asked = (scope.from.unwrap_or(baseline.0), scope.to.unwrap_or(recent.1));
        // Whole weeks after which nothing can be recorded yet are left out at the end, and all but 2,600 at the beginning.
        let last_possible = snapshot.span().1.max(snapshot.as_of()).max(last);
        let mut series = asked;
        while series.1 - 7 >= last_possible {
            series.1 -= 7;
        }
        series.0 = series.0.max(series.1 - 7 * 2600 + 1);
        Days {
            recent,
            baseline,
            asked,
            series,
            data_as_of: snapshot.as_of(),
            first_of_data,
            last_of_data,
            confidence: scope.confidence,
        }
    }

    /// The length of the shorter window, days.
    pub fn shortest(&self) -> i32 {
        (self.recent.1 - self.recent.0 + 1).min(self.baseline.1 - self.baseline.0 + 1)
    }

    /// The days of the baseline since the record began.
    fn recorded_days(&self) -> i32 {
        (self.baseline.0..=self.baseline.1).filter(|day| *day >= self.first_of_data).count() as i32
    }

    /// Whether the record reaches over enough of both windows.
    fn is_recorded(&self) -> bool {
        let recent_days = self.recent.1 - self.recent.0 + 1;
        let in_data = self.recent.1.min(self.last_of_data) - self.recent.0 + 1;
        self.recorded_days() >= self.shortest() && 2 * in_data >= recent_days
    }

    pub fn both(&self) -> (Day, Day) {
        (self.baseline.0, self.recent.1)
    }

    /// The comparison of both windows.
    pub fn comparison(&self, certain: &[Day], possible: &[Day]) -> Value {
        let spread = baseline_spread(self, certain);
        let weeks = whole_weeks(self.series, certain);
        let window = |range: (Day, Day)| {
            let observed = observed(range, certain);
            let wide = spread
                .filter(|spread| spread.index > 1.5)
                .map(|spread| limits(rate_interval(divided(observed, spread.index), self.confidence).unwrap()));
            json!({
                "days": range.1 - range.0 + 1, "from": day::format(range.0), "to": day::format(range.1),
                "count": observed.count, "perDay": observed.count / observed.duration,
                "interval": limits(rate_interval(observed, self.confidence).unwrap()), "widened": wide,
            })
        };
        let base = observed(self.baseline, certain);
        let per_day = base.count / base.duration;
        let usual = spread.unwrap_or(Dispersion { index: 1.0, p: 1.0 }).count_range(7.0 * per_day, self.confidence);
        let with_possible_of = |range: (Day, Day)| {
            let possible = possible.iter().copied().filter(|&day| within(range, day));
            self.change(&certain.iter().copied().chain(possible).collect::<Vec<_>>())
        };
        json!({
            "recent": window(self.recent), "baseline": window(self.baseline),
            "expectedRecent": per_day * f64::from(self.recent.1 - self.recent.0 + 1),
            "change": self.change(certain), "shrunkRatio": self.shrunk_ratio(certain), "changeWithPossible": {
                "lower": with_possible_of(self.baseline), "upper": with_possible_of(self.recent),
            },
            "dispersion": spread.map(|spread| json!({
                "index": spread.index, "p": spread.p, "weeks": (self.baseline.1 - self.baseline.0 + 1) / 7,
                "factor": if spread.index > 1.5 { spread.index.sqrt() } else { 1.0 },
                "overdispersed": spread.index > 1.5,
            })),
            "recency": self.recency(certain),
            "weekly": {
                "start": day::format(self.series.1 - 7 * weeks.len() as Day + 1), "counts": weeks,
                "usual": [usual.0, usual.1],
            },
        })
    }

    /// Adds to a comparison how many of the certain incidents in each window come from which origin.
    pub fn add_origins(&self, comparison: &mut Value, snapshot: &Snapshot, certain: &[usize]) {
        for (name, range) in [("recent", self.recent), ("baseline", self.baseline)] {
            let is_in = |row: &usize| within(range, snapshot.day()[*row]);
            let rows: Vec<usize> = certain.iter().copied().filter(is_in).collect();
            add_origins(&mut comparison[name], snapshot, &rows);
        }
    }

    /// The comparison with trend and alarm.
    pub fn history(&self, certain: &[Day], possible: &[Day]) -> Value {
        let mut history = self.comparison(certain, possible);
        let weeks = whole_weeks(self.series, certain);
        let ends = (0..weeks.len()).map(|week| self.series.1 - 7 * (weeks.len() - 1 - week) as Day);
        let settled: Vec<u32> =
            ends.zip(&weeks).filter(|(end, _)| *end <= self.data_as_of - 14).map(|(_, &count)| count).collect();
        history["trend"] = self.slope(&weeks);
        history["trend"]["settled"] = self.slope(&settled);
        history["alarm"] = self.alarm(certain);
        history
    }

    fn change(&self, days: &[Day]) -> Value {
        let (recent, baseline) = (observed(self.recent, days), observed(self.baseline, days));
        let verdict = |name: &str, withheld: bool| json!({ "verdict": name, "fewerWithheld": withheld });
        let Some(exact) = compare(recent, baseline, self.confidence) else {
            let nothing = json!({ "ratio": null, "interval": [0.0, null], "p": 1.0, "verdictP": 1.0, "widened": null });
            return crate::json::merged([nothing, verdict("tooFew", false)]);
        };
        // The windows of possible incidents are widened by their own weeks.
        let wide = baseline_spread(self, days).filter(|spread| spread.index > 1.5);
        let test = |recent: Observed| match wide {
            Some(wide) => compare(divided(recent, wide.index), divided(baseline, wide.index), self.confidence),
            None => compare(recent, baseline, self.confidence),
        };
        let widened = wide.and_then(|_| test(recent));
        let decisive = widened.unwrap_or(exact);
        let is_fewer = |found: RateComparison| found.p < 1.0 - self.confidence && found.p_less < found.p_greater;
        let complete = (self.recent.0, self.recent.1.min(self.data_as_of - 14));
        let fewer_complete = complete.0 <= complete.1 && test(observed(complete, days)).is_some_and(is_fewer);
        let (name, withheld) = if recent.count + baseline.count < 5.0 || !self.is_recorded() {
            ("tooFew", false)
        } else if decisive.p >= 1.0 - self.confidence {
            ("noClearChange", false)
        } else if !is_fewer(decisive) {
            let recorded = Observed { duration: f64::from(self.recorded_days()), ..baseline };
            let found = match wide {
                Some(wide) => compare(divided(recent, wide.index), divided(recorded, wide.index), self.confidence),
                None => compare(recent, recorded, self.confidence),
            };
            let is_more = found.is_some_and(|found| found.p < 1.0 - self.confidence && found.p_less >= found.p_greater);
            (if is_more { "more" } else { "noClearChange" }, false)
        } else if fewer_complete {
            ("fewer", false)
        } else {
            ("noClearChange", true)
        };
        let change = json!({
            "ratio": finite(exact.ratio), "interval": open_limits(exact.interval), "p": exact.p, "verdictP": decisive.p,
            "widened": widened.map(|wide| json!({ "interval": open_limits(wide.interval), "p": wide.p })),
        });
        crate::json::merged([change, verdict(name, withheld)])
    }

    /// The ratio under a Gamma prior with the mean 1 and the variance θ.
    fn shrunk_ratio(&self, certain: &[Day]) -> Option<f64> {
        let (recent, base) = (observed(self.recent, certain), observed(self.baseline, certain));
        let expected = base.count / base.duration * recent.duration;
        let length = recent.duration as Day;
        let periods = (self.baseline.1 - self.baseline.0 + 1) / length;
        let counts: Vec<f64> = (0..periods)
            .map(|number| self.baseline.1 - length * number)
            .map(|last| observed((last - length + 1, last), certain).count)
            .collect();
        let excess: f64 = counts.iter().map(|count| (count - expected).powi(2) - expected).sum();
        let own = (excess / (expected * expected * counts.len() as f64)).clamp(0.0, 20.0);
        let n = counts.len() as f64;
        let theta = if counts.is_empty() { 0.5 } else { (n * own + 8.0 * 0.5) / (n + 8.0) };
        (expected > 0.0).then(|| (recent.count + 1.0 / theta) / (expected + 1.0 / theta))
    }

    fn recency(&self, certain: &[Day]) -> Value {
        let Some(last) = certain.iter().copied().filter(|&day| day <= self.recent.1).max() else {
            return json!({ "last": null, "daysSinceLast": null, "medianGapDays": null, "quietProbability": null });
        };
        let mut in_windows: Vec<Day> = certain.iter().copied().filter(|&day| within(self.both(), day)).collect();
        in_windows.sort_unstable();
        let mut gaps: Vec<Day> = in_windows.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        let middle = |gaps: &[Day]| f64::from(gaps[(gaps.len() - 1) / 2] + gaps[gaps.len() / 2]) / 2.0;
        let (time, gap) = (f64::from(last - self.baseline.0 + 1), f64::from(self.recent.1 - last));
        let index = baseline_spread(self, certain).map_or(1.0, |spread| spread.index);
        let divisor = if index > 1.5 { index } else { 1.0 };
        let quiet = (time / (time + gap)).powf(in_windows.len() as f64 / divisor);
        json!({
            "last": day::format(last), "daysSinceLast": gap,
            "medianGapDays": (!gaps.is_empty()).then(|| middle(&gaps)),
            "quietProbability": (last >= self.baseline.0).then_some(quiet),
        })
    }

    fn slope(&self, weeks: &[u32]) -> Value {
        let series: Vec<f64> = weeks.iter().map(|&count| f64::from(count)).collect();
        let (z, p, slope) = mann_kendall(&series).map_or((0.0, 1.0, 0.0), |trend| (trend.z, trend.p, trend.slope));
        let verdict = match () {
            () if weeks.len() < 4 => "tooFew",
            () if p >= 1.0 - self.confidence => "noClearTrend",
            () if z > 0.0 => "rising",
            () => "falling",
        };
        json!({ "weeks": weeks.len(), "z": z, "p": p, "perWeek": slope, "verdict": verdict })
    }

    fn alarm(&self, certain: &[Day]) -> Value {
        let base = observed(self.baseline, certain);
        let expected = 7.0 * base.count / base.duration;
        if expected == 0.0 || !self.is_recorded() {
            return Value::Null;
        }
        let in_weeks = Observed { duration: base.duration / 7.0, ..base };
        let chart = Cusum::new(in_weeks, baseline_spread(self, certain)).unwrap();
        let (threshold, reference) = (chart.h, chart.k);
        assert!((reference * std::f64::consts::LN_2 / expected - 1.0).abs() < 0.051, "{chart:?}");
        let weeks = whole_weeks(self.both(), certain);
        let first_day = |week: usize| day::format(self.recent.1 + 1 - 7 * (weeks.len() - week) as Day);
        let (mut level, mut since, mut last_rang) = (0.0f64, None, None);
        for (week, &count) in weeks.iter().enumerate() {
            level = (level + f64::from(count) - reference).max(0.0);
            if level >= threshold - 1e-9 * (1.0 + threshold + reference) {
                since = since.or(Some(week));
                last_rang = Some(week);
            } else {
                since = None;
            }
        }
        json!({
            "expectedPerWeek": expected, "reference": reference, "threshold": threshold, "level": level,
            "byChanceYears": f64::min(chart.run_weeks * 7.0 / 365.25, 1000.0),
            "ringing": since.is_some(), "since": since.map(first_day), "lastRang": last_rang.map(first_day),
        })
    }

    /// The kinds of certain incidents in both windows.
    pub fn by_kind(&self, certain: &[(Day, Kind)]) -> Value {
        let count =
            |range: (Day, Day), kind: Kind| certain.iter().filter(|one| one.1 == kind && within(range, one.0)).count();
        let kinds = Kind::ALL.into_iter().filter(|&kind| count(self.both(), kind) > 0);
        kinds
            .map(|kind| {
                json!({ "kind": kind.name(), "recent": count(self.recent, kind), "baseline": count(self.baseline, kind) })
            })
            .collect()
    }

    /// The notes with which every report ends.
    pub fn last_notes(&self, comparison: &Value) -> Vec<String> {
        let (date, mut notes) = (day::format, Vec::new());
        if self.baseline.0 < self.first_of_data {
            notes.push(format!(
                "The baseline begins on {}, before the snapshot's first incident of {}: its rate may be too low.",
                date(self.baseline.0),
                date(self.first_of_data)
            ));
        }
        if self.recent.1 > self.data_as_of {
            notes.push(format!(
                "The recent window reaches to {}, beyond the date of the data, {}: nothing can be recorded there yet.",
                date(self.recent.1),
                date(self.data_as_of)
            ));
        }
        if self.series.1 < self.asked.1 {
            notes.push(format!(
                "The weekly series ends on {}, and not on {}: nothing can be recorded in the weeks after it yet.",
                date(self.series.1),
                date(self.asked.1)
            ));
        }
        if self.series.0 > self.asked.0 {
            notes.push(format!(
                "The weekly series and the trend begin on {}, and not on {}: a series has at most 2600 weeks.",
                date(self.series.0),
                date(self.asked.0)
            ));
        }
        if comparison["dispersion"]["overdispersed"] == true {
            let hundredths = |name: &str| (comparison["dispersion"][name].as_f64().unwrap() * 100.0).round() / 100.0;
            notes.push(format!(
                "The weeks of the baseline differ more than chance would make them (index of dispersion {}): intervals are \
                 shown as Poisson and widened by {}, and the verdict goes by the widened ones.",
                hundredths("index"),
                hundredths("factor")
            ));
        }
        if comparison["change"]["fewerWithheld"] == true {
            notes.push(
                "Fewer are recorded in the recent window, but not clearly so without the last 14 days before the date of the \
                 data, whose records are incomplete."
                    .into(),
            );
        }
        notes
    }
}

/// The note on a record that is too short for a forecast.
pub fn short_record_note(scope: &Scope, snapshot: &Snapshot) -> Option<String> {
    let last = scope.last_day(snapshot).min(snapshot.as_of());
    let has_place = |row: &usize| !snapshot.lon()[*row].is_nan() && !snapshot.uncertainty_km()[*row].is_nan();
    let days = (0..snapshot.len()).filter(has_place).map(|row| snapshot.day()[row]);
    let first = days.filter(|day| *day <= snapshot.as_of()).min()?;
    (last - first + 1 < 84).then(|| {
        let first = day::format(first);
        format!("Nothing is said about what comes next: that takes 84 days of record, and this one begins on {first}.")
    })
}

/// Takes the draws out of all comparisons of a report, after checking that their numbers can be: tests of their own hold them
/// against draws of every incident by itself.
pub fn remove_draws(report: &mut Value) {
    match report {
        Value::Object(members) => {
            if let Some(draws) = members.get_mut("changeWithPossible").and_then(|change| change.as_object_mut()) {
                let draws = draws.remove("draws").unwrap();
                let number = |name: &str| draws[name].as_u64().unwrap();
                assert!(number("rounds") == 999 && number("more") + number("fewer") <= 999, "{draws}");
            }
            members.values_mut().for_each(remove_draws);
        }
        Value::Array(parts) => parts.iter_mut().for_each(remove_draws),
        _ => {}
    }
}

pub fn within((first, last): (Day, Day), day: Day) -> bool {
    first <= day && day <= last
}

fn observed(range: (Day, Day), days: &[Day]) -> Observed {
    let count = days.iter().filter(|&&day| within(range, day)).count();
    Observed { count: count as f64, duration: f64::from(range.1 - range.0 + 1) }
}

fn divided(observed: Observed, by: f64) -> Observed {
    Observed { count: observed.count / by, duration: observed.duration / by }
}

/// The counts of the whole weeks that end with a range.
fn whole_weeks((first, last): (Day, Day), days: &[Day]) -> Vec<u32> {
    let weeks = (last - first + 1).max(0) / 7;
    let week = |number: Day| (last - 7 * (weeks - number) + 1, last - 7 * (weeks - number - 1));
    (0..weeks).map(|number| days.iter().filter(|&&day| within(week(number), day)).count() as u32).collect()
}

fn baseline_spread(days: &Days, certain: &[Day]) -> Option<Dispersion> {
    let weeks: Vec<f64> = whole_weeks(days.baseline, certain).into_iter().map(f64::from).collect();
    dispersion(&weeks)
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

fn limits(interval: Interval) -> (f64, f64) {
    (interval.lower, interval.upper)
}

fn open_limits(interval: Interval) -> Limits {
    (interval.lower, finite(interval.upper))
}
