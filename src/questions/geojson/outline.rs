//! Lines and polygons as GeoJSON geometries, cut at the antimeridian as RFC 7946 asks (section 3.1.9).
//!
//! Vertices come with continuous longitudes, which may lie beyond ±180°. A *turn* is a range of longitudes of 360°: turn 0
//! from −180° to 180°, turn 1 from 180° to 540°, and so on.

use geojson::GeometryValue;

use crate::geo::LonLat;

const TURN: f64 = 360.0;

type Path = Vec<[f64; 2]>;

/// A LineString, or a MultiLineString where lines are cut or there are several.
pub fn lines<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>) -> GeometryValue {
    let mut parts: Vec<Path> = paths.into_iter().flat_map(cut_line).collect();
    match parts.len() {
        1 => GeometryValue::new_line_string(parts.remove(0)),
        _ => GeometryValue::new_multi_line_string(parts),
    }
}

/// A Polygon, or a MultiPolygon where polygons are cut or there are several. Every polygon is its rings: the outline first,
/// the inside to the left of each.
pub fn polygons<'a>(polygons: impl IntoIterator<Item = &'a [Vec<LonLat>]>) -> GeometryValue {
    let mut parts: Vec<Vec<Path>> = polygons.into_iter().flat_map(cut_polygon).collect();
    match parts.len() {
        1 => GeometryValue::new_polygon(parts.remove(0)),
        _ => GeometryValue::new_multi_polygon(parts),
    }
}

/// A position of a turn within ±180°, rounded to 1e-9°, a tenth of a millimetre.
fn position(at: LonLat, turn: f64) -> [f64; 2] {
    [at.lon - TURN * turn, at.lat].map(|degrees| (degrees * 1e9).round() / 1e9)
}

/// The position of a point by itself.
pub fn point(at: LonLat) -> [f64; 2] {
    position(at, turn_of(at.lon))
}

fn turn_of(lon: f64) -> f64 {
    // 180° belongs to turn 0, as it is written.
    ((lon - 180.0) / TURN).ceil()
}

fn cut_line(vertices: &[LonLat]) -> Vec<Path> {
    let mut parts: Vec<(f64, Path)> = Vec::new();
    for leg in vertices.windows(2) {
        for [from, to] in cut_leg(leg[0], leg[1]) {
            let turn = turn_of((from.lon + to.lon) / 2.0);
            match parts.last_mut().filter(|(last, _)| *last == turn) {
                Some((_, path)) => path.push(position(to, turn)),
                None => parts.push((turn, vec![position(from, turn), position(to, turn)])),
            }
        }
    }
    parts.into_iter().map(|(_, path)| path).collect()
}

/// The parts of a leg in their turns.
fn cut_leg(from: LonLat, to: LonLat) -> Vec<[LonLat; 2]> {
    let (west, east) = (from.lon.min(to.lon), from.lon.max(to.lon));
    let first = ((west - 180.0) / TURN).floor() + 1.0;
    let mut cuts: Vec<LonLat> = (0..)
        .map(|number| 180.0 + TURN * (first + f64::from(number)))
        .take_while(|meridian| *meridian < east)
        .map(|meridian| crossing(from, to, meridian))
        .collect();
    if to.lon < from.lon {
        cuts.reverse();
    }
    let ends: Vec<LonLat> = [from].into_iter().chain(cuts).chain([to]).collect();
    ends.windows(2).map(|ends| [ends[0], ends[1]]).collect()
}

fn crossing(from: LonLat, to: LonLat, meridian: f64) -> LonLat {
    let share = (meridian - from.lon) / (to.lon - from.lon);
    LonLat::new(meridian, from.lat + share * (to.lat - from.lat))
}

fn cut_polygon(rings: &[Vec<LonLat>]) -> Vec<Vec<Path>> {
    let lons = || rings.iter().flatten().map(|vertex| vertex.lon);
    let (west, east) = (lons().fold(f64::INFINITY, f64::min), lons().fold(f64::NEG_INFINITY, f64::max));
    let first = ((west + 180.0) / TURN).floor();
    let last = turn_of(east).max(first);
    let turns = (0..).map(|number| first + f64::from(number)).take_while(|turn| *turn <= last);
    let parts = turns.map(|turn| rings.iter().filter_map(|ring| clip_ring(ring, turn)).collect::<Vec<Path>>());
    parts.filter(|rings| !rings.is_empty()).collect()
}

/// The part of a closed ring in a turn: cut along the two meridians that bound it.
/// Source: I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping, Communications of the ACM 17 (1974).
fn clip_ring(ring: &[LonLat], turn: f64) -> Option<Path> {
    let (west, east) = (TURN * turn - 180.0, TURN * turn + 180.0);
    let eastern = clip(&ring[..ring.len() - 1], west, |lon| lon >= west);
    let vertices = clip(&eastern, east, |lon| lon <= east);
    let first = *vertices.first().filter(|_| vertices.len() >= 3)?;
    Some(vertices.into_iter().chain([first]).map(|vertex| position(vertex, turn)).collect())
}

fn clip(ring: &[LonLat], meridian: f64, is_inside: impl Fn(f64) -> bool) -> Vec<LonLat> {
    let mut kept = Vec::new();
    for (number, &vertex) in ring.iter().enumerate() {
        let before = ring[(number + ring.len() - 1) % ring.len()];
        if is_inside(before.lon) != is_inside(vertex.lon) && before.lon != meridian && vertex.lon != meridian {
            kept.push(crossing(before, vertex, meridian));
        }
        if is_inside(vertex.lon) {
            kept.push(vertex);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path(list: &[[f64; 2]]) -> Vec<LonLat> {
        list.iter().map(|&[lon, lat]| LonLat::new(lon, lat)).collect()
    }

    /// Twice the signed area of a closed path in degrees, above 0 with the inside to the left.
    fn signed_area(path: &[[f64; 2]]) -> f64 {
        path.windows(2).map(|ends| ends[0][0] * ends[1][1] - ends[1][0] * ends[0][1]).sum()
    }

    #[test]
    fn a_line_is_cut_at_the_antimeridian() {
        let across = path(&[[179.0, 0.0], [181.0, 2.0], [179.0, 4.0]]);
        assert_eq!(
            cut_line(&across),
            [
                vec![[179.0, 0.0], [180.0, 1.0]],
                vec![[-180.0, 1.0], [-179.0, 2.0], [-180.0, 3.0]],
                vec![[180.0, 3.0], [179.0, 4.0]]
            ]
        );
        assert_eq!(cut_line(&path(&[[-179.0, 0.0], [-180.0, 1.0], [-179.0, 2.0]])).len(), 1);
        assert_eq!(cut_line(&path(&[[-8.0, 12.0], [-7.0, 12.0]])), [vec![[-8.0, 12.0], [-7.0, 12.0]]]);
        assert_eq!(cut_line(&path(&[[-500.0, 0.0], [500.0, 0.0]])).len(), 3);
    }

    #[test]
    fn a_polygon_is_cut_at_the_antimeridian() {
        let square = vec![path(&[[179.0, -1.0], [181.0, -1.0], [181.0, 1.0], [179.0, 1.0], [179.0, -1.0]])];
        let parts = cut_polygon(&square);
        assert_eq!(parts.len(), 2);
        for part in &parts {
            assert_eq!(signed_area(&part[0]), 4.0);
            assert!(part[0].iter().all(|[lon, _]| lon.abs() >= 179.0 && lon.abs() <= 180.0));
        }
        let touching = vec![path(&[[179.0, -1.0], [180.0, -1.0], [180.0, 1.0], [179.0, -1.0]])];
        assert_eq!(cut_polygon(&touching).len(), 1);
        let world = vec![path(&[[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0], [-180.0, -90.0]])];
        assert_eq!(cut_polygon(&world).len(), 1);
    }

    proptest! {
        /// Cutting keeps the area, wherever the polygon lies, and positions within ±180°.
        #[test]
        fn cutting_keeps_the_area(lon in -540.0..540.0f64, reaches in prop::collection::vec(0.5..20.0f64, 3..20)) {
            let spoke = |(number, reach): (usize, &f64)| {
                let (sin, cos) = (number as f64 / reaches.len() as f64 * std::f64::consts::TAU).sin_cos();
                LonLat::new(lon + reach * cos, reach * sin)
            };
            let mut ring: Vec<LonLat> = reaches.iter().enumerate().map(spoke).collect();
            ring.push(ring[0]);
            let whole: Vec<[f64; 2]> = ring.iter().map(|vertex| [vertex.lon - lon, vertex.lat]).collect();
            let parts = cut_polygon(&[ring]);
            let area: f64 = parts.iter().map(|part| signed_area(&part[0])).sum();
            prop_assert!((area - signed_area(&whole)).abs() < 1e-4, "{area} {}", signed_area(&whole));
            prop_assert!(parts.iter().flatten().flatten().all(|[lon, _]| lon.abs() <= 180.0));
        }
    }
}
