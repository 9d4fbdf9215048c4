//! Geometry that is true: which polygons are accepted, how large areas are and what share of a disc they cover, against
//! independent twins. The twins are GeographicLib's polygon areas, the validity checks of `geo` and dense point sets.

mod support;

use std::f64::consts::{PI, TAU};

use geo::algorithm::Validation;
use geobit::area::Area;
use geobit::error::{Code, GeobitError};
use geobit::geo::{E2, EQUATOR_KM, GeoPoint, LonLat, direct, distance_km};
use geobit::geometry::{self, Shape};
use geobit::route_line::Route;
use geographiclib_rs::{Geodesic, PolygonArea, Winding};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const EARTH_KM2: f64 = 510_065_621.724;

fn area(text: &str) -> Result<Area, GeobitError> {
    geometry::parse(text).and_then(|shape| Area::new(shape, None))
}

fn refusal(coordinates: &str) -> GeobitError {
    let kind = if coordinates.starts_with("[[[[") { "MultiPolygon" } else { "Polygon" };
    let error = area(&format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#)).err();
    let error = error.unwrap_or_else(|| panic!("accepted: {coordinates}"));
    assert_eq!(error.code, Code::BadGeometry, "{error}");
    error
}

fn accepted(coordinates: &str) -> Area {
    let kind = if coordinates.starts_with("[[[[") { "MultiPolygon" } else { "Polygon" };
    area(&format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#))
        .unwrap_or_else(|error| panic!("{coordinates}: {error}"))
}

fn point(lon: f64, lat: f64) -> GeoPoint {
    GeoPoint::new(LonLat::new(lon, lat))
}

fn buffered(shape: Shape, radius_km: f64) -> Area {
    Area::new(shape, Some(radius_km)).unwrap()
}

fn points(points: impl IntoIterator<Item = (f64, f64)>) -> Shape {
    Shape { points: points.into_iter().map(|(lon, lat)| LonLat::new(lon, lat)).collect(), ..Shape::default() }
}

fn box_ring(west: f64, south: f64, east: f64, north: f64) -> Vec<LonLat> {
    [(west, south), (east, south), (east, north), (west, north), (west, south)].map(|(x, y)| LonLat::new(x, y)).to_vec()
}

/// The area between the equator and a parallel, km².
fn zone_km2(lat: f64) -> f64 {
    let (e, sin) = (E2.sqrt(), lat.to_radians().sin());
    PI * EQUATOR_KM * EQUATOR_KM * (1.0 - E2) * (sin / (1.0 - E2 * sin * sin) + (e * sin).atanh() / e)
}

fn relative(found: f64, expected: f64) -> f64 {
    (found / expected - 1.0).abs()
}

fn seeded(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_261_129),
        ..ProptestConfig::default()
    }
}

#[test]
fn finding_c_a_hole_outside_its_outline_is_refused() {
    let square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]";
    for (hole, vertex) in [
        ("[[1,1],[3,1],[3,3],[1,3],[1,1]]", 1),
        ("[[5,5],[6,5],[6,6],[5,5]]", 0),
        ("[[0.5,0.5],[0.7,0.5],[1,1],[2,2],[0.5,0.6],[0.5,0.5]]", 3),
        ("[[0,0],[1,0],[1,1],[0,1],[0,0]]", 0),
    ] {
        let error = refusal(&format!("[{square},{hole}]"));
        assert!(error.message.contains("Hole 1"), "{error}");
        assert!(error.at.vertex.is_some_and(|found| vertex == 3 || found == vertex), "{hole}: {error} {:?}", error.at);
    }
    let text = String::from_utf8(support::fixture("breaking/geometry-negative-area.json")).unwrap();
    let error = area(&text).err().unwrap();
    assert!(error.message.contains("Hole 1") && error.at.vertex == Some(1), "{error}");
}

#[test]
fn finding_c_holes_may_touch_in_points_only() {
    let square = "[[0,0],[4,0],[4,4],[0,4],[0,0]]";
    let touching = accepted(&format!("[{square},[[0,0],[2,1],[2,2],[1,2],[0,0]],[[2,2],[3,2],[3,3],[2,2]]]"));
    assert!(
        !touching.contains(&point(1.5, 1.5))
            && touching.contains(&point(2.0, 2.0))
            && touching.contains(&point(0.0, 0.0))
    );
    assert!(refusal(&format!("[{square},[[0,0],[1,0],[1,1],[0,1],[0,0]]]")).message.contains("runs along the outline"));
    assert!(
        refusal(&format!("[{square},[[1,1],[2,1],[2,2],[1,1]],[[2,1],[3,1],[2,2],[2,1]]]"))
            .message
            .contains("along hole 1")
    );
    assert!(
        refusal(&format!("[{square},[[1,1],[3,1],[3,3],[1,3],[1,1]],[[2,2],[2.5,2],[2,2.5],[2,2]]]"))
            .message
            .contains("Hole 2 overlaps hole 1")
    );
}

#[test]
fn finding_c_rings_that_cross_or_wind_twice_are_refused() {
    for ring in [
        "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]",
        "[[[0,0],[1,1],[2,2],[3,0],[1,1],[0,3],[0,0]]]",
        "[[[0,0],[4,0],[4,4],[0,4],[0,0],[4,0],[4,4],[0,4],[0,0]]]",
    ] {
        assert!(refusal(ring).message.contains("crosses itself"), "{ring}");
    }
    assert!(refusal("[[[0,0],[1,1],[2,2],[0,0]]]").message.contains("encloses no area"));
    assert!(
        refusal("[[[-540,0],[-400,0],[-250,0],[-100,0],[-100,9],[-250,9],[-400,9],[-540,9],[-540,0]]]")
            .message
            .contains("more than 360°")
    );
    // Repeated vertices, a spike, and a hole led to by an edge there and back: all of it encloses what it seems to.
    let whole = accepted("[[[0,0],[4,0],[4,4],[0,4],[0,0]]]").area_km2();
    let spike = accepted("[[[0,0],[4,0],[4,0],[4,4],[0,4],[0,2],[-1,2],[0,2],[0,0]]]");
    assert!(relative(spike.area_km2(), whole) < 1e-12);
    let keyhole = accepted("[[[0,0],[4,0],[4,4],[0,4],[0,0],[1,1],[1,2],[2,2],[2,1],[1,1],[0,0]]]");
    assert!(keyhole.area_km2() < whole && !keyhole.contains(&point(1.5, 1.5)) && keyhole.contains(&point(3.0, 3.0)));
}

#[test]
fn finding_c_polygons_may_touch_but_not_overlap() {
    let overlap = refusal("[[[[0,0],[9,0],[9,9],[0,9],[0,0]]],[[[2,2],[5,2],[5,5],[2,5],[2,2]]]]");
    assert!(overlap.message.contains("Polygon 2 of 2 overlaps polygon 1") && overlap.at.vertex.is_some(), "{overlap}");
    let island = accepted(
        "[[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[2,5],[5,5],[5,2],[2,2]]],[[[2,2],[5,2],[5,5],[2,5],[2,2]]]]",
    );
    assert!(relative(island.area_km2(), accepted("[[[0,0],[9,0],[9,9],[0,9],[0,0]]]").area_km2()) < 1e-12);
    // Cut at the antimeridian as RFC 7946 asks, and neighbours beyond it that share an edge.
    accepted("[[[[170,0],[180,0],[180,10],[170,10],[170,0]]],[[[-180,0],[-170,0],[-170,10],[-180,10],[-180,0]]]]");
    let beyond = |west: f64| {
        format!(
            "[[[[170.1,0],[-120.3,0],[-120.3,10],[170.1,10],[170.1,0]]],[[[{west},0],[-90,0],[-90,10],[{west},10],[{west},0]]]]"
        )
    };
    accepted(&beyond(-120.3));
    assert!(refusal(&beyond(-120.4)).message.contains("overlaps"));
}

/// Edges that all overlap in longitude, or all lie on one line, or all meet in one vertex.
#[test]
fn finding_c_many_stacked_edges_are_checked() {
    let n = 20_000u32;
    let mut comb: Vec<LonLat> = (0..n)
        .map(|i| LonLat::new(if i % 2 == 0 { f64::from(i * 7919 % 97) * 1e-5 } else { 0.01 }, f64::from(i) * 1e-6))
        .collect();
    comb.extend([LonLat::new(0.02, 1.0), LonLat::new(0.02, -1.0)]);
    comb.push(comb[0]);
    assert!(Area::polygon([comb]).is_ok());
    let mut line: Vec<LonLat> = (0..n)
        .map(|i| LonLat::new(f64::from(i * 7919 % 20_011), 0.0))
        .map(|p| LonLat::new(p.lon * 1e-4, 0.0))
        .collect();
    line.push(LonLat::new(0.0, 1.0));
    line.push(line[0]);
    assert!(Area::polygon([line]).err().unwrap().message.contains("runs along itself"));
    let mut fan: Vec<LonLat> = (0..n)
        .flat_map(|i| {
            let (sin, cos) = (f64::from(i) / f64::from(n) * TAU).sin_cos();
            [LonLat::new(0.0, 0.0), LonLat::new(cos, sin), LonLat::new(cos - sin * 1e-4, sin + cos * 1e-4)]
        })
        .collect();
    fan.push(fan[0]);
    assert!(Area::polygon([fan]).is_ok());
}

fn star(centre: (f64, f64), reaches: &[f64]) -> Vec<(f64, f64)> {
    let spoke = |(number, reach): (usize, &f64)| {
        let (sin, cos) = (number as f64 / reaches.len() as f64 * TAU).sin_cos();
        (centre.0 + reach * cos, centre.1 + reach * sin)
    };
    let mut ring: Vec<(f64, f64)> = reaches.iter().enumerate().map(spoke).collect();
    ring.push(ring[0]);
    ring
}

fn to_ring(ring: &[(f64, f64)]) -> Vec<LonLat> {
    ring.iter().map(|(x, y)| LonLat::new(*x, *y)).collect()
}

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn polygons_are_accepted_as_by_geo(
        outline in prop::collection::vec(2.0..6.0f64, 3..40),
        holes in prop::collection::vec(((-5.0..5.0f64, -5.0..5.0f64), prop::collection::vec(0.2..2.0f64, 3..12)), 0..4),
        swap in prop::option::of((0..40usize, 0..40usize)),
    ) {
        let mut outline = star((0.0, 0.0), &outline);
        if let Some((a, b)) = swap {
            let last = outline.len() - 1;
            outline.swap(a % last, b % last);
            outline[last] = outline[0];
        }
        let holes: Vec<_> = holes.iter().map(|(centre, reaches)| star(*centre, reaches)).collect();
        let twin = geo::Polygon::new(outline.clone().into(), holes.iter().map(|hole| hole.clone().into()).collect());
        let rings: Vec<Vec<LonLat>> = [&outline].into_iter().chain(&holes).map(|ring| to_ring(ring)).collect();
        let found = Area::polygon(rings);
        prop_assert_eq!(found.is_ok(), twin.is_valid(), "{:?} {:?}", found.err(), twin.check_validation().err());
    }

    #[test]
    fn several_polygons_are_accepted_as_by_geo(
        stars in prop::collection::vec(((-9.0..9.0f64, -9.0..9.0f64), prop::collection::vec(0.5..4.0f64, 3..12)), 2..5), shift in prop::sample::select(vec![0.0, 176.0, -200.0]),
    ) {
        let stars: Vec<_> = stars.iter().map(|(centre, reaches)| star(*centre, reaches)).collect();
        let twin = geo::MultiPolygon::new(stars.iter().map(|ring| geo::Polygon::new(ring.clone().into(), Vec::new())).collect());
        let polygons = stars.iter().map(|ring| vec![ring.iter().map(|(x, y)| LonLat::new(x + shift, *y)).collect()]).collect();
        let found = Area::new(Shape { polygons, ..Shape::default() }, None);
        prop_assert_eq!(found.is_ok(), twin.is_valid(), "{:?}", found.err());
    }
}

/// The area within a geodesic distance of a point by GeographicLib: that of a polygon of geodesics, corrected for its corners.
fn circle_km2(centre: LonLat, radius_km: f64) -> f64 {
    const CORNERS: u32 = 10_000;
    let wgs84 = Geodesic::wgs84();
    let mut polygon = PolygonArea::new(&wgs84, Winding::CounterClockwise);
    for number in 0..CORNERS {
        let at = direct(centre, -360.0 * f64::from(number) / f64::from(CORNERS), radius_km);
        polygon.add_point(at.lat, at.lon);
    }
    let (_, square_metres, _) = polygon.compute(false);
    square_metres / 1e6
}

#[test]
fn finding_d_circles_have_the_size_of_geodesic_polygons() {
    for lat in [0.0, 12.6, -45.0, 71.0, 89.0, 90.0, -90.0] {
        for radius in [0.5, 25.0, 400.0, 2000.0] {
            let expected = circle_km2(LonLat::new(-8.0, lat), radius);
            let circle = Area::circle(LonLat::new(-8.0, lat), radius).unwrap();
            assert!(relative(circle.area_km2(), expected) < 2e-5, "{lat} {radius}: {} {expected}", circle.area_km2());
            let twice = buffered(points([(-8.0, lat), (-8.0, lat)]), radius);
            assert!(relative(twice.area_km2(), expected) < 1e-3, "{lat} {radius}: {} {expected}", twice.area_km2());
        }
    }
}

#[test]
fn finding_d_sizes_are_right_on_the_whole_earth() {
    let world = Shape { polygons: vec![vec![box_ring(-180.0, -90.0, 180.0, 90.0)]], ..Shape::default() };
    assert!(relative(buffered(world, 10.0).area_km2(), EARTH_KM2) < 1e-9);

    let north = |lat: f64| Shape { polygons: vec![vec![box_ring(-180.0, lat, 180.0, 90.0)]], ..Shape::default() };
    for (lat, km) in [(60.0, 10.0), (60.0, 2000.0), (89.5, 300.0), (-89.0, 50.0)] {
        let cap = buffered(north(lat), km);
        let edge = direct(LonLat::new(0.0, lat), 180.0, km);
        let edge_lat = if edge.lon.abs() > 90.0 { -90.0 } else { edge.lat };
        let expected = EARTH_KM2 / 2.0 - zone_km2(edge_lat);
        assert!(relative(cap.area_km2(), expected) < 1e-3, "{lat} {km}: {} {expected}", cap.area_km2());
    }

    let on_pole = buffered(points([(0.0, 90.0), (90.0, 90.0)]), 500.0);
    assert!(relative(on_pole.area_km2(), circle_km2(LonLat::new(0.0, 90.0), 500.0)) < 1e-3);

    let equator = Shape {
        lines: vec![(0..=36).map(|i| LonLat::new(f64::from(i) * 10.0 - 180.0, 0.0)).collect()],
        ..Shape::default()
    };
    let expected = 2.0 * zone_km2(direct(LonLat::new(0.0, 0.0), 0.0, 2000.0).lat);
    assert!(relative(buffered(equator, 2000.0).area_km2(), expected) < 1e-3);

    let many = points(
        (0..20_000)
            .map(|i| (f64::from(i * 7919 % 36_000) / 100.0 - 180.0, f64::from(i * 10_473 % 17_800) / 100.0 - 89.0)),
    );
    assert!(relative(buffered(many, 2000.0).area_km2(), EARTH_KM2) < 1e-9);
}

/// Once a bug: a small circle far from others fell between two parallels.
#[test]
fn finding_d_small_parts_far_apart_are_not_missed() {
    let apart = [(-70.0, -60.0), (10.0, 60.0), (170.0, 5.0), (0.0, 89.9)];
    let expected: f64 = apart.iter().map(|(lon, lat)| circle_km2(LonLat::new(*lon, *lat), 1.0)).sum();
    let found = buffered(points(apart), 1.0).size();
    assert!(relative(found.km2, expected) < 1e-3 && found.relative_error < 1e-3, "{found:?} {expected}");
}

/// Once a bug: a shape of 0.1 km at the corner of large cells had three times its size, because cells of every size agreed
/// on what lies beyond its nearest corner.
#[test]
fn a_small_polygon_at_the_antimeridian_is_as_large_as_it_is() {
    let ring = [(180.0, 0.0), (180.001, 0.0), (180.001, 0.001), (180.0, 0.001), (180.0, 0.0)];
    let square = |km: f64| {
        let ring = ring.map(|(lon, lat)| LonLat::new(lon, lat)).to_vec();
        buffered(Shape { polygons: vec![vec![ring]], ..Shape::default() }, km)
    };
    let (wide, high) = (0.111_319_49, 0.110_574_27);
    for km in [0.001, 0.01, 0.1, 1.0] {
        let expected = wide * high + 2.0 * (wide + high) * km + PI * km * km;
        let found = square(km).size();
        assert!(relative(found.km2, expected) < 1e-3 && found.relative_error < 1e-3, "{km}: {found:?} {expected}");
    }
}

/// A thin line is too long for its width: its size is near, and says how near.
#[test]
fn finding_d_a_size_that_cannot_be_exact_says_so() {
    let around = Shape {
        lines: vec![(0..=360).map(|i| LonLat::new(f64::from(i), 40.0 * f64::from(i % 2))).collect()],
        ..Shape::default()
    };
    let thin = buffered(around, 0.001).size();
    assert!(thin.relative_error > 1e-3, "{thin:?}");
}

proptest! {
    #![proptest_config(seeded(60))]

    #[test]
    fn finding_d_a_radius_never_makes_an_area_smaller_or_larger_than_the_earth(
        lon in -180.0..180.0f64, lat in -80.0..80.0f64, reaches in prop::collection::vec(0.05..9.0f64, 3..30),
        radii in (0.001..2000.0f64, 1.05..3.0f64), hole: bool,
    ) {
        let ring = |part: f64| to_ring(&star((lon, lat), &reaches.iter().map(|reach| reach * part).collect::<Vec<_>>()));
        let rings = if hole { vec![ring(1.0), ring(0.4)] } else { vec![ring(1.0)] };
        let shape = || Shape { polygons: vec![rings.clone()], ..Shape::default() };
        let plain = Area::new(shape(), None).unwrap().area_km2();
        let narrow = buffered(shape(), radii.0).area_km2();
        let wide = buffered(shape(), (radii.0 * radii.1).min(2000.0)).area_km2();
        prop_assert!(plain > 0.0 && narrow >= plain && wide >= narrow * 0.999 && wide <= EARTH_KM2 * 1.000_001, "{plain} {narrow} {wide}");
    }

    /// The twin of the size of a small convex shape: Steiner's formula in the plane.
    #[test]
    fn small_shapes_have_their_size_everywhere(
        corner in (prop_oneof![Just(0.0), Just(180.0), Just(45.0), -180.0..180.0f64], prop_oneof![Just(0.0), -70.0..70.0f64]),
        side_km in prop_oneof![0.05..1.0f64, 1.0..30.0f64], flatness in 0.05..1.0f64, radius in prop_oneof![0.001..0.1f64, 0.1..20.0f64],
        is_line: bool, (west, south) in (any::<bool>(), any::<bool>()),
    ) {
        let turn = |number: i32| 90.0 * f64::from(number + i32::from(west) + 2 * i32::from(south));
        let a = LonLat::new(corner.0, corner.1);
        let next = |from: LonLat, number: i32, km: f64| {
            let at = direct(from, turn(number), km);
            LonLat::new(at.lon + ((from.lon - at.lon) / 360.0).round() * 360.0, at.lat)
        };
        let b = next(a, 0, side_km);
        let (shape, expected) = if is_line {
            (Shape { lines: vec![vec![a, b]], ..Shape::default() }, 2.0 * radius * side_km + PI * radius * radius)
        } else {
            let (c, d) = (next(b, 1, side_km * flatness), next(a, 1, side_km * flatness));
            let shape = Shape { polygons: vec![vec![vec![a, b, c, d, a]]], ..Shape::default() };
            let around = distance_km(a, b) + distance_km(b, c) + distance_km(c, d) + distance_km(d, a);
            let drawn = Area::new(shape.clone(), None).unwrap().area_km2();
            (shape, drawn + around * radius + PI * radius * radius)
        };
        let found = buffered(shape, radius).size();
        prop_assert!(relative(found.km2, expected) < 1e-3 + found.relative_error, "{found:?} {expected}");
    }

    /// The twin of a size: the part of evenly spread points that the area contains.
    #[test]
    fn finding_d_sizes_agree_with_counted_points(
        lon in -180.0..180.0f64, lat in -90.0..90.0f64, path in prop::collection::vec((-3.0..3.0f64, -3.0..3.0f64), 2..6),
        radius in 20.0..900.0f64,
    ) {
        let line: Vec<LonLat> = path.iter().map(|(x, y)| LonLat::new(lon + x, (lat + y).clamp(-90.0, 90.0))).collect();
        let area = buffered(Shape { lines: vec![line.clone()], ..Shape::default() }, radius);
        let centre = LonLat::new((lon + 540.0).rem_euclid(360.0) - 180.0, lat);
        let reach = line.iter().map(|p| distance_km(centre, *p)).fold(0.0, f64::max) + radius + 400.0;
        // Points spread evenly over a cap, by the authalic sphere around its centre.
        const POINTS: u32 = 20_000;
        let around = circle_km2(centre, reach);
        let inside = (0..POINTS).filter(|&number| {
            let share = (f64::from(number) + 0.5) / f64::from(POINTS);
            let half = (reach / (2.0 * 6371.0)).sin();
            let distance = 2.0 * 6371.0 * (share.sqrt() * half).asin();
            area.contains(&GeoPoint::new(direct(centre, f64::from(number) * 137.507_764_05, distance)))
        });
        let counted = inside.count() as f64 / f64::from(POINTS) * around;
        prop_assert!((area.area_km2() - counted).abs() < 0.008 * around.max(counted), "{} {counted}", area.area_km2());
    }
}

/// The share of a disc by counting points that the geodesic spreads evenly over it.
fn counted_share(area: &Area, at: LonLat, disc_km: f64) -> f64 {
    const POINTS: u32 = 20_000;
    let inside = (0..POINTS).filter(|&number| {
        let distance = disc_km * ((f64::from(number) + 0.5) / f64::from(POINTS)).sqrt();
        let azimuth = (f64::from(number) * 137.507_764_05).rem_euclid(360.0);
        area.contains(&GeoPoint::new(direct(at, azimuth, distance)))
    });
    inside.count() as f64 / f64::from(POINTS)
}

#[test]
fn finding_e_a_share_at_the_pole_is_right() {
    // A quarter of the disc around the pole, with a radius that changes little.
    for pole in [90.0f64, -90.0] {
        let low: f64 = if pole > 0.0 { 70.0 } else { -70.0 };
        let (south, north) = (pole.min(low), pole.max(low));
        for lon in [0.0, 45.0, -180.0, 180.0, 77.7] {
            let quarter = Shape { polygons: vec![vec![box_ring(0.0, south, 90.0, north)]], ..Shape::default() };
            let share = buffered(quarter, 0.01).share(&point(lon, pole), 100.0);
            assert!((share - 0.25).abs() < 2e-3, "{pole} {lon}: {share}");
        }
    }
}

proptest! {
    #![proptest_config(seeded(80))]

    #[test]
    fn finding_e_shares_agree_with_counted_points(
        lat in prop::sample::select(vec![90.0, -90.0, 89.99, -89.99, 89.0, 86.0, -84.0, 75.0, 45.0, 0.0]),
        lon in -180.0..180.0f64, disc in 1.0..500.0f64, away in 0.0..1.4f64, azimuth in 0.0..360.0f64, radius in 0.0..300.0f64, line: bool,
    ) {
        let at = LonLat::new(lon, lat);
        let middle = direct(at, azimuth, away * disc);
        let reach = disc / 111.0 * 0.8;
        let (south, north) = ((middle.lat - reach).max(-90.0), (middle.lat + reach).min(90.0));
        let half = (reach / middle.lat.to_radians().cos().max(0.02)).min(170.0);
        let ring = box_ring(middle.lon - half, south, middle.lon + half * 0.7, north);
        let shape = if line { Shape { lines: vec![ring[..3].to_vec()], ..Shape::default() } } else { Shape { polygons: vec![vec![ring]], ..Shape::default() } };
        let area = Area::new(shape, Some(if line { radius.max(0.5) } else { radius })).unwrap();
        let (share, counted) = (f64::from(area.share(&GeoPoint::new(at), disc)), counted_share(&area, at, disc));
        // The points are evenly spread in the plane, to about 0.003.
        prop_assert!((share - counted).abs() < 1e-2, "{share} {counted}");
    }
}

#[test]
fn a_pole_is_one_place_with_every_longitude() {
    let quarter = accepted("[[[0,80],[90,80],[90,90],[0,90],[0,80]]]");
    let away = accepted("[[[0,80],[90,80],[90,89],[0,89],[0,80]]]");
    for lon in [0.0, 45.0, 170.0, -180.0] {
        assert!(quarter.contains(&point(lon, 90.0)) && !away.contains(&point(lon, 90.0)), "{lon}");
        assert_eq!(quarter.distance_km(&point(lon, 90.0)), 0.0);
    }
}

#[test]
fn finding_f_a_line_that_winds_round_a_pole_many_times_is_refused() {
    let turns = |count: usize| (0..3 * count).map(|i| LonLat::new([0.0, 120.0, -120.0][i % 3], 89.999));
    let error = Route::from_vertices(turns(266_667)).err().unwrap();
    assert!(
        error.code == Code::BadGeometry && error.at.vertex.is_some() && error.message.contains("100 times"),
        "{error}"
    );
    assert!(Route::from_vertices(turns(90)).is_ok());
    let line = Shape { lines: vec![Route::from_vertices(turns(90)).unwrap().vertices().to_vec()], ..Shape::default() };
    let area = buffered(line, 10.0);
    assert!(
        area.contains(&point(10.0, 90.0)) && relative(area.area_km2(), PI * 10.1f64.powi(2)) < 0.01,
        "{}",
        area.area_km2()
    );
}
