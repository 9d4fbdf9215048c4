//! The bindings of the readers: what files of others hold.

use js_sys::{Function, Uint8Array};
use wasm_bindgen::prelude::*;

use super::error::error;
use super::options::load_options;
use super::{JsResult, options};
use crate::load::{self, LoadOptions};
use crate::memory;
use crate::read::inspect;
use crate::read::routes::{self, RoutesOptions};

/// Checks all options of a load, so that nothing need be downloaded for options that are refused.
#[wasm_bindgen(js_name = checkReadOptions)]
pub fn check_read_options(options: &JsValue) -> JsResult<()> {
    load_options(options).and_then(load::FileReader::new).map(|_| ()).map_err(error)
}

/// Tells what a file is, as JSON text. `is_complete` says that the bytes are all of it.
#[wasm_bindgen(js_name = inspectFile)]
pub fn inspect_file(bytes: &[u8], is_complete: bool, options: &JsValue) -> JsResult<String> {
    let options = load_options(options).and_then(LoadOptions::into_read_options).map_err(error)?;
    let inspection = inspect::inspect(bytes, is_complete, &options).map_err(error)?;
    Ok(serde_json::to_string(&inspection).expect("an inspection has only members that JSON can hold"))
}

/// Returns whether an archive is a workbook (.xlsx) that is small enough to be read.
#[wasm_bindgen(js_name = isSpreadsheet)]
pub fn is_spreadsheet(bytes: &[u8]) -> JsResult<bool> {
    inspect::is_spreadsheet(bytes).map_err(error)
}

/// Checks the options of `readRoutes`, so that nothing need be downloaded for options that are refused.
#[wasm_bindgen(js_name = checkRoutesOptions)]
pub fn check_routes_options(options: &JsValue) -> JsResult<()> {
    options::read(options).and_then(|options: RoutesOptions| options.check()).map_err(error)
}

/// Reads the routes and sites of a file, as the text of `{ routes, sites, doubts }`.
#[wasm_bindgen(js_name = readRoutes)]
pub fn read_routes(bytes: &Uint8Array, options: &JsValue) -> JsResult<String> {
    let options: RoutesOptions = options::read(options).map_err(error)?;
    memory::require("This file", bytes.byte_length() as usize).map_err(error)?;
    let file = routes::read_routes(&bytes.to_vec(), &options).map_err(error)?;
    Ok(file.to_json())
}

/// Reads a file of incidents that arrives in pieces, and hands blocks of them to a function, which has to take them at once: a block
/// is a view of this module's memory.
#[wasm_bindgen]
pub struct FileReader {
    inner: load::FileReader,
    receiver: Receiver,
}

/// The function that takes blocks, until it throws.
struct Receiver {
    function: Function,
    thrown: Option<JsValue>,
}

#[wasm_bindgen]
impl FileReader {
    /// `size` is that of the file in bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, size: f64, receive: Function) -> JsResult<FileReader> {
        let mut inner = load_options(options).and_then(load::FileReader::new).map_err(error)?;
        inner.expect(size as usize);
        Ok(FileReader { inner, receiver: Receiver { function: receive, thrown: None } })
    }

    pub fn push(&mut self, chunk: &[u8]) -> JsResult<()> {
        let FileReader { inner, receiver } = self;
        let pushed = inner.push(chunk, &mut |block| receiver.take(block));
        receiver.result().and(pushed.map_err(error))
    }

    /// Ends the file. Returns the bytes of a pack that was in an archive, which is not read here.
    pub fn finish(self) -> JsResult<Option<Uint8Array>> {
        let FileReader { inner, mut receiver } = self;
        let finished = inner.finish(&mut |block| receiver.take(block));
        receiver.result()?;
        Ok(finished.map_err(error)?.map(|pack| Uint8Array::from(&pack[..])))
    }
}

impl Receiver {
    fn take(&mut self, block: &[u8]) {
        if self.thrown.is_none() {
            // SAFETY: the function copies the block before it returns, and nothing here is allocated meanwhile.
            let view = unsafe { Uint8Array::view(block) };
            self.thrown = self.function.call1(&JsValue::NULL, &view).err();
        }
    }

    /// Returns what the function has thrown.
    fn result(&mut self) -> JsResult<()> {
        self.thrown.take().map_or(Ok(()), Err)
    }
}
