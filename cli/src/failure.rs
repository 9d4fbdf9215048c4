//! How a command fails: one sentence, in words or as JSON, and an exit code.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use geobit::error::{ErrorPlace, show_line};
use geobit::{Code, GeobitError};
use serde::Serialize;

use crate::output::json_line;

/// The exit code for a finding, or for input that is refused.
const FINDING: u8 = 1;
/// The exit code for a wrong call, which `clap` has as well.
const USAGE: u8 = 2;

/// The code of what no code of the library is for: a file, a folder, a server or a port that cannot be used.
const BAD_INPUT: &str = "badInput";

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    /// What is said; nothing where the command has said it already. In a box, as results are passed on by value.
    told: Option<Box<Told>>,
    exit: u8,
}

/// What is said about a failure, as JSON has it.
#[derive(Debug, Serialize)]
struct Told {
    /// A code of the library, or [`BAD_INPUT`].
    code: &'static str,
    message: String,
    at: Place,
}

/// Where the failure is, as far as that is known.
#[derive(Debug, Default, Serialize)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vertex: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    fn new(code: &'static str, message: impl Into<String>, exit: u8) -> Failure {
        Failure { told: Some(Box::new(Told { code, message: message.into(), at: Place::default() })), exit }
    }

    /// Input that is refused.
    pub fn input(message: impl Into<String>) -> Failure {
        Failure::new(BAD_INPUT, message, FINDING)
    }

    /// A file, or a folder, that is refused.
    pub fn at(path: impl AsRef<Path>, message: impl Display) -> Failure {
        let path = path.as_ref().display();
        Failure::input(format!("{path}: {message}")).in_place(|at| at.file = Some(path.to_string()))
    }

    /// A call that is wrong.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Code::BadOption.name(), message, USAGE)
    }

    /// Something was found that the command has told.
    pub fn found() -> Failure {
        Failure { told: None, exit: FINDING }
    }

    /// What the library refused in a file. An option that cannot be is a wrong call, but filters that nothing passes are not.
    pub fn in_file(path: &Path, error: &GeobitError) -> Failure {
        let is_usage = error.code == Code::BadOption && error.at.field.as_deref() != Some("filters");
        let message = format!("{}: {}", path.display(), describe(error));
        let file = Some(path.display().to_string());
        Failure::new(BAD_INPUT, message, if is_usage { USAGE } else { FINDING })
            .because(error)
            .in_place(|at| at.file = file)
    }

    /// What `clap` refused.
    pub fn in_call(error: &clap::Error) -> Failure {
        let text = error.render().to_string();
        let (said, _) = text.split_once("\n\n").unwrap_or((&text, ""));
        let said: Vec<&str> = said.lines().map(str::trim).collect();
        let field = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(name)) => Some(name.clone()),
            _ => None,
        };
        Failure::usage(said.join(" ").trim_start_matches("error: ")).in_place(|at| at.field = field)
    }

    /// Takes over the code and the place of an error of the library.
    pub fn because(mut self, error: &GeobitError) -> Failure {
        if let Some(told) = &mut self.told {
            let ErrorPlace { row, vertex, field } = error.at.clone();
            told.code = error.code.name();
            told.at = Place { file: told.at.file.take(), row, vertex, field };
        }
        self
    }

    fn in_place(mut self, say: impl FnOnce(&mut Place)) -> Failure {
        if let Some(told) = &mut self.told {
            say(&mut told.at);
        }
        self
    }

    /// Returns what is said.
    pub fn into_message(self) -> String {
        self.told.map_or_else(String::new, |told| told.message)
    }

    /// Prints what is wrong to stderr, as one line of JSON where that is asked for, and returns the exit code.
    pub fn report(self, json: bool) -> ExitCode {
        match self.told {
            Some(told) if json => eprint!("{}", json_line(&told)),
            Some(told) => eprintln!("geobit: {}", show_line(&told.message)),
            None => {}
        }
        ExitCode::from(self.exit)
    }
}

impl From<GeobitError> for Failure {
    fn from(error: GeobitError) -> Failure {
        let exit = if error.code == Code::BadOption { USAGE } else { FINDING };
        Failure::new(BAD_INPUT, describe(&error), exit).because(&error)
    }
}

/// Returns the message of an error and its place, where the message does not name that itself.
pub fn describe(error: &GeobitError) -> String {
    let mut places = Vec::new();
    // The block of an extract of roads is named in the sentence.
    if let Some(row) = error.at.row.filter(|_| error.code != Code::BadRoads) {
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
