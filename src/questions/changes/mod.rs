//! What changed from one snapshot of a provider to the next: incidents are joined by their ids.

mod compare;
mod extent;
mod join;
mod lag;
mod watch;

use serde::{Deserialize, Serialize};

use crate::area::Area;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::geometry::Shape;
#[cfg(not(target_arch = "wasm32"))]
use crate::incident::Day;
use crate::snapshot::Snapshot;
use crate::words::{self, Language, messages};
use join::Join;
pub use lag::LagDays;
use watch::Watch;
pub use watch::Watched;

use super::limits::MAX_AREAS;
use super::matching::preface;

/// The subject of the sentence that says that memory is missing.
const COMPARISON: &str = "This comparison";
/// The number of incidents of a step.
const STEP: usize = 512;

/// The options of a question about what changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ChangesOptions {
    /// The language of `words`. Default: English.
    pub lang: Language,
}

/// What changed from an older snapshot to a newer one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Rows of the newer snapshot whose incidents the older one does not have, ascending.
    pub added: Vec<u32>,
    /// Those of them that began on or before the data-as-of of the older snapshot (of their origin there), and that its filters would have
    /// let pass: they happened then, and are recorded only now.
    pub newly_recorded_old: Vec<u32>,
    /// Incidents of both of which a field differs, by the row of the newer snapshot.
    pub changed: Vec<ChangedIncident>,
    /// Rows of the older snapshot whose incidents the newer one does not have any more, though they lie within the dates, the
    /// countries and the box of their origin there, ascending.
    pub withdrawn: Vec<u32>,
    /// Rows of the older snapshot whose incidents the newer one does not have and does not cover, ascending.
    pub outside: Vec<u32>,
    /// The number of incidents of both of which no field differs.
    pub unchanged: u64,
    /// How many incidents have no id of their provider, and so are in none of these lists.
    pub without_id: WithoutId,
    /// How many days after their beginning incidents were recorded first; `None` where none was added.
    pub lag_days: Option<LagDays>,
    /// What changed in each shape that is watched, in their order.
    pub watched: Vec<Watched>,
    /// All this as a sentence, in the language that was asked for.
    pub words: String,
}

/// An incident of which a field differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedIncident {
    /// The row in the newer snapshot.
    pub row: u32,
    /// The row in the older snapshot.
    pub older: u32,
    /// The members of [`IncidentRecord`](crate::snapshot::IncidentRecord) that differ, by their names in JSON: at least one of
    /// `start`, `end`, `timePrecision`, `lon`, `lat`, `uncertaintyKm`, `kind`, `type`, `subtype`, `actors`, `fatalities`,
    /// `country`, `admin1`, `place`, `source` and `headline`.
    pub fields: Vec<&'static str>,
}

/// Numbers of incidents of both snapshots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WithoutId {
    /// The number of incidents of the newer snapshot.
    pub newer: u64,
    /// The number of incidents of the older snapshot.
    pub older: u64,
}

/// Tells what changed from an older snapshot of a provider to a newer one, and what of it touches each of the shapes, certainly or
/// possibly. Coordinates that are equal to seven decimals are the same, as packs keep no more.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::questions::changes::{ChangesOptions, changes};
///
/// let load = |text: &str| {
///     let mut loader = Loader::new(LoadOptions::default())?;
///     loader.push(text.as_bytes())?;
///     loader.finish()
/// };
/// let older = load("id,date,lon,lat,deaths\nA1,2026-03-01,-8.0,12.6,1\nA2,2026-03-02,-8.0,12.6,1\n")?;
/// let newer = load("id,date,lon,lat,deaths\nA1,2026-03-01,-8.0,12.6,4\nA3,2026-03-05,-7.9,12.6,2\n")?;
/// let found = changes(&newer, &older, vec![], &ChangesOptions::default())?;
/// assert_eq!((found.added.len(), found.changed[0].fields[0], found.withdrawn.len()), (1, "fatalities", 1));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` where one of the snapshots has no ids, or their layouts differ. `BadGeometry` for a shape that is no area, with its
/// number, from 1, as row. `TooLarge` for more than 100,000 shapes, or if there is not enough memory.
pub fn changes(newer: &Snapshot, older: &Snapshot, watch: Vec<Shape>, options: &ChangesOptions) -> Result<Changes> {
    let mut comparison = Comparison::new(newer, older, watch, options)?;
    comparison.advance(newer, older, usize::MAX);
    Ok(comparison.finish(newer, older))
}

/// Notes in a newer snapshot which incidents an older one of the same provider does not have: they were first seen now. Of the others it
/// is known what the older one knows.
///
/// # Errors
/// Those of [`changes`].
#[cfg(not(target_arch = "wasm32"))]
pub fn mark_first_seen(newer: Snapshot, older: &Snapshot) -> Result<Snapshot> {
    let mut comparison = Comparison::new(&newer, older, Vec::new(), &ChangesOptions::default())?;
    comparison.join.pairs = Some(vec![None; newer.len()]);
    comparison.advance(&newer, older, usize::MAX);
    let join = comparison.join;
    let added: Vec<u32> =
        join.added.iter().copied().filter(|row| join.expected_origin(&newer, *row).is_some()).collect();
    let partners = join.pairs.unwrap_or_default();
    let known = partners.into_iter().enumerate().map(|(row, partner): (usize, Option<u32>)| {
        newer.first_seen(row).or_else(|| older.first_seen(partner? as usize))
    });
    let mut first_seen: Vec<Option<Day>> = known.collect();
    for row in added {
        first_seen[row as usize].get_or_insert(newer.as_of());
    }
    newer.with_first_seen(&first_seen)
}

/// A question about what changed that is answered some incidents at a time, so that a caller can show progress or stop. Every call
/// must be given the same snapshots.
pub struct Comparison {
    areas: Vec<Area>,
    join: Join,
    lang: Language,
}

impl Comparison {
    /// Checks the snapshots and the shapes.
    ///
    /// # Errors
    /// Those of [`changes`].
    pub fn new(newer: &Snapshot, older: &Snapshot, watch: Vec<Shape>, options: &ChangesOptions) -> Result<Comparison> {
        check_snapshots(newer, older)?;
        if watch.len() > MAX_AREAS {
            let message =
                format!("There are {} shapes to watch; at most {MAX_AREAS} are accepted at once.", watch.len());
            return Err(GeobitError::new(Code::TooLarge, message).at_field("watch"));
        }
        let areas =
            watch.into_iter().zip(1..).map(|(shape, row)| Area::new(shape, None).map_err(|error| error.at_row(row)));
        Ok(Comparison { areas: areas.collect::<Result<_>>()?, join: Join::new(newer, older)?, lang: options.lang })
    }

    /// Number of steps.
    pub fn total(&self) -> usize {
        self.join.total()
    }

    /// Number of steps that are taken.
    pub fn done(&self) -> usize {
        self.join.done()
    }

    /// Takes the next steps, at most `count` of them.
    pub fn advance(&mut self, newer: &Snapshot, older: &Snapshot, count: usize) {
        for _ in 0..count.min(self.total() - self.done()) {
            self.join.step(newer, older);
        }
    }

    /// Ends the question.
    pub fn finish(self, newer: &Snapshot, older: &Snapshot) -> Changes {
        let expected = |row: &u32| self.join.expected_origin(newer, *row);
        let as_of = |origin: usize| older.summary().origins.get(origin).map_or(older.as_of(), |own| own.as_of);
        let days = newer.day();
        let is_old = |row: &u32| expected(row).is_some_and(|origin| days[*row as usize] <= as_of(origin));
        let newly_recorded_old: Vec<u32> = self.join.added.iter().copied().filter(is_old).collect();
        let measured: Vec<u32> = self.join.added.iter().copied().filter(|row| expected(row).is_some()).collect();
        let lag_days = LagDays::new(newer, &measured);
        let not_passed = self.join.added.len() - measured.len();
        let Join { added, changed, withdrawn, outside, unchanged, without_id, .. } = self.join;
        let mut found = Changes {
            lag_days,
            watched: Watch::new(&self.areas, newer, older).sort_out(&added, &changed, &withdrawn),
            added,
            newly_recorded_old,
            changed,
            withdrawn,
            outside,
            unchanged,
            without_id,
            words: String::new(),
        };
        let said = found.say(older, not_passed, self.lang);
        let preface = [newer, older].into_iter().find_map(|snapshot| preface(snapshot, self.lang));
        found.words = preface.into_iter().chain([said]).collect::<Vec<_>>().join(" ");
        found
    }
}

impl Changes {
    fn say(&self, older: &Snapshot, not_passed: usize, lang: Language) -> String {
        let count = |rows: usize| words::count(rows as u32, lang);
        let without_id = (self.without_id.newer + self.without_id.older) as usize;
        let values = [
            ("day", words::day(older.as_of(), lang)),
            ("added", count(self.added.len())),
            ("old", count(self.newly_recorded_old.len())),
            ("changed", count(self.changed.len())),
            ("withdrawn", count(self.withdrawn.len())),
            ("unchanged", count(self.unchanged as usize)),
            ("outside", count(self.outside.len())),
            ("not_passed", count(not_passed)),
            ("without", count(without_id)),
        ];
        let has_common = self.unchanged > 0 || !self.changed.is_empty();
        let parts = [
            (true, messages::WHAT_CHANGED),
            (!self.outside.is_empty(), messages::CHANGED_OUTSIDE),
            (not_passed > 0, messages::CHANGED_NOT_PASSED),
            (without_id > 0, messages::CHANGED_WITHOUT_ID),
            (!has_common && older.len() > without_id, messages::CHANGED_NOTHING_COMMON),
        ];
        let said = parts.iter().filter(|(is_meant, _)| *is_meant).map(|(_, message)| message.say(lang, &values));
        said.collect::<Vec<_>>().join(" ")
    }
}

/// Refuses snapshots that cannot be joined.
fn check_snapshots(newer: &Snapshot, older: &Snapshot) -> Result<()> {
    let refuse = |message: String| Err(GeobitError::new(Code::BadOption, message).at_field("older"));
    for (name, snapshot) in [("newer", newer), ("older", older)] {
        if !snapshot.has_ids() {
            return refuse(format!(
                "The {name} snapshot, {}, has no ids, as a pack without text and columns have none: incidents are joined by the \
                 ids of their provider. Load a file or a pack with its text.",
                quote_excerpt(&snapshot.summary().name)
            ));
        }
    }
    let [new, old] = [newer, older].map(|snapshot| snapshot.summary().layout.as_ref());
    if new != old {
        return refuse(format!(
            "The older snapshot has the layout {old} and the newer one {new}: two snapshots of one provider are wanted."
        ));
    }
    Ok(())
}
