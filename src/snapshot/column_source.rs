//! Incidents that a caller has as columns of numbers already. They are checked instead of read.

use std::cell::Cell;
use std::ops::Range;

use super::arrange::{CoreColumns, arrange, require_room};
use super::record_store::RecordStore;
use super::{Provenance, Snapshot};
use crate::day::DAYS;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::{Day, Kind, MAX_UNCERTAINTY_KM};
use crate::intake::{KIND_MISSING, ReadSummary, TOO_UNCERTAIN, Warning};

/// The largest accepted radius of uncertainty in km: half the way around the Earth. From [`MAX_UNCERTAINTY_KM`] on, the
/// incident cannot be located.
const MAX_ACCEPTED_KM: f32 = 20_037.0;
/// The number of rows that are checked at once. Only where one of them fails are they checked one by one.
const CHECK_BATCH: usize = 512;

/// Incidents as columns, in the caller's order. Every column has one value for each incident.
///
/// ```
/// use geobit::load::{LoadOptions, load_columns};
/// use geobit::snapshot::ColumnSource;
///
/// let columns = ColumnSource { lon: vec![-8.0], lat: vec![12.6], day: vec![20_500], ..ColumnSource::default() };
/// assert_eq!(load_columns(columns, LoadOptions::default())?.len(), 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ColumnSource {
    /// Longitudes in degrees, from -180 to 180; NaN for an incident without coordinates.
    pub lon: Vec<f64>,
    /// Latitudes in degrees, from -90 to 90; NaN for an incident without coordinates.
    pub lat: Vec<f64>,
    /// First days, counted from 1970-01-01; from 0000-01-01 to 9999-12-31.
    pub day: Vec<Day>,
    /// Indices into `kind_names`, from 0. Without this column, every incident is of the kind `other`.
    pub kind: Option<Vec<u8>>,
    /// The [names](Kind::name) of the kinds; by default those of [`Kind::ALL`].
    pub kind_names: Option<Vec<String>>,
    /// Radii of uncertainty in km, from 0 to 20037; NaN where an incident cannot be located, as it cannot with a radius above
    /// 500. Without this column, every incident is exactly at its coordinates.
    pub uncertainty_km: Option<Vec<f32>>,
}

impl ColumnSource {
    /// Checks every value, indexes the incidents and returns the snapshot. Columns that are in the order of an index already,
    /// such as those of a snapshot, keep their order and so their row numbers.
    ///
    /// # Errors
    /// `BadOption` for columns of different lengths or without a row, for an unknown name of a kind, and for a value out of
    /// its range. The error has the row (from 1) and the name of the column. `TooLarge` if there is not enough memory.
    pub fn into_snapshot(self, provenance: Provenance) -> Result<Snapshot> {
        let rows = self.lon.len();
        let without_kind = if self.kind.is_none() { rows as u64 } else { 0 };
        require_room("This snapshot", rows)?;
        let mut columns = self.into_checked()?;
        let too_uncertain = leave_out_too_uncertain(&mut columns.uncertainty_km);
        let warnings = [(KIND_MISSING, without_kind), (TOO_UNCERTAIN, too_uncertain)].into_iter();
        let warnings = warnings
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| Warning { reason: reason.to_string(), count, rows: Vec::new() })
            .collect();
        let intake = ReadSummary {
            format: "columns".into(),
            layout: "generic".into(),
            rows: rows as u64,
            rejected: 0,
            rejections: Vec::new(),
            warnings,
            provider: None,
        };
        Ok(arrange(columns, RecordStore::of_rows(rows), provenance, intake, 0))
    }

    pub(super) fn into_checked(self) -> Result<CoreColumns> {
        let rows = self.lon.len();
        let lengths = [
            ("lat", self.lat.len()),
            ("day", self.day.len()),
            ("kind", self.kind.as_ref().map_or(rows, Vec::len)),
            ("uncertaintyKm", self.uncertainty_km.as_ref().map_or(rows, Vec::len)),
        ];
        if let Some((field, length)) = lengths.into_iter().find(|(_, length)| *length != rows) {
            let message = format!(
                "{field} has {length} values and lon has {rows}; every column has one value for each incident."
            );
            return Err(GeobitError::new(Code::BadOption, message).at_field(field));
        }
        if rows == 0 {
            let message = "The columns are empty: they hold no incidents.";
            return Err(GeobitError::new(Code::BadOption, message).at_field("lon"));
        }
        let names = self.kind_names.filter(|_| self.kind.is_some());
        let kinds = names.map_or(Ok(Kind::ALL.to_vec()), parse_kinds)?;
        let kind = self.kind.unwrap_or_else(|| vec![Kind::Other as u8; rows]);
        let mut uncertainty_km = self.uncertainty_km.unwrap_or_else(|| vec![0.0; rows]);
        let (lon, lat, day) = (self.lon, self.lat, self.day);

        let any_without_coordinates = Cell::new(false);
        // Degrees are within their limit, or there are no coordinates.
        let check_degrees = |rows: Range<usize>, degrees: &[f64], limit: f64| {
            all(&degrees[rows.clone()], |degrees| degrees.abs() <= limit) || {
                any_without_coordinates.set(true);
                rows.into_iter().all(|row| degrees[row].abs() <= limit || (lon[row].is_nan() && lat[row].is_nan()))
            }
        };
        check(
            rows,
            &[
                Rule {
                    field: "lon",
                    expected: "a longitude in degrees from -180 to 180, or NaN in both lon and lat",
                    accepts: &|rows| check_degrees(rows, &lon, 180.0),
                    value: &|row| lon[row],
                },
                Rule {
                    field: "lat",
                    expected: "a latitude in degrees from -90 to 90, or NaN in both lon and lat",
                    accepts: &|rows| check_degrees(rows, &lat, 90.0),
                    value: &|row| lat[row],
                },
                Rule {
                    field: "day",
                    expected: "a day from 0000-01-01 to 9999-12-31, counted from 1970-01-01",
                    accepts: &|rows| all(&day[rows], |day| (day >= *DAYS.start()) & (day <= *DAYS.end())),
                    value: &|row| day[row].into(),
                },
                Rule {
                    field: "uncertaintyKm",
                    expected: "a radius in km from 0 to 20037, or NaN where the incident cannot be located",
                    accepts: &|rows| {
                        all(&uncertainty_km[rows], |km| (0.0..=MAX_ACCEPTED_KM).contains(&km) | km.is_nan())
                    },
                    value: &|row| uncertainty_km[row].into(),
                },
                Rule {
                    field: "kind",
                    expected: "an index into kindNames, from 0",
                    accepts: &|rows| all(&kind[rows], |index| usize::from(index) < kinds.len()),
                    value: &|row| kind[row].into(),
                },
            ],
        )?;
        if any_without_coordinates.get() {
            // Incidents without coordinates cannot be located.
            uncertainty_km.iter_mut().zip(&lon).filter(|(_, lon)| lon.is_nan()).for_each(|(km, _)| *km = f32::NAN);
        }
        // A table with an entry for every byte needs no check of its bounds.
        let mut table = [Kind::Other; 256];
        table.iter_mut().zip(&kinds).for_each(|(entry, kind)| *entry = *kind);
        let kind = kind.iter().map(|index| table[usize::from(*index)]).collect();
        Ok(CoreColumns { lon, lat, start: day, kind, uncertainty_km, origin: Vec::new() })
    }
}

/// Replaces radii that are too large to be used by NaN, and returns their number.
fn leave_out_too_uncertain(uncertainty_km: &mut [f32]) -> u64 {
    if all(uncertainty_km, |km| (km <= MAX_UNCERTAINTY_KM) | km.is_nan()) {
        return 0;
    }
    let too_large = uncertainty_km.iter_mut().filter(|km| **km > MAX_UNCERTAINTY_KM);
    too_large.map(|km| *km = f32::NAN).count() as u64
}

/// What the values of a column must be.
struct Rule<'a> {
    field: &'static str,
    expected: &'static str,
    /// Whether the values in a range of rows are accepted.
    accepts: &'a dyn Fn(Range<usize>) -> bool,
    /// The value in a row, for the message.
    value: &'a dyn Fn(usize) -> f64,
}

/// Returns whether the condition holds for all values. The loop has no early exit, which makes it several times as fast.
fn all<T: Copy>(values: &[T], holds: impl Fn(T) -> bool) -> bool {
    values.iter().fold(true, |all, value| all & holds(*value))
}

/// Refuses the first row with a value that is not accepted.
fn check(rows: usize, rules: &[Rule<'_>]) -> Result<()> {
    for start in (0..rows).step_by(CHECK_BATCH) {
        let broken = |rows: Range<usize>| rules.iter().find(|rule| !(rule.accepts)(rows.clone()));
        let mut batch = start..(start + CHECK_BATCH).min(rows);
        if broken(batch.clone()).is_none() {
            continue;
        }
        let first = batch.find_map(|row| broken(row..row + 1).map(|rule| (row, rule)));
        let Some((row, Rule { field, expected, value, .. })) = first else { continue };
        let message = format!("{field} is {} in row {}; expected {expected}.", value(row), row + 1);
        return Err(GeobitError::new(Code::BadOption, message).at_row(row as u64 + 1).at_field(*field));
    }
    Ok(())
}

fn parse_kinds(names: Vec<String>) -> Result<Vec<Kind>> {
    let kind = |(index, name): (usize, &String)| {
        Kind::from_name(name).ok_or_else(|| {
            let known = Kind::ALL.map(Kind::name).join(", ");
            let message =
                format!("kindNames[{index}] is {}, which is not a kind. The kinds are: {known}.", quote_excerpt(name));
            GeobitError::new(Code::BadOption, message).at_field("kindNames")
        })
    };
    names.iter().enumerate().map(kind).collect()
}
