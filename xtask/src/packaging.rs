//! The packed package in the hands of others: bundlers, Node.js, pages without a bundler, hosts of another origin.

use std::ffi::OsString;

use anyhow::Result;

use crate::browser;
use crate::node;
use crate::page;
use crate::project::Project;
use crate::shell::{print_line, run, step};

/// Packs the package, and builds and runs a small program with it in each way, or in those that are named. The script installs the
/// bundlers; where they or a browser cannot be had, it says which ways were not run.
pub fn check(project: &Project, names: &[OsString]) -> Result<()> {
    project.with_build_lock(|| page::build(project))?;
    let mut script = node::script(project, "tests/packaging/run.js");
    script.args(names);
    match browser::find_chromium(project) {
        Ok(chromium) => {
            script.env("CHROME", chromium);
        }
        Err(error) => print_line(&format!("packaging: no browser: {error:#}")),
    }
    step("using the package in every way", || run(&mut script))
}
