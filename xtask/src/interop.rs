//! Packs in other programs: DuckDB and pyarrow, from the Python registry, in an environment of their own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::rust::cargo;
use crate::shell::{print_line, run, run_quietly, step};

/// Reads our packs with other programs, and what they write with ours. Where Python or its packages cannot be had, it says so, and that
/// nothing was checked.
pub fn check(project: &Project) -> Result<()> {
    step("building the command line", || run(cargo(project).args(["build", "--package", "geobit-cli"])))?;
    let python = match step("installing DuckDB and pyarrow", || install(project)) {
        Ok(python) => python,
        Err(error) => {
            print_line(&format!("interop: not run: {error:#}"));
            return Ok(());
        }
    };
    let geobit = project.target.join("debug").join(format!("geobit{}", std::env::consts::EXE_SUFFIX));
    step("reading each other's files", || {
        run(Command::new(python)
            .arg(project.path("tests/interop/interop.py"))
            .args([geobit, project.path("tests/fixtures")]))
    })
}

/// Returns the Python of an environment that has what the check needs.
fn install(project: &Project) -> Result<PathBuf> {
    let folder = project.target.join("tools/interop");
    run_quietly(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let python = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
    let requirements = project.path("tests/interop/requirements.txt");
    run_quietly(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(requirements),
    )?;
    Ok(python)
}
