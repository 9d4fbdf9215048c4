//! Times the way from columns to a snapshot that answers questions.

use criterion::Criterion;
use geobit::load::{LoadOptions, load_columns};
use geobit::snapshot::{ColumnSource, Snapshot};

/// `name` is `ready`, or `ready-sorted` for columns in the order of a snapshot.
pub fn bench(criterion: &mut Criterion, name: &str, given: &ColumnSource) {
    criterion.bench_function(&crate::name(name, given.lon.len()), |bencher| {
        bencher.iter_with_large_drop(|| snapshot(given));
    });
}

/// Builds a snapshot. The columns are copied once, as they are when they come from JavaScript.
pub fn snapshot(given: &ColumnSource) -> Snapshot {
    load_columns(given.clone(), LoadOptions::default()).expect("the columns are valid")
}
