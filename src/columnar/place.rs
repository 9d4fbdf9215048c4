//! Where a row is, by the columns that GeoParquet declares or that hold geometries.
//!
//! Source: GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/.

use serde_json::Value;

use super::cell::Meaning;
use super::{Cell, ParquetFile};
use crate::error::{Code, GeobitError, Result, quote_letters};

/// The columns that say where a row is, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceColumns {
    /// A geometry as well-known binary.
    Binary(usize),
    /// Longitude and latitude.
    Point(usize, usize),
}

/// Where a row is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// At a longitude and a latitude in degrees, not yet checked.
    At(f64, f64),
    /// Nowhere: there is no geometry, or an empty one.
    Unknown,
    /// At a geometry that is not a point.
    NotPoint,
    /// At a geometry in another reference system than degrees, by its number of the EPSG register.
    OtherSystem(u32),
    /// At a geometry that cannot be read.
    Damaged,
}

/// Longitude and latitude in degrees, WGS 84, by the EPSG register.
const WGS_84: u32 = 4326;

impl PlaceColumns {
    /// Returns the numbers of the columns.
    pub fn columns(self) -> Vec<usize> {
        match self {
            PlaceColumns::Binary(column) => vec![column],
            PlaceColumns::Point(lon, lat) => vec![lon, lat],
        }
    }

    /// Returns where a row is, by the cells of all columns.
    pub fn place(self, cells: &[Vec<Cell>], row: usize) -> Place {
        let cell = |column: usize| cells[column].get(row).unwrap_or(&Cell::Empty);
        match self {
            PlaceColumns::Binary(column) => match cell(column) {
                Cell::Empty => Place::Unknown,
                Cell::Bytes(bytes) => point_of(bytes.data()),
                _ => Place::Damaged,
            },
            PlaceColumns::Point(lon, lat) => match (cell(lon).number(), cell(lat).number()) {
                (Some(lon), Some(lat)) if !(lon.is_nan() && lat.is_nan()) => Place::At(lon, lat),
                (None, None) | (Some(_), Some(_)) => Place::Unknown,
                _ => Place::Damaged,
            },
        }
    }
}

/// Finds the columns: those that the file declares as its primary geometry, or else the first geometry.
///
/// # Errors
/// `BadParquet` for a reference system other than longitude and latitude in degrees.
pub fn find(file: &ParquetFile) -> Result<Option<PlaceColumns>> {
    let geo: Value = file.text("geo").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    if let Some(columns) = declared(file, &geo) {
        check_system(&geo)?;
        return Ok(Some(columns));
    }
    let Some(column) = file.columns.iter().position(|column| column.meaning == Meaning::Geometry) else {
        return Ok(None);
    };
    match file.system_of(column) {
        Some(system) if !is_degrees(system) => Err(other_system(system)),
        _ => Ok(Some(PlaceColumns::Binary(column))),
    }
}

/// Checks the reference system of the primary geometry. Without one it is longitude and latitude; `null` says that nobody knows.
fn check_system(geo: &Value) -> Result<()> {
    let Some(name) = geo["primary_column"].as_str() else { return Ok(()) };
    let system = &geo["columns"][name]["crs"];
    let (id, is_angular) = (&system["id"], system["type"] == "GeographicCRS");
    let code = id["code"].as_str().map_or_else(|| id["code"].to_string(), str::to_owned);
    let named = format!("{}:{code}", id["authority"].as_str().unwrap_or_default());
    let is_wgs_84 = system["name"].as_str().is_some_and(|name| name.starts_with("WGS 84"));
    if system.is_null() || is_degrees(&named) || (id.is_null() && is_angular && is_wgs_84) {
        return Ok(());
    }
    let title = system["name"].as_str().unwrap_or("another reference system");
    Err(other_system(&if id.is_null() { title.to_owned() } else { format!("{title} ({named})") }))
}

/// Whether the name of a reference system stands for longitude and latitude in degrees.
fn is_degrees(system: &str) -> bool {
    const NAMES: [&str; 6] = ["", "OGC:CRS84", "OGC:CRS84h", "EPSG:4326", "EPSG:4979", "srid:4326"];
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(system))
}

fn other_system(system: &str) -> GeobitError {
    let message = format!(
        "The coordinates of this Parquet file are in {}; longitude and latitude in degrees (WGS 84, EPSG:4326) are wanted. Convert the \
         file, for example with ogr2ogr -t_srs EPSG:4326.",
        quote_letters(system, 80)
    );
    GeobitError::new(Code::BadParquet, message).at_field("crs")
}

fn declared(file: &ParquetFile, geo: &Value) -> Option<PlaceColumns> {
    let name = geo.get("primary_column")?.as_str()?;
    let encoding = geo.get("columns")?.get(name)?.get("encoding")?.as_str()?;
    match encoding.to_ascii_lowercase().as_str() {
        "wkb" => file.column(name).map(PlaceColumns::Binary),
        "point" => {
            let member = |member: &str| file.column(&format!("{name}.{member}"));
            Some(PlaceColumns::Point(member("x")?, member("y")?))
        }
        _ => None,
    }
}

/// Reads a point in well-known binary, as ISO and as PostGIS write it.
///
/// Source: OGC 06-103r4, Simple feature access, section 8.
fn point_of(bytes: &[u8]) -> Place {
    const POINT: u32 = 1;
    const HAS_REFERENCE_SYSTEM: u32 = 0x2000_0000;
    let Some((&order, rest)) = bytes.split_first() else { return Place::Unknown };
    let Some(code) = word(rest, 0, order) else { return Place::Damaged };
    // The thousands, or the two highest bits, say that there are heights or measures, which follow the coordinates.
    if (code & 0x0fff_ffff) % 1000 != POINT {
        return Place::NotPoint;
    }
    let has_system = code & HAS_REFERENCE_SYSTEM != 0;
    match word(rest, 4, order).filter(|_| has_system) {
        // 0 says that nobody knows.
        Some(system) if ![0, WGS_84].contains(&system) => return Place::OtherSystem(system),
        _ => {}
    }
    let start = if has_system { 8 } else { 4 };
    match (double(rest, start, order), double(rest, start + 8, order)) {
        (Some(lon), Some(lat)) if lon.is_nan() && lat.is_nan() => Place::Unknown,
        (Some(lon), Some(lat)) => Place::At(lon, lat),
        _ => Place::Damaged,
    }
}

fn word(bytes: &[u8], at: usize, order: u8) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    match order {
        0 => Some(u32::from_be_bytes(bytes)),
        1 => Some(u32::from_le_bytes(bytes)),
        _ => None,
    }
}

fn double(bytes: &[u8], at: usize, order: u8) -> Option<f64> {
    let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(if order == 0 { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn binary(order: u8, code: u32, numbers: &[f64]) -> Vec<u8> {
        let mut bytes = vec![order];
        bytes.extend(if order == 0 { code.to_be_bytes() } else { code.to_le_bytes() });
        for number in numbers {
            bytes.extend(if order == 0 { number.to_be_bytes() } else { number.to_le_bytes() });
        }
        bytes
    }

    #[test]
    fn points_are_read_in_every_form() {
        for order in [0, 1] {
            for code in [1, 1001, 2001, 3001, 0x8000_0001, 0x4000_0001] {
                assert_eq!(point_of(&binary(order, code, &[-8.0, 12.6, 5.0, 6.0])), Place::At(-8.0, 12.6));
            }
        }
        let mut with_system = binary(1, 0x2000_0001, &[]);
        with_system.extend(4326u32.to_le_bytes());
        with_system.extend([-8.0f64, 12.6].iter().flat_map(|number| number.to_le_bytes()));
        assert_eq!(point_of(&with_system), Place::At(-8.0, 12.6));
        with_system[5..9].copy_from_slice(&32_632u32.to_le_bytes());
        assert_eq!(point_of(&with_system), Place::OtherSystem(32_632));
        assert_eq!(point_of(&binary(1, 1, &[f64::NAN, f64::NAN])), Place::Unknown);
        assert_eq!(point_of(&[]), Place::Unknown);
    }

    #[test]
    fn reference_systems_other_than_degrees_are_refused_by_name() {
        let check = |crs: Value| check_system(&json!({ "primary_column": "g", "columns": { "g": { "crs": crs } } }));
        let with_id = |name: &str, authority: &str, code: Value| json!({ "type": "GeographicCRS", "name": name, "id": { "authority": authority, "code": code } });
        assert!(check(Value::Null).is_ok() && check_system(&Value::Null).is_ok());
        assert!(check(with_id("WGS 84 (CRS84)", "OGC", json!("CRS84"))).is_ok());
        assert!(check(with_id("WGS 84", "EPSG", json!(4326))).is_ok());
        assert!(check(json!({ "type": "GeographicCRS", "name": "WGS 84" })).is_ok());
        let error = check(with_id("WGS 84 / UTM zone 32N", "EPSG", json!(32632))).unwrap_err();
        assert!(error.message.contains("WGS 84 / UTM zone 32N (EPSG:32632)"), "{}", error.message);
        assert!(check(json!({ "type": "ProjectedCRS", "name": "WGS 84 / UTM zone 32N" })).is_err());
    }

    #[test]
    fn what_is_no_point_is_told() {
        assert_eq!(point_of(&binary(1, 3, &[])), Place::NotPoint);
        assert_eq!(point_of(&binary(1, 1002, &[])), Place::NotPoint);
        assert_eq!(point_of(&binary(1, 1, &[5.0])), Place::Damaged);
        assert_eq!(point_of(&binary(7, 1, &[5.0, 5.0])), Place::Damaged);
        assert_eq!(point_of(&[1, 1]), Place::Damaged);
    }
}
