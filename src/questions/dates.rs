//! What the dates of incidents are worth in the windows: some are known to a month or a year only, and some incidents last long.

use super::scope::Scope;
use crate::history::Windows;
use crate::snapshot::Snapshot;

/// An incident that lasts more days than this is long.
const LONG_DAYS: u32 = 7;
/// A note says that incidents count on their first day only, where at least so many of those in the windows are long, and at least
/// one in so many.
const LEAST_LONG: u64 = 5;
const ONE_IN: u64 = 10;

/// Decides which incidents count in the windows by their dates, and keeps account of it.
pub(super) struct DateFilter<'a> {
    snapshot: &'a Snapshot,
    windows: Windows,
    /// The length of the shorter window, days.
    shortest: u32,
    /// Whether there are coarse dates in the snapshot, and durations.
    has_coarse: bool,
    has_durations: bool,
    coarse: u64,
    long: u64,
    counted: u64,
}

impl<'a> DateFilter<'a> {
    pub fn new(scope: &Scope<'a>) -> DateFilter<'a> {
        let Scope { snapshot, windows, .. } = *scope;
        DateFilter {
            snapshot,
            windows,
            shortest: windows.recent.days().min(windows.baseline.days()),
            has_coarse: snapshot.has_coarse_dates(),
            has_durations: snapshot.has_durations(),
            coarse: 0,
            long: 0,
            counted: 0,
        }
    }

    /// Whether an incident counts in windows and weeks: its date is known to as many days as the shorter window has.
    #[inline]
    pub fn is_dated(&self, row: usize) -> bool {
        !self.has_coarse || self.snapshot.date_span_days(row) <= self.shortest
    }

    /// The same, for an incident inside, of which account is kept.
    #[inline]
    pub fn admits(&mut self, row: usize) -> bool {
        if !self.has_coarse && !self.has_durations {
            return true;
        }
        let is_dated = self.is_dated(row);
        if self.windows.both().contains(self.snapshot.day()[row]) {
            self.coarse += u64::from(!is_dated);
            self.counted += u64::from(is_dated);
            self.long += u64::from(is_dated && self.has_durations && self.snapshot.duration_days(row) > LONG_DAYS);
        }
        is_dated
    }

    /// The number of incidents on days of the windows that count in neither, because their dates are not known.
    pub fn undated(&self) -> u64 {
        self.coarse
    }

    /// Notes on what was left out, and on what counts on its first day only.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.coarse > 0 {
            notes.push(format!(
                "{} incidents that are or may be inside have a date that is not known to {} days: they are in neither window, and \
                 not in the weeks.",
                self.coarse, self.shortest
            ));
        }
        if self.long >= LEAST_LONG && self.long * ONE_IN >= self.counted {
            notes.push(format!(
                "{} of the {} incidents in the windows last longer than a week. Each counts once, on its first day.",
                self.long, self.counted
            ));
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use crate::area::Area;
    use crate::geo::LonLat;
    use crate::history::KindCount;
    use crate::incident::{Day, Incident, Kind, Position};
    use crate::intake::ReadSummary;
    use crate::questions::geofence::{GeofenceFindings, GeofenceOptions, geofence};
    use crate::questions::route::{RouteFindings, RouteOptions, route};
    use crate::route_line::Route;
    use crate::snapshot::{Provenance, Snapshot, SnapshotBuilder};
    use proptest::prelude::*;

    const AS_OF: Day = 20_000;
    const SITE: LonLat = LonLat::new(-8.0, 12.6);

    /// Incidents at one site: age, duration and span of the date in days, and the radius of uncertainty.
    fn snapshot(dates: &[(i32, i32, u16, f32)]) -> Snapshot {
        let mut builder = SnapshotBuilder::default();
        for (number, &(age, duration, date_span_days, radius_km)) in dates.iter().enumerate() {
            builder.push(&Incident {
                id: number.to_string().into(),
                start: AS_OF - age,
                end: AS_OF - age + duration,
                date_span_days,
                position: Some(Position { lon: SITE.lon, lat: SITE.lat }),
                uncertainty_km: Some(radius_km),
                kind: Kind::Blockade,
                ..Incident::default()
            });
        }
        let intake = ReadSummary {
            format: "csv".into(),
            layout: "generic".into(),
            rows: dates.len() as u64,
            rejected: 0,
            rejections: Vec::new(),
            warnings: Vec::new(),
            provider: None,
        };
        builder.finish(Provenance { as_of: Some(AS_OF), ..Provenance::default() }, intake).unwrap()
    }

    fn area_findings(snapshot: &Snapshot, recent_days: u32) -> GeofenceFindings {
        let options = GeofenceOptions { recent_days, ..GeofenceOptions::default() };
        let report = geofence(snapshot, &Area::circle(SITE, 10.0).unwrap(), &options).unwrap();
        assert_eq!(report.rows.len(), snapshot.len(), "all are listed, whatever their dates");
        report.findings.unwrap()
    }

    fn route_findings(snapshot: &Snapshot) -> RouteFindings {
        let line = Route::from_vertices([SITE, LonLat::new(-7.9, 12.6)]).unwrap();
        route(snapshot, &line, &RouteOptions::default()).unwrap().findings.unwrap()
    }

    fn has_note(notes: &[String], text: &str) -> bool {
        notes.iter().any(|note| note.contains(text))
    }

    #[test]
    fn dates_known_to_a_month_are_in_no_window_that_is_shorter() {
        let snapshot = snapshot(&[
            (3, 0, 1, 0.0),
            (4, 0, 7, 0.0),
            (5, 0, 31, 0.0),
            (100, 0, 31, 0.0),
            (100, 0, 6, 0.0),
            (9, 0, 366, 25.0),
            (600, 0, 31, 0.0),
        ]);
        let found = area_findings(&snapshot, 28);
        let comparison = &found.history.comparison;
        assert_eq!((comparison.recent.count, comparison.baseline.count), (2, 1));
        assert_eq!(comparison.weekly.counts.iter().sum::<u32>(), 3);
        assert_eq!(found.by_kind, [KindCount { kind: Kind::Blockade, recent: 2, baseline: 1 }]);
        assert_eq!((found.rings[0].recent, found.rings[0].baseline), (2, 1));
        assert_eq!(comparison.recency.days_since_last, Some(3));
        assert_eq!(comparison.change_with_possible.lower, comparison.change_with_possible.upper);
        let note = "3 incidents that are or may be inside have a date that is not known to 28 days";
        assert!(has_note(&found.notes, note), "{:?}", found.notes);
        // A longer window holds months, and still not years.
        let found = area_findings(&snapshot, 60);
        assert_eq!((found.history.comparison.recent.count, found.history.comparison.baseline.count), (3, 2));
        assert!(
            has_note(&found.notes, "1 incidents") && has_note(&found.notes, "not known to 60 days"),
            "{:?}",
            found.notes
        );

        let found = route_findings(&snapshot);
        assert_eq!(
            (found.status.history.comparison.recent.count, found.status.history.comparison.baseline.count),
            (2, 1)
        );
        let blockades = found.status.blockades.unwrap();
        assert_eq!((blockades.recent, blockades.baseline), (2, 1));
        assert_eq!((blockades.spells.present_weeks, blockades.spells.past), (Some(1), 1));
        assert!(has_note(&found.notes, note) && found.status.laplace.is_some(), "{:?}", found.notes);
        assert_eq!(found.segments[0].count, 6, "segments count all days");
    }

    #[test]
    fn incidents_of_many_days_count_once_and_a_note_says_so() {
        let long = |count: usize| -> Vec<(i32, i32, u16, f32)> {
            (0..40).map(|n| (10 + n as i32, if n < count { 20 } else { 2 }, 1, 0.0)).collect()
        };
        let found = area_findings(&snapshot(&long(6)), 28);
        assert_eq!((found.history.comparison.recent.count, found.history.comparison.baseline.count), (18, 22));
        let note = "6 of the 40 incidents in the windows last longer than a week. Each counts once, on its first day.";
        assert!(has_note(&found.notes, note), "{:?}", found.notes);
        assert!(!has_note(&area_findings(&snapshot(&long(4)), 28).notes, "last longer"));
        assert!(has_note(&route_findings(&snapshot(&long(6))).notes, note));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// The twin counts those whose date is known to as many days as the shorter window has.
        #[test]
        fn windows_hold_the_dates_that_are_known_well_enough(
            dates in prop::collection::vec(
                (0..450i32, 0..30i32, prop::sample::select(vec![0u16, 1, 6, 7, 31, 366]), Just(0.0f32)), 1..60,
            ),
            recent_days in prop::sample::select(vec![7u32, 28, 31, 90]),
        ) {
            let found = area_findings(&snapshot(&dates), recent_days).history.comparison;
            let count = |first: i32, last: i32| {
                let is_in = |one: &&(i32, i32, u16, f32)| (first..=last).contains(&one.0) && u32::from(one.2) <= recent_days;
                dates.iter().filter(is_in).count() as u64
            };
            let last = recent_days as i32 - 1;
            prop_assert_eq!((found.recent.count, found.baseline.count), (count(0, last), count(last + 1, last + 336)));
        }
    }
}
