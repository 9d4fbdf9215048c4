//! Degrees of longitude and latitude: decimal with a point or a comma, with minutes and seconds, with the letter of a hemisphere.

use super::numbers::ascii_sign;

/// Which of the two coordinates a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// East and west.
    Longitude,
    /// North and south.
    Latitude,
}

/// No program writes a longer coordinate.
const MAX_LENGTH: usize = 60;

/// Reads degrees, not yet checked for their range: `12.639`, `12,639`, `−8`, `8.003°W`, `12°38'20"N`, `N 12 38.33`, `12:38:20`.
/// Returns `None` for anything else, for minutes or seconds of 60 or more, and for a hemisphere of the other axis.
pub fn parse_degrees(text: &str, axis: Axis) -> Option<f64> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    match text.parse::<f64>() {
        Ok(degrees) if degrees.is_finite() => return Some(degrees),
        Ok(_) => return None,
        Err(_) => {}
    }
    let text: String = text.chars().map(ascii_sign).collect();
    let (number, hemisphere) = split_hemisphere(text.trim(), axis)?;
    let (sign, number) = match number.strip_prefix('-') {
        // A sign and a letter would say it twice, perhaps in contradiction.
        Some(_) if hemisphere.is_some() => return None,
        Some(number) => (-1.0, number),
        None => (1.0, number.strip_prefix('+').unwrap_or(number)),
    };
    read_sexagesimal(number.trim()).map(|degrees| degrees * hemisphere.unwrap_or(sign))
}

/// Reads a cell that holds latitude and longitude, as survey forms write them: `12.37 -1.52 301 4` or `12.37, -1.52`. Altitude and
/// accuracy may follow. `POINT (-1.52 12.37)` has the longitude first. Returns longitude and latitude.
pub fn parse_point(text: &str) -> Option<(f64, f64)> {
    let upper = text.get(..5).map(str::to_ascii_uppercase);
    if upper.as_deref() == Some("POINT") {
        let inner = text[5..].trim_start_matches([' ', 'Z', 'M', 'z', 'm']);
        let mut numbers = inner.strip_prefix('(')?.strip_suffix(')')?.split_ascii_whitespace();
        let (lon, lat) = (numbers.next()?, numbers.next()?);
        return Some((parse_degrees(lon, Axis::Longitude)?, parse_degrees(lat, Axis::Latitude)?));
    }
    let parts: Vec<&str> = text.split([' ', ';']).flat_map(|part| part.split(", ")).collect();
    let parts: Vec<&str> =
        parts.into_iter().map(|part| part.trim_matches(',')).filter(|part| !part.is_empty()).collect();
    let parts = match parts.as_slice() {
        // `12.37,-1.52`: two decimal points tell that the comma parts two numbers.
        [both] if both.matches('.').count() == 2 && both.matches(',').count() == 1 => both.split(',').collect(),
        _ => parts,
    };
    let (lat, lon) = match parts.as_slice() {
        [lat, lon] | [lat, lon, _] | [lat, lon, _, _] => (lat, lon),
        _ => return None,
    };
    Some((parse_degrees(lon, Axis::Longitude)?, parse_degrees(lat, Axis::Latitude)?))
}

/// Takes the letter of a hemisphere from either end, and returns the rest and the sign of the letter. In French, Portuguese and
/// Spanish, west is written `O`.
fn split_hemisphere(text: &str, axis: Axis) -> Option<(&str, Option<f64>)> {
    let sign_of = |letter: char| match (axis, letter.to_ascii_uppercase()) {
        (Axis::Latitude, 'N') | (Axis::Longitude, 'E') => Some(1.0),
        (Axis::Latitude, 'S') | (Axis::Longitude, 'W' | 'O') => Some(-1.0),
        _ => None,
    };
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    match (first.is_alphabetic(), last.is_alphabetic()) {
        (false, false) => Some((text, None)),
        (true, false) => sign_of(first).map(|sign| (text[first.len_utf8()..].trim(), Some(sign))),
        (false, true) => sign_of(last).map(|sign| (text[..text.len() - last.len_utf8()].trim(), Some(sign))),
        (true, true) => None,
    }
}

/// Reads degrees, or degrees and minutes, or degrees, minutes and seconds, of which only the last may have decimals.
fn read_sexagesimal(text: &str) -> Option<f64> {
    let is_mark = |letter: char| {
        matches!(letter, '°' | 'º' | '˚' | '\'' | '"' | '\u{2032}' | '\u{2033}' | '\u{201d}' | '\u{201c}' | ':' | ' ')
    };
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    let (last, whole) = parts.split_last()?;
    if whole.len() > 2 || !whole.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let last = decimal(last)?;
    match whole {
        [] => Some(last),
        [degrees] if last < 60.0 => Some(decimal(degrees)? + last / 60.0),
        [degrees, minutes] if last < 60.0 => {
            let minutes = decimal(minutes).filter(|minutes| *minutes < 60.0)?;
            Some(decimal(degrees)? + minutes / 60.0 + last / 3600.0)
        }
        _ => None,
    }
}

/// Reads digits with at most one decimal point or comma. A degree has no thousands, so either is the decimal sign.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let signs = text.bytes().filter(|byte| !byte.is_ascii_digit()).count();
    if plain && signs <= 1 { text.replace(',', ".").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lat(text: &str) -> Option<f64> {
        parse_degrees(text, Axis::Latitude)
    }

    #[test]
    fn degrees_are_read_in_every_notation() {
        let expected = 12.0 + 38.0 / 60.0 + 20.0 / 3600.0;
        for text in ["12°38'20\"N", "12° 38' 20\" N", "N12 38 20", "12:38:20", "12º38′20″N", "12°38’20”N", "12 38 20 n"]
        {
            assert!((lat(text).unwrap() - expected).abs() < 1e-12, "{text}");
        }
        for (text, degrees) in [
            ("12.639", 12.639),
            ("12,639", 12.639),
            ("\u{2212}12,5", -12.5),
            ("12.5°", 12.5),
            ("12.5 S", -12.5),
            ("S 12,5", -12.5),
            ("12°30.0'S", -12.5),
            ("1.25e1", 12.5),
            ("+12,5", 12.5),
            ("\u{a0}12,5", 12.5),
        ] {
            assert_eq!(lat(text), Some(degrees), "{text}");
        }
        assert_eq!(parse_degrees("8°00'36\"W", Axis::Longitude), Some(-8.01));
        assert_eq!(parse_degrees("8,01 O", Axis::Longitude), Some(-8.01));
    }

    #[test]
    fn what_is_no_degree_is_refused() {
        for text in [
            "",
            "x",
            "NaN",
            "inf",
            "12.481.666.666.666.600",
            "12°60'N",
            "12°30'60\"",
            "12.5°30'",
            "-12N",
            "12E",
            "N12N",
            "1,2,3",
            "1.2,3",
            "12 30 20 10",
            "°",
            "12..5",
        ] {
            assert_eq!(lat(text), None, "{text}");
        }
        assert_eq!(lat(&"1".repeat(61)), None);
    }

    #[test]
    fn a_cell_may_hold_both_coordinates() {
        for text in [
            "12.37 -1.52 301 4",
            "12.37, -1.52",
            "12.37,-1.52",
            "12.37;-1.52",
            "12,37 -1,52",
            "POINT (-1.52 12.37)",
            "Point Z(-1.52 12.37 301)",
        ] {
            assert_eq!(parse_point(text), Some((-1.52, 12.37)), "{text}");
        }
        for text in ["", "12.37", "12,37", "a b", "1 2 3 4 5", "POINT(", "POINT EMPTY", "é", "12,3,4"] {
            assert_eq!(parse_point(text), None, "{text}");
        }
    }
}
