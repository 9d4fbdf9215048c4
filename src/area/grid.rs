//! A grid over the bounds of a polygon that decides most points without looking at an edge.
//!
//! A cell through which no edge passes is inside or outside as a whole. In any other cell, a point is on the same side as
//! the centre of the cell if the segment from the point to the centre crosses an even number of the cell's edges. Which
//! cells an edge passes through is found with a margin far above rounding errors; whether the edge is crossed is decided
//! exactly. Where the exact answer is that points are collinear, the even-odd rule is applied to the whole row of cells.

use super::edge::{Edge, RayCrossing};
use super::packed_lists::PackedLists;
use crate::geo::{DegreeBox, LonLat};

/// Cells per edge: enough to leave most cells without edges, few enough to be built quickly.
const CELLS_PER_EDGE: f64 = 16.0;
/// Bounds of the number of columns and rows.
const MIN_SIDE: f64 = 8.0;
const MAX_SIDE: f64 = 512.0;
/// Most cells that the edges may pass through on average, so that many long edges do not fill the memory.
const MAX_CELLS_PASSED: f64 = 32.0;
/// Margin around an edge when its cells are found, in units of a cell.
const MARGIN: f64 = 1e-6;

/// On which side of the boundary a cell lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellSide {
    /// The whole cell is outside: no edge passes through it.
    Outside,
    /// The whole cell is inside.
    Inside,
    /// An edge passes through the cell, and its centre is outside.
    CentreOutside,
    /// An edge passes through the cell, and its centre is inside.
    CentreInside,
    /// An edge is too close to the centre to say.
    Unknown,
}

/// The grid of one polygon.
pub struct PolygonGrid {
    bounds: DegreeBox,
    /// Number of columns, and of rows.
    side: usize,
    columns_per_degree: f64,
    rows_per_degree: f64,
    edges_of_cell: PackedLists,
    edges_of_row: PackedLists,
    cell_sides: Vec<CellSide>,
    /// The number of cells with edges in all the columns before and all the rows below, for one more column and row than
    /// the grid has.
    crossed_before: Vec<u32>,
}

impl PolygonGrid {
    /// `bounds` must contain all the edges and have an extent in both directions.
    pub fn new(edges: &[Edge], bounds: DegreeBox) -> PolygonGrid {
        let [west, south, east, north] = bounds;
        // An edge passes through about this share of the side of the grid, in cells.
        let extent = |edge: &Edge| {
            (edge.b.lon - edge.a.lon).abs() / (east - west) + (edge.b.lat - edge.a.lat).abs() / (north - south)
        };
        let most_cells = edges.len() as f64 * MAX_CELLS_PASSED / edges.iter().map(extent).sum::<f64>();
        let wanted = (edges.len() as f64 * CELLS_PER_EDGE).sqrt().min(MAX_SIDE);
        let side = wanted.min(most_cells).max(MIN_SIDE) as usize;
        let mut grid = PolygonGrid {
            bounds,
            side,
            columns_per_degree: side as f64 / (east - west),
            rows_per_degree: side as f64 / (north - south),
            edges_of_cell: PackedLists::default(),
            edges_of_row: PackedLists::default(),
            cell_sides: vec![CellSide::Outside; side * side],
            crossed_before: Vec::new(),
        };
        grid.insert_edges(edges);
        grid.count_crossed();
        grid
    }

    /// Whether a point within the bounds is inside or on the boundary.
    #[inline]
    pub fn contains(&self, edges: &[Edge], p: LonLat) -> bool {
        let (column, row) = (self.column(p.lon), self.row(p.lat));
        let cell = row * self.side + column;
        match self.cell_sides[cell] {
            CellSide::Outside => false,
            CellSide::Inside => true,
            CellSide::CentreOutside => self.contains_near_edges(edges, p, false),
            CellSide::CentreInside => self.contains_near_edges(edges, p, true),
            CellSide::Unknown => self.contains_by_row(edges, p),
        }
    }

    /// Decides a point in a cell with edges, given whether the centre of the cell is inside.
    fn contains_near_edges(&self, edges: &[Edge], p: LonLat, centre_inside: bool) -> bool {
        let (column, row) = (self.column(p.lon), self.row(p.lat));
        let centre = self.centre(column, row);
        let mut inside = centre_inside;
        for &number in self.edges_of_cell.get(row * self.side + column) {
            match edges[number as usize].crosses(p, centre) {
                Some(crosses) => inside ^= crosses,
                None => return self.contains_by_row(edges, p),
            }
        }
        inside
    }

    /// If no edge passes through any of the cells that a box within the bounds touches: whether they are inside. Otherwise
    /// `None`.
    pub fn free_of_edges(&self, [west, south, east, north]: DegreeBox) -> Option<bool> {
        let (first_column, last_column) = (self.column(west), self.column(east));
        let (first_row, last_row) = (self.row(south), self.row(north));
        let before = |column: usize, row: usize| self.crossed_before[row * (self.side + 1) + column];
        let crossed = before(last_column + 1, last_row + 1) + before(first_column, first_row)
            - before(first_column, last_row + 1)
            - before(last_column + 1, first_row);
        (crossed == 0).then(|| self.cell_sides[first_row * self.side + first_column] == CellSide::Inside)
    }

    /// Decides a point by the even-odd rule over all edges in its row of cells.
    fn contains_by_row(&self, edges: &[Edge], p: LonLat) -> bool {
        let mut inside = false;
        for &number in self.edges_of_row.get(self.row(p.lat)) {
            match edges[number as usize].ray_crossing(p) {
                RayCrossing::OnEdge => return true,
                RayCrossing::Crosses => inside = !inside,
                RayCrossing::None => {}
            }
        }
        inside
    }

    #[inline]
    fn column(&self, lon: f64) -> usize {
        (((lon - self.bounds[0]) * self.columns_per_degree) as usize).min(self.side - 1)
    }

    #[inline]
    fn row(&self, lat: f64) -> usize {
        (((lat - self.bounds[1]) * self.rows_per_degree) as usize).min(self.side - 1)
    }

    #[inline]
    fn centre(&self, column: usize, row: usize) -> LonLat {
        LonLat::new(
            self.bounds[0] + (column as f64 + 0.5) / self.columns_per_degree,
            self.bounds[1] + (row as f64 + 0.5) / self.rows_per_degree,
        )
    }

    /// Enters each edge in the cells and rows that it passes through, and finds on which side the centres are: along the
    /// centres of a row of cells, the side changes at each edge.
    fn insert_edges(&mut self, edges: &[Edge]) {
        let mut in_cells: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 8);
        let mut in_rows: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 4);
        let mut changes = vec![false; self.side * self.side];
        let mut unknown: Vec<usize> = Vec::new();
        for (edge, number) in edges.iter().zip(0..) {
            let (low, high) = if edge.a.lat < edge.b.lat { (edge.a, edge.b) } else { (edge.b, edge.a) };
            let [west, south, ..] = self.bounds;
            // In units of cells from the south-western corner.
            let (x0, y0) = ((low.lon - west) * self.columns_per_degree, (low.lat - south) * self.rows_per_degree);
            let (x1, y1) = ((high.lon - west) * self.columns_per_degree, (high.lat - south) * self.rows_per_degree);
            let slope = if y1 > y0 { (x1 - x0) / (y1 - y0) } else { 0.0 };
            for row in self.cell_index(y0 - MARGIN)..=self.cell_index(y1 + MARGIN) {
                let (bottom, top) = ((row as f64).max(y0), (row as f64 + 1.0).min(y1));
                // A horizontal edge runs its whole length in one row.
                let (from, to) = if y1 > y0 { (x0 + (bottom - y0) * slope, x0 + (top - y0) * slope) } else { (x0, x1) };
                // For a nearly horizontal edge, the rounding error of the slope exceeds the margin.
                let slack = MARGIN + 1e-12 * slope.abs();
                let (west, east) = (from.min(to) - slack, from.max(to) + slack);
                in_rows.push((row as u32, number));
                let first = self.cell_index(west.max(x0.min(x1) - MARGIN));
                let last = self.cell_index(east.min(x0.max(x1) + MARGIN));
                for column in first..=last {
                    in_cells.push(((row * self.side + column) as u32, number));
                }
                // Comparing with exactly the latitude that `centre` gives makes each side change once.
                let centre_lat = self.centre(0, row).lat;
                if (low.lat > centre_lat) != (high.lat > centre_lat) {
                    let x = (x0 + (row as f64 + 0.5 - y0) * slope).clamp(x0.min(x1), x0.max(x1));
                    let column = (x + 0.5) as usize;
                    if column < self.side {
                        changes[row * self.side + column] ^= true;
                    }
                    for near in column.saturating_sub(1)..(column + 1).min(self.side) {
                        if (near as f64 + 0.5 - x).abs() < slack {
                            unknown.push(row * self.side + near);
                        }
                    }
                }
            }
        }
        self.edges_of_cell = PackedLists::new(self.side * self.side, &in_cells);
        self.edges_of_row = PackedLists::new(self.side, &in_rows);
        for (row, changes) in changes.chunks(self.side).enumerate() {
            let mut inside = false;
            for (column, change) in changes.iter().enumerate() {
                inside ^= change;
                let cell = row * self.side + column;
                self.cell_sides[cell] = match (inside, self.edges_of_cell.get(cell).is_empty()) {
                    (false, true) => CellSide::Outside,
                    (true, true) => CellSide::Inside,
                    (false, false) => CellSide::CentreOutside,
                    (true, false) => CellSide::CentreInside,
                };
            }
        }
        for cell in unknown {
            self.cell_sides[cell] = CellSide::Unknown;
        }
    }

    /// The column or row that a position in units of cells lies in, clamped to the grid.
    fn cell_index(&self, position: f64) -> usize {
        (position.max(0.0) as usize).min(self.side - 1)
    }

    fn count_crossed(&mut self) {
        let width = self.side + 1;
        self.crossed_before = vec![0; width * width];
        for row in 0..self.side {
            let mut in_row = 0;
            for column in 0..self.side {
                in_row += u32::from(!self.edges_of_cell.get(row * self.side + column).is_empty());
                self.crossed_before[(row + 1) * width + column + 1] =
                    self.crossed_before[row * width + column + 1] + in_row;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::edge::{bounds, edges_of};
    use proptest::prelude::*;

    /// The definition: the even-odd rule over all edges.
    fn by_all_edges(edges: &[Edge], p: LonLat) -> bool {
        let crossings: Vec<RayCrossing> = edges.iter().map(|edge| edge.ray_crossing(p)).collect();
        let count = crossings.iter().filter(|crossing| **crossing == RayCrossing::Crosses).count();
        crossings.contains(&RayCrossing::OnEdge) || count % 2 == 1
    }

    fn assert_agreement(ring: &[LonLat], points: impl Iterator<Item = LonLat>) {
        let edges: Vec<Edge> = edges_of(ring).collect();
        let bounds = bounds(ring);
        let grid = PolygonGrid::new(&edges, bounds);
        let [west, south, east, north] = bounds;
        for p in points {
            if (west..=east).contains(&p.lon) && (south..=north).contains(&p.lat) {
                let inside = by_all_edges(&edges, p);
                assert_eq!(grid.contains(&edges, p), inside, "{p:?}");
                assert!(grid.free_of_edges([p.lon, p.lat, p.lon, p.lat]).is_none_or(|free| free == inside), "{p:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Vertices and points on one coarse lattice: many points and many centres of cells lie on edges, on vertices and
        /// in line with them. The even-odd rule applies to rings that cross themselves, too.
        #[test]
        fn a_lattice_with_many_collinear_points(path in prop::collection::vec((0..9i32, 0..9i32), 3..30)) {
            let mut ring: Vec<LonLat> = path.iter().map(|(x, y)| LonLat::new(f64::from(*x), f64::from(*y))).collect();
            ring.push(ring[0]);
            let [west, south, east, north] = bounds(&ring);
            prop_assume!(west < east && south < north);
            assert_agreement(&ring, (0..=64).flat_map(|x| (0..=64).map(move |y| LonLat::new(f64::from(x) / 8.0, f64::from(y) / 8.0))));
        }

        #[test]
        fn random_rings(path in prop::collection::vec((-5.0..5.0f64, -5.0..5.0f64), 3..200), points in prop::collection::vec((-5.0..5.0f64, -5.0..5.0f64), 300)) {
            let mut ring: Vec<LonLat> = path.iter().map(|(x, y)| LonLat::new(*x, *y)).collect();
            ring.push(ring[0]);
            assert_agreement(&ring, points.into_iter().map(|(x, y)| LonLat::new(x, y)));
        }
    }

    #[test]
    fn a_box_free_of_edges_is_on_one_side() {
        let ring: Vec<LonLat> = (0..=200)
            .map(|i| {
                let (sin, cos) = (f64::from(i % 200) / 200.0 * std::f64::consts::TAU).sin_cos();
                let reach = if i % 2 == 0 { 3.0 } else { 2.0 };
                LonLat::new(reach * cos, reach * sin)
            })
            .collect();
        let edges: Vec<Edge> = edges_of(&ring).collect();
        let grid = PolygonGrid::new(&edges, bounds(&ring));
        assert_eq!(grid.free_of_edges([-1.0, -1.0, 1.0, 1.0]), Some(true));
        assert_eq!(grid.free_of_edges([2.6, 2.6, 2.9, 2.9]), Some(false));
        assert_eq!(grid.free_of_edges([0.0, 0.0, 2.9, 0.1]), None);
    }

    #[test]
    fn nearly_horizontal_and_very_small_edges() {
        let ring = [(0.0, 0.0), (10.0, 1e-13), (10.0, 1.0), (5.0, 1.0 + 1e-14), (5.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat));
        let lats = [0.0, 5e-14, 1e-13, 0.25, 0.5, 1.0, 1.0 + 1e-14];
        assert_agreement(&ring, (0..=40).flat_map(|x| lats.map(|lat| LonLat::new(f64::from(x) / 4.0, lat))));
    }

    /// Edges that end so little beyond the border of a cell that only the margin enters them there.
    #[test]
    fn a_vertex_just_beyond_the_border_of_a_cell_is_seen() {
        // Seven edges make a grid of ten by ten cells, so a cell is a degree.
        let tip = (5.0 - 5e-7, 4.25);
        let notched = [(0.0, 0.0), (10.0, 0.0), (10.0, 3.0), tip, (10.0, 5.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)];
        let near =
            || (-9..=9).flat_map(|x| (-2..=2).map(move |y| (5.0 + f64::from(x) * 1e-7, 4.25 + f64::from(y) * 1e-8)));
        let turns: [fn((f64, f64)) -> LonLat; 4] = [
            |(x, y)| LonLat::new(x, y),
            |(x, y)| LonLat::new(10.0 - x, y),
            |(x, y)| LonLat::new(y, x),
            |(x, y)| LonLat::new(y, 10.0 - x),
        ];
        for turn in turns {
            assert_agreement(&notched.map(turn), near().map(turn));
        }
    }
}
