//! Python environments with packages from the Python registry, each in a folder of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::Project;
use crate::shell::run_quietly;

/// Returns the Python of an environment that has what a list of requirements names.
pub fn install(project: &Project, name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = project.target.join("tools").join(name);
    run_quietly(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    let python = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
    run_quietly(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
            .arg(project.path(requirements)),
    )?;
    Ok(python)
}
