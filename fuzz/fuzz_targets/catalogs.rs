//! Bytes of a catalogue with a good signature, and bytes of a signature: nothing leads out of the folder of the catalogue.
#![no_main]

use geobit_fuzz::time::in_time;
use geobit_fuzz::{catalogs, memory};

#[global_allocator]
static ALLOCATOR: memory::Counted = memory::Counted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| in_time(|| catalogs::check(bytes)));
