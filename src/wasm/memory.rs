//! Memory in use: an allocator made for WebAssembly, with a count of the bytes it has given out.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;

struct Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

/// Grows its one heap at its end, where it can.
static HEAP: WasmDynamicTalc = new_wasm_dynamic_allocator();

static IN_USE: AtomicUsize = AtomicUsize::new(0);

/// Bytes given out and not given back, without what the allocator itself needs.
#[wasm_bindgen(js_name = bytesInUse)]
pub fn bytes_in_use() -> f64 {
    IN_USE.load(Relaxed) as f64
}

// Not inlined: memory is given back in thousands of places.
// SAFETY: every call goes to the allocator as it came; counting touches no memory that is given out.
unsafe impl GlobalAlloc for Counted {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        given(unsafe { HEAP.alloc(layout) }, layout.size())
    }

    #[inline(never)]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        given(unsafe { HEAP.alloc_zeroed(layout) }, layout.size())
    }

    #[inline(never)]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { HEAP.dealloc(memory, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // The difference may be below 0: the count wraps back.
        given(unsafe { HEAP.realloc(memory, layout, size) }, size.wrapping_sub(layout.size()))
    }
}

/// Counts what there was memory for.
fn given(memory: *mut u8, bytes: usize) -> *mut u8 {
    if !memory.is_null() {
        IN_USE.fetch_add(bytes, Relaxed);
    }
    memory
}
