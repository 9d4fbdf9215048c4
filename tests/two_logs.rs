//! Two logs: suspected duplicates against a brute-force twin, and combined snapshots against their parts.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use geobit::area::Area;
use geobit::error::Code;
use geobit::geo::{LonLat, distance_km};
use geobit::incident::{Kind, OriginCounts};
use geobit::load::{LoadOptions, Loader, load_columns};
use geobit::questions::duplicates::{DuplicatesOptions, DuplicatesReport, SuspectedPair, duplicates};
use geobit::questions::geofence::{GeofenceAnswers, GeofenceDetail, GeofenceOptions, geofence, geofences};
use geobit::questions::route::{RouteOptions, route};
use geobit::route_line::Route;
use geobit::snapshot::{ColumnSource, CombineOptions, Snapshot, combine};
use geobit::{day, geometry, options};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{NIGERIA, dataset, load};

/// An incident: km east and north of the middle of the case, day, kind, deaths, and how exactly it is located: 0 exactly, 1
/// within 25 km, 2 not at all.
type Sample = (f64, f64, i32, usize, Option<u32>, u8);

fn samples(most: usize) -> impl Strategy<Value = Vec<Sample>> {
    let km = || prop_oneof![3 => -3.0..3.0f64, 1 => Just(0.0), 1 => Just(1.0)];
    let kind = prop::sample::select(vec![0usize, 0, 2, 8]);
    let deaths = prop_oneof![2 => Just(None), 3 => (0..12u32).prop_map(Some)];
    let located = prop::sample::select(vec![0u8, 0, 0, 0, 1, 2]);
    prop::collection::vec((km(), km(), 0..5i32, kind, deaths, located), 1..most)
}

/// Middles of cases: anywhere, over the antimeridian, and at both poles.
fn middle() -> impl Strategy<Value = LonLat> {
    let places = vec![(-8.0, 12.6), (180.0, 0.001), (-180.0, -50.0), (30.0, 90.0), (-100.0, -89.99), (77.0, 89.985)];
    prop::sample::select(places).prop_map(|(lon, lat)| LonLat::new(lon, lat))
}

fn at(middle: LonLat, east: f64, north: f64) -> LonLat {
    let lat = (middle.lat + north / 111.0).clamp(-90.0, 90.0);
    // Near a pole, a few km are any number of degrees.
    let degrees = (east / 111.0 / lat.to_radians().cos().max(1e-4)).clamp(-180.0, 180.0);
    LonLat::new((middle.lon + degrees + 540.0).rem_euclid(360.0) - 180.0, lat)
}

fn csv(middle: LonLat, samples: &[Sample]) -> String {
    let mut csv = String::from("id,start,end,lon,lat,uncertainty_km,kind,deaths,headline\n");
    for (number, &(east, north, age, kind, deaths, located)) in samples.iter().enumerate() {
        let place = at(middle, east, north);
        let place = if located == 2 { ",,".into() } else { format!("{},{},{}", place.lon, place.lat, 25 * located) };
        let (start, end) = (day::format(20_000 - age), day::format(20_000 - age + number as i32 % 3));
        let deaths = deaths.map_or(String::new(), |deaths| deaths.to_string());
        csv += &format!("i{number},{start},{end},{place},{},{deaths},text {number}\n", Kind::ALL[kind].name());
    }
    csv
}

fn snapshot(middle: LonLat, samples: &[Sample]) -> Snapshot {
    load(csv(middle, samples).as_bytes())
}

/// All pairs within the limits, each with its score, by their definitions.
fn all_candidates(a: &Snapshot, b: &Snapshot, options: &DuplicatesOptions) -> BTreeMap<(u32, u32), f64> {
    let mut found = BTreeMap::new();
    for row_a in 0..a.len() {
        for row_b in 0..b.len() {
            let (one, other) = (a.record(row_a), b.record(row_b));
            if one.uncertainty_km.is_none() || other.uncertainty_km.is_none() {
                continue;
            }
            let (km, days) = (distance_km(a.at(row_a), b.at(row_b)), f64::from(one.start.abs_diff(other.start)));
            let is_unknown = one.kind == Kind::Other || other.kind == Kind::Other;
            let is_kind = !options.same_kind || one.kind == other.kind || is_unknown;
            if km > options.within_km || days > f64::from(options.within_days) || !is_kind {
                continue;
            }
            let mut parts = vec![
                if options.within_km == 0.0 { 0.0 } else { km / options.within_km },
                if options.within_days == 0 { 0.0 } else { days / f64::from(options.within_days) },
            ];
            if let (Some(first), Some(second)) = (one.fatalities.best, other.fatalities.best) {
                parts.push((f64::from(1 + first).ln() - f64::from(1 + second).ln()).abs().min(0.7) / 0.7);
            }
            found.insert((row_a as u32, row_b as u32), 1.0 - parts.iter().sum::<f64>() / parts.len() as f64);
        }
    }
    found
}

/// The largest total score of pairs without a common incident, by trying every choice for each row of `a` in turn.
fn largest_total(candidates: &BTreeMap<(u32, u32), f64>) -> f64 {
    let rows_a: BTreeSet<u32> = candidates.keys().map(|(a, _)| *a).collect();
    // The largest total for each set of rows of `b` that are taken.
    let mut totals: BTreeMap<BTreeSet<u32>, f64> = BTreeMap::from([(BTreeSet::new(), 0.0)]);
    for row in rows_a {
        let mut next = totals.clone();
        for (taken, total) in &totals {
            for (&(_, b), score) in candidates.iter().filter(|((a, b), _)| *a == row && !taken.contains(b)) {
                let mut taken = taken.clone();
                taken.insert(b);
                let best = next.entry(taken).or_insert(f64::NEG_INFINITY);
                *best = best.max(total + score);
            }
        }
        totals = next;
    }
    totals.into_values().fold(0.0, f64::max)
}

fn check_pairs(found: &DuplicatesReport, a: &Snapshot, b: &Snapshot, candidates: &BTreeMap<(u32, u32), f64>) {
    for &SuspectedPair { a: row_a, b: row_b, km, days, score } in &found.pairs {
        let expected = candidates[&(row_a, row_b)];
        assert!((score - expected).abs() < 1e-6, "{score} instead of {expected}");
        assert!((km - distance_km(a.at(row_a as usize), b.at(row_b as usize))).abs() < 2e-6);
        assert_eq!(days, a.day()[row_a as usize].abs_diff(b.day()[row_b as usize]));
    }
    let distinct = |row: fn(&SuspectedPair) -> u32| found.pairs.iter().map(row).collect::<BTreeSet<_>>().len();
    assert_eq!([distinct(|pair| pair.a), distinct(|pair| pair.b)], [found.pairs.len(); 2], "no incident comes twice");
    let order = |pair: &SuspectedPair| (-pair.score, pair.a, pair.b);
    assert!(found.pairs.is_sorted_by(|one, other| order(one) <= order(other)));
    // Nothing that is left could be added.
    let taken = |pair: &&(u32, u32)| found.pairs.iter().any(|one| one.a == pair.0 || one.b == pair.1);
    assert!(candidates.keys().all(|pair| taken(&pair)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn duplicates_have_the_largest_total_score_of_all_pairs(
        middle in middle(), first in samples(9), second in samples(9),
        within_km in prop::sample::select(vec![2.0, 2.0, 0.0, 0.7, 100.0]), within_days in prop::sample::select(vec![1u32, 1, 0, 3]),
        same_kind: bool,
    ) {
        let (a, b) = (snapshot(middle, &first), snapshot(middle, &second));
        let options = DuplicatesOptions { within_km, within_days, same_kind };
        let found = duplicates(&a, &b, &options).unwrap();
        let candidates = all_candidates(&a, &b, &options);
        check_pairs(&found, &a, &b, &candidates);
        let total: f64 = found.pairs.iter().map(|pair| pair.score).sum();
        prop_assert!((total - largest_total(&candidates)).abs() < 1e-6, "{total} {candidates:?}");
        prop_assert_eq!((found.left_out.a, found.left_out.b), (a.summary().not_locatable, b.summary().not_locatable));
    }

    /// Through cells of space, no pair of many is lost.
    #[test]
    fn every_pair_within_the_limits_is_looked_at(middle in middle(), first in samples(60), second in samples(60), within_km in 0.05..4.0f64) {
        let (a, b) = (snapshot(middle, &first), snapshot(middle, &second));
        let options = DuplicatesOptions { within_km, ..DuplicatesOptions::default() };
        let found = duplicates(&a, &b, &options).unwrap();
        check_pairs(&found, &a, &b, &all_candidates(&a, &b, &options));
    }
}

fn columns(places: &[(f64, f64, i32)]) -> Snapshot {
    let column = |of: fn(&(f64, f64, i32)) -> f64| places.iter().map(of).collect();
    let day = places.iter().map(|place| place.2).collect();
    let columns =
        ColumnSource { lon: column(|place| place.0), lat: column(|place| place.1), day, ..ColumnSource::default() };
    load_columns(columns, LoadOptions::default()).unwrap()
}

#[test]
fn the_limits_belong_to_what_is_within_them() {
    let a = columns(&[(180.0, 0.0, 100), (0.0, 90.0, 100)]);
    let b = columns(&[(-180.0, 0.0, 101), (120.0, 90.0, 100)]);
    let options = DuplicatesOptions { within_km: 0.0, ..DuplicatesOptions::default() };
    let found = duplicates(&a, &b, &options).unwrap();
    let scores: Vec<f64> = found.pairs.iter().map(|pair| pair.score).collect();
    assert_eq!(scores, [1.0, 0.5], "the same place over the antimeridian and at a pole; the days are at their limit");
    // A pair with both at the limit has the score 0 and is still offered.
    let far = columns(&[(1.0 / 60.0, 0.0, 101)]);
    let within_km = distance_km(LonLat::new(0.0, 0.0), far.at(0));
    let options = DuplicatesOptions { within_km, ..DuplicatesOptions::default() };
    let found = duplicates(&columns(&[(0.0, 0.0, 100)]), &far, &options).unwrap();
    assert!((found.pairs.len(), found.pairs[0].score < 1e-6) == (1, true));
}

/// A hundred incidents at one place on one day are many, and hundreds are too many for the exact choice: the report says so.
#[test]
fn groups_that_are_too_large_are_paired_by_the_highest_scores_and_a_note_says_so() {
    let at_one_place = |count: usize, step: f64| -> Snapshot {
        columns(&(0..count).map(|number| (step * number as f64, 0.0, 100)).collect::<Vec<_>>())
    };
    let exact = duplicates(&at_one_place(100, 1e-5), &at_one_place(100, 1e-5), &DuplicatesOptions::default()).unwrap();
    assert_eq!((exact.pairs.len(), exact.notes.len()), (100, 1));
    assert!(exact.pairs.iter().all(|pair| pair.km < 1e-9), "each with itself");
    let large = duplicates(&at_one_place(400, 1e-5), &at_one_place(300, 1e-5), &DuplicatesOptions::default()).unwrap();
    assert_eq!((large.pairs.len(), large.notes.len()), (300, 2));
    assert!(large.notes[1].contains("400 incidents of the first snapshot and 300 of the second"), "{}", large.notes[1]);
    let many = at_one_place(2000, 0.0);
    let error = duplicates(&many, &many, &DuplicatesOptions::default()).unwrap_err();
    assert_eq!(error.code, Code::TooLarge);
    assert!(error.message.contains("2 km and 1 days") && error.message.contains("2000000"), "{}", error.message);
}

/// Where nothing matches but much has to be looked at, the search ends as well.
#[test]
fn a_search_without_a_candidate_ends() {
    let place = |kind: &str| -> Snapshot {
        let columns = ColumnSource {
            lon: vec![0.0; 40_000],
            lat: vec![0.0; 40_000],
            day: vec![100; 40_000],
            kind: Some(vec![0; 40_000]),
            kind_names: Some(vec![kind.into()]),
            uncertainty_km: None,
        };
        load_columns(columns, LoadOptions::default()).unwrap()
    };
    let error = duplicates(&place("riot"), &place("protest"), &DuplicatesOptions::default()).unwrap_err();
    assert_eq!(error.code, Code::TooLarge);
}

#[test]
fn many_incidents_on_other_days_are_passed_over() {
    let first = columns(&(0..30_000).map(|number| (0.0, 0.0, 3 * number)).collect::<Vec<_>>());
    let second = columns(&(0..30_000).map(|number| (0.0, 0.0, 3 * number + 1)).collect::<Vec<_>>());
    let found = duplicates(&first, &second, &DuplicatesOptions::default()).unwrap();
    assert_eq!(found.pairs.len(), 30_000);
}

fn three(first: &[Sample], second: &[Sample], third: &[Sample]) -> [Snapshot; 3] {
    let middle = LonLat::new(-8.0, 12.6);
    let given = |name: &str, as_of: &str, samples: &[Sample]| {
        let licence = (name != "Own").then(|| format!("Licence of {name}"));
        let options =
            LoadOptions { name: Some(name.into()), as_of: day::parse(as_of), licence, ..LoadOptions::default() };
        let mut loader = Loader::new(options).unwrap();
        loader.push(csv(middle, samples).as_bytes()).unwrap();
        // One row that is rejected, and one that replaces the first incident.
        loader.push(b"bad,never,0,0,,,,,\ni0,2024-09-30,2024-09-30,-8,12.6,0,riot,3,newer\n").unwrap();
        loader.finish().unwrap()
    };
    [given("Public", "2024-10-09", first), given("Own", "2024-10-07", second), given("Public", "2024-10-08", third)]
}

/// Everything that is recorded of an incident but its place in the snapshot.
fn recorded(snapshot: &Snapshot, row: usize) -> Value {
    let mut record = serde_json::to_value(snapshot.record(row)).unwrap();
    record["row"] = Value::Null;
    record["origin"] = Value::Null;
    record
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every incident of every part is there once, with its origin and all that is recorded of it, unless a pair leaves it out.
    #[test]
    fn a_combination_has_what_its_parts_have(
        first in samples(40), second in samples(40), third in samples(40),
        picks in prop::collection::vec((0..3usize, 1..3usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        let parts = three(&first, &second, &third);
        let parts: Vec<&Snapshot> = parts.iter().collect();
        let mut same: Vec<[u32; 4]> = Vec::new();
        for (a, step, row_a, row_b) in picks {
            let b = (a + step) % 3;
            let pair = [a as u32, row_a.index(parts[a].len()) as u32, b as u32, row_b.index(parts[b].len()) as u32];
            if !same.contains(&pair) && !same.contains(&[pair[2], pair[3], pair[0], pair[1]]) {
                same.push(pair);
            }
        }
        let options = CombineOptions { same: same.clone(), names: None };
        let combined = combine(&parts, &options).unwrap();

        // Events: sets of incidents that pairs connect, each found by going from pair to pair.
        let mut event_of = BTreeMap::new();
        for (snapshot, part) in parts.iter().enumerate() {
            for row in 0..part.len() {
                let mut event = BTreeSet::from([(snapshot as u32, row as u32)]);
                loop {
                    let before = event.len();
                    for &[a, row_a, b, row_b] in &same {
                        if event.contains(&(a, row_a)) || event.contains(&(b, row_b)) {
                            event.extend([(a, row_a), (b, row_b)]);
                        }
                    }
                    if event.len() == before {
                        break;
                    }
                }
                event_of.insert((snapshot as u32, row as u32), event);
            }
        }
        let is_second = |&(snapshot, row): &(u32, u32)| same.iter().any(|pair| (pair[2], pair[3]) == (snapshot, row));
        let events: BTreeSet<&BTreeSet<(u32, u32)>> = event_of.values().collect();
        let kept = events.iter().map(|event| event.iter().find(|one| !is_second(one)).or(event.first()).copied().unwrap());
        let mut expected: Vec<(u32, u32)> = kept.collect();
        // The order of the sources.
        expected.sort_by_key(|&(snapshot, row)| (snapshot, parts[snapshot as usize].source()[row as usize]));
        prop_assert_eq!(combined.len(), expected.len());
        let source = combined.source();
        for row in 0..combined.len() {
            let (snapshot, was) = expected[source[row] as usize];
            prop_assert_eq!(combined.origin(row), snapshot as usize);
            prop_assert_eq!(combined.record(row).origin, snapshot);
            prop_assert_eq!(recorded(&combined, row), recorded(parts[snapshot as usize], was as usize));
        }

        let summary = combined.summary();
        prop_assert_eq!(summary.rows, summary.located + summary.not_locatable + summary.rejected + summary.superseded);
        let sum = |of: fn(&Snapshot) -> u64| parts.iter().map(|part| of(part)).sum::<u64>();
        prop_assert_eq!((summary.rows, summary.rejected), (sum(|part| part.summary().rows), 3));
        let merged = sum(|part| part.len() as u64) - combined.len() as u64;
        prop_assert_eq!(summary.superseded, sum(|part| part.summary().superseded) + merged);
        let counts: Vec<u64> = summary.origins.iter().map(|origin| origin.count).collect();
        let of_origin = |origin: u32| expected.iter().filter(|one| one.0 == origin).count() as u64;
        prop_assert_eq!(counts, [0, 1, 2].map(of_origin));
    }

    /// Reports count by origin what they count, and are the same as before in everything else.
    #[test]
    fn reports_count_by_origin(first in samples(40), second in samples(40), third in samples(40), from in prop::option::of(0..5i32)) {
        let parts = three(&first, &second, &third);
        let combined = combine(&parts.each_ref(), &CombineOptions::default()).unwrap();
        let by_origin = |rows: &[u32]| {
            let mut counts = vec![0u64; 3];
            rows.iter().for_each(|&row| counts[combined.origin(row as usize)] += 1);
            counts
        };
        let area = Area::circle(LonLat::new(-8.0, 12.6), 2.5).unwrap();
        let options = GeofenceOptions { from: from.map(|age| 20_000 - age), ..GeofenceOptions::default() };
        let report = geofence(&combined, &area, &options).unwrap();
        prop_assert_eq!(report.by_origin.as_slice(), by_origin(&report.rows));
        prop_assert_eq!(report.by_origin.as_slice().iter().sum::<u64>(), report.counts.certain + report.counts.possible);
        let comparison = &report.findings.as_ref().unwrap().history.comparison;
        let certain = geofence(&combined, &area, &GeofenceOptions::default()).unwrap();
        let certain = certain.rows.iter().zip(&certain.share).filter(|(_, share)| **share == 1.0).map(|(row, _)| *row);
        let certain: Vec<u32> = certain.collect();
        for window in [&comparison.recent, &comparison.baseline] {
            let is_in = |row: &&u32| (window.from..=window.to).contains(&combined.day()[**row as usize]);
            let rows: Vec<u32> = certain.iter().filter(is_in).copied().collect();
            prop_assert_eq!(window.by_origin.as_slice(), by_origin(&rows));
            prop_assert_eq!(window.by_origin.as_slice().iter().sum::<u64>(), window.count);
        }
        let shapes = vec![geometry::parse(r#"{"type":"Point","coordinates":[-8,12.6]}"#).unwrap(); 2];
        let rows_only = GeofenceOptions { radius_km: Some(2.5), detail: GeofenceDetail::Rows, ..options };
        let GeofenceAnswers::Rows(rows) = geofences(&combined, shapes, rows_only).unwrap() else { panic!("rows") };
        prop_assert!(rows.by_origin.iter().all(|counts| *counts == report.by_origin) && rows.by_origin.len() == 2);

        let line = Route::from_vertices([LonLat::new(-8.03, 12.59), LonLat::new(-8.0, 12.6), LonLat::new(-7.96, 12.62)]).unwrap();
        let options = RouteOptions { segment_km: 1.0, corridor_km: 1.5, from: from.map(|age| 20_000 - age), ..RouteOptions::default() };
        let report = route(&combined, &line, &options).unwrap();
        prop_assert_eq!(report.by_origin.as_slice(), by_origin(&report.corridor.unwrap().rows));
        let findings = report.findings.unwrap();
        let mut all = OriginCounts::default();
        for segment in &findings.segments {
            prop_assert_eq!(segment.by_origin.as_slice().iter().sum::<u64>(), segment.count);
            all.add_all(&segment.by_origin);
        }
        // Certain incidents are those of exact places, and are in one segment each.
        let exact = |row: &u32| combined.uncertainty_km()[*row as usize] == 0.0;
        let rows = route(&combined, &line, &options).unwrap().corridor.unwrap().rows;
        prop_assert_eq!(all.as_slice(), by_origin(&rows.into_iter().filter(exact).collect::<Vec<_>>()));
        for stretch in &findings.stretches {
            prop_assert_eq!(stretch.total.by_origin.as_slice().iter().sum::<u64>(), stretch.total.count);
        }
    }
}

#[test]
fn a_snapshot_that_is_not_combined_has_one_origin_and_counts_none() {
    let [one, ..] = three(&[(0.0, 0.0, 1, 0, None, 0)], &[(0.0, 0.0, 1, 0, None, 0)], &[(0.0, 0.0, 1, 0, None, 0)]);
    let summary = serde_json::to_value(one.summary()).unwrap();
    let origin = json!({
        "name": "Public", "count": 1, "asOf": "2024-10-09", "format": "csv", "licence": "Licence of Public",
        "cannotContain": [], "neverRecords": [], "filters": [],
    });
    assert_eq!((&summary["origins"], one.record(0).origin), (&json!([origin]), 0));
    assert_eq!(summary["rejections"][0].as_object().unwrap().keys().collect::<Vec<_>>(), ["reason", "row"]);
    let area = Area::circle(LonLat::new(-8.0, 12.6), 2.5).unwrap();
    let report = serde_json::to_value(geofence(&one, &area, &GeofenceOptions::default()).unwrap()).unwrap();
    assert!(report.get("byOrigin").is_none() && report["recent"].get("byOrigin").is_none());
}

#[test]
fn a_combination_says_where_it_comes_from() {
    let sample = |kind: usize| [(0.0, 0.0, 1, kind, Some(1), 0), (1.0, 0.0, 2, kind, None, 2)];
    let parts = three(&sample(0), &sample(1), &sample(2));
    let combined = combine(&parts.each_ref(), &CombineOptions::default()).unwrap();
    let summary = combined.summary();
    let names: Vec<&str> = summary.origins.iter().map(|origin| origin.name.as_str()).collect();
    assert_eq!(names, ["Public", "Own", "Public (2)"], "no two origins have the same name");
    assert_eq!((summary.name.as_str(), summary.format.as_str()), ("Public + Own + Public (2)", "combined"));
    assert_eq!(day::format(combined.as_of()), "2024-10-07", "complete only as far as every origin is");
    assert_eq!(
        summary.licence.as_deref(),
        Some("Public: Licence of Public; Own: not stated; Public (2): Licence of Public")
    );
    assert_eq!(
        summary.rejections.iter().map(|one| (one.origin, one.row)).collect::<Vec<_>>(),
        [(Some(0), 4), (Some(1), 4), (Some(2), 4)]
    );
    // An id that occurs in all of them stays three incidents.
    assert_eq!((0..combined.len()).filter(|&row| combined.id(row) == "i0").count(), 3);
    let area = Area::circle(LonLat::new(-8.0, 12.6), 2.5).unwrap();
    let notes = geofence(&combined, &area, &GeofenceOptions::default()).unwrap().findings.unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("from 2024-10-07 to 2024-10-09")), "{notes:?}");
}

#[test]
fn what_one_origin_records_can_be_in_the_combination() {
    let ucdp = load(&dataset(NIGERIA));
    let own = columns(&[(8.0, 9.0, ucdp.as_of())]);
    let combined = combine(&[&ucdp, &own], &CombineOptions::default()).unwrap();
    assert_eq!((ucdp.summary().never_records.len(), combined.summary().never_records.len()), (1, 0));
    assert!(combined.summary().cannot_contain.is_empty());
    assert_eq!(combined.summary().attribution, ucdp.summary().attribution);
    assert_eq!(combined.summary().origins[0].never_records, [Kind::Blockade]);
    assert_eq!(combined.summary().warnings.last().unwrap().origin, Some(1), "columns without kinds");
    let area = Area::circle(LonLat::new(8.0, 9.0), 25.0).unwrap();
    let notes = geofence(&combined, &area, &GeofenceOptions::default()).unwrap().findings.unwrap().notes;
    assert!(notes.iter().any(|note| note.starts_with("The origin \"Unnamed snapshot\" cannot contain: ")), "{notes:?}");
    let twice = combine(&[&ucdp, &load(&dataset(NIGERIA))], &CombineOptions::default()).unwrap();
    assert_eq!(twice.summary().never_records, [Kind::Blockade]);
    assert_eq!(
        (&twice.summary().licence, &twice.summary().attribution),
        (&ucdp.summary().licence, &ucdp.summary().attribution)
    );
    // Ids of incidents that are found to be the same.
    let found = duplicates(
        &ucdp,
        &load(&dataset(NIGERIA)),
        &DuplicatesOptions { within_km: 0.0, ..DuplicatesOptions::default() },
    );
    let found = found.unwrap();
    assert_eq!(found.pairs.len() as u64, ucdp.summary().located);
}

#[test]
fn combinations_can_be_combined() {
    let sample = [(0.0, 0.0, 1, 0, Some(1), 0)];
    let parts = three(&sample, &sample, &sample);
    let two = combine(&[&parts[0], &parts[1]], &CombineOptions::default()).unwrap();
    let names = Some(vec!["Inner".into(), "Outer".into()]);
    let all = combine(&[&two, &parts[2]], &CombineOptions { names, same: vec![[0, 1, 1, 0]] }).unwrap();
    let names: Vec<(&str, u64)> =
        all.summary().origins.iter().map(|origin| (origin.name.as_str(), origin.count)).collect();
    assert_eq!(names, [("Inner: Public", 1), ("Inner: Own", 1), ("Outer", 0)]);
    assert_eq!(all.summary().rejections.iter().map(|one| one.origin).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
    assert_eq!((all.len(), all.summary().superseded, all.summary().rows), (2, 4, 9));
}

#[test]
fn what_cannot_be_combined_is_refused_with_its_place() {
    let sample = [(0.0, 0.0, 1, 0, None, 0), (1.0, 1.0, 1, 0, None, 0)];
    let [a, b, _] = three(&sample, &sample, &sample);
    let refused = |snapshots: &[&Snapshot], same: Vec<[u32; 4]>, names: Option<Vec<&str>>| {
        let names = names.map(|names| names.into_iter().map(str::to_owned).collect());
        let error = combine(snapshots, &CombineOptions { same, names }).err().expect("this is refused");
        assert_eq!(error.code, Code::BadOption);
        (error.at.row, error.at.field.unwrap_or_default(), error.message)
    };
    let of_pair = |same: Vec<[u32; 4]>, row: u64, words: &str| {
        let (at, field, message) = refused(&[&a, &b], same, None);
        assert_eq!((at, field.as_str()), (Some(row), "same"));
        assert!(message.contains(words), "{message}");
    };
    of_pair(vec![[0, 0, 1, 0], [0, 0, 0, 1]], 2, "two incidents of the snapshot 0");
    of_pair(vec![[0, 2, 1, 0]], 1, "the row 2 of the snapshot 0, which has the rows 0 to 1");
    of_pair(vec![[0, 0, 2, 0]], 1, "the snapshot 2; the snapshots have the numbers 0 to 1");
    of_pair(vec![[0, 0, 1, 0], [0, 1, 1, 0], [1, 0, 0, 0]], 3, "the same as same[0]");
    for (same, count) in [(json!([[0, 0, 1, 0], [0, 0, 1]]), 3), (json!([[0, 1, 1, 1], [0, 0, 1, 0, 5]]), 5)] {
        let error = options::read::<CombineOptions>(json!({ "same": same })).unwrap_err();
        assert_eq!(error.at.field.as_deref(), Some("same.1"));
        assert!(error.message.contains(&format!("this has {count} numbers; four are wanted")), "{}", error.message);
    }
    let (row, field, message) = refused(&[&a], vec![], None);
    assert_eq!((row, field.as_str(), message.contains("2 to 16")), (None, "snapshots", true));
    assert_eq!(refused(&[&a; 2], vec![], None).1, "snapshots");
    assert!(refused(&[&a, &b, &a], vec![], None).2.contains("snapshots[2] is the same snapshot as snapshots[0]"));
    assert!(refused(&[&a, &b], vec![], Some(vec!["x"])).2.contains("1 entries for 2 snapshots"));
    assert!(refused(&[&a, &b], vec![], Some(vec!["x", "x"])).2.contains("\"x\" like names[0]"));
    assert!(refused(&[&a, &b], vec![], Some(vec!["x", &"y".repeat(10_001)])).2.contains("10001 characters"));
    assert!(refused(&[&a, &b], vec![[0; 4]; 300_001], None).2.contains("300001 pairs"));
}

/// Sixteen combinations of sixteen are the most that fit.
#[test]
fn origins_are_limited() {
    let one = |number: usize| columns(&[(number as f64 / 10.0, 0.0, 100)]);
    let combined = |count: usize| {
        let parts: Vec<Snapshot> = (0..count).map(one).collect();
        combine(&parts.iter().collect::<Vec<_>>(), &CombineOptions::default()).unwrap()
    };
    let sixteen: Vec<Snapshot> = (0..16).map(|_| combined(16)).collect();
    let all = combine(&sixteen.iter().collect::<Vec<_>>(), &CombineOptions::default()).unwrap();
    assert_eq!((all.len(), all.summary().origins.len(), all.summary().origins[255].count), (256, 256, 1));
    assert_eq!(all.summary().name, "Unnamed snapshot + 255 others");
    let last = (0..all.len()).find(|&row| all.origin(row) == 255).unwrap();
    assert_eq!(all.record(last).origin, 255);
    let error = combine(&[&all, &one(3)], &CombineOptions::default()).err().unwrap();
    assert!(error.message.contains("257 origins"), "{}", error.message);
}
