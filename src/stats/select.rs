//! Numbers by their rank: selected without sorting all of them, or between two of a sorted list.

/// The median, or the mean of the two middle numbers if their count is even. `None` if there are no numbers.
pub fn median(numbers: &[f64]) -> Option<f64> {
    let middle = numbers.len() / 2;
    if numbers.is_empty() {
        return None;
    }
    let mut numbers = numbers.to_vec();
    let is_odd = numbers.len() % 2 == 1;
    let (below, &mut upper, _) = numbers.select_nth_unstable_by(middle, f64::total_cmp);
    if is_odd {
        return Some(upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some((lower + upper) / 2.0)
}

/// The number that has `rank` others before it in ascending order; `rank` must be less than their count.
pub fn nth_smallest(mut numbers: Vec<f64>, rank: usize) -> f64 {
    *numbers.select_nth_unstable_by(rank, f64::total_cmp).1
}

/// A quantile of numbers that ascend, between two of them in proportion. There must be at least one number.
/// Source: type 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996).
pub fn quantile(ascending: &[f64], share: f64) -> f64 {
    let place = share * (ascending.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let [low, high] = [below, (below + 1).min(ascending.len() - 1)].map(|at| ascending[at]);
    low + part * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_median_is_the_middle_of_the_sorted_numbers(mut numbers in prop::collection::vec(prop_oneof![-1e9..1e9f64, -3.0..3.0f64, Just(0.0)], 1..60)) {
            let found = median(&numbers).unwrap();
            let shuffled = numbers.clone();
            numbers.sort_by(f64::total_cmp);
            let half = numbers.len() / 2;
            let expected = if numbers.len() % 2 == 1 { numbers[half] } else { (numbers[half - 1] + numbers[half]) / 2.0 };
            prop_assert_eq!(found, expected);
            for rank in [0, half, numbers.len() - 1] {
                prop_assert_eq!(nth_smallest(shuffled.clone(), rank), numbers[rank]);
            }
        }
    }

    #[test]
    fn quantiles_lie_between_the_numbers() {
        assert_eq!(quantile(&[4.0], 0.9), 4.0);
        let five = [0.0, 10.0, 20.0, 30.0, 40.0];
        assert_eq!([0.25, 0.5, 0.75, 0.9].map(|share| quantile(&five, share)), [10.0, 20.0, 30.0, 36.0]);
    }

    #[test]
    fn no_numbers_have_no_median() {
        assert_eq!(median(&[]), None);
    }
}
