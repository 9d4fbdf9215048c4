//! How long an input may take.

use std::time::Duration;

use cpu_time::ThreadTime;

/// The processor's time that one call may take with any input, s.
pub const CALL_SECONDS: u64 = 4;

/// Checks an input in a time of the processor, s: what else runs on the machine does not count.
pub fn in_time(seconds: u64, check: impl FnOnce()) {
    let start = ThreadTime::now();
    check();
    let taken = start.elapsed();
    assert!(taken <= Duration::from_secs(seconds), "this took {taken:?}");
}
