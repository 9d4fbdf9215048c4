//! The incidents of the corridor over time: of the whole, and of its worst stretches.

use super::Question;
use super::corridor::Corridor;
use super::segments::{Segment, Segments};
use super::status::{Pressure, Status};
use super::stretches::Stretches;
use super::worst::{Worst, WorstStretch, ranked, sum};
use crate::history::{Frame, Tally};
use crate::incident::{Day, Kind};

/// Counts the incidents into the segments, and tells of their days.
pub fn recorded(
    question: &Question<'_>,
    stretches: &Stretches,
    corridor: &Corridor,
    segments: &mut Segments,
) -> (Vec<WorstStretch>, Status) {
    let Question { snapshot, .. } = question;
    let asked_days = [question.selection.from, question.selection.to];
    let frame = Frame::new(question.windows(), asked_days, snapshot.as_of(), question.options.confidence);
    let worst = Worst::new(&segments.all);
    let mut whole = Part::new(&frame);
    let mut parts: Vec<Part> = worst.ranges.iter().map(|_| Part::new(&frame)).collect();
    let mut days = Vec::new();
    let certain = segments.count_certain(question, corridor, |row, segment| {
        let (day, kind) = (snapshot.day()[row], snapshot.kind()[row]);
        whole.tally.add(day, kind);
        if let Some(part) = worst.of(segment) {
            parts[part].tally.add(day, kind);
        }
        if frame.windows.whole().covers(day) {
            days.push((segment, day));
        }
    });
    segments.count_possible(question, stretches, &certain, |row, reached| {
        let day = snapshot.day()[row];
        let asked = question.selection.covers(day);
        whole.may_have(&frame, day, asked);
        let mut next = 0;
        for range in reached {
            for part in worst.reached(range, next) {
                parts[part].may_have(&frame, day, asked);
                next = part + 1;
            }
        }
    });
    let expected = segments.all.iter().map(|segment| segment.expected).sum();
    let stretches = worst.ranges.iter().zip(parts);
    let stretches = stretches.map(|(range, part)| part.stretch(&frame, &segments.all[range.clone()], expected));
    let stretches = ranked(stretches.collect());
    let pressure = Pressure::new(&whole.tally, &segments.all, days, snapshot.summary().can_contain(Kind::Blockade));
    let status = Status {
        statistics: frame.statistics(&whole.tally, whole.possible_days.into_iter()),
        weekly: whole.tally.weekly(),
        pressure,
    };
    (stretches, status)
}

/// The incidents of a part of the corridor.
struct Part {
    tally: Tally,
    /// Of the days asked for.
    possible: u64,
    /// Of the possible ones in both windows.
    possible_days: Vec<Day>,
}

impl Part {
    fn new(frame: &Frame) -> Part {
        Part { tally: frame.tally(), possible: 0, possible_days: Vec::new() }
    }

    fn may_have(&mut self, frame: &Frame, day: Day, asked: bool) {
        self.possible += u64::from(asked);
        if frame.windows.whole().covers(day) {
            self.possible_days.push(day);
        }
    }

    /// Of so much expected on the whole route. Judged as the only stretch.
    fn stretch(self, frame: &Frame, segments: &[Segment], expected: f64) -> WorstStretch {
        let whole = Segment { possible: self.possible, ..sum(segments) };
        let comparison = frame.comparison(&self.tally, self.possible_days.into_iter());
        WorstStretch {
            share: whole.expected / expected,
            whole,
            q: comparison.change.judged_p(),
            comparison,
            weekly: self.tally.weekly(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::chord_to_arc;
    use crate::geometry::parse;
    use crate::load::{LoadOptions, columns};
    use crate::questions::route::{RouteOptions, RouteReport, route};
    use crate::route_line::Route;
    use crate::snapshot::{Bulk, Snapshot};
    use proptest::prelude::*;

    const AS_OF: Day = 20_000;

    /// The definition of what a part of the route from one km to another has: rows certainly in its corridor by the
    /// nearest point, and every other row that its corridor reaches.
    fn rows_of(
        snapshot: &Snapshot,
        question: &Question<'_>,
        everyone: &Corridor,
        from_km: f64,
        to_km: f64,
    ) -> [Vec<usize>; 2] {
        let (stretches, corridor_km) = (Stretches::new(question), question.options.corridor_km);
        let last = to_km >= question.route.length_km();
        let (mut certain, mut possible) = (vec![], vec![]);
        for row in 0..snapshot.len() {
            let radius_km = snapshot.radius_km(row, true);
            let found = everyone.rows.iter().position(|&one| one as usize == row);
            if let Some(at) =
                found.filter(|&at| radius_km == 0.0 || f64::from(everyone.distance_km[at]) + radius_km <= corridor_km)
            {
                let along_km = f64::from(everyone.along_km[at]);
                if along_km >= from_km && (last || along_km < to_km) {
                    certain.push(row);
                }
                continue;
            }
            let place = snapshot.point(row);
            let of_part = |middle_km: f64| (from_km..to_km).contains(&middle_km);
            let mut its = stretches.all.iter().filter(|stretch| of_part(stretch.start_km + stretch.length_km / 2.0));
            if radius_km > 0.0 && its.any(|stretch| chord_to_arc(stretch.chord_to(&place)) < corridor_km + radius_km) {
                possible.push(row);
            }
        }
        [certain, possible]
    }

    fn check(report: &RouteReport, snapshot: &Snapshot, question: &Question<'_>, everyone: &Corridor) {
        let detail = report.detail.as_ref().unwrap();
        let days = |rows: &[usize]| -> Vec<Day> { rows.iter().map(|&row| snapshot.day()[row]).collect() };
        let within =
            |days: &[Day], first: Day, last: Day| days.iter().filter(|day| (first..=last).contains(day)).count() as u64;
        let recent = |days: &[Day]| within(days, AS_OF - 27, AS_OF);
        let baseline = |days: &[Day]| within(days, AS_OF - 363, AS_OF - 28);
        let asked =
            |rows: &[usize]| rows.iter().filter(|&&row| question.selection.covers(snapshot.day()[row])).count() as u64;
        let mut expected = f64::INFINITY;
        for WorstStretch { whole, share, comparison, .. } in &detail.worst {
            let [certain, possible] = rows_of(snapshot, question, everyone, whole.from_km, whole.to_km);
            assert_eq!(
                (whole.count, whole.possible),
                (asked(&certain), asked(&possible)),
                "km {} to {}",
                whole.from_km,
                whole.to_km
            );
            assert_eq!(
                (comparison.recent.count, comparison.baseline.count),
                (recent(&days(&certain)), baseline(&days(&certain)))
            );
            assert!(whole.expected <= expected && *share > 0.0);
            expected = whole.expected;
        }
        let held: f64 = detail.worst.iter().map(|stretch| stretch.share).sum();
        assert!(held >= 0.5 - 1e-9 || detail.worst.is_empty(), "{held}");

        let [certain, possible] = rows_of(snapshot, question, everyone, 0.0, f64::INFINITY);
        let (certain, all) = (days(&certain), days(&[certain, possible].concat()));
        let Status { statistics, pressure, .. } = &detail.status;
        let change =
            |recent: u64, baseline: u64| (baseline > 0).then(|| recent as f64 / 28.0 / (baseline as f64 / 336.0));
        for (days, change_told) in
            [(&certain, &statistics.comparison.change), (&all, &statistics.comparison.change_with_possible)]
        {
            let expected = change(recent(days), baseline(days));
            assert!(
                change_told
                    .ratio
                    .zip(expected)
                    .map_or(change_told.ratio == expected, |(a, b)| (a - b).abs() <= 1e-9 * b)
            );
        }
        let in_windows: u64 = recent(&certain) + baseline(&certain);
        assert_eq!(pressure.laplace.is_some(), in_windows > 0);
        assert!(pressure.repeated.iter().all(|hit| hit.days > 1 && hit.count >= hit.days));
        assert!(pressure.repeated.is_sorted_by_key(|hit| std::cmp::Reverse(hit.days)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian, with a range of days and without, certain and uncertain.
        #[test]
        fn stretches_and_the_whole_hold_what_their_definitions_say(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -70.0..70.0f64,
            scatter in prop::collection::vec((-1.0..1.0f64, -0.6..0.6f64, prop::sample::select(vec![0.0f32, 0.0, 0.5, 4.0, 25.0]), prop_oneof![0..40i32, 0..500i32]), 1..80),
            path in prop::collection::vec((-1.0..1.0f64, -0.5..0.5f64), 2..8),
            segment_km in prop::sample::select(vec![5.0, 20.0]), corridor_km in 3.0..30.0f64, from in prop::option::of(0..300i32),
        ) {
            let wrapped = |x: f64| (lon + x + 540.0).rem_euclid(360.0) - 180.0;
            let snapshot = columns(Bulk {
                lon: scatter.iter().map(|one| wrapped(one.0)).collect(),
                lat: scatter.iter().map(|one| lat + one.1).collect(),
                day: scatter.iter().map(|one| AS_OF - one.3).collect(),
                uncertainty_km: Some(scatter.iter().map(|one| one.2).collect()),
                ..Bulk::default()
            }, LoadOptions { as_of: Some(crate::day::format(AS_OF)), ..LoadOptions::default() }).unwrap();
            let vertices: Vec<String> = path.iter().map(|(x, y)| format!("[{},{}]", wrapped(*x), lat + y)).collect();
            let line = Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap()).unwrap();
            let options = RouteOptions { segment_km, corridor_km, from: from.map(|age| crate::day::format(AS_OF - age)), ..RouteOptions::default() };
            let report = route(&snapshot, &line, &options).unwrap();
            let question = Question::new(&snapshot, &line, &options).unwrap();
            let everyone = super::super::corridor::corridor(&question, false);
            check(&report, &snapshot, &question, &everyone);
        }
    }
}
