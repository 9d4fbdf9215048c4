//! The intensity λ by its definition: the kernel of each incident, and what is the same everywhere.

use std::f64::consts::{LN_2, PI};

use geobit::geo::{LonLat, distance_km};
use geobit::incident::Day;
use geobit::intensity::{Era, Record};
use geobit::questions::forecast::Intensity;
use geobit::questions::route::{RouteFindings, RouteOptions};
use geobit::route_line::Route;

use super::super::twins::{Recorded, kernels};
use super::Asked;

/// The half-life in days and the bandwidth in km of each kernel of the fitted intensity; docs/model.md has the table.
const MIXED: [(f64, f64); 4] = [(365.0, 10.0), (365.0, 3.0), (60.0, 5.0), (21.0, 2.0)];
/// The extent of a record ends this far from its incidents, km.
const REACH_KM: f64 = 50.0;
/// By how much a place may be on the wrong side of the end of the extent, km: it is measured through the Earth.
const REACH_DOUBT_KM: f64 = 0.01;
/// By how much the length of a route within the extent may be wrong at each of its ends, km.
pub const EXTENT_STEP_KM: f64 = 10.0;

/// What one kernel has, and the factor with which the sum of such kernels counts.
struct Part {
    half_life_days: f64,
    bandwidth_km: f64,
    factor: f64,
}

/// The intensity that a question is about.
pub struct Twin {
    incidents: Vec<Recorded>,
    parts: Vec<Part>,
    /// All incidents that have a place: the extent of the record.
    located: Vec<LonLat>,
    /// λ of the uniform part within the extent, per km² per day.
    pub uniform: f64,
    /// What may be missing, because kernels are cut where they fall below 1e-12 of their peak, and incidents after 60
    /// half-lives.
    pub cut: f64,
}

/// λ at a place, per km² per day.
pub struct Expected {
    pub kernels: f64,
    pub uniform: f64,
    /// What λ may be wrong by, because the place is where the extent ends.
    pub doubtful: f64,
}

/// Whether the intensity is the fitted one. A half-life or a bandwidth that is given asks for the fixed one.
fn is_fitted(options: &RouteOptions) -> bool {
    let has_kernel = options.half_life_days.is_some() || options.bandwidth_km.is_some();
    !has_kernel && options.intensity != Some(Intensity::Fixed)
}

impl Twin {
    pub fn new(asked: &Asked<'_>, options: &RouteOptions) -> Twin {
        let snapshot = asked.snapshot;
        let record = Record::of(snapshot).filter(|_| is_fitted(options));
        // A mean over all incidents is the same on any day after the last of the data.
        let as_of = if record.is_some() { asked.as_of.min(snapshot.as_of()) } else { asked.as_of };
        let recorded = |row: usize| Recorded {
            at: asked.at(row),
            age_days: f64::from(as_of - snapshot.day()[row]),
            uncertainty_km: asked.radius_km(row),
        };
        let rows = asked.matching_rows().into_iter().filter(|&row| asked.covers(row));
        let incidents: Vec<Recorded> = rows.map(recorded).filter(|incident| incident.age_days >= 0.0).collect();
        let located: Vec<usize> = (0..snapshot.len()).filter(|&row| !snapshot.uncertainty_km()[row].is_nan()).collect();
        let (parts, uniform) = match record {
            Some(record) => fitted(asked, record, &located),
            None => {
                let half_life_days = options.half_life_days.unwrap_or(30.0);
                let bandwidth_km = options.bandwidth_km.unwrap_or(5.0);
                (vec![Part { half_life_days, bandwidth_km, factor: LN_2 / half_life_days }], 0.0)
            }
        };
        let located = located.into_iter().map(|row| asked.at(row)).collect();
        let highest: f64 = parts.iter().map(|part| part.factor / (2.0 * PI * part.bandwidth_km.powi(2))).sum();
        let cut = 1e-11 * highest * incidents.len() as f64;
        Twin { incidents, parts, located, uniform, cut }
    }

    /// λ at a place.
    pub fn at(&self, place: LonLat) -> Expected {
        let of_part =
            |part: &Part| part.factor * kernels(&self.incidents, place, part.bandwidth_km, part.half_life_days);
        let kernels = self.parts.iter().map(of_part).sum();
        if self.uniform == 0.0 {
            return Expected { kernels, uniform: 0.0, doubtful: 0.0 };
        }
        let nearest = self.located.iter().map(|&at| distance_km(at, place)).fold(f64::INFINITY, f64::min);
        let doubtful = if (nearest - REACH_KM).abs() <= REACH_DOUBT_KM { self.uniform } else { 0.0 };
        Expected { kernels, uniform: if nearest <= REACH_KM { self.uniform } else { 0.0 }, doubtful }
    }

    /// Whether the uniform part may end somewhere on a route.
    pub fn may_end_within(&self, line: &Route) -> bool {
        let holds_all = |&at: &LonLat| distance_km(at, line.at(0.0)) + line.length_km() < REACH_KM - REACH_DOUBT_KM;
        self.uniform > 0.0 && !self.located.iter().any(holds_all)
    }

    pub fn least_bandwidth_km(&self) -> f64 {
        self.parts.iter().map(|part| part.bandwidth_km).fold(f64::INFINITY, f64::min)
    }

    /// How many kernels make λ at a place.
    pub fn work(&self) -> usize {
        self.incidents.len() * self.parts.len()
    }
}

/// The parts of the fitted intensity s(t) · Σ aₖ fₖ(x), and its uniform part. The weights aₖ and the half-life of the level are
/// the fit's; everything else follows from the incidents that have a place.
fn fitted(asked: &Asked<'_>, record: &Record, located: &[usize]) -> (Vec<Part>, f64) {
    let fit = record.fit(asked.snapshot);
    let era = fit.era(asked.as_of);
    check_era(era);
    check_extent(record, located.len());
    // Nothing is known beyond the last day of the data.
    let as_of = asked.as_of.min(asked.snapshot.as_of());
    let known: Vec<Day> = located.iter().map(|&row| asked.snapshot.day()[row]).filter(|&day| day <= as_of).collect();
    let Some(&first) = known.iter().min() else { return (Vec::new(), 0.0) };
    let total = |days: &mut dyn Iterator<Item = Day>, half_life: f64| -> f64 {
        days.map(|day| 0.5_f64.powf(f64::from(as_of - day) / half_life)).sum()
    };
    let half_life = era.level_half_life_days();
    let level = total(&mut known.iter().copied(), half_life) / total(&mut (first..=as_of), half_life);
    let part = |(&(half_life_days, bandwidth_km), weight): (&(f64, f64), &f64)| {
        let all = total(&mut known.iter().copied(), half_life_days);
        let factor = if all > 0.0 { level * weight / all } else { 0.0 };
        Part { half_life_days, bandwidth_km, factor }
    };
    let parts = MIXED.iter().zip(&era.weights[1..]).map(part).collect();
    (parts, level * era.weights[0] / record.extent_km2)
}

fn check_era(era: &Era) {
    let sum: f64 = era.weights.iter().sum();
    assert!((sum - 1.0).abs() < 1e-9 && era.weights.iter().all(|weight| *weight > 0.0), "{era:?}");
}

/// The extent is that of one incident at least, and of none that overlaps another at most; it is measured to 3 %.
fn check_extent(record: &Record, located: usize) {
    let share = record.extent_km2 / (PI * REACH_KM.powi(2));
    assert!(share >= 0.97 && share <= 1.03 * located as f64, "the extent of {located} incidents is {share} discs");
}

/// The report tells what was fitted, and only where the fitted intensity is asked for.
pub fn check_method(asked: &Asked<'_>, options: &RouteOptions, findings: &RouteFindings) {
    let record = Record::of(asked.snapshot).filter(|_| is_fitted(options));
    let told = &findings.method.assumptions.fit;
    assert_eq!(told.is_some(), record.is_some(), "{:?}", findings.method);
    if let (Some(told), Some(record)) = (told, record) {
        let era = record.fit(asked.snapshot).era(asked.as_of);
        assert_eq!((told.weights, told.level_half_life_days), (era.weights, era.level_half_life_days()));
    }
    let is_fitted = findings.method.options.intensity == Some(Intensity::Fitted);
    assert_eq!(is_fitted, self::is_fitted(options), "{:?}", findings.method);
}
