//! Whole reports against twins that follow the definitions incident by incident, member by member, with every option.
//!
//! The twins take single distances, shares and statistics from the crate, which other tests hold against independent
//! values, and nothing of how a report finds, counts, compares or names anything.

#[path = "../support/mod.rs"]
mod support;

mod areas;
mod geojson;
mod history;
mod incidents;
mod json;
mod roads;
mod roads_compared;
mod spoken;
