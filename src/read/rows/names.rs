//! Names of columns as people write them: with accents, capitals, underscores and words around what they name.

use crate::read::values::fold;

/// Words in the names of columns that hold another day than that of the incident, such as the day of the report or of the form.
const OTHER_DAYS: [&str; 25] = [
    "added",
    "end",
    "fin",
    "fim",
    "submission",
    "submitted",
    "entry",
    "entered",
    "created",
    "creation",
    "updated",
    "update",
    "modified",
    "report",
    "reported",
    "rapport",
    "reporte",
    "publication",
    "published",
    "upload",
    "today",
    "form",
    "saisie",
    "registro",
    "validation",
];

/// Returns a name in lower case, without accents, its words parted by single blanks: `Date de l'incident` and
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

/// Returns whether one of the words of a normalised name is the given one. The name of another day than that of the incident does
/// not count.
pub fn has_word(name: &str, word: &str) -> bool {
    let words = || name.split(' ');
    words().any(|own| own == word) && !words().any(|own| OTHER_DAYS.contains(&own))
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
        assert!(has_word("date de l incident", "date"));
        for name in ["date end", "submission date", "update", "date of report"] {
            assert!(!has_word(name, "date"), "{name}");
        }
    }
}
