//! The engine's allocator, which counts the bytes in use.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use wasm_bindgen::prelude::*;

struct CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

static BYTES_IN_USE: AtomicUsize = AtomicUsize::new(0);

/// The size of the last allocation that failed, until it is asked for.
static FAILED_BYTES: AtomicUsize = AtomicUsize::new(0);

/// Returns the number of bytes that are allocated, without what the allocator itself needs.
#[wasm_bindgen(js_name = bytesInUse)]
pub fn bytes_in_use() -> f64 {
    BYTES_IN_USE.load(Relaxed) as f64
}

/// Returns the size of the last allocation that failed since this was called before, or 0. An allocation that fails where
/// Rust does not expect it ends the engine; the package then asks for the reason.
#[wasm_bindgen(js_name = takeFailedBytes)]
pub fn take_failed_bytes() -> f64 {
    FAILED_BYTES.swap(0, Relaxed) as f64
}

// Not inlined: there are thousands of calls, and inlining them makes the module 9 % larger and no faster.
// SAFETY: every call is passed on unchanged; counting touches no allocated memory.
unsafe impl GlobalAlloc for CountingAllocator {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(unsafe { System.alloc(layout) }, layout.size(), layout.size())
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(unsafe { System.alloc_zeroed(layout) }, layout.size(), layout.size())
    }

    #[inline(never)]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES_IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // If the block shrinks, the difference wraps, and so does the sum.
        count(unsafe { System.realloc(memory, layout, size) }, size, size.wrapping_sub(layout.size()))
    }
}

/// Adds the difference to the count, or remembers the size of an allocation that failed.
fn count(memory: *mut u8, size: usize, difference: usize) -> *mut u8 {
    if memory.is_null() {
        FAILED_BYTES.store(size, Relaxed);
    } else {
        BYTES_IN_USE.fetch_add(difference, Relaxed);
    }
    memory
}
