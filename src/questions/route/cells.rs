//! A route cut at its segments' ends, into cells short enough for one kernel evaluation.

use std::ops::Range;

use super::Question;
use super::pace::Pace;
use crate::geo::{GeoPoint, SpaceBox, Xyz, dot, reciprocal_or_zero, segment_distance_2, subtract};
use crate::kernel::LONGEST_LEG_SIGMAS;
use crate::route_line::Route;
use crate::trace::{Piece, Pyramid};

/// RowWeight of one piece of the route, within one segment.
pub struct Cell {
    pub from: GeoPoint,
    pub to: GeoPoint,
    pub start_km: f64,
    pub length_km: f64,
    /// How long a km takes.
    pub hours_per_km: f64,
    pub segment: usize,
    /// Of the square of the chord's length, or 0 without one.
    inverse_2: f64,
}

impl Cell {
    /// Of length 1, or 0 without a chord.
    pub fn direction(&self) -> Xyz {
        subtract(self.to.xyz, self.from.xyz).map(|c| c * self.inverse_2.sqrt())
    }

    pub fn space(&self) -> SpaceBox {
        SpaceBox::around_points(self.from.xyz, self.to.xyz)
    }

    /// The straight distance between a point and the cell, km.
    pub fn chord_to(&self, point: &GeoPoint) -> f64 {
        segment_distance_2(self.from.xyz, self.to.xyz, self.inverse_2, point.xyz).sqrt()
    }
}

/// A box around cells.
pub fn space_around(cells: &[Cell]) -> SpaceBox {
    let spaces: Vec<SpaceBox> = cells.iter().map(Cell::space).collect();
    SpaceBox::union(&spaces)
}

pub struct Cells {
    pub all: Vec<Cell>,
    /// Of the pieces of the route, as numbers of cells: where the first begins, and where each ends.
    piece_ends: Vec<usize>,
    pub pyramid: Pyramid,
    /// The first and the last segment of each of the pyramid's runs.
    pub segments_of_runs: Vec<(usize, usize)>,
    pub segment_km: f64,
    pub segments: usize,
}

impl Cells {
    /// Cuts at multiples of the segments' length, where the speed changes, and so that no cell is too long for its kernels.
    pub fn new(question: &Question<'_>) -> Cells {
        let Question { route, options, pace, .. } = question;
        Self::of(route, pace, options.segment_km, options.bandwidth_km * LONGEST_LEG_SIGMAS)
    }

    fn of(route: &Route, pace: &Pace, segment_km: f64, longest_km: f64) -> Cells {
        let segments = (route.length_km() / segment_km).ceil().max(1.0) as usize;
        let cutter = Cutter { pace, segment_km, segments, longest_km };
        let mut all = Vec::new();
        let mut piece_ends = vec![0];
        for piece in route.pieces() {
            cutter.cut(piece, &mut all);
            piece_ends.push(all.len());
        }
        let pyramid = pyramid_over(&all);
        let ends = |run| {
            let Range { start, end } = pyramid.leaves_of(run);
            (all[start as usize].segment, all[end as usize - 1].segment)
        };
        let segments_of_runs = (0..pyramid.run_count()).map(ends).collect();
        Cells { all, piece_ends, pyramid, segments_of_runs, segment_km, segments }
    }

    pub fn pieces(&self) -> usize {
        self.piece_ends.len() - 1
    }

    /// The number of the first cell behind all pieces but the last ones, so many of them.
    pub fn first_behind(&self, pieces: usize) -> usize {
        self.piece_ends[self.pieces() - pieces]
    }

    /// The cells of the piece with so many pieces behind it, as numbers.
    pub fn of_piece(&self, behind: usize) -> Range<usize> {
        self.first_behind(behind + 1)..self.first_behind(behind)
    }

    /// The cells of one of the pyramid's runs.
    pub fn of_run(&self, run: u32) -> &[Cell] {
        of_run(&self.all, &self.pyramid, run)
    }
}

#[inline(never)]
pub fn pyramid_over(cells: &[Cell]) -> Pyramid {
    Pyramid::new(cells.iter().map(Cell::space).collect())
}

/// Of the cells that a pyramid is over, those of one of its runs.
pub fn of_run<'a>(cells: &'a [Cell], pyramid: &Pyramid, run: u32) -> &'a [Cell] {
    let Range { start, end } = pyramid.leaves_of(run);
    &cells[start as usize..end as usize]
}

struct Cutter<'a> {
    pace: &'a Pace,
    segment_km: f64,
    segments: usize,
    longest_km: f64,
}

impl Cutter<'_> {
    fn cut(&self, piece: &Piece, all: &mut Vec<Cell>) {
        let end_km = piece.start_km + piece.length_km;
        let mut begin = piece.from;
        let mut begin_km = piece.start_km;
        loop {
            let (segment, segment_end) = self.segment_at(begin_km);
            let (hours_per_km, change_km) = self.pace.at(begin_km);
            let to_km = end_km.min(segment_end).min(change_km).min(begin_km + self.longest_km);
            let last = to_km >= end_km;
            let to = if last {
                piece.to
            } else {
                GeoPoint::new(piece.from.at.lerp(piece.to.at, (to_km - piece.start_km) / piece.length_km))
            };
            let length_km = to_km - begin_km;
            let chord = subtract(to.xyz, begin.xyz);
            let inverse_2 = reciprocal_or_zero(dot(chord, chord));
            all.push(Cell { from: begin, to, start_km: begin_km, length_km, hours_per_km, segment, inverse_2 });
            if last {
                return;
            }
            // An end that rounding leaves at the beginning would never be passed.
            begin_km = to_km.max(begin_km.next_up());
            begin = to;
        }
    }

    /// The segment at a place, and where it ends; nothing ends the last one.
    fn segment_at(&self, km: f64) -> (usize, f64) {
        let segment = ((km / self.segment_km) as usize).min(self.segments - 1);
        let is_last = segment + 1 == self.segments;
        (segment, if is_last { f64::INFINITY } else { (segment + 1) as f64 * self.segment_km })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::parse;
    use crate::questions::route::{RouteOptions, Speed};

    #[test]
    fn stretches_cover_the_route_and_stay_in_their_segment() {
        let drawn =
            parse(r#"{"type":"LineString","coordinates":[[-8,12.6],[-7.4,11.4],[-7.4,11.4],[-5.6,11.3]]}"#).unwrap();
        let route = Route::new(drawn).unwrap();
        for (segment_km, longest_km) in [(5.0, 5.0), (0.3, 5.0), (1000.0, 0.2), (7.7, 1.0)] {
            let speeds = vec![Speed { from_km: 33.3, kmh: 20.0 }, Speed { from_km: 100.0, kmh: 60.0 }];
            let pace = Pace::new(&RouteOptions { speeds, ..RouteOptions::default() });
            let cells = Cells::of(&route, &pace, segment_km, longest_km);
            let total: f64 = cells.all.iter().map(|cell| cell.length_km).sum();
            assert!((total - route.length_km()).abs() < 1e-9);
            assert_eq!(cells.segments, (route.length_km() / segment_km).ceil() as usize);
            for cell in &cells.all {
                let (from, to) = (cell.segment as f64 * segment_km, (cell.segment + 1) as f64 * segment_km);
                assert!(cell.start_km >= from - 1e-9 && cell.start_km + cell.length_km <= to + 1e-9);
                assert!(cell.length_km <= longest_km + 1e-9);
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
            assert_eq!(runs.map(|run| cells.of_run(run).len()).sum::<usize>(), cells.all.len());
        }
    }
}
