//! What single incidents add to a sum.

use std::cmp::Ordering::{Equal, Greater, Less};

/// The row of an incident and what it adds to a sum.
pub type RowWeight = (u32, f64);

/// Merges two lists, both ascending by row, into one. Weights that both lists have for the same row are added.
pub fn merge_weights(mut a: &[RowWeight], mut b: &[RowWeight]) -> Vec<RowWeight> {
    let mut merged = Vec::with_capacity(a.len() + b.len());
    while let ([first_a, rest_a @ ..], [first_b, rest_b @ ..]) = (a, b) {
        let order = first_a.0.cmp(&first_b.0);
        merged.push(match order {
            Less => *first_a,
            Greater => *first_b,
            Equal => (first_a.0, first_a.1 + first_b.1),
        });
        a = if order == Greater { a } else { rest_a };
        b = if order == Less { b } else { rest_b };
    }
    merged.extend_from_slice(a);
    merged.extend_from_slice(b);
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_of_the_same_row_are_added_up() {
        assert!(merge_weights(&[], &[]).is_empty());
        assert_eq!(merge_weights(&[(2, 0.5), (7, 1.0)], &[(0, 3.0), (7, 0.25)]), [(0, 3.0), (2, 0.5), (7, 1.25)]);
        assert_eq!(merge_weights(&[(2, 0.5), (7, 1.0)], &[]), [(2, 0.5), (7, 1.0)]);
    }
}
