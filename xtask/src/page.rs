//! The map page with everything it carries: `www/dist`.

use anyhow::Result;

use crate::demo;
use crate::node;
use crate::project::Project;
use crate::shell::run_quietly;
use crate::stamp::Stamp;
use crate::wasm;

/// Brings the page up to date, and first whatever it is built from.
pub fn build(project: &Project) -> Result<()> {
    wasm::build(project)?;
    demo_snapshot(project)?;
    let stamp = Stamp {
        name: "page",
        inputs: ["www", "pkg", "package-lock.json"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![project.path("www/dist")],
        // The basemap is written by the page's own build.
        except: vec![project.path("www/dist"), project.path("www/public/basemap")],
    };
    stamp.refresh(project, "building the page", || {
        run_quietly(node::npm(project).args(["run", "build", "--workspace", "www"]))
    })
}

/// Writes the demo snapshot, unless this generator wrote the one that is there.
pub fn demo_snapshot(project: &Project) -> Result<()> {
    let snapshot = project.path("www/public/demo.csv");
    let stamp = Stamp {
        name: "demo",
        inputs: ["xtask/src/demo.rs", "xtask/src/demo"].map(|path| project.path(path)).into(),
        settings: String::new(),
        outputs: vec![snapshot.clone()],
        except: vec![],
    };
    stamp.refresh(project, "writing the demo snapshot", || {
        std::fs::create_dir_all(project.path("www/public"))?;
        demo::write(&snapshot)
    })
}
