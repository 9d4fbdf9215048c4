//! GeoJSON files: the text is split into features first, so that one bad feature costs itself and not the file.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::json::{Coordinates, Frame, plain_text};

use super::columns::{self, Columns};
use super::generic;
use super::layout::Layout;
use super::mapping::Mapping;
use super::record::{Checked, Point, Reason, Record};
use super::tally::{Oddities, Tally};

/// JSON must be held whole to be read; more does not fit beside the engine in a browser's memory.
const LONGEST_FILE: usize = 512 << 20;

pub(super) struct GeojsonReader {
    mapping: Mapping,
    text: Vec<u8>,
}

impl GeojsonReader {
    pub(super) fn new(mapping: Mapping) -> Self {
        Self { mapping, text: Vec::new() }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<()> {
        if self.text.len() + bytes.len() > LONGEST_FILE {
            let message =
                "The GeoJSON file is larger than 512 MiB. The same data as CSV is read piece by piece, at any size.";
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        self.text.extend_from_slice(bytes);
        Ok(())
    }

    pub(super) fn finish(self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        let text = utf8(&self.text)?;
        let mut tally = Tally::default();
        let mut reading = Reading { mapping: &self.mapping, layout: None, columns: None, seen: Vec::new() };
        for (raw, number) in split(text)?.into_iter().zip(1..) {
            reading.take(raw, number, &mut tally, keep);
        }
        if let Some(columns) = &reading.columns
            && let Some((ours, theirs)) =
                self.mapping.iter().find(|(_, theirs)| !reading.seen.iter().any(|seen| seen == theirs))
        {
            return Err(columns::mapped_to_nothing(ours, theirs, columns.names()));
        }
        let (format, layout) = match reading.layout {
            Some(Layout::Ucdp) => ("ucdp-geojson", Layout::Ucdp),
            _ => ("geojson", Layout::Generic),
        };
        tally.close(format, layout, Code::BadGeojson)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        bad(format!("GeoJSON must be UTF-8 text; line {line} of this file is not."))
    })
}

fn bad(message: String) -> GeobitError {
    GeobitError::new(Code::BadGeojson, message)
}

/// The features of a collection, or the one feature that the file is.
fn split(text: &str) -> Result<Vec<&RawValue>> {
    const ACCEPTED: &str = "Accepted is a FeatureCollection of Point features, or one such Feature.";
    // Checked apart from the frame, so that a file that is no JSON is not told that it has the wrong frame.
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|error| bad(format!("The file is not valid JSON: {error}.")))?;
    if !whole.get().starts_with('{') {
        return Err(bad(format!("The file is JSON but not GeoJSON: it is not an object. {ACCEPTED}")));
    }
    let frame =
        Frame::of(text).map_err(|error| bad(format!("The file is JSON but not GeoJSON: {error}. {ACCEPTED}")))?;
    match (frame.kind.as_deref(), frame.features) {
        (Some("FeatureCollection"), Some(features)) => Ok(features),
        (Some("FeatureCollection"), None) => Err(bad("The FeatureCollection has no \"features\".".to_string())),
        (Some("Feature"), _) => Ok(vec![whole]),
        (Some(other), _) => Err(bad(format!("The file is a {}. {ACCEPTED}", quote_excerpt(other)))),
        (None, _) => Err(bad(format!("The file is JSON but not GeoJSON: it has no \"type\". {ACCEPTED}"))),
    }
}

/// What is carried from feature to feature.
struct Reading<'m> {
    mapping: &'m Mapping,
    /// Told by the first feature that has properties.
    layout: Option<Layout>,
    /// The columns of the last feature: most files have the same properties in every feature.
    columns: Option<Columns>,
    /// Mapped columns that some feature has.
    seen: Vec<String>,
}

impl Reading<'_> {
    fn take(&mut self, raw: &RawValue, number: u64, tally: &mut Tally, keep: &mut dyn FnMut(Incident<'_>)) {
        let mut odd = Oddities::default();
        let feature = Frame::of(raw.get()).map_err(|error| format!("not a GeoJSON feature: {error}"));
        match feature.as_ref().map_err(Reason::clone).and_then(|feature| self.incident(feature, number, &mut odd)) {
            Ok(incident) => {
                keep(incident);
                tally.kept(odd);
            }
            Err(reason) => tally.rejected(number, reason),
        }
    }

    fn incident<'f>(&mut self, feature: &'f Frame<'_>, number: u64, odd: &mut Oddities) -> Checked<Incident<'f>> {
        if !feature.is("Feature") {
            return Err("not a GeoJSON feature: its type is not Feature".to_string());
        }
        let members = feature.properties.iter().flatten();
        let (names, values): (Vec<&str>, Vec<&RawValue>) = members.map(|(name, value)| (name.as_ref(), *value)).unzip();
        let (layout, columns) = self.columns_for(&names);
        let point = point(feature, columns, layout)?;
        layout.incident(&FeatureRecord { feature, values, columns, point }, number, odd)
    }

    fn columns_for(&mut self, names: &[&str]) -> (Layout, &Columns) {
        if self.columns.as_ref().is_none_or(|columns| !columns.names().iter().eq(names.iter())) {
            let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
            for (_, theirs) in self.mapping.iter() {
                if columns::column_named(&names, theirs).is_some() && !self.seen.iter().any(|seen| seen == theirs) {
                    self.seen.push(theirs.to_string());
                }
            }
            if !names.is_empty() {
                self.layout.get_or_insert_with(|| Layout::recognise(&names, self.mapping, true));
            }
            let layout = self.layout.unwrap_or(Layout::Generic);
            self.columns = Some(layout.columns(names, self.mapping));
        }
        let layout = self.layout.unwrap_or(Layout::Generic);
        (layout, self.columns.get_or_insert_with(|| layout.columns(Vec::new(), self.mapping)))
    }
}

/// Where the feature is. One without a geometry may still have its place in its properties.
fn point(feature: &Frame<'_>, columns: &Columns, layout: Layout) -> Checked<Point> {
    match feature.geometry {
        Some(geometry) => coordinates(geometry),
        None if layout == Layout::Generic && columns.missing(&generic::PLACE).is_empty() => Ok(Point::InFields),
        None => Ok(Point::Nowhere),
    }
}

fn coordinates(geometry: &RawValue) -> Checked<Point> {
    let geometry =
        Frame::of_geometry(geometry.get()).map_err(|error| format!("the geometry is not GeoJSON: {error}"))?;
    if geometry.kind.as_deref() != Some("Point") {
        let kind = quote_excerpt(geometry.kind.as_deref().unwrap_or("nothing"));
        return Err(format!("the geometry is a {kind}; needed is a Point, or null where the place is unknown"));
    }
    match geometry.coordinates.as_ref().and_then(Coordinates::list) {
        Some([Coordinates::Number(lon), Coordinates::Number(lat), ..]) => Ok(Point::At(*lon, *lat)),
        _ => Err("the point has no coordinates; needed are longitude and latitude, as numbers".to_string()),
    }
}

struct FeatureRecord<'f, 'c> {
    feature: &'f Frame<'f>,
    values: Vec<&'f RawValue>,
    columns: &'c Columns,
    point: Point,
}

impl<'f> Record<'f> for FeatureRecord<'f, '_> {
    fn text(&self, field: usize) -> Cow<'f, str> {
        self.columns.of(field).map_or(Cow::Borrowed(""), |column| trimmed(self.values[column]))
    }

    fn name(&self, field: usize) -> &str {
        self.columns.name(field)
    }

    fn point(&self) -> Point {
        self.point
    }

    fn outer_id(&self) -> Cow<'f, str> {
        self.feature.id.map_or(Cow::Borrowed(""), trimmed)
    }
}

fn trimmed(value: &RawValue) -> Cow<'_, str> {
    match plain_text(value) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    }
}
