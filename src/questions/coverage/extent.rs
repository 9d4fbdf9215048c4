//! The extent of a record: everything near one of its incidents that has a place.

use std::cell::Cell;

use super::REACH_KM;
use crate::geo::{LocalConverter, SpaceBox, Xyz, arc_to_chord, dot, subtract};
use crate::snapshot::Snapshot;

/// How many of the answers before are looked at before the index is searched.
const REMEMBERED: usize = 64;

/// The extent of a record, asked place by place. What was found for one place mostly answers for others as well.
pub(super) struct Extent<'a> {
    snapshot: &'a Snapshot,
    uncertainty: bool,
    reach_2: f64,
    /// The incidents that were found.
    found: Vec<Xyz>,
    /// Places that no incident reaches, each with the square of the distance within which that is so, km².
    holes: Vec<(Xyz, f64)>,
}

impl<'a> Extent<'a> {
    pub fn new(snapshot: &'a Snapshot, uncertainty: bool) -> Extent<'a> {
        let reach_2 = arc_to_chord(REACH_KM).powi(2);
        Extent { snapshot, uncertainty, reach_2, found: Vec::new(), holes: Vec::new() }
    }

    /// Whether an incident that has a place lies within reach.
    pub fn reaches(&mut self, place: Xyz) -> bool {
        if self.found.iter().rev().take(REMEMBERED).any(|incident| distance_2(*incident, place) <= self.reach_2) {
            return true;
        }
        if self.holes.iter().rev().take(REMEMBERED).any(|(hole, clear_2)| distance_2(*hole, place) < *clear_2) {
            return false;
        }
        let target = SpaceBox::from(place);
        // A lower bound of the squared distance to the nearest incident.
        let beyond_2 = Cell::new(f64::INFINITY);
        let pass_by = |distance_2: f64| beyond_2.set(beyond_2.get().min(distance_2));
        for (layer, _) in self.snapshot.layers(self.uncertainty) {
            let mut found = None;
            layer.visit_nearest(
                f64::INFINITY,
                |node, _| {
                    let distance_2 = node.space().min_distance_2(&target);
                    if distance_2 <= self.reach_2 {
                        return distance_2;
                    }
                    pass_by(distance_2);
                    f64::INFINITY
                },
                |rows, _| {
                    let converter = LocalConverter::new(self.snapshot.at(rows.start));
                    for row in rows {
                        let incident = converter.xyz(self.snapshot.at(row));
                        let distance_2 = distance_2(incident, place);
                        if distance_2 <= self.reach_2 {
                            found = Some(incident);
                            // No box is nearer than this, so that the search ends.
                            return -1.0;
                        }
                        pass_by(distance_2);
                    }
                    f64::INFINITY
                },
            );
            if let Some(incident) = found {
                self.found.push(incident);
                return true;
            }
        }
        let clear = beyond_2.get().sqrt() - self.reach_2.sqrt();
        self.holes.push((place, clear * clear));
        false
    }
}

fn distance_2(a: Xyz, b: Xyz) -> f64 {
    let way = subtract(a, b);
    dot(way, way)
}
