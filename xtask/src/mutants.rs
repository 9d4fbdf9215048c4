//! Breaks the engine in one small way after another, and tells which of these mutants the native tests do not notice.

mod equivalents;
mod mutant;
mod sample;
mod tally;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::rust::ensure_tool;
use crate::shell::{print_line, read};
use equivalents::Equivalents;
use mutant::Mutant;
pub use sample::Sample;
use tally::{Outcomes, Tally};

const TOOL_VERSION: &str = "27.0.0";
/// Where mutants are named that no test can notice, each with the reason.
const EQUIVALENTS: &str = "tests/mutants/equivalent.txt";
/// The bindings to JavaScript do not run natively.
const LEFT_OUT: &str = "src/wasm/**";
/// How much longer the tests may take with a mutant than without. More is taken for a loop without an end.
const MAX_SLOWDOWN: &str = "6";
/// How long the tests may take with a mutant in any case, seconds. A machine that gets busy must not look like a loop without
/// an end.
const MIN_TIMEOUT_S: &str = "120";
/// The least share of the viable mutants that is to be noticed, percent.
const MIN_NOTICED: f64 = 90.0;

/// Tests a sample of all mutants, and fails if too few of them are noticed.
pub fn test_mutants(project: &Project, sample: Sample) -> Result<()> {
    ensure_tool(project, "cargo-mutants", TOOL_VERSION)?;
    let all = list_mutants(project)?;
    let equivalents = Equivalents::parse(&fs::read_to_string(project.path(EQUIVALENTS))?)
        .and_then(|equivalents| equivalents.check(&all).map(|()| equivalents))
        .context(EQUIVALENTS)?;
    let chosen = sample.choose(&all);
    let (equivalent, tried): (Vec<&Mutant>, Vec<&Mutant>) =
        chosen.into_iter().partition(|mutant| equivalents.contains(mutant));
    print_line(&format!("{} of {} mutants are tried, and {} are equivalent", tried.len(), all.len(), equivalent.len()));
    let outcomes = try_mutants(project, &tried)?;
    let tally = Tally::new(&tried, equivalent.len(), &outcomes)?;
    print_line(&tally.to_string());
    if tally.percent_noticed() < MIN_NOTICED {
        bail!(
            "fewer than {MIN_NOTICED} % of the mutants are noticed; add tests, or name those that no test can notice"
        );
    }
    Ok(())
}

fn tool(project: &Project) -> Command {
    let mut tool = Command::new(project.target.join("tools/bin/cargo-mutants"));
    tool.arg("mutants").arg("--dir").arg(&project.root).args(["--exclude", LEFT_OUT, "--colors", "never"]);
    tool
}

fn list_mutants(project: &Project) -> Result<Vec<Mutant>> {
    let list: Vec<Value> = serde_json::from_str(&read(tool(project).args(["--list", "--json"]))?)?;
    list.iter().map(|entry| Mutant::new(entry, &|file| Ok(fs::read_to_string(project.path(file))?))).collect()
}

/// Runs the tests with each mutant in turn, and returns what became of each by its name. The unit tests come first, because
/// they are built in a third of the time; only what they do not notice is tried on the other tests.
fn try_mutants(project: &Project, mutants: &[&Mutant]) -> Result<Outcomes> {
    let mut outcomes = Outcomes::default();
    let mut remaining = mutants.to_vec();
    for tests in ["--lib", "--test=*"] {
        if !remaining.is_empty() {
            outcomes.update(&run_tool(project, &remaining, tests)?);
            remaining.retain(|mutant| outcomes.is_missed(mutant));
        }
    }
    Ok(outcomes)
}

/// Runs some of the tests with each mutant in turn, in a copy of the checkout. Returns what the tool found.
fn run_tool(project: &Project, mutants: &[&Mutant], tests: &str) -> Result<Value> {
    let folder = project.target.join("mutants");
    fs::create_dir_all(&folder).context("cannot create the folder for mutants")?;
    let mut tool = tool(project);
    tool.args(["--minimum-test-timeout", MIN_TIMEOUT_S, "--timeout-multiplier", MAX_SLOWDOWN, "--output"]).arg(&folder);
    for mutant in mutants {
        tool.arg("--re").arg(mutant.pattern());
    }
    // The tool tries mutants that delete a member of a struct whether or not a pattern matches them.
    for file in mutants.iter().map(|mutant| &mutant.file).collect::<BTreeSet<_>>() {
        tool.arg("--file").arg(file);
    }
    // Building takes longer than testing, and arguments after `--` would not be passed on to the build.
    tool.arg("--cargo-arg").arg(tests);
    // The tool forgets its build each time; here it stays, and debug information would be linked for nothing.
    tool.env("CARGO_TARGET_DIR", folder.join("build")).env("CARGO_PROFILE_DEV_DEBUG", "false");
    let status = tool.status().context("cannot start cargo-mutants")?;
    // 2 and 3 mean that mutants were not noticed, or timed out.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants failed; the tests have to pass without a mutant, and {} says more", folder.display());
    }
    let outcomes = fs::read_to_string(folder.join("mutants.out/outcomes.json")).context("cannot read the outcomes")?;
    Ok(serde_json::from_str(&outcomes)?)
}
