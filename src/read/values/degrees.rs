//! Degrees as people and programs write them: decimal, with a comma or a point, or in degrees, minutes and seconds.

/// No program writes a longer one.
const LONGEST: usize = 60;

/// Which of the two coordinates a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// East and west.
    Lon,
    /// North and south.
    Lat,
}

impl Axis {
    /// Returns its name for messages.
    pub fn name(self) -> &'static str {
        match self {
            Axis::Lon => "longitude",
            Axis::Lat => "latitude",
        }
    }
}

/// What messages say is accepted.
pub const ACCEPTED_DEGREES: &str = "Degrees are written as a number such as -8.02, or with minutes such as 8°01'12\"W.";

/// Reads a longitude or a latitude. Returns `None` for what is not clearly one.
///
/// A letter or a word for the hemisphere is understood in English, French, Spanish, Portuguese and Arabic.
pub fn parse_degrees(text: &str, axis: Axis) -> Option<f64> {
    if text.len() > 4 * LONGEST {
        return None;
    }
    // Most degrees are plain numbers, and a file has millions of them.
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-')) && text.len() <= LONGEST {
        return text.parse().ok();
    }
    let text: String = text.chars().filter_map(plain_letter).collect();
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    parse_number(text).or_else(|| parse_parts(text, axis))
}

/// Splits a text that holds two coordinates and perhaps more. A comma separates only where nothing else does, because it may be the
/// decimal mark.
pub fn split_pair(text: &str) -> [&str; 2] {
    let text = text.trim();
    let has_blanks = text.contains(char::is_whitespace);
    let is_separator = |letter: char| match letter {
        ';' => true,
        ',' => !text.contains(';') && !has_blanks,
        _ => letter.is_whitespace() && !text.contains(';'),
    };
    let mut parts =
        text.split(is_separator).map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty());
    [parts.next().unwrap_or_default(), parts.next().unwrap_or_default()]
}

/// Replaces letters that look the same by one of them, and drops marks of direction.
fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => return None,
        '\u{2212}' | '\u{2010}'..='\u{2013}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{66b}' => '.',
        '\u{660}'..='\u{669}' => char::from_digit(letter as u32 - 0x660, 10)?,
        '\u{6f0}'..='\u{6f9}' => char::from_digit(letter as u32 - 0x6f0, 10)?,
        'º' | '˚' | '∘' => '°',
        '’' | '‘' | '′' | '´' | '`' | 'ʹ' => '\'',
        '”' | '“' | '″' | 'ʺ' => '"',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    })
}

/// Reads a decimal number, of which the comma may be the decimal mark.
fn parse_number(text: &str) -> Option<f64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let is_power = exponent.is_none_or(|power| {
        let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
        !digits.is_empty() && all_digits(digits)
    });
    if !(is_number && is_power) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// The parts of a text in degrees, minutes and seconds.
#[derive(Default)]
struct Parts {
    numbers: Vec<f64>,
    is_negative: bool,
    /// −1 or 1.
    hemisphere: Option<f64>,
    /// Whether something says that these are degrees and minutes: a unit, a colon, or a hemisphere.
    is_marked: bool,
    has_degree_letter: bool,
}

fn parse_parts(text: &str, axis: Axis) -> Option<f64> {
    let mut parts = Parts::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        rest = if first.is_ascii_digit() || (first == '.' && parts.numbers.is_empty()) {
            parts.take_number(rest)?
        } else if is_letter(first) {
            parts.take_word(rest, axis)?
        } else {
            parts.take_mark(rest, first)?
        };
    }
    parts.into_degrees(axis)
}

impl Parts {
    fn take_number<'t>(&mut self, rest: &'t str) -> Option<&'t str> {
        let end =
            rest.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ','))).unwrap_or(rest.len());
        // A comma at the end separates, as in "12°38', 8°".
        self.numbers.push(parse_number(rest[..end].trim_end_matches(','))?);
        (self.numbers.len() <= 3).then_some(&rest[end..])
    }

    fn take_word<'t>(&mut self, rest: &'t str, axis: Axis) -> Option<&'t str> {
        let end = rest.find(|letter: char| !is_letter(letter)).unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        let is_unit = !self.numbers.is_empty()
            && match word {
                "d" | "deg" | "D" => {
                    self.has_degree_letter = true;
                    true
                }
                "m" | "min" | "M" => self.has_degree_letter || self.is_marked,
                "s" | "sec" => self.has_degree_letter && self.numbers.len() == 3,
                _ => false,
            };
        if !is_unit {
            let (of, sign) = hemisphere(&word.to_ascii_lowercase())?;
            if of != axis || self.hemisphere.is_some() {
                return None;
            }
            self.hemisphere = Some(sign);
        }
        self.is_marked = true;
        Some(rest)
    }

    fn take_mark<'t>(&mut self, rest: &'t str, first: char) -> Option<&'t str> {
        match first {
            '-' | '+' if self.numbers.is_empty() && !self.is_negative => self.is_negative = first == '-',
            '°' | '\'' | '"' | ':' if !self.numbers.is_empty() => self.is_marked = true,
            ' ' => {}
            '.' if !self.numbers.is_empty() => {} // as in "N."
            _ => return None,
        }
        Some(&rest[first.len_utf8()..])
    }

    fn into_degrees(self, axis: Axis) -> Option<f64> {
        // Two bare numbers may be thousands that are grouped by blanks.
        if !(self.is_marked || self.numbers.len() == 3) {
            return None;
        }
        let [degrees, minutes, seconds] = [0, 1, 2].map(|i| self.numbers.get(i).copied().unwrap_or(0.0));
        let most = self.numbers.len().checked_sub(1)?;
        let is_whole = self.numbers[..most].iter().all(|number| number.fract() == 0.0);
        let limit = if axis == Axis::Lon { 180.0 } else { 90.0 };
        if !is_whole || minutes >= 60.0 || seconds >= 60.0 || degrees > limit {
            return None;
        }
        let size = degrees + minutes / 60.0 + seconds / 3600.0;
        match (self.is_negative, self.hemisphere) {
            (true, Some(1.0)) => None,
            (true, _) | (_, Some(-1.0)) => Some(-size),
            _ => Some(size),
        }
    }
}

/// Returns whether a letter can belong to a word for a direction.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || ('\u{621}'..='\u{64a}').contains(&letter)
}

/// Returns which coordinate a word or letter for a direction belongs to, and its sign.
fn hemisphere(word: &str) -> Option<(Axis, f64)> {
    const WORDS: [(&[&str], Axis, f64); 4] = [
        (&["n", "north", "nord", "norte", "ش", "شمال", "شمالا"], Axis::Lat, 1.0),
        (&["s", "south", "sud", "sul", "sur", "ج", "جنوب", "جنوبا"], Axis::Lat, -1.0),
        (&["e", "east", "est", "este", "leste", "l", "ق", "شرق", "شرقا"], Axis::Lon, 1.0),
        (&["w", "west", "o", "ouest", "oeste", "غ", "غرب", "غربا"], Axis::Lon, -1.0),
    ];
    WORDS.iter().find(|(words, ..)| words.contains(&word)).map(|(_, axis, sign)| (*axis, *sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_a_point_or_a_comma() {
        for (text, expected) in [
            ("12.639", 12.639),
            (" -8,003 ", -8.003),
            ("\u{2212}8.003", -8.003),
            ("+.5", 0.5),
            ("5.", 5.0),
            ("-4e0", -4.0),
            ("\u{a0}1,5E1\u{a0}", 15.0),
            ("١٢٫٥", 12.5),
        ] {
            assert_eq!(parse_degrees(text, Axis::Lat), Some(expected), "{text}");
        }
    }

    #[test]
    fn degrees_and_minutes_are_read_with_their_hemisphere() {
        let west = -(8.0 + 11.0 / 3600.0);
        for text in [
            "8°00'11\"W",
            "W8 00 11",
            "8° 0′ 11″ O",
            "8º00’11,0” Oeste",
            "-8:00:11",
            "8d00m11s W",
            "8 00 11 Ouest",
            "-8 0 11",
            "8°00'11''W",
            "8°0'11\" غرب",
        ] {
            let found = parse_degrees(text, Axis::Lon).unwrap_or(f64::NAN);
            assert!((found - west).abs() < 1e-12, "{text}: {found}");
        }
        assert_eq!(parse_degrees("N12°38.34'", Axis::Lat), Some(12.0 + 38.34 / 60.0));
        assert_eq!(parse_degrees("12.639° N", Axis::Lat), Some(12.639));
        assert_eq!(parse_degrees("12.639°", Axis::Lat), Some(12.639));
        assert_eq!(parse_degrees("-8.003 W", Axis::Lon), Some(-8.003));
        assert_eq!(parse_degrees("7°29'L", Axis::Lon), Some(7.0 + 29.0 / 60.0));
    }

    #[test]
    fn pairs_are_split_where_no_decimal_comma_is_meant() {
        for (text, expected) in [
            ("12.64, -8.5", ["12.64", "-8.5"]),
            ("12.64,-8.5", ["12.64", "-8.5"]),
            ("12,64 -8,5", ["12,64", "-8,5"]),
            ("12,64; -8,5", ["12,64", "-8,5"]),
            ("12,64, -8,5", ["12,64", "-8,5"]),
            ("12.64 -8.5 330 5", ["12.64", "-8.5"]),
            ("12°38'N 8°W", ["12°38'N", "8°W"]),
            ("12.64", ["12.64", ""]),
            (" ", ["", ""]),
        ] {
            assert_eq!(split_pair(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_clearly_one_is_none() {
        for text in [
            "",
            " ",
            "x",
            "0x10",
            "1.2.3",
            "-7.684.833.333.333.330",
            "1,234,567",
            "12,5.5",
            "12 639",
            "NaN",
            "inf",
            "12°60'",
            "12.5°30'",
            "12°38'20\"61\"",
            "12°W",
            "8 E W",
            "--8",
            "8-",
            "12°38'20\"N 8°",
            "1e",
            "°",
            "N",
            "12°\u{202e}x",
        ] {
            assert_eq!(parse_degrees(text, Axis::Lat), None, "{text:?}");
        }
        assert_eq!(parse_degrees("-8 E", Axis::Lon), None);
        assert_eq!(parse_degrees(&"1".repeat(1000), Axis::Lat), None);
    }
}
