//! An area of interest: which points lie in it, how far others are from it, and how much of an uncertain location it
//! covers.

mod chords;
mod circle;
mod classifier;
mod disc;
mod edge;
mod gaussian;
mod grid;
mod measure;
mod ordered_list;
mod overlap;
mod packed_lists;
mod polygon;
mod samples;
mod share;
mod surfaces;
mod sweep;
mod validity;

use std::cell::OnceCell;

use circle::Circle;
pub use classifier::AreaClassifier;
pub use disc::disc_overlap;
pub(crate) use gaussian::{GaussianMeter, MASS_REACH_SIGMAS};
use measure::{Measured, measure};
use polygon::Polygon;
pub use share::touch_tolerance_km;
use surfaces::Globe;

use crate::error::{Code, GeobitError, Result};
use crate::geo::{DegreeBox, GeoPoint, LocalConverter, LonLat, PointBox, Relation};
use crate::geometry::{self, Shape};
use crate::trace::{NearestFinder, Tolerance, Trace};

/// Largest radius, km. Nothing farther away is "around" a site, and a chord no longer tells near from far.
pub const MAX_RADIUS_KM: f64 = 2000.0;
/// The smallest radius: a metre. A smaller one is none.
pub const MIN_RADIUS_KM: f64 = 0.001;
/// The relative error at which the measuring of a size ends, and the number of cells at which it ends at the latest.
const SIZE_ERROR: f64 = 3e-4;
const SIZE_CELLS: usize = 40_000;
/// The relative error at which the measuring ends where a rough size is enough.
const ROUGH_SIZE_ERROR: f64 = 0.01;

/// Points, lines and polygons, with everything within `radius_km` of them. An area is closed: its boundary belongs to it.
///
/// ```
/// use geobit::area::Area;
/// use geobit::geo::{GeoPoint, LonLat};
///
/// let bamako = Area::circle(LonLat::new(-8.0, 12.64), 25.0)?;
/// assert!(bamako.contains(&GeoPoint::new(LonLat::new(-7.9, 12.7))));
/// assert!((bamako.area_km2() - 1963.5).abs() < 0.1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Area {
    points: Vec<GeoPoint>,
    lines: Vec<Vec<LonLat>>,
    polygons: Vec<Polygon>,
    /// All drawn points and edges. Built when a distance is first needed: exact points in plain polygons need none.
    outline: OnceCell<Trace>,
    /// Computed when it is first asked for.
    size: OnceCell<Size>,
    radius_km: f64,
    /// Set if the area is a single point with a radius.
    circle: Option<Circle>,
}

/// The size of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// The area on the ellipsoid, km²: above 0 and at most that of the Earth.
    pub km2: f64,
    /// The expected bound of its relative error: at most 0.001, unless the area is too intricate to be measured so well.
    pub relative_error: f64,
}

/// How a point lies relative to the drawn geometry, before any radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offset {
    /// Geodesic distance to the drawn geometry, km; 0 inside a polygon.
    pub distance_km: f64,
    /// Geodesic distance to the outline from inside a polygon, km; 0 outside.
    pub depth_km: f64,
    /// The nearest drawn point, or the nearest point on a drawn edge.
    pub nearest: LonLat,
}

impl Area {
    /// The area of a checked geometry. `radius_km` applies if the feature itself names no radius.
    ///
    /// # Errors
    /// `BadGeometry` or `BadOption` if a point or a line has no radius, or if the radius is neither 0 nor within 0.001 to
    /// 2,000 km. `BadGeometry`, with the vertex, if a polygon crosses itself, encloses nothing or has a hole outside of its
    /// outline. `TooLarge`, with the vertex, if the geometry is too long to measure.
    pub fn new(drawn: Shape, radius_km: Option<f64>) -> Result<Area> {
        let radius_km = checked_radius(&drawn, radius_km)?;
        let mut polygons = drawn.polygons;
        validity::check_polygons(&mut polygons)?;
        let polygons: Vec<Polygon> = polygons.into_iter().map(Polygon::new).collect();
        let points: Vec<GeoPoint> = drawn.points.into_iter().map(GeoPoint::new).collect();
        let circle = match points.as_slice() {
            [centre] if drawn.lines.is_empty() && polygons.is_empty() => Some(Circle::new(centre.at, radius_km)),
            _ => None,
        };
        let area = Area {
            points,
            lines: drawn.lines,
            polygons,
            outline: OnceCell::new(),
            size: OnceCell::new(),
            radius_km,
            circle,
        };
        Trace::check(area.paths(), Tolerance::DISTANCE)?;
        Ok(area)
    }

    /// Everything within `radius_km` of a point.
    ///
    /// # Errors
    /// `BadGeometry` if the centre is not a position on the globe; `BadOption` if the radius is not within 0.001 to
    /// 2,000 km.
    ///
    /// ```
    /// use geobit::area::Area;
    /// use geobit::geo::LonLat;
    ///
    /// assert!(Area::circle(LonLat::new(-8.0, 12.64), 10.0).is_ok());
    /// let swapped = Area::circle(LonLat::new(12.64, -98.0), 10.0).err().unwrap();
    /// assert!(swapped.message.contains("latitude -98"));
    /// ```
    pub fn circle(centre: LonLat, radius_km: f64) -> Result<Area> {
        let centre = geometry::check_point(centre)?;
        Area::new(Shape { points: vec![centre], ..Shape::default() }, Some(radius_km))
    }

    /// A polygon from its rings: the outline first, then the holes. As in GeoJSON, edges are straight in longitude and
    /// latitude, and the last vertex of a ring equals its first. The winding does not matter.
    ///
    /// # Errors
    /// `BadGeometry`, with the vertex, for what is not a polygon; see [`Area::new`].
    ///
    /// ```
    /// use geobit::area::Area;
    /// use geobit::geo::LonLat;
    ///
    /// let ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)].map(|(lon, lat)| LonLat::new(lon, lat));
    /// assert!((Area::polygon([ring.to_vec()])?.area_km2() - 6154.0).abs() < 1.0);
    /// let open = Area::polygon([ring[..3].to_vec()]).err().unwrap();
    /// assert_eq!(open.at.vertex, Some(2));
    /// # Ok::<(), geobit::error::GeobitError>(())
    /// ```
    pub fn polygon(rings: impl IntoIterator<Item = Vec<LonLat>>) -> Result<Area> {
        let rings = geometry::polygon_from_rings(rings)?;
        Area::new(Shape { polygons: vec![rings], ..Shape::default() }, None)
    }

    fn paths(&self) -> impl Iterator<Item = &[LonLat]> {
        let rings = self.polygons.iter().flat_map(|polygon| polygon.rings().iter().map(Vec::as_slice));
        let points = self.points.iter().map(|point| std::slice::from_ref(&point.at));
        points.chain(self.lines.iter().map(Vec::as_slice)).chain(rings)
    }

    fn outline(&self) -> &Trace {
        let trace = || {
            Trace::new(self.paths(), Tolerance::DISTANCE)
                .unwrap_or_else(|_| unreachable!("checked when the area was made"))
        };
        self.outline.get_or_init(trace)
    }

    /// A finder of the nearest drawn points up to `reach_km` away, for the points of an index with `levels` levels.
    pub fn nearest_finder(&self, reach_km: f64, levels: usize) -> NearestFinder<'_> {
        NearestFinder::new(self.outline(), reach_km, levels)
    }

    /// The drawn points.
    pub fn points(&self) -> impl Iterator<Item = LonLat> {
        self.points.iter().map(|point| point.at)
    }

    /// The drawn lines.
    pub fn lines(&self) -> impl Iterator<Item = &[LonLat]> {
        self.lines.iter().map(Vec::as_slice)
    }

    /// The drawn polygons, each as its rings: the outline first, the inside to the left of every ring.
    pub fn polygons(&self) -> impl Iterator<Item = &[Vec<LonLat>]> {
        self.polygons.iter().map(Polygon::rings)
    }

    /// The centre, where the area is a circle.
    pub fn site(&self) -> Option<LonLat> {
        self.circle.as_ref().map(|circle| circle.centre.at)
    }

    /// The radius around the drawn geometry, km; 0 for plain polygons.
    pub fn radius_km(&self) -> f64 {
        self.radius_km
    }

    /// Whether a point lies inside or on the boundary, decided by exact predicates and the geodesic.
    pub fn contains(&self, point: &GeoPoint) -> bool {
        if let Some(circle) = &self.circle {
            return circle.contains(point);
        }
        if self.polygons_contain(point.at) {
            return true;
        }
        self.radius_km > 0.0 && self.outline().is_within(point, self.radius_km)
    }

    /// Calls `visit` with the numbers of the points inside, ascending.
    pub fn for_each_inside(&self, lon: &[f64], lat: &[f64], mut visit: impl FnMut(usize)) {
        if let Some(circle) = &self.circle {
            return circle.for_each_inside(lon, lat, visit);
        }
        let points = || lon.iter().zip(lat).map(|(lon, lat)| LonLat::new(*lon, *lat)).enumerate();
        if self.radius_km == 0.0 {
            let inside = |point: LonLat| match self.polygons.as_slice() {
                [only] => only.contains(point),
                several => several.iter().any(|polygon| polygon.contains(point)),
            };
            return points().filter(|(_, point)| inside(*point)).for_each(|(number, _)| visit(number));
        }
        let Some((_, first)) = points().next() else { return };
        let converter = LocalConverter::new(first);
        // Many points may be the same, and they follow one another.
        let mut last = (LonLat::new(f64::NAN, f64::NAN), false);
        for (number, point) in points() {
            if last.0 != point {
                last = (point, self.contains(&converter.point(point)));
            }
            if last.1 {
                visit(number);
            }
        }
    }

    /// How a box of points relates to the polygons, before any radius.
    pub fn polygon_relation(&self, degrees: DegreeBox) -> Relation {
        let relations = self.polygons.iter().map(|polygon| polygon.relation(degrees));
        relations.fold(Relation::Outside, |all, next| match (all, next) {
            (Relation::Inside, _) | (_, Relation::Inside) => Relation::Inside,
            (Relation::Mixed, _) | (_, Relation::Mixed) => Relation::Mixed,
            _ => Relation::Outside,
        })
    }

    /// Whether a point lies in one of the polygons, before any radius.
    pub fn polygons_contain(&self, point: LonLat) -> bool {
        self.polygons.iter().any(|polygon| polygon.contains(point))
    }

    /// Lower bound of the distance between the points in a box and the drawn geometry, km; infinite if that is more than
    /// `limit_km`.
    pub fn min_distance_km(&self, node: &PointBox, limit_km: f64) -> f64 {
        match self.polygon_relation(node.degrees) {
            Relation::Outside => self.outline().min_distance_km(node.space(), limit_km),
            _ => 0.0,
        }
    }

    /// Geodesic distance to the drawn geometry, km; 0 inside a polygon.
    pub fn distance_km(&self, point: &GeoPoint) -> f64 {
        if self.polygons_contain(point.at) {
            return 0.0;
        }
        self.outline().nearest(point).map_or(f64::INFINITY, |nearest| nearest.distance_km)
    }

    /// How a point lies relative to the drawn geometry.
    pub fn offset(&self, point: &GeoPoint) -> Offset {
        let nearest = self.outline().nearest(point).expect("an area has at least one drawn point");
        let (distance_km, depth_km) =
            if self.polygons_contain(point.at) { (0.0, nearest.distance_km) } else { (nearest.distance_km, 0.0) };
        Offset { distance_km, depth_km, nearest: nearest.at }
    }

    /// The area on the ellipsoid, km²; see [`Area::size`].
    pub fn area_km2(&self) -> f64 {
        self.size().km2
    }

    /// The area on the ellipsoid. It is exact for polygons, and accurate to 1e-5 for circles. For lines, polygons and several
    /// points with a radius it is measured cell by cell, to 0.1 % or to the error that it says.
    pub fn size(&self) -> Size {
        *self.size.get_or_init(|| self.compute_size(SIZE_ERROR))
    }

    /// The area on the ellipsoid to 1 %, which takes a tenth of the time that [`Area::size`] does for lines with a radius.
    pub(crate) fn rough_km2(&self) -> f64 {
        self.size.get().copied().unwrap_or_else(|| self.compute_size(ROUGH_SIZE_ERROR)).km2
    }

    fn compute_size(&self, error: f64) -> Size {
        let exact = |km2: f64| Size { km2, relative_error: 0.0 };
        if let Some(circle) = &self.circle {
            return exact(disc::geodesic_disc_km2(circle.centre.at.lat, circle.radius_km));
        }
        let drawn_km2: f64 = self.polygons.iter().map(Polygon::area_km2).sum();
        if self.radius_km == 0.0 {
            return exact(drawn_km2);
        }
        let found = measure(&Measured::whole(self), &Globe::new(), error, 0.0, SIZE_CELLS);
        // A radius makes no area smaller.
        Size { km2: found.sum.max(drawn_km2), relative_error: found.error / found.sum }
    }

    /// The centre of the bounding box: the point from which directions are given for places inside the area.
    pub fn bounds_centre(&self) -> LonLat {
        let paths = self
            .polygons
            .iter()
            .map(|polygon| polygon.rings()[0].as_slice())
            .chain(self.lines.iter().map(Vec::as_slice));
        let vertices: Vec<LonLat> = paths.flatten().copied().chain(self.points.iter().map(|point| point.at)).collect();
        let [west, south, east, north] = edge::bounds(&vertices);
        LonLat::new((west + east) / 2.0, (south + north) / 2.0)
    }

    /// The bounding boxes of the drawn points, lines and polygons, one of each, before any radius; longitudes are unwrapped.
    pub(crate) fn drawn_bounds(&self) -> impl Iterator<Item = DegreeBox> {
        let points = self.points.iter().map(|point| std::slice::from_ref(&point.at));
        let outlines = self.polygons.iter().map(|polygon| polygon.rings()[0].as_slice());
        points.chain(self.lines.iter().map(Vec::as_slice)).chain(outlines).map(edge::bounds)
    }
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
            "A point or a line needs a radius to be an area: give radiusKm, in km.",
        )
        .at_field(field)),
        None => Ok(0.0),
        Some(km) if !(0.0..=MAX_RADIUS_KM).contains(&km) => {
            refuse(format!("radiusKm is {km}; a number from 0 to {MAX_RADIUS_KM} is accepted."))
        }
        Some(km) if km > 0.0 && km < MIN_RADIUS_KM => {
            refuse(format!("radiusKm is {km}; 0 or a number from {MIN_RADIUS_KM} to {MAX_RADIUS_KM} is accepted."))
        }
        Some(km) if km == 0.0 && needed => {
            refuse("radiusKm is 0; around a point or a line it must be more than 0.".into())
        }
        Some(km) => Ok(km),
    }
}
