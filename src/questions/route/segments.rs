//! The route in segments of equal length, and what is recorded along each of them.

use std::cell::RefCell;
use std::ops::Range;

use serde::Serialize;
use wide::f32x4;

use super::cells::Cells;
use super::corridor::CorridorIncidents;
use super::exposure::RouteIntegrals;
use super::{Question, Stop};
use crate::area::touch_tolerance_km;
use crate::geo::Relation;
use crate::geo::{ARC_RADIUS_KM, GeoPoint, LocalConverter, SplatPoint, chord_to_arc, set_bits};
use crate::incident::{KindCounts, OriginCounts};
use crate::trace::CandidateRuns;

/// One of the equal parts of a route; the last one may be shorter.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    /// Where the segment begins, km from the start of the route.
    pub from_km: f64,
    /// Where the segment ends, km from the start of the route.
    pub to_km: f64,
    /// ∫λ ds over the segment, incidents per km per day.
    pub integral: f64,
    /// Encounter expectation of the segment, its stops included; a number of incidents.
    pub expected: f64,
    /// Incidents certainly in the corridor, on the days asked for, whose nearest point of the route is in this segment.
    pub count: u64,
    /// The incidents in `count` by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// Incidents, on the days asked for, that are not certainly in the corridor, but whose disc of uncertainty reaches
    /// the corridor of this segment.
    pub possible: u64,
    /// Days from the last of the incidents in `count` to the end of the recent window; `None` without one up to that
    /// day.
    pub days_since_last: Option<u32>,
    /// The incidents in `count` by kind.
    pub kinds: KindCounts,
}

/// The segments of a route in their order.
pub struct Segments {
    pub all: Vec<Segment>,
    /// The integral of the uniform part of λ over each segment; empty where λ has no such part.
    pub uniform: Vec<f64>,
    segment_km: f64,
}

impl Segments {
    /// Segments with their exposure and encounter expectation, and no incident yet. `stop_weights` is what each stop
    /// adds to the encounter expectation.
    pub fn new(question: &Question<'_>, cells: &Cells, integrals: &RouteIntegrals, stop_weights: &[f64]) -> Segments {
        let (length_km, segment_km) = (question.route.length_km(), cells.segment_km);
        let empty = |number: usize| Segment {
            from_km: number as f64 * segment_km,
            to_km: ((number + 1) as f64 * segment_km).min(length_km),
            by_origin: question.scope.snapshot.origin_counts(),
            ..Segment::default()
        };
        let mut segments =
            Segments { all: (0..cells.segment_count).map(empty).collect(), uniform: Vec::new(), segment_km };
        if !integrals.sums.uniform.is_empty() {
            segments.uniform.resize(cells.segment_count, 0.0);
            for (cell, integral) in cells.all.iter().zip(&integrals.sums.uniform) {
                segments.uniform[cell.segment] += integral;
            }
        }
        for (cell, integral) in cells.all.iter().zip(&integrals.sums.cell_integrals) {
            let segment = &mut segments.all[cell.segment];
            segment.integral += integral;
            segment.expected += question.encounters_per_hour() * integral * cell.hours_per_km;
        }
        for (Stop { km, .. }, expected) in question.options.stops.iter().zip(stop_weights) {
            let segment = segments.number_at(*km);
            segments.all[segment].expected += expected;
        }
        segments
    }

    /// The number of the segment at a position along the route.
    fn number_at(&self, km: f64) -> usize {
        ((km / self.segment_km) as usize).min(self.all.len() - 1)
    }

    /// Counts the incidents that are certainly in the corridor, on the days asked for, into their segments. `visit`
    /// gets the row and the segment of each of them on any day. Returns the rows of those with an uncertainty radius,
    /// ascending.
    pub fn count_certain(
        &mut self,
        question: &Question<'_>,
        corridor: &CorridorIncidents,
        mut visit: impl FnMut(usize, usize),
    ) -> Vec<u32> {
        let Question { scope, options, .. } = question;
        let snapshot = scope.snapshot;
        let mut uncertain = Vec::new();
        for ((&row, &distance_km), &along_km) in corridor.rows.iter().zip(&corridor.distance_km).zip(&corridor.along_km)
        {
            let radius_km = scope.radius_km(row as usize);
            let reach_km = f64::from(distance_km) + radius_km;
            if radius_km > 0.0 && reach_km > options.corridor_km + touch_tolerance_km(radius_km) {
                continue;
            }
            if radius_km > 0.0 {
                uncertain.push(row);
            }
            let (row, segment) = (row as usize, self.number_at(f64::from(along_km)));
            visit(row, segment);
            if scope.covers(row) {
                let segment = &mut self.all[segment];
                segment.count += 1;
                segment.by_origin.add(snapshot.origin(row));
                segment.kinds.add(snapshot.kind()[row]);
                let age = u32::try_from(scope.as_of - snapshot.day()[row]).ok();
                segment.days_since_last = segment.days_since_last.into_iter().chain(age).min();
            }
        }
        uncertain
    }

    /// Counts every other incident whose disc of uncertainty reaches the corridor, on the days asked for, into all
    /// segments whose corridor it reaches. `certain` are the rows of uncertain incidents that are certainly in the
    /// corridor, ascending. `visit` gets the row and the segments of each other one on any day.
    pub fn count_possible(
        &mut self,
        question: &Question<'_>,
        cells: &Cells,
        certain: &[u32],
        mut visit: impl FnMut(usize, &[Range<usize>]),
    ) {
        let Question { scope, options, .. } = question;
        let snapshot = scope.snapshot;
        let mut reached = Vec::new();
        // Rows are visited in ascending order, so one pass over the certain ones is enough.
        let mut certain = certain.iter().copied().peekable();
        // The difference between the count of a segment and that of the segment before it.
        let mut differences = vec![0i64; self.all.len() + 1];
        for (layer, radius_km) in snapshot.layers(scope.uncertainty).filter(|(_, radius_km)| *radius_km > 0.0) {
            let reach = options.corridor_km + radius_km;
            // Chords are no longer than their arcs.
            let candidates = RefCell::new(CandidateRuns::new(&cells.pyramid, reach * reach, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(candidates.borrow_mut().narrow(level, node.space())),
                |_, rows, _| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for row in rows.filter(|&row| scope.matches(row)) {
                        while certain.next_if(|&other| other < row as u32).is_some() {}
                        if certain.peek() == Some(&(row as u32)) {
                            continue;
                        }
                        let reach = options.corridor_km + scope.radius_km(row);
                        let place = converter.point(snapshot.at(row));
                        reached.clear();
                        find_reached_segments(cells, candidates.borrow().groups(), &place, reach, &mut reached);
                        if reached.is_empty() {
                            continue;
                        }
                        if scope.covers(row) {
                            for range in &reached {
                                differences[range.start] += 1;
                                differences[range.end] -= 1;
                            }
                        }
                        visit(row, &reached);
                    }
                },
            );
        }
        let mut possible = 0;
        for (segment, difference) in self.all.iter_mut().zip(differences) {
            possible += difference;
            segment.possible = possible as u64;
        }
    }
}

/// Finds the segments that are less than `reach` km from a place, as ascending ranges. `near` are the groups of four
/// runs that may be, in their order. The boxes of most runs tell that they are within reach as a whole, or beyond it.
fn find_reached_segments(cells: &Cells, near: &[u32], place: &GeoPoint, reach: f64, reached: &mut Vec<Range<usize>>) {
    let at = SplatPoint::from(place.xyz);
    // No arc as long as the reach has a shorter chord.
    let chord = (reach - reach.powi(3) / (24.0 * ARC_RADIUS_KM * ARC_RADIUS_KM)).max(0.0);
    let [reach_2, chord_2] = [reach, chord].map(|limit| f32x4::splat((limit * limit) as f32));
    let mut next = 0;
    let mut add = |first: usize, last: usize| {
        match reached.last_mut().filter(|range| range.end >= first) {
            Some(range) => range.end = last + 1,
            None => reached.push(first..last + 1),
        }
        last + 1
    };
    for &four in near {
        let boxes = &cells.pyramid.run_boxes()[four as usize];
        let some_within = boxes.min_distances_2(&at).simd_lt(reach_2).to_bitmask();
        if some_within == 0 {
            continue;
        }
        let all_within = boxes.max_distances_2(&at).simd_lt(chord_2).to_bitmask();
        for lane in set_bits(some_within) {
            let run = 4 * four + lane;
            let (first, last) = cells.run_segments[run as usize];
            if last < next {
                continue;
            }
            if all_within >> lane & 1 == 1 {
                next = add(first.max(next), last);
                continue;
            }
            for cell in cells.in_run(run) {
                if cell.segment >= next && chord_to_arc(cell.chord_to(place)) < reach {
                    next = add(cell.segment, cell.segment);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::geometry::parse;
    use crate::intensity::kernels::FIXED;
    use crate::load::{LoadOptions, load_columns};
    use crate::questions::route::{RouteOptions, route};
    use crate::route_line::Route;
    use crate::snapshot::{ColumnSource, Snapshot};
    use proptest::prelude::*;

    /// The definition: every uncertain incident against every cell.
    fn by_all_cells(
        snapshot: &Snapshot,
        line: &Route,
        options: &RouteOptions,
        corridor: &CorridorIncidents,
    ) -> Vec<u64> {
        let cells = Cells::new(&Question::new(snapshot, line, options).unwrap(), FIXED.bandwidth_km);
        let mut possible = vec![0; cells.segment_count];
        for row in (0..snapshot.len()).filter(|&row| snapshot.radius_km(row, true) > 0.0) {
            let (place, radius_km) = (snapshot.point(row), snapshot.radius_km(row, true));
            let found = corridor.rows.iter().position(|&other| other as usize == row);
            if found.is_some_and(|at| {
                f64::from(corridor.distance_km[at]) + radius_km <= options.corridor_km + touch_tolerance_km(radius_km)
            }) {
                continue;
            }
            for (segment, possible) in possible.iter_mut().enumerate() {
                let mut own_cells = cells.all.iter().filter(|cell| cell.segment == segment);
                let reach = options.corridor_km + radius_km;
                *possible += u64::from(own_cells.any(|cell| chord_to_arc(cell.chord_to(&place)) < reach));
            }
        }
        possible
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian and the poles, with segments shorter than a leg and longer than the route.
        #[test]
        fn possible_incidents_are_those_whose_disc_reaches_a_cell_of_the_segment(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in prop_oneof![-89.0..89.0f64, Just(89.5), Just(-89.5)],
            scatter in prop::collection::vec((-1.5..1.5f64, -1.5..1.5f64, prop::sample::select(vec![0.0f32, 0.5, 4.0, 25.0, 60.0, 150.0])), 1..80),
            path in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64), 2..20),
            segment_km in prop::sample::select(vec![0.7, 5.0, 80.0, 1000.0]), corridor_km in 1.0..30.0f64,
        ) {
            let near = |x: f64, y: f64| LonLat::new((lon + x + 540.0).rem_euclid(360.0) - 180.0, (lat + y).clamp(-90.0, 90.0));
            let at = |&(x, y, _): &(f64, f64, f32)| near(x, y);
            let snapshot = load_columns(ColumnSource {
                lon: scatter.iter().map(|one| at(one).lon).collect(),
                lat: scatter.iter().map(|one| at(one).lat).collect(),
                day: vec![20_000; scatter.len()],
                uncertainty_km: Some(scatter.iter().map(|one| one.2).collect()),
                ..ColumnSource::default()
            }, LoadOptions::default()).unwrap();
            let vertices: Vec<String> = path.iter().map(|&(x, y)| near(x, y)).map(|p| format!("[{},{}]", p.lon, p.lat)).collect();
            let line = Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap()).unwrap();
            let options = RouteOptions { segment_km, corridor_km, ..RouteOptions::fixed() };
            let report = route(&snapshot, &line, &options).unwrap();
            let found: Vec<u64> = report.findings.unwrap().segments.iter().map(|segment| segment.possible).collect();
            prop_assert_eq!(found, by_all_cells(&snapshot, &line, &options, &report.corridor.unwrap()));
        }
    }
}
