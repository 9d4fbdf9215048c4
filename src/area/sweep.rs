//! A sweep over rings that finds places which are not covered exactly once or not at all.
//!
//! Membership follows the even-odd rule and size follows the winding of the rings. Both agree, and holes are holes, if every
//! place has the winding number 0 or 1, where outlines count +1 and holes −1. A vertical line sweeps over the vertices from
//! west to east and keeps the edges that it cuts in their order from south to north, each with the winding number above it.
//! Edges that cross are neighbours in that order before they do. So every comparison is between given points, decided with
//! exact predicates, and n edges take O(n log n) steps (after M. I. Shamos and D. Hoey, Geometric intersection problems, 1976).

use std::cmp::Ordering;

use ::geo::kernels::Orientation;

use super::edge::{Edge, orientation};
use super::ordered_list::OrderedList;
use crate::geo::LonLat;
use crate::order;

/// Most edges that may run along each other at one place. Two do where a ring leads to an inner ring and back, and where
/// polygons meet; the limit keeps the sweep from being slow.
const MAX_ALONG: usize = 16;

/// A closed ring of a polygon.
pub struct SweptRing<'a> {
    pub vertices: &'a [LonLat],
    pub polygon: usize,
    /// The number of the ring in its polygon: 0 is the outline, all others are holes.
    pub ring: usize,
}

/// An edge of a ring, by the numbers of its polygon, of its ring and of the vertex it begins at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EdgePlace {
    pub polygon: usize,
    pub ring: usize,
    pub vertex: usize,
}

/// What is wrong with rings.
#[derive(Debug, PartialEq)]
pub enum Flaw {
    /// Two edges cross at an interior point of both.
    Crossing(EdgePlace, EdgePlace),
    /// Edges of two rings of one polygon run along each other, or more than [`MAX_ALONG`] edges do.
    SharedEdge(EdgePlace, EdgePlace),
    /// The rings around a place do not cover it exactly once: for each ring, an edge near that place and how often the ring
    /// winds around it, below 0 for holes.
    Coverage(Vec<(EdgePlace, i32)>),
}

struct SweptEdge {
    /// The end that the sweep meets first, and the other one.
    first: LonLat,
    last: LonLat,
    /// The winding number above the edge less the one below it.
    change: i32,
    ring: u32,
    vertex: u32,
}

/// A vertex with the edges that end and begin there.
struct Event {
    at: LonLat,
    edges: [u32; 2],
}

/// Finds the first flaw from west to east. Rings may touch in points, and a ring may run along itself; rings of different
/// polygons may run along each other.
pub fn find_flaw(rings: &[SweptRing]) -> Option<Flaw> {
    let mut sweep = Sweep::default();
    rings.iter().zip(0..).for_each(|(ring, number)| sweep.add_ring(ring, number));
    sweep.find_flaw(rings)
}

#[derive(Default)]
struct Sweep {
    edges: Vec<SweptEdge>,
    events: Vec<Event>,
    /// The edges on the line of the sweep, from south to north.
    on_line: OrderedList,
    /// By edge: the winding number above it, at the line of the sweep.
    windings: Vec<i32>,
}

impl Sweep {
    fn add_ring(&mut self, ring: &SweptRing, number: u32) {
        // Repeated vertices make edges without length, which change nothing.
        let distinct = |ends: &&[LonLat]| ends[0] != ends[1];
        if !ring.vertices.windows(2).any(|ends| distinct(&ends)) {
            return;
        }
        let sign = if is_counterclockwise(ring.vertices) == (ring.ring == 0) { 1 } else { -1 };
        let first_edge = self.edges.len() as u32;
        for (vertex, ends) in ring.vertices.windows(2).enumerate().filter(|(_, ends)| distinct(ends)) {
            let eastward = by_position(&ends[0], &ends[1]) == Ordering::Less;
            let (first, last) = if eastward { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
            let edge = self.edges.len() as u32;
            let change = if eastward { sign } else { -sign };
            self.edges.push(SweptEdge { first, last, change, ring: number, vertex: vertex as u32 });
            self.events.push(Event { at: ends[0], edges: [edge.wrapping_sub(1), edge] });
        }
        self.events[first_edge as usize].edges[0] = self.edges.len() as u32 - 1;
    }

    fn find_flaw(&mut self, rings: &[SweptRing]) -> Option<Flaw> {
        order::sort_by(&mut self.events, |a, b| by_position(&a.at, &b.at));
        self.windings = vec![0; self.edges.len()];
        let events = std::mem::take(&mut self.events);
        let mut leaving = Vec::new();
        events.chunk_by(|a, b| a.at == b.at).find_map(|group| self.pass(group, &mut leaving, rings))
    }

    /// Moves the line over one position: takes out the edges that end there, and puts those in that leave from there.
    fn pass(&mut self, group: &[Event], leaving: &mut Vec<u32>, rings: &[SweptRing]) -> Option<Flaw> {
        let at = group[0].at;
        let edges = &self.edges;
        leaving.clear();
        leaving.extend(group.iter().flat_map(|event| event.edges).filter(|edge| edges[*edge as usize].first == at));
        let side = |edge: u32| orientation(edges[edge as usize].first, edges[edge as usize].last, at);
        let place = self.on_line.partition_point(|edge| side(edge) == Orientation::CounterClockwise);
        self.on_line.remove_while(place, |edge| {
            let passes = side(edge) == Orientation::Collinear;
            // An edge that goes on beyond this position is put in again, as if it began here.
            if passes && edges[edge as usize].last != at {
                leaving.push(edge);
            }
            passes
        });
        let last = |edge: u32| edges[edge as usize].last;
        order::sort_by(leaving, |a, b| match orientation(at, last(*a), last(*b)) {
            Orientation::CounterClockwise => Ordering::Less,
            Orientation::Clockwise => Ordering::Greater,
            Orientation::Collinear => Ordering::Equal,
        });
        let (below, above) = (self.on_line.before(place), self.on_line.at(place));
        self.on_line.insert(place, leaving);

        let (south, north) = (leaving.first().copied().or(above), leaving.last().copied().or(below));
        for (a, b) in [(below, south), (north, above)] {
            if let (Some(a), Some(b)) = (a, b)
                && self.cross(a, b)
            {
                return Some(Flaw::Crossing(self.place_of(a, rings), self.place_of(b, rings)));
            }
        }
        let mut winding = below.map_or(0, |edge| self.windings[edge as usize]);
        let is_along = |a: &u32, b: &u32| orientation(at, last(*a), last(*b)) == Orientation::Collinear;
        for along in leaving.chunk_by(is_along) {
            winding += along.iter().map(|edge| edges[*edge as usize].change).sum::<i32>();
            along.iter().for_each(|edge| self.windings[*edge as usize] = winding);
            if along.len() > 1
                && let Some(flaw) = self.shared_edge(along, rings)
            {
                return Some(flaw);
            }
            if !(0..=1).contains(&winding) {
                return Some(Flaw::Coverage(self.coverage(along[along.len() - 1], rings)));
            }
        }
        None
    }

    fn cross(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.edges[a as usize], &self.edges[b as usize]);
        Edge { a: a.first, b: a.last }.crosses(b.first, b.last) == Some(true)
    }

    fn place_of(&self, edge: u32, rings: &[SweptRing]) -> EdgePlace {
        let edge = &self.edges[edge as usize];
        let ring = &rings[edge.ring as usize];
        EdgePlace { polygon: ring.polygon, ring: ring.ring, vertex: edge.vertex as usize }
    }

    /// The flaw of edges that run along each other, if it is one.
    fn shared_edge(&self, along: &[u32], rings: &[SweptRing]) -> Option<Flaw> {
        let (first, others) = along.split_first()?;
        let first = self.place_of(*first, rings);
        let mut others = others.iter().map(|edge| self.place_of(*edge, rings));
        let is_other_ring = |place: &EdgePlace| place.polygon == first.polygon && place.ring != first.ring;
        let second = if along.len() > MAX_ALONG { others.next() } else { others.find(is_other_ring) };
        Some(Flaw::SharedEdge(first, second?))
    }

    /// The rings that wind around the places just above an edge on the line.
    fn coverage(&self, edge: u32, rings: &[SweptRing]) -> Vec<(EdgePlace, i32)> {
        let mut windings = vec![(None, 0); rings.len()];
        for below in self.on_line.iter() {
            let swept = &self.edges[below as usize];
            let (nearest, winding) = &mut windings[swept.ring as usize];
            *nearest = Some(below);
            *winding += swept.change;
            if below == edge {
                break;
            }
        }
        let found = windings.into_iter().filter(|(_, winding)| *winding != 0);
        found.filter_map(|(nearest, winding)| Some((self.place_of(nearest?, rings), winding))).collect()
    }
}

/// From west to east, and from south to north at one longitude.
fn by_position(a: &LonLat, b: &LonLat) -> Ordering {
    let order = |a: f64, b: f64| a.partial_cmp(&b).unwrap_or(Ordering::Equal);
    order(a.lon, b.lon).then(order(a.lat, b.lat))
}

/// Whether a ring that does not cross itself runs counterclockwise.
pub fn is_counterclockwise(ring: &[LonLat]) -> bool {
    // Relative to the first vertex, so that a small ring keeps its digits.
    let [x, y] = ring.first().map_or([0.0; 2], |p| [p.lon, p.lat]);
    let twice_area = |ends: &[LonLat]| (ends[0].lon - x) * (ends[1].lat - y) - (ends[1].lon - x) * (ends[0].lat - y);
    ring.windows(2).map(twice_area).sum::<f64>() > 0.0
}
