//! Builds the map page with all its files, in `www/dist`.

use anyhow::Result;

use crate::demo;
use crate::node;
use crate::project::Project;
use crate::shell::run_quietly;
use crate::stamp::Stamp;
use crate::wasm;

/// Builds the page, and everything that it is built from, unless they are up to date.
pub fn build(project: &Project) -> Result<()> {
    wasm::build(project)?;
    write_demo(project)?;
    let stamp = Stamp {
        name: "page",
        inputs: ["www", "pkg", "package-lock.json"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![project.path("www/dist")],
        // The page's build writes the basemap.
        exclude: vec![project.path("www/dist"), project.path("www/public/basemap")],
    };
    stamp.refresh(project, "building the page", || {
        run_quietly(node::npm(project).args(["run", "build", "--workspace", "www"]))
    })
}

/// Writes the demo snapshot unless it is up to date.
pub fn write_demo(project: &Project) -> Result<()> {
    let snapshot = project.path("www/public/demo.csv");
    let stamp = Stamp {
        name: "demo",
        inputs: ["xtask/src/demo.rs", "xtask/src/demo"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![snapshot.clone()],
        exclude: vec![],
    };
    stamp.refresh(project, "writing the demo snapshot", || {
        std::fs::create_dir_all(project.path("www/public"))?;
        demo::write(&snapshot)
    })
}
