//! What a file is and what it holds, its age first.

use geobit::error::show_line;
use geobit::incident::Kind;
use geobit::questions::DataAge;
use geobit::read::inspect::{KindOfFile, inspect};
use geobit::read::routes::{RoutesOptions, read_routes};
use geobit::snapshot::{Filters, Summary};
use geobit::words::Language;
use geobit::{Day, day};
use serde::Serialize;

use crate::arguments::Info;
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_start, today};
use crate::output::{print_json, print_lines};

/// A file of incidents.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IncidentFile<'a> {
    file: String,
    bytes: u64,
    kind_of_file: KindOfFile,
    age_days: Option<i32>,
    stale: bool,
    #[serde(flatten)]
    summary: &'a Summary,
}

/// A file of routes and sites.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShapeFile {
    file: String,
    bytes: u64,
    kind_of_file: KindOfFile,
    format: String,
    routes: Vec<String>,
    sites: usize,
    doubts: Vec<String>,
}

pub fn info(arguments: &Info, json: bool) -> Outcome {
    let path = &arguments.file;
    let options = load_options(&arguments.reading, &[])?;
    let (start, is_whole) = read_start(path)?;
    let bytes = std::fs::metadata(path).map_or(start.len() as u64, |known| known.len());
    let read_options = options.clone().into_read_options()?;
    let inspection = inspect(&start, is_whole, &read_options).map_err(|error| Failure::in_file(path, &error))?;
    let kind_of_file = inspection.kind_of_file;
    let file = path.display().to_string();
    if matches!(kind_of_file, KindOfFile::Routes | KindOfFile::Sites) && is_whole {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let found = read_routes(&start, &RoutesOptions { file_name: name, ..RoutesOptions::default() })
            .map_err(|error| Failure::in_file(path, &error))?;
        let (routes, sites) = (found.routes.into_iter().map(|route| route.name).collect(), found.sites.len());
        let shapes =
            ShapeFile { file, bytes, kind_of_file, format: inspection.format, routes, sites, doubts: found.doubts };
        return if json { print_json(&shapes) } else { print_lines(&describe_shapes(&shapes)) };
    }
    drop(start);
    let today = today(arguments.reading.today.as_deref())?;
    let snapshot = load(path, options, None)?;
    let summary = snapshot.summary();
    let age = DataAge::new(snapshot.as_of(), today);
    if json {
        let DataAge { age_days, stale, .. } = age;
        return print_json(&IncidentFile {
            file,
            bytes,
            kind_of_file: KindOfFile::Incidents,
            age_days,
            stale,
            summary,
        });
    }
    print_lines(&describe_incidents(&file, bytes, summary, age))
}

fn describe_shapes(shapes: &ShapeFile) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {} routes and {} sites, {}, {} bytes",
        shapes.file,
        shapes.routes.len(),
        shapes.sites,
        shapes.format,
        shapes.bytes
    )];
    lines.extend(shapes.routes.iter().zip(1..).map(|(name, number)| format!("  {number} {name}")));
    lines.extend(shapes.doubts.iter().cloned());
    lines
}

fn describe_incidents(file: &str, bytes: u64, summary: &Summary, age: DataAge) -> Vec<String> {
    let mut lines = vec![age.words(Language::En).unwrap_or_else(|| match age.age_days {
        Some(days) => format!("Data as of {}, {days} days before today.", day::format(age.as_of)),
        None => format!("Data as of {}.", day::format(age.as_of)),
    })];
    let mut row = |name: &str, value: String| lines.push(format!("{name:<14}{value}"));
    row("file", format!("{file}, {bytes} bytes"));
    row("name", summary.name.clone());
    row("format", format!("{}, layout {}", summary.format, summary.layout));
    row("licence", summary.licence.clone().unwrap_or_else(|| "not stated".into()));
    row("attribution", summary.attribution.clone().unwrap_or_else(|| "not stated".into()));
    row("days", format!("{} to {}", day::format(summary.from), day::format(summary.to)));
    row("countries", summary.coverage.countries.join(", "));
    row(
        "box",
        summary.bbox.map_or("none".into(), |[west, south, east, north]| format!("{west}, {south}, {east}, {north}")),
    );
    row("incidents", format!("{}, of which {} have a place", summary.count, summary.located));
    row(
        "rows",
        format!(
            "{}, of which {} rejected, {} superseded, {} left out",
            summary.rows, summary.rejected, summary.superseded, summary.left_out
        ),
    );
    let kinds = Kind::ALL.into_iter().filter(|kind| summary.kinds.of(*kind) > 0);
    row(
        "kinds",
        kinds.map(|kind| format!("{} {}", kind.name(), summary.kinds.of(kind))).collect::<Vec<_>>().join(", "),
    );
    summary.filters.iter().for_each(|filters| row("filter", describe_filters(filters)));
    if summary.origins.len() > 1 {
        for origin in &summary.origins {
            row("origin", format!("{}: {} incidents, as of {}", origin.name, origin.count, day::format(origin.as_of)));
        }
    }
    summary.warnings.iter().for_each(|warning| row("warning", format!("{} rows: {}", warning.count, warning.reason)));
    lines.iter().map(|line| show_line(line)).collect()
}

fn describe_filters(filters: &Filters) -> String {
    let mut parts = Vec::new();
    if let Some([west, south, east, north]) = filters.bbox {
        parts.push(format!("box {west},{south},{east},{north}"));
    }
    if !filters.countries.is_empty() {
        parts.push(format!("countries {}", filters.countries.join(", ")));
    }
    parts.extend(filters.since.map(|since: Day| format!("since {}", day::format(since))));
    let only = filters.matching.as_ref().and_then(|matched| serde_json::to_string(&matched.only).ok());
    parts.extend(only.map(|only| format!("matching {only}")));
    parts.join("; ")
}
