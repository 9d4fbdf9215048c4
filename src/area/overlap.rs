//! The share of an uncertain location that lies in a polygon, exact in the plane around it.
//!
//! The plane is that of the azimuthal equidistant projection around the location, in which the location is a disc. By
//! Green's theorem the common area is half the integral of x dy − y dx around it: along the parts of the boundary within
//! the circle, and along the arcs of the circle within the polygon. With the inside of the polygon to the left of its
//! boundary, such an arc begins where the boundary leaves the circle and ends, counterclockwise, where it next enters.

use std::f64::consts::{PI, TAU};

use super::surfaces::Disc;
use crate::geo::{ARC_RADIUS_KM, GeoPoint, LonLat, Xyz, chord_to_arc, dot, subtract};
use crate::order;
use crate::trace::{Piece, Trace};

/// Smallest arc, radians. Where two parts of a boundary run over each other, as where a polygon is cut at the
/// antimeridian, they cross the circle within this angle of each other, and rounding decides which seems to come first.
const SEAM: f64 = 1e-9;
/// Radius of a disc, km, up to which the boundary near it is taken from the edges: their chords lie up to a metre beside
/// them.
const FINE_KM: f64 = 1.0;
/// Largest size of what lies between a piece and its chord, km².
const BESIDE_PIECE_KM2: f64 = 5e-3;
/// Largest s² (see [`arc_over_tangent`]) for which the series is good to 1e-10: a chord of 640 km.
const MAX_SERIES_SHARE: f64 = 0.0025;
const ENTERS: f64 = 0.0;
const LEAVES: f64 = 1.0;

/// The share of the disc of `radius_km` around a point that lies to the left of the closed paths of a trace.
///
/// `pieces` are the numbers of the pieces within that radius, and `contain` tells exactly whether a place is inside. Returns `None` where the paths cross the circle in an impossible order, as when polygons overlap, or in one that
/// cannot be determined.
pub fn share(
    outline: &Trace,
    pieces: &[u32],
    point: &GeoPoint,
    radius_km: f64,
    contain: impl Fn(LonLat) -> bool,
) -> Option<f64> {
    let plane = Plane::around(point, radius_km);
    let mut boundary = BoundaryInDisc::default();
    // Most pieces begin where the one before ended.
    let mut last = (point.xyz, [0.0; 2]);
    for number in pieces {
        let piece = &outline.pieces()[*number as usize];
        let mut from = if piece.from.xyz == last.0 { last.1 } else { plane.project(piece.from.xyz) };
        plane.follow(piece, point, |to| {
            boundary.add(from, to);
            from = to;
        });
        last = (piece.to.xyz, from);
    }
    let area = if boundary.crossings.is_empty() {
        let doubtful = 2.0 * BESIDE_PIECE_KM2 * pieces.len() as f64 / (radius_km * radius_km);
        Some(boundary.area_of_rings(doubtful, || contain(Disc::new(point, radius_km).lon_lat([0.0, 1.0]))))
    } else {
        boundary.area()
    };
    area.map(|area| (area / PI).clamp(0.0, 1.0))
}

/// The azimuthal equidistant projection around a disc, scaled so that the disc becomes the unit disc.
pub struct Plane {
    centre: Xyz,
    east: Xyz,
    north: Xyz,
    scale: f64,
}

/// A point of the plane.
pub type Point = [f64; 2];

impl Plane {
    pub fn around(point: &GeoPoint, radius_km: f64) -> Plane {
        let (sin_lon, cos_lon) = point.at.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = point.at.lat.to_radians().sin_cos();
        Plane {
            centre: point.xyz,
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            scale: 1.0 / radius_km,
        }
    }

    /// Calls `visit` with the ends of the straight lines that follow a piece from its beginning on: one line, but three where
    /// the disc around the point is small, so that what is within its reach is taken from the edge and not from the chord.
    pub fn follow(&self, piece: &Piece, point: &GeoPoint, mut visit: impl FnMut(Point)) {
        if self.scale >= 1.0 / FINE_KM {
            let places = piece.places_around(point.xyz, 1.0 / self.scale);
            places.into_iter().for_each(|place| visit(self.project(place)));
        }
        visit(self.project(piece.to.xyz));
    }

    /// Takes the distance from the arc and the direction from the tangent plane.
    pub fn project(&self, xyz: Xyz) -> Point {
        let off = subtract(xyz, self.centre);
        let (x, y) = (dot(off, self.east), dot(off, self.north));
        let scale = arc_over_tangent(dot(off, off), x * x + y * y) * self.scale;
        [x * scale, y * scale]
    }
}

/// The length of an arc over its length in the tangent plane, from the squares of the chord and of the latter. With s half
/// the chord over the Earth's radius it is arcsin s / (s √(1 − s²)), computed as its series.
fn arc_over_tangent(chord_2: f64, tangent_2: f64) -> f64 {
    let s_2 = chord_2 * (0.25 / (ARC_RADIUS_KM * ARC_RADIUS_KM));
    if s_2 <= MAX_SERIES_SHARE {
        return 1.0 + s_2 * (2.0 / 3.0 + s_2 * (8.0 / 15.0 + s_2 * (16.0 / 35.0)));
    }
    if tangent_2 > 0.0 { chord_to_arc(chord_2.sqrt()) / tangent_2.sqrt() } else { 0.0 }
}

/// The boundary within the unit circle, as far as it has been added.
#[derive(Default)]
struct BoundaryInDisc {
    /// Integral of x dy − y dx along the boundary: twice the area it contributes.
    twice_area: f64,
    /// Where the boundary crosses the circle: the direction in radians, and [`LEAVES`] or [`ENTERS`].
    crossings: Vec<[f64; 2]>,
}

impl BoundaryInDisc {
    /// Adds the straight piece from `a` to `b`.
    fn add(&mut self, a: Point, b: Point) {
        let inside = |p: Point| p[0] * p[0] + p[1] * p[1] <= 1.0;
        let (from, to) = match (inside(a), inside(b)) {
            (true, true) => (a, b),
            ends => match self.clip(a, b, ends) {
                Some(part) => part,
                None => return,
            },
        };
        self.twice_area += from[0] * to[1] - from[1] * to[0];
    }

    /// The part within the circle of a piece of which at least one end is outside; `None` if the whole piece is outside.
    fn clip(&mut self, a: Point, b: Point, inside: (bool, bool)) -> Option<(Point, Point)> {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        // Solves |a + t (b − a)| = 1 for t.
        let (square, half, rest) = (dx * dx + dy * dy, a[0] * dx + a[1] * dy, a[0] * a[0] + a[1] * a[1] - 1.0);
        let discriminant = half * half - square * rest;
        let root = discriminant.max(0.0).sqrt();
        let on = |t: f64| [a[0] + t * dx, a[1] + t * dy];
        let (enters, leaves) = ((-half - root) / square, (-half + root) / square);
        let passes = discriminant > 0.0 && enters > 0.0 && leaves < 1.0;
        let [from_outside, to_outside] = [!inside.0, !inside.1];
        if from_outside && to_outside && !passes {
            return None;
        }
        let from = if from_outside { self.cross(on(enters), ENTERS) } else { a };
        let to = if to_outside { self.cross(on(leaves), LEAVES) } else { b };
        Some((from, to))
    }

    /// Records a crossing and returns where it is.
    fn cross(&mut self, at: Point, direction: f64) -> Point {
        self.crossings.push([at[1].atan2(at[0]), direction]);
        at
    }

    /// The area within the circle to the left of a boundary that does not cross it. All of the circle is inside or all of it
    /// is outside: inside if the rings within it are holes, whose area is negative. Where it is so small that it may have the
    /// wrong sign, like that of a sliver, a place of the circle is asked about.
    fn area_of_rings(&self, doubtful: f64, is_circle_inside: impl Fn() -> bool) -> f64 {
        let is_doubtful = self.twice_area.abs() <= doubtful;
        let surrounds = if is_doubtful { is_circle_inside() } else { self.twice_area < 0.0 };
        self.twice_area / 2.0 + if surrounds { PI } else { 0.0 }
    }

    /// The area within the circle to the left of a boundary that crosses it; the whole disc has the area π.
    fn area(mut self) -> Option<f64> {
        order::sort_by(&mut self.crossings, |a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        // Starting with a crossing that leaves, each must be followed by one that enters.
        let first = self.crossings.iter().position(|[_, direction]| *direction == LEAVES)?;
        self.crossings.rotate_left(first);
        let (pairs, rest) = self.crossings.as_chunks::<2>();
        let mut arcs = 0.0;
        for [[from, direction], [to, next_direction]] in pairs {
            let arc = (to - from).rem_euclid(TAU);
            let in_order = *direction == LEAVES && *next_direction == ENTERS && (SEAM..TAU - SEAM).contains(&arc);
            if !in_order {
                return None;
            }
            arcs += arc;
        }
        rest.is_empty().then_some((self.twice_area + arcs) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{Area, disc_overlap};
    use crate::geo;
    use crate::geometry::Shape;
    use proptest::prelude::*;

    fn area(rings: Vec<Vec<LonLat>>) -> Area {
        Area::new(Shape { polygons: vec![rings], ..Shape::default() }, None).unwrap()
    }

    /// A star-shaped ring around a centre, with vertices at these distances in km.
    fn ring(centre: LonLat, reaches: &[f64], clockwise: bool) -> Vec<LonLat> {
        let turn = if clockwise { 360.0 } else { -360.0 };
        let spoke = |(number, km): (usize, &f64)| geo::direct(centre, turn * number as f64 / reaches.len() as f64, *km);
        let mut ring: Vec<LonLat> = reaches.iter().enumerate().map(spoke).collect();
        ring.push(ring[0]);
        for i in 1..ring.len() {
            ring[i].lon -= ((ring[i].lon - ring[i - 1].lon) / 360.0).round() * 360.0;
        }
        ring
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]
        #[test]
        fn the_share_of_a_round_polygon_is_the_lens(
            lon in -180.0..180.0f64, lat in -80.0..80.0f64, clockwise: bool,
            azimuth in 0.0..360.0f64, away in 0.0..1.0f64, circle in 5.0..150.0f64, disc in 1.0..150.0f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let distance = away * (circle + disc);
            let point = GeoPoint::new(geo::direct(centre, azimuth, distance));
            let found = area(vec![ring(centre, &[circle; 720], clockwise)]).share(&point, disc);
            // A polygon of 720 vertices is 1e-5 smaller than the circle, and each circle has a plane of its own.
            prop_assert!((f64::from(found) - disc_overlap(disc, circle, distance)).abs() < 5e-4, "{found} {}", disc_overlap(disc, circle, distance));
        }

        #[test]
        fn stars_with_holes_agree_with_the_measured_share(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, clockwise: bool,
            reaches in prop::collection::vec(40.0..120.0f64, 5..30), hole in prop::collection::vec(5.0..15.0f64, 3..9),
            azimuth in 0.0..360.0f64, distance in 0.0..200.0f64, disc in 1.0..150.0f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let area = area(vec![ring(centre, &reaches, clockwise), ring(centre, &hole, clockwise)]);
            let at = geo::direct(centre, azimuth, distance);
            let point = GeoPoint::new(LonLat::new((at.lon + 540.0).rem_euclid(360.0) - 180.0, at.lat));
            let found = f64::from(area.share(&point, disc));
            let from_boundary = area.offset(&point);
            if (from_boundary.distance_km - from_boundary.depth_km).abs() < disc {
                let measured = f64::from(area.measured_share(&point, disc, 0.0));
                prop_assert!((found - measured).abs() < 5e-3, "{found} {measured}");
            }
        }
    }

    #[test]
    fn the_series_is_the_closed_form() {
        for share in [0.0, 1e-6, 1e-3, MAX_SERIES_SHARE] {
            let chord = 2.0 * ARC_RADIUS_KM * f64::sqrt(share);
            let exact = if share > 0.0 { share.sqrt().asin() / (share * (1.0 - share)).sqrt() } else { 1.0 };
            let found = arc_over_tangent(chord * chord, chord * chord * (1.0 - share));
            assert!((found / exact - 1.0).abs() < 1e-10, "{share}: {found} {exact}");
        }
        let beyond = (2.0 * ARC_RADIUS_KM).powi(2) * 0.0026;
        assert!(
            (arc_over_tangent(beyond, beyond * (1.0 - 0.0026)) - arc_over_tangent(0.95 * beyond, 0.0)).abs() < 1e-3
        );
    }

    #[test]
    fn an_edge_along_a_parallel_costs_nothing() {
        let mut reaches = [40.0; 25];
        (reaches[4], reaches[5], reaches[6]) = (59.25808956745039, 98.9565348962673, 85.7507403034962);
        let centre = LonLat::new(0.0, -66.60080690987743);
        let star = area(vec![ring(centre, &reaches, true), ring(centre, &[5.0; 3], true)]);
        let (point, disc) =
            (GeoPoint::new(geo::direct(centre, 69.0228482950236, 87.0192065561411)), 10.398860617706157);
        let evenly = |n: u32| geo::direct(point.at, f64::from(n) * 137.50776405, disc * (f64::from(n) / 1e5).sqrt());
        let inside = (0..100_000).filter(|&n| star.contains(&GeoPoint::new(evenly(n)))).count();
        assert!((f64::from(star.share(&point, disc)) - inside as f64 / 1e5).abs() < 1e-4);
        assert!((f64::from(star.measured_share(&point, disc, 0.0)) - inside as f64 / 1e5).abs() < 1e-3);
    }

    /// Once a fault: the area of a sliver of a metre, which was negative by rounding, made it a hole of the whole disc.
    #[test]
    fn a_sliver_at_the_pole_is_not_the_whole_disc() {
        let sliver = [
            (0.042364268929105504, -89.97992950224311),
            (0.0375, -89.9875),
            (-1.5259254737998596e-6, -90.0),
            (0.042364268929105504, -89.97992950224311),
        ];
        for (sign, clockwise) in [(1.0, false), (-1.0, false), (1.0, true), (-1.0, true)] {
            let mut ring = sliver.map(|(lon, lat)| LonLat::new(sign * lon, lat)).to_vec();
            if clockwise {
                ring.reverse();
            }
            let point = GeoPoint::new(LonLat::new(-0.025, -89.96875));
            let share = area(vec![ring]).share(&point, 217.6);
            assert!(share > 0.0 && share < 1e-6, "{share}");
        }
    }

    /// Once a fault: the chord of an edge along a parallel lies 0.2 m beside it, so that the share was 0.43.
    #[test]
    fn discs_of_metres_on_an_edge_along_a_parallel() {
        let ring = [(179.5, -19.2), (180.5, -19.2), (180.5, -18.2), (179.5, -18.2), (179.5, -19.2)]
            .map(|(lon, lat)| LonLat::new(lon, lat));
        let square = area(vec![ring.to_vec()]);
        for lon in [179.6, 179.98, -179.875, -179.51] {
            for disc in [0.001, 0.01, 0.1, 1.0] {
                let share = square.share(&GeoPoint::new(LonLat::new(lon, -18.2)), disc);
                // The parallel bends by a two-thousandth of a disc of 1 km.
                assert!((share - 0.5).abs() < 1e-3, "{lon} {disc}: {share}");
            }
        }
    }

    #[test]
    fn discs_without_a_crossing() {
        let centre = LonLat::new(179.9, 10.0);
        let with_hole = area(vec![ring(centre, &[100.0; 40], true), ring(centre, &[10.0; 40], true)]);
        let at = |km: f64| GeoPoint::new(geo::direct(centre, 90.0, km));
        // The hole is about a sixteenth of the disc.
        assert!((with_hole.share(&at(0.0), 40.0) - (1.0 - 1.0 / 16.0)).abs() < 1e-3);
        assert_eq!(with_hole.share(&at(50.0), 20.0), 1.0);
        assert_eq!(with_hole.share(&at(200.0), 20.0), 0.0);
        let small = area(vec![ring(centre, &[10.0; 40], false)]);
        assert!((small.share(&at(5.0), 40.0) - 1.0 / 16.0).abs() < 1e-3);
    }

    /// The seam at ±180° crosses the circle twice at the same point; such a disc is measured cell by cell.
    #[test]
    fn over_the_pole() {
        let cap: Vec<LonLat> = [(-180.0, 88.0), (180.0, 88.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, 88.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
            .to_vec();
        let cap = area(vec![cap]);
        let radius = geo::distance_km(LonLat::new(0.0, 88.0), LonLat::new(0.0, 90.0));
        let point = GeoPoint::new(geo::direct(LonLat::new(30.0, 90.0), 0.0, 200.0));
        let lens = disc_overlap(100.0, radius, 200.0);
        assert!((f64::from(cap.share(&point, 100.0)) - lens).abs() < 2e-3, "{} {lens}", cap.share(&point, 100.0));
    }
}
