//! Skipping a step whose inputs and outputs are as they were after it last ran.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::shell::step;

/// A step with everything that decides its result.
pub struct Stamp<'a> {
    pub name: &'a str,
    /// Files and folders that are read; a missing one counts as such.
    pub inputs: Vec<PathBuf>,
    /// Whatever else the result depends on: compiler flags, tool versions.
    pub settings: String,
    /// Files and folders that are written.
    pub outputs: Vec<PathBuf>,
    /// Parts of the inputs that do not count.
    pub except: Vec<PathBuf>,
}

impl Stamp<'_> {
    /// Does the work unless nothing has changed since it was last done.
    pub fn refresh(&self, project: &Project, what: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let note = project.notes()?.join(self.name);
        // Taken before the work: what is edited meanwhile makes the next run do it again.
        let inputs = self.fingerprint_of_inputs()?;
        if fs::read_to_string(&note).is_ok_and(|last| self.outputs_fit(&inputs, &last)) {
            return Ok(());
        }
        fs::remove_file(&note).ok();
        step(what, work)?;
        let now = format!("{inputs} {}", fingerprint(&self.outputs, &[])?);
        fs::write(&note, now).with_context(|| format!("cannot write {}", note.display()))
    }

    fn fingerprint_of_inputs(&self) -> Result<String> {
        let files = fingerprint(&self.inputs, &self.except)?;
        let mut hasher = DefaultHasher::new();
        self.settings.hash(&mut hasher);
        Ok(format!("{files}-{:016x}", hasher.finish()))
    }

    fn outputs_fit(&self, inputs: &str, last: &str) -> bool {
        self.outputs.iter().all(|output| output.exists())
            && fingerprint(&self.outputs, &[]).is_ok_and(|outputs| last == format!("{inputs} {outputs}"))
    }
}

/// A short name for the contents of some files and folders.
fn fingerprint(paths: &[PathBuf], except: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for file in files_in(path, except)? {
            file.strip_prefix(path).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
        }
        path.exists().hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The files of a folder in a fixed order, without installed packages; a file is its own only one.
pub fn files_in(path: &Path, except: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if !path.exists() || path.ends_with("node_modules") || except.iter().any(|skipped| skipped == path) {
        return Ok(Vec::new());
    }
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))? {
        entries.push(entry?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_in(&entry, except)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A project of one input and one output, and how often the step between them ran.
    struct Bench {
        project: Project,
        runs: Cell<u32>,
    }

    impl Bench {
        fn new(name: &str) -> Bench {
            let root = std::env::temp_dir().join(format!("geobit-xtask-{}-{name}", std::process::id()));
            fs::create_dir_all(root.join("in/generated")).unwrap();
            fs::write(root.join("in/a"), "1").unwrap();
            Bench { project: Project { target: root.join("target"), root }, runs: Cell::new(0) }
        }

        fn runs_after(&self, settings: &str) -> u32 {
            let stamp = Stamp {
                name: "copy",
                inputs: vec![self.project.path("in")],
                settings: settings.into(),
                outputs: vec![self.project.path("out")],
                except: vec![self.project.path("in/generated")],
            };
            let work = || {
                self.runs.set(self.runs.get() + 1);
                Ok(fs::copy(self.project.path("in/a"), self.project.path("out")).map(|_| ())?)
            };
            stamp.refresh(&self.project, "copying", work).unwrap();
            self.runs.get()
        }
    }

    impl Drop for Bench {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.project.root).ok();
        }
    }

    #[test]
    fn a_step_runs_again_only_when_something_that_counts_changed() {
        let bench = Bench::new("again");
        assert_eq!(bench.runs_after(""), 1);
        assert_eq!(bench.runs_after(""), 1, "nothing changed");
        fs::write(bench.project.path("in/generated/x"), "new").unwrap();
        assert_eq!(bench.runs_after(""), 1, "an exempt file changed");
        fs::write(bench.project.path("in/a"), "2").unwrap();
        assert_eq!(bench.runs_after(""), 2, "an input changed");
        assert_eq!(bench.runs_after("-O3"), 3, "a setting changed");
        fs::write(bench.project.path("in/b"), "").unwrap();
        assert_eq!(bench.runs_after("-O3"), 4, "an input was added");
        fs::write(bench.project.path("out"), "by hand").unwrap();
        assert_eq!(bench.runs_after("-O3"), 5, "the output was edited");
        fs::remove_file(bench.project.path("out")).unwrap();
        assert_eq!(bench.runs_after("-O3"), 6, "the output is gone");
        assert_eq!(bench.runs_after("-O3"), 6, "nothing changed");
    }

    #[test]
    fn a_failed_step_is_not_remembered_as_done() {
        let bench = Bench::new("failed");
        bench.runs_after("");
        fs::write(bench.project.path("in/a"), "2").unwrap();
        let stamp = Stamp {
            name: "copy",
            inputs: vec![bench.project.path("in")],
            settings: String::new(),
            outputs: vec![bench.project.path("out")],
            except: vec![],
        };
        stamp.refresh(&bench.project, "copying", || anyhow::bail!("no room")).unwrap_err();
        fs::write(bench.project.path("in/a"), "1").unwrap();
        assert_eq!(bench.runs_after(""), 2);
    }
}
