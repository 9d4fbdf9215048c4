//! The questions that GeoBit answers about a snapshot. Each answers with plain structs in the shape that callers see.

pub mod duplicates;
pub mod forecast;
pub mod geofence;
mod geojson;
mod limits;
mod method;
pub mod route;
pub mod routes;
mod scope;
mod selection;

pub use method::{Assumptions, Method};
