//! What one question leaves for the next: where a corner of a road is dragged, most of the road is as it was.
//!
//! Cells before the change are the same. Behind it they are cut elsewhere, as the ends of segments move along the road
//! with its length: a piece that is cut otherwise now is summed up from the kernels near it, once for all later cuts, and all
//! others keep their sums. What an incident adds to all of them does not depend on the cuts. So only the pieces that changed
//! are swept.

use std::ops::Range;

use super::Question;
use super::cells::{Cell, Cells, pyramid_over, space_around};
use super::field::{Field, Kernels};
use super::row_weights::{RowWeight, merged};
use super::sweep::{self, Integrals};
use crate::geo::{GeoPoint, SpaceBox};
use crate::kernel::{LEGS, LONGEST_LEG_SIGMAS, Leg, LegSums, Run, leg_values};

/// Of longer roads nothing is kept, nor of those with more incidents near, so that no more than a few megabytes are.
const MOST_CELLS: usize = 20_000;
const MOST_ROWS: usize = 20_000;
/// Pieces in a group.
const GROUP: usize = 64;
/// So many kernels near groups are kept at most.
const MOST_KERNELS: usize = 100_000;

/// What the last question left, of those about one snapshot.
#[derive(Default)]
pub struct SweepCache {
    /// What was asked, as text.
    asked: String,
    road: Option<Road>,
    rest: Option<Rest>,
}

/// The road asked about last.
struct Road {
    cells: Cells,
    /// ∫λ ds over each cell.
    sums: Vec<f64>,
}

/// What has not changed while a part of the road did.
struct Rest {
    /// So many cells before that part, and so many pieces behind it.
    before: usize,
    behind: usize,
    /// What each incident adds to them: rows, ascending.
    of_row: Vec<RowWeight>,
    /// Of the pieces behind, the last one first, those that were cut otherwise once.
    profiles: Vec<Profile>,
    /// Kernels near the pieces behind, group by group, the last ones first; and how many there are in all.
    near: Vec<Kernels>,
    kernels: usize,
}

impl SweepCache {
    /// As [`sweep::integrals`] of all cells.
    pub(super) fn integrals(&mut self, question: &Question<'_>, field: &Field<'_>, new: &Cells) -> Integrals {
        // With several speeds, what a km takes depends on where it is.
        let asked = serde_json::to_string(question.options).unwrap_or_default();
        let comparable = question.options.speeds.is_empty() && self.asked == asked;
        self.asked = asked;
        if let Some(road) = self.road.take().filter(|_| comparable) {
            let (before, behind) = road.common(new);
            let holds = |rest: &Rest| {
                rest.before <= before && rest.behind <= behind && rest.before <= new.first_behind(rest.behind)
            };
            self.rest =
                self.rest.take().filter(holds).or_else(|| Rest::new(&road, new, question, field, before, behind));
            if let Some(rest) = &mut self.rest {
                return rest.integrals(&road, question, field, new);
            }
        }
        self.rest = None;
        sweep::integrals(question, field, (&new.all, &new.pyramid), 0.0)
    }

    /// Takes what the next question may need.
    pub(super) fn store(&mut self, cells: Cells, Integrals { of_cell, of_row }: Integrals) {
        if cells.all.len() <= MOST_CELLS && of_row.len() <= MOST_ROWS {
            self.road = Some(Road { cells, sums: of_cell });
        }
    }
}

impl Road {
    /// How many cells it has in common with a new one at the beginning, and how many pieces at the end.
    fn common(&self, new: &Cells) -> (usize, usize) {
        let old = &self.cells;
        let same = |(old, new): &(&Cell, &Cell)| old.from.at == new.from.at && old.to.at == new.to.at;
        let before = old.all.iter().zip(&new.all).take_while(same).count();
        let ends = |cells: &Cells, behind: usize| {
            let Range { start, end } = cells.of_piece(behind);
            [cells.all[start].from.at, cells.all[end - 1].to.at]
        };
        let pieces = old.pieces().min(new.pieces());
        let behind = (0..pieces).find(|&behind| ends(old, behind) != ends(new, behind));
        (before, behind.unwrap_or(pieces))
    }

    fn sum(&self, cells: Range<usize>) -> f64 {
        self.sums[cells].iter().sum()
    }
}

impl Rest {
    /// If a small part of a road has changed: it has so many cells before that part and so many pieces behind it, which may be
    /// some of the same where it leads back and forth.
    fn new(
        road: &Road,
        new: &Cells,
        question: &Question<'_>,
        field: &Field<'_>,
        before: usize,
        mut behind: usize,
    ) -> Option<Rest> {
        let old = &road.cells;
        // The piece that the change begins in is not behind it.
        while behind > 0 && old.of_piece(behind - 1).start.min(new.of_piece(behind - 1).start) <= before {
            behind -= 1;
        }
        let from = old.first_behind(behind);
        if before == old.all.len() || 2 * (from - before) > old.all.len() {
            return None;
        }
        let [first, last] = [&old.all[..before], &old.all[from..]].map(|part| swept(question, field, part, 0.0).of_row);
        let of_row = merged(&first, &last);
        Some(Rest { before, behind, of_row, profiles: Vec::new(), near: Vec::new(), kernels: 0 })
    }

    fn integrals(&mut self, road: &Road, question: &Question<'_>, field: &Field<'_>, new: &Cells) -> Integrals {
        let (before, from) = (self.before, new.first_behind(self.behind));
        let behind = self.sums_behind(road, field, new);
        let beside = road.sum(0..before) + behind.iter().sum::<f64>();
        let swept = swept(question, field, &new.all[before..from], beside);
        let of_cell = [&road.sums[..before], &swept.of_cell, &behind].concat();
        Integrals { of_cell, of_row: merged(&self.of_row, &swept.of_row) }
    }

    /// The sums of the cells behind, as they are cut now.
    fn sums_behind(&mut self, road: &Road, field: &Field<'_>, new: &Cells) -> Vec<f64> {
        let mut sums = Vec::new();
        for behind in (0..self.behind).rev() {
            let sum = road.sum(road.cells.of_piece(behind));
            let piece = &new.all[new.of_piece(behind)];
            if piece.len() == 1 {
                sums.push(sum);
                continue;
            }
            let profile = self.profile(road, field, behind, piece, sum);
            let length_km = length_km(piece);
            let up_to = |km: f64| profile.up_to((km - piece[0].start_km) / length_km);
            for one in piece {
                // Where there is next to nothing, rounding could leave less.
                sums.push((up_to(one.start_km + one.length_km) - up_to(one.start_km)).max(0.0));
            }
        }
        sums
    }

    /// Of a piece with so many behind it, and so large a sum.
    fn profile(&mut self, road: &Road, field: &Field<'_>, behind: usize, piece: &[Cell], sum: f64) -> &Profile {
        if self.profiles.is_empty() {
            self.profiles.resize_with(self.behind, Profile::default);
        }
        if self.profiles[behind].0.is_empty() {
            self.profiles[behind] = Profile::new(field, piece, sum, self.near(road, field, behind / GROUP));
        }
        &self.profiles[behind]
    }

    /// The kernels that matter on one of the groups of pieces.
    fn near(&mut self, road: &Road, field: &Field<'_>, group: usize) -> &Kernels {
        if self.kernels > MOST_KERNELS {
            self.near.clear();
            self.kernels = 0;
        }
        if self.near.len() <= group {
            self.near.resize_with(group + 1, Kernels::default);
        }
        if self.near[group].len() == 0 {
            let cells = &road.cells;
            let [from, end] = [group + 1, group].map(|group| cells.first_behind((group * GROUP).min(cells.pieces())));
            let least = (from..end).map(|one| road.sums[one] / cells.all[one].length_km).fold(f64::INFINITY, f64::min);
            let near = field.kernels_for(&space_around(&cells.all[from..end]), least);
            self.kernels += near.len();
            self.near[group] = near;
        }
        &self.near[group]
    }
}

fn swept(question: &Question<'_>, field: &Field<'_>, cells: &[Cell], beside: f64) -> Integrals {
    sweep::integrals(question, field, (cells, &pyramid_over(cells)), beside)
}

fn length_km(cells: &[Cell]) -> f64 {
    cells.iter().map(|cell| cell.length_km).sum()
}

/// ∫λ ds from the beginning of a piece up to equally distant places on it, eight times as many as there are spans.
#[derive(Default)]
struct Profile(Vec<f64>);

impl Profile {
    /// Of a piece that has so much as a whole. The spans are no longer than a cell can be.
    fn new(field: &Field<'_>, piece: &[Cell], sum: f64, near: &Kernels) -> Profile {
        let length_km = length_km(piece);
        let spans = (length_km / (field.bandwidth_km() * LONGEST_LEG_SIGMAS)).ceil() as usize;
        let (from, to) = (piece[0].from, piece[piece.len() - 1].to);
        let near = near
            .strongest(&SpaceBox::around_points(from.xyz, to.xyz), field.most_exponent(near.len(), sum / length_km));
        let parts = (spans * LEGS) as f64;
        let leg = |number: usize| {
            let to = GeoPoint::new(from.at.lerp(to.at, number as f64 / parts)).xyz;
            Leg { to, length_km: length_km / parts, weight: 0.0 }
        };
        let legs: Vec<Leg> = (1..=spans * LEGS).map(leg).collect();
        let (mut beginning, mut up_to) = (from.xyz, vec![0.0]);
        for legs in legs.chunks(LEGS) {
            let (run, mut sums) = (Run::new(beginning, legs), LegSums::default());
            for kernel in near.iter() {
                run.add(kernel, &mut sums);
            }
            up_to.extend(leg_values(&[sums]));
            beginning = legs[LEGS - 1].to;
        }
        for number in 1..up_to.len() {
            up_to[number] += up_to[number - 1];
        }
        Profile(up_to)
    }

    /// Up to a share of the piece: by Neville's scheme from the nine places of the span.
    fn up_to(&self, share: f64) -> f64 {
        let last = self.0.len() - 1;
        let at = share * last as f64;
        let first = (at as usize / LEGS * LEGS).min(last - LEGS);
        let mut values: [f64; LEGS + 1] = std::array::from_fn(|number| self.0[first + number]);
        let at = at - first as f64;
        for width in 1..=LEGS {
            for number in 0..=LEGS - width {
                let (before, after) = (at - number as f64, (number + width) as f64 - at);
                values[number] = (after * values[number] + before * values[number + 1]) / width as f64;
            }
        }
        values[0]
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{line, snapshot};
    use super::super::{RouteOptions, RouteReport, RouteRisk, Speed, Stop, route, route_incremental};
    use super::*;
    use crate::snapshot::Snapshot;
    use proptest::prelude::*;

    /// Whether an answer is the same with what is kept as without, but for the last digits of sums.
    fn check(kept: &mut SweepCache, snapshot: &Snapshot, path: &[(f64, f64)], options: &RouteOptions, error: f64) {
        let [found, expected] = [kept, &mut SweepCache::default()]
            .map(|kept| route_incremental(kept, snapshot, &line(path), options).unwrap());
        assert_eq!(
            found.corridor.as_ref().map(|corridor| &corridor.rows),
            expected.corridor.as_ref().map(|corridor| &corridor.rows)
        );
        let sums = |report: &RouteReport| {
            let RouteRisk { exposure, encounter } = report.risk.clone().unwrap();
            [exposure.integral, encounter.expected, encounter.interval.0, encounter.interval.1, exposure.peak.value]
        };
        for (found, expected) in sums(&found).into_iter().zip(sums(&expected)) {
            // Kernels end where they are next to nothing, which is by the boxes of runs.
            assert!((found - expected).abs() <= error * expected + 1e-15, "{found} {expected}");
        }
        let segments = |report: &RouteReport| report.findings.as_ref().unwrap().segments.clone();
        let most = segments(&expected).iter().map(|one| one.integral).fold(0.0, f64::max);
        for (found, expected) in segments(&found).iter().zip(&segments(&expected)) {
            assert!((found.integral - expected.integral).abs() <= error * most + 1e-15, "{found:?} {expected:?}");
            let rest = |one: &super::super::Segment| (one.from_km, one.to_km, one.count, one.possible);
            assert_eq!(rest(found), rest(expected));
        }
    }

    /// Whether the last answer was made with what was kept.
    fn was_used(kept: &SweepCache) -> bool {
        kept.rest.is_some()
    }

    fn road() -> Vec<(f64, f64)> {
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
        let (snapshot, options, mut kept) = (incidents(), RouteOptions::default(), SweepCache::default());
        let mut path = road();
        check(&mut kept, &snapshot, &path, &options, 1e-6);
        check(&mut kept, &snapshot, &path, &options, 1e-6);
        assert!(!was_used(&kept), "the same once more");
        for corner in [60, 3, 118, 0, 119] {
            for _ in 0..12 {
                path[corner].1 += 0.0023;
                check(&mut kept, &snapshot, &path, &options, 1e-6);
                assert!(was_used(&kept), "corner {corner}");
            }
        }
        path.insert(40, (0.394, 0.02));
        check(&mut kept, &snapshot, &path, &options, 1e-6);
        assert!(was_used(&kept), "one corner more");
        path.remove(80);
        check(&mut kept, &snapshot, &path, &options, 1e-6);
        path.reverse();
        check(&mut kept, &snapshot, &path, &options, 1e-6);
        assert!(!was_used(&kept), "another road");
    }

    #[test]
    fn what_leads_back_and_forth_is_kept_once() {
        let (snapshot, options, mut kept) = (incidents(), RouteOptions::default(), SweepCache::default());
        let there_and_back: Vec<_> = (0..9).map(|i| (0.3 + f64::from(i % 2) * 0.1, 0.02)).collect();
        for corners in [9, 7, 9, 5, 2, 9] {
            check(&mut kept, &snapshot, &there_and_back[..corners], &options, 1e-6);
        }
    }

    #[test]
    fn nothing_is_kept_from_another_question() {
        let (snapshot, mut kept, mut path) = (incidents(), SweepCache::default(), road());
        let slow = RouteOptions { speed_kmh: 20.0, ..RouteOptions::default() };
        let by_place = RouteOptions { speeds: vec![Speed { from_km: 30.0, kmh: 20.0 }], ..RouteOptions::default() };
        for options in [
            RouteOptions::default(),
            slow,
            by_place.clone(),
            RouteOptions { as_of: crate::day::parse("2024-08-01"), ..by_place },
        ] {
            path[60].1 += 0.01;
            check(&mut kept, &snapshot, &path, &options, 1e-6);
            assert!(!was_used(&kept));
        }
        check(&mut kept, &snapshot, &path[..2], &RouteOptions::default(), 1e-6);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian, with legs of many pieces and along meridians, where one piece has many cells.
        #[test]
        fn what_is_kept_changes_no_answer(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -70.0..70.0f64,
            scatter in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, prop_oneof![Just(0), 0..400i32], prop::sample::select(vec![0.0f32, 0.0, 0.0, 10.0, 60.0])), 1..60),
            path in prop::collection::vec((-0.8..0.8f64, -0.8..0.8f64), 3..12), straight in any::<bool>(),
            drags in prop::collection::vec((0.0..1.0f64, prop::collection::vec((-0.05..0.05f64, -0.05..0.05f64), 1..5)), 1..4),
            segment_km in prop::sample::select(vec![0.7, 5.0, 30.0]), halt in prop::option::of(0.0..1.0f64),
        ) {
            let near = |x: f64, y: f64| (lon + x, lat + y);
            let incidents: Vec<_> = scatter.iter().map(|&(x, y, age, radius)| (near(x, y).0, near(x, y).1, age, radius)).collect();
            let mut path: Vec<_> = path.iter().map(|&(x, y)| near(x, y)).collect();
            if straight {
                let first = path[0].0;
                path.iter_mut().for_each(|at| at.0 = first);
            }
            let stops = halt.map(|share| Stop { km: share * line(&path).length_km() / 2.0, hours: 1.0 });
            let options = RouteOptions { segment_km, stops: stops.into_iter().collect(), ..RouteOptions::default() };
            let (snapshot, mut kept) = (snapshot(&incidents), SweepCache::default());
            for (corner, steps) in drags {
                let corner = (corner * path.len() as f64) as usize;
                for (x, y) in steps {
                    path[corner] = (path[corner].0 + x, path[corner].1 + y);
                    if route(&snapshot, &line(&path), &options).is_ok() {
                        // An incident far away may be all there is: its triangles are not plane, and how the road is cut tells.
                        check(&mut kept, &snapshot, &path, &options, 2e-5);
                    }
                }
            }
        }
    }
}
