//! Shapes: sizes, membership, distances and shares fit each other and what slow ways find.
#![no_main]

use geobit_fuzz::geometry::Shapes;
use geobit_fuzz::time::in_time;
use geobit_fuzz::{Case, Input};

libfuzzer_sys::fuzz_target!(|input: Input<Shapes>| in_time(|| input.0.check()));
