//! The incidents in the corridor over time: in the whole corridor, and in its worst stretches.

use super::Question;
use super::cells::Cells;
use super::corridor::CorridorIncidents;
use super::segments::{Segment, Segments};
use super::status::{CorridorStatus, DatedIncident};
use super::worst_stretches::{Stretch, WorstStretches, rank, sum};
use crate::area::Area;
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::Shape;
use crate::history::{Comparison, Counter, PossibleDays, Spells, Timeframe};
use crate::incident::{Day, Kind};
use crate::questions::coverage::Coverage;
use crate::questions::dates::DateFilter;
use crate::questions::verdict_text::verdict_text;

/// Of so many possible incidents the share in the corridor is measured, of those of all stretches together and of the whole
/// corridor, but of no fewer than some in a stretch.
const MOST_MEASURED: usize = 2000;
const LEAST_MEASURED: usize = 50;

/// Counts the incidents into the segments, and compares the windows of the worst stretches and of the whole corridor.
/// Returns with them notes on stretches and dates that are left out.
pub fn count_incidents(
    question: &Question<'_>,
    cells: &Cells,
    corridor: &CorridorIncidents,
    segments: &mut Segments,
    coverage: &Coverage,
) -> (Vec<Stretch>, CorridorStatus, Vec<String>) {
    let scope = &question.scope;
    let snapshot = scope.snapshot;
    let timeframe = scope.timeframe();
    let both_windows = scope.windows.both();
    let worst = WorstStretches::new(&segments.all, &segments.uniform);
    let mut corridor_history = PartHistory::new(&timeframe);
    let mut stretch_histories: Vec<PartHistory> = worst.ranges.iter().map(|_| PartHistory::new(&timeframe)).collect();
    let (mut dated, mut blockade_days) = (Vec::new(), Vec::new());
    let mut dates = DateFilter::new(scope);
    let certain = segments.count_certain(question, corridor, |row, segment| {
        if !dates.admits(row) {
            return;
        }
        let (day, kind, origin) = (snapshot.day()[row], snapshot.kind()[row], snapshot.origin(row));
        if kind == Kind::Blockade {
            blockade_days.push(day);
        }
        corridor_history.counter.add(day, kind, origin);
        if let Some(number) = worst.stretch_of(segment) {
            stretch_histories[number].counter.add(day, kind, origin);
        }
        if both_windows.contains(day) {
            dated.push(DatedIncident { segment, day, origin });
        }
    });
    segments.count_possible(question, cells, &certain, |row, reached| {
        let (day, selected) = (snapshot.day()[row], scope.covers(row));
        let is_dated = dates.admits(row);
        corridor_history.add_possible(row, day, selected, is_dated && both_windows.contains(day));
        let mut next = 0;
        for segments in reached {
            for number in worst.touching(segments, next) {
                stretch_histories[number].add_possible(row, day, selected, is_dated && both_windows.contains(day));
                next = number + 1;
            }
        }
    });
    let expected: f64 = segments.all.iter().map(|segment| segment.expected).sum();
    let most_measured = (MOST_MEASURED / worst.ranges.len().max(1)).max(LEAST_MEASURED);
    let stretches = worst.ranges.iter().zip(stretch_histories).map(|(range, history)| {
        let segments = &segments.all[range.clone()];
        let total = Segment { possible: history.possible, ..sum(segments) };
        let mut shares = CorridorShares::new(question, (total.from_km, total.to_km), most_measured);
        let comparison = history.compare(&timeframe, &mut shares);
        let q = comparison.change.verdict_p;
        Stretch { share: total.expected / expected, total, comparison, q, stands_among_all: false }
    });
    let stretches = rank(stretches.collect(), scope.confidence);
    let can_have_blockades = snapshot.summary().can_contain(Kind::Blockade);
    let PartHistory { counter, possible_days, .. } = corridor_history;
    let mut shares = CorridorShares::new(question, (0.0, question.route.length_km()), MOST_MEASURED);
    let history = timeframe.history(&counter, &possible_days, shares.finder(&possible_days));
    let possible_days = possible_days.iter().map(|(day, _)| *day);
    let verdict_text = verdict_text(scope, &history.comparison, possible_days, dates.undated(), coverage);
    let spells = can_have_blockades.then(|| Spells::new(&blockade_days, scope.as_of));
    let status = CorridorStatus::new(scope, verdict_text, history, &counter, &segments.all, dated, spells);
    (stretches, status, worst.notes().chain(dates.notes()).collect())
}

/// The incidents in a part of the corridor, or in the whole of it, counted for a comparison over time.
struct PartHistory {
    /// The certain incidents, on any day.
    counter: Counter,
    /// Number of possible incidents on the days asked for.
    possible: u64,
    /// The possible incidents in the two windows: their days and rows, in the order of the rows.
    possible_days: PossibleDays<usize>,
}

impl PartHistory {
    fn new(timeframe: &Timeframe) -> PartHistory {
        PartHistory { counter: timeframe.counter(), possible: 0, possible_days: Vec::new() }
    }

    /// Counts a possible incident. `selected` says whether its day is one that was asked for, `in_windows` whether it counts in the
    /// windows.
    fn add_possible(&mut self, row: usize, day: Day, selected: bool, in_windows: bool) {
        self.possible += u64::from(selected);
        if in_windows {
            self.possible_days.push((day, row));
        }
    }

    fn compare(&self, timeframe: &Timeframe, shares: &mut CorridorShares<'_>) -> Comparison {
        timeframe.compare(&self.counter, &self.possible_days, shares.finder(&self.possible_days))
    }
}

/// The shares of uncertain incidents that lie in the corridor of a part of the route.
struct CorridorShares<'a> {
    question: &'a Question<'a>,
    /// Where the part begins and ends, km.
    part: (f64, f64),
    most_measured: usize,
    /// The corridor of the part, once it is needed.
    area: Option<Area>,
}

impl<'a> CorridorShares<'a> {
    fn new(question: &'a Question<'a>, part: (f64, f64), most_measured: usize) -> CorridorShares<'a> {
        CorridorShares { question, part, most_measured, area: None }
    }

    /// Tells the share of each of these incidents, asked one after the other. Incidents follow one another along a curve, so
    /// where there are more than are measured, each that is stands for those after it.
    fn finder<'b>(&'b mut self, possible: &PossibleDays<usize>) -> impl FnMut(&usize) -> f64 + use<'a, 'b> {
        let step = possible.len().div_ceil(self.most_measured).max(1);
        let mut asked = 0;
        let mut last = (LonLat::new(f64::NAN, f64::NAN), f64::NAN, 0.0);
        move |&row| {
            let scope = &self.question.scope;
            let (at, radius_km) = (scope.snapshot.at(row), scope.radius_km(row));
            if asked % step == 0 && (last.0, last.1) != (at, radius_km) {
                last = (at, radius_km, self.share(&GeoPoint::new(at), radius_km));
            }
            asked += 1;
            last.2
        }
    }

    fn share(&mut self, point: &GeoPoint, radius_km: f64) -> f64 {
        let Question { route, options, .. } = self.question;
        let corridor = || {
            let turn = |at: LonLat| LonLat::new((at.lon + 180.0).rem_euclid(360.0) - 180.0, at.lat);
            let line = route.section(self.part.0, self.part.1).into_iter().map(turn).collect();
            let shape = Shape { lines: vec![line], ..Shape::default() };
            Area::new(shape, Some(options.corridor_km)).expect("the corridor of a route is an area")
        };
        f64::from(self.area.get_or_insert_with(corridor).share(point, radius_km))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::touch_tolerance_km;
    use crate::geo::chord_to_arc;
    use crate::geometry::parse;
    use crate::intensity::kernels::FIXED;
    use crate::load::{LoadOptions, load_columns};
    use crate::questions::route::{RouteOptions, RouteReport, route};
    use crate::route_line::Route;
    use crate::snapshot::{ColumnSource, Snapshot};
    use proptest::prelude::*;

    const AS_OF: Day = 20_000;

    /// The definition of what belongs to the part of a route from one km to another: the rows certainly in the corridor
    /// whose nearest point of the route is in this part, and every other row whose disc reaches the part's corridor.
    fn rows_of(
        snapshot: &Snapshot,
        question: &Question<'_>,
        on_all_days: &CorridorIncidents,
        from_km: f64,
        to_km: f64,
    ) -> [Vec<usize>; 2] {
        let (cells, corridor_km) = (Cells::new(question, FIXED.bandwidth_km), question.options.corridor_km);
        let last = to_km >= question.route.length_km();
        let (mut certain, mut possible) = (vec![], vec![]);
        for row in 0..snapshot.len() {
            let radius_km = snapshot.radius_km(row, true);
            let found = on_all_days.rows.iter().position(|&other| other as usize == row);
            if let Some(at) = found.filter(|&at| {
                radius_km == 0.0
                    || f64::from(on_all_days.distance_km[at]) + radius_km <= corridor_km + touch_tolerance_km(radius_km)
            }) {
                let along_km = f64::from(on_all_days.along_km[at]);
                if along_km >= from_km && (last || along_km < to_km) {
                    certain.push(row);
                }
                continue;
            }
            let place = snapshot.point(row);
            let is_in_part = |middle_km: f64| (from_km..to_km).contains(&middle_km);
            let mut own_cells = cells.all.iter().filter(|cell| is_in_part(cell.start_km + cell.length_km / 2.0));
            if radius_km > 0.0 && own_cells.any(|cell| chord_to_arc(cell.chord_to(&place)) < corridor_km + radius_km) {
                possible.push(row);
            }
        }
        [certain, possible]
    }

    fn check(report: &RouteReport, snapshot: &Snapshot, question: &Question<'_>, on_all_days: &CorridorIncidents) {
        let findings = report.findings.as_ref().unwrap();
        let days = |rows: &[usize]| -> Vec<Day> { rows.iter().map(|&row| snapshot.day()[row]).collect() };
        let within =
            |days: &[Day], first: Day, last: Day| days.iter().filter(|day| (first..=last).contains(day)).count() as u64;
        let recent = |days: &[Day]| within(days, AS_OF - 27, AS_OF);
        let baseline = |days: &[Day]| within(days, AS_OF - 363, AS_OF - 28);
        let selected = |rows: &[usize]| rows.iter().filter(|&&row| question.scope.covers(row)).count() as u64;
        let mut expected = f64::INFINITY;
        for Stretch { total, share, comparison, .. } in &findings.stretches {
            let [certain, possible] = rows_of(snapshot, question, on_all_days, total.from_km, total.to_km);
            assert_eq!(
                (total.count, total.possible),
                (selected(&certain), selected(&possible)),
                "km {} to {}",
                total.from_km,
                total.to_km
            );
            assert_eq!(
                (comparison.recent.count, comparison.baseline.count),
                (recent(&days(&certain)), baseline(&days(&certain)))
            );
            assert!(total.expected <= expected && *share > 0.0);
            expected = total.expected;
        }
        let held_share: f64 = findings.stretches.iter().map(|stretch| stretch.share).sum();
        assert!(held_share >= 0.5 - 1e-9 || findings.stretches.is_empty(), "{held_share}");

        let [certain, possible] = rows_of(snapshot, question, on_all_days, 0.0, f64::INFINITY);
        let (certain, all) = (days(&certain), days(&[certain, possible].concat()));
        let CorridorStatus { history, laplace, repeated, .. } = &findings.status;
        let change =
            |recent: u64, baseline: u64| (baseline > 0).then(|| recent as f64 / 28.0 / (baseline as f64 / 336.0));
        let bounds = &history.comparison.change_with_possible;
        for (recent_days, baseline_days, found) in [
            (&certain, &certain, &history.comparison.change),
            (&certain, &all, &bounds.lower),
            (&all, &certain, &bounds.upper),
        ] {
            let expected = change(recent(recent_days), baseline(baseline_days));
            assert!(found.ratio.zip(expected).map_or(found.ratio == expected, |(a, b)| (a - b).abs() <= 1e-9 * b));
        }
        let in_windows: u64 = recent(&certain) + baseline(&certain);
        assert_eq!(laplace.is_some(), in_windows > 0);
        assert!(repeated.iter().all(|segment| segment.days > 1 && segment.count >= segment.days));
        assert!(repeated.is_sorted_by_key(|segment| std::cmp::Reverse(segment.days)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Over the antimeridian, with a range of days and without, exact and uncertain incidents.
        #[test]
        fn stretches_and_the_whole_hold_what_their_definitions_say(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -70.0..70.0f64,
            scatter in prop::collection::vec((-1.0..1.0f64, -0.6..0.6f64, prop::sample::select(vec![0.0f32, 0.0, 0.5, 4.0, 25.0]), prop_oneof![0..40i32, 0..500i32]), 1..80),
            path in prop::collection::vec((-1.0..1.0f64, -0.5..0.5f64), 2..8),
            segment_km in prop::sample::select(vec![5.0, 20.0]), corridor_km in 3.0..30.0f64, from in prop::option::of(0..300i32),
        ) {
            // The last one, elsewhere, begins the record.
            let scatter: Vec<_> = scatter.into_iter().chain([(90.0, 0.0, 0.0, 2000)]).collect();
            let wrapped = |x: f64| (lon + x + 540.0).rem_euclid(360.0) - 180.0;
            let snapshot = load_columns(ColumnSource {
                lon: scatter.iter().map(|one| wrapped(one.0)).collect(),
                lat: scatter.iter().map(|one| lat + one.1).collect(),
                day: scatter.iter().map(|one| AS_OF - one.3).collect(),
                uncertainty_km: Some(scatter.iter().map(|one| one.2).collect()),
                ..ColumnSource::default()
            }, LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap();
            let vertices: Vec<String> = path.iter().map(|(x, y)| format!("[{},{}]", wrapped(*x), lat + y)).collect();
            let line = Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap()).unwrap();
            let options = RouteOptions { segment_km, corridor_km, from: from.map(|age| AS_OF - age), ..RouteOptions::fixed() };
            let report = route(&snapshot, &line, &options).unwrap();
            let question = Question::new(&snapshot, &line, &options).unwrap();
            let on_all_days = super::super::corridor::collect_on_all_days(&question);
            check(&report, &snapshot, &question, &on_all_days);
        }
    }
}
