//! Calls cargo and rustc, and installs the parts of the Rust toolchain that may be missing.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::shell::{read, run, step, succeeds};

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

pub fn cargo(project: &Project) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(&project.root);
    cargo
}

pub fn rustc(project: &Project) -> Command {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()));
    rustc.current_dir(&project.root);
    rustc
}

/// Installs the standard library for WebAssembly if it is missing.
pub fn ensure_wasm_target(project: &Project) -> Result<()> {
    let library = read(rustc(project).args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(&library).is_dir() {
        return Ok(());
    }
    add_with_rustup(project, "target", WASM_TARGET)
}

/// Installs rustfmt and clippy if they are missing.
pub fn ensure_lints(project: &Project) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(cargo(project).args([command, "--version"])) {
            add_with_rustup(project, "component", component)?;
        }
    }
    Ok(())
}

/// Installs a tool of this version for this project alone, unless it is installed already, and returns its path. Tools are
/// subcommands of cargo: the first argument of `cargo-fuzz` is `fuzz`.
pub fn ensure_tool(project: &Project, name: &str, version: &str) -> Result<PathBuf> {
    let folder = project.target.join("tools");
    let path = folder.join("bin").join(name);
    let subcommand = name.trim_start_matches("cargo-");
    let installed = Command::new(&path).args([subcommand, "--version"]).output();
    let wanted = format!("{name} {version}");
    if installed.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim_end() == wanted) {
        return Ok(path);
    }
    step(&format!("installing {wanted}"), || {
        let mut install = cargo(project);
        install.args(["install", name, "--version", version, "--locked", "--force", "--root"]);
        run(install.arg(&folder))
    })?;
    Ok(path)
}

fn add_with_rustup(project: &Project, kind: &str, name: &str) -> Result<()> {
    let mut rustup = Command::new("rustup");
    rustup.args([kind, "add", name]).current_dir(&project.root);
    step(&format!("adding {name} to the Rust toolchain"), || run(&mut rustup)).with_context(|| {
        format!("the Rust toolchain has no {name}; with rustup, `rustup {kind} add {name}` installs it")
    })
}
