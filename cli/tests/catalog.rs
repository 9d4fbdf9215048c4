//! Deltas and catalogues, as people make them. What a page does with them is tested in `tests/js` and `tests/browser`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use geobit::catalog;
use geobit::digest::digest;
use geobit::error::Code;
use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use serde_json::{Value, json};
use tempfile::TempDir;

const MALI: &str = "data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz";
const TODAY: &str = "2026-08-20";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures").join(name)
}

fn geobit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_geobit"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("GEOBIT_KEY_PASSWORD")
        .output()
        .unwrap()
}

fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = geobit(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn answered(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&said(folder, &[arguments, &["--json"]].concat())).unwrap()
}

/// Checks that a call is refused with a sentence that holds a word, and leaves no output.
fn refused(folder: &Path, arguments: &[&str], code: i32, word: &str) {
    let output = geobit(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(said.contains(word), "{arguments:?} says {said:?}, without {word:?}");
}

/// The number of incidents of the earlier log.
const COUNT: u32 = 1_000;

/// A log. In the later one, every tenth incident is gone, every seventh is recorded differently, and 20 are new.
fn log(later: bool) -> String {
    let mut text = String::from("id,start,lon,lat,kind,deaths,headline\n");
    for number in 0..if later { COUNT + 20 } else { COUNT } {
        if later && number < COUNT && number % 10 == 3 {
            continue;
        }
        // Four places, so that many rows are at the same one and keep the order of the file.
        let (lon, lat) = (-8.0 + f64::from(number % 2), 12.0 + f64::from(number % 3 / 2));
        let deaths = if later && number % 7 == 0 { number + 1 } else { number };
        let day = 1 + number % 28;
        let headline = if number % 5 == 0 { String::new() } else { format!("No. {number}") };
        text += &format!("e{number},2026-{:02}-{day:02},{lon},{lat},riot,{deaths},{headline}\n", 1 + number % 7);
    }
    text
}

/// A folder with an earlier and a later pack.
fn with_two_packs() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("old", log(false)), ("new", log(true))] {
        fs::write(folder.path().join(format!("{name}.csv")), text).unwrap();
        let (csv, pack) = (format!("{name}.csv"), format!("{name}.parquet"));
        said(folder.path(), &["build", &csv, "-o", &pack, "--name", "Log", "--today", TODAY]);
    }
    folder
}

fn load(base: &Path, delta: Option<&Path>) -> Result<Snapshot, geobit::GeobitError> {
    let mut loader = Loader::new(LoadOptions::default())?;
    if let Some(delta) = delta {
        loader.add_delta(fs::read(delta).unwrap())?;
    }
    for piece in fs::read(base).unwrap().chunks(5_003) {
        loader.push(piece)?;
    }
    loader.finish()
}

fn records(snapshot: &Snapshot) -> Vec<Value> {
    (0..snapshot.len()).map(|row| serde_json::to_value(snapshot.record(row)).unwrap()).collect()
}

#[test]
fn a_pack_and_a_delta_are_the_later_pack() {
    let folder = with_two_packs();
    let folder = folder.path();
    let made = answered(folder, &["delta", "old.parquet", "new.parquet", "-o", "d.parquet"]);
    let gone = COUNT / 10;
    let changed = (0..COUNT).filter(|number| number % 7 == 0 && number % 10 != 3).count();
    assert_eq!(
        (&made["added"], &made["changed"], &made["withdrawn"]),
        (&json!(20), &json!(changed), &json!(gone)),
        "{made}"
    );
    let [old, new] = ["old", "new"].map(|name| fs::read(folder.join(format!("{name}.parquet"))).unwrap());
    assert_eq!((&made["base"], &made["result"]), (&json!(digest(&old)), &json!(digest(&new))));

    let said_of = said(folder, &["apply", "old.parquet", "d.parquet", "-o", "again.parquet"]);
    assert!(said_of.contains(&digest(&new)), "{said_of}");
    assert_eq!(fs::read(folder.join("again.parquet")).unwrap(), new, "byte by byte, the header too");

    let whole = load(&folder.join("new.parquet"), None).unwrap();
    let updated = load(&folder.join("old.parquet"), Some(&folder.join("d.parquet"))).unwrap();
    assert_eq!(records(&updated), records(&whole));
    let summary = |snapshot: &Snapshot| serde_json::to_value(snapshot.summary()).unwrap();
    assert_eq!(summary(&updated), summary(&whole));

    // From later to earlier it goes as well, and from a pack to itself.
    for (from, to) in [("new", "old"), ("new", "new")] {
        let [from, to] = [from, to].map(|name| format!("{name}.parquet"));
        said(folder, &["delta", &from, &to, "-o", "back.parquet"]);
        said(folder, &["apply", &from, "back.parquet", "-o", "again.parquet"]);
        assert_eq!(fs::read(folder.join("again.parquet")).unwrap(), fs::read(folder.join(&to)).unwrap(), "{from} {to}");
    }
}

#[test]
fn a_delta_for_another_pack_is_refused() {
    let folder = with_two_packs();
    let folder = folder.path();
    said(folder, &["delta", "old.parquet", "new.parquet", "-o", "d.parquet"]);
    refused(folder, &["apply", "new.parquet", "d.parquet", "-o", "x.parquet"], 1, "for another pack");
    refused(folder, &["apply", "old.parquet", "new.parquet", "-o", "x.parquet"], 1, "no delta");
    refused(folder, &["info", "d.parquet"], 1, "This is a delta");
    refused(folder, &["delta", "old.csv", "new.parquet", "-o", "x.parquet"], 1, "cut");
    said(folder, &["build", "new.csv", "-o", "bare.parquet", "--no-text", "--today", TODAY]);
    refused(folder, &["delta", "old.parquet", "bare.parquet", "-o", "x.parquet"], 1, "no ids");
    assert!(!folder.join("x.parquet").exists());

    let error = load(&folder.join("new.parquet"), Some(&folder.join("d.parquet"))).err().unwrap();
    assert_eq!(error.code, Code::BadPack);
    let error = load(&folder.join("old.csv"), Some(&folder.join("d.parquet"))).err().unwrap();
    assert_eq!(error.code, Code::BadPack, "{}", error.message);

    // Wherever a delta is damaged, it is refused or says the same.
    let whole = records(&load(&folder.join("new.parquet"), None).unwrap()).len();
    let delta = fs::read(folder.join("d.parquet")).unwrap();
    for at in (0..delta.len()).step_by(97) {
        let mut damaged = delta.clone();
        damaged[at] ^= 0x55;
        fs::write(folder.join("damaged.parquet"), damaged).unwrap();
        if let Ok(snapshot) = load(&folder.join("old.parquet"), Some(&folder.join("damaged.parquet"))) {
            assert_eq!(snapshot.len(), whole, "byte {at}");
        }
    }
}

#[test]
fn a_catalogue_tells_what_is_there_and_is_signed() {
    let folder = with_two_packs();
    let folder = folder.path();
    fs::create_dir(folder.join("packs")).unwrap();
    fs::rename(folder.join("new.parquet"), folder.join("packs/log.parquet")).unwrap();
    let mali = fixture(MALI).display().to_string();
    said(folder, &["build", &mali, "-o", "packs/mali.parquet", "--name", "Mali", "--today", TODAY]);
    let key = answered(folder, &["key", "secret.key"])["publicKey"].as_str().unwrap().to_string();
    refused(folder, &["key", "secret.key"], 1, "there already");
    let made = ["catalog", "packs", "--key", "secret.key", "--base-of", "log.parquet=old.parquet", "--today", TODAY];
    let told = answered(folder, &made);
    assert_eq!((told["packs"].as_array().unwrap().len(), told["deltas"].as_array().unwrap().len()), (2, 1));

    let bytes = fs::read(folder.join("packs/catalog.json")).unwrap();
    let signature = fs::read_to_string(folder.join("packs/catalog.json.minisig")).unwrap();
    let read = catalog::read(&bytes, &signature, std::slice::from_ref(&key)).unwrap();
    let pack = &read.packs[1];
    let file = fs::read(folder.join("packs/mali.parquet")).unwrap();
    assert_eq!((pack.id.as_str(), pack.path.as_str(), pack.name.as_str()), ("mali", "mali.parquet", "Mali"));
    assert_eq!((pack.count, pack.bytes, &pack.sha256), (26, file.len() as u64, &digest(&file)));
    assert_eq!((pack.countries.as_slice(), pack.has_text), (&["Mali".to_string()][..], true));
    assert!(
        pack.attribution.as_deref().is_some_and(|text| text.contains("UCDP") || text.contains("Davies")),
        "{pack:?}"
    );
    let delta = &read.deltas[0];
    let old = digest(&fs::read(folder.join("old.parquet")).unwrap());
    assert_eq!((&delta.base, &delta.result), (&old, &read.packs[0].sha256));
    assert!(delta.bytes < read.packs[0].bytes);
    assert_eq!(read.deltas_between(&old, &delta.result), Some(vec![delta]));
    assert!(said(folder, &made).contains("packs/catalog.json: 2 packs and 1 delta."), "a second time gives the same");

    // With the public key as the text of its file, and among others.
    let public = fs::read_to_string(folder.join("secret.key.pub")).unwrap();
    said(folder, &["key", "other.key"]);
    let other = fs::read_to_string(folder.join("other.key.pub")).unwrap();
    let bytes = fs::read(folder.join("packs/catalog.json")).unwrap();
    let signature = fs::read_to_string(folder.join("packs/catalog.json.minisig")).unwrap();
    assert!(catalog::read(&bytes, &signature, &[other.clone(), public]).is_ok());

    let refusal =
        |bytes: &[u8], signature: &str, keys: &[String]| catalog::read(bytes, signature, keys).err().unwrap().code;
    assert_eq!(refusal(&bytes, &signature, &[other]), Code::BadSignature);
    let mut altered = bytes.clone();
    let at = altered.iter().position(|byte| *byte == b'4').unwrap();
    altered[at] = b'5';
    let keys = [key];
    assert_eq!(refusal(&altered, &signature, &keys), Code::BadSignature);
    assert_eq!(refusal(&bytes, &signature.replace("timestamp:", "timestamp:1"), &keys), Code::BadSignature);
    assert_eq!(refusal(&bytes, "", &keys), Code::BadSignature);
    assert_eq!(refusal(&bytes, &signature, &[]), Code::BadOption);
    assert_eq!(refusal(&bytes, &signature, &["RW".into()]), Code::BadOption);

    refused(folder, &["catalog", "packs", "--key", "old.csv"], 1, "cannot sign");
    refused(folder, &["catalog", "packs", "--base-of", "log.parquet"], 2, "an earlier one are wanted");
    fs::create_dir(folder.join("empty")).unwrap();
    refused(folder, &["catalog", "empty"], 1, "no pack");
}

#[test]
fn packs_of_roads_are_in_the_catalogue() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("packs")).unwrap();
    let extract = fixture("roads/small.osm.pbf").display().to_string();
    said(folder, &["roads", "build", &extract, "-o", "packs/mali.roads", "--name", "Roads of Mali", "--today", TODAY]);
    let mali = fixture(MALI).display().to_string();
    let told = said(folder, &["catalog", "packs", "--today", TODAY]);
    assert!(told.contains("0 packs and 0 deltas") && told.contains("mali.roads: Roads of Mali, "), "{told}");
    said(folder, &["build", &mali, "-o", "packs/mali.parquet", "--name", "Mali", "--today", TODAY]);
    let told = answered(folder, &["catalog", "packs", "--today", TODAY]);
    let file = fs::read(folder.join("packs/mali.roads")).unwrap();
    let roads = &told["roads"][0];
    assert_eq!((told["packs"][0]["id"].as_str(), roads["id"].as_str()), (Some("mali"), Some("mali.roads")));
    assert_eq!((&roads["bytes"], &roads["sha256"]), (&json!(file.len()), &json!(digest(&file))));
    let info = answered(folder, &["roads", "info", "packs/mali.roads"]);
    for member in ["name", "bbox", "lengthKm", "dataAsOf", "schematic", "licence", "attribution"] {
        assert_eq!(roads[member], info[member], "{member}");
    }
    fs::write(folder.join("packs/bad.roads"), &file[..file.len() - 1]).unwrap();
    refused(folder, &["catalog", "packs", "--today", TODAY], 1, "bad.roads");
}
