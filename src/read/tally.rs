//! The books of one file: rows seen, rows rejected and why, rows kept with something odd about them.

use crate::error::{Code, GeobitError, Result};

use super::layout::Layout;
use crate::intake::{KIND_MISSING, ReadSummary, Rejection, Warning};

/// So many rejections are told one by one; the others are counted.
const REJECTIONS_TOLD: usize = 100;

/// Something about a kept row that its reader should know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Oddity {
    LowAboveBest,
    BestAboveHigh,
    KindUnknown,
    KindMissing,
    TimePrecisionUnreadable,
    NotUtf8,
}

const ODDITIES: [(Oddity, &str); 6] = [
    (Oddity::LowAboveBest, "the low estimate of deaths is above the best one: kept as recorded"),
    (Oddity::BestAboveHigh, "the best estimate of deaths is above the high one: kept as recorded"),
    (Oddity::KindUnknown, "the kind is not one of GeoBit's: kept as \"other\", with its own text as type"),
    (Oddity::KindMissing, KIND_MISSING),
    (Oddity::TimePrecisionUnreadable, "the date precision is not a code: left out"),
    (Oddity::NotUtf8, "text that is not UTF-8 was read as Windows-1252"),
];

/// The oddities of one row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Oddities(u8);

impl Oddities {
    pub(super) fn note(&mut self, oddity: Oddity) {
        self.0 |= 1 << oddity as u8;
    }

    fn has(self, oddity: Oddity) -> bool {
        self.0 & (1 << oddity as u8) != 0
    }
}

#[derive(Debug, Default)]
pub(super) struct Tally {
    rows: u64,
    rejected: u64,
    rejections: Vec<Rejection>,
    odd: [u64; ODDITIES.len()],
}

impl Tally {
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn kept(&mut self, oddities: Oddities) {
        self.rows += 1;
        for (count, (oddity, _)) in self.odd.iter_mut().zip(ODDITIES) {
            *count += u64::from(oddities.has(oddity));
        }
    }

    pub(super) fn rejected(&mut self, row: u64, reason: String) {
        self.rows += 1;
        self.rejected += 1;
        if self.rejections.len() < REJECTIONS_TOLD {
            self.rejections.push(Rejection { row, reason });
        }
    }

    /// Closes the books. A file of which nothing could be kept is an error of the given code, not an empty result.
    pub(super) fn close(self, format: &'static str, layout: Layout, code: Code) -> Result<ReadSummary> {
        let place = if code == Code::BadGeojson { "feature" } else { "line" };
        if self.rows == 0 {
            return Err(GeobitError::new(code, "The file holds no incidents: there is nothing in it but its frame."));
        }
        if self.rejected == self.rows {
            let Rejection { row, reason } = &self.rejections[0];
            let message =
                format!("None of the {} rows can be used. The first one, {place} {row}: {reason}.", self.rows);
            return Err(GeobitError::new(code, message).at_row(*row));
        }
        let warnings = ODDITIES.iter().zip(self.odd).filter(|(_, count)| *count > 0);
        Ok(ReadSummary {
            format,
            rows: self.rows,
            rejected: self.rejected,
            rejections: self.rejections,
            warnings: warnings.map(|((_, reason), count)| Warning { reason: reason.to_string(), count }).collect(),
            provider: layout.provider(),
        })
    }
}
