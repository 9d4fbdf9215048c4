//! Roads that are damaged here and there: refused in words, or whole and of use; bounded memory.
#![no_main]

use geobit_fuzz::panics::with_caught_panics;
use geobit_fuzz::roads::DamagedRoads;
use geobit_fuzz::time::in_time;
use geobit_fuzz::{Case, Input, memory};

#[global_allocator]
static ALLOCATOR: memory::Counted = memory::Counted;

libfuzzer_sys::fuzz_target!(|input: Input<DamagedRoads>| in_time(|| with_caught_panics(|| input.0.check())));
