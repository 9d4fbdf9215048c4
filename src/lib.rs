//! GeoBit: geofence and route-risk analytics on recorded security incidents.
//!
//! The core knows no JavaScript; `wasm` is the only module that does.

pub mod day;
pub mod error;
pub mod incident;
pub mod read;
