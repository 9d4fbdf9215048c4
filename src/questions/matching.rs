//! What is said of a snapshot of which only some incidents count: no number of it may be taken for one of all incidents.

use crate::error::quote_excerpt;
use crate::snapshot::{Filters, Matched, Matching, Snapshot};
use crate::words::{self, Language, Value, messages};

/// The most names that are listed.
const MOST_NAMED: usize = 3;

/// What has to be said before any number, if only some incidents count.
pub(super) fn preface(snapshot: &Snapshot, lang: Language) -> Option<String> {
    let summary = snapshot.summary();
    let Some(first) = matched(&summary.filters).next() else {
        let is_some = summary.origins.iter().any(|origin| matched(&origin.filters).next().is_some());
        return is_some.then(|| messages::SOME_MATCHING.say(lang, &[]));
    };
    let of = || ("of", count(first.of, lang));
    if snapshot.is_empty() {
        return Some(messages::NONE_MATCHING.say(lang, &[of()]));
    }
    // The incidents of a combination were chosen among those of several snapshots.
    let is_one = snapshot.is_filtered() || summary.origins.len() == 1;
    let values = || [("kept", count(snapshot.len() as u64, lang)), of()];
    Some(if is_one { messages::ONLY_MATCHING.say(lang, &values()) } else { messages::ALL_MATCHING.say(lang, &[]) })
}

/// Puts it before a sentence. Where no incident matches, nothing else is said.
pub(super) fn put_before(said: String, snapshot: &Snapshot, lang: Language) -> String {
    match preface(snapshot, lang) {
        Some(preface) if snapshot.is_empty() => preface,
        Some(preface) => format!("{preface} {said}"),
        None => said,
    }
}

/// The notes on which incidents count.
pub(super) fn notes(snapshot: &Snapshot, lang: Language) -> Vec<String> {
    let summary = snapshot.summary();
    let Some(preface) = preface(snapshot, lang) else { return Vec::new() };
    let mut notes = Vec::new();
    let own: Vec<&Matched> = matched(&summary.filters).collect();
    if !own.is_empty() {
        notes.push(join([preface, describe(&own, lang)].into_iter().chain(left_out(&own, lang))));
        return notes;
    }
    notes.push(preface);
    for origin in &summary.origins {
        let own: Vec<&Matched> = matched(&origin.filters).collect();
        if !own.is_empty() {
            let name = Value::text(quote_excerpt(&origin.name));
            let values = [("name", name), ("filter", Value::text(describe(&own, lang)))];
            notes.push(messages::ORIGIN_MATCHING.say(lang, &values));
        }
    }
    notes
}

/// A filter without a part leaves nothing out, and nothing is said of it.
fn matched(filters: &[Filters]) -> impl Iterator<Item = &Matched> {
    filters.iter().filter_map(|filters| filters.matching.as_ref()).filter(|matched| matched.only != Matching::default())
}

fn join(sentences: impl Iterator<Item = String>) -> String {
    sentences.collect::<Vec<_>>().join(" ")
}

fn count(number: u64, lang: Language) -> Value {
    words::count(u32::try_from(number).unwrap_or(u32::MAX), lang)
}

/// Says what matches.
fn describe(all: &[&Matched], lang: Language) -> String {
    let parts: Vec<String> = all.iter().flat_map(|matched| parts(&matched.only, lang)).collect();
    messages::FILTER.say(lang, &[("parts", Value::text(parts.join("; ")))])
}

fn parts(only: &Matching, lang: Language) -> Vec<String> {
    let number = |number: u32| [("count", words::count(number, lang))];
    let names = |names: &[String]| [("names", list(&each_once(names), lang))];
    let quoted = |text: &String| [("text", Value::text(quote_excerpt(text.trim())))];
    let km = |km: f64| [("km", words::exact(km, lang))];
    let parts = [
        only.kinds.as_ref().map(|kinds| messages::OF_KINDS.say(lang, &number(each_once(kinds).len() as u32))),
        only.actors.as_ref().map(|actors| messages::OF_ACTORS.say(lang, &names(actors))),
        only.min_fatalities.map(|deaths| messages::DEATHS_AT_LEAST.say(lang, &number(deaths))),
        only.max_fatalities.map(|deaths| messages::DEATHS_AT_MOST.say(lang, &number(deaths))),
        only.text.as_ref().map(|text| messages::WITH_WORDS.say(lang, &quoted(text))),
        only.max_uncertainty_km.map(|radius| messages::KNOWN_WITHIN.say(lang, &km(radius))),
        only.origins.as_ref().map(|origins| messages::OF_ORIGINS.say(lang, &names(origins))),
    ];
    parts.into_iter().flatten().collect()
}

/// What is given, without what is given again.
fn each_once<T: Clone + PartialEq>(given: &[T]) -> Vec<T> {
    let mut each: Vec<T> = Vec::new();
    for one in given {
        if !each.contains(one) {
            each.push(one.clone());
        }
    }
    each
}

fn list(names: &[String], lang: Language) -> Value {
    let named: Vec<String> = names.iter().take(MOST_NAMED).map(|name| quote_excerpt(name)).collect();
    let named = named.join(", ");
    match names.len().saturating_sub(MOST_NAMED) {
        0 => Value::text(named),
        others => {
            let values = [("names", Value::text(named)), ("count", words::count(others as u32, lang))];
            Value::text(messages::AND_OTHERS.say(lang, &values))
        }
    }
}

/// Says what does not match because it is not recorded.
fn left_out(all: &[&Matched], lang: Language) -> Vec<String> {
    let total = |number: fn(&Matched) -> u64| all.iter().map(|matched| number(matched)).sum::<u64>();
    let counted = [
        (total(|matched| matched.without_deaths), messages::WITHOUT_DEATHS),
        (total(|matched| matched.not_locatable), messages::WITHOUT_PLACE),
    ];
    let told = counted.into_iter().filter(|(number, _)| *number > 0);
    told.map(|(number, message)| message.say(lang, &[("count", count(number, lang))])).collect()
}
