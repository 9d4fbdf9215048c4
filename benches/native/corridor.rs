//! Times the incidents within 10 km of a route, starting from its GeoJSON text.

use criterion::Criterion;
use geobit::geometry::parse;
use geobit::questions::route::{RouteDetail, RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;

use crate::workload::road;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot) {
    let options =
        RouteOptions { corridor_km: 10.0, uncertainty: false, detail: RouteDetail::Rows, ..Default::default() };
    let text = road();
    criterion.bench_function(&crate::name("corridor", count), |bencher| {
        bencher.iter(|| {
            let line = parse(&text).and_then(Route::new).expect("the route is valid");
            let report = route(snapshot, &line, &options).expect("the options are valid");
            report.corridor.map(|corridor| corridor.rows.len())
        });
    });
}
