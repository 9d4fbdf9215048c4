//! What each command does, in the order it does it.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::browser;
use crate::cli::Command;
use crate::contributors;
use crate::lint;
use crate::node;
use crate::page;
use crate::project::Project;
use crate::rust::cargo;
use crate::serve;
use crate::shell::{read, run, run_quietly, say, step};
use crate::size;
use crate::stamp::files_in;
use crate::test;
use crate::wasm;

pub fn carry_out(command: Command) -> Result<()> {
    if let Command::Help(text) = command {
        print!("{text}");
        return Ok(());
    }
    let project = Project::here()?;
    match command {
        Command::Start { host, port } => {
            project.locked(|| page::build(&project))?;
            serve::serve(project.path("www/dist"), &host, port)
        }
        Command::Test { only } => test::test(&project, only),
        Command::Build => project.locked(|| wasm::build(&project)),
        Command::Dist => project.locked(|| dist(&project)),
        Command::Fmt { check } => project.locked(|| lint::format(&project, check)),
        Command::Lint => project.locked(|| lint::lint(&project)),
        Command::Demo => project.locked(|| page::demo_snapshot(&project)),
        Command::Bench { arguments } => bench(&project, &arguments),
        Command::Calibrate => calibrate(&project),
        Command::Help(_) => unreachable!("help needs no project"),
    }
}

fn dist(project: &Project) -> Result<()> {
    page::build(project)?;
    let dist = project.path("dist");
    fs::remove_dir_all(&dist).ok();
    fs::create_dir_all(&dist).context("cannot make the folder dist")?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        // npm packs only what lies in the package's own folder.
        fs::copy(project.path(licence), project.path("pkg").join(licence)).context("cannot copy the licences")?;
    }
    step("packing the npm package", || {
        run_quietly(node::npm(project).args([
            "pack",
            "--ignore-scripts",
            "--workspace",
            "pkg",
            "--pack-destination",
            "dist",
        ]))
    })?;
    copy_folder(&project.path("www/dist"), &dist.join("www"))?;
    fs::write(dist.join("size.md"), contributors::table(project)?).context("cannot write dist/size.md")?;
    size::check(project)?;
    say("dist holds the npm tarball, the static page (dist/www) and what makes the engine large (dist/size.md)");
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_in(from, &[])? {
        let copy = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(copy.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, &copy).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    Ok(())
}

fn bench(project: &Project, arguments: &[OsString]) -> Result<()> {
    project.locked(|| {
        if arguments.iter().any(|argument| argument == "--no-page") {
            wasm::build(project)?;
        } else {
            page::build(project)?;
        }
        node::install_peers(project)
    })?;
    let chromium = browser::chromium(project)?;
    run(node::script(project, "benches/browser/run.js").args(arguments).env("CHROME", chromium))
}

fn calibrate(project: &Project) -> Result<()> {
    let table = read(cargo(project).args(["bench", "--quiet", "--bench", "calibration"]))?;
    let path = project.path("docs/calibration.md");
    fs::write(&path, format!("{}\n", table.trim_end())).context("cannot write docs/calibration.md")?;
    say("docs/calibration.md is written");
    Ok(())
}
