//! Formatting and the checks that need no test to run.

use std::io::{IsTerminal, stdout};
use std::process::Command;

use anyhow::Result;

use crate::node;
use crate::project::Project;
use crate::rust::{WASM, cargo, ensure_lints, ensure_wasm_target};
use crate::shell::{run, step};
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
    step("checking the Rust sources", || {
        run(cargo(project).args(["fmt", "--all", "--check"]))?;
        run(cargo(project).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
        run(cargo(project).args(["clippy", "--lib", "--target", WASM, "--", "-D", "warnings"]))
    })?;
    // The JavaScript sources are checked against the types of the generated bindings.
    wasm::build(project)?;
    step("checking the JavaScript sources", || {
        run(biome(project, "ci").arg("--error-on-warnings"))?;
        run(&mut node::script(project, "node_modules/typescript/bin/tsc"))
    })
}

fn biome(project: &Project, command: &str) -> Command {
    let mut biome = node::script(project, "node_modules/@biomejs/biome/bin/biome");
    biome.arg(command);
    if !stdout().is_terminal() {
        biome.arg("--colors=off");
    }
    biome
}
