//! What a file holds, by the ending of its name.

use std::path::Path;

/// The types of files by their endings.
const TYPES: [(&str, &str); 19] = [
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("geojson", "application/geo+json"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("minisig", "text/plain; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("parquet", "application/vnd.apache.parquet"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

/// Returns the header `Content-Type` of a file. What has no known ending is bytes.
pub fn media_type(path: &Path) -> &'static str {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    TYPES.iter().find(|(known, _)| *known == ending).map_or("application/octet-stream", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_get_the_types_that_browsers_require() {
        assert_eq!(media_type(Path::new("geobit_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("worker.js")), "text/javascript; charset=utf-8");
        assert_eq!(media_type(Path::new("demo.parquet")), "application/vnd.apache.parquet");
        assert_eq!(media_type(Path::new("LICENSE")), "application/octet-stream");
    }
}
