//! Known faults in libraries: asks the databases of npm and of Rust, where they can be reached.

use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::node;
use crate::project::Project;
use crate::rust::ensure_tool;
use crate::shell::{print_line, run, run_all, step, succeeds};

/// The database of faults in crates.
const RUST_DATABASE: &str = "https://github.com/RustSec/advisory-db";
/// The version of cargo-audit that reads it.
const VERSION: &str = "0.22.1";
/// How grave a fault in an npm package must be to count: those of the tools that build are many, and reach no reader.
const GRAVE: &str = "high";

/// Fails for a known fault. A database that cannot be reached is reported as not asked, and is no failure.
pub fn check(project: &Project) -> Result<()> {
    run_all(&[("npm", &|| check_packages(project)), ("crates", &|| check_crates(project))])
}

fn check_packages(project: &Project) -> Result<()> {
    node::install(project)?;
    let output = node::npm(project).args(["audit", "--json", "--audit-level", GRAVE]).output()?;
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    // Where the database does not answer, the report is an error and has no counts.
    let Some(counts) = report["metadata"]["vulnerabilities"].as_object() else {
        let reason = report["message"].as_str().unwrap_or("its database gave no report");
        print_line(&format!("npm packages: not asked: {reason}"));
        return Ok(());
    };
    let counts: Vec<String> = counts.iter().map(|(grade, count)| format!("{grade} {count}")).collect();
    print_line(&format!("npm packages: known faults: {}", counts.join(", ")));
    if output.status.success() { Ok(()) } else { bail!("npm packages have known faults; `npm audit` tells which") }
}

fn check_crates(project: &Project) -> Result<()> {
    let mut ask = Command::new("git");
    // Without a terminal it must not ask for a name.
    ask.args(["ls-remote", "--exit-code", RUST_DATABASE, "HEAD"]).env("GIT_TERMINAL_PROMPT", "0");
    if !succeeds(&mut ask) {
        print_line(&format!("crates: not asked: {RUST_DATABASE} cannot be reached"));
        return Ok(());
    }
    let tool = match ensure_tool(project, "cargo-audit", VERSION) {
        Ok(tool) => tool,
        Err(error) => {
            print_line(&format!("crates: not asked: {error:#}"));
            return Ok(());
        }
    };
    step("asking for faults in crates", || run(Command::new(tool).arg("audit").current_dir(&project.root)))
}
