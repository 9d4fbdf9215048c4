//! Times the general R-tree of `rstar` on the same incidents and sites, for comparison.

use criterion::Criterion;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use crate::workload::{SITE_KM, places, site_numbers};

/// Kilometres per degree of latitude, and of longitude at the equator; accurate enough to compare speed.
const KM_PER_DEGREE: f64 = 111.2;

pub fn bench(criterion: &mut Criterion, count: usize) {
    let places = places(count);
    let build = || {
        let points = places.iter().zip(0..).map(|(&at, number)| GeomWithData::new(at, number));
        RTree::bulk_load(points.collect())
    };
    criterion.bench_function(&crate::name("rstar-ready", count), |bencher| bencher.iter_with_large_drop(build));
    let tree = build();
    criterion.bench_function(&crate::name("rstar-sites", count), |bencher| {
        bencher.iter(|| site_numbers(count).map(|site| around(&tree, places[site]).len()).sum::<usize>());
    });
}

fn around(tree: &RTree<GeomWithData<[f64; 2], u32>>, [x, y]: [f64; 2]) -> Vec<u32> {
    let km_per_lon = KM_PER_DEGREE * y.to_radians().cos();
    let (aside, up) = (SITE_KM / km_per_lon, SITE_KM / KM_PER_DEGREE);
    tree.locate_in_envelope(&AABB::from_corners([x - aside, y - up], [x + aside, y + up]))
        .filter(|point| {
            let [lon, lat] = point.geom();
            ((lon - x) * km_per_lon).hypot((lat - y) * KM_PER_DEGREE) <= SITE_KM
        })
        .map(|point| point.data)
        .collect()
}
