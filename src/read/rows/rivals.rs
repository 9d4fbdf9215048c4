//! Columns that may hold the same field: `deaths` and `killed`, `date` twice, the latitudes of two places. Which one is meant is not
//! for a program to say, so it is asked or told.

use std::borrow::Cow;

use super::column_map::{FieldWords, split_known};
use super::degree_parts::PartFinder;
use super::fields::{FieldSource, Location};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::read::names::Name;
use crate::read::names::words::{LATITUDE, LONGITUDE};
use crate::read::values::{self, Axis, Style};

/// The columns that may hold a field beside the one that is read.
#[derive(Clone, Debug)]
pub struct Rivals {
    pub field: usize,
    pub columns: Vec<usize>,
    holds: Holds,
}

/// What a field holds, which says when two of its columns differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Degrees(Axis),
    Point,
    Other,
}

/// More rivals of one field say nothing more.
const MAX_RIVALS: usize = 8;

/// Two ways to write the same place differ by less, in degrees: about 1 km.
const SAME_PLACE: f64 = 0.01;

/// Finds the rivals of the column that was chosen for a field. `own` are the names of the columns, taken apart.
pub fn find(field: usize, chosen: usize, known: FieldWords, own: &[Name], parts: &PartFinder) -> Option<Rivals> {
    let (whole, words) = split_known(known);
    let holds = match () {
        () if known.contains(&"latitude") => Holds::Degrees(Axis::Lat),
        () if known.contains(&"longitude") => Holds::Degrees(Axis::Lon),
        () if known.contains(&"gps_coordinates") => Holds::Point,
        () => Holds::Other,
    };
    // Other fields have names of different things, such as `date` and `day`, the better of which is read. Projected coordinates are
    // no degrees.
    let are_synonyms = holds != Holds::Other || known[0] == "fatalities_best";
    let spelt: Vec<Name> = whole.iter().filter(|name| name.chars().count() > 1).map(|name| Name::new(name)).collect();
    let is_whole = |name: &Name| spelt.iter().any(|known| known.whole() == name.whole());
    let has_word = |name: &Name| match holds {
        Holds::Degrees(_) => words.iter().any(|word| name.has_word(word)),
        Holds::Point => words.iter().any(|word| name.has_word(word)) && !name.has(&LATITUDE) && !name.has(&LONGITUDE),
        Holds::Other => words.iter().any(|word| name.has_unless_of_other_day(word)),
    };
    let is_rival = |name: &Name| {
        name.whole() == own[chosen].whole()
            || if is_whole(&own[chosen]) {
                are_synonyms && is_whole(name)
            } else {
                has_word(&own[chosen]) && has_word(name)
            }
    };
    let others = own.iter().enumerate().filter(|(column, _)| *column != chosen && !parts.is_part(*column));
    let columns = others.filter(|(_, name)| is_rival(name)).map(|(column, _)| column);
    let columns: Vec<usize> = columns.take(MAX_RIVALS).collect();
    (!columns.is_empty()).then_some(Rivals { field, columns, holds })
}

impl Rivals {
    /// Returns whether one of two cells says something else than the one that is read.
    fn differ(&self, read: &str, other: &str) -> bool {
        if other.is_empty() {
            return false;
        }
        let is_far = |a: f64, b: f64| (a - b).abs() > SAME_PLACE;
        match self.holds {
            // What is no degree is no rival.
            Holds::Degrees(axis) => {
                let limit = if axis == Axis::Lat { 90.0 } else { 180.0 };
                let degrees = |text: &str| values::parse_degrees(text, axis).filter(|degrees| degrees.abs() <= limit);
                degrees(other).is_some_and(|other| degrees(read).is_none_or(|read| is_far(read, other)))
            }
            Holds::Point => {
                let read = values::parse_point(read);
                let are_far =
                    |(lon, lat)| read.is_none_or(|(own_lon, own_lat)| is_far(lon, own_lon) || is_far(lat, own_lat));
                values::parse_point(other).is_some_and(are_far)
            }
            Holds::Other if read == other => false,
            Holds::Other => {
                let day = |text: &str| values::parse_day(text, &Style::default());
                day(read).is_none() || day(read) != day(other)
            }
        }
    }

    fn is_place(&self) -> bool {
        self.holds != Holds::Other
    }
}

/// Two columns for the same field, and the first row in which they differ.
#[derive(Debug)]
struct Found {
    field: &'static str,
    is_place: bool,
    names: [String; 2],
    cells: [String; 2],
    row: u64,
}

/// Looks at the first rows of a file for columns that may hold the same field and differ.
#[derive(Debug, Default)]
pub struct RivalFinder {
    found: Vec<Found>,
}

impl RivalFinder {
    /// Takes note of one row.
    pub fn see<'r>(&mut self, source: &dyn FieldSource<'r>, row: u64) {
        let map = source.columns();
        let is_read = |rivals: &&Rivals| {
            match rivals.holds {
                Holds::Other => true,
                Holds::Degrees(_) => source.location() == Location::InFields,
                // A cell with both coordinates is read only where they have no columns of their own.
                Holds::Point => source.location() == Location::InFields && !map.has_degrees(),
            }
        };
        for rivals in map.rivals().iter().filter(is_read) {
            let field = map.own_name(rivals.field);
            let Some(chosen) = map.column(rivals.field) else { continue };
            if self.found.iter().any(|found| found.field == field) {
                continue;
            }
            let stated = |column| values::stated(&source.cell(column)).to_string();
            let read = source.text(rivals.field);
            let read = if rivals.is_place() { source.degrees_text(rivals.field) } else { read };
            let differing = rivals.columns.iter().find(|column| rivals.differ(&read, &stated(**column)));
            if let Some(other) = differing {
                self.found.push(Found {
                    field,
                    is_place: rivals.is_place(),
                    names: [map.column_name(chosen), map.column_name(*other)],
                    cells: [read.into_owned(), stated(*other)],
                    row,
                });
            }
        }
    }

    /// Returns what is odd about the columns.
    ///
    /// # Errors
    /// With the given code and our name of the field, where the place of incidents may be in either of two columns.
    pub fn decide(&self, code: Code) -> Result<Vec<String>> {
        let shown = |cell: &String| if cell.is_empty() { Cow::Borrowed("nothing") } else { quote_excerpt(cell).into() };
        if let Some(Found { field, names: [read, other], cells, row, .. }) =
            self.found.iter().find(|found| found.is_place)
        {
            let [own, others] = cells.each_ref().map(shown);
            let message = format!(
                "Two columns may hold {field}: {read} and {other}. In row {row} they hold {own} and {others}, so they are different \
                 places. Give a mapping that names the column of {field} for the place of the incident; of two columns with the same \
                 name, rename one."
            );
            return Err(GeobitError::new(code, message).at_row(*row).at_field(*field));
        }
        let doubts = self.found.iter().map(|Found { field, names: [read, other], cells, row, .. }| {
            let [own, others] = cells.each_ref().map(shown);
            format!(
                "two columns may hold {field}: {read}, which is read, and {other}, which is not; in row {row} they hold {own} and \
                 {others}. A mapping says which one is meant"
            )
        });
        Ok(doubts.collect())
    }
}
