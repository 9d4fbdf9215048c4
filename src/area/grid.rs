//! A grid over the bounds of a polygon that spares most points the sight of its edges.
//!
//! A cell through which no edge passes is inside or outside as a whole. In the others, a point is on the side of the
//! cell's middle, or on the other one, as the way from the point to the middle crosses an odd number of the cell's
//! edges. Which cells an edge passes through is found generously, with a margin far above rounding; whether it is
//! crossed is decided exactly. Where the exact answer is that points are in line, the whole band of latitude is asked.

use super::edge::{Edge, Passage};
use super::lists::Lists;
use crate::geo::{DegreeBox, LonLat};

/// Cells per edge: enough that most are free of edges, few enough to be made in no time.
const CELLS_PER_EDGE: f64 = 16.0;
const LEAST_SIDE: f64 = 8.0;
const MOST_SIDE: f64 = 512.0;
/// By how much of a cell an edge is taken to be wider than it is.
const MARGIN: f64 = 1e-6;

/// On which side of the boundary a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The whole cell: no edge passes through it.
    Outside,
    Inside,
    /// The middle of a cell that an edge passes through.
    MiddleOutside,
    MiddleInside,
    /// An edge is too close to the middle to say.
    Unknown,
}

pub struct Cells {
    bounds: DegreeBox,
    /// Columns, and as many rows.
    side: usize,
    per_lon: f64,
    per_lat: f64,
    edges_of_cell: Lists,
    edges_of_row: Lists,
    sides: Vec<Side>,
    /// Number of cells with edges in all columns before and all rows below; one more column and row than cells.
    crossed_before: Vec<u32>,
}

impl Cells {
    /// `bounds` holds all the edges, and has an extent in both directions.
    pub fn new(edges: &[Edge], bounds: DegreeBox) -> Cells {
        let side = (edges.len() as f64 * CELLS_PER_EDGE).sqrt().clamp(LEAST_SIDE, MOST_SIDE) as usize;
        let [west, south, east, north] = bounds;
        let mut cells = Cells {
            bounds,
            side,
            per_lon: side as f64 / (east - west),
            per_lat: side as f64 / (north - south),
            edges_of_cell: Lists::default(),
            edges_of_row: Lists::default(),
            sides: vec![Side::Outside; side * side],
            crossed_before: Vec::new(),
        };
        cells.sort_edges(edges);
        cells.count_crossed();
        cells
    }

    /// Whether a point within the bounds is inside or on the boundary.
    #[inline]
    pub fn contains(&self, edges: &[Edge], p: LonLat) -> bool {
        let (column, row) = (self.column(p.lon), self.row(p.lat));
        let cell = row * self.side + column;
        match self.sides[cell] {
            Side::Outside => false,
            Side::Inside => true,
            Side::MiddleOutside => self.contains_near_edges(edges, p, false),
            Side::MiddleInside => self.contains_near_edges(edges, p, true),
            Side::Unknown => self.contains_exactly(edges, p),
        }
    }

    /// In a cell with edges, whose middle is inside or not.
    fn contains_near_edges(&self, edges: &[Edge], p: LonLat, mut inside: bool) -> bool {
        let (column, row) = (self.column(p.lon), self.row(p.lat));
        let middle = self.middle(column, row);
        for &number in self.edges_of_cell.get(row * self.side + column) {
            match edges[number as usize].crosses(p, middle) {
                Some(crosses) => inside ^= crosses,
                None => return self.contains_exactly(edges, p),
            }
        }
        inside
    }

    /// Whether no edge passes through any of the cells that a box within the bounds touches; then on which side they
    /// all are.
    pub fn free_of_edges(&self, [west, south, east, north]: DegreeBox) -> Option<bool> {
        let (first_column, last_column) = (self.column(west), self.column(east));
        let (first_row, last_row) = (self.row(south), self.row(north));
        let before = |column: usize, row: usize| self.crossed_before[row * (self.side + 1) + column];
        let crossed = before(last_column + 1, last_row + 1) + before(first_column, first_row)
            - before(first_column, last_row + 1)
            - before(last_column + 1, first_row);
        (crossed == 0).then(|| self.sides[first_row * self.side + first_column] == Side::Inside)
    }

    /// Numbers of edges that share a cell: all that can cross are among them.
    pub fn neighbours(&self) -> impl Iterator<Item = &[u32]> {
        self.edges_of_cell.all().filter(|edges| edges.len() > 1)
    }

    /// The even-odd rule over the row of cells.
    fn contains_exactly(&self, edges: &[Edge], p: LonLat) -> bool {
        let mut inside = false;
        for &number in self.edges_of_row.get(self.row(p.lat)) {
            match edges[number as usize].passes(p) {
                Passage::On => return true,
                Passage::Right => inside = !inside,
                Passage::No => {}
            }
        }
        inside
    }

    #[inline]
    fn column(&self, lon: f64) -> usize {
        (((lon - self.bounds[0]) * self.per_lon) as usize).min(self.side - 1)
    }

    #[inline]
    fn row(&self, lat: f64) -> usize {
        (((lat - self.bounds[1]) * self.per_lat) as usize).min(self.side - 1)
    }

    #[inline]
    fn middle(&self, column: usize, row: usize) -> LonLat {
        LonLat::new(
            self.bounds[0] + (column as f64 + 0.5) / self.per_lon,
            self.bounds[1] + (row as f64 + 0.5) / self.per_lat,
        )
    }

    /// Enters each edge in the cells and rows that it passes through, and finds the sides of the middles: along the
    /// middle of a row of cells, the side changes at each edge.
    fn sort_edges(&mut self, edges: &[Edge]) {
        let mut in_cells: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 8);
        let mut in_rows: Vec<(u32, u32)> = Vec::with_capacity(edges.len() * 4);
        let mut changes = vec![false; self.side * self.side];
        let mut unknown: Vec<usize> = Vec::new();
        for (edge, number) in edges.iter().zip(0..) {
            let (low, high) = if edge.a.lat < edge.b.lat { (edge.a, edge.b) } else { (edge.b, edge.a) };
            // In units of cells from the south-western corner.
            let (x0, y0) = ((low.lon - self.bounds[0]) * self.per_lon, (low.lat - self.bounds[1]) * self.per_lat);
            let (x1, y1) = ((high.lon - self.bounds[0]) * self.per_lon, (high.lat - self.bounds[1]) * self.per_lat);
            let slope = if y1 > y0 { (x1 - x0) / (y1 - y0) } else { 0.0 };
            for row in self.whole(y0 - MARGIN)..=self.whole(y1 + MARGIN) {
                let (bottom, top) = ((row as f64).max(y0), (row as f64 + 1.0).min(y1));
                // A flat edge runs its whole length in one row.
                let (from, to) = if y1 > y0 { (x0 + (bottom - y0) * slope, x0 + (top - y0) * slope) } else { (x0, x1) };
                // Of a very flat edge, rounding of the slope tells by more than the margin.
                let slack = MARGIN + 1e-12 * slope.abs();
                let (west, east) = (from.min(to) - slack, from.max(to) + slack);
                in_rows.push((row as u32, number));
                for column in self.whole(west.max(x0.min(x1) - MARGIN))..=self.whole(east.min(x0.max(x1) + MARGIN)) {
                    in_cells.push(((row * self.side + column) as u32, number));
                }
                // The very latitude of the middles decides whether the edge spans it, so each side changes once.
                let middle_lat = self.middle(0, row).lat;
                if (low.lat > middle_lat) != (high.lat > middle_lat) {
                    // Not by `clamp`, which writes its bounds in a panic: see `decimal`.
                    let x = (x0 + (row as f64 + 0.5 - y0) * slope).max(x0.min(x1)).min(x0.max(x1));
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
        self.edges_of_cell = Lists::new(self.side * self.side, &in_cells);
        self.edges_of_row = Lists::new(self.side, &in_rows);
        for (row, changes) in changes.chunks(self.side).enumerate() {
            let mut inside = false;
            for (column, change) in changes.iter().enumerate() {
                inside ^= change;
                let cell = row * self.side + column;
                self.sides[cell] = match (inside, self.edges_of_cell.get(cell).is_empty()) {
                    (false, true) => Side::Outside,
                    (true, true) => Side::Inside,
                    (false, false) => Side::MiddleOutside,
                    (true, false) => Side::MiddleInside,
                };
            }
        }
        for cell in unknown {
            self.sides[cell] = Side::Unknown;
        }
    }

    fn whole(&self, cells: f64) -> usize {
        (cells.max(0.0) as usize).min(self.side - 1)
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
        let passages: Vec<Passage> = edges.iter().map(|edge| edge.passes(p)).collect();
        let right = passages.iter().filter(|passage| **passage == Passage::Right).count();
        passages.contains(&Passage::On) || right % 2 == 1
    }

    fn assert_alike(ring: &[LonLat], points: impl Iterator<Item = LonLat>) {
        let edges: Vec<Edge> = edges_of(ring).collect();
        let bounds = bounds(ring);
        let cells = Cells::new(&edges, bounds);
        let [west, south, east, north] = bounds;
        for p in points {
            if (west..=east).contains(&p.lon) && (south..=north).contains(&p.lat) {
                let inside = by_all_edges(&edges, p);
                assert_eq!(cells.contains(&edges, p), inside, "{p:?}");
                assert!(cells.free_of_edges([p.lon, p.lat, p.lon, p.lat]).is_none_or(|free| free == inside), "{p:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Vertices and points on one coarse lattice: many points lie on edges, on vertices and in line with them, and
        /// the middles of cells do as well. Rings that cross themselves have an even-odd rule, too.
        #[test]
        fn a_lattice_of_coincidences(path in prop::collection::vec((0..9i32, 0..9i32), 3..30)) {
            let mut ring: Vec<LonLat> = path.iter().map(|(x, y)| LonLat::new(f64::from(*x), f64::from(*y))).collect();
            ring.push(ring[0]);
            let [west, south, east, north] = bounds(&ring);
            prop_assume!(west < east && south < north);
            assert_alike(&ring, (0..=64).flat_map(|x| (0..=64).map(move |y| LonLat::new(f64::from(x) / 8.0, f64::from(y) / 8.0))));
        }

        #[test]
        fn random_rings(path in prop::collection::vec((-5.0..5.0f64, -5.0..5.0f64), 3..200), points in prop::collection::vec((-5.0..5.0f64, -5.0..5.0f64), 300)) {
            let mut ring: Vec<LonLat> = path.iter().map(|(x, y)| LonLat::new(*x, *y)).collect();
            ring.push(ring[0]);
            assert_alike(&ring, points.into_iter().map(|(x, y)| LonLat::new(x, y)));
        }
    }

    #[test]
    fn a_box_free_of_edges_is_all_on_one_side() {
        let ring: Vec<LonLat> = (0..=200)
            .map(|i| {
                let (sin, cos) = (f64::from(i % 200) / 200.0 * std::f64::consts::TAU).sin_cos();
                let reach = if i % 2 == 0 { 3.0 } else { 2.0 };
                LonLat::new(reach * cos, reach * sin)
            })
            .collect();
        let edges: Vec<Edge> = edges_of(&ring).collect();
        let cells = Cells::new(&edges, bounds(&ring));
        assert_eq!(cells.free_of_edges([-1.0, -1.0, 1.0, 1.0]), Some(true));
        assert_eq!(cells.free_of_edges([2.6, 2.6, 2.9, 2.9]), Some(false));
        assert_eq!(cells.free_of_edges([0.0, 0.0, 2.9, 0.1]), None);
    }

    #[test]
    fn very_flat_and_very_small_edges() {
        let ring = [(0.0, 0.0), (10.0, 1e-13), (10.0, 1.0), (5.0, 1.0 + 1e-14), (5.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
            .map(|(lon, lat)| LonLat::new(lon, lat));
        let lats = [0.0, 5e-14, 1e-13, 0.25, 0.5, 1.0, 1.0 + 1e-14];
        assert_alike(&ring, (0..=40).flat_map(|x| lats.map(|lat| LonLat::new(f64::from(x) / 4.0, lat))));
    }
}
