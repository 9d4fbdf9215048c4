//! The route in segments of equal length: what each holds.

use std::cell::RefCell;
use std::ops::Range;

use serde::Serialize;
use wide::f32x4;

use super::cells::Cells;
use super::corridor::CorridorIncidents;
use super::exposure::LineIntegrals;
use super::{Question, Stop};
use crate::geo::Relation;
use crate::geo::{ARC_RADIUS_KM, GeoPoint, LocalConverter, SplatPoint, chord_to_arc, set_bits};
use crate::incident::KindCounts;
use crate::trace::CandidateRuns;

/// A part of a route.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    pub from_km: f64,
    pub to_km: f64,
    /// ∫λ ds, incidents per km per day.
    pub integral: f64,
    /// Encounter expectation, stops in the segment included.
    pub expected: f64,
    /// Incidents certainly in the corridor whose nearest point of the route is in this segment.
    pub count: u64,
    /// Incidents whose location is too uncertain to say, but reaches this segment's corridor.
    pub possible: u64,
    /// From the last certain one up to data-as-of.
    pub days_since_last: Option<u32>,
    /// Certain ones by kind.
    pub kinds: KindCounts,
}

/// The segments of a route in their order.
pub struct Segments {
    pub all: Vec<Segment>,
    segment_km: f64,
}

impl Segments {
    /// With their share of the exposure, and no incident yet.
    pub fn new(question: &Question<'_>, cells: &Cells, integrals: &LineIntegrals, at_stops: &[f64]) -> Segments {
        let (length, segment_km) = (question.route.length_km(), cells.segment_km);
        let empty = |number: usize| Segment {
            from_km: number as f64 * segment_km,
            to_km: ((number + 1) as f64 * segment_km).min(length),
            ..Segment::default()
        };
        let mut segments = Segments { all: (0..cells.segments).map(empty).collect(), segment_km };
        for (number, cell) in cells.all.iter().enumerate() {
            let (segment, integral) = (&mut segments.all[cell.segment], integrals.of(number));
            segment.integral += integral;
            segment.expected += question.reach_per_hour() * integral * cell.hours_per_km;
        }
        for (Stop { km, .. }, expected) in question.options.stops.iter().zip(at_stops) {
            let segment = segments.holding(*km);
            segments.all[segment].expected += expected;
        }
        segments
    }

    fn holding(&self, km: f64) -> usize {
        ((km / self.segment_km) as usize).min(self.all.len() - 1)
    }

    /// Takes the incidents that are certainly in the corridor, each with its segment; counts those of the days asked for.
    /// Returns the rows of the uncertain ones among them, ascending.
    pub fn count_certain(
        &mut self,
        question: &Question<'_>,
        corridor: &CorridorIncidents,
        mut take: impl FnMut(usize, usize),
    ) -> Vec<u32> {
        let Question { scope, options, .. } = question;
        let snapshot = scope.snapshot;
        let mut uncertain = Vec::new();
        for ((&row, &distance_km), &along_km) in corridor.rows.iter().zip(&corridor.distance_km).zip(&corridor.along_km)
        {
            let radius_km = scope.radius_km(row as usize);
            if radius_km > 0.0 && f64::from(distance_km) + radius_km > options.corridor_km {
                continue;
            }
            if radius_km > 0.0 {
                uncertain.push(row);
            }
            let (row, segment) = (row as usize, self.holding(f64::from(along_km)));
            take(row, segment);
            if scope.covers(row) {
                let segment = &mut self.all[segment];
                segment.count += 1;
                segment.kinds.add(snapshot.kind()[row]);
                let age = u32::try_from(scope.as_of - snapshot.day()[row]).ok();
                segment.days_since_last = segment.days_since_last.into_iter().chain(age).min();
            }
        }
        uncertain
    }

    /// Takes every other incident whose disc of uncertainty reaches the corridor, with the segments in whose corridor it
    /// may be; counts those of the days asked for.
    pub fn count_possible(
        &mut self,
        question: &Question<'_>,
        cells: &Cells,
        certain: &[u32],
        mut take: impl FnMut(usize, &[Range<usize>]),
    ) {
        let Question { scope, options, .. } = question;
        let snapshot = scope.snapshot;
        let mut found = Vec::new();
        // Rows come in their order, and so do the certain ones among them.
        let mut certain = certain.iter().copied().peekable();
        // How many more are possible in a segment than in the one before it.
        let mut more = vec![0i64; self.all.len() + 1];
        for (layer, radius_km) in snapshot.layers(scope.uncertainty).filter(|(_, radius_km)| *radius_km > 0.0) {
            let reach = options.corridor_km + radius_km;
            // Chords are no longer than their arcs.
            let candidates = RefCell::new(CandidateRuns::new(&cells.pyramid, reach * reach, layer.levels()));
            layer.visit(
                |node, level| Relation::mixed_if(candidates.borrow_mut().narrow(level, node.space())),
                |_, rows, _| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for row in rows.filter(|&row| scope.matches(row)) {
                        while certain.next_if(|&one| one < row as u32).is_some() {}
                        if certain.peek() == Some(&(row as u32)) {
                            continue;
                        }
                        let reach = options.corridor_km + scope.radius_km(row);
                        let point = converter.point(snapshot.at(row));
                        found.clear();
                        reached(cells, candidates.borrow().groups(), &point, reach, &mut found);
                        if found.is_empty() {
                            continue;
                        }
                        if scope.covers(row) {
                            for range in &found {
                                more[range.start] += 1;
                                more[range.end] -= 1;
                            }
                        }
                        take(row, &found);
                    }
                },
            );
        }
        let mut possible = 0;
        for (segment, more) in self.all.iter_mut().zip(more) {
            possible += more;
            segment.possible = possible as u64;
        }
    }
}

/// Finds the segments that are less than `reach` km from a point, in order. `groups` are the groups of runs that may be near,
/// in order. Most runs are within reach as a whole or out of it, which their boxes tell.
fn reached(cells: &Cells, groups: &[u32], point: &GeoPoint, reach: f64, found: &mut Vec<Range<usize>>) {
    let at = SplatPoint::from(point.xyz);
    // No arc of the distance has a shorter chord.
    let chord = (reach - reach.powi(3) / (24.0 * ARC_RADIUS_KM * ARC_RADIUS_KM)).max(0.0);
    let [reach_2, chord_2] = [reach, chord].map(|limit| f32x4::splat((limit * limit) as f32));
    let mut next = 0;
    let mut take = |first: usize, last: usize| {
        match found.last_mut().filter(|range| range.end >= first) {
            Some(range) => range.end = last + 1,
            None => found.push(first..last + 1),
        }
        last + 1
    };
    for &group in groups {
        let boxes = &cells.pyramid.run_boxes()[group as usize];
        let some = boxes.min_distances_2(&at).simd_lt(reach_2).to_bitmask();
        if some == 0 {
            continue;
        }
        let all = boxes.max_distances_2(&at).simd_lt(chord_2).to_bitmask();
        for lane in set_bits(some) {
            let run = 4 * group + lane;
            let (first, last) = cells.segments_of_runs[run as usize];
            if last < next {
                continue;
            }
            if all >> lane & 1 == 1 {
                next = take(first.max(next), last);
                continue;
            }
            for cell in cells.of_run(run) {
                if cell.segment >= next && chord_to_arc(cell.chord_to(point)) < reach {
                    next = take(cell.segment, cell.segment);
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
        let cells = Cells::new(&Question::new(snapshot, line, options).unwrap());
        let mut possible = vec![0; cells.segments];
        for row in (0..snapshot.len()).filter(|&row| snapshot.radius_km(row, true) > 0.0) {
            let (point, radius_km) = (snapshot.point(row), snapshot.radius_km(row, true));
            let found = corridor.rows.iter().position(|&one| one as usize == row);
            if found.is_some_and(|at| f64::from(corridor.distance_km[at]) + radius_km <= options.corridor_km) {
                continue;
            }
            for (segment, possible) in possible.iter_mut().enumerate() {
                let mut its = cells.all.iter().filter(|cell| cell.segment == segment);
                let reach = options.corridor_km + radius_km;
                *possible += u64::from(its.any(|cell| chord_to_arc(cell.chord_to(&point)) < reach));
            }
        }
        possible
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian and the poles, with none uncertain and with one, in segments of a part of a leg and of many.
        #[test]
        fn possible_are_those_that_reach_a_stretch(
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
            let options = RouteOptions { segment_km, corridor_km, ..RouteOptions::default() };
            let report = route(&snapshot, &line, &options).unwrap();
            let found: Vec<u64> = report.findings.unwrap().segments.iter().map(|segment| segment.possible).collect();
            prop_assert_eq!(found, by_all_cells(&snapshot, &line, &options, &report.corridor.unwrap()));
        }
    }
}
