//! The bindings of the core: snapshots, what is asked of them, packs and catalogues.

use std::cell::RefCell;
use std::sync::Arc;

use js_sys::{Float32Array, Float64Array, Int32Array, JSON, Uint8Array, Uint32Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::blob::BlobRanges;
use super::error::error;
use super::options::load_options;
use super::{JsResult, bulk, options, pack, report, today};
use crate::area::Area;
use crate::catalog::{self, Catalog};
use crate::digest;
use crate::error::Result;
use crate::formulas;
use crate::geo::LonLat;
use crate::geometry::{self, Packed, Shape};
use crate::intensity::Fitting;
use crate::load;
use crate::memory;
use crate::questions::alerts::{self, AlertsOptions};
use crate::questions::changes::{ChangesOptions, Comparison};
use crate::questions::clusters::Scan;
use crate::questions::duplicates::duplicates;
use crate::questions::geofence::{self, GeofenceBatch};
use crate::questions::region::region;
use crate::questions::route::{self, RouteOptions, SweepCache};
use crate::questions::routes::{self, RoutesOptions};
use crate::route_line::Route;
use crate::snapshot::{self, pack::PackOptions};

/// Returns the version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Checks the options of a load, so that nothing need be downloaded for options that are refused.
#[wasm_bindgen(js_name = checkLoadOptions)]
pub fn check_load_options(options: &JsValue) -> JsResult<()> {
    load_options(options).and_then(|options| options.check()).map_err(error)
}

/// Receives a file from the module that reads it.
#[wasm_bindgen]
pub struct Receiver {
    inner: load::Receiver,
}

#[wasm_bindgen]
impl Receiver {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> JsResult<Receiver> {
        let inner = load_options(options).and_then(load::Receiver::new).map_err(error)?;
        Ok(Receiver { inner })
    }

    /// Takes a block, which may lie in the memory of the other module.
    pub fn push(&mut self, block: &Uint8Array) -> JsResult<()> {
        memory::require("This file", block.byte_length() as usize).map_err(error)?;
        self.inner.push(&block.to_vec()).map_err(error)
    }

    /// Indexes the incidents.
    pub fn finish(self) -> JsResult<EngineSnapshot> {
        self.inner.finish().map(EngineSnapshot::new).map_err(error)
    }
}

/// Loads a pack that arrives in pieces, or that is read in ranges.
#[wasm_bindgen]
pub struct PackLoader {
    inner: load::PackLoader,
}

#[wasm_bindgen]
impl PackLoader {
    /// `size` is that of the pack in bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, size: f64) -> JsResult<PackLoader> {
        let options = load_options(options).map_err(error)?;
        let inner = load::PackLoader::new(options, size as usize).map_err(error)?;
        Ok(PackLoader { inner })
    }

    /// Prepares to load a pack of which only what is needed is read. Fails outside a worker of a browser.
    #[wasm_bindgen(js_name = ofBlob)]
    pub fn of_blob(options: &JsValue, blob: Blob) -> JsResult<PackLoader> {
        let options = load_options(options).map_err(error)?;
        let ranges = BlobRanges::new(blob)?;
        let inner = load::PackLoader::of_ranges(options, Box::new(ranges)).map_err(error)?;
        Ok(PackLoader { inner })
    }

    /// Takes a delta that brings the pack up to date, before the first piece of the pack.
    #[wasm_bindgen(js_name = addDelta)]
    pub fn add_delta(&mut self, bytes: &[u8]) -> JsResult<()> {
        memory::require("This delta", bytes.len()).map_err(error)?;
        self.inner.add_delta(bytes.to_vec()).map_err(error)
    }

    pub fn push(&mut self, chunk: &[u8]) -> JsResult<()> {
        self.inner.push(chunk).map_err(error)
    }

    /// Ends the pack and indexes its incidents.
    pub fn finish(self) -> JsResult<EngineSnapshot> {
        self.inner.finish().map(EngineSnapshot::new).map_err(error)
    }
}

/// Reads a catalogue of packs, as JSON text, when its signature is verified.
#[wasm_bindgen(js_name = readCatalog)]
pub fn read_catalog(bytes: &[u8], signature: &str, keys: Vec<String>) -> JsResult<String> {
    catalog::read(bytes, signature, &keys).map(|catalog| bulk::to_json(&catalog)).map_err(error)
}

/// Returns the deltas of a catalogue that make one pack of another, as JSON text: a list, or null where there are none.
#[wasm_bindgen(js_name = deltasBetween)]
pub fn deltas_between(catalog: &str, base: &str, result: &str) -> String {
    let catalog: Option<Catalog> = serde_json::from_str(catalog).ok();
    bulk::to_json(&catalog.as_ref().and_then(|catalog| catalog.deltas_between(base, result)))
}

/// Seals a pack that was written with a blank seal.
#[wasm_bindgen(js_name = sealPack)]
pub fn seal_pack(mut file: Vec<u8>) -> JsResult<Vec<u8>> {
    snapshot::pack::seal(&mut file).map_err(error)?;
    Ok(file)
}

/// The SHA-256 of bytes that arrive in pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct Digest {
    inner: digest::Digest,
}

#[wasm_bindgen]
impl Digest {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Digest {
        Digest::default()
    }

    pub fn update(&mut self, bytes: &[u8]) {
        self.inner.update(bytes);
    }

    /// Returns the digest, as 64 small hexadecimal letters.
    pub fn finish(self) -> String {
        self.inner.finish()
    }
}

/// Loads columns of equal length, which are copied. `kind_names` gives the meaning of the numbers in `kind`.
#[wasm_bindgen(js_name = loadColumns)]
pub fn load_columns(
    lon: &Float64Array,
    lat: &Float64Array,
    day: &Int32Array,
    kind: Option<Uint8Array>,
    kind_names: Option<Vec<String>>,
    uncertainty_km: Option<Float32Array>,
    options: &JsValue,
) -> JsResult<EngineSnapshot> {
    let options: load::LoadOptions = options::read(options).map_err(error)?;
    let copied = lon.byte_length() + lat.byte_length() + day.byte_length();
    let copied = copied + kind.as_ref().map_or(0, Uint8Array::byte_length);
    let copied = copied + uncertainty_km.as_ref().map_or(0, Float32Array::byte_length);
    memory::require("This snapshot", copied as usize).map_err(error)?;
    let columns = snapshot::ColumnSource {
        lon: lon.to_vec(),
        lat: lat.to_vec(),
        day: day.to_vec(),
        kind: kind.map(|kind| kind.to_vec()),
        kind_names,
        uncertainty_km: uncertainty_km.map(|km| km.to_vec()),
    };
    load::load_columns(columns, options).map(EngineSnapshot::new).map_err(error)
}

/// A loaded snapshot.
#[wasm_bindgen]
pub struct EngineSnapshot {
    /// Shared with a combination that is being made, and with what was filtered of it.
    inner: Arc<snapshot::Snapshot>,
    cache: RefCell<SweepCache>,
}

// A shape is the GeoJSON text of a Feature or Geometry, or of a FeatureCollection where several are asked about. Where
// `structure` is not empty, the shape is in `numbers` instead, as `pkg/src/pack.js` writes it.
#[wasm_bindgen]
impl EngineSnapshot {
    pub fn summary(&self) -> JsResult<JsValue> {
        bulk::plain(self.inner.summary())
    }

    /// Answers for one area.
    pub fn geofence(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<JsValue> {
        let options: geofence::GeofenceOptions = options::read(options).map_err(error)?;
        let area = read_shape(text, numbers, structure).and_then(|shape| Area::new(shape, options.radius_km));
        let answer = area.and_then(|area| geofence::geofence(&self.inner, &area, &options));
        answer.map(report::geofence).map_err(error)
    }

    /// Answers for many areas in one go.
    pub fn geofences(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<JsValue> {
        let options = options::read(options).map_err(error)?;
        let shapes = read_shapes(text, numbers, structure).map_err(error)?;
        geofence::geofences(&self.inner, shapes, options).map(report::geofences).map_err(error)
    }

    /// Answers for one route.
    pub fn route(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<JsValue> {
        let options: RouteOptions = options::read(options).map_err(error)?;
        let route = read_shape(text, numbers, structure).and_then(Route::new).map_err(error)?;
        let answer = route::route_incremental(&mut self.cache.borrow_mut(), &self.inner, &route, &options);
        answer.map(report::route).map_err(error)
    }

    /// Answers for one area, as the text of a GeoJSON FeatureCollection.
    #[wasm_bindgen(js_name = geofenceGeojson)]
    pub fn geofence_geojson(
        &self,
        text: &str,
        numbers: &[f64],
        structure: &[u32],
        options: &JsValue,
    ) -> JsResult<String> {
        let options: geofence::GeofenceOptions = options::read(options).map_err(error)?;
        let area = read_shape(text, numbers, structure).and_then(|shape| Area::new(shape, options.radius_km));
        let area = area.map_err(error)?;
        let answer = geofence::geofence(&self.inner, &area, &options).map_err(error)?;
        Ok(answer.to_geojson(&self.inner, &area).to_string())
    }

    /// Answers for one route, as the text of a GeoJSON FeatureCollection.
    #[wasm_bindgen(js_name = routeGeojson)]
    pub fn route_geojson(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<String> {
        let options: RouteOptions = options::read(options).map_err(error)?;
        let route = read_shape(text, numbers, structure).and_then(Route::new).map_err(error)?;
        let answer = route::route(&self.inner, &route, &options).map_err(error)?;
        Ok(answer.to_geojson(&self.inner, &route).to_string())
    }

    /// The encounter expectation of driving each of many lines. They lie end to end; `ends` says how many places there are up to the end
    /// of each.
    #[wasm_bindgen(js_name = expectedAlong)]
    pub fn expected_along(
        &self,
        hours: &[f64],
        ends: &[u32],
        coordinates: &[f64],
        options: &JsValue,
    ) -> JsResult<Vec<f64>> {
        let options: RouteOptions = options::read(options).map_err(error)?;
        let (places, _) = coordinates.as_chunks::<2>();
        let mut line_of = |number: usize, line: &mut Vec<LonLat>| {
            let start = number.checked_sub(1).map_or(0, |before| ends[before]);
            line.clear();
            line.extend(places[start as usize..ends[number] as usize].iter().map(|[lon, lat]| LonLat::new(*lon, *lat)));
        };
        route::expected_along(&self.inner, hours, &mut line_of, &options).map_err(error)
    }

    /// Answers for several routes and compares them.
    pub fn routes(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<JsValue> {
        let shapes = read_shapes(text, numbers, structure).map_err(error)?;
        let RoutesOptions { compare, each } = options::deserializer(options)
            .and_then(|options| RoutesOptions::read(options, shapes.len()))
            .map_err(error)?;
        let lines =
            shapes.into_iter().zip(1..).map(|(shape, row)| Route::new(shape).map_err(|error| error.at_row(row)));
        let lines = lines.collect::<Result<Vec<_>>>().map_err(error)?;
        routes::routes(&self.inner, &lines, &each, &compare).map(report::routes).map_err(error)
    }

    /// Finds suspected duplicates in this snapshot and another one, as the JSON text of the report.
    pub fn duplicates(&self, other: &EngineSnapshot, options: &JsValue) -> JsResult<String> {
        let options = options::read(options).map_err(error)?;
        duplicates(&self.inner, &other.inner, &options).map(|found| bulk::to_json(&found)).map_err(error)
    }

    /// Answers rules about shapes, of which there are as many. `rules` are the rules without their shapes.
    pub fn alerts(
        &self,
        text: &str,
        numbers: &[f64],
        structure: &[u32],
        rules: &JsValue,
        options: &JsValue,
    ) -> JsResult<JsValue> {
        let options: AlertsOptions = options::read(options).map_err(error)?;
        let rules = options::deserializer(rules).and_then(alerts::read_rules).map_err(error)?;
        let shapes = if rules.is_empty() { Ok(Vec::new()) } else { read_shapes(text, numbers, structure) };
        let shapes = shapes.map_err(alerts::in_shape).map_err(error)?;
        let rules = shapes.into_iter().zip(rules).collect();
        alerts::alerts(&self.inner, rules, &options).map(report::alerts).map_err(error)
    }

    /// Tells where the incidents of each period lie. The area is none where both `text` and `structure` are empty.
    pub fn region(&self, text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<JsValue> {
        let options = options::read(options).map_err(error)?;
        let within = read_area(text, numbers, structure).map_err(error)?;
        region(&self.inner, within.as_ref(), &options).map(report::region).map_err(error)
    }

    /// Returns full records, in the order of `rows`.
    pub fn incidents(&self, rows: &Uint32Array) -> JsResult<JsValue> {
        JSON::parse(&self.inner.records_json(&rows.to_vec()).map_err(error)?)
    }

    /// Returns what a pack of this snapshot holds, for whoever writes it.
    #[wasm_bindgen(js_name = packContent)]
    pub fn pack_content(&self, has_text: bool) -> JsValue {
        pack::content(&self.inner, &PackOptions { no_text: !has_text, made_at: Some(today()) })
    }

    /// Returns a snapshot of the incidents that match.
    pub fn filtered(&self, matching: &JsValue) -> JsResult<EngineSnapshot> {
        let matching = options::read(matching).map_err(error)?;
        snapshot::filtered(&self.inner, &matching).map(EngineSnapshot::new).map_err(error)
    }

    /// Returns the actors that most incidents name, as JSON text.
    #[wasm_bindgen(js_name = frequentActors)]
    pub fn frequent_actors(&self, most: usize) -> String {
        bulk::to_json(&self.inner.frequent_actors(most))
    }

    /// Returns the columns of all incidents, by row.
    pub fn columns(&self) -> JsValue {
        report::columns(&self.inner)
    }
}

impl EngineSnapshot {
    fn new(inner: snapshot::Snapshot) -> EngineSnapshot {
        EngineSnapshot { inner: Arc::new(inner), cache: RefCell::default() }
    }
}

/// Gathers the snapshots that are to be combined.
#[wasm_bindgen]
#[derive(Default)]
pub struct Combiner {
    snapshots: Vec<Arc<snapshot::Snapshot>>,
}

#[wasm_bindgen]
impl Combiner {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Combiner {
        Combiner::default()
    }

    /// Adds the next snapshot.
    pub fn add(&mut self, snapshot: &EngineSnapshot) {
        self.snapshots.push(Arc::clone(&snapshot.inner));
    }

    /// Returns the snapshots as one.
    pub fn finish(self, options: &JsValue) -> JsResult<EngineSnapshot> {
        let options = options::read(options).map_err(error)?;
        let snapshots: Vec<&snapshot::Snapshot> = self.snapshots.iter().map(Arc::as_ref).collect();
        snapshot::combine(&snapshots, &options).map(EngineSnapshot::new).map_err(error)
    }
}

/// The areas of one question, answered some at a time.
#[wasm_bindgen]
pub struct EngineBatch {
    inner: RefCell<GeofenceBatch>,
}

#[wasm_bindgen]
impl EngineBatch {
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, numbers: &[f64], structure: &[u32], options: &JsValue) -> JsResult<EngineBatch> {
        let options = options::read(options).map_err(error)?;
        let shapes = read_shapes(text, numbers, structure).map_err(error)?;
        Ok(EngineBatch { inner: RefCell::new(GeofenceBatch::new(shapes, options)) })
    }

    /// Number of areas.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.inner.borrow().total()
    }

    /// Answers at most `count` further areas. Returns how many are answered so far.
    pub fn advance(&self, snapshot: &EngineSnapshot, count: usize) -> JsResult<usize> {
        let mut batch = self.inner.borrow_mut();
        batch.advance(&snapshot.inner, count).map_err(error)?;
        Ok(batch.done())
    }

    /// Returns the reports, each with the place of its area among all.
    pub fn finish(self) -> JsValue {
        report::geofences(self.inner.into_inner().finish())
    }
}

/// What changed between two snapshots, told some incidents at a time.
#[wasm_bindgen]
pub struct EngineChanges {
    inner: RefCell<Comparison>,
    older: Arc<snapshot::Snapshot>,
}

#[wasm_bindgen]
impl EngineChanges {
    /// The shapes to watch are none where both `text` and `structure` are empty.
    #[wasm_bindgen(constructor)]
    pub fn new(
        newer: &EngineSnapshot,
        older: &EngineSnapshot,
        text: &str,
        numbers: &[f64],
        structure: &[u32],
        options: &JsValue,
    ) -> JsResult<EngineChanges> {
        let options: ChangesOptions = options::read(options).map_err(error)?;
        let is_watching = !text.is_empty() || !structure.is_empty();
        let watch = if is_watching { read_shapes(text, numbers, structure) } else { Ok(Vec::new()) };
        let comparison = watch.and_then(|watch| Comparison::new(&newer.inner, &older.inner, watch, &options));
        let inner = RefCell::new(comparison.map_err(error)?);
        Ok(EngineChanges { inner, older: Arc::clone(&older.inner) })
    }

    /// Number of steps.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.inner.borrow().total()
    }

    /// Takes at most `count` further steps. Returns how many are taken so far.
    pub fn advance(&self, newer: &EngineSnapshot, count: usize) -> usize {
        let mut comparison = self.inner.borrow_mut();
        comparison.advance(&newer.inner, &self.older, count);
        comparison.done()
    }

    /// Returns the report.
    pub fn finish(self, newer: &EngineSnapshot) -> JsValue {
        report::changes(self.inner.into_inner().finish(&newer.inner, &self.older))
    }
}

/// A question about groups of incidents, answered some places at a time.
#[wasm_bindgen]
pub struct EngineScan {
    inner: RefCell<Scan>,
}

#[wasm_bindgen]
impl EngineScan {
    /// The area is none where both `text` and `structure` are empty.
    #[wasm_bindgen(constructor)]
    pub fn new(
        snapshot: &EngineSnapshot,
        text: &str,
        numbers: &[f64],
        structure: &[u32],
        options: &JsValue,
    ) -> JsResult<EngineScan> {
        let options = options::read(options).map_err(error)?;
        let within = read_area(text, numbers, structure).map_err(error)?;
        let scan = Scan::new(&snapshot.inner, within.as_ref(), &options).map_err(error)?;
        Ok(EngineScan { inner: RefCell::new(scan) })
    }

    /// Number of steps.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.inner.borrow().total()
    }

    /// Takes at most `count` further steps. Returns how many are taken so far.
    pub fn advance(&self, _snapshot: &EngineSnapshot, count: usize) -> usize {
        let mut scan = self.inner.borrow_mut();
        scan.advance(count);
        scan.done()
    }

    /// Returns the report.
    pub fn finish(self, snapshot: &EngineSnapshot) -> JsValue {
        report::clusters(self.inner.into_inner().finish(&snapshot.inner))
    }
}

/// The intensity of a snapshot, fitted some at a time.
#[wasm_bindgen]
pub struct EngineFitting {
    inner: RefCell<Fitting>,
}

#[wasm_bindgen]
impl EngineFitting {
    #[wasm_bindgen(constructor)]
    pub fn new(snapshot: &EngineSnapshot) -> EngineFitting {
        EngineFitting { inner: RefCell::new(Fitting::new(&snapshot.inner)) }
    }

    /// Number of steps.
    #[wasm_bindgen(getter)]
    pub fn total(&self) -> usize {
        self.inner.borrow().total()
    }

    /// Takes at most `count` further steps. Returns how many are taken so far.
    pub fn advance(&self, snapshot: &EngineSnapshot, count: usize) -> usize {
        self.inner.borrow_mut().advance(&snapshot.inner, count)
    }
}

/// Evaluates a formula by its name and returns its result. The arguments are an object.
#[wasm_bindgen]
pub fn formula(name: &str, arguments: &JsValue) -> JsResult<JsValue> {
    let result = options::to_value(arguments).and_then(|arguments| formulas::evaluate(name, arguments));
    JSON::parse(&result.map_err(error)?)
}

/// Reads an area, if there is one.
fn read_area(text: &str, numbers: &[f64], structure: &[u32]) -> Result<Option<Area>> {
    if text.is_empty() && structure.is_empty() {
        return Ok(None);
    }
    Area::new(read_shape(text, numbers, structure)?, None).map(Some)
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
