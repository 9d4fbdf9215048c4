//! Formats the sources and checks them without running tests.

use std::io::{IsTerminal, stdout};
use std::process::Command;

use anyhow::Result;

use crate::node;
use crate::project::Project;
use crate::rust::{cargo, ensure_lints, ensure_wasm_target};
use crate::shell::{run, run_all, step};
use crate::wasm;

/// Formats all sources, or only checks that they are formatted.
pub fn format(project: &Project, check: bool) -> Result<()> {
    ensure_lints(project)?;
    node::install(project)?;
    format_rust(project, check)?;
    run(biome(project, "format").args((!check).then_some("--write")))
}

pub fn lint(project: &Project) -> Result<()> {
    ensure_lints(project)?;
    ensure_wasm_target(project)?;
    node::install(project)?;
    step("checking the sources", || {
        run_all(&[
            ("rustfmt", &|| format_rust(project, true)),
            ("clippy", &|| clippy(project)),
            ("clippy for WebAssembly", &|| wasm::clippy(project)),
            ("Biome", &|| run(biome(project, "ci").arg("--error-on-warnings"))),
            ("types", &|| check_types(project)),
        ])
    })
}

/// The fuzz targets and a peer in the bench of roads are workspaces of their own.
fn format_rust(project: &Project, check: bool) -> Result<()> {
    for workspace in ["Cargo.toml", "fuzz/Cargo.toml", "benches/roads/fast_paths/Cargo.toml"] {
        let mut format = cargo(project);
        run(format.args(["fmt", "--all", "--manifest-path", workspace]).args(check.then_some("--check")))?;
    }
    Ok(())
}

fn clippy(project: &Project) -> Result<()> {
    run(cargo(project).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// Checks the types of the JavaScript sources, which needs the generated bindings.
fn check_types(project: &Project) -> Result<()> {
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
