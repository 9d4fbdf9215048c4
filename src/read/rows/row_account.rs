//! Keeps account of the rows of one file: how many there were, which were rejected and why, and what was odd about others.

use serde::{Deserialize, Serialize};

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::intake::{KIND_MISSING, ProviderFacts, ReadSummary, Rejection, TOO_UNCERTAIN, Warning};

/// This many rejected rows are listed; all are counted.
const MAX_LISTED: usize = 100;

/// Something odd about a row that was kept all the same.
#[derive(Clone, Copy, Debug)]
pub enum RowWarning {
    LowAboveBest,
    BestAboveHigh,
    KindUnknown,
    KindMissing,
    TimePrecisionUnreadable,
    NotUtf8,
    TooUncertain,
    ZeroPosition,
    DamagedId,
    EndImplausible,
    LongDuration,
    ShortRow,
    SwallowedRows,
    OtherCountry,
    WeeklyTotal,
    NotViolent,
    NoId,
    RevisionUnreadable,
    DeathsUnreadable,
}

impl RowWarning {
    /// All warnings, in the order of their discriminants, in which they are also reported.
    const ALL: [RowWarning; 19] = [
        RowWarning::LowAboveBest,
        RowWarning::BestAboveHigh,
        RowWarning::KindUnknown,
        RowWarning::KindMissing,
        RowWarning::TimePrecisionUnreadable,
        RowWarning::NotUtf8,
        RowWarning::TooUncertain,
        RowWarning::ZeroPosition,
        RowWarning::DamagedId,
        RowWarning::EndImplausible,
        RowWarning::LongDuration,
        RowWarning::ShortRow,
        RowWarning::SwallowedRows,
        RowWarning::OtherCountry,
        RowWarning::WeeklyTotal,
        RowWarning::NotViolent,
        RowWarning::NoId,
        RowWarning::RevisionUnreadable,
        RowWarning::DeathsUnreadable,
    ];

    fn reason(self) -> &'static str {
        match self {
            RowWarning::LowAboveBest => "the low estimate of deaths is above the best estimate: kept as recorded",
            RowWarning::BestAboveHigh => "the best estimate of deaths is above the high estimate: kept as recorded",
            RowWarning::KindUnknown => "the kind is not one of GeoBit's: kept as \"other\", with its own text as type",
            RowWarning::KindMissing => KIND_MISSING,
            RowWarning::TimePrecisionUnreadable => "the date precision is not a code: the row is kept without it",
            RowWarning::TooUncertain => TOO_UNCERTAIN,
            RowWarning::NotUtf8 => "text that is not UTF-8 was read as Windows-1252",
            RowWarning::ZeroPosition => {
                "the place is exactly 0°, 0°, which is no place: kept as an incident that cannot be located"
            }
            RowWarning::DamagedId => {
                "the id was rounded by a spreadsheet (such as 2.02601E+11) and is no id any more: the row is kept under its number"
            }
            RowWarning::EndImplausible => "the last day is not plausible and was left out",
            RowWarning::LongDuration => "the incident lasts more than a year: kept as recorded",
            RowWarning::ShortRow => "the last cells are missing: kept, with these cells empty",
            RowWarning::SwallowedRows => {
                "a quote in this row is never closed and would have swallowed the rows below: it was read as an ordinary letter"
            }
            RowWarning::OtherCountry => {
                "the coordinates are far outside the country that the row names: kept as recorded"
            }
            RowWarning::WeeklyTotal => {
                "this is a total of several events at the centre of a region, not an incident at a place: kept as not locatable"
            }
            RowWarning::NotViolent => {
                "the event code is a statement, a contact or another act without violence: kept as \"other\""
            }
            RowWarning::NoId => "the id is a word for none, such as \"unknown\": the row is kept under its number",
            RowWarning::DeathsUnreadable => {
                "the number of deaths is no whole number of 0 or more: the row is kept, its deaths are not recorded"
            }
            RowWarning::RevisionUnreadable => {
                "the time of the last edit was rounded or cannot be read: of rows with the same id, the one that is kept may not be \
                 the newest"
            }
        }
    }
}

/// The warnings about one row, as a set of bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowWarnings {
    bits: u32,
    /// The text that a warning is about: its first bytes, filled up with zeros, and how many there are.
    text: [u8; SHOWN_BYTES],
    text_len: u8,
}

/// How much is kept of the text that a warning is about.
const SHOWN_BYTES: usize = 30;

impl RowWarnings {
    pub fn add(&mut self, warning: RowWarning) {
        self.bits |= 1 << warning as u8;
    }

    /// Adds a warning about a text. Only one text of a row is kept.
    pub fn add_with(&mut self, warning: RowWarning, text: &str) {
        self.add(warning);
        let length = text.floor_char_boundary(SHOWN_BYTES);
        self.text[..length].copy_from_slice(&text.as_bytes()[..length]);
        self.text_len = length as u8;
    }

    /// Returns the text that a warning is about; only one warning has any.
    fn text(&self, warning: RowWarning) -> Option<&str> {
        let text = std::str::from_utf8(&self.text[..usize::from(self.text_len)]).ok()?;
        Some(text).filter(|text| !text.is_empty() && matches!(warning, RowWarning::DeathsUnreadable))
    }

    fn is_empty(self) -> bool {
        self.bits == 0
    }

    fn contains(self, warning: RowWarning) -> bool {
        self.bits & (1 << warning as u8) != 0
    }
}

/// The account of the rows of one file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RowAccount {
    rows: u64,
    rejected: u64,
    rejections: Vec<Rejection>,
    /// The rows with each warning, in the order of [`RowWarning::ALL`].
    warned: [WarnedRows; RowWarning::ALL.len()],
    /// What is odd about the file as a whole.
    file_warnings: Vec<String>,
}

/// How many rows have one warning, and the first hundred of them.
#[derive(Debug, Default, Serialize, Deserialize)]
struct WarnedRows {
    count: u64,
    first: Vec<u64>,
    /// The text that the first of them is about, if it is about one.
    text: Option<String>,
}

impl RowAccount {
    /// Returns the number of rows so far, kept and rejected.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Notes something odd about the file as a whole.
    pub fn warn_of_file(&mut self, reason: impl Into<String>) {
        self.file_warnings.push(reason.into());
    }

    /// Counts a row that was kept. `row` is its line or the number of the feature.
    pub fn count_kept(&mut self, row: u64, warnings: RowWarnings) {
        self.rows += 1;
        if warnings.is_empty() {
            return;
        }
        for (warned, warning) in self.warned.iter_mut().zip(RowWarning::ALL) {
            if warnings.contains(warning) {
                if warned.count == 0 {
                    warned.text = warnings.text(warning).map(quote_excerpt);
                }
                warned.count += 1;
                if warned.first.len() < MAX_LISTED {
                    warned.first.push(row);
                }
            }
        }
    }

    /// Counts a row that was rejected. `row` is its line or the number of the feature. The reason becomes a text of its own only
    /// if it is listed.
    pub fn count_rejected(&mut self, row: u64, reason: impl Into<String>) {
        self.rows += 1;
        self.rejected += 1;
        if self.rejections.len() < MAX_LISTED {
            self.rejections.push(Rejection { row, reason: reason.into() });
        }
    }

    /// Adds the account of the rows that follow these in the file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn add(&mut self, later: RowAccount) {
        self.rows += later.rows;
        self.rejected += later.rejected;
        self.rejections.extend(later.rejections);
        self.rejections.truncate(MAX_LISTED);
        for (warned, later) in self.warned.iter_mut().zip(later.warned) {
            if warned.count == 0 {
                warned.text = later.text;
            }
            warned.count += later.count;
            warned.first.extend(later.first);
            warned.first.truncate(MAX_LISTED);
        }
        self.file_warnings.extend(later.file_warnings);
    }

    /// Sums up. A file with no row that could be kept is an error with the given code, not an empty result.
    pub fn into_summary(
        self,
        format: String,
        layout: &'static str,
        provider: Option<&'static ProviderFacts>,
        code: Code,
    ) -> Result<ReadSummary> {
        let place = match code {
            Code::BadGeojson => "feature",
            Code::BadParquet => "row",
            _ => "line",
        };
        if self.rows == 0 {
            return Err(GeobitError::new(code, "The file holds no incidents."));
        }
        if self.rejected == self.rows {
            let Rejection { row, reason } = &self.rejections[0];
            let message =
                format!("None of the {} rows can be used. The first one, {place} {row}: {reason}.", self.rows);
            return Err(GeobitError::new(code, message).at_row(*row));
        }
        let of_rows = RowWarning::ALL.iter().zip(self.warned).filter(|(_, warned)| warned.count > 0);
        let of_rows = of_rows.map(|(warning, WarnedRows { count, first, text })| Warning {
            reason: match text {
                Some(text) => format!("{}, such as {text} in row {}", warning.reason(), first[0]),
                None => warning.reason().into(),
            },
            count,
            rows: first,
        });
        let of_file = self.file_warnings.into_iter();
        let of_file = of_file.map(|reason| Warning { reason, count: self.rows - self.rejected, rows: Vec::new() });
        Ok(ReadSummary {
            format,
            rows: self.rows,
            rejected: self.rejected,
            rejections: self.rejections,
            warnings: of_file.chain(of_rows).collect(),
            layout: layout.into(),
            provider: provider.map(Into::into),
        })
    }
}
