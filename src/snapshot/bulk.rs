//! Incidents given as columns of numbers, by a caller who has them already: checked, not read.

use std::cell::Cell;
use std::ops::{Range, RangeInclusive};

use super::arrange::{Columns, arrange};
use super::records::Records;
use super::{Provenance, Snapshot};
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Kind};
use crate::intake::{KIND_MISSING, ReadSummary, Warning};

/// Days that can be written: 0000-01-01 to 9999-12-31.
const DAYS: RangeInclusive<Day> = -719_528..=2_932_896;
/// Half way round the Earth.
const FARTHEST_KM: f32 = 20_037.0;
/// Rows that are looked at together, before any of them is looked at alone.
const TOGETHER: usize = 512;

/// One value for each incident in every column, in the caller's order.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    /// Degrees; both NaN for an incident without coordinates.
    pub lon: Vec<f64>,
    pub lat: Vec<f64>,
    /// Days since 1970-01-01.
    pub day: Vec<Day>,
    /// Places in `kind_names`; none: every kind is `other`.
    pub kind: Option<Vec<u8>>,
    /// Default: [`Kind::ALL`].
    pub kind_names: Option<Vec<String>>,
    /// From 0; NaN where an incident cannot be located. None: all are where they are said to be.
    pub uncertainty_km: Option<Vec<f32>>,
}

impl Bulk {
    /// Checks every value, indexes the incidents and sums up. What is in the order of an index already, as
    /// a snapshot gives its columns, is taken as it is and keeps its row numbers.
    ///
    /// # Errors
    /// `BadOption` for columns of different lengths or without a row, and for a value out of its range, with the row
    /// (from 1) and the name of the column.
    pub fn finish(self, provenance: Provenance) -> Result<Snapshot> {
        let rows = self.lon.len();
        let warnings = match &self.kind {
            None => vec![Warning { reason: KIND_MISSING.to_string(), count: rows as u64 }],
            Some(_) => Vec::new(),
        };
        let columns = self.checked()?;
        let intake = ReadSummary {
            format: "columns".into(),
            rows: rows as u64,
            rejected: 0,
            rejections: Vec::new(),
            warnings,
            provider: None,
        };
        Ok(arrange(columns, Records::of_rows(rows), provenance, intake))
    }

    fn checked(self) -> Result<Columns> {
        let rows = self.lon.len();
        let lengths = [
            ("lat", self.lat.len()),
            ("day", self.day.len()),
            ("kind", self.kind.as_ref().map_or(rows, Vec::len)),
            ("uncertaintyKm", self.uncertainty_km.as_ref().map_or(rows, Vec::len)),
        ];
        if let Some((field, length)) = lengths.into_iter().find(|(_, length)| *length != rows) {
            let words = format!("{field} has {length} values and lon {rows}; every column has one for each incident.");
            return Err(GeobitError::new(Code::BadOption, words).at_field(field));
        }
        if rows == 0 {
            let words = "The columns hold no incidents: there is not one row in them.";
            return Err(GeobitError::new(Code::BadOption, words).at_field("lon"));
        }
        let names = self.kind_names.filter(|_| self.kind.is_some());
        let kinds = names.map_or(Ok(Kind::ALL.to_vec()), named)?;
        let kind = self.kind.unwrap_or_else(|| vec![Kind::Other as u8; rows]);
        let mut uncertainty_km = self.uncertainty_km.unwrap_or_else(|| vec![0.0; rows]);
        let (lon, lat, day) = (self.lon, self.lat, self.day);

        let placeless = Cell::new(false);
        // Within a range of degrees, or where there are no coordinates.
        let placed = |rows: Range<usize>, degrees: &[f64], most: f64| {
            all(&degrees[rows.clone()], |degrees| degrees.abs() <= most) || {
                placeless.set(true);
                rows.into_iter().all(|row| degrees[row].abs() <= most || (lon[row].is_nan() && lat[row].is_nan()))
            }
        };
        check(
            rows,
            &[
                Rule {
                    field: "lon",
                    wanted: "a longitude in degrees from -180 to 180, or NaN in both lon and lat",
                    hold: &|rows| placed(rows, &lon, 180.0),
                    value: &|row| lon[row],
                },
                Rule {
                    field: "lat",
                    wanted: "a latitude in degrees from -90 to 90, or NaN in both lon and lat",
                    hold: &|rows| placed(rows, &lat, 90.0),
                    value: &|row| lat[row],
                },
                Rule {
                    field: "day",
                    wanted: "a day from 0000-01-01 to 9999-12-31, counted from 1970-01-01",
                    hold: &|rows| all(&day[rows], |day| (day >= *DAYS.start()) & (day <= *DAYS.end())),
                    value: &|row| day[row].into(),
                },
                Rule {
                    field: "uncertaintyKm",
                    wanted: "a radius in km from 0 to 20037, or NaN where the incident cannot be located",
                    hold: &|rows| all(&uncertainty_km[rows], |km| (0.0..=FARTHEST_KM).contains(&km) | km.is_nan()),
                    value: &|row| uncertainty_km[row].into(),
                },
                Rule {
                    field: "kind",
                    wanted: "a place in kindNames, from 0",
                    hold: &|rows| all(&kind[rows], |place| usize::from(place) < kinds.len()),
                    value: &|row| kind[row].into(),
                },
            ],
        )?;
        if placeless.get() {
            // What has no coordinates cannot be located.
            uncertainty_km.iter_mut().zip(&lon).filter(|(_, lon)| lon.is_nan()).for_each(|(km, _)| *km = f32::NAN);
        }
        // One for every byte: no place is looked up in vain.
        let mut table = [Kind::Other; 256];
        table.iter_mut().zip(&kinds).for_each(|(place, kind)| *place = *kind);
        let kind = kind.iter().map(|place| table[usize::from(*place)]).collect();
        Ok(Columns { lon, lat, start: day, kind, uncertainty_km })
    }
}

/// What the values of a column must be.
struct Rule<'a> {
    field: &'static str,
    wanted: &'static str,
    hold: &'a dyn Fn(Range<usize>) -> bool,
    value: &'a dyn Fn(usize) -> f64,
}

/// Without a way out in the loop, which makes it several times as fast.
fn all<T: Copy>(values: &[T], holds: impl Fn(T) -> bool) -> bool {
    values.iter().fold(true, |all, value| all & holds(*value))
}

/// Refuses the first value that does not hold, looking at many rows at once first.
fn check(rows: usize, rules: &[Rule<'_>]) -> Result<()> {
    for start in (0..rows).step_by(TOGETHER) {
        let broken = |rows: Range<usize>| rules.iter().find(|rule| !(rule.hold)(rows.clone()));
        let mut together = start..(start + TOGETHER).min(rows);
        if broken(together.clone()).is_none() {
            continue;
        }
        let first = together.find_map(|row| broken(row..row + 1).map(|rule| (row, rule)));
        let Some((row, Rule { field, wanted, value, .. })) = first else { continue };
        let words = format!("{field} is {} in row {}; needed is {wanted}.", value(row), row + 1);
        return Err(GeobitError::new(Code::BadOption, words).at_row(row as u64 + 1).at_field(*field));
    }
    Ok(())
}

fn named(names: Vec<String>) -> Result<Vec<Kind>> {
    let kind = |(place, name): (usize, &String)| {
        Kind::from_name(name).ok_or_else(|| {
            let known = Kind::ALL.map(Kind::name).join(", ");
            let words = format!("kindNames[{place}] is \"{name}\", which is no kind. Kinds are: {known}.");
            GeobitError::new(Code::BadOption, words).at_field("kindNames")
        })
    };
    names.iter().enumerate().map(kind).collect()
}
