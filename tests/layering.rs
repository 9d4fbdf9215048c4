//! Holds the modules of `src/` against the table in `docs/architecture.md`: which room may use which.
//!
//! A room is a row of the table whose first cell names a path in `src/`. Its third cell lists the rooms it may use, as
//! code; crates stand in parentheses behind them, and `all above` means the rooms of all the rows above. Test modules are
//! not checked, because tests may build their input with any room.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One row of the table.
struct Room {
    /// The module path, with slashes: `geo`, or `read/layouts` for a room inside another.
    name: String,
    /// The path in the table, such as `src/geo/` or `src/day.rs`.
    path: String,
    may_use: BTreeSet<String>,
    crates: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The words written as code in a cell of a markdown table.
fn code_words(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn rooms(table: &str) -> Vec<Room> {
    let mut rooms: Vec<Room> = Vec::new();
    for line in table.lines().filter(|line| line.starts_with("| `src/")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 4, "a row of four cells is wanted: {line}");
        let path = code_words(cells[0]).remove(0);
        let name = path.trim_start_matches("src/").trim_end_matches('/').trim_end_matches(".rs").to_owned();
        let (own, crates) = cells[2].split_once('(').unwrap_or((cells[2], ""));
        let mut may_use: BTreeSet<String> = code_words(own).into_iter().collect();
        if own.contains("all above") {
            may_use.extend(rooms.iter().map(|room| room.name.clone()));
        }
        rooms.push(Room { name, path, may_use, crates: code_words(crates) });
    }
    rooms
}

/// The room that a module belongs to: the one with the longest name that the path of the module starts with.
fn room_of<'a>(rooms: &'a [Room], module: &[&str]) -> Option<&'a Room> {
    (1..=module.len()).rev().find_map(|length| {
        let name = module[..length].join("/");
        rooms.iter().find(|room| room.name == name)
    })
}

/// All Rust files in a folder, without folders of tests.
fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The module path of a file relative to `src/`.
fn module_of(file: &Path) -> Vec<String> {
    let mut module: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// The code of a file without comments and without the test module, which comes last.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    code.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// The paths in this crate that the code of a module names, each as its segments.
fn paths_in(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        expand(&code[start + "crate::".len()..], &[], &mut paths);
    }
    for (start, _) in code.match_indices("super::") {
        if code[..start].ends_with("super::") {
            continue;
        }
        let mut rest = &code[start..];
        let mut base = module.to_vec();
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        expand(rest, &base, &mut paths);
    }
    paths
}

/// Reads a path such as `a::b` or `{a, b::{c, d}}` and adds each path it names, behind `base`.
fn expand(text: &str, base: &[String], paths: &mut Vec<Vec<String>>) {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        for (position, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    expand(&group[start..position], base, paths);
                    start = position + 1;
                    if letter == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let length = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let mut path = base.to_vec();
    if length > 0 {
        path.push(text[..length].to_owned());
    }
    match text[length..].strip_prefix("::") {
        Some(rest) if length > 0 => expand(rest, &path, paths),
        _ => paths.push(path),
    }
}

fn segments(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// What a file uses against the rules: the rooms, with the rule that is broken.
fn violations(rooms: &[Room], file: &Path, text: &str) -> Vec<String> {
    let module = module_of(file);
    let Some(room) = room_of(rooms, &segments(&module)) else {
        return vec![format!("src/{} belongs to no room of the table", file.display())];
    };
    let mut found = BTreeSet::new();
    for path in paths_in(&code_of(text), &module) {
        if let Some(used) = room_of(rooms, &segments(&path))
            && used.name != room.name
            && !room.may_use.contains(&used.name)
        {
            found.insert(format!("src/{} uses `{}`, which `{}` may not", file.display(), used.name, room.name));
        }
    }
    found.into_iter().collect()
}

fn table() -> String {
    fs::read_to_string(root().join("docs/architecture.md")).unwrap()
}

#[test]
fn no_room_uses_a_room_that_the_table_does_not_allow() {
    let rooms = rooms(&table());
    let source = root().join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    assert!(rooms.len() > 10 && files.len() > 50, "{} rooms, {} files", rooms.len(), files.len());
    let mut found: Vec<String> = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&source).unwrap();
        if relative != Path::new("lib.rs") {
            found.extend(violations(&rooms, relative, &fs::read_to_string(file).unwrap()));
        }
    }
    assert!(found.is_empty(), "against the table in docs/architecture.md:\n{}", found.join("\n"));
}

#[test]
fn the_table_names_what_exists() {
    let rooms = rooms(&table());
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for room in &rooms {
        assert!(root().join(&room.path).exists(), "{} does not exist", room.path);
        for used in &room.may_use {
            assert!(rooms.iter().any(|room| room.name == *used), "{} may use `{used}`, which is no room", room.path);
        }
        for name in &room.crates {
            let listed = manifest.lines().any(|line| line.split([' ', '.', '=']).next() == Some(name.as_str()));
            assert!(listed, "{} may use the crate `{name}`, which Cargo.toml does not list", room.path);
        }
    }
}

#[test]
fn javascript_is_met_in_one_room_and_where_browsers_decode_text() {
    const EXCEPTION: &str = "read/encoding/browser.rs";
    let source = root().join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut met: Vec<PathBuf> = files
        .into_iter()
        .filter(|file| {
            let code = code_of(&fs::read_to_string(file).unwrap());
            ["js_sys", "wasm_bindgen", "web_sys"].iter().any(|name| code.contains(name))
        })
        .map(|file| file.strip_prefix(&source).unwrap().to_owned())
        .collect();
    met.retain(|file| !file.starts_with("wasm"));
    assert_eq!(met, [Path::new(EXCEPTION)]);
}

#[test]
fn the_allowed_arrows_form_no_circle() {
    let mut rooms = rooms(&table());
    // Removes rooms whose arrows all lead to rooms removed before; a circle would be left over.
    let mut removed: BTreeSet<String> = BTreeSet::new();
    while !rooms.is_empty() {
        let count = rooms.len();
        rooms.retain(|room| {
            let is_free = room.may_use.is_subset(&removed);
            if is_free {
                removed.insert(room.name.clone());
            }
            !is_free
        });
        let left: Vec<&str> = rooms.iter().map(|room| room.name.as_str()).collect();
        assert!(rooms.len() < count, "these rooms may use each other in a circle: {left:?}");
    }
}

#[test]
fn a_forbidden_arrow_is_found() {
    let rooms = rooms(
        "| `src/geo/` | points | – (crates `wide`) | – |\n| `src/area/` | areas | `geo` | – |\n\
         | `src/read/` | files | `geo` | – |\n| `src/read/layouts/` | fields | – | – |\n| `src/wasm/` | exports | all above | – |\n",
    );
    let check = |file: &str, text: &str| violations(&rooms, Path::new(file), text).len();
    assert_eq!(check("area/mod.rs", "use crate::geo::{LonLat, distance_km};\nuse super::edge::Edge;"), 0);
    assert_eq!(check("geo/mod.rs", "use crate::area::Area;"), 1);
    assert_eq!(check("geo/boxes.rs", "use crate::{geo::Xyz, area::{Area, disc_overlap}};"), 1);
    assert_eq!(check("geo/mod.rs", "fn f() -> bool { super::area::is_empty() }"), 1);
    assert_eq!(check("geo/boxes.rs", "use super::super::area::Area;"), 1);
    assert_eq!(check("geo/mod.rs", "/// See [`crate::area`].\nfn f() {} // crate::area::Area"), 0);
    assert_eq!(check("geo/mod.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::area::Area;\n}"), 0);
    assert_eq!(check("read/csv.rs", "use super::layouts::Layout;"), 1);
    assert_eq!(check("read/layouts/acled.rs", "use super::Layout;\nuse crate::geo::LonLat;"), 1);
    assert_eq!(check("wasm/mod.rs", "use crate::{area, geo, read};"), 0);
    assert_eq!(check("other.rs", ""), 1);
}
