//! Answers about a route.

use std::path::Path;

use geobit::Route;
use geobit::error::show_name;
use geobit::questions::route::{RouteOptions, route};
use geobit::read::routes::{FoundRoute, RoutesOptions, read_routes};

use crate::answers;
use crate::arguments::{Reading, Route as Arguments};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_whole};
use crate::output::{print_json, print_lines, tell};
use crate::question::{OptionMembers, filtered};

/// The most routes that are named where one has to be chosen.
const MOST_NAMED: usize = 10;

pub fn answer(arguments: &Arguments, json: bool) -> Outcome {
    let mut members = OptionMembers::new(&arguments.asking)?;
    members.set("--half-width-km", "corridorKm", &arguments.half_width_km)?;
    members.set("--segment-km", "segmentKm", &arguments.segment_km)?;
    members.set("--speed-kmh", "speedKmh", &arguments.speed_kmh)?;
    members.set("--encounter-km", "encounterKm", &arguments.encounter_km)?;
    let options: RouteOptions = members.read()?;
    let found = choose_route(&arguments.file, arguments.number)?;
    let line = Route::from_vertices(found.line).map_err(|error| Failure::in_file(&arguments.file, &error))?;
    let reading = Reading { today: arguments.asking.today.clone(), ..Reading::default() };
    let snapshot = filtered(load(&arguments.pack, load_options(&reading, &[])?, None)?, &arguments.asking.filtering)?;
    let report = route(&snapshot, &line, &options)?;
    if json { print_json(&report) } else { print_lines(&answers::of_route(&report, &options)) }
}

/// Reads the route of a file, or the one with a number.
pub fn choose_route(path: &Path, number: Option<usize>) -> Outcome<FoundRoute> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let bytes = read_whole(path)?;
    let file = read_routes(&bytes, &RoutesOptions { file_name: name, ..RoutesOptions::default() })
        .map_err(|error| Failure::in_file(path, &error))?;
    file.doubts.iter().for_each(|doubt| tell(&format!("{}: {doubt}", path.display())));
    let (mut routes, sites) = (file.routes, file.sites.len());
    match (routes.len(), number) {
        (0, _) => Err(Failure::at(path, format!("it holds {sites} sites and no route."))),
        (1, None) => Ok(routes.remove(0)),
        (count, Some(number)) if (1..=count).contains(&number) => Ok(routes.remove(number - 1)),
        (count, Some(number)) => {
            Err(Failure::usage(format!("--number is {number}; {} has the routes 1 to {count}.", path.display())))
        }
        (count, None) => {
            let named = routes.iter().zip(1..).take(MOST_NAMED);
            let mut names: Vec<String> =
                named.map(|(route, number)| format!("{number} {}", show_name(&route.name))).collect();
            if count > MOST_NAMED {
                names.push("…".into());
            }
            let message =
                format!("{}: it holds {count} routes; choose one with --number: {}.", path.display(), names.join(", "));
            Err(Failure::usage(message))
        }
    }
}
