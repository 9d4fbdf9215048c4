//! How much of an uncertain location lies in a polygon: exact in the plane around it.
//!
//! The plane is that of the azimuthal equidistant projection, in which the location is a circle. By Green's theorem the
//! common area is half the integral of x dy − y dx around it: along the parts of the boundary within the circle, and
//! along the arcs of the circle within the polygon. With the inside of the polygon to the left of its boundary, such an
//! arc begins where the boundary leaves the circle and ends, counterclockwise, where it next enters.

use std::f64::consts::{PI, TAU};

use crate::geo::{ARC_RADIUS_KM, Place, Xyz, arc_of_chord, dot, minus};
use crate::trace::Trace;

/// Where two parts of a boundary run over each other, as where a polygon is cut at the antimeridian, they cross the circle
/// within this angle of each other, and rounding decides which seems to come first.
const SEAM: f64 = 1e-9;
/// Of s²: a chord of 640 km; beyond it the series is off by more than 1e-10.
const FARTHEST_FOR_SERIES: f64 = 0.0025;
const ENTERS: f64 = 0.0;
const LEAVES: f64 = 1.0;

/// Share of the circle of `radius_km` around a place that lies to the left of the closed paths of a trace, of which the
/// pieces within that radius are `numbers`. `None` where the paths cross the circle in no possible order, as when polygons
/// overlap, or in one that cannot be told.
pub fn share(outline: &Trace, numbers: &[u32], place: &Place, radius_km: f64, holds_middle: bool) -> Option<f64> {
    let plane = Plane::around(place, radius_km);
    let mut within = Within::default();
    // Where the piece before ends, most begin.
    let mut before = (place.xyz, [0.0; 2]);
    for number in numbers {
        let piece = &outline.pieces()[*number as usize];
        let from = if piece.from.xyz == before.0 { before.1 } else { plane.at(piece.from.xyz) };
        let to = plane.at(piece.to.xyz);
        within.add(from, to);
        before = (piece.to.xyz, to);
    }
    within.area(holds_middle).map(|area| (area / PI).clamp(0.0, 1.0))
}

/// The plane with the circle as its unit circle.
struct Plane {
    centre: Xyz,
    east: Xyz,
    north: Xyz,
    per_radius: f64,
}

type Point = [f64; 2];

impl Plane {
    fn around(place: &Place, radius_km: f64) -> Plane {
        let (sin_lon, cos_lon) = place.at.lon.to_radians().sin_cos();
        let (sin_lat, cos_lat) = place.at.lat.to_radians().sin_cos();
        Plane {
            centre: place.xyz,
            east: [-sin_lon, cos_lon, 0.0],
            north: [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
            per_radius: 1.0 / radius_km,
        }
    }

    /// Distance by the arc, direction by the tangent plane.
    fn at(&self, xyz: Xyz) -> Point {
        let off = minus(xyz, self.centre);
        let (x, y) = (dot(off, self.east), dot(off, self.north));
        let scale = arc_over_flat(dot(off, off), x * x + y * y) * self.per_radius;
        [x * scale, y * scale]
    }
}

/// A distance by the arc over the distance in the tangent plane, from the squares of the chord and of the latter: with s half
/// the chord over the earth's radius, arcsin s / (s √(1 − s²)) as its series.
fn arc_over_flat(chord_2: f64, flat_2: f64) -> f64 {
    let share = chord_2 * (0.25 / (ARC_RADIUS_KM * ARC_RADIUS_KM));
    if share <= FARTHEST_FOR_SERIES {
        return 1.0 + share * (2.0 / 3.0 + share * (8.0 / 15.0 + share * (16.0 / 35.0)));
    }
    if flat_2 > 0.0 { arc_of_chord(chord_2.sqrt()) / flat_2.sqrt() } else { 0.0 }
}

/// What has been seen of the boundary within the unit circle.
#[derive(Default)]
struct Within {
    /// Twice the area under the boundary, as x dy − y dx.
    twice: f64,
    /// Directions in which the boundary crosses the circle, and [`LEAVES`] or [`ENTERS`].
    crossings: Vec<[f64; 2]>,
}

impl Within {
    fn add(&mut self, a: Point, b: Point) {
        let inside = |p: Point| p[0] * p[0] + p[1] * p[1] <= 1.0;
        let (from, to) = match (inside(a), inside(b)) {
            (true, true) => (a, b),
            ends => match self.cut(a, b, ends) {
                Some(part) => part,
                None => return,
            },
        };
        self.twice += from[0] * to[1] - from[1] * to[0];
    }

    /// The part within the circle of what does not lie in it with both ends.
    fn cut(&mut self, a: Point, b: Point, inside: (bool, bool)) -> Option<(Point, Point)> {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        // Where a + t (b − a) is on the circle.
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

    fn cross(&mut self, at: Point, way: f64) -> Point {
        self.crossings.push([at[1].atan2(at[0]), way]);
        at
    }

    /// The area within the circle to the left of the boundary.
    fn area(mut self, holds_middle: bool) -> Option<f64> {
        if self.crossings.is_empty() {
            // Whole rings lie within the circle, or none: holes make the area negative, and then the circle is inside.
            let around = self.twice < 0.0 || (self.twice == 0.0 && holds_middle);
            return Some(self.twice / 2.0 + if around { PI } else { 0.0 });
        }
        self.crossings.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        // Beginning with one that leaves, each is followed by one that enters.
        let first = self.crossings.iter().position(|[_, way]| *way == LEAVES)?;
        self.crossings.rotate_left(first);
        let (pairs, rest) = self.crossings.as_chunks::<2>();
        let mut arcs = 0.0;
        for [[from, way], [to, next_way]] in pairs {
            let arc = (to - from).rem_euclid(TAU);
            let in_order = *way == LEAVES && *next_way == ENTERS && (SEAM..TAU - SEAM).contains(&arc);
            if !in_order {
                return None;
            }
            arcs += arc;
        }
        rest.is_empty().then_some((self.twice + arcs) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{Area, disc_overlap, parallels};
    use crate::geo::{self, LonLat};
    use crate::geometry::Shape;
    use proptest::prelude::*;

    fn area(rings: Vec<Vec<LonLat>>) -> Area {
        Area::new(Shape { polygons: vec![rings], ..Shape::default() }, None).unwrap()
    }

    /// A ring around a place, its spokes in km.
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
        fn of_a_round_polygon_it_is_the_lens(
            lon in -180.0..180.0f64, lat in -80.0..80.0f64, clockwise: bool,
            azimuth in 0.0..360.0f64, away in 0.0..1.0f64, circle in 5.0..150.0f64, disc in 1.0..150.0f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let distance = away * (circle + disc);
            let place = Place::new(geo::direct(centre, azimuth, distance));
            let found = area(vec![ring(centre, &[circle; 720], clockwise)]).share(&place, disc);
            // 720 corners take 1e-5 off the circle; the plane of one circle is not that of the other.
            prop_assert!((f64::from(found) - disc_overlap(disc, circle, distance)).abs() < 5e-4, "{found} {}", disc_overlap(disc, circle, distance));
        }

        #[test]
        fn stars_with_holes_agree_with_the_parallels(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, clockwise: bool,
            reaches in prop::collection::vec(40.0..120.0f64, 5..30), hole in prop::collection::vec(5.0..15.0f64, 3..9),
            azimuth in 0.0..360.0f64, distance in 0.0..200.0f64, disc in 1.0..150.0f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let area = area(vec![ring(centre, &reaches, clockwise), ring(centre, &hole, clockwise)]);
            let at = geo::direct(centre, azimuth, distance);
            let place = Place::new(LonLat::new((at.lon + 540.0).rem_euclid(360.0) - 180.0, at.lat));
            let found = f64::from(area.share(&place, disc));
            // Where an edge runs along a parallel, all of a strip between two of them may be on the wrong side.
            let strip = 4.0 / (96.0 * PI);
            prop_assert!((found - parallels::share(&area, &place, disc)).abs() < strip, "{found}");
        }
    }

    #[test]
    fn the_series_is_the_arc_over_the_plane() {
        for share in [0.0, 1e-6, 1e-3, FARTHEST_FOR_SERIES] {
            let chord = 2.0 * ARC_RADIUS_KM * f64::sqrt(share);
            let exact = if share > 0.0 { share.sqrt().asin() / (share * (1.0 - share)).sqrt() } else { 1.0 };
            let found = arc_over_flat(chord * chord, chord * chord * (1.0 - share));
            assert!((found / exact - 1.0).abs() < 1e-10, "{share}: {found} {exact}");
        }
        let beyond = (2.0 * ARC_RADIUS_KM).powi(2) * 0.0026;
        assert!((arc_over_flat(beyond, beyond * (1.0 - 0.0026)) - arc_over_flat(0.95 * beyond, 0.0)).abs() < 1e-3);
    }

    #[test]
    fn an_edge_along_a_parallel_is_worth_a_strip_to_the_parallels_and_nothing_here() {
        let mut reaches = [40.0; 25];
        (reaches[4], reaches[5], reaches[6]) = (59.25808956745039, 98.9565348962673, 85.7507403034962);
        let centre = LonLat::new(0.0, -66.60080690987743);
        let star = area(vec![ring(centre, &reaches, true), ring(centre, &[5.0; 3], true)]);
        let (place, disc) = (Place::new(geo::direct(centre, 69.0228482950236, 87.0192065561411)), 10.398860617706157);
        let evenly = |n: u32| geo::direct(place.at, f64::from(n) * 137.50776405, disc * (f64::from(n) / 1e5).sqrt());
        let inside = (0..100_000).filter(|&n| star.contains(&Place::new(evenly(n)))).count();
        assert!((f64::from(star.share(&place, disc)) - inside as f64 / 1e5).abs() < 1e-4);
        assert!((parallels::share(&star, &place, disc) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn wholly_inside_around_and_outside() {
        let centre = LonLat::new(179.9, 10.0);
        let with_hole = area(vec![ring(centre, &[100.0; 40], true), ring(centre, &[10.0; 40], true)]);
        let at = |km: f64| Place::new(geo::direct(centre, 90.0, km));
        // The hole is about a sixteenth of the disc.
        assert!((with_hole.share(&at(0.0), 40.0) - (1.0 - 1.0 / 16.0)).abs() < 1e-3);
        assert_eq!(with_hole.share(&at(50.0), 20.0), 1.0);
        assert_eq!(with_hole.share(&at(200.0), 20.0), 0.0);
        let small = area(vec![ring(centre, &[10.0; 40], false)]);
        assert!((small.share(&at(5.0), 40.0) - 1.0 / 16.0).abs() < 1e-3);
    }

    /// The seam at ±180 crosses the circle at one and the same place twice: that is left to the parallels.
    #[test]
    fn over_the_pole() {
        let cap: Vec<LonLat> = [(-180.0, 88.0), (180.0, 88.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, 88.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat))
            .to_vec();
        let cap = area(vec![cap]);
        let radius = geo::distance_km(LonLat::new(0.0, 88.0), LonLat::new(0.0, 90.0));
        let place = Place::new(geo::direct(LonLat::new(30.0, 90.0), 0.0, 200.0));
        let lens = disc_overlap(100.0, radius, 200.0);
        assert!((f64::from(cap.share(&place, 100.0)) - lens).abs() < 0.015, "{} {lens}", cap.share(&place, 100.0));
    }
}
