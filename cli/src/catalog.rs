//! The catalogue of a folder of packs. docs/catalog.md is its specification.

use std::fs;
use std::path::{Path, PathBuf};

use geobit::catalog::{Catalog, DeltaEntry, PackEntry, RoadsEntry, VERSION};
use geobit::digest::digest;
use geobit::roads::{About, Summary, read_pack as read_roads};
use geobit::snapshot::pack::contents;
use serde::Serialize;

use crate::arguments::{Catalog as Arguments, Reading};
use crate::delta::{self, write_bytes};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_pack, today};
use crate::key::sign;
use crate::output::{print_json, print_lines, tell};

const CATALOG: &str = "catalog.json";
const SIGNATURE: &str = "catalog.json.minisig";
const ENDING: &str = "parquet";
const ROADS_ENDING: &str = "roads";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenCatalog<'a> {
    output: String,
    signed: bool,
    #[serde(flatten)]
    catalog: &'a Catalog,
}

/// Makes the catalogue of a folder, with deltas where they are asked for.
pub fn make(arguments: &Arguments, json: bool) -> Outcome {
    let folder = &arguments.folder;
    for pair in &arguments.base_of {
        add_delta(folder, pair)?;
    }
    let Some(made_at) = today(arguments.today.as_deref())? else {
        return Err(Failure::usage("The clock of this machine does not tell the day; give --today YYYY-MM-DD."));
    };
    let mut catalog = Catalog {
        version: VERSION,
        made_by: format!("geobit {}", env!("CARGO_PKG_VERSION")),
        made_at,
        packs: Vec::new(),
        deltas: Vec::new(),
        roads: Vec::new(),
    };
    for path in packs_below(folder)? {
        if is_of_roads(&path) {
            add_roads(&mut catalog, folder, &path)?
        } else {
            add_file(&mut catalog, folder, &path)?
        }
    }
    if catalog.packs.is_empty() && catalog.roads.is_empty() {
        return Err(Failure::at(folder, "there is no pack in this folder."));
    }
    catalog.check().map_err(|message| Failure::at(folder, message))?;
    for unknown in useless(&catalog) {
        tell(&format!("{}: no pack of the catalogue comes of this delta.", unknown.path));
    }
    let text = serde_json::to_string_pretty(&catalog).expect("a catalogue has only members that JSON can hold") + "\n";
    let signature = arguments.key.as_ref().map(|key| sign(key, text.as_bytes())).transpose()?;
    write_bytes(&folder.join(CATALOG), text.as_bytes())?;
    match &signature {
        Some(signature) => {
            write_bytes(&folder.join(SIGNATURE), signature.as_bytes())?;
        }
        None => tell("The catalogue is not signed, so no page takes it; sign it with --key, or by minisign."),
    }
    let output = folder.join(CATALOG).display().to_string();
    if json {
        return print_json(&WrittenCatalog { output, signed: signature.is_some(), catalog: &catalog });
    }
    let mut lines = vec![format!(
        "{output}: {} and {}.",
        counted(catalog.packs.len(), "pack"),
        counted(catalog.deltas.len(), "delta")
    )];
    lines.extend(catalog.packs.iter().map(|pack| {
        let as_of = geobit::day::format(pack.as_of);
        format!("  {}: {}, {} incidents, data as of {as_of}, {} bytes", pack.path, pack.name, pack.count, pack.bytes)
    }));
    if !catalog.roads.is_empty() {
        lines.push(format!("  and {} of roads:", counted(catalog.roads.len(), "pack")));
    }
    lines.extend(catalog.roads.iter().map(|roads| {
        let RoadsEntry { path, name, length_km, bytes, .. } = roads;
        format!("  {path}: {name}, {length_km} km of roads, {bytes} bytes")
    }));
    print_lines(&lines)
}

/// Returns the deltas that lead to no pack of the catalogue.
fn useless(catalog: &Catalog) -> Vec<&DeltaEntry> {
    let leads_on = |delta: &&DeltaEntry| {
        !catalog.packs.iter().any(|pack| pack.sha256 == delta.result)
            && !catalog.deltas.iter().any(|later| later.base == delta.result)
    };
    catalog.deltas.iter().filter(leads_on).collect()
}

/// Makes a delta to a pack of the folder and puts it beside it.
fn add_delta(folder: &Path, pair: &str) -> Outcome {
    let Some((pack, old_path)) = pair.split_once('=') else {
        return Err(Failure::usage(format!(
            "--base-of is {pair:?}; a pack of the folder and an earlier one are wanted, such as mali.parquet=../old/mali.parquet."
        )));
    };
    let path = folder.join(pack);
    let (old, new) = (read_pack(Path::new(old_path))?, read_pack(&path)?);
    // Its name tells which packs it leads from and to.
    let name = format!("{}.{}-{}.delta.{ENDING}", stem(&path), &digest(&old)[..8], &digest(&new)[..8]);
    let output = path.with_file_name(name);
    if old == new {
        return Err(Failure::usage(format!("--base-of {pair}: both are the same pack, so that no delta is needed.")));
    }
    let (bytes, _) = delta::write((Path::new(old_path), &old), (&path, &new), &output)?;
    if bytes >= new.len() as u64 {
        fs::remove_file(&output).map_err(|error| Failure::at(output, format!("{error}.")))?;
        tell(&format!("{pack}: a delta would be as large as the pack, so there is none."));
    }
    Ok(())
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Returns the files of packs below a folder, in the order of their paths.
fn packs_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let refuse = |error: std::io::Error| Failure::at(folder, format!("it cannot be read: {error}."));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(refuse)? {
        let entry = entry.map_err(refuse)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().map_err(refuse)?.is_dir() {
            found.extend(packs_below(&path)?);
        } else if path.extension().is_some_and(|ending| ending == ENDING) || is_of_roads(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_of_roads(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ROADS_ENDING)
}

/// Returns the path of a file as the catalogue of a folder has it.
fn path_in(folder: &Path, path: &Path) -> String {
    let names: Vec<String> =
        path.strip_prefix(folder).unwrap_or(path).iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.join("/")
}

fn add_roads(catalog: &mut Catalog, folder: &Path, path: &Path) -> Outcome {
    let bytes = read_pack(path)?;
    let network = read_roads(&bytes).map_err(|error| Failure::in_file(path, &error))?;
    let Summary { about, length_km, bbox, .. } = Summary::new(&network);
    let About { name, licence, attribution, data_as_of, schematic, .. } = about;
    let relative = path_in(folder, path);
    catalog.roads.push(RoadsEntry {
        // With its ending: incidents and roads of one region may have the same name otherwise.
        id: relative.clone(),
        name,
        bbox,
        length_km,
        data_as_of,
        schematic,
        bytes: bytes.len() as u64,
        sha256: digest(&bytes),
        licence,
        attribution,
        path: relative,
    });
    Ok(())
}

fn add_file(catalog: &mut Catalog, folder: &Path, path: &Path) -> Outcome {
    let bytes = read_pack(path)?;
    let (relative, sha256, size) = (path_in(folder, path), digest(&bytes), bytes.len() as u64);
    let contents = contents(&bytes).map_err(|error| Failure::in_file(path, &error))?;
    drop(bytes);
    if let Some((base, result)) = contents.delta {
        catalog.deltas.push(DeltaEntry { base, result, bytes: size, sha256, path: relative });
        return Ok(());
    }
    let snapshot = load(path, load_options(&Reading::default(), &[])?, None)?;
    let summary = snapshot.summary();
    catalog.packs.push(PackEntry {
        id: relative.strip_suffix(&format!(".{ENDING}")).unwrap_or(&relative).into(),
        name: summary.name.clone(),
        countries: summary.coverage.countries.clone(),
        bbox: summary.bbox,
        from: summary.from,
        to: summary.to,
        as_of: summary.as_of,
        count: summary.count,
        bytes: size,
        sha256,
        licence: summary.licence.clone(),
        attribution: summary.attribution.clone(),
        has_text: contents.has_text,
        path: relative,
    });
    Ok(())
}

/// A number with its noun.
fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
