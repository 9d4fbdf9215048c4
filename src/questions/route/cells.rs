//! A route cut into cells: straight pieces, within one segment, that are short enough for one kernel evaluation.

use std::ops::Range;

use super::pace::Pace;
use super::{Question, RouteOptions};
use crate::geo::{GeoPoint, SpaceBox, Xyz, dot, reciprocal_or_zero, segment_distance_2, subtract};
use crate::kernel::LONGEST_LEG_SIGMAS;
use crate::route_line::Route;
use crate::trace::{Piece, Pyramid};

/// One cell of a route. It lies within one piece of the trace and within one segment, and is driven at one speed.
pub struct Cell {
    pub from: GeoPoint,
    pub to: GeoPoint,
    /// Position of its beginning, km along the route.
    pub start_km: f64,
    pub length_km: f64,
    /// Hours that the convoy takes for a km.
    pub hours_per_km: f64,
    /// Number of its segment.
    pub segment: usize,
    /// 1 divided by the square of the chord's length, per km²; 0 for a cell without length.
    inverse_2: f64,
}

impl Cell {
    /// The direction of the cell's chord, as a vector of length 1; of length 0 for a cell without length.
    pub fn direction(&self) -> Xyz {
        subtract(self.to.xyz, self.from.xyz).map(|c| c * self.inverse_2.sqrt())
    }

    pub fn bounds(&self) -> SpaceBox {
        SpaceBox::around_points(self.from.xyz, self.to.xyz)
    }

    /// Straight distance through the Earth from a place to the cell, km.
    pub fn chord_to(&self, place: &GeoPoint) -> f64 {
        segment_distance_2(self.from.xyz, self.to.xyz, self.inverse_2, place.xyz).sqrt()
    }
}

/// The smallest box around some cells.
pub fn bounds_of(cells: &[Cell]) -> SpaceBox {
    let bounds: Vec<SpaceBox> = cells.iter().map(Cell::bounds).collect();
    SpaceBox::union(&bounds)
}

/// The length of some cells together, km.
pub fn length_of(cells: &[Cell]) -> f64 {
    cells.iter().map(|cell| cell.length_km).sum()
}

/// The most cells that a route is cut into with these options, for kernels that are no narrower than `bandwidth_km`.
pub fn max_count(route: &Route, options: &RouteOptions, bandwidth_km: f64) -> f64 {
    let length_km = route.length_km();
    let by_length = length_km / options.segment_km + length_km / (bandwidth_km * LONGEST_LEG_SIGMAS);
    (route.pieces().len() as f64 + by_length + options.speeds.len() as f64).ceil()
}

/// The cells of a whole route.
pub struct Cells {
    /// The cells in the order of the route.
    pub all: Vec<Cell>,
    /// The cells of piece `i` of the trace are those from number `piece_offsets[i]` up to `piece_offsets[i + 1]`.
    piece_offsets: Vec<usize>,
    /// Boxes over runs of eight cells.
    pub pyramid: Pyramid,
    /// The first and the last segment of each run of the pyramid.
    pub run_segments: Vec<(usize, usize)>,
    /// Length of a segment, km. The last one may be shorter.
    pub segment_km: f64,
    pub segment_count: usize,
}

impl Cells {
    /// Cuts the route at the ends of segments, where the speed changes, and so that no cell is too long for its
    /// kernels, of which the narrowest has this bandwidth.
    pub fn new(question: &Question<'_>, bandwidth_km: f64) -> Cells {
        let Question { route, options, pace, .. } = question;
        Self::cut(route, pace, options.segment_km, bandwidth_km * LONGEST_LEG_SIGMAS)
    }

    fn cut(route: &Route, pace: &Pace, segment_km: f64, max_length_km: f64) -> Cells {
        let segment_count = (route.length_km() / segment_km).ceil().max(1.0) as usize;
        let cutter = Cutter { pace, segment_km, segment_count, max_length_km };
        let mut all = Vec::new();
        let mut piece_offsets = vec![0];
        for piece in route.pieces() {
            cutter.cut(piece, &mut all);
            piece_offsets.push(all.len());
        }
        let pyramid = build_pyramid(&all);
        let first_and_last = |run| {
            let Range { start, end } = pyramid.leaves_of(run);
            (all[start as usize].segment, all[end as usize - 1].segment)
        };
        let run_segments = (0..pyramid.run_count()).map(first_and_last).collect();
        Cells { all, piece_offsets, pyramid, run_segments, segment_km, segment_count }
    }

    /// Number of pieces of the trace.
    pub fn piece_count(&self) -> usize {
        self.piece_offsets.len() - 1
    }

    /// The number of the first cell of the last `pieces` pieces; the number of cells for no piece.
    pub fn start_of_last(&self, pieces: usize) -> usize {
        self.piece_offsets[self.piece_count() - pieces]
    }

    /// The numbers of the cells of a piece, counted from the end of the route: 0 is the last piece.
    pub fn piece_from_end(&self, piece: usize) -> Range<usize> {
        self.start_of_last(piece + 1)..self.start_of_last(piece)
    }

    /// The cells of one run of the pyramid.
    pub fn in_run(&self, run: u32) -> &[Cell] {
        cells_in_run(&self.all, &self.pyramid, run)
    }
}

/// Builds the pyramid of boxes over runs of cells.
#[inline(never)]
pub fn build_pyramid(cells: &[Cell]) -> Pyramid {
    Pyramid::new(cells.iter().map(Cell::bounds).collect())
}

/// The cells of one run. `pyramid` is the pyramid over `cells`.
pub fn cells_in_run<'a>(cells: &'a [Cell], pyramid: &Pyramid, run: u32) -> &'a [Cell] {
    let Range { start, end } = pyramid.leaves_of(run);
    &cells[start as usize..end as usize]
}

/// Cuts pieces of the trace into cells.
struct Cutter<'a> {
    pace: &'a Pace,
    segment_km: f64,
    segment_count: usize,
    max_length_km: f64,
}

impl Cutter<'_> {
    /// Cuts one piece and appends its cells.
    fn cut(&self, piece: &Piece, cells: &mut Vec<Cell>) {
        let end_km = piece.start_km + piece.length_km;
        let mut from = piece.from;
        let mut from_km = piece.start_km;
        loop {
            let (segment, segment_end_km) = self.segment_at(from_km);
            let (hours_per_km, speed_end_km) = self.pace.at(from_km);
            let to_km = end_km.min(segment_end_km).min(speed_end_km).min(from_km + self.max_length_km);
            let is_last = to_km >= end_km;
            let to = if is_last {
                piece.to
            } else {
                GeoPoint::new(piece.from.at.lerp(piece.to.at, (to_km - piece.start_km) / piece.length_km))
            };
            let length_km = to_km - from_km;
            let chord = subtract(to.xyz, from.xyz);
            let inverse_2 = reciprocal_or_zero(dot(chord, chord));
            cells.push(Cell { from, to, start_km: from_km, length_km, hours_per_km, segment, inverse_2 });
            if is_last {
                return;
            }
            // Rounding may leave the end at the beginning; then the loop would never pass it.
            from_km = to_km.max(from_km.next_up());
            from = to;
        }
    }

    /// The number of the segment at a position, and the position where it ends: infinity for the last segment, so that
    /// rounding cannot begin another one.
    fn segment_at(&self, km: f64) -> (usize, f64) {
        let segment = ((km / self.segment_km) as usize).min(self.segment_count - 1);
        let is_last = segment + 1 == self.segment_count;
        (segment, if is_last { f64::INFINITY } else { (segment + 1) as f64 * self.segment_km })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;
    use crate::questions::route::Speed;

    #[test]
    fn cells_cover_the_route_and_stay_in_their_segment() {
        let drawn =
            parse(r#"{"type":"LineString","coordinates":[[-8,12.6],[-7.4,11.4],[-7.4,11.4],[-5.6,11.3]]}"#).unwrap();
        let route = Route::new(drawn).unwrap();
        for (segment_km, max_length_km) in [(5.0, 5.0), (0.3, 5.0), (1000.0, 0.2), (7.7, 1.0)] {
            let speeds = vec![Speed { from_km: 33.3, kmh: 20.0 }, Speed { from_km: 100.0, kmh: 60.0 }];
            let pace = Pace::new(&RouteOptions { speeds, ..RouteOptions::default() });
            let cells = Cells::cut(&route, &pace, segment_km, max_length_km);
            let total: f64 = cells.all.iter().map(|cell| cell.length_km).sum();
            assert!((total - route.length_km()).abs() < 1e-9);
            assert_eq!(cells.segment_count, (route.length_km() / segment_km).ceil() as usize);
            for cell in &cells.all {
                let (from, to) = (cell.segment as f64 * segment_km, (cell.segment + 1) as f64 * segment_km);
                assert!(cell.start_km >= from - 1e-9 && cell.start_km + cell.length_km <= to + 1e-9);
                assert!(cell.length_km <= max_length_km + 1e-9);
                let middle_km = cell.start_km + cell.length_km / 2.0;
                let speed = if middle_km < 33.3 {
                    40.0
                } else if middle_km < 100.0 {
                    20.0
                } else {
                    60.0
                };
                assert!((1.0 / cell.hours_per_km - speed).abs() < 1e-9, "{speed} at km {middle_km}");
            }
            let runs = 0..cells.pyramid.run_count();
            assert_eq!(runs.map(|run| cells.in_run(run).len()).sum::<usize>(), cells.all.len());
        }
    }

    /// Three times 0.1 is more than 0.3: whichever way a length is rounded, no segment begins after the last one.
    #[test]
    fn the_last_segment_has_no_end() {
        let pace = Pace::new(&RouteOptions::default());
        let cutter = Cutter { pace: &pace, segment_km: 0.1, segment_count: 3, max_length_km: 1.0 };
        assert_eq!((cutter.segment_at(0.0), cutter.segment_at(0.15)), ((0, 0.1), (1, 0.2)));
        for km in [0.25, 0.3, 0.1 * 3.0, 0.31] {
            assert_eq!(cutter.segment_at(km), (2, f64::INFINITY), "{km}");
        }
    }
}
