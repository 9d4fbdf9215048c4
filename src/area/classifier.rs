//! Classifies the boxes and points of an index against an area. The part of the outline that is near a box is found while
//! the index is descended, and serves all the points in the box.

use super::Area;
use super::share::touch_tolerance_km;
use crate::geo::{GeoPoint, PointBox, Relation};
use crate::trace::{NearestFinder, Trace};

/// Tells how boxes of uncertain points relate to an area, and what share of an uncertain point lies inside. An uncertain
/// point is a disc.
pub struct AreaClassifier<'a> {
    area: &'a Area,
    reach_km: f64,
    /// `None` where the outline is not needed: for a circle, and for exact points and polygons without a radius.
    outline: Option<NearestFinder<'a>>,
    /// Scratch space: numbers of the pieces of the outline that may cut a disc.
    pieces: Vec<u32>,
}

impl<'a> AreaClassifier<'a> {
    /// For discs with radii up to `reach_km` in an index with `levels` levels.
    pub fn new(area: &'a Area, reach_km: f64, levels: usize) -> AreaClassifier<'a> {
        let reach = area.radius_km + reach_km;
        let needs_outline = area.circle.is_none() && reach > 0.0;
        let outline = needs_outline.then(|| area.nearest_finder(reach, levels));
        AreaClassifier { area, reach_km, outline, pieces: Vec::new() }
    }

    /// How a box relates to the area: `Inside` if every disc in it is wholly inside, `Outside` if none touches the area.
    /// The box must lie in the box last given on the level above.
    pub fn relation(&mut self, node: &PointBox, level: usize) -> Relation {
        if let Some(circle) = &self.area.circle {
            return circle.relation(node.space(), self.reach_km);
        }
        if self.outline.as_mut().is_some_and(|outline| outline.narrow(level, node.space())) {
            return Relation::Mixed;
        }
        self.area.polygon_relation(node.degrees)
    }

    /// The same as [`Area::share`], for a point in the box last given on the bottom level.
    pub fn share(&mut self, point: &GeoPoint, uncertainty_km: f64) -> f32 {
        let Some(outline) = self.outline.as_ref().filter(|_| self.area.is_plain()) else {
            return self.area.share_with_pieces(point, uncertainty_km, &[]);
        };
        self.pieces.clear();
        let nearest_2 = outline.pieces_within(point, uncertainty_km, &mut self.pieces);
        if self.pieces.is_empty() {
            return f32::from(self.area.polygons_contain(point.at));
        }
        // A disc that the nearest chord certainly cuts, and does not only touch, needs no exact distance.
        if Trace::is_certainly_within(nearest_2, uncertainty_km - touch_tolerance_km(uncertainty_km)) {
            return self.area.share_of_cut_disc(point, uncertainty_km, &self.pieces);
        }
        self.area.share_with_pieces(point, uncertainty_km, &self.pieces)
    }
}
