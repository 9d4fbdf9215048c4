//! How much of a surface lies in an area: the size of a buffered area, and the share of an uncertain location.
//!
//! The surface is cut into cells. Distances change by no more than one moves, so a cell is inside or outside as a whole if
//! the boundary is farther from its middle than its corners are. In any other cell the boundary is taken as the straight line
//! at that distance. The cell whose part is least certain is cut in four, until the uncertain parts are small enough
//! together. How uncertain a part is follows from how far it differs from the sum of the parts of the four.

use std::collections::BinaryHeap;

use super::Area;
use super::surfaces::to_lon_lat;
use crate::geo::{self, GeoPoint, Xyz, chord_km, chord_to_arc, dot, subtract};
use crate::trace::NearestInSpace;

/// The share of the error of a cell that remains at least when it is cut in four, however well the four agree with it: as if
/// the boundary were merely bent.
const LEAST_ERROR: f64 = 1.0 / 8.0;
/// The same for a cell in which a line or an edge of a polygon ends. Cells in which it ends beyond the middle all take it to
/// go on, and agree; the error is then in proportion to the side of a cell for a line, and to its square for a polygon.
const LEAST_LINE_ERROR: f64 = 1.0 / 2.0;
const LEAST_CORNER_ERROR: f64 = 1.0 / 4.0;

/// A surface on the ellipsoid as squares with coordinates from −1 to 1.
pub trait Surface {
    /// The number of squares.
    const SQUARES: u8;
    /// Into how many cells a square is cut at first, along each side.
    const FIRST_SIDE: u32;

    /// The place at the coordinates of a square, km.
    fn at(&self, square: u8, x: f64, y: f64) -> Xyz;

    /// The size of the cell of a square with this middle and side, in the unit of the result.
    fn size(&self, square: u8, x: f64, y: f64, side: f64) -> f64;
}

/// A sum and the bound that is expected of its error, in the unit of the surface.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub sum: f64,
    pub error: f64,
}

/// An area that is measured.
pub struct Measured<'a> {
    area: &'a Area,
    /// Its radius as far as it is measured by the straight line, km.
    radius_km: f64,
    /// How far the path of each piece of the outline reaches, km; empty where no path is too small to be noticed.
    path_reaches: Vec<f32>,
}

impl<'a> Measured<'a> {
    /// All of an area, however small it is.
    pub fn whole(area: &'a Area) -> Measured<'a> {
        Measured { area, radius_km: area.radius_km, path_reaches: area.outline().path_reaches() }
    }

    /// The part of an area around a point, given the geodesic distance of the point to the drawn geometry. Distances that
    /// are derived from chords are up to 100 m off; the radius is made to be off as much.
    pub fn around(area: &'a Area, point: &GeoPoint, distance_km: f64) -> Measured<'a> {
        let nearest = area.outline().nearest_in_space(point.xyz, f64::INFINITY, 0.0);
        let measured_km = nearest.map_or(0.0, |nearest| chord_to_arc(chord_km(nearest.at, point.xyz)));
        let off_km = if distance_km > 0.0 { measured_km - distance_km } else { 0.0 };
        Measured { area, radius_km: (area.radius_km + off_km).max(0.0), path_reaches: Vec::new() }
    }
}

impl Measured<'_> {
    /// The share of the error of a cell that remains at least when it is cut in four. Cells that are smaller than the radius
    /// resolve the ends of lines and the corners.
    fn least_share(&self, at: Xyz, own_km: f64) -> f64 {
        let is_small = self.path_reaches.is_empty() || own_km <= self.radius_km / 2.0;
        if is_small || !self.area.outline().has_end_within(at, own_km) {
            LEAST_ERROR
        } else if self.area.polygons.is_empty() {
            LEAST_LINE_ERROR
        } else {
            LEAST_CORNER_ERROR
        }
    }
}

/// Measures the part of a surface that lies in an area, until the error is at most `relative` times the part or `absolute`, or
/// until `max_cells` cells have been looked at.
pub fn measure<S: Surface>(
    area: &Measured<'_>,
    surface: &S,
    relative: f64,
    absolute: f64,
    max_cells: usize,
) -> Measure {
    let side = 2.0 / f64::from(S::FIRST_SIDE);
    let first = (0..S::FIRST_SIDE).map(|number| f64::from(number) * side - 1.0 + side / 2.0);
    let mut total = Measure { sum: 0.0, error: 0.0 };
    let mut unsure = BinaryHeap::new();
    let mut cells = 0;
    for square in 0..S::SQUARES {
        for (x, y) in first.clone().flat_map(|x| first.clone().map(move |y| (x, y))) {
            let mut cell = Cell::new(area, surface, (square, x, y), side, f64::INFINITY);
            cell.error = if cell.is_sure { 0.0 } else { cell.size };
            total.sum += cell.inside;
            total.error += cell.error;
            cells += 1;
            unsure.push(cell);
        }
    }
    while total.error > absolute.max(relative * total.sum) && cells < max_cells {
        let Some(cell) = unsure.pop() else { break };
        let quarter = cell.side / 4.0;
        let mut parts =
            [(-quarter, -quarter), (-quarter, quarter), (quarter, -quarter), (quarter, quarter)].map(|(x, y)| {
                let (square, middle_x, middle_y) = cell.middle;
                Cell::new(area, surface, (square, middle_x + x, middle_y + y), cell.side / 2.0, cell.reach_km)
            });
        cells += parts.len();
        let inside: f64 = parts.iter().map(|part| part.inside).sum();
        let unsure_size: f64 = parts.iter().filter(|part| !part.is_sure).map(|part| part.size).sum();
        // It is never taken to vanish, so that agreement by chance does not end the search.
        let (square, x, y) = cell.middle;
        let least_share = area.least_share(surface.at(square, x, y), cell.own_km);
        let error = (cell.inside - inside).abs().max(cell.error * least_share);
        total.sum += inside - cell.inside;
        total.error -= cell.error;
        for part in parts.iter_mut().filter(|part| !part.is_sure) {
            part.error = (error * part.size / unsure_size).max(part.least_error).min(part.size);
            total.error += part.error;
        }
        unsure.extend(parts.into_iter().filter(|part| !part.is_sure));
    }
    total
}

/// A cell of a surface with what is known of it.
struct Cell {
    /// The square, and the middle in its coordinates.
    middle: (u8, f64, f64),
    side: f64,
    /// Upper bound of the distance from the middle to any place of the cell, km.
    own_km: f64,
    size: f64,
    /// The part of the size that lies inside.
    inside: f64,
    /// Whether the cell is inside or outside as a whole.
    is_sure: bool,
    error: f64,
    /// What the error is at least, however well other cells agree.
    least_error: f64,
    /// Upper bound of the distance between any place of the cell and the drawn geometry, km.
    reach_km: f64,
}

impl Cell {
    fn new<S: Surface>(
        area: &Measured<'_>,
        surface: &S,
        middle: (u8, f64, f64),
        side: f64,
        known_reach_km: f64,
    ) -> Cell {
        let (square, x, y) = middle;
        let half = side / 2.0;
        let size = surface.size(square, x, y, side);
        let at = surface.at(square, x, y);
        let [ll, lh, hl, hh] = [(-half, -half), (-half, half), (half, -half), (half, half)]
            .map(|(dx, dy)| surface.at(square, x + dx, y + dy));
        let corner_km = [ll, lh, hl, hh].iter().map(|corner| chord_km(at, *corner)).fold(0.0, f64::max);
        let own_km = chord_to_arc(corner_km) * 1.02;
        let offset = Offset::new(area, at, own_km, known_reach_km);
        let share = match offset {
            Offset::Inside => 1.0,
            Offset::Outside => 0.0,
            Offset::Near { towards, from_km, to_km, .. } => {
                let half_sum =
                    |a: Xyz, b: Xyz, c: Xyz, d: Xyz| std::array::from_fn(|i| (a[i] + b[i] - c[i] - d[i]) / 2.0);
                share_between([half_sum(hl, hh, ll, lh), half_sum(lh, hh, ll, hl)], towards, from_km, to_km)
            }
        };
        let (is_sure, reach_km, least_error) = match offset {
            Offset::Near { distance_km, is_end, path_km, .. } => {
                // Around the end of an edge the boundary is an arc, and a whole path may lie in the cell: a large cell
                // resolves neither, and the smaller cells in which it lies agree on what a straight boundary would give.
                // However large the cell, the error is no more than the square of what it does not resolve.
                let radius = area.radius_km;
                let unresolved_km = if own_km > radius / 2.0 + path_km / 4.0 {
                    radius + path_km
                } else if is_end && own_km > radius / 2.0 {
                    radius
                } else {
                    0.0
                };
                (false, distance_km + own_km, (0.3 * share).min((unresolved_km / own_km).powi(2)) * size)
            }
            _ => (true, f64::INFINITY, 0.0),
        };
        Cell { middle, side, own_km, size, inside: share * size, is_sure, error: 0.0, least_error, reach_km }
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Cell) -> bool {
        self.error == other.error
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Cell) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Cell) -> std::cmp::Ordering {
        self.error.total_cmp(&other.error)
    }
}

/// How a round neighbourhood of a place lies relative to an area.
#[derive(Clone, Copy)]
enum Offset {
    Inside,
    Outside,
    /// The boundary may pass through: inside is what lies between two distances in the direction of the vector.
    Near {
        towards: Xyz,
        from_km: f64,
        to_km: f64,
        distance_km: f64,
        /// Whether the nearest drawn point is the end of an edge, or of a part of one.
        is_end: bool,
        /// How far the nearest path reaches, km; infinite if that does not matter.
        path_km: f64,
    },
}

impl Offset {
    fn new(measured: &Measured<'_>, at: Xyz, own_km: f64, known_reach_km: f64) -> Offset {
        let (area, radius) = (measured.area, measured.radius_km);
        let is_in_polygon = || !area.polygons.is_empty() && area.polygons_contain(to_lon_lat(at));
        // Nothing beyond the one limit can decide; anything nearer than the other decides by itself.
        let (far_km, near_km) = (known_reach_km.min(radius + own_km), radius - own_km);
        let Some(NearestInSpace { at: nearest, piece, is_end }) =
            area.outline().nearest_in_space(at, far_km, geo::arc_to_chord(near_km))
        else {
            return if is_in_polygon() { Offset::Inside } else { Offset::Outside };
        };
        let distance_km = chord_to_arc(chord_km(nearest, at));
        if distance_km <= near_km {
            return Offset::Inside;
        }
        let towards = subtract(nearest, at);
        let path_km = measured.path_reaches.get(piece).map_or(f64::INFINITY, |km| f64::from(*km));
        if is_in_polygon() {
            if distance_km + radius >= own_km {
                return Offset::Inside;
            }
            return Offset::Near {
                towards,
                from_km: f64::NEG_INFINITY,
                to_km: distance_km + radius,
                distance_km,
                is_end,
                path_km,
            };
        }
        if distance_km - radius >= own_km {
            return Offset::Outside;
        }
        // What lies behind the outline of a polygon is inside; a line has another side.
        let to_km = if area.polygons.is_empty() { distance_km + radius } else { f64::INFINITY };
        Offset::Near { towards, from_km: distance_km - radius, to_km, distance_km, is_end, path_km }
    }
}

/// The share of a parallelogram with these sides that lies between two distances from its middle in a direction, which is
/// projected on its plane.
fn share_between([a, b]: [Xyz; 2], towards: Xyz, from_km: f64, to_km: f64) -> f64 {
    let normal = cross(a, b);
    let normal_2 = dot(normal, normal);
    let up = if normal_2 > 0.0 { dot(towards, normal) / normal_2 } else { 0.0 };
    let flat: Xyz = std::array::from_fn(|i| towards[i] - up * normal[i]);
    let length = dot(flat, flat).sqrt();
    if length == 0.0 {
        return 0.5;
    }
    let (wide, narrow) = {
        let (p, q) = (dot(a, flat).abs() / length, dot(b, flat).abs() / length);
        (p.max(q), p.min(q))
    };
    // The share of the parallelogram beyond a distance: the upper tail of the sum of two uniform distributions.
    let beyond = |distance: f64| {
        let off = distance.abs();
        let tail = if off >= (wide + narrow) / 2.0 {
            0.0
        } else if off <= (wide - narrow) / 2.0 {
            0.5 - off / wide
        } else {
            ((wide + narrow) / 2.0 - off).powi(2) / (2.0 * wide * narrow)
        };
        if distance >= 0.0 { tail } else { 1.0 - tail }
    };
    (beyond(from_km) - beyond(to_km)).clamp(0.0, 1.0)
}

fn cross(a: Xyz, b: Xyz) -> Xyz {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the share of many points of the parallelogram, which lies in the plane of the first two axes.
        #[test]
        fn the_share_between_two_distances_is_that_of_many_points(
            a in [-1.0..1.0f64, -1.0..1.0f64], b in [-1.0..1.0f64, -1.0..1.0f64],
            towards in [-1.0..1.0f64, -1.0..1.0f64, -1.0..1.0f64], from_km in -1.5..1.5f64, width_km in 0.0..1.5f64,
        ) {
            const SIDE: usize = 200;
            let area = a[0] * b[1] - a[1] * b[0];
            let length = towards[0].hypot(towards[1]);
            prop_assume!(area.abs() > 0.01 && length > 0.01);
            let to_km = from_km + width_km;
            let middle = |step: usize| (step as f64 + 0.5) / SIDE as f64 - 0.5;
            let distance = |(row, column): (usize, usize)| {
                let at = [0, 1].map(|axis| middle(row) * a[axis] + middle(column) * b[axis]);
                (at[0] * towards[0] + at[1] * towards[1]) / length
            };
            let points = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (row, column)));
            let between = points.filter(|&point| (from_km..to_km).contains(&distance(point))).count();
            let expected = between as f64 / (SIDE * SIDE) as f64;
            let found = share_between([[a[0], a[1], 0.0], [b[0], b[1], 0.0]], towards, from_km, to_km);
            prop_assert!((found - expected).abs() < 0.02, "{found} {expected}");
        }
    }
}
