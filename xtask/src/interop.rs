//! Packs in other programs: DuckDB and pyarrow, from the Python registry, in an environment of their own.

use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::python;
use crate::rust::cargo;
use crate::shell::{print_line, run, step};

/// Reads our packs with other programs, and what they write with ours. Where Python or its packages cannot be had, it says so, and that
/// nothing was checked.
pub fn check(project: &Project) -> Result<()> {
    step("building the command line", || run(cargo(project).args(["build", "--package", "geobit-cli"])))?;
    let python = match step("installing DuckDB and pyarrow", || {
        python::install(project, "interop", "tests/interop/requirements.txt")
    }) {
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
