//! The languages, and what a language does with numbers.

use serde::{Deserialize, Serialize};

/// A language that the engine speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::En, Language::Fr];

    /// Whether a noun beside this number is in the singular. In English only 1 is; in French everything below 2.
    pub fn is_singular(self, number: f64) -> bool {
        match self {
            Language::En => number == 1.0,
            Language::Fr => number.abs() < 2.0,
        }
    }

    /// What separates groups of three digits: a comma, or a narrow space that does not break.
    pub(super) fn group_mark(self) -> char {
        match self {
            Language::En => ',',
            Language::Fr => '\u{202f}',
        }
    }

    /// The decimal sign.
    pub(super) fn decimal_mark(self) -> char {
        match self {
            Language::En => '.',
            Language::Fr => ',',
        }
    }

    /// Whether the space before a sign must not break: French sets one before double signs.
    pub(super) fn binds(self, sign: char) -> bool {
        self == Language::Fr && ":;%?!".contains(sign)
    }
}
