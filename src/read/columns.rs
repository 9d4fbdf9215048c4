//! Which column of the file holds which field of a layout.

use crate::error::{Code, GeobitError, Result, quote_excerpt};

use super::mapping::Mapping;

/// A layout's fields, by number: each with its own name first, then the other names that files use for it.
pub(super) type FieldNames = &'static [&'static [&'static str]];

/// Declares the fields of a layout as an enum, with the table of their names beside it in the same order.
macro_rules! fields {
    ($enum:ident { $($field:ident: $($name:literal)+;)+ }) => {
        #[derive(Clone, Copy)]
        enum $enum { $($field,)+ }
        pub(super) const FIELDS: $crate::read::columns::FieldNames = &[$(&[$($name),+],)+];
    };
}
pub(super) use fields;

#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The file's own names, trimmed.
    names: Vec<String>,
    /// Column of each field of the layout.
    of_field: Vec<Option<usize>>,
    fields: FieldNames,
}

impl Columns {
    /// Finds the column of each field: the one that `mapping` names, or else the first that bears one of the field's names.
    pub(super) fn find(names: Vec<String>, fields: FieldNames, mapping: &Mapping) -> Self {
        let of_field = fields.iter().map(|known| match mapping.get(known[0]) {
            Some(theirs) => column_named(&names, theirs),
            None => known.iter().find_map(|name| column_named(&names, name)),
        });
        Self { of_field: of_field.collect(), names, fields }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn of(&self, field: usize) -> Option<usize> {
        self.of_field[field]
    }

    /// The file's name for the field, or ours where the file does not have it.
    pub(super) fn name(&self, field: usize) -> &str {
        match self.of_field[field] {
            Some(column) => &self.names[column],
            None => self.fields[field][0],
        }
    }

    /// The names of the given fields that the file does not have.
    pub(super) fn missing(&self, needed: &[usize]) -> Vec<&'static str> {
        needed.iter().filter(|field| self.of_field[**field].is_none()).map(|field| self.fields[*field][0]).collect()
    }
}

/// Whether all of the names are columns.
pub(super) fn have_all(columns: &[String], names: &[&str]) -> bool {
    names.iter().all(|name| column_named(columns, name).is_some())
}

pub(super) fn column_named(columns: &[String], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.eq_ignore_ascii_case(name.trim()))
}

/// Refuses a mapping of a field that does not exist.
pub(super) fn check_mapping(mapping: &Mapping, fields: FieldNames) -> Result<()> {
    match mapping.iter().map(|(ours, _)| ours).find(|ours| !fields.iter().any(|known| known[0] == *ours)) {
        None => Ok(()),
        Some(ours) => {
            let known: Vec<_> = fields.iter().map(|known| known[0]).collect();
            let message = format!(
                "mapping names a field {} that does not exist. The fields are: {}.",
                quote_excerpt(ours),
                known.join(", ")
            );
            Err(GeobitError::new(Code::BadOption, message).at_field(format!("mapping.{ours}")))
        }
    }
}

/// The error for a mapping to a column that the file does not have.
pub(super) fn mapped_to_nothing(ours: &str, theirs: &str, columns: &[String]) -> GeobitError {
    let message = format!(
        "mapping says that {ours} is in the column {}, but the file has no such column. {}",
        quote_excerpt(theirs),
        found(columns)
    );
    GeobitError::new(Code::BadOption, message).at_field(format!("mapping.{ours}"))
}

/// A sentence that names the file's columns, the first sixty of them.
pub(super) fn found(columns: &[String]) -> String {
    const TOLD: usize = 60;
    let told: Vec<_> = columns.iter().take(TOLD).map(|name| quote_excerpt(name)).collect();
    let more = if columns.len() > TOLD { format!(" and {} more", columns.len() - TOLD) } else { String::new() };
    format!("Columns found: {}{more}.", told.join(", "))
}
