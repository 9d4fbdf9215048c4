//! The memory allocator, which counts the bytes in use.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;

struct CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

static HEAP: WasmDynamicTalc = new_wasm_dynamic_allocator();

static BYTES_IN_USE: AtomicUsize = AtomicUsize::new(0);

/// Returns the bytes that are allocated now, without those that the allocator needs for itself.
#[wasm_bindgen(js_name = bytesInUse)]
pub fn bytes_in_use() -> f64 {
    BYTES_IN_USE.load(Relaxed) as f64
}

// The functions are not inlined, because memory is freed in thousands of places.
// SAFETY: every call is passed on to `HEAP` unchanged, and counting touches no allocated memory.
unsafe impl GlobalAlloc for CountingAllocator {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(unsafe { HEAP.alloc(layout) }, layout.size())
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(unsafe { HEAP.alloc_zeroed(layout) }, layout.size())
    }

    #[inline(never)]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        BYTES_IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { HEAP.dealloc(memory, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Where the new size is smaller, the difference wraps, and so does the sum: the count falls.
        count(unsafe { HEAP.realloc(memory, layout, size) }, size.wrapping_sub(layout.size()))
    }
}

/// Adds the bytes of an allocation unless it failed.
fn count(memory: *mut u8, bytes: usize) -> *mut u8 {
    if !memory.is_null() {
        BYTES_IN_USE.fetch_add(bytes, Relaxed);
    }
    memory
}
