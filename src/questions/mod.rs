//! The questions that GeoBit answers about a snapshot. Each answers with plain structs in the shape that callers see.

mod after_more;
pub mod alerts;
pub mod changes;
pub mod clusters;
mod coverage;
mod dates;
pub mod duplicates;
pub mod forecast;
pub mod geofence;
mod geojson;
pub mod hindcast;
mod limits;
mod matching;
mod method;
mod points;
pub mod region;
pub mod route;
pub mod routes;
mod scope;
mod selection;
mod verdict_text;

pub use after_more::AfterMore;
pub use coverage::{Coverage, DataAge, Inside};
pub use method::{Assumptions, Method};
