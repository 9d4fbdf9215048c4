//! The bindings of the roads: a network, and what is asked of it; and the paths of any network.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::prelude::*;

use super::bulk::{BulkMembers, to_json};
use super::error::{ObjectBuilder, error};
use super::{JsResult, options, today};
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::memory;
use crate::paths::{self, Edges, Graph};
use crate::roads::{
    self, Barring, Exposures, Joined, MatchOptions, Matcher, MatrixOptions, Network, PathsOptions, ReachOptions,
    SnapOptions, Snapper, Speeds, Summary, Zone, line_feature, map_lines, matrix, paths, reach, write_pack,
};

/// A network of roads.
#[wasm_bindgen]
pub struct EngineRoads {
    network: Network,
    snapper: Snapper,
}

/// What bars the way, as texts.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Bars {
    closed: Option<String>,
    avoid: Option<String>,
    today: Option<String>,
}

/// What decides how long each piece of a road takes, and where places lie.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Driving {
    speeds: Speeds,
    snap_km: f64,
}

impl Default for Driving {
    fn default() -> Driving {
        Driving { speeds: Speeds::default(), snap_km: SnapOptions::default().snap_km }
    }
}

/// The exposures of the edges and of the pieces that they are cut into.
type Measured = (Vec<f64>, Vec<f64>);

// Places are longitudes and latitudes, one after the other. `names` are what each is called where it is refused.
#[wasm_bindgen]
impl EngineRoads {
    /// Reads a pack of roads, or an extract of OpenStreetMap.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &Uint8Array, options: &JsValue) -> JsResult<EngineRoads> {
        let options = options::read(options).map_err(error)?;
        memory::require("This file", bytes.byte_length() as usize).map_err(error)?;
        let network = roads::load(&bytes.to_vec(), options, &day::format(today())).map_err(error)?;
        let snapper = Snapper::new(&network);
        Ok(EngineRoads { network, snapper })
    }

    /// Returns what the network holds, as JSON text.
    pub fn summary(&self) -> String {
        to_json(&Summary::new(&self.network))
    }

    /// Returns the bytes of a pack of this network.
    pub fn pack(&self) -> JsResult<Uint8Array> {
        let mut pack = Vec::new();
        write_pack(&self.network, &mut pack).expect("memory can be written to").map_err(error)?;
        Ok(Uint8Array::from(&pack[..]))
    }

    /// Returns the lines of the roads, rivers and borders, for a map: what each is, and their places end to end.
    #[wasm_bindgen(js_name = mapLines)]
    pub fn map_lines(&self) -> JsValue {
        let lines = map_lines(&self.network);
        let kinds: Array = lines.iter().map(|of| JsValue::from_str(&of.kind)).collect();
        let ends: Array = lines.iter().map(|of| Uint32Array::from(&of.ends[..])).collect();
        let coordinates: Array = lines.iter().map(|of| Float64Array::from(&of.coordinates[..])).collect();
        ObjectBuilder::new().set("kinds", kinds).set("ends", ends).set("coordinates", coordinates).into()
    }

    /// Returns the place on a road that is nearest to a place, as JSON text; null where no road is near.
    pub fn snap(&self, lon: f64, lat: f64, options: &JsValue) -> JsResult<String> {
        let options: SnapOptions = options::read(options).map_err(error)?;
        let found = roads::snap(&self.network, &self.snapper, LonLat::new(lon, lat), &options).map_err(error)?;
        Ok(to_json(&found))
    }

    /// Lays a line onto roads. Returns JSON text.
    #[wasm_bindgen(js_name = matched)]
    pub fn matched(&self, coordinates: &[f64], options: &JsValue) -> JsResult<String> {
        let options: MatchOptions = options::read(options).map_err(error)?;
        let matcher = Matcher::new(&self.network, &self.snapper);
        let matched = matcher.matched(&places_of(coordinates), &options).map_err(error)?;
        let line = line_feature(&matched.line);
        Ok(json!({ "line": line, "offRoadKm": matched.off_road_km, "parts": matched.parts }).to_string())
    }

    /// Returns the hours and the lines of some edges, for their exposure.
    #[wasm_bindgen(js_name = edgeLines)]
    pub fn edge_lines(&self, first: u32, count: u32, driving: &JsValue) -> JsResult<JsValue> {
        let Driving { speeds, .. } = options::read(driving).map_err(error)?;
        speeds.check().map_err(error)?;
        let edges = self.network.edges();
        let (first, mut line) = (first as usize, Vec::new());
        let some = first.min(edges.len())..(first + count as usize).min(edges.len());
        let mut lines = Lines::default();
        for number in some {
            self.network.line_into(number as u32, &mut line);
            lines.add(speeds.hours(&edges[number]), &line);
        }
        Ok(lines.into())
    }

    /// Returns the hours and the lines of the pieces into which places cut edges, for their exposure.
    #[wasm_bindgen(js_name = pieceLines)]
    pub fn piece_lines(&self, places: &[f64], names: Vec<String>, driving: &JsValue) -> JsResult<JsValue> {
        let Driving { speeds, snap_km } = options::read(driving).map_err(error)?;
        let joined = self.join(places, names, &speeds, snap_km).map_err(error)?;
        let (_, hours) = joined.road_hours(&speeds);
        let first = self.network.edges().len();
        let mut lines = Lines::default();
        hours.iter().enumerate().for_each(|(piece, hours)| lines.add(*hours, &joined.line((first + piece) as u32)));
        Ok(lines.into())
    }

    /// Finds the ways through places, as JSON text. Exposures are none where `edges` is not given.
    pub fn paths(
        &self,
        places: &[f64],
        names: Vec<String>,
        bars: &JsValue,
        edges: Option<Vec<f64>>,
        pieces: Option<Vec<f64>>,
        options: &JsValue,
    ) -> JsResult<String> {
        let options: PathsOptions = options::read(options).map_err(error)?;
        let (barring, measured) = (read_bars(bars).map_err(error)?, edges.zip(pieces));
        let joined = self.join(places, names, &options.speeds, options.snap_km).map_err(error)?;
        let found = paths(&joined, &self.snapper, &barring, exposures(&measured).as_ref(), &options);
        found.map(|found| to_json(&found)).map_err(error)
    }

    /// Finds what is reached within hours, as the text of a GeoJSON FeatureCollection.
    pub fn reach(&self, lon: f64, lat: f64, hours: &[f64], bars: &JsValue, options: &JsValue) -> JsResult<String> {
        let options: ReachOptions = options::read(options).map_err(error)?;
        let barring = read_bars(bars).map_err(error)?;
        let joined = self.join(&[lon, lat], vec!["from".into()], &options.speeds, options.snap_km).map_err(error)?;
        let found = reach(&joined, &self.snapper, hours, &barring, &options).map_err(error)?;
        Ok(found.to_geojson().to_string())
    }

    /// Finds the fastest ways from the first `sites` places to all others.
    // A struct would not cross from JavaScript without a copy of the lists in it.
    #[allow(clippy::too_many_arguments)]
    pub fn matrix(
        &self,
        places: &[f64],
        names: Vec<String>,
        sites: usize,
        bars: &JsValue,
        edges: Option<Vec<f64>>,
        pieces: Option<Vec<f64>>,
        options: &JsValue,
    ) -> JsResult<JsValue> {
        let options: MatrixOptions = options::read(options).map_err(error)?;
        let (barring, measured) = (read_bars(bars).map_err(error)?, edges.zip(pieces));
        let joined = self.join(places, names, &options.speeds, options.snap_km).map_err(error)?;
        let exposures = exposures(&measured);
        let mut found = matrix(&joined, &self.snapper, sites, &barring, exposures.as_ref(), &options).map_err(error)?;
        let mut bulk = BulkMembers::default();
        bulk.take("hours", &mut found.hours);
        bulk.take("km", &mut found.km);
        bulk.take("expected", &mut found.expected);
        bulk.take("independent", &mut found.independent);
        Ok(bulk.attach_to(&found))
    }
}

impl EngineRoads {
    fn join(&self, places: &[f64], names: Vec<String>, speeds: &Speeds, snap_km: f64) -> Result<Joined<'_>> {
        let places: Vec<(String, LonLat)> = names.into_iter().zip(places_of(places)).collect();
        Joined::new(&self.network, &self.snapper, &places, speeds, snap_km)
    }
}

/// Lines end to end, with the hours of each.
#[derive(Default)]
struct Lines {
    hours: Vec<f64>,
    ends: Vec<u32>,
    coordinates: Vec<f64>,
}

impl Lines {
    fn add(&mut self, hours: f64, line: &[LonLat]) {
        self.hours.push(hours);
        self.coordinates.extend(line.iter().flat_map(|at| [at.lon, at.lat]));
        self.ends.push((self.coordinates.len() / 2) as u32);
    }
}

impl From<Lines> for JsValue {
    fn from(lines: Lines) -> JsValue {
        ObjectBuilder::new()
            .set("hours", Float64Array::from(&lines.hours[..]))
            .set("ends", Uint32Array::from(&lines.ends[..]))
            .set("coordinates", Float64Array::from(&lines.coordinates[..]))
            .into()
    }
}

fn places_of(numbers: &[f64]) -> Vec<LonLat> {
    numbers.as_chunks::<2>().0.iter().map(|[lon, lat]| LonLat::new(*lon, *lat)).collect()
}

fn exposures(measured: &Option<Measured>) -> Option<Exposures<'_>> {
    measured.as_ref().map(|(edges, pieces)| Exposures { edges, pieces: Some(pieces) })
}

fn read_bars(bars: &JsValue) -> Result<Barring> {
    let Bars { closed, avoid, today } = options::read(bars)?;
    let named = |name: &'static str| {
        move |error: GeobitError| {
            let field = error.at.field.as_ref().map_or(name.to_owned(), |field| format!("{name}.{field}"));
            error.at_field(field)
        }
    };
    let closed = closed.map_or(Ok(Vec::new()), |text| Zone::read_closed(&text)).map_err(named("closed"))?;
    let avoid = avoid.map_or(Ok(Vec::new()), |text| Zone::read_avoided(&text)).map_err(named("avoid"))?;
    let today = today.map(|text| {
        let message = format!("today is {text}; a day as YYYY-MM-DD is wanted.");
        day::parse(&text).ok_or_else(|| GeobitError::new(Code::BadOption, message).at_field("today"))
    });
    Ok(Barring { closed, avoid, today: today.transpose()? })
}

/// Finds the paths of a network that no other path beats in both costs: the costs of all of them, one after the other, and their edges.
#[wasm_bindgen]
pub fn pareto(
    nodes: u32,
    from: &[u32],
    to: &[u32],
    first: &[f64],
    second: &[f64],
    ends: &[u32],
    tolerance: f64,
) -> JsResult<JsValue> {
    let edges = Edges { from, to, costs: [first, second] };
    let graph = Graph::new(nodes, edges).map_err(error)?;
    let found = paths::pareto(&graph, ends[0], ends[1], tolerance).map_err(error)?;
    let costs: Vec<f64> = found.costs().flatten().collect();
    let edges: Array = (0..found.costs().len()).map(|path| Uint32Array::from(&*found.edges(path))).collect();
    Ok(ObjectBuilder::new().set("costs", Float64Array::from(&*costs)).set("edges", edges).into())
}
