//! The arguments of formulas: numbers whose range is checked while they are read.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::error::{Code, GeobitError, Result};

/// Declares types of numbers, each with its range in words and as a condition. Within these ranges no formula overflows, and
/// none is beyond what its algorithm is good for.
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
    Number: "a number from -1e15 to 1e15", |number| number.abs() <= 1e15;
    Count: "0 or a number from 1e-6 to 1e12", |number| is_0_or_in(number, 1e-6, 1e12);
    ComparedCount: "0 or a number from 0.05 to 1e7", |number| is_0_or_in(number, 0.05, 1e7);
    Exposure: "a number from 1e-9 to 1e15", |number| (1e-9..=1e15).contains(&number);
    NoOrSomeExposure: "0 or a number from 1e-9 to 1e15", |number| is_0_or_in(number, 1e-9, 1e15);
    Weight: "0 or a number from 1e-15 to 1e15", |number| is_0_or_in(number, 1e-15, 1e15);
    Probability: "a number from 0 to 1", |number| (0.0..=1.0).contains(&number);
    Longitude: "a number from -540 to 540", |number| (-540.0..=540.0).contains(&number);
    Latitude: "a number from -90 to 90", |number| (-90.0..=90.0).contains(&number);
    Length: "0 or a number from 1e-6 to 1e9", |number| is_0_or_in(number, 1e-6, 1e9);
    PlaneCoordinate: "a number from -1e5 to 1e5", |number| number.abs() <= 1e5;
    Sigma: "a number from 0.001 to 1e5", |number| (0.001..=1e5).contains(&number);
    Confidence: "a number from 0.01 to 0.999999999, such as 0.95,", |number| (0.01..=0.999_999_999).contains(&number);
}

fn is_0_or_in(number: f64, min: f64, max: f64) -> bool {
    number == 0.0 || (min..=max).contains(&number)
}

impl Default for Confidence {
    fn default() -> Confidence {
        Confidence(0.95)
    }
}

/// A point in a plane.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Vec<PlaneCoordinate>")]
pub struct PlanePoint(pub [f64; 2]);

impl TryFrom<Vec<PlaneCoordinate>> for PlanePoint {
    type Error = String;

    fn try_from(list: Vec<PlaneCoordinate>) -> std::result::Result<PlanePoint, String> {
        match list[..] {
            [x, y] => Ok(PlanePoint([x.into(), y.into()])),
            _ => Err(format!("this list has length {}; length 2 is wanted", list.len())),
        }
    }
}

/// The most numbers in a list.
const MAX_LENGTH: usize = 100_000;

/// A list of at most 100,000 numbers.
#[derive(Clone, Debug)]
pub struct List<Number, const MAX: usize = MAX_LENGTH>(Vec<Number>);

impl<'de, Number: Deserialize<'de>, const MAX: usize> Deserialize<'de> for List<Number, MAX> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> std::result::Result<Self, D::Error> {
        let list = Vec::deserialize(reader)?;
        if list.len() <= MAX {
            return Ok(List(list));
        }
        Err(D::Error::custom(format!("this list has length {}; a length of at most {MAX} is wanted", list.len())))
    }
}

impl<Number, const MAX: usize> List<Number, MAX> {
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

impl<Number, const MAX: usize> IntoIterator for List<Number, MAX> {
    type Item = Number;
    type IntoIter = std::vec::IntoIter<Number>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The plain numbers of a checked list.
pub fn plain<Number: Into<f64>>(list: impl IntoIterator<Item = Number>) -> Vec<f64> {
    list.into_iter().map(Into::into).collect()
}

/// Refuses the list `name` unless it is as long as the list `other`.
pub fn check_same_length((name, given): (&str, usize), (other, wanted): (&str, usize)) -> Result<()> {
    if given == wanted {
        return Ok(());
    }
    let message = format!("{name}: this list has length {given}; length {wanted}, that of {other}, is wanted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(name))
}
