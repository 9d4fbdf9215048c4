//! What is covered or not: an area or a route.

use super::extent::Extent;
use crate::area::Area;
use crate::geo::{GeoPoint, PointBox, Xyz, to_xyz};
use crate::route_line::Route;
use crate::snapshot::Snapshot;
use crate::words::{Language, Value, messages};

/// A route is sampled at steps of at most this length, km, and at most at this many places.
const STEP_KM: f64 = 5.0;
const MAX_STEPS: usize = 10_000;

/// What a question is about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    Area(&'a Area),
    Route(&'a Route),
}

impl Subject<'_> {
    /// The share of the shape within the extent.
    pub(super) fn share(&self, extent: &mut Extent<'_>) -> f64 {
        let (mut inside, mut all) = (0, 0);
        let mut count = |place: Xyz| {
            all += 1;
            inside += usize::from(extent.reaches(place));
        };
        match self {
            Subject::Area(area) => area.samples().into_iter().for_each(&mut count),
            Subject::Route(route) => route.samples(STEP_KM, MAX_STEPS).map(to_xyz).for_each(&mut count),
        }
        f64::from(inside as u32) / f64::from(all.max(1) as u32)
    }

    /// Lower bound of the distance to the points in a box, km; infinite if that is more than `limit_km`.
    fn min_distance_km(&self, node: &PointBox, limit_km: f64) -> f64 {
        match self {
            Subject::Area(area) => area.min_distance_km(node, limit_km),
            Subject::Route(route) => route.trace().min_distance_km(node.space(), limit_km),
        }
    }

    /// Distance to a point from the shape as it is drawn, km.
    fn distance_km(&self, point: &GeoPoint) -> f64 {
        match self {
            Subject::Area(area) => area.distance_km(point),
            Subject::Route(route) => route.trace().nearest(point).map_or(f64::INFINITY, |nearest| nearest.distance_km),
        }
    }

    /// The distance from the shape to the nearest incident that has a place, km.
    pub(super) fn nearest_km(&self, snapshot: &Snapshot, uncertainty: bool) -> f64 {
        let mut nearest = f64::INFINITY;
        for (layer, _) in snapshot.layers(uncertainty) {
            layer.visit_nearest(
                nearest,
                |node, limit_km| self.min_distance_km(node, limit_km),
                |rows, _| {
                    nearest = rows.map(|row| self.distance_km(&snapshot.point(row))).fold(nearest, f64::min);
                    nearest
                },
            );
        }
        let radius_km = if let Subject::Area(area) = self { area.radius_km() } else { 0.0 };
        (nearest - radius_km).max(0.0)
    }

    pub(super) fn name(&self, lang: Language) -> Value {
        let message = match self {
            Subject::Area(_) => messages::THIS_PLACE,
            Subject::Route(_) => messages::THIS_ROUTE,
        };
        Value::text(message.template(lang))
    }
}
