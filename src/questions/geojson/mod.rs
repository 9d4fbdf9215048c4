//! Reports as GeoJSON, for maps and other programs.
//!
//! Every feature says with its property `part` what it is. The collection carries the coverage, the method, the notes and the
//! provenance of the data as foreign members.

mod outline;

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, JsonValue};
use serde::Serialize;
use serde_json::json;

use super::coverage::Coverage;
use super::geofence::{GeofenceReport, Ring};
use super::route::RouteReport;
use crate::area::Area;
use crate::day;
use crate::geo::{self, LonLat};
use crate::incident::OriginCounts;
use crate::route_line::Route;
use crate::snapshot::Snapshot;

/// Vertices of a ring around a site.
const RING_VERTICES: usize = 72;

impl GeofenceReport {
    /// The area (`area`), the incidents inside (`incident`) and, of a full report, the rings around it (`ring`). `area` must
    /// be the area that was asked about. A ring is drawn around a site; around other areas its feature has no geometry.
    pub fn to_geojson(&self, snapshot: &Snapshot, area: &Area) -> FeatureCollection {
        let mut counts = json!({ "radiusKm": area.radius_km(), "areaKm2": self.area_km2, "counts": self.counts });
        add_origins(&mut counts, &self.by_origin);
        if let Some(findings) = &self.findings {
            counts["coverage"] = json!(findings.coverage);
            counts["verdictText"] = json!(findings.verdict_text);
        }
        let mut features = vec![feature("area", &counts, area_geometry(area))];
        let incidents = self.rows.iter().zip(&self.share);
        features.extend(incidents.map(|(&row, share)| incident(snapshot, row, json!({ "share": share }))));
        let Some(findings) = &self.findings else { return collection(snapshot, features, JsonObject::new()) };
        let coverage = Some(&findings.coverage);
        let site = area.site();
        features
            .extend(findings.rings.iter().map(|ring| feature("ring", ring, site.and_then(|site| band(site, ring)))));
        collection(snapshot, features, origin(coverage, &findings.method, &findings.notes))
    }
}

impl RouteReport {
    /// The line (`route`), the incidents in its corridor (`incident`) and, of a full report, its segments (`segment`) and
    /// worst stretches (`stretch`). `route` must be the route that was asked about.
    pub fn to_geojson(&self, snapshot: &Snapshot, route: &Route) -> FeatureCollection {
        let line = |from_km: f64, to_km: f64| outline::lines([route.section(from_km, to_km).as_slice()]);
        let mut sizes = json!({ "lengthKm": self.length_km, "hours": self.hours });
        add_origins(&mut sizes, &self.by_origin);
        let mut properties = to_object(&sizes);
        properties.extend(coverage_member(self.coverage.as_ref()));
        if let Some(risk) = &self.risk {
            properties.extend(to_object(risk));
        }
        if let Some(findings) = &self.findings {
            properties.insert("legs".into(), json!(findings.legs));
            properties.insert("verdictText".into(), json!(findings.status.verdict_text));
        }
        let mut features = vec![feature("route", &properties, Some(outline::lines([route.vertices()])))];
        if let Some(corridor) = &self.corridor {
            let places = corridor.distance_km.iter().zip(&corridor.along_km);
            features.extend(corridor.rows.iter().zip(places).map(|(&row, (distance_km, along_km))| {
                incident(snapshot, row, json!({ "distanceKm": distance_km, "alongKm": along_km }))
            }));
        }
        let Some(findings) = &self.findings else {
            return collection(snapshot, features, coverage_member(self.coverage.as_ref()));
        };
        let segments = findings.segments.iter();
        features.extend(segments.map(|one| feature("segment", one, Some(line(one.from_km, one.to_km)))));
        let stretches = findings.stretches.iter();
        features.extend(stretches.map(|one| feature("stretch", one, Some(line(one.total.from_km, one.total.to_km)))));
        collection(snapshot, features, origin(self.coverage.as_ref(), &findings.method, &findings.notes))
    }
}

/// Adds the counts by origin, which only reports on combined snapshots have.
fn add_origins(properties: &mut JsonValue, by_origin: &OriginCounts) {
    if !by_origin.is_empty() {
        properties["byOrigin"] = json!(by_origin);
    }
}

fn feature(part: &str, properties: &impl Serialize, geometry: Option<GeometryValue>) -> Feature {
    let mut members = JsonObject::new();
    members.insert("part".into(), part.into());
    members.extend(to_object(properties));
    Feature { geometry: geometry.map(Geometry::new), properties: Some(members), ..Feature::default() }
}

/// A recorded incident at its recorded point, with its record and with what the report says of it.
fn incident(snapshot: &Snapshot, row: u32, said: JsonValue) -> Feature {
    let mut properties = to_object(&snapshot.record(row as usize));
    properties.extend(to_object(&said));
    feature("incident", &properties, Some(GeometryValue::new_point(outline::point(snapshot.at(row as usize)))))
}

fn collection(snapshot: &Snapshot, features: Vec<Feature>, origin: JsonObject) -> FeatureCollection {
    let summary = snapshot.summary();
    let provenance = json!({
        "data": summary.name,
        "dataAsOf": day::format(summary.as_of),
        "licence": summary.licence,
        "attribution": summary.attribution,
    });
    let mut members = to_object(&provenance);
    if summary.origins.len() > 1 {
        members.insert("origins".into(), json!(summary.origins));
    }
    members.extend(origin);
    FeatureCollection { features, bbox: None, foreign_members: Some(members) }
}

fn origin(coverage: Option<&Coverage>, method: &impl Serialize, notes: &[String]) -> JsonObject {
    let mut members = coverage_member(coverage);
    members.extend(to_object(&json!({ "method": method, "notes": notes })));
    members
}

/// What the data cover, as a member, where the report says it.
fn coverage_member(coverage: Option<&Coverage>) -> JsonObject {
    coverage.map(|coverage| ("coverage".into(), json!(coverage))).into_iter().collect()
}

/// The members of a report or of a part of one, read back from its JSON text, in which reports leave the engine anyway.
fn to_object(value: &impl Serialize) -> JsonObject {
    let text = serde_json::to_string(value).expect("reports have only members that JSON can hold");
    serde_json::from_str(&text).expect("reports and their parts are objects")
}

fn area_geometry(area: &Area) -> Option<GeometryValue> {
    let points: Vec<[f64; 2]> = area.points().map(outline::point).collect();
    let mut parts: Vec<GeometryValue> = Vec::new();
    match points.as_slice() {
        [] => {}
        [point] => parts.push(GeometryValue::new_point(*point)),
        _ => parts.push(GeometryValue::new_multi_point(points)),
    }
    if area.lines().next().is_some() {
        parts.push(outline::lines(area.lines()));
    }
    if area.polygons().next().is_some() {
        parts.push(outline::polygons(area.polygons()));
    }
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(GeometryValue::new_geometry_collection(parts)),
    }
}

/// The band between the two distances of a ring around a site; `None` where it reaches a pole, which no polygon of
/// longitudes and latitudes encloses.
fn band(site: LonLat, ring: &Ring) -> Option<GeometryValue> {
    let reaches_pole = [-90.0, 90.0].into_iter().any(|lat| geo::distance_km(site, LonLat::new(0.0, lat)) <= ring.to_km);
    if reaches_pole {
        return None;
    }
    let circle = |km: f64| -> Vec<LonLat> {
        let azimuth = |number: usize| -360.0 * (number % RING_VERTICES) as f64 / RING_VERTICES as f64;
        (0..=RING_VERTICES).map(|number| near(site, geo::direct(site, azimuth(number), km))).collect()
    };
    let inner = (ring.from_km > 0.0).then(|| circle(ring.from_km).into_iter().rev().collect());
    let rings: Vec<Vec<LonLat>> = [circle(ring.to_km)].into_iter().chain(inner).collect();
    Some(outline::polygons([rings.as_slice()]))
}

/// The same point with the longitude nearest to that of the site.
fn near(site: LonLat, at: LonLat) -> LonLat {
    LonLat::new(at.lon + 360.0 * ((site.lon - at.lon) / 360.0).round(), at.lat)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{LoadOptions, Loader};
    use crate::questions::geofence::{GeofenceOptions, geofence};
    use crate::questions::route::{RouteOptions, route};

    fn snapshot() -> Snapshot {
        let mut loader = Loader::new(LoadOptions { name: Some("Two".into()), ..LoadOptions::default() }).unwrap();
        loader.push(b"id,date,lon,lat,kind,headline\nA1,2026-03-01,-8.0,12.6,abduction,\"<b>x\"\nA2,2026-03-09,-7.5,12.6,riot,\n").unwrap();
        loader.finish().unwrap()
    }

    fn parts(collection: &FeatureCollection) -> Vec<String> {
        collection.features.iter().map(|one| one.property("part").unwrap().as_str().unwrap().into()).collect()
    }

    #[test]
    fn a_geofence_has_its_area_incidents_and_rings() {
        let (snapshot, area) = (snapshot(), Area::circle(LonLat::new(-8.0, 12.6), 10.0).unwrap());
        let report =
            geofence(&snapshot, &area, &GeofenceOptions { rings_km: vec![5.0, 60.0], ..Default::default() }).unwrap();
        let found = report.to_geojson(&snapshot, &area);
        assert_eq!(parts(&found), ["area", "incident", "ring", "ring"]);
        let hit = &found.features[1];
        assert_eq!((hit.property("id").unwrap(), hit.property("headline").unwrap()), (&json!("A1"), &json!("<b>x")));
        assert_eq!(hit.geometry.as_ref().unwrap().value, GeometryValue::new_point([-8.0, 12.6]));
        assert_eq!(found.features[3].property("recent").unwrap(), &json!(1));
        let GeometryValue::Polygon { coordinates } = &found.features[3].geometry.as_ref().unwrap().value else {
            panic!("a band")
        };
        assert_eq!((coordinates.len(), coordinates[0].len()), (2, RING_VERTICES + 1));
        let members = found.foreign_members.as_ref().unwrap();
        assert_eq!((&members["data"], &members["method"]["radiusKm"]), (&json!("Two"), &json!(10.0)));
        // It reads back as GeoJSON.
        assert_eq!(found.to_string().parse::<FeatureCollection>().unwrap().features.len(), 4);
    }

    #[test]
    fn rings_around_other_areas_have_no_geometry() {
        let square =
            vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]].into_iter().map(|[x, y]| LonLat::new(x, y)).collect();
        let (snapshot, area) = (snapshot(), Area::polygon([square]).unwrap());
        let found = geofence(&snapshot, &area, &GeofenceOptions::default()).unwrap().to_geojson(&snapshot, &area);
        assert!(found.features.iter().skip(1).all(|ring| ring.geometry.is_none()));
        assert!(found.features[0].geometry.is_some());
    }

    #[test]
    fn a_route_has_its_line_incidents_segments_and_stretches() {
        let snapshot = snapshot();
        let line = Route::from_vertices([LonLat::new(179.9, 0.0), LonLat::new(-179.9, 0.0)]).unwrap();
        let found = route(&snapshot, &line, &RouteOptions::fixed()).unwrap().to_geojson(&snapshot, &line);
        assert_eq!(parts(&found), ["route", "segment", "segment", "segment", "segment", "segment"]);
        let cut = found
            .features
            .iter()
            .filter(|one| matches!(one.geometry.as_ref().unwrap().value, GeometryValue::MultiLineString { .. }));
        assert_eq!(cut.count(), 2, "the route, and the segment over the antimeridian");
        let near = Route::from_vertices([LonLat::new(-8.0, 12.6), LonLat::new(-7.9, 12.6)]).unwrap();
        let found = route(&snapshot, &near, &RouteOptions::default()).unwrap().to_geojson(&snapshot, &near);
        assert_eq!(parts(&found), ["route", "incident", "segment", "segment", "segment", "stretch"]);
        assert_eq!(found.features[1].property("distanceKm").unwrap(), &json!(0.0));
        assert!(found.features[5].property("share").unwrap().as_f64().unwrap() >= 0.5);
    }
}
