//! A snapshot of the incidents that match, among those of another one.

use std::sync::Arc;

use serde::Serialize;

use super::combine::{common_to_all, join_attributions, join_licences, list_names};
use super::matching::{Matched, Seeker, refuse};
use super::pick::pick;
use super::record_store::decode;
use super::{Filters, Matching, Snapshot, Summary};
use crate::error::{Result, quote_excerpt, show_name};
use crate::incident::Kind;
use crate::order;

/// The most names of origins that are listed.
const MAX_LISTED: usize = 12;

/// Returns a snapshot of the incidents that match. It answers every question as the whole does of these incidents alone: which places and
/// days the data cover is still told by all of them, which is why it holds on to the whole. It may be empty.
///
/// ```
/// use std::sync::Arc;
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::snapshot::{Matching, filtered};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat,headline\nA1,2026-03-01,-8.0,12.6,Ambush at Menaka\nA2,2026-03-02,-8.0,12.6,March\n")?;
/// let all = Arc::new(loader.finish()?);
/// let matching = Matching { text: Some("Ménaka".into()), ..Matching::default() };
/// let some = filtered(&all, &matching)?;
/// assert_eq!((some.len(), some.as_of()), (1, all.as_of()));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// Those of [`Matching::check`]; `BadOption` for an actor or an origin that the snapshot does not have, and for words where it has no
/// texts, with the name of the part as field; `TooLarge` if there is not enough memory.
pub fn filtered(whole: &Arc<Snapshot>, matching: &Matching) -> Result<Snapshot> {
    matching.check()?;
    let names = matching.origins.as_deref();
    let source = names.map_or(Ok(Arc::clone(whole)), |names| of_origins(whole, names).map(Arc::new))?;
    let (of, not_locatable) = (whole.len() as u64, source.summary.not_locatable);
    let mut matcher = Matcher::new(&source, matching)?;
    let matched = Matched {
        only: matching.clone(),
        of,
        without_deaths: matcher.count_without_deaths(),
        not_locatable: if matching.max_uncertainty_km.is_some() { not_locatable } else { 0 },
    };
    let mut kept = pick(&source, &mut |row| matcher.accepts(row))?;
    // What the data cover does not depend on what is asked of them.
    kept.summary.coverage = source.summary.coverage.clone();
    (kept.first_day, kept.last_day) = source.span();
    if kept.is_empty() {
        (kept.summary.from, kept.summary.to) = (source.summary.from, source.summary.to);
    }
    let left_out = (source.len() - kept.len()) as u64;
    let filters = Filters { matching: Some(matched), ..Filters::default() };
    filters.note_in(&mut kept.summary, left_out);
    kept.ground = Some(match (&whole.ground, names) {
        (None, _) => source,
        (Some(ground), None) => Arc::clone(ground),
        (Some(ground), Some(names)) => Arc::new(of_origins(ground, names)?),
    });
    Ok(kept)
}

/// How many incidents name an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorCount {
    /// The name, as in the records.
    pub name: String,
    /// The number of incidents that name it, once or twice.
    pub count: u32,
}

impl Snapshot {
    /// Returns the actors that most incidents name, at most so many, those of more incidents first, and of as many by name.
    pub fn frequent_actors(&self, most: usize) -> Vec<ActorCount> {
        let names: Vec<&str> = self.records.actor_names().collect();
        let mut counts = vec![0u32; names.len()];
        for number in 0..self.len() {
            let [one, other] = self.records.actor_codes(number);
            counts[one as usize] += 1;
            if other != one {
                counts[other as usize] += 1;
            }
        }
        // The code 0 stands for no name.
        let mut codes: Vec<u32> = (1..names.len() as u32).filter(|code| counts[*code as usize] > 0).collect();
        order::sort_by(&mut codes, |one, other| {
            let [one, other] = [*one as usize, *other as usize];
            counts[other].cmp(&counts[one]).then_with(|| names[one].cmp(names[other]))
        });
        codes.truncate(most);
        let counted = codes.into_iter().map(|code| code as usize);
        counted.map(|code| ActorCount { name: names[code].to_string(), count: counts[code] }).collect()
    }
}

/// Judges the rows of a snapshot by its columns, which is faster than one incident after the other.
struct Matcher<'a> {
    snapshot: &'a Snapshot,
    matching: &'a Matching,
    kinds: Option<[bool; Kind::ALL.len()]>,
    actors: Option<Vec<u32>>,
    words: Option<Words>,
}

impl<'a> Matcher<'a> {
    fn new(snapshot: &'a Snapshot, matching: &'a Matching) -> Result<Matcher<'a>> {
        Ok(Matcher {
            snapshot,
            matching,
            kinds: matching.kinds.as_ref().map(|chosen| Kind::ALL.map(|kind| chosen.contains(&kind))),
            actors: matching.actors.as_ref().map(|names| find_actors(snapshot, names)).transpose()?,
            words: matching.text.as_ref().map(|text| Words::new(snapshot, text)).transpose()?,
        })
    }

    fn accepts(&mut self, row: usize) -> bool {
        let (snapshot, matching) = (self.snapshot, self.matching);
        self.kinds.is_none_or(|kinds| kinds[snapshot.kind[row] as usize])
            && self.actors.as_ref().is_none_or(|codes| snapshot.has_actor(row, codes))
            && (!matching.asks_for_deaths() || matching.accepts_deaths(best_estimate(snapshot, row)))
            && matching.accepts_radius(Some(snapshot.uncertainty_km[row]).filter(|km| km.is_finite()))
            && self.words.as_mut().is_none_or(|words| words.are_in(snapshot, row))
    }

    fn count_without_deaths(&self) -> u64 {
        if !self.matching.asks_for_deaths() {
            return 0;
        }
        (0..self.snapshot.len()).filter(|row| best_estimate(self.snapshot, *row).is_none()).count() as u64
    }
}

fn best_estimate(snapshot: &Snapshot, row: usize) -> Option<u32> {
    decode(snapshot.records.deaths()[1].get(snapshot.record_number(row)))
}

fn find_actors(snapshot: &Snapshot, names: &[String]) -> Result<Vec<u32>> {
    let find = |name: &String| match snapshot.actor_code(name) {
        Some(code) => Ok(code),
        None => refuse("actors", format!("No incident of this snapshot names the actor {}.", quote_excerpt(name))),
    };
    names.iter().map(find).collect()
}

/// Words that are looked for. A text that comes again is looked through once.
struct Words {
    seeker: Seeker,
    /// Whether the words are in the texts with each code: actors, and then the other columns of recurring texts.
    actors: Vec<bool>,
    recurring: Vec<Vec<bool>>,
}

impl Words {
    fn new(snapshot: &Snapshot, text: &str) -> Result<Words> {
        let records = &snapshot.records;
        if !snapshot.is_empty() && !records.has_texts() {
            let message = "This snapshot has no texts, so that no words can be looked for in it.";
            return refuse("text", message.into());
        }
        let mut seeker = Seeker::new(text);
        let actors = records.actor_names().map(|name| seeker.is_in(name)).collect();
        let recurring = records.recurring().map(|column| column.texts().map(|text| seeker.is_in(text)).collect());
        Ok(Words { actors, recurring: recurring.into(), seeker })
    }

    fn are_in(&mut self, snapshot: &Snapshot, row: usize) -> bool {
        let (records, number) = (&snapshot.records, snapshot.record_number(row));
        let mut recurring = records.recurring().into_iter().zip(&self.recurring);
        records.actor_codes(number).iter().any(|code| self.actors[*code as usize])
            || recurring.any(|(column, has)| has[column.code(number) as usize])
            || records.own_texts(number).iter().any(|text| self.seeker.is_in(text))
    }
}

/// Returns what a combined snapshot would be without its other origins.
fn of_origins(snapshot: &Snapshot, names: &[String]) -> Result<Snapshot> {
    let all = &snapshot.summary.origins;
    let is_chosen: Vec<bool> = all.iter().map(|origin| names.contains(&origin.name)).collect();
    if let Some(name) = names.iter().find(|name| all.iter().all(|origin| origin.name != **name)) {
        let mut listed: Vec<String> = all.iter().take(MAX_LISTED).map(|origin| show_name(&origin.name)).collect();
        if all.len() > MAX_LISTED {
            listed.push(format!("{} others", all.len() - MAX_LISTED));
        }
        let message =
            format!("No origin of this snapshot is named {}; there are: {}.", quote_excerpt(name), listed.join(", "));
        return refuse("origins", message);
    }
    let mut kept = pick(snapshot, &mut |row| is_chosen[snapshot.origin(row)])?;
    if is_chosen.contains(&false) {
        kept.summary.left_out += (snapshot.len() - kept.len()) as u64;
        kept.forget_origins(&is_chosen);
    }
    Ok(kept)
}

impl Snapshot {
    /// Takes the origins out that are not chosen, of which there is no incident any more.
    fn forget_origins(&mut self, is_chosen: &[bool]) {
        let chosen = || (0..is_chosen.len()).filter(|number| is_chosen[*number]);
        let mut renumbered = vec![None; is_chosen.len()];
        chosen().zip(0u32..).for_each(|(number, new)| renumbered[number] = Some(new));
        let count = chosen().count();
        match count {
            1 => self.origin = Vec::new(),
            _ => {
                self.origin.iter_mut().for_each(|origin| *origin = renumbered[usize::from(*origin)].unwrap_or(0) as u8)
            }
        }
        let number_in = |origin: Option<u32>| renumbered[origin.unwrap_or(0) as usize].filter(|_| count > 1);
        let is_of_chosen = |origin: Option<u32>| is_chosen[origin.unwrap_or(0) as usize];
        let Summary { rejections, warnings, origins, .. } = &mut self.summary;
        rejections.retain(|one| is_of_chosen(one.origin));
        rejections.iter_mut().for_each(|one| one.origin = number_in(one.origin));
        warnings.retain(|one| is_of_chosen(one.origin));
        warnings.iter_mut().for_each(|one| one.origin = number_in(one.origin));
        let mut number = 0;
        origins.retain(|_| {
            number += 1;
            is_chosen[number - 1]
        });
        let summary = &mut self.summary;
        let origins = &summary.origins;
        summary.name = list_names(&origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>());
        summary.licence = join_licences(origins);
        summary.attribution = join_attributions(origins);
        summary.filters = common_to_all(origins, |origin| &origin.filters);
        summary.cannot_contain = common_to_all(origins, |origin| &origin.cannot_contain);
        summary.never_records = common_to_all(origins, |origin| &origin.never_records);
        summary.as_of = origins.iter().map(|origin| origin.as_of).min().unwrap_or(summary.as_of);
        summary.coverage.to = summary.as_of;
        self.as_of = summary.as_of;
    }
}

#[cfg(test)]
mod tests;
