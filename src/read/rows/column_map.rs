//! Finds out which column of a file holds which field of a layout.

use super::mapping::Mapping;
use crate::error::{Code, GeobitError, Result, quote_excerpt, show_name};
use crate::read::names::Name;

/// The fields of a layout, by number. Each has its own name first, then the other names that files use for it, the best first.
/// Those behind [`AMONG_WORDS`] are words: each matches the first name that has it among its words. An own name that begins with
/// `=` is not the name of a column.
pub type FieldNames = &'static [&'static [&'static str]];

/// What stands between the names of a field and the words that may be anywhere in a name.
pub const AMONG_WORDS: &str = "~";

/// Joins names, and lists of words in several languages, to the names of one field.
macro_rules! names_of_field {
    ($($name:literal)+ $(, $words:ident)* $(; ~ $($part:ident),+)?) => {{
        const PARTS: &[&[&[&str]]] = &[
            &[&[$($name),+]],
            $(&$crate::read::names::words::$words,)*
            $(&[&[$crate::read::rows::column_map::AMONG_WORDS]], $(&$crate::read::names::words::$part,)+)?
        ];
        const LENGTH: usize = $crate::read::rows::column_map::count_names(PARTS);
        const NAMES: [&str; LENGTH] = $crate::read::rows::column_map::join_names(PARTS);
        &NAMES
    }};
}
pub(crate) use names_of_field;

/// Declares the fields of a layout as an enum, and the table of their names in the same order as `FIELDS`. Behind a field's own
/// names stand lists of `read::names::words`, and behind `~` those whose words may be anywhere in a name.
macro_rules! fields {
    ($enum:ident { $($field:ident: $($name:literal)+ $(, $words:ident)* $(, ~ $($part:ident)+)?;)+ }) => {
        #[derive(Clone, Copy)]
        enum $enum { $($field,)+ }
        const FIELDS: $crate::read::rows::column_map::FieldNames =
            &[$($crate::read::rows::column_map::names_of_field!($($name)+ $(, $words)* $(; ~ $($part),+)?),)+];
    };
}
pub(crate) use fields;

/// Returns how many names there are in lists of lists.
pub const fn count_names(parts: &[&[&[&str]]]) -> usize {
    let (mut count, mut part) = (0, 0);
    while part < parts.len() {
        let mut list = 0;
        while list < parts[part].len() {
            count += parts[part][list].len();
            list += 1;
        }
        part += 1;
    }
    count
}

/// Joins lists of lists of names to one list. `LENGTH` is their number.
pub const fn join_names<const LENGTH: usize>(parts: &[&[&[&'static str]]]) -> [&'static str; LENGTH] {
    let (mut names, mut count, mut part) = ([""; LENGTH], 0, 0);
    while part < parts.len() {
        let mut list = 0;
        while list < parts[part].len() {
            let mut name = 0;
            while name < parts[part][list].len() {
                names[count] = parts[part][list][name];
                count += 1;
                name += 1;
            }
            list += 1;
        }
        part += 1;
    }
    names
}

/// The columns of a file, and which of them holds which field of a layout.
#[derive(Clone, Debug)]
pub struct ColumnMap {
    /// The file's own names, trimmed.
    names: Vec<String>,
    /// The column of each field of the layout.
    columns: Vec<Option<usize>>,
    fields: FieldNames,
}

impl ColumnMap {
    /// Finds the column of each field: the one that `mapping` names, or else the first that bears one of the field's names.
    pub fn new(names: Vec<String>, fields: FieldNames, mapping: &Mapping) -> Self {
        let own: Vec<Name> = names.iter().map(|name| Name::new(name)).collect();
        let mapped =
            |known: &[&str]| mapping.iter().find(|(field, _)| is_name_of(field, known)).map(|(_, column)| column);
        let columns = fields.iter().map(|known| match mapped(known) {
            Some("") => None,
            Some(mapped) => find_column(&names, mapped),
            None => find_known(&names, &own, known),
        });
        Self { columns: columns.collect(), names, fields }
    }

    /// Returns the number of columns of the file.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Returns the file's names of its columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the column that holds a field.
    pub fn column(&self, field: usize) -> Option<usize> {
        self.columns[field]
    }

    /// Returns the file's name for a field as it is shown in a sentence, or ours where the file does not have it.
    pub fn field_name(&self, field: usize) -> String {
        match self.columns[field] {
            Some(column) => show_name(&self.names[column]),
            None => own_name(self.fields[field]).into(),
        }
    }

    /// Returns, of each group of fields of which the file has none, our name of the first.
    pub fn missing(&self, groups: &[&[usize]]) -> Vec<&'static str> {
        let lacks = |group: &&&[usize]| group.iter().all(|field| self.columns[*field].is_none());
        groups.iter().filter(lacks).map(|group| own_name(self.fields[group[0]])).collect()
    }

    /// Iterates over our names of the fields that the file has, with the names of their columns.
    pub fn mapped(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fields = self.fields.iter().zip(&self.columns);
        fields.filter_map(|(known, column)| column.map(|column| (own_name(known), self.names[column].as_str())))
    }
}

/// Returns whether a mapping means a field by a name: ours, or `fatalities` for the best estimate of them.
fn is_name_of(name: &str, known: &[&str]) -> bool {
    let own = known[0].trim_start_matches('=');
    own == name || (name, own) == ("fatalities", "fatalities_best")
}

/// Returns our name of a field.
fn own_name(known: &'static [&'static str]) -> &'static str {
    known[0].trim_start_matches('=')
}

/// Returns whether all the names are columns.
pub fn has_columns(columns: &[String], names: &[&str]) -> bool {
    names.iter().all(|name| find_column(columns, name).is_some())
}

/// Returns the first column with the name, in upper or lower case.
pub fn find_column(columns: &[String], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.eq_ignore_ascii_case(name.trim()))
}

/// Returns the column that bears the first possible of the names of a field. `own` are the names of the columns, taken apart.
fn find_known(columns: &[String], own: &[Name], known: &[&str]) -> Option<usize> {
    let whole = known.iter().position(|name| *name == AMONG_WORDS).unwrap_or(known.len());
    let find_whole = |name: &&str| {
        let is_column = || find_column(columns, name);
        let is_similar = || {
            let wanted = Name::new(name);
            own.iter().position(|column| column.whole() == wanted.whole())
        };
        is_column().or_else(is_similar)
    };
    let find_word = |word: &&str| own.iter().position(|column| column.has_unless_of_other_day(word));
    let mut names = known[..whole].iter().filter(|name| !name.starts_with('='));
    names.find_map(find_whole).or_else(|| known[whole..].iter().skip(1).find_map(find_word))
}

/// Refuses a mapping of a field that does not exist.
pub fn check_mapping(mapping: &Mapping, fields: FieldNames) -> Result<()> {
    match mapping.iter().map(|(field, _)| field).find(|field| !fields.iter().any(|known| is_name_of(field, known))) {
        None => Ok(()),
        Some(field) => {
            let known: Vec<_> = fields.iter().map(|known| known[0]).collect();
            let message = format!(
                "mapping names the field {}, which does not exist. The fields are: {}.",
                quote_excerpt(field),
                known.join(", ")
            );
            Err(GeobitError::new(Code::BadOption, message).at_field(format!("mapping.{field}")))
        }
    }
}

/// Returns the error for a mapping to a column that the file does not have.
pub fn unknown_column(field: &str, column: &str, columns: &[String]) -> GeobitError {
    let message = format!(
        "mapping says that {field} is in the column {}, but the file has no such column. {}",
        quote_excerpt(column),
        list_columns(columns)
    );
    GeobitError::new(Code::BadOption, message).at_field(format!("mapping.{field}"))
}

/// Returns a sentence that names the columns of the file, at most sixty of them.
pub fn list_columns(columns: &[String]) -> String {
    const MAX_LISTED: usize = 60;
    let listed: Vec<_> = columns.iter().take(MAX_LISTED).map(|name| quote_excerpt(name)).collect();
    let others = columns.len().saturating_sub(MAX_LISTED);
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    format!("Columns found: {}{more}.", listed.join(", "))
}
