//! Reads options, strictly: unknown names and wrong types are refused with their place and with what would be accepted.
//!
//! Whatever holds the options (an object of JavaScript, JSON) is read by `serde` into the same structs. This module turns
//! the errors of `serde` into sentences for people.

mod strict;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_path_to_error::{Path, Segment};
use serde_value::Value;

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use strict::StrictValue;

/// Reads options of any question.
///
/// # Errors
/// `BadOption` with the path of the option as its field, such as `stops.0.km`.
pub fn read<'de, T: DeserializeOwned>(source: impl Deserializer<'de>) -> Result<T> {
    let value = Value::deserialize(source)
        .map_err(|error| GeobitError::new(Code::BadOption, format!("The options cannot be read: {error}.")))?;
    serde_path_to_error::deserialize(StrictValue(value)).map_err(|error| {
        let message = error.inner().to_string();
        OptionError::new(error.path(), &message).into_error()
    })
}

/// What is wrong with options, and where.
struct OptionError {
    field: String,
    sentence: String,
}

impl OptionError {
    fn new(path: &Path, message: &str) -> OptionError {
        let explained = explain(message);
        let mut names: Vec<String> = path.iter().filter_map(name_of).collect();
        if let Some(member) = explained.member
            && names.last() != Some(&member)
        {
            names.push(member);
        }
        OptionError { field: names.join("."), sentence: explained.sentence }
    }

    fn into_error(self) -> GeobitError {
        let OptionError { field, sentence } = self;
        if field.is_empty() {
            return GeobitError::new(Code::BadOption, format!("The options cannot be read: {sentence}."));
        }
        GeobitError::new(Code::BadOption, format!("{field}: {sentence}.")).at_field(field)
    }
}

fn name_of(segment: &Segment) -> Option<String> {
    match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

/// An error of `serde` in plain words.
struct Explained {
    sentence: String,
    /// The member that the error is about, where the path ends above it.
    member: Option<String>,
}

/// `serde` makes its messages in few forms, which its documentation of `serde::de::Error` lists.
fn explain(message: &str) -> Explained {
    if let Some((name, _)) = quoted_after(message, "missing field ") {
        return Explained { sentence: "it is missing".into(), member: Some(name.into()) };
    }
    if let Some((name, rest)) = quoted_after(message, "unknown field ") {
        let sentence = format!("there is no such option; the options are {}", listed(rest));
        return Explained { sentence, member: Some(name.into()) };
    }
    if let Some((name, rest)) = quoted_after(message, "unknown variant ") {
        let sentence = format!("this is {}; one of {} is wanted", quote_excerpt(name), listed(rest));
        return Explained { sentence, member: None };
    }
    let wrong = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "));
    let sentence = match wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        Some((given, expected)) => format!("this is {}; {} is wanted", given_value(given), expected_value(expected)),
        None => message.into(),
    };
    Explained { sentence, member: None }
}

/// The name in backquotes after `prefix`, and what follows it. The name may hold backquotes itself.
fn quoted_after<'m>(message: &'m str, prefix: &str) -> Option<(&'m str, &'m str)> {
    let quoted = message.strip_prefix(prefix)?.strip_prefix('`')?;
    quoted.rsplit_once("`, expected").or_else(|| quoted.rsplit_once('`'))
}

/// The names of ``, expected one of `a`, `b` `` without their quotes.
fn listed(rest: &str) -> String {
    let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    names.join(", ")
}

/// `string "28"` without its type, `` integer `5` `` without quotes, `unit value` as `null`.
fn given_value(given: &str) -> String {
    match given {
        "unit value" => "null".into(),
        "sequence" => "a list".into(),
        "map" => "an object".into(),
        _ => match given.strip_prefix("string ") {
            Some(text) => quote_excerpt(text.trim_matches('"')),
            None => shorten(quoted_value(given).unwrap_or(given)),
        },
    }
}

/// A number of more than twenty digits is shown by its first ones.
fn shorten(number: &str) -> String {
    match number.char_indices().nth(20) {
        Some((end, _)) => format!("{}…", &number[..end]),
        None => number.into(),
    }
}

fn quoted_value(given: &str) -> Option<&str> {
    given.split('`').nth(1)
}

/// The Rust types of options in words. Visitors of our own say what they expect in words already.
fn expected_value(expected: &str) -> &str {
    match expected {
        "u32" => "a whole number from 0 to 4294967295",
        "f64" => "a number",
        "a boolean" => "true or false",
        "a string" => "a text",
        "a sequence" => "a list",
        "string or map" | "unit" => "a name as a text",
        "a map" => "an object",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::geofence::GeofenceOptions;
    use crate::questions::route::RouteOptions;

    fn refusal<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> (String, Option<String>) {
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        let error = read::<T>(value).unwrap_err();
        assert_eq!(error.code, Code::BadOption);
        (error.message, error.at.field)
    }

    #[test]
    fn refusals_say_what_and_where() {
        let cases = [
            (r#"{"radius":5}"#, "radius", "there is no such option; the options are radiusKm, ringsKm"),
            (r#"{"recentDays":"28"}"#, "recentDays", "this is \"28\"; a whole number from 0 to 4294967295 is wanted."),
            (r#"{"recentDays":-1}"#, "recentDays", "this is -1; a whole number from 0 to 4294967295 is wanted."),
            (r#"{"recentDays":1.5}"#, "recentDays", "this is 1.5; a whole number from 0 to 4294967295 is wanted."),
            (r#"{"recentDays":null}"#, "recentDays", "this is null; a whole number from 0 to 4294967295 is wanted."),
            (r#"{"confidence":[]}"#, "confidence", "this is a list; a number is wanted."),
            (r#"{"uncertainty":1}"#, "uncertainty", "this is 1; true or false is wanted."),
            (r#"{"kinds":["riot","war"]}"#, "kinds.1", "this is \"war\"; one of armedClash, attackOnCivilians"),
            (r#"{"kinds":"riot"}"#, "kinds", "this is \"riot\"; a list is wanted."),
            (r#"{"ringsKm":[5,{}]}"#, "ringsKm.1", "this is an object; a number is wanted."),
            (r#"{"asOf":"2024-02-30"}"#, "asOf", "\"2024-02-30\" is not a day; a date as YYYY-MM-DD is expected."),
            (r#"{"detail":"some"}"#, "detail", "this is \"some\"; one of full, rows is wanted."),
            (
                r#"{"repeat":5}"#,
                "repeat",
                "this is 5; true, false or an object of km, days, permutations and seed is wanted.",
            ),
            (
                r#"{"repeat":{"miles":5}}"#,
                "repeat.miles",
                "there is no such option; the options are km, days, permutations, seed.",
            ),
        ];
        for (json, field, words) in cases {
            let (message, at) = refusal::<GeofenceOptions>(json);
            assert_eq!(at.as_deref(), Some(field), "{json}: {message}");
            assert!(message.starts_with(&format!("{field}: {words}")), "{json}: {message}");
        }
        let stops = [
            (r#"{"stops":[{"km":1}]}"#, "stops.0.hours", "it is missing."),
            (
                r#"{"stops":[{"km":1,"hours":1},{"km":"a","hours":1}]}"#,
                "stops.1.km",
                "this is \"a\"; a number is wanted.",
            ),
            (
                r#"{"stops":[{"km":1,"hours":1,"days":1}]}"#,
                "stops.0.days",
                "there is no such option; the options are km, hours.",
            ),
            (r#"{"stops":[5]}"#, "stops.0", "this is 5; an object is wanted."),
            (r#"{"stops":[[20,2]]}"#, "stops.0", "this is a list; an object is wanted."),
            (r#"{"detail":{"full":null}}"#, "detail", "this is an object; a name as a text is wanted."),
        ];
        for (json, field, words) in stops {
            let (message, at) = refusal::<RouteOptions>(json);
            assert_eq!((message, at.as_deref()), (format!("{field}: {words}"), Some(field)), "{json}");
        }
        assert_eq!(refusal::<RouteOptions>("5").0, "The options cannot be read: this is 5; an object is wanted.");
        assert_eq!(
            refusal::<RouteOptions>("[5]").0,
            "The options cannot be read: this is a list; an object is wanted."
        );
    }

    #[test]
    fn defaults_fill_what_is_not_given() {
        let value = serde_json::json!({ "repeat": true, "from": "2024-01-31", "kinds": null, "radiusKm": 5 });
        let options: GeofenceOptions = read(value).unwrap();
        assert_eq!((options.recent_days, options.radius_km, options.repeat), (28, Some(5.0), Some(Default::default())));
        assert_eq!((options.from, options.kinds.is_none()), (crate::day::parse("2024-01-31"), true));
        let off: GeofenceOptions = read(serde_json::json!({ "repeat": false })).unwrap();
        assert!(off.repeat.is_none());
    }
}
