//! Numbers with a decimal point or comma, marks between thousands, blanks and minus signs of typesetters.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The decimal sign of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decimal {
    /// `12.5`.
    #[default]
    #[serde(rename = ".")]
    Point,
    /// `12,5`, as in most of Europe, Africa and Latin America.
    #[serde(rename = ",")]
    Comma,
}

/// No program writes a longer number.
const MAX_LENGTH: usize = 40;

/// Reads a finite number in the style of the file. Marks between thousands are accepted where they part groups of three digits.
pub fn parse_number(text: &str, decimal: Decimal) -> Option<f64> {
    let plain = plain_number(text, decimal)?;
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Reads a whole number of 0 or more, which may have decimals that are all 0: `1,234`, `1 234`, `15960.0`.
pub fn parse_count(text: &str, decimal: Decimal) -> Option<u32> {
    let plain = plain_number(text, decimal)?;
    let (digits, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (whole && fraction.bytes().all(|byte| byte == b'0')).then(|| digits.parse().ok()).flatten()
}

/// Returns which decimal sign a coordinate is written with. A degree has no thousands, so its only sign is the decimal one.
pub fn decimal_evidence(degrees: &str) -> Option<Decimal> {
    let mut signs = degrees.chars().filter(|letter| matches!(letter, '.' | ','));
    match (signs.next(), signs.next()) {
        (Some(','), None) => Some(Decimal::Comma),
        (Some('.'), None) => Some(Decimal::Point),
        _ => None,
    }
}

/// Returns a number as Rust writes it, or `None` for a text that cannot be one.
fn plain_number(text: &str, decimal: Decimal) -> Option<Cow<'_, str>> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    let has_thousands = decimal == Decimal::Comma && text.contains('.');
    if is_plain && !has_thousands {
        return Some(Cow::Borrowed(text));
    }
    let spaced: String = text.chars().map(ascii_sign).collect();
    let (sign, number) = match spaced.strip_prefix(['-', '+']) {
        Some(number) => (&spaced[..1], number),
        None => ("", spaced.as_str()),
    };
    let (mark, thousands) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = match number.split_once(mark) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let whole = without_thousands(whole, thousands)?;
    let fraction = fraction.unwrap_or("0");
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then(|| Cow::Owned(format!("{sign}{whole}.{fraction}")))
}

/// Returns the digits of a whole number without the marks between its thousands, which must all be the same.
fn without_thousands(whole: &str, mark: char) -> Option<String> {
    let used = [mark, ' ', '\''].into_iter().find(|mark| whole.contains(*mark));
    let groups: Vec<&str> = match used {
        Some(used) => whole.split(used).collect(),
        None => vec![whole],
    };
    let (first, others) = groups.split_first()?;
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = others.iter().all(|group| group.len() == 3 && digits(group));
    let first_is_whole = digits(first) && (others.is_empty() || (1..=3).contains(&first.len()));
    (grouped && first_is_whole && !whole.is_empty()).then(|| groups.concat())
}

/// Returns the letter of a keyboard for minus signs, blanks and digits that look the same and are others.
pub(super) fn ascii_sign(letter: char) -> char {
    match letter {
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => ' ',
        '\u{2019}' => '\'',
        // The Arabic decimal and thousands separators.
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{660}'..='\u{669}' => char::from(b'0' + (letter as u32 - 0x660) as u8),
        '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (letter as u32 - 0x6f0) as u8),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_the_style_of_the_file() {
        let point = |text| parse_number(text, Decimal::Point);
        let comma = |text| parse_number(text, Decimal::Comma);
        for (text, number) in [
            ("12.5", 12.5),
            ("-8", -8.0),
            ("1e3", 1000.0),
            ("\u{2212}8.5", -8.5),
            ("1,234.5", 1234.5),
            ("1 234.5", 1234.5),
            ("1\u{202f}234", 1234.0),
            ("1'234'567.25", 1_234_567.25),
            ("١٢", 12.0),
        ] {
            assert_eq!(point(text), Some(number), "{text}");
        }
        for (text, number) in
            [("12,5", 12.5), ("1.234,5", 1234.5), ("1.234", 1234.0), ("\u{2212}0,25", -0.25), ("7", 7.0)]
        {
            assert_eq!(comma(text), Some(number), "{text}");
        }
        for text in ["", "x", "1,2", "1,23", "12,34.5", "1.2.3", "1,234,5", "NaN", "inf", "1 23", "--1", "1-", " "] {
            assert_eq!(point(text), None, "{text}");
        }
        for text in ["1.5", "1.23", "12.3456", "1,2,3", "-7.684.833.333.333.33"] {
            assert_eq!(comma(text), None, "{text}");
        }
        assert_eq!(point(&"1".repeat(41)), None);
    }

    #[test]
    fn counts_are_whole() {
        for (text, decimal, count) in [
            ("15960.0", Decimal::Point, 15960),
            ("15960.", Decimal::Point, 15960),
            ("1,234", Decimal::Point, 1234),
            ("1.234", Decimal::Comma, 1234),
            ("3,0", Decimal::Comma, 3),
            ("1\u{a0}234", Decimal::Comma, 1234),
            ("0", Decimal::Point, 0),
        ] {
            assert_eq!(parse_count(text, decimal), Some(count), "{text}");
        }
        for text in ["-1", "1.5", "1e3", "", ".0", "4294967296", "1,23"] {
            assert_eq!(parse_count(text, Decimal::Point), None, "{text}");
        }
    }

    #[test]
    fn the_only_sign_of_a_degree_is_its_decimal_one() {
        assert_eq!(decimal_evidence("12,639"), Some(Decimal::Comma));
        assert_eq!(decimal_evidence("-8.1"), Some(Decimal::Point));
        for text in ["12", "1.2.3", "1,2.3", ""] {
            assert_eq!(decimal_evidence(text), None);
        }
    }
}
