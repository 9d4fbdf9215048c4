//! The JavaScript face of the engine: options in, reports out, bulk data as typed arrays. No logic.
//!
//! A refused input is thrown as a plain object `{ code, message, at? }`.

mod memory;
mod options;
mod report;
mod statistics;

use std::cell::RefCell;

use js_sys::{Array, Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::area::{self, Area};
use crate::error::{Code, GeobitError, Place};
use crate::geo::{self, LonLat};
use crate::geometry::{self, Packed};
use crate::kernel;
use crate::load;
use crate::questions::geofence;
use crate::questions::route;
use crate::questions::routes;
use crate::route_line::Route;
use crate::snapshot;

type JsResult<T> = Result<T, JsValue>;

/// Version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Takes a file in pieces.
#[wasm_bindgen]
pub struct Loader {
    inner: load::Loader,
}

#[wasm_bindgen]
impl Loader {
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> JsResult<Loader> {
        let inner = options::read(&options).and_then(load::Loader::new).map_err(report::error)?;
        Ok(Loader { inner })
    }

    pub fn push(&mut self, chunk: &[u8]) -> JsResult<()> {
        self.inner.push(chunk).map_err(report::error)
    }

    /// Data rows read so far.
    #[wasm_bindgen(getter)]
    pub fn rows(&self) -> f64 {
        self.inner.rows() as f64
    }

    /// Ends the file and indexes the incidents.
    pub fn finish(self) -> JsResult<EngineSnapshot> {
        self.inner.finish().map(EngineSnapshot::new).map_err(report::error)
    }
}

/// Takes columns of the same length, copied once. `names` are those of the kinds.
#[wasm_bindgen(js_name = loadColumns)]
pub fn load_columns(
    lon: &Float64Array,
    lat: &Float64Array,
    day: &Int32Array,
    kind: Option<Uint8Array>,
    names: Option<Vec<String>>,
    uncertainty_km: Option<Float32Array>,
    options: JsValue,
) -> JsResult<EngineSnapshot> {
    let options: load::LoadOptions = options::read(&options).map_err(report::error)?;
    let columns = snapshot::Bulk {
        lon: lon.to_vec(),
        lat: lat.to_vec(),
        day: day.to_vec(),
        kind: kind.map(|kind| kind.to_vec()),
        kind_names: names,
        uncertainty_km: uncertainty_km.map(|km| km.to_vec()),
    };
    load::columns(columns, options).map(EngineSnapshot::new).map_err(report::error)
}

/// A loaded snapshot.
#[wasm_bindgen]
pub struct EngineSnapshot {
    inner: snapshot::Snapshot,
    /// What the last route left for the next one.
    kept: RefCell<route::Kept>,
}

#[wasm_bindgen]
impl EngineSnapshot {
    pub fn summary(&self) -> JsResult<JsValue> {
        report::plain(self.inner.summary())
    }

    /// The area is GeoJSON text of a Feature or Geometry or, where `shape` is not empty, numbers of that shape. Where only
    /// rows are wanted, they come as those of many areas do.
    pub fn geofence(&self, text: &str, numbers: &[f64], shape: &[u32], options: JsValue) -> JsResult<JsValue> {
        let options: geofence::GeofenceOptions = options::read(&options).map_err(report::error)?;
        let drawn = one(text, numbers, shape).map_err(report::error)?;
        if options.detail == geofence::GeofenceDetail::Rows {
            let rows = geofence::rows_of_many(&self.inner, vec![drawn], &options);
            // There is no other area that the error could be about.
            let error =
                |error: GeobitError| report::error(GeobitError { at: Place { row: None, ..error.at }, ..error });
            return rows.map(report::many).map_err(error);
        }
        self.fence(drawn, &options).map(|found| report::geofence(&found)).map_err(report::error)
    }

    /// The areas are GeoJSON text of a FeatureCollection, or numbers. One report for each feature; where only rows are
    /// wanted, those of all features end to end.
    pub fn geofences(&self, text: &str, numbers: &[f64], shape: &[u32], options: JsValue) -> JsResult<JsValue> {
        let options: geofence::GeofenceOptions = options::read(&options).map_err(report::error)?;
        let drawn = all(text, numbers, shape).map_err(report::error)?;
        if options.detail == geofence::GeofenceDetail::Rows {
            return geofence::rows_of_many(&self.inner, drawn, &options).map(report::many).map_err(report::error);
        }
        let fence = |(one, number)| self.fence(one, &options).map_err(|error| report::error(error.at_row(number)));
        let reports = drawn.into_iter().zip(1..).map(|pair| fence(pair).map(|found| report::geofence(&found)));
        Ok(reports.collect::<JsResult<Array>>()?.into())
    }

    /// The line is given as the area of a geofence is.
    pub fn route(&self, text: &str, numbers: &[f64], shape: &[u32], options: JsValue) -> JsResult<JsValue> {
        let wanted: route::RouteOptions = options::read(&options).map_err(report::error)?;
        let line = one(text, numbers, shape).and_then(Route::new).map_err(report::error)?;
        let mut kept = self.kept.borrow_mut();
        let found = route::route_after(&mut kept, &self.inner, &line, &wanted);
        found.map(|found| report::route(&found)).map_err(report::error)
    }

    /// Several lines, given as the areas of many geofences are, and compared. `each` has what one of them is asked otherwise.
    pub fn routes(
        &self,
        text: &str,
        numbers: &[f64],
        shape: &[u32],
        options: JsValue,
        each: &Array,
        compare: JsValue,
    ) -> JsResult<JsValue> {
        let drawn = all(text, numbers, shape).map_err(report::error)?;
        let of_all: route::RouteOptions = options::read(&options).map_err(report::error)?;
        let (mut lines, mut asked) = (Vec::new(), vec![of_all; drawn.len()]);
        for (((drawn, number), wanted), own) in drawn.into_iter().zip(1..).zip(&mut asked).zip(each.iter()) {
            let line = options::fill(wanted, &own).and_then(|()| Route::new(drawn));
            lines.push(line.map_err(|error| report::error(error.at_row(number)))?);
        }
        let compare = options::read(&compare).map_err(report::error)?;
        routes::compare(&self.inner, &lines, &asked, &compare).map_err(report::error).and_then(report::routes)
    }

    /// Full records, in the order asked.
    pub fn incidents(&self, rows: &Uint32Array) -> JsResult<JsValue> {
        let count = self.inner.len();
        let record = |(index, row): (usize, u32)| {
            let words =
                || format!("rows[{index}] is {row}; this snapshot has the rows 0 to {}.", count.saturating_sub(1));
            let refuse = || report::error(GeobitError::new(Code::BadOption, words()).at_field(format!("rows.{index}")));
            if (row as usize) < count { Ok(self.inner.record(row as usize)) } else { Err(refuse()) }
        };
        let records = rows.to_vec().into_iter().enumerate().map(record).collect::<JsResult<Vec<_>>>()?;
        report::plain(&records)
    }

    /// The columns of all incidents, by row, copied.
    pub fn columns(&self) -> JsResult<JsValue> {
        report::columns(&self.inner)
    }
}

impl EngineSnapshot {
    fn new(inner: snapshot::Snapshot) -> EngineSnapshot {
        EngineSnapshot { inner, kept: RefCell::default() }
    }

    fn fence(
        &self,
        drawn: geometry::Shape,
        options: &geofence::GeofenceOptions,
    ) -> crate::error::Result<geofence::GeofenceReport> {
        geofence::geofence(&self.inner, &Area::new(drawn, options.radius_km)?, options)
    }
}

fn one(text: &str, numbers: &[f64], shape: &[u32]) -> crate::error::Result<geometry::Shape> {
    if shape.is_empty() { geometry::parse(text) } else { Packed { numbers, structure: shape }.parse() }
}

fn all(text: &str, numbers: &[f64], shape: &[u32]) -> crate::error::Result<Vec<geometry::Shape>> {
    if shape.is_empty() {
        geometry::parse_collection(text)
    } else {
        Packed { numbers, structure: shape }.parse_collection()
    }
}

/// Distance in km and the azimuths at both points, degrees, of the WGS84 geodesic.
#[wasm_bindgen]
pub fn geodesic(lon1: f64, lat1: f64, lon2: f64, lat2: f64) -> Float64Array {
    let line = geo::inverse(LonLat::new(lon1, lat1), LonLat::new(lon2, lat2));
    Float64Array::from([line.distance_km, line.azimuth1, line.azimuth2].as_slice())
}

/// Share of a disc of radius `disc` at a distance from the centre of a circle of radius `circle` that lies in it.
#[wasm_bindgen(js_name = discOverlap)]
pub fn disc_overlap(disc: f64, circle: f64, distance: f64) -> f64 {
    area::disc_overlap(disc, circle, distance)
}

/// Integral of a Gaussian of width `sigma` around (px, py) along the leg from (ax, ay) to (bx, by).
#[wasm_bindgen(js_name = kernelLine)]
pub fn kernel_line(ax: f64, ay: f64, bx: f64, by: f64, px: f64, py: f64, sigma: f64) -> f64 {
    kernel::leg_integral([ax, ay], [bx, by], [px, py], sigma)
}
