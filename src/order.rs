//! Sorts lists of every type by one compiled function. The generic sort of the standard library is compiled for each type and
//! each order anew, and with some forty of them it was a tenth of the module. Where a sort takes time that a person would
//! notice, the standard one is used.

use std::cmp::Ordering;

/// Lists up to this length are sorted in place, without a list of numbers beside them.
const SHORT: usize = 16;

/// Sorts a list. Items that compare as equal keep their order.
pub fn sort_by<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if list.len() <= SHORT {
        return insert_each(list, compare);
    }
    let mut order = ascending(list.len(), &|a, b| compare(&list[a], &list[b]));
    for start in 0..list.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start {
                break;
            }
            list.swap(place, from);
            place = from;
        }
    }
}

/// Returns the numbers from 0 below `len` in ascending order. Numbers that compare as equal ascend.
pub fn ascending(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    order
}

fn insert_each<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..list.len() {
        let mut place = end;
        while place > 0 && compare(&list[place - 1], &list[place]) == Ordering::Greater {
            list.swap(place - 1, place);
            place -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_sorted_as_by_the_standard_library(list in prop::collection::vec((0..20u32, any::<u8>()), 0..60)) {
            let (mut ours, mut expected) = (list.clone(), list);
            sort_by(&mut ours, |a, b| a.0.cmp(&b.0));
            expected.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, expected);
        }
    }
}
