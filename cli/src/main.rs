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
mod route;
mod serve;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let Arguments { json, command } = Arguments::parse();
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
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
