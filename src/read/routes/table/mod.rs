//! Tables: waypoints in the order of a route, a receiver's track, or a list of places, in CSV of any separator.

mod columns;
pub(super) mod judge;
pub(super) mod names;
mod records;
mod times;

use std::collections::BTreeMap;

use geojson::JsonObject;

use super::findings::{Findings, check_vertex, clean_name};
use super::{MAX_FILE_VERTICES, ReadAs, bad, wkt};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::values::{self, Axis};
use columns::{Columns, Place};
use judge::Verdict;
use records::Record;

/// How many rows a doubt lists.
const LISTED: usize = 5;

/// A row with a place.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) at: LonLat,
    /// The text of its time, if there is such a column.
    pub(super) time: String,
    /// The number in a column that shows an order.
    pub(super) order: Option<f64>,
    /// Which of several routes it belongs to.
    pub(super) group: String,
}

/// Reads a table.
pub(super) fn read(text: &str, findings: &mut Findings<'_>) -> Result<()> {
    let (mut records, header) = Columns::find(text, findings)?;
    if findings.options.read_as == ReadAs::Auto {
        names::refuse_events(&header.names, header.date.is_some() && !header.is_of_receiver)?;
    }
    let mut rows = Vec::new();
    let mut without_place = Vec::new();
    let mut has_wkt_rows = false;
    while let Some(record) = records.next()? {
        if record.is_blank() {
            continue;
        }
        header.check_width(&record)?;
        if let Place::Wkt(column) = header.place {
            has_wkt_rows |= add_wkt(&record, column, &header, findings)?;
            continue;
        }
        match read_place(&record, &header)? {
            Some(at) => rows.push(header.row(&record, at)),
            None => without_place.push(record.line),
        }
        if rows.len() > MAX_FILE_VERTICES {
            let message =
                format!("This table has more than {MAX_FILE_VERTICES} rows, which is the most that is read as routes.");
            return Err(GeobitError::new(Code::TooLarge, message));
        }
    }
    if has_wkt_rows {
        return Ok(());
    }
    forget_groups_of_one(&mut rows);
    if rows.is_empty() {
        return Err(bad("This table has a header, but no row with a place below it."));
    }
    add_rows(rows, &without_place, &header, findings)
}

/// Adds the rows as what they are.
fn add_rows(mut rows: Vec<Row>, without_place: &[u64], header: &Columns, findings: &mut Findings<'_>) -> Result<()> {
    let verdict = match findings.options.read_as {
        ReadAs::Auto => judge::judge(&mut rows, header)?,
        ReadAs::Route => judge::as_route(&mut rows, header),
        ReadAs::Sites => Verdict::Sites,
    };
    let is_route = matches!(verdict, Verdict::Ordered(_));
    if let Some(line) = without_place.first() {
        if is_route {
            return Err(bad(format!("Row {line} has no latitude and no longitude; every stop of a route needs both."))
                .at_row(*line));
        }
        findings.doubt(format!("Rows without a place that were left out: {}.", list_rows(without_place)));
    }
    match verdict {
        Verdict::Sites => {
            if rows.len() > 1 && findings.options.read_as == ReadAs::Auto {
                findings.doubt(format!(
                    "This table of {} rows is read as places, because nothing in it shows an order. If they are the stops of a route, read it \
                     as one.",
                    rows.len()
                ));
            }
            rows.into_iter().try_for_each(|row| findings.add_point(&row.name, row.at, JsonObject::new()))
        }
        Verdict::Track { sorted } => {
            if sorted {
                findings
                    .doubt("The rows of this track were not in the order of their times, and have been put into it.");
            }
            add_groups(rows, "track", findings)
        }
        Verdict::Ordered(reason) => {
            if findings.options.read_as == ReadAs::Auto {
                findings.doubt(format!(
                    "This table is read as a route of {} stops, because {reason}. If it is a list of places, read it as sites.",
                    rows.len()
                ));
            }
            add_groups(rows, "waypoints", findings)
        }
    }
}

/// Numbers the groups of the rows in the order in which they begin, and returns that of each row.
fn group_numbers(rows: &[Row]) -> Vec<usize> {
    let mut known = BTreeMap::<&str, usize>::new();
    let number_of = |row| {
        let next = known.len();
        *known.entry(row).or_insert(next)
    };
    rows.iter().map(|row| row.group.as_str()).map(number_of).collect()
}

/// A column whose values hardly ever repeat does not say which route a row belongs to: a receiver may call its bearing `track`.
fn forget_groups_of_one(rows: &mut [Row]) {
    let count = group_numbers(rows).into_iter().max().map_or(0, |last| last + 1);
    if count * 2 > rows.len() {
        rows.iter_mut().for_each(|row| row.group.clear());
    }
}

/// Adds one route for each group of rows, in the order in which the groups begin.
fn add_groups(rows: Vec<Row>, kind: &str, findings: &mut Findings<'_>) -> Result<()> {
    let mut routes: Vec<(String, Vec<LonLat>)> = Vec::new();
    for (number, row) in group_numbers(&rows).into_iter().zip(rows) {
        if number == routes.len() {
            routes.push((row.group, Vec::new()));
        }
        routes[number].1.push(row.at);
    }
    routes.into_iter().try_for_each(|(name, line)| findings.add_route(kind, &name, line))
}

/// Returns the place of a row, or `None` if it has neither of its two coordinates.
fn read_place(record: &Record<'_>, header: &Columns) -> Result<Option<LonLat>> {
    let (lon, lat) = match header.place {
        Place::Two { lon, lat } => (record.field(lon), record.field(lat)),
        Place::One(column) => {
            let cell = record.field(column);
            let [lat, lon] = values::split_pair(cell);
            (lon, lat)
        }
        Place::Wkt(_) => return Ok(None),
    };
    if lon.trim().is_empty() && lat.trim().is_empty() {
        return Ok(None);
    }
    let name = clean_name(header.name.map_or("", |column| record.field(column)));
    let row = if name.is_empty() { format!("Row {}", record.line) } else { format!("Row {} ({name})", record.line) };
    let degrees_of = |cell: &str, axis: Axis| {
        values::parse_degrees(cell, axis).ok_or_else(|| {
            let value = if cell.trim().is_empty() { "no".into() } else { format!("in {} no", quote_excerpt(cell)) };
            let message = format!("{row} has {value} {}. {}", axis.name(), values::ACCEPTED_DEGREES);
            bad(message).at_row(record.line).at_field(header.field(axis))
        })
    };
    let (lon, lat) = (degrees_of(lon, Axis::Lon)?, degrees_of(lat, Axis::Lat)?);
    let at = check_vertex(lon, lat, 0, &row).map_err(|error| GeobitError {
        message: error.message.replace("vertex 0 ", "the place "),
        at: crate::error::ErrorPlace { row: Some(record.line), vertex: None, field: error.at.field },
        ..error
    })?;
    Ok(Some(at))
}

/// Adds the geometry of a row. Returns whether there is one.
fn add_wkt(record: &Record<'_>, column: usize, header: &Columns, findings: &mut Findings<'_>) -> Result<bool> {
    let cell = record.field(column).trim();
    if cell.is_empty() {
        findings.doubt(format!("Row {} has no geometry and was left out.", record.line));
        return Ok(false);
    }
    let name = header.name.map_or("", |column| record.field(column));
    wkt::add(cell, name, &JsonObject::new(), findings).map_err(|error| error.at_row(record.line))?;
    Ok(true)
}

/// Lists rows by their lines.
fn list_rows(lines: &[u64]) -> String {
    let listed: Vec<String> = lines.iter().take(LISTED).map(u64::to_string).collect();
    let more = if lines.len() > LISTED { format!(" and {} more", lines.len() - LISTED) } else { String::new() };
    format!("{}{more}", listed.join(", "))
}
