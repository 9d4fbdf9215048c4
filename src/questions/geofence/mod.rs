//! The geofence report: what is recorded in and around an area.

mod batch;
mod counts;
mod near_repeats;
mod peers;
mod surroundings;

use serde::{Deserialize, Serialize};

use super::after_more::AfterMore;
use super::coverage::{Coverage, Subject};
use super::dates::DateFilter;
use super::forecast::{Forecast, Intensity, Outlook};
use super::hindcast::{Hindcast, SetHindcast};
use super::limits;
use super::method::{Assumptions, Method, common_notes};
use super::scope::{Scope, question_options};
use super::verdict_text::verdict_text;
use crate::area::Area;
use crate::day;
use crate::error::Result;
use crate::history::{Comparison, History, KindCount};
use crate::incident::{Day, OriginCounts};
use crate::members::Members;
use crate::snapshot::Snapshot;
pub use batch::{AreaRows, GeofenceAnswers, GeofenceBatch, geofences};
pub use counts::Counts;
pub use near_repeats::{NearRepeatOptions, NearRepeats, Untested};
pub use peers::{Peer, ShrunkRate};
pub use surroundings::{NearIncident, Ring};

/// Which parts of the report are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GeofenceDetail {
    /// The whole report.
    #[default]
    Full,
    /// Only the incidents inside, their shares and counts.
    Rows,
}

question_options! {
    /// The options of a question about an area.
    pub struct GeofenceOptions {
        /// Makes any geometry an area: everything within this distance of it, km, 0.001 to 2,000, or 0 for polygons as
        /// they are. The `radiusKm` that a feature has among its properties takes precedence. Points and lines need one of
        /// the two. Default: none.
        radius_km: Option<f64> = None,
        /// Outer limits of the distance rings around the area, km, ascending, each 0.001 to 2,000, at most 20.
        /// Default: 5, 10, 25 and 50.
        rings_km: Vec<f64> = vec![5.0, 10.0, 25.0, 50.0],
        /// Which parts of the report are computed. Default: all.
        detail: GeofenceDetail = GeofenceDetail::Full,
        /// The intensity behind `next`. Default: fitted to the snapshot.
        intensity: Intensity = Intensity::Fitted,
        /// Whether the report says what is expected next, which may take longer than all the rest. Without it there is no
        /// `hindcast` either. Default: yes.
        forecast: bool = true,
        /// Whether the report has what forecasts would have said at past dates. Default: no.
        hindcast: bool = false,
        /// Looks for near repeats, which takes longer than all the rest. In JSON `true` stands for the default options.
        /// Default: no.
        #[serde(deserialize_with = "near_repeats::deserialize_options")]
        repeat: Option<NearRepeatOptions> = None,
    }
}

/// The answer for one area.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GeofenceReport {
    /// Every incident with a share above 0 on the days asked for, as row numbers, ascending.
    pub rows: Vec<u32>,
    /// The share of each of these incidents that lies inside, above 0; 1 is certain.
    pub share: Vec<f32>,
    /// Size of the area, km².
    pub area_km2: f64,
    /// How many incidents these are.
    pub counts: Counts,
    /// The certain and possible ones of these by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// What [`GeofenceDetail::Rows`] leaves out.
    #[serde(flatten)]
    pub findings: Option<GeofenceFindings>,
}

/// What a full report has besides the incidents inside.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GeofenceFindings {
    /// Whether the data cover the area at all, which has to be known before any number.
    pub coverage: Coverage,
    /// What the comparison says in plain words, or what the data do not cover.
    pub verdict_text: String,
    /// The certain incidents inside, in the recent window and in the baseline, and by week.
    #[serde(flatten)]
    pub history: History,
    /// What followed past verdicts *more* in this snapshot; `None` for another verdict, for windows of other lengths than 28 and
    /// 336 days, and where the data do not cover the area.
    pub after_more: Option<AfterMore>,
    /// Certain incidents around the area, by distance.
    pub rings: Vec<Ring>,
    /// Certain incidents inside by kind, in both windows.
    pub by_kind: Vec<KindCount>,
    /// The ten nearest incidents on the days asked for, by their recorded points. Of equally distant ones, the newest
    /// come first.
    pub nearest: Vec<NearIncident>,
    /// The incidents that are expected next; `None` if no incident of the snapshot can be located, or
    /// with `forecast: false`.
    pub next: Option<Forecast>,
    /// What forecasts would have said in the past; `None` unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hindcast: Option<Hindcast>,
    /// Near repeats among the certain incidents of both windows; `None` unless asked for.
    pub repeat: Option<NearRepeats>,
    /// The place of the area among those asked about together; `None` for an area that was asked about by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub among: Option<Peer>,
    /// How the answer was made.
    pub method: Method<GeofenceOptions>,
    /// Sentences about what was left out, and what the reader has to know.
    pub notes: Vec<String>,
}

/// The relative error of the size of an area from which a note tells it.
const SIZE_ERROR_NOTED: f64 = 1e-3;

/// A checked question about one area.
struct Question<'a> {
    scope: Scope<'a>,
    area: &'a Area,
    options: &'a GeofenceOptions,
}

/// Answers the question for one area.
///
/// # Errors
/// `BadOption` for an option out of its range or an actor that no incident names, with the name of the option as field.
pub fn geofence(snapshot: &Snapshot, area: &Area, options: &GeofenceOptions) -> Result<GeofenceReport> {
    let question = Question::new(snapshot, area, options)?;
    if options.detail == GeofenceDetail::Rows {
        let mut members = Members::default();
        question.collect_selected(&mut members);
        return Ok(GeofenceReport::new(snapshot, members, area, None));
    }
    // The windows do not depend on the days asked for.
    let all_members = question.collect_on_all_days();
    let selection = &question.scope.selection;
    let selected =
        (!selection.has_all_days()).then(|| all_members.filtered(|row| selection.covers(snapshot.day()[row])));
    let findings = question.findings(&all_members, selected.as_ref().unwrap_or(&all_members));
    Ok(GeofenceReport::new(snapshot, selected.unwrap_or(all_members), area, Some(findings)))
}

impl GeofenceReport {
    fn new(snapshot: &Snapshot, members: Members, area: &Area, findings: Option<GeofenceFindings>) -> GeofenceReport {
        let (counts, share) = (Counts::of(&members), members.shares());
        let by_origin = snapshot.count_by_origin(members.rows.iter().map(|&row| row as usize));
        GeofenceReport { rows: members.rows, share, area_km2: area.area_km2(), counts, by_origin, findings }
    }
}

impl<'a> Question<'a> {
    fn new(snapshot: &'a Snapshot, area: &'a Area, options: &'a GeofenceOptions) -> Result<Question<'a>> {
        Ok(Question { scope: options.check_against(snapshot)?, area, options })
    }

    /// Adds the incidents inside that the scope selects.
    fn collect_selected(&self, members: &mut Members) {
        let (scope, selection) = (&self.scope, &self.scope.selection);
        if selection.has_all_days() {
            return self.collect_matching(members);
        }
        members.collect(scope.snapshot, scope.uncertainty, self.area, Some(|row: usize| scope.selects(row)));
    }

    /// Collects the incidents inside with the kinds and actors asked for, on any day.
    fn collect_on_all_days(&self) -> Members {
        let mut members = Members::default();
        self.collect_matching(&mut members);
        members
    }

    fn collect_matching(&self, members: &mut Members) {
        let scope = &self.scope;
        let selects_all = scope.selection.has_all_kinds_and_actors();
        let filter = (!selects_all).then_some(|row: usize| scope.matches(row));
        members.collect(scope.snapshot, scope.uncertainty, self.area, filter);
    }

    fn findings(&self, all_members: &Members, selected: &Members) -> GeofenceFindings {
        let Scope { snapshot, .. } = self.scope;
        let timeframe = self.scope.timeframe();
        let mut counter = timeframe.counter();
        let days = snapshot.day();
        let mut dates = DateFilter::new(&self.scope);
        for row in all_members.certain().filter(|&row| dates.admits(row)) {
            counter.add(days[row], snapshot.kind()[row], snapshot.origin(row));
        }
        let both_windows = self.scope.windows.both();
        let in_windows = all_members.possible().filter(|(row, _)| both_windows.contains(days[*row]));
        let possible: Vec<(Day, f32)> =
            in_windows.filter(|(row, _)| dates.admits(*row)).map(|(row, share)| (days[row], share)).collect();
        let history = timeframe.history(&counter, &possible, |share| f64::from(*share));
        let nearest = surroundings::find_nearest(self);
        let coverage = Coverage::new(&self.scope, Subject::Area(self.area), self.nearest_of_all_km(&nearest));
        let intensity = self.options.intensity;
        let outlook = || Outlook::new(&self.scope, self.area, intensity, all_members.certain(), &coverage);
        let outlook = self.options.forecast.then(outlook).flatten();
        let after_more = AfterMore::new(&self.scope, &history.comparison, intensity, &coverage);
        let mut notes = self.notes(selected, &history.comparison, &dates);
        let (next, hindcast) = outlook
            .map(|outlook| {
                notes.extend(outlook.notes);
                (outlook.next, outlook.hindcast)
            })
            .unzip();
        let next = next.flatten();
        GeofenceFindings {
            verdict_text: verdict_text(
                &self.scope,
                &history.comparison,
                possible.iter().map(|(day, _)| *day),
                dates.undated(),
                &coverage,
            ),
            coverage,
            next,
            hindcast: hindcast.filter(|_| self.options.hindcast),
            rings: surroundings::count_rings(self),
            by_kind: counter.by_kind(),
            nearest,
            repeat: self.options.repeat.map(|repeat| {
                near_repeats::test(self, all_members.certain().filter(|&row| dates.is_dated(row)), repeat)
            }),
            among: None,
            method: self.method(),
            notes,
            after_more,
            history,
        }
    }

    /// The distance of the area to the nearest incident of all, if the nearest of those asked for tell it.
    fn nearest_of_all_km(&self, nearest: &[NearIncident]) -> Option<f64> {
        let selection = &self.scope.selection;
        let selects_all = selection.has_all_days() && selection.has_all_kinds_and_actors();
        let selects_all = selects_all && !self.scope.snapshot.is_filtered();
        let first = nearest.first().filter(|_| selects_all)?;
        Some((first.distance_km - self.area.radius_km()).max(0.0))
    }

    fn method(&self) -> Method<GeofenceOptions> {
        let counting = if self.scope.uncertainty {
            "share of a uniform disc of the location's uncertainty; 1 is certain"
        } else {
            "points as recorded"
        };
        let mut options = self.options.clone();
        options.as_of = Some(self.scope.as_of);
        options.radius_km = Some(self.area.radius_km());
        let (snapshot, intensity) = (self.scope.snapshot, options.intensity);
        let assumptions = Assumptions::new(snapshot, counting).with_fit(snapshot, self.scope.as_of, intensity);
        Method { options, assumptions }
    }

    fn notes(&self, selected: &Members, comparison: &Comparison, dates: &DateFilter<'_>) -> Vec<String> {
        let scope = &self.scope;
        let mut notes = common_notes(scope.snapshot, scope.uncertainty, scope.lang);
        let later = scope.count_later(selected.rows.iter().map(|&row| row as usize));
        if later > 0 {
            notes.push(format!(
                "{later} of the incidents listed are later than {} and so in neither window.",
                day::format(scope.as_of)
            ));
        }
        let size_error = self.area.size().relative_error;
        if size_error > SIZE_ERROR_NOTED {
            notes.push(format!(
                "The size of this area, which is very thin or intricate, is approximate: it may be wrong by {:.1} %.",
                100.0 * size_error
            ));
        }
        notes.extend(scope.time_notes());
        notes.extend(comparison.notes());
        notes.extend(dates.notes());
        notes
    }
}

impl GeofenceOptions {
    /// Checks the options of a question about a snapshot, and returns its scope.
    fn check_against<'a>(&self, snapshot: &'a Snapshot) -> Result<Scope<'a>> {
        let radius_km = self.radius_km.filter(|km| *km != 0.0);
        radius_km.map_or(Ok(()), |km| limits::RADIUS_KM.check("radiusKm", km))?;
        limits::check_rings(&self.rings_km, limits::RING_KM)?;
        self.repeat.map_or(Ok(()), |repeat| repeat.check())?;
        Scope::new(snapshot, &self.scope())
    }
}
