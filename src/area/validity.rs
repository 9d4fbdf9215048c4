//! Which rings make a polygon, and which polygons an area: every place is inside exactly one of them or outside all.

use super::edge::{RayCrossing, bounds, edges_of};
use super::polygon::ring_area_km2;
use super::sweep::{EdgePlace, Flaw, SweptRing, find_flaw};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{DegreeBox, LonLat};
use crate::geometry::ring_name;

/// A ring that encloses less than this is a line with rounding errors.
const MIN_RING_KM2: f64 = 1e-6;
/// Where polygons have to be shifted by whole turns to be compared, longitudes are in units of a thousand-millionth of a
/// degree, a tenth of a millimetre: whole numbers stay exact.
const UNITS_PER_DEGREE: f64 = 1e9;

/// A polygon as its closed, unwrapped rings: the outline first, then the holes.
type Rings = Vec<Vec<LonLat>>;

/// Shifts the holes of polygons to their outlines, and refuses what does not make an area.
///
/// # Errors
/// `BadGeometry`, with the polygon and the ring in the message and the vertex of that ring, if
/// - a ring encloses less than 1 m², or spans more than 360° of longitude;
/// - edges of a polygon cross, or a ring winds around a place more than once;
/// - a hole is not wholly inside its outline, or lies in another hole, or shares more than single points with another ring;
/// - polygons overlap, at any turn of longitude. They may touch in points and along edges.
pub fn check_polygons(polygons: &mut [Rings]) -> Result<()> {
    let count = polygons.len();
    for (number, rings) in polygons.iter_mut().enumerate() {
        check_rings(rings).map_err(|mut error| {
            if count > 1 {
                error.message = format!("Polygon {} of {count}: {}", number + 1, error.message);
            }
            error
        })?;
    }
    if count > 1 { check_overlap(polygons) } else { Ok(()) }
}

fn check_rings(rings: &mut Rings) -> Result<()> {
    let outer = bounds(&rings[0]);
    rings[1..].iter_mut().for_each(|hole| shift_to(hole, outer));
    for (number, ring) in rings.iter().enumerate() {
        let west = bounds(ring)[0];
        if let Some(vertex) = ring.iter().position(|p| p.lon - west > 360.0) {
            let name = ring_name(number);
            return Err(bad(
                format!(
                    "{name} spans more than 360° of longitude at vertex {vertex} (counted from 0), and so would cover places twice."
                ),
                vertex,
            ));
        }
    }
    let swept: Vec<SweptRing> =
        rings.iter().enumerate().map(|(ring, vertices)| SweptRing { vertices, polygon: 0, ring }).collect();
    match find_flaw(&swept) {
        None => {}
        Some(Flaw::Crossing(a, b)) => return Err(crossing(a, b)),
        Some(Flaw::SharedEdge(a, b)) => return Err(shared_edge(a, b)),
        Some(Flaw::Coverage(windings)) => return Err(wrong_coverage(rings, &windings)),
    }
    match rings.iter().position(|ring| ring_area_km2(ring) < MIN_RING_KM2) {
        None => Ok(()),
        Some(ring) => Err(bad(format!("{} encloses no area (less than 1 m²).", ring_name(ring)), 0)),
    }
}

/// Shifts a hole by whole turns of longitude to where its outline is.
fn shift_to(hole: &mut [LonLat], outer: DegreeBox) {
    let own = bounds(&*hole);
    let turn = ((outer[0] + outer[2] - own[0] - own[2]) / 720.0).round() * 360.0;
    for p in hole {
        p.lon += turn;
    }
}

fn bad(message: String, vertex: usize) -> GeobitError {
    GeobitError::new(Code::BadGeometry, message).at_vertex(vertex)
}

/// What messages call a ring within a sentence.
fn inner_name(ring: usize) -> String {
    if ring == 0 { "the outline".into() } else { format!("hole {ring}") }
}

/// Two places in the order of their rings and vertices.
fn in_order(a: EdgePlace, b: EdgePlace) -> (EdgePlace, EdgePlace) {
    if (a.ring, a.vertex) <= (b.ring, b.vertex) { (a, b) } else { (b, a) }
}

fn crossing(a: EdgePlace, b: EdgePlace) -> GeobitError {
    let (first, second) = in_order(a, b);
    if first.ring == second.ring {
        let (name, vertex, other) = (ring_name(first.ring), first.vertex, second.vertex);
        return bad(
            format!(
                "{name} crosses itself: its edge after vertex {vertex} crosses the one after vertex {other} (counted from 0)."
            ),
            vertex,
        );
    }
    let (name, vertex) = (ring_name(second.ring), second.vertex);
    bad(
        format!("{name} crosses {} on its edge after vertex {vertex} (counted from 0).", inner_name(first.ring)),
        vertex,
    )
}

fn shared_edge(a: EdgePlace, b: EdgePlace) -> GeobitError {
    let (second, first) = in_order(a, b);
    let (vertex, name) = (first.vertex, ring_name(first.ring));
    let other = if first.ring == second.ring { "itself many times".into() } else { inner_name(second.ring) };
    bad(
        format!(
            "{name} runs along {other} on its edge after vertex {vertex} (counted from 0); rings may touch in single points only."
        ),
        vertex,
    )
}

fn wrong_coverage(rings: &[Vec<LonLat>], windings: &[(EdgePlace, i32)]) -> GeobitError {
    let twisted = windings.iter().find(|(place, winding)| *winding != if place.ring == 0 { 1 } else { -1 });
    if let Some((place, _)) = twisted {
        let (name, vertex) = (ring_name(place.ring), place.vertex);
        return bad(
            format!("{name} crosses itself or winds twice around a place, near vertex {vertex} (counted from 0)."),
            vertex,
        );
    }
    let mut holes = windings.iter().map(|(place, _)| *place).filter(|place| place.ring > 0);
    match (holes.next(), holes.next()) {
        (Some(first), Some(second)) => {
            let (first, second) = in_order(first, second);
            let (name, vertex) = (ring_name(second.ring), second.vertex);
            bad(
                format!("{name} overlaps {}, near its vertex {vertex} (counted from 0).", inner_name(first.ring)),
                vertex,
            )
        }
        (hole, _) => {
            let hole = hole.unwrap_or(windings[0].0);
            let (name, vertex) = (ring_name(hole.ring), outer_vertex(rings, hole));
            bad(
                format!("{name} does not lie wholly inside the outline: see its vertex {vertex} (counted from 0)."),
                vertex,
            )
        }
    }
}

/// The end of a hole's edge that lies outside the outline, or the first end if none does.
fn outer_vertex(rings: &[Vec<LonLat>], EdgePlace { ring, vertex, .. }: EdgePlace) -> usize {
    let is_outside = |vertex: &usize| {
        let mut inside = false;
        for edge in edges_of(&rings[0]) {
            match edge.ray_crossing(rings[ring][*vertex]) {
                RayCrossing::OnEdge => return false,
                RayCrossing::Crosses => inside = !inside,
                RayCrossing::None => {}
            }
        }
        !inside
    };
    [vertex, vertex + 1].into_iter().find(is_outside).unwrap_or(vertex)
}

fn check_overlap(polygons: &[Rings]) -> Result<()> {
    // Every polygon at the turn at which its western end lies within ±180, and a turn farther west if that is where its
    // eastern part meets others.
    let turns = |(number, rings): (usize, &Rings)| {
        let [west, _, east, _] = bounds(&rings[0]);
        let home = -((west + 180.0) / 360.0).floor() * 360.0;
        let copies = if east + home > 180.0 { 2 } else { 1 };
        [(number, home), (number, home - 360.0)].into_iter().take(copies)
    };
    let placed: Vec<(usize, f64)> = polygons.iter().enumerate().flat_map(turns).collect();
    let is_shifted = placed.iter().any(|(_, turn)| *turn != 0.0);
    let shifted = |&(polygon, turn): &(usize, f64)| -> Rings {
        let shift = |p: &LonLat| LonLat::new((p.lon * UNITS_PER_DEGREE).round() + turn * UNITS_PER_DEGREE, p.lat);
        polygons[polygon].iter().map(|ring| ring.iter().map(shift).collect()).collect()
    };
    let copies: Vec<Rings> = if is_shifted { placed.iter().map(shifted).collect() } else { Vec::new() };
    let compared = if is_shifted { copies.as_slice() } else { polygons };
    let rings_of = |(polygon, rings): (usize, _)| {
        <[Vec<LonLat>]>::iter(rings).enumerate().map(move |(ring, vertices)| SweptRing { vertices, polygon, ring })
    };
    let swept: Vec<SweptRing> = compared.iter().map(Vec::as_slice).enumerate().flat_map(rings_of).collect();
    let places = match find_flaw(&swept) {
        None => return Ok(()),
        Some(Flaw::Crossing(a, b) | Flaw::SharedEdge(a, b)) => vec![a, b],
        Some(Flaw::Coverage(windings)) => windings.into_iter().map(|(place, _)| place).collect(),
    };
    let original = |place: &EdgePlace| EdgePlace { polygon: placed[place.polygon].0, ..*place };
    let places: Vec<EdgePlace> = places.iter().map(original).collect();
    let first = places.iter().map(|place| place.polygon).min().unwrap_or(0);
    let later =
        places.iter().filter(|place| place.polygon != first).max_by_key(|place| place.polygon).or(places.first());
    let EdgePlace { polygon, ring, vertex } =
        later.copied().unwrap_or(EdgePlace { polygon: first, ring: 0, vertex: 0 });
    Err(bad(
        format!(
            "Polygon {} of {} overlaps polygon {}: {} near vertex {vertex} (counted from 0). Polygons may touch but not overlap.",
            polygon + 1,
            polygons.len(),
            first + 1,
            inner_name(ring)
        ),
        vertex,
    ))
}
