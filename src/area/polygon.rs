//! Polygons with edges straight in longitude and latitude: exact membership, relation to boxes, and size.

use super::edge::{Edge, bounds, edges_of, turns_into};
use super::grid::PolygonGrid;
use super::sweep::is_counterclockwise;
use crate::geo::{self, DegreeBox, LonLat, Relation};

/// A polygon with holes.
pub struct Polygon {
    rings: Vec<Vec<LonLat>>,
    edges: Vec<Edge>,
    grid: PolygonGrid,
    bounds: DegreeBox,
    /// The turns of longitude, degrees, that bring longitudes within ±180 into the bounds: usually only 0.
    turns: Vec<f64>,
}

impl Polygon {
    /// The polygon with these rings, which [`check_polygons`](super::validity::check_polygons) accepts; the winding does not
    /// matter.
    pub fn new(mut rings: Vec<Vec<LonLat>>) -> Polygon {
        // The inside is to the left of all rings: the outline runs counterclockwise and the holes clockwise.
        for (number, ring) in rings.iter_mut().enumerate() {
            if is_counterclockwise(ring) != (number == 0) {
                ring.reverse();
            }
        }
        let edges: Vec<Edge> = rings.iter().flat_map(|ring| edges_of(ring)).collect();
        let bounds = bounds(&rings[0]);
        let turns = turns_into(bounds, -180.0, 180.0).collect();
        Polygon { grid: PolygonGrid::new(&edges, bounds), edges, bounds, turns, rings }
    }

    /// The rings, with the inside to their left.
    pub fn rings(&self) -> &[Vec<LonLat>] {
        &self.rings
    }

    /// Whether a point with a longitude within ±180 is inside or on the boundary, at any turn of longitude; decided
    /// exactly.
    #[inline]
    pub fn contains(&self, p: LonLat) -> bool {
        let [west, south, east, north] = self.bounds;
        if p.lat.abs() == 90.0 {
            return self.reaches_pole(p.lat);
        }
        self.turns.iter().any(|turn| {
            let lon = p.lon + turn;
            let within = west <= lon && lon <= east && south <= p.lat && p.lat <= north;
            within && self.grid.contains(&self.edges, LonLat::new(lon, p.lat))
        })
    }

    /// Whether the pole at latitude 90 or −90 belongs to this polygon: a pole is one place, with every longitude.
    fn reaches_pole(&self, lat: f64) -> bool {
        if lat > 0.0 { self.bounds[3] == 90.0 } else { self.bounds[1] == -90.0 }
    }

    /// How a box of points relates to this polygon. It may be `Mixed` for a box that is inside or outside, never the other
    /// way round.
    pub fn relation(&self, [west, south, east, north]: DegreeBox) -> Relation {
        let [own_west, own_south, own_east, own_north] = self.bounds;
        if south > own_north || north < own_south {
            return Relation::Outside;
        }
        if (north == 90.0 && own_north == 90.0) || (south == -90.0 && own_south == -90.0) {
            return Relation::Mixed;
        }
        let mut relation = Relation::Outside;
        for turn in turns_into(self.bounds, west, east) {
            let [west, east] = [west + turn, east + turn];
            let common = [west.max(own_west), south.max(own_south), east.min(own_east), north.min(own_north)];
            match self.grid.free_of_edges(common) {
                None => return Relation::Mixed,
                // A box that reaches beyond the bounds without meeting an edge is outside.
                Some(inside) if inside && common == [west, south, east, north] => relation = Relation::Inside,
                Some(_) => {}
            }
        }
        relation
    }

    /// The area on the ellipsoid without the holes, km².
    pub fn area_km2(&self) -> f64 {
        let (outer, holes) = self.rings.split_first().expect("a polygon has an outer ring");
        ring_area_km2(outer) - holes.iter().map(|hole| ring_area_km2(hole)).sum::<f64>()
    }
}

/// The area enclosed by a closed ring, km²: by Green's theorem, the area between the equator and a parallel, integrated
/// along each edge.
pub fn ring_area_km2(ring: &[LonLat]) -> f64 {
    let below_edge = |edge: Edge| (edge.b.lon - edge.a.lon).to_radians() * mean_area_below(edge.a.lat, edge.b.lat);
    edges_of(ring).map(below_edge).sum::<f64>().abs()
}

/// The mean of [`area_below`] along an edge from one latitude to another, by Gauss–Legendre quadrature in steps of at most
/// 5° (relative error below 1e-13).
fn mean_area_below(from: f64, to: f64) -> f64 {
    const NODES: [(f64, f64); 3] =
        [(0.0, 4.0 / 9.0), (-0.774_596_669_241_483_4, 5.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];
    let steps = ((to - from).abs() / 5.0).ceil().max(1.0);
    let width = (to - from) / steps;
    let step_mean = |step: f64| {
        let middle = from + (step + 0.5) * width;
        NODES.iter().map(|(node, weight)| weight * area_below(middle + node * width / 2.0)).sum::<f64>()
    };
    (0..steps as u32).map(|step| step_mean(f64::from(step))).sum::<f64>() / steps
}

/// The area between the equator and a parallel per radian of longitude, km²:
/// (b²/2)·[sinφ/(1 − e² sin²φ) + artanh(e sinφ)/e].
/// Source: J. P. Snyder, Map Projections: A Working Manual (1987), eq. 3-12.
pub fn area_below(lat: f64) -> f64 {
    let e = geo::E2.sqrt();
    let sin = lat.to_radians().sin();
    let b2 = geo::EQUATOR_KM * geo::EQUATOR_KM * (1.0 - geo::E2);
    b2 / 2.0 * (sin / (1.0 - geo::E2 * sin * sin) + (e * sin).atanh() / e)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The boundary belongs to the polygon.
    #[test]
    fn a_box_that_touches_the_bounds_is_not_outside() {
        let ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)];
        let polygon = Polygon::new(vec![ring.map(|(lon, lat)| LonLat::new(lon, lat)).to_vec()]);
        for [x, y] in [[0.0, -1.0], [0.0, 1.0], [-1.0, 0.0], [1.0, 0.0], [1.0, 1.0]] {
            // A box as large as the polygon, to one side of it.
            let at = |gap: f64| {
                let (west, south) = (x * (10.0 + gap), y * (10.0 + gap));
                [west, south, west + 10.0, south + 10.0]
            };
            assert_eq!(polygon.relation(at(0.0)), Relation::Mixed, "{x} {y}");
            assert_eq!(polygon.relation(at(0.1)), Relation::Outside, "{x} {y}");
        }
        assert_eq!(polygon.relation([4.0, 4.0, 6.0, 6.0]), Relation::Inside);
    }
}
