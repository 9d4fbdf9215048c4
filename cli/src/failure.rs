//! How a command fails: one sentence and an exit code.

use std::path::Path;
use std::process::ExitCode;

use geobit::error::show_line;
use geobit::{Code, GeobitError};

/// The exit code for a finding, or for input that is refused.
const FINDING: u8 = 1;
/// The exit code for a wrong call, which `clap` has as well.
const USAGE: u8 = 2;

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// What is said; nothing where the command has said it already.
    message: Option<String>,
    code: u8,
}

pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Input that is refused.
    pub fn input(message: impl Into<String>) -> Failure {
        Failure { message: Some(message.into()), code: FINDING }
    }

    /// A call that is wrong.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure { message: Some(message.into()), code: USAGE }
    }

    /// Something was found that the command has told.
    pub fn found() -> Failure {
        Failure { message: None, code: FINDING }
    }

    /// What the library refused in a file. An option that cannot be is a wrong call, but filters that nothing passes are not.
    pub fn in_file(path: &Path, error: &GeobitError) -> Failure {
        let code =
            if error.code == Code::BadOption && error.at.field.as_deref() != Some("filters") { USAGE } else { FINDING };
        Failure { message: Some(format!("{}: {}", path.display(), describe(error))), code }
    }

    /// Returns what is said.
    pub fn into_message(self) -> String {
        self.message.unwrap_or_default()
    }

    /// Prints what is wrong to stderr and returns the exit code.
    pub fn report(self) -> ExitCode {
        if let Some(message) = self.message {
            eprintln!("geobit: {}", show_line(&message));
        }
        ExitCode::from(self.code)
    }
}

impl From<GeobitError> for Failure {
    fn from(error: GeobitError) -> Failure {
        let code = if error.code == Code::BadOption { USAGE } else { FINDING };
        Failure { message: Some(describe(&error)), code }
    }
}

/// Returns the message of an error and its place, where the message does not name that itself.
pub fn describe(error: &GeobitError) -> String {
    let mut places = Vec::new();
    if let Some(row) = error.at.row {
        places.push(format!("row {row}"));
    }
    if let Some(vertex) = error.at.vertex {
        places.push(format!("vertex {vertex}"));
    }
    if let Some(field) = error.at.field.as_deref().filter(|field| *field != "filters") {
        places.push(field.to_string());
    }
    places.retain(|place| !error.message.contains(place.as_str()));
    if places.is_empty() { error.message.clone() } else { format!("{} ({})", error.message, places.join(", ")) }
}
