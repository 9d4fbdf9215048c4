//! The types of options, each read from a JavaScript value.

use js_sys::{Array, Object, try_iter};
use wasm_bindgen::{JsCast, JsValue};

use super::{Options, Wrong, fill_members};
use crate::day;
use crate::error::quote_excerpt;
use crate::incident::Day;
use crate::questions::geofence::{GeofenceDetail, RepeatOptions};
use crate::questions::route::{RouteDetail, Speed, Stop};
use crate::read::{FormatHint, Mapping};

pub trait Value: Sized {
    fn read(value: &JsValue) -> Result<Self, Wrong>;

    /// What says that an optional value is not given.
    fn is_absent(value: &JsValue) -> bool {
        value.is_null()
    }
}

impl Value for f64 {
    fn read(value: &JsValue) -> Result<f64, Wrong> {
        value.as_f64().ok_or_else(|| Wrong::wanted("a number", value))
    }
}

impl Value for u32 {
    fn read(value: &JsValue) -> Result<u32, Wrong> {
        let whole = value.as_f64().filter(|number| f64::from(*number as u32) == *number);
        whole.map(|number| number as u32).ok_or_else(|| Wrong::wanted("a whole number from 0", value))
    }
}

impl Value for bool {
    fn read(value: &JsValue) -> Result<bool, Wrong> {
        value.as_bool().ok_or_else(|| Wrong::wanted("true or false", value))
    }
}

impl Value for String {
    fn read(value: &JsValue) -> Result<String, Wrong> {
        value.as_string().ok_or_else(|| Wrong::wanted("a text", value))
    }
}

/// A day is given as text.
impl Value for Day {
    fn read(value: &JsValue) -> Result<Day, Wrong> {
        let text = String::read(value)?;
        let words = || format!("{} is no day; a date as YYYY-MM-DD is wanted", quote_excerpt(&text));
        day::parse(&text).ok_or_else(|| Wrong::because(words()))
    }
}

impl<T: Value> Value for Option<T> {
    fn read(value: &JsValue) -> Result<Option<T>, Wrong> {
        if T::is_absent(value) { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(value: &JsValue) -> Result<Vec<T>, Wrong> {
        let Some(items) = items(value)? else { return Err(Wrong::wanted("a list", value)) };
        let mut read = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            read.push(T::read(item).map_err(|wrong| wrong.in_member(&number.to_string()))?);
        }
        Ok(read)
    }
}

/// What any iterable object holds: a typed array or a `Set` is a list too.
fn items(value: &JsValue) -> Result<Option<Vec<JsValue>>, Wrong> {
    if !value.is_object() {
        return Ok(None);
    }
    let items = try_iter(value).and_then(|items| items.map(Iterator::collect).transpose());
    items.map_err(|_| Wrong::because("it cannot be read".into()))
}

impl Value for Mapping {
    fn read(value: &JsValue) -> Result<Mapping, Wrong> {
        let wrong = || Wrong::wanted("an object of our names and those in the file", value);
        let pairs = match items(value)? {
            Some(pairs) => pairs,
            None => Object::entries(value.dyn_ref().ok_or_else(wrong)?).to_vec(),
        };
        let mut mapping = Mapping::default();
        for pair in pairs {
            let pair: Array = pair.dyn_into().map_err(|_| wrong())?;
            let ours = String::read(&pair.get(0))?;
            let theirs = String::read(&pair.get(1)).map_err(|wrong| wrong.in_member(&ours))?;
            mapping.insert(ours, theirs);
        }
        Ok(mapping)
    }
}

/// An object of options within others.
fn object(options: &mut dyn Options, what: &str, value: &JsValue) -> Result<(), Wrong> {
    fill_members(options, value.dyn_ref().ok_or_else(|| Wrong::wanted(what, value))?)
}

/// `true` is an object without members; every member has a default.
impl Value for RepeatOptions {
    fn read(value: &JsValue) -> Result<RepeatOptions, Wrong> {
        let mut options = RepeatOptions::default();
        if value.as_bool() != Some(true) {
            object(&mut options, "true, false or an object of km, days, permutations and seed", value)?;
        }
        Ok(options)
    }

    fn is_absent(value: &JsValue) -> bool {
        value.is_null() || value.as_bool() == Some(false)
    }
}

/// An object of which no number may be missing.
fn complete(options: &mut dyn Options, value: &JsValue) -> Result<(), Wrong> {
    let names = options.names();
    object(options, &format!("an object of {}", names.join(" and ")), value)?;
    for name in names {
        // Each is there, and so has been read: or nothing is.
        if super::member(value.unchecked_ref(), name)?.is_none() {
            return Err(Wrong::wanted("a number", &JsValue::UNDEFINED).in_member(name));
        }
    }
    Ok(())
}

impl Value for Stop {
    fn read(value: &JsValue) -> Result<Stop, Wrong> {
        let mut stop = Stop { km: 0.0, hours: 0.0 };
        complete(&mut stop, value)?;
        Ok(stop)
    }
}

impl Value for Speed {
    fn read(value: &JsValue) -> Result<Speed, Wrong> {
        let mut speed = Speed { from_km: 0.0, kmh: 0.0 };
        complete(&mut speed, value)?;
        Ok(speed)
    }
}

/// One of a few words.
fn choice<T: Copy>(value: &JsValue, known: &[(&str, T)]) -> Result<T, Wrong> {
    let word = value.as_string().unwrap_or_default();
    let found = known.iter().find(|(name, _)| *name == word);
    found.map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Wrong::wanted(&format!("one of {}", names.join(", ")), value)
    })
}

impl Value for FormatHint {
    fn read(value: &JsValue) -> Result<FormatHint, Wrong> {
        choice(value, &[("auto", FormatHint::Auto), ("csv", FormatHint::Csv), ("geojson", FormatHint::Geojson)])
    }
}

impl Value for GeofenceDetail {
    fn read(value: &JsValue) -> Result<GeofenceDetail, Wrong> {
        choice(value, &[("full", GeofenceDetail::Full), ("rows", GeofenceDetail::Rows)])
    }
}

impl Value for RouteDetail {
    fn read(value: &JsValue) -> Result<RouteDetail, Wrong> {
        choice(value, &[("full", RouteDetail::Full), ("rows", RouteDetail::Rows), ("exposure", RouteDetail::Exposure)])
    }
}
