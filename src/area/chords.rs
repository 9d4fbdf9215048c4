//! The share of an uncertain location that lies in an area with a radius, by chords of its disc.
//!
//! In the plane around the location (see `overlap`) the buffer of a straight piece is a capsule, and a chord meets it in one
//! range. A polygon is met between the crossings of its outline, which has the inside to its left. The union of these
//! ranges, summed over parallel chords, is the share. The chords are spaced by the midpoint rule in the angle (y = sin θ),
//! which integrates a whole disc exactly.

use std::cmp::Ordering;
use std::f64::consts::PI;

use super::Area;
use super::gaussian::MASS_REACH_SIGMAS;
use super::overlap::{Plane, Point};
use super::surfaces::Disc;
use crate::geo::GeoPoint;

const CHORDS: usize = 96;
/// Largest product of a disc's radius and its reach with the radius of the area, km²: distances in the plane are then wrong
/// by at most 0.05 % of the disc's radius.
const MAX_FLAT_KM2: f64 = 120_000.0;
/// How far a boundary may be moved to join its pieces, in radii of the disc or of the area, whichever is smaller.
const JOIN_TOLERANCE: f64 = 1e-3;
/// The same for a Gaussian, whose edge is soft: four times as much in its σ.
const MASS_JOIN_TOLERANCE: f64 = 5e-3;
/// The sine and cosine of the angle between the nearest piece and the chords. A boundary along the chords would count
/// wholly or not at all for the strip of a chord; few corners have this angle, of about 70°.
const TILT: [f64; 2] = [0.94, 0.341_174_442_184_639_6];
/// Crossings that are nearer to each other than this, in radii of the disc, are in no certain order.
const SEAM: f64 = 1e-9;

/// The share of the disc of `radius_km` around a point that lies in an area with a radius, given its geodesic
/// distance to the drawn geometry. `None` if the disc is too large to be flat, or if the area has polygons and other parts.
pub fn share(area: &Area, point: &GeoPoint, radius_km: f64, distance_km: f64) -> Option<f64> {
    let reach_km = radius_km + area.radius_km;
    if is_mixed(area) || radius_km * reach_km > MAX_FLAT_KM2 {
        return None;
    }
    let mut chords: Vec<Chord> = (0..CHORDS).map(Chord::spaced_by_angle).collect();
    cut(&mut chords, area, point, radius_km, distance_km, JOIN_TOLERANCE)?;
    // Chords are spaced by cos θ dθ, so each counts with its length times cos θ.
    let inside: f64 = chords.iter_mut().map(|chord| chord.half * chord.length_inside()).sum();
    Some(inside / CHORDS as f64)
}

fn is_mixed(area: &Area) -> bool {
    !area.polygons.is_empty() && area.lines.len() + area.points.len() > 0
}

/// Finds what lies inside the area on chords of the disc of `radius_km` around a point. The chords are in ascending order of y,
/// in a direction that suits the outline. `None` if no outline is near.
fn cut(
    chords: &mut [Chord],
    area: &Area,
    point: &GeoPoint,
    radius_km: f64,
    distance_km: f64,
    join_tolerance: f64,
) -> Option<()> {
    let mut strokes = strokes_within(area, point, radius_km, radius_km + area.radius_km);
    let nearest = strokes.iter().min_by(|a, b| a.distance_2().total_cmp(&b.distance_2()))?;
    let (axis, nearest_2) = (nearest.chord_direction(), nearest.distance_2());
    strokes.iter_mut().for_each(|stroke| stroke.turn(axis));
    if area.radius_km > 0.0 {
        // In the plane a distant outline is metres off, which matters to a small disc: the radius is made to be off as much.
        let off = if distance_km > 0.0 { nearest_2.sqrt() - distance_km / radius_km } else { 0.0 };
        let buffer = area.radius_km / radius_km + off;
        for stroke in joined(&strokes, join_tolerance * buffer.min(1.0)) {
            add_capsule(chords, stroke, buffer);
        }
    }
    if !area.polygons.is_empty() {
        strokes.iter().for_each(|stroke| add_crossings(chords, *stroke));
        let disc = Disc::new(point, radius_km);
        chords
            .iter_mut()
            .for_each(|chord| chord.add_polygons(|at| area.polygons_contain(disc.lon_lat(turn_back(at, axis)))));
    }
    Some(())
}

/// Measures the masses that Gaussians have in an area, in equal steps across them and exactly along each chord.
///
/// They are good to 2e-3, and mostly to 1e-3. Steps of a smooth function that vanishes at both ends are far better than their width suggests (the
/// trapezoidal rule on the Gaussian itself with four steps for each σ errs by less than rounding); what remains comes from the
/// corners of polygons and the ends of corridors.
#[derive(Default)]
pub struct ChordMeter {
    /// Kept for the next Gaussian.
    chords: Vec<Chord>,
}

impl ChordMeter {
    /// The mass of a Gaussian around a point, given its geodesic distance to the drawn geometry. `None` where the area has
    /// polygons and other parts.
    pub fn mass(&mut self, area: &Area, point: &GeoPoint, sigma_km: f64, distance_km: f64) -> Option<f64> {
        if is_mixed(area) {
            return None;
        }
        self.prepare(steps_per_sigma(area, sigma_km));
        cut(&mut self.chords, area, point, MASS_REACH_SIGMAS * sigma_km, distance_km, MASS_JOIN_TOLERANCE)?;
        let steps = self.chords.len().div_ceil(2) as f64;
        let inside = self
            .chords
            .iter_mut()
            .filter(|chord| !chord.is_empty())
            .map(|chord| (-0.5 * (MASS_REACH_SIGMAS * chord.y).powi(2)).exp() * chord.mass_inside());
        let whole = (1.0 - (-0.5 * MASS_REACH_SIGMAS * MASS_REACH_SIGMAS).exp()) * (2.0 * PI).sqrt();
        Some((inside.sum::<f64>() * MASS_REACH_SIGMAS / steps / whole).min(1.0))
    }

    fn prepare(&mut self, steps_per_sigma: f64) {
        let steps = (MASS_REACH_SIGMAS * steps_per_sigma) as i32;
        if self.chords.len() == (2 * steps - 1) as usize {
            self.chords.iter_mut().for_each(Chord::clear);
        } else {
            self.chords = (1 - steps..steps).map(|number| Chord::spaced_evenly(number, steps)).collect();
        }
    }
}

/// How many steps are taken for each σ. An area that is small or narrow beside the Gaussian needs finer ones, or what sticks out of
/// it would fall between them; and the end of a corridor is rounder than the corner of a polygon.
fn steps_per_sigma(area: &Area, sigma_km: f64) -> f64 {
    let steps = match area.radius_km > 0.0 {
        true => (8.0 * sigma_km / area.radius_km).max(8.0),
        false => (14.0 * sigma_km / area.area_km2().sqrt()).max(5.0),
    };
    steps.min(50.0).ceil()
}

/// The mass of a standard normal between two places, in units of [`MASS_REACH_SIGMAS`].
fn normal_mass(west: f64, east: f64) -> f64 {
    let cumulative = |x: f64| 0.5 * libm::erfc(-x * MASS_REACH_SIGMAS / std::f64::consts::SQRT_2);
    cumulative(east) - cumulative(west)
}

/// A straight part of the outline in the plane.
#[derive(Clone, Copy)]
struct Stroke {
    from: Point,
    to: Point,
    /// Whether it goes on from where the stroke before ends.
    follows: bool,
}

impl Stroke {
    /// The squared distance from the centre of the disc.
    fn distance_2(&self) -> f64 {
        let [dx, dy] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let length_2 = dx * dx + dy * dy;
        let along = -(self.from[0] * dx + self.from[1] * dy);
        let share = if length_2 > 0.0 { (along / length_2).clamp(0.0, 1.0) } else { 0.0 };
        (self.from[0] + share * dx).powi(2) + (self.from[1] + share * dy).powi(2)
    }

    /// The direction of the chords if this stroke is the nearest.
    fn chord_direction(&self) -> Point {
        let [dx, dy] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let length = dx.hypot(dy);
        let [dx, dy] = if length > 0.0 { [dx / length, dy / length] } else { [1.0, 0.0] };
        let [sin, cos] = TILT;
        [cos * dx - sin * dy, sin * dx + cos * dy]
    }

    /// Turns the stroke so that the direction becomes that of the x axis.
    fn turn(&mut self, [x, y]: Point) {
        let turned = |p: Point| [x * p[0] + y * p[1], x * p[1] - y * p[0]];
        (self.from, self.to) = (turned(self.from), turned(self.to));
    }
}

fn turn_back(p: Point, [x, y]: Point) -> Point {
    [x * p[0] - y * p[1], y * p[0] + x * p[1]]
}

/// The pieces of the outline within reach of a point, in their order.
fn strokes_within(area: &Area, point: &GeoPoint, radius_km: f64, reach_km: f64) -> Vec<Stroke> {
    let outline = area.outline();
    let mut numbers: Vec<u32> = Vec::new();
    outline.for_each_piece_within(point, reach_km, |number| numbers.push(number as u32));
    numbers.sort_unstable();
    let plane = Plane::around(point, radius_km);
    let mut strokes = Vec::with_capacity(numbers.len());
    let mut last = ([f64::NAN; 3], [0.0; 2]);
    for number in numbers {
        let piece = &outline.pieces()[number as usize];
        let mut follows = piece.from.xyz == last.0;
        let mut from = if follows { last.1 } else { plane.project(piece.from.xyz) };
        plane.follow(piece, point, |to| {
            strokes.push(Stroke { from, to, follows });
            (from, follows) = (to, true);
        });
        last = (piece.to.xyz, from);
    }
    strokes
}

/// Joins strokes that follow one another, where that moves no part of them by more than the tolerance.
fn joined(strokes: &[Stroke], tolerance: f64) -> impl Iterator<Item = Stroke> {
    let mut rest = strokes;
    std::iter::from_fn(move || {
        let (first, others) = rest.split_first()?;
        let mut stroke = *first;
        let [dx, dy] = [first.to[0] - first.from[0], first.to[1] - first.from[1]];
        let length = dx.hypot(dy);
        // In coordinates along the first stroke, from where it begins, the slopes that stay near all ends so far.
        let (mut low, mut high) = (-tolerance / length, tolerance / length);
        let mut reached = length;
        let count = others
            .iter()
            .take_while(|next| {
                let [x, y] = [next.to[0] - first.from[0], next.to[1] - first.from[1]];
                let (along, aside) = ((x * dx + y * dy) / length, (y * dx - x * dy) / length);
                let slope = aside / along;
                let fits = next.follows && along > reached && (low..=high).contains(&slope);
                if fits {
                    reached = along;
                    (low, high) = (low.max((aside - tolerance) / along), high.min((aside + tolerance) / along));
                    stroke.to = next.to;
                }
                fits
            })
            .count();
        rest = &others[count..];
        Some(stroke)
    })
}

/// A chord of the unit disc along the x axis, with what is known to be inside.
struct Chord {
    y: f64,
    /// Half its length.
    half: f64,
    /// Ranges of x inside the area.
    inside: Vec<[f64; 2]>,
    /// Where the outline of polygons crosses: x, and 1 where it enters a polygon eastwards, −1 where it leaves one.
    crossings: Vec<(f64, i32)>,
}

impl Chord {
    fn spaced_by_angle(number: usize) -> Chord {
        let angle = ((number as f64 + 0.5) / CHORDS as f64 - 0.5) * PI;
        Chord { y: angle.sin(), half: angle.cos(), inside: Vec::new(), crossings: Vec::new() }
    }

    fn spaced_evenly(number: i32, steps: i32) -> Chord {
        let y = f64::from(number) / f64::from(steps);
        Chord { y, half: (1.0 - y * y).sqrt(), inside: Vec::new(), crossings: Vec::new() }
    }

    fn clear(&mut self) {
        self.inside.clear();
        self.crossings.clear();
    }

    /// Whether nothing of it is inside.
    fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    /// Adds a range. Strokes follow one another, so most ranges overlap the one before and extend it.
    fn push(&mut self, west: f64, east: f64) {
        let (west, east) = (west.max(-self.half), east.min(self.half));
        if west >= east {
            return;
        }
        match self.inside.last_mut().filter(|last| west <= last[1] && east >= last[0]) {
            Some(last) => *last = [last[0].min(west), last[1].max(east)],
            None => self.inside.push([west, east]),
        }
    }

    fn is_whole(&self) -> bool {
        self.inside.iter().any(|range| *range == [-self.half, self.half])
    }

    /// Adds what lies in polygons; `contain` tells whether a place does.
    fn add_polygons(&mut self, contain: impl Fn(Point) -> bool) {
        if self.is_whole() {
            return;
        }
        self.crossings.push((self.half, 0));
        self.crossings.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        // The winding number is 0 or 1 everywhere, so it is 0 where it is least.
        let (mut west, mut winding, mut least, mut most) = (-self.half, 0, i32::MAX, i32::MIN);
        for (east, change) in &self.crossings {
            if east - west > SEAM {
                (least, most) = (least.min(winding), most.max(winding));
            }
            (west, winding) = (*east, winding + change);
        }
        if least >= most {
            // Polygons hold all of the chord or nothing, even where two of them meet on it.
            if contain([0.0, self.y]) {
                self.push(-self.half, self.half);
            }
            return;
        }
        (west, winding) = (-self.half, 0);
        for number in 0..self.crossings.len() {
            let (east, change) = self.crossings[number];
            if winding > least {
                self.push(west, east);
            }
            (west, winding) = (east, winding + change);
        }
    }

    /// The length of the union of the ranges.
    fn length_inside(&mut self) -> f64 {
        self.sum_inside(|west, east| east - west)
    }

    /// The mass of a standard normal in the union of the ranges.
    fn mass_inside(&mut self) -> f64 {
        self.sum_inside(normal_mass)
    }

    /// Sums a measure over the union of the ranges.
    fn sum_inside(&mut self, measure: impl Fn(f64, f64) -> f64) -> f64 {
        self.inside.sort_unstable_by(|a, b| a[0].partial_cmp(&b[0]).unwrap_or(Ordering::Equal));
        let (mut sum, mut reached) = (0.0, -self.half);
        for [west, east] in &self.inside {
            if *east > reached {
                sum += measure(west.max(reached), *east);
                reached = *east;
            }
        }
        sum
    }
}

/// The chords with a y from `south` to below `north`.
fn chords_between(chords: &mut [Chord], south: f64, north: f64) -> &mut [Chord] {
    let first = chords.partition_point(|chord| chord.y < south);
    let count = chords[first..].partition_point(|chord| chord.y < north);
    &mut chords[first..first + count]
}

fn add_crossings(chords: &mut [Chord], Stroke { from, to, .. }: Stroke) {
    let (low, high, change) = if from[1] < to[1] { (from, to, -1) } else { (to, from, 1) };
    let slope = (high[0] - low[0]) / (high[1] - low[1]);
    for chord in chords_between(chords, low[1], high[1]) {
        let x = low[0] + (chord.y - low[1]) * slope;
        if x.abs() < chord.half {
            chord.crossings.push((x, change));
        }
    }
}

/// Adds everything within `radius` of a stroke. On a chord that is one range, from the westernmost to the easternmost point
/// of the discs around the ends and of the two edges that join them.
fn add_capsule(chords: &mut [Chord], Stroke { from, to, .. }: Stroke, radius: f64) {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx.hypot(dy);
    // From the stroke to the sides of the capsule.
    let [aside_x, aside_y] = if length > 0.0 { [-dy / length * radius, dx / length * radius] } else { [0.0, 0.0] };
    let south = from[1].min(to[1]) - radius;
    let north = from[1].max(to[1]) + radius;
    for chord in chords_between(chords, south, north) {
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        for [x, y] in [from, to] {
            let off = radius * radius - (y - chord.y) * (y - chord.y);
            if off >= 0.0 {
                let half = off.sqrt();
                (west, east) = (west.min(x - half), east.max(x + half));
            }
        }
        for side in [1.0, -1.0] {
            let along = (chord.y - from[1] - side * aside_y) / dy;
            if (0.0..=1.0).contains(&along) {
                let x = from[0] + side * aside_x + along * dx;
                (west, east) = (west.min(x), east.max(x));
            }
        }
        chord.push(west, east);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::disc_overlap;
    use crate::area::measure::{Measured, measure};
    use crate::geo::{self, LonLat};
    use crate::geometry::Shape;
    use proptest::prelude::*;

    /// The twin of the chords: the share cell by cell, until it is as good as it can be told.
    fn cell_share(area: &Area, point: &GeoPoint, radius_km: f64) -> f64 {
        measure(
            &Measured::around(area, point, area.distance_km(point)),
            &Disc::new(point, radius_km),
            0.0,
            2e-4,
            100_000,
        )
        .sum
    }

    fn chord_share(area: &Area, point: &GeoPoint, radius_km: f64) -> Option<f64> {
        share(area, point, radius_km, area.distance_km(point))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn chords_agree_with_cells(
            lon in -180.0..180.0f64, lat in prop_oneof![prop::sample::select(vec![90.0, -90.0, 89.99, -89.99, 89.0, 86.0]), -88.0..88.0f64],
            path in prop::collection::vec((0.0..360.0f64, 1.0..150.0f64), 1..9),
            kind in 0..3, radius in 0.5..60.0f64, azimuth in 0.0..360.0f64, away in 0.0..200.0f64, disc in 1.0..300.0f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let at = |azimuth, km| {
                let p = geo::direct(centre, azimuth, km);
                LonLat::new(p.lon + ((lon - p.lon) / 360.0).round() * 360.0, p.lat)
            };
            let mut vertices: Vec<LonLat> = path.iter().map(|(azimuth, km)| at(*azimuth, *km)).collect();
            let shape = match kind {
                0 => Shape { points: vertices, ..Shape::default() },
                1 => { vertices.push(centre); Shape { lines: vec![vertices], ..Shape::default() } }
                _ => {
                    let corners = path.len() as f64 + 2.0;
                    let mut ring: Vec<LonLat> = (0..path.len() + 2).map(|i| at(-360.0 * i as f64 / corners, path[i % path.len()].1 + 5.0)).collect();
                    ring.push(ring[0]);
                    Shape { polygons: vec![vec![ring]], ..Shape::default() }
                }
            };
            let Ok(area) = Area::new(shape, Some(radius)) else { return Ok(()) };
            let point = GeoPoint::new(geo::direct(centre, azimuth, away));
            let share = f64::from(area.share(&point, disc));
            if share > 0.0 && share < 1.0 && area.circle.is_none() {
                let (chords, cells) = (chord_share(&area, &point, disc).unwrap(), cell_share(&area, &point, disc));
                // One of 70 differs by more than 0.001, one of 1,000 by more than 0.002.
                prop_assert!((chords - cells).abs() < 5e-3, "{chords} {cells}");
            }
        }
    }

    proptest! {
        /// Against the distance of many points of the stroke.
        #[test]
        fn a_stroke_is_as_far_as_its_nearest_point(
            from in [-2.0..2.0f64, -2.0..2.0f64], to in prop_oneof![Just(None), [-2.0..2.0f64, -2.0..2.0f64].prop_map(Some)],
        ) {
            let to = to.unwrap_or(from);
            let on = |share: f64| [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis]));
            let off = |[x, y]: Point| x.hypot(y);
            let nearest = (0..=1000).map(|step| off(on(f64::from(step) / 1000.0))).fold(f64::INFINITY, f64::min);
            let length = off([to[0] - from[0], to[1] - from[1]]);
            let found = Stroke { from, to, follows: false }.distance_2().sqrt();
            prop_assert!(found <= nearest + 1e-9 && found >= nearest - length / 1000.0 - 1e-9, "{found} {nearest}");
        }
    }

    #[test]
    fn the_share_of_a_buffered_point_is_the_lens() {
        for lat in [12.6, -84.0, 90.0] {
            let centre = LonLat::new(-8.0, lat);
            let twice = Shape { points: vec![centre, centre], ..Shape::default() };
            let area = Area::new(twice, Some(25.0)).unwrap();
            for (distance, disc) in [(10.0, 25.0), (30.0, 25.0), (40.0, 50.0), (3.0, 150.0), (26.0, 2.0)] {
                let point = GeoPoint::new(geo::direct(centre, 70.0, distance));
                let (lens, chords) = (disc_overlap(disc, 25.0, distance), chord_share(&area, &point, disc).unwrap());
                assert!((chords - lens).abs() < 1e-3, "{lat} {distance} {disc}: {chords} {lens}");
            }
        }
    }

    /// Once a fault: at 1,900 km a chord gives the distance to 100 m, which was all of a disc of that size.
    #[test]
    fn small_discs_at_the_border_of_a_wide_area() {
        for (lat, azimuth) in [(12.6, 0.0), (12.6, 90.0), (-84.0, 45.0)] {
            let centre = LonLat::new(-8.0, lat);
            let twice = Shape { points: vec![centre, centre], ..Shape::default() };
            let area = Area::new(twice, Some(1900.0)).unwrap();
            for disc in [0.001, 0.1, 10.0] {
                for off in [-0.5, 0.0, 0.5] {
                    let distance = 1900.0 + off * disc;
                    let point = GeoPoint::new(geo::direct(centre, azimuth, distance));
                    let (share, lens) = (f64::from(area.share(&point, disc)), disc_overlap(disc, 1900.0, distance));
                    assert!((share - lens).abs() < 5e-3, "{lat} {disc} {off}: {share} {lens}");
                }
            }
        }
    }

    /// A boundary along the chords would count wholly or not at all for the strip of a chord, up to 0.01 of the disc.
    #[test]
    fn straight_boundaries_are_told_as_well_in_every_direction() {
        let centre = LonLat::new(-8.0, 12.6);
        let (buffer, disc) = (15.0, 10.0);
        for azimuth in (0..360).map(|half_degree| f64::from(half_degree) / 2.0) {
            let line = vec![geo::direct(centre, azimuth, -60.0), geo::direct(centre, azimuth, 60.0)];
            let area = Area::new(Shape { lines: vec![line], ..Shape::default() }, Some(buffer)).unwrap();
            for inside in [3.0, 3.1, 3.2, 3.3, 3.4] {
                let point = GeoPoint::new(geo::direct(centre, azimuth + 90.0, buffer - inside));
                let height: f64 = inside / disc;
                let expected = 1.0 - (height.acos() - height * (1.0 - height * height).sqrt()) / PI;
                let found = chord_share(&area, &point, disc).unwrap();
                assert!((found - expected).abs() < 4e-3, "{azimuth} {inside}: {found} {expected}");
            }
        }
    }

    /// Where polygons meet, their outlines cross each chord twice at the same place.
    #[test]
    fn polygons_that_meet_are_one() {
        let rectangle = |west: f64, east: f64| {
            [(west, 10.0), (east, 10.0), (east, 12.0), (west, 12.0), (west, 10.0)]
                .map(|(lon, lat)| LonLat::new(lon, lat))
        };
        let polygons = vec![vec![rectangle(179.0, 180.0).to_vec()], vec![rectangle(-180.0, -179.0).to_vec()]];
        let area = Area::new(Shape { polygons, ..Shape::default() }, Some(1.0)).unwrap();
        let point = GeoPoint::new(LonLat::new(179.99, 11.0));
        let whole = chord_share(&area, &point, 50.0).unwrap();
        assert!((whole - 1.0).abs() < 1e-9, "{whole}");
        let (across, cells) = (chord_share(&area, &point, 130.0).unwrap(), cell_share(&area, &point, 130.0));
        assert!((across - cells).abs() < 2e-3, "{across} {cells}");
    }

    #[test]
    fn what_is_not_flat_or_mixed_is_left_to_the_cells() {
        let centre = LonLat::new(0.0, 0.0);
        let twice = || Shape { points: vec![centre, centre], ..Shape::default() };
        let point = GeoPoint::new(LonLat::new(2.0, 0.0));
        let wide = Area::new(twice(), Some(300.0)).unwrap();
        assert!(chord_share(&wide, &point, 400.0).is_none() && wide.share(&point, 400.0) > 0.0);
        let ring = [(1.0, -1.0), (3.0, -1.0), (3.0, 1.0), (1.0, -1.0)].map(|(lon, lat)| LonLat::new(lon, lat));
        let mixed = Area::new(Shape { polygons: vec![vec![ring.to_vec()]], ..twice() }, Some(10.0)).unwrap();
        assert!(chord_share(&mixed, &point, 100.0).is_none());
        assert!((f64::from(mixed.share(&point, 100.0)) - cell_share(&mixed, &point, 100.0)).abs() < 5e-3);
    }
}
