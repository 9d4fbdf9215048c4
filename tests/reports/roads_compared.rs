//! The report on several routes.

use geobit::geo::{LonLat, distance_km};
use geobit::questions::route::{RouteOptions, Stop, route};
use geobit::questions::routes::{CompareOptions, routes};
use geobit::route_line::Route;
use geobit::stats::Interval;
use geobit::stats::multiple::benjamini_hochberg;
use geobit::stats::resample::Bootstrap;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::incidents::{AS_OF, from_file, middle, samples, scopes};
use crate::json::{Tolerance, difference, written};
use crate::roads::{Twin, line_through, options_of};

/// The parts of a pair of routes that they share, as the report says; other tests check them.
fn parts(report: &Value, a: usize, b: usize, of: usize) -> Vec<(f64, f64)> {
    let pairs = report["pairs"].as_array().unwrap();
    let pair = pairs.iter().find(|pair| pair["a"] == a.min(b) && pair["b"] == a.max(b)).unwrap();
    let parts = pair["shared"][if of == a.min(b) { "a" } else { "b" }].as_array().unwrap();
    parts.iter().map(|part| (part["fromKm"].as_f64().unwrap(), part["toKm"].as_f64().unwrap())).collect()
}

/// The differences without the least ones of them, more and more of them, and also with some that are 0.
fn without_least(mut differences: Vec<f64>, most: usize) -> impl Iterator<Item = Vec<f64>> {
    differences.sort_by(|a, b| b.abs().total_cmp(&a.abs()));
    let all: f64 = differences.iter().map(|difference| difference.abs()).sum();
    let least =
        differences.iter().scan(all, |left, difference| Some(std::mem::replace(left, *left - difference.abs())));
    let relevant = least.take_while(|left| *left > 1e-5 * all).count();
    (relevant..=most.max(relevant)).map(move |count| {
        let mut some = differences.clone();
        some.resize(count, 0.0);
        some
    })
}

/// The members of a report besides the single reports and the shared parts, by their definitions.
fn expected(
    report: &Value,
    lines: &[Route],
    twins: &[Twin<'_>],
    compare: &CompareOptions,
    scope: (f64, usize),
) -> Value {
    let (confidence, snapshot_rows) = scope;
    let number = |value: &Value| value.as_f64().unwrap();
    let (hours, reports) = (|route: usize| number(&report["routes"][route]["hours"]), &report["routes"]);
    let mut pairs: Vec<Value> = Vec::new();
    for a in 0..lines.len() {
        for b in a + 1..lines.len() {
            let rows =
                twins[a].weights.keys().chain(twins[b].weights.keys()).collect::<std::collections::BTreeSet<_>>();
            let weight = |route: usize, row: usize| twins[route].weights.get(&row).copied().unwrap_or_default();
            let differences: Vec<f64> = rows.iter().map(|&&row| weight(a, row) - weight(b, row)).collect();
            // Twice a thousandth of the larger expectation is what tells two routes apart.
            let total = |route: usize| twins[route].weights.values().sum::<f64>();
            let apart: f64 = differences.iter().map(|difference| difference.abs()).sum();
            let is_same = apart <= 2e-3 * total(a).max(total(b));
            let missed = |route: usize| {
                let shared: f64 = parts(report, a, b, route).iter().map(|part| part.1 - part.0).sum();
                if shared < lines[route].length_km() { twins[route].max_weight } else { 0.0 }
            };
            let bootstrap = Bootstrap { rounds: compare.rounds, seed: compare.seed.into(), confidence };
            // The draws depend on how many incidents there are, and which of the least ones are left out is not defined.
            let reported = &report["pairs"][pairs.len()]["interval"];
            let limit = |index: usize| reported[index].as_f64().unwrap_or_default();
            let answers = without_least(differences, snapshot_rows)
                .map(|differences| bootstrap.difference(&differences, 0.0, [missed(a), missed(b)]).unwrap());
            let off = |interval: &Interval| (interval.lower - limit(0)).abs() + (interval.upper - limit(1)).abs();
            let found = answers.min_by(|a, b| off(&a.interval).total_cmp(&off(&b.interval))).unwrap();
            let (difference, p) = if is_same { (0.0, 1.0) } else { (found.estimate, found.p) };
            let verdict = match () {
                () if p >= 1.0 - confidence => "noClearDifference",
                () if difference > 0.0 => "more",
                () => "less",
            };
            let ends = |route: usize| {
                let vertices = lines[route].vertices();
                [vertices[0], vertices[vertices.len() - 1]]
            };
            let farthest = |ends: [LonLat; 2], others: [LonLat; 2]| {
                distance_km(ends[0], others[0]).max(distance_km(ends[1], others[1]))
            };
            let [start, end] = ends(b);
            if farthest(ends(a), [start, end]).min(farthest(ends(a), [end, start])) > compare.site_km {
                pairs.push(json!({
                    "a": a, "b": b, "hours": hours(a) - hours(b), "difference": found.estimate,
                    "interval": null, "p": null, "q": null, "verdict": "differentEnds",
                }));
                continue;
            }
            pairs.push(json!({
                "a": a, "b": b, "hours": hours(a) - hours(b), "difference": difference,
                "interval": [found.interval.lower, found.interval.upper], "p": p, "verdict": verdict,
            }));
        }
    }
    let p: Vec<f64> = pairs.iter().filter_map(|pair| pair["p"].as_f64()).collect();
    let compared = p.len();
    pairs
        .iter_mut()
        .filter(|pair| !pair["p"].is_null())
        .zip(benjamini_hochberg(&p))
        .for_each(|(pair, q)| pair["q"] = q.into());
    let mut dominated: Vec<Value> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair["verdict"] != "differentEnds") {
        let (hours, difference) = (number(&pair["hours"]), number(&pair["difference"]));
        let [a, b] = [&pair["a"], &pair["b"]];
        let clearly = pair["verdict"] != "noClearDifference";
        if (hours, difference) != (0.0, 0.0) && hours * difference >= 0.0 {
            let (route, by) = if hours > 0.0 || difference > 0.0 { (a, b) } else { (b, a) };
            dominated.push(json!({ "route": route, "by": by, "clearly": clearly }));
        }
    }
    let is_away = |route: usize, (from, to): (f64, f64)| {
        to > compare.site_km && from < lines[route].length_km() - compare.site_km
    };
    let conflict = |a: usize, b: usize| {
        [a, b].into_iter().any(|route| parts(report, a, b, route).into_iter().any(|part| is_away(route, part)))
    };
    let largest = |below: f64, member: &dyn Fn(usize) -> f64| {
        let sets = (0..1u32 << lines.len())
            .map(|set| (0..lines.len()).filter(|route| set >> route & 1 == 1).collect::<Vec<_>>());
        let is_free = |set: &[usize]| set.iter().all(|a| set.iter().all(|b| a == b || !conflict(*a, *b)));
        let sets = sets.filter(|set| set.iter().all(|&route| member(route) < below) && is_free(set));
        sets.fold(vec![], |best, set| if set.len() > best.len() { set } else { best })
    };
    let encounter = |route: usize| &reports[route]["encounter"];
    let pairs_are = |number: usize| match number {
        1 => "1 pair of routes is".to_owned(),
        _ => format!("{number} pairs of routes are"),
    };
    let mut notes = vec![format!(
        "{} compared by a bootstrap with the same weights for both ({} rounds, seed {}); a road counts as shared within {} km. \
         No route is called the best.",
        pairs_are(compared),
        compare.rounds,
        compare.seed,
        compare.shared_km
    )];
    if compared < pairs.len() {
        notes.push(format!(
            "{} not compared, because their routes do not begin and end within {} km of each other: these are different trips.",
            pairs_are(pairs.len() - compared),
            compare.site_km
        ));
    }
    json!({
        "independent": compare.below.map(|below| json!({
            "routes": largest(below, &|route| number(&encounter(route)["expected"])),
            "surely": largest(below, &|route| number(&encounter(route)["interval"][1])),
        })),
        "dominated": dominated, "method": written(compare),
        "notes": notes,
        "pairs": pairs,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_member_of_a_comparison_of_routes_is_what_its_definition_says(
        samples in samples(0.6, 90), middle in middle(), scope in scopes(),
        paths in prop::collection::vec(prop::sample::select(vec![
            vec![(-0.4, 0.0), (0.4, 0.0)], vec![(-0.4, 0.0), (0.4, 0.0)], vec![(-0.4, 0.0), (0.1, 0.0), (0.2, 0.3)],
            vec![(0.0, -0.4), (0.0, 0.5)], vec![(-0.4, 0.02), (0.0, 0.3), (0.4, 0.02)],
        ]), 0..4),
        stops in prop::collection::vec(prop::option::of((0.0..30.0f64, 0.1..4.0f64)), 4),
        site_km in prop::sample::select(vec![5.0, 40.0, 60.0]), shared_km in prop::sample::select(vec![0.5, 5.0]),
        below in prop::sample::select(vec![None, Some(1e-3), Some(1e-2), Some(1.0)]), seed in 1..3u32,
    ) {
        let snapshot = from_file(middle, &samples, Some(AS_OF));
        let scope = scope.known_to(&snapshot);
        let lines: Vec<Route> = paths.iter().map(|path| line_through(middle, path)).collect();
        let own = |stop: &Option<(f64, f64)>| RouteOptions {
            stops: stop.iter().map(|&(km, hours)| Stop { km, hours }).collect(),
            ..options_of(&scope)
        };
        let options: Vec<RouteOptions> = stops.iter().take(lines.len()).map(own).collect();
        let compare = CompareOptions { site_km, shared_km, below, seed, rounds: 199 };
        let found = routes(&snapshot, &lines, &options, &compare).unwrap();
        for ((line, options), report) in lines.iter().zip(&options).zip(&found.routes) {
            let alone = route(&snapshot, line, options).unwrap();
            prop_assert_eq!(difference(&written(report), &written(&alone), &|_| Tolerance::default()), None);
        }
        let twins: Vec<Twin<'_>> =
            lines.iter().zip(&options).map(|(line, options)| Twin::new(&snapshot, line, options, &scope)).collect();
        let mut found = written(&found);
        let confidence = if lines.is_empty() { 0.95 } else { scope.confidence };
        let expected = expected(&found, &lines, &twins, &compare, (confidence, snapshot.len()));
        found.as_object_mut().unwrap().remove("routes");
        for pair in found["pairs"].as_array_mut().unwrap() {
            pair.as_object_mut().unwrap().remove("shared");
        }
        let tolerance = |path: &str| match () {
            () if path.contains("difference") || path.contains("interval") => Tolerance { relative: 1e-4, absolute: 1e-7 },
            () => Tolerance::default(),
        };
        let differs = difference(&found, &expected, &tolerance);
        prop_assert!(differs.is_none(), "{}", differs.unwrap());
    }
}
