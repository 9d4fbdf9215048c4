//! The places of incidents, and which of them are near each other.

use crate::geo::{GeoPoint, LonLat, arc_error_bound, chord_km, chord_to_arc, distance_km};
use crate::order;

/// Distances that differ by less are the same, km: a millimetre, below what degrees of nine decimals tell.
pub const SAME_KM: f64 = 1e-6;

/// Different places, each with its incidents.
pub struct Places {
    pub at: Vec<GeoPoint>,
    /// Number of incidents at each place.
    pub count: Vec<u32>,
}

/// A place near another one.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour {
    pub place: u32,
    /// Number of incidents in the smallest circle that has it. Those that are as far have the same circle.
    pub in_circle: u32,
}

/// The neighbours of a place, the nearest first: first of all itself.
#[derive(Default)]
pub struct Neighbours {
    pub list: Vec<Neighbour>,
    /// The distance of each by a chord, and later by the geodesic where that decides the order.
    found: Vec<(f64, u32)>,
}

impl Places {
    /// Sorts places. Returns them together with the number of the place of each.
    pub fn new(at: &[LonLat]) -> (Places, Vec<u32>) {
        let compare = |a: usize, b: usize| at[a].lon.total_cmp(&at[b].lon).then(at[a].lat.total_cmp(&at[b].lat));
        let mut places = Places { at: Vec::new(), count: Vec::new() };
        let mut numbers = vec![0; at.len()];
        for one in order::ascending(at.len(), &compare) {
            if places.at.last().is_none_or(|last| last.at != at[one]) {
                places.at.push(GeoPoint::new(at[one]));
                places.count.push(0);
            }
            let number = places.at.len() - 1;
            places.count[number] += 1;
            numbers[one] = number as u32;
        }
        (places, numbers)
    }

    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Finds the neighbours of a place within `max_km`, in circles with at most `most` incidents. The geodesic decides what is within,
    /// and which of two is nearer, wherever their chords do not.
    pub fn find_neighbours(&self, centre: usize, max_km: f64, most: u32, neighbours: &mut Neighbours) {
        let Neighbours { list, found } = neighbours;
        let from = &self.at[centre];
        list.clear();
        found.clear();
        for (to, number) in self.at.iter().zip(0..) {
            let chord = chord_km(from.xyz, to.xyz);
            if chord > max_km {
                // No chord is longer than its geodesic.
                continue;
            }
            let (arc, error) = (chord_to_arc(chord), arc_error_bound(chord));
            let arc = if (arc - max_km).abs() <= error { distance_km(from.at, to.at) } else { arc };
            if arc <= max_km {
                found.push((arc, number));
            }
        }
        found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.settle_order(centre, found);
        let mut in_circle = 0;
        let mut start = 0;
        while start < found.len() {
            let end = end_of_tie(found, start);
            let tied = found[start..end].iter().map(|(_, place)| *place);
            in_circle += tied.clone().map(|place| self.count[place as usize]).sum::<u32>();
            if in_circle > most {
                return;
            }
            list.extend(tied.map(|place| Neighbour { place, in_circle }));
            start = end;
        }
    }

    /// Sorts by the geodesic whatever is nearer to each other than the error of its chord.
    fn settle_order(&self, centre: usize, found: &mut [(f64, u32)]) {
        let mut start = 0;
        for end in 1..=found.len() {
            // The error grows with the distance.
            let joins =
                found.get(end).is_some_and(|next| next.0 - found[end - 1].0 <= 2.0 * arc_error_bound(next.0) + SAME_KM);
            if joins {
                continue;
            }
            if end - start > 1 {
                for (km, place) in &mut found[start..end] {
                    *km = distance_km(self.at[centre].at, self.at[*place as usize].at);
                }
                found[start..end].sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            }
            start = end;
        }
    }
}

/// Where those end that are as far as the one at `start`.
fn end_of_tie(found: &[(f64, u32)], start: usize) -> usize {
    let apart = found[start..].windows(2).position(|pair| pair[1].0 - pair[0].0 > SAME_KM);
    apart.map_or(found.len(), |place| start + place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Places on a grid, so that many are as far as others.
        #[test]
        fn neighbours_are_in_the_order_of_the_geodesic(
            cells in prop::collection::vec((0..12i32, 0..12i32), 1..60), max_km in 1.0..900.0f64, most in 1..40u32,
        ) {
            let at: Vec<LonLat> =
                cells.iter().map(|(x, y)| LonLat::new(176.0 + 0.5 * f64::from(*x), 0.5 * f64::from(*y) - 3.0)).collect();
            let at: Vec<LonLat> =
                at.iter().map(|at| LonLat::new(if at.lon > 180.0 { at.lon - 360.0 } else { at.lon }, at.lat)).collect();
            let (places, numbers) = Places::new(&at);
            prop_assert!(at.iter().zip(&numbers).all(|(at, number)| places.at[*number as usize].at == *at));
            prop_assert_eq!(places.count.iter().sum::<u32>() as usize, at.len());
            let mut found = Neighbours::default();
            for centre in 0..places.len() {
                places.find_neighbours(centre, max_km, most, &mut found);
                let km = |place: usize| distance_km(places.at[centre].at, places.at[place].at);
                let mut expected: Vec<(f64, usize)> =
                    (0..places.len()).map(|place| (km(place), place)).filter(|(km, _)| *km <= max_km).collect();
                expected.sort_by(|a, b| a.0.total_cmp(&b.0));
                // Circles with too many incidents go, and all beyond them.
                let mut kept = 0;
                for end in 1..=expected.len() {
                    let is_circle = expected.get(end).is_none_or(|next| next.0 - expected[end - 1].0 > SAME_KM);
                    let inside: u32 = expected[..end].iter().map(|(_, place)| places.count[*place]).sum();
                    if is_circle && inside <= most {
                        kept = end;
                    }
                }
                prop_assert_eq!(found.list.len(), kept);
                for (index, one) in found.list.iter().enumerate() {
                    prop_assert!((km(one.place as usize) - expected[index].0).abs() <= SAME_KM);
                    let is_same_circle = |pair: &&[(f64, usize)]| pair[1].0 - pair[0].0 <= SAME_KM;
                    let end = index + 1 + expected[index..].windows(2).take_while(is_same_circle).count();
                    let inside: u32 = expected[..end].iter().map(|(_, place)| places.count[*place]).sum();
                    prop_assert_eq!(one.in_circle, inside);
                }
            }
        }
    }
}
