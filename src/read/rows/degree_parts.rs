//! Degrees whose minutes, seconds or hemisphere stand in columns of their own: `lat_deg`, `lat_min`, `lat_sec`, `lat_dir`.

use crate::read::names::Name;
use crate::read::names::words::{DEGREES, HEMISPHERE, LATITUDE, LONGITUDE, MAXIMUM, MINUTES, SECONDS, Words};

/// The columns beside one of degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DegreeParts {
    minutes: Option<usize>,
    seconds: Option<usize>,
    hemisphere: Option<usize>,
}

impl DegreeParts {
    /// Iterates over the columns.
    pub fn columns(self) -> impl Iterator<Item = usize> {
        [self.minutes, self.seconds, self.hemisphere].into_iter().flatten()
    }

    /// Joins the cells to one text in degrees, minutes and seconds; it is empty where all cells are. `cell` returns the text of a column.
    pub fn join<'r>(self, degrees: &str, cell: impl Fn(usize) -> std::borrow::Cow<'r, str>) -> String {
        let [minutes, seconds, hemisphere] = [self.minutes, self.seconds, self.hemisphere]
            .map(|column| column.map_or(std::borrow::Cow::Borrowed(""), &cell));
        if minutes.is_empty() && seconds.is_empty() {
            return if degrees.is_empty() { String::new() } else { format!("{degrees} {hemisphere}").trim().into() };
        }
        // Some repeat the sign of the degrees.
        let unsigned = |text: &str| {
            if degrees.starts_with('-') { text.trim_start_matches('-').to_string() } else { text.to_string() }
        };
        let minutes = if minutes.is_empty() { "0".into() } else { unsigned(&minutes) };
        let seconds = if seconds.is_empty() { String::new() } else { format!("{}\"", unsigned(&seconds)) };
        format!("{degrees}°{minutes}'{seconds} {hemisphere}").trim().into()
    }
}

/// A file has a few places in each row at most.
const MAX_COLUMNS: usize = 64;

/// The columns of a file that are parts of degrees.
pub struct PartFinder {
    /// The columns of degrees and those beside each.
    found: Vec<(usize, DegreeParts)>,
}

impl PartFinder {
    /// Finds the parts among the names of the columns, taken apart.
    pub fn new(own: &[Name]) -> PartFinder {
        let columns: Vec<Column<'_>> = own.iter().enumerate().filter_map(Column::new).take(MAX_COLUMNS).collect();
        let found = columns.iter().filter_map(|degrees| Some((degrees.number, degrees.parts(&columns, own)?)));
        PartFinder { found: found.collect() }
    }

    /// Returns the columns beside one of degrees.
    pub fn of(&self, degrees: usize) -> Option<DegreeParts> {
        self.found.iter().find(|(column, _)| *column == degrees).map(|(_, parts)| *parts)
    }

    /// Returns whether a column holds minutes, seconds or a hemisphere.
    pub fn is_part(&self, column: usize) -> bool {
        self.found.iter().any(|(_, parts)| parts.columns().any(|part| part == column))
    }
}

/// A column whose name has a word for a coordinate.
struct Column<'n> {
    number: usize,
    is_latitude: bool,
    words: Vec<&'n str>,
}

impl<'n> Column<'n> {
    fn new((number, name): (usize, &'n Name)) -> Option<Column<'n>> {
        let mut words: Vec<&str> = name.words().iter().map(String::as_str).collect();
        // `latdeg` is written as one.
        if let [word] = words[..]
            && let Some((axis, part)) = split_word(word)
        {
            words = vec![axis, part];
        }
        let is_latitude = words.iter().any(|word| is_one_of(word, &LATITUDE));
        let is_longitude = words.iter().any(|word| is_one_of(word, &LONGITUDE));
        (is_latitude != is_longitude).then_some(Column { number, is_latitude, words })
    }

    /// Returns what is beside this column, if it may hold degrees.
    fn parts(&self, columns: &[Column<'_>], own: &[Name]) -> Option<DegreeParts> {
        let base = self.without(&DEGREES).unwrap_or_else(|| self.words.clone());
        let find = |part: &Words| {
            let is_beside = |column: &&Column<'_>| {
                column.number != self.number && column.without(part).is_some_and(|words| words == base)
            };
            columns.iter().find(is_beside).map(|column| column.number)
        };
        // The least and the most latitude of a box are no minutes.
        let is_box = find(&MAXIMUM).is_some();
        let minutes = find(&MINUTES).filter(|_| !is_box);
        let alone = |names: &[&str]| own.iter().position(|name| names.contains(&name.whole()));
        let by_itself = || alone(if self.is_latitude { &["ns"] } else { &["ew", "eo", "we", "oe"] });
        let parts = DegreeParts {
            minutes,
            seconds: find(&SECONDS).filter(|_| minutes.is_some()),
            hemisphere: find(&HEMISPHERE).or_else(by_itself),
        };
        (parts != DegreeParts::default()).then_some(parts)
    }

    /// Returns the words of the name but for the one that says which part it is; `None` where none says so.
    fn without(&self, part: &Words) -> Option<Vec<&'n str>> {
        let at = self.words.iter().rposition(|word| is_one_of(word, part))?;
        let mut words = self.words.clone();
        words.remove(at);
        Some(words)
    }
}

fn is_one_of(word: &str, words: &Words) -> bool {
    words.iter().any(|words| words.contains(&word))
}

/// Splits a word such as `latmin`.
fn split_word(word: &str) -> Option<(&str, &str)> {
    let axes = LATITUDE.into_iter().chain(LONGITUDE).flatten();
    let rests = axes.filter_map(|axis| word.strip_prefix(axis).map(|rest| (&word[..axis.len()], rest)));
    let is_part = |rest: &str| [&DEGREES, &MINUTES, &SECONDS, &HEMISPHERE].iter().any(|part| is_one_of(rest, part));
    rests.into_iter().find(|(_, rest)| is_part(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(names: &[&str]) -> PartFinder {
        PartFinder::new(&names.iter().map(|name| Name::new(name)).collect::<Vec<_>>())
    }

    #[test]
    fn minutes_are_found_beside_their_degrees() {
        for names in [
            ["lat_deg", "lat_min", "lat_sec", "lat_dir"],
            ["latitude_degrees", "latitude_minutes", "latitude_seconds", "latitude_hemisphere"],
            ["latdeg", "latmin", "latsec", "ns"],
            ["Degrés latitude", "Minutes latitude", "Secondes latitude", "N/S"],
            ["lat", "lat_m", "lat_s", "lat_ns"],
        ] {
            let parts = find(&names);
            let expected = DegreeParts { minutes: Some(1), seconds: Some(2), hemisphere: Some(3) };
            assert_eq!(parts.of(0), Some(expected), "{names:?}");
            assert!(!parts.is_part(0) && (1..4).all(|column| parts.is_part(column)), "{names:?}");
        }
        for names in [&["lat_min", "lat_max", "lat"][..], &["lat", "lon"], &["lat_deg", "lon_min"], &["deg", "min"]] {
            let parts = find(names);
            assert!((0..names.len()).all(|column| parts.of(column).is_none()), "{names:?}");
        }
    }

    #[test]
    fn parts_are_joined_as_people_write_them() {
        let parts = DegreeParts { minutes: Some(0), seconds: Some(1), hemisphere: Some(2) };
        let join = |degrees: &str, cells: [&'static str; 3]| parts.join(degrees, |column| cells[column].into());
        assert_eq!(join("12", ["39", "", ""]), "12°39'");
        assert_eq!(join("-8", ["-59", "30", ""]), "-8°59'30\"");
        assert_eq!(join("8", ["59", "30", "W"]), "8°59'30\" W");
        assert_eq!(join("8.5", ["", "", "W"]), "8.5 W");
        assert_eq!(join("", ["", "", "W"]), "");
        assert_eq!(join("", ["30", "", ""]), "°30'");
    }
}
