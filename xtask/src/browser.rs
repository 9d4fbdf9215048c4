//! Finding Chromium, and installing it where there is none.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::node;
use crate::project::Project;
use crate::shell::{read, run_quietly, step, works};

/// What the program is called, by system and edition.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// The browser to test in.
pub fn chromium(project: &Project) -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME").filter(|chosen| !chosen.is_empty()) {
        return named(chosen.into());
    }
    if let Some(found) = installed(project) {
        return Ok(found);
    }
    step("installing Chromium", || install(project))
        .context("no Chromium was found and it could not be installed; install it and name it in CHROME")?;
    installed(project).context("Chromium was installed but is not to be found; name it in CHROME")
}

fn named(path: PathBuf) -> Result<PathBuf> {
    if !path.is_file() {
        bail!("CHROME names {}, which is not a file", path.display());
    }
    Ok(path)
}

fn installed(project: &Project) -> Option<PathBuf> {
    on_path(&env::var_os("PATH").unwrap_or_default(), runs).or_else(|| from_playwright(project))
}

/// The first folder of PATH does not win over the better name: a `chrome` may be anything.
fn on_path(path: &OsStr, runs: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let programs = NAMES.iter().flat_map(|name| {
        env::split_paths(path).map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    });
    programs.into_iter().find(|program| runs(program))
}

/// Ubuntu has a `chromium-browser` that only says how to install one.
fn runs(program: &Path) -> bool {
    program.is_file() && works(Command::new(program).arg("--version"))
}

fn from_playwright(project: &Project) -> Option<PathBuf> {
    let tell = "console.log(require('playwright').chromium.executablePath())";
    let path = read(Command::new("node").args(["-e", tell]).current_dir(&project.root)).ok()?;
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
    fn the_better_name_wins_over_the_earlier_folder() {
        let path = env::join_paths(["first", "second"]).unwrap();
        let program = |folder: &str, name: &str| Path::new(folder).join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let among = |there: &[PathBuf]| on_path(&path, |candidate| there.iter().any(|program| program == candidate));
        let chrome = program("first", "google-chrome");
        let chromium = program("second", "chromium");
        assert_eq!(among(&[]), None);
        assert_eq!(among(std::slice::from_ref(&chrome)), Some(chrome.clone()));
        assert_eq!(among(&[chrome, chromium.clone()]), Some(chromium));
    }

    #[test]
    fn what_cannot_run_is_passed_over() {
        assert!(!runs(Path::new("no-such-browser")));
        assert!(!runs(Path::new(env!("CARGO_MANIFEST_PATH"))));
    }

    #[test]
    fn a_wrong_chrome_is_named() {
        let said = named("/no/such/chrome".into()).unwrap_err().to_string();
        assert_eq!(said, "CHROME names /no/such/chrome, which is not a file");
    }
}
