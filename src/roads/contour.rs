//! The outline of everything within a distance of some lines: distances on a grid, and the curve on which they have one value.

use std::collections::HashMap;

use crate::geo::{DegreeBox, LonLat, km_per_degree};

/// The most nodes of the grid.
const MOST_NODES: f64 = 4e6;
/// Cells for each width, as far as the grid allows.
const CELLS_PER_WIDTH: f64 = 3.0;
/// Legs are cut to so many cells, so that the box around each is small.
const LEG_CELLS: f64 = 4.0;
/// How near to a node of the grid the curve crosses its edges, as a share of an edge.
const NEAREST: f64 = 0.02;

/// Polygons, each as its rings: the outline first, then its holes, all closed.
pub type Polygons = Vec<Vec<Vec<LonLat>>>;

/// A grid over a box, on which lines are marked.
pub struct Grid {
    west: f64,
    south: f64,
    step: [f64; 2],
    columns: usize,
    rows: usize,
    /// How far around lines the outline runs, km.
    pub width_km: f64,
    /// The distance of each node to the lines, km, where it is below a few cells more than the width.
    distances: Vec<f32>,
}

impl Grid {
    /// A grid over everything within `width_km` of a box. Where the box is too large for cells that are small beside the width, the width
    /// grows.
    pub fn new([west, south, east, north]: DegreeBox, width_km: f64) -> Grid {
        let (per_lon, per_lat) = km_per_degree((south + north) / 2.0);
        let per_lon = per_lon.max(1e-3);
        let size = [(east - west) * per_lon + 2.0 * width_km, (north - south) * per_lat + 2.0 * width_km];
        let cell_km = (width_km / CELLS_PER_WIDTH).max((size[0] * size[1] / MOST_NODES).sqrt());
        let width_km = width_km.max(1.5 * cell_km);
        let margin = width_km + 2.0 * cell_km;
        let step = [cell_km / per_lon, cell_km / per_lat];
        // Toward the poles a degree of longitude is shorter than in the middle.
        let (narrow, _) = km_per_degree(south.abs().max(north.abs()).min(89.0));
        let aside = margin / narrow;
        let columns = ((east - west + 2.0 * aside) / step[0]).ceil() as usize + 2;
        let rows = ((north - south + 2.0 * margin / per_lat) / step[1]).ceil() as usize + 2;
        let distances = vec![f32::INFINITY; columns * rows];
        Grid { west: west - aside, south: south - margin / per_lat, step, columns, rows, width_km, distances }
    }

    /// Marks a line.
    pub fn add(&mut self, line: &[LonLat]) {
        for pair in line.windows(2) {
            let cells = ((pair[1].lon - pair[0].lon) / self.step[0]).hypot((pair[1].lat - pair[0].lat) / self.step[1]);
            let pieces = (cells / LEG_CELLS).ceil().max(1.0);
            for piece in 0..pieces as usize {
                let at = |number: usize| pair[0].lerp(pair[1], number as f64 / pieces);
                self.add_leg(at(piece), at(piece + 1));
            }
        }
    }

    fn add_leg(&mut self, from: LonLat, to: LonLat) {
        let (_, per_lat) = km_per_degree(from.lat);
        let reach = self.width_km + 2.0 * self.step[1] * per_lat;
        let row_of = |lat: f64| (lat - self.south) / self.step[1];
        let rows = row_of(from.lat.min(to.lat) - reach / per_lat).floor().max(0.0) as usize
            ..(row_of(from.lat.max(to.lat) + reach / per_lat).ceil().max(0.0) as usize + 1).min(self.rows);
        for row in rows {
            let lat = self.south + row as f64 * self.step[1];
            let (per_lon, _) = km_per_degree(lat);
            let column_of = |lon: f64| (lon - self.west) / self.step[0];
            let columns = column_of(from.lon.min(to.lon) - reach / per_lon).floor().max(0.0) as usize
                ..(column_of(from.lon.max(to.lon) + reach / per_lon).ceil().max(0.0) as usize + 1).min(self.columns);
            let (y0, y1) = ((from.lat - lat) * per_lat, (to.lat - lat) * per_lat);
            for column in columns {
                let lon = self.west + column as f64 * self.step[0];
                let (x0, x1) = ((from.lon - lon) * per_lon, (to.lon - lon) * per_lon);
                let (dx, dy) = (x1 - x0, y1 - y0);
                let length_2 = dx * dx + dy * dy;
                let share = if length_2 > 0.0 { (-(x0 * dx + y0 * dy) / length_2).clamp(0.0, 1.0) } else { 0.0 };
                let km = (x0 + share * dx).hypot(y0 + share * dy) as f32;
                let known = &mut self.distances[row * self.columns + column];
                *known = known.min(km);
            }
        }
    }

    /// How far inside a node lies, km; below 0 outside.
    fn depth(&self, column: usize, row: usize) -> f64 {
        let km = f64::from(self.distances[row * self.columns + column]);
        (self.width_km - km).max(-2.0 * self.width_km)
    }

    /// The polygons of everything within the width of the lines.
    ///
    /// Source: W. E. Lorensen and H. E. Cline, Marching cubes, Computer Graphics 21 (1987), in two dimensions.
    pub fn outline(&self) -> Polygons {
        let mut next: HashMap<u64, u64> = HashMap::new();
        for row in 0..self.rows - 1 {
            for column in 0..self.columns - 1 {
                self.cross_cell(column, row, &mut next);
            }
        }
        let mut starts: Vec<u64> = next.keys().copied().collect();
        starts.sort_unstable();
        let mut rings = Vec::new();
        for start in starts {
            let (mut ring, mut at) = (Vec::new(), start);
            while let Some(after) = next.remove(&at) {
                ring.push(self.crossing(at));
                at = after;
            }
            if ring.len() > 2 {
                ring.push(ring[0]);
                rings.push(ring);
            }
        }
        nest(rings)
    }

    /// Adds the parts of the curve in a cell, each from one edge of the cell to another, with the inside to the left.
    fn cross_cell(&self, column: usize, row: usize, next: &mut HashMap<u64, u64>) {
        // Corners and edges against the clock from the south-west, and from the south.
        let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
        let depths = corners.map(|(column, row)| self.depth(column, row));
        let inside = depths.map(|depth| depth >= 0.0);
        if inside.iter().all(|one| *one == inside[0]) {
            return;
        }
        let edges = [
            self.key(column, row, 0),
            self.key(column + 1, row, 1),
            self.key(column, row + 1, 0),
            self.key(column, row, 1),
        ];
        // Walking around the cell against the clock, the curve leaves where it goes from inside to outside.
        let exits: Vec<usize> = (0..4).filter(|edge| inside[*edge] && !inside[(edge + 1) % 4]).collect();
        let entries: Vec<usize> = (0..4).filter(|edge| !inside[*edge] && inside[(edge + 1) % 4]).collect();
        if exits.len() == 1 {
            next.insert(edges[exits[0]], edges[entries[0]]);
            return;
        }
        // Two opposite corners are inside: the middle says whether they are joined.
        let is_joined = depths.iter().sum::<f64>() >= 0.0;
        for exit in exits {
            let entry = if is_joined { (exit + 1) % 4 } else { (exit + 3) % 4 };
            next.insert(edges[exit], edges[entry]);
        }
    }

    /// The number of an edge of the grid: from a node to the east, or to the north.
    fn key(&self, column: usize, row: usize, axis: u64) -> u64 {
        2 * (row * self.columns + column) as u64 + axis
    }

    /// Where the curve crosses an edge of the grid.
    fn crossing(&self, key: u64) -> LonLat {
        let (node, axis) = ((key / 2) as usize, (key % 2) as usize);
        let (column, row) = (node % self.columns, node / self.columns);
        let ends = [(column, row), if axis == 0 { (column + 1, row) } else { (column, row + 1) }];
        let [a, b] = ends.map(|(column, row)| self.depth(column, row));
        let share = (a / (a - b)).clamp(NEAREST, 1.0 - NEAREST);
        let at = |(column, row): (usize, usize)| {
            LonLat::new(self.west + column as f64 * self.step[0], self.south + row as f64 * self.step[1])
        };
        at(ends[0]).lerp(at(ends[1]), share)
    }
}

/// Twice the area of a ring in square degrees, above 0 if it runs against the clock.
fn signed_area(ring: &[LonLat]) -> f64 {
    ring.windows(2).map(|pair| pair[0].lon * pair[1].lat - pair[1].lon * pair[0].lat).sum()
}

/// Whether a place lies inside a ring.
fn contains(ring: &[LonLat], at: LonLat) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if (a.lat > at.lat) != (b.lat > at.lat) && at.lon < (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat) + a.lon
        {
            inside = !inside;
        }
    }
    inside
}

/// Puts holes into the smallest outline around each.
fn nest(rings: Vec<Vec<LonLat>>) -> Polygons {
    let (mut outlines, mut holes) = (Vec::new(), Vec::new());
    for ring in rings {
        let area = signed_area(&ring);
        if area > 0.0 { outlines.push((area, ring)) } else { holes.push(ring) }
    }
    crate::order::sort_by(&mut outlines, |a, b| a.0.total_cmp(&b.0));
    let bounds: Vec<DegreeBox> = outlines.iter().map(|(_, ring)| super::snap::bounds(ring)).collect();
    let mut polygons: Polygons = outlines.into_iter().map(|(_, ring)| vec![ring]).collect();
    for hole in holes {
        let at = hole[0];
        let around = (0..polygons.len()).find(|number| {
            let [west, south, east, north] = bounds[*number];
            (west..=east).contains(&at.lon) && (south..=north).contains(&at.lat) && contains(&polygons[*number][0], at)
        });
        if let Some(number) = around {
            polygons[number].push(hole);
        }
    }
    // The largest first.
    polygons.reverse();
    polygons
}

/// Whether a place lies in one of the polygons.
#[cfg(test)]
pub fn covers(polygons: &Polygons, at: LonLat) -> bool {
    polygons.iter().any(|rings| rings.iter().filter(|ring| contains(ring, at)).count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::Area;
    use crate::geo::GeoPoint;
    use crate::geometry::Shape;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Against the exact distance to the lines, but near the outline; and the polygons are valid areas.
        #[test]
        fn the_outline_is_where_the_distance_is_the_width(
            path in prop::collection::vec((0.0..0.6f64, 12.0..12.6f64), 2..7), width in 0.5..6.0f64,
            places in prop::collection::vec((-0.1..0.7f64, 11.9..12.7f64), 40),
        ) {
            let line: Vec<LonLat> = path.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect();
            let mut grid = Grid::new(super::super::snap::bounds(&line), width);
            grid.add(&line);
            let cell_km = width / CELLS_PER_WIDTH;
            let polygons = grid.outline();
            let shape = Shape { lines: vec![line], ..Shape::default() };
            let area = Area::new(shape, Some(width)).unwrap();
            for (lon, lat) in places {
                let at = LonLat::new(lon, lat);
                let off = area.distance_km(&GeoPoint::new(at)) - width;
                if off.abs() > 0.5 * cell_km {
                    prop_assert_eq!(covers(&polygons, at), off < 0.0, "{:?} {}", at, off);
                }
            }
            let drawn = Shape { polygons: polygons.clone(), ..Shape::default() };
            prop_assert!(Area::new(drawn, None).is_ok());
        }
    }
}
