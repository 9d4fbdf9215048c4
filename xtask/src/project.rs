//! Where things are in this checkout.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::say;

pub struct Project {
    pub root: PathBuf,
    /// Cargo's target folder, where the build notes of `xtask` are kept as well.
    pub target: PathBuf,
}

impl Project {
    pub fn here() -> Result<Project> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`, not by itself")?;
        let root = Path::new(&manifest).parent().context("xtask must lie in the workspace")?.to_owned();
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()));
        Ok(Project { root, target })
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// The folder for what `xtask` remembers between two runs.
    pub fn notes(&self) -> Result<PathBuf> {
        let notes = self.target.join("xtask");
        std::fs::create_dir_all(&notes).with_context(|| format!("cannot make the folder {}", notes.display()))?;
        Ok(notes)
    }

    /// Builds while no other `xtask` does, so that two at once do not write the same files.
    pub fn locked<T>(&self, build: impl FnOnce() -> Result<T>) -> Result<T> {
        let lock = File::create(self.notes()?.join("lock")).context("cannot make the lock file")?;
        if lock.try_lock().is_err() {
            say("waiting for another `cargo xtask` to finish building");
            lock.lock().context("cannot lock the build")?;
        }
        build()
    }
}
