//! Makes packs.

use std::path::Path;

use geobit::day;
use geobit::questions::changes::mark_first_seen;
use geobit::snapshot::pack::{self, PackOptions};
use geobit::snapshot::{CombineOptions, Filters, Snapshot, Summary, combine};
use serde::Serialize;

use crate::arguments::{Build, Combine, Reading};
use crate::failure::{Failure, Outcome};
use crate::files::{self, load, load_options};
use crate::output::{print_json, print_lines, tell, write_whole};
use crate::question::numbers;

/// Reads files, filters them while they are read, and writes one pack.
pub fn build(arguments: &Build, json: bool) -> Outcome {
    let Build { name, licence, attribution, as_of, reading, .. } = arguments;
    let given = [("licence", licence.as_ref()), ("attribution", attribution.as_ref()), ("asOf", as_of.as_ref())];
    let options = load_options(reading, &given)?;
    let filters = filters_of(arguments)?;
    let mut snapshots = Vec::new();
    for input in &arguments.inputs {
        snapshots.push(load(input, options.clone(), filters.as_ref())?);
    }
    let mut snapshot = match snapshots.len() {
        1 => snapshots.remove(0),
        _ => combine(&snapshots.iter().collect::<Vec<_>>(), &CombineOptions::default())?,
    };
    drop(snapshots);
    if let Some(name) = name {
        snapshot = snapshot.with_name(name.clone());
    }
    if let Some(filters) = &filters {
        for country in filters.countries_missing_in(snapshot.summary()) {
            tell(&format!("No incident of {country:?} was kept; `geobit info` lists the countries that a file names."));
        }
    }
    if let Some(previous) = &arguments.previous {
        let today = Reading { today: reading.today.clone(), ..Reading::default() };
        let older = load(previous, load_options(&today, &[])?, None)?;
        snapshot = mark_first_seen(snapshot, &older)
            .map_err(|error| Failure::input(format!("--previous: {}", error.message)))?;
    }
    let today = files::today(reading.today.as_deref())?;
    write_pack(&snapshot, &arguments.output, &PackOptions { no_text: arguments.no_text, made_at: today }, json)
}

/// Combines packs or files into one pack.
pub fn combine_packs(arguments: &Combine, json: bool) -> Outcome {
    let reading = Reading { today: arguments.today.clone(), ..Reading::default() };
    let options = load_options(&reading, &[])?;
    let snapshots: Vec<Snapshot> =
        arguments.inputs.iter().map(|input| load(input, options.clone(), None)).collect::<Outcome<_>>()?;
    let names = CombineOptions { names: arguments.names.clone(), ..CombineOptions::default() };
    let combined = combine(&snapshots.iter().collect::<Vec<_>>(), &names)?;
    drop(snapshots);
    let made_at = files::today(arguments.today.as_deref())?;
    write_pack(&combined, &arguments.output, &PackOptions { made_at, ..PackOptions::default() }, json)
}

fn filters_of(arguments: &Build) -> Outcome<Option<Filters>> {
    let bbox = arguments.bbox.as_deref().map(|text| numbers::<4>("--bbox", text, "west, south, east and north"));
    let since = arguments.since.as_deref().map(|text| {
        day::parse(text).ok_or_else(|| Failure::usage(format!("--since is {text:?}; a day as YYYY-MM-DD is wanted.")))
    });
    let filters = Filters { bbox: bbox.transpose()?, countries: arguments.country.clone(), since: since.transpose()? };
    filters.check()?;
    Ok((filters != Filters::default()).then_some(filters))
}

/// What was written.
#[derive(Serialize)]
struct Written<'a> {
    output: String,
    bytes: u64,
    summary: &'a Summary,
}

fn write_pack(snapshot: &Snapshot, output: &Path, options: &PackOptions, json: bool) -> Outcome {
    let bytes = write_whole(output, |out| {
        pack::write(snapshot, options, out)
            .map_err(|error| Failure::input(format!("{}: {}", output.display(), error.message)))
    })?;
    let summary = snapshot.summary();
    if json {
        return print_json(&Written { output: output.display().to_string(), bytes, summary });
    }
    let mut lines = vec![format!(
        "{}: {} incidents of {} rows, {} to {}, data as of {}, {bytes} bytes.",
        output.display(),
        summary.count,
        summary.rows,
        day::format(summary.from),
        day::format(summary.to),
        day::format(summary.as_of),
    )];
    let kinds = [
        (summary.left_out, "left out by the filters"),
        (summary.superseded, "superseded by a later record with the same id"),
        (summary.rejected, "rejected; `geobit check` tells why"),
    ];
    lines.extend(kinds.iter().filter(|(rows, _)| *rows > 0).map(|(rows, why)| format!("{rows} rows: {why}.")));
    print_lines(&lines)
}
