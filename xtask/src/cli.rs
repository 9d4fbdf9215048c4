//! What can be asked for on the command line, and the help that says so.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

const OVERVIEW: &str = "\
Builds, serves and tests GeoBit. Each command sets up what it needs and skips what is up to date.

    cargo xtask start [--port N] [--host H]          build the map page, serve it and print its address
    cargo xtask test [--only rust|js|browser]        run every test, a real browser included
    cargo xtask build                                the engine as a WebAssembly module, into pkg/wasm
    cargo xtask dist                                 the npm tarball and the static page, into dist
    cargo xtask fmt [--check]                        format Rust and JavaScript
    cargo xtask lint                                 formatting, clippy, Biome and the JavaScript types
    cargo xtask demo                                 write the demo snapshot, www/public/demo.csv
    cargo xtask bench [-- ARGUMENTS]                 time the package against its peers in Chromium
    cargo xtask calibrate                            how often verdicts are right, into docs/calibration.md

`cargo xtask COMMAND --help` says more about one of them.
";

const START: &str = "\
cargo xtask start [--port N] [--host H]

Installs the npm packages, builds the engine and the page, serves the page until Ctrl-C and prints
its address once it answers. What has not changed since the last time is not done again.

    --port N    the port to listen on; 0 takes any free one (default: 4173, or the next free one)
    --host H    the address to listen on (default: 127.0.0.1, this machine only)
";

const TEST: &str = "\
cargo xtask test [--only rust|js|browser]

Runs the lints, the Rust tests, the tests of the npm package in Node.js, the size budget and the
tests of the page in Chromium. What fails is named at the end; the rest runs all the same.

    --only rust       the Rust tests, natively
    --only js         the tests of the built npm package in Node.js
    --only browser    the tests of the built page in Chromium

Chromium is the one that CHROME names, else one on PATH, else Playwright's; where there is none it
is installed.
";

const BUILD: &str = "\
cargo xtask build

Compiles the engine for wasm32-unknown-unknown, writes its JavaScript bindings and optimises the
module: pkg/wasm. The same sources give the same bytes on every machine.
";

const DIST: &str = "\
cargo xtask dist

Writes the npm tarball and the static page (dist/www) into dist, and prints the compressed sizes and
what makes the engine large (dist/size.md). Fails when a size is over its budget.
";

const FMT: &str = "\
cargo xtask fmt [--check]

Formats the Rust sources with rustfmt and everything else with Biome.

    --check    change nothing, fail when something is not formatted
";

const LINT: &str = "\
cargo xtask lint

Checks the formatting, runs clippy natively and for WebAssembly, Biome, and the type check of the
JavaScript sources. Warnings are errors.
";

const DEMO: &str = "\
cargo xtask demo

Writes the demo snapshot, www/public/demo.csv: synthetic incidents, the same on every machine.
";

const BENCH: &str = "\
cargo xtask bench [-- [--sizes N,N,…] [--rounds N] [--native] [--no-page] [--no-duckdb] [--no-write]]

Builds the package and times it in Chromium against the libraries of benches/package.json, on the
same data in the same page, and compares the answers. Builds the map page too, drags shapes on it
with the mouse, and times its start. Prints the results and writes docs/performance.md, and the
files results.json, tables.md and chart.svg in docs/bench. Fails when an answer is wrong.

    --sizes N,N,…    numbers of incidents, from 1000 (default: 10000,100000,1000000)
    --rounds N       how often each operation is timed, if that takes no longer than 20 s (default: 9;
                     above two million incidents at most 3)
    --native         run the native benches too, and print how much slower WebAssembly is
    --no-page        leave out dragging on the page and its start, and do not build it
    --no-duckdb      leave out DuckDB-WASM, a module of 34 MB
    --no-write       print only

The native benches by themselves: `cargo bench`.
";

const CALIBRATE: &str = "\
cargo xtask calibrate

Simulates areas with and without a change of rate, asks a geofence around each, and writes how often
its verdict is right: docs/calibration.md. Takes a minute or two; the same engine writes the same.
";

#[derive(Debug, PartialEq)]
pub enum Command {
    Start { host: String, port: Option<u16> },
    Test { only: Option<Suite> },
    Build,
    Dist,
    Fmt { check: bool },
    Lint,
    Demo,
    Bench { arguments: Vec<OsString> },
    Calibrate,
    Help(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Suite {
    Rust,
    Js,
    Browser,
}

pub fn parse(mut arguments: lexopt::Parser) -> Result<Command> {
    let name = match arguments.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help(OVERVIEW)),
        Some(Value(name)) => name.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    let (mut command, help) = match name.as_str() {
        "start" => (Command::Start { host: "127.0.0.1".into(), port: None }, START),
        "test" => (Command::Test { only: None }, TEST),
        "build" => (Command::Build, BUILD),
        "dist" => (Command::Dist, DIST),
        "fmt" => (Command::Fmt { check: false }, FMT),
        "lint" => (Command::Lint, LINT),
        "demo" => (Command::Demo, DEMO),
        "bench" => (Command::Bench { arguments: Vec::new() }, BENCH),
        "calibrate" => (Command::Calibrate, CALIBRATE),
        "help" => return Ok(Command::Help(OVERVIEW)),
        other => bail!("there is no command `{other}`; `cargo xtask` lists them"),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut command, argument) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help(help)),
            (Command::Start { port, .. }, Long("port")) => *port = Some(port_number(arguments.value()?)?),
            (Command::Start { host, .. }, Long("host")) => *host = arguments.value()?.string()?,
            (Command::Test { only }, Long("only")) => *only = Some(suite(arguments.value()?)?),
            (Command::Fmt { check }, Long("check")) => *check = true,
            (Command::Bench { arguments }, Value(value)) => arguments.push(value),
            (_, unknown) => {
                bail!("{}; `cargo xtask {name} --help` says what `{name}` takes", unknown.unexpected())
            }
        }
    }
    Ok(command)
}

fn port_number(value: OsString) -> Result<u16> {
    let text = value.string()?;
    match text.parse() {
        Ok(port) => Ok(port),
        Err(_) => bail!("--port takes a number from 0 to 65535, not `{text}`"),
    }
}

fn suite(value: OsString) -> Result<Suite> {
    Ok(match value.string()?.as_str() {
        "rust" => Suite::Rust,
        "js" => Suite::Js,
        "browser" => Suite::Browser,
        other => bail!("--only takes rust, js or browser, not `{other}`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    fn refused(line: &str) -> String {
        parsed(line).unwrap_err().to_string()
    }

    #[test]
    fn commands_take_their_own_options() {
        assert_eq!(
            parsed("start --port 80 --host=0.0.0.0").unwrap(),
            Command::Start { host: "0.0.0.0".into(), port: Some(80) }
        );
        assert_eq!(parsed("start").unwrap(), Command::Start { host: "127.0.0.1".into(), port: None });
        assert_eq!(parsed("test --only js").unwrap(), Command::Test { only: Some(Suite::Js) });
        assert_eq!(parsed("fmt --check").unwrap(), Command::Fmt { check: true });
        assert_eq!(
            parsed("bench -- --rounds 5").unwrap(),
            Command::Bench { arguments: vec!["--rounds".into(), "5".into()] }
        );
    }

    #[test]
    fn nothing_at_all_is_a_call_for_help() {
        assert_eq!(parsed("").unwrap(), Command::Help(OVERVIEW));
        assert_eq!(parsed("--help").unwrap(), Command::Help(OVERVIEW));
        assert_eq!(parsed("start --help").unwrap(), Command::Help(START));
    }

    #[test]
    fn a_refusal_names_what_would_be_accepted() {
        assert_eq!(refused("strat"), "there is no command `strat`; `cargo xtask` lists them");
        assert_eq!(refused("start --port 70000"), "--port takes a number from 0 to 65535, not `70000`");
        assert_eq!(refused("test --only rest"), "--only takes rust, js or browser, not `rest`");
        assert!(refused("build --port 80").contains("`cargo xtask build --help`"));
        assert!(refused("test rust").contains("`cargo xtask test --help`"));
    }

    #[test]
    fn the_overview_names_every_command() {
        for name in ["start", "test", "build", "dist", "fmt", "lint", "demo", "bench", "calibrate"] {
            assert!(OVERVIEW.contains(&format!("cargo xtask {name}")), "{name}");
        }
    }
}
