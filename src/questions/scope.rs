//! What every question shares: the windows that are compared, the incidents that count, and the confidence level.

use super::limits;
use super::selection::Selection;
use crate::error::Result;
use crate::history::{DataDays, DayRange, Timeframe, Windows};
use crate::incident::{Day, Kind};
use crate::snapshot::Snapshot;
use crate::words::Language;

/// The options that every question has. Their docs are in `question_options!`.
#[derive(Clone, Debug)]
pub struct ScopeOptions<'a> {
    pub as_of: Option<Day>,
    pub recent_days: u32,
    pub baseline_days: u32,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub kinds: Option<&'a [Kind]>,
    pub actors: Option<&'a [String]>,
    pub uncertainty: bool,
    pub confidence: f64,
    pub today: Option<Day>,
    pub lang: Language,
}

/// Declares the options of a question: first its own ones, each with its default, then those that every question has.
///
/// They are one flat struct, because `serde` cannot refuse unknown names in a struct that flattens others.
macro_rules! question_options {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($(#[$member_attribute:meta])* $member:ident: $type:ty = $default:expr,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$member_attribute])* pub $member: $type,)*
            /// Last day of the recent window. Default: the snapshot's data-as-of.
            #[serde(with = "crate::day::text_option")]
            pub as_of: Option<$crate::incident::Day>,
            /// Length of the recent window in days, 1 to 18,200 (2,600 weeks). Default: 28.
            pub recent_days: u32,
            /// Length of the baseline before it in days, 1 to 18,200 (2,600 weeks). Default: 336.
            pub baseline_days: u32,
            /// First day that is listed and counted. Default: no bound. The windows do not depend on it. The weekly series
            /// has at most the last 2,600 weeks; a note says so where it is cut.
            #[serde(with = "crate::day::text_option")]
            pub from: Option<$crate::incident::Day>,
            /// Last day that is listed and counted. Default: no bound. Weeks in which nothing can be recorded yet are not
            /// part of the weekly series.
            #[serde(with = "crate::day::text_option")]
            pub to: Option<$crate::incident::Day>,
            /// Only incidents of these kinds, at most nine. Default: all.
            pub kinds: Option<Vec<$crate::incident::Kind>>,
            /// Only incidents with one of these actors, at most 1,000, named as in the snapshot. Default: all.
            pub actors: Option<Vec<String>>,
            /// Whether an incident counts as a disc of its uncertainty radius. Otherwise every incident with
            /// coordinates is a point, even one that cannot be located. Default: true.
            pub uncertainty: bool,
            /// Confidence level of intervals and verdicts, 0.01 to 0.999999999. Default: 0.95.
            pub confidence: f64,
            /// The day on which the question is asked, by which the age of the data is told. Default: not told.
            #[serde(with = "crate::day::text_option")]
            pub today: Option<$crate::incident::Day>,
            /// The language of the sentences for people: of `words`, `verdictText` and the note on legs.
            /// Default: English.
            pub lang: $crate::words::Language,
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($member: $default,)*
                    as_of: None,
                    recent_days: 28,
                    baseline_days: 336,
                    from: None,
                    to: None,
                    kinds: None,
                    actors: None,
                    uncertainty: true,
                    confidence: 0.95,
                    today: None,
                    lang: $crate::words::Language::En,
                }
            }
        }

        impl $name {
            /// The options that every question has.
            pub(crate) fn scope(&self) -> $crate::questions::scope::ScopeOptions<'_> {
                $crate::questions::scope::ScopeOptions {
                    as_of: self.as_of,
                    recent_days: self.recent_days,
                    baseline_days: self.baseline_days,
                    from: self.from,
                    to: self.to,
                    kinds: self.kinds.as_deref(),
                    actors: self.actors.as_deref(),
                    uncertainty: self.uncertainty,
                    confidence: self.confidence,
                    today: self.today,
                    lang: self.lang,
                }
            }
        }
    };
}
pub(super) use question_options;

/// The checked scope of a question about a snapshot.
pub(crate) struct Scope<'a> {
    pub snapshot: &'a Snapshot,
    pub as_of: Day,
    pub windows: Windows,
    pub selection: Selection,
    pub uncertainty: bool,
    pub confidence: f64,
    pub today: Option<Day>,
    pub lang: Language,
}

impl<'a> Scope<'a> {
    /// Checks the options.
    ///
    /// # Errors
    /// `BadOption` for a window or a confidence level out of its range, a reversed range of days, or an actor that no
    /// incident names.
    pub fn new(snapshot: &'a Snapshot, options: &ScopeOptions<'_>) -> Result<Scope<'a>> {
        limits::WINDOW_DAYS.check("recentDays", options.recent_days)?;
        limits::WINDOW_DAYS.check("baselineDays", options.baseline_days)?;
        limits::CONFIDENCE.check("confidence", options.confidence)?;
        let selection = Selection::new(options.from, options.to, options.kinds, options.actors, snapshot)?;
        let as_of = options.as_of.unwrap_or(snapshot.as_of());
        let windows = Windows::new(as_of, options.recent_days, options.baseline_days).of_record(record_days(snapshot));
        let ScopeOptions { uncertainty, confidence, today, lang, .. } = *options;
        Ok(Scope { snapshot, as_of, windows, selection, uncertainty, confidence, today, lang })
    }

    /// Whether a row has a kind and an actor that were asked for, on any day.
    #[inline]
    pub fn matches(&self, row: usize) -> bool {
        self.selection.matches(self.snapshot, row)
    }

    /// Whether a row's day was asked for, so that it is listed and counted.
    #[inline]
    pub fn covers(&self, row: usize) -> bool {
        self.selection.covers(self.snapshot.day()[row])
    }

    /// Whether the kind, an actor and the day of a row were asked for.
    #[inline]
    pub fn selects(&self, row: usize) -> bool {
        self.covers(row) && self.matches(row)
    }

    /// The uncertainty radius with which a row counts, km.
    #[inline]
    pub fn radius_km(&self, row: usize) -> f64 {
        self.snapshot.radius_km(row, self.uncertainty)
    }

    /// The days and the confidence level of all comparisons over time in the report.
    pub fn timeframe(&self) -> Timeframe {
        let Selection { from, to, .. } = self.selection;
        let data = DataDays { as_of: self.snapshot.as_of(), last: self.snapshot.span().1 };
        Timeframe::new(self.windows, (from, to), data, self.confidence)
            .with_origins(self.snapshot.origin_counts().as_slice().len())
    }

    /// Notes on windows that reach beyond the data, and on a weekly series that is cut.
    pub fn time_notes(&self) -> Vec<String> {
        let mut notes = self.windows.notes(self.snapshot.span().0, self.snapshot.as_of());
        notes.extend(self.timeframe().series_notes());
        notes
    }

    /// Counts the rows that are later than the recent window.
    pub fn count_later(&self, rows: impl Iterator<Item = usize>) -> usize {
        // Mostly no incident of the snapshot is later; then no row need be looked at.
        if self.snapshot.span().1 <= self.as_of {
            return 0;
        }
        rows.filter(|&row| self.snapshot.day()[row] > self.as_of).count()
    }
}

/// The days on which something can be recorded. Incidents may be later than the date of the data that was given.
fn record_days(snapshot: &Snapshot) -> DayRange {
    let (first, last) = snapshot.span();
    DayRange { first, last: last.max(snapshot.as_of()) }
}
