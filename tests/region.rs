//! The regional picture, and groups of incidents near each other and recent: by the reference values, by a slow twin, and at the edges.

mod support;

use geobit::area::Area;
use geobit::error::Code;
use geobit::geo::{LonLat, distance_km};
use geobit::geometry;
use geobit::incident::{Day, Kind};
use geobit::load::{LoadOptions, load_columns};
use geobit::paths::{Edges, Graph, pareto};
use geobit::questions::clusters::{Cluster, Clusters, ClustersOptions, Scan, clusters};
use geobit::questions::region::{PeriodLength, Region, RegionOptions, region};
use geobit::snapshot::{ColumnSource, Snapshot};
use geobit::stats::scan::{Permutations, expected, log_likelihood_ratio};
use geobit::words::Language;
use oorandom::Rand32;
use proptest::prelude::*;
use serde_json::Value;
use support::{NIGERIA, Table, cases, dataset, load, number, relative};

fn day(text: &str) -> Day {
    geobit::day::parse(text).unwrap()
}

/// Incidents at places and on days, in the order of the index.
fn snapshot(incidents: &[(f64, f64, Day)]) -> Snapshot {
    let columns = ColumnSource {
        lon: incidents.iter().map(|one| one.0).collect(),
        lat: incidents.iter().map(|one| one.1).collect(),
        day: incidents.iter().map(|one| one.2).collect(),
        ..ColumnSource::default()
    };
    load_columns(columns, LoadOptions::default()).unwrap()
}

fn ask(incidents: &[(f64, f64, Day)], options: &RegionOptions) -> Region {
    region(&snapshot(incidents), None, options).unwrap()
}

/// Also with only the incidents of some precision codes.
#[test]
fn drift() {
    let table = Table::read(&dataset(NIGERIA));
    let column = table.column("where_prec");
    let mut known: Vec<(String, Region)> = Vec::new();
    for (case, out) in cases("drift") {
        let key = format!("{} {}", case["where_prec"], case["reference"]);
        if !known.iter().any(|(own, _)| *own == key) {
            let codes = case["where_prec"].as_array();
            let is_meant = |row: &mut Vec<String>| {
                // The row of tags has no code.
                let own = row[column].parse::<f64>().ok();
                codes.is_none_or(|codes| codes.iter().any(|code| code.as_f64() == own))
            };
            let reference = [0, 1].map(|axis| number(&case["reference"][axis])).to_vec();
            let options = RegionOptions { reference: Some(reference), uncertainty: false, ..RegionOptions::default() };
            known.push((key.clone(), region(&load(table.write(is_meant).as_bytes()), None, &options).unwrap()));
        }
        let (_, found) = known.iter().find(|(own, _)| *own == key).unwrap();
        let from = day(&format!("{}-01-01", case["year"]));
        let period = found.periods.iter().find(|period| period.from == from).unwrap();
        assert_eq!(period.n, out["n"].as_u64().unwrap(), "{case}");
        let (lon, lat) = period.mean.unwrap();
        let off = (lon - number(&out["mean_lon"])).abs().max((lat - number(&out["mean_lat"])).abs());
        assert!(off <= 1e-9, "{case}: {off}");
        let km = serde_json::to_value(period.distance_km).unwrap();
        for name in ["min", "q10", "q25", "q50", "q75", "q90", "max"] {
            assert!((number(&km[name]) - number(&out["distance_km"][name])).abs() <= 1e-6, "{case}: {name} {km}");
        }
        let sde = &out["sde"];
        assert_eq!(period.ellipse.is_none(), sde.is_null(), "{case}");
        if let Some(ellipse) = period.ellipse {
            assert!(relative(ellipse.major_km, number(&sde["major_km"]), 1e-6), "{case}: {ellipse:?} {sde}");
            assert!(relative(ellipse.minor_km, number(&sde["minor_km"]), 1e-6), "{case}: {ellipse:?} {sde}");
            let turned = (ellipse.angle - number(&sde["angle_deg"])).rem_euclid(180.0);
            assert!(sde["angle_testable"] != true || turned.min(180.0 - turned) <= 1e-3, "{case}: {ellipse:?} {sde}");
        }
    }
    assert!(known.len() >= 2);
}

#[test]
fn scan() {
    for (case, out) in cases("scan") {
        let list = |name: &str| case[name].as_array().unwrap();
        let incidents: Vec<(f64, f64, Day)> = (0..list("lon").len())
            .map(|at| (number(&list("lon")[at]), number(&list("lat")[at]), number(&list("day")[at]) as Day))
            .collect();
        let options = ClustersOptions {
            max_km: number(&case["max_km"]),
            max_days: number(&case["max_days"]) as u32,
            max_share: number(&case["max_share"]),
            permutations: 499,
            ..ClustersOptions::default()
        };
        let found = clusters(&snapshot(&incidents), None, &options).unwrap();
        let first = &found.clusters[0];
        assert!(relative(first.llr, number(&out["llr"]), 1e-9), "{first:?} {out}");
        assert!(relative(first.expected, number(&out["expected"]), 1e-9), "{first:?} {out}");
        assert_eq!(
            (u64::from(first.count), u64::from(first.days)),
            (out["count"].as_u64().unwrap(), out["days"].as_u64().unwrap())
        );
        assert!((first.radius_km - number(&out["radius_km"])).abs() <= 1e-3, "{first:?} {out}");
        assert!((first.p - number(&out["p_499"])).abs() <= 4.0 * number(&out["p_se"]), "{first:?} {out}");
        assert!(relative(first.recurrence_days, 1.0 / first.p, 1e-12) && first.rows.len() == first.count as usize);
    }
}

#[test]
fn pareto_sets() {
    for (case, out) in cases("pareto") {
        let edges = case["edges_from_to_minutes_risk"].as_array().unwrap();
        let column = |at: usize| edges.iter().map(move |edge| number(&edge[at]));
        let [from, to] = [0, 1].map(|at| column(at).map(|node| node as u32).collect::<Vec<u32>>());
        let [minutes, risk] = [2, 3].map(|at| column(at).collect::<Vec<f64>>());
        let nodes = number(&case["nodes"]) as u32;
        let graph = Graph::new(nodes, Edges { from: &from, to: &to, costs: [&minutes, &risk] }).unwrap();
        let found = pareto(&graph, number(&case["from"]) as u32, number(&case["to"]) as u32, 0.0).unwrap();
        let wanted: Vec<[f64; 2]> = out["pareto_minutes_risk"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| [number(&pair[0]), number(&pair[1])])
            .collect();
        assert_eq!(found.costs().collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn no_incident_and_one_are_told() {
    let one = ask(&[(7.0, 9.0, day("2024-05-05"))], &RegionOptions::default());
    let period = &one.periods[0];
    assert_eq!((one.periods.len(), period.n, period.mean, period.ellipse), (1, 1, Some((7.0, 9.0)), None));
    assert_eq!((one.reference, period.distance_km.unwrap().max, period.rings[0]), (Some((7.0, 9.0)), 0.0, 1));
    assert_eq!(one.test, None);
    assert!(period.partial);
    assert_eq!(
        one.words,
        "No period asked about is covered to its end, so that none is compared. The data cover 2024 only up to 5 May 2024, so it is not compared."
    );
    let far = Area::circle(LonLat::new(100.0, 0.0), 10.0).unwrap();
    let incidents = snapshot(&[(7.0, 9.0, day("2023-01-05")), (7.0, 9.0, day("2024-05-05"))]);
    let none = region(&incidents, Some(&far), &RegionOptions::default()).unwrap();
    assert!(none.periods.iter().all(|period| period.n == 0 && period.mean.is_none() && period.distance_km.is_none()));
    assert_eq!((none.periods.len(), none.reference, none.test), (2, None, None));
    assert_eq!(
        none.words,
        "No recorded incidents count on the days asked about; the data cover 5 January 2023 to 5 May 2024."
    );
    let outside = RegionOptions { from: Some(day("2030-01-01")), ..RegionOptions::default() };
    assert_eq!(region(&incidents, None, &outside).unwrap().periods, []);
}

#[test]
fn places_on_both_sides_of_the_antimeridian_and_at_a_pole_have_a_centre() {
    let found = ask(
        &[(179.0, 10.0, 0), (-179.0, 10.0, 1), (178.0, 12.0, 2), (-178.0, 12.0, 3)],
        &RegionOptions { rings_km: vec![0.001, 20_040.0], ..RegionOptions::default() },
    );
    let period = &found.periods[0];
    assert_eq!(period.mean.map(|(lon, lat)| (lon.abs(), lat)), Some((180.0, 11.0)));
    assert!(period.ellipse.unwrap().major_km < 250.0 && period.distance_km.unwrap().max < 300.0);
    assert_eq!((&period.rings[..], period.beyond), (&[0, 4][..], 0));
    let poles = ask(&[(0.0, 90.0, 0), (90.0, 90.0, 1), (0.0, -90.0, 2)], &RegionOptions::default());
    let period = &poles.periods[0];
    assert!(period.ellipse.unwrap().major_km > 8000.0 && period.distance_km.unwrap().max.is_finite());
    let same = ask(&[(7.0, 9.0, 0); 4], &RegionOptions { rings_km: vec![], ..RegionOptions::default() });
    let period = &same.periods[0];
    assert_eq!(period.ellipse.map(|ellipse| (ellipse.major_km, ellipse.minor_km)), Some((0.0, 0.0)));
    assert_eq!((period.within100_km.unwrap().share, period.rings.len(), period.beyond), (1.0, 0, 4));
}

/// The sentences, by what the rings of two years hold: at 10, 150 and 700 km.
#[test]
fn sentences_tell_what_the_rings_did() {
    let km = |km: f64| 9.0 + km / 110.6;
    let said = |before: [usize; 3], after: [usize; 3], lang: Language| {
        let mut incidents = vec![];
        for (counts, year) in [(before, "2014"), (after, "2015")] {
            let places = [10.0, 150.0, 700.0].into_iter().zip(counts);
            for (number, place) in places.flat_map(|(at, count)| vec![at; count]).enumerate() {
                incidents.push((7.4, km(place + number as f64 / 10.0), day(&format!("{year}-01-01")) + number as Day));
            }
        }
        // The record goes on to the end of 2015 with an incident of another kind.
        incidents.push((7.4, 9.0, day("2015-12-31")));
        let mut kind = vec![1; incidents.len()];
        kind[incidents.len() - 1] = 6;
        let columns = ColumnSource {
            lon: incidents.iter().map(|one| one.0).collect(),
            lat: incidents.iter().map(|one| one.1).collect(),
            day: incidents.iter().map(|one| one.2).collect(),
            kind: Some(kind),
            ..ColumnSource::default()
        };
        let snapshot = load_columns(columns, LoadOptions::default()).unwrap();
        let options = RegionOptions {
            reference: Some(vec![7.4, 9.0]),
            reference_name: Some("Abuja".into()),
            rings_km: vec![100.0, 400.0],
            kinds: Some(vec![Kind::AttackOnCivilians]),
            lang,
            ..RegionOptions::default()
        };
        region(&snapshot, None, &options).unwrap().words
    };
    let en = |before, after| said(before, after, Language::En);
    assert_eq!(
        en([1, 2, 9], [10, 9, 12]),
        "Half of the recorded incidents of 2015 lay within 152 km of Abuja, 701 km in 2014 (p = 0.89); counts rose in every ring, so it \
         spread rather than moved."
    );
    assert!(en([1, 2, 20], [20, 3, 2]).ends_with("; counts rose within 400 km and fell beyond, so it came closer."));
    assert!(en([20, 2, 1], [2, 9, 20]).ends_with("; counts fell within 100 km and rose beyond, so it moved away."));
    assert!(en([3, 3, 4], [3, 2, 5]).ends_with("; counts fell within 400 km and rose beyond, which may be chance."));
    assert!(en([9, 9, 9], [8, 8, 8]).ends_with("; counts fell in every ring, so it receded rather than moved."));
    assert!(en([5, 9, 5], [8, 8, 8]).ends_with("; counts rose in 2 of 3 rings and fell in 1."));
    assert!(en([5, 9, 5], [5, 9, 5]).ends_with("; counts rose in 0 of 3 rings and fell in 0."));
    assert_eq!(en([1, 0, 0], [2, 0, 1]), "Too few recorded incidents to compare: 3 in 2015, 1 in 2014.");
    assert_eq!(en([9, 0, 0], [0, 0, 0]), "No recorded incidents in 2015.");
    assert_eq!(
        said([1, 2, 20], [20, 3, 2], Language::Fr),
        "Pour 2015, la moitié des incidents enregistrés sont à moins de 11 km du lieu de référence (Abuja), contre 701 km pour 2014 \
         (p < 0,001)\u{a0}; les nombres ont augmenté jusqu’à 400 km et baissé au-delà, donc cela s’est rapproché."
    );
}

/// The last period that is covered to its end, and the one before, whatever is begun after them.
#[test]
fn complete_periods_are_compared_and_partial_ones_told() {
    let months = ["2024-01-15", "2024-02-03", "2024-02-20", "2024-03-03", "2024-03-09", "2024-03-20", "2024-04-10"];
    let incidents: Vec<(f64, f64, Day)> =
        months.iter().enumerate().map(|(at, text)| (7.0 + at as f64, 9.0, day(text))).collect();
    let options =
        RegionOptions { by: PeriodLength::Month, reference: Some(vec![7.0, 9.0]), ..RegionOptions::default() };
    let found = ask(&incidents, &options);
    assert_eq!(
        found.periods.iter().map(|period| (period.n, period.partial)).collect::<Vec<_>>(),
        [(1, true), (2, false), (3, false), (1, true)]
    );
    // All three of March are farther than both of February: 1 of the 10 orders, on either side.
    let test = found.test.unwrap();
    assert!((test.u, test.exact) == (6.0, true) && (test.p - 0.2).abs() < 1e-12, "{test:?}");
    assert!(
        found.words.ends_with("The data cover April 2024 only up to 10 April 2024, so it is not compared."),
        "{}",
        found.words
    );
    let cut = RegionOptions { to: Some(day("2024-03-15")), ..options.clone() };
    let found = ask(&incidents, &cut);
    assert_eq!(
        found.periods.iter().map(|period| (period.n, period.partial)).collect::<Vec<_>>(),
        [(1, true), (2, false), (2, true)]
    );
    assert!(found.words.contains("The data cover January 2024 only from 15 January 2024 on."), "{}", found.words);
    let from = RegionOptions { from: Some(day("2024-02-10")), ..options.clone() };
    assert_eq!(ask(&incidents, &from).periods.iter().map(|period| period.n).collect::<Vec<_>>(), [1, 3, 1]);
    let quarters = RegionOptions { by: PeriodLength::Quarter, ..options };
    assert_eq!(ask(&incidents, &quarters).periods.iter().map(|period| period.n).collect::<Vec<_>>(), [6, 1]);
    // Ties are told by the normal approximation.
    let tied: Vec<(f64, f64, Day)> = incidents.iter().map(|one| (8.0, 9.0, one.2)).collect();
    assert_eq!(
        ask(&tied, &RegionOptions { by: PeriodLength::Month, ..RegionOptions::default() })
            .test
            .map(|test| (test.exact, test.p)),
        Some((false, 1.0))
    );
}

#[test]
fn only_what_has_a_place_and_a_date_counts_unless_all_does() {
    let columns = ColumnSource {
        lon: vec![7.0, 8.0, f64::NAN, 9.0],
        lat: vec![9.0, 9.0, f64::NAN, 9.0],
        day: vec![0, 1, 2, 3],
        uncertainty_km: Some(vec![0.0, f32::NAN, f32::NAN, 200.0]),
        ..ColumnSource::default()
    };
    let snapshot = load_columns(columns, LoadOptions::default()).unwrap();
    let count = |uncertainty| {
        let options = RegionOptions { uncertainty, ..RegionOptions::default() };
        let found = region(&snapshot, None, &options).unwrap();
        (found.periods[0].n, found.left_out.not_located)
    };
    assert_eq!([count(true), count(false)], [(2, 2), (3, 1)]);
    let scanned = |uncertainty| {
        let options = ClustersOptions { uncertainty, permutations: 19, ..ClustersOptions::default() };
        let found = clusters(&snapshot, None, &options).unwrap();
        (found.incidents, found.left_out.not_located)
    };
    assert_eq!([scanned(true), scanned(false)], [(1, 3), (3, 1)]);
    // A date that is known to a year only is no date of a month.
    let dated = load(b"id,date,lon,lat,date_prec\na,2024-03,7,9,\nb,2024,7,9,\nc,2024-04-05,7,9,\n");
    let options = RegionOptions { by: PeriodLength::Month, ..RegionOptions::default() };
    let found = region(&dated, None, &options).unwrap();
    let counted: u64 = found.periods.iter().map(|period| period.n).sum();
    assert_eq!(counted + found.left_out.undated, dated.len() as u64);
}

#[test]
fn too_many_periods_and_wrong_places_are_refused() {
    let incidents = snapshot(&[(7.0, 9.0, day("0025-03-01")), (7.0, 9.0, day("2024-03-01"))]);
    let months = RegionOptions { by: PeriodLength::Month, ..RegionOptions::default() };
    let error = region(&incidents, None, &months).unwrap_err();
    assert_eq!(
        (error.message.as_str(), error.at.field.as_deref()),
        (
            "By month there are 23989 periods from 0025-03-01 to 2024-03-01; at most 2400 are accepted. Ask by year, or give from and to.",
            Some("by")
        )
    );
    for (reference, field) in
        [(vec![7.0], "reference"), (vec![181.0, 0.0], "reference.0"), (vec![0.0, f64::NAN], "reference.1")]
    {
        let options = RegionOptions { reference: Some(reference), ..RegionOptions::default() };
        assert_eq!(region(&incidents, None, &options).unwrap_err().at.field.as_deref(), Some(field));
    }
}

#[test]
fn too_many_places_are_refused_with_the_figures() {
    let places = |count: usize| -> Vec<(f64, f64, Day)> {
        (0..count).map(|at| ((at % 100) as f64 / 10.0, (at / 100) as f64 / 10.0, 0)).collect()
    };
    let options = ClustersOptions { max_km: 1.0, permutations: 19, ..ClustersOptions::default() };
    let error = clusters(&snapshot(&places(5001)), None, &options).unwrap_err();
    assert_eq!((error.code, error.at.field.as_deref()), (Code::TooLarge, Some("within")));
    assert_eq!(
        error.message,
        "There are incidents at 5001 different places; at most 5000 are scanned at once. Ask about an area (within), fewer kinds or later days (from)."
    );
    assert!(clusters(&snapshot(&places(5000)), None, &options).is_ok());
    let error = clusters(&snapshot(&vec![(1.0, 1.0, 0); 60_001]), None, &options).unwrap_err();
    assert!(error.message.starts_with("There are 60001 incidents; at most 60000 are scanned at once."), "{error}");
    let reversed = ClustersOptions { from: Some(5), to: Some(4), ..ClustersOptions::default() };
    assert_eq!(clusters(&snapshot(&places(9)), None, &reversed).unwrap_err().at.field.as_deref(), Some("from"));
}

#[test]
fn nothing_recent_is_no_group() {
    let old = ClustersOptions { as_of: Some(500), permutations: 19, lang: Language::En, ..ClustersOptions::default() };
    let found = clusters(&snapshot(&[(1.0, 1.0, 0), (1.0, 1.0, 9), (4.0, 1.0, 50)]), None, &old).unwrap();
    assert_eq!((found.clusters.len(), found.incidents), (0, 3));
    assert_eq!(
        found.words,
        "The data end on 20 February 1970, before the last day that was asked about. In the 28 days up to 16 May 1971, no place has two \
         recorded incidents or more that are more than expected."
    );
    let before = ClustersOptions { as_of: Some(-5), permutations: 19, ..ClustersOptions::default() };
    let none = clusters(&snapshot(&[(1.0, 1.0, 0)]), None, &before).unwrap();
    assert_eq!((none.incidents, none.clusters.len(), none.places), (0, 0, 0));
}

/// A group as a slow twin finds it.
#[derive(Clone, Debug)]
struct Twin {
    centre: LonLat,
    radius_km: f64,
    days: u32,
    count: u32,
    llr: f64,
    /// The incidents of its circle, of all days.
    members: Vec<usize>,
}

/// The most unusual group around each place, by trying every cylinder.
fn best_by_place(places: &[LonLat], at: &[LonLat], age: &[u32], options: &ClustersOptions) -> Vec<Twin> {
    let all = at.len() as u32;
    let mut found = Vec::new();
    for &centre in places {
        let km: Vec<f64> = at.iter().map(|at| distance_km(centre, *at)).collect();
        let mut radii: Vec<f64> = km.iter().copied().filter(|km| *km <= options.max_km).collect();
        radii.sort_by(f64::total_cmp);
        radii.dedup();
        let mut best: Option<Twin> = None;
        for (number, &radius_km) in radii.iter().enumerate() {
            // What is a millimetre farther is as far.
            if radii.get(number + 1).is_some_and(|next| next - radius_km <= 1e-6) {
                continue;
            }
            let members: Vec<usize> = (0..at.len()).filter(|one| km[*one] <= radius_km).collect();
            if members.len() as f64 > options.max_share * f64::from(all) + 1e-9 {
                break;
            }
            for days in 1..=options.max_days {
                let count = members.iter().filter(|one| age[**one] < days).count() as u32;
                let in_days = age.iter().filter(|age| **age < days).count() as u32;
                let llr = log_likelihood_ratio(count, expected(members.len() as u32, in_days, all), all);
                let is_better = best.as_ref().is_none_or(|best| {
                    llr > best.llr || (llr == best.llr && (days, radius_km) < (best.days, best.radius_km))
                });
                if llr > 0.0 && is_better {
                    best = Some(Twin { centre, radius_km, days, count, llr, members: members.clone() });
                }
            }
        }
        found.extend(best);
    }
    found
}

/// All groups and their p, slowly.
fn twin(snapshot: &Snapshot, options: &ClustersOptions) -> Vec<(Twin, f64)> {
    let at: Vec<LonLat> = (0..snapshot.len()).map(|row| snapshot.at(row)).collect();
    let mut places = at.clone();
    places.sort_by(|a, b| a.lon.total_cmp(&b.lon).then(a.lat.total_cmp(&b.lat)));
    places.dedup();
    let age: Vec<u32> = snapshot.day().iter().map(|day| snapshot.as_of().abs_diff(*day)).collect();
    let mut best = best_by_place(&places, &at, &age, options);
    best.sort_by(|a, b| b.llr.total_cmp(&a.llr).then(a.days.cmp(&b.days)).then(a.radius_km.total_cmp(&b.radius_km)));
    let mut chosen: Vec<Twin> = Vec::new();
    for one in best {
        let overlaps = |other: &Twin| other.members.iter().any(|member| one.members.contains(member));
        if chosen.len() < 10 && !chosen.iter().any(overlaps) {
            chosen.push(one);
        }
    }
    let recent: Vec<u32> = age.iter().copied().filter(|age| *age < options.max_days).collect();
    let mut permutations = Permutations::new(at.len() as u32, options.seed.into());
    let mut largest: Vec<f64> = Vec::new();
    for _ in 0..options.permutations {
        let mut dealt = vec![options.max_days; at.len()];
        for (incident, age) in permutations.draw(recent.len()).iter().zip(&recent) {
            dealt[*incident as usize] = *age;
        }
        let best = best_by_place(&places, &at, &dealt, options);
        largest.push(best.iter().map(|one| one.llr).fold(0.0, f64::max));
    }
    let p = |one: &Twin| {
        (1 + largest.iter().filter(|largest| **largest >= one.llr).count()) as f64 / f64::from(1 + options.permutations)
    };
    chosen.into_iter().map(|one| (one.clone(), p(&one))).collect()
}

fn same_as_twin(found: &Cluster, twin: &Twin, p: f64) -> bool {
    let centre = LonLat::new(found.centre.0, found.centre.1);
    (found.days, found.count, found.llr, found.p) == (twin.days, twin.count, twin.llr, p)
        && centre == twin.centre
        && (found.radius_km - twin.radius_km).abs() < 1e-6
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Places on a grid, so that several are as far from a centre; also across the antimeridian.
    #[test]
    fn groups_and_their_p_are_those_of_every_cylinder(
        incidents in prop::collection::vec((0..6i32, 0..5i32, 0..40i32), 2..45),
        max_km in prop::sample::select(vec![5.0, 60.0, 120.0, 400.0]),
        max_days in 1..20u32,
        max_share in prop::sample::select(vec![0.1, 0.5, 1.0]),
        seed in any::<u32>(),
    ) {
        let lon = |x: i32| if x < 3 { 178.5 + 0.5 * f64::from(x) } else { -180.0 + 0.5 * f64::from(x - 3) };
        let placed: Vec<(f64, f64, Day)> =
            incidents.iter().map(|(x, y, day)| (lon(*x), 0.5 * f64::from(*y) - 1.0, *day)).collect();
        let snapshot = snapshot(&placed);
        let options = ClustersOptions { max_km, max_days, max_share, seed, permutations: 19, ..ClustersOptions::default() };
        let found = clusters(&snapshot, None, &options).unwrap();
        let expected = twin(&snapshot, &options);
        prop_assert_eq!(found.clusters.len(), expected.len(), "{:?} {:?}", found, expected);
        for (one, (twin, p)) in found.clusters.iter().zip(&expected) {
            prop_assert!(same_as_twin(one, twin, *p), "{:?} {:?} {}", one, twin, p);
            let rows: Vec<u32> = twin
                .members
                .iter()
                .filter(|row| snapshot.as_of().abs_diff(snapshot.day()[**row]) < twin.days)
                .map(|row| *row as u32)
                .collect();
            prop_assert_eq!(&one.rows, &rows);
        }
    }
}

/// More than one batch of permutations, and more lanes of days than one: p is that of the twin.
#[test]
fn many_permutations_are_those_of_the_twin() {
    let mut random = Rand32::new(4);
    let mut next = |below: u32| random.rand_range(0..below);
    let placed: Vec<(f64, f64, Day)> =
        (0..40).map(|_| (f64::from(next(8)) * 0.4, f64::from(next(3)) * 0.4, next(60) as Day)).collect();
    let snapshot = snapshot(&placed);
    let options = ClustersOptions { permutations: 1100, max_days: 30, ..ClustersOptions::default() };
    let found = clusters(&snapshot, None, &options).unwrap();
    for (one, (twin, p)) in found.clusters.iter().zip(&twin(&snapshot, &options)) {
        assert!(same_as_twin(one, twin, *p), "{one:?} {twin:?} {p}");
    }
    assert!(found.clusters.len() > 1);
}

/// Steps of any size give the same answer, and their number is as told.
#[test]
fn steps_give_the_same_answer() {
    let placed: Vec<(f64, f64, Day)> =
        (0..60).map(|at| (f64::from(at % 9) * 0.3, f64::from(at % 4) * 0.3, (at * 7) % 50)).collect();
    let snapshot = snapshot(&placed);
    let options = ClustersOptions { permutations: 1500, ..ClustersOptions::default() };
    let whole = clusters(&snapshot, None, &options).unwrap();
    let by_steps = |size: usize| -> Clusters {
        let mut scan = Scan::new(&snapshot, None, &options).unwrap();
        assert_eq!((scan.done(), scan.total() % whole.places as usize), (0, 0));
        while scan.done() < scan.total() {
            let before = scan.done();
            scan.advance(size);
            assert!(scan.done() > before && scan.done() <= scan.total());
        }
        scan.finish(&snapshot)
    };
    assert_eq!((by_steps(1), by_steps(7)), (whole.clone(), whole));
}

/// At random times, about one in twenty scans has a p below 0.05.
#[test]
fn p_is_right_at_random_times() {
    const SCANS: u32 = 400;
    let mut random = Rand32::new(26);
    let mut low = 0;
    for seed in 0..SCANS {
        let mut next = |below: u32| random.rand_range(0..below);
        let placed: Vec<(f64, f64, Day)> = (0..100)
            .map(|_| (f64::from(next(6)) * 0.4, f64::from(next(5)) * 0.4, next(120) as Day))
            .chain([(0.0, 0.0, 120)])
            .collect();
        let options = ClustersOptions { permutations: 199, max_days: 14, seed, ..ClustersOptions::default() };
        let found = clusters(&snapshot(&placed), None, &options).unwrap();
        low += u32::from(found.clusters.first().is_some_and(|first| first.p < 0.05));
    }
    let share = f64::from(low) / f64::from(SCANS);
    assert!((0.02..=0.08).contains(&share), "{share}");
}

/// The clusters that `docs/model.md` tells of.
#[test]
fn nigeria_in_2014() {
    let snapshot = load(&dataset(NIGERIA));
    let options =
        ClustersOptions { from: Some(day("2014-01-01")), as_of: Some(day("2014-12-31")), ..ClustersOptions::default() };
    let start = std::time::Instant::now();
    let found = clusters(&snapshot, None, &options).unwrap();
    println!("{:?} {} incidents, {} places, {:?}", start.elapsed(), found.incidents, found.places, found.left_out);
    for one in &found.clusters {
        println!(
            "{:?} {:.1} {} {} {:.2} {:.2} {}",
            one.centre, one.radius_km, one.days, one.count, one.expected, one.llr, one.p
        );
    }
    println!("{}", found.words);
    let first = &found.clusters[0];
    assert!(first.llr >= found.clusters[1].llr && first.p <= 0.05);
    let within =
        geometry::parse(r#"{"type":"Polygon","coordinates":[[[10,9],[15,9],[15,14],[10,14],[10,9]]]}"#).unwrap();
    let north_east = Area::new(within, None).unwrap();
    let part = clusters(&snapshot, Some(&north_east), &options).unwrap();
    let is_inside = |one: &Cluster| (10.0..=15.0).contains(&one.centre.0) && (9.0..=14.0).contains(&one.centre.1);
    assert!(part.incidents < found.incidents && part.clusters.iter().all(is_inside));
    let value: Value = serde_json::to_value(&part).unwrap();
    assert!(value["clusters"][0]["recurrenceDays"].is_number() && value["leftOut"]["notLocated"].is_number());
}
