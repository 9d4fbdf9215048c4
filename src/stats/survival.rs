//! How long things last, of which some are not over yet.

use crate::order;

/// How long something lasted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lasted {
    /// For so long at least.
    pub time: f64,
    /// Whether it ended then. Otherwise it was last seen then, and may have gone on.
    pub ended: bool,
}

/// The median time by the estimate of Kaplan and Meier: the least time after which at most half of them go on. `None` where more
/// than half go on after every time seen.
///
/// Source: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958).
pub fn median_time(lasted: &[Lasted]) -> Option<f64> {
    let mut ascending = lasted.to_vec();
    order::sort_by(&mut ascending, |a, b| a.time.total_cmp(&b.time));
    let mut left = ascending.len();
    let mut going_on = 1.0;
    for same in ascending.chunk_by(|a, b| a.time == b.time) {
        let ended = same.iter().filter(|one| one.ended).count();
        going_on *= 1.0 - ended as f64 / left as f64;
        left -= same.len();
        // A half that rounding has moved is a half.
        if ended > 0 && going_on <= 0.5 + 1e-12 {
            return Some(same[0].time);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ended(time: f64) -> Lasted {
        Lasted { time, ended: true }
    }

    #[test]
    fn medians_by_hand() {
        assert_eq!(median_time(&[]), None);
        assert_eq!(median_time(&[ended(3.0), ended(1.0), ended(7.0)]), Some(3.0));
        assert_eq!(median_time(&[ended(1.0), ended(2.0), ended(3.0), ended(4.0)]), Some(2.0));
        // 6-MP against placebo (Freireich et al. 1963), the example of many textbooks: the median remission is 23 weeks.
        let times = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let remissions: Vec<Lasted> =
            times.iter().enumerate().map(|(n, &time)| Lasted { time: f64::from(time), ended: n < 9 }).collect();
        assert_eq!(median_time(&remissions), Some(23.0));
        assert_eq!(median_time(&[Lasted { time: 5.0, ended: false }, ended(9.0)]), Some(9.0));
        assert_eq!(median_time(&[Lasted { time: 5.0, ended: false }]), None);
    }

    proptest! {
        /// The twin redistributes the weight of each one that is not over to those that lasted longer (Efron 1967).
        #[test]
        fn medians_are_those_of_weights_that_move_to_the_right(
            lasted in prop::collection::vec((1..12u32, prop::bool::ANY), 1..20),
        ) {
            let mut lasted: Vec<Lasted> =
                lasted.into_iter().map(|(time, ended)| Lasted { time: f64::from(time), ended }).collect();
            lasted.sort_by(|a, b| a.time.total_cmp(&b.time).then(b.ended.cmp(&a.ended)));
            let mut weights = vec![1.0 / lasted.len() as f64; lasted.len()];
            for number in 0..lasted.len() {
                let after = lasted.len() - number - 1;
                if !lasted[number].ended && after > 0 {
                    let share = weights[number] / after as f64;
                    weights[number + 1..].iter_mut().for_each(|weight| *weight += share);
                    weights[number] = 0.0;
                }
            }
            let mut over = 0.0;
            let reached = lasted.iter().zip(&weights).find(|(one, weight)| {
                over += if one.ended { **weight } else { 0.0 };
                one.ended && over >= 0.5 - 1e-9
            });
            prop_assert_eq!(median_time(&lasted), reached.map(|(one, _)| one.time));
        }
    }
}
