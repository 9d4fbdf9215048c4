//! Pairs of a list that are in the wrong order, found by a merge sort: in O(n log n) steps, and with no list of pairs.

/// Sorts a list, and tells which of its items were in the wrong order: `visit` gets an item and those items before it that
/// are greater, in ascending order. Items that are equal are in no wrong order and stay as they are.
pub fn sort_visiting_inversions<Item: Copy>(
    items: &mut [Item],
    is_less: impl Fn(&Item, &Item) -> bool,
    mut visit: impl FnMut(&[Item], &Item),
) {
    let mut sorted = items.to_vec();
    let mut width = 1;
    while width < items.len() {
        for start in (0..items.len()).step_by(2 * width) {
            let (middle, end) = ((start + width).min(items.len()), (start + 2 * width).min(items.len()));
            let (left, right) = (&items[start..middle], &items[middle..end]);
            let (mut from_left, mut from_right) = (0, 0);
            for slot in &mut sorted[start..end] {
                let takes_right = from_right < right.len()
                    && (from_left == left.len() || is_less(&right[from_right], &left[from_left]));
                if takes_right {
                    if from_left < left.len() {
                        visit(&left[from_left..], &right[from_right]);
                    }
                    *slot = right[from_right];
                    from_right += 1;
                } else {
                    *slot = left[from_left];
                    from_left += 1;
                }
            }
        }
        items.copy_from_slice(&sorted);
        width *= 2;
    }
}

/// Sorts a list, and counts the pairs of its items that were in the wrong order.
pub fn sort_counting_inversions<Item: Copy>(items: &mut [Item], is_less: impl Fn(&Item, &Item) -> bool) -> u64 {
    let mut inversions = 0;
    sort_visiting_inversions(items, is_less, |greater, _| inversions += greater.len() as u64);
    inversions
}

/// The number of pairs of equal items of a sorted list.
pub fn count_ties<Item>(sorted: &[Item], is_equal: impl Fn(&Item, &Item) -> bool) -> u64 {
    sorted.chunk_by(is_equal).map(|tied| tied.len() as u64 * (tied.len() as u64 - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_in_the_wrong_order_is_visited_once(items in prop::collection::vec(0..9u8, 0..60)) {
            let mut numbered: Vec<(u8, usize)> = items.iter().copied().zip(0..).collect();
            let mut visited = Vec::new();
            sort_visiting_inversions(&mut numbered, |a, b| a.0 < b.0, |greater, item| {
                assert!(greater.is_sorted_by_key(|one| one.0));
                visited.extend(greater.iter().map(|one| (one.1, item.1)));
            });
            prop_assert!(numbered.is_sorted());
            visited.sort_unstable();
            let pairs = (0..items.len()).flat_map(|a| (a + 1..items.len()).map(move |b| (a, b)));
            let expected: Vec<_> = pairs.clone().filter(|&(a, b)| items[a] > items[b]).collect();
            prop_assert_eq!(visited, expected);
            let ties = pairs.filter(|&(a, b)| items[a] == items[b]).count() as u64;
            prop_assert_eq!(count_ties(&numbered, |a, b| a.0 == b.0), ties);
        }
    }
}
