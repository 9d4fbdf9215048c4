//! Files of incidents, read in pieces, and what the caller says about them.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use geobit::error::show_line;
use geobit::load::{LoadOptions, day_of_machine};
use geobit::options;
use geobit::packing::{PartReader, PartsPacker};
use geobit::read::inspect::INSPECTED_BYTES;
use geobit::snapshot::pack::PackOptions;
use geobit::snapshot::{Filters, PART_MAGIC, Room, Snapshot, Summary};
use geobit::{Day, day};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Map, Value};

use crate::arguments::Reading;
use crate::failure::{Failure, Outcome};
use crate::sources::Source;

/// The number of bytes that are read at once.
pub const PIECE_BYTES: usize = 1 << 20;
/// A file that is looked at as a whole has at most this many bytes.
const MOST_WHOLE_BYTES: u64 = 64 << 20;

/// Returns a day that is given, or today.
pub fn today(given: Option<&str>) -> Outcome<Option<Day>> {
    match given {
        None => Ok(day_of_machine()),
        Some(text) => match day::parse(text) {
            Some(day) => Ok(Some(day)),
            None => Err(Failure::usage(format!("--today is {text:?}; a day as YYYY-MM-DD is wanted."))),
        },
    }
}

/// Returns what the caller says about files. `more` are further options of a load by their names in the library.
pub fn load_options(reading: &Reading, more: &[(&str, Option<&String>)]) -> Outcome<LoadOptions> {
    let mut members = Map::new();
    let named = [
        ("layout", reading.layout.as_ref()),
        ("dateOrder", reading.date_order.as_ref()),
        ("decimal", reading.decimal.as_ref()),
        ("encoding", reading.encoding.as_ref()),
        ("today", reading.today.as_ref()),
    ];
    for (name, value) in named.iter().chain(more) {
        if let Some(value) = value {
            members.insert((*name).into(), Value::from(value.as_str()));
        }
    }
    if !reading.mapping.is_empty() {
        let mut mapping = Map::new();
        for pair in &reading.mapping {
            let Some((field, column)) = pair.split_once('=') else {
                return Err(Failure::usage(format!(
                    "--mapping is {pair:?}; a field and a column are wanted, such as start=\"Event date\"."
                )));
            };
            if mapping.insert(field.into(), column.into()).is_some() {
                return Err(Failure::usage(format!("--mapping names the field {field} twice.")));
            }
        }
        members.insert("mapping".into(), Value::Object(mapping));
    }
    Ok(options::read(Value::Object(members))?)
}

/// Opens a file and tells its size.
pub fn open(path: &Path) -> Outcome<(File, u64)> {
    let refuse = |error: std::io::Error| Failure::at(path, format!("it cannot be opened: {error}."));
    let file = File::open(path).map_err(refuse)?;
    let known = file.metadata().map_err(refuse)?;
    if known.is_dir() {
        return Err(Failure::at(path, "this is a folder; a file is wanted."));
    }
    Ok((file, known.len()))
}

/// Loads the incidents of a file, or of a pack.
pub fn load(path: &Path, options: LoadOptions, filters: Option<&Filters>) -> Outcome<Snapshot> {
    Source::open(path)?.load(options, filters)
}

/// Reads a part of a file and writes what [`pack_parts`] needs of it. One that does not begin with the header comes with the file and
/// the line on which it begins. Returns the number of rows.
pub fn part(
    path: &Path,
    options: LoadOptions,
    behind: Option<(&Path, u64)>,
    out: &mut (dyn Write + Send),
) -> Outcome<u64> {
    const MARK_BYTES: u64 = 3;
    let mut head = Vec::new();
    if let Some((whole, _)) = behind {
        let refuse = |error| Failure::at(whole, format!("it cannot be read: {error}."));
        open(whole)?.0.take(INSPECTED_BYTES as u64 + MARK_BYTES).read_to_end(&mut head).map_err(refuse)?;
    }
    let (mut file, bytes) = open(path)?;
    let behind = behind.map(|(_, line)| (head.as_slice(), line));
    let mut reader =
        PartReader::new(options, behind, BufWriter::new(out)).map_err(|error| Failure::in_file(path, &error))?;
    read_pieces(path, &mut file, bytes, |piece| reader.push(piece))?;
    reader.finish().map_err(|error| Failure::in_file(path, &error))
}

/// Returns whether a file is a part.
pub fn is_part(path: &Path) -> Outcome<bool> {
    let mut start = Vec::new();
    let refuse = |error| Failure::at(path, format!("it cannot be read: {error}."));
    let (file, bytes) = open(path)?;
    if bytes < PART_MAGIC.len() as u64 {
        return Ok(false);
    }
    file.take(PART_MAGIC.len() as u64).read_to_end(&mut start).map_err(refuse)?;
    Ok(start == PART_MAGIC)
}

/// Makes a pack of the parts of files, and returns what it says about itself.
pub fn pack_parts(
    paths: &[PathBuf],
    mut options: LoadOptions,
    pack: PackOptions,
    filters: Option<Filters>,
    room: Room,
    out: &mut (dyn Write + Send),
) -> Outcome<Summary> {
    options.file_name = paths.first().map(|path| name_of(path));
    let mut packer = PartsPacker::new(options, pack, filters, room).map_err(Failure::from)?;
    for path in paths {
        let (file, _) = open(path)?;
        packer.add(&mut BufReader::with_capacity(PIECE_BYTES, file)).map_err(|error| Failure::in_file(path, &error))?;
    }
    packer.finish(out).map_err(Failure::from)
}

/// Reads a file in pieces, and shows its progress on a terminal.
pub fn read_pieces(
    path: &Path,
    file: &mut File,
    bytes: u64,
    mut take: impl FnMut(&[u8]) -> geobit::Result<()>,
) -> Outcome {
    // It draws on stderr, and only where that is a terminal.
    let style =
        ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}").expect("the template is right");
    let progress = ProgressBar::new(bytes).with_style(style).with_message(name_of(path));
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let length = read_piece(file, &mut piece, path)?;
        if length == 0 {
            break;
        }
        take(&piece[..length]).map_err(|error| Failure::in_file(path, &error))?;
        progress.inc(length as u64);
    }
    progress.finish_and_clear();
    Ok(())
}

/// Reads the next bytes of a file. Returns how many; 0 at its end.
pub fn read_piece(file: &mut File, piece: &mut [u8], path: &Path) -> Outcome<usize> {
    loop {
        match file.read(piece) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::at(path, format!("it cannot be read: {error}."))),
            Ok(length) => return Ok(length),
        }
    }
}

/// Returns the name of a file without its folder, and without what a terminal could act on.
pub fn name_of(path: &Path) -> String {
    show_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// Reads a file as a whole if it is small enough, or else its first bytes. Returns whether they are all.
pub fn read_start(path: &Path) -> Outcome<(Vec<u8>, bool)> {
    let (file, bytes) = open(path)?;
    let most = if bytes <= MOST_WHOLE_BYTES { MOST_WHOLE_BYTES + 1 } else { INSPECTED_BYTES as u64 };
    let mut content = Vec::new();
    let refuse = |error| Failure::at(path, format!("it cannot be read: {error}."));
    file.take(most).read_to_end(&mut content).map_err(refuse)?;
    let is_whole = bytes <= MOST_WHOLE_BYTES && content.len() as u64 <= MOST_WHOLE_BYTES;
    Ok((content, is_whole))
}

/// Reads a pack or a delta as a whole.
pub fn read_pack(path: &Path) -> Outcome<Vec<u8>> {
    const MOST_BYTES: u64 = 1 << 30;
    let (file, bytes) = open(path)?;
    if bytes > MOST_BYTES {
        return Err(Failure::at(path, "it has more than 1 GiB, which no pack has."));
    }
    let mut content = Vec::new();
    let refuse = |error| Failure::at(path, format!("it cannot be read: {error}."));
    file.take(MOST_BYTES).read_to_end(&mut content).map_err(refuse)?;
    Ok(content)
}

/// Reads a file that is needed as a whole, such as one of routes.
pub fn read_whole(path: &Path) -> Outcome<Vec<u8>> {
    let (content, is_whole) = read_start(path)?;
    if !is_whole {
        return Err(Failure::at(path, "it has more than 64 MiB, which is too large for a file of shapes."));
    }
    Ok(content)
}

/// Reads a file of text. `what` is wanted.
pub fn read_text(path: &Path, what: &str) -> Outcome<String> {
    let text = String::from_utf8(read_whole(path)?)
        .map_err(|_| Failure::at(path, format!("{what} is wanted, which is text in UTF-8.")))?;
    Ok(text.trim_start_matches('\u{feff}').to_string())
}
