//! The options of a question, gathered from flags and from JSON, and read as strictly as anywhere else.

use std::sync::Arc;

use geobit::load::day_of_machine;
use geobit::snapshot::{Matching, Snapshot};
use geobit::{day, options};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::arguments::{Asking, Filtering, Picturing};
use crate::failure::{Failure, Outcome};

/// Options by their names in the library.
pub struct OptionMembers {
    members: Map<String, Value>,
}

impl OptionMembers {
    /// Takes what every question may be told.
    pub fn new(asking: &Asking) -> Outcome<OptionMembers> {
        let mut members = OptionMembers::given(&asking.options)?;
        members.set("--lang", "lang", &asking.lang)?;
        members.set("--as-of", "asOf", &asking.as_of)?;
        members.set("--recent-days", "recentDays", &asking.recent_days)?;
        members.set("--baseline-days", "baselineDays", &asking.baseline_days)?;
        members.set("--from", "from", &asking.from)?;
        members.set("--to", "to", &asking.to)?;
        members.set("--kinds", "kinds", &asking.kinds)?;
        members.set("--actor", "actors", &asking.actor)?;
        members.set("--confidence", "confidence", &asking.confidence)?;
        members.set("--no-uncertainty", "uncertainty", &asking.no_uncertainty.then_some(false))?;
        members.set("--hindcast", "hindcast", &asking.hindcast.then_some(true))?;
        members.set("--today", "today", &asking.today)?;
        Ok(members.with_today())
    }

    /// Takes what a question about a whole region may be told.
    pub fn of_region(picturing: &Picturing) -> Outcome<OptionMembers> {
        let mut members = OptionMembers::given(&picturing.options)?;
        members.set("--lang", "lang", &picturing.lang)?;
        members.set("--from", "from", &picturing.from)?;
        members.set("--to", "to", &picturing.to)?;
        members.set("--kinds", "kinds", &picturing.kinds)?;
        members.set("--no-uncertainty", "uncertainty", &picturing.no_uncertainty.then_some(false))?;
        members.set("--today", "today", &picturing.today)?;
        Ok(members.with_today())
    }

    /// Takes options that are given as JSON and nothing else.
    pub fn of_json(options: &Option<String>) -> Outcome<OptionMembers> {
        Ok(OptionMembers::given(options)?.with_today())
    }

    /// No options yet.
    pub fn none() -> OptionMembers {
        OptionMembers { members: Map::new() }
    }

    /// Takes the options that are given as JSON.
    fn given(options: &Option<String>) -> Outcome<OptionMembers> {
        let members = match options {
            None => Map::new(),
            Some(text) => match serde_json::from_str(text) {
                Ok(Value::Object(members)) => members,
                Ok(_) => return Err(Failure::usage("--options is no JSON object such as '{\"recentDays\":14}'.")),
                Err(error) => return Err(Failure::usage(format!("--options is not JSON: {error}."))),
            },
        };
        Ok(OptionMembers { members })
    }

    /// Where no day is given as today, it is that of the machine.
    fn with_today(mut self) -> OptionMembers {
        if !self.members.contains_key("today")
            && let Some(today) = day_of_machine()
        {
            self.members.insert("today".into(), day::format(today).into());
        }
        self
    }

    /// Adds the value of a flag, if it is given.
    pub fn set<T: Clone + Into<Value>>(&mut self, flag: &str, name: &str, value: &Option<T>) -> Outcome {
        let Some(value) = value.clone() else { return Ok(()) };
        match self.members.insert(name.into(), value.into()) {
            None => Ok(()),
            Some(_) => Err(Failure::usage(format!("{name} is given by {flag} and by --options; give it once."))),
        }
    }

    /// Reads the options of a question.
    pub fn read<T: DeserializeOwned>(self) -> Outcome<T> {
        Ok(options::read(Value::Object(self.members))?)
    }
}

/// Returns the incidents that are meant, if not all are.
pub fn filtered(snapshot: Snapshot, filtering: &Filtering) -> Outcome<Snapshot> {
    let matching = Matching {
        min_fatalities: filtering.min_deaths,
        max_fatalities: filtering.max_deaths,
        text: filtering.text.clone(),
        max_uncertainty_km: filtering.within_km,
        origins: filtering.origin.clone(),
        ..Matching::default()
    };
    if matching == Matching::default() {
        return Ok(snapshot);
    }
    Ok(geobit::snapshot::filtered(&Arc::new(snapshot), &matching)?)
}

/// Reads numbers that are separated by commas. `what` names them.
pub fn numbers<const N: usize>(flag: &str, text: &str, what: &str) -> Outcome<[f64; N]> {
    let read: Option<Vec<f64>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let read = read.filter(|numbers| numbers.iter().all(|number| number.is_finite()));
    read.and_then(|numbers| <[f64; N]>::try_from(numbers).ok()).ok_or_else(|| {
        Failure::usage(format!("{flag} is {text:?}; {what} are wanted as {N} numbers with commas between them."))
    })
}
