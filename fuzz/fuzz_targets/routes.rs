//! Bytes of a file of routes: places on Earth, clean names, bounded memory, and an error that says what is wrong.
#![no_main]

use geobit_fuzz::time::in_time;
use geobit_fuzz::{memory, routes};

#[global_allocator]
static ALLOCATOR: memory::Counted = memory::Counted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| in_time(|| routes::check(bytes)));
