//! Where a JSON file holds its records: the features of GeoJSON, one after another or in a collection, or the objects of a list, as
//! the answers of web services have them.

use std::ops::ControlFlow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::feature::{Feature, FileFrame, for_each_member, for_each_object_member, plain_text};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::read::crs::{self, Crs};

/// What the records of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// GeoJSON features.
    Feature,
    /// Objects whose members are the fields.
    Object,
}

/// What is known of a file beside its records.
pub struct JsonFrame<'t> {
    pub kind: RecordKind,
    /// The lists that hold the records, or the records themselves.
    parts: Vec<Part<'t>>,
    pub doubts: Vec<String>,
}

enum Part<'t> {
    List(&'t RawValue),
    Record(&'t RawValue),
}

const ACCEPTED: &str = "Accepted are a FeatureCollection of Point features, such features one per line, and a list of objects with a \
                        place and a date.";

fn bad(message: String) -> GeobitError {
    GeobitError::new(Code::BadGeojson, message)
}

impl<'t> JsonFrame<'t> {
    /// Finds the records of a file.
    ///
    /// # Errors
    /// `BadGeojson` for what is not JSON, for JSON without records, and for coordinates that are no degrees, with the field `crs`.
    pub fn find(text: &'t str) -> Result<JsonFrame<'t>> {
        let mut frame = JsonFrame { kind: RecordKind::Feature, parts: Vec::new(), doubts: Vec::new() };
        let mut kind = None;
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<&'t RawValue>();
        for value in &mut values {
            let value = value.map_err(|error| bad(format!("The file is not valid JSON: {error}.")))?;
            let own = frame.add(value)?;
            if *kind.get_or_insert(own) != own {
                return Err(bad(format!(
                    "The file holds GeoJSON features and other objects one after another. {ACCEPTED}"
                )));
            }
        }
        frame.kind = kind.ok_or_else(|| bad("The file is not valid JSON: it is empty.".into()))?;
        // One object by itself is no list of records; several, one to a line, are.
        if frame.kind == RecordKind::Object && matches!(frame.parts.as_slice(), [Part::Record(_)]) {
            return Err(bad(format!(
                "The file is JSON but not GeoJSON: it has no \"type\" and no list of records. {ACCEPTED}"
            )));
        }
        Ok(frame)
    }

    /// Calls a function with the text of each record, until it fails or breaks off.
    pub fn for_each(&self, mut take: impl FnMut(&'t RawValue) -> Result<ControlFlow<()>>) -> Result<()> {
        let mut is_over = false;
        for part in &self.parts {
            match part {
                Part::Record(record) => is_over = take(record)?.is_break(),
                Part::List(list) => {
                    let outcome = for_each_member(list, |record| match take(record) {
                        Ok(ControlFlow::Continue(())) => Ok(()),
                        Ok(ControlFlow::Break(())) => {
                            is_over = true;
                            Err(None)
                        }
                        Err(error) => Err(Some(error)),
                    });
                    if let Err(Some(error)) = outcome.map_err(not_a_list)? {
                        return Err(error);
                    }
                }
            }
            if is_over {
                break;
            }
        }
        Ok(())
    }

    /// Adds one value of the file, and returns what its records are.
    fn add(&mut self, value: &'t RawValue) -> Result<RecordKind> {
        if value.get().starts_with('[') {
            if !holds_objects(value) {
                return Err(bad(format!("The file is JSON but not GeoJSON: it is a list without objects. {ACCEPTED}")));
            }
            self.parts.push(Part::List(value));
            return Ok(if holds_features(value) { RecordKind::Feature } else { RecordKind::Object });
        }
        let not_geojson = |error: String| bad(format!("The file is JSON but not GeoJSON: {error}. {ACCEPTED}"));
        let frame = FileFrame::parse(value.get()).map_err(not_geojson)?;
        if let Some(crs) = frame.crs {
            match crs::judge(crs) {
                Crs::Usual => {}
                Crs::Doubtful(name) => self.doubts.push(format!(
                    "the file names the coordinate reference system {name}, in which the latitude comes first; GeoJSON has the \
                     longitude first, and so it was read. Look at the map: if the incidents are in the wrong place, the two are swapped"
                )),
                Crs::Other(name) => return Err(crs::refuse(&name, bad)),
            }
        }
        match frame.kind() {
            Some("FeatureCollection") => {
                let features =
                    frame.features.ok_or_else(|| bad("The FeatureCollection has no \"features\".".to_string()))?;
                self.parts.push(Part::List(features));
                Ok(RecordKind::Feature)
            }
            Some("Feature") => {
                self.parts.push(Part::Record(value));
                Ok(RecordKind::Feature)
            }
            Some(
                other @ ("Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon"
                | "GeometryCollection"),
            ) => Err(bad(format!("The type of this GeoJSON is {}. {ACCEPTED}", quote_excerpt(other)))),
            _ => self.add_object(value),
        }
    }

    /// Adds an object that is no GeoJSON: the answer of a web service, which holds a list of records, or one record.
    fn add_object(&mut self, value: &'t RawValue) -> Result<RecordKind> {
        let mut lists: Vec<(String, &'t RawValue)> = Vec::new();
        let mut pages = None;
        let mut members = 0;
        for_each_object_member(value, |name, member| {
            members += 1;
            if member.get().starts_with('[') && holds_objects(member) {
                lists.push((name.to_string(), member));
            }
            if name.eq_ignore_ascii_case("TotalPages") {
                pages = member.get().parse::<u64>().ok();
            }
        })
        .map_err(|error| bad(format!("The file is not valid JSON: {error}.")))?;
        if let Some(pages) = pages.filter(|pages| *pages > 1) {
            self.doubts
                .push(format!("this is one of the {pages} pages of an answer: the others hold further incidents"));
        }
        match lists.as_slice() {
            [(_, list)] => self.parts.push(Part::List(list)),
            [] if members > 0 && !self.is_answer_without_records(value) => self.parts.push(Part::Record(value)),
            [] => return Err(bad(format!("The file is JSON but holds no list of records. {ACCEPTED}"))),
            [(first, _), (second, _), ..] => {
                let message = format!(
                    "The file is JSON with several lists of records, such as {} and {}. {ACCEPTED}",
                    quote_excerpt(first),
                    quote_excerpt(second)
                );
                return Err(bad(message));
            }
        }
        Ok(RecordKind::Object)
    }

    /// Returns whether an object has an empty list, as an answer without records has.
    fn is_answer_without_records(&self, value: &RawValue) -> bool {
        let mut has_empty_list = false;
        let _ = for_each_object_member(value, |_, member| has_empty_list |= member.get().starts_with('['));
        has_empty_list
    }
}

/// How many features have which geometry.
#[derive(Debug, Default)]
pub struct Shapes {
    pub points: u64,
    pub lines: u64,
    pub areas: u64,
}

/// Counts the geometries of the first features.
pub fn count_shapes(frame: &JsonFrame<'_>) -> Result<Shapes> {
    const COUNTED: u64 = 2000;
    #[derive(Deserialize)]
    struct Shaped<'a> {
        #[serde(borrow)]
        geometry: Option<Typed<'a>>,
    }
    #[derive(Deserialize)]
    struct Typed<'a> {
        #[serde(rename = "type", borrow)]
        kind: std::borrow::Cow<'a, str>,
    }
    let (mut shapes, mut number) = (Shapes::default(), 0);
    frame.for_each(|record| {
        number += 1;
        let geometry = serde_json::from_str::<Shaped<'_>>(record.get()).ok().and_then(|shaped| shaped.geometry);
        match geometry.as_ref().map(|typed| typed.kind.as_ref()) {
            Some("Point" | "MultiPoint") => shapes.points += 1,
            Some("LineString" | "MultiLineString") => shapes.lines += 1,
            Some("Polygon" | "MultiPolygon") => shapes.areas += 1,
            _ => {}
        }
        Ok(if number == COUNTED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(shapes)
}

/// Calls a function with the name and the value of each field of the first records.
pub fn for_each_sample(frame: &JsonFrame<'_>, records: usize, mut see: impl FnMut(&str, &str)) -> Result<()> {
    let mut number = 0;
    frame.for_each(|record| {
        number += 1;
        let parsed = match frame.kind {
            RecordKind::Feature => Feature::parse(record.get()),
            RecordKind::Object => Feature::of_object(record.get()),
        };
        if let Ok(parsed) = parsed {
            parsed.properties().for_each(|(name, value)| see(name, &plain_text(value)));
        }
        Ok(if number == records { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })
}

fn not_a_list(error: String) -> GeobitError {
    bad(format!("The file is JSON but not GeoJSON: \"features\": {error}. {ACCEPTED}"))
}

/// Returns the first member of a list.
fn first_member(list: &RawValue) -> Option<&RawValue> {
    let mut first = None;
    let _ = for_each_member(list, |member| {
        first = Some(member);
        Err(())
    });
    first
}

fn holds_objects(list: &RawValue) -> bool {
    first_member(list).is_some_and(|member| member.get().starts_with('{'))
}

fn holds_features(list: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Typed<'a> {
        #[serde(rename = "type", borrow)]
        kind: Option<std::borrow::Cow<'a, str>>,
        #[serde(default)]
        geometry: Option<IgnoredAny>,
        #[serde(default)]
        properties: Option<IgnoredAny>,
    }
    let typed = first_member(list).and_then(|member| serde_json::from_str::<Typed<'_>>(member.get()).ok());
    typed.is_some_and(|typed| {
        typed.kind.as_deref() == Some("Feature") && (typed.geometry.is_some() || typed.properties.is_some())
    })
}
