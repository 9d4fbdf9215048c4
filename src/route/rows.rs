//! What incidents add to a sum, each with its row.

use crate::pairs::sort_pairs;

pub type Part = (u32, f64);

/// One part for each row, ascending.
pub fn by_row(parts: &[Part]) -> Vec<Part> {
    let mut sorted: Vec<[f64; 2]> = parts.iter().map(|&(row, part)| [f64::from(row), part]).collect();
    sort_pairs(&mut sorted);
    let rows = sorted.chunk_by(|a, b| a[0] == b[0]);
    rows.map(|parts| (parts[0][0] as u32, parts.iter().map(|[_, part]| part).sum())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_row_are_summed() {
        assert!(by_row(&[]).is_empty());
        assert_eq!(by_row(&[(7, 1.0), (2, 0.5), (7, 0.25), (0, 3.0)]), [(0, 3.0), (2, 0.5), (7, 1.25)]);
    }
}
