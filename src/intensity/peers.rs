//! How much counts vary from one four weeks to the next at places of the record, for places that say too little themselves.

use std::cell::RefCell;
use std::collections::HashSet;

use super::fit::Record;
use super::place::{Count, Place};
use super::walk::{KnownSums, Ours, Peers, Walk};
use crate::area::{Area, AreaClassifier};
use crate::geo::{LocalConverter, LonLat, Relation};
use crate::incident::Day;
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
}

impl PeerWalks {
    pub fn new(snapshot: &Snapshot, ours: Ours) -> PeerWalks {
        PeerWalks { places: sample(snapshot), ours, known: Vec::new() }
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
        let count = Count { accepts: &|_| true, uncertainty: true };
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
        Peers { known: self.known }
    }
}

/// The days of the exactly located incidents inside, and of those whose disc lies inside.
fn certain_days(snapshot: &Snapshot, area: &Area) -> Vec<Day> {
    let mut days = Vec::new();
    for (layer, reach_km) in snapshot.layers(true) {
        let classifier = RefCell::new(AreaClassifier::new(area, reach_km, layer.levels()));
        layer.visit(
            |node, level| classifier.borrow_mut().relation(node, level),
            |_, rows, relation| {
                let converter = LocalConverter::new(snapshot.at(rows.start));
                for row in rows {
                    let is_inside = relation == Relation::Inside || {
                        let point = converter.point(snapshot.at(row));
                        classifier.borrow_mut().share(&point, snapshot.radius_km(row, true)) == 1.0
                    };
                    if is_inside {
                        days.push(snapshot.day()[row]);
                    }
                }
            },
        );
    }
    days
}

/// Places of the record, each once, in a seeded order.
fn sample(snapshot: &Snapshot) -> Vec<LonLat> {
    let rows = snapshot.layers(true).flat_map(|(layer, _)| layer.rows.clone());
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
