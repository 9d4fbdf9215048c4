//! Questions about small snapshots: answers fit each other and what is found incident by incident.
#![no_main]

use geobit_fuzz::questions::Ask;
use geobit_fuzz::time::in_time;
use geobit_fuzz::{Case, Input};

libfuzzer_sys::fuzz_target!(|input: Input<Ask>| in_time(|| input.0.check()));
