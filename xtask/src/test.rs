//! Runs the tests of the project, from the Rust core to the page in a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser;
use crate::cli::Suite;
use crate::lint;
use crate::node;
use crate::page;
use crate::project::Project;
use crate::rust::cargo;
use crate::shell::{print_line, run, run_all, step};
use crate::size;
use crate::wasm;

pub fn run_tests(project: &Project, only: Option<Suite>) -> Result<()> {
    match only {
        Some(Suite::Rust) => test_rust(project),
        Some(Suite::Js) => test_js(project),
        Some(Suite::Browser) => test_browser(project),
        None => run_everything(project),
    }
}

fn run_everything(project: &Project) -> Result<()> {
    run_all(&[
        ("lint", &|| project.with_build_lock(|| lint::lint(project))),
        ("rust", &|| test_rust(project)),
        ("js", &|| test_js(project)),
        ("size budget", &|| check_sizes(project)),
        ("browser", &|| test_browser(project)),
    ])?;
    print_line("everything passed");
    Ok(())
}

fn test_rust(project: &Project) -> Result<()> {
    step("testing the Rust sources", || {
        run_all(&[
            // In one call, so that the engine is compiled once for its own tests, its examples, and the command line.
            ("the engine and the command line", &|| {
                run(cargo(project).args(["test", "--no-fail-fast", "--package", "geobit", "--package", "geobit-cli"]))
            }),
            // In the same call they would share features with these, and what is compiled already would be compiled once more.
            ("xtask", &|| run(cargo(project).args(["test", "--package", "xtask", "--package", "geobit-serving"]))),
        ])
    })
}

fn test_js(project: &Project) -> Result<()> {
    project.with_build_lock(|| wasm::build(project))?;
    let tests = tests_in(project, "tests/js")?;
    step("testing the package in Node.js", || run(node_tests(project).args(tests)))
}

fn check_sizes(project: &Project) -> Result<()> {
    project.with_build_lock(|| page::build(project))?;
    let sizes = size::measure(project)?;
    print_line(&sizes.to_markdown());
    sizes.check_budgets()
}

/// The tests of the page that come with every other test. They take minutes; all the others take half an hour.
const FIRST_PAGE_TESTS: [&str; 8] = ["doors", "handle", "journey", "layout", "phone", "places", "start", "vectors"];

fn test_browser(project: &Project) -> Result<()> {
    test_page(project, is_first)
}

/// Runs the tests of the page that are not among the first.
pub fn test_end_to_end(project: &Project) -> Result<()> {
    test_page(project, |test| !is_first(test))
}

fn is_first(test: &Path) -> bool {
    let name = test.file_name().unwrap_or_default().to_string_lossy();
    FIRST_PAGE_TESTS.iter().any(|first| name.strip_suffix(".test.js") == Some(*first))
}

fn test_page(project: &Project, is_wanted: impl Fn(&Path) -> bool) -> Result<()> {
    project.with_build_lock(|| {
        page::build(project)?;
        page::build_for_tests(project)
    })?;
    let tests = tests_in(project, "tests/browser")?.into_iter().filter(|test| is_wanted(test));
    let chromium = browser::find_chromium(project)?;
    step("testing the page in Chromium", || {
        // Browsers draw in software here; several at a time would slow each other down.
        run(node_tests(project).arg("--test-concurrency=1").args(tests).env("CHROME", chromium))
    })
}

fn node_tests(project: &Project) -> Command {
    let mut node = node::script(project, "--test");
    // A test that hangs fails after this time, which is far more than the slowest takes on a busy machine.
    node.args(["--test-reporter=spec", "--test-timeout=900000"]);
    node
}

/// Returns the test files of a folder. Node.js 20 does not expand patterns.
fn tests_in(project: &Project, folder: &str) -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for entry in fs::read_dir(project.path(folder)).with_context(|| format!("cannot read the folder {folder}"))? {
        let name = entry?.file_name();
        if name.to_string_lossy().ends_with(".test.js") {
            tests.push(PathBuf::from(folder).join(name));
        }
    }
    if tests.is_empty() {
        bail!("there is no test in {folder}: a file named *.test.js is expected");
    }
    tests.sort();
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tests_of_the_page_are_there() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/browser");
        for name in FIRST_PAGE_TESTS {
            let test = folder.join(format!("{name}.test.js"));
            assert!(test.exists() && is_first(&test), "{name}");
        }
        assert!(!is_first(Path::new("tests/browser/workspace.test.js")));
    }

    #[test]
    fn test_files_are_listed_in_order_and_their_absence_is_an_error() {
        let root = std::env::temp_dir().join(format!("geobit-xtask-{}-tests", std::process::id()));
        let project = Project { target: root.join("target"), root: root.clone() };
        fs::create_dir_all(root.join("tests/js")).unwrap();
        fs::write(root.join("tests/js/helper.js"), "").unwrap();
        assert!(tests_in(&project, "tests/js").unwrap_err().to_string().starts_with("there is no test in tests/js"));
        for name in ["worker.test.js", "options.test.js"] {
            fs::write(root.join("tests/js").join(name), "").unwrap();
        }
        let found = tests_in(&project, "tests/js").unwrap();
        assert_eq!(found, ["tests/js/options.test.js", "tests/js/worker.test.js"].map(PathBuf::from));
        fs::remove_dir_all(&root).unwrap();
    }
}
