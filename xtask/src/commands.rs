//! Carries out the commands.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::advisories;
use crate::browser;
use crate::browsers;
use crate::cli::Command;
use crate::fuzz::fuzz;
use crate::interop;
use crate::lint;
use crate::mutants;
use crate::node;
use crate::packaging;
use crate::page;
use crate::project::Project;
use crate::reproduce;
use crate::rust::cargo;
use crate::scale;
use crate::serve;
use crate::shell::{print_line, read, run, run_quietly, step};
use crate::size;
use crate::stamp::files_in;
use crate::test;
use crate::wasm;

pub fn execute(command: Command) -> Result<()> {
    if let Command::Help(text) = command {
        print!("{text}");
        return Ok(());
    }
    let project = Project::find()?;
    match command {
        Command::Start { host, port, build } => {
            if build {
                project.with_build_lock(|| page::build(&project))?;
            }
            serve::run(&project.path("www/dist"), &host, port)
        }
        Command::Test { only } => test::run_tests(&project, only),
        Command::Build => project.with_build_lock(|| wasm::build(&project)),
        Command::Dist => project.with_build_lock(|| dist(&project)),
        Command::Fmt { check } => project.with_build_lock(|| lint::format(&project, check)),
        Command::Lint => project.with_build_lock(|| lint::lint(&project)),
        Command::Demo => project.with_build_lock(|| page::write_demo(&project)),
        Command::Bench { arguments } => bench(&project, &arguments),
        Command::Throttle { write } => throttle(&project, write),
        Command::Lighthouse => lighthouse(&project),
        Command::Calibrate => calibrate(&project),
        Command::Files => write_files_page(&project),
        Command::Endure { calls, seed } => endure(&project, calls, seed),
        Command::Interop => interop::check(&project),
        Command::EndToEnd => test::test_end_to_end(&project),
        Command::Browsers => browsers::check(&project),
        Command::Scale => scale::check(&project),
        Command::Packaging { names } => packaging::check(&project, &names),
        Command::Advisories => advisories::check(&project),
        Command::Reproduce => reproduce::check(&project),
        Command::Mutants { sample } => mutants::test_mutants(&project, sample),
        Command::Fuzz { minutes, seed, only } => fuzz(&project, minutes, seed, only),
        Command::Help(_) => unreachable!("help is printed above"),
    }
}

fn dist(project: &Project) -> Result<()> {
    page::build(project)?;
    let dist = project.path("dist");
    fs::remove_dir_all(&dist).ok();
    fs::create_dir_all(&dist).context("cannot make the folder dist")?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        // npm packs only files in the package's own folder.
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
    copy_folder(&project.path("www/dist-embed"), &dist.join("embed"))?;
    run_quietly(node::script(project, "www/scripts/sbom.js").arg(dist.join("sbom")))?;
    let digests = read(node::script(project, "www/scripts/digests.js").arg(&dist))?;
    fs::write(dist.join("digests.md"), format!("{digests}\n")).context("cannot write dist/digests.md")?;
    print_line(&digests);
    let sizes = size::measure(project)?;
    fs::write(dist.join("size.md"), sizes.to_markdown()).context("cannot write dist/size.md")?;
    print_line(&sizes.to_markdown());
    sizes.check_budgets()?;
    print_line(
        "dist holds the npm tarball, the static page (dist/www), the element and the frame (dist/embed), what they are made of (dist/sbom), their digests \
         (dist/digests.md) and their sizes (dist/size.md)",
    );
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_in(from, &[])? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file lies in a folder")?)?;
        fs::copy(&file, &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

fn bench(project: &Project, arguments: &[OsString]) -> Result<()> {
    project.with_build_lock(|| {
        if arguments.iter().any(|argument| argument == "--no-page") {
            wasm::build(project)?;
        } else {
            page::build(project)?;
            page::build_for_tests(project)?;
        }
        node::install_peers(project)
    })?;
    let chromium = browser::find_chromium(project)?;
    run(node::script(project, "benches/browser/run.js").args(arguments).env("CHROME", chromium))
}

fn throttle(project: &Project, write: bool) -> Result<()> {
    project.with_build_lock(|| page::build(project))?;
    let chromium = browser::find_chromium(project)?;
    let address = serve::run_beside(&project.path("www/dist"))?;
    run(node::script(project, "benches/browser/slow-line.js")
        .arg(format!("http://{address}/"))
        .args((!write).then_some("--no-write"))
        .env("CHROME", chromium))
}

fn lighthouse(project: &Project) -> Result<()> {
    project.with_build_lock(|| {
        page::build(project)?;
        node::install_lighthouse(project)
    })?;
    let chromium = browser::find_chromium(project)?;
    run(node::script(project, "benches/lighthouse/run.js").env("CHROME", chromium))
}

fn endure(project: &Project, calls: u32, seed: u32) -> Result<()> {
    project.with_build_lock(|| wasm::build(project))?;
    let (calls, seed) = (calls.to_string(), seed.to_string());
    run(node::script(project, "tests/js/endure/main.js").args(["--calls", &calls, "--seed", &seed]))
}

fn write_files_page(project: &Project) -> Result<()> {
    let mut test = cargo(project);
    test.args(["test", "--quiet", "--test", "field", "the_page_on_files"]).env("GEOBIT_WRITE_FILES_PAGE", "1");
    run(&mut test)?;
    print_line("docs/files.md is written");
    Ok(())
}

fn calibrate(project: &Project) -> Result<()> {
    let table = read(cargo(project).args(["bench", "--quiet", "--bench", "calibration"]))?;
    let path = project.path("docs/calibration.md");
    fs::write(&path, format!("{}\n", table.trim_end())).context("cannot write docs/calibration.md")?;
    print_line("docs/calibration.md is written");
    Ok(())
}
