//! Fuzzes the engine: installs `cargo-fuzz`, builds the targets in `fuzz/`, and runs one after the other.
//!
//! The targets are built with the project's own toolchain. It can instrument code for coverage; only the sanitizers of
//! `cargo-fuzz` need a nightly one, and the engine has no unsafe code for them to look at.

mod log;
mod seeds;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cli::FuzzTarget;
use crate::project::Project;
use crate::rust::{cargo, ensure_tool, rustc};
use crate::shell::{print_line, read, run, run_quietly, step, succeeds};
use crate::stamp::files_in;
use log::Log;

const FETCH: [&str; 4] = ["fetch", "--locked", "--manifest-path", "fuzz/Cargo.toml"];
const CARGO_FUZZ_VERSION: &str = "0.13.2";
/// Longest input in bytes. Faults need few bytes, and short inputs are checked faster.
const MAX_INPUT_BYTES: usize = 8192;
/// An input that takes longer is a finding, whatever else the machine does. The targets themselves allow four seconds of the
/// processor's time.
const MAX_SECONDS: u32 = 120;
const MAX_MEGABYTES: u32 = 2048;

/// Runs one target or all of them, for some minutes each. With a seed, every run begins with the same inputs, and what
/// earlier runs found is not used. A finding is an error. Where fuzzing is not possible, says so and why.
pub fn fuzz(project: &Project, minutes: u32, seed: Option<u32>, only: Option<FuzzTarget>) -> Result<()> {
    ensure_lock_is_current(project)?;
    let cargo_fuzz = match project.with_build_lock(|| prepare(project)) {
        Ok(path) => path,
        Err(reason) => {
            print_line(&format!("fuzz: not run, because {reason:#}"));
            return Ok(());
        }
    };
    project.with_build_lock(|| step("building the fuzz targets", || build(project, &cargo_fuzz)))?;
    let targets = only.map_or(FuzzTarget::ALL.to_vec(), |target| vec![target]);
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for target in targets {
        let name = target.name();
        let log = step(&format!("fuzzing {name}"), || run_target(project, target, minutes, seed))?;
        if let Some(input) = &log.finding {
            failed.push(name);
            print_line(&log.tail);
            show_case(project, target, input);
        }
        lines.push(format!("{name}: {log}"));
    }
    lines.iter().for_each(|line| print_line(line));
    if !failed.is_empty() {
        bail!("found something wrong: {}; CONTRIBUTING.md says what to do with the input", failed.join(", "));
    }
    Ok(())
}

/// Fails where `fuzz/Cargo.lock` is behind the crates that the engine asks for. Without this check it would look as if the crates could
/// not be had, and nothing would be fuzzed.
fn ensure_lock_is_current(project: &Project) -> Result<()> {
    let fetch = cargo(project).args(FETCH).output().context("cannot start cargo")?;
    if String::from_utf8_lossy(&fetch.stderr).contains("cannot update the lock file") {
        bail!(
            "fuzz/Cargo.lock is behind Cargo.toml: `cargo metadata --manifest-path fuzz/Cargo.toml` brings it up to date"
        );
    }
    Ok(())
}

/// Installs what fuzzing needs, and returns the path of cargo-fuzz. An error says what cannot be had.
fn prepare(project: &Project) -> Result<PathBuf> {
    if cfg!(windows) {
        bail!("cargo-fuzz does not work on Windows");
    }
    let compiler = std::env::var_os("CXX").unwrap_or("c++".into());
    if !succeeds(Command::new(&compiler).arg("--version")) {
        bail!("there is no C++ compiler for libFuzzer; `{}` was tried", compiler.to_string_lossy());
    }
    let lock = project.path("fuzz/Cargo.lock");
    run_quietly(cargo(project).args(FETCH))
        .with_context(|| format!("the crates of {} cannot be had", lock.display()))?;
    ensure_tool(project, "cargo-fuzz", CARGO_FUZZ_VERSION)
        .with_context(|| format!("cargo-fuzz {CARGO_FUZZ_VERSION} cannot be installed"))
}

/// The folder of everything that fuzzing makes: the programs, seeds, inputs that reach something new, findings, logs.
fn folder(project: &Project) -> PathBuf {
    project.target.join("fuzz")
}

fn build(project: &Project, cargo_fuzz: &Path) -> Result<()> {
    let mut build = Command::new(cargo_fuzz);
    build.current_dir(&project.root);
    run(build.args(["fuzz", "build", "--sanitizer", "none", "--target-dir"]).arg(folder(project)))
}

/// The program of a target, which `cargo fuzz build` puts in the folder of the machine's platform.
fn program(project: &Project, target: FuzzTarget) -> Result<PathBuf> {
    let version = read(rustc(project).arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(folder(project).join(host).join("release").join(target.name()))
}

/// Runs a target until the time is over or something is found.
fn run_target(project: &Project, target: FuzzTarget, minutes: u32, seed: Option<u32>) -> Result<Log> {
    let name = target.name();
    let corpus = if seed.is_some() { "repeated" } else { "corpus" };
    let [corpus, seeds, findings] = [corpus, "seeds", "findings"].map(|kind| folder(project).join(kind).join(name));
    let kept = Some(project.path("fuzz/findings").join(name)).filter(|folder| folder.exists());
    if seed.is_some() && corpus.exists() {
        fs::remove_dir_all(&corpus).with_context(|| format!("cannot remove {}", corpus.display()))?;
    }
    for new in [&corpus, &findings] {
        fs::create_dir_all(new).with_context(|| format!("cannot make the folder {}", new.display()))?;
    }
    seeds::write(project, target, &seeds)?;
    let path = folder(project).join(format!("{name}.log"));
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let status = Command::new(program(project, target)?)
        .args([
            &format!("-max_total_time={}", 60 * minutes),
            &format!("-max_len={MAX_INPUT_BYTES}"),
            &format!("-timeout={MAX_SECONDS}"),
            &format!("-rss_limit_mb={MAX_MEGABYTES}"),
            &format!("-artifact_prefix={}/", findings.display()),
            "-print_final_stats=1",
        ])
        .args(seed.map(|seed| format!("-seed={seed}")))
        // New inputs go to the first folder.
        .args([&corpus, &seeds])
        .args(kept)
        .stdout(file.try_clone()?)
        .stderr(file)
        .current_dir(&project.root)
        .status()
        .with_context(|| format!("cannot start the fuzz target {name}"))?;
    // Panics may quote input that is not UTF-8.
    let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
    let log = Log::parse(&text, files_in(&corpus, &[])?.len());
    if !status.success() && log.finding.is_none() {
        bail!("{name} failed without a finding; its output is in {}", path.display());
    }
    Ok(log)
}

/// Writes the case that an input stands for next to it, as JSON. It is an input as well, and a better one to keep.
fn show_case(project: &Project, target: FuzzTarget, input: &str) {
    if matches!(target, FuzzTarget::Readers | FuzzTarget::Routes | FuzzTarget::Catalogs) {
        return;
    }
    let path = format!("{input}.json");
    let Ok(program) = program(project, target) else { return };
    let shown = Command::new(program)
        .arg(input)
        .env("RUST_LIBFUZZER_DEBUG_PATH", &path)
        .current_dir(&project.root)
        .output()
        .is_ok_and(|output| output.status.success());
    if shown && Path::new(&path).exists() {
        print_line(&format!("as JSON: {path}"));
    }
}
