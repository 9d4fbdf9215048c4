//! Times the picture of a region, and the scan for groups with as many places as it takes.

use criterion::Criterion;
use geobit::load::{LoadOptions, load_columns};
use geobit::questions::clusters::{ClustersOptions, clusters};
use geobit::questions::region::{RegionOptions, region};
use geobit::snapshot::{ColumnSource, Snapshot};
use oorandom::Rand32;

/// The most places of a scan, and incidents at them in a year.
const PLACES: u32 = 5000;
const INCIDENTS: usize = 20_000;

pub fn bench(criterion: &mut Criterion, count: usize, snapshot: &Snapshot) {
    criterion.bench_function(&crate::name("region", count), |bencher| {
        bencher
            .iter(|| region(snapshot, None, &RegionOptions::default()).expect("the options are valid").periods.len());
    });
    let scanned = of_places();
    criterion.bench_function(&crate::name("clusters", PLACES as usize), |bencher| {
        bencher.iter(|| {
            let found = clusters(&scanned, None, &ClustersOptions::default()).expect("there are not too many");
            found.clusters.len()
        });
    });
}

/// Incidents in a country of 1,100 by 1,100 km.
fn of_places() -> Snapshot {
    let mut random = Rand32::new(1);
    let mut part = || f64::from(random.rand_float());
    let places: Vec<(f64, f64)> = (0..PLACES).map(|_| (3.0 + 10.0 * part(), 4.0 + 10.0 * part())).collect();
    let mut random = Rand32::new(2);
    let mut columns = ColumnSource::default();
    for number in 0..INCIDENTS {
        // Every place has an incident.
        let place = if number < places.len() { number } else { random.rand_range(0..PLACES) as usize };
        columns.lon.push(places[place].0);
        columns.lat.push(places[place].1);
        columns.day.push(random.rand_range(0..365) as i32);
    }
    load_columns(columns, LoadOptions::default()).expect("the columns are valid")
}
