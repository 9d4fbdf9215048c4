//! Reuse between questions: where a corner of a route is dragged, most of the route stays as it was.
//!
//! Cells before the change are the same. After it the ends of segments move along the route with its length, so pieces
//! are cut elsewhere. A piece that is cut differently now is integrated once, from the kernels near it, as a profile
//! from which all later cuts follow; every other piece keeps its integral. What an incident adds to all of them does
//! not depend on the cuts. So only the pieces that changed are swept.

use std::ops::Range;
use std::rc::Rc;

use super::Question;
use super::cells::{Cell, Cells, bounds_of, build_pyramid, length_of};
use super::field::{Field, Kernels};
use super::profile::Profile;
use super::row_weights::{RowWeight, merge_weights};
use super::sweep::{self, SweepSums};
use crate::intensity::kernels::MIXED;

/// Routes with more cells are not cached, nor are those with more incidents near, so that a cache takes no more than a
/// few megabytes.
const MAX_CELLS: usize = 20_000;
const MAX_ROWS: usize = 20_000;
/// Pieces in a group that shares its near kernels.
const GROUP: usize = 64;
/// The near kernels of all groups are dropped when they are more than this.
const MAX_KERNELS: usize = 100_000;

/// What [`route_incremental`](super::route_incremental) keeps of the last question, for the next one about the same
/// snapshot.
#[derive(Default)]
pub struct SweepCache {
    /// By the fixed intensity.
    pub(super) fixed: SweptRoute,
    /// By each kernel of the fitted intensity.
    pub(super) mixed: [SweptRoute; MIXED],
}

/// The last question, by one kernel.
#[derive(Default)]
pub struct SweptRoute {
    /// The options of the last question, as JSON.
    options: String,
    last: Option<LastRoute>,
    unchanged: Option<UnchangedParts>,
}

/// The route of the last question.
struct LastRoute {
    cells: Rc<Cells>,
    /// ∫λ ds over each cell, incidents per km per day.
    integrals: Vec<f64>,
}

/// What stays the same while one part of a route changes: the cells of its head and the pieces of its tail.
struct UnchangedParts {
    head_cells: usize,
    tail_pieces: usize,
    /// What each incident adds to ∫λ dt over head and tail. Rows are ascending.
    row_weights: Vec<RowWeight>,
    /// The pieces of the tail, the last one first; `None` for a piece that has not been cut differently so far.
    profiles: Vec<Option<Profile>>,
    /// The kernels near groups of pieces of the tail, the last group first.
    group_kernels: Vec<Kernels>,
    /// Number of kernels in all groups.
    kernel_count: usize,
}

impl SweptRoute {
    /// Integrates λ along all cells of a route, as [`sweep::integrate`] does.
    pub(super) fn integrate(&mut self, question: &Question<'_>, field: &Field<'_>, cells: &Cells) -> SweepSums {
        let options = serde_json::to_string(question.options).unwrap_or_default();
        // With several speeds the hours per km depend on the position along the route, which a change moves.
        let is_comparable = question.options.speeds.is_empty() && self.options == options;
        self.options = options;
        if let Some(last) = self.last.take().filter(|_| is_comparable) {
            let (head_cells, tail_pieces) = last.count_common(cells);
            let holds = |parts: &UnchangedParts| {
                parts.head_cells <= head_cells
                    && parts.tail_pieces <= tail_pieces
                    && parts.head_cells <= cells.start_of_last(parts.tail_pieces)
            };
            let unchanged = self.unchanged.take().filter(holds);
            self.unchanged =
                unchanged.or_else(|| UnchangedParts::find(&last, cells, question, field, head_cells, tail_pieces));
            if let Some(unchanged) = &mut self.unchanged {
                return unchanged.integrate(&last, question, field, cells);
            }
        }
        self.unchanged = None;
        sweep::integrate(question, field, (&cells.all, &cells.pyramid), 0.0)
    }

    /// Keeps the answered route for the next question, unless it is too large.
    pub(super) fn store(&mut self, cells: &Rc<Cells>, sums: &SweepSums) {
        if cells.all.len() <= MAX_CELLS && sums.row_weights.len() <= MAX_ROWS {
            self.last = Some(LastRoute { cells: cells.clone(), integrals: sums.cell_integrals.clone() });
        }
    }
}

impl LastRoute {
    /// How many cells at the beginning, and how many pieces at the end, the route has in common with a new one.
    fn count_common(&self, new: &Cells) -> (usize, usize) {
        let old = &self.cells;
        let is_same = |(old, new): &(&Cell, &Cell)| old.from.at == new.from.at && old.to.at == new.to.at;
        let head_cells = old.all.iter().zip(&new.all).take_while(is_same).count();
        let ends = |cells: &Cells, piece: usize| {
            let Range { start, end } = cells.piece_from_end(piece);
            [cells.all[start].from.at, cells.all[end - 1].to.at]
        };
        let pieces = old.piece_count().min(new.piece_count());
        let first_other = (0..pieces).find(|&piece| ends(old, piece) != ends(new, piece));
        (head_cells, first_other.unwrap_or(pieces))
    }

    fn integral(&self, cells: Range<usize>) -> f64 {
        self.integrals[cells].iter().sum()
    }
}

impl UnchangedParts {
    /// Finds the unchanged parts of a route; `None` unless only a small part of it has changed. `head_cells` and
    /// `tail_pieces` say what both routes have in common. Head and tail may overlap where a route leads back and forth.
    fn find(
        last: &LastRoute,
        new: &Cells,
        question: &Question<'_>,
        field: &Field<'_>,
        head_cells: usize,
        mut tail_pieces: usize,
    ) -> Option<UnchangedParts> {
        let old = &last.cells;
        // The piece in which the change begins does not belong to the tail.
        while tail_pieces > 0
            && old.piece_from_end(tail_pieces - 1).start.min(new.piece_from_end(tail_pieces - 1).start) <= head_cells
        {
            tail_pieces -= 1;
        }
        let tail_start = old.start_of_last(tail_pieces);
        if head_cells == old.all.len() || 2 * (tail_start - head_cells) > old.all.len() {
            return None;
        }
        let parts = [&old.all[..head_cells], &old.all[tail_start..]];
        let [head, tail] = parts.map(|part| sweep_cells(question, field, part, 0.0).row_weights);
        let row_weights = merge_weights(&head, &tail);
        let (profiles, group_kernels) = (Vec::new(), Vec::new());
        Some(UnchangedParts { head_cells, tail_pieces, row_weights, profiles, group_kernels, kernel_count: 0 })
    }

    /// Integrates λ along all cells of the new route, of which only those between head and tail are swept.
    fn integrate(&mut self, last: &LastRoute, question: &Question<'_>, field: &Field<'_>, new: &Cells) -> SweepSums {
        let (head_cells, tail_start) = (self.head_cells, new.start_of_last(self.tail_pieces));
        let tail = self.tail_integrals(last, field, new);
        let known_integral = last.integral(0..head_cells) + tail.iter().sum::<f64>();
        let changed = sweep_cells(question, field, &new.all[head_cells..tail_start], known_integral);
        let cell_integrals = [&last.integrals[..head_cells], &changed.cell_integrals, &tail].concat();
        let row_weights = merge_weights(&self.row_weights, &changed.row_weights);
        SweepSums { cell_integrals, row_weights, uniform: Vec::new() }
    }

    /// The integrals of the cells of the tail, as they are cut now.
    fn tail_integrals(&mut self, last: &LastRoute, field: &Field<'_>, new: &Cells) -> Vec<f64> {
        let mut integrals = Vec::new();
        for number in (0..self.tail_pieces).rev() {
            let integral = last.integral(last.cells.piece_from_end(number));
            let piece = &new.all[new.piece_from_end(number)];
            if piece.len() == 1 {
                integrals.push(integral);
                continue;
            }
            let profile = self.profile(last, field, number, piece, integral);
            let length_km = length_of(piece);
            let up_to = |km: f64| profile.up_to((km - piece[0].start_km) / length_km);
            for cell in piece {
                // Where λ is next to nothing, rounding could make the difference negative.
                integrals.push((up_to(cell.start_km + cell.length_km) - up_to(cell.start_km)).max(0.0));
            }
        }
        integrals
    }

    /// The profile of a piece with its integral; `number` counts pieces from the end.
    fn profile(
        &mut self,
        last: &LastRoute,
        field: &Field<'_>,
        number: usize,
        piece: &[Cell],
        integral: f64,
    ) -> &Profile {
        if self.profiles.is_empty() {
            self.profiles.resize_with(self.tail_pieces, || None);
        }
        if self.profiles[number].is_none() {
            let near = self.kernels_near_group(last, field, number / GROUP);
            self.profiles[number] = Some(Profile::new(field, piece, integral, near));
        }
        self.profiles[number].as_ref().expect("the profile has just been made")
    }

    /// The kernels that matter on a group of pieces.
    fn kernels_near_group(&mut self, last: &LastRoute, field: &Field<'_>, group: usize) -> &Kernels {
        if self.kernel_count > MAX_KERNELS {
            self.group_kernels.clear();
            self.kernel_count = 0;
        }
        if self.group_kernels.len() <= group {
            self.group_kernels.resize_with(group + 1, Kernels::default);
        }
        if self.group_kernels[group].len() == 0 {
            let cells = &last.cells;
            let [start, end] =
                [group + 1, group].map(|group| cells.start_of_last((group * GROUP).min(cells.piece_count())));
            let mean = |number: usize| last.integrals[number] / cells.all[number].length_km;
            let least_mean = (start..end).map(mean).fold(f64::INFINITY, f64::min);
            let near = field.relevant_kernels(&bounds_of(&cells.all[start..end]), least_mean);
            self.kernel_count += near.len();
            self.group_kernels[group] = near;
        }
        &self.group_kernels[group]
    }
}

fn sweep_cells(question: &Question<'_>, field: &Field<'_>, cells: &[Cell], known_integral: f64) -> SweepSums {
    sweep::integrate(question, field, (cells, &build_pyramid(cells)), known_integral)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{line, snapshot};
    use super::super::{RouteOptions, RouteReport, RouteRisk, Speed, Stop, route, route_incremental};
    use super::*;
    use crate::snapshot::Snapshot;
    use proptest::prelude::*;

    /// Checks that an answer with a cache equals the one without, but for the last digits of sums.
    fn check(cache: &mut SweepCache, snapshot: &Snapshot, path: &[(f64, f64)], options: &RouteOptions, error: f64) {
        let [found, expected] = [cache, &mut SweepCache::default()]
            .map(|cache| route_incremental(cache, snapshot, &line(path), options).unwrap());
        assert_eq!(
            found.corridor.as_ref().map(|corridor| &corridor.rows),
            expected.corridor.as_ref().map(|corridor| &corridor.rows)
        );
        let sums = |report: &RouteReport| {
            let RouteRisk { exposure, encounter } = report.risk.clone().unwrap();
            [exposure.integral, encounter.expected, encounter.interval.0, encounter.interval.1, exposure.peak.value]
        };
        for (found, expected) in sums(&found).into_iter().zip(sums(&expected)) {
            // What is left out is bounded by the boxes of runs, and the runs differ.
            assert!((found - expected).abs() <= error * expected + 1e-15, "{found} {expected}");
        }
        let segments = |report: &RouteReport| report.findings.as_ref().unwrap().segments.clone();
        // What is left out of the route may be missing in one segment.
        let all = segments(&expected).iter().map(|one| one.integral).sum::<f64>();
        for (found, expected) in segments(&found).iter().zip(&segments(&expected)) {
            assert!((found.integral - expected.integral).abs() <= error * all + 1e-15, "{found:?} {expected:?}");
            let counts = |one: &super::super::Segment| (one.from_km, one.to_km, one.count, one.possible);
            assert_eq!(counts(found), counts(expected));
        }
    }

    /// Whether the last answer was made with the cache.
    fn was_used(cache: &SweepCache) -> bool {
        cache.fixed.unchanged.is_some()
    }

    fn winding_road() -> Vec<(f64, f64)> {
        (0..120).map(|i| (f64::from(i) * 0.01, 0.05 * (f64::from(i) * 0.2).sin())).collect()
    }

    fn incidents() -> Snapshot {
        let number = |i: usize, of: usize| (i * 7919 % of) as f64 / of as f64;
        let one = |i| {
            (1.2 * number(i, 997), 0.4 * number(i, 499) - 0.2, (90.0 * number(i, 251)) as i32, [0.0, 0.0, 25.0][i % 3])
        };
        snapshot(&(0..400).map(one).collect::<Vec<_>>())
    }

    #[test]
    fn a_corner_can_be_dragged_and_then_another_one() {
        let (snapshot, options, mut cache) = (incidents(), RouteOptions::fixed(), SweepCache::default());
        let mut path = winding_road();
        check(&mut cache, &snapshot, &path, &options, 1e-4);
        check(&mut cache, &snapshot, &path, &options, 1e-4);
        assert!(!was_used(&cache), "the same route again");
        for corner in [60, 3, 118, 0, 119] {
            for _ in 0..12 {
                path[corner].1 += 0.0023;
                check(&mut cache, &snapshot, &path, &options, 1e-4);
                assert!(was_used(&cache), "corner {corner}");
            }
        }
        path.insert(40, (0.394, 0.02));
        check(&mut cache, &snapshot, &path, &options, 1e-4);
        assert!(was_used(&cache), "another corner");
        path.remove(80);
        check(&mut cache, &snapshot, &path, &options, 1e-4);
        path.reverse();
        check(&mut cache, &snapshot, &path, &options, 1e-4);
        assert!(!was_used(&cache), "another route");
    }

    #[test]
    fn head_and_tail_may_overlap_where_a_route_leads_back_and_forth() {
        let (snapshot, options, mut cache) = (incidents(), RouteOptions::fixed(), SweepCache::default());
        let there_and_back: Vec<_> = (0..9).map(|i| (0.3 + f64::from(i % 2) * 0.1, 0.02)).collect();
        for corners in [9, 7, 9, 5, 2, 9] {
            check(&mut cache, &snapshot, &there_and_back[..corners], &options, 1e-4);
        }
    }

    #[test]
    fn nothing_is_reused_from_a_question_with_other_options() {
        let (snapshot, mut cache, mut path) = (incidents(), SweepCache::default(), winding_road());
        let slow = RouteOptions { speed_kmh: 20.0, ..RouteOptions::fixed() };
        let by_place = RouteOptions { speeds: vec![Speed { from_km: 30.0, kmh: 20.0 }], ..RouteOptions::fixed() };
        for options in [
            RouteOptions::fixed(),
            slow,
            by_place.clone(),
            RouteOptions { as_of: crate::day::parse("2024-08-01"), ..by_place },
        ] {
            path[60].1 += 0.01;
            check(&mut cache, &snapshot, &path, &options, 1e-4);
            assert!(!was_used(&cache));
        }
        check(&mut cache, &snapshot, &path[..2], &RouteOptions::fixed(), 1e-4);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian, with legs of many pieces and along meridians, where one piece has many cells.
        #[test]
        fn the_cache_changes_no_answer(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -70.0..70.0f64,
            scatter in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, prop_oneof![Just(0), 0..400i32], prop::sample::select(vec![0.0f32, 0.0, 0.0, 10.0, 60.0])), 1..60),
            path in prop::collection::vec((-0.8..0.8f64, -0.8..0.8f64), 3..12), straight in any::<bool>(),
            drags in prop::collection::vec((0.0..1.0f64, prop::collection::vec((-0.05..0.05f64, -0.05..0.05f64), 1..5)), 1..4),
            segment_km in prop::sample::select(vec![0.7, 5.0, 30.0]), stop in prop::option::of(0.0..1.0f64),
        ) {
            let near = |x: f64, y: f64| (lon + x, lat + y);
            let incidents: Vec<_> = scatter.iter().map(|&(x, y, age, radius)| (near(x, y).0, near(x, y).1, age, radius)).collect();
            let mut path: Vec<_> = path.iter().map(|&(x, y)| near(x, y)).collect();
            if straight {
                let first = path[0].0;
                path.iter_mut().for_each(|at| at.0 = first);
            }
            let stops = stop.map(|share| Stop { km: share * line(&path).length_km() / 2.0, hours: 1.0 });
            let options = RouteOptions { segment_km, stops: stops.into_iter().collect(), ..RouteOptions::fixed() };
            let (snapshot, mut cache) = (snapshot(&incidents), SweepCache::default());
            for (corner, steps) in drags {
                let corner = (corner * path.len() as f64) as usize;
                for (x, y) in steps {
                    path[corner] = (path[corner].0 + x, path[corner].1 + y);
                    if route(&snapshot, &line(&path), &options).is_ok() {
                        // With only an incident far away its triangles are not plane, so that the cuts of the route
                        // matter.
                        check(&mut cache, &snapshot, &path, &options, 1e-4);
                    }
                }
            }
        }
    }
}
