//! What is recorded along a route, and what a convoy on it may expect to meet: the route report.

mod cells;
mod corridor;
mod corridor_history;
mod encounter;
mod exposure;
mod field;
mod pace;
mod row_weights;
#[cfg(test)]
mod samples;
mod segments;
mod status;
mod sweep;
mod sweep_cache;
mod worst_stretches;

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::limits::{at_least, in_range};
use super::method::{Assumptions, Method, common_notes};
use super::scope::{Scope, question_options};
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::history::Comparison;
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use cells::Cells;
pub use corridor::CorridorIncidents;
pub use encounter::Encounter;
pub(super) use encounter::RouteWeights;
use exposure::LineIntegrals;
pub use exposure::Peak;
use field::Field;
use pace::Pace;
pub use pace::{Speed, Stop, Timeline};
pub(super) use row_weights::RowWeight;
pub use segments::Segment;
use segments::Segments;
pub use status::{Blockades, CorridorStatus, Crowding, CrowdingVerdict, RepeatedSegment};
pub use sweep_cache::SweepCache;
pub use worst_stretches::Stretch;

const MOST_SEGMENTS: f64 = 100_000.0;

/// Which parts of the report are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RouteDetail {
    /// The whole report.
    #[default]
    Full,
    /// Only the incidents in the corridor.
    Rows,
    /// Only the exposure and the encounter expectation.
    Exposure,
}

question_options! {
    /// Options of a route.
    pub struct RouteOptions {
        /// Half the width of the corridor, km, above 0 and up to 500.
        corridor_km: f64 = 5.0,
        /// Length of a segment, km, above 0 and up to 1,000.
        segment_km: f64 = 5.0,
        /// Speed of the convoy, km/h, above 0 and up to 300.
        speed_kmh: f64 = 40.0,
        /// Other speeds, each from a place on, in the order of the route.
        speeds: Vec<Speed> = Vec::new(),
        /// Halts on the way.
        stops: Vec<Stop> = Vec::new(),
        /// An incident within this distance of the convoy counts as an encounter, km, above 0 and up to 50.
        encounter_km: f64 = 1.0,
        /// The age at which an incident weighs half, days, above 0 and up to 3,650.
        half_life_days: f64 = 30.0,
        /// Standard deviation of the kernel of an exactly located incident, km, 0.1 to 100.
        bandwidth_km: f64 = 5.0,
        /// When the trip starts, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. The data tell no hours, so no number depends on it.
        departure: Option<String> = None,
        detail: RouteDetail = RouteDetail::Full,
    }
}

/// The answer for one route. Parts that were not asked for are `None`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteReport {
    /// Geodesic length along the legs, km.
    pub length_km: f64,
    /// Duration of the trip with its halts, hours.
    pub hours: f64,
    pub timeline: Timeline,
    #[serde(flatten)]
    pub corridor: Option<CorridorIncidents>,
    #[serde(flatten)]
    pub risk: Option<RouteRisk>,
    #[serde(flatten)]
    pub findings: Option<RouteFindings>,
}

/// Exposure and encounter expectation of a route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteRisk {
    pub exposure: Exposure,
    pub encounter: Encounter,
}

/// Recorded intensity λ along the route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// ∫λ ds, incidents per km per day.
    pub integral: f64,
    /// The integral divided by the length, incidents per km² per day.
    pub mean: f64,
    pub peak: Peak,
}

/// What a full report says besides incidents and exposure.
#[derive(Clone, Debug, Serialize)]
pub struct RouteFindings {
    /// The route in segments of equal length.
    pub segments: Vec<Segment>,
    /// The fewest segments that together hold half of the encounter expectation, merged where one follows the other. The
    /// stretch with the highest expectation comes first.
    pub stretches: Vec<Stretch>,
    /// The corridor as a whole over time.
    pub status: CorridorStatus,
    pub method: Method<RouteOptions>,
    /// What was left out, and what the reader has to know.
    pub notes: Vec<String>,
}

/// A checked question about one route.
pub(super) struct Question<'a> {
    scope: Scope<'a>,
    route: &'a Route,
    options: &'a RouteOptions,
    pace: Pace,
}

/// Answers the question for one route.
///
/// # Errors
/// `BadOption` for an option out of its range.
pub fn route(snapshot: &Snapshot, route: &Route, options: &RouteOptions) -> Result<RouteReport> {
    route_incremental(&mut SweepCache::default(), snapshot, route, options)
}

/// Answers as [`route`] does, but faster where most of the route is that of the last question with this cache. A cache
/// serves one snapshot.
///
/// # Errors
/// As [`route`].
pub fn route_incremental(
    cache: &mut SweepCache,
    snapshot: &Snapshot,
    route: &Route,
    options: &RouteOptions,
) -> Result<RouteReport> {
    let question = Question::new(snapshot, route, options)?;
    match options.detail {
        RouteDetail::Rows => {
            let corridor = corridor::collect_selected(&question);
            Ok(question.report(Some(corridor), None, None))
        }
        RouteDetail::Exposure => {
            let sweep = question.sweep(cache);
            let report = question.report(None, Some(sweep.risk(&question)), None);
            cache.store(sweep.cells, sweep.integrals.each);
            Ok(report)
        }
        RouteDetail::Full => {
            let (report, sweep) = question.full_report(cache);
            cache.store(sweep.cells, sweep.integrals.each);
            Ok(report)
        }
    }
}

/// Answers in full, and tells what each incident adds to the encounter expectation.
pub(super) fn route_with_weights(
    snapshot: &Snapshot,
    route: &Route,
    options: &RouteOptions,
) -> Result<(RouteReport, RouteWeights)> {
    let question = Question::new(snapshot, route, options)?;
    let (report, sweep) = question.full_report(&mut SweepCache::default());
    Ok((report, sweep.weights))
}

/// λ at a point: recorded incidents per km² per day. Kernels are cut where they fall below 1e-12 of their peak.
///
/// # Errors
/// As [`route`].
pub fn intensity(snapshot: &Snapshot, route: &Route, options: &RouteOptions, at: LonLat) -> Result<f64> {
    let question = Question::new(snapshot, route, options)?;
    Ok(Field::new(&question).intensity(GeoPoint::new(at).xyz))
}

/// A route cut into cells, with its exposure.
struct Sweep<'a> {
    field: Field<'a>,
    cells: Cells,
    integrals: LineIntegrals,
    weights: RouteWeights,
}

impl Sweep<'_> {
    fn risk(&self, question: &Question<'_>) -> RouteRisk {
        let integral = self.integrals.total();
        let peak = self.integrals.peak(&self.field, &self.cells);
        let exposure = Exposure { integral, mean: integral / question.route.length_km(), peak };
        RouteRisk { exposure, encounter: self.weights.encounter(question.scope.confidence) }
    }
}

impl<'a> Question<'a> {
    fn new(snapshot: &'a Snapshot, route: &'a Route, options: &'a RouteOptions) -> Result<Question<'a>> {
        options.check(route)?;
        Ok(Question { scope: Scope::new(snapshot, &options.scope())?, route, options, pace: Pace::new(options) })
    }

    /// Expected encounters per unit of ∫λ dt, with t in hours: πR²/24.
    fn reach_per_hour(&self) -> f64 {
        PI * self.options.encounter_km.powi(2) / 24.0
    }

    fn sweep(&self, cache: &mut SweepCache) -> Sweep<'_> {
        let (field, cells) = (Field::new(self), Cells::new(self));
        let integrals = LineIntegrals::new(self, &field, &cells, cache);
        let weights = RouteWeights::new(self, &field, &integrals);
        Sweep { field, cells, integrals, weights }
    }

    fn full_report(&self, cache: &mut SweepCache) -> (RouteReport, Sweep<'_>) {
        let sweep = self.sweep(cache);
        // Counts over time do not depend on the days asked for.
        let on_all_days = corridor::collect_on_all_days(self);
        let selected =
            (!self.scope.selection.has_all_days()).then(|| on_all_days.filtered(|row| self.scope.covers(row)));
        let findings = self.findings(&sweep, &on_all_days, selected.as_ref().unwrap_or(&on_all_days));
        let report = self.report(Some(selected.unwrap_or(on_all_days)), Some(sweep.risk(self)), Some(findings));
        (report, sweep)
    }

    fn report(
        &self,
        corridor: Option<CorridorIncidents>,
        risk: Option<RouteRisk>,
        findings: Option<RouteFindings>,
    ) -> RouteReport {
        let length_km = self.route.length_km();
        let timeline = self.pace.timeline(length_km, &self.options.stops);
        RouteReport { length_km, hours: timeline.duration_hours(), timeline, corridor, risk, findings }
    }

    fn findings(
        &self,
        sweep: &Sweep<'_>,
        on_all_days: &CorridorIncidents,
        selected: &CorridorIncidents,
    ) -> RouteFindings {
        let mut segments = Segments::new(self, &sweep.cells, &sweep.integrals, &sweep.weights.at_stops);
        let (stretches, status) = corridor_history::count_incidents(self, &sweep.cells, on_all_days, &mut segments);
        let notes = self.notes(selected, &status.history.comparison);
        RouteFindings { segments: segments.all, stretches, status, method: self.method(), notes }
    }

    fn method(&self) -> Method<RouteOptions> {
        let counting = "Gaussian kernel, σ² = bandwidth² + (uncertainty/2)²; weight 2^(−age/half-life); closed-form integral along each leg";
        let mut options = self.options.clone();
        options.as_of = Some(self.scope.as_of);
        Method { options, assumptions: Assumptions::new(self.scope.snapshot, counting) }
    }

    fn notes(&self, corridor: &CorridorIncidents, comparison: &Comparison) -> Vec<String> {
        let scope = &self.scope;
        let mut notes = common_notes(scope.snapshot, scope.uncertainty);
        let as_of = day::format(scope.as_of);
        let later = scope.count_later((0..scope.snapshot.len()).filter(|&row| scope.selects(row)));
        if later > 0 {
            notes.push(format!(
                "{later} incidents of the snapshot are later than {as_of}; the exposure leaves them out."
            ));
        }
        let later_listed = scope.count_later(corridor.rows.iter().map(|&row| row as usize));
        if later_listed > 0 {
            notes.push(format!("{later_listed} of the incidents listed in the corridor are later than {as_of}."));
        }
        if self.route.repeated_vertices() > 0 {
            notes.push(format!(
                "{} vertices repeat the one before them; they change no number.",
                self.route.repeated_vertices()
            ));
        }
        if self.options.departure.is_some() {
            notes.push("The data tell days and not hours: the exposure is the same at any hour of departure.".into());
        }
        notes.extend(scope.window_notes());
        notes.extend(comparison.notes());
        notes
    }
}

impl RouteOptions {
    fn check(&self, route: &Route) -> Result<()> {
        in_range("corridorKm", self.corridor_km, 0.0, 500.0)?;
        in_range("segmentKm", self.segment_km, 0.0, 1000.0)?;
        in_range("encounterKm", self.encounter_km, 0.0, 50.0)?;
        in_range("halfLifeDays", self.half_life_days, 0.0, 3650.0)?;
        at_least("bandwidthKm", self.bandwidth_km, 0.1, 100.0)?;
        pace::check(self, route)?;
        self.departure.as_deref().map_or(Ok(()), check_departure)?;
        let segments = route.length_km() / self.segment_km;
        if segments > MOST_SEGMENTS {
            let message = format!(
                "segmentKm is {}, which cuts this route into {} segments; at most {MOST_SEGMENTS} are accepted.",
                self.segment_km,
                segments.ceil()
            );
            return Err(GeobitError::new(Code::BadOption, message).at_field("segmentKm"));
        }
        Ok(())
    }
}

fn check_departure(text: &str) -> Result<()> {
    if day::parse_with_time(text).is_some() {
        return Ok(());
    }
    let message = "departure is no time; a date as YYYY-MM-DD, or with the hour as YYYY-MM-DDTHH:MM, is accepted.";
    Err(GeobitError::new(Code::BadOption, message).at_field("departure"))
}
