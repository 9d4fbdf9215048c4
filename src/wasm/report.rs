//! Passes the reports of the core to JavaScript: which lists of each are long.

use js_sys::{Array, Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::bulk::{BulkMembers, to_json};
use super::error::ObjectBuilder;
use crate::incident::{Kind, OriginCounts};
use crate::questions::alerts::Alert;
use crate::questions::changes::Changes;
use crate::questions::clusters::Clusters;
use crate::questions::geofence::{AreaRows, Counts, GeofenceAnswers, GeofenceReport};
use crate::questions::hindcast::Hindcast;
use crate::questions::region::Region;
use crate::questions::route::RouteReport;
use crate::questions::routes::RoutesReport;
use crate::snapshot::Snapshot;

pub fn geofence(mut report: GeofenceReport) -> JsValue {
    let mut bulk = BulkMembers::default();
    bulk.take("rows", &mut report.rows);
    bulk.take("share", &mut report.share);
    if let Some(findings) = &mut report.findings {
        bulk.take("weekly.counts", &mut findings.history.comparison.weekly.counts);
        take_hindcast_lists(&mut findings.hindcast, "", &mut bulk);
    }
    bulk.attach_to(&report)
}

pub fn geofences(answers: GeofenceAnswers) -> JsValue {
    match answers {
        GeofenceAnswers::Reports(reports) => reports.into_iter().map(geofence).collect::<Array>().into(),
        GeofenceAnswers::Rows(rows) => area_rows(&rows),
    }
}

/// One of many reports with `detail: "rows"`. Its lists are empty here, because the reports share common ones.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowsReport {
    rows: [u32; 0],
    share: [f32; 0],
    area_km2: f64,
    counts: Counts,
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    by_origin: OriginCounts,
}

/// Passes the reports as one text. Their lists are end to end, and `ends` says where the part of each report ends.
fn area_rows(areas: &AreaRows) -> JsValue {
    let reports: Vec<RowsReport> = areas
        .counts()
        .zip(areas.area_km2.iter().zip(&areas.by_origin))
        .map(|(counts, (&area_km2, by_origin))| RowsReport {
            rows: [],
            share: [],
            area_km2,
            counts,
            by_origin: by_origin.clone(),
        })
        .collect();
    let ends: Vec<u32> = areas.ends().map(|end| end as u32).collect();
    let arrays = Array::of2(&Uint32Array::from(areas.rows()), &Float32Array::from(&*areas.shares()));
    ObjectBuilder::new()
        .set("text", to_json(&reports))
        .set("paths", Array::of2(&"rows".into(), &"share".into()))
        .set("arrays", arrays)
        .set("ends", Uint32Array::from(&*ends))
        .into()
}

pub fn route(mut report: RouteReport) -> JsValue {
    let mut bulk = BulkMembers::default();
    take_route_lists(&mut report, "", &mut bulk);
    bulk.attach_to(&report)
}

pub fn routes(mut report: RoutesReport) -> JsValue {
    let mut bulk = BulkMembers::default();
    for (number, route) in report.routes.iter_mut().enumerate() {
        take_route_lists(route, &format!("routes.{number}."), &mut bulk);
    }
    bulk.attach_to(&report)
}

/// `prefix` is the path of the report within the whole answer.
fn take_route_lists(report: &mut RouteReport, prefix: &str, bulk: &mut BulkMembers) {
    let path = |name: &str| format!("{prefix}{name}");
    bulk.take(&path("timeline.km"), &mut report.timeline.km);
    bulk.take(&path("timeline.hours"), &mut report.timeline.hours);
    if let Some(corridor) = &mut report.corridor {
        bulk.take(&path("rows"), &mut corridor.rows);
        bulk.take(&path("distanceKm"), &mut corridor.distance_km);
        bulk.take(&path("alongKm"), &mut corridor.along_km);
    }
    if let Some(findings) = &mut report.findings {
        bulk.take(&path("status.weekly.counts"), &mut findings.status.history.comparison.weekly.counts);
        take_hindcast_lists(&mut findings.hindcast, prefix, bulk);
        for (number, stretch) in findings.stretches.iter_mut().enumerate() {
            let path = path(&format!("stretches.{number}.weekly.counts"));
            bulk.take(&path, &mut stretch.comparison.weekly.counts);
        }
    }
}

fn take_hindcast_lists(hindcast: &mut Option<Hindcast>, prefix: &str, bulk: &mut BulkMembers) {
    let Some(hindcast) = hindcast else { return };
    for (name, list) in
        [("expected", &mut hindcast.expected), ("lower", &mut hindcast.lower), ("upper", &mut hindcast.upper)]
    {
        bulk.take(&format!("{prefix}hindcast.{name}"), list);
    }
    bulk.take(&format!("{prefix}hindcast.observed"), &mut hindcast.observed);
}

pub fn changes(mut changes: Changes) -> JsValue {
    let mut bulk = BulkMembers::default();
    bulk.take("added", &mut changes.added);
    bulk.take("newlyRecordedOld", &mut changes.newly_recorded_old);
    bulk.take("withdrawn", &mut changes.withdrawn);
    bulk.take("outside", &mut changes.outside);
    for (number, watched) in changes.watched.iter_mut().enumerate() {
        let path = |name: &str| format!("watched.{number}.{name}");
        bulk.take(&path("added"), &mut watched.added);
        bulk.take(&path("changed"), &mut watched.changed);
        bulk.take(&path("withdrawn"), &mut watched.withdrawn);
    }
    bulk.attach_to(&changes)
}

pub fn alerts(mut alerts: Vec<Alert>) -> JsValue {
    let mut bulk = BulkMembers::default();
    for (number, alert) in alerts.iter_mut().enumerate() {
        bulk.take(&format!("{number}.rows"), &mut alert.rows);
        bulk.take(&format!("{number}.share"), &mut alert.share);
    }
    bulk.attach_to(&alerts)
}

pub fn region(mut region: Region) -> JsValue {
    let mut bulk = BulkMembers::default();
    for (number, period) in region.periods.iter_mut().enumerate() {
        bulk.take(&format!("periods.{number}.rings"), &mut period.rings);
    }
    bulk.attach_to(&region)
}

pub fn clusters(mut clusters: Clusters) -> JsValue {
    let mut bulk = BulkMembers::default();
    for (number, cluster) in clusters.clusters.iter_mut().enumerate() {
        bulk.take(&format!("clusters.{number}.rows"), &mut cluster.rows);
    }
    bulk.attach_to(&clusters)
}

/// Returns all incidents as columns, copied.
pub fn columns(snapshot: &Snapshot) -> JsValue {
    let kinds: Vec<u8> = snapshot.kind().iter().map(|kind| *kind as u8).collect();
    ObjectBuilder::new()
        .set("lon", Float64Array::from(snapshot.lon()))
        .set("lat", Float64Array::from(snapshot.lat()))
        .set("day", Int32Array::from(snapshot.day()))
        .set("kind", Uint8Array::from(kinds.as_slice()))
        .set("kindNames", Kind::ALL.iter().map(|kind| JsValue::from_str(kind.name())).collect::<Array>())
        .set("uncertaintyKm", Float32Array::from(snapshot.uncertainty_km()))
        .set("source", Uint32Array::from(&*snapshot.source()))
        .into()
}
