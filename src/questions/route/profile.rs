//! The exposure of one straight piece of a route up to any point of it, for pieces that are cut again and again.

use super::cells::{Cell, length_of};
use super::field::{Field, Kernels};
use crate::geo::{GeoPoint, SpaceBox};
use crate::kernel::{LEGS, LONGEST_LEG_SIGMAS, Leg, LegSums, Run, leg_values};

/// ∫λ ds from the beginning of a piece to each of a series of equally spaced points, eight steps to a span. A span is no
/// longer than a cell can be.
pub struct Profile(Vec<f64>);

impl Profile {
    /// Integrates λ along a piece. `near` has the kernels that matter on it; of these, the ones that are negligible
    /// beside `integral`, which is ∫λ ds over the whole piece, are left out.
    pub fn new(field: &Field<'_>, piece: &[Cell], integral: f64, near: &Kernels) -> Profile {
        let length_km = length_of(piece);
        let spans = (length_km / (field.bandwidth_km() * LONGEST_LEG_SIGMAS)).ceil() as usize;
        let (from, to) = (piece[0].from, piece[piece.len() - 1].to);
        let max_exponent = field.max_relevant_exponent(near.len(), integral / length_km);
        let near = near.strongest(&SpaceBox::around_points(from.xyz, to.xyz), max_exponent);
        let leg_count = (spans * LEGS) as f64;
        let leg = |number: usize| {
            let to = GeoPoint::new(from.at.lerp(to.at, number as f64 / leg_count)).xyz;
            Leg { to, length_km: length_km / leg_count, weight: 0.0 }
        };
        let legs: Vec<Leg> = (1..=spans * LEGS).map(leg).collect();
        let (mut beginning, mut up_to) = (from.xyz, vec![0.0]);
        for legs in legs.chunks(LEGS) {
            let (run, mut sums) = (Run::new(beginning, legs), LegSums::default());
            for kernel in near.iter() {
                run.add(kernel, &mut sums);
            }
            up_to.extend(leg_values(&[sums]));
            beginning = legs[LEGS - 1].to;
        }
        for number in 1..up_to.len() {
            up_to[number] += up_to[number - 1];
        }
        Profile(up_to)
    }

    /// ∫λ ds up to a share of the piece, from 0 to 1: interpolated by Neville's scheme from the nine points of a span,
    /// good to 1e-6.
    pub fn up_to(&self, share: f64) -> f64 {
        let last = self.0.len() - 1;
        let at = share * last as f64;
        let first = (at as usize / LEGS * LEGS).min(last - LEGS);
        let mut values: [f64; LEGS + 1] = std::array::from_fn(|number| self.0[first + number]);
        let at = at - first as f64;
        for width in 1..=LEGS {
            for number in 0..=LEGS - width {
                let (before, after) = (at - number as f64, (number + width) as f64 - at);
                values[number] = (after * values[number] + before * values[number + 1]) / width as f64;
            }
        }
        values[0]
    }
}
