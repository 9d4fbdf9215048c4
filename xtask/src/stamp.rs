//! Skips a build step if its inputs and outputs have not changed since it last ran.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project::Project;
use crate::shell::step;

/// A build step with everything that its result depends on.
pub struct Stamp<'a> {
    pub name: &'a str,
    /// Files and folders that the step reads. They need not exist; creating one makes the step run again.
    pub inputs: Vec<PathBuf>,
    /// Anything else that the result depends on, such as compiler flags.
    pub settings: String,
    /// Files and folders that the step writes.
    pub outputs: Vec<PathBuf>,
    /// Parts of the inputs that are ignored.
    pub exclude: Vec<PathBuf>,
}

impl Stamp<'_> {
    /// Runs the step unless nothing has changed since it last ran.
    pub fn refresh(&self, project: &Project, step_name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        let record = project.state_folder()?.join(self.name);
        // Taken before the step runs, so that an edit made meanwhile makes it run again next time.
        let inputs = self.input_fingerprint()?;
        if fs::read_to_string(&record).is_ok_and(|last| self.is_up_to_date(&inputs, &last)) {
            return Ok(());
        }
        fs::remove_file(&record).ok();
        step(step_name, work)?;
        let now = format!("{inputs} {}", fingerprint(&self.outputs, &[])?);
        fs::write(&record, now).with_context(|| format!("cannot write {}", record.display()))
    }

    fn input_fingerprint(&self) -> Result<String> {
        let files = fingerprint(&self.inputs, &self.exclude)?;
        let mut hasher = DefaultHasher::new();
        self.settings.hash(&mut hasher);
        Ok(format!("{files}-{:016x}", hasher.finish()))
    }

    fn is_up_to_date(&self, inputs: &str, last: &str) -> bool {
        self.outputs.iter().all(|output| output.exists())
            && fingerprint(&self.outputs, &[]).is_ok_and(|outputs| last == format!("{inputs} {outputs}"))
    }
}

/// Returns a hash of the contents of files and folders.
pub fn fingerprint(paths: &[PathBuf], exclude: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for file in files_in(path, exclude)? {
            file.strip_prefix(path).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?.hash(&mut hasher);
        }
        path.exists().hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Returns all files in a folder in a fixed order, without installed packages. For a file, returns that file.
pub fn files_in(path: &Path, exclude: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if !path.exists() || path.ends_with("node_modules") || exclude.iter().any(|excluded| excluded == path) {
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
        files.extend(files_in(&entry, exclude)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A project with one input and one output, and how often the step between them ran.
    struct Fixture {
        project: Project,
        runs: Cell<u32>,
    }

    impl Fixture {
        fn new(name: &str) -> Fixture {
            let root = std::env::temp_dir().join(format!("geobit-xtask-{}-{name}", std::process::id()));
            fs::create_dir_all(root.join("in/generated")).unwrap();
            fs::write(root.join("in/a"), "1").unwrap();
            Fixture { project: Project { target: root.join("target"), root }, runs: Cell::new(0) }
        }

        fn refresh_and_count(&self, settings: &str) -> u32 {
            let stamp = Stamp {
                name: "copy",
                inputs: vec![self.project.path("in")],
                settings: settings.into(),
                outputs: vec![self.project.path("out")],
                exclude: vec![self.project.path("in/generated")],
            };
            let work = || {
                self.runs.set(self.runs.get() + 1);
                Ok(fs::copy(self.project.path("in/a"), self.project.path("out")).map(|_| ())?)
            };
            stamp.refresh(&self.project, "copying", work).unwrap();
            self.runs.get()
        }
    }

    impl Drop for Fixture {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.project.root).ok();
        }
    }

    #[test]
    fn a_step_runs_again_only_when_an_input_a_setting_or_an_output_changed() {
        let fixture = Fixture::new("again");
        assert_eq!(fixture.refresh_and_count(""), 1);
        assert_eq!(fixture.refresh_and_count(""), 1, "nothing changed");
        fs::write(fixture.project.path("in/generated/x"), "new").unwrap();
        assert_eq!(fixture.refresh_and_count(""), 1, "an excluded file changed");
        fs::write(fixture.project.path("in/a"), "2").unwrap();
        assert_eq!(fixture.refresh_and_count(""), 2, "an input changed");
        assert_eq!(fixture.refresh_and_count("-O3"), 3, "a setting changed");
        fs::write(fixture.project.path("in/b"), "").unwrap();
        assert_eq!(fixture.refresh_and_count("-O3"), 4, "an input was added");
        fs::write(fixture.project.path("out"), "by hand").unwrap();
        assert_eq!(fixture.refresh_and_count("-O3"), 5, "the output was edited");
        fs::remove_file(fixture.project.path("out")).unwrap();
        assert_eq!(fixture.refresh_and_count("-O3"), 6, "the output was removed");
        assert_eq!(fixture.refresh_and_count("-O3"), 6, "nothing changed");
    }

    #[test]
    fn a_failed_step_runs_again() {
        let fixture = Fixture::new("failed");
        fixture.refresh_and_count("");
        fs::write(fixture.project.path("in/a"), "2").unwrap();
        let stamp = Stamp {
            name: "copy",
            inputs: vec![fixture.project.path("in")],
            settings: String::new(),
            outputs: vec![fixture.project.path("out")],
            exclude: vec![],
        };
        stamp.refresh(&fixture.project, "copying", || anyhow::bail!("no room")).unwrap_err();
        fs::write(fixture.project.path("in/a"), "1").unwrap();
        assert_eq!(fixture.refresh_and_count(""), 2);
    }
}
