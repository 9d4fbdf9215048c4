//! The route report: what is recorded along a route, and how many recorded incidents a convoy on it would have to
//! expect if the recent pattern held.

mod cells;
mod corridor;
mod corridor_history;
mod encounter;
mod exposure;
mod field;
mod fields;
mod legs;
mod pace;
mod profile;
mod row_weights;
#[cfg(test)]
mod samples;
mod segments;
mod status;
mod sweep;
mod sweep_cache;
#[cfg(test)]
mod tests;
mod worst_stretches;

use std::f64::consts::PI;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::coverage::{Coverage, Subject};
use super::forecast::{Forecast, Hindcast, Intensity, Outlook};
use super::limits::{self, refuse};
use super::method::{Assumptions, Method, common_notes};
use super::scope::{Scope, question_options};
use crate::area::Area;
use crate::day;
use crate::error::Result;
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::Shape;
use crate::history::{Comparison, INCOMPLETE_DAYS};
use crate::incident::OriginCounts;
use crate::intensity::kernels::{Decay, FIXED, KERNELS, KernelForm};
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use cells::Cells;
pub use corridor::CorridorIncidents;
pub use encounter::Encounter;
pub(super) use encounter::RouteWeights;
pub use exposure::Peak;
use exposure::RouteIntegrals;
use field::Field;
use fields::Fields;
pub use legs::Legs;
use pace::Pace;
pub use pace::{Speed, Stop, Timeline};
pub(super) use row_weights::RowWeight;
pub use segments::Segment;
use segments::Segments;
pub use status::{Blockades, CorridorStatus, Crowding, CrowdingVerdict, RepeatedSegment};
pub use sweep_cache::SweepCache;
use sweep_cache::SweptRoute;
pub use worst_stretches::Stretch;

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
    /// The options of a question about a route.
    pub struct RouteOptions {
        /// Half the width of the corridor, km, 0.001 to 500. Default: 5.
        corridor_km: f64 = 5.0,
        /// Length of a segment, km, 0.01 to 1,000. A route has at most 100,000 segments. Default: 5.
        segment_km: f64 = 5.0,
        /// Speed of the convoy, km/h, 0.1 to 300. Default: 40.
        speed_kmh: f64 = 40.0,
        /// Other speeds, each from a position on, in the order of the route, at most 1,000. Default: none.
        speeds: Vec<Speed> = Vec::new(),
        /// Stops on the way, in any order, at most 100. Default: none.
        stops: Vec<Stop> = Vec::new(),
        /// An incident within this distance of the convoy counts as an encounter, km, 0.001 to 50. Default: 1.
        encounter_km: f64 = 1.0,
        /// The intensity λ behind exposure, encounter expectation and `next`. Default: fitted to the snapshot, but fixed
        /// where `halfLifeDays` or `bandwidthKm` is given.
        intensity: Option<Intensity> = None,
        /// The age at which an incident weighs half in the fixed intensity, days, 0.1 to 3,650. Default: 30.
        half_life_days: Option<f64> = None,
        /// Standard deviation of the kernel of an exactly located incident in the fixed intensity, km, 0.1 to 100.
        /// Default: 5.
        bandwidth_km: Option<f64> = None,
        /// Whether the report says what is expected next, which may take longer than all the rest. Without it there is no
        /// `hindcast` either. Default: yes.
        forecast: bool = true,
        /// Whether the report has what forecasts would have said at past dates. Default: no.
        hindcast: bool = false,
        /// When the trip starts, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, at most 40 characters. The data have days and no hours, so no number
        /// depends on it. Default: not given.
        departure: Option<String> = None,
        /// Which parts of the report are computed. Default: all.
        detail: RouteDetail = RouteDetail::Full,
    }
}

/// The answer for one route. What [`RouteOptions::detail`] leaves out is `None`, and is not serialised.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteReport {
    /// Geodesic length along the legs, km.
    pub length_km: f64,
    /// Duration of the trip with its stops, hours.
    pub hours: f64,
    /// When the convoy is where.
    pub timeline: Timeline,
    /// Whether the data cover the route at all, which has to be known before any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// The incidents in the corridor on the days asked for.
    #[serde(flatten)]
    pub corridor: Option<CorridorIncidents>,
    /// These incidents by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// Exposure and encounter expectation.
    #[serde(flatten)]
    pub risk: Option<RouteRisk>,
    /// What only a full report has.
    #[serde(flatten)]
    pub findings: Option<RouteFindings>,
}

/// Exposure and encounter expectation of a route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteRisk {
    /// The intensity λ of recorded incidents along the route.
    pub exposure: Exposure,
    /// What the exposure means for the convoy.
    pub encounter: Encounter,
}

/// The intensity λ of recorded incidents along the route: the sum of Gaussian kernels of the incidents up to `asOf`,
/// with σ² = bandwidth² + (uncertainty radius/2)² and the weight 2^(−age/half-life).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// ∫λ ds over the route, incidents per km per day.
    pub integral: f64,
    /// The integral divided by the length of the route, incidents per km² per day.
    pub mean: f64,
    /// Where λ is highest.
    pub peak: Peak,
}

/// What a full report has besides incidents and exposure.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteFindings {
    /// How much of the route is drawn as long straight lines.
    pub legs: Legs,
    /// The route in segments of equal length, in their order.
    pub segments: Vec<Segment>,
    /// The worst stretches: the fewest segments that together hold half of the encounter expectation, merged where one
    /// follows the other. The stretch with the highest expectation comes first. At most 100; a note says so where there are
    /// more.
    pub stretches: Vec<Stretch>,
    /// The corridor as a whole over time.
    pub status: CorridorStatus,
    /// The incidents that are expected next in the corridor; `None` if no incident of the snapshot can be located, or
    /// with `forecast: false`.
    pub next: Option<Forecast>,
    /// What forecasts would have said in the past of the corridor; `None` unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hindcast: Option<Hindcast>,
    /// How much of the encounter expectation rests on days whose records are incomplete.
    pub reporting_lag: ReportingLag,
    /// How the answer was made.
    pub method: Method<RouteOptions>,
    /// Sentences about what was left out, and what the reader has to know.
    pub notes: Vec<String>,
}

/// How much of the encounter expectation rests on the last days before the date of the data, whose records are incomplete because
/// reports still arrive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReportingLag {
    /// Number of these days.
    pub days: u32,
    /// The share of the encounter expectation that comes from incidents of these days and later ones, 0 to 1; 0 where nothing is
    /// expected.
    pub share: f64,
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
/// `BadOption` for an option out of its range, for a stop or speed that is not on the route, or for an actor that no
/// incident names, with the name of the option as field.
pub fn route(snapshot: &Snapshot, route: &Route, options: &RouteOptions) -> Result<RouteReport> {
    route_incremental(&mut SweepCache::default(), snapshot, route, options)
}

/// Answers as [`route`] does, but faster where most of the route is the same as in the last question with this cache.
/// Sums then differ from those of [`route`] by 1e-4 at most. A cache serves one snapshot.
///
/// # Errors
/// The errors of [`route`].
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
            Ok(question.report(None, Some(corridor), None, None))
        }
        RouteDetail::Exposure => {
            let sweep = question.sweep(cache);
            Ok(question.report(Some(question.coverage()), None, Some(sweep.risk(&question)), None))
        }
        RouteDetail::Full => Ok(question.full_report(cache).0),
    }
}

/// Answers in full. Returns with the report what each incident adds to the encounter expectation.
pub(super) fn route_with_weights(
    snapshot: &Snapshot,
    route: &Route,
    options: &RouteOptions,
) -> Result<(RouteReport, RouteWeights)> {
    let question = Question::new(snapshot, route, options)?;
    let (report, sweep) = question.full_report(&mut SweepCache::default());
    Ok((report, sweep.weights))
}

/// The intensity λ at a point, recorded incidents per km² per day. Kernels are cut where they fall below 1e-12 of their
/// peak.
///
/// # Errors
/// The errors of [`route`].
pub fn intensity(snapshot: &Snapshot, route: &Route, options: &RouteOptions, at: LonLat) -> Result<f64> {
    let question = Question::new(snapshot, route, options)?;
    let fields = match options.chosen_intensity() {
        Intensity::Fitted => Fields::fitted(&question),
        Intensity::Fixed => None,
    };
    let fields = fields.unwrap_or_else(|| Fields::one(Field::new(&question, options.fixed_kernel())));
    Ok(fields.intensity(snapshot, GeoPoint::new(at).xyz))
}

/// A route cut into cells, with λ integrated along them.
struct RouteSweep<'a> {
    fields: Fields<'a>,
    cells: Rc<Cells>,
    integrals: RouteIntegrals,
    weights: RouteWeights,
    /// What single incidents add by the fixed intensity, where another one is used: its interval describes the past record.
    fixed_weights: Option<RouteWeights>,
}

impl RouteSweep<'_> {
    fn risk(&self, question: &Question<'_>) -> RouteRisk {
        let (integral, snapshot) = (self.integrals.total(), question.scope.snapshot);
        let peak = match self.fields.only() {
            Some(field) => self.integrals.find_peak(field, &self.cells),
            None => self.integrals.find_peak_of_mixture(&self.cells, &self.fields, snapshot),
        };
        let exposure = Exposure { integral, mean: integral / question.route.length_km(), peak };
        let past = self.fixed_weights.as_ref().unwrap_or(&self.weights);
        let interval = past.interval(question.scope.confidence);
        RouteRisk { exposure, encounter: Encounter { expected: self.weights.expected(), interval } }
    }
}

impl<'a> Question<'a> {
    fn new(snapshot: &'a Snapshot, route: &'a Route, options: &'a RouteOptions) -> Result<Question<'a>> {
        let scope = options.check_against(snapshot)?;
        options.check_on(route)?;
        Ok(Question { scope, route, options, pace: Pace::new(options) })
    }

    /// Expected encounters per unit of ∫λ dt with t in hours: πR²/24.
    fn encounters_per_hour(&self) -> f64 {
        PI * self.options.encounter_km.powi(2) / 24.0
    }

    fn sweep(&self, cache: &mut SweepCache) -> RouteSweep<'_> {
        let fixed = self.fixed_sweep(&mut cache.fixed);
        let mixture = match self.options.chosen_intensity() {
            Intensity::Fitted => Fields::fitted(self),
            Intensity::Fixed => None,
        };
        let Some(fields) = mixture else { return fixed };
        let cells = Rc::new(Cells::new(self, self.options.least_bandwidth_km()));
        let sums = fields.integrate(self, &cells, &mut cache.mixed);
        let integrals = RouteIntegrals::new(sums, &cells);
        let weights = RouteWeights::new(self, &fields, &integrals);
        RouteSweep { fields, cells, integrals, weights, fixed_weights: Some(fixed.weights) }
    }

    fn fixed_sweep(&self, cache: &mut SweptRoute) -> RouteSweep<'_> {
        let kernel = self.options.fixed_kernel();
        let (field, cells) = (Field::new(self, kernel), Rc::new(Cells::new(self, kernel.bandwidth_km)));
        let sums = cache.integrate(self, &field, &cells);
        cache.store(&cells, &sums);
        let (fields, integrals) = (Fields::one(field), RouteIntegrals::new(sums, &cells));
        let weights = RouteWeights::new(self, &fields, &integrals);
        RouteSweep { fields, cells, integrals, weights, fixed_weights: None }
    }

    fn full_report(&self, cache: &mut SweepCache) -> (RouteReport, RouteSweep<'_>) {
        let sweep = self.sweep(cache);
        // The windows do not depend on the days asked for.
        let on_all_days = corridor::collect_on_all_days(self);
        let selected =
            (!self.scope.selection.has_all_days()).then(|| on_all_days.filtered(|row| self.scope.covers(row)));
        let coverage = self.coverage();
        let findings = self.findings(&sweep, &on_all_days, selected.as_ref().unwrap_or(&on_all_days), &coverage);
        let corridor = selected.unwrap_or(on_all_days);
        let report = self.report(Some(coverage), Some(corridor), Some(sweep.risk(self)), Some(findings));
        (report, sweep)
    }

    fn coverage(&self) -> Coverage {
        Coverage::new(&self.scope, Subject::Route(self.route), None)
    }

    fn report(
        &self,
        coverage: Option<Coverage>,
        corridor: Option<CorridorIncidents>,
        risk: Option<RouteRisk>,
        findings: Option<RouteFindings>,
    ) -> RouteReport {
        let length_km = self.route.length_km();
        let timeline = self.pace.timeline(length_km, &self.options.stops);
        let by_origin = corridor.as_ref().map_or(OriginCounts::default(), |corridor| {
            self.scope.snapshot.count_by_origin(corridor.rows.iter().map(|&row| row as usize))
        });
        let hours = timeline.duration_hours();
        RouteReport { length_km, hours, timeline, coverage, corridor, by_origin, risk, findings }
    }

    fn findings(
        &self,
        sweep: &RouteSweep<'_>,
        on_all_days: &CorridorIncidents,
        selected: &CorridorIncidents,
        coverage: &Coverage,
    ) -> RouteFindings {
        let mut segments = Segments::new(self, &sweep.cells, &sweep.integrals, &sweep.weights.stop_weights);
        let (stretches, status, left_out) =
            corridor_history::count_incidents(self, &sweep.cells, on_all_days, &mut segments, coverage);
        let mut notes = self.notes(selected, &status.history.comparison);
        let reporting_lag = self.reporting_lag(&sweep.weights);
        notes.extend(left_out);
        notes.extend(reporting_lag.note());
        let outlook = self.options.forecast.then(|| self.outlook(on_all_days)).flatten();
        let (next, hindcast) = outlook.map(|outlook| (outlook.next, outlook.hindcast)).unzip();
        let hindcast = hindcast.filter(|_| self.options.hindcast);
        let legs = Legs::new(self.route, self.scope.lang);
        let (segments, method) = (segments.all, self.method());
        RouteFindings { legs, segments, stretches, status, next, hindcast, reporting_lag, method, notes }
    }

    /// What the past of the corridor says about what comes. `None` if no incident can be located.
    fn outlook(&self, on_all_days: &CorridorIncidents) -> Option<Outlook> {
        let days = self.scope.snapshot.day();
        let certain = on_all_days.certain(&self.scope, self.options.corridor_km).map(|row| days[row]);
        let line = Shape { lines: vec![self.route.vertices().to_vec()], ..Shape::default() };
        let corridor = Area::new(line, Some(self.options.corridor_km)).ok()?;
        Outlook::new(&self.scope, &corridor, self.options.chosen_intensity(), certain)
    }

    fn reporting_lag(&self, weights: &RouteWeights) -> ReportingLag {
        let snapshot = self.scope.snapshot;
        let complete_to = snapshot.as_of() - INCOMPLETE_DAYS;
        let is_late = |row: u32| snapshot.day()[row as usize] > complete_to;
        let late = weights.row_weights.iter().filter(|(row, _)| is_late(*row)).fold(0.0, |sum, one| sum + one.1);
        let expected = weights.expected();
        let share = if expected > 0.0 { (late / expected).min(1.0) } else { 0.0 };
        ReportingLag { days: INCOMPLETE_DAYS as u32, share }
    }

    fn method(&self) -> Method<RouteOptions> {
        let counting = "Gaussian kernel, σ² = bandwidth² + (uncertainty/2)²; weight 2^(−age/half-life); closed-form integral along each leg";
        let mut options = self.options.clone();
        options.as_of = Some(self.scope.as_of);
        options.intensity = Some(options.chosen_intensity());
        if options.intensity == Some(Intensity::Fixed) {
            let KernelForm { decay, bandwidth_km } = options.fixed_kernel();
            (options.half_life_days, options.bandwidth_km) = (decay.half_life_days(), Some(bandwidth_km));
        }
        let (snapshot, intensity) = (self.scope.snapshot, options.chosen_intensity());
        let assumptions = Assumptions::new(snapshot, counting).with_fit(snapshot, self.scope.as_of, intensity);
        Method { options, assumptions }
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
        notes.extend(scope.time_notes());
        notes.extend(comparison.notes());
        notes
    }
}

impl ReportingLag {
    /// A note on a share of half a percent or more.
    fn note(&self) -> Option<String> {
        (self.share >= 0.005).then(|| {
            format!(
                "{:.0} % of the encounter expectation comes from the last {} days before the date of the data, of which reports \
                 still arrive.",
                100.0 * self.share,
                self.days
            )
        })
    }
}

impl RouteOptions {
    /// The default options with the fixed intensity.
    pub fn fixed() -> RouteOptions {
        RouteOptions { intensity: Some(Intensity::Fixed), ..RouteOptions::default() }
    }

    /// Checks whatever does not depend on the route, and returns the scope.
    pub(super) fn check_against<'a>(&self, snapshot: &'a Snapshot) -> Result<Scope<'a>> {
        limits::CORRIDOR_KM.check("corridorKm", self.corridor_km)?;
        limits::SEGMENT_KM.check("segmentKm", self.segment_km)?;
        limits::ENCOUNTER_KM.check("encounterKm", self.encounter_km)?;
        self.half_life_days.map_or(Ok(()), |days| limits::HALF_LIFE_DAYS.check("halfLifeDays", days))?;
        self.bandwidth_km.map_or(Ok(()), |km| limits::BANDWIDTH_KM.check("bandwidthKm", km))?;
        pace::check_pace(self)?;
        self.departure.as_deref().map_or(Ok(()), check_departure)?;
        Scope::new(snapshot, &self.scope())
    }

    /// The intensity that is asked for.
    pub(super) fn chosen_intensity(&self) -> Intensity {
        // A fitted intensity has its own half-lives and bandwidths.
        let has_own_kernel = self.half_life_days.is_some() || self.bandwidth_km.is_some();
        if has_own_kernel { Intensity::Fixed } else { self.intensity.unwrap_or_default() }
    }

    /// The kernel of the fixed intensity.
    fn fixed_kernel(&self) -> KernelForm {
        let Decay::HalfLife(half_life_days) = FIXED.decay else { unreachable!("the fixed kernel has a half-life") };
        KernelForm {
            decay: Decay::HalfLife(self.half_life_days.unwrap_or(half_life_days)),
            bandwidth_km: self.bandwidth_km.unwrap_or(FIXED.bandwidth_km),
        }
    }

    /// The least bandwidth of the kernels that are used, km.
    fn least_bandwidth_km(&self) -> f64 {
        let fixed = self.fixed_kernel().bandwidth_km;
        match self.chosen_intensity() {
            Intensity::Fixed => fixed,
            Intensity::Fitted => KERNELS.iter().map(|kernel| kernel.bandwidth_km).fold(fixed, f64::min),
        }
    }

    fn check_on(&self, route: &Route) -> Result<()> {
        pace::check_positions(self, route)?;
        let segments = route.length_km() / self.segment_km;
        if segments > limits::MAX_SEGMENTS {
            let message = format!(
                "segmentKm is {}, which cuts this route of {} km into {} segments; at most {} are accepted.",
                self.segment_km,
                route.length_km().round(),
                segments.ceil(),
                limits::MAX_SEGMENTS
            );
            return refuse("segmentKm", message);
        }
        let cells = cells::max_count(route, self, self.least_bandwidth_km());
        if cells > limits::MAX_CELLS {
            let message = format!(
                "This route of {} km is cut into up to {cells} parts, because kernels with a bandwidthKm of {} need short \
                 ones; at most {} are accepted. Use a shorter route or a larger bandwidthKm.",
                route.length_km().round(),
                self.least_bandwidth_km(),
                limits::MAX_CELLS
            );
            return refuse("bandwidthKm", message);
        }
        Ok(())
    }
}

fn check_departure(text: &str) -> Result<()> {
    if text.len() <= limits::MAX_DEPARTURE_LENGTH && day::parse_with_time(text).is_some() {
        return Ok(());
    }
    let message = "departure is no time; a date as YYYY-MM-DD or with the hour as YYYY-MM-DDTHH:MM is accepted.";
    refuse("departure", message.into())
}
