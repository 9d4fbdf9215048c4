//! What the columns of a table are, by their names.

use super::names::Words;
use super::records::{Record, Records};
use super::{Row, times, wkt};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::routes::bad;
use crate::read::routes::findings::{Findings, clean_name};
use crate::read::routes::recognise::unknown;
use crate::read::values::{self, Axis};

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many names of columns a message lists.
const LISTED: usize = 8;

/// Where the place of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Two {
        lon: usize,
        lat: usize,
    },
    /// Latitude and longitude in one cell, as forms and map programs copy them.
    One(usize),
    Wkt(usize),
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    pub(super) place: Place,
    pub(super) name: Option<usize>,
    pub(super) time: Option<usize>,
    pub(super) date: Option<usize>,
    pub(super) order: Option<usize>,
    pub(super) kilometre: Option<usize>,
    pub(super) group: Option<usize>,
    /// Whether there are speeds, bearings or the like, which only a receiver writes.
    pub(super) has_motion: bool,
    /// Whether there are such columns, and the type of the first row is a letter, as receivers write it.
    pub(super) is_of_receiver: bool,
}

impl Columns {
    /// Finds the separator and the columns. The records that follow the header are still to be read.
    ///
    /// # Errors
    /// `UnknownFormat`, with the names of the columns, for a header without a place.
    pub(super) fn find<'t>(text: &'t str, findings: &mut Findings<'_>) -> Result<(Records<'t>, Columns)> {
        let (table, line, stated) = split_separator_line(text);
        let mut widest: Vec<String> = Vec::new();
        let separators = SEPARATORS.into_iter().filter(|separator| stated.is_none_or(|stated| stated == *separator));
        // Two columns with any separator are clearer than a single one with both coordinates.
        let tries = [true, false]
            .into_iter()
            .flat_map(|is_split| separators.clone().map(move |separator| (separator, is_split)));
        for (separator, is_split) in tries {
            let mut records = Records::new(table, line, separator);
            let Some(header) = records.next()? else { continue };
            let names: Vec<String> = (0..header.len()).map(|column| clean_name(header.field(column))).collect();
            let mut rows = Records::new(table, line, separator);
            rows.next()?;
            if let Some(columns) = Columns::new(names.clone(), &first_row(rows), is_split, findings) {
                return Ok((records, columns));
            }
            if names.len() > widest.len() {
                widest = names;
            }
        }
        Err(no_place(&widest, line))
    }

    fn new(names: Vec<String>, first_row: &[String], is_split: bool, findings: &mut Findings<'_>) -> Option<Columns> {
        let words: Vec<Words> = names.iter().map(|name| Words::new(name)).collect();
        let find = |is_it: &dyn Fn(&Words) -> bool| words.iter().position(is_it);
        let wkt = (0..names.len()).find(|column| {
            words[*column].is_geometry() && first_row.get(*column).is_some_and(|cell| wkt::is_wkt(cell.trim()))
        });
        let [lons, lats] = [Axis::Lon, Axis::Lat].map(|axis| coordinates(&words, axis));
        let two = || Some(Place::Two { lon: *lons.first()?, lat: *lats.first()? });
        let place = wkt.map(Place::Wkt).or_else(two);
        let place = if is_split { place } else { find(&Words::is_position).map(Place::One) }?;
        if let Place::Two { .. } = place {
            tell_if_several(&lons, &names, Axis::Lon, findings);
            tell_if_several(&lats, &names, Axis::Lat, findings);
        }
        if let Place::One(column) = place {
            let name = quote_excerpt(&names[column]);
            findings.doubt(format!(
                "The column {name} is read with the latitude first, as forms and map programs write it."
            ));
        }
        Some(Columns {
            place,
            name: find(&Words::is_stop).or_else(|| find(&Words::is_name)),
            time: find(&Words::is_time),
            date: find(&Words::is_date).or_else(|| first_row.iter().position(|cell| times::is_date(cell))),
            order: find(&Words::is_order),
            kilometre: find(&Words::is_kilometre),
            group: find(&Words::is_group),
            has_motion: words.iter().any(Words::is_motion),
            is_of_receiver: words.iter().any(Words::is_motion)
                && words
                    .iter()
                    .zip(first_row)
                    .filter(|(words, _)| words.is_kind())
                    .all(|(_, cell)| cell.trim().chars().count() <= 2),
            names,
        })
    }

    /// Returns what a row holds.
    pub(super) fn row(&self, record: &Record<'_>, at: LonLat) -> Row {
        let cell = |column: Option<usize>| column.map_or("", |column| record.field(column).trim());
        let number = |column: Option<usize>| values::parse_degrees(cell(column), Axis::Lon);
        // A date and a time of day in two columns make one time.
        let time = match (cell(self.date), cell(self.time)) {
            ("", time) => time.to_string(),
            (date, "") => date.to_string(),
            (date, time) if self.date == self.time || times::has_date(time) || date == time => time.to_string(),
            (date, time) => format!("{date} {time}"),
        };
        Row {
            name: clean_name(cell(self.name)),
            at,
            time,
            order: number(self.order).or_else(|| number(self.kilometre)),
            group: clean_name(cell(self.group)),
        }
    }

    /// Refuses a row with more cells than the header has names: its commas are not all separators.
    pub(super) fn check_width(&self, record: &Record<'_>) -> Result<()> {
        let (width, names) = (record.len(), self.names.len());
        if width <= names || (names..width).all(|column| record.field(column).trim().is_empty()) {
            return Ok(());
        }
        let line = record.line;
        let message = format!(
            "Row {line} has {width} cells, and the header has {names}. If numbers have decimal commas, separate the columns by semicolons or \
             put the numbers in quotation marks."
        );
        Err(bad(message).at_row(line))
    }

    /// Returns the name of the column that holds a coordinate.
    pub(super) fn field(&self, axis: Axis) -> String {
        let column = match (self.place, axis) {
            (Place::Two { lon, .. }, Axis::Lon) => lon,
            (Place::Two { lat, .. }, Axis::Lat) => lat,
            (Place::One(column) | Place::Wkt(column), _) => column,
        };
        self.names[column].clone()
    }
}

/// Returns the columns whose names are most clearly those of a coordinate.
fn coordinates(words: &[Words], axis: Axis) -> Vec<usize> {
    let rank = |column: &usize| words[*column].coordinate_rank(axis);
    let best = (0..words.len()).map(|column| rank(&column)).max().unwrap_or(0);
    (0..words.len()).filter(|column| best > 0 && rank(column) == best).collect()
}

fn tell_if_several(columns: &[usize], names: &[String], axis: Axis, findings: &mut Findings<'_>) {
    if columns.len() > 1 {
        let listed: Vec<String> = columns.iter().map(|column| quote_excerpt(&names[*column])).collect();
        findings.doubt(format!(
            "The columns {} could all be the {}; the first is read.",
            listed.join(", "),
            axis.name()
        ));
    }
}

fn first_row(mut rows: Records<'_>) -> Vec<String> {
    match rows.next() {
        Ok(Some(record)) => (0..record.len()).map(|column| record.field(column).to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Takes off the line `sep=;`, with which Excel says what separates the columns.
fn split_separator_line(text: &str) -> (&str, u64, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    let plain = line.trim().trim_matches('"');
    let stated = plain.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &plain[4..]);
    match stated.map(str::as_bytes) {
        Some(&[separator]) => (text[line.len()..].trim_start_matches(['\r', '\n']), 2, Some(separator)),
        Some([]) if line.contains('\t') || plain.len() == 4 => {
            (text[line.len()..].trim_start_matches(['\r', '\n']), 2, Some(b'\t'))
        }
        _ => (text, 1, None),
    }
}

fn no_place(names: &[String], line: u64) -> GeobitError {
    if names.is_empty() {
        return bad("This table is empty.");
    }
    let numbers = names.iter().filter(|name| values::parse_degrees(name, Axis::Lon).is_some()).count();
    if numbers >= 2 {
        let message = format!(
            "Line {line} of this table holds numbers and no names of columns. Add a header such as name,lat,lon, so that nothing has to be \
             guessed."
        );
        return GeobitError::new(Code::UnknownFormat, message).at_row(line);
    }
    let listed: Vec<String> = names.iter().take(LISTED).map(|name| quote_excerpt(name)).collect();
    let more = if names.len() > LISTED { format!(" and {} more", names.len() - LISTED) } else { String::new() };
    unknown(&format!(
        "This text has no columns for latitude and longitude; its first line has {}{more}.",
        listed.join(", ")
    ))
}
