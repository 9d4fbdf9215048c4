//! The density of each kernel's map at a place, from what was recorded by a day.

use std::ops::Range;

use super::kernels::{Decay, FIXED, KERNELS, KernelForm, MIXED, TWELVE_MONTHS};
use super::piles::Pile;
use crate::geo::{Relation, SpaceBox, Xyz};
use crate::incident::Day;
use crate::snapshot::Snapshot;

/// Kernels whose maps are computed: those of the mixture, and the two that it is compared with.
pub const MAPS: usize = MIXED + 2;
pub const FORMS: [KernelForm; MAPS] = [KERNELS[0], KERNELS[1], KERNELS[2], KERNELS[3], FIXED, TWELVE_MONTHS];
/// A kernel is below 1e-6 of its peak beyond the distance, and above the age, at which the exponent is this.
const MAX_EXPONENT: f64 = 14.0;

/// The number of incidents at one place from which they are added up as a pile.
const LEAST_PILED: usize = 32;

/// The incidents of a snapshot, for densities at many places.
pub struct Densities {
    xyz: Vec<Xyz>,
    /// The piles by their first rows, ascending.
    piles: Vec<(usize, Pile)>,
}

/// The sums of kernels at a place, before they are divided by the sum of all weights.
pub type Sums = [f64; MAPS];

impl Densities {
    pub fn new(snapshot: &Snapshot) -> Densities {
        let xyz = (0..snapshot.len())
            .map(|row| if snapshot.at(row).lon.is_finite() { snapshot.point(row).xyz } else { [0.0; 3] });
        let xyz: Vec<Xyz> = xyz.collect();
        let piles = snapshot.layers(true).flat_map(|(layer, _)| find_piles(snapshot, &xyz, layer.rows.clone()));
        Densities { piles: piles.collect(), xyz }
    }

    /// The sum of the kernels of all located incidents up to a day, per km², for each map.
    pub fn sums(&self, snapshot: &Snapshot, place: Xyz, day: Day) -> Sums {
        let bounds: SpaceBox = place.into();
        let mut sums = [0.0; MAPS];
        for (layer, radius_km) in snapshot.layers(true) {
            let widest = FORMS.iter().map(|form| form.variance_km2(radius_km)).fold(0.0, f64::max);
            let limit_2 = 2.0 * MAX_EXPONENT * widest;
            let mut shapes = Shapes::new(radius_km);
            layer.visit(
                |node, _| Relation::mixed_if(node.space().min_distance_2(&bounds) <= limit_2),
                |_, rows, _| {
                    let mut row = rows.start;
                    let mut piles =
                        self.piles[self.piles.partition_point(|(first, pile)| first + pile.rows <= row)..].iter();
                    while row < rows.end {
                        let [x, y, z] = std::array::from_fn(|axis| self.xyz[row][axis] - place[axis]);
                        let distance_2: f64 = x * x + y * y + z * z;
                        let is_near = distance_2 <= limit_2;
                        let radius_km = snapshot.radius_km(row, true);
                        let pile = piles.as_slice().first().filter(|(first, _)| *first <= row);
                        let Some((first, pile)) = pile else {
                            let age = day - snapshot.day()[row];
                            if age >= 0 && is_near {
                                shapes.add(radius_km, age, distance_2, &mut sums);
                            }
                            row += 1;
                            continue;
                        };
                        // All of a pile is visited or nothing of it, as it is at one place.
                        if *first == row && is_near {
                            shapes.add_pile(radius_km, pile.weights(day), distance_2, &mut sums);
                        }
                        row = first + pile.rows;
                        piles.next();
                    }
                },
            );
        }
        sums
    }
}

/// Finds the piles among rows: those that follow each other at one place with one radius of uncertainty.
fn find_piles(snapshot: &Snapshot, xyz: &[Xyz], rows: Range<usize>) -> Vec<(usize, Pile)> {
    let is_same = |one: usize, other: usize| {
        xyz[one] == xyz[other] && snapshot.radius_km(one, true) == snapshot.radius_km(other, true)
    };
    let mut piles = Vec::new();
    let mut first = rows.start;
    while first < rows.end {
        let end = (first + 1..rows.end).find(|&row| !is_same(first, row)).unwrap_or(rows.end);
        if end - first >= LEAST_PILED {
            piles.push((first, Pile::new(snapshot.day()[first..end].to_vec())));
        }
        first = end;
    }
    piles
}

/// What the kernels of incidents with the same radius of uncertainty have in common.
struct Shapes {
    radius_km: f64,
    /// 1/2σ², per km².
    sharpness: [f64; MAPS],
}

impl Shapes {
    fn new(radius_km: f64) -> Shapes {
        Shapes { radius_km, sharpness: FORMS.map(|form| 0.5 / form.variance_km2(radius_km)) }
    }

    fn add(&mut self, radius_km: f64, age: Day, distance_2: f64, sums: &mut Sums) {
        self.choose(radius_km);
        for ((form, sharpness), sum) in FORMS.iter().zip(self.sharpness).zip(sums) {
            let forgotten = match form.decay {
                Decay::HalfLife(days) => f64::from(age) * (std::f64::consts::LN_2 / days),
                Decay::Flat(days) if age < days => 0.0,
                Decay::Flat(_) => continue,
            };
            let exponent = forgotten + distance_2 * sharpness;
            if exponent <= MAX_EXPONENT {
                *sum += sharpness / std::f64::consts::PI * (-exponent).exp();
            }
        }
    }
    /// Adds a pile, of which so much is not forgotten.
    fn add_pile(&mut self, radius_km: f64, weights: [f64; MAPS], distance_2: f64, sums: &mut Sums) {
        self.choose(radius_km);
        for ((weight, sharpness), sum) in weights.into_iter().zip(self.sharpness).zip(sums) {
            let exponent = distance_2 * sharpness;
            if exponent <= MAX_EXPONENT {
                *sum += weight * sharpness / std::f64::consts::PI * (-exponent).exp();
            }
        }
    }

    fn choose(&mut self, radius_km: f64) {
        if radius_km != self.radius_km {
            *self = Shapes::new(radius_km);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{GeoPoint, LonLat};
    use crate::load::{LoadOptions, load_columns};
    use crate::snapshot::ColumnSource;

    #[test]
    fn incidents_at_one_place_are_summed_as_those_apart() {
        // Forty at a place, and forty a few centimetres from each other, which make no pile; others between them in the index.
        let days: Vec<Day> = (0..40).map(|number| 20_000 + 17 * number % 500).collect();
        let densities = |step: f64| {
            let columns = ColumnSource {
                lon: (0..120)
                    .map(|number| if number % 3 == 0 { -8.0 + step * f64::from(number) } else { -7.95 })
                    .collect(),
                lat: (0..120).map(|number| 12.0 + 0.01 * f64::from(number % 3)).collect(),
                day: (0..120).map(|number| days[number / 3]).collect(),
                uncertainty_km: Some((0..120).map(|number| if number % 6 == 1 { 25.0 } else { 0.0 }).collect()),
                ..ColumnSource::default()
            };
            let snapshot = load_columns(columns, LoadOptions::default()).unwrap();
            let densities = Densities::new(&snapshot);
            let places = [(-8.0, 12.0), (-7.99, 12.01), (-7.5, 12.3)];
            let sums = places.map(|(lon, lat)| {
                let place = GeoPoint::new(LonLat::new(lon, lat)).xyz;
                [19_000, 20_100, 20_499, 20_900].map(|day| densities.sums(&snapshot, place, day))
            });
            (densities.piles.len(), sums)
        };
        let ((piled, together), (_, apart)) = (densities(0.0), densities(1e-9));
        assert!(piled >= 2, "{piled}");
        let numbers = |sums: [[Sums; 4]; 3]| sums.into_iter().flatten().flatten();
        for (one, other) in numbers(together).zip(numbers(apart)) {
            // A pile also counts what is left out of others because they are old, 1e-6 of the peak each.
            assert!((one - other).abs() <= 1e-5 * one.max(other) + 2e-6, "{one} {other}");
        }
    }
}
