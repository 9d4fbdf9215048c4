//! Finds Chromium, and installs it if there is none.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::node;
use crate::project::Project;
use crate::shell::{read, run_quietly, step, succeeds};

/// The names of the program on different systems, the preferred one first.
const PROGRAM_NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Returns the path of the browser to test in: the one that CHROME names, else one on PATH, else Playwright's.
pub fn find_chromium(project: &Project) -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME").filter(|chosen| !chosen.is_empty()) {
        return check_chosen(chosen.into());
    }
    if let Some(found) = find_installed(project) {
        return Ok(found);
    }
    step("installing Chromium", || install(project))
        .context("no Chromium was found and it could not be installed; install it and name it in CHROME")?;
    find_installed(project).context("Chromium was installed but cannot be found; name it in CHROME")
}

fn check_chosen(path: PathBuf) -> Result<PathBuf> {
    if !path.is_file() {
        bail!("CHROME names {}, which is not a file", path.display());
    }
    Ok(path)
}

fn find_installed(project: &Project) -> Option<PathBuf> {
    find_on_path(&env::var_os("PATH").unwrap_or_default(), can_run).or_else(|| find_in_playwright(project))
}

/// Returns whether a program of this name is on PATH.
pub fn is_on_path(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// A preferred name in a later folder wins over another name in an earlier one: a `chrome` may be anything.
fn find_on_path(path: &OsStr, can_run: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let programs = PROGRAM_NAMES.iter().flat_map(|name| {
        env::split_paths(path).map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    });
    programs.into_iter().find(|program| can_run(program))
}

/// Ubuntu has a `chromium-browser` that only prints how to install one.
fn can_run(program: &Path) -> bool {
    program.is_file() && succeeds(Command::new(program).arg("--version"))
}

fn find_in_playwright(project: &Project) -> Option<PathBuf> {
    let script = "console.log(require('playwright').chromium.executablePath())";
    let path = read(Command::new("node").args(["-e", script]).current_dir(&project.root)).ok()?;
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

fn install(project: &Project) -> Result<()> {
    if Path::new("/etc/debian_version").exists() && read(Command::new("id").arg("-u"))? == "0" {
        run_quietly(Command::new("apt-get").arg("update"))?;
        run_quietly(
            Command::new("apt-get")
                .args(["install", "--yes", "--no-install-recommends", "chromium"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )
    } else {
        run_quietly(node::script(project, "node_modules/playwright/cli.js").args(["install", "chromium"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_name_wins_over_the_earlier_folder() {
        let path = env::join_paths(["first", "second"]).unwrap();
        let program = |folder: &str, name: &str| Path::new(folder).join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let find_among =
            |present: &[PathBuf]| find_on_path(&path, |candidate| present.iter().any(|program| program == candidate));
        let chrome = program("first", "google-chrome");
        let chromium = program("second", "chromium");
        assert_eq!(find_among(&[]), None);
        assert_eq!(find_among(std::slice::from_ref(&chrome)), Some(chrome.clone()));
        assert_eq!(find_among(&[chrome, chromium.clone()]), Some(chromium));
    }

    #[test]
    fn a_program_that_cannot_run_is_skipped() {
        assert!(!can_run(Path::new("no-such-browser")));
        assert!(!can_run(Path::new(env!("CARGO_MANIFEST_PATH"))));
    }

    #[test]
    fn a_program_is_on_the_path_or_not() {
        assert!(is_on_path(&format!("cargo{}", env::consts::EXE_SUFFIX)));
        assert!(!is_on_path("no-such-browser"));
    }

    #[test]
    fn a_wrong_chrome_is_named() {
        let message = check_chosen("/no/such/chrome".into()).unwrap_err().to_string();
        assert_eq!(message, "CHROME names /no/such/chrome, which is not a file");
    }
}
