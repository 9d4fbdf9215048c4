//! The route report.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::{LN_2, PI, TAU};

use geobit::day;
use geobit::geo::{GeoPoint, LonLat, distance_km};
use geobit::history::Spells;
use geobit::incident::{Day, Kind};
use geobit::questions::route::{RouteDetail, RouteOptions, Speed, Stop, route};
use geobit::route_line::Route;
use geobit::snapshot::Snapshot;
use geobit::stats::laplace::laplace;
use geobit::stats::multiple::benjamini_hochberg;
use geobit::stats::weighted::WeightedSum;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::history::{Days, remove_draws, short_record_note, within};
use crate::incidents::{AS_OF, Scope, add_origins, make, middle, samples, scopes, wrapped};
use crate::json::{Tolerance, difference, merged, written};
use crate::spoken::take_spoken;

/// Decisions closer to their limit than this, km, may go either way.
const MARGIN_KM: f64 = 0.003;

/// How far a disc may reach beyond a limit and still touch it from within: 10 m, or a thousandth of its radius.
pub fn touch_km(radius_km: f64) -> f64 {
    f64::min(0.01, radius_km / 1000.0)
}

/// What the members of a report are made of, by their definitions.
pub struct Twin<'a> {
    snapshot: &'a Snapshot,
    line: &'a Route,
    options: &'a RouteOptions,
    scope: &'a Scope,
    days: Days,
    /// The limits of the segments, km.
    limits: Vec<f64>,
    /// ∫λ ds over each segment.
    integrals: Vec<f64>,
    /// What each segment adds to the encounter expectation.
    expected: Vec<f64>,
    /// What each incident adds to the encounter expectation.
    pub weights: BTreeMap<usize, f64>,
    /// The most that one incident could add to it.
    pub max_weight: f64,
}

/// An incident certainly in the corridor, or possibly.
struct InCorridor {
    row: usize,
    segments: BTreeSet<usize>,
}

impl<'a> Twin<'a> {
    pub fn new(snapshot: &'a Snapshot, line: &'a Route, options: &'a RouteOptions, scope: &'a Scope) -> Twin<'a> {
        let days = Days::new(scope, snapshot);
        let length_km = line.length_km();
        let count = (length_km / options.segment_km).ceil().max(1.0) as usize;
        let mut limits: Vec<f64> = (0..count).map(|number| number as f64 * options.segment_km).collect();
        limits.push(length_km);
        let mut twin = Twin {
            snapshot,
            line,
            options,
            scope,
            days,
            limits,
            integrals: vec![0.0; count],
            expected: vec![0.0; count],
            weights: BTreeMap::new(),
            max_weight: 0.0,
        };
        twin.integrate();
        twin
    }

    fn speed_kmh(&self, km: f64) -> f64 {
        let mut speeds = self.options.speeds.iter().filter(|speed| speed.from_km <= km);
        speeds.next_back().map_or(self.options.speed_kmh, |speed| speed.kmh)
    }

    fn segment_at(&self, km: f64) -> usize {
        self.limits.iter().rposition(|&limit| limit <= km).unwrap().min(self.integrals.len() - 1)
    }

    /// The rows whose kernels count, each with its σ² and the value of its kernel at the centre.
    fn kernels(&self) -> Vec<(usize, f64, f64)> {
        let decay = LN_2 / self.options.half_life_days.unwrap();
        let kernel = |(row, radius): (usize, f64)| {
            let age = f64::from(self.days.recent.1 - self.snapshot.day()[row]);
            let variance = self.options.bandwidth_km.unwrap().powi(2) + (radius / 2.0).powi(2);
            let counts = age >= 0.0 && age * decay <= 60.0 * LN_2 && self.scope.covers(self.snapshot, row);
            counts.then(|| (row, variance, decay * (-age * decay).exp() / (TAU * variance)))
        };
        self.scope.located(self.snapshot).into_iter().filter_map(kernel).collect()
    }

    fn values_at(&self, at: LonLat, kernels: &[(usize, f64, f64)]) -> Vec<f64> {
        let value = |&(row, variance, peak): &(usize, f64, f64)| {
            let exponent = distance_km(at, self.snapshot.at(row)).powi(2) / (2.0 * variance);
            if exponent <= 7.5 * 7.5 / 2.0 { peak * (-exponent).exp() } else { 0.0 }
        };
        kernels.iter().map(value).collect()
    }

    /// λ at a place.
    pub fn intensity(&self, at: LonLat) -> f64 {
        self.values_at(at, &self.kernels()).iter().sum()
    }

    /// Integrates λ by the rule of Gauss with four points on short steps, which end wherever anything changes.
    fn integrate(&mut self) {
        let (kernels, length_km) = (self.kernels(), self.line.length_km());
        let mut ends: Vec<f64> = self.limits.clone();
        ends.extend(self.line.pieces().iter().map(|piece| piece.start_km));
        ends.extend(self.options.speeds.iter().map(|speed| speed.from_km));
        ends.sort_by(f64::total_cmp);
        let per_hour = PI * self.options.encounter_km.powi(2) / 24.0;
        let mut weights = vec![0.0; kernels.len()];
        for pair in ends.windows(2).filter(|pair| pair[1] > pair[0] && pair[1] <= length_km) {
            let steps = ((pair[1] - pair[0]) / (0.8 * self.options.bandwidth_km.unwrap())).ceil();
            let step_km = (pair[1] - pair[0]) / steps;
            for number in 0..steps as usize {
                for (at, part) in
                    [(0.069_431_844_202_973_7, 0.173_927_422_568_727), (0.330_009_478_207_571_9, 0.326_072_577_431_273)]
                        .into_iter()
                        .flat_map(|(at, part)| [(at, part), (1.0 - at, part)])
                {
                    let km = pair[0] + (number as f64 + at) * step_km;
                    let values = self.values_at(self.line.at(km), &kernels);
                    let segment = self.segment_at(km);
                    let (lambda, hours) = (values.iter().sum::<f64>(), part * step_km / self.speed_kmh(km));
                    self.integrals[segment] += lambda * part * step_km;
                    self.expected[segment] += per_hour * lambda * hours;
                    weights.iter_mut().zip(values).for_each(|(weight, value)| *weight += per_hour * value * hours);
                }
            }
        }
        for stop in &self.options.stops {
            let values = self.values_at(self.line.at(stop.km), &kernels);
            let segment = self.segment_at(stop.km);
            self.expected[segment] += per_hour * stop.hours * values.iter().sum::<f64>();
            weights.iter_mut().zip(values).for_each(|(weight, value)| *weight += per_hour * value * stop.hours);
        }
        let (decay, bandwidth) = (LN_2 / self.options.half_life_days.unwrap(), self.options.bandwidth_km.unwrap());
        let speeds = self.options.speeds.iter().map(|speed| speed.kmh);
        let slowest = speeds.fold(self.options.speed_kmh, f64::min);
        let longest = self.options.stops.iter().map(|stop| stop.hours).fold(0.0, f64::max);
        let on_the_road = decay / (TAU.sqrt() * bandwidth) / slowest;
        let at_a_stop = decay / (TAU * bandwidth * bandwidth) * longest;
        let recorded = weights.iter().copied().fold(0.0, f64::max);
        self.max_weight = recorded.max(per_hour * on_the_road.max(at_a_stop));
        self.weights = kernels.iter().map(|kernel| kernel.0).zip(weights).filter(|(_, weight)| *weight > 0.0).collect();
    }

    /// The incidents whose point is in the corridor, each with its distance and position, on any day; `None` where one is too
    /// close to the limit to say.
    fn nearby(&self) -> Option<Vec<(usize, f64, f64, f64)>> {
        let mut nearby = Vec::new();
        for (row, radius) in self.scope.located(self.snapshot) {
            let nearest = self.line.trace().nearest(&self.snapshot.point(row)).unwrap();
            let distance = nearest.distance_km;
            if (distance - self.options.corridor_km).abs() < MARGIN_KM {
                return None;
            }
            if distance <= self.options.corridor_km {
                nearby.push((row, radius, distance, nearest.along_km));
            }
        }
        Some(nearby)
    }

    /// The incidents that are certainly and possibly in the corridor, on any day.
    fn in_corridor(&self, nearby: &[(usize, f64, f64, f64)]) -> Option<[Vec<InCorridor>; 2]> {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        let part = |number: usize| {
            let section = self.line.section(self.limits[number], self.limits[number + 1]);
            Route::from_vertices(section.into_iter().map(|at| LonLat::new(wrapped(at.lon), at.lat))).unwrap()
        };
        let parts: Vec<Route> = (0..self.integrals.len()).map(part).collect();
        for (row, radius) in self.scope.located(self.snapshot) {
            let found = nearby.iter().find(|one| one.0 == row);
            if let Some((.., distance, along)) = found.filter(|(_, radius, distance, _)| {
                *radius == 0.0 || distance + radius <= self.options.corridor_km + touch_km(*radius)
            }) {
                if radius > 0.0 && (distance + radius - self.options.corridor_km - touch_km(radius)).abs() < MARGIN_KM {
                    return None;
                }
                certain.push(InCorridor { row, segments: [self.segment_at(*along)].into() });
                continue;
            }
            if radius == 0.0 {
                continue;
            }
            let reach = self.options.corridor_km + radius;
            let place: GeoPoint = self.snapshot.point(row);
            let distances: Vec<f64> =
                parts.iter().map(|part| part.trace().nearest(&place).unwrap().distance_km).collect();
            if distances.iter().any(|distance| (distance - reach).abs() < MARGIN_KM) {
                return None;
            }
            let segments: BTreeSet<usize> = (0..parts.len()).filter(|&number| distances[number] < reach).collect();
            if !segments.is_empty() {
                possible.push(InCorridor { row, segments });
            }
        }
        Some([certain, possible])
    }

    fn timeline(&self) -> Value {
        let length_km = self.line.length_km();
        let mut stops = self.options.stops.clone();
        stops.sort_by(|a, b| (a.km, a.hours).partial_cmp(&(b.km, b.hours)).unwrap());
        let changes = self.options.speeds.iter().map(|speed| speed.from_km);
        let mut bends: Vec<f64> = changes.chain(stops.iter().map(|stop| stop.km)).chain([length_km]).collect();
        bends.sort_by(f64::total_cmp);
        bends.dedup();
        let (mut km, mut hours, mut before) = (vec![0.0], vec![0.0], 0.0);
        let mut now = 0.0;
        for bend in bends {
            if bend > before {
                now += (bend - before) / self.speed_kmh(before);
                km.push(bend);
                hours.push(now);
            }
            for stop in stops.iter().filter(|stop| stop.km == bend) {
                now += stop.hours;
                km.push(bend);
                hours.push(now);
            }
            before = bend;
        }
        json!({ "lengthKm": length_km, "hours": now, "timeline": { "km": km, "hours": hours } })
    }

    /// The exposure, whose peak is taken from the report: `peak_km` is where it was found.
    fn risk(&self, peak_km: f64) -> Value {
        let (integral, expected) = (self.integrals.iter().sum::<f64>(), self.expected.iter().sum::<f64>());
        let at = self.line.at(peak_km);
        let variance: f64 = self.weights.values().map(|weight| weight * weight).sum();
        let sum = WeightedSum { estimate: expected, variance, largest: self.max_weight };
        let interval = sum.interval(self.options.confidence).unwrap();
        json!({
            "exposure": {
                "integral": integral, "mean": integral / self.line.length_km(),
                "peak": { "km": peak_km, "lon": at.lon, "lat": at.lat, "value": self.intensity(at) },
            },
            "encounter": { "expected": expected, "interval": [interval.lower, interval.upper] },
        })
    }

    fn segment(&self, numbers: &[usize], certain: &[InCorridor], possible: &[InCorridor]) -> Value {
        let covered = |one: &&InCorridor| self.scope.covers(self.snapshot, one.row);
        let is_here = |one: &&InCorridor| numbers.iter().any(|number| one.segments.contains(number));
        let here: Vec<usize> = certain.iter().filter(is_here).filter(covered).map(|one| one.row).collect();
        let mut kinds = BTreeMap::new();
        here.iter().for_each(|&row| *kinds.entry(self.snapshot.kind()[row].name()).or_insert(0) += 1);
        let ages = here.iter().map(|&row| self.days.recent.1 - self.snapshot.day()[row]);
        let mut segment = json!({
            "fromKm": self.limits[numbers[0]], "toKm": self.limits[numbers[numbers.len() - 1] + 1],
            "integral": numbers.iter().map(|&number| self.integrals[number]).sum::<f64>(),
            "expected": numbers.iter().map(|&number| self.expected[number]).sum::<f64>(),
            "count": here.len(), "possible": possible.iter().filter(is_here).filter(covered).count(),
            "daysSinceLast": ages.filter(|&age| age >= 0).min(), "kinds": kinds,
        });
        add_origins(&mut segment, self.snapshot, &here);
        segment
    }

    fn rows_of<'b>(&self, incidents: impl IntoIterator<Item = &'b InCorridor>) -> Vec<usize> {
        incidents.into_iter().map(|one| one.row).collect()
    }

    fn days_of<'b>(&self, incidents: impl IntoIterator<Item = &'b InCorridor>) -> Vec<Day> {
        incidents.into_iter().map(|one| self.snapshot.day()[one.row]).collect()
    }

    fn stretches(&self, certain: &[InCorridor], possible: &[InCorridor]) -> Value {
        let total: f64 = self.expected.iter().sum();
        let per_km = |number: usize| self.expected[number] / (self.limits[number + 1] - self.limits[number]);
        let mut order: Vec<usize> = (0..self.expected.len()).collect();
        order.sort_by(|&a, &b| per_km(b).total_cmp(&per_km(a)));
        let (mut held, mut worst) = (0.0, BTreeSet::new());
        for number in order {
            if held >= total / 2.0 {
                break;
            }
            held += self.expected[number];
            worst.insert(number);
        }
        let worst: Vec<usize> = worst.into_iter().collect();
        let runs: Vec<&[usize]> = worst.chunk_by(|a, b| a + 1 == *b).collect();
        let mut stretches: Vec<Value> = Vec::new();
        for run in runs {
            let is_here = |one: &&InCorridor| run.iter().any(|number| one.segments.contains(number));
            let sums = self.segment(run, certain, possible);
            let (certain, possible) = (certain.iter().filter(is_here), possible.iter().filter(is_here));
            let rows = self.rows_of(certain.clone());
            let mut comparison = self.days.comparison(&self.days_of(certain), &self.days_of(possible));
            self.days.add_origins(&mut comparison, self.snapshot, &rows);
            let share = sums["expected"].as_f64().unwrap() / total;
            stretches.push(merged([sums, comparison, json!({ "share": share })]));
        }
        let p: Vec<f64> = stretches.iter().map(|stretch| stretch["change"]["verdictP"].as_f64().unwrap()).collect();
        for (stretch, q) in stretches.iter_mut().zip(benjamini_hochberg(&p)) {
            stretch["q"] = q.into();
            let is_clear = ["more", "fewer"].contains(&stretch["change"]["verdict"].as_str().unwrap());
            stretch["standsAmongAll"] = (is_clear && q < 1.0 - self.options.confidence).into();
        }
        stretches.sort_by(|a, b| b["expected"].as_f64().partial_cmp(&a["expected"].as_f64()).unwrap());
        stretches.into()
    }

    fn status(&self, certain: &[InCorridor], possible: &[InCorridor]) -> Value {
        let (certain_days, both) = (self.days_of(certain), self.days.both());
        let mut status = self.days.history(&certain_days, &self.days_of(possible));
        self.days.add_origins(&mut status, self.snapshot, &self.rows_of(certain));
        let weeks = status["weekly"]["counts"].as_array().unwrap();
        let active = weeks.iter().filter(|count| count.as_u64() != Some(0)).count();
        let in_windows: Vec<&InCorridor> =
            certain.iter().filter(|one| within(both, self.snapshot.day()[one.row])).collect();
        let times: Vec<f64> =
            in_windows.iter().map(|one| f64::from(self.snapshot.day()[one.row] - both.0) + 0.5).collect();
        let factor = status["dispersion"]["factor"].as_f64().unwrap_or(1.0);
        let crowding =
            laplace(&times, f64::from(both.1 - both.0 + 1)).map(|found| found.widened(factor)).map(|found| {
                let verdict = match () {
                    () if found.p >= 1.0 - self.options.confidence => "noClearTrend",
                    () if found.z > 0.0 => "late",
                    () => "early",
                };
                json!({ "z": found.z, "p": found.p, "verdict": verdict })
            });
        let blockades = |range: (Day, Day)| {
            let is_one = |one: &&&InCorridor| {
                self.snapshot.kind()[one.row] == Kind::Blockade && within(range, self.snapshot.day()[one.row])
            };
            in_windows.iter().filter(is_one).count()
        };
        let mut repeated: Vec<(usize, Value)> = Vec::new();
        for number in 0..self.integrals.len() {
            let here = in_windows.iter().filter(|one| one.segments.contains(&number)).copied();
            let (rows, days) = (self.rows_of(here.clone()), self.days_of(here));
            let distinct: BTreeSet<Day> = days.iter().copied().collect();
            if distinct.len() > 1 {
                let last = self.days.recent.1 - distinct.last().unwrap();
                let (from, to) = (self.limits[number], self.limits[number + 1]);
                let mut segment = json!({
                    "fromKm": from, "toKm": to, "count": days.len(), "days": distinct.len(), "daysSinceLast": last,
                });
                add_origins(&mut segment, self.snapshot, &rows);
                repeated.push((distinct.len(), segment));
            }
        }
        repeated.sort_by_key(|(days, _)| std::cmp::Reverse(*days));
        status["activeWeeks"] = active.into();
        status["laplace"] = crowding.into();
        let blockade_days: Vec<Day> = certain
            .iter()
            .map(|one| one.row)
            .filter(|&row| self.snapshot.kind()[row] == Kind::Blockade)
            .map(|row| self.snapshot.day()[row])
            .collect();
        // Tests of their own walk through the weeks of spells.
        let spells = written(&Spells::new(&blockade_days, self.days.recent.1));
        status["blockades"] = json!({
            "recent": blockades(self.days.recent), "baseline": blockades(self.days.baseline), "spells": spells,
        });
        status["repeated"] = repeated.into_iter().map(|(_, segment)| segment).collect();
        status
    }

    fn notes(&self, listed: &[usize], status: &Value) -> Vec<String> {
        let mut notes = self.scope.first_notes(self.snapshot);
        let last = day::format(self.days.recent.1);
        let is_later = |row: &usize| self.snapshot.day()[*row] > self.days.recent.1;
        let selected = (0..self.snapshot.len())
            .filter(|&row| self.scope.covers(self.snapshot, row) && self.scope.matches(self.snapshot, row));
        let later = selected.filter(is_later).count();
        if later > 0 {
            notes.push(format!(
                "{later} incidents of the snapshot are later than {last}; the exposure leaves them out."
            ));
        }
        let later = listed.iter().filter(|row| is_later(row)).count();
        if later > 0 {
            notes.push(format!("{later} of the incidents listed in the corridor are later than {last}."));
        }
        let repeats = self.line.vertices().windows(2).filter(|ends| ends[0] == ends[1]).count();
        if repeats > 0 {
            notes.push(format!("{repeats} vertices repeat the one before them; they change no number."));
        }
        if self.options.departure.is_some() {
            notes.push("The data tell days and not hours: the exposure is the same at any hour of departure.".into());
        }
        notes.extend(self.days.last_notes(status));
        notes
    }

    /// The whole report; `None` where a distance is too close to a limit to say.
    pub fn report(&self, detail: RouteDetail, peak_km: f64) -> Option<Value> {
        let nearby = self.nearby()?;
        let listed: Vec<_> = nearby.iter().filter(|one| self.scope.covers(self.snapshot, one.0)).collect();
        let rows: Vec<usize> = listed.iter().map(|one| one.0).collect();
        let mut corridor = json!({
            "rows": rows,
            "distanceKm": listed.iter().map(|one| one.2).collect::<Vec<_>>(),
            "alongKm": listed.iter().map(|one| one.3).collect::<Vec<_>>(),
        });
        add_origins(&mut corridor, self.snapshot, &rows);
        match detail {
            RouteDetail::Rows => return Some(merged([self.timeline(), corridor])),
            RouteDetail::Exposure => return Some(merged([self.timeline(), self.risk(peak_km)])),
            RouteDetail::Full => {}
        }
        let [certain, possible] = self.in_corridor(&nearby)?;
        let segments: Vec<Value> =
            (0..self.integrals.len()).map(|number| self.segment(&[number], &certain, &possible)).collect();
        let status = self.status(&certain, &possible);
        let counting = "Gaussian kernel, σ² = bandwidth² + (uncertainty/2)²; weight 2^(−age/half-life); closed-form \
                        integral along each leg";
        let late = |row: &usize| self.snapshot.day()[*row] > self.snapshot.as_of() - 14;
        let all: f64 = self.weights.values().sum();
        let late: f64 = self.weights.iter().filter(|(row, _)| late(row)).map(|(_, weight)| weight).sum();
        let share = if all > 0.0 { late / all } else { 0.0 };
        let mut notes = self.notes(&rows, &status);
        if share >= 0.005 {
            notes.push(format!(
                "{:.0} % of the encounter expectation comes from the last 14 days before the date of the data, of which reports \
                 still arrive.",
                100.0 * share
            ));
        }
        notes.extend(short_record_note(self.scope, self.snapshot));
        let findings = json!({
            "reportingLag": { "days": 14, "share": share }, "notes": notes,
            "segments": segments, "stretches": self.stretches(&certain, &possible),
            "method": self.scope.method(self.snapshot, written(self.options), counting),
            "status": status,
        });
        Some(merged([self.timeline(), corridor, self.risk(peak_km), findings]))
    }
}

/// A line by its vertices, each in degrees from the middle of the case.
pub fn line_through((lon, lat): (f64, f64), path: &[(f64, f64)]) -> Route {
    Route::from_vertices(path.iter().map(|(x, y)| LonLat::new(wrapped(lon + x), lat + y))).unwrap()
}

/// Sums differ by what is left out of them and by how they are made; positions and distances have single precision.
pub fn tolerance(path: &str) -> Tolerance {
    let is = |name: &str| path.ends_with(name);
    match () {
        () if path.starts_with(".distanceKm") || path.starts_with(".alongKm") => {
            Tolerance { relative: 1e-6, absolute: 1e-4 }
        }
        // What an exposure leaves out is at most 1e-4 of it.
        () if is("reportingLag.share") => Tolerance { relative: 2e-4, absolute: 1e-6 },
        () if is("integral")
            || is("mean")
            || is("expected")
            || is(".peak.value")
            || is("share")
            || path.contains("encounter.interval") =>
        {
            Tolerance { relative: 2e-4, absolute: 1e-11 }
        }
        () if path.contains(".peak") => Tolerance { absolute: 1e-6, ..Tolerance::default() },
        () => Tolerance::default(),
    }
}

pub fn options_of(scope: &Scope) -> RouteOptions {
    let Scope { as_of, recent_days, baseline_days, from, to, kinds, actors, uncertainty, confidence } = scope.clone();
    RouteOptions {
        as_of,
        recent_days,
        baseline_days,
        from,
        to,
        kinds,
        actors,
        uncertainty,
        confidence,
        half_life_days: Some(30.0),
        bandwidth_km: Some(5.0),
        ..RouteOptions::fixed()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_member_of_a_route_report_is_what_its_definition_says(
        samples in samples(0.6, 110), middle in middle(), scope in scopes(), source in 0..3usize,
        path in prop::collection::vec((-0.5..0.5f64, -0.5..0.5f64), 2..6), repeated: bool,
        corridor_km in prop::sample::select(vec![3.0, 12.0, 30.0]), segment_km in prop::sample::select(vec![5.0, 17.0, 1000.0]),
        speeds in prop::collection::btree_map(0..9u32, 10.0..90.0f64, 0..3),
        stops in prop::collection::vec((0..=10u32, 0.1..6.0f64), 0..3),
        encounter_km in prop::sample::select(vec![1.0, 2.5]), half_life_days in prop::sample::select(vec![30.0, 6.0, 900.0]),
        bandwidth_km in prop::sample::select(vec![5.0, 2.5, 12.0]),
        departure in prop::sample::select(vec![None, Some("2026-03-01T06:00")]),
        today in prop::sample::select(vec![None, Some(AS_OF - 3), Some(AS_OF + 45), Some(AS_OF + 46)]),
    ) {
        let snapshot = make(source, middle, &samples, Some(AS_OF));
        let scope = scope.known_to(&snapshot);
        let mut path = path;
        if repeated {
            path.push(path[path.len() - 1]);
        }
        let line = line_through(middle, &path);
        // Ten times a tenth may be a little more than the whole.
        let at = |tenths: u32| (line.length_km() * f64::from(tenths) / 10.0).min(line.length_km());
        let options = RouteOptions {
            corridor_km, segment_km, encounter_km,
            half_life_days: Some(half_life_days), bandwidth_km: Some(bandwidth_km),
            speeds: speeds.into_iter().map(|(tenths, kmh)| Speed { from_km: at(tenths), kmh }).collect(),
            stops: stops.into_iter().map(|(tenths, hours)| Stop { km: at(tenths), hours }).collect(),
            departure: departure.map(str::to_owned),
            today,
            ..options_of(&scope)
        };
        let twin = Twin::new(&snapshot, &line, &options, &scope);
        for detail in [RouteDetail::Full, RouteDetail::Rows, RouteDetail::Exposure] {
            let options = RouteOptions { detail, ..options.clone() };
            let report = route(&snapshot, &line, &options).unwrap();
            let peak = report.risk.as_ref().map(|risk| risk.exposure.peak);
            let Some(mut expected) = twin.report(detail, peak.map_or(0.0, |peak| peak.km)) else { return Ok(()) };
            if detail == RouteDetail::Full {
                expected["method"]["detail"] = "full".into();
            }
            let mut report = written(&report);
            let legs_km = report["legs"]["longestKm"].as_f64();
            let ends = line.vertices().windows(2).filter(|ends| ends[0] != ends[1]);
            let longest = ends.map(|ends| Route::from_vertices(ends.iter().copied()).unwrap().length_km());
            prop_assert!(legs_km.is_none_or(|km| (km - longest.fold(0.0, f64::max)).abs() < 1e-6));
            prop_assert_eq!(report["legs"]["note"].is_string(), legs_km.is_some_and(|km| km > 10.0));
            take_spoken(&mut report, &snapshot, &scope, today, |row| {
                line.trace().nearest(&snapshot.point(row)).unwrap().distance_km
            });
            remove_draws(&mut report);
            // What an exposure leaves out is at most 1e-4 of the whole route's, and may be all in one segment.
            let whole = expected["exposure"]["integral"].as_f64().unwrap_or(0.0);
            let of_whole = |path: &str| {
                let of_path = tolerance(path);
                let is_segment = path.starts_with(".segments") && path.ends_with("integral");
                if is_segment { Tolerance { absolute: 2e-4 * whole, ..of_path } } else { of_path }
            };
            let differs = difference(&report, &expected, &of_whole);
            prop_assert!(differs.is_none(), "{}", differs.unwrap());
            if let Some(peak) = peak {
                let places = (0..=400).map(|step| line.at(line.length_km() * f64::from(step) / 400.0));
                let highest = places.map(|place| twin.intensity(place)).fold(0.0, f64::max);
                prop_assert!(peak.value >= highest * (1.0 - 1e-4) - 1e-11, "{peak:?} {highest}");
            }
        }
    }
}
