//! An area of interest made from GeoJSON: which points lie in it, how far others are, how much of an uncertain
//! location it covers.

mod cells;
mod circle;
mod disc;
mod edge;
mod lists;
mod near;
mod overlap;
mod parallels;
mod polygon;

use std::cell::OnceCell;

use circle::Circle;
pub use disc::disc_overlap;
pub use near::Near;
pub use polygon::Polygon;

use crate::error::{Code, GeobitError, Result};
use crate::geo::{DegreeBox, LonLat, Place, PointBox, Relation, Vicinity};
use crate::geometry::Shape;
use crate::trace::{Feet, Tolerance, Trace};

/// Farther than this from a site nothing is "around" it, and a chord no longer tells near from far.
const LARGEST_RADIUS_KM: f64 = 2000.0;

/// Points, lines and polygons, with everything within `radius_km` of them. Closed: its boundary belongs to it.
pub struct Area {
    points: Vec<Place>,
    lines: Vec<Vec<LonLat>>,
    polygons: Vec<Polygon>,
    /// All drawn points and edges; made when a distance is asked for, which a plain "what is inside" is not.
    outline: OnceCell<Trace>,
    radius_km: f64,
    /// Where the area is just that.
    circle: Option<Circle>,
}

/// Where a place lies to the drawn geometry, before any radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// Geodesic distance to the drawn geometry, km; 0 inside a polygon.
    pub distance_km: f64,
    /// How far inside a polygon, km; 0 outside.
    pub depth_km: f64,
    /// The nearest drawn point or edge.
    pub foot: LonLat,
}

impl Area {
    /// `radius_km` applies where the feature itself names none. Points and lines need a radius; polygons may have one.
    pub fn new(drawn: Shape, radius_km: Option<f64>) -> Result<Area> {
        let radius_km = checked_radius(&drawn, radius_km)?;
        let polygons = drawn.polygons.into_iter().map(Polygon::new).collect::<Result<Vec<_>>>()?;
        let points: Vec<Place> = drawn.points.into_iter().map(Place::new).collect();
        let circle = match points.as_slice() {
            [centre] if drawn.lines.is_empty() && polygons.is_empty() => Some(Circle::new(centre.at, radius_km)),
            _ => None,
        };
        let area = Area { points, lines: drawn.lines, polygons, outline: OnceCell::new(), radius_km, circle };
        Trace::check(area.paths(), Tolerance::DISTANCE)?;
        Ok(area)
    }

    fn paths(&self) -> impl Iterator<Item = &[LonLat]> {
        let rings = self.polygons.iter().flat_map(|polygon| polygon.rings().iter().map(Vec::as_slice));
        let points = self.points.iter().map(|place| std::slice::from_ref(&place.at));
        points.chain(self.lines.iter().map(Vec::as_slice)).chain(rings)
    }

    fn outline(&self) -> &Trace {
        let trace = || {
            Trace::new(self.paths(), Tolerance::DISTANCE)
                .unwrap_or_else(|_| unreachable!("checked when the area was made"))
        };
        self.outline.get_or_init(trace)
    }

    /// Finds the nearest drawn points for many places, box by box.
    pub fn feet(&self, reach_km: f64, levels: usize) -> Feet<'_> {
        Feet::new(self.outline(), reach_km, levels)
    }

    pub fn radius_km(&self) -> f64 {
        self.radius_km
    }

    /// Whether a place lies inside, decided by exact predicates and the geodesic.
    pub fn contains(&self, place: &Place) -> bool {
        if let Some(circle) = &self.circle {
            return circle.contains(place);
        }
        if self.in_polygon(place.at) {
            return true;
        }
        let near =
            || self.outline().foot(place).is_some_and(|foot| place.is_within(&Place::new(foot.at), self.radius_km));
        self.radius_km > 0.0 && near()
    }

    /// Calls `take` with the numbers of the points inside, ascending.
    pub fn for_each_inside(&self, lon: &[f64], lat: &[f64], mut take: impl FnMut(usize)) {
        if let Some(circle) = &self.circle {
            return circle.for_each_inside(lon, lat, take);
        }
        let points = || lon.iter().zip(lat).map(|(lon, lat)| LonLat::new(*lon, *lat)).enumerate();
        if self.radius_km == 0.0 {
            let inside = |point: LonLat| match self.polygons.as_slice() {
                [one] => one.contains(point),
                several => several.iter().any(|polygon| polygon.contains(point)),
            };
            return points().filter(|(_, point)| inside(*point)).for_each(|(number, _)| take(number));
        }
        let Some((_, first)) = points().next() else { return };
        let vicinity = Vicinity::new(first);
        for (number, point) in points() {
            if self.contains(&vicinity.place(point)) {
                take(number);
            }
        }
    }

    /// How a box of points lies to the polygons. Asked in many places, each of which would hold a copy.
    #[inline(never)]
    pub fn of_polygons(&self, degrees: DegreeBox) -> Relation {
        let relations = self.polygons.iter().map(|polygon| polygon.relation(degrees));
        relations.fold(Relation::Outside, |all, one| match (all, one) {
            (Relation::Inside, _) | (_, Relation::Inside) => Relation::Inside,
            (Relation::Mixed, _) | (_, Relation::Mixed) => Relation::Mixed,
            _ => Relation::Outside,
        })
    }

    /// Whether a point is in a polygon. Asked in many places, each of which would hold a copy.
    #[inline(never)]
    pub fn in_polygon(&self, at: LonLat) -> bool {
        self.polygons.iter().any(|polygon| polygon.contains(at))
    }

    /// A distance that no point in a box is nearer to the drawn geometry than, km; infinite where that is more than the
    /// limit.
    pub fn least_km(&self, node: &PointBox, limit_km: f64) -> f64 {
        match self.of_polygons(node.degrees) {
            Relation::Outside => self.outline().least_km(node.space(), limit_km),
            _ => 0.0,
        }
    }

    /// Geodesic distance to the drawn geometry, km; 0 inside a polygon, where the outline need not be looked at.
    pub fn distance_km(&self, place: &Place) -> f64 {
        if self.in_polygon(place.at) {
            return 0.0;
        }
        self.outline().foot(place).map_or(f64::INFINITY, |foot| foot.distance_km)
    }

    pub fn offset(&self, place: &Place) -> Offset {
        let foot = self.outline().foot(place).expect("an area has at least one drawn point");
        let (distance_km, depth_km) =
            if self.in_polygon(place.at) { (0.0, foot.distance_km) } else { (foot.distance_km, 0.0) };
        Offset { distance_km, depth_km, foot: foot.at }
    }

    /// The share of a uniform disc of `uncertainty_km` around a place that lies inside: 0 outside, 1 wholly inside.
    ///
    /// Whether a disc touches or is wholly inside is decided by the geodesic distance to the drawn geometry. The
    /// share between is the lens formula for a circle, [`overlap`](self::overlap) for polygons, and
    /// [`parallels`](self::parallels) for every other area.
    pub fn share(&self, place: &Place, uncertainty_km: f64) -> f32 {
        let mut pieces = Vec::new();
        self.outline().pieces_within(place, uncertainty_km, |number| pieces.push(number as u32));
        self.share_by(place, uncertainty_km, &pieces)
    }

    /// The same, with the numbers of the pieces of the outline within that radius, which only plain polygons need.
    fn share_by(&self, place: &Place, uncertainty_km: f64, pieces: &[u32]) -> f32 {
        if uncertainty_km == 0.0 {
            return if self.contains(place) { 1.0 } else { 0.0 };
        }
        let (distance_km, depth_km) = match &self.circle {
            Some(circle) => (circle.centre.distance_km(place), 0.0),
            None => {
                let Offset { distance_km, depth_km, .. } = self.offset(place);
                (distance_km, depth_km)
            }
        };
        let from_edge = distance_km - depth_km - self.radius_km;
        if from_edge >= uncertainty_km {
            return 0.0;
        }
        if from_edge <= -uncertainty_km {
            return 1.0;
        }
        if self.circle.is_some() {
            return possible(disc_overlap(uncertainty_km, self.radius_km, distance_km));
        }
        if self.is_plain() {
            return self.cut_share(place, uncertainty_km, pieces);
        }
        unless_whole(parallels::share(self, place, uncertainty_km))
    }

    /// Whether it is polygons and nothing around them.
    fn is_plain(&self) -> bool {
        self.radius_km == 0.0 && self.points.is_empty() && self.lines.is_empty()
    }

    /// The share of a disc that the outline of plain polygons cuts, with the numbers of the pieces that do.
    fn cut_share(&self, place: &Place, uncertainty_km: f64, numbers: &[u32]) -> f32 {
        let exact = overlap::share(self.outline(), numbers, place, uncertainty_km, self.in_polygon(place.at));
        unless_whole(exact.unwrap_or_else(|| parallels::share(self, place, uncertainty_km)))
    }

    /// Area on the ellipsoid, km². Exact for polygons and circles; for buffers within about 0.1 %. Polygons of a
    /// MultiPolygon are taken not to overlap, as RFC 7946 asks.
    pub fn area_km2(&self) -> f64 {
        if let Some(circle) = &self.circle {
            return disc::geodesic_disc_km2(circle.centre.at.lat, circle.radius_km);
        }
        if self.radius_km == 0.0 {
            return self.polygons.iter().map(Polygon::area_km2).sum();
        }
        parallels::area_km2(self)
    }

    /// A place that stands for the area when a direction is asked for from inside it.
    pub fn middle(&self) -> LonLat {
        let paths = self
            .polygons
            .iter()
            .map(|polygon| polygon.rings()[0].as_slice())
            .chain(self.lines.iter().map(Vec::as_slice));
        let vertices: Vec<LonLat> = paths.flatten().copied().chain(self.points.iter().map(|place| place.at)).collect();
        let [west, south, east, north] = edge::bounds(&vertices);
        LonLat::new((west + east) / 2.0, (south + north) / 2.0)
    }
}

/// A share that rounding only makes different from 1 is 1.
fn unless_whole(share: f64) -> f32 {
    if share >= 1.0 - 1e-12 { 1.0 } else { possible(share) }
}

/// A disc that touches without being inside stays "possible", however little of it is in or out.
fn possible(share: f64) -> f32 {
    (share as f32).clamp(f32::EPSILON, 1.0 - f32::EPSILON)
}

fn checked_radius(drawn: &Shape, option: Option<f64>) -> Result<f64> {
    let (radius, field) = match drawn.radius_km {
        Some(own) => (Some(own), "properties.radiusKm"),
        None => (option, "radiusKm"),
    };
    let needed = !drawn.points.is_empty() || !drawn.lines.is_empty();
    let refuse = |message: String| {
        let code = if drawn.radius_km.is_some() { Code::BadGeometry } else { Code::BadOption };
        Err(GeobitError::new(code, message).at_field(field))
    };
    match radius {
        None if needed => Err(GeobitError::new(
            Code::BadGeometry,
            "A point or a line is an area only with a radius: give radiusKm, in km.",
        )
        .at_field(field)),
        None => Ok(0.0),
        Some(km) if !(0.0..=LARGEST_RADIUS_KM).contains(&km) => {
            refuse(format!("radiusKm is {}; a number from 0 to {} is accepted.", km, LARGEST_RADIUS_KM))
        }
        Some(km) if km == 0.0 && needed => {
            refuse("radiusKm is 0; around a point or a line it must be more than 0.".into())
        }
        Some(km) => Ok(km),
    }
}
