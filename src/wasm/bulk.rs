//! Passes reports to JavaScript: the final object as JSON text, and beside it its long lists as typed arrays.
//!
//! A worker passes on one text faster than the object, and typed arrays without a copy. Each array comes with the path of
//! its member, so that `pkg/src/transport.js` can put it there without knowing the report.

use std::mem;

use js_sys::{Array, Float32Array, Float64Array, JSON, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::JsResult;
use super::error::ObjectBuilder;

/// Returns a value as a plain object, in which `null` stands for `None`.
pub fn plain(value: &impl Serialize) -> JsResult<JsValue> {
    JSON::parse(&to_json(value))
}

pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("reports have only members that JSON can hold")
}

/// Long lists that are passed as typed arrays, each with the path of its member.
#[derive(Default)]
pub struct BulkMembers {
    paths: Array,
    arrays: Array,
}

impl BulkMembers {
    /// Takes a list out of a report.
    pub fn take<T>(&mut self, path: &str, list: &mut Vec<T>)
    where
        for<'l> TypedArray: From<&'l [T]>,
    {
        self.paths.push(&path.into());
        self.arrays.push(&TypedArray::from(&*mem::take(list)).0);
    }

    /// Returns the report, from which the long lists are taken, together with these lists.
    pub fn attach_to(self, report: &impl Serialize) -> JsValue {
        ObjectBuilder::new().set("text", to_json(report)).set("paths", self.paths).set("arrays", self.arrays).into()
    }
}

/// A typed array of JavaScript, copied from a list.
pub struct TypedArray(JsValue);

macro_rules! typed_arrays {
    ($($number:ty => $array:ty,)+) => {
        $(impl From<&[$number]> for TypedArray {
            fn from(list: &[$number]) -> TypedArray {
                TypedArray(<$array>::from(list).into())
            }
        })+
    };
}
typed_arrays! { u8 => Uint8Array, u32 => Uint32Array, f32 => Float32Array, f64 => Float64Array, }
