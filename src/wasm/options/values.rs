//! The types of options, each read from a JavaScript value.

use js_sys::{Array, Object, try_iter};
use wasm_bindgen::{JsCast, JsValue};

use super::{Wrong, member, stranger};
use crate::geofence::GeofenceDetail;
use crate::read::{FormatHint, Mapping};
use crate::route::{RouteDetail, Stop};

pub trait Value: Sized {
    fn read(value: &JsValue) -> Result<Self, Wrong>;
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

impl<T: Value> Value for Option<T> {
    fn read(value: &JsValue) -> Result<Option<T>, Wrong> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
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

impl Value for Stop {
    fn read(value: &JsValue) -> Result<Stop, Wrong> {
        const MEMBERS: &[&str] = &["km", "hours"];
        let Some(object) = value.dyn_ref::<Object>() else {
            return Err(Wrong::wanted("an object of km and hours", value));
        };
        if let Some(stranger) = stranger(object, MEMBERS) {
            return Err(Wrong::because("there is no such member; it has km and hours".into()).in_member(&stranger));
        }
        let number = |name: &str| {
            let value = member(object, name)?.unwrap_or_default();
            f64::read(&value).map_err(|wrong| wrong.in_member(name))
        };
        Ok(Stop { km: number("km")?, hours: number("hours")? })
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
