//! Parses the command line, and holds the help texts.

use std::ffi::OsString;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::mutants::Sample;

const OVERVIEW: &str = "\
Builds, serves and tests GeoBit. Each command installs what it needs and skips what is up to date.

    cargo xtask start [--port N] [--host H]          build the map page, serve it and print its address
    cargo xtask test [--only rust|js|browser]        run the tests, the first ones of the page in Chromium included
    cargo xtask end-to-end                           run all other tests of the page in Chromium
    cargo xtask build                                build the engine as a WebAssembly module, in pkg/wasm
    cargo xtask dist                                 write the npm tarball, the static page and what embeds it to dist
    cargo xtask fmt [--check]                        format Rust and JavaScript
    cargo xtask lint                                 check formatting, clippy, Biome and JavaScript types
    cargo xtask demo                                 write the demo: www/public/demo.parquet and on-demand/demo.roads
    cargo xtask bench [-- ARGUMENTS]                 time the package against its peers in Chromium
    cargo xtask throttle [--no-write]                time the page's first visit over a slow line
    cargo xtask lighthouse                           have Lighthouse look at the page, on a desktop and a phone
    cargo xtask calibrate                            measure how often verdicts are right
    cargo xtask files                                write docs/files.md: what is read from which file
    cargo xtask endure [--calls N] [--seed N]        make many calls at random and watch the memory
    cargo xtask browsers                             use the page in Chromium, Firefox and WebKit
    cargo xtask interop                              read packs with DuckDB and pyarrow, and their files with ours
    cargo xtask scale                                build packs with Apache Spark, and compare them with ours
    cargo xtask packaging [NAME...]                  use the packed package with bundlers and without
    cargo xtask advisories                           ask for known faults in libraries
    cargo xtask reproduce                            build twice in two folders, and compare the files
    cargo xtask mutants [--shard K/N | --sample N]   break the engine in small ways, and tell what no test notices
    cargo xtask fuzz [--minutes N] [TARGET]          look for inputs that break the engine

`cargo xtask COMMAND --help` says more about a command.
";

const START: &str = "\
cargo xtask start [--port N] [--host H] [--no-build]

Installs the npm packages, builds the engine and the page, serves the page until Ctrl-C and prints
its address once it answers. Steps whose inputs have not changed are skipped. Files are sent compressed
to whoever accepts that.

    --port N    the port to listen on; 0 takes any free one (default: 4173, or the next free one)
    --host H    the address to listen on (default: 127.0.0.1, this machine only); requests that use a
                name of another address are refused
    --no-build  serve www/dist as it is, and build nothing
";

const TEST: &str = "\
cargo xtask test [--only rust|js|browser]

Runs the lints, the Rust tests, the tests of the npm package in Node.js, the size budget and the
first tests of the page in Chromium. A failure does not stop the rest; all failures are named at the end.

    --only rust       the Rust tests, natively
    --only js         the tests of the built npm package in Node.js
    --only browser    the first tests of the built page in Chromium

All other tests of the page, which take half an hour, are those of `cargo xtask end-to-end`. The browser is the one that CHROME names, else Chromium on PATH, else Playwright's. If there is none,
it is installed.
";

const END_TO_END: &str = "\
cargo xtask end-to-end

Runs the tests of the built page in Chromium that are not among the first, which `cargo xtask test` runs. They take
half an hour. One file alone: CHROME=... node --test tests/browser/NAME.test.js, after `cargo xtask test --only browser` has built the page.
";

const BUILD: &str = "\
cargo xtask build

Compiles the engine for wasm32-unknown-unknown, generates its JavaScript bindings and optimises the
module, in pkg/wasm. The same sources give the same bytes on every machine.
";

const DIST: &str = "\
cargo xtask dist

Writes the npm tarball, the static page (dist/www), and the element and the frame (dist/embed) to dist; beside each file
of the last two its brotli (.br) and gzip (.gz) form, which a server sends to browsers that accept them. Prints the compressed sizes and the
largest parts of the engine, and writes them to dist/size.md. Fails if a size is over its budget.
";

const FMT: &str = "\
cargo xtask fmt [--check]

Formats the Rust sources with rustfmt and everything else with Biome.

    --check    change nothing, and fail if something is not formatted
";

const LINT: &str = "\
cargo xtask lint

Checks the formatting, runs clippy natively and for WebAssembly, Biome, and the type check of the
JavaScript sources. Warnings are errors.
";

const DEMO: &str = "\
cargo xtask demo

Writes the demo pack to www/public/demo.parquet, and its schematic roads to www/public/on-demand/demo.roads: synthetic, the same on every machine.
";

const BENCH: &str = "\
cargo xtask bench [-- [--sizes N,N,…] [--rounds N] [--native] [--no-page] [--no-duckdb] [--no-write]]

Builds the package and times it in Chromium against the libraries of benches/package.json, on the
same data in the same page, and compares the answers. Also builds the map page, drags shapes on it
with the mouse, and times its start. Prints the results and writes docs/performance.md, and
results.json, tables.md and chart.svg in docs/bench. Fails if an answer is wrong.

    --sizes N,N,…    numbers of incidents, from 1000 (default: 10000,100000,1000000)
    --rounds N       how often each operation is timed within 20 s at most (default: 9; above two
                     million incidents at most 3)
    --native         also run the native benches, and print how much slower WebAssembly is
    --no-page        skip the page: neither build it nor time its start and drags on it
    --no-duckdb      skip DuckDB-WASM, a module of 34 MB
    --no-write       print the results only

`cargo bench` runs the native benches alone.
";

const THROTTLE: &str = "\
cargo xtask throttle [--no-write]

Builds the page, serves it, and visits it in headless Chromium over a line of 1.5 Mbit/s with 300 ms from
each request to its answer, each time with an empty cache. Prints how long it takes until the page can be
used and until the first answer, and the files with their bytes and times. Writes that to
docs/performance.md and docs/bench/slow-line.json. It reports, and fails for no figure.

    --no-write    print the figures only
";

const LIGHTHOUSE: &str = "\
cargo xtask lighthouse

Builds the page and has Lighthouse look at it in headless Chromium, as on a desktop and as on a phone:
accessibility, best practices and search. Prints the score of each, and what costs points. Fails below
100. Lighthouse has a lock file of its own, in benches/lighthouse, and is installed from it.
";

const FILES: &str = "\
cargo xtask files

Write docs/files.md, which says what is read from each of the files in tests/fixtures. A test compares it with what the readers do.
";

const CALIBRATE: &str = "\
cargo xtask calibrate

Simulates areas with and without a change of rate, asks a geofence around each, and writes to
docs/calibration.md how often its verdict and its alarm are right, and how good verdicts, alarms and
forecasts were on real records. This takes some minutes. The same engine always gives the same
results.
";

const ENDURE: &str = "\
cargo xtask endure [--calls N] [--seed N]

Builds the package and makes many calls in random order in Node.js: questions and bad input, loads,
closes, aborts, and workers killed in mid-call. Prints the memory over time. Fails if a call ends in
another way than it should, or if memory stays in use that nothing holds.

    --calls N    how many calls are made, from 2000; one in a hundred is a load (default: 100000)
    --seed N     the seed of the random numbers (default: 1)
";

const BROWSERS: &str = "\
cargo xtask browsers

Builds the page and uses it in Chromium, Firefox and WebKitGTK: a site that is typed, a route and a log that are dropped. Notes every
request, plants a leak by each door, also once the page is locked, and compares the answers bit by bit. Installs Firefox, WebKitGTK's
driver and Xvfb with apt-get where this is Debian and root. A browser that cannot be had is reported as not run, which is no success.
Another Firefox is named in FIREFOX, another driver in WEBKIT_DRIVER.
";

const INTEROP: &str = "\
cargo xtask interop

Installs DuckDB and pyarrow into target/tools, and checks that they read our packs as we do, and that the
command line reads the Parquet files that they write, with each compression. Where Python 3 or the
packages cannot be had, it says that nothing was checked.
";

const SCALE: &str = "\
cargo xtask scale

Runs the job in `publish` with Apache Spark on this machine, on made-up incidents in several files and parts, and checks that its
packs are those of `geobit build`, byte for byte. Installs Spark and pyarrow into target/tools, and a Java runtime with apt-get
where there is none. Where these cannot be had, it says that nothing was checked.
";

const PACKAGING: &str = "\
cargo xtask packaging [NAME...]

Packs the npm package, and builds and runs a small program with it in each of these ways, or in those that are
named: in Node.js, by an import map, from a host of another origin, in a frame without an origin, with Vite,
webpack, Rollup, esbuild, Parcel and Next.js. publint and are-the-types-wrong look at its files. The program loads
a table and a workbook, asks about a site, and saves a pack; its numbers are compared with those of the sources.
Installs the bundlers in tests/packaging; where they or a browser cannot be had, the ways that need them are
reported as not run.

    publint, types                                     the files of the package
    node-thread, node-worker                           Node.js
    import-map, cdn, cdn-strict, sandbox               pages without a bundler
    vite-build, vite-dev, webpack, rollup, parcel      bundlers that follow the package's addresses
    esbuild, esbuild-unset                             esbuild with the addresses as options, and without
    next-turbopack, next-webpack                       Next.js
";

const ADVISORIES: &str = "\
cargo xtask advisories

Asks npm's database for known faults in the packages of package-lock.json, and that of Rust for those in the
crates of Cargo.lock, by cargo-audit, which it installs into target/tools. Fails for a fault. A database that
cannot be reached is reported as not asked, and is no failure.
";

const REPRODUCE: &str = "\
cargo xtask reproduce

Builds the committed state in two folders, target/reproduce/first and target/reproduce/the second one, and
compares what `cargo xtask dist` wrote there byte by byte. Takes as long as two builds from nothing.
";

const MUTANTS: &str = "\
cargo xtask mutants [--shard K/N | --sample N [--seed S]]

Changes the engine in one small way after another, such as `<` to `<=`, and runs the native tests with
each change. Names the changes that no test notices, and fails if fewer than 90 % are noticed. It works
in a copy of the checkout, and takes about half a minute a change. The changes that do the same as the
original are listed with the reason in tests/mutants/equivalent.txt; they are not tried.

    --shard K/N    every N-th change of all, from number K on, K from 0 to N - 1
    --sample N     N changes drawn at random (default: 50)
    --seed S       the seed of the draw (default: 1)

The unit tests come first; the other tests see only what those do not notice. The output of each test is
in target/mutants/mutants.out, that of the unit tests in target/mutants/mutants.out.old.
";

const FUZZ: &str = "\
cargo xtask fuzz [--minutes N] [--seed S] [TARGET]

Tries new inputs until something is wrong or the time is over, and prints a line for each target.
Fails if something was found, and names the input. Installs cargo-fuzz into target/tools; where it
cannot be had, says so and does not fail.

    readers        bytes of a file, whole and in pieces
    routes         bytes of a file of routes
    geometry       shapes, as areas and as routes
    questions      questions about areas and routes
    packs          packs that are damaged here and there
    deltas         deltas that are damaged here and there
    catalogs       catalogues of packs, and signatures

    --minutes N    how long each target runs (default: 1)
    --seed S       tries the same inputs each time, from the seeds in the repository alone, so that
                   a check of a change fails because of the change (default: always new inputs)
";

#[derive(Debug, PartialEq)]
pub enum Command {
    Start { host: String, port: Option<u16>, build: bool },
    Test { only: Option<Suite> },
    Build,
    Dist,
    Fmt { check: bool },
    Lint,
    Demo,
    Bench { arguments: Vec<OsString> },
    Throttle { write: bool },
    Lighthouse,
    Calibrate,
    Files,
    Endure { calls: u32, seed: u32 },
    EndToEnd,
    Browsers,
    Interop,
    Scale,
    Packaging { names: Vec<OsString> },
    Advisories,
    Reproduce,
    Mutants { sample: Sample },
    Fuzz { minutes: u32, seed: Option<u32>, only: Option<FuzzTarget> },
    Help(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Suite {
    Rust,
    Js,
    Browser,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FuzzTarget {
    Readers,
    Routes,
    Geometry,
    Questions,
    Packs,
    Deltas,
    Catalogs,
    Roads,
}

impl FuzzTarget {
    pub const ALL: [FuzzTarget; 8] = [
        FuzzTarget::Readers,
        FuzzTarget::Routes,
        FuzzTarget::Geometry,
        FuzzTarget::Questions,
        FuzzTarget::Packs,
        FuzzTarget::Deltas,
        FuzzTarget::Catalogs,
        FuzzTarget::Roads,
    ];

    /// The name in `fuzz/Cargo.toml`.
    pub fn name(self) -> &'static str {
        match self {
            FuzzTarget::Readers => "readers",
            FuzzTarget::Routes => "routes",
            FuzzTarget::Geometry => "geometry",
            FuzzTarget::Questions => "questions",
            FuzzTarget::Packs => "packs",
            FuzzTarget::Deltas => "deltas",
            FuzzTarget::Catalogs => "catalogs",
            FuzzTarget::Roads => "roads",
        }
    }
}

pub fn parse(mut arguments: lexopt::Parser) -> Result<Command> {
    let name = match arguments.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help(OVERVIEW)),
        Some(Value(name)) => name.string()?,
        Some(option) => return Err(option.unexpected().into()),
    };
    let (mut command, help) = match name.as_str() {
        "start" => (Command::Start { host: "127.0.0.1".into(), port: None, build: true }, START),
        "test" => (Command::Test { only: None }, TEST),
        "build" => (Command::Build, BUILD),
        "dist" => (Command::Dist, DIST),
        "fmt" => (Command::Fmt { check: false }, FMT),
        "lint" => (Command::Lint, LINT),
        "demo" => (Command::Demo, DEMO),
        "bench" => (Command::Bench { arguments: Vec::new() }, BENCH),
        "throttle" => (Command::Throttle { write: true }, THROTTLE),
        "lighthouse" => (Command::Lighthouse, LIGHTHOUSE),
        "calibrate" => (Command::Calibrate, CALIBRATE),
        "files" => (Command::Files, FILES),
        "endure" => (Command::Endure { calls: 100_000, seed: 1 }, ENDURE),
        "end-to-end" => (Command::EndToEnd, END_TO_END),
        "browsers" => (Command::Browsers, BROWSERS),
        "interop" => (Command::Interop, INTEROP),
        "scale" => (Command::Scale, SCALE),
        "packaging" => (Command::Packaging { names: Vec::new() }, PACKAGING),
        "advisories" => (Command::Advisories, ADVISORIES),
        "reproduce" => (Command::Reproduce, REPRODUCE),
        "mutants" => (Command::Mutants { sample: Sample::Random { size: 50, seed: 1 } }, MUTANTS),
        "fuzz" => (Command::Fuzz { minutes: 1, seed: None, only: None }, FUZZ),
        "help" => return Ok(Command::Help(OVERVIEW)),
        other => bail!("there is no command `{other}`; `cargo xtask` lists them"),
    };
    while let Some(argument) = arguments.next()? {
        match (&mut command, argument) {
            (_, Short('h') | Long("help")) => return Ok(Command::Help(help)),
            (Command::Start { port, .. }, Long("port")) => *port = Some(parse_port(arguments.value()?)?),
            (Command::Start { host, .. }, Long("host")) => *host = arguments.value()?.string()?,
            (Command::Start { build, .. }, Long("no-build")) => *build = false,
            (Command::Throttle { write }, Long("no-write")) => *write = false,
            (Command::Test { only }, Long("only")) => *only = Some(parse_suite(arguments.value()?)?),
            (Command::Fmt { check }, Long("check")) => *check = true,
            (Command::Mutants { sample }, Long("shard")) => *sample = parse_shard(arguments.value()?)?,
            (Command::Mutants { sample: Sample::Random { size, .. } }, Long("sample")) => {
                *size = arguments.value()?.parse()?;
            }
            (Command::Mutants { sample: Sample::Random { seed, .. } }, Long("seed")) => {
                *seed = arguments.value()?.parse()?;
            }
            (Command::Bench { arguments }, Value(value)) => arguments.push(value),
            (Command::Packaging { names }, Value(value)) => names.push(value),
            (Command::Endure { calls, .. }, Long("calls")) => {
                *calls = parse_number("--calls", 2000, arguments.value()?)?
            }
            (Command::Endure { seed, .. }, Long("seed")) => *seed = parse_number("--seed", 0, arguments.value()?)?,
            (Command::Fuzz { minutes, .. }, Long("minutes")) => *minutes = parse_minutes(arguments.value()?)?,
            (Command::Fuzz { seed, .. }, Long("seed")) => *seed = Some(arguments.value()?.parse()?),
            (Command::Fuzz { only: only @ None, .. }, Value(value)) => *only = Some(parse_target(value)?),
            (_, unknown) => {
                bail!("{}; `cargo xtask {name} --help` lists the options of `{name}`", unknown.unexpected())
            }
        }
    }
    Ok(command)
}

fn parse_port(value: OsString) -> Result<u16> {
    let text = value.string()?;
    match text.parse() {
        Ok(port) => Ok(port),
        Err(_) => bail!("--port takes a number from 0 to 65535, not `{text}`"),
    }
}

fn parse_number(option: &str, least: u32, value: OsString) -> Result<u32> {
    let text = value.string()?;
    match text.parse() {
        Ok(number) if number >= least => Ok(number),
        _ => bail!("{option} takes a whole number from {least} to {}, not `{text}`", u32::MAX),
    }
}

fn parse_shard(value: OsString) -> Result<Sample> {
    let text = value.string()?;
    let numbers = text.split_once('/').and_then(|(shard, of)| Some((shard.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((shard, of)) if shard < of => Ok(Sample::Shard { shard, of }),
        _ => bail!("--shard takes K/N with K from 0 to N - 1, such as 11/80, not `{text}`"),
    }
}

fn parse_minutes(value: OsString) -> Result<u32> {
    let text = value.string()?;
    match text.parse() {
        Ok(minutes @ 1..=100_000) => Ok(minutes),
        _ => bail!("--minutes takes a whole number from 1 to 100000, not `{text}`"),
    }
}

fn parse_target(value: OsString) -> Result<FuzzTarget> {
    let text = value.string()?;
    match FuzzTarget::ALL.into_iter().find(|target| target.name() == text) {
        Some(target) => Ok(target),
        None => {
            bail!("there is no fuzz target `{text}`; there are {}", FuzzTarget::ALL.map(FuzzTarget::name).join(", "))
        }
    }
}

fn parse_suite(value: OsString) -> Result<Suite> {
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

    fn parse_line(line: &str) -> Result<Command> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    fn error_of(line: &str) -> String {
        parse_line(line).unwrap_err().to_string()
    }

    #[test]
    fn commands_take_their_own_options() {
        assert_eq!(
            parse_line("start --port 80 --host=0.0.0.0").unwrap(),
            Command::Start { host: "0.0.0.0".into(), port: Some(80), build: true }
        );
        assert_eq!(
            parse_line("start --no-build").unwrap(),
            Command::Start { host: "127.0.0.1".into(), port: None, build: false }
        );
        assert_eq!(parse_line("throttle --no-write").unwrap(), Command::Throttle { write: false });
        assert_eq!(parse_line("test --only js").unwrap(), Command::Test { only: Some(Suite::Js) });
        assert_eq!(parse_line("fmt --check").unwrap(), Command::Fmt { check: true });
        assert_eq!(parse_line("endure --seed 7").unwrap(), Command::Endure { calls: 100_000, seed: 7 });
        assert_eq!(
            parse_line("bench -- --rounds 5").unwrap(),
            Command::Bench { arguments: vec!["--rounds".into(), "5".into()] }
        );
        assert_eq!(
            parse_line("packaging vite-dev cdn").unwrap(),
            Command::Packaging { names: vec!["vite-dev".into(), "cdn".into()] }
        );
        let sample = |line: &str| match parse_line(line).unwrap() {
            Command::Mutants { sample } => sample,
            other => panic!("{other:?}"),
        };
        assert_eq!(sample("mutants"), Sample::Random { size: 50, seed: 1 });
        assert_eq!(sample("mutants --sample 150 --seed 7"), Sample::Random { size: 150, seed: 7 });
        assert_eq!(sample("mutants --shard 79/80"), Sample::Shard { shard: 79, of: 80 });
        assert_eq!(
            parse_line("fuzz --minutes 10 --seed 3 geometry").unwrap(),
            Command::Fuzz { minutes: 10, seed: Some(3), only: Some(FuzzTarget::Geometry) }
        );
    }

    #[test]
    fn no_command_prints_the_help() {
        assert_eq!(parse_line("").unwrap(), Command::Help(OVERVIEW));
        assert_eq!(parse_line("--help").unwrap(), Command::Help(OVERVIEW));
        assert_eq!(parse_line("start --help").unwrap(), Command::Help(START));
    }

    #[test]
    fn an_error_names_what_would_be_accepted() {
        assert_eq!(error_of("strat"), "there is no command `strat`; `cargo xtask` lists them");
        assert_eq!(error_of("start --port 70000"), "--port takes a number from 0 to 65535, not `70000`");
        assert_eq!(error_of("endure --calls 5"), "--calls takes a whole number from 2000 to 4294967295, not `5`");
        assert_eq!(error_of("test --only rest"), "--only takes rust, js or browser, not `rest`");
        for wrong in ["80/80", "1", "a/b", "-1/3"] {
            assert!(error_of(&format!("mutants --shard={wrong}")).contains("such as 11/80"), "{wrong}");
        }
        assert!(error_of("mutants --shard 1/2 --sample 5").contains("`cargo xtask mutants --help`"));
        assert!(error_of("build --port 80").contains("`cargo xtask build --help`"));
        assert_eq!(
            error_of("fuzz reader"),
            "there is no fuzz target `reader`; there are readers, routes, geometry, questions, packs, deltas, catalogs, roads"
        );
        assert_eq!(error_of("fuzz --minutes 0"), "--minutes takes a whole number from 1 to 100000, not `0`");
        assert!(error_of("test rust").contains("`cargo xtask test --help`"));
    }

    #[test]
    fn the_overview_names_every_command() {
        for name in [
            "start",
            "test",
            "build",
            "dist",
            "fmt",
            "lint",
            "demo",
            "bench",
            "throttle",
            "lighthouse",
            "calibrate",
            "files",
            "endure",
            "end-to-end",
            "browsers",
            "interop",
            "scale",
            "packaging",
            "mutants",
            "fuzz",
        ] {
            assert!(OVERVIEW.contains(&format!("cargo xtask {name}")), "{name}");
        }
    }
}
