//! Keeps account of the rows of one file: how many there were, which were rejected and why, and what was odd about others.

use crate::error::{Code, GeobitError, Result};
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
}

impl RowWarning {
    /// All warnings, in the order of their discriminants, in which they are also reported.
    const ALL: [RowWarning; 7] = [
        RowWarning::LowAboveBest,
        RowWarning::BestAboveHigh,
        RowWarning::KindUnknown,
        RowWarning::KindMissing,
        RowWarning::TimePrecisionUnreadable,
        RowWarning::NotUtf8,
        RowWarning::TooUncertain,
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
        }
    }
}

/// The warnings about one row, as a set of bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowWarnings(u8);

impl RowWarnings {
    pub fn add(&mut self, warning: RowWarning) {
        self.0 |= 1 << warning as u8;
    }

    fn contains(self, warning: RowWarning) -> bool {
        self.0 & (1 << warning as u8) != 0
    }
}

/// The account of the rows of one file.
#[derive(Debug, Default)]
pub struct RowAccount {
    rows: u64,
    rejected: u64,
    rejections: Vec<Rejection>,
    /// The number of rows with each warning, in the order of [`RowWarning::ALL`].
    warned: [u64; RowWarning::ALL.len()],
}

impl RowAccount {
    /// Returns the number of rows so far, kept and rejected.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Counts a row that was kept.
    pub fn count_kept(&mut self, warnings: RowWarnings) {
        self.rows += 1;
        for (count, warning) in self.warned.iter_mut().zip(RowWarning::ALL) {
            *count += u64::from(warnings.contains(warning));
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

    /// Sums up. A file with no row that could be kept is an error with the given code, not an empty result.
    pub fn into_summary(
        self,
        format: String,
        provider: Option<&'static ProviderFacts>,
        code: Code,
    ) -> Result<ReadSummary> {
        let place = if code == Code::BadGeojson { "feature" } else { "line" };
        if self.rows == 0 {
            return Err(GeobitError::new(code, "The file holds no incidents."));
        }
        if self.rejected == self.rows {
            let Rejection { row, reason } = &self.rejections[0];
            let message =
                format!("None of the {} rows can be used. The first one, {place} {row}: {reason}.", self.rows);
            return Err(GeobitError::new(code, message).at_row(*row));
        }
        let warnings = RowWarning::ALL.iter().zip(self.warned).filter(|(_, count)| *count > 0);
        Ok(ReadSummary {
            format,
            rows: self.rows,
            rejected: self.rejected,
            rejections: self.rejections,
            warnings: warnings.map(|(warning, count)| Warning { reason: warning.reason().into(), count }).collect(),
            provider,
        })
    }
}
