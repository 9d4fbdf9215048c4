//! The share of events that have a property.

use super::distributions::beta_quantile_odds;
use super::{Interval, tail_probability};

/// The exact interval of a share, of which `count` of `of` events were seen. `None` without an event, and if the confidence does not
/// lie strictly between 0 and 1.
///
/// Source: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits, Biometrika 26 (1934).
pub fn share_interval(count: u64, of: u64, confidence: f64) -> Option<Interval> {
    let tail = tail_probability(confidence).filter(|_| of > 0 && count <= of)?;
    // The lower limit of the share of those that have the property, or of those that do not.
    let lower = |count: u64| {
        if count == 0 {
            return 0.0;
        }
        let odds = beta_quantile_odds(count as f64, (of - count + 1) as f64, tail);
        odds / (1.0 + odds)
    };
    Some(Interval { lower: lower(count), upper: 1.0 - lower(of - count) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of none or all of n, the limit is the n-th root of the tail; of 8 in 10, that of the tables (0.4439 to 0.9748).
    #[test]
    fn limits_are_those_of_clopper_and_pearson() {
        let all = share_interval(10, 10, 0.95).unwrap();
        assert!((all.lower - 0.025_f64.powf(0.1)).abs() < 1e-9 && all.upper == 1.0);
        let none = share_interval(0, 10, 0.95).unwrap();
        assert!(none.lower == 0.0 && (none.upper - (1.0 - 0.025_f64.powf(0.1))).abs() < 1e-9);
        let most = share_interval(8, 10, 0.95).unwrap();
        assert!((most.lower - 0.443_905).abs() < 1e-5 && (most.upper - 0.974_789).abs() < 1e-5, "{most:?}");
        let one = share_interval(1, 1, 0.95).unwrap();
        assert!((one.lower - 0.025).abs() < 1e-9 && one.upper == 1.0);
    }

    #[test]
    fn no_event_has_no_share() {
        for (count, of, confidence) in [(0, 0, 0.95), (3, 2, 0.95), (1, 2, 1.0)] {
            assert_eq!(share_interval(count, of, confidence), None);
        }
    }
}
