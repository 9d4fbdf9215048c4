//! Times the incidents in an area, starting from its GeoJSON text.

use criterion::Criterion;
use geobit::area::Area;
use geobit::geometry::parse;
use geobit::questions::geofence::{GeofenceDetail, GeofenceOptions, geofence};
use geobit::snapshot::Snapshot;

use crate::workload::{area, jagged};

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot) {
    let options = GeofenceOptions { uncertainty: false, detail: GeofenceDetail::Rows, ..Default::default() };
    for (name, text) in [("geofence64", area()), ("geofence1000", jagged())] {
        criterion.bench_function(&crate::name(name, count), |bencher| {
            bencher.iter(|| {
                let area = parse(&text).and_then(|drawn| Area::new(drawn, None)).expect("the area is valid");
                geofence(snapshot, &area, &options).expect("the options are valid").rows.len()
            });
        });
    }
}
