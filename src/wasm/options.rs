//! Options from JavaScript objects, strictly: unknown names and wrong types are refused, never ignored.

use std::cell::RefCell;

use js_sys::Object;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Code, GeobitError, Result};

/// Reads options; `undefined` and `null` are no options.
pub fn read<T: DeserializeOwned + Default>(options: &JsValue) -> Result<T> {
    if options.is_undefined() || options.is_null() {
        return Ok(T::default());
    }
    let unknown = RefCell::new(None);
    serde_path_to_error::deserialize(Strict { options, unknown: &unknown }).map_err(|error| {
        let path = error.path().to_string();
        let whole = path == ".";
        let words = if whole { error.inner().to_string() } else { format!("{path}: {}", error.inner()) };
        let refusal = GeobitError::new(Code::BadOption, format!("{words}."));
        match unknown.take() {
            Some(name) => refusal.at_field(name),
            None if whole => refusal,
            None => refusal.at_field(path),
        }
    })
}

/// `serde_wasm_bindgen` looks only for the fields a struct wants; this looks at those it got as well.
struct Strict<'a> {
    options: &'a JsValue,
    unknown: &'a RefCell<Option<String>>,
}

impl<'de> Deserializer<'de> for Strict<'_> {
    type Error = serde_wasm_bindgen::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, Self::Error> {
        let Some(object) = self.options.dyn_ref::<Object>() else {
            return Err(Self::Error::custom("options are an object"));
        };
        let stranger =
            Object::keys(object).iter().filter_map(|key| key.as_string()).find(|key| !fields.contains(&key.as_str()));
        if let Some(key) = stranger {
            let words = format!("there is no option \"{key}\"; the options are {}", fields.join(", "));
            *self.unknown.borrow_mut() = Some(key);
            return Err(Self::Error::custom(words));
        }
        serde_wasm_bindgen::Deserializer::from(self.options.clone()).deserialize_struct(name, fields, visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, Self::Error> {
        serde_wasm_bindgen::Deserializer::from(self.options.clone()).deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
