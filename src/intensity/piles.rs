//! Many incidents at one place, whose kernels differ by age alone: the sum over them is looked up by day.
//!
//! Records sit on the points of a gazetteer, so that thousands may share one. Adding them up one by one for every place that is looked
//! at would take minutes.

use super::densities::{FORMS, MAPS};
use super::kernels::Decay;
use crate::incident::Day;
use crate::order;

/// The incidents of one place with one radius of uncertainty.
pub struct Pile {
    /// The number of its rows, which follow each other.
    pub rows: usize,
    /// The days with an incident, ascending.
    days: Vec<Day>,
    /// The number of incidents up to each of these days.
    up_to: Vec<u32>,
    /// For each of these days the sums of what is not forgotten by then, by map. Maps that forget all at once have none.
    left: Vec<[f64; MAPS]>,
}

impl Pile {
    /// The pile of incidents on these days.
    pub fn new(mut days: Vec<Day>) -> Pile {
        order::sort_by(&mut days, Ord::cmp);
        let mut pile = Pile { rows: days.len(), days: Vec::new(), up_to: Vec::new(), left: Vec::new() };
        for (number, day) in days.into_iter().enumerate() {
            if pile.days.last() != Some(&day) {
                pile.left.push(pile.left_on(day));
                pile.days.push(day);
                pile.up_to.push(0);
            }
            pile.left[pile.days.len() - 1].iter_mut().for_each(|left| *left += 1.0);
            pile.up_to[pile.days.len() - 1] = number as u32 + 1;
        }
        pile
    }

    /// The sums over the incidents up to a day of the share of each that is not forgotten by then, by map.
    pub fn weights(&self, day: Day) -> [f64; MAPS] {
        let left = self.left_on(day);
        std::array::from_fn(|map| match FORMS[map].decay {
            Decay::HalfLife(_) => left[map],
            Decay::Flat(days) => f64::from(self.count(day) - self.count(day - days)),
        })
    }

    fn left_on(&self, day: Day) -> [f64; MAPS] {
        let Some(last) = self.days.partition_point(|own| *own <= day).checked_sub(1) else { return [0.0; MAPS] };
        let age = day - self.days[last];
        std::array::from_fn(|map| match FORMS[map].decay {
            decay @ Decay::HalfLife(_) => self.left[last][map] * decay.weight(age),
            Decay::Flat(_) => 0.0,
        })
    }

    /// The number of incidents up to a day.
    fn count(&self, day: Day) -> u32 {
        self.days.partition_point(|own| *own <= day).checked_sub(1).map_or(0, |last| self.up_to[last])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_pile_is_the_sum_of_its_incidents(days in prop::collection::vec(0..800i32, 0..60), day in -10..1500i32) {
            let pile = Pile::new(days.clone());
            prop_assert_eq!(pile.rows, days.len());
            for (map, found) in pile.weights(day).into_iter().enumerate() {
                let one_by_one: f64 =
                    days.iter().filter(|own| **own <= day).map(|own| FORMS[map].decay.weight(day - own)).sum();
                prop_assert!((found - one_by_one).abs() <= 1e-9 * (1.0 + one_by_one), "{}: {} {}", map, found, one_by_one);
            }
        }
    }
}
