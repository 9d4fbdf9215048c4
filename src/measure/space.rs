//! Boxes in space.

use super::Xyz;

/// An axis-parallel box in earth-centred coordinates, km.
#[derive(Clone, Copy, Debug)]
pub struct Box3 {
    pub low: Xyz,
    pub high: Xyz,
}

impl Box3 {
    pub const NOTHING: Box3 = Box3 { low: [f64::INFINITY; 3], high: [f64::NEG_INFINITY; 3] };

    pub fn of(a: Xyz, b: Xyz) -> Box3 {
        Box3 { low: std::array::from_fn(|i| a[i].min(b[i])), high: std::array::from_fn(|i| a[i].max(b[i])) }
    }

    /// The least box around others.
    pub fn around(boxes: &[Box3]) -> Box3 {
        boxes.iter().fold(Box3::NOTHING, |all, one| Box3 {
            low: std::array::from_fn(|i| all.low[i].min(one.low[i])),
            high: std::array::from_fn(|i| all.high[i].max(one.high[i])),
        })
    }

    /// Square of the least distance from a point to the box.
    #[inline]
    pub fn distance_2_to(&self, point: Xyz) -> f64 {
        let gap = |i: usize| (self.low[i] - point[i]).max(point[i] - self.high[i]).max(0.0);
        gap(0) * gap(0) + gap(1) * gap(1) + gap(2) * gap(2)
    }

    /// Square of the least distance between two boxes; a point is a box without extent.
    #[inline]
    pub fn distance_2(&self, other: &Box3) -> f64 {
        let gap = |i: usize| (self.low[i] - other.high[i]).max(other.low[i] - self.high[i]).max(0.0);
        gap(0) * gap(0) + gap(1) * gap(1) + gap(2) * gap(2)
    }

    /// Square of the largest distance from a point to any point of the box.
    #[inline]
    pub fn farthest_2(&self, point: Xyz) -> f64 {
        let reach = |i: usize| (point[i] - self.low[i]).abs().max((self.high[i] - point[i]).abs());
        reach(0) * reach(0) + reach(1) * reach(1) + reach(2) * reach(2)
    }
}

impl From<Xyz> for Box3 {
    fn from(point: Xyz) -> Box3 {
        Box3 { low: point, high: point }
    }
}

/// From its two extreme corners.
impl From<[Xyz; 2]> for Box3 {
    fn from([low, high]: [Xyz; 2]) -> Box3 {
        Box3 { low, high }
    }
}
