//! The roads near a place, found by a tree of boxes.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use serde::{Deserialize, Serialize};

use super::network::{Network, leg_km};
use crate::area_tree::widen;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{DegreeBox, GeoPoint, LonLat, distance_km, km_per_degree};
use crate::geometry::check_point;

/// Legs in one box. An edge with more has several boxes, so that a long one is not in the way everywhere.
const LEGS: usize = 16;
/// Within how many km roads are looked for at first, and how much farther each time.
const FIRST_KM: f64 = 0.25;
const FARTHER: f64 = 4.0;

/// A box of some legs of an edge: the number of the edge, and the first leg.
type Part = GeomWithData<Rectangle<[f32; 2]>, (u32, u32)>;

/// A place on a road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// The edge.
    pub edge: u32,
    /// How far along the line of the edge it lies, km.
    pub along_km: f64,
    /// The place.
    pub at: LonLat,
    /// How far it is from the place that was asked for, km.
    pub km: f64,
}

/// The answer about a place, as callers see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SnapReport {
    /// Longitude and latitude of the place on the road.
    pub at: (f64, f64),
    /// How far it is from the place that was asked for, km.
    pub km: f64,
    /// The name of the road; empty where it has none.
    pub name: String,
}

/// The options of the question which road is at a place.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SnapOptions {
    /// How far from a road the place may be, km, 0.001 to 500. Default: 10.
    pub snap_km: f64,
}

impl Default for SnapOptions {
    fn default() -> SnapOptions {
        SnapOptions { snap_km: 10.0 }
    }
}

/// The place on a road that is nearest to a place; `None` where none is near.
///
/// # Errors
/// `BadGeometry` for a place that is not on the globe, `BadOption` for a distance out of its range.
pub fn snap(network: &Network, snapper: &Snapper, at: LonLat, options: &SnapOptions) -> Result<Option<SnapReport>> {
    check_snap_km(options.snap_km)?;
    let found = snapper.nearest(network, check_point(at)?, options.snap_km);
    Ok(found.map(|snap| snap.report(network)))
}

/// Refuses a distance of a place from roads that is out of its range.
pub(super) fn check_snap_km(snap_km: f64) -> Result<()> {
    if (0.001..=500.0).contains(&snap_km) {
        return Ok(());
    }
    let message = format!("snapKm is {snap_km}; a number from 0.001 to 500 is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field("snapKm"))
}

/// Finds roads near places. It serves the network that it was made of.
pub struct Snapper {
    tree: RTree<Part>,
}

impl Snapper {
    /// Boxes around the edges of a network.
    pub fn new(network: &Network) -> Snapper {
        let (mut parts, mut line) = (Vec::with_capacity(network.edges().len()), Vec::new());
        for edge in 0..network.edges().len() as u32 {
            network.line_into(edge, &mut line);
            for first in (0..line.len() - 1).step_by(LEGS) {
                let legs = &line[first..line.len().min(first + LEGS + 1)];
                for [west, south, east, north] in widen(bounds(legs), 0.0) {
                    // Single precision is good to a metre; boxes are a little wider for it.
                    let (low, high) = (|x: f64| x as f32 - 2e-5, |x: f64| x as f32 + 2e-5);
                    let rectangle = Rectangle::from_corners([low(west), low(south)], [high(east), high(north)]);
                    parts.push(GeomWithData::new(rectangle, (edge, first as u32)));
                }
            }
        }
        Snapper { tree: RTree::bulk_load(parts) }
    }

    /// The place on a road that is nearest to a place, and at most `limit_km` away.
    pub fn nearest(&self, network: &Network, at: LonLat, limit_km: f64) -> Option<Snap> {
        let mut reach = FIRST_KM.min(limit_km);
        loop {
            let nearest = self.near(network, at, reach).into_iter().min_by(|a, b| a.km.total_cmp(&b.km));
            if nearest.is_some() || reach >= limit_km {
                return nearest;
            }
            reach = (reach * FARTHER).min(limit_km);
        }
    }

    /// The nearest place of each edge that is at most `km` away, by edge.
    pub fn near(&self, network: &Network, at: LonLat, km: f64) -> Vec<Snap> {
        let mut parts: Vec<(u32, u32)> = self.parts_in([at.lon, at.lat, at.lon, at.lat], km).collect();
        parts.sort_unstable();
        parts.dedup();
        let (mut found, mut line): (Vec<Snap>, Vec<LonLat>) = (Vec::new(), Vec::new());
        for (number, (edge, first)) in parts.iter().enumerate() {
            if number == 0 || parts[number - 1].0 != *edge {
                network.line_into(*edge, &mut line);
            }
            let snap = on_legs(&line, *first as usize, at, *edge);
            if snap.km > km {
                continue;
            }
            match found.last_mut().filter(|last| last.edge == *edge) {
                Some(last) if last.km <= snap.km => {}
                Some(last) => *last = snap,
                None => found.push(snap),
            }
        }
        found
    }

    /// The edges with a box that meets a box of degrees widened by `km`; an edge may come more than once.
    pub fn edges_in(&self, bounds: DegreeBox, km: f64) -> impl Iterator<Item = u32> {
        self.parts_in(bounds, km).map(|(edge, _)| edge)
    }

    fn parts_in(&self, bounds: DegreeBox, km: f64) -> impl Iterator<Item = (u32, u32)> {
        widen(bounds, km).flat_map(|[west, south, east, north]| {
            let corners = [[west as f32, south as f32], [east as f32, north as f32]];
            let envelope = AABB::from_corners(corners[0], corners[1]);
            self.tree.locate_in_envelope_intersecting(&envelope).map(|part| part.data)
        })
    }
}

impl Snap {
    /// The answer as callers see it.
    pub fn report(&self, network: &Network) -> SnapReport {
        SnapReport { at: (self.at.lon, self.at.lat), km: self.km, name: network.name(self.edge).to_owned() }
    }
}

/// The box of some places.
pub fn bounds(places: &[LonLat]) -> DegreeBox {
    let first = [places[0].lon, places[0].lat, places[0].lon, places[0].lat];
    places.iter().fold(first, |[west, south, east, north], at| {
        [west.min(at.lon), south.min(at.lat), east.max(at.lon), north.max(at.lat)]
    })
}

/// The place on some legs of a line, from a leg on, that is nearest to a place.
fn on_legs(line: &[LonLat], first: usize, at: LonLat, edge: u32) -> Snap {
    let (per_lon, per_lat) = km_per_degree(at.lat);
    let mut best: Option<(f64, usize, f64)> = None;
    for leg in first..(first + LEGS).min(line.len() - 1) {
        let to_plane = |place: LonLat| {
            let turn = 360.0 * ((place.lon - at.lon) / 360.0).round();
            [(place.lon - turn - at.lon) * per_lon, (place.lat - at.lat) * per_lat]
        };
        let (from, to) = (to_plane(line[leg]), to_plane(line[leg + 1]));
        let step = [to[0] - from[0], to[1] - from[1]];
        let length_2 = step[0] * step[0] + step[1] * step[1];
        let share =
            if length_2 > 0.0 { (-(from[0] * step[0] + from[1] * step[1]) / length_2).clamp(0.0, 1.0) } else { 0.0 };
        let off_2 = (from[0] + share * step[0]).powi(2) + (from[1] + share * step[1]).powi(2);
        if best.is_none_or(|(least, ..)| off_2 < least) {
            best = Some((off_2, leg, share));
        }
    }
    let (_, leg, share) = best.expect("a box has at least one leg");
    let place = line[leg].lerp(line[leg + 1], share);
    let points: Vec<GeoPoint> = line[..leg + 2].iter().map(|at| GeoPoint::new(*at)).collect();
    let before: f64 = points[..leg + 1].windows(2).map(|ends| leg_km(&ends[0], &ends[1])).sum();
    let along_km = before + share * leg_km(&points[leg], &points[leg + 1]);
    Snap { edge, along_km, at: place, km: distance_km(place, at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::testing;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Against all edges, each sampled finely.
        #[test]
        fn the_nearest_road_is_the_nearest_of_all(lon in -0.2..0.6f64, lat in 9.8..10.6f64) {
            let network = testing::grid_network(5, 5, 0.1);
            let snapper = Snapper::new(&network);
            let at = LonLat::new(lon, lat);
            let least = (0..network.edges().len() as u32).flat_map(|edge| {
                let line = network.line(edge);
                (0..=400).map(move |step| line[0].lerp(line[1], f64::from(step) / 400.0))
            }).map(|place| distance_km(place, at)).fold(f64::INFINITY, f64::min);
            let snap = snapper.nearest(&network, at, 1000.0).unwrap();
            prop_assert!((snap.km - least).abs() < 0.02, "{snap:?} {least}");
            prop_assert!((distance_km(snap.at, at) - snap.km).abs() < 1e-9);
            let line = network.line(snap.edge);
            let edge = network.edges()[snap.edge as usize];
            prop_assert!(distance_km(line[0].lerp(line[1], snap.along_km / edge.length_km), snap.at) < 0.001);
            prop_assert!(snapper.nearest(&network, at, least * 0.9).is_none());
        }
    }

    #[test]
    fn a_place_without_a_road_has_no_snap_and_one_off_the_globe_is_refused() {
        let network = testing::grid_network(2, 2, 0.1);
        let snapper = Snapper::new(&network);
        let ask = |lon, lat, snap_km| snap(&network, &snapper, LonLat::new(lon, lat), &SnapOptions { snap_km });
        assert!(ask(5.0, 10.0, 10.0).unwrap().is_none());
        let near = ask(0.05, 10.01, 10.0).unwrap().unwrap();
        assert!((near.km - 1.106).abs() < 0.01 && near.at.1 == 10.0, "{near:?}");
        assert_eq!(ask(0.0, 95.0, 10.0).unwrap_err().code, Code::BadGeometry);
        for out in [0.0, 501.0, f64::NAN] {
            assert_eq!(ask(0.0, 10.0, out).unwrap_err().at.field.as_deref(), Some("snapKm"));
        }
    }

    #[test]
    fn a_road_over_the_antimeridian_is_found_from_both_sides() {
        let mut parts = testing::grid(2, 1, 0.1);
        parts.nodes = vec![[179_900_000, 10_000_000], [-179_900_000, 10_000_000]];
        let network = Network::new(parts).unwrap();
        let snapper = Snapper::new(&network);
        for lon in [179.95, -179.95, 180.0, -180.0] {
            let snap = snapper.nearest(&network, LonLat::new(lon, 10.01), 5.0).unwrap();
            assert!((snap.km - 1.106).abs() < 0.01, "{snap:?}");
        }
    }
}
