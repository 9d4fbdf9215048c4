//! Which incidents of a snapshot are meant, by what is recorded of them.

use serde::{Deserialize, Serialize};

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::fold::{fold, fold_onto};
use crate::incident::{Incident, Kind, MAX_UNCERTAINTY_KM};

/// The most actors of a list.
const MAX_ACTORS: usize = 1000;
/// The most origins of a list, as of a snapshot.
const MAX_ORIGINS: usize = 256;
/// The most characters of words that are looked for.
const MAX_TEXT: usize = 200;

/// The incidents that are meant: those that every part fits. A part that is not given fits all.
///
/// Read from JSON or JavaScript, the names of the members are in camel case, and unknown ones are refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Matching {
    /// The kinds, one to nine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<Kind>>,
    /// The actors of which one is named, as they are named in the snapshot; 1 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<String>>,
    /// The fewest recorded deaths, by the best estimate. An incident of which none is recorded does not fit, even where this is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_fatalities: Option<u32>,
    /// The most recorded deaths, in the same way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_fatalities: Option<u32>,
    /// Words that stand, in this order and without a gap, in one of the texts of the incident: the headline, the place, the province, the
    /// country, the provider's type and subtype, an actor, or the source. Capitals and accents make no difference; 1 to 200
    /// characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The largest radius of uncertainty, km, 0 to 500. An incident that cannot be located does not fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_uncertainty_km: Option<f64>,
    /// The names of the origins that incidents may have; 1 to 256. What another origin tells is then not known at all: neither its
    /// incidents count nor where and when it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<Vec<String>>,
}

impl Matching {
    /// Checks that incidents can match at all.
    ///
    /// # Errors
    /// `BadOption` for a list that is empty or too long, a text that is empty or too long, a radius out of its range, and a reversed range
    /// of deaths, with the name of the part as field.
    pub fn check(&self) -> Result<()> {
        check_list("kinds", self.kinds.as_deref(), Kind::ALL.len())?;
        check_list("actors", self.actors.as_deref(), MAX_ACTORS)?;
        check_list("origins", self.origins.as_deref(), MAX_ORIGINS)?;
        if let (Some(min), Some(max)) = (self.min_fatalities, self.max_fatalities)
            && min > max
        {
            return refuse(
                "minFatalities",
                format!("The range of deaths is reversed: minFatalities {min} is above maxFatalities {max}."),
            );
        }
        if let Some(text) = &self.text {
            let length = text.chars().count();
            if length > MAX_TEXT {
                return refuse("text", format!("text has {length} characters; at most {MAX_TEXT} are accepted."));
            }
            if needle(text).is_empty() {
                return refuse("text", format!("text is {}; words are wanted.", quote_excerpt(text)));
            }
        }
        match self.max_uncertainty_km {
            Some(km) if !(0.0..=f64::from(MAX_UNCERTAINTY_KM)).contains(&km) => refuse(
                "maxUncertaintyKm",
                format!("maxUncertaintyKm is {km}; a number from 0 to {MAX_UNCERTAINTY_KM} is accepted."),
            ),
            _ => Ok(()),
        }
    }

    /// Returns whether an incident matches. Its origin is not looked at.
    pub fn accept(&self, incident: &Incident<'_>) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&incident.kind))
            && self.accepts_actors(incident)
            && self.accepts_deaths(incident.fatalities.best)
            && self.accepts_radius(incident.position.and(incident.uncertainty_km))
            && self.text.as_ref().is_none_or(|text| {
                let needle = needle(text);
                texts_of(incident).iter().any(|text| fold(text).contains(&needle))
            })
    }

    fn accepts_actors(&self, incident: &Incident<'_>) -> bool {
        let is_named = |name: &String| !name.is_empty() && incident.actors.iter().any(|actor| actor == name);
        self.actors.as_ref().is_none_or(|names| names.iter().any(is_named))
    }

    pub(super) fn asks_for_deaths(&self) -> bool {
        self.min_fatalities.is_some() || self.max_fatalities.is_some()
    }

    pub(super) fn accepts_deaths(&self, deaths: Option<u32>) -> bool {
        let within = |deaths: u32| {
            self.min_fatalities.is_none_or(|min| deaths >= min) && self.max_fatalities.is_none_or(|max| deaths <= max)
        };
        !self.asks_for_deaths() || deaths.is_some_and(within)
    }

    pub(super) fn accepts_radius(&self, radius_km: Option<f32>) -> bool {
        self.max_uncertainty_km.is_none_or(|max| radius_km.is_some_and(|km| f64::from(km) <= max))
    }
}

/// The texts in which words are looked for.
fn texts_of<'i>(incident: &'i Incident<'_>) -> [&'i str; 9] {
    let [one, other] = &incident.actors;
    let Incident { headline, place, admin1, country, event_type, subtype, source, .. } = incident;
    [headline, place, admin1, country, event_type, subtype, one, other, source].map(AsRef::as_ref)
}

/// Words as they are looked for.
fn needle(text: &str) -> String {
    fold(text.trim())
}

/// Looks for words in one text after the other.
pub(super) struct Seeker {
    needle: String,
    folded: String,
}

impl Seeker {
    pub fn new(text: &str) -> Seeker {
        Seeker { needle: needle(text), folded: String::new() }
    }

    pub fn is_in(&mut self, text: &str) -> bool {
        self.folded.clear();
        fold_onto(text, &mut self.folded);
        self.folded.contains(&self.needle)
    }
}

fn check_list<T>(field: &str, list: Option<&[T]>, max: usize) -> Result<()> {
    match list {
        Some([]) => refuse(field, format!("{field} is empty, so that nothing could match; leave it out to have all.")),
        Some(list) if list.len() > max => {
            refuse(field, format!("{field} has {} entries; at most {max} are accepted.", list.len()))
        }
        _ => Ok(()),
    }
}

pub(super) fn refuse<T>(field: &str, message: String) -> Result<T> {
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

/// What was matched, and what was left out because it is not recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Matched {
    /// The incidents that were meant.
    pub only: Matching,
    /// The number of incidents among which they were looked for.
    pub of: u64,
    /// The number of these of which no deaths are recorded; 0 where deaths were not asked for.
    #[serde(default)]
    pub without_deaths: u64,
    /// The number of these that cannot be located; 0 where no radius was asked for.
    #[serde(default)]
    pub not_locatable: u64,
}
