//! What the module that reads files hands over to the one that holds snapshots: the incidents in blocks, and at the end what the file
//! held.
//!
//! Both modules are of one build (`xtask/src/wasm.rs`), so the form needs no stability: every block begins with a mark of the build,
//! and those of another build are refused. What arrives is checked as a file would be, although only our own readers write it: a
//! mistake there, or memory that was overwritten, must not become a snapshot with impossible values.

mod block;
mod row;

pub(crate) use block::damaged;
pub use block::{Block, Received, hand_over_account, receive};
