//! Which fields of two records of an incident differ.

use crate::incident::{Incident, Position};

/// The names of the fields that differ, as [`IncidentRecord`](crate::snapshot::IncidentRecord) has them in JSON.
pub fn changed_fields(a: &Incident<'_>, b: &Incident<'_>) -> Vec<&'static str> {
    let degrees = |incident: &Incident<'_>, of: fn(Position) -> f64| incident.position.map(|at| parts(of(at)));
    let differ = |of: fn(Position) -> f64| degrees(a, of) != degrees(b, of);
    let fields = [
        ("start", a.start != b.start),
        ("end", a.end != b.end),
        ("timePrecision", a.time_precision != b.time_precision),
        ("lon", differ(|at| at.lon)),
        ("lat", differ(|at| at.lat)),
        ("uncertaintyKm", a.uncertainty_km != b.uncertainty_km),
        ("kind", a.kind != b.kind),
        ("type", a.event_type != b.event_type),
        ("subtype", a.subtype != b.subtype),
        ("actors", a.actors != b.actors),
        ("fatalities", a.fatalities != b.fatalities),
        ("country", a.country != b.country),
        ("admin1", a.admin1 != b.admin1),
        ("place", a.place != b.place),
        ("source", a.source != b.source),
        ("headline", a.headline != b.headline),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// Degrees to the seven decimals that packs keep.
fn parts(degrees: f64) -> i64 {
    (degrees * 1e7).round() as i64
}
