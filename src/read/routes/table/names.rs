//! What the names of columns and properties say in files of routes and sites.

use geojson::JsonObject;
use serde_json::value::RawValue;

use super::times;
use crate::error::{GeobitError, Result};
use crate::read::names::Name;
use crate::read::names::words::{
    self, ACTOR, CATEGORY, COORDINATES, COUNTED, DATE, DAY, DEATHS, DISTANCE, EVENT, GEOMETRY, HARMED, INCIDENT,
    KILOMETRE, LABEL, LATITUDE, LINE, LONGITUDE, MOMENT, MOTION, NAME, ORDER, PART_OF_DATE, PLACE, POSITION, SHAPE,
    STOP, TIME, TIME_OF_DAY, TYPE, VEHICLE,
};
use crate::read::routes::bad;
use crate::read::routes::json::{self, Members};
use crate::read::values::Axis;

/// What the name of a column or a property says, by its words.
pub(super) struct Words(Name);

impl Words {
    pub(super) fn new(name: &str) -> Words {
        Words(Name::new(name))
    }

    /// Returns how clearly this names a coordinate: 2 where the whole name is one of its words, 1 where a part is, 0 if none is.
    pub(super) fn coordinate_rank(&self, axis: Axis) -> u8 {
        let (words, letter) = if axis == Axis::Lon { (&LONGITUDE, "x") } else { (&LATITUDE, "y") };
        if self.has_both_coordinates() {
            // This is a position, or a header whose separator is another one.
            0
        } else if self.0.is(words) || self.0.whole() == letter {
            2
        } else {
            u8::from(self.0.has(words))
        }
    }

    pub(super) fn is_geometry(&self) -> bool {
        self.has_any(&[&GEOMETRY, &SHAPE])
    }

    pub(super) fn is_position(&self) -> bool {
        [&COORDINATES, &POSITION].into_iter().any(|words| self.0.is(words))
            || (self.0.len() == 2 && self.has_both_coordinates())
    }

    pub(super) fn is_name(&self) -> bool {
        self.has_any(&[&NAME, &PLACE, &LABEL]) && !self.has_any(&[&LATITUDE, &LONGITUDE])
    }

    pub(super) fn is_stop(&self) -> bool {
        self.0.has(&STOP) && !self.is_order() && self.coordinate_rank(Axis::Lon) + self.coordinate_rank(Axis::Lat) == 0
    }

    pub(super) fn is_time(&self) -> bool {
        self.has_any(&[&TIME, &TIME_OF_DAY, &MOMENT])
    }

    pub(super) fn is_date(&self) -> bool {
        self.has_any(&[&DATE, &DAY, &PART_OF_DATE, &MOMENT])
    }

    pub(super) fn is_order(&self) -> bool {
        self.0.has(&ORDER)
    }

    pub(super) fn is_kilometre(&self) -> bool {
        self.0.is(&KILOMETRE)
    }

    pub(super) fn is_group(&self) -> bool {
        let is_coordinate = self.coordinate_rank(Axis::Lon) + self.coordinate_rank(Axis::Lat) > 0;
        self.has_any(&[&LINE, &SHAPE, &VEHICLE])
            && !self.is_order()
            && !self.is_stop()
            && !is_coordinate
            && !self.has_any(&[&DISTANCE, &TYPE])
    }

    /// Returns whether this is what only incidents have.
    fn is_of_incidents(&self) -> bool {
        self.has_any(&[&DEATHS, &HARMED, &ACTOR, &INCIDENT])
    }

    /// Returns whether this says what kind of thing a row is.
    pub(super) fn is_kind(&self) -> bool {
        self.has_any(&[&CATEGORY, &TYPE, &EVENT])
    }

    fn has_both_coordinates(&self) -> bool {
        self.0.has(&LATITUDE) && self.0.has(&LONGITUDE)
    }

    /// Returns whether a word for one of the things is in the name.
    fn has_any(&self, things: &[&words::Words]) -> bool {
        things.iter().any(|words| self.0.has(words))
    }

    pub(super) fn is_motion(&self) -> bool {
        self.0.has(&MOTION)
    }
}

/// Refuses a table whose columns are those of incidents.
pub(super) fn refuse_events(names: &[String], has_date: bool) -> Result<()> {
    let words: Vec<Words> = names.iter().map(|name| Words::new(name)).collect();
    let has_event = words.iter().any(|words| words.is_of_incidents());
    let has_kind = words.iter().any(|words| words.is_kind());
    if has_event || (has_kind && has_date) {
        return Err(incidents("Its columns say what happened and when."));
    }
    Ok(())
}

/// Returns the error for a file that is a list of incidents. Its field is the option that reads it as a route all the same.
pub(in crate::read::routes) fn incidents(reason: &str) -> GeobitError {
    bad(format!(
        "This looks like a list of incidents, and not like a route. {reason} Open it as data. If it is a route after all, read it as one (as: \"route\")."
    ))
    .at_field("as")
}

/// Returns whether properties hold a date: by their names, or by their values.
pub(in crate::read::routes) fn has_date(properties: &RawValue) -> bool {
    let Ok(members) = Members::read(properties, "") else { return false };
    members.iter().any(|(name, value)| {
        let words = Words::new(name);
        // The time at which a place was saved is no date of an event.
        words.is_date() || (!words.is_time() && json::text(value).is_some_and(|text| times::is_date(&text)))
    })
}

/// Returns the time or the date among properties, as text.
pub(in crate::read::routes) fn time_in(properties: &JsonObject) -> Option<String> {
    let find = |is_it: fn(&Words) -> bool| properties.iter().find(|(key, _)| is_it(&Words::new(key)));
    match find(Words::is_time).or_else(|| find(Words::is_date))?.1 {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns whether properties hold a speed or the like, which only a receiver writes.
pub(in crate::read::routes) fn has_motion(properties: &JsonObject) -> bool {
    properties.keys().any(|key| Words::new(key).is_motion())
}

/// Returns the name among properties.
pub(in crate::read::routes) fn name_in(properties: &JsonObject) -> String {
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let exact = properties.iter().find(|(key, _)| Name::new(key).whole() == "name");
    let any =
        || properties.iter().find(|(key, _)| [&NAME, &PLACE, &LABEL].into_iter().any(|words| Name::new(key).is(words)));
    exact.or_else(any).and_then(|(_, value)| text(value)).unwrap_or_default()
}

/// Returns whether labels count: A, B, C or 1, 2, 3 or WP01, WP02. A number behind another word, as in "Camp 1", is a name.
pub(super) fn are_in_sequence<'n>(labels: impl Iterator<Item = &'n str>) -> bool {
    let numbers: Option<Vec<u64>> = labels
        .map(|label| {
            let label = label.trim();
            let mut letters = label.chars();
            if let (Some(letter), None) = (letters.next(), letters.next())
                && letter.is_ascii_alphabetic()
            {
                return Some(u64::from(letter.to_ascii_uppercase() as u32));
            }
            let word = label.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let number = label[word.len()..].parse().ok()?;
            let word = Name::new(word);
            (word.whole().is_empty() || word.is(&COUNTED)).then_some(number)
        })
        .collect();
    numbers.is_some_and(|numbers| numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
}
