//! Numbers as text, read and written.
//!
//! The standard library does both, with code for any number of digits and tables that weigh 19 kB and 12 kB in the module.
//! So no message is made from an `f64` as it is, and none is read by `parse`: numbers are read as those of JSON are.

use std::fmt;

use crate::json;

/// The number nearest to a decimal text of up to 15 digits, and of more digits this one or its neighbour. Digits may be
/// missing on one side of the point.
pub fn parse(text: &str) -> Option<f64> {
    json::number(text).or_else(|| json::number(&as_json(text)?))
}

/// JSON wants a digit on either side of the point, and has neither a plus nor zeros at the beginning.
fn as_json(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = digits.split_at(digits.find(['e', 'E']).unwrap_or(digits.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = !(whole.starts_with('-') || whole.is_empty() && fraction.is_empty());
    let whole = whole.trim_start_matches('0');
    let zero = if whole.is_empty() { "0" } else { "" };
    is_number.then(|| [sign, zero, whole, ".", fraction, "0", exponent].concat())
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
        fn numbers_are_read_as_rust_reads_them(whole in 0..1_000_000_000u64, fraction in 0..1_000_000u64, exponent in -7..7i32, any in -1e6..1e6f64) {
            for text in [format!("{whole}.{fraction:06}"), format!("-{whole}.{fraction:06}e{exponent}"), format!("+00{whole}"), format!(".{fraction:06}"), format!("-{whole}.")] {
                prop_assert_eq!(parse(&text), text.parse().ok(), "{}", text);
            }
            let read = parse(&any.to_string()).unwrap();
            prop_assert!((any.next_down()..=any.next_up()).contains(&read), "{any} {read}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", ".", "-", "+", "e5", ".e5", "1,5", "1 5", "12a", "0x10", "--1", "+-1", "1e", "1.2.3", "[1]", "null",
            "\"1\"", "NaN", "inf", "1e999",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, number) in [
            ("0", 0.0),
            ("-0", 0.0),
            ("00", 0.0),
            ("1E3", 1000.0),
            ("5.e-1", 0.5),
            ("+.5", 0.5),
            ("18446744073709551616", 18446744073709551616.0),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
    }

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
