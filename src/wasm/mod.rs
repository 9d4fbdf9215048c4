//! The JavaScript interface of the engine: options in, reports out, bulk data as typed arrays. It has no logic of its own.
//!
//! Three WebAssembly modules are built from this crate, each with the bindings of one feature: what these do not use is left out of
//! the module. A page needs the core at once, the readers when a file is opened, and the roads when there are any.
//!
//! A refused input is thrown as a plain object `{ code, message, at? }`.

mod allocator;
#[cfg(feature = "core")]
mod blob;
#[cfg(any(feature = "core", feature = "roads"))]
mod bulk;
#[cfg(feature = "core")]
mod core_module;
mod error;
mod options;
#[cfg(feature = "core")]
mod pack;
mod panic;
#[cfg(feature = "readers")]
mod readers_module;
#[cfg(feature = "core")]
mod report;
#[cfg(feature = "roads")]
mod roads_module;

use wasm_bindgen::JsValue;

use crate::incident::Day;

type JsResult<T> = std::result::Result<T, JsValue>;

/// Returns the day by the clock of the browser, in UTC.
fn today() -> Day {
    const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;
    (js_sys::Date::now() / MILLISECONDS_PER_DAY).floor() as Day
}
