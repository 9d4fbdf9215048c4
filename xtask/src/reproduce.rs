//! Whether a build depends on where and when it is made: two copies of the checkout are built and compared byte by byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::shell::{print_line, run, run_quietly, step};
use crate::stamp::files_in;

/// What a build writes that others get.
const WRITTEN: [&str; 2] = ["dist", "pkg/wasm"];

/// Builds the committed state in two folders of different names, and compares what they wrote.
pub fn check(project: &Project) -> Result<()> {
    let folders = ["first", "the second one"].map(|name| project.target.join("reproduce").join(name));
    for folder in &folders {
        step(&format!("building in {}", folder.display()), || build(project, folder))?;
    }
    let [first, second] = &folders;
    let mut different = Vec::new();
    let mut count = 0;
    for part in WRITTEN {
        let [files, others] = [first, second].map(|folder| relative_files(&folder.join(part)));
        let (files, others) = (files?, others?);
        if files != others {
            bail!("the two builds wrote different files to {part}");
        }
        for file in files {
            count += 1;
            if fs::read(first.join(part).join(&file))? != fs::read(second.join(part).join(&file))? {
                different.push(Path::new(part).join(file).display().to_string());
            }
        }
    }
    if !different.is_empty() {
        bail!("{} of {count} files differ: {}", different.len(), different.join(", "));
    }
    print_line(&format!("{count} files of two builds are the same, byte by byte"));
    Ok(())
}

/// Copies the committed state into a folder and builds it there, with a folder of its own for what is compiled.
fn build(project: &Project, folder: &Path) -> Result<()> {
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).context("cannot make a folder for a build")?;
    let archive = folder.with_extension("tar");
    run(Command::new("git").current_dir(&project.root).args(["archive", "--output"]).arg(&archive).arg("HEAD"))?;
    run(Command::new("tar").arg("-xf").arg(&archive).arg("-C").arg(folder))?;
    fs::remove_file(&archive)?;
    let mut dist = Command::new("cargo");
    dist.current_dir(folder).args(["xtask", "dist"]).env("CARGO_TARGET_DIR", folder.join("target"));
    run_quietly(&mut dist)
}

fn relative_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for file in files_in(folder, &[])? {
        files.push(file.strip_prefix(folder)?.to_path_buf());
    }
    files.sort();
    Ok(files)
}
