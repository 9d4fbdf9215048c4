//! Reports as plain JavaScript objects: numbers and words by serde, lists of rows as typed arrays.

use js_sys::{Array, Float32Array, Float64Array, Int32Array, Object, Reflect, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

use super::JsResult;
use crate::error::GeobitError;
use crate::geofence::{GeofenceReport, Members, MembersOfMany};
use crate::history::{Comparison, Weekly};
use crate::incident::Kind;
use crate::method::Method;
use crate::route::{CompareOptions, Pair, RouteComparison, RouteReport, Segment, Status, WorstStretch};
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

/// A value that serde can write, as a plain object: maps as objects, missing values as `null`.
pub fn plain(value: &impl Serialize) -> JsResult<JsValue> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

pub fn geofence(report: GeofenceReport) -> JsResult<JsValue> {
    let mut fields = Fields::new()
        .put("rows", Uint32Array::from(report.members.rows.as_slice()))
        .put("share", share(&report.members))
        .put("areaKm2", report.area_km2)
        .put("counts", plain(&report.counts)?);
    if let Some(detail) = report.detail {
        fields = fields
            .with(comparison(&detail.statistics.comparison, &detail.weekly)?)
            .with(plain(&detail.statistics)?)
            .put("repeat", plain(&detail.repeat)?)
            .put("rings", plain(&detail.rings)?)
            .put("byKind", plain(&detail.by_kind)?)
            .put("nearest", plain(&detail.nearest)?)
            .put("method", method(&detail.method)?)
            .put("notes", plain(&detail.notes)?);
    }
    Ok(fields.done())
}

/// A comparison with the weeks it is of.
fn comparison(comparison: &Comparison, weekly: &Weekly) -> JsResult<JsValue> {
    let weeks = Fields::new()
        .put("start", &weekly.start)
        .put("counts", Uint32Array::from(weekly.counts.as_slice()))
        .put("usual", plain(&comparison.usual_week)?);
    Ok(Fields(plain(comparison)?.unchecked_into()).put("weekly", weeks.done()).done())
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

/// The segments, and after them what the stretches are as one, are rows of numbers, which `routes.js` of the package names.
pub fn route(report: RouteReport) -> JsResult<JsValue> {
    let mut fields = Fields::new().put("lengthKm", report.length_km).put("hours", report.hours);
    let timeline = Fields::new()
        .put("km", Float64Array::from(report.timeline.km.as_slice()))
        .put("hours", Float64Array::from(report.timeline.hours.as_slice()));
    fields = fields.put("timeline", timeline.done());
    if let Some(corridor) = report.corridor {
        fields = fields
            .put("rows", Uint32Array::from(corridor.rows.as_slice()))
            .put("distanceKm", Float32Array::from(corridor.distance_km.as_slice()))
            .put("alongKm", Float32Array::from(corridor.along_km.as_slice()));
    }
    if let Some((exposure, encounter)) = report.exposure {
        fields = fields.put("exposure", plain(&exposure)?).put("encounter", plain(&encounter)?);
    }
    if let Some(detail) = report.detail {
        let mut segments = Vec::new();
        detail.segments.iter().for_each(|one| add_segment(one, &mut segments));
        detail.worst.iter().for_each(|stretch| add_segment(&stretch.whole, &mut segments));
        fields = fields
            .put("segments", Float64Array::from(segments.as_slice()))
            .put("kindNames", kind_names())
            .put("stretches", detail.worst.iter().map(worst).collect::<JsResult<Array>>()?)
            .put("status", status(&detail.status)?)
            .put("method", method(&detail.method)?)
            .put("notes", plain(&detail.notes)?);
    }
    Ok(fields.done())
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
    let answer: Array = comparison.routes.into_iter().map(route).collect::<JsResult<Array>>()?;
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

fn worst(stretch: &WorstStretch) -> JsResult<JsValue> {
    let fields = Fields::new().put("share", stretch.share).put("q", stretch.q);
    Ok(fields.with(comparison(&stretch.comparison, &stretch.weekly)?).done())
}

fn status(status: &Status) -> JsResult<JsValue> {
    let fields = Fields(comparison(&status.statistics.comparison, &status.weekly)?.unchecked_into());
    Ok(fields.with(plain(&status.statistics)?).with(plain(&status.pressure)?).done())
}

/// One object of the options as answered and the ways of the answer.
fn method<Options: Serialize>(method: &Method<Options>) -> JsResult<JsValue> {
    let asked = Fields(plain(&method.asked)?.unchecked_into());
    Ok(asked.with(plain(&method.ways)?).done())
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

    /// All members of another object too.
    fn with(self, other: JsValue) -> Fields {
        Object::assign(&self.0, other.unchecked_ref());
        self
    }

    fn is_empty(&self) -> bool {
        Object::keys(&self.0).length() == 0
    }

    fn done(self) -> JsValue {
        self.0.into()
    }
}
