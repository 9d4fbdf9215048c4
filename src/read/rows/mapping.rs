//! Which column of a file holds which field, as the caller says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A map from the fields of the generic layout to the columns of a file that hold them.
///
/// The name of a field is one of ours, such as `start`; the name of a column is compared without regard to case. As JSON
/// it is an object: `{ "start": "Event day", "lon": "X" }`. An empty name says that no column holds the field, whatever the columns are
/// called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, String>);

impl Mapping {
    /// Maps a field to a column. A field that is mapped already is mapped anew.
    pub fn insert(&mut self, field: String, column: String) {
        self.0.insert(field, column);
    }

    /// Returns the column that a field is mapped to.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.get(field).map(String::as_str)
    }

    /// Iterates over the fields that a column holds, and these columns, sorted by field.
    pub fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(_, column)| !column.is_empty())
    }

    /// Iterates over the fields and their columns, sorted by field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, column)| (field.as_str(), column.as_str()))
    }

    /// Returns whether no field is mapped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Collects pairs of a field and its column. The last column given for a field counts.
impl<Text: Into<String>> FromIterator<(Text, Text)> for Mapping {
    fn from_iter<Pairs: IntoIterator<Item = (Text, Text)>>(pairs: Pairs) -> Mapping {
        Mapping(pairs.into_iter().map(|(field, column)| (field.into(), column.into())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted_and_named_once() {
        let mapping: Mapping = [("start", "day"), ("lon", "x"), ("start", "date")].into_iter().collect();
        assert_eq!(mapping.iter().collect::<Vec<_>>(), [("lon", "x"), ("start", "date")]);
        assert_eq!((mapping.get("start"), mapping.get("lat")), (Some("date"), None));
        assert_eq!(serde_json::from_str::<Mapping>(r#"{"start":"date","lon":"x"}"#).unwrap(), mapping);
    }
}
