//! Builds the map page with all its files, in `www/dist`, and for tests in `www/dist-test`, and what others embed of it, in
//! `www/dist-embed`.

use anyhow::Result;

use crate::node;
use crate::project::Project;
use crate::rust::cargo;
use crate::shell::{run, run_quietly};
use crate::stamp::Stamp;
use crate::wasm;

/// What the builds write among their inputs.
const WRITTEN: [&str; 5] = ["www/dist", "www/dist-test", "www/dist-embed", "www/public/basemap", "pkg/element"];

/// Builds the page, the element and the frame, and everything that they are built from, unless they are up to date.
pub fn build(project: &Project) -> Result<()> {
    build_one(project, "page", &["www/dist"], "build")?;
    build_one(project, "element", &["www/dist-embed", "pkg/element"], "build-element")
}

/// Builds the page with the handle that tests and benches use it by.
pub fn build_for_tests(project: &Project) -> Result<()> {
    build_one(project, "page-for-tests", &["www/dist-test"], "build:test")
}

fn build_one(project: &Project, name: &str, folders: &[&str], script: &str) -> Result<()> {
    wasm::build(project)?;
    write_demo(project)?;
    let stamp = Stamp {
        name,
        inputs: ["www", "pkg", "package-lock.json"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: folders.iter().map(|path| project.path(path)).collect(),
        exclude: WRITTEN.map(|path| project.path(path)).into(),
    };
    stamp.refresh(project, &format!("building the {}", name.replace('-', " ")), || {
        run_quietly(node::npm(project).args(["run", script, "--workspace", "www"]))
    })
}

/// Writes the demo pack unless it is up to date. It is made by the engine's own code, compiled for this machine.
pub fn write_demo(project: &Project) -> Result<()> {
    let pack = project.path("www/public/demo.parquet");
    let roads = project.path("www/public/on-demand/demo.roads");
    let stamp = Stamp {
        name: "demo",
        inputs: ["demo", "src", "Cargo.toml", "Cargo.lock"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![pack.clone(), roads.clone()],
        exclude: vec![],
    };
    stamp.refresh(project, "writing the demo pack", || {
        std::fs::create_dir_all(project.path("www/public/on-demand"))?;
        // With the command line, so that the engine is the one that their tests compile as well: it would have other features alone.
        run(cargo(project).args([
            "build",
            "--quiet",
            "--package",
            "geobit",
            "--package",
            "geobit-cli",
            "--example",
            "demo",
        ]))?;
        let demo = project.target.join("debug/examples").join(format!("demo{}", std::env::consts::EXE_SUFFIX));
        run(std::process::Command::new(demo).arg(&pack).arg(&roads))
    })
}
