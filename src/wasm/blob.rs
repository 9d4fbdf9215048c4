//! Blobs of the browser, such as files on disk, read in ranges in a worker.

use std::io;

use js_sys::Uint8Array;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

use crate::columnar::Ranges;

/// A blob whose bytes are read when they are asked for, on the thread that made this.
pub struct BlobRanges {
    blob: SendWrapper<Blob>,
    reader: SendWrapper<FileReaderSync>,
}

impl BlobRanges {
    /// Prepares to read a blob. Fails outside a worker, where nothing can be read without waiting.
    pub fn new(blob: Blob) -> Result<BlobRanges, JsValue> {
        Ok(BlobRanges { blob: SendWrapper::new(blob), reader: SendWrapper::new(FileReaderSync::new()?) })
    }

    fn read_range(&self, at: u64, end: u64) -> Result<Uint8Array, JsValue> {
        let range = self.blob.slice_with_f64_and_f64(at as f64, end as f64)?;
        Ok(Uint8Array::new(&self.reader.read_as_array_buffer(&range)?.into()))
    }
}

impl Ranges for BlobRanges {
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    fn read(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        match self.read_range(at, at + into.len() as u64) {
            Ok(bytes) if bytes.length() as usize == into.len() => {
                bytes.copy_to(into);
                Ok(())
            }
            _ => Err(io::Error::other("it could not be read; it may have been changed or removed")),
        }
    }
}
