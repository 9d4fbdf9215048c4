//! Answers about areas.

use geobit::geometry;
use geobit::questions::geofence::{GeofenceAnswers, GeofenceOptions, GeofenceReport, geofence, geofences};
use geobit::{Area, LonLat};
use serde::{Deserialize, Serialize};

use crate::answers;
use crate::arguments::{Geofence, Reading};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_whole};
use crate::output::{print_json, print_lines};
use crate::question::{OptionMembers, filtered, numbers};

pub fn answer(arguments: &Geofence, json: bool) -> Outcome {
    let options = options_of(arguments)?;
    let reading = Reading { today: arguments.asking.today.clone(), ..Reading::default() };
    let read_options = load_options(&reading, &[])?;
    let load_filtered = |options| filtered(load(&arguments.pack, options, None)?, &arguments.asking.filtering);
    if let Some(circle) = &arguments.circle {
        let [lon, lat, radius_km] = numbers("--circle", circle, "longitude, latitude and a radius in km")?;
        let area = Area::circle(LonLat::new(lon, lat), radius_km)
            .map_err(|error| Failure::usage(format!("--circle: {}", error.message)).because(&error))?;
        let snapshot = load_filtered(read_options)?;
        return print_one(&geofence(&snapshot, &area, &options)?, &options, json);
    }
    let Some(path) = &arguments.shape else { return Err(Failure::usage("--circle or --shape is wanted.")) };
    let refuse = |error| Failure::in_file(path, &error);
    let text = String::from_utf8(read_whole(path)?)
        .map_err(|_| Failure::at(path, "GeoJSON is wanted, which is text in UTF-8."))?;
    let text = text.trim_start_matches('\u{feff}');
    if !is_collection(text) {
        let area = geometry::parse(text).and_then(|shape| Area::new(shape, options.radius_km)).map_err(refuse)?;
        let snapshot = load_filtered(read_options)?;
        return print_one(&geofence(&snapshot, &area, &options)?, &options, json);
    }
    let shapes = geometry::parse_collection(text).map_err(refuse)?;
    let snapshot = load_filtered(read_options)?;
    let answers = geofences(&snapshot, shapes, options.clone()).map_err(refuse)?;
    print_several(&answers, &options, json)
}

fn options_of(arguments: &Geofence) -> Outcome<GeofenceOptions> {
    let mut members = OptionMembers::new(&arguments.asking)?;
    members.set("--radius-km", "radiusKm", &arguments.radius_km)?;
    members.set("--rings-km", "ringsKm", &arguments.rings_km)?;
    members.set("--repeat", "repeat", &arguments.repeat.then_some(true))?;
    members.read()
}

/// Returns whether a GeoJSON text says that it is a collection of features.
fn is_collection(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Typed {
        r#type: String,
    }
    serde_json::from_str::<Typed>(text).is_ok_and(|typed| typed.r#type == "FeatureCollection")
}

fn print_one(report: &GeofenceReport, options: &GeofenceOptions, json: bool) -> Outcome {
    if json { print_json(report) } else { print_lines(&answers::of_area(report, options)) }
}

/// The answer for one of many areas where only its rows were asked for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowsOnly {
    rows: Vec<u32>,
    share: Vec<f32>,
    area_km2: f64,
    counts: geobit::questions::geofence::Counts,
    #[serde(skip_serializing_if = "geobit::incident::OriginCounts::is_empty")]
    by_origin: geobit::incident::OriginCounts,
}

fn print_several(all: &GeofenceAnswers, options: &GeofenceOptions, json: bool) -> Outcome {
    let reports = match all {
        GeofenceAnswers::Reports(reports) => reports,
        GeofenceAnswers::Rows(areas) => {
            let (rows, shares) = (areas.rows(), areas.shares());
            let mut first = 0;
            let parts = areas.ends().zip(areas.counts()).zip(areas.area_km2.iter().zip(&areas.by_origin));
            let listed: Vec<RowsOnly> = parts
                .map(|((end, counts), (&area_km2, by_origin))| {
                    let part = first..end;
                    first = end;
                    RowsOnly {
                        rows: rows[part.clone()].to_vec(),
                        share: shares[part].to_vec(),
                        area_km2,
                        counts,
                        by_origin: by_origin.clone(),
                    }
                })
                .collect();
            return if json {
                print_json(&listed)
            } else {
                let lines = listed
                    .iter()
                    .zip(1..)
                    .map(|(one, number)| format!("{number}: {}", answers::in_shape(&one.counts, options.lang)));
                print_lines(&lines.collect::<Vec<_>>())
            };
        }
    };
    if json {
        return print_json(reports);
    }
    let mut lines = Vec::new();
    for (report, number) in reports.iter().zip(1..) {
        lines.push(format!("{number}:"));
        lines.extend(answers::of_area(report, options).into_iter().map(|line| format!("  {line}")));
    }
    print_lines(&lines)
}
