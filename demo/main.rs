//! `cargo run --example demo -- OUT [ROADS]` writes the demo pack, which the page shows when it starts, and the schematic roads of
//! its region.

mod events;
mod incidents;
mod network;
mod random;
mod roads;
mod towns;

use std::error::Error;
use std::{env, fs};

use geobit::snapshot::pack::{self, PackOptions};
use geobit::{Day, LoadOptions, Loader, Snapshot, day};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (output, roads) = match arguments.as_slice() {
        [output] => (output, None),
        [output, roads] => (output, Some(roads)),
        _ => return Err("The path of the pack to write is wanted, and that of the roads may follow.".into()),
    };
    fs::write(output, write_pack(&load()?)?).map_err(|error| format!("{output} cannot be written: {error}"))?;
    if let Some(roads) = roads {
        fs::write(roads, network::pack()?).map_err(|error| format!("{roads} cannot be written: {error}"))?;
    }
    Ok(())
}

/// Reads the incidents. Their ids are in the order of the rows, in which they take the least space.
fn load() -> geobit::Result<Snapshot> {
    let incidents = incidents::generate();
    let by_day = read(&incidents::to_csv(&incidents))?;
    read(&incidents::to_csv(by_day.source().iter().map(|position| &incidents[*position as usize])))
}

/// Reads a CSV file, and says what it holds and how far it goes.
fn read(csv: &str) -> geobit::Result<Snapshot> {
    let mut loader = Loader::new(LoadOptions {
        name: Some("Demo data: synthetic, not real events".into()),
        as_of: Some(last_day()),
        licence: Some("CC0-1.0".into()),
        attribution: Some("Synthetic, made for GeoBit: none of these events happened".into()),
        ..LoadOptions::default()
    })?;
    loader.push(csv.as_bytes())?;
    loader.finish()
}

/// The day of making is that of the data, so that the bytes are the same on every day and every machine.
fn write_pack(snapshot: &Snapshot) -> geobit::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pack::write(snapshot, &PackOptions { made_at: Some(last_day()), ..PackOptions::default() }, &mut bytes)?;
    Ok(bytes)
}

fn last_day() -> Day {
    let (year, month, date) = incidents::LAST_DAY;
    day::parse(&format!("{year}-{month:02}-{date:02}")).expect("the calendar has the last day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_holds_every_record_and_says_that_it_is_synthetic() {
        let snapshot = load().unwrap();
        let bytes = write_pack(&snapshot).unwrap();
        assert_eq!(bytes, write_pack(&load().unwrap()).unwrap(), "the bytes are always the same");

        let mut loader = Loader::new(LoadOptions::default()).unwrap();
        loader.push(&bytes).unwrap();
        let read = loader.finish().unwrap();
        let (told, before) = (read.summary(), snapshot.summary());
        assert_eq!((told.rows, told.count), (incidents::RECORDS as u64, before.count));
        assert_eq!((told.from, told.to, told.as_of), (before.from, last_day(), last_day()));
        assert_eq!(told.licence.as_deref(), Some("CC0-1.0"));
        assert!(told.name.contains("synthetic"));
        assert!(told.attribution.as_deref().is_some_and(|text| text.starts_with("Synthetic")));
        assert_eq!(told.coverage, before.coverage);
        assert_eq!(told.warnings, before.warnings);
        let rows: Vec<u32> = (0..told.count as u32).collect();
        assert_eq!(read.records_json(&rows).unwrap(), snapshot.records_json(&rows).unwrap());
        for row in 0..read.len() {
            let record = read.record(row);
            assert_eq!(record.id, format!("SYN-{:06}", row + 1));
            assert!(record.source == "synthetic" && record.headline.starts_with("Synthetic record: "), "{record:?}");
        }
    }
}
