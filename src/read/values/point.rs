//! Cells that hold both coordinates.

use super::degrees::{Axis, parse_degrees, split_pair};

/// Reads a cell that holds latitude and longitude, as survey forms write them: `12.37 -1.52 301 4` or `12.37, -1.52`. Altitude and
/// accuracy may follow. `POINT (-1.52 12.37)` has the longitude first. Returns longitude and latitude, not yet checked for their
/// range.
pub fn parse_point(text: &str) -> Option<(f64, f64)> {
    if text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("POINT")) {
        let inner = text[5..].trim_start_matches([' ', 'Z', 'M', 'z', 'm']);
        let mut numbers = inner.strip_prefix('(')?.strip_suffix(')')?.split_ascii_whitespace();
        let (lon, lat) = (numbers.next()?, numbers.next()?);
        return Some((parse_degrees(lon, Axis::Lon)?, parse_degrees(lat, Axis::Lat)?));
    }
    let [lat, lon] = split_pair(text);
    Some((parse_degrees(lon, Axis::Lon)?, parse_degrees(lat, Axis::Lat)?))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for text in ["", "12.37", "a b", "POINT(", "POINT EMPTY", "é"] {
            assert_eq!(parse_point(text), None, "{text}");
        }
    }
}
