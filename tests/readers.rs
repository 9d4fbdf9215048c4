//! The readers on real files: every count and sum that an importer must reproduce, and no row lost.

mod support;

use std::collections::BTreeMap;

use geobit::day;
use geobit::incident::{Day, Fatalities, Kind, Position};
use geobit::intake::ReadSummary;
use geobit::read::{ReadOptions, Reader};
use serde_json::{Value, json};
use support::{cases, dataset, sha256};

/// What the checks below need of an incident.
struct Kept {
    id: String,
    start: Day,
    end: Day,
    time_precision: Option<u8>,
    position: Option<Position>,
    uncertainty_km: Option<f32>,
    kind: Kind,
    event_type: String,
    fatalities: Fatalities,
    texts: Vec<String>,
}

fn read(bytes: &[u8]) -> (Vec<Kept>, ReadSummary) {
    let mut kept = Vec::new();
    let mut keep = |incident: geobit::incident::Incident<'_>| {
        let [actor1, actor2] = &incident.actors;
        let texts = [
            actor1,
            actor2,
            &incident.subtype,
            &incident.country,
            &incident.admin1,
            &incident.place,
            &incident.source,
            &incident.headline,
        ];
        kept.push(Kept {
            id: incident.id.to_string(),
            start: incident.start,
            end: incident.end,
            time_precision: incident.time_precision,
            position: incident.position,
            uncertainty_km: incident.uncertainty_km,
            kind: incident.kind,
            event_type: incident.event_type.to_string(),
            fatalities: incident.fatalities,
            texts: texts.map(|text| text.to_string()).to_vec(),
        });
    };
    let mut reader = Reader::new(ReadOptions::default()).unwrap();
    for piece in bytes.chunks(65_537) {
        reader.push(piece, &mut keep).unwrap();
    }
    let summary = reader.finish(&mut keep).unwrap();
    (kept, summary)
}

/// Sums `weight` by `key`, as the expectations write such tables.
fn table(kept: &[Kept], key: impl Fn(&Kept) -> String, weight: impl Fn(&Kept) -> u32) -> Value {
    let mut table = BTreeMap::<String, u32>::new();
    for incident in kept {
        *table.entry(key(incident)).or_default() += weight(incident);
    }
    json!(table)
}

fn sum(kept: &[Kept], deaths: impl Fn(&Fatalities) -> Option<u32>) -> u32 {
    kept.iter().filter_map(|incident| deaths(&incident.fatalities)).sum()
}

fn count(kept: &[Kept], condition: impl Fn(&Kept) -> bool) -> usize {
    kept.iter().filter(|incident| condition(incident)).count()
}

fn extremes(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
}

#[test]
fn the_nigeria_file_gives_what_an_importer_must_find() {
    let (case, expected) = cases("csv_expectations").remove(0);
    let (kept, summary) = read(&dataset(case["dataset"].as_str().unwrap()));
    assert_eq!(summary.format, "ucdp-hdx-csv");
    assert_eq!(json!(summary.rows), expected["data_rows"]);
    assert_eq!(json!(summary.rejected), expected["rejected"]);
    assert_eq!(json!(kept.len()), expected["kept_valid"]);

    let mut ids: Vec<u64> =
        kept.iter().map(|incident| incident.id.parse().expect("UCDP ids are whole numbers")).collect();
    ids.sort_unstable();
    let joined = ids.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
    assert_eq!(json!({ "count": ids.len(), "sha256": sha256(joined.as_bytes()) }), expected["all_ids"]);
    assert_eq!((json!(ids[0]), json!(ids[ids.len() - 1])), (expected["id_min"].clone(), expected["id_max"].clone()));
    ids.dedup();
    assert_eq!(json!(ids.len()), expected["distinct_ids"]);

    let first = kept.iter().map(|incident| incident.start).min().unwrap();
    let last = kept.iter().map(|incident| incident.start).max().unwrap();
    let last_end = kept.iter().map(|incident| incident.end).max().unwrap();
    assert_eq!(json!(day::format(first)), expected["date_start_min"]);
    assert_eq!(json!(day::format(last)), expected["date_start_max"]);
    assert_eq!(json!(day::format(last_end)), expected["date_end_max"]);
    assert_eq!(json!(count(&kept, |incident| incident.end > incident.start)), expected["multi_day_events"]);

    assert_eq!(json!(sum(&kept, |deaths| deaths.low)), expected["sum_low"]);
    assert_eq!(json!(sum(&kept, |deaths| deaths.best)), expected["sum_best"]);
    assert_eq!(json!(sum(&kept, |deaths| deaths.high)), expected["sum_high"]);
    assert_eq!(json!(count(&kept, |incident| incident.fatalities.best == Some(0))), expected["rows_best_zero"]);
    let warnings: Vec<_> = summary.warnings.iter().map(|warning| json!(warning.count)).collect();
    assert_eq!(warnings, [expected["rows_low_gt_best"].clone(), expected["rows_best_gt_high"].clone()]);

    let best = |incident: &Kept| incident.fatalities.best.unwrap();
    let year = |incident: &Kept| day::format(incident.start)[..4].to_string();
    let violence = |incident: &Kept| incident.event_type.clone();
    assert_eq!(table(&kept, violence, |_| 1), expected["by_type_of_violence"]);
    assert_eq!(table(&kept, violence, best), expected["sum_best_by_type_of_violence"]);
    assert_eq!(table(&kept, year, |_| 1), expected["by_year_of_date_start"]);
    assert_eq!(table(&kept, year, best), expected["sum_best_by_year"]);
    assert_eq!(table(&kept, |incident| incident.time_precision.unwrap().to_string(), |_| 1), expected["by_date_prec"]);
    let civilians = count(&kept, |incident| incident.kind == Kind::AttackOnCivilians);
    assert_eq!(json!(civilians), expected["by_type_of_violence"]["3"]);

    // The codes of where_prec are kept as radii: 3 and 5 are the same one, 6 is none.
    let prec = |code: &str| expected["by_where_prec"][code].as_u64().unwrap_or(0) as usize;
    for (radius, expected) in [
        (Some(0.0), prec("1")),
        (Some(25.0), prec("2")),
        (Some(50.0), prec("3") + prec("5")),
        (Some(150.0), prec("4")),
        (None, prec("6") + prec("7")),
    ] {
        assert_eq!(count(&kept, |incident| incident.uncertainty_km == radius), expected, "{radius:?} km");
    }

    let positions: Vec<Position> = kept.iter().map(|incident| incident.position.unwrap()).collect();
    let (west, east) = extremes(positions.iter().map(|position| position.lon));
    let (south, north) = extremes(positions.iter().map(|position| position.lat));
    assert_eq!(
        json!([west, east, south, north]),
        json!(["lon_min", "lon_max", "lat_min", "lat_max"].map(|bound| &expected[bound]))
    );
    let mut places: Vec<_> =
        positions.iter().map(|position| (position.lon.to_bits(), position.lat.to_bits())).collect();
    places.sort_unstable();
    places.dedup();
    assert_eq!(json!(places.len()), expected["distinct_coordinates"]);
}

#[test]
fn the_other_real_files_are_kept_whole() {
    let files = [
        ("ucdp_candidate_v26_0_7_mali_excerpt.csv", "ucdp-csv", 26),
        ("ucdp_ged_v23_1_sample_1000.csv", "ucdp-csv", 1000),
        ("ucdp_ged_car_v23_1.geojson", "ucdp-geojson", 1848),
    ];
    for (file, format, rows) in files {
        let (kept, summary) = read(&dataset(file));
        assert_eq!(
            (summary.format.as_str(), summary.rows, summary.rejected, kept.len()),
            (format, rows, 0, rows as usize),
            "{file}"
        );
        assert_eq!(count(&kept, |incident| incident.position.is_none()), 0, "{file}");
        for (column, name) in ["side_a", "side_b", "dyad", "country"].iter().enumerate() {
            assert_eq!(count(&kept, |incident| incident.texts[column].is_empty()), 0, "{file}: {name}");
        }
        assert!(
            count(&kept, |incident| incident.texts[6].is_empty()) < kept.len() / 10,
            "{file}: most incidents name a source"
        );
    }
}
