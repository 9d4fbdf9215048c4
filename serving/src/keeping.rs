//! How long a browser may keep a file, and how it asks whether the file has changed.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::Encoding;

/// The number of letters of the hash that the bundler puts into a name.
const HASH: usize = 8;

/// Returns the header `Cache-Control` of a file, given relative to the folder that is served.
///
/// A file whose name has a hash of its content never changes. Of any other, a browser asks each time whether it has changed, so that a
/// reload shows a new build.
pub fn cache_control(path: &Path) -> &'static str {
    if has_hash(path) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// Returns whether the bundler made the name of a file, such as `assets/app-BX3kd_9a.js`.
fn has_hash(path: &Path) -> bool {
    let is_asset = path.components().next().is_some_and(|first| first.as_os_str() == "assets");
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let Some((name, hash)) = stem.len().checked_sub(HASH).and_then(|start| stem.split_at_checked(start)) else {
        return false;
    };
    let is_hash = hash.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"_-".contains(&letter));
    // The bundler makes every name of a script, a style and a module. In any other name, eight digits may be a day and eight small letters a
    // word.
    let is_code = path.extension().is_some_and(|ending| ["js", "css", "wasm"].iter().any(|code| ending == *code));
    let is_mixed = hash.bytes().any(|letter| letter.is_ascii_uppercase())
        || hash.bytes().any(|letter| letter.is_ascii_digit()) && hash.bytes().any(|letter| letter.is_ascii_lowercase());
    is_asset && name.ends_with('-') && is_hash && (is_code || is_mixed)
}

/// Returns the header `ETag` of a file. Each encoding of it has a mark of its own, as the bytes differ.
///
/// # Errors
/// Where the system does not tell when a file was changed.
pub fn version_mark(file: &Metadata, encoding: Encoding) -> io::Result<String> {
    let changed = file.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    let suffix = encoding.name().map_or(String::new(), |name| format!("-{name}"));
    Ok(format!("\"{:x}-{changed:x}{suffix}\"", file.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_with_a_hash_in_their_names_are_kept_for_good() {
        let is_kept = |path: &str| cache_control(Path::new(path)).ends_with("immutable");
        for kept in [
            "assets/index-BX3kd_9a.js",
            "assets/later/worker-a1b2c3d4.js",
            "assets/geobit_bg-0-_xYz12.wasm",
            // A hash may have small letters alone.
            "assets/on-demand/site-brief-qyxiawbc.js",
        ] {
            assert!(is_kept(kept), "{kept}");
        }
        for asked_for in [
            "index.html",
            "demo.parquet",
            "packs/index-BX3kd_9a.js",
            "assets/index.js",
            "assets/report-20261122.csv",
            "assets/report-december.csv",
            "assets/index-BX3kd 9a.js",
            "assets/-BX3k.js",
            "assets/indexBX3kd_9a.js",
            "other/assets/index-BX3kd_9a.js",
            "",
        ] {
            assert!(!is_kept(asked_for), "{asked_for}");
        }
    }

    #[test]
    fn each_encoding_has_its_own_mark() {
        let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml").metadata().unwrap();
        let marks =
            [Encoding::Brotli, Encoding::Gzip, Encoding::Identity].map(|one| version_mark(&known, one).unwrap());
        assert!(marks.iter().all(|mark| mark.starts_with('"') && mark.ends_with('"')), "{marks:?}");
        assert!(marks[0] != marks[1] && marks[1] != marks[2] && marks[0] != marks[2], "{marks:?}");
    }
}
