//! How often alarms ring at an unchanged rate, and on real records.

use std::fmt::Write;

use geobit::history::ChangeVerdict;
use geobit::questions::forecast::Intensity;
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::snapshot::Snapshot;
use geobit::stats::cusum::{Cusum, YEAR_WEEKS};
use geobit::stats::{Observed, dispersion};
use geobit::{Area, Day, LonLat, day};
use rand::SeedableRng;
use rand::rngs::SmallRng;

use crate::areas::Weeks;

/// The weeks of a baseline, and those in which an alarm may ring: as long as the two windows of a report.
const BASELINE: usize = 48;
const FOLLOWED: usize = 52;
/// Simulated places for each row: the standard error of a share of 15 % is 0.6 %.
const PLACES: usize = 4000;
const MEANS: [f64; 4] = [0.3, 1.0, 3.0, 10.0];
const WEEKS: [Weeks; 3] = [Weeks::Poisson, Weeks::Overdispersed(2.0), Weeks::Overdispersed(4.0)];

/// Alarms that were followed for a year.
#[derive(Default)]
struct Alarms {
    places: u32,
    rang: u32,
    /// The sum of how many times a year the reports say that they ring by chance.
    said: f64,
}

impl Alarms {
    /// Follows the alarm of the first weeks through those after them; nothing where the baseline has no incident.
    fn follow(&mut self, weeks: &[f64]) {
        let (baseline, after) = weeks.split_at(BASELINE);
        let observed = Observed { count: baseline.iter().sum(), duration: BASELINE as f64 };
        let Some(chart) = Cusum::new(observed, dispersion::dispersion(baseline)) else { return };
        self.places += 1;
        self.rang += u32::from(chart.running_sums(&after[..FOLLOWED]).into_iter().any(|sum| chart.rings_at(sum)));
        self.said += YEAR_WEEKS / chart.run_weeks;
    }

    fn shares(&self) -> String {
        let percent = |sum: f64| 100.0 * sum / f64::from(self.places.max(1));
        let (rang, said) = (percent(f64::from(self.rang)), percent(self.said));
        format!("{} | {rang:.1} | {said:.1} | {:.2}", self.places, rang / said)
    }
}

/// Returns the rows of the table on simulated places.
pub fn simulated() -> String {
    let mut text = String::new();
    for weeks in WEEKS {
        for mean in MEANS {
            let mut random = SmallRng::seed_from_u64(20_261_125);
            let mut alarms = Alarms::default();
            for _ in 0..PLACES {
                let drawn: Vec<f64> = (0..BASELINE + FOLLOWED).map(|_| weeks.draw(mean, &mut random) as f64).collect();
                alarms.follow(&drawn);
            }
            writeln!(text, "| {weeks} | {mean} | {} |", alarms.shares()).unwrap();
        }
    }
    text
}

/// Returns a row of the table on real records: alarms of every year at each place, each followed through the next.
pub fn real(name: &str, snapshot: &Snapshot, places: &[LonLat], radius_km: f64) -> String {
    let mut alarms = Alarms::default();
    let (first, last) = days(snapshot);
    for &place in places {
        let options = GeofenceOptions {
            from: Some(first),
            to: Some(last),
            intensity: Intensity::Fixed,
            ..GeofenceOptions::default()
        };
        let area = Area::circle(place, radius_km).expect("a place of the record");
        let findings = geofence(snapshot, &area, &options).expect("default options").findings.expect("a full report");
        let weeks: Vec<f64> = findings.history.comparison.weekly.counts.iter().map(|count| f64::from(*count)).collect();
        for start in (0..).step_by(FOLLOWED).take_while(|start| start + BASELINE + FOLLOWED <= weeks.len()) {
            alarms.follow(&weeks[start..]);
        }
    }
    let [first, last] = [first, last].map(day::format);
    format!("| {name}, {first} to {last} | {} |\n", alarms.shares())
}

/// The days of a record.
fn days(snapshot: &Snapshot) -> (Day, Day) {
    (snapshot.day().iter().copied().min().unwrap_or_default(), snapshot.as_of())
}

/// Returns a row of the table of verdicts at the places of a record, four weeks apart, and of what followed *more*.
pub fn verdicts(name: &str, snapshot: &Snapshot, places: &[LonLat], radius_km: f64) -> String {
    let (first, last) = days(snapshot);
    let (mut counts, mut cases) = ([0u32; 4], [0.0; 3]);
    let dates: Vec<Day> =
        (1..).map(|number| last - 28 * number).take_while(|date| *date >= first + 364).take(60).collect();
    for &place in places {
        let area = Area::circle(place, radius_km).expect("a place of the record");
        // The date before was the one after: dates go back.
        let mut next = None;
        for as_of in std::iter::once(last).chain(dates.iter().copied()) {
            let options =
                GeofenceOptions { as_of: Some(as_of), intensity: Intensity::Fixed, ..GeofenceOptions::default() };
            let report = geofence(snapshot, &area, &options).expect("default options");
            let comparison = report.findings.expect("a full report").history.comparison;
            let recent = comparison.recent.count as f64;
            if let Some(came) = next {
                let verdict = comparison.change.verdict;
                counts[match verdict {
                    ChangeVerdict::More => 0,
                    ChangeVerdict::Fewer => 1,
                    ChangeVerdict::NoClearChange => 2,
                    ChangeVerdict::TooFew => 3,
                }] += 1;
                if verdict == ChangeVerdict::More {
                    [recent, comparison.expected_recent, came]
                        .iter()
                        .zip(&mut cases)
                        .for_each(|(one, sum)| *sum += one);
                }
            }
            next = Some(recent);
        }
    }
    let all = f64::from(counts.iter().sum::<u32>());
    let shares = counts.map(|count| format!("{:.1}", 100.0 * f64::from(count) / all)).join(" | ");
    let [recent, usual, came] = cases;
    let [from, to] = [dates[dates.len() - 1], dates[0]].map(day::format);
    format!("| {name}, {from} to {to} | {all} | {shares} | {:.1} | {:.1} |\n", recent / usual, came / usual)
}
