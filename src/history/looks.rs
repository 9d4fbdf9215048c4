//! Rules that are looked at again and again: whether one holds at a place, since when, and how often it would by chance alone.
//!
//! By chance means that the rate of the baseline goes on as it was.

use std::collections::BTreeMap;

use super::alarm::Alarm;
use super::change::{ChangeTest, ChangeVerdict};
use super::daily::DailyCounts;
use super::past_more::{BASELINE_DAYS, RECENT_DAYS};
use super::windows::{DayRange, Windows};
use crate::incident::Day;
use crate::stats::Observed;
use crate::stats::dispersion::{Dispersion, index_of_sums};
use crate::stats::negative_binomial::NegativeBinomial;
use oorandom::Rand64;

/// The confidence level of the verdicts.
const CONFIDENCE: f64 = 0.95;
/// It is not told of a rule that it has held for more days than this.
pub const MOST_DAYS_HELD: Day = 364;
const YEAR_DAYS: f64 = 365.0;

/// A place on a day: the days of its incidents, ascending, the last day that is looked at, and the first day of the data.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    pub days: &'a [Day],
    pub last: Day,
    pub first_of_data: Day,
}

/// What a place had in its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Baseline {
    /// Incidents a day, above 0.
    rate: f64,
    /// The variance of counts over their mean: above 1 where they are dispersed.
    index: f64,
}

impl<'a> Look<'a> {
    /// The number of incidents from one day to another.
    pub fn count(&self, first: Day, last: Day) -> u32 {
        let up_to = |day: Day| self.days.partition_point(|own| *own <= day);
        up_to(last).saturating_sub(up_to(first - 1)) as u32
    }

    fn at(&self, last: Day) -> Look<'a> {
        Look { last, ..*self }
    }

    fn windows(&self) -> Windows {
        let record = DayRange { first: self.first_of_data, last: self.last };
        Windows::new(self.last, RECENT_DAYS, BASELINE_DAYS).of_record(record)
    }

    fn daily(&self) -> DailyCounts {
        let mut daily = DailyCounts::new(self.windows());
        self.days.iter().for_each(|day| daily.add(*day));
        daily
    }

    /// The baseline, as far as it is recorded; `None` where it has no incident, or where the record is too short.
    pub fn baseline(&self) -> Option<Baseline> {
        let daily = self.daily();
        let windows = daily.windows();
        let observed = daily.recorded_baseline();
        let wide = daily.baseline_dispersion().0.filter(Dispersion::is_overdispersed);
        let index = wide.map_or(1.0, |wide| wide.index);
        let is_known = windows.can_be_compared() && observed.count > 0.0;
        is_known.then(|| Baseline { rate: observed.count / observed.duration, index })
    }

    /// The first of the days up to the last one on which at least `least` incidents lay within `in_days` days, without a break;
    /// `None` if that is not so on the last day.
    pub fn at_least_since(&self, least: u32, in_days: u32) -> Option<Day> {
        self.held_since(|look| look.count(look.last - in_days as Day + 1, look.last) >= least)
    }

    fn held_since(&self, mut holds: impl FnMut(Look<'a>) -> bool) -> Option<Day> {
        if !holds(*self) {
            return None;
        }
        let mut first = self.last;
        while self.last - first < MOST_DAYS_HELD && holds(self.at(first - 1)) {
            first -= 1;
        }
        Some(first)
    }

    /// The alarm for a doubled rate; `None` where the baseline has no incident.
    pub fn alarm(&self) -> Option<Alarm> {
        let daily = self.daily();
        Alarm::new(&daily, daily.baseline_dispersion().0)
    }
}

impl Baseline {
    /// How many episodes a year there would be by chance in which at least `least` incidents lie within `in_days` days, looked at
    /// daily: 365·Σ P(N = j)·P(Y ≥ least − j)·P(Y′ < least − j) over j < least, with N the count of `in_days` − 1 days, and Y and
    /// Y′ those of the day that comes and of the day that goes. Counts are Poisson, or negative binomial with variance φ·mean.
    pub fn episodes_a_year(&self, least: u32, in_days: u32) -> f64 {
        let one = self.counts(1.0);
        let mut below = Vec::with_capacity(least as usize + 1);
        let mut sum = 0.0f64;
        for count in 0..=u64::from(least) {
            below.push(sum.min(1.0));
            sum += one.ln_probability(count).exp();
        }
        let before = self.counts(f64::from(in_days - 1));
        let begins = |held: u32| {
            let missing = below[(least - held) as usize];
            before.ln_probability(u64::from(held)).exp() * (1.0 - missing) * missing
        };
        YEAR_DAYS * (0..least).map(begins).sum::<f64>()
    }

    /// The share of days on which at least `least` incidents lie within `in_days` days, 0 to 1.
    pub fn share_of_days(&self, least: u32, in_days: u32) -> f64 {
        let counts = self.counts(f64::from(in_days));
        let below: f64 = (0..u64::from(least)).map(|count| counts.ln_probability(count).exp()).sum();
        (1.0 - below).clamp(0.0, 1.0)
    }

    /// The distribution of the count of some days.
    fn counts(&self, days: f64) -> NegativeBinomial {
        let mean = self.rate * days;
        NegativeBinomial { mean, theta: if mean > 0.0 { (self.index - 1.0) / mean } else { 0.0 } }
    }
}

/// The verdict *more*, asked many times: 28 days against the 336 before them, at a confidence of 95 %.
pub(crate) struct MoreVerdicts {
    /// By the count of the baseline, the least recent count that is *more* if counts are independent; 0 where it is not known yet.
    least: Vec<u32>,
    /// What simulations told, by the rate and the dispersion that they were made with.
    simulated: BTreeMap<[u64; 2], f64>,
    seed: u64,
}

/// Weekly looks at the past of a place: with fewer it is too short to tell how often *more* was false.
const LEAST_LOOKS: Day = 104;
const WEEK: Day = 7;
/// The windows in weeks, and how many years are simulated.
const RECENT_WEEKS: usize = RECENT_DAYS as usize / 7;
const BASELINE_WEEKS: usize = BASELINE_DAYS as usize / 7;
const SIMULATED_YEARS: usize = 100;
const YEAR_LOOKS: usize = 52;
/// Baselines with more incidents than this are compared each time.
const MOST_LISTED: u32 = 20_000;

impl MoreVerdicts {
    pub fn new(seed: u64) -> MoreVerdicts {
        MoreVerdicts { least: Vec::new(), simulated: BTreeMap::new(), seed }
    }

    /// The first of the days up to the last one on which the verdict was *more* without a break; `None` if it is not on the last.
    pub fn since(&mut self, look: Look<'_>) -> Option<Day> {
        look.held_since(|look| self.is_more_at(look))
    }

    fn is_more_at(&mut self, look: Look<'_>) -> bool {
        let windows = look.windows();
        let counts = [windows.recent, windows.baseline].map(|range| look.count(range.first, range.last));
        if !windows.can_be_compared() || !self.is_more(counts, || look.daily().baseline_dispersion().0) {
            return false;
        }
        if windows.recorded_days == BASELINE_DAYS {
            return true;
        }
        // Days before the record began are no quiet ones.
        let daily = look.daily();
        let test = ChangeTest { confidence: CONFIDENCE, complete_to: look.last };
        let dispersion = daily.baseline_dispersion().0;
        test.verdict(daily.observed(windows.recent), None, daily.recorded_baseline(), dispersion) == ChangeVerdict::More
    }

    fn is_more(&mut self, [recent, baseline]: [u32; 2], dispersion: impl FnOnce() -> Option<Dispersion>) -> bool {
        // Where counts are dispersed, it takes more rather than less.
        recent >= self.least_more(baseline) && verdict_is_more(recent, baseline, dispersion())
    }

    fn least_more(&mut self, baseline: u32) -> u32 {
        if baseline > MOST_LISTED {
            return baseline / 12;
        }
        let index = baseline as usize;
        if self.least.len() <= index {
            self.least.resize(index + 1, 0);
        }
        if self.least[index] == 0 {
            let (mut less, mut more) = (baseline / 12, baseline / 12 + 5);
            while !verdict_is_more(more, baseline, None) {
                (less, more) = (more, 2 * more);
            }
            while more - less > 1 {
                let middle = less + (more - less) / 2;
                if verdict_is_more(middle, baseline, None) { more = middle } else { less = middle }
            }
            self.least[index] = more;
        }
        self.least[index]
    }

    /// How many false alarms a year the verdict gives at a place that is looked at weekly: in its own past, or where that has fewer
    /// than two years of looks by simulation at its rate and dispersion. `None` without a baseline.
    pub fn false_alarms_a_year(&mut self, look: Look<'_>) -> Option<f64> {
        self.in_the_past(look).or_else(|| look.baseline().map(|baseline| self.simulate(baseline)))
    }

    /// An alarm is false if in the four weeks after it no more came than was usual before it.
    fn in_the_past(&mut self, look: Look<'_>) -> Option<f64> {
        let last = look.last - RECENT_DAYS as Day;
        let first = look.first_of_data + (RECENT_DAYS + BASELINE_DAYS) as Day - 1;
        let looks = (last - first).div_euclid(WEEK) + 1;
        if looks < LEAST_LOOKS || look.days.is_empty() {
            return None;
        }
        let (mut alarms, mut was_more) = (0, false);
        for day in (0..looks).rev().map(|back| last - WEEK * back) {
            let past = look.at(day);
            let is_more = self.is_more_at(past);
            if is_more && !was_more {
                let baseline = past.windows().baseline;
                let usual = f64::from(past.count(baseline.first, baseline.last)) * f64::from(RECENT_DAYS)
                    / f64::from(BASELINE_DAYS);
                alarms += u32::from(f64::from(look.count(day + 1, day + RECENT_DAYS as Day)) <= usual);
            }
            was_more = is_more;
        }
        Some(f64::from(alarms) * YEAR_DAYS / f64::from(WEEK * looks))
    }

    fn simulate(&mut self, baseline: Baseline) -> f64 {
        let key = [baseline.rate, baseline.index].map(f64::to_bits);
        if let Some(known) = self.simulated.get(&key) {
            return *known;
        }
        let found = self.run(baseline);
        self.simulated.insert(key, found);
        found
    }

    fn run(&mut self, baseline: Baseline) -> f64 {
        let mut draw = WeeklyDraws::new(baseline.counts(f64::from(WEEK)), self.seed);
        let looks = SIMULATED_YEARS * YEAR_LOOKS;
        let weeks: Vec<u32> = (0..BASELINE_WEEKS + RECENT_WEEKS + looks).map(|_| draw.next()).collect();
        let (mut alarms, mut was_more) = (0, false);
        let [mut old, mut recent, mut squares] = [0u64; 3];
        let square = |week: u32| u64::from(week) * u64::from(week);
        for (at, &week) in weeks.iter().enumerate() {
            recent += u64::from(week);
            if at >= RECENT_WEEKS {
                let leaving = weeks[at - RECENT_WEEKS];
                recent -= u64::from(leaving);
                old += u64::from(leaving);
                squares += square(leaving);
            }
            if at < BASELINE_WEEKS + RECENT_WEEKS {
                continue;
            }
            let gone = weeks[at - RECENT_WEEKS - BASELINE_WEEKS];
            old -= u64::from(gone);
            squares -= square(gone);
            let dispersion = || {
                let index = index_of_sums(old as f64, squares as f64, BASELINE_WEEKS)?;
                Some(Dispersion { index, p: 1.0 })
            };
            let is_more = self.is_more([recent as u32, old as u32], dispersion);
            alarms += u32::from(is_more && !was_more);
            was_more = is_more;
        }
        f64::from(alarms) * YEAR_DAYS / f64::from(WEEK * looks as Day)
    }
}

fn verdict_is_more(recent: u32, baseline: u32, dispersion: Option<Dispersion>) -> bool {
    // Whether days are complete decides about *fewer* only.
    let test = ChangeTest { confidence: CONFIDENCE, complete_to: 0 };
    let observed = |count: u32, days: u32| Observed { count: f64::from(count), duration: f64::from(days) };
    let windows = (observed(recent, RECENT_DAYS), observed(baseline, BASELINE_DAYS));
    test.verdict(windows.0, None, windows.1, dispersion) == ChangeVerdict::More
}

/// Random weekly counts, by the inverse of their distribution function.
struct WeeklyDraws {
    first: u32,
    /// The probability of a count up to each, from `first` on.
    up_to: Vec<f64>,
    random: Rand64,
}

impl WeeklyDraws {
    fn new(counts: NegativeBinomial, seed: u64) -> WeeklyDraws {
        let most = counts.quantile(1.0 - 1e-9);
        let mut sum = 0.0;
        let mut first = None;
        let up_to = counts.probabilities(most).map(|(count, probability)| {
            first.get_or_insert(count as u32);
            sum += probability;
            sum
        });
        let up_to: Vec<f64> = up_to.collect();
        WeeklyDraws { first: first.unwrap_or(0), up_to, random: Rand64::new(seed.into()) }
    }

    fn next(&mut self) -> u32 {
        let drawn = self.random.rand_float();
        self.first + self.up_to.partition_point(|sum| *sum < drawn).min(self.up_to.len().saturating_sub(1)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn look(days: &[Day], last: Day) -> Look<'_> {
        Look { days, last, first_of_data: 0 }
    }

    #[test]
    fn a_rule_holds_since_the_first_day_without_a_break() {
        let days = [10, 12, 13, 20, 30, 31, 32];
        assert_eq!(look(&days, 33).at_least_since(3, 5), Some(32));
        assert_eq!(look(&days, 36).at_least_since(2, 7), Some(31));
        assert_eq!(look(&days, 37).at_least_since(3, 5), None);
        assert_eq!(look(&[0], 5000).at_least_since(0, 1), Some(5000 - MOST_DAYS_HELD));
    }

    #[test]
    fn a_baseline_needs_days_and_incidents() {
        let windows = Windows::new(1000, 28, 336);
        let days: Vec<Day> = (windows.baseline.first..=windows.baseline.last).step_by(4).collect();
        let whole = look(&days, 1000).baseline().unwrap();
        assert!((whole.rate - 0.25).abs() < 1e-12 && whole.index == 1.0, "{whole:?}");
        assert_eq!(look(&[], 1000).baseline(), None);
        let short = |first_of_data| Look { days: &days, last: 1000, first_of_data }.baseline();
        assert_eq!(short(windows.baseline.last - 26), None);
        assert!(short(windows.baseline.last - 27).is_some());
    }

    /// Episodes by simulation of many years of days, Poisson and negative binomial.
    #[test]
    fn episodes_a_year_agree_with_a_simulation() {
        for (rate, index, least, in_days) in [(0.1, 1.0, 1, 1), (0.2, 1.0, 3, 14), (0.5, 2.5, 5, 7), (0.05, 4.0, 2, 28)]
        {
            let baseline = Baseline { rate, index };
            let mut draws = WeeklyDraws::new(baseline.counts(1.0), 7);
            let days: Vec<u32> = (0..2_000 * 365).map(|_| draws.next()).collect();
            let (mut within, mut held, mut episodes) = (0u32, false, 0u32);
            for (at, count) in days.iter().enumerate() {
                within += count;
                within -= if at >= in_days as usize { days[at - in_days as usize] } else { 0 };
                episodes += u32::from(within >= least && !held);
                held = within >= least;
            }
            let (told, seen) = (baseline.episodes_a_year(least, in_days), f64::from(episodes) / 2_000.0);
            assert!((told / seen - 1.0).abs() < 0.08, "{rate} {index} {least} {in_days}: {told} and {seen}");
        }
    }

    #[test]
    fn seldom_is_more_by_chance_and_always_the_same_with_one_seed() {
        let simulate = |rate, index, seed| MoreVerdicts::new(seed).simulate(Baseline { rate, index });
        let calm = simulate(0.2, 1.0, 1);
        assert!((0.05..1.5).contains(&calm), "{calm}");
        assert_eq!(calm, simulate(0.2, 1.0, 1));
        assert!(simulate(0.2, 4.0, 1) < 3.0 && simulate(0.001, 1.0, 1) < 0.1);
    }

    #[test]
    fn the_past_of_a_place_tells_false_alarms() {
        // One incident every 14 days for six years; twice nine in a row, after the first of which it goes on so.
        let mut days: Vec<Day> = (0..156).map(|number| 14 * number).collect();
        days.extend((0..9).map(|number| 790 + number));
        days.extend((0..9).map(|number| 1588 + number));
        days.extend((0..9).map(|number| 1610 + number));
        days.sort_unstable();
        let mut verdicts = MoreVerdicts::new(1);
        let found = verdicts.in_the_past(look(&days, 2184)).unwrap();
        let years = f64::from((2184 - 28 - 363) / 7 + 1) * 7.0 / 365.0;
        assert!((found * years - 1.0).abs() < 1e-9, "{found} in {years}");
        assert_eq!(verdicts.in_the_past(look(&days, 800)), None);
    }

    proptest! {
        /// The twin asks the verdict itself.
        #[test]
        fn more_is_what_the_verdict_says(days in prop::collection::vec(0..400i32, 0..120), burst in prop::collection::vec(372..400i32, 0..20)) {
            let mut days = [days, burst].concat();
            days.sort_unstable();
            let look = look(&days, 399);
            let daily = look.daily();
            let windows = look.windows();
            let test = ChangeTest { confidence: CONFIDENCE, complete_to: 399 };
            let verdict = test.verdict(daily.observed(windows.recent), None, daily.observed(windows.baseline), daily.baseline_dispersion().0);
            prop_assert_eq!(MoreVerdicts::new(1).is_more_at(look), verdict == ChangeVerdict::More);
        }
    }
}
