//! The reference values of independent implementations, within the tolerances their README states.

mod support;

use std::collections::HashMap;

use geobit::area::{Area, disc_overlap};
use geobit::geo::{self, LonLat};
use geobit::geometry;
use geobit::kernel;
use geobit::questions::changes::{ChangesOptions, changes};
use geobit::questions::duplicates::{DuplicatesOptions, SuspectedPair, duplicates};
use geobit::questions::geofence::{GeofenceDetail, GeofenceOptions, geofence};
use geobit::questions::route::{RouteDetail, RouteOptions, RouteRisk, intensity, route};
use geobit::route_line::Route;
use serde_json::{Value, json};
use support::{NIGERIA, cases, changed_snapshots, dataset, ids, load, number, relative};

fn degrees_apart(a: f64, b: f64) -> f64 {
    ((a - b + 540.0).rem_euclid(360.0) - 180.0).abs()
}

fn parse_line(case: &Value) -> Route {
    let text = json!({ "type": "LineString", "coordinates": case["line"] }).to_string();
    Route::new(geometry::parse(&text).unwrap()).unwrap()
}

#[test]
fn geodesic() {
    for (case, out) in cases("geodesic") {
        let at = |lon: &str, lat: &str| LonLat::new(number(&case[lon]), number(&case[lat]));
        let found = geo::inverse(at("lon1", "lat1"), at("lon2", "lat2"));
        assert!((found.distance_km * 1000.0 - number(&out["distance_m"])).abs() <= 1e-6, "{case}");
        if out["azimuth_testable"] == true {
            assert!(degrees_apart(found.azimuth1, number(&out["azi1_deg"])) <= 1e-6, "{case}");
            assert!(degrees_apart(found.azimuth2, number(&out["azi2_deg"])) <= 1e-6, "{case}");
        }
    }
}

#[test]
fn discs() {
    for (case, out) in cases("disc_overlap") {
        let found = disc_overlap(number(&case["R"]), number(&case["r"]), number(&case["d"]));
        assert!((found - number(&out["fraction"])).abs() <= 1e-9, "{case}: {found} for {out}");
    }
}

#[test]
fn kernel_along_a_leg() {
    let pair = |value: &Value| [number(&value[0]), number(&value[1])];
    for (case, out) in cases("kernel_line") {
        let found = kernel::leg_integral(pair(&case["a"]), pair(&case["b"]), pair(&case["p"]), number(&case["sigma"]));
        let wanted = number(&out["integral"]);
        assert!(relative(found, wanted, 1e-9) || (found - wanted).abs() <= 1e-14, "{case}: {found} for {wanted}");
    }
}

fn area_of(aoi: &Value) -> Area {
    if aoi["type"] != "Circle" {
        return Area::new(geometry::parse(&aoi.to_string()).unwrap(), None).unwrap();
    }
    let point = json!({ "type": "Point", "coordinates": aoi["center"] }).to_string();
    Area::new(geometry::parse(&point).unwrap(), Some(number(&aoi["radius_km"]))).unwrap()
}

#[test]
fn geofence_counts() {
    let snapshot = load(&dataset(NIGERIA));
    for (case, out) in cases("geofence_counts") {
        let options =
            GeofenceOptions { uncertainty: false, detail: GeofenceDetail::Rows, ..GeofenceOptions::default() };
        let report = geofence(&snapshot, &area_of(&case["aoi"]), &options).unwrap();
        let (_, hash) = ids(&snapshot, &report.rows);
        assert_eq!(report.counts.certain, out["count"].as_u64().unwrap(), "{}", case["name"]);
        assert_eq!(hash, out["sha256"], "{}", case["name"]);
    }
}

#[test]
fn corridor() {
    let snapshot = load(&dataset(NIGERIA));
    for (case, out) in cases("corridor") {
        let line = parse_line(&case);
        assert!(
            (line.length_km() - number(&out["length_km"])).abs() < 1e-4,
            "{} {}",
            line.length_km(),
            out["length_km"]
        );
        let rows = |corridor_km: f64| {
            let options =
                RouteOptions { corridor_km, uncertainty: false, detail: RouteDetail::Rows, ..RouteOptions::default() };
            route(&snapshot, &line, &options).unwrap().corridor.unwrap()
        };
        for within in out["within"].as_array().unwrap() {
            let found = rows(number(&within["half_width_km"]));
            assert_eq!(found.rows.len() as u64, within["count"].as_u64().unwrap(), "{} {within}", case["line_id"]);
            assert_eq!(ids(&snapshot, &found.rows).1, within["sha256"]);
        }
        let all = rows(500.0);
        let by_id: HashMap<String, usize> =
            all.rows.iter().enumerate().map(|(at, row)| (snapshot.id(*row as usize).to_string(), at)).collect();
        let near = out["nearest20_locations"].as_array().unwrap();
        for location in near.iter().chain(out["other_locations"].as_array().unwrap()) {
            let Some(&at) = by_id.get(&location["id"].to_string()) else {
                assert!(number(&location["distance_m"]) > 500_000.0, "{location}");
                continue;
            };
            let distance_m = f64::from(all.distance_km[at]) * 1000.0;
            assert!((distance_m - number(&location["distance_m"])).abs() <= 0.5, "{location}: {distance_m}");
            let tolerance = if number(&location["distance_m"]) <= 5000.0 { 0.005 } else { 0.05 };
            if location["position_unique"] == true {
                let off = (f64::from(all.along_km[at]) - number(&location["position_km"])).abs();
                assert!(off <= tolerance, "{} {location}: {}", case["line_id"], all.along_km[at]);
            }
        }
    }
}

#[test]
fn exposure() {
    let snapshot = load(&dataset(NIGERIA));
    for (case, out) in cases("exposure") {
        let line = parse_line(&case);
        let options = RouteOptions {
            as_of: geobit::day::parse(case["as_of"].as_str().unwrap()),
            half_life_days: Some(number(&case["half_life_days"])),
            bandwidth_km: Some(number(&case["bandwidth_km"])),
            encounter_km: number(&case["reach_km"]),
            speed_kmh: number(&case["speed_kmh"]),
            ..RouteOptions::default()
        };
        let report = route(&snapshot, &line, &options).unwrap();
        let RouteRisk { exposure, encounter } = report.risk.unwrap();
        let name = format!("{} at {}", case["line_id"], case["as_of"]);
        let (wanted, met) = (number(&out["line_integral"]), number(&out["expected_encounters"]));
        assert!(relative(exposure.integral, wanted, 1e-4), "{name}: {} for {wanted}", exposure.integral);
        assert!(relative(encounter.expected, met, 1e-4), "{name}: {} for {met}", encounter.expected);
        let segments = report.findings.unwrap().segments;
        let sum: f64 = segments.iter().map(|segment| segment.integral).sum();
        assert!(relative(sum, exposure.integral, 1e-12));
        let points = out["points"].as_array().unwrap();
        let largest = points.iter().map(|point| number(&point["lambda"])).fold(0.0, f64::max);
        for point in points {
            let at = LonLat::new(number(&point["lon"]), number(&point["lat"]));
            let (found, wanted) = (intensity(&snapshot, &line, &options, at).unwrap(), number(&point["lambda"]));
            assert!(
                relative(found, wanted, 1e-6) || (found - wanted).abs() <= 1e-9 * largest,
                "{name}: {found} for {wanted}"
            );
        }
        // The peak is at least the highest of the reference's samples.
        assert!(exposure.peak.value >= largest * (1.0 - 1e-6), "{name}: {} < {largest}", exposure.peak.value);
    }
}

/// The pairs meant are found, as the vector asks: at least 58 of 60, and at most 4 others.
#[test]
fn suspected_duplicates() {
    for (case, out) in cases("duplicates") {
        let log = |name: &str| {
            let mut csv = String::from("id,date,lat,lon,kind,deaths\n");
            for one in case[name].as_array().unwrap() {
                let [id, date, kind] = ["id", "date", "kind"].map(|member| one[member].as_str().unwrap());
                csv += &format!("{id},{date},{},{},{kind},{}\n", one["lat"], one["lon"], one["deaths"]);
            }
            load(csv.replace("null", "").as_bytes())
        };
        let (public, private) = (log("public"), log("private"));
        let options = DuplicatesOptions {
            within_km: number(&case["within_km"]),
            within_days: number(&case["within_days"]) as u32,
            same_kind: true,
        };
        let found = duplicates(&public, &private, &options).unwrap();
        let ids = |pair: &SuspectedPair| json!([public.id(pair.a as usize), private.id(pair.b as usize)]);
        let found: Vec<Value> = found.pairs.iter().map(ids).collect();
        let meant = out["pairs"].as_array().unwrap();
        let right = found.iter().filter(|pair| meant.contains(pair)).count();
        assert!(right >= 58 && found.len() - right <= 4, "{right} of {}, {} others", meant.len(), found.len() - right);
        assert!(found.iter().all(|pair| out["candidates"].as_array().unwrap().contains(pair)));
    }
}

#[test]
fn what_changed() {
    for (case, out) in cases("changes") {
        let [older, newer] = changed_snapshots(&case);
        assert_eq!((json!(older.len()), json!(newer.len())), (out["old_rows"].clone(), out["new_rows"].clone()));
        let found = changes(&newer, &older, vec![], &ChangesOptions::default()).unwrap();
        let (added, hash) = ids(&newer, &found.added);
        assert_eq!((json!(added.len()), json!(hash)), (out["added"].clone(), out["added_sha256"].clone()));
        assert_eq!(json!(ids(&newer, &found.newly_recorded_old).0), out["newly_recorded_old"]);
        let rows: Vec<u32> = found.changed.iter().map(|one| one.row).collect();
        assert_eq!(json!(ids(&newer, &rows).0), out["changed"]);
        assert_eq!(json!(ids(&older, &found.withdrawn).0), out["withdrawn"]);
        assert_eq!((json!(found.unchanged), found.outside.len()), (out["unchanged"].clone(), 0));
        // Each changed incident names its field, and no other.
        let names =
            [("where_prec", "uncertaintyKm"), ("date_start", "start"), ("best", "fatalities"), ("latitude", "lat")];
        for one in &found.changed {
            let id: u64 = newer.id(one.row as usize).parse().unwrap();
            let change = case["changed_in_new"].as_array().unwrap().iter().find(|change| change["id"] == id).unwrap();
            let (_, name) = names.iter().find(|(field, _)| change["field"] == *field).unwrap();
            assert!(
                one.fields.iter().all(|field| field == name || (*name == "start" && *field == "end")),
                "{:?}",
                one.fields
            );
            assert_eq!(newer.id(one.row as usize), older.id(one.older as usize));
        }
        let lag = found.lag_days.unwrap();
        assert_eq!(json!(lag.n), out["added"]);
        assert!(0.0 <= lag.q25 && lag.q25 <= lag.q50 && lag.q50 <= lag.q75 && lag.q75 <= lag.q90);
    }
}
