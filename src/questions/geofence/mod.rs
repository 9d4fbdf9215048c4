//! What is recorded in and around an area: the geofence report.

mod among;
mod around;
mod members;
mod repeat;

use serde::Serialize;

use crate::area::Area;
use crate::day;
use crate::error::{GeobitError, Result};
use crate::geometry::Shape;
use crate::history::{Comparison, Frame, KindCount, Statistics, Weekly, Windows, check_windows};
use crate::incident::Day;
use crate::questions::limits;
use crate::questions::method::{Method, Ways, common_notes};
use crate::snapshot::{Selection, SelectionOptions, Snapshot, parse_day};
pub use among::{Among, among};
pub use around::{Nearest, Ring};
pub use members::{Counts, Members, MembersOfMany};
pub use repeat::{Repeat, RepeatOptions};

/// Which parts of the report are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum GeofenceDetail {
    #[default]
    Full,
    /// Only the incidents inside, their shares and counts.
    Rows,
}

/// The question as a caller writes it. Defaults: all incidents, recent window 28 days, baseline the 336 days before
/// it, rings at 5, 10, 25 and 50 km, uncertainty on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GeofenceOptions {
    pub radius_km: Option<f64>,
    pub as_of: Option<String>,
    pub recent_days: u32,
    pub baseline_days: u32,
    pub from: Option<String>,
    pub to: Option<String>,
    pub kinds: Option<Vec<String>>,
    pub actors: Option<Vec<String>>,
    pub rings_km: Vec<f64>,
    pub uncertainty: bool,
    /// Level of intervals and of verdicts.
    pub confidence: f64,
    pub detail: GeofenceDetail,
    /// Looks for near repeats, which takes longer than all the rest.
    pub repeat: Option<RepeatOptions>,
}

impl Default for GeofenceOptions {
    fn default() -> Self {
        Self {
            radius_km: None,
            as_of: None,
            recent_days: 28,
            baseline_days: 336,
            from: None,
            to: None,
            kinds: None,
            actors: None,
            rings_km: vec![5.0, 10.0, 25.0, 50.0],
            uncertainty: true,
            confidence: 0.95,
            detail: GeofenceDetail::Full,
            repeat: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GeofenceReport {
    #[serde(skip)]
    pub members: Members,
    pub area_km2: f64,
    pub counts: Counts,
    /// What [`GeofenceDetail::Rows`] leaves out.
    pub detail: Option<Detail>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    pub statistics: Statistics,
    pub rings: Vec<Ring>,
    pub by_kind: Vec<KindCount>,
    pub weekly: Weekly,
    pub nearest: Vec<Nearest>,
    pub repeat: Option<Repeat>,
    pub method: Method<GeofenceOptions>,
    pub notes: Vec<String>,
}

/// A checked question.
struct Question<'a> {
    snapshot: &'a Snapshot,
    area: &'a Area,
    options: &'a GeofenceOptions,
    selection: Selection,
    as_of: Day,
}

/// Answers the question for one area.
pub fn geofence(snapshot: &Snapshot, area: &Area, options: &GeofenceOptions) -> Result<GeofenceReport> {
    let question = Question::new(snapshot, area, options)?;
    let mut members = Members::default();
    if options.detail == GeofenceDetail::Rows {
        question.collect(&mut members, true);
        return Ok(GeofenceReport { counts: members.counts(), area_km2: area.area_km2(), members, detail: None });
    }
    // The windows of the report do not depend on the time range asked.
    question.collect(&mut members, false);
    let some = !question.selection.is_of_all_days();
    let asked = some.then(|| members.within(|row| question.selection.covers(snapshot.day()[row])));
    let detail = Some(question.detail(&members, asked.as_ref().unwrap_or(&members)));
    let members = asked.unwrap_or(members);
    Ok(GeofenceReport { counts: members.counts(), area_km2: area.area_km2(), members, detail })
}

/// Answers the question for many areas, of which only the rows are wanted. Errors name the area, from 1.
pub fn rows_of_many(snapshot: &Snapshot, areas: Vec<Shape>, options: &GeofenceOptions) -> Result<MembersOfMany> {
    let mut many = MembersOfMany::default();
    for (drawn, number) in areas.into_iter().zip(1..) {
        let add = || {
            let area = Area::new(drawn, options.radius_km)?;
            Question::new(snapshot, &area, options)?.collect(&mut many.members, true);
            many.end_of(&area);
            Ok(())
        };
        add().map_err(|error: GeobitError| error.at_row(number))?;
    }
    Ok(many)
}

impl<'a> Question<'a> {
    fn new(snapshot: &'a Snapshot, area: &'a Area, options: &'a GeofenceOptions) -> Result<Question<'a>> {
        check_windows(options.recent_days, options.baseline_days)?;
        limits::confidence(options.confidence)?;
        around::check_rings(&options.rings_km)?;
        options.repeat.map_or(Ok(()), |repeat| repeat.check())?;
        let wanted = SelectionOptions {
            from: options.from.as_deref(),
            to: options.to.as_deref(),
            kinds: options.kinds.as_deref(),
            actors: options.actors.as_deref(),
        };
        let selection = Selection::new(&wanted, snapshot)?;
        let as_of = options.as_of.as_deref().map_or(Ok(snapshot.as_of()), |text| parse_day(text, "asOf"))?;
        Ok(Question { snapshot, area, options, selection, as_of })
    }

    /// Adds the incidents of the kinds and actors asked for, on the days asked for or on whatever day.
    fn collect(&self, members: &mut Members, on_days_asked: bool) {
        let (snapshot, selection) = (self.snapshot, &self.selection);
        let by_day = on_days_asked && !selection.is_of_all_days();
        let wanted =
            |row: usize| (!by_day || selection.covers(snapshot.day()[row])) && selection.matches(snapshot, row);
        let some = by_day || !selection.is_of_everyone();
        members.collect(snapshot, self.area, self.options.uncertainty, some.then_some(wanted));
    }

    fn detail(&self, everyone: &Members, asked: &Members) -> Detail {
        let windows = Windows::new(self.as_of, self.options.recent_days, self.options.baseline_days);
        let asked_days = [self.selection.from, self.selection.to];
        let frame = Frame::new(windows, asked_days, self.snapshot.as_of(), self.options.confidence);
        let mut tally = frame.tally();
        let days = self.snapshot.day();
        everyone.certain().for_each(|row| tally.add(days[row], self.snapshot.kind()[row]));
        let possible = everyone.possible().map(|row| days[row]);
        let statistics = frame.statistics(&tally, possible);
        Detail {
            rings: around::rings(self, &windows),
            by_kind: tally.by_kind(),
            weekly: tally.weekly(),
            nearest: around::nearest(self),
            repeat: self.options.repeat.map(|repeat| repeat::repeat(self, &windows, everyone.certain(), repeat)),
            method: self.method(),
            notes: self.notes(&windows, asked, &statistics.comparison),
            statistics,
        }
    }

    fn method(&self) -> Method<GeofenceOptions> {
        let counting = if self.options.uncertainty {
            "share of a uniform disc of the location's uncertainty; 1 is certain"
        } else {
            "points as recorded"
        };
        let mut asked = self.options.clone();
        asked.as_of = Some(day::format(self.as_of));
        asked.radius_km = Some(self.area.radius_km());
        Method { asked, ways: Ways::new(self.snapshot, counting) }
    }

    fn notes(&self, windows: &Windows, asked: &Members, comparison: &Comparison) -> Vec<String> {
        let snapshot = self.snapshot;
        let mut notes = common_notes(snapshot, self.options.uncertainty);
        let (first, last) = snapshot.span();
        let is_later = |row: &&u32| snapshot.day()[**row as usize] > self.as_of;
        let later = if last > self.as_of { asked.rows.iter().filter(is_later).count() } else { 0 };
        if later > 0 {
            notes.push(format!(
                "{later} of the incidents listed are later than {} and in neither window.",
                day::format(self.as_of)
            ));
        }
        notes.extend(windows.notes(first, snapshot.as_of()));
        notes.extend(comparison.notes());
        notes
    }
}
