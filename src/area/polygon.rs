//! Polygons with edges straight in longitude and latitude: exact membership, relation to boxes, and size.

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};
use rstar::primitives::Line;
use rstar::{RTree, RTreeObject};

use crate::error::{Code, GeobitError, Result};
use crate::measure::{self, LonLat};
use crate::trace::Chord;

/// Below this a ring is a line with rounding errors.
const SMALLEST_RING_KM2: f64 = 1e-6;

/// A box in longitude and latitude: west, south, east, north.
pub type Box2 = [f64; 4];

/// How a box lies to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Outside,
    Inside,
    /// The boundary may pass through it.
    Mixed,
}

#[derive(Clone, Copy, Debug)]
pub struct Edge {
    pub a: LonLat,
    pub b: LonLat,
}

/// A polygon with holes. Its edges are sorted into bands of latitude, so that a point meets only those of its band.
pub struct Polygon {
    rings: Vec<Vec<LonLat>>,
    edges: Vec<Edge>,
    bands: Vec<Vec<u32>>,
    bounds: Box2,
}

impl Polygon {
    /// Takes closed, unwrapped rings; the winding does not matter. Refuses rings that cross or enclose nothing.
    pub fn new(mut rings: Vec<Vec<LonLat>>) -> Result<Polygon> {
        let outer = bounds(&rings[0]);
        for hole in &mut rings[1..] {
            shift_near(hole, outer);
        }
        refuse_crossings(&rings)?;
        for (number, ring) in rings.iter().enumerate() {
            if ring_area_km2(ring) < SMALLEST_RING_KM2 {
                return Err(bad(format!("{} encloses no area (less than 1 m²).", ring_name(number)), 0));
            }
        }
        let edges: Vec<Edge> = rings.iter().flat_map(|ring| edges_of(ring)).collect();
        let bands = sort_into_bands(&edges, outer);
        let polygon = Polygon { edges, bands, bounds: outer, rings };
        polygon.refuse_stray_holes()?;
        Ok(polygon)
    }

    pub fn rings(&self) -> &[Vec<LonLat>] {
        &self.rings
    }

    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    pub fn bounds(&self) -> Box2 {
        self.bounds
    }

    /// Whether the point, at any turn of its longitude, is inside or on the boundary. Decided exactly.
    pub fn contains(&self, p: LonLat) -> bool {
        turns_into(self.bounds, p.lon, p.lon).any(|turn| self.contains_unwrapped(LonLat::new(p.lon + turn, p.lat)))
    }

    fn contains_unwrapped(&self, p: LonLat) -> bool {
        let [west, south, east, north] = self.bounds;
        if p.lon < west || p.lon > east || p.lat < south || p.lat > north {
            return false;
        }
        let mut inside = false;
        for &number in &self.bands[self.band(p.lat)] {
            match self.edges[number as usize].passes(p) {
                Passage::On => return true,
                Passage::Right => inside = !inside,
                Passage::No => {}
            }
        }
        inside
    }

    /// How a box of points lies to this polygon. May say `Mixed` of a box that is not, never the reverse.
    pub fn relation(&self, [west, south, east, north]: Box2) -> Relation {
        let mut relation = Relation::Outside;
        for turn in turns_into(self.bounds, west, east) {
            let shifted = [west + turn, south, east + turn, north];
            if self.edge_may_meet(shifted) {
                return Relation::Mixed;
            }
            if self.contains_unwrapped(LonLat::new(shifted[0], south)) {
                relation = Relation::Inside;
            }
        }
        relation
    }

    fn edge_may_meet(&self, target: Box2) -> bool {
        let [_, south, _, north] = target;
        if north < self.bounds[1] || south > self.bounds[3] {
            return false;
        }
        let bands = self.band(south)..=self.band(north);
        self.bands[bands].iter().flatten().any(|&number| self.edges[number as usize].may_meet(target))
    }

    fn band(&self, lat: f64) -> usize {
        band_of(lat, self.bounds, self.bands.len())
    }

    /// Area on the ellipsoid, km². Holes are taken off.
    pub fn area_km2(&self) -> f64 {
        let (outer, holes) = self.rings.split_first().expect("a polygon has an outer ring");
        ring_area_km2(outer) - holes.iter().map(|hole| ring_area_km2(hole)).sum::<f64>()
    }

    fn refuse_stray_holes(&self) -> Result<()> {
        let outer_edges: Vec<Edge> = edges_of(&self.rings[0]).collect();
        for (number, hole) in self.rings.iter().enumerate().skip(1) {
            let inside = outer_edges.iter().fold(false, |inside, edge| match edge.passes(hole[0]) {
                Passage::Right => !inside,
                _ => inside,
            });
            let touching = outer_edges.iter().any(|edge| edge.passes(hole[0]) == Passage::On);
            if !inside && !touching {
                return Err(bad(format!("{} lies outside of the outline.", ring_name(number)), 0));
            }
        }
        Ok(())
    }
}

/// What a ray from a point to the east does with an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passage {
    No,
    Right,
    On,
}

impl Edge {
    /// Decided with exact arithmetic (Shewchuk's adaptive predicates).
    fn passes(&self, p: LonLat) -> Passage {
        let (a, b) = (self.a, self.b);
        if p.lat < a.lat.min(b.lat) || p.lat > a.lat.max(b.lat) || p.lon > a.lon.max(b.lon) {
            return Passage::No;
        }
        let side = orientation(a, b, p);
        if side == Orientation::Collinear && p.lon >= a.lon.min(b.lon) {
            return Passage::On;
        }
        let upward = b.lat > a.lat;
        let straddles = (a.lat > p.lat) != (b.lat > p.lat);
        let left_of_edge = if upward { side == Orientation::CounterClockwise } else { side == Orientation::Clockwise };
        if straddles && left_of_edge { Passage::Right } else { Passage::No }
    }

    /// Whether the edge may meet a box: their boxes overlap, and the corners are not all clearly on one side.
    fn may_meet(&self, [west, south, east, north]: Box2) -> bool {
        let (a, b) = (self.a, self.b);
        if a.lon.max(b.lon) < west || a.lon.min(b.lon) > east || a.lat.max(b.lat) < south || a.lat.min(b.lat) > north {
            return false;
        }
        let side = |lon: f64, lat: f64| (b.lon - a.lon) * (lat - a.lat) - (b.lat - a.lat) * (lon - a.lon);
        let sides = [side(west, south), side(east, south), side(west, north), side(east, north)];
        // The margin is far above the rounding of `side`, so a corner on the edge is never called clear of it.
        let margin = 1e-9;
        !(sides.iter().all(|s| *s > margin) || sides.iter().all(|s| *s < -margin))
    }
}

fn orientation(a: LonLat, b: LonLat, p: LonLat) -> Orientation {
    let coord = |q: LonLat| Coord { x: q.lon, y: q.lat };
    RobustKernel::orient2d(coord(a), coord(b), coord(p))
}

fn bad(message: String, vertex: usize) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message).at_vertex(vertex)
}

fn edges_of(ring: &[LonLat]) -> impl Iterator<Item = Edge> {
    ring.windows(2).map(|ends| Edge { a: ends[0], b: ends[1] })
}

pub fn bounds(path: &[LonLat]) -> Box2 {
    path.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |[w, s, e, n], p| {
        [w.min(p.lon), s.min(p.lat), e.max(p.lon), n.max(p.lat)]
    })
}

/// The whole turns by which longitudes `west..east` overlap the bounds.
pub fn turns_into(bounds: Box2, west: f64, east: f64) -> impl Iterator<Item = f64> {
    [-720.0, -360.0, 0.0, 360.0, 720.0]
        .into_iter()
        .filter(move |turn| west + turn <= bounds[2] && east + turn >= bounds[0])
}

/// Brings a hole to the same turn of longitude as its outline.
fn shift_near(hole: &mut [LonLat], outer: Box2) {
    let own = bounds(hole);
    let turn = ((outer[0] + outer[2] - own[0] - own[2]) / 720.0).round() * 360.0;
    for p in hole {
        p.lon += turn;
    }
}

fn band_of(lat: f64, bounds: Box2, count: usize) -> usize {
    let share = (lat - bounds[1]) / (bounds[3] - bounds[1]);
    ((share * count as f64) as usize).min(count - 1)
}

fn sort_into_bands(edges: &[Edge], bounds: Box2) -> Vec<Vec<u32>> {
    let count = (edges.len() / 2).clamp(1, 4096);
    let mut bands = vec![Vec::new(); count];
    for (edge, number) in edges.iter().zip(0..) {
        let low = band_of(edge.a.lat.min(edge.b.lat), bounds, count);
        let high = band_of(edge.a.lat.max(edge.b.lat), bounds, count);
        for band in &mut bands[low..=high] {
            band.push(number);
        }
    }
    bands
}

/// Refuses rings whose edges cross each other, naming the vertex before the crossing.
fn refuse_crossings(rings: &[Vec<LonLat>]) -> Result<()> {
    let numbered = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, path)| edges_of(path).enumerate().map(move |(vertex, edge)| (ring, vertex, edge)));
    let edges: Vec<(usize, usize, Edge)> = numbered.collect();
    // The tree of chords is in space; here the third coordinate is 0.
    let flat = |p: LonLat| [p.lon, p.lat, 0.0];
    let lines =
        edges.iter().zip(0..).map(|((.., edge), number)| Chord::new(Line::new(flat(edge.a), flat(edge.b)), number));
    let tree = RTree::bulk_load(lines.collect());
    for ((ring, vertex, edge), number) in edges.iter().zip(0..) {
        let envelope = Line::new(flat(edge.a), flat(edge.b)).envelope();
        let later = tree.locate_in_envelope_intersecting(&envelope).filter(|other| other.data > number);
        if let Some((other_ring, other_vertex, _)) =
            later.map(|other| &edges[other.data as usize]).find(|(.., other)| cross(edge, other))
        {
            let words = if ring == other_ring {
                format!(
                    "{} crosses itself: its edge after vertex {vertex} crosses the one after vertex {other_vertex} (counted from 0).",
                    ring_name(*ring)
                )
            } else {
                format!(
                    "{} crosses {} on its edge after vertex {vertex} (counted from 0).",
                    ring_name(*ring),
                    ring_name(*other_ring)
                )
            };
            return Err(bad(words, *vertex));
        }
    }
    Ok(())
}

/// What a person calls a ring of a polygon.
pub(crate) fn ring_name(number: usize) -> String {
    if number == 0 { "The outline".into() } else { format!("Hole {number}") }
}

/// Whether two edges cross in a point inside both. Touching is allowed.
fn cross(one: &Edge, other: &Edge) -> bool {
    let opposite = |edge: &Edge, p: LonLat, q: LonLat| {
        let sides = (orientation(edge.a, edge.b, p), orientation(edge.a, edge.b, q));
        matches!(
            sides,
            (Orientation::Clockwise, Orientation::CounterClockwise)
                | (Orientation::CounterClockwise, Orientation::Clockwise)
        )
    };
    opposite(one, other.a, other.b) && opposite(other, one.a, one.b)
}

/// Area enclosed by a closed ring, km²: Green's theorem with the area below a parallel, integrated along each edge.
fn ring_area_km2(ring: &[LonLat]) -> f64 {
    let twice = edges_of(ring).map(|edge| (edge.b.lon - edge.a.lon).to_radians() * mean_below(edge.a.lat, edge.b.lat));
    twice.sum::<f64>().abs()
}

/// Mean of [`area_below`] along an edge from one latitude to another, by Gauss–Legendre quadrature in steps of at
/// most 5° (relative error below 1e-13).
fn mean_below(from: f64, to: f64) -> f64 {
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

/// Area between the equator and a parallel, per radian of longitude, km²: (b²/2)·[sinφ/(1 − e² sin²φ) + artanh(e sinφ)/e].
/// Source: J. P. Snyder, Map Projections: A Working Manual (1987), eq. 3-12.
fn area_below(lat: f64) -> f64 {
    let e = measure::E2.sqrt();
    let sin = lat.to_radians().sin();
    let b2 = measure::EQUATOR_KM * measure::EQUATOR_KM * (1.0 - measure::E2);
    b2 / 2.0 * (sin / (1.0 - measure::E2 * sin * sin) + (e * sin).atanh() / e)
}
