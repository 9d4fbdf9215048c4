//! Bytes of a file, whole and in pieces: the same result, every row accounted for, bounded memory.
#![no_main]

use geobit_fuzz::time::in_time;
use geobit_fuzz::{memory, readers};

#[global_allocator]
static ALLOCATOR: memory::Counted = memory::Counted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| in_time(|| readers::check(bytes)));
