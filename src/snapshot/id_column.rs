//! The ids of incidents. Ids that only say in which row of the file an incident is (`row 17`) are not stored: they are made
//! when they are asked for.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;
use hashbrown::hash_table::{Entry, HashTable};

use super::kept;
use super::text_column::TextColumn;
use crate::memory::{self, Allocated, Shortage};

/// What ids begin with that the readers make from the number of a row.
pub const ROW_PREFIX: &str = "row ";

/// The numbers whose id comes again, each list in ascending order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Those of which another is a newer edition.
    pub superseded: Vec<u32>,
    /// Those that are not of the same incident as the one that comes again.
    pub apart: Vec<u32>,
}

/// A column of ids; see the module.
#[derive(Default)]
pub struct IdColumn {
    len: usize,
    /// While every id is a row and rows ascend: runs of consecutive rows, each as the number of its first id and that id's
    /// row.
    runs: Vec<(u32, u32)>,
    /// All ids, as soon as one of them is anything else.
    texts: Option<TextColumn>,
}

impl IdColumn {
    /// Returns the ids `row 1`, `row 2` and so on.
    pub fn of_rows(len: usize) -> IdColumn {
        IdColumn { len, runs: vec![(0, 1)], texts: None }
    }

    /// Appends an id.
    pub fn push(&mut self, id: &str) -> Allocated<()> {
        if self.texts.is_none() && !self.extend_runs(id)? {
            let mut texts = TextColumn::default();
            (0..self.len).try_for_each(|number| texts.push(&self.get(number)))?;
            self.texts = Some(texts);
            self.runs = Vec::new();
        }
        if let Some(texts) = &mut self.texts {
            texts.push(id)?;
        }
        self.len += 1;
        Ok(())
    }

    /// Drops the ids with the given numbers, which must ascend.
    pub fn drop_numbers(&mut self, numbers: &[u32]) -> Allocated<()> {
        if let Some(texts) = &mut self.texts {
            *texts = texts.without(numbers)?;
            self.len = texts.len();
        } else if !numbers.is_empty() {
            let mut column = IdColumn::default();
            kept(self.len, numbers).try_for_each(|number| column.push(&self.get(number)))?;
            *self = column;
        }
        Ok(())
    }

    /// Appends an id to the runs if it is a row that comes after all others. Returns whether it is.
    fn extend_runs(&mut self, id: &str) -> Allocated<bool> {
        let Some(row) = id.strip_prefix(ROW_PREFIX).and_then(|row| row.parse::<u32>().ok()) else { return Ok(false) };
        if id.len() != ROW_PREFIX.len() + digits(row) {
            return Ok(false); // `row 07` and `row +7` are different ids
        }
        let number = self.len as u32;
        let next = self.runs.last().map_or(0, |(from, first)| u64::from(*first) + u64::from(number - from));
        if u64::from(row) < next {
            return Ok(false);
        }
        if u64::from(row) > next || self.runs.is_empty() {
            memory::grow(&mut self.runs, 1)?;
            self.runs.push((number, row));
        }
        Ok(true)
    }

    /// Returns the id with a number, from 0.
    pub fn get(&self, number: usize) -> Cow<'_, str> {
        if let Some(texts) = &self.texts {
            return Cow::Borrowed(texts.get(number));
        }
        let run = self.runs.partition_point(|(from, _)| *from as usize <= number);
        let (from, first) = self.runs[run - 1];
        Cow::Owned(format!("{ROW_PREFIX}{}", u64::from(first) + (number as u64 - u64::from(from))))
    }

    /// Returns whether any id is more than the number of a row.
    pub fn has_texts(&self) -> bool {
        self.texts.is_some()
    }

    /// Returns the number of bytes of text that are stored.
    pub fn bytes(&self) -> usize {
        self.texts.as_ref().map_or(0, TextColumn::bytes)
    }

    /// Finds the ids that come again. `is_newer` says of two numbers with the same id whether the first one, which stands before the
    /// other, is the newer edition all the same, and `is_apart` that they are not of the same incident. Each is asked once of a pair,
    /// `is_apart` first.
    pub fn repeats(
        &self,
        is_newer: impl Fn(u32, u32) -> bool,
        is_apart: impl Fn(u32, u32) -> bool,
    ) -> Allocated<Repeats> {
        // Ascending rows are all different.
        let Some(texts) = &self.texts else { return Ok(Repeats::default()) };
        let hasher = DefaultHashBuilder::default();
        let hash = |number: &u32| hasher.hash_one(texts.get(*number as usize));
        // Going backwards, an id that was seen already comes again later.
        let mut newest: HashTable<u32> = HashTable::new();
        newest.try_reserve(self.len, hash).map_err(|_| Shortage { bytes: 10 * self.len })?;
        let mut repeats = Repeats::default();
        for number in (0..self.len as u32).rev() {
            let id = texts.get(number as usize);
            match newest.entry(hash(&number), |other| texts.get(*other as usize) == id, hash) {
                Entry::Occupied(held) if is_apart(number, *held.get()) => {
                    memory::grow(&mut repeats.apart, 1)?;
                    repeats.apart.push(number);
                }
                Entry::Occupied(mut held) => {
                    memory::grow(&mut repeats.superseded, 1)?;
                    let is_newer = is_newer(number, *held.get());
                    repeats.superseded.push(if is_newer { std::mem::replace(held.get_mut(), number) } else { number });
                }
                Entry::Vacant(entry) => {
                    entry.insert(number);
                }
            }
        }
        repeats.superseded.sort_unstable();
        repeats.apart.reverse();
        Ok(repeats)
    }

    pub fn shrink_to_fit(&mut self) {
        self.runs.shrink_to_fit();
        if let Some(texts) = &mut self.texts {
            texts.shrink_to_fit();
        }
    }
}

/// Returns the number of decimal digits of a number.
fn digits(number: u32) -> usize {
    number.max(1).ilog10() as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl IdColumn {
        /// Returns what is superseded where no revision is told.
        fn superseded(&self) -> Vec<u32> {
            self.repeats(|_, _| false, |_, _| false).unwrap().superseded
        }
    }

    proptest! {
        #[test]
        fn ids_come_back_as_they_are_and_the_last_of_each_is_kept(
            rows in prop::collection::vec(prop_oneof![8 => (1..3u32).prop_map(Some), 1 => Just(None)], 0..60),
            others in prop::collection::vec(prop::sample::select(vec!["row 3", "row 03", "row +3", "row ", "row 4294967296", "x", "3", ""]), 0..6),
        ) {
            // Ascending rows with gaps, perhaps with a new start, perhaps followed by other ids.
            let mut at = 0;
            let mut ids: Vec<String> = rows.iter().map(|step| { at = step.map_or(1, |step| at + step); format!("row {at}") }).collect();
            ids.extend(others.iter().map(|id| id.to_string()));
            let mut held = IdColumn::default();
            ids.iter().for_each(|id| held.push(id).unwrap());
            held.shrink_to_fit();
            prop_assert!(ids.iter().enumerate().all(|(number, id)| held.get(number) == id.as_str()));
            let expected: Vec<u32> = (0..ids.len()).filter(|&number| ids[number + 1..].contains(&ids[number])).map(|number| number as u32).collect();
            prop_assert_eq!(held.superseded(), expected.clone());
            if others.is_empty() && rows.iter().all(|step| step.is_some()) {
                prop_assert_eq!(held.bytes(), 0);
            }
            held.drop_numbers(&expected).unwrap();
            let kept = (0..ids.len()).filter(|number| !expected.contains(&(*number as u32)));
            prop_assert!(kept.enumerate().all(|(number, was)| held.get(number) == ids[was].as_str()));
            prop_assert_eq!(held.superseded(), Vec::<u32>::new());
            let odd: Vec<u32> = (0..held.len as u32).filter(|number| number % 2 == 1).collect();
            let others: Vec<String> = (0..held.len).step_by(2).map(|number| held.get(number).into_owned()).collect();
            held.drop_numbers(&odd).unwrap();
            prop_assert_eq!((0..held.len).map(|number| held.get(number).into_owned()).collect::<Vec<_>>(), others);
        }
    }

    #[test]
    fn the_newest_revision_of_an_id_is_kept_wherever_it_stands() {
        let mut held = IdColumn::default();
        ["a", "b", "a", "a", "b"].iter().for_each(|id| held.push(id).unwrap());
        let superseded = |revisions: [i64; 5]| {
            held.repeats(|one, other| revisions[one as usize] > revisions[other as usize], |_, _| false)
                .unwrap()
                .superseded
        };
        assert_eq!(superseded([9, 0, 1, 2, 0]), [1, 2, 3]);
        assert_eq!(superseded([1, 5, 9, 2, 4]), [0, 3, 4]);
        assert_eq!(superseded([0; 5]), [0, 1, 2]);
    }

    #[test]
    fn numbers_that_are_apart_are_not_superseded() {
        let mut held = IdColumn::default();
        ["a", "b", "a", "a", "b"].iter().for_each(|id| held.push(id).unwrap());
        let repeats = held.repeats(|_, _| false, |number, newer| (number, newer) == (2, 3)).unwrap();
        assert_eq!(repeats, Repeats { superseded: vec![0, 1], apart: vec![2] });
    }

    #[test]
    fn ids_of_rows_are_numbered_from_1() {
        let ids = IdColumn::of_rows(3);
        assert_eq!(
            ["row 1", "row 2", "row 3"],
            [0, 1, 2].map(|number| ids.get(number).into_owned()).each_ref().map(String::as_str)
        );
        assert_eq!(ids.superseded(), Vec::<u32>::new());
    }
}
