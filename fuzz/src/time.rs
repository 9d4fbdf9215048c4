//! How long an input may take.

use std::time::Duration;

use cpu_time::ThreadTime;

const MAX_TIME: Duration = Duration::from_secs(4);

/// Checks an input, in at most four seconds of the processor's time: what else runs on the machine does not count.
pub fn in_time(check: impl FnOnce()) {
    let start = ThreadTime::now();
    check();
    let taken = start.elapsed();
    assert!(taken <= MAX_TIME, "this took {taken:?}");
}
