//! Ids of incidents. Those that only say where in the file an incident is (`row 17`) are made when they are asked for.

use std::borrow::Cow;

use super::texts::Texts;
use super::words::Table;

/// What the ids made from a row begin with; see `read`.
const ROW: &str = "row ";

#[derive(Default)]
pub struct Ids {
    len: usize,
    /// While every id is such a row, and rows ascend: from this number on, the rows from that one, one by one.
    runs: Vec<(u32, u32)>,
    /// As soon as an id is anything else, all of them.
    texts: Option<Texts>,
}

impl Ids {
    /// `row 1`, `row 2` and so on.
    pub fn rows(len: usize) -> Ids {
        Ids { len, runs: vec![(0, 1)], texts: None }
    }

    pub fn push(&mut self, id: &str) {
        if self.texts.is_none() && !self.continues(id) {
            let mut texts = Texts::default();
            (0..self.len).for_each(|number| texts.push(&self.get(number)));
            self.texts = Some(texts);
            self.runs = Vec::new();
        }
        if let Some(texts) = &mut self.texts {
            texts.push(id);
        }
        self.len += 1;
    }

    /// Takes a row in that comes after the others.
    fn continues(&mut self, id: &str) -> bool {
        let Some(row) = id.strip_prefix(ROW).and_then(|row| row.parse::<u32>().ok()) else { return false };
        if id.len() != ROW.len() + digits(row) {
            return false; // `row 07` and `row +7` are other ids
        }
        let number = self.len as u32;
        let next = self.runs.last().map_or(0, |(from, first)| u64::from(*first) + u64::from(number - from));
        if u64::from(row) < next {
            return false;
        }
        if u64::from(row) > next || self.runs.is_empty() {
            self.runs.push((number, row));
        }
        true
    }

    pub fn get(&self, number: usize) -> Cow<'_, str> {
        if let Some(texts) = &self.texts {
            return Cow::Borrowed(texts.get(number));
        }
        let run = self.runs.partition_point(|(from, _)| *from as usize <= number);
        let (from, first) = self.runs[run - 1];
        Cow::Owned(format!("{ROW}{}", u64::from(first) + (number as u64 - u64::from(from))))
    }

    /// Bytes of text held.
    pub fn bytes(&self) -> usize {
        self.texts.as_ref().map_or(0, Texts::bytes)
    }

    /// The numbers whose id comes again later, ascending.
    pub fn superseded(&self) -> Vec<u32> {
        // Rows that ascend are all different.
        let Some(texts) = &self.texts else { return Vec::new() };
        let mut seen = Table::with_room(self.len);
        // From the last one on: whatever was seen already comes later.
        let comes_later = |number: &u32| {
            let id = texts.get(*number as usize);
            seen.replace(id, *number, |other| texts.get(other as usize) == id).is_some()
        };
        let mut superseded: Vec<u32> = (0..self.len as u32).rev().filter(comes_later).collect();
        superseded.reverse();
        superseded
    }

    pub fn settle(&mut self) {
        self.runs.shrink_to_fit();
        if let Some(texts) = &mut self.texts {
            texts.settle();
        }
    }
}

fn digits(number: u32) -> usize {
    number.max(1).ilog10() as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_come_back_as_they_are_and_the_last_of_each_is_kept(
            rows in prop::collection::vec(prop_oneof![8 => (1..3u32).prop_map(Some), 1 => Just(None)], 0..60),
            others in prop::collection::vec(prop::sample::select(vec!["row 3", "row 03", "row +3", "row ", "row 4294967296", "x", "3", ""]), 0..6),
        ) {
            // Rows that ascend, with gaps; perhaps one that starts again; perhaps other ids.
            let mut at = 0;
            let mut ids: Vec<String> = rows.iter().map(|step| { at = step.map_or(1, |step| at + step); format!("row {at}") }).collect();
            ids.extend(others.iter().map(|id| id.to_string()));
            let mut held = Ids::default();
            ids.iter().for_each(|id| held.push(id));
            held.settle();
            prop_assert!(ids.iter().enumerate().all(|(number, id)| held.get(number) == id.as_str()));
            let expected: Vec<u32> = (0..ids.len()).filter(|&number| ids[number + 1..].contains(&ids[number])).map(|number| number as u32).collect();
            prop_assert_eq!(held.superseded(), expected);
            if others.is_empty() && rows.iter().all(|step| step.is_some()) {
                prop_assert_eq!(held.bytes(), 0);
            }
        }
    }

    #[test]
    fn rows_by_number() {
        let ids = Ids::rows(3);
        assert_eq!(
            ["row 1", "row 2", "row 3"],
            [0, 1, 2].map(|number| ids.get(number).into_owned()).each_ref().map(String::as_str)
        );
        assert!(ids.superseded().is_empty());
    }
}
