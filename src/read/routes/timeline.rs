//! A phone's location history, as Google's Timeline exports it: one route for each day.

use geojson::JsonObject;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::findings::{Findings, check_count, check_vertex};
use super::json::{Capped, read as read_json};
use super::{MAX_FILE_VERTICES, bad};
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::values::{self, Axis};

type Many<T> = Capped<T, MAX_FILE_VERTICES>;

/// Exports of Android hold segments, older ones either all locations or objects by month.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
struct History<'a> {
    #[serde(borrow)]
    semantic_segments: Option<&'a RawValue>,
    #[serde(borrow)]
    locations: Option<&'a RawValue>,
    #[serde(borrow)]
    timeline_objects: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Segment {
    start_time: Option<String>,
    #[serde(default)]
    timeline_path: Vec<PathPoint>,
    activity: Option<Activity>,
}

#[derive(Deserialize)]
struct PathPoint {
    point: String,
    time: Option<String>,
}

#[derive(Deserialize)]
struct Activity {
    start: Option<Value>,
    end: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(alias = "latE7")]
    latitude_e7: Option<i64>,
    #[serde(alias = "lngE7")]
    longitude_e7: Option<i64>,
    timestamp: Option<String>,
    timestamp_ms: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Object {
    activity_segment: Option<ActivitySegment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ActivitySegment {
    start_location: Option<Place>,
    end_location: Option<Place>,
    duration: Option<Value>,
    waypoint_path: Option<WaypointPath>,
    simplified_raw_path: Option<RawPath>,
}

#[derive(Deserialize)]
struct WaypointPath {
    #[serde(default)]
    waypoints: Vec<Place>,
}

#[derive(Deserialize)]
struct RawPath {
    #[serde(default)]
    points: Vec<Place>,
}

/// Reads a location history. Returns whether the document is one.
pub(super) fn read(document: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let text = document.get();
    // Exports of iPhones are a list of segments.
    if text.starts_with('[') && text.contains("\"timelinePath\"") {
        return read_segments(document, findings);
    }
    if !text.starts_with('{') {
        return Ok(false);
    }
    let Ok(history) = serde_json::from_str::<History<'_>>(text) else { return Ok(false) };
    if let Some(segments) = history.semantic_segments {
        return read_segments(segments, findings);
    }
    if let Some(objects) = history.timeline_objects {
        return read_objects(objects, findings);
    }
    match history.locations {
        Some(locations) if text.contains("E7\"") => read_locations(locations, findings),
        _ => Ok(false),
    }
}

fn read_segments(segments: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let segments: Many<Segment> = read_json(segments, "This location history")?;
    let mut days = Days::default();
    let has_paths = segments.items.iter().any(|segment| !segment.timeline_path.is_empty());
    for segment in &segments.items {
        let start = segment.start_time.as_deref().unwrap_or_default();
        for path_point in &segment.timeline_path {
            days.add_text(path_point.time.as_deref().unwrap_or(start), &path_point.point)?;
        }
        // Without the way between, the ends of a movement are all there is.
        if let Some(activity) = segment.activity.as_ref().filter(|_| !has_paths) {
            for end in [&activity.start, &activity.end].into_iter().flatten() {
                if let Some(point) = end.as_str().or_else(|| end["latLng"].as_str()) {
                    days.add_text(start, point)?;
                }
            }
        }
    }
    if !has_paths {
        findings.doubt("This location history has only the ends of movements, and not the way between; they are joined by straight lines.");
    }
    days.add_to(findings)
}

fn read_locations(locations: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let locations: Many<Place> = read_json(locations, "This location history")?;
    let mut days = Days::default();
    locations.items.iter().try_for_each(|place| days.add_place("", place))?;
    days.add_to(findings)
}

fn read_objects(objects: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let objects: Many<Object> = read_json(objects, "This location history")?;
    let mut days = Days::default();
    for segment in objects.items.iter().filter_map(|object| object.activity_segment.as_ref()) {
        let start =
            segment.duration.as_ref().and_then(|duration| duration["startTimestamp"].as_str()).unwrap_or_default();
        let raw = segment.simplified_raw_path.as_ref().map_or(&[][..], |path| &path.points);
        let snapped = segment.waypoint_path.as_ref().map_or(&[][..], |path| &path.waypoints);
        let between = if raw.is_empty() { snapped } else { raw };
        let ends = (segment.start_location.iter(), segment.end_location.iter());
        // The day of the start names the whole movement.
        ends.0.chain(between).chain(ends.1).try_for_each(|place| days.add(start, place.at(days.count)?))?;
    }
    days.add_to(findings)
}

impl Place {
    fn at(&self, vertex: usize) -> Result<LonLat> {
        let degrees = |e7: Option<i64>| e7.map_or(f64::NAN, |e7| unwrapped(e7) as f64 / 1e7);
        check_vertex(degrees(self.longitude_e7), degrees(self.latitude_e7), vertex, HISTORY)
    }

    /// Returns the time as text that sorts, as far as it is there.
    fn time(&self) -> String {
        let milliseconds = self
            .timestamp_ms
            .as_ref()
            .and_then(|value| value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok())));
        match (&self.timestamp, milliseconds) {
            (Some(time), _) => time.clone(),
            (None, Some(milliseconds)) => day_of_milliseconds(milliseconds),
            (None, None) => String::new(),
        }
    }
}

const HISTORY: &str = "This location history";

/// Old exports wrote negative numbers as if they had no sign.
fn unwrapped(e7: i64) -> i64 {
    if e7 > 1_800_000_000 { e7 - (1_i64 << 32) } else { e7 }
}

fn day_of_milliseconds(milliseconds: i64) -> String {
    let day = i32::try_from(milliseconds.div_euclid(86_400_000)).unwrap_or_default();
    crate::day::format(day)
}

/// The vertices of each day, in the order of the file.
#[derive(Default)]
struct Days {
    days: Vec<(String, Vec<LonLat>)>,
    count: usize,
}

impl Days {
    /// Adds `12.6°, -8.0°`, or `geo:12.6,-8.0`.
    fn add_text(&mut self, time: &str, point: &str) -> Result<()> {
        let plain = point.trim().trim_start_matches("geo:");
        let (lat, lon) = plain.split_once(", ").or_else(|| plain.split_once(',')).unwrap_or((plain, ""));
        match (values::parse_degrees(lon, Axis::Lon), values::parse_degrees(lat, Axis::Lat)) {
            (Some(lon), Some(lat)) => self.add(time, check_vertex(lon, lat, self.count, HISTORY)?),
            _ => Err(bad(format!(
                "{HISTORY}: vertex {} is {}; \"12.639°, -8.003°\" is expected.",
                self.count,
                quote_excerpt(point)
            ))
            .at_vertex(self.count)),
        }
    }

    fn add_place(&mut self, start: &str, place: &Place) -> Result<()> {
        let time = place.time();
        self.add(if time.is_empty() { start } else { &time }, place.at(self.count)?)
    }

    fn add(&mut self, time: &str, at: LonLat) -> Result<()> {
        let day = time.get(..10).unwrap_or_default();
        match self.days.last_mut().filter(|(last, _)| last == day) {
            Some((_, line)) => line.push(at),
            None => self.days.push((day.into(), vec![at])),
        }
        self.count += 1;
        check_count(self.days.last().map_or(0, |(_, line)| line.len()), HISTORY)
    }

    fn add_to(self, findings: &mut Findings<'_>) -> Result<bool> {
        if self.days.is_empty() {
            return Err(bad("This location history holds no path."));
        }
        if self.days.len() > 1 {
            findings.doubt(format!(
                "This is the location history of a phone: its {} days are read as a route each.",
                self.days.len()
            ));
        }
        for (day, line) in self.days {
            findings.add_route_with("history", &day, line, JsonObject::new())?;
        }
        Ok(true)
    }
}
