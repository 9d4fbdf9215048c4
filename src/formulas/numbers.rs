//! The arguments of formulas: numbers whose range is checked while they are read.

use serde::Deserialize;

use crate::error::{Code, GeobitError, Result};

/// Declares types of finite numbers, each with its range in words and as a condition.
macro_rules! checked_numbers {
    ($($name:ident: $range:literal, $in_range:expr;)+) => {$(
        #[doc = concat!("Accepts ", $range, ".")]
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(try_from = "f64")]
        pub struct $name(f64);

        impl TryFrom<f64> for $name {
            type Error = String;

            fn try_from(number: f64) -> std::result::Result<$name, String> {
                let in_range: fn(f64) -> bool = $in_range;
                if number.is_finite() && in_range(number) {
                    return Ok($name(number));
                }
                Err(format!(concat!("this is {}; ", $range, " is wanted"), number))
            }
        }

        impl From<$name> for f64 {
            fn from(number: $name) -> f64 {
                number.0
            }
        }
    )+};
}

checked_numbers! {
    Finite: "a finite number", |_| true;
    NonNegative: "a finite number from 0", |number| number >= 0.0;
    Positive: "a finite number above 0", |number| number > 0.0;
    Probability: "a number from 0 to 1", |number| (0.0..=1.0).contains(&number);
    Latitude: "a number from -90 to 90", |number| (-90.0..=90.0).contains(&number);
    Confidence: "a number between 0 and 1, such as 0.95,", |number| number > 0.0 && number < 1.0;
}

impl Default for Confidence {
    fn default() -> Confidence {
        Confidence(0.95)
    }
}

/// A point in a plane.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Vec<Finite>")]
pub struct PlanePoint(pub [f64; 2]);

impl TryFrom<Vec<Finite>> for PlanePoint {
    type Error = String;

    fn try_from(list: Vec<Finite>) -> std::result::Result<PlanePoint, String> {
        match list[..] {
            [x, y] => Ok(PlanePoint([x.into(), y.into()])),
            _ => Err(format!("this list has length {}; length 2 is wanted", list.len())),
        }
    }
}

/// The plain numbers of a checked list.
pub fn plain<Number: Into<f64>>(list: Vec<Number>) -> Vec<f64> {
    list.into_iter().map(Into::into).collect()
}

/// Refuses the list `name` unless it is as long as the list `other`.
pub fn check_same_length<A, B>((name, list): (&str, &[A]), (other, others): (&str, &[B])) -> Result<()> {
    if list.len() == others.len() {
        return Ok(());
    }
    let (given, wanted) = (list.len(), others.len());
    let message = format!("{name}: this list has length {given}; length {wanted}, that of {other}, is wanted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(name))
}
