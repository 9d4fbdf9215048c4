//! The countries that incidents name, of which those that come first in the source are listed.

use std::collections::{BTreeMap, HashMap};

/// The number of countries that a snapshot lists.
const MOST: usize = crate::snapshot::record_store::MOST_COUNTRIES;

/// The countries whose first incidents have the smallest numbers. Incidents come in any order.
#[derive(Default)]
pub struct FirstCountries {
    numbers: HashMap<String, u64>,
    names: BTreeMap<u64, String>,
}

impl FirstCountries {
    /// Takes the country of the incident with a number.
    pub fn add(&mut self, name: &str, number: u64) {
        if name.is_empty() {
            return;
        }
        match self.numbers.get_mut(name) {
            Some(first) if *first <= number => return,
            Some(first) => {
                let name = self.names.remove(first).unwrap_or_default();
                *first = number;
                self.names.insert(number, name);
                return;
            }
            None => {}
        }
        if self.names.len() == MOST && self.names.last_key_value().is_some_and(|(last, _)| *last < number) {
            return;
        }
        self.numbers.insert(name.into(), number);
        self.names.insert(number, name.into());
        if self.names.len() > MOST
            && let Some((_, name)) = self.names.pop_last()
        {
            self.numbers.remove(&name);
        }
    }

    /// Returns the names in alphabetical order.
    pub fn finish(self) -> Vec<String> {
        let mut names: Vec<String> = self.names.into_values().collect();
        names.sort();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_countries_that_come_first_are_listed(
            names in prop::collection::vec(0..500u32, 0..2000),
            seed in any::<u64>(),
        ) {
            let mut first: Vec<String> = Vec::new();
            for name in names.iter().map(|name| name.to_string()) {
                if first.len() < MOST && !first.contains(&name) {
                    first.push(name);
                }
            }
            first.sort();
            let mut numbers: Vec<u64> = (0..names.len() as u64).collect();
            numbers.sort_by_key(|number| (number + 1).wrapping_mul(seed | 1));
            let mut countries = FirstCountries::default();
            numbers.iter().for_each(|number| countries.add(&names[*number as usize].to_string(), *number));
            prop_assert_eq!(countries.finish(), first);
        }
    }
}
