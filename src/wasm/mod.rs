//! The JavaScript face of the engine: options in, reports out, bulk data as typed arrays. No logic.
//!
//! A refused input is thrown as a plain object `{ code, message, at? }`.

mod memory;
mod options;
mod panic;
mod report;
mod statistics;

use std::cell::RefCell;

use js_sys::{Array, Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;

use crate::area::{self, Area};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{self, LonLat};
use crate::geometry::{self, Packed, Shape};
use crate::kernel;
use crate::load;
use crate::questions::geofence::{self, GeofenceBatch};
use crate::questions::route::{self, RouteOptions, SweepCache};
use crate::questions::routes;
use crate::route_line::Route;
use crate::snapshot;

type JsResult<T> = std::result::Result<T, JsValue>;

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
    let columns = snapshot::ColumnSource {
        lon: lon.to_vec(),
        lat: lat.to_vec(),
        day: day.to_vec(),
        kind: kind.map(|kind| kind.to_vec()),
        kind_names: names,
        uncertainty_km: uncertainty_km.map(|km| km.to_vec()),
    };
    load::load_columns(columns, options).map(EngineSnapshot::new).map_err(report::error)
}

/// A loaded snapshot.
#[wasm_bindgen]
pub struct EngineSnapshot {
    inner: snapshot::Snapshot,
    cache: RefCell<SweepCache>,
}

// A shape is GeoJSON text of a Feature or Geometry, or of a FeatureCollection where several are asked about. Where
// `structure` is not empty, it is numbers with that structure instead, as `pack.js` of the package writes them.
#[wasm_bindgen]
impl EngineSnapshot {
    pub fn summary(&self) -> JsResult<JsValue> {
        report::plain(self.inner.summary())
    }

    /// The geofence report of one area.
    pub fn geofence(&self, text: &str, numbers: &[f64], structure: &[u32], options: JsValue) -> JsResult<JsValue> {
        let options: geofence::GeofenceOptions = options::read(&options).map_err(report::error)?;
        let area = read_shape(text, numbers, structure).and_then(|shape| Area::new(shape, options.radius_km));
        let answer = area.and_then(|area| geofence::geofence(&self.inner, &area, &options));
        answer.map(report::geofence).map_err(report::error)
    }

    /// The geofence reports of many areas.
    pub fn geofences(&self, text: &str, numbers: &[f64], structure: &[u32], options: JsValue) -> JsResult<JsValue> {
        let options = options::read(&options).map_err(report::error)?;
        let shapes = read_shapes(text, numbers, structure).map_err(report::error)?;
        geofence::geofences(&self.inner, shapes, options).map(report::geofences).map_err(report::error)
    }

    /// The report of one route.
    pub fn route(&self, text: &str, numbers: &[f64], structure: &[u32], options: JsValue) -> JsResult<JsValue> {
        let options: RouteOptions = options::read(&options).map_err(report::error)?;
        let route = read_shape(text, numbers, structure).and_then(Route::new).map_err(report::error)?;
        let answer = route::route_incremental(&mut self.cache.borrow_mut(), &self.inner, &route, &options);
        answer.map(report::route).map_err(report::error)
    }

    /// The reports of several routes and their comparison. `each` has the options of single routes, which are set over the
    /// shared ones.
    pub fn routes(
        &self,
        text: &str,
        numbers: &[f64],
        structure: &[u32],
        shared: JsValue,
        each: &Array,
        compare: JsValue,
    ) -> JsResult<JsValue> {
        let shapes = read_shapes(text, numbers, structure).map_err(report::error)?;
        let _: RouteOptions = options::read(&shared).map_err(report::error)?;
        let (mut lines, mut wanted) = (Vec::new(), Vec::new());
        for ((shape, own), number) in shapes.into_iter().zip(each.iter()).zip(1..) {
            let options: Result<RouteOptions> = options::read(&options::merge(&shared, &own));
            let pair = options.and_then(|options| Ok((Route::new(shape)?, options)));
            let (line, options) = pair.map_err(|error| report::error(error.at_row(number)))?;
            lines.push(line);
            wanted.push(options);
        }
        let compare = options::read(&compare).map_err(report::error)?;
        routes::routes(&self.inner, &lines, &wanted, &compare).map(report::routes).map_err(report::error)
    }

    /// Full records, in the order asked.
    pub fn incidents(&self, rows: &Uint32Array) -> JsResult<JsValue> {
        let count = self.inner.len();
        let record = |(index, row): (usize, u32)| {
            if (row as usize) < count {
                return Ok(self.inner.record(row as usize));
            }
            let last = count.saturating_sub(1);
            let message = format!("rows[{index}] is {row}; this snapshot has the rows 0 to {last}.");
            Err(report::error(GeobitError::new(Code::BadOption, message).at_field(format!("rows.{index}"))))
        };
        let records = rows.to_vec().into_iter().enumerate().map(record).collect::<JsResult<Vec<_>>>()?;
        report::plain(&records)
    }

    /// The columns of all incidents, by row, copied.
    pub fn columns(&self) -> JsValue {
        report::columns(&self.inner)
    }
}

impl EngineSnapshot {
    fn new(inner: snapshot::Snapshot) -> EngineSnapshot {
        EngineSnapshot { inner, cache: RefCell::default() }
    }
}

/// Many areas of one question, answered some at a time.
#[wasm_bindgen]
pub struct EngineBatch {
    inner: RefCell<GeofenceBatch>,
}

#[wasm_bindgen]
impl EngineBatch {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, numbers: &[f64], structure: &[u32], options: JsValue) -> JsResult<EngineBatch> {
        let options = options::read(&options).map_err(report::error)?;
        let shapes = read_shapes(text, numbers, structure).map_err(report::error)?;
        Ok(EngineBatch { inner: RefCell::new(GeofenceBatch::new(shapes, options)) })
    }

    /// Number of areas.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.inner.borrow().total()
    }

    /// Answers the next areas, at most `count`; returns how many are answered so far.
    pub fn advance(&self, snapshot: &EngineSnapshot, count: usize) -> JsResult<usize> {
        let mut batch = self.inner.borrow_mut();
        batch.advance(&snapshot.inner, count).map_err(report::error)?;
        Ok(batch.done())
    }

    /// The reports, each with the place of its area among all.
    pub fn finish(self) -> JsValue {
        report::geofences(self.inner.into_inner().finish())
    }
}

fn read_shape(text: &str, numbers: &[f64], structure: &[u32]) -> Result<Shape> {
    if structure.is_empty() { geometry::parse(text) } else { Packed { numbers, structure }.parse() }
}

fn read_shapes(text: &str, numbers: &[f64], structure: &[u32]) -> Result<Vec<Shape>> {
    if structure.is_empty() {
        geometry::parse_collection(text)
    } else {
        Packed { numbers, structure }.parse_collection()
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
