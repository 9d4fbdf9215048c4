//! Bounding boxes of points, in degrees and in space, and how such a box relates to a shape.

use super::SpaceBox;

/// A box in degrees: west, south, east, north.
pub type DegreeBox = [f64; 4];

/// The bounding box of some points, in degrees and in earth-centred coordinates.
#[derive(Clone, Copy, Debug)]
pub struct PointBox {
    /// The bounding box in degrees.
    pub degrees: DegreeBox,
    space: SpaceBox,
}

impl PointBox {
    /// The bounding box of no points.
    const EMPTY: PointBox = PointBox {
        degrees: [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        space: SpaceBox::EMPTY,
    };

    /// Combines both boxes; `space` must contain the whole rectangle of `degrees`.
    pub fn new(degrees: DegreeBox, space: SpaceBox) -> PointBox {
        PointBox { degrees, space }
    }

    /// The bounding box in earth-centred coordinates, km.
    pub fn space(&self) -> &SpaceBox {
        &self.space
    }

    /// The smallest box around other boxes.
    pub fn union(boxes: &[PointBox]) -> PointBox {
        boxes.iter().fold(PointBox::EMPTY, |all, next| PointBox {
            degrees: union(all.degrees, next.degrees),
            space: SpaceBox::union([&all.space, &next.space]),
        })
    }
}

/// The smallest box around two boxes in degrees.
pub fn union(a: DegreeBox, b: DegreeBox) -> DegreeBox {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// How a box relates to a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// No part of the box is in the shape.
    Outside,
    /// The whole box is in the shape.
    Inside,
    /// The boundary of the shape may pass through the box.
    Mixed,
}

impl Relation {
    /// `Mixed` if the box may touch the shape, else `Outside`: for shapes that cannot tell when a box is inside.
    pub fn mixed_if(may_touch: bool) -> Relation {
        if may_touch { Relation::Mixed } else { Relation::Outside }
    }
}
