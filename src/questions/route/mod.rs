//! The route report: what is recorded along a route, and how many recorded incidents a convoy on it would have to
//! expect if the recent pattern held.

mod along;
mod cells;
mod corridor;
mod corridor_history;
mod encounter;
mod exposure;
mod field;
mod fields;
mod legs;
mod options;
mod pace;
mod profile;
mod report;
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

use super::after_more::AfterMore;
use super::coverage::{Coverage, Subject};
use super::forecast::{Intensity, Outlook};
use super::method::{Assumptions, Method, common_notes};
use super::scope::Scope;
use crate::area::Area;
use crate::day;
use crate::error::Result;
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::Shape;
use crate::history::Comparison;
use crate::incident::OriginCounts;
use crate::intensity::kernels::KernelForm;
use crate::route_line::Route;
use crate::snapshot::Snapshot;
pub use along::expected_along;
use cells::Cells;
pub use corridor::CorridorIncidents;
pub use encounter::Encounter;
pub(super) use encounter::RouteWeights;
pub use exposure::Peak;
use exposure::RouteIntegrals;
use field::Field;
use fields::Fields;
pub use legs::Legs;
pub use options::{RouteDetail, RouteOptions};
use pace::Pace;
pub use pace::{Speed, Stop, Timeline};
pub use report::{Exposure, ReportingLag, RouteFindings, RouteReport, RouteRisk};
pub(super) use row_weights::RowWeight;
pub use segments::Segment;
use segments::Segments;
pub use status::{Blockades, CorridorStatus, Crowding, CrowdingVerdict, RepeatedSegment};
pub use sweep_cache::SweepCache;
use sweep_cache::SweptRoute;
pub use worst_stretches::Stretch;

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
        Intensity::Fitted => Fields::fitted(&question.scope),
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
            Intensity::Fitted => Fields::fitted(&self.scope),
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
        let reporting_lag = ReportingLag::new(self.scope.snapshot, &sweep.weights);
        notes.extend(left_out);
        notes.extend(reporting_lag.note());
        let after_more =
            AfterMore::new(&self.scope, &status.history.comparison, self.options.chosen_intensity(), coverage);
        let outlook = self.options.forecast.then(|| self.outlook(on_all_days, coverage)).flatten();
        let (next, hindcast) = outlook
            .map(|outlook| {
                notes.extend(outlook.notes);
                (outlook.next, outlook.hindcast)
            })
            .unzip();
        let next = next.flatten();
        let hindcast = hindcast.filter(|_| self.options.hindcast);
        let legs = Legs::new(self.route, self.scope.lang);
        let (segments, method) = (segments.all, self.method());
        RouteFindings { legs, segments, stretches, status, after_more, next, hindcast, reporting_lag, method, notes }
    }

    /// What the past of the corridor says about what comes. `None` if no incident can be located.
    fn outlook(&self, on_all_days: &CorridorIncidents, coverage: &Coverage) -> Option<Outlook> {
        let certain = on_all_days.certain(&self.scope, self.options.corridor_km);
        let line = Shape { lines: vec![self.route.vertices().to_vec()], ..Shape::default() };
        let corridor = Area::new(line, Some(self.options.corridor_km)).ok()?;
        Outlook::new(&self.scope, &corridor, self.options.chosen_intensity(), certain, coverage)
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
        let mut notes = common_notes(scope.snapshot, scope.uncertainty, scope.lang);
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
