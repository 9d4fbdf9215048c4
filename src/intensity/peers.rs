//! How much counts vary from one four weeks to the next at places of the record, for places that say too little themselves, and what
//! followed the verdict *more* there.

use std::collections::HashSet;

use super::fit::Record;
use super::place::{Count, Place, is_dated};
use super::walk::{KnownSums, Ours, Peers, Walk, past_days};
use crate::area::Area;
use crate::geo::LonLat;
use crate::history::PastMore;
use crate::incident::Day;
use crate::members::Members;
use crate::order;
use crate::snapshot::Snapshot;

const PLACES: usize = 200;
const RADIUS_KM: f64 = 25.0;
const SEED: u128 = 20_261;

/// Walks through the past of a sample of places, one after the other.
pub(crate) struct PeerWalks {
    /// The places that are left.
    places: Vec<LonLat>,
    ours: Ours,
    known: Vec<KnownSums>,
    past_more: Vec<PastMore>,
}

impl PeerWalks {
    pub fn new(snapshot: &Snapshot, ours: Ours) -> PeerWalks {
        PeerWalks { places: sample(snapshot), ours, known: Vec::new(), past_more: Vec::new() }
    }

    /// Number of places that are left.
    pub fn left(&self) -> usize {
        self.places.len()
    }

    /// Walks through the past of the next place.
    pub fn advance(&mut self, snapshot: &Snapshot, record: &Record) {
        let Some(area) = self.places.pop().and_then(|at| Area::circle(at, RADIUS_KM).ok()) else { return };
        let fit = (self.ours == Ours::Fitted).then(|| record.fit(snapshot));
        let certain = certain_days(snapshot, &area);
        self.past_more.extend(PastMore::find(&certain, past_days(record, record.timeline.last())));
        let accepts = |row: usize| is_dated(snapshot, row);
        let count = Count { accepts: &accepts, uncertainty: true, covered: 1.0 };
        let place = Place::new(snapshot, &area, self.ours, &count, certain.into_iter());
        Walk::new(&place, record, fit, record.timeline.last(), &Peers::default()).add_to(&mut self.known);
    }

    /// Returns what all places together tell, by the day on which it is known.
    pub fn finish(mut self) -> Peers {
        let known = &mut self.known;
        for number in 1..known.len() {
            let (before, from) = known.split_at_mut(number);
            from[0].1.iter_mut().zip(before[number - 1].1).for_each(|(sums, earlier)| sums.merge(&earlier));
        }
        order::sort_by(&mut self.past_more, |one, other| one.known.cmp(&other.known));
        Peers { known: self.known, past_more: self.past_more }
    }
}

/// The days of the incidents that are certainly inside and dated well enough, ascending.
fn certain_days(snapshot: &Snapshot, area: &Area) -> Vec<Day> {
    let mut members = Members::default();
    members.collect(snapshot, true, area, Some(|row: usize| is_dated(snapshot, row)));
    let mut days: Vec<Day> = members.certain().map(|row| snapshot.day()[row]).collect();
    days.sort_unstable();
    days
}

/// Places of the record at which an incident has a date that counts in forecasts, each once, in a seeded order.
fn sample(snapshot: &Snapshot) -> Vec<LonLat> {
    let rows = snapshot.layers(true).flat_map(|(layer, _)| layer.rows.clone()).filter(|&row| is_dated(snapshot, row));
    let mut seen = HashSet::new();
    let mut places: Vec<LonLat> =
        rows.map(|row| snapshot.at(row)).filter(|at| seen.insert((at.lon.to_bits(), at.lat.to_bits()))).collect();
    let mut random = oorandom::Rand64::new(SEED);
    let count = places.len().min(PLACES);
    for next in 0..count {
        let other = next as u64 + random.rand_range(0..(places.len() - next) as u64);
        places.swap(next, other as usize);
    }
    places.truncate(count);
    places
}
