//! GeoBit: geofence and route-risk analytics on recorded security incidents.
//!
//! The core knows no JavaScript; `wasm` is the only module that does.

pub mod area;
pub mod error;
pub mod geometry;
pub mod incident;
pub mod measure;
pub mod read;
pub mod trace;
