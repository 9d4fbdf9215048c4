//! What a caller says of a file's columns: our field to their column.

/// Pairs of our field and their column, sorted by the field. There are few: a list is as fast as a map and far smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(String, String)>);

impl Mapping {
    /// Of two columns for one field the later one counts.
    pub fn insert(&mut self, ours: String, theirs: String) {
        let place = self.0.iter().position(|(field, _)| *field >= ours).unwrap_or(self.0.len());
        if self.get(&ours).is_some() {
            self.0[place].1 = theirs;
        } else {
            self.0.insert(place, (ours, theirs));
        }
    }

    pub fn get(&self, ours: &str) -> Option<&str> {
        self.iter().find(|(field, _)| *field == ours).map(|(_, theirs)| theirs)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(ours, theirs)| (ours.as_str(), theirs.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<Text: Into<String>> FromIterator<(Text, Text)> for Mapping {
    fn from_iter<Pairs: IntoIterator<Item = (Text, Text)>>(pairs: Pairs) -> Mapping {
        let mut mapping = Mapping::default();
        pairs.into_iter().for_each(|(ours, theirs)| mapping.insert(ours.into(), theirs.into()));
        mapping
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
    }
}
