//! GeoJSON as text: what it is, and its features. Areas, routes and files are all read through here, so that the
//! module carries one parser.

use std::borrow::Cow;

use geojson::Feature;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The outermost members of a GeoJSON text. Features stay text, so that a bad one costs only itself.
#[derive(Deserialize)]
pub struct Frame<'a> {
    #[serde(borrow, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub features: Option<Vec<&'a RawValue>>,
}

impl<'a> Frame<'a> {
    pub fn of(text: &'a str) -> serde_json::Result<Frame<'a>> {
        serde_json::from_str(text)
    }
}

pub fn parse_feature(text: &str) -> serde_json::Result<Feature> {
    serde_json::from_str(text)
}
