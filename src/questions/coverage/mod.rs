//! Whether the data cover what is asked about. Outside of them, no number means anything: a zero least of all.
//!
//! The extent of the record is everything within 50 km of one of its incidents that has a place; its span runs from the day
//! of its first incident to the date of the data. Of a filtered snapshot, both are those of the snapshot that was filtered.

mod extent;
mod subject;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::scope::Scope;
use crate::area::Area;
use crate::day;
use crate::incident::Day;
use crate::snapshot::Snapshot;
use crate::words::{self, Language, Message, Value, messages};
use extent::Extent;
pub use subject::Subject;

/// The record speaks of places up to this far from an incident, km.
const REACH_KM: f64 = 50.0;
/// Data are old if they end more than this many days ago.
const STALE_DAYS: i32 = 45;

/// Whether the data cover what is asked about, and how old they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// How much of the shape is within the extent of the record.
    pub inside: Inside,
    /// The share of the shape that is, where it is a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// The date of the data.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// Days from the date of the data to `today`, below 0 where `today` is before it; `None` where `today` is not given.
    pub age_days: Option<i32>,
    /// Whether that is more than 45 days.
    pub stale: bool,
    /// What has to be known before any number, in the language that was asked for.
    pub words: String,
}

/// How much of a shape is within the extent of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Inside {
    /// All of it, as far as its samples tell.
    All,
    /// A part of it.
    Part,
    /// Nothing of it, or no day of the recent window is within the span of the record.
    None,
}

/// How old data are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataAge {
    /// The date of the data.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// Days from then to today, below 0 where today is before it; `None` where today is not given.
    pub age_days: Option<i32>,
    /// Whether that is more than 45 days.
    pub stale: bool,
}

impl DataAge {
    /// The age of data of a day.
    pub fn new(as_of: Day, today: Option<Day>) -> DataAge {
        let age_days = today.map(|today| today - as_of);
        DataAge { as_of, age_days, stale: age_days.is_some_and(|days| days > STALE_DAYS) }
    }

    /// Says that the data are old, or later than today; `None` where there is nothing to be said.
    pub fn words(&self, lang: Language) -> Option<String> {
        let message = match self.age_days {
            Some(_) if self.stale => messages::STALE,
            Some(days) if days < 0 => messages::LATER_THAN_TODAY,
            _ => return None,
        };
        let days = words::count(self.age_days.unwrap_or(0).unsigned_abs(), lang);
        Some(message.say(lang, &[("day", words::day(self.as_of, lang)), ("days", days)]))
    }
}

impl Coverage {
    /// How the data of a question cover what it is about. `nearest_km` is the distance to the nearest incident that has a place,
    /// where that is known.
    pub(super) fn new(scope: &Scope<'_>, subject: Subject<'_>, nearest_km: Option<f64>) -> Coverage {
        let Scope { snapshot, lang, .. } = *scope;
        let as_of = snapshot.as_of();
        let age = DataAge::new(as_of, scope.today);
        let DataAge { age_days, stale, .. } = age;
        let name = || ("subject", subject.name(lang));
        let (inside, share, said) = match missing_days(scope) {
            Some((message, days)) => (Inside::None, None, message.say(lang, &[&days[..], &[name()]].concat())),
            None => cover_shape(scope, subject, nearest_km),
        };
        let words = age.words(lang).into_iter().chain([said]).collect::<Vec<_>>().join(" ");
        Coverage { inside, share, as_of, age_days, stale, words }
    }

    /// Whether nothing can be said.
    pub(super) fn is_none(&self) -> bool {
        self.inside == Inside::None
    }
}

/// What to say of an area that the data do not cover; `None` if they may cover some of it. Only the nearest incident is looked for.
pub(super) fn refuse_far(snapshot: &Snapshot, area: &Area, lang: Language) -> Option<String> {
    let subject = Subject::Area(area);
    let nearest_km = subject.nearest_km(snapshot.ground(), true);
    let name = ("subject", subject.name(lang));
    if nearest_km == f64::INFINITY {
        return Some(messages::NO_EXTENT.say(lang, &[name]));
    }
    let far = nearest_km > REACH_KM;
    far.then(|| messages::NOT_COVERED.say(lang, &[name, ("km", words::distance_km(nearest_km, lang))]))
}

/// What to say if no day of the recent window is within the span of the record, with its days.
fn missing_days(scope: &Scope<'_>) -> Option<(Message, [(&'static str, Value); 2])> {
    let (first, as_of) = (scope.snapshot.span().0, scope.snapshot.as_of());
    let window = scope.windows.recent;
    let day = |day| words::day(day, scope.lang);
    if window.first > as_of {
        Some((messages::WINDOW_AFTER, [("day", day(as_of)), ("first", day(window.first))]))
    } else if window.last < first {
        Some((messages::WINDOW_BEFORE, [("day", day(first)), ("last", day(window.last))]))
    } else {
        None
    }
}

/// How much of a shape is within the extent, the share if it is a part, and what to say.
fn cover_shape(scope: &Scope<'_>, subject: Subject<'_>, nearest_km: Option<f64>) -> (Inside, Option<f64>, String) {
    let Scope { snapshot, uncertainty, lang, .. } = *scope;
    let say = |message: Message, values: &[(&str, Value)]| {
        message.say(lang, &[values, &[("subject", subject.name(lang))]].concat())
    };
    let is_outside = nearest_km.is_some_and(|km| km > REACH_KM);
    let ground = snapshot.ground();
    let share = if is_outside { 0.0 } else { subject.share(&mut Extent::new(ground, uncertainty)) };
    if share == 1.0 {
        return (Inside::All, None, say(messages::COVERED, &[("day", words::day(snapshot.as_of(), lang))]));
    }
    if share == 0.0 {
        // The samples may all have missed a small part.
        let nearest_km = nearest_km.unwrap_or_else(|| subject.nearest_km(ground, uncertainty));
        if nearest_km == f64::INFINITY {
            return (Inside::None, None, say(messages::NO_EXTENT, &[]));
        }
        if nearest_km > REACH_KM {
            let km = words::distance_km(nearest_km, lang);
            return (Inside::None, None, say(messages::NOT_COVERED, &[("km", km)]));
        }
    }
    (Inside::Part, Some(share), say(messages::COVERED_IN_PART, &[("share", words::percent(share, lang))]))
}
