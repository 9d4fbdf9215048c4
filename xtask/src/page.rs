//! Builds the map page with all its files, in `www/dist`.

use anyhow::Result;

use crate::node;
use crate::project::Project;
use crate::rust::cargo;
use crate::shell::{run, run_quietly};
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

/// Writes the demo pack unless it is up to date. It is made by the engine's own code, compiled for this machine.
pub fn write_demo(project: &Project) -> Result<()> {
    let pack = project.path("www/public/demo.parquet");
    let stamp = Stamp {
        name: "demo",
        inputs: ["demo", "src", "Cargo.toml", "Cargo.lock"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![pack.clone()],
        exclude: vec![],
    };
    stamp.refresh(project, "writing the demo pack", || {
        std::fs::create_dir_all(project.path("www/public"))?;
        run(cargo(project).args(["run", "--quiet", "--package", "geobit-demo", "--"]).arg(&pack))
    })
}
