//! Questions about small snapshots: answers fit each other and what is found incident by incident.
#![no_main]

use geobit_fuzz::questions::Ask;
use geobit_fuzz::time::{CALL_SECONDS, in_time};
use geobit_fuzz::{Case, Input};

// A case asks about up to three routes, which may go round the Earth several times, alone and together, and its twins ask again.
libfuzzer_sys::fuzz_target!(|input: Input<Ask>| in_time(3 * CALL_SECONDS, || input.0.check()));
