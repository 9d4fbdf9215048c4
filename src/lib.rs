//! GeoBit: geofence and route-risk analytics on recorded security incidents.
//!
//! From a snapshot of incidents that the caller has loaded, the crate tells what is recorded around a site and along a
//! road. The same code runs natively, in a browser and in Node.js; nothing leaves the machine.
//!
//! ```
//! use geobit::questions::geofence::{GeofenceOptions, geofence};
//! use geobit::questions::route::{RouteOptions, route};
//! use geobit::{Area, LoadOptions, Loader, LonLat, Route};
//!
//! let mut loader = Loader::new(LoadOptions { name: Some("Two incidents".into()), ..LoadOptions::default() })?;
//! loader.push(b"id,start,lon,lat,kind\n1,2026-03-01,-8.02,12.64,abduction\n2,2026-03-09,-7.95,12.60,armedClash\n")?;
//! let snapshot = loader.finish()?;
//!
//! let site = Area::circle(LonLat::new(-8.0, 12.6), 10.0)?;
//! let report = geofence(&snapshot, &site, &GeofenceOptions::default())?;
//! assert_eq!(report.counts.certain, 2);
//!
//! let road = Route::from_vertices([LonLat::new(-8.0, 12.6), LonLat::new(-7.4, 11.4)])?;
//! let report = route(&snapshot, &road, &RouteOptions::default())?;
//! assert!(report.risk.is_some_and(|risk| risk.encounter.expected > 0.0));
//! # Ok::<(), geobit::GeobitError>(())
//! ```
//!
//! What each number means, and the source of each formula, is in `docs/model.md`; the words are in `docs/glossary.md`.
//! Only the module `wasm`, which is compiled for WebAssembly alone, depends on JavaScript.

#![warn(missing_docs)]
// A WebAssembly module with the bindings of one feature leaves what only others need unused. Clippy looks at all together.
#![cfg_attr(
    all(target_arch = "wasm32", not(all(feature = "core", feature = "readers", feature = "roads"))),
    allow(dead_code, unused_imports)
)]

pub mod area;
mod area_tree;
pub mod catalog;
mod columnar;
pub mod day;
pub mod digest;
mod disjoint_sets;
pub mod error;
mod fold;
pub mod formulas;
pub mod geo;
pub mod geometry;
pub mod hand_over;
pub mod history;
pub mod incident;
pub mod index;
pub mod intake;
pub mod intensity;
pub mod kernel;
pub mod load;
mod members;
pub mod memory;
pub mod options;
mod order;
#[cfg(not(target_arch = "wasm32"))]
pub mod packing;
pub mod paths;
pub mod questions;
pub mod read;
pub mod roads;
pub mod route_line;
pub mod snapshot;
pub mod stats;
pub mod trace;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod words;

pub use area::Area;
pub use error::{Code, GeobitError, Result};
pub use geo::LonLat;
pub use incident::{Day, Incident, Kind};
pub use load::{LoadOptions, Loader};
pub use route_line::Route;
pub use snapshot::Snapshot;
