//! Roads of a whole country: times and sizes on 500,000 edges, told and bounded generously. Run by hand:
//! `cargo test --release --test roads_scale -- --ignored --nocapture`.

use std::time::Instant;

use geobit::load::{LoadOptions, load_columns};
use geobit::questions::route::{RouteOptions, expected_along};
use geobit::roads::{
    Barring, Class, Edge, Exposures, Flags, Joined, MatrixOptions, Network, Parts, PathsOptions, ReachOptions, Snapper,
    Surface, Wanted, Zone, matrix, paths, reach, read_pack, write_pack,
};
use geobit::snapshot::ColumnSource;
use geobit::{LonLat, Snapshot};
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

/// Rows and columns of the nodes: half a million edges.
const SIDE: u32 = 500;

/// A country of 1,100 by 1,100 km: crooked roads between neighbours, every tenth of a higher class.
fn country(random: &mut SmallRng) -> Network {
    let mut parts = Parts { names: vec![String::new()], ..Parts::default() };
    for row in 0..SIDE {
        for column in 0..SIDE {
            let mut micro = |number: u32| (number * 20_000) as i32 + random.random_range(-6000..6000);
            parts.nodes.push([micro(column), micro(row) + 5_000_000]);
        }
    }
    for node in 0..SIDE * SIDE {
        let (column, row) = (node % SIDE, node / SIDE);
        for (is_there, next, line) in [(column + 1 < SIDE, node + 1, row), (row + 1 < SIDE, node + SIDE, column)] {
            if !is_there {
                continue;
            }
            let start = parts.inner.len() as u32;
            let [from, to] = [node, next].map(|node| parts.nodes[node as usize]);
            for step in 1..5 {
                let mut at =
                    |axis: usize| from[axis] + (to[axis] - from[axis]) * step / 5 + random.random_range(-900..900);
                parts.inner.push([at(0), at(1)]);
            }
            let class = match line % 50 {
                0 => Class::Trunk,
                10 | 20 | 30 | 40 => Class::Secondary,
                5 | 15 | 25 | 35 | 45 => Class::Tertiary,
                _ => Class::Track,
            };
            let surface = if class == Class::Track { Surface::Earth } else { Surface::Paved };
            let (flags, inner) = (Flags::default(), (start, 4));
            parts.edges.push(Edge { from: node, to: next, class, surface, flags, name: 0, inner, length_km: 0.0 });
        }
    }
    Network::new(parts).unwrap()
}

/// Incidents around 300 places, on 2,000 days.
fn incidents(random: &mut SmallRng) -> Snapshot {
    const COUNT: usize = 15_000;
    let towns: Vec<(f64, f64)> =
        (0..300).map(|_| (random.random_range(0.0..10.0), random.random_range(5.0..15.0))).collect();
    let at: Vec<(f64, f64)> = (0..COUNT)
        .map(|_| {
            let (lon, lat) = towns[random.random_range(0..towns.len())];
            let spread = if random.random_bool(0.5) { 0.0 } else { 0.1 };
            (lon + spread * random.random_range(-1.0..1.0), lat + spread * random.random_range(-1.0..1.0))
        })
        .collect();
    let columns = ColumnSource {
        lon: at.iter().map(|at| at.0).collect(),
        lat: at.iter().map(|at| at.1).collect(),
        day: (0..COUNT).map(|_| 20_000 - random.random_range(0..2000)).collect(),
        uncertainty_km: Some((0..COUNT).map(|number| [0.0, 0.0, 0.0, 25.0][number % 4]).collect()),
        ..ColumnSource::default()
    };
    load_columns(columns, LoadOptions::default()).unwrap()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    done
}

#[test]
#[ignore = "takes a minute in a release build"]
fn a_country_of_half_a_million_edges() {
    let mut random = SmallRng::seed_from_u64(26);
    let network = country(&mut random);
    println!("{} edges, {:.0} km", network.edges().len(), network.length_km());
    let mut bytes = Vec::new();
    timed("pack", || write_pack(&network, &mut bytes).unwrap().unwrap());
    println!("{:.1} bytes an edge", bytes.len() as f64 / network.edges().len() as f64);
    let network = timed("read", || read_pack(&bytes).unwrap());
    let snapper = timed("tree", || Snapper::new(&network));
    let snap = timed("1,000 snaps", || {
        let mut at = || LonLat::new(random.random_range(0.0..9.9), random.random_range(5.0..14.9));
        (0..1000).map(|_| snapper.nearest(&network, at(), 10.0)).filter(Option::is_some).count()
    });
    assert_eq!(snap, 1000);
    let snapshot = incidents(&mut random);
    let options = RouteOptions::default();
    let places = [("from".to_owned(), LonLat::new(1.0, 6.0)), ("to".to_owned(), LonLat::new(8.5, 13.5))];
    let asked = PathsOptions::default();
    let joined = timed("join", || Joined::new(&network, &snapper, &places, &asked.speeds, 10.0).unwrap());
    let (hours, _) = joined.road_hours(&asked.speeds);
    let mut line_of = |edge: usize, line: &mut Vec<LonLat>| network.line_into(edge as u32, line);
    timed("fit", || expected_along(&snapshot, &[], &mut line_of, &options).unwrap());
    let fixed =
        timed("exposure, fixed", || expected_along(&snapshot, &hours, &mut line_of, &RouteOptions::fixed()).unwrap());
    let edges = timed("exposure, fitted", || expected_along(&snapshot, &hours, &mut line_of, &options).unwrap());
    assert!(fixed.len() == edges.len() && edges.iter().all(|edge| *edge >= 0.0));
    let exposures = Exposures { edges: &edges, pieces: None };
    let ask = |wanted: Wanted, tolerance: f64| {
        let options = PathsOptions { wanted, tolerance, ..PathsOptions::default() };
        paths(&joined, &snapper, &Barring::default(), Some(&exposures), &options).unwrap()
    };
    let fastest = timed("fastest", || ask(Wanted::Fastest, 0.0));
    let choice = timed("unbeaten, tolerance 0.01", || ask(Wanted::All, 0.01));
    println!("{} ways; {:.2} h", choice.found, fastest.paths[0].hours);
    let mut closures = || {
        let point = |at: (f64, f64)| {
            format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[{},{}]}}}}"#,
                at.0, at.1
            )
        };
        let features: Vec<String> =
            (0..10_000).map(|_| point((random.random_range(0.0..9.9), random.random_range(5.0..14.9)))).collect();
        Zone::read_closed(&format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))).unwrap()
    };
    let barring = Barring { closed: timed("10,000 closures read", &mut closures), ..Barring::default() };
    let quickest = PathsOptions { wanted: Wanted::Fastest, ..PathsOptions::default() };
    timed("fastest around them", || paths(&joined, &snapper, &barring, Some(&exposures), &quickest).unwrap());
    let reached = timed("reach of 1, 2 and 4 h", || {
        reach(&joined, &snapper, &[1.0, 2.0, 4.0], &Barring::default(), &ReachOptions::default()).unwrap()
    });
    println!(
        "{:.0} km in 4 h, {} rings",
        reached.reached[2].road_km,
        reached.reached[2].polygons.iter().map(Vec::len).sum::<usize>()
    );
    let independent = timed("matrix of one pair", || {
        matrix(&joined, &snapper, 1, &Barring::default(), None, &MatrixOptions::default()).unwrap()
    });
    println!("{:?} independent ways", independent.independent);
}
