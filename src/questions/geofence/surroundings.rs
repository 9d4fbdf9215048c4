//! What lies around an area: rings of distance and the nearest incidents. Distances are to the geometry as drawn,
//! before any radius: to the site of a circle, the line of a corridor, the edge of a polygon, 0 inside it.

use std::cell::RefCell;
use std::cmp::Ordering;

use serde::Serialize;

use super::Question;
use crate::area::touch_tolerance_km;
use crate::day;
use crate::geo::{self, LonLat, Relation};
use crate::incident::{Day, Kind};
use crate::questions::dates::DateFilter;
use crate::questions::scope::Scope;

/// How many of the nearest incidents a report lists.
const NEAREST: usize = 10;

/// The certain incidents in a band of distances from the area as drawn: above `from_km` and up to `to_km`. The first
/// band includes 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ring {
    /// Inner limit, km, not included unless it is 0.
    pub from_km: f64,
    /// Outer limit, km, included.
    pub to_km: f64,
    /// Number of incidents in the recent window.
    pub recent: u64,
    /// Number of incidents in the baseline.
    pub baseline: u64,
}

/// One of the nearest incidents to an area, by its recorded point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearIncident {
    /// Row number.
    pub row: u32,
    /// The provider's id.
    pub id: String,
    /// First day.
    #[serde(with = "day::text")]
    pub date: Day,
    /// Kind of the incident.
    pub kind: Kind,
    /// Geodesic distance to the area as drawn, km; 0 inside it.
    pub distance_km: f64,
    /// Direction to the incident, degrees clockwise from north, 0 to 360. It is seen from the site, from the nearest
    /// point of a line or an edge, or from the middle of the polygon that the incident lies in.
    pub bearing: f64,
    /// Uncertainty radius, km; `None` where the incident cannot be located.
    pub uncertainty_km: Option<f64>,
}

/// Counts the certain incidents of both windows by ring. An incident is certain if its whole disc of uncertainty lies
/// in the band; it may touch a limit.
pub fn count_rings(question: &Question<'_>) -> Vec<Ring> {
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
        let touch_km = touch_tolerance_km(radius);
        let ring = rings.iter_mut().find(|ring| {
            distance_km + radius <= ring.to_km + touch_km
                && (ring.from_km == 0.0 || distance_km - radius > ring.from_km - touch_km)
        });
        if let Some(ring) = ring {
            let recent = windows.recent.contains(snapshot.day()[row]);
            *(if recent { &mut ring.recent } else { &mut ring.baseline }) += 1;
        }
    };
    let dates = DateFilter::new(scope);
    let is_in_windows =
        |row: &usize| windows.both().contains(snapshot.day()[*row]) && scope.matches(*row) && dates.is_dated(*row);
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
                for row in rows.filter(is_in_windows) {
                    if relation == Relation::Inside || area.polygons_contain(snapshot.at(row)) {
                        count(row, 0.0);
                    } else if let Some(foot) = finder.borrow_mut().nearest(&snapshot.point(row)) {
                        count(row, foot.distance_km);
                    }
                }
            },
        );
    }
    rings
}

/// A candidate for the nearest incidents.
#[derive(Clone, Copy)]
struct Found {
    distance_km: f64,
    day: Day,
    row: usize,
}

impl Found {
    /// Nearer incidents come first, then newer ones, then those of a lower row.
    fn order(&self, other: &Found) -> Ordering {
        let nearer = self.distance_km.total_cmp(&other.distance_km);
        nearer.then(other.day.cmp(&self.day)).then(self.row.cmp(&other.row))
    }
}

/// Finds the nearest incidents on the days asked for, the newest first where distances tie.
pub fn find_nearest(question: &Question<'_>) -> Vec<NearIncident> {
    let Question { scope, area, .. } = question;
    let snapshot = scope.snapshot;
    let nothing = Found { distance_km: f64::INFINITY, day: Day::MIN, row: usize::MAX };
    let mut nearest = [nothing; NEAREST];
    // Many incidents may have the same coordinates, and they follow one another.
    let mut last_measured = (LonLat::new(f64::NAN, f64::NAN), f64::NAN);
    for (layer, _) in snapshot.layers(scope.uncertainty) {
        layer.visit_nearest(
            nearest[NEAREST - 1].distance_km,
            |node, limit_km| area.min_distance_km(node, limit_km),
            |rows, least_km| {
                for row in rows {
                    // Inside a polygon all distances are 0, so that the day alone rules most rows out.
                    let mut found = Found { distance_km: least_km, day: snapshot.day()[row], row };
                    let comes_before_last = |found: &Found| found.order(&nearest[NEAREST - 1]).is_lt();
                    if comes_before_last(&found) && scope.selects(row) {
                        if last_measured.0 != snapshot.at(row) {
                            let point = snapshot.point(row);
                            last_measured = (point.at, area.distance_km(&point));
                        }
                        found.distance_km = last_measured.1;
                        if comes_before_last(&found) {
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

/// Inserts a candidate that comes before the last one where it belongs, and drops the last one.
fn insert(nearest: &mut [Found; NEAREST], found: Found) {
    let mut index = NEAREST - 1;
    while index > 0 && found.order(&nearest[index - 1]).is_lt() {
        nearest[index] = nearest[index - 1];
        index -= 1;
    }
    nearest[index] = found;
}

fn describe(question: &Question<'_>, row: usize, distance_km: f64) -> NearIncident {
    let snapshot = question.scope.snapshot;
    let place = snapshot.point(row);
    let offset = question.area.offset(&place);
    let from = if offset.depth_km > 0.0 { question.area.bounds_centre() } else { offset.nearest };
    let uncertainty_km = snapshot.uncertainty_km()[row];
    NearIncident {
        row: row as u32,
        id: snapshot.id(row).to_string(),
        date: snapshot.day()[row],
        kind: snapshot.kind()[row],
        distance_km,
        bearing: geo::inverse(from, place.at).azimuth1.rem_euclid(360.0),
        uncertainty_km: uncertainty_km.is_finite().then_some(f64::from(uncertainty_km)),
    }
}
