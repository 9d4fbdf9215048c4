//! The change of a rate where some incidents may be inside or not: its bounds, and draws of who is inside.

use std::collections::BTreeMap;

use serde::Serialize;

use super::change::{Change, ChangeTest, ChangeVerdict};
use super::daily::DailyCounts;
use crate::incident::Day;
use crate::stats::Observed;
use crate::stats::dispersion::{Dispersion, index_of_sums};
use crate::stats::poisson;
use crate::stats::poisson_binomial::CountSampler;
use crate::stats::resample::Draws;

/// How often it is drawn who is inside, and the seed of the draws.
const ROUNDS: u32 = 999;
const SEED: u64 = 1;

/// What the change may be, given that possible incidents are inside or not. Nothing says that the truth lies between the change of
/// certain incidents and the change with all possible ones; it does lie between the ratios of these bounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PossibleChange {
    /// The lowest change: certain incidents in the recent window, and in the baseline all possible ones as well.
    pub lower: Change,
    /// The highest change: in the recent window all possible incidents as well, and certain ones in the baseline.
    pub upper: Change,
    /// What the change is if it is drawn who is inside.
    pub draws: ChangeDraws,
}

/// The verdicts of many draws. In each of them every possible incident is inside with the probability of its share, independent of
/// the others, and then counts as a certain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ChangeDraws {
    /// Number of draws.
    pub rounds: u32,
    /// In how many of them the verdict is *more*.
    pub more: u32,
    /// In how many of them it is *fewer*.
    pub fewer: u32,
}

/// The possible incidents of the two windows: the day of each, and whatever its share can be found by.
pub type PossibleDays<P> = Vec<(Day, P)>;

impl PossibleChange {
    /// Compares the windows with the possible incidents counted in one of them, and draws who is inside. `share_of` is asked only
    /// where a draw may matter.
    pub(super) fn new<P>(
        test: &ChangeTest,
        certain: &DailyCounts,
        change: &Change,
        possible: &[(Day, P)],
        share_of: impl FnMut(&P) -> f64,
    ) -> PossibleChange {
        let windows = *certain.windows();
        let [mut in_baseline, mut in_recent] = [certain.clone(), certain.clone()];
        for &(day, _) in possible {
            let is_recent = windows.recent.contains(day);
            (if is_recent { &mut in_recent } else { &mut in_baseline }).add(day);
        }
        let compare = |daily: &DailyCounts| test.compare(daily, daily.baseline_dispersion().0);
        let rounds = ROUNDS;
        let draws = match change.verdict {
            // Without a possible incident every draw is the same.
            verdict if possible.is_empty() => ChangeDraws {
                rounds,
                more: if verdict == ChangeVerdict::More { rounds } else { 0 },
                fewer: if verdict == ChangeVerdict::Fewer { rounds } else { 0 },
            },
            _ if windows.can_be_compared() && can_be_clear(test, &in_baseline, &in_recent) => {
                draw(test, certain, possible, share_of)
            }
            _ => ChangeDraws { rounds, more: 0, fewer: 0 },
        };
        PossibleChange { lower: compare(&in_baseline), upper: compare(&in_recent), draws }
    }
}

/// Whether any draw can be *more* or *fewer*. The tails of a draw are never less than those of the bounds, nor are they if counts
/// are divided by an index of dispersion; a factor of two is left for rounding.
fn can_be_clear(test: &ChangeTest, in_baseline: &DailyCounts, in_recent: &DailyCounts) -> bool {
    let tails = |daily: &DailyCounts| {
        let windows = daily.windows();
        poisson::tails(daily.observed(windows.recent), daily.observed(windows.baseline)).unwrap_or([1.0; 2])
    };
    let ([more, _], [_, fewer]) = (tails(in_recent), tails(in_baseline));
    more.min(fewer) < 1.0 - test.confidence
}

/// Where the possible incidents of one part of the windows are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A whole week of the baseline, by its number.
    Week(usize),
    /// The days of the baseline before its first whole week.
    BeforeWeeks,
    /// The days of the recent window whose records are complete.
    Complete,
    /// Its other days.
    Incomplete,
}

/// Draws who is inside. Incidents of one part of the windows are drawn together, by the distribution of their number.
fn draw<P>(
    test: &ChangeTest,
    certain: &DailyCounts,
    possible: &[(Day, P)],
    mut share_of: impl FnMut(&P) -> f64,
) -> ChangeDraws {
    let windows = certain.windows();
    let complete = test.complete(windows);
    let weeks = certain.weeks(windows.baseline);
    let part_of = |day: Day| match () {
        () if complete.is_some_and(|days| days.contains(day)) => Part::Complete,
        () if windows.recent.contains(day) => Part::Incomplete,
        () => {
            let weeks_after = ((windows.baseline.last - day) / 7) as usize;
            weeks.len().checked_sub(weeks_after + 1).map_or(Part::BeforeWeeks, Part::Week)
        }
    };
    let mut shares: BTreeMap<Part, Vec<f64>> = BTreeMap::new();
    for (day, place) in possible {
        shares.entry(part_of(*day)).or_default().push(share_of(place));
    }
    let samplers: Vec<(Part, CountSampler)> =
        shares.iter().map(|(part, shares)| (*part, CountSampler::new(shares))).collect();

    let (recent, baseline) = (certain.observed(windows.recent), certain.observed(windows.baseline));
    let complete = complete.map(|days| certain.observed(days));
    let more = |observed: Observed, count: u32| Observed { count: observed.count + f64::from(count), ..observed };
    let sums = weeks.iter().fold([0.0, 0.0], |[sum, squares], count| [sum + count, squares + count * count]);
    // Most draws without overdispersion have been judged before.
    let mut known: BTreeMap<[u32; 3], ChangeVerdict> = BTreeMap::new();
    let mut draws = Draws::new(SEED);
    let mut found = ChangeDraws { rounds: ROUNDS, more: 0, fewer: 0 };
    for _ in 0..ROUNDS {
        let [mut in_baseline, mut in_complete, mut in_recent] = [0; 3];
        let [mut sum, mut squares] = sums;
        for (part, sampler) in &samplers {
            let count = sampler.draw(&mut draws);
            match part {
                Part::Week(week) => {
                    let (before, after) = (weeks[*week], weeks[*week] + f64::from(count));
                    sum += f64::from(count);
                    squares += after * after - before * before;
                    in_baseline += count;
                }
                Part::BeforeWeeks => in_baseline += count,
                Part::Complete => {
                    in_complete += count;
                    in_recent += count;
                }
                Part::Incomplete => in_recent += count,
            }
        }
        let index = index_of_sums(sum, squares, weeks.len());
        let dispersion = index.map(|index| Dispersion { index, p: 1.0 }).filter(Dispersion::is_overdispersed);
        let judge = || {
            let complete = complete.map(|observed| more(observed, in_complete));
            test.verdict(more(recent, in_recent), complete, more(baseline, in_baseline), dispersion)
        };
        let verdict = match dispersion {
            Some(_) => judge(),
            None => *known.entry([in_recent, in_complete, in_baseline]).or_insert_with(judge),
        };
        found.more += u32::from(verdict == ChangeVerdict::More);
        found.fewer += u32::from(verdict == ChangeVerdict::Fewer);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Windows;
    use proptest::prelude::*;

    const AS_OF: Day = 1000;

    fn counted(days: &[Day]) -> DailyCounts {
        let mut daily = DailyCounts::new(Windows::new(AS_OF, 28, 336));
        days.iter().for_each(|&day| daily.add(day));
        daily
    }

    fn test() -> ChangeTest {
        ChangeTest { confidence: 0.95, complete_to: AS_OF - 14 }
    }

    fn change_of(certain: &[Day], possible: &[(Day, f64)]) -> PossibleChange {
        let daily = counted(certain);
        let change = test().compare(&daily, daily.baseline_dispersion().0);
        PossibleChange::new(&test(), &daily, &change, possible, |share| *share)
    }

    /// Evenly spread over the baseline.
    fn in_baseline(count: usize) -> Vec<Day> {
        (0..count).map(|n| AS_OF - 363 + (n * 336 / count) as Day).collect()
    }

    /// Certain 2 and 24, possible 10 and 120: both ratios were 1, and it was said that the truth lies between them.
    #[test]
    fn the_bounds_hold_what_may_be() {
        let certain = [in_baseline(24), vec![AS_OF - 20; 2]].concat();
        let recent: Vec<(Day, f64)> = (0..10).map(|n| (AS_OF - 27 + 2 * n, 0.5)).collect();
        let possible = [in_baseline(120).into_iter().map(|day| (day, 0.5)).collect(), recent].concat();
        let found = change_of(&certain, &possible);
        assert!((found.lower.ratio.unwrap() - 2.0 * 12.0 / 144.0).abs() < 1e-12);
        assert!((found.upper.ratio.unwrap() - 12.0 * 12.0 / 24.0).abs() < 1e-12);
        // Two incidents in the fortnight with complete records are not clearly fewer than the six expected there.
        assert!(found.lower.fewer_withheld && found.upper.verdict == ChangeVerdict::More);
        assert!(found.draws.more < 30 && found.draws.fewer < 30, "{found:?}");
    }

    #[test]
    fn without_possible_incidents_all_are_the_same() {
        let certain = [in_baseline(24), vec![AS_OF - 20; 12]].concat();
        let found = change_of(&certain, &[]);
        assert_eq!(found.lower, found.upper);
        assert_eq!(found.draws, ChangeDraws { rounds: 999, more: 999, fewer: 0 });
        assert_eq!(change_of(&in_baseline(24), &[]).draws, ChangeDraws { rounds: 999, more: 0, fewer: 0 });
        assert_eq!(change_of(&in_baseline(300), &[]).draws, ChangeDraws { rounds: 999, more: 0, fewer: 999 });
    }

    #[test]
    fn shares_are_not_asked_where_no_draw_can_be_clear() {
        let daily = counted(&in_baseline(12));
        let change = test().compare(&daily, None);
        let possible = [(AS_OF, ()), (AS_OF - 100, ())];
        let found = PossibleChange::new(&test(), &daily, &change, &possible, |()| panic!("no share is needed"));
        assert_eq!(found.draws, ChangeDraws { rounds: 999, more: 0, fewer: 0 });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// The twin draws each incident by itself and compares the windows as a report does.
        #[test]
        fn draws_are_those_of_every_incident_by_itself(
            certain in prop::collection::vec(prop_oneof![0..28i32, 0..364i32, 300..310i32], 0..60),
            possible in prop::collection::vec((prop_oneof![0..28i32, 0..364i32], prop::sample::select(vec![0.01, 0.3, 0.5, 0.9])), 0..80),
            seed in 1..1000u64,
        ) {
            let certain: Vec<Day> = certain.iter().map(|age| AS_OF - age).collect();
            let possible: Vec<(Day, f64)> = possible.iter().map(|(age, share)| (AS_OF - age, *share)).collect();
            let found = change_of(&certain, &possible).draws;
            let mut draws = Draws::new(seed);
            let (mut more, mut fewer) = (0, 0);
            for _ in 0..ROUNDS {
                let inside = possible.iter().filter(|(_, share)| draws.uniform() < *share).map(|(day, _)| *day);
                let daily = counted(&certain.iter().copied().chain(inside).collect::<Vec<_>>());
                let verdict = test().compare(&daily, daily.baseline_dispersion().0).verdict;
                more += u32::from(verdict == ChangeVerdict::More);
                fewer += u32::from(verdict == ChangeVerdict::Fewer);
            }
            // Five standard errors of the difference of two shares.
            for (found, twin) in [(found.more, more), (found.fewer, fewer)] {
                let share = f64::from(found + twin) / f64::from(2 * ROUNDS);
                let error = (2.0 * share * (1.0 - share) / f64::from(ROUNDS)).sqrt();
                let difference = (f64::from(found) - f64::from(twin)).abs() / f64::from(ROUNDS);
                prop_assert!(difference <= 5.0 * error + 0.004, "{found} {twin}");
            }
        }

        #[test]
        fn the_ratio_of_whoever_is_inside_lies_between_the_bounds(
            certain in prop::collection::vec(0..364i32, 1..40),
            possible in prop::collection::vec((0..364i32, prop::bool::ANY), 0..40),
        ) {
            let certain: Vec<Day> = certain.iter().map(|age| AS_OF - age).collect();
            let all: Vec<(Day, f64)> = possible.iter().map(|(age, _)| (AS_OF - age, 0.5)).collect();
            let inside = possible.iter().filter(|one| one.1).map(|(age, _)| AS_OF - age);
            let daily = counted(&certain.iter().copied().chain(inside).collect::<Vec<_>>());
            let ratio = |change: &Change| change.ratio.unwrap_or(f64::INFINITY);
            let truth = test().compare(&daily, None);
            prop_assume!(daily.count(daily.windows().both()) > 0);
            let found = change_of(&certain, &all);
            prop_assert!(ratio(&found.lower) <= ratio(&truth) + 1e-12 && ratio(&truth) <= ratio(&found.upper) + 1e-12);
        }
    }
}
