//! A phone's location history, as Google's Timeline exports it: one route for each day.

use geojson::JsonObject;
use serde_json::value::RawValue;

use super::bad;
use super::findings::{Findings, check_count, check_vertex};
use super::json::{self, Members};
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;
use crate::read::values::{self, Axis};

/// Reads a location history. Returns whether the document is one.
pub(super) fn read(document: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let text = document.get();
    // Exports of iPhones are a list of segments.
    if text.starts_with('[') && text.contains("\"timelinePath\"") {
        return read_segments(document, findings);
    }
    let Ok(history) = Members::read(document, HISTORY) else { return Ok(false) };
    if let Some(segments) = history.get("semanticSegments") {
        return read_segments(segments, findings);
    }
    if let Some(objects) = history.get("timelineObjects") {
        return read_objects(objects, findings);
    }
    match history.get("locations") {
        Some(locations) if text.contains("E7\"") => read_locations(locations, findings),
        _ => Ok(false),
    }
}

fn read_segments(segments: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let segments = json::list(segments, HISTORY)?;
    let mut days = Days::default();
    for segment in &segments {
        let segment = Members::read(segment, "A segment of this location history")?;
        let start = segment.text("startTime").unwrap_or_default();
        for path_point in list_in(&segment, "timelinePath")? {
            let path_point = Members::read(path_point, "A point of this location history")?;
            let time = path_point.text("time").unwrap_or_else(|| start.clone());
            days.add_text(&time, &path_point.text("point").unwrap_or_default())?;
        }
    }
    if days.count == 0 {
        add_ends(&segments, &mut days)?;
        findings.doubt(
            "This location history has only the ends of movements, and not the way between; they are joined by straight lines.",
        );
    }
    days.add_to(findings)
}

/// Adds the ends of movements: without the way between, they are all there is.
fn add_ends(segments: &[&RawValue], days: &mut Days) -> Result<()> {
    for segment in segments {
        let segment = Members::read(segment, HISTORY)?;
        let (start, activity) = (segment.text("startTime").unwrap_or_default(), segment.value("activity"));
        for end in [&activity["start"], &activity["end"]] {
            if let Some(point) = end.as_str().or_else(|| end["latLng"].as_str()) {
                days.add_text(&start, point)?;
            }
        }
    }
    Ok(())
}

fn list_in<'a>(members: &Members<'a>, name: &str) -> Result<Vec<&'a RawValue>> {
    members.get(name).map_or(Ok(Vec::new()), |raw| json::list(raw, HISTORY))
}

fn read_locations(locations: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let mut days = Days::default();
    for place in json::list(locations, HISTORY)? {
        let place = Members::read(place, PLACE)?;
        days.add(&time_of(&place), place_of(&place, days.count)?)?;
    }
    days.add_to(findings)
}

fn read_objects(objects: &RawValue, findings: &mut Findings<'_>) -> Result<bool> {
    let mut days = Days::default();
    for object in json::list(objects, HISTORY)? {
        let Some(segment) = Members::read(object, PLACE)?.get("activitySegment") else { continue };
        let segment = Members::read(segment, PLACE)?;
        let duration = segment.value("duration");
        // The day of the start names the whole movement.
        let start = duration["startTimestamp"].as_str().unwrap_or_default();
        let between = |path: &str, list: &str| match segment.get(path) {
            Some(path) => list_in(&Members::read(path, PLACE)?, list),
            None => Ok(Vec::new()),
        };
        let raw = between("simplifiedRawPath", "points")?;
        let between = if raw.is_empty() { between("waypointPath", "waypoints")? } else { raw };
        let places = segment.get("startLocation").into_iter().chain(between).chain(segment.get("endLocation"));
        for place in places {
            days.add(start, place_of(&Members::read(place, PLACE)?, days.count)?)?;
        }
    }
    days.add_to(findings)
}

const PLACE: &str = "A place of this location history";

/// Returns where a place is, which exports write in ten-millionths of a degree.
fn place_of(place: &Members<'_>, vertex: usize) -> Result<LonLat> {
    let degrees = |names: &[&str]| {
        let e7 = place.get_any(names).and_then(|raw| raw.get().parse::<i64>().ok());
        e7.map_or(f64::NAN, |e7| unwrapped(e7) as f64 / 1e7)
    };
    check_vertex(degrees(&["longitudeE7", "lngE7"]), degrees(&["latitudeE7", "latE7"]), vertex, HISTORY)
}

/// Returns the time as text that begins with the day, as far as it is there.
fn time_of(place: &Members<'_>) -> String {
    if let Some(time) = place.text("timestamp") {
        return time.into_owned();
    }
    let milliseconds = place.get("timestampMs").and_then(|raw| raw.get().trim_matches('"').parse().ok());
    milliseconds.map(day_of_milliseconds).unwrap_or_default()
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
