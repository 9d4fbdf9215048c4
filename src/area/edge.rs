//! Edges straight in longitude and latitude, and on which side of them a point lies: decided exactly.

use ::geo::Coord;
use ::geo::kernels::{Kernel, Orientation, RobustKernel};

use crate::geo::{DegreeBox, LonLat};

#[derive(Clone, Copy, Debug)]
pub struct Edge {
    pub a: LonLat,
    pub b: LonLat,
}

/// What a ray from a point to the east does with an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    No,
    Right,
    On,
}

impl Edge {
    /// Decided with exact arithmetic (Shewchuk's adaptive predicates).
    pub fn passes(&self, p: LonLat) -> Passage {
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

    /// Whether this edge and the straight way from `p` to `q` cross in a point inside both; `None` where three of the
    /// four ends are in line, so that it is a matter of convention.
    #[inline(always)]
    pub fn crosses(&self, p: LonLat, q: LonLat) -> Option<bool> {
        let (a, b) = (self.a, self.b);
        if apart(a.lon, b.lon, p.lon, q.lon) || apart(a.lat, b.lat, p.lat, q.lat) {
            return Some(false);
        }
        Some(opposite(a, b, p, q)? && opposite(p, q, a, b)?)
    }
}

/// Whether two intervals, each given by its ends in any order, have nothing in common.
#[inline]
fn apart(a: f64, b: f64, p: f64, q: f64) -> bool {
    a.max(b) < p.min(q) || a.min(b) > p.max(q)
}

/// Whether `p` and `q` lie on different sides of the line from `a` to `b`; `None` where one lies on it.
#[inline]
fn opposite(a: LonLat, b: LonLat, p: LonLat, q: LonLat) -> Option<bool> {
    match (orientation(a, b, p), orientation(a, b, q)) {
        (Orientation::Collinear, _) | (_, Orientation::Collinear) => None,
        (one, other) => Some(one != other),
    }
}

fn orientation(a: LonLat, b: LonLat, p: LonLat) -> Orientation {
    let coord = |q: LonLat| Coord { x: q.lon, y: q.lat };
    RobustKernel::orient2d(coord(a), coord(b), coord(p))
}

pub fn edges_of(ring: &[LonLat]) -> impl Iterator<Item = Edge> {
    ring.windows(2).map(|ends| Edge { a: ends[0], b: ends[1] })
}

pub fn bounds<'a>(path: impl IntoIterator<Item = &'a LonLat>) -> DegreeBox {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    path.into_iter().fold(nothing, |[w, s, e, n], p| [w.min(p.lon), s.min(p.lat), e.max(p.lon), n.max(p.lat)])
}

/// The whole turns by which longitudes `west..east` overlap the bounds.
#[inline]
pub fn turns_into(bounds: DegreeBox, west: f64, east: f64) -> impl Iterator<Item = f64> {
    [-720.0, -360.0, 0.0, 360.0, 720.0]
        .into_iter()
        .filter(move |turn| west + turn <= bounds[2] && east + turn >= bounds[0])
}
