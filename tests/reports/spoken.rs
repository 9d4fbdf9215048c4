//! What reports say of the data behind them, and in sentences: the coverage by the distance to every incident, the sentences by
//! what they must and must not say.

use geobit::day;
use geobit::incident::Day;
use geobit::snapshot::Snapshot;
use serde_json::Value;

use crate::incidents::Scope;

/// The record speaks of places up to this far from an incident, km.
const REACH_KM: f64 = 50.0;

/// Takes the coverage and the sentences out of a report, and checks them. `today` is that of the question, `distance_km` the
/// distance of the shape to a row.
pub fn take_spoken(
    report: &mut Value,
    snapshot: &Snapshot,
    scope: &Scope,
    today: Option<Day>,
    distance_km: impl Fn(usize) -> f64,
) {
    let members = report.as_object_mut().unwrap();
    let legs = members.remove("legs");
    let own_text = members.remove("verdictText");
    let status_text = members.get_mut("status").and_then(|status| status.as_object_mut()?.remove("verdictText"));
    let Some(coverage) = members.remove("coverage") else {
        assert!(legs.is_none() && own_text.is_none() && status_text.is_none(), "the coverage is missing");
        return;
    };
    let as_of = snapshot.as_of();
    assert_eq!(coverage["asOf"], day::format(as_of));
    assert_eq!(coverage["ageDays"].as_i64(), today.map(|today| i64::from(today - as_of)));
    assert_eq!(coverage["stale"], today.is_some_and(|today| today - as_of > 45));
    let has_place =
        |row: &usize| !(snapshot.lon()[*row].is_nan() || scope.uncertainty && snapshot.uncertainty_km()[*row].is_nan());
    let nearest = (0..snapshot.len()).filter(has_place).map(distance_km).fold(f64::INFINITY, f64::min);
    let last = scope.as_of.unwrap_or(as_of);
    let first = last - scope.recent_days as Day + 1;
    let has_no_day = first > as_of || last < (0..snapshot.len()).map(|row| snapshot.day()[row]).min().unwrap();
    let (inside, words) = (coverage["inside"].as_str().unwrap(), coverage["words"].as_str().unwrap());
    if (nearest - REACH_KM).abs() > 0.01 {
        assert_eq!(inside == "none", has_no_day || nearest > REACH_KM, "{nearest} {words}");
    }
    assert_eq!(coverage["share"].is_number(), inside == "part");
    assert_eq!(words.contains("do not cover"), inside == "none", "{words}");
    for text in own_text.iter().chain(&status_text) {
        let text = text.as_str().unwrap();
        assert!(text.ends_with('.') && !text.contains(['{', '}']), "{text}");
        assert_eq!(text == words, inside == "none", "{text}");
    }
}
