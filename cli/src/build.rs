//! Makes packs.

use std::path::Path;

use geobit::day;
use geobit::load::LoadOptions;
use geobit::questions::changes::mark_first_seen;
use geobit::snapshot::pack::{self, PackOptions};
use geobit::snapshot::{
    CombineOptions, DIFFERENT_IN_FILES, Filters, Room, SAME_IN_FILES, Snapshot, Summary, WITHOUT_ID, combine,
};
use serde::Serialize;

use crate::arguments::{Build, Combine, Reading};
use crate::failure::{Failure, Outcome};
use crate::files::{self, load, load_options};
use crate::output::{print_json, print_lines, tell, write_whole};
use crate::question::numbers;
use crate::sources::{self, Group, Source};

/// Reads files, filters them while they are read, and writes one pack.
pub fn build(arguments: &Build, json: bool) -> Outcome {
    if arguments.part {
        return write_part(arguments, json);
    }
    let parts = arguments.inputs.iter().map(|input| files::is_part(input)).collect::<Outcome<Vec<bool>>>()?;
    let (are_parts, are_mixed) = (parts.contains(&true), parts.contains(&true) && parts.contains(&false));
    if are_mixed {
        return Err(Failure::usage(
            "Some of the files are parts and others are not; give all parts of one file, in their order.",
        ));
    }
    if are_parts {
        return match &arguments.previous {
            Some(_) => Err(Failure::usage("--previous is for files; build the pack of the parts first.")),
            None => build_by_streaming(Inputs::Parts, arguments, json),
        };
    }
    if let ([input], None) = (arguments.inputs.as_slice(), &arguments.previous) {
        return build_by_streaming(Inputs::Files(vec![Source::open(input)?]), arguments, json);
    }
    let sources = Source::open_several(&arguments.inputs, folder_of(&arguments.output))?;
    let (mut groups, has_pack) = sources::group(sources, &options_of(arguments, &[])?)?;
    match groups.len() {
        1 if !has_pack && arguments.previous.is_none() => {
            build_by_streaming(Inputs::Files(groups.remove(0)), arguments, json)
        }
        _ => build_in_memory(groups, arguments, json),
    }
}

/// What a pack is made of.
enum Inputs {
    /// The inputs are parts of one file, or of several.
    Parts,
    /// Files of one layout.
    Files(Group),
}

/// What was written of a part.
#[derive(Serialize)]
struct WrittenPart {
    output: String,
    bytes: u64,
    rows: u64,
}

/// Reads a part of a file, for a pack of the whole.
fn write_part(arguments: &Build, json: bool) -> Outcome {
    let Build { inputs, output, head, line, .. } = arguments;
    let [input] = inputs.as_slice() else {
        return Err(Failure::usage(format!("--part is for one file, and there are {}.", inputs.len())));
    };
    let options = options_of(arguments, &[])?;
    let mut rows = 0;
    let bytes = write_whole(output, |out| {
        rows = files::part(input, options, head.as_deref().zip(*line), out)?;
        Ok(())
    })?;
    let output = output.display().to_string();
    if json {
        return print_json(&WrittenPart { output, bytes, rows });
    }
    print_lines(&[format!("{output}: {rows} rows, {bytes} bytes.")])
}

/// Makes a pack of files of one layout, or of parts, of which no more is held than there is memory for.
fn build_by_streaming(from: Inputs, arguments: &Build, json: bool) -> Outcome {
    let Build { inputs, name, output, memory, .. } = arguments;
    let options = options_of(arguments, &[("name", name.as_ref())])?;
    let filters = filters_of(arguments)?;
    let made_at = files::today(arguments.reading.today.as_deref())?;
    let pack_options = PackOptions { no_text: arguments.no_text, made_at };
    let room = Room { memory: *memory, folder: folder_of(output).into() };
    let mut summary = None;
    let bytes = write_whole(output, |out| {
        let filters = filters.clone();
        summary = Some(match from {
            Inputs::Parts => files::pack_parts(inputs, options, pack_options, filters, room, out)?,
            Inputs::Files(group) => sources::pack_log(group, options, pack_options, filters, room, out)?,
        });
        Ok(())
    })?;
    let summary = summary.expect("the pack is written");
    tell_missing_countries(filters.as_ref(), &summary);
    print_written(&summary, output, bytes, json)
}

/// Returns the folder of a file.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a pack of several logs, each of which is an origin, or one that knows of the pack before it. Their incidents are held.
fn build_in_memory(groups: Vec<Group>, arguments: &Build, json: bool) -> Outcome {
    let options = options_of(arguments, &[])?;
    let filters = filters_of(arguments)?;
    let logs = groups.into_iter().map(|group| sources::load_log(group, options.clone(), filters.as_ref()));
    let mut snapshots = logs.collect::<Outcome<Vec<Snapshot>>>()?;
    let mut snapshot = match snapshots.len() {
        1 => snapshots.remove(0),
        _ => combine(&snapshots.iter().collect::<Vec<_>>(), &CombineOptions::default())?,
    };
    drop(snapshots);
    if let Some(name) = &arguments.name {
        snapshot = snapshot.with_name(name.clone());
    }
    tell_missing_countries(filters.as_ref(), snapshot.summary());
    if let Some(previous) = &arguments.previous {
        let today = Reading { today: arguments.reading.today.clone(), ..Reading::default() };
        let older = load(previous, load_options(&today, &[])?, None)?;
        snapshot = mark_first_seen(snapshot, &older)
            .map_err(|error| Failure::input(format!("--previous: {}", error.message)).because(&error))?;
    }
    let today = files::today(arguments.reading.today.as_deref())?;
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

fn tell_missing_countries(filters: Option<&Filters>, summary: &Summary) {
    for country in filters.map_or(Vec::new(), |filters| filters.countries_missing_in(summary)) {
        tell(&format!("No incident of {country:?} was kept; `geobit info` lists the countries that a file names."));
    }
}

/// Returns what the caller says about the files. `more` are further options of a load.
fn options_of(arguments: &Build, more: &[(&str, Option<&String>)]) -> Outcome<LoadOptions> {
    let Build { licence, attribution, as_of, reading, .. } = arguments;
    let given = [("licence", licence.as_ref()), ("attribution", attribution.as_ref()), ("asOf", as_of.as_ref())];
    load_options(reading, &[&given, more].concat())
}

fn filters_of(arguments: &Build) -> Outcome<Option<Filters>> {
    let bbox = arguments.bbox.as_deref().map(|text| numbers::<4>("--bbox", text, "west, south, east and north"));
    let since = arguments.since.as_deref().map(|text| {
        day::parse(text).ok_or_else(|| Failure::usage(format!("--since is {text:?}; a day as YYYY-MM-DD is wanted.")))
    });
    let filters = Filters {
        bbox: bbox.transpose()?,
        countries: arguments.country.clone(),
        since: since.transpose()?,
        ..Filters::default()
    };
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
        pack::write(snapshot, options, out).map_err(|error| Failure::at(output, &error.message).because(&error))
    })?;
    print_written(snapshot.summary(), output, bytes, json)
}

fn print_written(summary: &Summary, output: &Path, bytes: u64, json: bool) -> Outcome {
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
    let of_files = |reason: &str| [SAME_IN_FILES, DIFFERENT_IN_FILES, WITHOUT_ID].contains(&reason);
    let of_files = summary.warnings.iter().filter(|warning| of_files(&warning.reason));
    lines.extend(of_files.map(|warning| format!("{} rows: {}.", warning.count, warning.reason)));
    print_lines(&lines)
}
