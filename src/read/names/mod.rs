//! Names of columns as people write them: with accents, capitals, underscores and words around what they name. The words that
//! tell what a column holds are in `words`.

pub mod words;

use self::words::{OTHER_DAY, Words};
use crate::fold::fold;

/// The name of a column or of a property, taken apart into words without accents and in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    whole: String,
    words: Vec<String>,
}

impl Name {
    /// Takes a name apart: `Date_Évènement` has two words, and so has `dateEvenement`.
    pub fn new(name: &str) -> Name {
        let plain: String = name.chars().filter_map(plain_letter).collect();
        let words: Vec<String> =
            normalise(&plain).split(' ').filter(|word| !word.is_empty()).map(String::from).collect();
        Name { whole: words.concat(), words }
    }

    /// Returns the words of the name, written as one.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Returns the words.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns whether the name is one of the words for a thing. Blanks, hyphens and underscores do not count.
    pub fn is(&self, words: &Words) -> bool {
        words.iter().any(|words| words.contains(&self.whole.as_str()))
    }

    /// Returns whether one of the words for a thing is in the name.
    pub fn has(&self, words: &Words) -> bool {
        words.iter().any(|words| words.iter().any(|word| self.has_word(word)))
    }

    /// Returns whether one of the words of the name is the given one. The name of another day than that of the incident has none.
    pub fn has_unless_of_other_day(&self, word: &str) -> bool {
        self.has_word(word) && !self.has(&OTHER_DAY)
    }

    /// Returns whether one of the words of the name is the given one.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }
}

/// Returns a letter as names are compared by it, which `fold` leaves as it is; `None` for a sign that stands above a letter.
fn plain_letter(letter: char) -> Option<char> {
    match letter {
        'أ' | 'إ' | 'آ' => Some('ا'),
        'º' | 'ª' => Some(' '),
        '\u{64b}'..='\u{652}' => None,
        _ => Some(letter),
    }
}

/// Returns a text in lower case, without accents, its words parted by single blanks: `Date de l'incident` and
/// `date_de_l_incident` are the same, and so are `eventDate` and `Event date`.
pub fn normalise(name: &str) -> String {
    let mut parted = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for letter in name.chars() {
        if after_small && letter.is_uppercase() {
            parted.push(' ');
        }
        after_small = letter.is_lowercase();
        parted.push(letter);
    }
    let folded = fold(&parted);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_words() {
        for name in ["Date de l'incident", "date_de_l_incident", "DATE  DE L’INCIDENT ", "dateDeL Incident"] {
            assert_eq!(normalise(name), "date de l incident", "{name}");
        }
        assert_eq!(normalise("_gps_latitude"), "gps latitude");
        assert_eq!(normalise("eventDate"), "event date");
        assert_eq!(normalise("EVENT_ID"), "event id");
        assert_eq!(normalise("Código"), "codigo");
        assert_eq!(normalise(" - "), "");
        assert!(Name::new("date de l incident").has_unless_of_other_day("date"));
        for name in ["date end", "submission date", "update", "date of report"] {
            assert!(!Name::new(name).has_unless_of_other_day("date"), "{name}");
        }
    }

    #[test]
    fn a_name_is_found_however_its_words_are_parted() {
        for name in ["x_coord", "X Coord", "xCoord", "xcoord"] {
            assert!(Name::new(name).is(&words::LONGITUDE), "{name}");
        }
        assert!(Name::new("Date_Évènement").has(&words::EVENT) && Name::new("dateEvenement").has(&words::DATE));
        assert!(Name::new("خط الطول").has(&words::LONGITUDE) && Name::new("الإحداثيات").is(&words::COORDINATES));
        assert!(Name::new("latº").is(&words::LATITUDE));
        assert_eq!((Name::new("GPS lat-lon").len(), Name::new(" - ").len()), (3, 0));
        assert!(!Name::new("translation").has(&words::LATITUDE));
    }

    /// A word with an accent or a capital would never be found.
    #[test]
    fn words_are_written_as_they_are_compared() {
        for (thing, languages) in words::ALL {
            for word in languages.iter().copied().flatten() {
                assert_eq!(Name::new(word).whole(), *word, "{thing}");
                assert_eq!(Name::new(word).len(), 1, "{thing}: {word}");
                let times = languages.iter().copied().flatten().filter(|other| *other == word).count();
                assert_eq!(times, 1, "{thing}: {word}");
            }
        }
    }
}
