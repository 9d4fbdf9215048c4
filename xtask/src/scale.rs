//! Packs by Apache Spark, with the job in `publish`: Spark from the Python registry, in an environment of its own, and Java from the system.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::python;
use crate::rust::cargo;
use crate::shell::{print_line, read, run, run_quietly, step, succeeds};

/// Builds packs with Spark on this machine, and compares them with those of `geobit build`. Where Java, Python or its packages cannot be
/// had, it says so, and that nothing was checked.
pub fn check(project: &Project) -> Result<()> {
    step("building the command line", || run(cargo(project).args(["build", "--package", "geobit-cli"])))?;
    let installed = step("installing Java", install_java)
        .and_then(|()| step("installing Spark and pyarrow", || install_spark(project)));
    let python = match installed {
        Ok(python) => python,
        Err(error) => {
            print_line(&format!("scale: not run: {error:#}"));
            return Ok(());
        }
    };
    let geobit = project.target.join("debug").join(format!("geobit{}", std::env::consts::EXE_SUFFIX));
    step("building packs with Spark and without", || {
        run(Command::new(python).arg(project.path("tests/scale/scale.py")).args([geobit, project.path("")]))
    })
}

fn install_spark(project: &Project) -> Result<PathBuf> {
    python::install(project, "scale", "tests/scale/requirements.txt")
}

/// Installs a Java runtime where there is none and this is Debian and root.
fn install_java() -> Result<()> {
    if succeeds(Command::new("java").arg("-version")) {
        return Ok(());
    }
    if !succeeds(Command::new("apt-get").arg("--version")) {
        bail!("`java` was not found; install a Java runtime of version 17 or later");
    }
    let user = read(Command::new("id").arg("-u")).context("cannot tell whether this is root")?;
    if user != "0" {
        bail!("`java` was not found; install it with `sudo apt-get install default-jre-headless`");
    }
    run_quietly(Command::new("apt-get").args(["update", "--quiet"]))?;
    run_quietly(
        Command::new("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends", "default-jre-headless"])
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
