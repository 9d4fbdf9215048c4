//! What is recorded along a route, and what a convoy on it may expect to meet: the route report.

mod corridor;
pub(super) mod encounter;
mod exposure;
mod field;
mod kept;
mod pace;
mod recorded;
pub(super) mod rows;
#[cfg(test)]
mod samples;
mod segments;
mod status;
mod stretches;
mod sweep;
mod worst;

use std::f64::consts::PI;

use serde::Serialize;

use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::history::{Comparison, Windows, check_windows};
use crate::incident::Day;
use crate::questions::limits::{self, at_least, in_range};
use crate::questions::method::{Method, Ways, common_notes};
use crate::route_line::Route;
use crate::snapshot::{Selection, SelectionOptions, Snapshot, parse_day};
pub use corridor::Corridor;
pub use encounter::Encounter;
use encounter::Weights;
use exposure::LineIntegrals;
pub use exposure::Peak;
use field::Field;
pub use kept::Kept;
use pace::Pace;
pub use pace::{Speed, Stop, Timeline};
pub use segments::Segment;
use segments::Segments;
pub use status::{Blockades, Crowding, Pressure, Repeated, Status};
use stretches::Stretches;
pub use worst::WorstStretch;

const MOST_SEGMENTS: f64 = 100_000.0;

/// Which parts of the report are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RouteDetail {
    #[default]
    Full,
    /// Only the incidents in the corridor.
    Rows,
    /// Only exposure and encounter expectation.
    Exposure,
}

/// The question as a caller writes it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteOptions {
    pub corridor_km: f64,
    pub segment_km: f64,
    pub speed_kmh: f64,
    pub speeds: Vec<Speed>,
    pub stops: Vec<Stop>,
    pub encounter_km: f64,
    pub half_life_days: f64,
    pub bandwidth_km: f64,
    pub as_of: Option<String>,
    pub recent_days: u32,
    pub baseline_days: u32,
    pub from: Option<String>,
    pub to: Option<String>,
    pub kinds: Option<Vec<String>>,
    pub uncertainty: bool,
    /// Level of the interval of the encounter expectation.
    pub confidence: f64,
    /// Day and hour of departure: the data tell no hours, so no number depends on it.
    pub departure: Option<String>,
    pub detail: RouteDetail,
}

impl Default for RouteOptions {
    fn default() -> Self {
        Self {
            corridor_km: 5.0,
            segment_km: 5.0,
            speed_kmh: 40.0,
            speeds: Vec::new(),
            stops: Vec::new(),
            encounter_km: 1.0,
            half_life_days: 30.0,
            bandwidth_km: 5.0,
            as_of: None,
            recent_days: 28,
            baseline_days: 336,
            from: None,
            to: None,
            kinds: None,
            uncertainty: true,
            confidence: 0.95,
            departure: None,
            detail: RouteDetail::Full,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteReport {
    pub length_km: f64,
    pub hours: f64,
    #[serde(skip)]
    pub timeline: Timeline,
    #[serde(skip)]
    pub corridor: Option<Corridor>,
    pub exposure: Option<(Exposure, Encounter)>,
    pub detail: Option<Detail>,
    /// What each incident adds, of a full report.
    #[serde(skip)]
    pub(super) weights: Option<Weights>,
}

/// Recorded intensity λ along the route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// ∫λ ds, incidents per km per day.
    pub integral: f64,
    /// The integral over the length, incidents per km² per day.
    pub mean: f64,
    pub peak: Peak,
}

#[derive(Serialize)]
pub struct Detail {
    #[serde(skip)]
    pub segments: Vec<Segment>,
    pub worst: Vec<WorstStretch>,
    pub status: Status,
    pub method: Method<RouteOptions>,
    pub notes: Vec<String>,
}

/// A checked question.
pub(super) struct Question<'a> {
    snapshot: &'a Snapshot,
    route: &'a Route,
    options: &'a RouteOptions,
    selection: Selection,
    pace: Pace,
    as_of: Day,
}

/// Answers the question for one route.
pub fn route(snapshot: &Snapshot, route: &Route, options: &RouteOptions) -> Result<RouteReport> {
    route_after(&mut Kept::default(), snapshot, route, options)
}

/// The same, sooner if the route is mostly that of the question before it, about the same snapshot: what that left is kept.
pub fn route_after(kept: &mut Kept, snapshot: &Snapshot, route: &Route, options: &RouteOptions) -> Result<RouteReport> {
    let question = Question::new(snapshot, route, options)?;
    let timeline = question.pace.timeline(route.length_km(), &options.stops);
    let hours = timeline.whole();
    let mut report = RouteReport {
        length_km: route.length_km(),
        hours,
        timeline,
        corridor: None,
        exposure: None,
        detail: None,
        weights: None,
    };
    match options.detail {
        RouteDetail::Rows => report.corridor = Some(corridor::corridor(&question, true)),
        RouteDetail::Exposure => {
            let risk = question.risk(kept);
            report.exposure = Some(risk.told(&question));
            kept.keep(risk.stretches, risk.integrals.each);
        }
        RouteDetail::Full => {
            let risk = question.risk(kept);
            // What is told over time does not depend on the days asked for.
            let everyone = corridor::corridor(&question, false);
            let some = !question.selection.is_of_all_days();
            let asked = some.then(|| everyone.filtered(|row| question.selection.covers(snapshot.day()[row])));
            report.detail = Some(question.detail(&risk, &everyone, asked.as_ref().unwrap_or(&everyone)));
            report.corridor = Some(asked.unwrap_or(everyone));
            report.exposure = Some(risk.told(&question));
            report.weights = Some(risk.weights);
            kept.keep(risk.stretches, risk.integrals.each);
        }
    }
    Ok(report)
}

/// The exposure of a route, cut into stretches.
struct Risk<'a> {
    field: Field<'a>,
    stretches: Stretches,
    integrals: LineIntegrals,
    weights: Weights,
}

impl Risk<'_> {
    fn told(&self, question: &Question<'_>) -> (Exposure, Encounter) {
        let integral = self.integrals.total();
        let peak = self.integrals.peak(&self.field, &self.stretches);
        let exposure = Exposure { integral, mean: integral / question.route.length_km(), peak };
        (exposure, self.weights.encounter(question.options.confidence))
    }
}

/// λ at a place: recorded incidents per km² per day, without truncation in distance below 1e-12 of a kernel's peak.
pub fn intensity(snapshot: &Snapshot, line: &Route, options: &RouteOptions, at: LonLat) -> Result<f64> {
    let question = Question::new(snapshot, line, options)?;
    Ok(Field::new(&question).intensity(GeoPoint::new(at).xyz))
}

impl<'a> Question<'a> {
    fn new(snapshot: &'a Snapshot, route: &'a Route, options: &'a RouteOptions) -> Result<Question<'a>> {
        options.check(route)?;
        let wanted = SelectionOptions {
            from: options.from.as_deref(),
            to: options.to.as_deref(),
            kinds: options.kinds.as_deref(),
            actors: None,
        };
        let selection = Selection::new(&wanted, snapshot)?;
        let as_of = options.as_of.as_deref().map_or(Ok(snapshot.as_of()), |text| parse_day(text, "asOf"))?;
        Ok(Question { snapshot, route, options, selection, pace: Pace::new(options), as_of })
    }

    /// Whether a row is of the kinds and days asked for.
    #[inline]
    fn wants(&self, row: usize) -> bool {
        self.selection.covers(self.snapshot.day()[row]) && self.selection.matches(self.snapshot, row)
    }

    fn windows(&self) -> Windows {
        Windows::new(self.as_of, self.options.recent_days, self.options.baseline_days)
    }

    /// Expected encounters for an integral of λ over hours, driven or halted: πR²/24.
    fn reach_per_hour(&self) -> f64 {
        PI * self.options.encounter_km.powi(2) / 24.0
    }

    fn risk(&self, kept: &mut Kept) -> Risk<'_> {
        let (field, stretches) = (Field::new(self), Stretches::new(self));
        let integrals = LineIntegrals::new(self, &field, &stretches, kept);
        let weights = Weights::new(self, &field, &integrals);
        Risk { field, stretches, integrals, weights }
    }

    fn detail(&self, risk: &Risk<'_>, everyone: &Corridor, asked: &Corridor) -> Detail {
        let mut segments = Segments::new(self, &risk.stretches, &risk.integrals, &risk.weights.at_stops);
        let (worst, status) = recorded::recorded(self, &risk.stretches, everyone, &mut segments);
        let notes = self.notes(asked, &status.statistics.comparison);
        Detail { segments: segments.all, worst, status, method: self.method(), notes }
    }

    fn method(&self) -> Method<RouteOptions> {
        let counting = "Gaussian kernel, σ² = bandwidth² + (uncertainty/2)²; weight 2^(−age/half-life); closed-form integral along each leg";
        let mut asked = self.options.clone();
        asked.as_of = Some(day::format(self.as_of));
        Method { asked, ways: Ways::new(self.snapshot, counting) }
    }

    fn notes(&self, corridor: &Corridor, comparison: &Comparison) -> Vec<String> {
        let snapshot = self.snapshot;
        let mut notes = common_notes(snapshot, self.options.uncertainty);
        let as_of = day::format(self.as_of);
        // Mostly none is, and no row need be looked at.
        let rows = if snapshot.span().1 > self.as_of { 0..snapshot.len() } else { 0..0 };
        let later = rows.filter(|&row| snapshot.day()[row] > self.as_of && self.wants(row)).count();
        if later > 0 {
            notes.push(format!(
                "{later} incidents of the snapshot are later than {as_of}; the exposure leaves them out."
            ));
        }
        let later_rows = corridor.rows.iter().filter(|&&row| snapshot.day()[row as usize] > self.as_of).count();
        if later_rows > 0 {
            notes.push(format!("{later_rows} of the incidents listed in the corridor are later than {as_of}."));
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
        notes.extend(self.windows().notes(snapshot.span().0, snapshot.as_of()));
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
        check_windows(self.recent_days, self.baseline_days)?;
        limits::confidence(self.confidence)?;
        pace::check(self, route)?;
        if let Some(departure) = &self.departure {
            check_departure(departure)?;
        }
        let segments = route.length_km() / self.segment_km;
        if segments > MOST_SEGMENTS {
            let words = format!(
                "segmentKm is {}, which cuts this route into {} segments; at most {} are accepted.",
                self.segment_km,
                segments.ceil(),
                MOST_SEGMENTS
            );
            return Err(GeobitError::new(Code::BadOption, words).at_field("segmentKm"));
        }
        Ok(())
    }
}

fn check_departure(text: &str) -> Result<()> {
    if day::parse_with_time(text).is_some() {
        return Ok(());
    }
    let words = "departure is no time; a date as YYYY-MM-DD, or with the hour as YYYY-MM-DDTHH:MM, is accepted.";
    Err(GeobitError::new(Code::BadOption, words).at_field("departure"))
}
