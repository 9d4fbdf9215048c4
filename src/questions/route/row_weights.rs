//! What incidents add to a sum, each with its row.

use std::cmp::Ordering::{Equal, Greater, Less};

pub type RowWeight = (u32, f64);

/// Two lists as one, with one part for each row. All three are ascending by rows.
pub fn merged(mut a: &[RowWeight], mut b: &[RowWeight]) -> Vec<RowWeight> {
    let mut all = Vec::with_capacity(a.len() + b.len());
    while let ([one, after_one @ ..], [other, after_other @ ..]) = (a, b) {
        let order = one.0.cmp(&other.0);
        all.push(match order {
            Less => *one,
            Greater => *other,
            Equal => (one.0, one.1 + other.1),
        });
        a = if order == Greater { a } else { after_one };
        b = if order == Less { b } else { after_other };
    }
    all.extend_from_slice(a);
    all.extend_from_slice(b);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_row_are_summed() {
        assert!(merged(&[], &[]).is_empty());
        assert_eq!(merged(&[(2, 0.5), (7, 1.0)], &[(0, 3.0), (7, 0.25)]), [(0, 3.0), (2, 0.5), (7, 1.25)]);
        assert_eq!(merged(&[(2, 0.5), (7, 1.0)], &[]), [(2, 0.5), (7, 1.0)]);
    }
}
