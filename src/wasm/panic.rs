//! Panics as JavaScript exceptions, so that their message and place reach whoever asked.

use std::panic::{self, PanicHookInfo};

use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_str;

/// Runs when the module is instantiated.
///
/// The standard library has nowhere to print a panic in WebAssembly and would end it with a bare trap. Throwing from the
/// hook is sound because panics abort here: no Rust code runs after it in this instance, which the package then replaces.
#[wasm_bindgen(start)]
fn install_hook() {
    panic::set_hook(Box::new(|info| throw_str(&describe(info))));
}

/// Returns the message of a panic with its file and line, such as `index out of bounds: … (src/questions/route/sweep.rs:120)`.
fn describe(info: &PanicHookInfo) -> String {
    let message = info.payload_as_str().unwrap_or("panic without a message");
    match info.location() {
        Some(place) => format!("{message} ({}:{})", relative_path(place.file()), place.line()),
        None => message.to_owned(),
    }
}

/// Removes the prefix of files of the standard library, `/rustc/<commit>/`, and of its dependencies, `/rust/deps/`. All
/// other paths are relative already.
fn relative_path(file: &str) -> &str {
    match file.strip_prefix("/rustc/").and_then(|rest| rest.split_once('/')) {
        Some((_commit, path)) => path,
        None => file.strip_prefix("/rust/deps/").unwrap_or(file),
    }
}
