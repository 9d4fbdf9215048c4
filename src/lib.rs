//! GeoBit: geofence and route-risk analytics on recorded security incidents.
//!
//! The core knows no JavaScript; `wasm` is the only module that does.

pub mod area;
mod check;
pub mod day;
mod decimal;
pub mod error;
pub mod geofence;
pub mod geometry;
pub mod history;
pub mod incident;
pub mod index;
mod json;
pub mod kernel;
pub mod line;
pub mod load;
pub mod measure;
pub mod method;
mod pairs;
pub mod read;
pub mod route;
pub mod snapshot;
pub mod stats;
pub mod trace;
#[cfg(target_arch = "wasm32")]
mod wasm;
