//! How much a first visit downloads, and how much it may.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::contributors;
use crate::node;
use crate::project::Project;
use crate::shell::{read, say, step};
use crate::stamp::files_in;

/// Node.js compresses as web servers do, at brotli's highest quality, which is the default there.
const COMPRESS: &str = "
    const { readFileSync } = require('fs');
    const { brotliCompressSync } = require('zlib');
    console.log(process.argv.slice(1).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0));
";

struct Budget {
    what: &'static str,
    /// The files that count, as a file or a folder.
    place: &'static str,
    /// In bytes, compressed with brotli as a web server would.
    at_most: u64,
}

const BUDGETS: [Budget; 2] = [
    Budget { what: "engine (WebAssembly)", place: "pkg/wasm/geobit_bg.wasm", at_most: 160_000 },
    Budget { what: "page, whole first load", place: "www/dist", at_most: 1_200_000 },
];

/// Prints the compressed sizes and what makes the engine large; fails when one size is over its budget.
pub fn check(project: &Project) -> Result<()> {
    let sizes = step("compressing to measure the sizes", || {
        BUDGETS.iter().map(|budget| measure(project, budget.place)).collect::<Result<Vec<_>>>()
    })?;
    let mut over = Vec::new();
    for (budget, size) in BUDGETS.iter().zip(sizes) {
        let line = format!("{}: {} bytes brotli of at most {}", budget.what, grouped(size), grouped(budget.at_most));
        say(&format!("  {line}"));
        if size > budget.at_most {
            over.push(line);
        }
    }
    say(&contributors::table(project)?);
    if !over.is_empty() {
        bail!("over the size budget: {}", over.join("; "));
    }
    Ok(())
}

/// The compressed size of all files that a browser may load.
fn measure(project: &Project, place: &str) -> Result<u64> {
    let files: Vec<_> = files_in(&project.path(place), &[])?.into_iter().filter(|file| counts(file)).collect();
    if files.is_empty() {
        bail!("there is nothing to measure in {place}");
    }
    let printed = read(node::script(project, "-e").arg(COMPRESS).args(files))?;
    printed.parse().with_context(|| format!("the compressed size of {place} is not a number: `{printed}`"))
}

/// A visit loads neither source maps nor licence texts.
fn counts(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.ends_with(".map") && !name.contains("licen") && !name.contains("notice")
}

/// A number with its thousands set apart.
pub fn grouped(number: u64) -> String {
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
    fn source_maps_and_licences_do_not_count() {
        let counted = |name: &str| counts(Path::new(name));
        assert!(counted("index.html") && counted("assets/app.js") && counted("demo.csv"));
        assert!(!counted("assets/app.js.map") && !counted("LICENSE") && !counted("third-party-licences.txt"));
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_200_000].map(grouped), ["0", "999", "1,000", "1,200,000"]);
    }
}
