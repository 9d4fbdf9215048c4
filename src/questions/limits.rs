//! Checks of numbers in options. A refusal says which number was given and which ones are accepted.

use crate::error::{Code, GeobitError, Result};

/// Accepts a number above a lower bound and up to an upper bound, the upper one included.
pub fn check_above(field: &str, value: f64, above: f64, max: f64) -> Result<()> {
    if value > above && value <= max {
        return Ok(());
    }
    let up_to = if max.is_finite() { format!(" and up to {max}") } else { String::new() };
    let message = format!("{field} is {value}; a number above {above}{up_to} is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

/// Accepts a number between two bounds, both included.
pub fn check_range(field: &str, value: f64, min: f64, max: f64) -> Result<()> {
    if (min..=max).contains(&value) {
        return Ok(());
    }
    let message = format!("{field} is {value}; a number from {min} to {max} is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

/// Accepts a confidence level, which lies strictly between 0 and 1.
pub fn check_confidence(level: f64) -> Result<()> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    let message = format!("confidence is {level}; a number between 0 and 1 is accepted, such as 0.95.");
    Err(GeobitError::new(Code::BadOption, message).at_field("confidence"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_named() {
        assert!(
            check_above("speedKmh", 40.0, 0.0, 300.0).is_ok() && check_above("speedKmh", 300.0, 0.0, 300.0).is_ok()
        );
        for wrong in [0.0, -1.0, 301.0, f64::NAN, f64::INFINITY] {
            assert_eq!(check_above("speedKmh", wrong, 0.0, 300.0).unwrap_err().at.field.as_deref(), Some("speedKmh"));
        }
        assert!(
            check_range("bandwidthKm", 0.1, 0.1, 100.0).is_ok()
                && check_range("bandwidthKm", 0.09, 0.1, 100.0).is_err()
        );
        assert!(check_confidence(0.95).is_ok());
        for wrong in [0.0, 1.0, 95.0, f64::NAN] {
            assert!(check_confidence(wrong).is_err());
        }
    }
}
