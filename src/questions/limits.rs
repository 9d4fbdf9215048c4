//! Checks of numbers in options. A refusal says what was given and what would be accepted.

use crate::error::{Code, GeobitError, Result};

/// Accepts a number above a lower bound and up to an upper bound, that bound included.
pub fn in_range(field: &str, value: f64, above: f64, most: f64) -> Result<()> {
    if value > above && value <= most {
        return Ok(());
    }
    let message = format!("{field} is {value}; a number above {above} and up to {most} is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

/// Accepts a number between two bounds, both included.
pub fn at_least(field: &str, value: f64, least: f64, most: f64) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let message = format!("{field} is {value}; a number from {least} to {most} is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

/// Accepts a confidence level, which lies strictly between 0 and 1.
pub fn confidence(level: f64) -> Result<()> {
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
        assert!(in_range("speedKmh", 40.0, 0.0, 300.0).is_ok() && in_range("speedKmh", 300.0, 0.0, 300.0).is_ok());
        for wrong in [0.0, -1.0, 301.0, f64::NAN, f64::INFINITY] {
            assert_eq!(in_range("speedKmh", wrong, 0.0, 300.0).unwrap_err().at.field.as_deref(), Some("speedKmh"));
        }
        assert!(at_least("bandwidthKm", 0.1, 0.1, 100.0).is_ok() && at_least("bandwidthKm", 0.09, 0.1, 100.0).is_err());
        assert!(confidence(0.95).is_ok());
        for wrong in [0.0, 1.0, 95.0, f64::NAN] {
            assert!(confidence(wrong).is_err());
        }
    }
}
