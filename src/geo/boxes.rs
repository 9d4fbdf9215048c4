//! Axis-aligned boxes in earth-centred coordinates, one at a time and four at a time.

use wide::f32x4;

use super::Xyz;

/// Margin on each side of a box, km: more than twice the error of rounding a coordinate to f32 (0.25 m), so that both
/// the box and a point compared with it may be rounded.
const ROUNDING_KM: f32 = 1e-3;
/// Relative error that rounding may cause in a squared distance.
const ROUNDING: f64 = 1e-6;

/// An axis-aligned box in earth-centred coordinates, km, a metre larger on each side than its content.
///
/// A point converts into a box, too.
#[derive(Clone, Copy, Debug)]
pub struct SpaceBox {
    /// The fourth lane is 0.
    low: f32x4,
    high: f32x4,
}

impl SpaceBox {
    /// The box that contains nothing; its distance to every other box is infinite.
    pub const EMPTY: SpaceBox = SpaceBox {
        low: f32x4::new([f32::INFINITY, f32::INFINITY, f32::INFINITY, 0.0]),
        high: f32x4::new([f32::NEG_INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY, 0.0]),
    };

    /// The box between the corner with the lowest and the corner with the highest coordinates.
    pub fn from_corners([x0, y0, z0]: Xyz, [x1, y1, z1]: Xyz) -> SpaceBox {
        let margin = f32x4::new([ROUNDING_KM, ROUNDING_KM, ROUNDING_KM, 0.0]);
        SpaceBox {
            low: f32x4::new([x0 as f32, y0 as f32, z0 as f32, 0.0]) - margin,
            high: f32x4::new([x1 as f32, y1 as f32, z1 as f32, 0.0]) + margin,
        }
    }

    /// The smallest box around two points.
    pub fn around_points(a: Xyz, b: Xyz) -> SpaceBox {
        SpaceBox::from_corners(std::array::from_fn(|i| a[i].min(b[i])), std::array::from_fn(|i| a[i].max(b[i])))
    }

    /// The smallest box around other boxes.
    pub fn union<'a>(boxes: impl IntoIterator<Item = &'a SpaceBox>) -> SpaceBox {
        boxes.into_iter().fold(SpaceBox::EMPTY, |union, next| SpaceBox {
            low: union.low.fast_min(next.low),
            high: union.high.fast_max(next.high),
        })
    }

    /// Lower bound of the squared distance between a point in this box and a point in the other, km².
    #[inline]
    pub fn min_distance_2(&self, other: &SpaceBox) -> f64 {
        let gap = (self.low - other.high).fast_max(other.low - self.high).fast_max(f32x4::splat(0.0));
        f64::from((gap * gap).reduce_add()) * (1.0 - ROUNDING)
    }

    /// Upper bound of the squared distance between a point in this box and a point in the other, km².
    #[inline]
    pub fn max_distance_2(&self, other: &SpaceBox) -> f64 {
        let reach = (self.high - other.low).fast_max(other.high - self.low);
        f64::from((reach * reach).reduce_add()) * (1.0 + ROUNDING)
    }

    /// The corners with the lowest and with the highest coordinates.
    pub fn corners(&self) -> [Xyz; 2] {
        [self.low, self.high].map(|corner| {
            let [x, y, z, _] = corner.to_array().map(f64::from);
            [x, y, z]
        })
    }
}

impl From<Xyz> for SpaceBox {
    fn from(point: Xyz) -> SpaceBox {
        SpaceBox::from_corners(point, point)
    }
}

/// A point with each coordinate repeated in four lanes, to be compared with [`FourBoxes`]. The margin of the boxes covers
/// the rounding of the point, too.
pub struct SplatPoint([f32x4; 3]);

impl From<Xyz> for SplatPoint {
    #[inline]
    fn from(point: Xyz) -> SplatPoint {
        SplatPoint(point.map(|c| f32x4::splat(c as f32)))
    }
}

/// Four boxes side by side, one to a lane, compared with a point or a box in one go.
#[derive(Clone, Debug)]
pub struct FourBoxes {
    /// By axis.
    low: [f32x4; 3],
    high: [f32x4; 3],
}

impl FourBoxes {
    /// Takes up to four boxes; the remaining lanes hold [`SpaceBox::EMPTY`].
    pub fn new<'a>(boxes: impl IntoIterator<Item = &'a SpaceBox>) -> FourBoxes {
        let mut four = [SpaceBox::EMPTY; 4];
        for (lane, given) in four.iter_mut().zip(boxes) {
            *lane = *given;
        }
        let by_axis = |corner: fn(SpaceBox) -> f32x4| {
            let [x, y, z, _] = f32x4::transpose(four.map(corner));
            [x, y, z]
        };
        FourBoxes { low: by_axis(|given| given.low), high: by_axis(|given| given.high) }
    }

    /// [`SpaceBox::min_distance_2`] of each box.
    #[inline]
    pub fn min_distances_2_to_box(&self, other: &SpaceBox) -> f32x4 {
        let (low, high) = (other.low.to_array(), other.high.to_array());
        self.squared_gaps(|axis| (f32x4::splat(low[axis]), f32x4::splat(high[axis])))
    }

    /// Lower bounds of the squared distances between the point and the content of each box, km².
    #[inline]
    pub fn min_distances_2(&self, SplatPoint(point): &SplatPoint) -> f32x4 {
        self.squared_gaps(|axis| (point[axis], point[axis]))
    }

    /// Squared lengths of the gaps to something that extends on each axis from `extent(axis).0` to `extent(axis).1`.
    #[inline]
    fn squared_gaps(&self, extent: impl Fn(usize) -> (f32x4, f32x4)) -> f32x4 {
        let square = |axis: usize| {
            let (low, high) = extent(axis);
            let gap = (self.low[axis] - high).fast_max(low - self.high[axis]).fast_max(f32x4::splat(0.0));
            gap * gap
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 - ROUNDING) as f32)
    }

    /// Upper bounds of the squared distances between the point and the content of each box, km².
    #[inline]
    pub fn max_distances_2(&self, SplatPoint(point): &SplatPoint) -> f32x4 {
        let square = |axis: usize| {
            let reach = (self.high[axis] - point[axis]).fast_max(point[axis] - self.low[axis]);
            reach * reach
        };
        (square(0) + square(1) + square(2)) * f32x4::splat((1.0 + ROUNDING) as f32)
    }
}

/// The smallest of four lanes.
#[inline]
pub fn min_lane(four: f32x4) -> f32 {
    let [a, b, c, d] = four.to_array();
    let two = four.fast_min(f32x4::new([c, d, a, b]));
    let [a, b, ..] = two.to_array();
    two.fast_min(f32x4::new([b, a, a, a])).to_array()[0]
}

/// The positions of the bits that are set in a mask, lowest first.
#[inline]
pub fn set_bits(mut mask: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let next = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (next < u32::BITS).then_some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, chord_km, to_xyz};
    use proptest::prelude::*;

    fn anywhere() -> impl Strategy<Value = Xyz> {
        (-180.0..=180.0f64, -90.0..=90.0f64).prop_map(|(lon, lat)| to_xyz(LonLat::new(lon, lat)))
    }

    fn nearby() -> impl Strategy<Value = [Xyz; 4]> {
        let off = (-0.5..=0.5f64, -0.5..=0.5f64);
        ((-180.0..=180.0f64, -89.0..=89.0f64), [off.clone(), off.clone(), off.clone(), off])
            .prop_map(|((lon, lat), offs)| offs.map(|(x, y)| to_xyz(LonLat::new(lon + x, lat + y))))
    }

    proptest! {
        #[test]
        fn distances_of_boxes_are_bounds([a, b, c, d] in prop_oneof![[anywhere(), anywhere(), anywhere(), anywhere()], nearby()]) {
            let (first, second) = (SpaceBox::around_points(a, b), SpaceBox::around_points(c, d));
            for (p, q) in [(a, c), (a, d), (b, c), (b, d)] {
                prop_assert!(first.min_distance_2(&second).sqrt() <= chord_km(p, q));
                prop_assert!(first.max_distance_2(&second).sqrt() >= chord_km(p, q));
                prop_assert!(SpaceBox::from(p).min_distance_2(&q.into()).sqrt() >= chord_km(p, q) * (1.0 - 1e-6) - 0.02);
                prop_assert!(SpaceBox::union([&first, &second]).min_distance_2(&p.into()) == 0.0);
            }
            let (boxes, third, point) = (FourBoxes::new(&[first, second]), SpaceBox::from(d), SplatPoint::from(d));
            let [to_box, to_point, farthest] =
                [boxes.min_distances_2_to_box(&third), boxes.min_distances_2(&point), boxes.max_distances_2(&point)]
                    .map(|four| four.to_array().map(f64::from));
            for (lane, (its_box, content)) in [(first, [a, b]), (second, [c, d])].into_iter().enumerate() {
                prop_assert!((to_box[lane] - its_box.min_distance_2(&third)).abs() <= 1e-6 * to_box[lane]);
                // The bound for a point is at least as tight as the bound for the box around it.
                prop_assert!(to_point[lane] >= to_box[lane] * (1.0 - 1e-6));
                prop_assert!(farthest[lane] <= its_box.max_distance_2(&third) * (1.0 + 1e-6));
                for p in content {
                    prop_assert!(to_point[lane].sqrt() <= chord_km(p, d) && farthest[lane].sqrt() >= chord_km(p, d));
                }
            }
            prop_assert_eq!(boxes.min_distances_2(&point).to_array()[3], f32::INFINITY);
        }
    }

    #[test]
    fn the_smallest_lane_is_found_wherever_it_is() {
        for lane in 0..4 {
            let mut four = [3.0, f32::INFINITY, 2.0, 5.0];
            four[lane] = 1.0;
            assert_eq!(min_lane(f32x4::new(four)), 1.0);
        }
    }
}
