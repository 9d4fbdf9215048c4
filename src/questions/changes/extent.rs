//! What a snapshot covers: an incident that it should have and does not is withdrawn, any other is only outside of it.

use std::collections::BTreeSet;

use crate::incident::{Day, Incident};
use crate::snapshot::{Filters, Matching, Snapshot};

/// Days, countries and boxes.
pub struct Extent {
    first: Day,
    last: Day,
    /// In small letters; `None` for all.
    countries: Option<BTreeSet<String>>,
    boxes: Vec<[f64; 4]>,
    matching: Vec<Matching>,
}

impl Extent {
    /// What each origin of a snapshot covers: by the filters that it was made with. Without one for days, it begins with its first
    /// incident, and without one for countries it has those that its incidents name.
    pub fn of_origins(snapshot: &Snapshot) -> Vec<Extent> {
        let mut extents = Extent::by_filters(snapshot);
        let summary = snapshot.summary();
        let has_since = |origin: usize| filters_of(snapshot, origin).iter().any(|filters| filters.since.is_some());
        for (origin, extent) in extents.iter_mut().enumerate() {
            extent.last = summary.origins.get(origin).map_or(snapshot.as_of(), |own| own.as_of);
            if !has_since(origin) {
                extent.first = Day::MAX;
            }
        }
        let mut named: Vec<Names> = extents.iter().map(|_| Names::default()).collect();
        let ground = snapshot.ground();
        for row in 0..ground.len() {
            let origin = ground.origin(row);
            named[origin].add(&ground.incident(row).country);
            if !has_since(origin) {
                extents[origin].first = extents[origin].first.min(ground.day()[row]);
            }
        }
        for (extent, names) in extents.iter_mut().zip(named) {
            if extent.countries.is_none() && !names.all.is_empty() {
                extent.countries = Some(names.all);
            }
        }
        extents
    }

    /// What the filters of each origin of a snapshot let pass.
    pub fn by_filters(snapshot: &Snapshot) -> Vec<Extent> {
        let origins = snapshot.summary().origins.len().max(1);
        let extents = (0..origins).map(|origin| {
            let filters = filters_of(snapshot, origin);
            let countries = filters.iter().rev().map(|filters| &filters.countries).find(|list| !list.is_empty());
            Extent {
                first: filters.iter().filter_map(|filters| filters.since).max().unwrap_or(Day::MIN),
                last: Day::MAX,
                countries: countries.map(|list| list.iter().map(|name| name.to_lowercase()).collect()),
                boxes: filters.iter().filter_map(|filters| filters.bbox).collect(),
                matching: filters.iter().filter_map(|filters| Some(filters.matching.as_ref()?.only.clone())).collect(),
            }
        });
        extents.collect()
    }

    /// Whether the snapshot covers an incident. One of which no country is recorded may be in any.
    pub fn covers(&self, incident: &Incident<'_>) -> bool {
        let is_named = |names: &BTreeSet<String>| names.contains(&incident.country.to_lowercase());
        (self.first..=self.last).contains(&incident.start)
            && (incident.country.is_empty() || self.countries.as_ref().is_none_or(is_named))
            && self.boxes.iter().all(|bounds| incident.position.is_some_and(|at| is_in_box(bounds, at.lon, at.lat)))
            && self.matching.iter().all(|matching| matching.accept(incident))
    }
}

/// The filters of an origin. Those of a snapshot that is not combined are its own.
fn filters_of(snapshot: &Snapshot, origin: usize) -> &[Filters] {
    let summary = snapshot.summary();
    match summary.origins.get(origin) {
        Some(own) if summary.origins.len() > 1 => &own.filters,
        _ => &summary.filters,
    }
}

/// The names of countries, in small letters.
#[derive(Default)]
struct Names {
    all: BTreeSet<String>,
    /// Many follow others of their country.
    last: String,
}

impl Names {
    fn add(&mut self, name: &str) {
        if name.is_empty() || name == self.last {
            return;
        }
        name.clone_into(&mut self.last);
        self.all.insert(name.to_lowercase());
    }
}

/// Whether a place lies in a box, which crosses the antimeridian where west is greater than east.
fn is_in_box([west, south, east, north]: &[f64; 4], lon: f64, lat: f64) -> bool {
    let is_between = if west <= east { (*west..=*east).contains(&lon) } else { lon >= *west || lon <= *east };
    is_between && (*south..=*north).contains(&lat)
}
