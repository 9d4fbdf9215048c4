//! Orders by a number.

use crate::order;

/// Returns the numbers of items in the ascending order of their keys. Items of equal keys keep their order.
pub(super) fn ascending(keys: &[f64]) -> Vec<usize> {
    order::ascending(keys.len(), &|a, b| keys[a].total_cmp(&keys[b]))
}

/// Returns the value in the middle, the upper one of two; `None` for no values.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    ascending(values).get(values.len() / 2).map(|number| values[*number])
}

/// Puts items into another order.
pub(super) fn reorder<T>(items: &mut Vec<T>, order: &[usize]) {
    let mut rest: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.iter().filter_map(|number| rest[*number].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order() {
        let keys = [2.0, 1.0, 2.0, 0.5, 1.0];
        let order = ascending(&keys);
        assert_eq!(order, [3, 1, 4, 0, 2]);
        let mut letters = vec!['a', 'b', 'c', 'd', 'e'];
        reorder(&mut letters, &order);
        assert_eq!(letters, ['d', 'b', 'e', 'a', 'c']);
        assert_eq!((median(&keys), median(&[1.0, 2.0]), median(&[])), (Some(1.0), Some(2.0), None));
    }
}
