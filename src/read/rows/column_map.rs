//! Finds out which column of a file holds which field of a layout.

use std::sync::OnceLock;

use super::degree_parts::{DegreeParts, PartFinder};
use super::mapping::Mapping;
use super::rivals::{self, Rivals};
use crate::error::{Code, GeobitError, Result, quote_excerpt, show_name};
use crate::read::names::Name;
use crate::read::names::words::{DATE, DAY, OTHER_DAY};

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
    /// Which of its names led to each, from 0; 0 where a mapping did.
    ranks: Vec<usize>,
    /// The fields that a mapping speaks of.
    mapped: Vec<usize>,
    /// The fields whose degrees have columns of their own for minutes, seconds or the hemisphere, and these columns.
    parts: Vec<(usize, DegreeParts)>,
    /// What else might hold a field, once it was asked for.
    rivals: OnceLock<Vec<Rivals>>,
    fields: FieldNames,
}

impl ColumnMap {
    /// Finds the column of each field: the one that `mapping` names, or else the first that bears one of the field's names.
    pub fn new(names: Vec<String>, fields: FieldNames, mapping: &Mapping) -> Self {
        let own: Vec<Name> = names.iter().map(|name| Name::new(name)).collect();
        let mapped =
            |known: &[&str]| mapping.iter().find(|(field, _)| is_name_of(field, known)).map(|(_, column)| column);
        let parts = PartFinder::new(&own);
        let whole = fields.iter().map(|known| match mapped(known) {
            Some("") => (0, None),
            Some(mapped) => (0, find_column(&names, mapped)),
            None => find_whole(&names, &own, known).map_or((usize::MAX, None), |(rank, column)| (rank, Some(column))),
        });
        let (ranks, mut columns): (Vec<usize>, Vec<Option<usize>>) = whole.unzip();
        // A word of a name says less than the whole of it, so these columns are left; each holds one field.
        for (field, known) in fields.iter().enumerate() {
            if columns[field].is_none() && mapped(known).is_none() {
                columns[field] = find_word(&own, known, &columns, &parts);
            }
        }
        let mapped = (0..fields.len()).filter(|field| mapped(fields[*field]).is_some()).collect();
        let own_parts = columns.iter().enumerate().filter_map(|(field, column)| Some((field, parts.of((*column)?)?)));
        Self { parts: own_parts.collect(), columns, ranks, mapped, names, rivals: OnceLock::new(), fields }
    }

    /// Returns which of the whole names of a field led to its column, from 0, which also stands for a mapping.
    pub fn rank(&self, field: usize) -> usize {
        self.ranks[field]
    }

    /// Returns the columns that hold the minutes, the seconds and the hemisphere of a field, where they are apart from its degrees.
    pub fn degree_parts(&self, field: usize) -> Option<DegreeParts> {
        self.parts.iter().find(|(own, _)| *own == field).map(|(_, parts)| *parts)
    }

    /// Returns, for the fields that other columns might hold as well, which these are. A mapping leaves no question.
    pub fn rivals(&self) -> &[Rivals] {
        self.rivals.get_or_init(|| {
            let own: Vec<Name> = self.names.iter().map(|name| Name::new(name)).collect();
            let parts = PartFinder::new(&own);
            let fields = self.fields.iter().enumerate().filter(|(field, _)| !self.mapped.contains(field));
            let chosen = fields.filter_map(|(field, known)| Some((field, self.columns[field]?, *known)));
            chosen.filter_map(|(field, column, known)| rivals::find(field, column, known, &own, &parts)).collect()
        })
    }

    /// Returns whether the file has columns of degrees.
    pub fn has_degrees(&self) -> bool {
        self.fields.iter().zip(&self.columns).any(|(known, column)| column.is_some() && known.contains(&"latitude"))
    }

    /// Returns the name of a column that says how exactly places are known, where no field holds that.
    pub fn unread_precision(&self) -> Option<String> {
        const NAMES: [&str; 12] = [
            "geoprecision",
            "geoprec",
            "whereprecision",
            "whereprec",
            "locationprecision",
            "precision",
            "precisionm",
            "precisiongps",
            "accuracy",
            "accuracym",
            "gpsaccuracy",
            "uncertaintym",
        ];
        if self.mapped().any(|(field, _)| field == "uncertainty_km") {
            return None;
        }
        let found = self.names.iter().find(|name| NAMES.contains(&Name::new(name).whole()));
        found.map(|name| quote_excerpt(name))
    }

    /// Iterates over the columns that are looked at beside those of the fields.
    pub fn others(&self) -> impl Iterator<Item = usize> {
        let rivals = self.rivals().iter().flat_map(|rivals| rivals.columns.iter().copied());
        rivals.chain(self.parts.iter().flat_map(|(_, parts)| parts.columns()))
    }

    /// Returns the file's name of a column as it is shown in a sentence, with its number where another has the same name.
    pub fn column_name(&self, column: usize) -> String {
        let name = &self.names[column];
        let number = match self.names.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() {
            0 | 1 => String::new(),
            _ => format!(" (column {})", column + 1),
        };
        format!("{}{number}", quote_excerpt(name))
    }

    /// Returns our name of a field.
    pub fn own_name(&self, field: usize) -> &'static str {
        own_name(self.fields[field])
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

/// Returns whether all the names are columns, however their words are parted: `event_date` is `Event date` as well.
pub fn has_columns(columns: &[String], names: &[&str]) -> bool {
    names.iter().all(|name| find_column(columns, name).is_some() || find_similar(columns, name).is_some())
}

/// Returns the first column whose words are those of a name.
fn find_similar(columns: &[String], name: &str) -> Option<usize> {
    let wanted = Name::new(name);
    columns.iter().position(|column| Name::new(column).whole() == wanted.whole())
}

/// Returns, where a day is missing, a sentence about the columns with another day than that of the incident, behind a blank; an empty
/// text where there are none.
pub fn other_days_if(is_missing: bool, columns: &[String]) -> String {
    let is_other_day = |column: &&String| {
        let name = Name::new(column);
        is_missing && (name.has(&DATE) || name.has(&DAY)) && name.has(&OTHER_DAY)
    };
    let found: Vec<_> = columns.iter().filter(is_other_day).take(3).map(|name| quote_excerpt(name)).collect();
    if found.is_empty() {
        return String::new();
    }
    format!(
        " {} may be another day than that of the incident, such as that of a report or of a form: if it is to count as the day, map \
         start to it.",
        found.join(", ")
    )
}

/// Returns the first column with the name, in upper or lower case.
pub fn find_column(columns: &[String], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.eq_ignore_ascii_case(name.trim()))
}

/// Parts the names of a field into whole names and words that may be anywhere in a name.
pub(super) fn split_known(known: FieldWords) -> (FieldWords, FieldWords) {
    let whole = known.iter().position(|name| *name == AMONG_WORDS).unwrap_or(known.len());
    (&known[..whole], known.get(whole + 1..).unwrap_or_default())
}

/// The names of one field, as in [`FieldNames`].
pub(super) type FieldWords = &'static [&'static str];

/// Returns the column that bears the first possible of the names of a field, and which name that is. `own` are the names of the columns,
/// taken apart.
fn find_whole(columns: &[String], own: &[Name], known: FieldWords) -> Option<(usize, usize)> {
    let find = |name: &&str| {
        let is_similar = || {
            let wanted = Name::new(name);
            own.iter().position(|column| column.whole() == wanted.whole())
        };
        find_column(columns, name).or_else(is_similar)
    };
    let mut names = split_known(known).0.iter().enumerate().filter(|(_, name)| !name.starts_with('='));
    names.find_map(|(rank, name)| Some((rank, find(name)?)))
}

/// Returns the first column that has one of the words of a field in its name and holds no other field. Minutes are no degrees.
fn find_word(own: &[Name], known: FieldWords, taken: &[Option<usize>], parts: &PartFinder) -> Option<usize> {
    let find = |word: &&str| {
        let is_one = |(number, name): &(usize, &Name)| {
            name.has_unless_of_other_day(word) && !parts.is_part(*number) && !taken.contains(&Some(*number))
        };
        own.iter().enumerate().find(is_one).map(|(number, _)| number)
    };
    split_known(known).1.iter().find_map(find)
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
