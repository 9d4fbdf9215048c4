//! Ways on roads: from one place to another, what is reached, and from sites to havens.

use std::path::Path;

use geobit::geometry::Shape;
use geobit::questions::route::{RouteOptions, expected_along};
use geobit::read::routes::{RoutesOptions, read_routes};
use geobit::roads::{
    Barring, Exposures, Joined, MatrixOptions, Network, PathsOptions, ReachOptions, Snapper, Speeds, Zone, barred_area,
    line_feature, matrix, paths, reach,
};
use geobit::snapshot::Snapshot;
use geobit::words::{self, Language, Message};
use geobit::{Area, GeobitError, LonLat};
use serde_json::{Value, json};

use crate::arguments::{Driving, Matrix, Paths, Reach, Reading, Weighing};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_text, read_whole, today};
use crate::output::{print_json, print_lines};
use crate::question::{OptionMembers, numbers};
use crate::roads::{load_roads, write_lines};

pub fn paths_between(arguments: &Paths, json: bool) -> Outcome {
    let mut members = driving_members(&arguments.driving)?;
    members.set("--most", "most", &arguments.most)?;
    members.set("--tolerance", "tolerance", &arguments.tolerance)?;
    members.set("--fastest", "wanted", &arguments.fastest.then_some("fastest"))?;
    let options: PathsOptions = members.read()?;
    let mut places = vec![("from".to_owned(), place("--from", &arguments.from)?)];
    for (number, via) in arguments.via.iter().enumerate() {
        places.push((format!("via.{number}"), place("--via", via)?));
    }
    places.push(("to".to_owned(), place("--to", &arguments.to)?));
    let weights = Weights::read(&arguments.weighing, &arguments.driving)?;
    let trip = Trip { places, speeds: &options.speeds, snap_km: options.snap_km, weights };
    let found = trip.ask(&arguments.driving, |joined, snapper, barring, exposures| {
        paths(joined, snapper, barring, exposures, &options)
    })?;
    if let Some(output) = &arguments.output {
        if found.paths.is_empty() {
            return Err(Failure::at(output, format!("it is not written. {}", found.words)));
        }
        write_lines(output, found.paths.iter().zip(1..).map(way_feature).collect())?;
    }
    if json {
        return print_json(&found);
    }
    let lines = found.paths.iter().zip(1..).map(|(path, number)| {
        let through: Vec<String> = path.through.iter().map(|area| (area + 1).to_string()).collect();
        let through = match through.as_slice() {
            [] => String::new(),
            areas => format!("  through avoided area {}", areas.join(", ")),
        };
        let numbers = numbers_of(path.hours, path.length_km, path.expected, options.lang);
        format!("{number}  {numbers}{through}")
    });
    print_lines(&lines.chain([found.words.clone()]).collect::<Vec<_>>())
}

/// A way as a route with a name.
fn way_feature((path, number): (&geobit::roads::Path, usize)) -> Value {
    let mut feature = line_feature(&path.line);
    feature["properties"] = json!({
        "name": format!("Way {number}"), "hours": path.hours, "lengthKm": path.length_km, "expected": path.expected,
    });
    feature
}

pub fn reach_from(arguments: &Reach, json: bool) -> Outcome {
    let mut members = driving_members(&arguments.driving)?;
    members.set("--width-km", "widthKm", &arguments.width_km)?;
    let options: ReachOptions = members.read()?;
    let places = vec![("from".to_owned(), place("--from", &arguments.from)?)];
    let trip = Trip { places, speeds: &options.speeds, snap_km: options.snap_km, weights: None };
    let found = trip.ask(&arguments.driving, |joined, snapper, barring, _| {
        reach(joined, snapper, &arguments.hours, barring, &options)
    })?;
    if json {
        return print_json(&found.to_geojson());
    }
    let lines = found.reached.iter().map(|reached| format!("{} h  {:.0} km", reached.hours, reached.road_km));
    print_lines(&lines.chain([found.words.clone()]).collect::<Vec<_>>())
}

pub fn matrix_of(arguments: &Matrix, json: bool) -> Outcome {
    let mut members = driving_members(&arguments.driving)?;
    members.set("--site-km", "siteKm", &arguments.site_km)?;
    members.set("--shared-km", "sharedKm", &arguments.shared_km)?;
    members.set("--no-independent", "independent", &arguments.no_independent.then_some(false))?;
    let options: MatrixOptions = members.read()?;
    let (sites, havens) = (read_sites(&arguments.sites)?, read_sites(&arguments.havens)?);
    let named = |name: &str, sites: &[Site]| -> Vec<(String, LonLat)> {
        sites.iter().enumerate().map(|(number, site)| (format!("{name}.{number}"), site.at)).collect()
    };
    let places = [named("sites", &sites), named("havens", &havens)].concat();
    let weights = Weights::read(&arguments.weighing, &arguments.driving)?;
    let trip = Trip { places, speeds: &options.speeds, snap_km: options.snap_km, weights };
    let found = trip.ask(&arguments.driving, |joined, snapper, barring, exposures| {
        matrix(joined, snapper, sites.len(), barring, exposures, &options)
    })?;
    if json {
        return print_json(&found);
    }
    let mut lines = Vec::new();
    for (number, site) in sites.iter().enumerate() {
        for (haven, other) in havens.iter().enumerate() {
            let pair = number * havens.len() + haven;
            let told = if found.hours[pair].is_finite() {
                let expected = Some(found.expected[pair]).filter(|expected| expected.is_finite());
                let numbers = numbers_of(found.hours[pair], found.km[pair], expected, options.lang);
                let ways = if options.independent { independent_ways(found.independent[pair]) } else { String::new() };
                numbers + &ways
            } else {
                "–".into()
            };
            lines.push(format!("{} → {}  {told}", site.name, other.name));
        }
    }
    print_lines(&lines.into_iter().chain([found.words]).collect::<Vec<_>>())
}

fn independent_ways(number: u8) -> String {
    format!("  {number} independent way{}", if number == 1 { "" } else { "s" })
}

/// The places of a question, and how ways between them are measured.
struct Trip<'a> {
    /// Each with what it is called where it is refused.
    places: Vec<(String, LonLat)>,
    speeds: &'a Speeds,
    snap_km: f64,
    weights: Option<Weights>,
}

impl Trip<'_> {
    /// Joins the places onto the roads, and asks.
    fn ask<T>(
        self,
        driving: &Driving,
        question: impl FnOnce(&Joined<'_>, &Snapper, &Barring, Option<&Exposures<'_>>) -> geobit::Result<T>,
    ) -> Outcome<T> {
        let barring = barring(driving)?;
        let network = load_roads(&driving.roads)?;
        let snapper = Snapper::new(&network);
        let joined = Joined::new(&network, &snapper, &self.places, self.speeds, self.snap_km)?;
        let exposures = self.weights.map(|weights| weights.measure(&network, &joined, self.speeds)).transpose()?;
        let exposures = exposures.as_ref().map(|(edges, pieces)| Exposures { edges, pieces: Some(pieces) });
        Ok(question(&joined, &snapper, &barring, exposures.as_ref())?)
    }
}

/// Hours, km and the encounter expectation of a way.
fn numbers_of(hours: f64, km: f64, expected: Option<f64>, lang: Language) -> String {
    const PLAIN: Message = Message { en: "{value}", fr: "{value}" };
    let say = |value: words::Value| PLAIN.say(lang, &[("value", value)]);
    let expected =
        expected.map(|expected| format!("  expected {}", say(words::plain(expected, lang)))).unwrap_or_default();
    let minutes = (hours * 60.0).round() as u64;
    format!("{}:{:02} h  {} km{expected}", minutes / 60, minutes % 60, say(words::distance_km(km, lang)))
}

/// The options that every question about ways shares.
fn driving_members(driving: &Driving) -> Outcome<OptionMembers> {
    let mut members = OptionMembers::none();
    let speeds: Option<Value> = match &driving.speeds {
        None => None,
        Some(text) => match serde_json::from_str(text) {
            Ok(value @ Value::Object(_)) => Some(value),
            _ => return Err(Failure::usage("--speeds is no JSON object such as '{\"classes\":{\"track\":20}}'.")),
        },
    };
    members.set("--speeds", "speeds", &speeds)?;
    members.set("--snap-km", "snapKm", &driving.snap_km)?;
    members.set("--lang", "lang", &driving.lang)?;
    Ok(members)
}

fn place(flag: &str, text: &str) -> Outcome<LonLat> {
    let [lon, lat] = numbers::<2>(flag, text, "a longitude and a latitude")?;
    let at = LonLat::new(lon, lat);
    // A place that is not on the globe is a wrong call.
    match Area::circle(at, 1.0) {
        Ok(_) => Ok(at),
        Err(error) => Err(Failure::usage(format!("{flag}: {}", error.message)).because(&error)),
    }
}

/// What is closed, and what is avoided.
fn barring(driving: &Driving) -> Outcome<Barring> {
    let mut barring = Barring { today: today(driving.today.as_deref())?, ..Barring::default() };
    let refuse = |path: &Path, error: GeobitError| Failure::in_file(path, &error);
    if let Some(path) = &driving.closed {
        barring.closed = Zone::read_closed(&read_text(path, "GeoJSON")?).map_err(|error| refuse(path, error))?;
    }
    if let Some(path) = &driving.avoid {
        barring.avoid = Zone::read_avoided(&read_text(path, "GeoJSON")?).map_err(|error| refuse(path, error))?;
    }
    Ok(barring)
}

/// The incidents by which exposure is measured, and how.
struct Weights {
    snapshot: Snapshot,
    options: RouteOptions,
}

impl Weights {
    fn read(weighing: &Weighing, driving: &Driving) -> Outcome<Option<Weights>> {
        let Some(path) = &weighing.snapshot else { return Ok(None) };
        let options: RouteOptions = OptionMembers::of_json(&weighing.options)?.read()?;
        let reading = Reading { today: driving.today.clone(), ..Reading::default() };
        Ok(Some(Weights { snapshot: load(path, load_options(&reading, &[])?, None)?, options }))
    }

    /// What each edge and each piece adds to the exposure.
    fn measure(&self, network: &Network, joined: &Joined<'_>, speeds: &Speeds) -> Outcome<(Vec<f64>, Vec<f64>)> {
        let (edges, pieces) = joined.road_hours(speeds);
        let of_edges = expected_along(
            &self.snapshot,
            &edges,
            &mut |edge, line: &mut Vec<LonLat>| network.line_into(edge as u32, line),
            &self.options,
        )?;
        let first = network.edges().len();
        let of_pieces = expected_along(
            &self.snapshot,
            &pieces,
            &mut |piece, line: &mut Vec<LonLat>| *line = joined.line((first + piece) as u32),
            &self.options,
        )?;
        Ok((of_edges, of_pieces))
    }
}

/// A place with its name.
struct Site {
    name: String,
    at: LonLat,
}

/// Reads the sites of a file: points, and areas by their middles.
fn read_sites(path: &Path) -> Outcome<Vec<Site>> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let bytes = read_whole(path)?;
    let refuse = |error: &GeobitError| Failure::in_file(path, error);
    let options = RoutesOptions { file_name: name, ..RoutesOptions::default() };
    let file = read_routes(&bytes, &options).map_err(|error| refuse(&error))?;
    let mut sites = Vec::new();
    for (feature, number) in file.sites.iter().zip(1..) {
        let shape = Shape::from_feature(feature).map_err(|error| refuse(&error))?;
        let at = match shape.points.first() {
            Some(at) => *at,
            None => barred_area(shape).map_err(|error| refuse(&error))?.bounds_centre(),
        };
        let name = json!(feature.property("name")).as_str().map(str::to_owned);
        sites.push(Site { name: name.unwrap_or_else(|| number.to_string()), at });
    }
    if sites.is_empty() {
        return Err(Failure::at(path, "it holds no site."));
    }
    Ok(sites)
}
