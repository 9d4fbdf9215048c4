//! Edges straight in longitude and latitude, and exact predicates on them.

use ::geo::Coord;
use ::geo::kernels::{Kernel, Orientation, RobustKernel};

use crate::geo::{DegreeBox, LonLat};

/// An edge of a ring, from `a` to `b`.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    pub a: LonLat,
    pub b: LonLat,
}

/// How the ray from a point to the east meets an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RayCrossing {
    /// The ray does not cross the edge.
    None,
    /// The ray crosses the edge. Edges are half-open in latitude, so that a vertex on the ray is counted right.
    Crosses,
    /// The point itself lies on the edge.
    OnEdge,
}

impl Edge {
    /// How the ray from `p` to the east meets this edge, decided with exact arithmetic (Shewchuk's adaptive predicates).
    pub fn ray_crossing(&self, p: LonLat) -> RayCrossing {
        let (a, b) = (self.a, self.b);
        if p.lat < a.lat.min(b.lat) || p.lat > a.lat.max(b.lat) || p.lon > a.lon.max(b.lon) {
            return RayCrossing::None;
        }
        let side = orientation(a, b, p);
        if side == Orientation::Collinear && p.lon >= a.lon.min(b.lon) {
            return RayCrossing::OnEdge;
        }
        let upward = b.lat > a.lat;
        let straddles = (a.lat > p.lat) != (b.lat > p.lat);
        let left_of_edge = if upward { side == Orientation::CounterClockwise } else { side == Orientation::Clockwise };
        if straddles && left_of_edge { RayCrossing::Crosses } else { RayCrossing::None }
    }

    /// Whether this edge and the segment `p`–`q` cross at an interior point of both. `None` if three of the four end
    /// points are collinear, where the answer is a matter of convention.
    #[inline(always)]
    pub fn crosses(&self, p: LonLat, q: LonLat) -> Option<bool> {
        let (a, b) = (self.a, self.b);
        if are_disjoint(a.lon, b.lon, p.lon, q.lon) || are_disjoint(a.lat, b.lat, p.lat, q.lat) {
            return Some(false);
        }
        Some(are_on_opposite_sides(a, b, p, q)? && are_on_opposite_sides(p, q, a, b)?)
    }
}

/// Whether the interval between `a` and `b` and the interval between `p` and `q` have no number in common.
#[inline]
fn are_disjoint(a: f64, b: f64, p: f64, q: f64) -> bool {
    a.max(b) < p.min(q) || a.min(b) > p.max(q)
}

/// Whether `p` and `q` lie on different sides of the line through `a` and `b`; `None` if one of them lies on it.
#[inline]
fn are_on_opposite_sides(a: LonLat, b: LonLat, p: LonLat, q: LonLat) -> Option<bool> {
    match (orientation(a, b, p), orientation(a, b, q)) {
        (Orientation::Collinear, _) | (_, Orientation::Collinear) => None,
        (of_p, of_q) => Some(of_p != of_q),
    }
}

/// On which side of the line from `a` to `b` a point lies, decided exactly: counterclockwise is to the left.
pub fn orientation(a: LonLat, b: LonLat, p: LonLat) -> Orientation {
    let coord = |q: LonLat| Coord { x: q.lon, y: q.lat };
    RobustKernel::orient2d(coord(a), coord(b), coord(p))
}

/// The edges between consecutive vertices.
pub fn edges_of(ring: &[LonLat]) -> impl Iterator<Item = Edge> {
    ring.windows(2).map(|ends| Edge { a: ends[0], b: ends[1] })
}

/// The bounding box of some vertices.
pub fn bounds<'a>(path: impl IntoIterator<Item = &'a LonLat>) -> DegreeBox {
    let empty = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    path.into_iter().fold(empty, |[w, s, e, n], p| [w.min(p.lon), s.min(p.lat), e.max(p.lon), n.max(p.lat)])
}

/// The whole turns of longitude, degrees, by which `west..east` must be shifted to overlap the bounds.
#[inline]
pub fn turns_into(bounds: DegreeBox, west: f64, east: f64) -> impl Iterator<Item = f64> {
    [-720.0, -360.0, 0.0, 360.0, 720.0]
        .into_iter()
        .filter(move |turn| west + turn <= bounds[2] && east + turn >= bounds[0])
}
