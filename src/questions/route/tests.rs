//! Options that reach through the whole report: the actors and the confidence level.

use proptest::prelude::*;

use super::samples::{line, snapshot};
use super::*;
use crate::error::Code;
use crate::history::TrendVerdict;
use crate::load::{LoadOptions, Loader, load_columns};
use crate::snapshot::ColumnSource;

const AS_OF: i32 = 20_000;
const ACTORS: [&str; 4] = ["Red", "Green", "Blue", ""];

/// An incident of the tests with actors.
#[derive(Clone, Debug)]
struct Sample {
    id: usize,
    lon: f64,
    lat: f64,
    age: i32,
    radius_km: u32,
    actors: [&'static str; 2],
}

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let radius_km = prop::sample::select(vec![0u32, 0, 0, 4, 30]);
    let actor = || prop::sample::select(ACTORS.to_vec());
    let sample = (-0.2..1.2f64, -0.4..0.4f64, prop_oneof![0..28i32, 0..400i32], radius_km, actor(), actor());
    prop::collection::vec(sample, 1..80).prop_map(|samples| {
        let number = |(id, (lon, lat, age, radius_km, first, second))| Sample {
            id,
            lon,
            lat,
            age,
            radius_km,
            actors: [first, second],
        };
        samples.into_iter().enumerate().map(number).collect()
    })
}

fn snapshot_with_actors<'a>(samples: impl IntoIterator<Item = &'a Sample>) -> Snapshot {
    let mut csv = String::from("id,start,lon,lat,uncertainty_km,actor1,actor2\n");
    for Sample { id, lon, lat, age, radius_km, actors: [first, second] } in samples {
        let day = day::format(AS_OF - age);
        csv.push_str(&format!("{id},{day},{lon:.7},{lat:.7},{radius_km},{first},{second}\n"));
    }
    let mut loader = Loader::new(LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap();
    loader.push(csv.as_bytes()).unwrap();
    loader.finish().unwrap()
}

/// The ids of the incidents in the corridor, sorted.
fn corridor_ids(snapshot: &Snapshot, report: &RouteReport) -> Vec<usize> {
    let rows = &report.corridor.as_ref().unwrap().rows;
    let mut ids: Vec<usize> = rows.iter().map(|&row| snapshot.id(row as usize).parse().unwrap()).collect();
    ids.sort_unstable();
    ids
}

/// The counts of a report: of each segment, and of both windows in the corridor.
fn counts(report: &RouteReport) -> Vec<u64> {
    let RouteFindings { segments, status, .. } = report.findings.as_ref().unwrap();
    let Comparison { recent, baseline, .. } = &status.history.comparison;
    let by_segment = segments.iter().flat_map(|segment| [segment.count, segment.possible]);
    by_segment.chain([recent.count, baseline.count]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// By brute force: the same incidents as without the option, less those that name none of the actors, and the
    /// counts and sums of a snapshot without those.
    #[test]
    fn a_route_counts_only_incidents_of_the_actors_asked_for(samples in samples(), both in any::<bool>()) {
        let named = samples.iter().flat_map(|sample| sample.actors).find(|actor| !actor.is_empty());
        let Some(first) = named else { return Ok(()) };
        let second = samples.iter().flat_map(|sample| sample.actors).find(|actor| !actor.is_empty() && *actor != first);
        let actors: Vec<&str> = [Some(first), second.filter(|_| both)].into_iter().flatten().collect();
        let names_one = |sample: &&Sample| sample.actors.iter().any(|actor| actors.contains(actor));

        let (all, line) = (snapshot_with_actors(&samples), line(&[(0.0, 0.0), (0.4, 0.1), (1.0, 0.0)]));
        let only = snapshot_with_actors(samples.iter().filter(names_one));
        let without_option = RouteOptions { corridor_km: 15.0, ..RouteOptions::fixed() };
        let names = actors.iter().map(|actor| actor.to_string()).collect();
        let with_option = RouteOptions { actors: Some(names), ..without_option.clone() };

        let found = route(&all, &line, &with_option).unwrap();
        let mut expected_ids = corridor_ids(&all, &route(&all, &line, &without_option).unwrap());
        expected_ids.retain(|&id| names_one(&&samples[id]));
        prop_assert_eq!(corridor_ids(&all, &found), expected_ids);

        let expected = route(&only, &line, &without_option).unwrap();
        prop_assert_eq!(counts(&found), counts(&expected));
        let (found, expected) = (found.risk.unwrap(), expected.risk.unwrap());
        let is_close = |found: f64, expected: f64| (found - expected).abs() <= 1e-4 * expected + 1e-15;
        prop_assert!(is_close(found.exposure.integral, expected.exposure.integral), "{found:?} {expected:?}");
        prop_assert!(is_close(found.encounter.expected, expected.encounter.expected), "{found:?} {expected:?}");
    }
}

#[test]
fn an_unknown_actor_is_refused_with_the_name_of_the_option() {
    let sample = Sample { id: 0, lon: 0.5, lat: 0.0, age: 1, radius_km: 0, actors: ["Red", ""] };
    let (snapshot, line) = (snapshot_with_actors([&sample]), line(&[(0.0, 0.0), (1.0, 0.0)]));
    for detail in [RouteDetail::Full, RouteDetail::Rows, RouteDetail::Exposure] {
        let ask = |name: &str| {
            route(&snapshot, &line, &RouteOptions { detail, actors: Some(vec![name.into()]), ..RouteOptions::fixed() })
        };
        assert!(ask("Red").is_ok());
        for unknown in ["Purple", "red", ""] {
            let error = ask(unknown).unwrap_err();
            assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("actors")));
            assert!(error.message.contains(unknown), "{}", error.message);
        }
    }
}

fn findings(snapshot: &Snapshot, confidence: f64) -> RouteFindings {
    let options = RouteOptions { confidence, ..RouteOptions::fixed() };
    route(snapshot, &line(&[(0.0, 0.0), (1.0, 0.0)]), &options).unwrap().findings.unwrap()
}

#[test]
fn the_confidence_level_decides_the_verdicts_of_trend_and_crowding() {
    // One incident in every 16 days of the last half of both windows.
    let late: Vec<_> = (0..12).map(|number| (0.5, 0.0, 16 * number, 0.0)).collect();
    let early: Vec<_> = late.iter().map(|&(lon, lat, age, radius_km)| (lon, lat, 363 - age, radius_km)).collect();
    // An incident on the last day outside of the corridor, so that both snapshots have the same date of the data.
    let early: Vec<_> = early.into_iter().chain([(0.5, 30.0, 0, 0.0)]).collect();
    for (incidents, trend, crowding) in
        [(late, TrendVerdict::Rising, CrowdingVerdict::Late), (early, TrendVerdict::Falling, CrowdingVerdict::Early)]
    {
        // Another one begins the record.
        let snapshot = snapshot(&[incidents, vec![(0.5, 30.0, 2000, 0.0)]].concat());
        let verdicts = |confidence: f64| {
            let CorridorStatus { history, laplace, .. } = findings(&snapshot, confidence).status;
            let (slope, laplace) = (history.trend.all, laplace.unwrap());
            assert!((1e-5..0.05).contains(&slope.p) && (1e-5..0.05).contains(&laplace.p), "{slope:?} {laplace:?}");
            (slope.verdict, laplace.verdict)
        };
        assert_eq!(verdicts(0.95), (trend, crowding));
        assert_eq!(verdicts(0.99999), (TrendVerdict::NoClearTrend, CrowdingVerdict::NoClearTrend));
    }
}

#[test]
fn a_stretch_stands_among_all_where_its_q_is_below_the_level() {
    // Two places with the same recent incidents, so that both hold about half of the expectation. One is new, the other
    // had incidents all along.
    let recent = (0..8).flat_map(|number| [(0.2, 0.0, number, 0.0), (0.8, 0.0, number, 0.0)]);
    let before = (0..40).map(|number| (0.8, 0.0, 28 + 8 * number, 0.0));
    let snapshot = snapshot(&recent.chain(before).collect::<Vec<_>>());
    let mut standing = Vec::new();
    for confidence in [0.5, 0.95, 0.999_999_999] {
        let stretches = findings(&snapshot, confidence).stretches;
        let p: Vec<f64> = stretches.iter().map(|stretch| stretch.comparison.change.verdict_p).collect();
        let (least, greatest) = (p[0].min(p[1]), p[0].max(p[1]));
        assert!(p.len() == 2 && least < 1e-3 && greatest > 0.05, "{p:?}");
        for (stretch, p) in stretches.iter().zip(p) {
            let q = if p == greatest { greatest } else { (2.0 * least).min(greatest) };
            assert!((stretch.q - q).abs() <= 1e-12, "{} {q}", stretch.q);
            let clear = stretch.comparison.change.verdict.is_clear();
            assert_eq!(stretch.stands_among_all, clear && stretch.q < 1.0 - confidence);
        }
        standing.push(stretches.iter().filter(|stretch| stretch.stands_among_all).count());
    }
    assert_eq!(standing, [2, 1, 0]);
}

/// The maps of the fitted intensity are means over all incidents, which stay the same when nothing more is recorded. Kernels with a
/// half-life of three weeks were left out three years after the end of the data, and all of them later.
#[test]
fn the_fitted_intensity_does_not_fade_after_the_end_of_the_data() {
    let snapshot = snapshot(&[(0.01, 0.0, 0, 0.0), (0.02, 0.01, 30, 0.0), (0.3, 0.02, 200, 5.0)]);
    let road = line(&[(0.0, 0.0), (0.5, 0.0)]);
    let on = |as_of: i32| {
        let options = RouteOptions { as_of: Some(as_of), ..RouteOptions::default() };
        let at_start = intensity(&snapshot, &road, &options, LonLat::new(0.0, 0.0)).unwrap();
        (at_start, route(&snapshot, &road, &options).unwrap().risk.unwrap().encounter.expected)
    };
    let (at_end, expected_at_end) = on(AS_OF);
    assert!(at_end > 0.0 && expected_at_end > 0.0);
    for days in [1, 1_000, 1_400, 5_000, 40_000, 500_000] {
        let (later, expected) = on(AS_OF + days);
        assert!((later / at_end - 1.0).abs() < 1e-9, "{days} days later: {later} instead of {at_end}");
        assert!((expected / expected_at_end - 1.0).abs() < 1e-9, "{days} days later: {expected} {expected_at_end}");
    }
}

/// A record that is silent for years before its date still tells where incidents were, each kernel by its weight.
#[test]
fn the_maps_of_the_fitted_intensity_last_through_a_long_silence() {
    let [alone, with_silence] = [None, Some(AS_OF + 2_000)].map(|as_of| {
        let columns = ColumnSource { lon: vec![0.0], lat: vec![0.0], day: vec![AS_OF], ..ColumnSource::default() };
        load_columns(columns, LoadOptions { as_of, ..LoadOptions::default() }).unwrap()
    });
    let road = line(&[(0.0, 0.0), (0.5, 0.0)]);
    let profile = |snapshot: &Snapshot| {
        let at = |lon: f64| intensity(snapshot, &road, &RouteOptions::default(), LonLat::new(lon, 0.0)).unwrap();
        at(0.02) / at(0.0)
    };
    let (now, later) = (profile(&alone), profile(&with_silence));
    assert!(now < 0.95 && (now / later - 1.0).abs() < 1e-3, "{now} {later}");
}
