//! What is printed, and files that are written as a whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use geobit::error::show_line;
use serde::Serialize;
use serde_json::json;
use tempfile::NamedTempFile;

use crate::failure::{Failure, Outcome};

/// Prints lines for people. Names from files cannot control the terminal.
pub fn print_lines(lines: &[String]) -> Outcome {
    let text: String = lines.iter().map(|line| show_line(line) + "\n").collect();
    print(&text)
}

/// Prints a value as one line of JSON.
pub fn print_json(value: &impl Serialize) -> Outcome {
    print(&json_line(value))
}

/// Returns a value as one line of JSON.
pub fn json_line(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("reports have only members that JSON can hold");
    escape_hidden(&text) + "\n"
}

/// Escapes what a terminal may act on and JSON leaves as it is. Such letters stand in texts only, so the values stay the same.
fn escape_hidden(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        if matches!(letter, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            escaped.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

/// A reader that has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::input(format!("The answer cannot be printed: {error}.")))
        }
        _ => Ok(()),
    }
}

/// Whether what is told beside the answer is JSON as well.
static TELLS_JSON: AtomicBool = AtomicBool::new(false);

/// Has everything that is told from now on be JSON.
pub fn tell_json() {
    TELLS_JSON.store(true, Ordering::Relaxed);
}

/// Tells something beside the answer.
pub fn tell(message: &str) {
    match TELLS_JSON.load(Ordering::Relaxed) {
        true => eprint!("{}", json_line(&json!({ "note": message }))),
        false => eprintln!("geobit: {}", show_line(message)),
    }
}

/// Writes a file beside its place and puts it there when it is complete, so that what was there before stays until then. Returns
/// the number of bytes.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> Outcome) -> Outcome<u64> {
    let refuse = |error: io::Error| Failure::at(path, format!("it cannot be written: {error}."));
    let path = place_of(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let permissions: Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let file: NamedTempFile = builder.prefix(".geobit-").tempfile_in(folder).map_err(refuse)?;
    let mut buffered = BufWriter::new(file);
    write(&mut buffered)?;
    let file = buffered.into_inner().map_err(|error| refuse(error.into_error()))?;
    file.as_file().sync_all().map_err(refuse)?;
    let bytes = file.as_file().metadata().map_err(refuse)?.len();
    file.persist(&path).map_err(|error| refuse(error.error))?;
    Ok(bytes)
}

/// Returns the file that a path leads to. Only a file is replaced by another one.
fn place_of(path: &Path) -> Outcome<PathBuf> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => Err(Failure::at(path, "this is a folder; the name of a file is wanted.")),
        Ok(known) if !known.is_file() => Err(Failure::at(path, "this is a device or a pipe; a file is wanted.")),
        // A link stays, and what it leads to is replaced.
        Ok(_) => fs::canonicalize(path).map_err(|error| Failure::at(path, format!("{error}."))),
        Err(_) => Ok(path.to_path_buf()),
    }
}
