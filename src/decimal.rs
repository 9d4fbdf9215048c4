//! Numbers as text, read and written.
//!
//! The standard library does both, with code for any number of digits and tables that weigh 19 kB and 12 kB in the module;
//! this is a fifth of it. So no message is made from an `f64` as it is, and none is read by `parse`.

use std::fmt;

/// The number nearest to a decimal text, as `str::parse` finds it.
pub fn parse(text: &str) -> Option<f64> {
    lexical_parse_float::FromLexical::from_lexical(text.as_bytes()).ok()
}

/// Written as `{}` writes an `f64`: the shortest digits that read back as the same number, without an exponent. Only
/// where two such numbers are equally near, 2059471398911004.25 being one, the last of seventeen digits may differ.
pub struct Decimal(pub f64);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = zmij::Buffer::new();
        let text = buffer.format(self.0);
        let Some((mantissa, exponent)) = text.split_once('e') else {
            return f.write_str(text.strip_suffix(".0").unwrap_or(text));
        };
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
        let places = digits(exponent).iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
        let mut written = digits(mantissa);
        if exponent.starts_with('-') {
            written.splice(..0, std::iter::repeat_n(b'0', places));
            written.insert(1, b'.');
        } else {
            written.resize(places + 1, b'0');
        }
        f.write_str(if text.starts_with('-') { "-" } else { "" })?;
        written.iter().try_for_each(|digit| f.write_str(char::from(*digit).encode_utf8(&mut [0; 4])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_written_as_rust_writes_them(any in any::<f64>(), bits in any::<u64>(), small in -1e6..1e6f64) {
            for number in [any, f64::from_bits(bits), small, small.round(), small / 100.0] {
                let (ours, theirs) = (Decimal(number).to_string(), number.to_string());
                let same = ours.len() == theirs.len() && ours.parse() == Ok(number);
                prop_assert!(ours == theirs || same, "{} {}", ours, theirs);
            }
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        for number in [0.0, -0.0, 5.0, 1e15, 1e16, 1e21, -1e300, 5e-324, 1e-5, -1.5e-7, f64::MAX, f64::MIN_POSITIVE] {
            assert_eq!(Decimal(number).to_string(), number.to_string());
        }
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Decimal(number).to_string(), number.to_string());
        }
    }
}
