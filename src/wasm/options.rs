//! Options from JavaScript objects.

use js_sys::Object;
use serde::de::DeserializeOwned;
use serde::de::value::Error as ValueError;
use serde_value::{Value, ValueDeserializer};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Code, GeobitError, Result};
use crate::options;

/// Reads options. `undefined` and `null` mean the default options.
///
/// The object is read as a tree of values first: a struct that is read from JavaScript directly would only look for its own
/// members, and unknown ones would be ignored in silence.
pub fn read<T: DeserializeOwned + Default>(given: &JsValue) -> Result<T> {
    if given.is_undefined() || given.is_null() {
        return Ok(T::default());
    }
    if !given.is_object() {
        return Err(GeobitError::new(Code::BadOption, "Options are given as an object."));
    }
    let tree: Value = serde_wasm_bindgen::from_value(given.clone())
        .map_err(|error| GeobitError::new(Code::BadOption, format!("The options cannot be read: {error}.")))?;
    options::read(ValueDeserializer::<ValueError>::new(tree))
}

/// The shared options with those of one route set over them.
pub fn merge(shared: &JsValue, own: &JsValue) -> JsValue {
    let merged = Object::new();
    for layer in [shared, own].into_iter().filter_map(|layer| layer.dyn_ref::<Object>()) {
        Object::assign(&merged, layer);
    }
    merged.into()
}
