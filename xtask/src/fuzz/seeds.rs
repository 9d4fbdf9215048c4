//! Writes the inputs that the fuzz targets start from. All are made of the fixtures of the tests.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::cli::FuzzTarget;
use crate::project::Project;
use crate::stamp::files_in;

/// The seeds of the readers are cut to this length in bytes.
const MAX_FILE_BYTES: usize = 4096;
/// Lines and rings of seeds are thinned out to this number of vertices.
const MAX_VERTICES: usize = 16;

/// Writes the seeds of a target into a folder.
pub fn write(project: &Project, target: FuzzTarget, folder: &Path) -> Result<()> {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let seeds = match target {
        FuzzTarget::Readers => files(project)?,
        FuzzTarget::Routes => route_files(project)?,
        FuzzTarget::Geometry => shapes(project)?.iter().map(|shape| to_bytes(&shape_case(shape))).collect(),
        FuzzTarget::Questions => shapes(project)?.iter().map(|shape| to_bytes(&question(shape))).collect(),
        FuzzTarget::Packs => {
            [false, true].map(|snappy| to_bytes(&json!({ "snappy": snappy, "edits": edits() }))).to_vec()
        }
        FuzzTarget::Deltas => vec![to_bytes(&json!({ "edits": edits() }))],
        FuzzTarget::Catalogs => catalogs(project)?,
        FuzzTarget::Roads => {
            [false, true].map(|extract| to_bytes(&json!({ "extract": extract, "edits": edits() }))).to_vec()
        }
    };
    for (number, seed) in seeds.into_iter().enumerate() {
        fs::write(folder.join(format!("{number:03}")), seed).context("cannot write a seed")?;
    }
    Ok(())
}

fn to_bytes(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

/// The beginnings of all files of incidents.
fn files(project: &Project) -> Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for folder in ["data", "field", "files"] {
        let paths = files_in(&project.path("tests/fixtures").join(folder), &[])?;
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            match name.strip_suffix(".gz") {
                Some(name) if folder == "data" => {
                    let mut unpacked = Vec::new();
                    GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
                    seeds.push(beginning(name, unpacked)?);
                }
                _ if [".csv", ".geojson", ".geojsonl", ".json"].iter().any(|end| name.ends_with(end)) => {
                    seeds.push(beginning(&name, bytes)?);
                }
                _ => {}
            }
        }
    }
    Ok(seeds)
}

/// One edit that breaks nothing but the first page.
fn edits() -> Value {
    json!([{ "at": 40, "take": 1, "put": [0] }])
}

/// The catalogues of the tests, and their signatures.
fn catalogs(project: &Project) -> Result<Vec<Vec<u8>>> {
    let mut paths = files_in(&project.path("tests/fixtures/packs"), &[])?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json" || extension == "minisig"));
    paths.iter().map(|path| fs::read(path).with_context(|| format!("cannot read {}", path.display()))).collect()
}

/// All small files from the field, packed or not: readers of routes have to tell those of incidents apart.
fn route_files(project: &Project) -> Result<Vec<Vec<u8>>> {
    let mut seeds = Vec::new();
    for path in files_in(&project.path("tests/fixtures/field"), &[])? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if bytes.len() <= MAX_FILE_BYTES {
            seeds.push(bytes);
        }
    }
    Ok(seeds)
}

/// The first lines of a file, or the first features of a collection.
fn beginning(name: &str, mut bytes: Vec<u8>) -> Result<Vec<u8>> {
    if bytes.len() <= MAX_FILE_BYTES {
        return Ok(bytes);
    }
    if name.ends_with(".geojson") {
        let mut file: Value = serde_json::from_slice(&bytes).with_context(|| format!("{name} is not JSON"))?;
        if let Some(features) = file["features"].as_array_mut() {
            features.truncate(3);
        }
        return Ok(to_bytes(&file));
    }
    let end = bytes[..MAX_FILE_BYTES].iter().rposition(|byte| *byte == b'\n').unwrap_or(MAX_FILE_BYTES);
    bytes.truncate(end);
    Ok(bytes)
}

/// The geometries of the test vectors and of the inputs that broke an earlier version. Circles have a radius in km.
fn shapes(project: &Project) -> Result<Vec<(Value, Option<f64>)>> {
    let mut shapes = Vec::new();
    for name in ["geofence_counts", "corridor"] {
        let file = read_json(&project.path(&format!("tests/fixtures/vectors/{name}.json")))?;
        for case in file["cases"].as_array().into_iter().flatten() {
            let case = &case["in"];
            if case["line"].is_array() {
                shapes.push((json!({ "type": "LineString", "coordinates": case["line"] }), Some(20.0)));
            } else if case["aoi"]["type"] == "Circle" {
                let centre = json!({ "type": "Point", "coordinates": case["aoi"]["center"] });
                shapes.push((centre, case["aoi"]["radius_km"].as_f64()));
            } else {
                shapes.push((case["aoi"].clone(), None));
            }
        }
    }
    let mut broken = files_in(&project.path("tests/fixtures/breaking"), &[])?;
    broken.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    for path in broken {
        shapes.push((read_json(&path)?, None));
    }
    shapes.iter_mut().for_each(|(shape, _)| thin_out(shape));
    Ok(shapes)
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

/// Keeps few positions of every list of positions, among them the first and the last.
fn thin_out(value: &mut Value) {
    match value {
        Value::Array(items) if items.first().is_some_and(|first| first[0].is_number()) => {
            let (step, last) = (items.len().div_ceil(MAX_VERTICES).max(1), items.len() - 1);
            let mut number = 0..;
            items.retain(|_| number.next().is_some_and(|number| number % step == 0 || number == last));
        }
        Value::Array(items) => items.iter_mut().for_each(thin_out),
        Value::Object(members) => members.iter_mut().for_each(|(_, member)| thin_out(member)),
        _ => {}
    }
}

/// All positions in a geometry.
fn positions(value: &Value, found: &mut Vec<(f64, f64)>) {
    match value {
        Value::Array(items) => match (items.first().and_then(Value::as_f64), items.get(1).and_then(Value::as_f64)) {
            (Some(lon), Some(lat)) => found.push((lon, lat)),
            _ => items.iter().for_each(|item| positions(item, found)),
        },
        Value::Object(members) => members.values().for_each(|member| positions(member, found)),
        _ => {}
    }
}

/// A case of the target `geometry`: the shape, and places at its vertices.
fn shape_case((shape, radius_km): &(Value, Option<f64>)) -> Value {
    let mut vertices = Vec::new();
    positions(shape, &mut vertices);
    let places: Vec<_> = vertices.iter().take(2).map(|(lon, lat)| (lon, lat, 25.0)).collect();
    json!({ "shape": shape, "radiusKm": radius_km, "places": places })
}

/// A case of the target `questions`: incidents at the vertices of the shape.
fn question((shape, radius_km): &(Value, Option<f64>)) -> Value {
    let mut vertices = Vec::new();
    positions(shape, &mut vertices);
    let incident = |(number, (lon, lat)): (usize, &(f64, f64))| {
        let (kind, uncertainty_km) = (["armedClash", "blockade", "riot"][number % 3], [0.0, 25.0][number % 2]);
        json!({
            "lon": lon, "lat": lat, "day": 20_000 - 20 * number as i32, "uncertaintyKm": uncertainty_km,
            "kind": kind, "actor": "North",
        })
    };
    let incidents: Vec<Value> = vertices.iter().enumerate().map(incident).collect();
    let question = if shape["type"] == "LineString" {
        json!({ "roads": { "lines": [shape], "options": { "corridorKm": radius_km }, "compare": null } })
    } else {
        json!({ "areas": { "areas": [shape], "options": { "radiusKm": radius_km } } })
    };
    json!({ "incidents": incidents, "question": question })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_positions_are_thinned_out_and_stay_closed() {
        let ring: Vec<_> = (0..100).map(|number| [number % 99, 1]).collect();
        let mut shape = json!({ "type": "Polygon", "coordinates": [ring] });
        thin_out(&mut shape);
        let thinned = shape["coordinates"][0].as_array().unwrap();
        assert!((4..=MAX_VERTICES + 1).contains(&thinned.len()) && thinned.first() == thinned.last(), "{thinned:?}");
        let mut vertices = Vec::new();
        positions(&shape, &mut vertices);
        assert_eq!((vertices.len(), vertices[1]), (thinned.len(), (7.0, 1.0)));
    }

    #[test]
    fn files_are_cut_at_a_line_and_collections_at_a_feature() {
        let cut = beginning("a.csv", b"id,lon\n".repeat(1000)).unwrap();
        assert!(cut.len() < MAX_FILE_BYTES && cut.ends_with(b"lon"), "{}", cut.len());
        let feature = json!({ "type": "Feature", "properties": { "note": "x".repeat(MAX_FILE_BYTES) } });
        let file = json!({ "type": "FeatureCollection", "features": vec![feature; 9] });
        let cut: Value = serde_json::from_slice(&beginning("a.geojson", to_bytes(&file)).unwrap()).unwrap();
        assert_eq!(cut["features"].as_array().unwrap().len(), 3);
    }
}
