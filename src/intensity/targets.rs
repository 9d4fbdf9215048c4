//! The incidents on which the weights of a mixture are fitted and judged: what came next, after every past day.

use super::densities::{Densities, MAPS};
use super::timeline::{AHEAD_DAYS, Timeline};
use crate::geo::{GeoPoint, direct};
use crate::incident::Day;
use crate::order;
use crate::snapshot::Snapshot;

/// More of them give no better weights: their standard errors are then below 0.01.
const MAX_TARGETS: usize = 5_000;
/// By how much places are displaced, as a standard deviation in each direction, km: records sit on the points of a
/// gazetteer, and a map that knows these points by heart is no better for it.
const JITTER_KM: f64 = 2.0;
const SEED: u64 = 20_260;

/// An incident that came within four weeks after a day.
pub struct Target {
    pub as_of: Day,
    /// The density of every map at its place on that day, per km².
    pub density: [f64; MAPS],
}

/// Collects the targets of a snapshot, some at a time: by day, the oldest first; a sample of them where there are many.
pub struct TargetCollector {
    /// The rows of the targets, each with its day.
    rows: Vec<(Day, u32)>,
    densities: Densities,
    random: oorandom::Rand64,
    targets: Vec<Target>,
}

impl TargetCollector {
    pub fn new(snapshot: &Snapshot, timeline: &Timeline) -> TargetCollector {
        let mut random = oorandom::Rand64::new(u128::from(SEED));
        let mut rows = candidates(snapshot, timeline);
        let count = rows.len().min(MAX_TARGETS);
        for next in 0..count {
            let other = next as u64 + random.rand_range(0..(rows.len() - next) as u64);
            rows.swap(next, other as usize);
        }
        rows.truncate(count);
        order::sort_by(&mut rows, Ord::cmp);
        let targets = Vec::with_capacity(count);
        TargetCollector { rows, densities: Densities::new(snapshot), random, targets }
    }

    /// Number of targets, collected and to come.
    pub fn total(&self) -> usize {
        self.rows.len()
    }

    /// Collects the next target; nothing where all are collected.
    pub fn advance(&mut self, snapshot: &Snapshot, timeline: &Timeline) {
        let Some(&(as_of, row)) = self.rows.get(self.targets.len()) else { return };
        let off_km = JITTER_KM * (-2.0 * (1.0 - self.random.rand_float()).ln()).sqrt();
        let place = direct(snapshot.at(row as usize), 360.0 * self.random.rand_float(), off_km);
        let sums = self.densities.sums(snapshot, GeoPoint::new(place).xyz, as_of);
        self.targets.push(Target { as_of, density: normalised(sums, as_of, timeline) });
    }

    /// Returns the targets once all are collected.
    pub fn finish(self) -> Vec<Target> {
        self.targets
    }
}

/// The exactly located incidents that came after a past day, each with that day.
fn candidates(snapshot: &Snapshot, timeline: &Timeline) -> Vec<(Day, u32)> {
    let earliest = timeline.past_days(timeline.last()).last();
    let mut rows = Vec::new();
    let Some(earliest) = earliest else { return rows };
    for (layer, _) in snapshot.layers(true) {
        for row in layer.rows.clone() {
            let day = snapshot.day()[row];
            if snapshot.radius_km(row, true) == 0.0 && day > earliest && day <= timeline.last() {
                let windows = (timeline.last() - day) / AHEAD_DAYS + 1;
                rows.push((timeline.last() - windows * AHEAD_DAYS, row as u32));
            }
        }
    }
    // In an order that does not depend on the index.
    let key = |&(day, row): &(Day, u32)| (day, snapshot.day()[row as usize], row);
    order::sort_by(&mut rows, |one, other| key(one).cmp(&key(other)));
    rows
}

/// Divides the sums of kernels by the sums of the weights of all incidents.
fn normalised(sums: [f64; MAPS], day: Day, timeline: &Timeline) -> [f64; MAPS] {
    let weights = timeline.map_weights(day);
    std::array::from_fn(|map| if weights[map] > 0.0 { sums[map] / weights[map] } else { 0.0 })
}
