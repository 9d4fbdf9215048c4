//! An area as the boxes of a tree of points see it: what of its outline is near a box is found while the tree is
//! descended, and serves all the points in it.

use super::Area;
use crate::geo::{Place, PointBox, Relation};
use crate::trace::{Feet, Trace};

/// How boxes of points lie to an area when each point is a disc, and what share of such a disc lies inside.
pub struct Near<'a> {
    area: &'a Area,
    reach_km: f64,
    /// None where only the polygons themselves, or a circle, are looked at.
    outline: Option<Feet<'a>>,
    /// Room for the pieces of the outline that cut a disc.
    pieces: Vec<u32>,
}

impl<'a> Near<'a> {
    /// For discs of up to `reach_km` in a tree of so many levels.
    pub fn new(area: &'a Area, reach_km: f64, levels: usize) -> Near<'a> {
        let reach = area.radius_km + reach_km;
        let outlined = area.circle.is_none() && reach > 0.0;
        let outline = outlined.then(|| area.feet(reach, levels));
        Near { area, reach_km, outline, pieces: Vec::new() }
    }

    /// Judges a box in the box judged last on the level above. `Inside` means that every disc is wholly inside, `Outside`
    /// that none touches.
    pub fn relation(&mut self, node: &PointBox, level: usize) -> Relation {
        if let Some(circle) = &self.area.circle {
            return circle.relation(node.space(), self.reach_km);
        }
        if self.outline.as_mut().is_some_and(|outline| outline.enter(level, node.space())) {
            return Relation::Mixed;
        }
        self.area.of_polygons(node.degrees)
    }

    /// As [`Area::share`], for a place in the box judged last on the lowest level.
    pub fn share(&mut self, place: &Place, uncertainty_km: f64) -> f32 {
        let Some(outline) = self.outline.as_ref().filter(|_| self.area.is_plain()) else {
            return self.area.share_by(place, uncertainty_km, &[]);
        };
        self.pieces.clear();
        let nearest_2 = outline.pieces_within(place, uncertainty_km, &mut self.pieces);
        if self.pieces.is_empty() {
            return f32::from(self.area.in_polygon(place.at));
        }
        // The foot need be found only where it decides whether the disc is cut.
        if Trace::surely_within(nearest_2, uncertainty_km) {
            return self.area.cut_share(place, uncertainty_km, &self.pieces);
        }
        self.area.share_by(place, uncertainty_km, &self.pieces)
    }
}
