//! Times the exposure along a route, starting from its GeoJSON text.

use criterion::Criterion;
use geobit::geometry::parse;
use geobit::questions::route::{RouteDetail, RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;

use crate::workload::road;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot) {
    let options = RouteOptions { uncertainty: false, detail: RouteDetail::Exposure, ..Default::default() };
    let text = road();
    criterion.bench_function(&crate::name("exposure", count), |bencher| {
        bencher.iter(|| {
            let line = parse(&text).and_then(Route::new).expect("the route is valid");
            let report = route(snapshot, &line, &options).expect("the options are valid");
            report.risk.map(|risk| risk.exposure.integral)
        });
    });
}
