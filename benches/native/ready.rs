//! From a file to a snapshot that answers questions.

use criterion::Criterion;

use crate::workload::snapshot;

// To be fed from columns, as the browser's `ready` is, once the loader takes them; the name then becomes `ready`.
pub fn bench(criterion: &mut Criterion, count: usize, csv: &str) {
    criterion.bench_function(&crate::name("ready-csv", count), |bencher| {
        bencher.iter_with_large_drop(|| snapshot(csv));
    });
}
