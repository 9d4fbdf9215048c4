//! The questions that GeoBit answers about a snapshot, each as plain structs in their final shape.

pub mod geofence;
mod limits;
mod method;
pub mod route;
pub mod routes;
