//! Counts the memory in use, so that a target can bound what an input costs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The default allocator with a count around it. The count is right while one thread allocates at a time.
pub struct Counted;

static IN_USE: AtomicUsize = AtomicUsize::new(0);
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the default allocator as it came; counting touches no memory that is given out.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = IN_USE.fetch_add(layout.size(), Relaxed) + layout.size();
        HIGHEST.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let now = IN_USE.fetch_add(layout.size(), Relaxed) + layout.size();
        HIGHEST.fetch_max(now, Relaxed);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Does some work, and panics if it had more than `limit` bytes in use at a time. Without [`Counted`] as the allocator
/// nothing is counted.
pub fn bounded<T>(limit: usize, work: impl FnOnce() -> T) -> T {
    let before = IN_USE.load(Relaxed);
    HIGHEST.store(before, Relaxed);
    let result = work();
    let used = HIGHEST.load(Relaxed).saturating_sub(before);
    assert!(used <= limit, "{used} bytes were in use at a time; at most {limit} are accepted for this input");
    result
}
