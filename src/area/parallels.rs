//! Areas by cutting along parallels: the share of an uncertain location that lies in an area, and the size of a buffered
//! area.
//!
//! A disc (or the whole area) is cut into slices along parallels of latitude. On a parallel, an edge that is straight in
//! longitude and latitude is one crossing, exactly, and the buffer of an edge is one range of longitude. The union of the
//! ranges, summed over the slices, is the size wanted. The slices of a disc are spaced by the midpoint rule in the angle
//! (y = r sin θ), which integrates a whole disc exactly. The measured error with 96 slices is below 0.002 of the disc (see
//! the test against point sampling).

use std::cmp::Ordering;
use std::f64::consts::PI;

use super::Area;
use super::edge::{bounds, turns_into};
use crate::geo::{self, GeoPoint, LonLat, km_per_degree};

const DISC_SLICES: usize = 96;
const AREA_SLICES: usize = 4096;
/// Farthest latitude, degrees, up to which a parallel is nearly a straight line; nearer the poles the size is sampled at
/// points instead.
const MAX_LAT: f64 = 84.0;
const SAMPLES: u32 = 4096;
const SPHERE_KM: f64 = 6371.0;

/// The share of the disc of `radius_km` around a point that lies in the area.
pub fn share(area: &Area, point: &GeoPoint, radius_km: f64) -> f64 {
    let (_, km_per_lat) = km_per_degree(point.at.lat);
    if point.at.lat.abs() + radius_km / km_per_lat > MAX_LAT {
        return sampled_share(area, point.at, radius_km);
    }
    let slice = |number: usize| {
        let angle = ((number as f64 + 0.5) / DISC_SLICES as f64 - 0.5) * PI;
        let lat = point.at.lat + radius_km * angle.sin() / km_per_lat;
        let (km_per_lon, _) = km_per_degree(lat);
        let half = radius_km * angle.cos() / km_per_lon;
        // Slices are spaced by r cos θ dθ, so each counts with its length times cos θ.
        Slice {
            lat,
            west: point.at.lon - half,
            east: point.at.lon + half,
            weight: angle.cos() * km_per_lon,
            inside: Vec::new(),
        }
    };
    let mut slices: Vec<Slice> = (0..DISC_SLICES).map(slice).collect();
    cover(area, &mut slices);
    let whole: f64 = slices.iter().map(|slice| slice.weight * (slice.east - slice.west)).sum();
    slices.iter_mut().map(|slice| slice.weight * slice.length_inside()).sum::<f64>() / whole
}

/// The size of an area with a radius, km².
pub fn area_km2(area: &Area) -> f64 {
    let radius = area.radius_km;
    let drawn: Vec<LonLat> = vertices(area).collect();
    let [west, south, east, north] = bounds(&drawn);
    let margin = radius / 110.5;
    if north.max(-south) + margin > MAX_LAT {
        let centre = area.bounds_centre();
        let reach = drawn.iter().map(|p| geo::distance_km(centre, *p)).fold(0.0, f64::max) + radius;
        return sampled_share(area, centre, reach) * super::disc::geodesic_disc_km2(centre.lat, reach);
    }
    let step = (north - south + 2.0 * margin) / AREA_SLICES as f64;
    let slice = |number: usize| {
        let lat = south - margin + (number as f64 + 0.5) * step;
        let (km_per_lon, km_per_lat) = km_per_degree(lat);
        let side = radius / km_per_lon * 1.01;
        Slice { lat, west: west - side, east: east + side, weight: km_per_lon * km_per_lat * step, inside: Vec::new() }
    };
    let mut slices: Vec<Slice> = (0..AREA_SLICES).map(slice).collect();
    cover(area, &mut slices);
    slices.iter_mut().map(|slice| slice.weight * slice.length_inside()).sum()
}

fn vertices(area: &Area) -> impl Iterator<Item = LonLat> {
    let rings = area.polygons.iter().flat_map(|polygon| polygon.rings().iter().flatten());
    rings.chain(area.lines.iter().flatten()).copied().chain(area.points.iter().map(|point| point.at))
}

/// A range of longitude: western and eastern end, degrees.
type LonRange = [f64; 2];

fn by_western_end(a: &LonRange, b: &LonRange) -> Ordering {
    a[0].total_cmp(&b[0])
}

/// A part of one parallel, with the ranges of longitude found to be inside the area.
struct Slice {
    lat: f64,
    west: f64,
    east: f64,
    /// What a degree of this slice counts in the sum.
    weight: f64,
    inside: Vec<LonRange>,
}

impl Slice {
    /// Adds a range. Edges follow one another, so most ranges overlap the one before and extend it.
    fn push(&mut self, [west, east]: LonRange) {
        match self.inside.last_mut().filter(|last| west <= last[1] && east >= last[0]) {
            Some(last) => *last = [last[0].min(west), last[1].max(east)],
            None => self.inside.push([west, east]),
        }
    }

    /// The length of the union of the ranges within the slice, degrees.
    fn length_inside(&mut self) -> f64 {
        self.inside.sort_unstable_by(by_western_end);
        let mut length = 0.0;
        let mut reached = self.west;
        for &[from, to] in &self.inside {
            let (from, to) = (from.max(reached), to.min(self.east));
            if to > from {
                length += to - from;
                reached = to;
            }
        }
        length
    }
}

/// Finds the parts of each slice that are inside the area. The slices must ascend by latitude, for the binary search.
fn cover(area: &Area, slices: &mut [Slice]) {
    for polygon in &area.polygons {
        cover_polygon(polygon, slices);
    }
    if area.radius_km > 0.0 {
        let rings = area.polygons.iter().flat_map(|polygon| polygon.edges().iter().map(|edge| (edge.a, edge.b)));
        let legs = area.lines.iter().flat_map(|line| line.windows(2).map(|ends| (ends[0], ends[1])));
        let points = area.points.iter().map(|point| (point.at, point.at));
        for (a, b) in rings.chain(legs).chain(points) {
            cover_buffered_edge(a, b, area.radius_km, slices);
        }
    }
}

/// The slices with a latitude in `south..north`.
fn slices_between(slices: &mut [Slice], south: f64, north: f64) -> &mut [Slice] {
    let first = slices.partition_point(|slice| slice.lat < south);
    let last = slices.partition_point(|slice| slice.lat < north);
    &mut slices[first..last.max(first)]
}

/// Applies the even-odd rule along each parallel. The latitudes of an edge are half-open, so that a vertex is crossed once.
fn cover_polygon(polygon: &super::Polygon, slices: &mut [Slice]) {
    // A crossing is a range of no length.
    let mut crossings: Vec<Vec<LonRange>> = vec![Vec::new(); slices.len()];
    for edge in polygon.edges() {
        let (low, high) = if edge.a.lat < edge.b.lat { (edge.a, edge.b) } else { (edge.b, edge.a) };
        let first = slices.partition_point(|slice| slice.lat < low.lat);
        let last = slices.partition_point(|slice| slice.lat < high.lat);
        for number in first..last {
            let t = (slices[number].lat - low.lat) / (high.lat - low.lat);
            let lon = low.lon + t * (high.lon - low.lon);
            crossings[number].push([lon, lon]);
        }
    }
    for (slice, found) in slices.iter_mut().zip(&mut crossings) {
        found.sort_unstable_by(by_western_end);
        for pair in found.chunks_exact(2) {
            push_at_turns(slice, pair[0][0], pair[1][0]);
        }
    }
}

/// Covers everything within a radius of an edge. On a parallel that is one range, from the westernmost to the easternmost
/// point of the discs around the ends and of the two offset edges.
fn cover_buffered_edge(a: LonLat, b: LonLat, radius: f64, slices: &mut [Slice]) {
    let (_, km_per_lat) = km_per_degree((a.lat + b.lat) / 2.0);
    let reach = radius / km_per_lat;
    for slice in slices_between(slices, a.lat.min(b.lat) - reach, a.lat.max(b.lat) + reach) {
        let (km_per_lon, _) = km_per_degree(slice.lat);
        let planar = |p: LonLat| [p.lon * km_per_lon, (p.lat - slice.lat) * km_per_lat];
        if let Some([west, east]) = capsule_on_axis(planar(a), planar(b), radius) {
            push_at_turns(slice, west / km_per_lon, east / km_per_lon);
        }
    }
}

/// The range of the x axis that lies within `radius` of the segment `a`–`b`, in the plane.
fn capsule_on_axis(a: [f64; 2], b: [f64; 2], radius: f64) -> Option<LonRange> {
    let mut range: Option<LonRange> = None;
    let mut include = |west: f64, east: f64| {
        let [w, e] = range.unwrap_or([west, east]);
        range = Some([w.min(west), e.max(east)]);
    };
    for [x, y] in [a, b] {
        if y.abs() <= radius {
            let half = (radius * radius - y * y).sqrt();
            include(x - half, x + half);
        }
    }
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx.hypot(dy);
    if length > 0.0 {
        for side in [-radius, radius] {
            let (x, y) = (a[0] - side * dy / length, a[1] + side * dx / length);
            let t = -y / dy;
            if (0.0..=1.0).contains(&t) {
                include(x + t * dx, x + t * dx);
            }
        }
    }
    range
}

/// Adds a range to a slice at each whole turn of longitude at which it overlaps the slice.
fn push_at_turns(slice: &mut Slice, west: f64, east: f64) {
    let bounds = [slice.west, 0.0, slice.east, 0.0];
    for turn in turns_into(bounds, west, east) {
        slice.push([west + turn, east + turn]);
    }
}

/// The share of a disc that lies inside the area, sampled at evenly spread points (Vogel's sunflower): correct everywhere,
/// the poles included, to about 1 %. The points are spread on a sphere, which changes less than that.
fn sampled_share(area: &Area, centre: LonLat, radius_km: f64) -> f64 {
    let golden_angle = PI * (3.0 - 5f64.sqrt());
    let inside = (0..SAMPLES).filter(|&number| {
        let distance = radius_km * ((f64::from(number) + 0.5) / f64::from(SAMPLES)).sqrt();
        let azimuth = f64::from(number) * golden_angle;
        area.contains(&GeoPoint::new(direct_on_sphere(centre, azimuth, distance / SPHERE_KM)))
    });
    inside.count() as f64 / f64::from(SAMPLES)
}

/// The point at an angular distance and azimuth from another, both in radians, on a sphere; its longitude is within ±180.
fn direct_on_sphere(from: LonLat, azimuth: f64, distance: f64) -> LonLat {
    let (sin_lat, cos_lat) = from.lat.to_radians().sin_cos();
    let (sin, cos) = distance.sin_cos();
    let sin_to = (sin_lat * cos + cos_lat * sin * azimuth.cos()).clamp(-1.0, 1.0);
    let east = (azimuth.sin() * sin * cos_lat).atan2(cos - sin_lat * sin_to);
    let lon = (from.lon + east.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
    LonLat::new(lon, sin_to.asin().to_degrees())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::disc_overlap;
    use crate::geometry::Shape;
    use proptest::prelude::*;

    fn star(lon: f64, lat: f64, size: f64, radius: f64) -> Area {
        let spokes = (0..9).map(|i| {
            let (sin, cos) = (f64::from(i % 8) * PI / 4.0).sin_cos();
            let reach = if i % 2 == 0 { size } else { size * 0.4 };
            LonLat::new(lon + reach * cos / lat.to_radians().cos(), lat + reach * sin)
        });
        Area::new(Shape { polygons: vec![vec![spokes.collect()]], ..Shape::default() }, Some(radius)).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn share_agrees_with_point_sampling(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, east in -1.5..1.5f64, north in -1.5..1.5f64,
            uncertainty in 1.0..150.0f64, radius in prop::sample::select(vec![0.0, 20.0]),
        ) {
            let area = star(lon, lat, 0.8, radius);
            let point = GeoPoint::new(LonLat::new(lon + east, lat + north));
            let sampled = sampled_share(&area, point.at, uncertainty);
            // Sampling 4,096 points is good to about 1 %.
            prop_assert!((share(&area, &point, uncertainty) - sampled).abs() < 0.015);
        }
    }

    #[test]
    fn share_of_a_buffered_point_is_the_lens() {
        let centre = LonLat::new(-8.0, 12.6);
        let twice = Shape { points: vec![centre, centre], ..Shape::default() };
        let area = Area::new(twice, Some(25.0)).unwrap();
        for (distance, uncertainty) in [(10.0, 25.0), (30.0, 25.0), (40.0, 50.0), (3.0, 150.0)] {
            let point = GeoPoint::new(geo::direct(centre, 70.0, distance));
            let lens = disc_overlap(uncertainty, 25.0, distance);
            let cut = share(&area, &point, uncertainty);
            assert!((cut - lens).abs() < 0.002, "{distance} {uncertainty}: {cut} {lens}");
        }
    }

    #[test]
    fn size_of_a_corridor_and_of_a_buffered_point() {
        let line = Shape { lines: vec![vec![LonLat::new(-8.0, 12.0), LonLat::new(-8.0, 13.0)]], ..Shape::default() };
        let length = geo::distance_km(LonLat::new(-8.0, 12.0), LonLat::new(-8.0, 13.0));
        let expected = length * 20.0 + PI * 100.0;
        assert!((Area::new(line, Some(10.0)).unwrap().area_km2() / expected - 1.0).abs() < 1e-3);
        let across =
            Shape { lines: vec![vec![LonLat::new(179.5, 60.0), LonLat::new(180.5, 60.0)]], ..Shape::default() };
        let length = geo::distance_km(LonLat::new(179.5, 60.0), LonLat::new(180.5, 60.0));
        let expected = length * 20.0 + PI * 100.0;
        assert!((Area::new(across, Some(10.0)).unwrap().area_km2() / expected - 1.0).abs() < 2e-3);
    }

    #[test]
    fn near_the_pole_shares_are_sampled() {
        let area = Area::new(
            Shape { points: vec![LonLat::new(0.0, 89.0), LonLat::new(180.0, 89.0)], ..Shape::default() },
            Some(300.0),
        )
        .unwrap();
        let point = GeoPoint::new(LonLat::new(90.0, 90.0));
        assert_eq!(area.share(&point, 20.0), 1.0);
        let size = area.area_km2() / (PI * 300.0 * 300.0);
        assert!((1.0..2.0).contains(&size), "{size}");
    }
}
