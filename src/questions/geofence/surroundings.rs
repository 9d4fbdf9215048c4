//! What lies around an area: rings of distance and the nearest incidents. Distances are to the geometry as drawn,
//! before any radius: to the site of a circle, the line of a corridor, the edge of a polygon, 0 inside it.

use std::cell::RefCell;
use std::cmp::Ordering;

use serde::Serialize;

use super::Question;
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::geo;
use crate::geo::Relation;
use crate::incident::{Day, Kind};
use crate::questions::scope::Scope;

/// How many of the nearest incidents a report names.
const NEAREST: usize = 10;
const FARTHEST_RING_KM: f64 = 2000.0;
const MOST_RINGS: usize = 20;

/// Certain incidents in a band of distance: beyond `from_km`, up to and with `to_km`; the first band begins with 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ring {
    pub from_km: f64,
    pub to_km: f64,
    pub recent: u64,
    pub baseline: u64,
}

/// One of the nearest incidents, by its recorded point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearIncident {
    pub row: u32,
    /// The provider's id.
    pub id: String,
    /// First day.
    #[serde(with = "day::text")]
    pub date: Day,
    pub kind: Kind,
    pub distance_km: f64,
    /// Direction to the incident, degrees clockwise from north, 0 to 360. It is seen from the site, from the nearest point
    /// of a line or an edge, or from the middle of the polygon that the incident lies in.
    pub bearing: f64,
    /// `None` where the incident cannot be located.
    pub uncertainty_km: Option<f64>,
}

/// Refuses rings that are not ascending distances.
pub fn check_rings(rings_km: &[f64]) -> Result<()> {
    let refuse = |words: String| Err(GeobitError::new(Code::BadOption, words).at_field("ringsKm"));
    if rings_km.len() > MOST_RINGS {
        return refuse(format!("ringsKm has {} distances; at most {MOST_RINGS} are accepted.", rings_km.len()));
    }
    let mut before = 0.0;
    for &km in rings_km {
        if !(km > before && km <= FARTHEST_RING_KM) {
            return refuse(format!(
                "ringsKm has {} after {}; ascending distances above 0 and up to {} km are accepted.",
                km, before, FARTHEST_RING_KM
            ));
        }
        before = km;
    }
    Ok(())
}

/// Counts certain incidents by ring. Certain are those whose whole disc of uncertainty lies in the band.
pub fn rings(question: &Question<'_>) -> Vec<Ring> {
    let from = std::iter::once(0.0).chain(question.options.rings_km.iter().copied());
    let mut rings: Vec<Ring> = from
        .zip(&question.options.rings_km)
        .map(|(from_km, &to_km)| Ring { from_km, to_km, recent: 0, baseline: 0 })
        .collect();
    let Some(&farthest) = question.options.rings_km.last() else { return rings };
    let Question { scope, area, .. } = question;
    let Scope { snapshot, windows, .. } = scope;
    let mut count = |row: usize, distance_km: f64| {
        let radius = scope.radius_km(row);
        let ring = rings.iter_mut().find(|ring| {
            distance_km + radius <= ring.to_km && (ring.from_km == 0.0 || distance_km - radius > ring.from_km)
        });
        if let Some(ring) = ring {
            let recent = windows.recent.contains(snapshot.day()[row]);
            *(if recent { &mut ring.recent } else { &mut ring.baseline }) += 1;
        }
    };
    let counts = |row: &usize| windows.both().contains(snapshot.day()[*row]) && scope.matches(*row);
    for (layer, _) in snapshot.layers(scope.uncertainty) {
        let finder = RefCell::new(area.nearest_finder(farthest, layer.levels()));
        layer.visit(
            |node, level| {
                let near = finder.borrow_mut().narrow(level, node.space());
                match area.polygon_relation(node.degrees) {
                    Relation::Outside => Relation::mixed_if(near),
                    relation => relation,
                }
            },
            |_, rows, relation| {
                for row in rows.filter(counts) {
                    if relation == Relation::Inside || area.polygons_contain(snapshot.at(row)) {
                        count(row, 0.0);
                    } else if let Some(found) = finder.borrow_mut().nearest(&snapshot.point(row)) {
                        count(row, found.distance_km);
                    }
                }
            },
        );
    }
    rings
}

/// An incident among those found: those that come first are nearer, then newer, then of a lower row.
#[derive(Clone, Copy)]
struct Found {
    distance_km: f64,
    day: Day,
    row: usize,
}

impl Found {
    fn order(&self, other: &Found) -> Ordering {
        let nearer = self.distance_km.total_cmp(&other.distance_km);
        nearer.then(other.day.cmp(&self.day)).then(self.row.cmp(&other.row))
    }
}

/// The nearest incidents of the time range asked, newest first where distances tie.
pub fn nearest(question: &Question<'_>) -> Vec<NearIncident> {
    let Question { scope, area, .. } = question;
    let snapshot = scope.snapshot;
    let nothing = Found { distance_km: f64::INFINITY, day: Day::MIN, row: usize::MAX };
    let mut nearest = [nothing; NEAREST];
    for (layer, _) in snapshot.layers(scope.uncertainty) {
        layer.visit_nearest(
            nearest[NEAREST - 1].distance_km,
            |node, limit_km| area.min_distance_km(node, limit_km),
            |rows, least_km| {
                for row in rows {
                    // Most are told by their day: inside a polygon all are at the same distance.
                    let mut found = Found { distance_km: least_km, day: snapshot.day()[row], row };
                    let before = |found: &Found| found.order(&nearest[NEAREST - 1]).is_lt();
                    if before(&found) && scope.selects(row) {
                        found.distance_km = area.distance_km(&snapshot.point(row));
                        if before(&found) {
                            insert(&mut nearest, found);
                        }
                    }
                }
                nearest[NEAREST - 1].distance_km
            },
        );
    }
    let found = nearest.iter().filter(|found| found.row < usize::MAX);
    found.map(|found| describe(question, found.row, found.distance_km)).collect()
}

/// Puts what comes before the last one where it belongs; the last one is dropped.
fn insert(nearest: &mut [Found; NEAREST], found: Found) {
    let mut position = NEAREST - 1;
    while position > 0 && found.order(&nearest[position - 1]).is_lt() {
        nearest[position] = nearest[position - 1];
        position -= 1;
    }
    nearest[position] = found;
}

fn describe(question: &Question<'_>, row: usize, distance_km: f64) -> NearIncident {
    let snapshot = question.scope.snapshot;
    let point = snapshot.point(row);
    let offset = question.area.offset(&point);
    let from = if offset.depth_km > 0.0 { question.area.bounds_centre() } else { offset.nearest };
    let uncertainty_km = snapshot.uncertainty_km()[row];
    NearIncident {
        row: row as u32,
        id: snapshot.id(row).to_string(),
        date: snapshot.day()[row],
        kind: snapshot.kind()[row],
        distance_km,
        bearing: geo::inverse(from, point.at).azimuth1.rem_euclid(360.0),
        uncertainty_km: uncertainty_km.is_finite().then_some(f64::from(uncertainty_km)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_must_ascend() {
        assert!(check_rings(&[5.0, 10.0]).is_ok() && check_rings(&[]).is_ok());
        for bad in [&[5.0, 5.0][..], &[-1.0], &[0.0], &[f64::NAN], &[10.0, 5.0], &[3000.0]] {
            assert_eq!(check_rings(bad).unwrap_err().at.field.as_deref(), Some("ringsKm"));
        }
    }
}
