//! The questions that GeoBit answers about a snapshot. Each answers with plain structs in the shape that callers see.

mod coverage;
mod dates;
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
mod verdict_text;

pub use coverage::{Coverage, Inside};
pub use method::{Assumptions, Method};
