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
        }
    }
}
