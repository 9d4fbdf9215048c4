//! Options from JavaScript objects, strictly: unknown names and wrong types are refused, never ignored.

use std::cell::Cell;

use js_sys::{Array, Object, Reflect};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_wasm_bindgen::Error;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Code, GeobitError, Result};

/// Reads options; `undefined` and `null` are no options.
pub fn read<T: DeserializeOwned + Default>(options: &JsValue) -> Result<T> {
    if options.is_undefined() || options.is_null() {
        return Ok(T::default());
    }
    let Some(object) = options.dyn_ref::<Object>() else {
        return Err(GeobitError::new(Code::BadOption, "Options are given as an object."));
    };
    let at = Cell::new(None);
    T::deserialize(Options { object, at: &at }).map_err(|error| {
        let said = error.to_string();
        // What JavaScript itself throws tells of the engine's ways, not of the option.
        let words = if said.starts_with("TypeError") {
            "this is of the wrong type"
        } else {
            said.trim_start_matches("Error: ")
        };
        match at.take() {
            Some(field) => GeobitError::new(Code::BadOption, format!("{field}: {words}.")).at_field(field),
            None => GeobitError::new(Code::BadOption, format!("{words}.")),
        }
    })
}

/// Refuses members that the objects in the list `field` do not have; `read` looks at the outer names only.
pub fn refuse_strangers_in(options: &JsValue, field: &str, known: &[&str]) -> Result<()> {
    let list = Reflect::get(options, &JsValue::from_str(field)).unwrap_or(JsValue::UNDEFINED);
    let items = list.dyn_into::<Array>().unwrap_or_default();
    for (number, item) in items.iter().enumerate() {
        let mut keys = Object::keys(item.unchecked_ref::<Object>()).into_iter().filter_map(|key| key.as_string());
        if let Some(stranger) = keys.find(|key| !known.contains(&key.as_str())) {
            let words = format!("{field}.{number} has no member \"{stranger}\"; it has {}.", known.join(", "));
            return Err(GeobitError::new(Code::BadOption, words).at_field(format!("{field}.{number}.{stranger}")));
        }
    }
    Ok(())
}

/// `serde_wasm_bindgen` looks only for the fields a struct wants and does not say which of them is wrong; this looks
/// at those it got as well, and remembers which one it was at.
struct Options<'a> {
    object: &'a Object,
    at: &'a Cell<Option<String>>,
}

impl<'de> Deserializer<'de> for Options<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Error> {
        let mut keys = Object::keys(self.object).into_iter().filter_map(|key| key.as_string());
        if let Some(stranger) = keys.find(|key| !fields.contains(&key.as_str())) {
            self.at.set(Some(stranger));
            return Err(Error::custom(format!("there is no such option; the options are {}", fields.join(", "))));
        }
        visitor.visit_map(Members { options: self, left: fields.iter(), value: JsValue::UNDEFINED })
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> std::result::Result<V::Value, Error> {
        Err(Error::custom("options are read as a struct"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The members that are there, in the order the struct names them.
struct Members<'a> {
    options: Options<'a>,
    left: std::slice::Iter<'static, &'static str>,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> std::result::Result<Option<K::Value>, Error> {
        for field in self.left.by_ref() {
            self.value = Reflect::get(self.options.object, &JsValue::from_str(field))?;
            if !self.value.is_undefined() {
                self.options.at.set(Some(field.to_string()));
                let key: StrDeserializer<'_, Error> = field.into_deserializer();
                return seed.deserialize(key).map(Some);
            }
        }
        self.options.at.set(None);
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> std::result::Result<V::Value, Error> {
        seed.deserialize(serde_wasm_bindgen::Deserializer::from(std::mem::take(&mut self.value)))
    }
}
