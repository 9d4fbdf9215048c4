//! Reads options from JavaScript objects.

use serde::de::DeserializeOwned;
use serde::de::value::Error as ValueError;
use serde_value::{Value, ValueDeserializer};
use wasm_bindgen::JsValue;

use super::today;
use crate::error::{Code, GeobitError, Result};
use crate::load::LoadOptions;
use crate::options;

/// Reads options into a struct. `undefined` and `null` give the default options.
pub fn read<T: DeserializeOwned>(given: &JsValue) -> Result<T> {
    options::read(deserializer(given)?)
}

/// Reads the options of a load. Where they do not say what day it is, the clock of the browser does.
pub fn load_options(given: &JsValue) -> Result<LoadOptions> {
    let mut options: LoadOptions = read(given)?;
    options.today.get_or_insert_with(today);
    Ok(options)
}

/// Returns a deserializer of options. `undefined` and `null` are options without members.
pub fn deserializer(given: &JsValue) -> Result<ValueDeserializer<ValueError>> {
    Ok(ValueDeserializer::new(to_value(given)?))
}

/// Converts an object of JavaScript. `undefined` and `null` become an object without members.
///
/// Options are converted before they are read, because `serde_wasm_bindgen` looks only for the members of the struct that
/// it reads: unknown names would be ignored in silence.
pub fn to_value(given: &JsValue) -> Result<Value> {
    if given.is_undefined() || given.is_null() {
        return Ok(Value::Map(Default::default()));
    }
    serde_wasm_bindgen::from_value(given.clone())
        .map_err(|error| GeobitError::new(Code::BadOption, format!("The options cannot be read: {error}.")))
}
