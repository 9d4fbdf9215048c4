//! Boxes in space.

use wide::f32x4;

use super::Xyz;

/// What boxes are larger by on each side than what they hold, km: more than rounding to f32 (0.25 m), twice.
const ROUNDING_KM: f32 = 1e-3;
/// Part of a square of a distance that rounding may add or take.
const ROUNDING: f64 = 1e-6;

/// An axis-parallel box in earth-centred coordinates, km, a metre larger than what it holds. A point is a box, too.
#[derive(Clone, Copy, Debug)]
pub struct Box3 {
    /// The fourth lane is 0.
    low: f32x4,
    high: f32x4,
}

impl Box3 {
    pub const NOTHING: Box3 = Box3 {
        low: f32x4::new([f32::INFINITY, f32::INFINITY, f32::INFINITY, 0.0]),
        high: f32x4::new([f32::NEG_INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY, 0.0]),
    };

    /// The box with these extreme corners.
    pub fn between([x0, y0, z0]: Xyz, [x1, y1, z1]: Xyz) -> Box3 {
        let margin = f32x4::new([ROUNDING_KM, ROUNDING_KM, ROUNDING_KM, 0.0]);
        Box3 {
            low: f32x4::new([x0 as f32, y0 as f32, z0 as f32, 0.0]) - margin,
            high: f32x4::new([x1 as f32, y1 as f32, z1 as f32, 0.0]) + margin,
        }
    }

    /// The least box around two points.
    pub fn of(a: Xyz, b: Xyz) -> Box3 {
        Box3::between(std::array::from_fn(|i| a[i].min(b[i])), std::array::from_fn(|i| a[i].max(b[i])))
    }

    /// The least box around others.
    pub fn around<'a>(boxes: impl IntoIterator<Item = &'a Box3>) -> Box3 {
        boxes
            .into_iter()
            .fold(Box3::NOTHING, |all, one| Box3 { low: all.low.fast_min(one.low), high: all.high.fast_max(one.high) })
    }

    /// Square of a distance that no two points of the boxes are nearer than.
    #[inline]
    pub fn distance_2(&self, other: &Box3) -> f64 {
        let gap = (self.low - other.high).fast_max(other.low - self.high).fast_max(f32x4::splat(0.0));
        f64::from((gap * gap).reduce_add()) * (1.0 - ROUNDING)
    }

    /// Square of a distance that no two points of the boxes are farther than.
    #[inline]
    pub fn farthest_2(&self, other: &Box3) -> f64 {
        let reach = (self.high - other.low).fast_max(other.high - self.low);
        f64::from((reach * reach).reduce_add()) * (1.0 + ROUNDING)
    }

    /// The extreme corners.
    #[cfg(test)]
    pub fn corners(&self) -> [Xyz; 2] {
        [self.low, self.high].map(|corner| {
            let [x, y, z, _] = corner.to_array().map(f64::from);
            [x, y, z]
        })
    }
}

/// A point as boxes side by side are compared with it, by axis. Their margin has room for its rounding, too.
pub struct Spot([f32x4; 3]);

impl From<Xyz> for Spot {
    #[inline]
    fn from(point: Xyz) -> Spot {
        Spot(point.map(|c| f32x4::splat(c as f32)))
    }
}

/// Four boxes side by side, by axis.
#[derive(Clone, Debug)]
pub struct Boxes {
    low: [f32x4; 3],
    high: [f32x4; 3],
}

impl Boxes {
    /// Up to four; nothing is near those that are missing.
    pub fn new<'a>(boxes: impl IntoIterator<Item = &'a Box3>) -> Boxes {
        let mut four = [Box3::NOTHING; 4];
        for (place, one) in four.iter_mut().zip(boxes) {
            *place = *one;
        }
        let by_axis = |corner: fn(Box3) -> f32x4| {
            let [x, y, z, _] = f32x4::transpose(four.map(corner));
            [x, y, z]
        };
        Boxes { low: by_axis(|one| one.low), high: by_axis(|one| one.high) }
    }

    /// As [`Box3::distance_2`], of each.
    #[inline]
    pub fn distances_2_to_box(&self, other: &Box3) -> f32x4 {
        let (low, high) = (other.low.to_array(), other.high.to_array());
        self.squares(|axis| (f32x4::splat(low[axis]), f32x4::splat(high[axis])))
    }

    /// Squares of distances that the point is no nearer than to what the boxes hold.
    #[inline]
    pub fn distances_2(&self, Spot(at): &Spot) -> f32x4 {
        self.squares(|axis| (at[axis], at[axis]))
    }

    /// Squares of the gaps to what lies between two places on each axis.
    #[inline]
    fn squares(&self, other: impl Fn(usize) -> (f32x4, f32x4)) -> f32x4 {
        let square = |axis: usize| {
            let (low, high) = other(axis);
            let gap = (self.low[axis] - high).fast_max(low - self.high[axis]).fast_max(f32x4::splat(0.0));
            gap * gap
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 - ROUNDING) as f32)
    }

    /// Squares of distances that the point is no farther than from anything in the boxes.
    #[inline]
    pub fn farthest_2(&self, Spot(at): &Spot) -> f32x4 {
        let square = |axis: usize| {
            let reach = (self.high[axis] - at[axis]).fast_max(at[axis] - self.low[axis]);
            reach * reach
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 + ROUNDING) as f32)
    }
}

/// The least of the four.
#[inline]
pub fn least_of(four: f32x4) -> f32 {
    let [a, b, c, d] = four.to_array();
    let two = four.fast_min(f32x4::new([c, d, a, b]));
    let [a, b, ..] = two.to_array();
    two.fast_min(f32x4::new([b, a, a, a])).to_array()[0]
}

/// The places of the bits that are set.
#[inline]
pub fn bits(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (next < u32::BITS).then_some(next)
    })
}

impl From<Xyz> for Box3 {
    fn from(point: Xyz) -> Box3 {
        Box3::between(point, point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, chord_km, xyz};
    use proptest::prelude::*;

    fn anywhere() -> impl Strategy<Value = Xyz> {
        (-180.0..=180.0f64, -90.0..=90.0f64).prop_map(|(lon, lat)| xyz(LonLat::new(lon, lat)))
    }

    fn nearby() -> impl Strategy<Value = [Xyz; 4]> {
        let off = (-0.5..=0.5f64, -0.5..=0.5f64);
        ((-180.0..=180.0f64, -89.0..=89.0f64), [off.clone(), off.clone(), off.clone(), off])
            .prop_map(|((lon, lat), offs)| offs.map(|(x, y)| xyz(LonLat::new(lon + x, lat + y))))
    }

    proptest! {
        #[test]
        fn distances_of_boxes_are_bounds([a, b, c, d] in prop_oneof![[anywhere(), anywhere(), anywhere(), anywhere()], nearby()]) {
            let (one, other) = (Box3::of(a, b), Box3::of(c, d));
            for (p, q) in [(a, c), (a, d), (b, c), (b, d)] {
                prop_assert!(one.distance_2(&other).sqrt() <= chord_km(p, q));
                prop_assert!(one.farthest_2(&other).sqrt() >= chord_km(p, q));
                prop_assert!(Box3::from(p).distance_2(&q.into()).sqrt() >= chord_km(p, q) * (1.0 - 1e-6) - 0.02);
                prop_assert!(Box3::around([&one, &other]).distance_2(&p.into()) == 0.0);
            }
            let (boxes, third, spot) = (Boxes::new(&[one, other]), Box3::from(d), Spot::from(d));
            let [to_box, to_spot, farthest] =
                [boxes.distances_2_to_box(&third), boxes.distances_2(&spot), boxes.farthest_2(&spot)]
                    .map(|four| four.to_array().map(f64::from));
            for (lane, (its, held)) in [(one, [a, b]), (other, [c, d])].into_iter().enumerate() {
                prop_assert!((to_box[lane] - its.distance_2(&third)).abs() <= 1e-6 * to_box[lane]);
                // A point is no looser judged than the box around it.
                prop_assert!(to_spot[lane] >= to_box[lane] * (1.0 - 1e-6));
                prop_assert!(farthest[lane] <= its.farthest_2(&third) * (1.0 + 1e-6));
                for p in held {
                    prop_assert!(to_spot[lane].sqrt() <= chord_km(p, d) && farthest[lane].sqrt() >= chord_km(p, d));
                }
            }
            prop_assert_eq!(boxes.distances_2(&spot).to_array()[3], f32::INFINITY);
        }
    }
}
