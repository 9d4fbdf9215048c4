//! Calls Node.js and npm, and installs the packages of `package-lock.json`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::project::Project;
use crate::shell::{install_hint, read, run_quietly, step};

/// The oldest version of Node.js that every tool of the project supports, as in `package.json`.
const MIN_NODE: (u32, u32) = (20, 19);

/// Installs the packages in `package-lock.json` unless they are installed already.
pub fn install(project: &Project) -> Result<()> {
    check_version(&read(Command::new("node").arg("--version"))?)?;
    install_in(project, "", "installing the npm packages")
}

/// Installs the libraries that the bench compares the package with. They have their own lock file because they are large
/// and nothing else needs them.
pub fn install_peers(project: &Project) -> Result<()> {
    install_in(project, "benches", "installing the libraries to compare with")
}

/// Installs Lighthouse, which has a lock file of its own as well.
pub fn install_lighthouse(project: &Project) -> Result<()> {
    install_in(project, "benches/lighthouse", "installing Lighthouse")
}

fn install_in(project: &Project, folder: &str, step_name: &str) -> Result<()> {
    if is_up_to_date(&project.path(folder))? {
        return Ok(());
    }
    step(step_name, || {
        // None of the packages needs an install script.
        let mut npm = npm(project);
        npm.current_dir(project.path(folder)).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        run_quietly(&mut npm)
    })
}

pub fn npm(project: &Project) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(&project.root);
    npm
}

/// Returns a command that runs a script with Node.js, such as a tool from an npm package.
pub fn script(project: &Project, path: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(path).current_dir(&project.root);
    node
}

fn check_version(version: &str) -> Result<()> {
    let mut numbers = version.trim_start_matches('v').split('.').map(|number| number.parse().ok());
    let (Some(Some(major)), Some(Some(minor))) = (numbers.next(), numbers.next()) else {
        bail!("`node --version` printed `{version}`, which is not a version");
    };
    if (major, minor) < MIN_NODE {
        let (min_major, min_minor) = MIN_NODE;
        let hint = install_hint("node").unwrap_or_default();
        bail!("Node.js {version} is too old, {min_major}.{min_minor} or newer is needed; install it with {hint}");
    }
    Ok(())
}

fn is_up_to_date(folder: &Path) -> Result<bool> {
    // npm records what it installed in this file.
    let Ok(installed) = fs::read_to_string(folder.join("node_modules/.package-lock.json")) else {
        return Ok(false);
    };
    let locked = fs::read_to_string(folder.join("package-lock.json")).context("cannot read package-lock.json")?;
    Ok(has_same_packages(&locked, &installed).unwrap_or(false))
}

/// Returns whether exactly the locked packages are installed, in their locked versions. Optional packages for other
/// platforms may be missing. Returns `None` if a text is not a lock file.
fn has_same_packages(locked: &str, installed: &str) -> Option<bool> {
    let packages = |text: &str| -> Option<Map<String, Value>> {
        let mut lock: Value = serde_json::from_str(text).ok()?;
        Some(lock.get_mut("packages")?.as_object_mut()?.clone())
    };
    let (locked, installed) = (packages(locked)?, packages(installed)?);
    let is_optional =
        |package: &Value| ["optional", "devOptional"].iter().any(|mark| package.get(mark) == Some(&Value::Bool(true)));
    let nothing_missing = locked.iter().all(|(path, package)| {
        path.is_empty()
            || match installed.get(path) {
                Some(present) => present.get("version") == package.get("version"),
                None => is_optional(package),
            }
    });
    let nothing_extra = installed.keys().all(|path| locked.contains_key(path));
    Some(nothing_missing && nothing_extra)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_refused_with_the_command_for_a_new_one() {
        check_version("v20.19.0").unwrap();
        check_version("v26.1.0").unwrap();
        let message = check_version("v20.9.0").unwrap_err().to_string();
        assert!(
            message.starts_with("Node.js v20.9.0 is too old, 20.19 or newer is needed; install it with `"),
            "{message}"
        );
        check_version("nonsense").unwrap_err();
    }

    #[test]
    fn installed_packages_are_compared_with_the_locked_ones() {
        let locked = r#"{"packages": {"": {"name": "root"}, "node_modules/a": {"version": "1.0.0"},
            "node_modules/a-windows": {"version": "1.0.0", "optional": true}, "node_modules/own": {"link": true}}}"#;
        let installed = |a: &str| format!(r#"{{"packages": {{"node_modules/own": {{"link": true}}{a}}}}}"#);
        let compare = |a: &str| has_same_packages(locked, &installed(a));
        assert_eq!(compare(r#", "node_modules/a": {"version": "1.0.0"}"#), Some(true));
        assert_eq!(compare(r#", "node_modules/a": {"version": "1.0.1"}"#), Some(false));
        assert_eq!(compare(""), Some(false));
        let with_extra = r#", "node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"version": "1.0.0"}"#;
        assert_eq!(compare(with_extra), Some(false));
        assert_eq!(has_same_packages(locked, "cut off"), None);
    }
}
