//! Boxes around points, in degrees and in space, and how such a box lies to a shape.

use super::Box3;

/// A box in degrees: west, south, east, north.
pub type DegreeBox = [f64; 4];

/// The box around some points, in degrees and in earth-centred coordinates.
#[derive(Clone, Copy, Debug)]
pub struct PointBox {
    pub degrees: DegreeBox,
    space: Box3,
}

impl PointBox {
    /// The box around no point.
    const EMPTY: PointBox = PointBox {
        degrees: [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        space: Box3::NOTHING,
    };

    /// `space` must hold the whole rectangle of `degrees`.
    pub fn new(degrees: DegreeBox, space: Box3) -> PointBox {
        PointBox { degrees, space }
    }

    /// The same box in earth-centred coordinates, km.
    pub fn space(&self) -> &Box3 {
        &self.space
    }

    /// The smallest box around other boxes.
    pub fn around(boxes: &[PointBox]) -> PointBox {
        boxes.iter().fold(PointBox::EMPTY, |all, one| PointBox {
            degrees: union(all.degrees, one.degrees),
            space: Box3::around([&all.space, &one.space]),
        })
    }
}

/// The smallest box around two boxes.
pub fn union(one: DegreeBox, other: DegreeBox) -> DegreeBox {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

/// How a box lies to a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Outside,
    Inside,
    /// The boundary may pass through the box.
    Mixed,
}

impl Relation {
    /// For shapes of which only the outside can be told from boxes.
    pub fn mixed_if(may_touch: bool) -> Relation {
        if may_touch { Relation::Mixed } else { Relation::Outside }
    }
}
