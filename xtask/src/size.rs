//! How much a first visit downloads, and how much it may.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use brotli::enc::BrotliEncoderParams;

use crate::project::Project;
use crate::shell::{say, step};
use crate::stamp::files_in;

struct Budget {
    what: &'static str,
    /// The files that count, as a file or a folder.
    place: &'static str,
    /// In bytes, compressed with brotli as a web server would.
    at_most: u64,
}

const BUDGETS: [Budget; 2] = [
    Budget { what: "engine (WebAssembly)", place: "pkg/wasm/geobit_bg.wasm", at_most: 160 * 1024 },
    Budget { what: "page, whole first load", place: "www/dist", at_most: 1_200_000 },
];

/// Prints the compressed sizes and fails when one is over its budget.
pub fn check(project: &Project) -> Result<()> {
    let sizes = step("compressing to measure the sizes", || {
        BUDGETS.iter().map(|budget| measure(&project.path(budget.place))).collect::<Result<Vec<_>>>()
    })?;
    let mut over = Vec::new();
    for (budget, size) in BUDGETS.iter().zip(sizes) {
        let line = format!("{}: {} bytes brotli of at most {}", budget.what, grouped(size), grouped(budget.at_most));
        say(&format!("  {line}"));
        if size > budget.at_most {
            over.push(line);
        }
    }
    if !over.is_empty() {
        bail!("over the size budget: {}", over.join("; "));
    }
    Ok(())
}

/// The compressed size of all files that a browser may load.
fn measure(place: &Path) -> Result<u64> {
    let files: Vec<_> = files_in(place, &[])?.into_iter().filter(|file| counts(file)).collect();
    if files.is_empty() {
        bail!("there is nothing to measure in {}", place.display());
    }
    let sizes = thread::scope(|scope| {
        let half = files.len().div_ceil(2);
        let workers: Vec<_> = files.chunks(half).map(|files| scope.spawn(move || total(files))).collect();
        workers.into_iter().map(|worker| worker.join().expect("compressing does not panic")).collect::<Result<Vec<_>>>()
    })?;
    Ok(sizes.into_iter().sum())
}

/// A visit loads neither source maps nor licence texts.
fn counts(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.ends_with(".map") && !name.contains("licen") && !name.contains("notice")
}

fn total(files: &[PathBuf]) -> Result<u64> {
    files.iter().map(|file| compressed(file)).sum()
}

fn compressed(file: &Path) -> Result<u64> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let settings = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut output = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut output, &settings)?;
    Ok(output.len() as u64)
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_a_visit_loads_is_counted_compressed() {
        let folder = std::env::temp_dir().join(format!("geobit-xtask-{}-sizes", std::process::id()));
        fs::create_dir_all(folder.join("assets")).unwrap();
        fs::write(folder.join("index.html"), "a".repeat(100_000)).unwrap();
        fs::write(folder.join("assets/app.js"), "b".repeat(100_000)).unwrap();
        let both = measure(&folder).unwrap();
        assert!(both > 10 && both < 200, "{both}");
        fs::write(folder.join("assets/app.js.map"), "c").unwrap();
        fs::write(folder.join("LICENSES.txt"), "d").unwrap();
        assert_eq!(measure(&folder).unwrap(), both);
        fs::remove_dir_all(&folder).unwrap();
        assert!(measure(&folder).unwrap_err().to_string().starts_with("there is nothing to measure"));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_200_000].map(grouped), ["0", "999", "1,000", "1,200,000"]);
    }
}
