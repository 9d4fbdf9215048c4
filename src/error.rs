//! The one error type of the engine: a stable code, a message that a person can act on, and the place in the input.

use std::fmt;

/// What kind of input is wrong. The names are part of the JavaScript contract and do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A geometry is not GeoJSON or cannot be an area or a route.
    BadGeometry,
    /// A CSV file cannot be read.
    BadCsv,
    /// A GeoJSON file cannot be read.
    BadGeojson,
    /// A Parquet file cannot be read.
    BadParquet,
    /// A file is none that is read.
    UnknownFormat,
    /// A file of routes cannot be read, or holds none.
    BadRoute,
    /// An option or a column is unknown or out of range.
    BadOption,
    /// A pack, a delta or a catalogue of packs is not what it should be: altered, or for another pack.
    BadPack,
    /// A signature is none, or not that of what it stands beside.
    BadSignature,
    /// A file of roads cannot be read: an extract of OpenStreetMap or a pack of roads that is cut, altered or of another version.
    BadRoads,
    /// The input is larger than the engine can hold.
    TooLarge,
}

impl Code {
    /// Returns the name that the JavaScript package shows as `error.code`.
    pub fn name(self) -> &'static str {
        match self {
            Code::BadGeometry => "badGeometry",
            Code::BadCsv => "badCsv",
            Code::BadGeojson => "badGeojson",
            Code::BadParquet => "badParquet",
            Code::UnknownFormat => "unknownFormat",
            Code::BadRoute => "badRoute",
            Code::BadOption => "badOption",
            Code::BadPack => "badPack",
            Code::BadSignature => "badSignature",
            Code::BadRoads => "badRoads",
            Code::TooLarge => "tooLarge",
        }
    }
}

/// Where in the input the error is. Every part is `None` where it does not apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorPlace {
    /// The line of a CSV file or the number of a GeoJSON feature, from 1.
    pub row: Option<u64>,
    /// The number of a vertex within its ring or line, from 0 as in the list of coordinates.
    pub vertex: Option<usize>,
    /// The name of an option, a column or a member.
    pub field: Option<String>,
}

/// The error for an input that the engine refuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct GeobitError {
    /// What kind of input is wrong.
    pub code: Code,
    /// What is wrong and what would be accepted, as whole sentences.
    pub message: String,
    /// Where it is wrong.
    pub at: ErrorPlace,
}

/// The result of what may be refused.
pub type Result<T> = std::result::Result<T, GeobitError>;

impl GeobitError {
    /// Returns an error without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), at: ErrorPlace::default() }
    }

    /// Adds the row or the number of the feature, from 1.
    pub fn at_row(mut self, row: u64) -> Self {
        self.at.row = Some(row);
        self
    }

    /// Adds the number of the vertex, from 0.
    pub fn at_vertex(mut self, vertex: usize) -> Self {
        self.at.vertex = Some(vertex);
        self
    }

    /// Adds the name of the option, column or member.
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
    quote_letters(text, 40)
}

/// Returns the first letters of a text, as [`quote_excerpt`] does.
pub fn quote_letters(text: &str, most: usize) -> String {
    let (start, is_cut) = first_letters(text, most);
    format!("\"{start}\"{}", if is_cut { "…" } else { "" })
}

/// Returns a name from a file, such as that of a column, as part of a sentence: its first 60 letters, hidden ones marked.
pub fn show_name(name: &str) -> String {
    let (start, is_cut) = first_letters(name, 60);
    if is_cut { start + "…" } else { start }
}

/// Returns a text that may hold names from files for a place where one line is shown, such as a terminal: hidden letters are marked,
/// control characters among them, so that no text can move the cursor or colour what follows.
pub fn show_line(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// Returns the first letters of a text, with a mark for each that would not be seen, and whether there are more.
fn first_letters(text: &str, most: usize) -> (String, bool) {
    let mut letters = text.chars().map(shown);
    let start = letters.by_ref().take(most).collect();
    (start, letters.next().is_some())
}

/// Returns a letter, or U+FFFD for one that is not seen: control characters, those without a width, line separators, and marks that
/// change the direction of writing.
fn shown(letter: char) -> char {
    let is_hidden = letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}');
    if is_hidden { '\u{fffd}' } else { letter }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_short_and_show_hidden_characters() {
        assert_eq!(quote_excerpt("a\nb\u{202e}c"), "\"a\u{fffd}b\u{fffd}c\"");
        assert_eq!(show_line("\u{1b}[2J\u{9b}1m\u{202f}"), "\u{fffd}[2J\u{fffd}1m\u{202f}");
        assert_eq!(quote_excerpt(&"é".repeat(41)), format!("\"{}\"…", "é".repeat(40)));
    }

    #[test]
    fn finding_dashes_and_apostrophes_are_shown() {
        assert_eq!(show_name("Côte d’Ivoire – “nord”…"), "Côte d’Ivoire – “nord”…");
    }
}
