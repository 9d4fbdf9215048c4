//! Packs of roads: made, told, and lines that are laid onto roads.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use geobit::day;
use geobit::roads::{
    About, Class, MatchOptions, Matcher, Network, OsmOptions, Snapper, Summary, is_osm, is_pack, line_feature,
    read_osm, read_pack, write_pack,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::{RoadsBuild, RoadsCommand, RoadsInfo, RoadsMatch};
use crate::failure::{Failure, Outcome};
use crate::files::{name_of, open, today};
use crate::output::{json_line, print_json, print_lines, tell, write_whole};
use crate::question::OptionMembers;
use crate::route::choose_route;

/// The most bytes of a pack of roads.
const MOST_PACK_BYTES: u64 = 2 << 30;
/// The first bytes of a file, which say what it is.
const START_BYTES: u64 = 32;

pub fn roads(command: &RoadsCommand, json: bool) -> Outcome {
    match command {
        RoadsCommand::Build(arguments) => build(arguments, json),
        RoadsCommand::Info(arguments) => info(arguments, json),
        RoadsCommand::Match(arguments) => lay(arguments, json),
    }
}

/// What is told of a network in a file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RoadsFile {
    file: String,
    bytes: u64,
    #[serde(flatten)]
    summary: Summary,
}

impl RoadsFile {
    fn new(path: &Path, bytes: u64, network: &Network) -> RoadsFile {
        RoadsFile { file: path.display().to_string(), bytes, summary: Summary::new(network) }
    }

    fn lines(&self) -> Vec<String> {
        let Summary { about, nodes, edges, length_km, classes, .. } = &self.summary;
        let About { name, source, licence, attribution, data_as_of, schematic, .. } = about;
        let mut lines = vec![
            format!("{name}: {length_km} km of roads in {edges} edges between {nodes} nodes, {} bytes.", self.bytes),
            format!("From {source}, {licence}, {attribution}."),
        ];
        if !data_as_of.is_empty() {
            lines.push(format!("The data tell up to {data_as_of}."));
        }
        if *schematic {
            lines.push("The roads are schematic: they are drawn from town to town and not as they run.".into());
        }
        let of_class = |(class, km): (&Class, &f64)| format!("{} {km} km", json!(class).as_str().unwrap_or_default());
        lines.push(classes.iter().map(of_class).collect::<Vec<String>>().join(", ") + ".");
        lines
    }
}

fn build(arguments: &RoadsBuild, json: bool) -> Outcome {
    let path = &arguments.input;
    let made_at = today(arguments.today.as_deref())?.map(day::format).unwrap_or_default();
    let RoadsBuild { source, licence, attribution, .. } = arguments;
    let options = OsmOptions {
        name: arguments.name.clone().unwrap_or_else(|| name_of(path)),
        source: source.clone(),
        licence: licence.clone(),
        attribution: attribution.clone(),
        made_at,
    };
    let network = read_extract(path, &options)?;
    let bytes = write_whole(&arguments.output, |out| {
        let written = write_pack(&network, out);
        let refuse = |error| Failure::at(&arguments.output, format!("it cannot be written: {error}."));
        Ok(written.map_err(refuse)??)
    })?;
    let told = RoadsFile::new(&arguments.output, bytes, &network);
    if json { print_json(&told) } else { print_lines(&told.lines()) }
}

fn read_extract(path: &Path, options: &OsmOptions) -> Outcome<Network> {
    let (file, _) = open(path)?;
    read_osm(&mut BufReader::new(file), options).map_err(|error| Failure::in_file(path, &error))
}

/// Reads a pack of roads, or an extract of OpenStreetMap.
pub fn load_roads(path: &Path) -> Outcome<Network> {
    let refuse = |error: std::io::Error| Failure::at(path, format!("it cannot be read: {error}."));
    let (file, bytes) = open(path)?;
    let mut start = Vec::new();
    File::take(file, START_BYTES).read_to_end(&mut start).map_err(refuse)?;
    if is_osm(&start) && !is_pack(&start) {
        tell(&format!(
            "{}: this is an extract, which is read anew each time; `geobit roads build` makes a pack of it.",
            path.display()
        ));
        return read_extract(path, &OsmOptions { name: name_of(path), ..OsmOptions::default() });
    }
    if bytes > MOST_PACK_BYTES {
        return Err(Failure::at(path, "it has more than 2 GiB, which no pack of roads has."));
    }
    let mut content = Vec::new();
    File::take(open(path)?.0, MOST_PACK_BYTES).read_to_end(&mut content).map_err(refuse)?;
    read_pack(&content).map_err(|error| Failure::in_file(path, &error))
}

fn info(arguments: &RoadsInfo, json: bool) -> Outcome {
    let network = load_roads(&arguments.file)?;
    let bytes = std::fs::metadata(&arguments.file).map_or(0, |known| known.len());
    let told = RoadsFile::new(&arguments.file, bytes, &network);
    if json { print_json(&told) } else { print_lines(&told.lines()) }
}

/// Writes lines as a file of routes.
pub fn write_lines(path: &Path, features: Vec<Value>) -> Outcome<u64> {
    let collection = json!({ "type": "FeatureCollection", "features": features });
    write_whole(path, |out| {
        let written = out.write_all(json_line(&collection).as_bytes());
        written.map_err(|error| Failure::at(path, format!("it cannot be written: {error}.")))
    })
}

fn lay(arguments: &RoadsMatch, json: bool) -> Outcome {
    let mut members = OptionMembers::none();
    members.set("--within-km", "withinKm", &arguments.within_km)?;
    members.set("--step-km", "stepKm", &arguments.step_km)?;
    let options: MatchOptions = members.read()?;
    let line = choose_route(&arguments.file, arguments.number)?.line;
    let network = load_roads(&arguments.roads)?;
    let snapper = Snapper::new(&network);
    let matched = Matcher::new(&network, &snapper).matched(&line, &options)?;
    if let Some(path) = &arguments.output {
        write_lines(path, vec![line_feature(&matched.line)])?;
    }
    if !json {
        tell(&format!("{:.1} km of the line follow no road.", matched.off_road_km));
    }
    print_json(
        &json!({ "line": line_feature(&matched.line), "offRoadKm": matched.off_road_km, "parts": matched.parts }),
    )
}
