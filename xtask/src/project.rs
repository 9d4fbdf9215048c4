//! The paths of this checkout, and the lock that builds share.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell::print_line;

pub struct Project {
    pub root: PathBuf,
    /// Cargo's target folder, in which `xtask` also keeps its own state.
    pub target: PathBuf,
}

impl Project {
    /// Finds the checkout that `cargo xtask` was called in.
    pub fn find() -> Result<Project> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`, not by itself")?;
        let root = Path::new(&manifest).parent().context("xtask must lie in the workspace")?.to_owned();
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or("target".into()));
        Ok(Project { root, target })
    }

    /// Returns the path of a file or folder, given relative to the root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns the folder in which `xtask` keeps its state between runs, and creates it if needed.
    pub fn state_folder(&self) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot create the folder {}", folder.display()))?;
        Ok(folder)
    }

    /// Runs a build while no other `xtask` does, so that two at once do not write the same files.
    pub fn with_build_lock<T>(&self, build: impl FnOnce() -> Result<T>) -> Result<T> {
        let lock = File::create(self.state_folder()?.join("lock")).context("cannot create the lock file")?;
        if lock.try_lock().is_err() {
            print_line("waiting for another `cargo xtask` to finish building");
            lock.lock().context("cannot lock the build")?;
        }
        build()
    }
}
