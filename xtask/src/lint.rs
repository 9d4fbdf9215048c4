//! Formatting and the checks that need no test to run.

use std::io::{IsTerminal, stdout};
use std::process::Command;

use anyhow::Result;

use crate::node;
use crate::project::Project;
use crate::rust::{cargo, ensure_lints, ensure_wasm_target};
use crate::shell::{each, run, step};
use crate::wasm;

/// Formats every source, or only checks that it is formatted.
pub fn format(project: &Project, check: bool) -> Result<()> {
    ensure_lints(project)?;
    node::install(project)?;
    run(cargo(project).args(["fmt", "--all"]).args(check.then_some("--check")))?;
    run(biome(project, "format").args((!check).then_some("--write")))
}

pub fn lint(project: &Project) -> Result<()> {
    ensure_lints(project)?;
    ensure_wasm_target(project)?;
    node::install(project)?;
    step("checking the sources", || {
        each(&[
            ("rustfmt", &|| run(cargo(project).args(["fmt", "--all", "--check"]))),
            ("clippy", &|| clippy(project)),
            ("clippy for WebAssembly", &|| wasm::clippy(project)),
            ("Biome", &|| run(biome(project, "ci").arg("--error-on-warnings"))),
            ("types", &|| types(project)),
        ])
    })
}

fn clippy(project: &Project) -> Result<()> {
    run(cargo(project).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// The JavaScript sources are checked against the types of the generated bindings.
fn types(project: &Project) -> Result<()> {
    wasm::build(project)?;
    run(&mut node::script(project, "node_modules/typescript/bin/tsc"))
}

fn biome(project: &Project, command: &str) -> Command {
    let mut biome = node::script(project, "node_modules/@biomejs/biome/bin/biome");
    biome.arg(command);
    if !stdout().is_terminal() {
        biome.arg("--colors=off");
    }
    biome
}
