//! The timed workloads as native code, on the incidents that `benches/browser` makes: `cargo bench`.
//!
//! `cargo xtask bench -- --native` runs them too and compares them with the same code in WebAssembly. It finds the figures by
//! the names given here.

mod corridor;
mod exposure;
mod geofence;
mod news;
mod peer;
mod ready;
mod region;
mod sites;
mod workload;

use std::time::Duration;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .without_plots()
        .configure_from_args();
    for count in [100_000, 1_000_000] {
        let columns = workload::columns(count);
        ready::bench(&mut criterion, "ready", &columns);
        let snapshot = ready::snapshot(&columns);
        ready::bench(&mut criterion, "ready-sorted", &workload::sorted(&snapshot));
        geofence::bench(&mut criterion, count, &snapshot);
        corridor::bench(&mut criterion, count, &snapshot);
        exposure::bench(&mut criterion, count, &snapshot);
        sites::bench(&mut criterion, count, &snapshot, &workload::sites(count));
        if count == 100_000 {
            news::bench(&mut criterion, count, &snapshot, &workload::sites(count));
            region::bench(&mut criterion, count, &snapshot);
        }
        peer::bench(&mut criterion, count);
    }
    criterion.final_summary();
}

/// The name of a bench, which is also the folder that its figures are written to.
fn name(workload: &str, count: usize) -> String {
    format!("{workload}-{count}")
}
