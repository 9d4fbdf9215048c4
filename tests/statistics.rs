//! The statistics against independent implementations, against their plain definitions, and against simulation.

mod support;

use geobit::stats::poisson_binomial::PoissonBinomial;
use geobit::stats::{Interval, Observed, cusum, dispersion, knox, laplace, multiple, poisson, ranks, resample};
use geobit::stats::{shrinkage, trend, weighted};
use oorandom::Rand64;
use serde_json::Value;
use support::{cases, number, relative};

/// A number of the vectors, which may be infinite.
fn number_or_infinity(value: &Value) -> f64 {
    if value == "inf" { f64::INFINITY } else { number(value) }
}

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn observed(count: &Value, exposure: &Value) -> Observed {
    Observed { count: number(count), duration: number(exposure) }
}

/// Keeps the largest relative error of a vector file and prints it at the end, visible with `--nocapture`.
struct Worst(&'static str, f64);

impl Worst {
    fn check(&mut self, found: f64, expected: f64, tolerance: f64, absolute: f64, what: &str, case: &Value) {
        assert!(!found.is_nan(), "{what} of {case}");
        if found == expected {
            return;
        }
        let error = (found - expected).abs();
        assert!(
            relative(found, expected, tolerance) || error <= absolute,
            "{what} of {case}: {found} instead of {expected}"
        );
        if error > absolute {
            self.1 = self.1.max(error / found.abs().max(expected.abs()));
        }
    }
}

impl Drop for Worst {
    fn drop(&mut self) {
        println!("{}: largest relative error {:.1e}", self.0, self.1);
    }
}

#[test]
fn garwood() {
    let mut worst = Worst("garwood", 0.0);
    for (case, out) in cases("garwood") {
        let of = observed(&case["count"], &case["exposure"]);
        let found = poisson::rate_interval(of, number(&case["conf"])).unwrap();
        worst.check(found.lower, number_or_infinity(&out["lower"]), 1e-9, 0.0, "lower", &case);
        worst.check(found.upper, number_or_infinity(&out["upper"]), 1e-9, 0.0, "upper", &case);
    }
}

#[test]
fn rate_ratio() {
    let mut worst = Worst("rate_ratio", 0.0);
    for (case, out) in cases("rate_ratio") {
        let (first, other) = (observed(&case["k1"], &case["T1"]), observed(&case["k0"], &case["T0"]));
        let found = poisson::compare(first, other, number(&case["conf"]));
        let Some(found) = found else {
            assert!(out["ratio"].is_null(), "{case}");
            continue;
        };
        worst.check(found.ratio, number_or_infinity(&out["ratio"]), 1e-8, 0.0, "ratio", &case);
        worst.check(found.interval.lower, number_or_infinity(&out["lower"]), 1e-8, 0.0, "lower", &case);
        worst.check(found.interval.upper, number_or_infinity(&out["upper"]), 1e-8, 0.0, "upper", &case);
        worst.check(found.p_greater, number_or_infinity(&out["p_greater"]), 1e-8, 1e-14, "p_greater", &case);
        worst.check(found.p_less, number_or_infinity(&out["p_less"]), 1e-8, 1e-14, "p_less", &case);
        worst.check(found.p, number_or_infinity(&out["p_two_central"]), 1e-8, 1e-14, "p", &case);
    }
}

#[test]
fn gamma_poisson() {
    let mut worst = Worst("gamma_poisson", 0.0);
    for (case, out) in cases("gamma_poisson") {
        if case["kind"] == "posterior" {
            let prior = shrinkage::Prior { shape: number(&case["a"]), rate: number(&case["b"]) };
            let of = observed(&case["count"], &case["exposure"]);
            let found = prior.posterior(of, number(&case["conf"])).unwrap();
            let (tolerance, absolute) = if found.shape < 1.0 { (1e-6, 1e-12) } else { (1e-8, 0.0) };
            worst.check(found.mean, number_or_infinity(&out["mean"]), 1e-8, 0.0, "mean", &case);
            worst.check(found.interval.lower, number_or_infinity(&out["lower"]), tolerance, absolute, "lower", &case);
            worst.check(found.interval.upper, number_or_infinity(&out["upper"]), 1e-8, 0.0, "upper", &case);
            let one = found.p_at_least_one(number(&case["t"]));
            worst.check(one, number_or_infinity(&out["p_at_least_one"]), 1e-8, 0.0, "p_at_least_one", &case);
            continue;
        }
        let (counts, exposures) = (list(&case["counts"]), list(&case["exposures"]));
        let of: Vec<_> =
            counts.iter().zip(exposures).map(|(&count, exposure)| Observed { count, duration: exposure }).collect();
        let peers = shrinkage::Peers::new(&of).unwrap();
        worst.check(peers.mean, number_or_infinity(&out["m"]), 1e-8, 0.0, "m", &case);
        worst.check(peers.spread, number_or_infinity(&out["s2"]), 1e-8, 1e-18, "s2", &case);
        worst.check(peers.excess, number_or_infinity(&out["var_raw"]), 1e-8, 1e-18, "var_raw", &case);
        assert_eq!(peers.prior().is_none(), out["pooled"] == true, "{case}");
        if let Some(prior) = peers.prior() {
            worst.check(prior.shape, number_or_infinity(&out["a"]), 1e-8, 0.0, "a", &case);
            worst.check(prior.rate, number_or_infinity(&out["b"]), 1e-8, 0.0, "b", &case);
        }
        for (of, expected) in of.iter().zip(list(&out["eb_rates"])) {
            worst.check(peers.shrunk_rate(*of), expected, 1e-8, 0.0, "eb_rate", &case);
        }
    }
}

#[test]
fn weighted_poisson_ci() {
    let mut worst = Worst("weighted_poisson_ci", 0.0);
    for (case, out) in cases("weighted_poisson_ci") {
        let (weights, counts) = (list(&case["weights"]), list(&case["counts"]));
        let sum = weighted::WeightedSum::new(weights.into_iter().zip(counts), number(&out["wm"]));
        let found = sum.interval(number(&case["conf"])).unwrap();
        worst.check(sum.estimate, number_or_infinity(&out["estimate"]), 1e-8, 0.0, "estimate", &case);
        worst.check(sum.variance, number_or_infinity(&out["variance"]), 1e-8, 0.0, "variance", &case);
        worst.check(found.lower, number_or_infinity(&out["lower"]), 1e-8, 0.0, "lower", &case);
        worst.check(found.upper, number_or_infinity(&out["upper"]), 1e-8, 0.0, "upper", &case);
    }
}

#[test]
fn mann_kendall() {
    let mut worst = Worst("mann_kendall", 0.0);
    for (case, out) in cases("mann_kendall") {
        let found = trend::mann_kendall(&list(&case["x"])).unwrap();
        assert_eq!(found.s, out["s"].as_i64().unwrap(), "{case}");
        let pairs = [
            (found.variance, "var_s"),
            (found.z, "z"),
            (found.p, "p"),
            (found.tau, "tau"),
            (found.slope, "slope"),
            (found.intercept, "intercept"),
        ];
        for (value, name) in pairs {
            worst.check(value, number_or_infinity(&out[name]), 1e-10, 1e-12, name, &case);
        }
    }
}

#[test]
fn benjamini_hochberg() {
    for (case, out) in cases("benjamini_hochberg") {
        let found = multiple::benjamini_hochberg(&list(&case["p"]));
        for ((q, expected), reject) in found.iter().zip(list(&out["q"])).zip(out["reject"].as_array().unwrap()) {
            assert!((q - expected).abs() <= 1e-12, "{case}: {q} instead of {expected}");
            assert_eq!(*q <= number(&case["alpha"]), *reject, "{case}");
        }
    }
}

#[test]
fn poisson_binomial() {
    for (case, out) in cases("poisson_binomial") {
        let found = PoissonBinomial::new(&list(&case["p"]));
        let expected = list(&out["pmf"]);
        assert_eq!(found.pmf.len(), expected.len());
        assert!(found.pmf.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= 1e-12), "{case}");
        assert!((found.mean - number(&out["mean"])).abs() <= 1e-12, "{case}");
        assert!((found.p_at_least_one - number(&out["p_at_least_one"])).abs() <= 1e-12, "{case}");
    }
}

#[test]
fn mann_whitney() {
    for (case, out) in cases("mann_whitney") {
        let found = ranks::mann_whitney(&list(&case["x"]), &list(&case["y"])).unwrap();
        assert_eq!(found.u, number(&out["u_x"]), "{case}");
        assert_eq!(found.exact, out["method"] == "exact", "{case}");
        for (p, name) in [(found.p, "p_two"), (found.p_greater, "p_greater"), (found.p_less, "p_less")] {
            assert!((p - number(&out[name])).abs() <= 1e-10, "{case}: {name} {p} instead of {}", out[name]);
        }
    }
}

/// Random numbers for the simulations: seeded, and from another generator than the library's.
struct Random(Rand64);

impl Random {
    fn new(seed: u128) -> Self {
        Self(Rand64::new(seed))
    }

    fn uniform(&mut self) -> f64 {
        self.0.rand_float()
    }

    fn poisson(&mut self, mean: f64) -> f64 {
        // Large means are split, since exp(−mean) would be too small.
        if mean > 30.0 {
            return self.poisson(mean / 2.0) + self.poisson(mean / 2.0);
        }
        let (limit, mut product, mut count) = ((-mean).exp(), self.uniform(), 0.0);
        while product > limit {
            product *= self.uniform();
            count += 1.0;
        }
        count
    }

    /// A negative binomial count whose variance is `index` times its mean: a Poisson number of clusters with logarithmic
    /// sizes.
    fn clustered(&mut self, mean: f64, index: f64) -> f64 {
        let share = 1.0 - 1.0 / index;
        let log = -(1.0 - share).ln();
        let clusters = self.poisson(mean * (1.0 - share) / share * log) as usize;
        (0..clusters).map(|_| self.logarithmic(share, log)).sum()
    }

    fn logarithmic(&mut self, share: f64, log: f64) -> f64 {
        let (mut size, mut chance, mut left) = (1.0, share / log, self.uniform());
        while left > chance && size < 1e4 {
            left -= chance;
            chance *= share * size / (size + 1.0);
            size += 1.0;
        }
        size
    }
}

fn contains(interval: Interval, value: f64) -> bool {
    (interval.lower..=interval.upper).contains(&value)
}

fn width(interval: Interval) -> f64 {
    interval.upper - interval.lower
}

#[test]
fn intervals_contain_the_estimate_and_narrow_with_more_exposure_and_less_confidence() {
    let mut random = Random::new(1);
    for _ in 0..2000 {
        let of = Observed { count: random.poisson(8.0), duration: 1.0 + 400.0 * random.uniform() };
        let other = Observed { count: 1.0 + random.poisson(30.0), duration: 1.0 + 400.0 * random.uniform() };
        let longer = Observed { count: 2.0 * of.count, duration: 2.0 * of.duration };
        let at = |of, confidence| poisson::rate_interval(of, confidence).unwrap();
        assert!(contains(at(of, 0.95), of.count / of.duration));
        assert!(width(at(longer, 0.95)) < width(at(of, 0.95)) && width(at(of, 0.8)) < width(at(of, 0.95)));
        let found = poisson::compare(of, other, 0.95).unwrap();
        assert!(contains(found.interval, found.ratio));
        assert_eq!(found.p < 0.05, !contains(found.interval, 1.0), "{of:?} {other:?} {found:?}");
        let back = poisson::compare(other, of, 0.95).unwrap();
        assert!(relative(found.p_greater, back.p_less, 1e-12));
        assert!(of.count == 0.0 || relative(found.interval.lower * back.interval.upper, 1.0, 1e-9));
        let prior = shrinkage::Prior { shape: 2.0, rate: 50.0 };
        let posterior = prior.posterior(of, 0.95).unwrap();
        assert!(contains(posterior.interval, posterior.mean));
        let sum = weighted::WeightedSum::new([(0.3, of.count), (0.01, other.count)].into_iter(), 0.5);
        assert!(contains(sum.interval(0.95).unwrap(), sum.estimate));
    }
}

#[test]
fn small_p_values_are_rare_under_the_null_hypothesis() {
    const ROUNDS: usize = 4000;
    // Three standard errors of a share of 0.05 in this number of rounds.
    const TOLERANCE: f64 = 0.0104;
    let mut random = Random::new(2);
    let mut small = [0usize; 6];
    for _ in 0..ROUNDS {
        let (recent, baseline) = (random.poisson(8.0), random.poisson(96.0));
        let weeks: Vec<f64> = (0..40).map(|_| random.poisson(4.0)).collect();
        let times: Vec<f64> = (0..20).map(|_| random.uniform()).collect();
        let (near, far): (Vec<f64>, Vec<f64>) = (0..18).map(|_| (random.uniform(), random.uniform())).unzip();
        let rounded: Vec<Vec<f64>> =
            [&near, &far].map(|all| all.iter().map(|x| (x * 8.0).floor()).collect()).into_iter().collect();
        let of = |count, duration| Observed { count, duration };
        let p = [
            poisson::compare(of(recent, 28.0), of(baseline, 336.0), 0.95).unwrap().p,
            trend::mann_kendall(&weeks).unwrap().p,
            laplace::laplace(&times, 1.0).unwrap().p,
            dispersion::dispersion(&weeks).unwrap().p,
            ranks::mann_whitney(&near, &far).unwrap().p,
            ranks::mann_whitney(&rounded[0], &rounded[1]).unwrap().p,
        ];
        for (small, p) in small.iter_mut().zip(p) {
            assert!((0.0..=1.0).contains(&p));
            *small += usize::from(p <= 0.05);
        }
    }
    for small in small {
        let share = small as f64 / ROUNDS as f64;
        assert!(share <= 0.05 + TOLERANCE && share > 0.01, "{share}");
    }
}

#[test]
fn the_probability_of_a_gap_is_that_of_all_events_before_it() {
    let baseline = Observed { count: 12.0, duration: 90.0 };
    let gap = Observed { count: 0.0, duration: 30.0 };
    let expected = poisson::compare(gap, baseline, 0.95).unwrap().p_less;
    assert!(relative(poisson::quiet_probability(baseline, 30.0), expected, 1e-12));
    assert!(relative(poisson::quiet_probability_at_rate(0.1, 30.0), (-3.0f64).exp(), 1e-15));
    assert_eq!(poisson::quiet_probability(Observed { count: 0.0, duration: 90.0 }, 30.0), 1.0);
    assert_eq!(poisson::quiet_probability(baseline, 0.0), 1.0);
}

#[test]
fn a_trend_agrees_with_all_pairs() {
    let mut random = Random::new(3);
    for round in 2..60usize {
        let series: Vec<f64> = (0..round).map(|_| random.poisson(3.0)).collect();
        let found = trend::mann_kendall(&series).unwrap();
        let mut slopes = Vec::new();
        for to in 0..round {
            (0..to).for_each(|from| slopes.push((series[to] - series[from]) / (to - from) as f64));
        }
        let sign = |slope: &f64| i64::from(*slope > 0.0) - i64::from(*slope < 0.0);
        assert_eq!(found.s, slopes.iter().map(sign).sum::<i64>());
        slopes.sort_by(f64::total_cmp);
        let half = slopes.len() / 2;
        let middle = if slopes.len() % 2 == 1 { slopes[half] } else { (slopes[half - 1] + slopes[half]) / 2.0 };
        assert!((found.slope - middle).abs() <= 1e-15);
        let backwards: Vec<f64> = series.iter().rev().copied().collect();
        assert_eq!(trend::mann_kendall(&backwards).unwrap().s, -found.s);
    }
}

/// The average number of weeks until an alarm at an unchanged rate; each run ends after twenty years at the latest.
/// The chart after some weeks, as a report makes it.
fn chart_after(weeks: &[f64]) -> Option<cusum::Cusum> {
    let baseline = Observed { count: weeks.iter().sum(), duration: weeks.len() as f64 };
    cusum::Cusum::new(baseline, dispersion::dispersion(weeks))
}

/// Whether the chart rings within some weeks.
fn rings_within(chart: cusum::Cusum, weeks: &[f64]) -> bool {
    chart.running_sums(weeks).into_iter().any(|sum| chart.rings_at(sum))
}

/// Rate and dispersion are estimated from 48 weeks, as in a report, and the year after them has the same. Of the places the share
/// that rings is at most 1.2 times what the words say, which is one in so many years.
#[test]
fn false_alarms_are_not_more_frequent_than_is_said() {
    const PLACES: u32 = 1500;
    let mut random = Random::new(4);
    for index in [1.0, 2.0, 4.0] {
        for mean in [0.1, 0.3, 1.0, 3.0, 10.0, 40.0] {
            let (mut rang, mut rang_in_baseline, mut said, mut places) = (0.0, 0.0, 0.0, 0.0f64);
            for _ in 0..PLACES {
                let mut draw = || if index > 1.0 { random.clustered(mean, index) } else { random.poisson(mean) };
                let weeks: Vec<f64> = (0..100).map(|_| draw()).collect();
                let Some(chart) = chart_after(&weeks[..48]) else { continue };
                assert!(chart.h >= 1.0 && chart.run_weeks >= 5.0 * cusum::YEAR_WEEKS, "{chart:?}");
                rang += f64::from(rings_within(chart, &weeks[48..]));
                rang_in_baseline += f64::from(rings_within(chart, &weeks[..52]));
                said += cusum::YEAR_WEEKS / chart.run_weeks;
                places += 1.0;
            }
            let ratio = rang / said;
            println!(
                "index {index}, mean {mean}: {:.3} rang in a year, {:.3} said, {:.3} in the windows of the report",
                rang / places,
                said / places,
                rang_in_baseline / places
            );
            assert!(ratio <= 1.2 && rang_in_baseline <= 1.2 * said, "{index} {mean}: {ratio}");
            // Nor is the alarm deaf: it rings at least a third as often as it says.
            assert!(ratio > 0.33 || mean > 10.0, "{index} {mean}: {ratio}");
        }
    }
}

/// A rate that has doubled is noticed in the median place after a few weeks.
#[test]
fn a_doubled_rate_is_noticed() {
    let mut random = Random::new(5);
    for (mean, index, most_weeks) in [(1.0, 1.0, 12), (3.0, 1.0, 5), (10.0, 1.0, 3), (3.0, 4.0, 16), (10.0, 4.0, 6)] {
        let mut noticed = 0;
        for _ in 0..400 {
            let mut draw = |mean: f64| if index > 1.0 { random.clustered(mean, index) } else { random.poisson(mean) };
            let before: Vec<f64> = (0..48).map(|_| draw(mean)).collect();
            let after: Vec<f64> = (0..most_weeks).map(|_| draw(2.0 * mean)).collect();
            noticed += u32::from(chart_after(&before).is_some_and(|chart| rings_within(chart, &after)));
        }
        println!("mean {mean}, index {index}: {noticed} of 400 noticed within {most_weeks} weeks");
        assert!(noticed >= 200, "{mean} {index}: {noticed}");
    }
}

#[test]
fn the_alarm_starts_with_high_weeks_and_ends_after_them() {
    let chart = cusum::Cusum::new(Observed { count: 96.0, duration: 48.0 }, None).unwrap();
    let rings = |weeks: &[f64]| chart.running_sums(weeks).iter().map(|sum| chart.rings_at(*sum)).collect::<Vec<_>>();
    let mut weeks = vec![2.0; 10];
    assert_eq!(rings(&weeks), [false; 10]);
    weeks.extend([12.0, 9.0]);
    assert_eq!(rings(&weeks)[9..], [false, true, true]);
    weeks.extend([0.0; 30]);
    assert_eq!(rings(&weeks).last(), Some(&false));
    // A single event never raises an alarm.
    let rare = cusum::Cusum::new(Observed { count: 1.0, duration: 100.0 }, None).unwrap();
    assert!(rare.running_sums(&[0.0, 1.0, 0.0]).iter().all(|sum| !rare.rings_at(*sum)));
    assert!(chart.running_sums(&[]).is_empty());
}

/// How often 95 % intervals contain a ratio of 1 for negative binomial weeks, 48 in the baseline and 4 in the recent window:
/// as if events were independent, with counts divided by their dispersion, and by the Wald interval of the logarithm.
fn coverage(mean: f64, index: f64, random: &mut Random) -> [f64; 3] {
    const ROUNDS: u32 = 2000;
    let mut held = [0u32; 3];
    for _ in 0..ROUNDS {
        let weeks: Vec<f64> = (0..52).map(|_| random.clustered(mean, index)).collect();
        let sum = |weeks: &[f64]| Observed { count: weeks.iter().sum(), duration: weeks.len() as f64 };
        let (baseline, recent) = (sum(&weeks[..48]), sum(&weeks[48..]));
        let Some(of) = dispersion::dispersion(&weeks[..48]) else { continue };
        let plain = poisson::compare(recent, baseline, 0.95);
        let exact = poisson::compare(of.to_independent(recent), of.to_independent(baseline), 0.95);
        let deviation = of.widening() * (1.0 / recent.count.max(0.5) + 1.0 / baseline.count).sqrt();
        let log_ratio = (recent.count.max(0.5) * 12.0 / baseline.count).ln();
        let found = [
            plain.is_none_or(|found| contains(found.interval, 1.0)),
            exact.is_none_or(|found| contains(found.interval, 1.0)),
            log_ratio.abs() <= 1.959964 * deviation,
        ];
        held.iter_mut().zip(found).for_each(|(held, found)| *held += u32::from(found));
    }
    held.map(|held| f64::from(held) / f64::from(ROUNDS))
}

#[test]
fn widened_intervals_contain_the_ratio_of_clustered_counts() {
    let mut random = Random::new(5);
    for (mean, index) in [(0.5, 2.0), (1.0, 3.0), (3.0, 2.0), (3.0, 4.0), (10.0, 3.0), (10.0, 8.0)] {
        let [plain, exact, wald] = coverage(mean, index, &mut random);
        println!("mean {mean}, index {index}: as they are {plain:.3}, divided {exact:.3}, Wald {wald:.3}");
        assert!((0.94..=0.985).contains(&exact) && exact > plain, "{mean} {index}: {exact}");
    }
}

#[test]
fn counts_of_uncertain_events() {
    let half = PoissonBinomial::new(&[0.5; 40]);
    assert!((half.pmf.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    // The quantiles of the binomial distribution for 40 coins.
    assert_eq!(half.interval(0.95), Some((14, 26)));
    assert_eq!(PoissonBinomial::new(&[]).interval(0.95), Some((0, 0)));
    assert_eq!(PoissonBinomial::new(&[1.0; 7]).interval(0.95), Some((7, 7)));
    let many = PoissonBinomial::new(&vec![0.1; 3000]);
    assert!((many.mean - 300.0).abs() < 1e-9 && (many.pmf.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn exact_rank_probabilities_agree_with_all_orders() {
    // Every way to choose the 4 of 9 positions that belong to the first group.
    let mut us = Vec::new();
    for chosen in 0u32..512 {
        if chosen.count_ones() == 4 {
            let in_first = |position: &usize| chosen >> position & 1 == 1;
            let smaller_of_second = |position| (0..position).filter(|other| !in_first(other)).count();
            us.push((0..9).filter(in_first).map(smaller_of_second).sum::<usize>());
        }
    }
    let (x, y) = ([1.0, 4.0, 6.0, 9.0], [2.0, 3.0, 5.0, 7.0, 8.0]);
    let found = ranks::mann_whitney(&x, &y).unwrap();
    let share =
        |accepts: &dyn Fn(f64) -> bool| us.iter().filter(|u| accepts(**u as f64)).count() as f64 / us.len() as f64;
    assert!((found.p_greater - share(&|u| u >= found.u)).abs() < 1e-12);
    assert!((found.p_less - share(&|u| u <= found.u)).abs() < 1e-12);
}

#[test]
fn knox_agrees_with_brute_force() {
    let mut random = Random::new(6);
    let draw = |most: f64, random: &mut Random| (random.uniform() * most) as u32;
    let days: Vec<i32> = (0..60).map(|_| draw(200.0, &mut random) as i32 - 100).collect();
    let mut neighbours = Vec::new();
    for a in 0..60u32 {
        (0..a).filter(|_| random.uniform() < 0.1).for_each(|b| neighbours.push([a, b]));
    }
    let close = |a: u32, b: u32| days[a as usize].abs_diff(days[b as usize]) <= 10;
    let all = (0..60u32).flat_map(|a| (0..a).map(move |b| (a, b)));
    let in_time = all.filter(|(a, b)| close(*a, *b)).count() as f64;
    let found = knox::knox(&days, &neighbours, 10, 199, 7).unwrap();
    assert_eq!(found.observed, neighbours.iter().filter(|[a, b]| close(*a, *b)).count() as u64);
    assert!(relative(found.expected, neighbours.len() as f64 * in_time / 1770.0, 1e-12));
    assert_eq!(knox::knox(&days, &neighbours, 10, 199, 7), Some(found));
    assert!(found.p >= 1.0 / 200.0 && found.p <= 1.0);

    // All neighbours happen on the same day: the clearest interaction possible.
    let days: Vec<i32> = (0..60).map(|number| number / 2 * 30).collect();
    let pairs: Vec<[u32; 2]> = (0..30).map(|pair| [2 * pair, 2 * pair + 1]).collect();
    let clustered = knox::knox(&days, &pairs, 3, 999, 1).unwrap();
    assert_eq!((clustered.observed, clustered.p), (30, 0.001));
    // If all days are the same, every permutation has as many close pairs.
    assert_eq!(knox::knox(&[5; 60], &pairs, 3, 99, 1).unwrap().p, 1.0);
}

#[test]
fn knox_is_rarely_significant_if_space_and_time_are_independent() {
    let mut random = Random::new(8);
    let pairs: Vec<[u32; 2]> = (0..39).map(|at| [at, at + 1]).collect();
    let small = (0..400).filter(|round| {
        let days: Vec<i32> = (0..40).map(|_| (random.uniform() * 300.0) as i32).collect();
        knox::knox(&days, &pairs, 10, 99, *round).unwrap().p <= 0.1
    });
    // Three standard errors above a share of a tenth.
    assert!(small.count() <= 58);
}

#[test]
fn draws_have_their_distributions() {
    let mut draws = resample::Draws::new(9);
    let mut counts = [0u32; 4];
    let (mut sum, mut squares) = (0.0, 0.0);
    for _ in 0..100_000 {
        counts[draws.poisson().min(3) as usize] += 1;
        let normal = draws.normal();
        sum += normal;
        squares += normal * normal;
    }
    for (count, expected) in counts.iter().zip([0.36788, 0.36788, 0.18394, 0.0803]) {
        assert!((f64::from(*count) / 1e5 - expected).abs() < 0.005, "{counts:?}");
    }
    assert!((sum / 1e5).abs() < 0.01 && (squares / 1e5 - 1.0).abs() < 0.02, "{sum} {squares}");
    let same = || resample::Draws::new(3).poisson();
    assert_eq!(same(), same());
}

const BOOTSTRAP: resample::Bootstrap = resample::Bootstrap { rounds: 1999, seed: 1, confidence: 0.95 };

/// Incidents on two roads, on either alone or on both, with different weights. Each limit of the difference leaves out the
/// truth in about 2.5 % of the cases or fewer.
#[test]
fn intervals_of_the_difference_contain_the_truth() {
    let weights = [(1.0, 0.0), (0.3, 0.0), (0.0, 1.0), (0.0, 0.2), (0.7, 0.5)];
    for means in [
        [1.0, 1.0, 0.5, 1.0, 2.0],
        [4.0, 6.0, 8.0, 2.0, 20.0],
        [0.0, 0.1, 0.2, 0.0, 0.1],
        [30.0, 20.0, 25.0, 40.0, 10.0],
    ] {
        let truth: f64 = means.iter().zip(weights).map(|(mean, (a, b))| mean * (a - b)).sum();
        let mut draws = resample::Draws::new(77);
        let (mut above, mut below, cases) = (0, 0, 600);
        for _ in 0..cases {
            let mut parts = Vec::new();
            for (mean, (a, b)) in means.iter().zip(weights) {
                // A hundred trials with a probability of 1 % for each expected incident: almost Poisson.
                let hundredths = (mean * 100.0) as u32;
                let count = (0..hundredths).filter(|_| draws.normal() > 2.3263).count();
                parts.extend(std::iter::repeat_n(a - b, count));
            }
            let found = resample::Bootstrap { rounds: 499, ..BOOTSTRAP }.difference(&parts, 0.0, [1.0, 1.0]).unwrap();
            assert!(found.interval.lower <= found.estimate && found.estimate <= found.interval.upper);
            above += usize::from(found.interval.lower > truth);
            below += usize::from(found.interval.upper < truth);
        }
        let most = cases * 45 / 1000;
        assert!(above <= most && below <= most, "{means:?}: {above} and {below} of {cases}");
    }
}

/// A limit leaves as many rounds beyond it as a p value of 1 less the confidence is made of.
#[test]
fn an_interval_of_the_difference_leaves_out_0_exactly_where_p_is_small() {
    let mut times = 0;
    for seed in 0..400 {
        let parts = vec![[1.0, -1.0][seed as usize % 2]; 4 + seed as usize % 9];
        let bootstrap = resample::Bootstrap { rounds: 79, seed, ..BOOTSTRAP };
        let resample::Difference { interval, p, .. } = bootstrap.difference(&parts, 0.0, [1.0, 1.0]).unwrap();
        let leaves_out_0 = interval.lower > 0.0 || interval.upper < 0.0;
        assert_eq!(leaves_out_0, p <= 0.05 + 1e-9, "{seed}: {interval:?} {p}");
        times += usize::from(leaves_out_0);
    }
    assert!((40..360).contains(&times), "{times}");
}

#[test]
fn differences_in_limiting_cases() {
    let none = BOOTSTRAP.difference(&[], 0.0, [2.0, 3.0]).unwrap();
    assert_eq!((none.estimate, none.interval, none.p), (0.0, Interval { lower: -9.0, upper: 6.0 }, 1.0));
    let same = BOOTSTRAP.difference(&[0.0; 10], 0.0, [0.0, 0.0]).unwrap();
    assert_eq!((same.interval, same.p), (Interval { lower: 0.0, upper: 0.0 }, 1.0));
    // Five against none are not significant, as in the conditional test (p = 0.06); ten are.
    assert!(BOOTSTRAP.difference(&[1.0; 5], 0.0, [1.0, 1.0]).unwrap().p > 0.05);
    let ten = BOOTSTRAP.difference(&[1.0; 10], 0.0, [1.0, 1.0]).unwrap();
    assert!(ten.p < 0.05 && ten.interval.lower > 0.0);
    let (more, less) = (
        BOOTSTRAP.difference(&[0.1, -0.5, 2.0], 0.0, [1.0, 1.0]),
        BOOTSTRAP.difference(&[-0.1, 0.5, -2.0], 0.0, [1.0, 1.0]),
    );
    assert_eq!((more.unwrap().estimate, more.unwrap().interval.upper), (1.6, -less.unwrap().interval.lower));
    // Many small contributions are drawn together: the interval is that of drawing each, up to chance.
    let many: Vec<f64> = (0..4000).map(|number| if number % 3 == 0 { -0.01 } else { 0.02 }).collect();
    let (found, spread) = (
        BOOTSTRAP.difference(&many, 0.0, [0.0, 0.0]).unwrap(),
        many.iter().map(|part| part * part).sum::<f64>().sqrt(),
    );
    assert!((found.interval.lower - (found.estimate - 1.96 * spread)).abs() < 0.15 * spread, "{found:?} {spread}");
    assert_eq!(resample::Bootstrap { confidence: 1.0, ..BOOTSTRAP }.difference(&[1.0], 0.0, [1.0, 1.0]), None);
}

#[test]
fn inputs_without_information_have_no_result() {
    let of = |count, duration| Observed { count, duration };
    let (good, nothing) = (of(3.0, 10.0), of(0.0, 10.0));
    for wrong in [of(1.0, 0.0), of(-1.0, 1.0), of(f64::NAN, 1.0), of(1.0, f64::NAN), of(1.0, f64::INFINITY)] {
        assert_eq!(poisson::rate_interval(wrong, 0.95), None);
        assert_eq!(poisson::compare(wrong, good, 0.95), None);
        assert_eq!(poisson::compare(good, wrong, 0.95), None);
        assert_eq!(shrinkage::Peers::new(&[wrong]), None);
    }
    for confidence in [0.0, 1.0, -1.0, f64::NAN] {
        assert_eq!(poisson::rate_interval(good, confidence), None);
        assert_eq!(poisson::compare(good, good, confidence), None);
    }
    assert_eq!(poisson::compare(nothing, nothing, 0.95), None);
    assert_eq!(shrinkage::Prior { shape: 0.0, rate: 0.0 }.posterior(nothing, 0.95), None);
    assert_eq!(shrinkage::Peers::new(&[]), None);
    let quiet = shrinkage::Peers::new(&[nothing, nothing]).unwrap();
    assert_eq!((quiet.prior(), quiet.shrunk_rate(nothing)), (None, 0.0));
    let none = weighted::WeightedSum::new([].into_iter(), 0.0).interval(0.95);
    assert_eq!(none, Some(Interval { lower: 0.0, upper: 0.0 }));
    assert_eq!(trend::mann_kendall(&[]), None);
    assert_eq!(trend::mann_kendall(&[4.0]), None);
    assert_eq!(laplace::laplace(&[], 10.0), None);
    assert_eq!(laplace::laplace(&[1.0], 0.0), None);
    for (count, duration) in [(0.0, 48.0), (-1.0, 48.0), (f64::NAN, 48.0), (5.0, 0.0)] {
        assert_eq!(cusum::Cusum::new(Observed { count, duration }, None), None);
    }
    for counts in [&[][..], &[1.0], &[0.0, 0.0]] {
        assert_eq!(dispersion::dispersion(counts), None);
    }
    assert_eq!(dispersion::dispersion(&[2.0; 9]).unwrap(), dispersion::Dispersion { index: 0.0, p: 1.0 });
    assert!(multiple::benjamini_hochberg(&[]).is_empty());
    assert_eq!(ranks::mann_whitney(&[], &[1.0]), None);
    assert_eq!(ranks::mann_whitney(&[1.0, 1.0], &[1.0]).unwrap().p, 1.0);
    assert_eq!(knox::knox(&[1], &[], 1, 9, 1), None);
    assert_eq!(knox::knox(&[1, 9], &[], 1, 9, 1).unwrap().p, 1.0);
}
