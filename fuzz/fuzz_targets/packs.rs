//! Packs that are damaged here and there: refused in words, or whole; bounded memory.
#![no_main]

use geobit_fuzz::packs::DamagedPack;
use geobit_fuzz::panics::with_caught_panics;
use geobit_fuzz::time::in_time;
use geobit_fuzz::{Case, Input, memory};

#[global_allocator]
static ALLOCATOR: memory::Counted = memory::Counted;

libfuzzer_sys::fuzz_target!(|input: Input<DamagedPack>| in_time(|| with_caught_panics(|| input.0.check())));
