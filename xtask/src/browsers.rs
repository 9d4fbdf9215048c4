//! The page in Chromium, Firefox and WebKit: what leaves it, and whether the answers are the same.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser;
use crate::node;
use crate::page;
use crate::project::Project;
use crate::shell::{print_line, read, run, run_quietly, step, succeeds};

/// What Firefox and WebKit are called where packages come from Debian.
const PACKAGES: [&str; 3] = ["firefox-esr", "webkit2gtk-driver", "xvfb"];
/// The programs of these packages.
const PROGRAMS: [&str; 3] = ["firefox-esr", "WebKitWebDriver", "Xvfb"];

/// Uses the page in each browser that is there. One that cannot be had is reported as not run.
pub fn check(project: &Project) -> Result<()> {
    project.with_build_lock(|| page::build_for_tests(project))?;
    let chromium = browser::find_chromium(project)?;
    if let Err(error) = step("installing Firefox and WebKit", install) {
        print_line(&format!("browsers: {error:#}; what is there is used"));
    }
    step("using the page in three browsers", || {
        run(node::script(project, "tests/browsers/run.js").env("CHROME", chromium))
    })
}

/// Installs the packages where a program is missing and this is Debian and root.
fn install() -> Result<()> {
    if PROGRAMS.iter().all(|program| browser::is_on_path(program)) {
        return Ok(());
    }
    let packages = PACKAGES.join(" ");
    if !succeeds(Command::new("apt-get").arg("--version")) {
        bail!("Firefox or WebKitGTK with its driver was not found; install them (on Debian: {packages})");
    }
    let user = read(Command::new("id").arg("-u")).context("cannot tell whether this is root")?;
    if user != "0" {
        bail!("Firefox or WebKitGTK was not found; install them with `sudo apt-get install {packages}`");
    }
    run_quietly(Command::new("apt-get").args(["update", "--quiet"]))?;
    run_quietly(
        Command::new("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(PACKAGES)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
