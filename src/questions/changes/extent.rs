//! What a snapshot covers: an incident that it should have and does not is withdrawn, any other is only outside of it.

use std::collections::BTreeSet;

use crate::incident::{Day, Incident};
use crate::snapshot::Snapshot;

/// The most countries that a summary lists. Where it lists as many, there may be more.
const MOST_COUNTRIES: usize = 300;

/// Days, countries and boxes.
pub struct Extent {
    first: Day,
    last: Day,
    /// In small letters; `None` for all.
    countries: Option<BTreeSet<String>>,
    boxes: Vec<[f64; 4]>,
}

impl Extent {
    /// The extent goes by the filters that the snapshot was made with. Without one for days, it begins with its first incident, and
    /// without one for countries it has those that its incidents name.
    pub fn new(snapshot: &Snapshot) -> Extent {
        let summary = snapshot.summary();
        let since = summary.filters.iter().filter_map(|filters| filters.since).max();
        let filtered = summary.filters.iter().rev().map(|filters| &filters.countries).find(|list| !list.is_empty());
        let named = Some(&summary.coverage.countries).filter(|list| !list.is_empty() && list.len() < MOST_COUNTRIES);
        let countries = filtered.or(named).map(|list| list.iter().map(|name| name.to_lowercase()).collect());
        Extent {
            first: since.unwrap_or(snapshot.span().0),
            last: snapshot.as_of(),
            countries,
            boxes: summary.filters.iter().filter_map(|filters| filters.bbox).collect(),
        }
    }

    /// Whether the snapshot covers an incident. One of which no country is recorded may be in any.
    pub fn covers(&self, incident: &Incident<'_>) -> bool {
        let is_named = |names: &BTreeSet<String>| names.contains(&incident.country.to_lowercase());
        (self.first..=self.last).contains(&incident.start)
            && (incident.country.is_empty() || self.countries.as_ref().is_none_or(is_named))
            && self.boxes.iter().all(|bounds| incident.position.is_some_and(|at| is_in_box(bounds, at.lon, at.lat)))
    }
}

/// Whether a place lies in a box, which crosses the antimeridian where west is greater than east.
fn is_in_box([west, south, east, north]: &[f64; 4], lon: f64, lat: f64) -> bool {
    let is_between = if west <= east { (*west..=*east).contains(&lon) } else { lon >= *west || lon <= *east };
    is_between && (*south..=*north).contains(&lat)
}
