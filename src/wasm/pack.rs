//! Passes what a pack holds to JavaScript, which writes the file: columns as typed arrays, text as different texts and their numbers.

use hashbrown::HashMap;
use js_sys::{Array, Float32Array, Float64Array, Int32Array, Uint32Array};
use wasm_bindgen::JsValue;

use super::error::ObjectBuilder;
use crate::snapshot::Snapshot;
use crate::snapshot::pack::{Header, PackColumn, PackOptions, Values, columns};

/// Returns `{ metadata: [key, text][], columns: { name, type, values, missing, texts? }[] }`. `missing` is the value that stands for
/// none; in a column of text, `values` are places in `texts`.
pub fn content(snapshot: &Snapshot, options: &PackOptions) -> JsValue {
    let summary = snapshot.summary();
    let pairs = Header::new(summary, options).metadata(summary.bbox);
    let pairs: Array = pairs.into_iter().map(|(key, text)| Array::of2(&key.into(), &text.into())).collect();
    let columns: Array =
        columns(snapshot, !options.no_text).iter().map(|column| plain(column, snapshot.len())).collect();
    ObjectBuilder::new().set("metadata", pairs).set("columns", columns).into()
}

fn plain(column: &PackColumn<'_>, rows: usize) -> JsValue {
    let object = ObjectBuilder::new().set("name", column.name);
    let object = match &column.values {
        Values::Doubles(get) => {
            let values: Vec<f64> = (0..rows).map(|row| get(row).unwrap_or(f64::NAN)).collect();
            object.set("type", "double").set("values", Float64Array::from(&values[..])).set("missing", f64::NAN)
        }
        Values::Floats(get) => {
            let values: Vec<f32> = (0..rows).map(|row| get(row).unwrap_or(f32::NAN)).collect();
            object.set("type", "float").set("values", Float32Array::from(&values[..])).set("missing", f64::NAN)
        }
        Values::Integers(get) => whole(object.set("type", "integer"), rows, get),
        Values::Days(get) => whole(object.set("type", "day"), rows, get),
        Values::Texts(get) => {
            let mut numbers = HashMap::new();
            let texts = Array::new();
            let values: Vec<u32> = (0..rows)
                .map(|row| match get(row) {
                    None => u32::MAX,
                    Some(text) => {
                        *numbers.entry_ref(text.as_ref()).or_insert_with(|| texts.push(&text.as_ref().into()) - 1)
                    }
                })
                .collect();
            let object = object.set("type", "text").set("values", Uint32Array::from(&values[..]));
            object.set("missing", u32::MAX).set("texts", texts)
        }
    };
    object.into()
}

fn whole(object: ObjectBuilder, rows: usize, get: &dyn Fn(usize) -> Option<i32>) -> ObjectBuilder {
    let values: Vec<i32> = (0..rows).map(|row| get(row).unwrap_or(i32::MIN)).collect();
    object.set("values", Int32Array::from(&values[..])).set("missing", i32::MIN)
}
