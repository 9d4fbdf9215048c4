//! Reports for JavaScript: numbers and words as a text of JSON, lists as typed arrays. `reports.js` of the package makes objects of
//! them, in the thread that asked: one text crosses from a worker sooner than the objects in it.

use std::iter;

use js_sys::{Array, Float32Array, Float64Array, Int32Array, JSON, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::JsResult;
use crate::error::GeobitError;
use crate::incident::Kind;
use crate::questions::geofence::{GeofenceReport, Members, MembersOfMany};
use crate::questions::route::{Detail, RouteReport, Segment};
use crate::questions::routes::{CompareOptions, Comparison as RouteComparison, Pair};
use crate::snapshot::Snapshot;

/// What JavaScript catches: `{ code, message, at? }`.
pub fn error(error: GeobitError) -> JsValue {
    let object = Fields::new().put("code", error.code.name()).put("message", error.message);
    let at = [
        ("row", error.at.row.map(|row| JsValue::from(row as f64))),
        ("vertex", error.at.vertex.map(|vertex| JsValue::from(vertex as f64))),
        ("field", error.at.field.map(JsValue::from)),
    ];
    let known = at.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
    let place = known.fold(Fields::new(), |place, (name, value)| place.put(name, value));
    if place.is_empty() { object.done() } else { object.put("at", place.done()).done() }
}

/// As a plain object: missing values are `null`.
pub fn plain(value: &impl Serialize) -> JsResult<JsValue> {
    JSON::parse(&text(value))
}

fn text(value: &impl Serialize) -> String {
    let Ok(text) = serde_json::to_string(value) else { unreachable!("the members of all that is written have names") };
    text
}

/// Its text, and its lists. The weeks are those of `weekly`.
pub fn geofence(report: &GeofenceReport) -> JsValue {
    let weeks = report.detail.as_ref().map(|detail| detail.weekly.counts.as_slice());
    let lists: [JsValue; 4] = [
        text(report).into(),
        Uint32Array::from(report.members.rows.as_slice()).into(),
        share(&report.members).into(),
        Uint32Array::from(weeks.unwrap_or_default()).into(),
    ];
    lists.into_iter().collect::<Array>().into()
}

/// The members of many areas: lists end to end, which the package takes apart. `RowsOfMany` there names them.
pub fn many(many: MembersOfMany) -> JsValue {
    let Members { rows, partly } = &many.members;
    let (rows_end, partly_end): (Vec<u32>, Vec<u32>) = many.ends.iter().map(|&[rows, partly]| (rows, partly)).unzip();
    let (index, share): (Vec<u32>, Vec<f32>) = partly.iter().copied().unzip();
    let lists: [JsValue; 7] = [
        Uint32Array::from(rows.as_slice()).into(),
        Uint32Array::from(rows_end.as_slice()).into(),
        Uint32Array::from(partly_end.as_slice()).into(),
        Uint32Array::from(index.as_slice()).into(),
        Float32Array::from(share.as_slice()).into(),
        Float64Array::from(many.area_km2.as_slice()).into(),
        Float64Array::from(many.expected.as_slice()).into(),
    ];
    lists.into_iter().collect::<Array>().into()
}

/// 1 for the certain ones, which are most.
fn share(members: &Members) -> Float32Array {
    let count = members.rows.len() as u32;
    let share = Float32Array::new_with_length(count).fill(1.0, 0, count);
    for (index, part) in &members.partly {
        share.set_index(*index, *part);
    }
    share
}

/// Its text, and its lists: of those it does not have there is nothing. Segments, and after them what the stretches are as one,
/// are rows of numbers; weeks are those of the corridor, and after them those of each stretch.
pub fn route(report: &RouteReport) -> JsValue {
    let RouteReport { timeline, corridor, detail, .. } = report;
    let mut lists: Vec<JsValue> = vec![
        text(report).into(),
        Float64Array::from(timeline.km.as_slice()).into(),
        Float64Array::from(timeline.hours.as_slice()).into(),
    ];
    match corridor {
        Some(corridor) => lists.extend([
            JsValue::from(Uint32Array::from(corridor.rows.as_slice())),
            Float32Array::from(corridor.distance_km.as_slice()).into(),
            Float32Array::from(corridor.along_km.as_slice()).into(),
        ]),
        None => lists.extend([const { JsValue::UNDEFINED }; 3]),
    }
    if let Some(Detail { segments, worst, status, .. }) = detail {
        let mut numbers = Vec::new();
        let wholes = worst.iter().map(|stretch| &stretch.whole);
        segments.iter().chain(wholes).for_each(|one| add_segment(one, &mut numbers));
        let weekly = iter::once(&status.weekly).chain(worst.iter().map(|stretch| &stretch.weekly));
        let weeks: Vec<u32> = weekly.flat_map(|weekly| &weekly.counts).copied().collect();
        lists.push(Float64Array::from(numbers.as_slice()).into());
        lists.push(kind_names().into());
        lists.push(Uint32Array::from(weeks.as_slice()).into());
    }
    lists.into_iter().collect::<Array>().into()
}

/// Reports, notes, and the comparison as lists of numbers, which `routes.js` of the package takes apart.
pub fn routes(comparison: RouteComparison) -> JsResult<JsValue> {
    let (mut pairs, mut shared) = (Vec::new(), Vec::new());
    for pair in &comparison.pairs {
        let Pair { a, b, hours, difference, interval, p, q, verdict, .. } = pair;
        let more = f64::from(*verdict as i8);
        let counts = [pair.shared.a.len() as f64, pair.shared.b.len() as f64];
        pairs.extend([*a as f64, *b as f64, *hours, *difference, interval.0, interval.1, *p, *q, more]);
        pairs.extend(counts);
        shared.extend(pair.shared.a.iter().chain(&pair.shared.b).flat_map(|part| [part.from_km, part.to_km]));
    }
    let dominated = comparison.dominated.iter();
    let dominated: Vec<f64> =
        dominated.flat_map(|one| [one.route as f64, one.by as f64, f64::from(u8::from(one.clearly))]).collect();
    let sets = comparison.independent.map_or(Vec::new(), |sets| vec![f64::from(sets.routes), f64::from(sets.surely)]);
    let answer: Array = comparison.routes.iter().map(route).collect();
    let CompareOptions { shared_km, rounds, seed, below, site_km } = comparison.asked;
    let asked = vec![shared_km, site_km, f64::from(rounds), f64::from(seed), below.unwrap_or(f64::NAN)];
    let numbers =
        [pairs, shared, dominated, sets, asked].map(|list| JsValue::from(Float64Array::from(list.as_slice())));
    let lists = [answer.into(), plain(&comparison.notes)?].into_iter().chain(numbers);
    Ok(lists.collect::<Array>().into())
}

#[inline(never)]
fn add_segment(one: &Segment, numbers: &mut Vec<f64>) {
    let days_since_last = one.days_since_last.map_or(f64::NAN, f64::from);
    let [count, possible] = [one.count as f64, one.possible as f64];
    numbers.extend([one.from_km, one.to_km, one.integral, one.expected, count, possible, days_since_last]);
    numbers.extend(Kind::ALL.iter().map(|kind| one.kinds.of(*kind) as f64));
}

pub fn columns(snapshot: &Snapshot) -> JsResult<JsValue> {
    let kinds: Vec<u8> = snapshot.kind().iter().map(|kind| *kind as u8).collect();
    let fields = Fields::new()
        .put("lon", Float64Array::from(snapshot.lon()))
        .put("lat", Float64Array::from(snapshot.lat()))
        .put("day", Int32Array::from(snapshot.day()))
        .put("kind", Uint8Array::from(kinds.as_slice()))
        .put("kindNames", kind_names())
        .put("uncertaintyKm", Float32Array::from(snapshot.uncertainty_km()))
        .put("source", Uint32Array::from(&*snapshot.source()));
    Ok(fields.done())
}

fn kind_names() -> Array {
    Kind::ALL.iter().map(|kind| JsValue::from_str(kind.name())).collect()
}

/// A plain object, written member by member.
struct Fields(Object);

impl Fields {
    fn new() -> Fields {
        Fields(Object::new())
    }

    fn put(self, name: &str, value: impl Into<JsValue>) -> Fields {
        self.put_value(name, value.into());
        self
    }

    /// Compiled once for all types of values.
    #[inline(never)]
    fn put_value(&self, name: &str, value: JsValue) {
        if Reflect::set(&self.0, &JsValue::from_str(name), &value).is_err() {
            unreachable!("a plain object takes any member");
        }
    }

    fn is_empty(&self) -> bool {
        Object::keys(&self.0).length() == 0
    }

    fn done(self) -> JsValue {
        self.0.into()
    }
}
