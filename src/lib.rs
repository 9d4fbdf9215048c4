//! GeoBit: geofence and route-risk analytics on recorded security incidents.
//!
//! The core knows no JavaScript; `wasm` is the only module that does.

pub mod area;
pub mod day;
pub mod error;
pub mod geo;
pub mod geometry;
pub mod history;
pub mod incident;
pub mod index;
pub mod intake;
mod json;
pub mod kernel;
pub mod load;
pub mod options;
pub mod questions;
pub mod read;
pub mod route_line;
pub mod snapshot;
pub mod stats;
pub mod trace;
#[cfg(target_arch = "wasm32")]
mod wasm;
