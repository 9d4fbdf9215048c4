//! The density of each kernel's map at a place, from what was recorded by a day.

use super::kernels::{Decay, FIXED, KERNELS, KernelForm, MIXED, TWELVE_MONTHS};
use crate::geo::{Relation, SpaceBox, Xyz};
use crate::incident::Day;
use crate::snapshot::Snapshot;

/// Kernels whose maps are computed: those of the mixture, and the two that it is compared with.
pub const MAPS: usize = MIXED + 2;
const FORMS: [KernelForm; MAPS] = [KERNELS[0], KERNELS[1], KERNELS[2], KERNELS[3], FIXED, TWELVE_MONTHS];
/// A kernel is below 1e-6 of its peak beyond the distance, and above the age, at which the exponent is this.
const MAX_EXPONENT: f64 = 14.0;

/// The incidents of a snapshot, for densities at many places.
pub struct Densities {
    xyz: Vec<Xyz>,
}

/// The sums of kernels at a place, before they are divided by the sum of all weights.
pub type Sums = [f64; MAPS];

impl Densities {
    pub fn new(snapshot: &Snapshot) -> Densities {
        let xyz = (0..snapshot.len())
            .map(|row| if snapshot.at(row).lon.is_finite() { snapshot.point(row).xyz } else { [0.0; 3] });
        Densities { xyz: xyz.collect() }
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
                    for row in rows {
                        let age = day - snapshot.day()[row];
                        let [x, y, z] = std::array::from_fn(|axis| self.xyz[row][axis] - place[axis]);
                        let distance_2: f64 = x * x + y * y + z * z;
                        if age >= 0 && distance_2 <= limit_2 {
                            shapes.add(snapshot.radius_km(row, true), age, distance_2, &mut sums);
                        }
                    }
                },
            );
        }
        sums
    }
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
        if radius_km != self.radius_km {
            *self = Shapes::new(radius_km);
        }
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
}
