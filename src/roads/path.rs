//! One way of a trip: its line, what it costs, and what is to be known of its roads.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::avoid::Barred;
use super::joined::Joined;
use super::network::{Class, Flags, Surface};
use super::speeds::Speeds;
use crate::geo::LonLat;

/// Places that are nearer to each other than this are the same: a tenth of a millimetre.
const SAME_DEGREES: f64 = 1e-9;
/// One way of a trip.
#[derive(Clone, Debug)]
pub struct Path {
    /// Its line. Longitudes go on beyond ±180 over the antimeridian.
    pub line: Vec<LonLat>,
    /// The hours that it takes.
    pub hours: f64,
    /// Its length, km.
    pub length_km: f64,
    /// The encounter expectation; `None` where no exposures were given, and where no incident is recorded near it.
    pub expected: Option<f64>,
    /// The numbers of the areas to avoid that it passes through.
    pub through: Vec<u32>,
    /// What is to be known of its roads.
    pub remarks: Remarks,
    /// The speeds along it, each from a position on: km from the start, and km/h.
    pub speeds: Vec<(f64, f64)>,
    /// Its roads, and whether each is driven against its line.
    pub roads: Vec<(u32, bool)>,
}

/// What is to be known of the roads of a way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remarks {
    /// The number of roads that lead through water.
    pub fords: u32,
    /// The number of roads with a gate or another barrier.
    pub barriers: u32,
    /// km by ferry.
    pub ferry_km: f64,
    /// km on private roads.
    pub private_km: f64,
    /// km on roads whose class is doubtful.
    pub doubtful_km: f64,
    /// km on roads of which nobody has said what they are covered with.
    pub unknown_surface_km: f64,
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut path = serializer.serialize_struct("Path", 7)?;
        path.serialize_field("line", &line_feature(&self.line))?;
        path.serialize_field("hours", &self.hours)?;
        path.serialize_field("lengthKm", &self.length_km)?;
        path.serialize_field("expected", &self.expected)?;
        path.serialize_field("through", &self.through)?;
        path.serialize_field("remarks", &self.remarks)?;
        let speed = |(from_km, kmh): &(f64, f64)| json!({ "fromKm": from_km, "kmh": kmh });
        path.serialize_field("speeds", &self.speeds.iter().map(speed).collect::<Vec<Json>>())?;
        path.end()
    }
}

impl Path {
    /// The path along some links. `expected` has the encounter expectation of each road.
    pub fn along(
        joined: &Joined<'_>,
        barred: &Barred,
        speeds: &Speeds,
        links: &[u32],
        expected: Option<&[f64]>,
    ) -> Path {
        let edges = joined.network().edges();
        let mut path = Path {
            line: Vec::new(),
            hours: 0.0,
            length_km: 0.0,
            expected: expected.map(|_| 0.0),
            through: Vec::new(),
            remarks: Remarks::default(),
            speeds: Vec::new(),
            roads: Vec::with_capacity(links.len()),
        };
        for link in links {
            let (road, backward) = joined.link(*link as usize);
            let (km, hours) = (joined.length_km(road), joined.hours(*link as usize));
            let mut line = joined.line(road);
            if backward {
                line.reverse();
            }
            append(&mut path.line, line);
            if km > 0.0 {
                let kmh = speeds.kmh(&edges[joined.edge_of(road) as usize]);
                if path.speeds.last().is_none_or(|(_, before)| *before != kmh) {
                    path.speeds.push((path.length_km, kmh));
                }
            }
            path.hours += hours;
            path.length_km += km;
            path.expected = path.expected.zip(expected).map(|(sum, expected)| sum + expected[road as usize]);
            path.through.extend(barred.areas_of(road));
            path.roads.push((road, backward));
            let edge = &edges[joined.edge_of(road) as usize];
            let remarks = &mut path.remarks;
            remarks.fords += u32::from(edge.flags.has(Flags::FORD));
            remarks.barriers += u32::from(edge.flags.has(Flags::BARRIER));
            let km_if = |holds: bool| if holds { km } else { 0.0 };
            remarks.ferry_km += km_if(edge.class == Class::Ferry);
            remarks.private_km += km_if(edge.flags.has(Flags::PRIVATE));
            remarks.doubtful_km += km_if(edge.flags.has(Flags::DOUBTFUL));
            remarks.unknown_surface_km += km_if(edge.surface == Surface::Unknown);
        }
        if path.line.is_empty() {
            let at = joined.snaps()[0].at;
            path.line = vec![at, at];
        }
        path.through.sort_unstable();
        path.through.dedup();
        path.expected = path.expected.and_then(|expected| known_expected(expected, path.hours));
        path
    }
}

/// Returns the encounter expectation of a way, and nothing where no incident is near it: a zero would look like a finding.
pub fn known_expected(expected: f64, hours: f64) -> Option<f64> {
    (expected > 0.0 || hours == 0.0).then_some(expected)
}

/// A line as a feature of GeoJSON.
pub fn line_feature(line: &[LonLat]) -> Json {
    let coordinates: Vec<[f64; 2]> = line.iter().map(|at| [at.lon, at.lat]).collect();
    json!({ "type": "Feature", "properties": {}, "geometry": { "type": "LineString", "coordinates": coordinates } })
}

/// Adds a line to another one that ends where it begins, turned by as many times 360° as they are apart.
fn append(line: &mut Vec<LonLat>, next: Vec<LonLat>) {
    let turn = match (line.last(), next.first()) {
        (Some(last), Some(first)) => 360.0 * ((last.lon - first.lon) / 360.0).round(),
        _ => 0.0,
    };
    // Where a road is cut, the same place may be computed in two ways.
    let is_same = |a: &LonLat, b: &LonLat| (a.lon - b.lon).abs() < SAME_DEGREES && (a.lat - b.lat).abs() < SAME_DEGREES;
    for at in next {
        let at = LonLat::new(at.lon + turn, at.lat);
        if !line.last().is_some_and(|last| is_same(last, &at)) {
            line.push(at);
        }
    }
}
