//! Times the incidents around each of 1,000 sites, starting from their GeoJSON text.

use criterion::Criterion;
use geobit::area::Area;
use geobit::geometry::parse_collection;
use geobit::questions::geofence::{GeofenceDetail, GeofenceOptions, geofence};
use geobit::snapshot::Snapshot;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot, sites: &str) {
    let options = GeofenceOptions { uncertainty: false, detail: GeofenceDetail::Rows, ..Default::default() };
    criterion.bench_function(&crate::name("sites", count), |bencher| {
        bencher.iter(|| {
            let drawn = parse_collection(sites).expect("the sites are valid");
            let rows = drawn.into_iter().map(|site| {
                let area = Area::new(site, None).expect("the sites are valid");
                geofence(snapshot, &area, &options).expect("the options are valid").rows.len()
            });
            rows.sum::<usize>()
        });
    });
}
