//! Errors as plain objects of JavaScript.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use crate::error::GeobitError;

/// Returns the object that is thrown for an error: `{ code, message, at? }`.
pub fn error(error: GeobitError) -> JsValue {
    let object = ObjectBuilder::new().set("code", error.code.name()).set("message", error.message);
    let at = [
        ("row", error.at.row.map(|row| JsValue::from(row as f64))),
        ("vertex", error.at.vertex.map(|vertex| JsValue::from(vertex as f64))),
        ("field", error.at.field.map(JsValue::from)),
    ];
    let place = at.into_iter().fold(ObjectBuilder::new(), |place, (name, value)| match value {
        Some(value) => place.set(name, value),
        None => place,
    });
    if place.is_empty() { object.into() } else { object.set("at", place).into() }
}

/// Builds a plain object of JavaScript, member by member.
pub struct ObjectBuilder(Object);

impl ObjectBuilder {
    pub fn new() -> ObjectBuilder {
        ObjectBuilder(Object::new())
    }

    pub fn set(self, name: &str, value: impl Into<JsValue>) -> ObjectBuilder {
        Reflect::set(&self.0, &name.into(), &value.into()).expect("a plain object takes any member");
        self
    }

    fn is_empty(&self) -> bool {
        Object::keys(&self.0).length() == 0
    }
}

impl From<ObjectBuilder> for JsValue {
    fn from(members: ObjectBuilder) -> JsValue {
        members.0.into()
    }
}
