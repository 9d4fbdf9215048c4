//! Names of months in English, French, Portuguese, Spanish and Arabic.

use crate::fold::fold;

/// The names by month, each without accents and in lower case. A name may be cut short to three letters, or to four where three
/// are those of two months.
const NAMES: [&[&str]; 12] = [
    &["january", "janvier", "janeiro", "enero", "يناير", "جانفي", "كانون الثاني"],
    &["february", "fevrier", "fevereiro", "febrero", "فبراير", "فيفري", "شباط"],
    &["march", "mars", "marco", "marzo", "مارس", "آذار"],
    &["april", "avril", "abril", "ابريل", "أبريل", "افريل", "نيسان"],
    &["may", "mai", "maio", "mayo", "مايو", "ماي", "أيار"],
    &["june", "juin", "junho", "junio", "يونيو", "جوان", "حزيران"],
    &["july", "juillet", "julho", "julio", "يوليو", "جويلية", "تموز"],
    &["august", "aout", "agosto", "أغسطس", "اغسطس", "أوت", "آب"],
    &["september", "septembre", "setembro", "septiembre", "setiembre", "سبتمبر", "أيلول"],
    &["october", "octobre", "outubro", "octubre", "أكتوبر", "اكتوبر", "تشرين الأول"],
    &["november", "novembre", "novembro", "noviembre", "نوفمبر", "تشرين الثاني"],
    &["december", "decembre", "dezembro", "diciembre", "ديسمبر", "كانون الأول"],
];

/// Returns the number of the month with a name, from 1, or `None` for a text that is the name of none or of several.
pub fn month_named(text: &str) -> Option<i32> {
    let name = fold(text.trim_end_matches('.'));
    if name.chars().count() < 3 {
        return None;
    }
    let exact = NAMES.iter().position(|names| names.contains(&name.as_str()));
    let begins = |names: &&[&str]| name.is_ascii() && names.iter().any(|full| full.starts_with(&name));
    let mut cut_short = NAMES.iter().zip(1..).filter(|(names, _)| begins(names)).map(|(_, month)| month);
    let only = cut_short.next().filter(|_| cut_short.next().is_none());
    exact.map(|index| index as i32 + 1).or(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_whole_or_cut_short() {
        for (text, month) in [
            ("March", 3),
            ("mars", 3),
            ("MAR", 3),
            ("Févr.", 2),
            ("août", 8),
            ("Ago", 8),
            ("dez", 12),
            ("Dic.", 12),
            ("Sept", 9),
            ("set", 9),
            ("juin", 6),
            ("juil.", 7),
            ("Jul", 7),
            ("mayo", 5),
            ("مارس", 3),
        ] {
            assert_eq!(month_named(text), Some(month), "{text}");
        }
        // "jui" is June and July in French; "ma" is too short.
        for text in ["jui", "ma", "", "x", "marchx", "Monday", "é"] {
            assert_eq!(month_named(text), None, "{text}");
        }
    }
}
