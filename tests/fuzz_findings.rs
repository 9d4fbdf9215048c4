//! Every input by which a fuzz target once found something wrong is checked again. The inputs are in `fuzz/findings`, in a
//! folder for each target; `cargo xtask fuzz` looks for more.

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "the fuzz targets use the rest")]
mod checks;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use checks::geometry::Shapes;
use checks::memory::Counted;
use checks::packs::{DamagedDelta, DamagedPack, check_bases};
use checks::questions::Ask;
use checks::roads::DamagedRoads;
use checks::time::in_time;
use checks::{Case, Input, catalogs, readers, roads, routes};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Inputs whose fault is not corrected yet.
const NOT_YET: [&str; 0] = [];

/// Checks all findings of a target. Returns how many there were, and those that are still wrong.
fn replay(target: &str, check: impl Fn(&[u8])) -> (usize, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/findings").join(target);
    // A target by which nothing was found has no folder.
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(path).unwrap();
        if !NOT_YET.contains(&name.as_str()) && catch_unwind(AssertUnwindSafe(|| in_time(|| check(&bytes)))).is_err() {
            wrong.push(format!("{target}/{name}"));
        }
    }
    (paths.len(), wrong)
}

fn check_case<C: Case>(bytes: &[u8]) {
    Input::<C>::from_bytes(bytes).expect("a kept input can be read").0.check();
}

/// One test for all, because memory is counted while one thread works.
#[test]
fn what_fuzzing_found_stays_corrected() {
    let replays = [
        replay("readers", readers::check),
        replay("routes", routes::check),
        replay("geometry", check_case::<Shapes>),
        replay("questions", check_case::<Ask>),
        replay("packs", check_case::<DamagedPack>),
        replay("deltas", check_case::<DamagedDelta>),
        replay("catalogs", catalogs::check),
        replay("roads", check_case::<DamagedRoads>),
    ];
    let wrong: Vec<&String> = replays.iter().flat_map(|(_, wrong)| wrong).collect();
    assert!(wrong.is_empty(), "wrong again: {wrong:?}");
    assert!(replays.iter().any(|(count, _)| *count > 0), "no kept input was found");
}

#[test]
fn packs_and_deltas_are_good_before_they_are_damaged() {
    check_bases();
    for edits in ["[]", r#"[{"at":9,"take":1,"put":[7]}]"#] {
        check_case::<DamagedPack>(format!(r#"{{"snappy":true,"edits":{edits}}}"#).as_bytes());
        check_case::<DamagedDelta>(format!(r#"{{"edits":{edits}}}"#).as_bytes());
    }
}

#[test]
fn roads_are_good_before_they_are_damaged() {
    roads::check_bases();
    for (extract, edits) in [(false, "[]"), (true, "[]"), (false, r#"[{"at":2000,"take":1,"put":[7]}]"#)] {
        check_case::<DamagedRoads>(format!(r#"{{"extract":{extract},"edits":{edits}}}"#).as_bytes());
    }
    // Many of the cases that bytes stand for, so that the check itself is tried wherever the tests run.
    for seed in 0..200u8 {
        let bytes: Vec<u8> =
            (0..80u8).map(|at| seed.wrapping_mul(31).wrapping_add(at.wrapping_mul(17) ^ seed)).collect();
        if let Some(input) = Input::<DamagedRoads>::from_bytes(&bytes) {
            input.0.check();
        }
    }
}

#[test]
fn an_input_is_drawn_from_bytes_or_read_from_json() {
    let drawn = Input::<Ask>::from_bytes(&[7; 400]).unwrap();
    let text = format!("{drawn:?}");
    assert!(text.starts_with("{\"incidents\":[{"), "{text}");
    assert_eq!(format!("{:?}", Input::<Ask>::from_bytes(text.as_bytes()).unwrap()), text);
    assert!(Input::<Ask>::from_bytes(b"{\"incidents\":[]").is_none());
    assert!(Input::<Shapes>::from_bytes(b"{\"type\":\"Point\",\"coordinates\":[0,0]}").is_some());
}
