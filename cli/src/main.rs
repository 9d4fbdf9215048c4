//! `geobit`: packs of recorded incidents, and what they say of areas and routes. All that it tells comes from the crate `geobit`;
//! here are arguments, files and the way answers are printed.

mod answers;
mod arguments;
mod build;
mod catalog;
mod check;
mod delta;
mod diff;
mod failure;
mod fetch;
mod files;
mod geofence;
mod info;
mod inspect;
mod key;
mod output;
mod question;
mod region;
mod roads;
mod route;
mod serve;
mod sources;
mod ways;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use failure::Failure;

fn main() -> ExitCode {
    let Arguments { json, command } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help is no error, and what is asked for as text is told as `clap` does.
        Err(error) if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") => {
            return Failure::in_call(&error).report(true);
        }
        Err(error) => error.exit(),
    };
    if json {
        output::tell_json();
    }
    let outcome = match command {
        Command::Build(build) => build::build(&build, json),
        Command::Combine(combine) => build::combine_packs(&combine, json),
        Command::Info(info) => info::info(&info, json),
        Command::Inspect(inspect) => inspect::inspect_file(&inspect, json),
        Command::Check(check) => check::check(&check, json),
        Command::Diff(arguments) => diff::diff(&arguments, json),
        Command::Alerts(arguments) => diff::alerts(&arguments, json),
        Command::Delta(delta) => delta::make(&delta, json),
        Command::Apply(apply) => delta::apply(&apply, json),
        Command::Catalog(catalog) => catalog::make(&catalog, json),
        Command::Key(key) => key::make(&key, json),
        Command::Serve(serve) => serve::serve(&serve, json),
        Command::Fetch(fetch) => fetch::fetch(&fetch, json),
        Command::Geofence(geofence) => geofence::answer(&geofence, json),
        Command::Route(route) => route::answer(&route, json),
        Command::Region(region) => region::region_of(&region, json),
        Command::Clusters(clusters) => region::clusters_of(&clusters, json),
        Command::Roads(arguments) => roads::roads(&arguments.command, json),
        Command::Paths(arguments) => ways::paths_between(&arguments, json),
        Command::Reach(arguments) => ways::reach_from(&arguments, json),
        Command::Matrix(arguments) => ways::matrix_of(&arguments, json),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json),
    }
}
