//! Polygons with edges straight in longitude and latitude: exact membership, relation to boxes, and size.

use super::edge::{Edge, RayCrossing, bounds, edges_of, turns_into};
use super::grid::PolygonGrid;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{self, DegreeBox, LonLat, Relation};
use crate::geometry::ring_name;

/// A ring that encloses less than this is a line with rounding errors.
const MIN_RING_KM2: f64 = 1e-6;

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
    /// The polygon with these closed, unwrapped rings; the winding does not matter. Refuses rings that cross each other or
    /// themselves, that enclose nothing, and holes outside of the outline.
    pub fn new(mut rings: Vec<Vec<LonLat>>) -> Result<Polygon> {
        let outer = bounds(&rings[0]);
        for hole in &mut rings[1..] {
            shift_to(hole, outer);
        }
        let edges: Vec<Edge> = rings.iter().flat_map(|ring| edges_of(ring)).collect();
        let bounds = bounds(rings.iter().flatten());
        if !(bounds[0] < bounds[2] && bounds[1] < bounds[3]) {
            return Err(encloses_nothing(0));
        }
        let turns = turns_into(bounds, -180.0, 180.0).collect();
        let mut polygon = Polygon { grid: PolygonGrid::new(&edges, bounds), edges, bounds, turns, rings };
        polygon.refuse_crossings()?;
        if let Some(number) = polygon.rings.iter().position(|ring| ring_area_km2(ring) < MIN_RING_KM2) {
            return Err(encloses_nothing(number));
        }
        polygon.refuse_stray_holes()?;
        polygon.orient_rings();
        Ok(polygon)
    }

    /// Makes the outline run counterclockwise and the holes clockwise, so that the inside is to the left.
    fn orient_rings(&mut self) {
        for (number, ring) in self.rings.iter_mut().enumerate() {
            let twice_area =
                edges_of(ring).map(|edge| (edge.b.lon - edge.a.lon) * (edge.a.lat + edge.b.lat)).sum::<f64>();
            let counterclockwise = twice_area < 0.0;
            if counterclockwise != (number == 0) {
                ring.reverse();
            }
        }
    }

    /// The rings, with the inside to their left.
    pub fn rings(&self) -> &[Vec<LonLat>] {
        &self.rings
    }

    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Whether a point with a longitude within ±180 is inside or on the boundary, at any turn of longitude; decided
    /// exactly.
    #[inline]
    pub fn contains(&self, p: LonLat) -> bool {
        let [west, south, east, north] = self.bounds;
        self.turns.iter().any(|turn| {
            let lon = p.lon + turn;
            let within = west <= lon && lon <= east && south <= p.lat && p.lat <= north;
            within && self.grid.contains(&self.edges, LonLat::new(lon, p.lat))
        })
    }

    /// How a box of points relates to this polygon. It may be `Mixed` for a box that is inside or outside, never the other
    /// way round.
    pub fn relation(&self, [west, south, east, north]: DegreeBox) -> Relation {
        let [own_west, own_south, own_east, own_north] = self.bounds;
        if south > own_north || north < own_south {
            return Relation::Outside;
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

    fn refuse_stray_holes(&self) -> Result<()> {
        let outer_edges: Vec<Edge> = edges_of(&self.rings[0]).collect();
        for (number, hole) in self.rings.iter().enumerate().skip(1) {
            let inside = outer_edges.iter().fold(false, |inside, edge| match edge.ray_crossing(hole[0]) {
                RayCrossing::Crosses => !inside,
                _ => inside,
            });
            let touching = outer_edges.iter().any(|edge| edge.ray_crossing(hole[0]) == RayCrossing::OnEdge);
            if !inside && !touching {
                return Err(bad(format!("{} lies outside the outline.", ring_name(number)), 0));
            }
        }
        Ok(())
    }

    /// Refuses rings whose edges cross at an interior point of both, and names the vertex before the first crossing. Rings
    /// may touch.
    fn refuse_crossings(&self) -> Result<()> {
        let cross = |a: u32, b: u32| {
            let (first, second) = (self.edges[a as usize], self.edges[b as usize]);
            first.crosses(second.a, second.b) == Some(true)
        };
        let first_crossing = |near: &[u32]| {
            let pairs = near.iter().enumerate().flat_map(|(i, a)| near[i + 1..].iter().map(move |b| (*a, *b)));
            pairs.filter(|(a, b)| cross(*a, *b)).min()
        };
        let Some((first, second)) = self.grid.neighbours().filter_map(first_crossing).min() else { return Ok(()) };
        let ((ring, vertex), (other_ring, other_vertex)) = (self.ring_and_vertex(first), self.ring_and_vertex(second));
        let message = if ring == other_ring {
            format!(
                "{} crosses itself: its edge after vertex {vertex} crosses the one after vertex {other_vertex} (counted from 0).",
                ring_name(ring)
            )
        } else {
            format!(
                "{} crosses {} on its edge after vertex {vertex} (counted from 0).",
                ring_name(ring),
                ring_name(other_ring)
            )
        };
        Err(bad(message, vertex))
    }

    /// The number of the ring that an edge belongs to, and the number of the vertex it begins at.
    fn ring_and_vertex(&self, edge: u32) -> (usize, usize) {
        let mut vertex = edge as usize;
        for (number, ring) in self.rings.iter().enumerate() {
            if vertex < ring.len() - 1 {
                return (number, vertex);
            }
            vertex -= ring.len() - 1;
        }
        unreachable!("an edge belongs to a ring")
    }
}

fn bad(message: String, vertex: usize) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message).at_vertex(vertex)
}

fn encloses_nothing(ring: usize) -> GeobitError {
    bad(format!("{} encloses no area (less than 1 m²).", ring_name(ring)), 0)
}

/// Shifts a hole by whole turns of longitude to where its outline is.
fn shift_to(hole: &mut [LonLat], outer: DegreeBox) {
    let own = bounds(&*hole);
    let turn = ((outer[0] + outer[2] - own[0] - own[2]) / 720.0).round() * 360.0;
    for p in hole {
        p.lon += turn;
    }
}

/// The area enclosed by a closed ring, km²: by Green's theorem, the area between the equator and a parallel, integrated
/// along each edge.
fn ring_area_km2(ring: &[LonLat]) -> f64 {
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
fn area_below(lat: f64) -> f64 {
    let e = geo::E2.sqrt();
    let sin = lat.to_radians().sin();
    let b2 = geo::EQUATOR_KM * geo::EQUATOR_KM * (1.0 - geo::E2);
    b2 / 2.0 * (sin / (1.0 - geo::E2 * sin * sin) + (e * sin).atanh() / e)
}
