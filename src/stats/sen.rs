//! Sen's slope: the median of the slopes of all pairs of a series, found without a list of all pairs.
//!
//! Through every value of the series goes a line, in the plane of slopes: the slope of a pair is where its two lines
//! cross. So the pairs with a slope between two others are those whose lines are in another order at the one than at the
//! other, which a merge sort counts, samples and lists. A sample of these pairs says between which two slopes the wanted
//! one lies; a few rounds leave so few pairs that they can be listed.
//!
//! Sources: J. Matoušek, Randomized optimal algorithm for slope selection, Information Processing Letters 39 (1991);
//! M. B. Dillencourt, D. M. Mount and N. S. Netanyahu, A randomized algorithm for slope selection, International Journal of
//! Computational Geometry and Applications 2 (1992).

use std::cmp::{Ordering, Reverse};

use oorandom::Rand32;

use super::inversions::{count_ties, sort_counting_inversions, sort_visiting_inversions};
use super::select::median;

/// Up to this length of a series, its pairs are few enough to be listed.
const MAX_LISTED_LENGTH: usize = 100;
/// The number of pairs in a sample.
const SAMPLE: usize = 1000;
/// How far beyond the wanted place of a sample the next two slopes are taken: about four standard deviations of a place.
const MARGIN: usize = 64;
/// Number of binary digits of the numbers that lines are compared by.
const DIGITS: u32 = 125;

/// The median of the slopes (yⱼ − yᵢ)/(j − i) of all pairs i < j, in O(n log n) steps on average and with O(n) memory.
/// `None` for fewer than two values. The values must be finite, and so must their differences.
///
/// Slopes are compared exactly if no value is smaller than 1e-16 of the largest one. Smaller ones are rounded for the
/// comparison to about 1e-32 of the largest one.
pub fn sen_slope(series: &[f64]) -> Option<f64> {
    if series.len() <= MAX_LISTED_LENGTH {
        let pairs = (0..series.len()).flat_map(|from| (from + 1..series.len()).map(move |to| (from, to)));
        let slopes: Vec<f64> = pairs.map(|(from, to)| slope_between(series, from, to)).collect();
        return median(&slopes);
    }
    let pairs = series.len() as u64 * (series.len() as u64 - 1) / 2;
    let lines = Lines::new(series);
    let upper = lines.slope_of_rank(series, pairs / 2);
    if pairs % 2 == 1 {
        return Some(upper);
    }
    Some((lines.slope_of_rank(series, pairs / 2 - 1) + upper) / 2.0)
}

fn slope_between(series: &[f64], from: usize, to: usize) -> f64 {
    (series[to] - series[from]) / (to - from) as f64
}

/// A pair of places in the series, the earlier one first.
type Pair = [u32; 2];

/// The lines of a series: its values as whole numbers of so many digits that all sums and products below are exact.
struct Lines(Vec<i128>);

impl Lines {
    fn new(series: &[f64]) -> Lines {
        // A key is the difference of two products of a value, or of the difference of two, and a place.
        let digits = DIGITS - 2 - series.len().ilog2() - 1;
        let largest = series.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        let (_, exponent) = libm::frexp(largest);
        let scale = digits as i32 - exponent;
        // In two steps, because the factor alone may be too large for a double.
        let whole = |value: &f64| libm::ldexp(libm::ldexp(*value, scale / 2), scale - scale / 2) as i128;
        Lines(series.iter().map(whole).collect())
    }

    /// Rise and run of a pair. The slope is their quotient.
    fn rise_and_run(&self, [from, to]: Pair) -> (i128, i128) {
        (self.0[to as usize] - self.0[from as usize], i128::from(to - from))
    }

    fn compare(&self, a: Pair, b: Pair) -> Ordering {
        let ((rise_a, run_a), (rise_b, run_b)) = (self.rise_and_run(a), self.rise_and_run(b));
        (rise_a * run_b).cmp(&(rise_b * run_a))
    }

    /// The height of the line of a place at the slope of a pair, times the run of the pair. Of two places, the later one has
    /// the lower height exactly if their own slope is less than that of the pair.
    fn height(&self, place: u32, (rise, run): (i128, i128)) -> i128 {
        self.0[place as usize] * run - i128::from(place) * rise
    }

    fn places(&self) -> std::ops::Range<u32> {
        0..self.0.len() as u32
    }

    /// The number of pairs with a slope less than that of a pair, and with the same slope.
    fn count(&self, pair: Pair) -> (u64, u64) {
        let slope = self.rise_and_run(pair);
        let mut heights: Vec<i128> = self.places().map(|place| self.height(place, slope)).collect();
        let less = sort_counting_inversions(&mut heights, |a, b| a < b);
        (less, count_ties(&heights, |a, b| a == b))
    }

    /// Calls `visit` with the pairs whose slope lies between those of two pairs, or beyond one of them: with a place, and the
    /// earlier ones that it makes such pairs with.
    fn visit_between(&self, low: Option<Pair>, high: Option<Pair>, mut visit: impl FnMut(&[(i128, u32)], u32)) {
        let mut order: Vec<u32> = self.places().collect();
        if let Some(low) = low.map(|low| self.rise_and_run(low)) {
            // Lines that cross at the low slope are past it.
            order.sort_by_cached_key(|&place| (self.height(place, low), Reverse(place)));
        }
        let height = |place: u32| match high {
            Some(high) => self.height(place, self.rise_and_run(high)),
            // In the end each line is below all earlier ones.
            None => -i128::from(place),
        };
        let mut lines: Vec<(i128, u32)> = order.into_iter().map(|place| (height(place), place)).collect();
        sort_visiting_inversions(&mut lines, |a, b| a.0 < b.0, |earlier, later| visit(earlier, later.1));
    }

    /// The slope with `rank` others before it in ascending order.
    fn slope_of_rank(&self, series: &[f64], rank: u64) -> f64 {
        let value = |[from, to]: Pair| slope_between(series, from as usize, to as usize);
        let max_listed = 4 * self.0.len() as u64;
        let mut random = Rand32::new(1);
        // The wanted slope lies between these. `before` pairs are not above the low one, `between` are between both.
        let (mut low, mut high) = (None, None);
        let (mut before, mut between) = (0, self.0.len() as u64 * (self.0.len() as u64 - 1) / 2);
        while between > max_listed {
            let mut sample = self.sample(low, high, between, &mut random);
            crate::order::sort_by(&mut sample, |a, b| self.compare(*a, *b));
            let place = ((rank - before) as f64 / between as f64 * sample.len() as f64) as usize;
            let bounds = [place.saturating_sub(MARGIN), (place + MARGIN).min(sample.len() - 1)].map(|at| sample[at]);
            let mut end = before + between;
            // Each of the two leaves out at least itself, so that this ends.
            for bound in bounds {
                let (less, same) = self.count(bound);
                if (less..less + same).contains(&rank) {
                    return value(bound);
                }
                if less > rank {
                    (high, end) = if less < end { (Some(bound), less) } else { (high, end) };
                } else if less + same > before {
                    (low, before) = (Some(bound), less + same);
                }
            }
            between = end - before;
        }
        let mut pairs: Vec<Pair> = Vec::with_capacity(between as usize);
        self.visit_between(low, high, |earlier, later| pairs.extend(earlier.iter().map(|(_, first)| [*first, later])));
        let nth = (rank - before) as usize;
        value(*pairs.select_nth_unstable_by(nth, |a, b| self.compare(*a, *b)).1)
    }

    /// A random sample of the pairs whose slope lies between those of two pairs, of which there are `between`.
    fn sample(&self, low: Option<Pair>, high: Option<Pair>, between: u64, random: &mut Rand32) -> Vec<Pair> {
        let mut numbers: Vec<u64> = (0..SAMPLE).map(|_| draw_below(between, random)).collect();
        numbers.sort_unstable();
        let mut numbers = numbers.into_iter().peekable();
        let (mut sample, mut visited) = (Vec::with_capacity(SAMPLE), 0);
        self.visit_between(low, high, |earlier, later| {
            let end = visited + earlier.len() as u64;
            while let Some(number) = numbers.next_if(|number| *number < end) {
                sample.push([earlier[(number - visited) as usize].1, later]);
            }
            visited = end;
        });
        sample
    }
}

/// A random whole number below a limit of at most 2⁶³, near enough to evenly distributed for a sample.
fn draw_below(limit: u64, random: &mut Rand32) -> u64 {
    let bits = (u64::from(random.rand_u32()) << 32) | u64::from(random.rand_u32());
    ((u128::from(bits) * u128::from(limit)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_all_pairs(series: &[f64]) -> f64 {
        let pairs = (0..series.len()).flat_map(|from| (from + 1..series.len()).map(move |to| (from, to)));
        let mut slopes: Vec<f64> = pairs.map(|(from, to)| slope_between(series, from, to)).collect();
        slopes.sort_by(f64::total_cmp);
        let half = slopes.len() / 2;
        if slopes.len() % 2 == 1 { slopes[half] } else { (slopes[half - 1] + slopes[half]) / 2.0 }
    }

    /// The slope by selection, however short the series is.
    fn by_selection(series: &[f64]) -> f64 {
        let pairs = series.len() as u64 * (series.len() as u64 - 1) / 2;
        let lines = Lines::new(series);
        let slope = |rank| lines.slope_of_rank(series, rank);
        if pairs % 2 == 1 { slope(pairs / 2) } else { (slope(pairs / 2 - 1) + slope(pairs / 2)) / 2.0 }
    }

    /// Counts with many ties, plain numbers, and numbers of very different sizes.
    fn series() -> impl Strategy<Value = Vec<f64>> {
        let count = |most: u32| (0..=most).prop_map(f64::from);
        prop_oneof![
            prop::collection::vec(count(1), 2..300),
            prop::collection::vec(count(5), 2..300),
            prop::collection::vec(count(1_000_000), 2..300),
            prop::collection::vec((-400..400i32).prop_map(|n| f64::from(n) / 64.0), 2..300),
            (2..300usize, -99..99i32)
                .prop_map(|(n, slope)| (0..n).map(|i| f64::from(slope) / 64.0 * i as f64).collect()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn finding_a_the_slope_is_the_median_of_all_pairs(series in series()) {
            prop_assert_eq!(by_selection(&series), by_all_pairs(&series));
            prop_assert_eq!(sen_slope(&series), Some(by_all_pairs(&series)));
        }

        /// Differences that a double cannot hold are compared as they are here, and as they are rounded there.
        #[test]
        fn slopes_of_any_numbers_agree_to_the_last_digits(series in prop::collection::vec((-1.0..1.0f64, -9..9i32).prop_map(|(x, e)| x * 10f64.powi(e)), 2..200)) {
            let (found, expected) = (by_selection(&series), by_all_pairs(&series));
            prop_assert!((found - expected).abs() <= 1e-15 * found.abs().max(expected.abs()), "{found} {expected}");
        }

        #[test]
        fn counts_and_lists_of_pairs_agree_with_all_pairs(series in prop::collection::vec(0..6u8, 3..40), picks in prop::array::uniform4(0..1000usize)) {
            let lines = Lines::new(&series.iter().map(|&count| f64::from(count)).collect::<Vec<_>>());
            let n = series.len();
            let pairs: Vec<Pair> = (0..n as u32).flat_map(|from| (from + 1..n as u32).map(move |to| [from, to])).collect();
            let [a, b] = [pairs[picks[0] % pairs.len()], pairs[picks[1] % pairs.len()]];
            let number = |ordering: Ordering| pairs.iter().filter(|&&pair| lines.compare(pair, a) == ordering).count() as u64;
            prop_assert_eq!(lines.count(a), (number(Ordering::Less), number(Ordering::Equal)));
            let (low, high) = if lines.compare(a, b).is_gt() { (b, a) } else { (a, b) };
            let (low, high) = (Some(low).filter(|_| picks[2] % 3 > 0), Some(high).filter(|_| picks[3] % 3 > 0));
            let mut found = Vec::new();
            lines.visit_between(low, high, |earlier, later| found.extend(earlier.iter().map(|(_, first)| [*first, later])));
            found.sort_unstable();
            let is_between = |pair: &Pair| low.is_none_or(|low| lines.compare(*pair, low).is_gt()) && high.is_none_or(|high| lines.compare(*pair, high).is_lt());
            let expected: Vec<Pair> = pairs.iter().copied().filter(is_between).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn finding_a_long_series_need_no_list_of_their_pairs() {
        let wave = |i: u32| f64::from(i * 7919 % 1013) + f64::from(i) / 128.0;
        let long: Vec<f64> = (0..3000).map(wave).collect();
        assert_eq!(sen_slope(&long), Some(by_all_pairs(&long)));
        assert_eq!(sen_slope(&vec![7.0; 100_000]), Some(0.0));
        let extreme: Vec<f64> = (0..500).map(|i| if i % 2 == 0 { 1e15 } else { 5e-324 }).collect();
        assert_eq!(sen_slope(&extreme), Some(0.0));
        let tiny: Vec<f64> = (0..500).map(|i| f64::from(i) * 5e-324).collect();
        assert_eq!(sen_slope(&tiny), Some(5e-324));
    }
}
