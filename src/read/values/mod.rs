//! Values as files of the field write them: days, numbers and degrees, and cells that state nothing.
//!
//! A file has one [`Style`], which is found once from its first rows. The functions turn one text into one value, or return
//! `None`: the caller knows which field it is and says what was expected.

mod dates;
mod degrees;
mod months;
mod numbers;
mod point;

pub use dates::{
    DateOrder, OrderEvidence, day_behind_year, has_two_digit_year, order_evidence, parse_day, parse_instant,
    parse_moment, parse_offset, year_at_either_end,
};
pub use degrees::{ACCEPTED_DEGREES, Axis, parse_degrees, split_pair};
pub use months::month_named;
pub use numbers::{Decimal, decimal_evidence, parse_count, parse_number};
pub use point::parse_point;

/// How a file writes its days and numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether the day or the month comes first where the year comes last; `None` where the file has no such dates.
    pub date_order: Option<DateOrder>,
    /// The decimal sign.
    pub decimal: Decimal,
    /// The time zone in which a time with an offset falls on its day, in minutes east of UTC. `None`: the day is the one that is
    /// written.
    pub utc_offset: Option<i32>,
}

/// Returns the text without marks of "nothing is stated here", which programs write instead of leaving a cell empty.
pub fn stated(text: &str) -> &str {
    // Most cells begin with none of these letters, and are decided by it.
    match text.as_bytes().first() {
        None => "",
        Some(b'N' | b'n' | b'-' | b'#' | b'?' | b'.' | 0xe2) if is_missing_mark(text) => "",
        Some(_) => text,
    }
}

/// What R, pandas, spreadsheets, databases and people write for a missing value.
fn is_missing_mark(text: &str) -> bool {
    const MARKS: [&str; 14] =
        ["na", "n/a", "n.a.", "nan", "null", "none", "nil", "nd", "-", "--", "\u{2013}", "\u{2014}", "#n/a", "?"];
    MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(text)) || text == "." || text == "#N/D"
}

#[cfg(test)]
mod tests {
    use super::stated;

    #[test]
    fn marks_of_missing_values_state_nothing() {
        for text in ["", "NA", "N/A", "n/a", "NaN", "null", "NULL", "None", "-", "--", "–", "—", "#N/A", "?", "."] {
            assert_eq!(stated(text), "", "{text}");
        }
        for text in ["Nara", "0", "-1", "Niono", "?x", "NAME", "–8", "nul"] {
            assert_eq!(stated(text), text);
        }
    }
}
