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

/// Four boxes side by side, by axis.
#[derive(Clone, Debug)]
pub struct Boxes {
    low: [f32x4; 3],
    high: [f32x4; 3],
}

impl Boxes {
    /// Up to four; nothing is near those that are missing.
    pub fn new<'a>(boxes: impl IntoIterator<Item = &'a Box3>) -> Boxes {
        let (mut low, mut high) = ([[f32::INFINITY; 4]; 3], [[f32::NEG_INFINITY; 4]; 3]);
        for (lane, one) in boxes.into_iter().enumerate() {
            let (its_low, its_high) = (one.low.to_array(), one.high.to_array());
            for axis in 0..3 {
                (low[axis][lane], high[axis][lane]) = (its_low[axis], its_high[axis]);
            }
        }
        Boxes { low: low.map(f32x4::new), high: high.map(f32x4::new) }
    }

    /// As [`Box3::distance_2`], of each.
    #[inline]
    pub fn distances_2(&self, other: &Box3) -> f32x4 {
        let (low, high) = (other.low.to_array(), other.high.to_array());
        let square = |axis: usize| {
            let gap = (self.low[axis] - f32x4::splat(high[axis])).fast_max(f32x4::splat(low[axis]) - self.high[axis]);
            let gap = gap.fast_max(f32x4::splat(0.0));
            gap * gap
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 - ROUNDING) as f32)
    }

    /// As [`Box3::farthest_2`], of each.
    #[inline]
    pub fn farthest_2(&self, other: &Box3) -> f32x4 {
        let (low, high) = (other.low.to_array(), other.high.to_array());
        let square = |axis: usize| {
            let reach = (self.high[axis] - f32x4::splat(low[axis])).fast_max(f32x4::splat(high[axis]) - self.low[axis]);
            reach * reach
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 + ROUNDING) as f32)
    }
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
    use crate::measure::{LonLat, chord_km, xyz};
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
            let (boxes, d) = (Boxes::new(&[one, other, one]), Box3::from(d));
            let alike = |found: f32x4, near: f64, far: f64| {
                found.to_array().iter().zip([near, far, near]).all(|(a, b)| (f64::from(*a) - b).abs() <= 1e-6 * b)
            };
            prop_assert!(alike(boxes.distances_2(&d), one.distance_2(&d), other.distance_2(&d)));
            prop_assert!(alike(boxes.farthest_2(&d), one.farthest_2(&d), other.farthest_2(&d)));
            prop_assert_eq!(boxes.distances_2(&d).to_array()[3], f32::INFINITY);
        }
    }
}
