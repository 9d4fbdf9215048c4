//! Times the exposure along a route, starting from its GeoJSON text: by the fixed kernel with two half-lives, and by the
//! intensity fitted to the snapshot.

use criterion::Criterion;
use geobit::geometry::parse;
use geobit::intensity::Record;
use geobit::questions::forecast::Intensity;
use geobit::questions::route::{RouteDetail, RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;

use crate::workload::road;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot) {
    let by = |intensity: Intensity, half_life_days: Option<f64>| RouteOptions {
        uncertainty: false,
        detail: RouteDetail::Exposure,
        intensity: Some(intensity),
        half_life_days,
        ..Default::default()
    };
    // The fit is no part of what is timed.
    Record::of(snapshot).expect("incidents are located").fit(snapshot);
    let text = road();
    for (name, options) in [
        ("exposure", by(Intensity::Fixed, None)),
        ("exposure90", by(Intensity::Fixed, Some(90.0))),
        ("exposure-fitted", by(Intensity::Fitted, None)),
    ] {
        criterion.bench_function(&crate::name(name, count), |bencher| {
            bencher.iter(|| {
                let line = parse(&text).and_then(Route::new).expect("the route is valid");
                let report = route(snapshot, &line, &options).expect("the options are valid");
                report.risk.map(|risk| risk.exposure.integral)
            });
        });
    }
}
