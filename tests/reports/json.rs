//! Compares reports as JSON, member by member.

use serde::Serialize;
use serde_json::Value;

/// By how much a number may differ, as a part of itself and at least.
#[derive(Clone, Copy, Default)]
pub struct Tolerance {
    pub relative: f64,
    pub absolute: f64,
}

/// Finds the first member in which two reports differ. Numbers may differ by one part in 10⁹, and by more where
/// `tolerance` says so for a path.
pub fn difference(found: &Value, expected: &Value, tolerance: &dyn Fn(&str) -> Tolerance) -> Option<String> {
    compare("", found, expected, tolerance)
}

fn compare(path: &str, found: &Value, expected: &Value, tolerance: &dyn Fn(&str) -> Tolerance) -> Option<String> {
    let differ = || Some(format!("{path} is {found} instead of {expected}"));
    match (found, expected) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64()?, b.as_f64()?);
            let Tolerance { relative, absolute } = tolerance(path);
            let allowed = (1e-9 + relative) * a.abs().max(b.abs()) + 1e-14 + absolute;
            if (a - b).abs() <= allowed { None } else { differ() }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut items = a.iter().zip(b).enumerate();
            items.find_map(|(number, (a, b))| compare(&format!("{path}[{number}]"), a, b, tolerance))
        }
        (Value::Object(a), Value::Object(b)) => {
            let unknown =
                a.keys().find(|name| !b.contains_key(*name)).map(|name| format!("{path}.{name} is not expected"));
            unknown.or_else(|| {
                b.iter().find_map(|(name, b)| {
                    let path = format!("{path}.{name}");
                    match a.get(name) {
                        Some(a) => compare(&path, a, b, tolerance),
                        None => Some(format!("{path} is missing")),
                    }
                })
            })
        }
        _ if found == expected => None,
        _ => differ(),
    }
}

/// A value as reports are written.
/// The forecast, and what followed past verdicts of more, have tests of their own in `tests/forecast.rs`: their definition is another
/// one.
pub fn written(value: &impl Serialize) -> Value {
    let mut written = serde_json::to_value(value).unwrap();
    if let Value::Object(members) = &mut written {
        members.remove("next");
        members.remove("afterMore");
    }
    written
}

/// The members of several objects in one.
pub fn merged(objects: impl IntoIterator<Item = Value>) -> Value {
    let mut all = serde_json::Map::new();
    for object in objects {
        let Value::Object(members) = object else { panic!("{object} is no object") };
        all.extend(members);
    }
    Value::Object(all)
}
