//! Measures how much a first visit downloads, and compares it with the budgets.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::module_parts;
use crate::node;
use crate::project::Project;
use crate::shell::{read, step};
use crate::stamp::files_in;
use crate::wasm;

/// Node.js compresses with brotli's highest quality by default, as web servers do for static files.
const COMPRESS: &str = "
    const { readFileSync } = require('fs');
    const { brotliCompressSync } = require('zlib');
    console.log(process.argv.slice(1).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0));
";

struct Budget {
    name: &'static str,
    /// The file or folder that is measured.
    path: &'static str,
    /// Which files of it count.
    counts: fn(&Path) -> bool,
    /// What is aimed at, in bytes, each file compressed with brotli.
    aim: u64,
    /// What a build may have at most, in bytes, each file compressed with brotli.
    limit: u64,
}

/// The engine is meant to have 480,000 bytes, and the page 1,500,000; both have more. Reading Parquet, which packs need, takes about
/// 100,000, catalogues, what changed and rules 90,000, the region, groups of incidents and paths by two costs 33,000, the fitted
/// intensity with its words 30,000, and filters and packs that are read in ranges 25,000. The readers come last. This holds what is there, so that it does not grow unseen.
///
/// Over 1.5 Mbit/s the page is meant to be usable within six seconds, in which 800,000 bytes come.
const BUDGETS: [Budget; 9] = [
    Budget {
        name: "engine (WebAssembly)",
        path: "pkg/wasm/geobit_bg.wasm",
        counts: is_downloaded,
        aim: 480_000,
        limit: 800_000,
    },
    Budget {
        name: "readers (WebAssembly), after the first load",
        path: "pkg/wasm/geobit_readers_bg.wasm",
        counts: is_downloaded,
        aim: 510_000,
        limit: 510_000,
    },
    Budget {
        name: "roads (WebAssembly), when there are any",
        path: "pkg/wasm/geobit_roads_bg.wasm",
        counts: is_downloaded,
        aim: 300_000,
        limit: 300_000,
    },
    Budget {
        name: "page, before it can be used",
        path: "www/dist",
        counts: is_needed_at_first,
        aim: 800_000,
        limit: 1_480_000,
    },
    Budget {
        name: "page, whole first load",
        path: "www/dist",
        counts: is_downloaded,
        aim: 1_500_000,
        limit: 1_630_000,
    },
    // The service worker fetches what of this the first load has not, after that and all at once.
    Budget {
        name: "page, as it is kept for use without a connection, beside the roads",
        path: "www/dist",
        counts: is_kept,
        aim: 2_300_000,
        limit: 2_340_000,
    },
    // Our page fetches it in parts, and the libraries in it later. Here all of it is one file, which works in every bundler.
    Budget { name: "worker of the package", path: "pkg/worker.js", counts: is_downloaded, aim: 55_000, limit: 55_000 },
    // The page with its engine, readers, workers and ground, in one file. A quarter of that is base64: WebAssembly in a script.
    Budget {
        name: "element, one module with all that it needs",
        path: "www/dist-embed",
        counts: is_element,
        aim: 2_550_000,
        limit: 2_550_000,
    },
    Budget {
        name: "helper that embeds the frame",
        path: "www/dist-embed/geobit-embed.js",
        counts: is_downloaded,
        aim: 800,
        limit: 800,
    },
];

/// The measured sizes, and what the engine consists of.
pub struct SizeReport {
    /// In bytes, one for each of the `BUDGETS`.
    sizes: [u64; BUDGETS.len()],
    /// Tables in Markdown.
    engine_parts: String,
    readers_parts: String,
    roads_parts: String,
}

/// Measures the built engine and the built page.
pub fn measure(project: &Project) -> Result<SizeReport> {
    let mut sizes = [0; BUDGETS.len()];
    step("measuring the compressed sizes", || {
        for (size, budget) in sizes.iter_mut().zip(&BUDGETS) {
            *size = compressed_size(project, budget)?;
        }
        Ok(())
    })?;
    Ok(SizeReport {
        sizes,
        engine_parts: module_parts::table(project, &wasm::CORE)?,
        readers_parts: module_parts::table(project, &wasm::READERS)?,
        roads_parts: module_parts::table(project, &wasm::ROADS)?,
    })
}

impl SizeReport {
    /// Returns the report in Markdown that also reads well on a terminal.
    pub fn to_markdown(&self) -> String {
        let lines: Vec<String> = (0..BUDGETS.len()).map(|index| format!("- {}\n", self.line(index))).collect();
        format!(
            "{}\nThe largest parts of the engine as compiled, before optimisation and compression:\n\n{}\nThose of the readers:\n\n{}\nThose of the roads:\n\n{}",
            lines.concat(),
            self.engine_parts,
            self.readers_parts,
            self.roads_parts
        )
    }

    /// Fails if a size exceeds its budget.
    pub fn check_budgets(&self) -> Result<()> {
        let exceeded: Vec<String> = (0..BUDGETS.len())
            .filter(|&index| self.sizes[index] > BUDGETS[index].limit)
            .map(|index| self.line(index))
            .collect();
        if !exceeded.is_empty() {
            bail!("over the size budget: {}", exceeded.join("; "));
        }
        Ok(())
    }

    fn line(&self, index: usize) -> String {
        let Budget { name, aim, limit, .. } = BUDGETS[index];
        let size = self.sizes[index];
        let missed = if size > aim && aim < limit {
            format!("; the aim of {} is missed", group_digits(aim))
        } else {
            String::new()
        };
        format!("{name}: {} bytes brotli of at most {}{missed}", group_digits(size), group_digits(limit))
    }
}

/// Returns the compressed size in bytes of the files that count.
fn compressed_size(project: &Project, budget: &Budget) -> Result<u64> {
    let path = budget.path;
    let files: Vec<_> = files_in(&project.path(path), &[])?.into_iter().filter(|file| (budget.counts)(file)).collect();
    if files.is_empty() {
        bail!("there is nothing to measure in {path}");
    }
    // The build of the page has compressed its files already.
    let (done, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| brotli_form(file).is_file());
    let mut size = 0;
    for file in done {
        size += brotli_form(&file).metadata().with_context(|| format!("cannot measure {}", file.display()))?.len();
    }
    let printed = read(node::script(project, "-e").arg(COMPRESS).args(others))?;
    let compressed: u64 =
        printed.parse().with_context(|| format!("the compressed size of {path} is not a number: `{printed}`"))?;
    Ok(size + compressed)
}

fn brotli_form(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

/// The folders of what no first load needs: chunks, which `www/build/chunks.js` puts there, packs, the icons of the installed page, and
/// the headers for servers.
const ON_DEMAND: [&str; 4] = ["on-demand", "packs", "icons", "headers"];

/// The readers of files, which come after all else, and the roads have budgets of their own.
const READERS: &str = "geobit_readers_bg";
const ROADS: &str = "geobit_roads";

/// A first load has neither source maps nor licence texts, nor what is imported on demand. The encoded forms of a file are that file.
fn is_downloaded(file: &Path) -> bool {
    let name = name_of(file);
    let is_text = name.contains("licen") || name.contains("notice") || name == "privacy.md";
    let is_readers = name.starts_with(READERS) && lies_in(file, &["later"]);
    is_own(&name) && !is_text && !is_readers && !lies_in(file, &ON_DEMAND)
}

/// What is always asked for, but only when the page can be used: chunks in a folder of their own, the countries in detail, and the
/// service worker.
fn is_needed_at_first(file: &Path) -> bool {
    is_downloaded(file) && !lies_in(file, &["later"]) && !AFTER_FIRST.contains(&name_of(file).as_str())
}

/// Files beside the chunks that are asked for when the page can be used.
const AFTER_FIRST: [&str; 2] = ["countries-fine.json", "sw.js"];

/// All but the roads, packs and what is for servers, as `www/build/offline.js` lists it.
fn is_kept(file: &Path) -> bool {
    let name = name_of(file);
    is_own(&name) && name != "privacy.md" && !name.starts_with(ROADS) && !lies_in(file, &["packs", "headers"])
}

/// The element, in whose name its version is.
fn is_element(file: &Path) -> bool {
    let name = name_of(file);
    is_own(&name) && name.starts_with("geobit-map-")
}

/// Encoded forms and source maps are no files of their own, and `_headers` is for servers.
fn is_own(name: &str) -> bool {
    name != "_headers" && ![".br", ".gz", ".map"].iter().any(|ending| name.ends_with(ending))
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn lies_in(file: &Path, folders: &[&str]) -> bool {
    file.components().any(|part| folders.iter().any(|folder| part.as_os_str() == *folder))
}

/// Formats a number with commas between its thousands.
pub fn group_digits(number: u64) -> String {
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
    fn source_maps_licences_and_what_is_imported_on_demand_do_not_count() {
        let counts = |name: &str| is_downloaded(Path::new(name));
        assert!(counts("index.html") && counts("assets/app.js") && counts("demo.parquet"));
        assert!(!counts("assets/on-demand/universal-x.js") && !counts("packs/nigeria.parquet"));
        assert!(!counts("assets/app.js.map") && !counts("LICENSE") && !counts("third-party-licences.txt"));
        assert!(!counts("privacy.md"), "it is opened by a link");
        assert!(!counts("assets/app.js.br") && !counts("index.html.gz"), "they are the same files");
        assert!(!counts("assets/later/geobit_readers_bg-x.wasm") && counts("geobit_readers_bg.wasm"));
        assert!(counts("assets/later/parts.js") && counts("basemap/countries-fine.json"));
        for later in ["assets/later/parts.js", "basemap/countries-fine.json", "assets/on-demand/x.js", "app.js.br"] {
            assert!(!is_needed_at_first(Path::new(later)), "{later}");
        }
        assert!(!counts("icons/icon-192.png") && counts("sw.js") && !is_needed_at_first(Path::new("sw.js")));
        for kept in ["icons/icon-192.png", "assets/on-demand/x.js", "licenses.md", "sw.js"] {
            assert!(is_kept(Path::new(kept)), "{kept}");
        }
        assert!(
            !is_kept(Path::new("privacy.md"))
                && !is_kept(Path::new("packs/catalog.json"))
                && !is_kept(Path::new("assets/app.js.map"))
        );
        assert!(is_needed_at_first(Path::new("basemap/countries.json")) && is_needed_at_first(Path::new("a.wasm")));
        assert!(!is_kept(Path::new("assets/on-demand/geobit_roads-x.js")), "it has a budget of its own");
        assert!(is_element(Path::new("dist-embed/geobit-map-0.1.0.js")) && !is_element(Path::new("geobit-embed.js")));
        assert!(!is_element(Path::new("geobit-map-0.1.0.js.br")), "it is the same file");
    }

    #[test]
    fn a_size_over_its_budget_fails_and_is_named() {
        let report = |engine| SizeReport {
            sizes: [engine, 400_000, 290_000, 900_000, 1_500_000, 2_200_000, 50_000, 2_400_000, 700],
            engine_parts: "| table |\n".into(),
            readers_parts: "| other |\n".into(),
            roads_parts: "| third |\n".into(),
        };
        report(800_000).check_budgets().unwrap();
        let message = report(800_001).check_budgets().unwrap_err().to_string();
        assert_eq!(
            message,
            "over the size budget: engine (WebAssembly): 800,001 bytes brotli of at most 800,000; the aim of 480,000 is missed"
        );
        assert_eq!(
            report(1_000).to_markdown(),
            "- engine (WebAssembly): 1,000 bytes brotli of at most 800,000\n\
             - readers (WebAssembly), after the first load: 400,000 bytes brotli of at most 510,000\n\
             - roads (WebAssembly), when there are any: 290,000 bytes brotli of at most 300,000\n\
             - page, before it can be used: 900,000 bytes brotli of at most 1,480,000; the aim of 800,000 is missed\n\
             - page, whole first load: 1,500,000 bytes brotli of at most 1,630,000\n\
             - page, as it is kept for use without a connection, beside the roads: 2,200,000 bytes brotli of at most 2,340,000\n\
             - worker of the package: 50,000 bytes brotli of at most 55,000\n\
             - element, one module with all that it needs: 2,400,000 bytes brotli of at most 2,550,000\n\
             - helper that embeds the frame: 700 bytes brotli of at most 800\n\n\
             The largest parts of the engine as compiled, before optimisation and compression:\n\n| table |\n\n\
             Those of the readers:\n\n| other |\n\n\
             Those of the roads:\n\n| third |\n"
        );
    }

    #[test]
    fn digits_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_200_000].map(group_digits), ["0", "999", "1,000", "1,200,000"]);
    }
}
