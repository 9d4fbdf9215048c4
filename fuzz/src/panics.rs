//! Panics that the engine turns into errors, and those that are findings.

use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::abort;
use std::sync::Once;

thread_local! {
    /// What the last panic said, and where it was. Its names are looked up when it is shown, which takes long.
    static LAST: RefCell<Option<(String, Backtrace)>> = const { RefCell::new(None) };
}

/// Checks an input, and ends the process where that panics. The decoders of Parquet panic on some damaged pages, and the engine catches
/// that; by itself, libFuzzer ends the process at every panic, caught or not.
pub fn with_caught_panics(check: impl FnOnce()) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| LAST.set(Some((panic.to_string(), Backtrace::force_capture())))));
    });
    if catch_unwind(AssertUnwindSafe(check)).is_err() {
        if let Some((message, place)) = LAST.take() {
            eprintln!("{message}\n{place}");
        }
        abort();
    }
}
