//! The one error type of the engine: a stable code, a sentence a person can act on, and the place it happened.

use std::fmt;

/// What kind of thing went wrong. The names are part of the JavaScript contract and do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    BadGeometry,
    BadCsv,
    BadGeojson,
    UnknownFormat,
    BadOption,
    TooLarge,
}

impl Code {
    /// The name the JavaScript package shows as `error.code`.
    pub fn name(self) -> &'static str {
        match self {
            Code::BadGeometry => "badGeometry",
            Code::BadCsv => "badCsv",
            Code::BadGeojson => "badGeojson",
            Code::UnknownFormat => "unknownFormat",
            Code::BadOption => "badOption",
            Code::TooLarge => "tooLarge",
        }
    }
}

/// Where in the input the error is. All parts are optional; none is invented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line of a CSV file or number of a GeoJSON feature, from 1.
    pub row: Option<u64>,
    /// Number of a vertex within its ring or line, from 0 as in the coordinates array.
    pub vertex: Option<usize>,
    /// Name of an option, a column or a member.
    pub field: Option<String>,
}

/// An input the engine refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct GeobitError {
    pub code: Code,
    pub message: String,
    pub at: Place,
}

pub type Result<T> = std::result::Result<T, GeobitError>;

impl GeobitError {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), at: Place::default() }
    }

    pub fn at_row(mut self, row: u64) -> Self {
        self.at.row = Some(row);
        self
    }

    pub fn at_vertex(mut self, vertex: usize) -> Self {
        self.at.vertex = Some(vertex);
        self
    }

    pub fn at_field(mut self, field: impl Into<String>) -> Self {
        self.at.field = Some(field.into());
        self
    }
}

impl fmt::Display for GeobitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)
    }
}

/// Returns the text in double quotes for use in a message: its first 40 characters, followed by `…` if there are more.
///
/// Control characters, invisible characters and marks that change the direction of writing are replaced by U+FFFD, so
/// that a message stays on one line and shows what the text holds.
pub fn quote_excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let hidden = |letter: char| letter.is_control() || matches!(letter, '\u{200b}'..='\u{206f}' | '\u{feff}');
    let mut letters = text.chars().map(|letter| if hidden(letter) { '\u{fffd}' } else { letter });
    let quoted = ['"'].into_iter().chain(letters.by_ref().take(LONGEST)).chain(['"']).collect();
    if letters.next().is_some() { quoted + "…" } else { quoted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_show_hidden_characters() {
        assert_eq!(quote_excerpt("a\nb\u{202e}c"), "\"a\u{fffd}b\u{fffd}c\"");
        assert_eq!(quote_excerpt(&"é".repeat(41)), format!("\"{}\"…", "é".repeat(40)));
    }
}
