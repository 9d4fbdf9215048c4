//! GeoJSON text taken apart without being interpreted.
//!
//! Members stay text until they are needed: a bad feature costs only itself, and numbers keep the digits of the file.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::quote_excerpt;
use crate::read::crs::{self, Crs};
use crate::read::names::Name;
use crate::read::names::words::{LATITUDE, LONGITUDE};
use crate::read::rows::fields::FieldResult;

/// A string that borrows from the file where it has no escapes. (Serde borrows a `Cow` only in a field of its own.)
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The members of a GeoJSON file that say what it holds.
#[derive(Deserialize)]
pub(super) struct FileFrame<'a> {
    #[serde(rename = "type", borrow)]
    kind: Option<Text<'a>>,
    /// The features of a FeatureCollection: the text of a list, or of whatever else stands there.
    #[serde(borrow)]
    pub(super) features: Option<&'a RawValue>,
    /// What the coordinates are, as files from before RFC 7946 say.
    #[serde(borrow)]
    pub(super) crs: Option<&'a RawValue>,
}

impl<'a> FileFrame<'a> {
    /// Reads the text of an object. The error says what is wrong, where in the text.
    pub(super) fn parse(text: &'a str) -> FieldResult<FileFrame<'a>> {
        parse_object(text)
    }

    /// Returns the `type` of the object, if it has one.
    pub(super) fn kind(&self) -> Option<&str> {
        self.kind.as_ref().map(|Text(kind)| kind.as_ref())
    }
}

/// Why a member of the features is rejected that is no object.
pub(super) const NOT_AN_OBJECT: &str = "not a GeoJSON feature: it is not an object";

/// A GeoJSON feature.
#[derive(Deserialize)]
pub struct Feature<'a> {
    #[serde(rename = "type", borrow)]
    kind: Option<Text<'a>>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    properties: Option<Members<'a>>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    crs: Option<&'a RawValue>,
}

impl<'a> Feature<'a> {
    /// Reads the text of one feature, or says why it is none.
    pub(super) fn parse(text: &'a str) -> FieldResult<Feature<'a>> {
        let feature: Feature<'a> = parse_object(text).map_err(|error| format!("not a GeoJSON feature: {error}"))?;
        match &feature.kind {
            Some(Text(kind)) if kind == "Feature" => Ok(feature),
            _ => Err("not a GeoJSON feature: its type is not Feature".into()),
        }
    }

    /// Reads the text of an object whose members are the fields of a record.
    pub(super) fn of_object(text: &'a str) -> FieldResult<Feature<'a>> {
        let properties: Members<'a> = parse_object(text).map_err(|error| format!("not a record: {error}"))?;
        let properties = properties.with_places();
        Ok(Feature { kind: None, id: None, properties: Some(properties), geometry: None, crs: None })
    }

    /// Returns the id as trimmed text; it is empty where there is none.
    pub(super) fn id(&self) -> Cow<'a, str> {
        self.id.map_or(Cow::Borrowed(""), plain_text)
    }

    /// Iterates over the names and values of the properties, in the order of the file.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &'a RawValue)> {
        self.properties.iter().flat_map(|Members(members)| members).map(|(name, value)| (name.as_ref(), *value))
    }

    /// Returns the longitude and latitude of the Point that the feature is, not yet checked for their range; `None` where
    /// its geometry is null or missing. A third coordinate is ignored.
    pub fn point(&self) -> FieldResult<Option<(f64, f64)>> {
        #[derive(Deserialize)]
        struct Geometry<'a> {
            #[serde(rename = "type", borrow)]
            kind: Option<Text<'a>>,
            #[serde(borrow)]
            coordinates: Option<&'a RawValue>,
            #[serde(borrow)]
            crs: Option<&'a RawValue>,
        }
        let Some(geometry) = self.geometry else { return Ok(None) };
        let geometry: Geometry<'a> =
            parse_object(geometry.get()).map_err(|error| format!("the geometry is not GeoJSON: {error}"))?;
        if let Some(Crs::Other(name)) = self.crs.or(geometry.crs).map(crs::judge) {
            return Err(format!(
                "the coordinates are in the system {name}; expected longitude and latitude in degrees (WGS 84)"
            ));
        }
        let kind = geometry.kind.map_or(Cow::Borrowed("nothing"), |Text(kind)| kind);
        if kind != "Point" {
            let kind = quote_excerpt(&kind);
            return Err(format!("the geometry is a {kind}; expected a Point, or null where the place is unknown"));
        }
        let position = geometry.coordinates.and_then(|text| serde_json::from_str::<Position>(text.get()).ok());
        // Every JSON number is one that Rust reads, and to the nearest value; no other JSON value is.
        let number = |value: &RawValue| value.get().parse::<f64>().ok();
        let point = position.and_then(|Position(lon, lat)| number(lon).zip(number(lat)));
        let missing = || "the point has no coordinates; expected longitude and latitude, as numbers".into();
        point.ok_or_else(missing).map(Some)
    }
}

/// The first two members of a list, as text. However long the list is, the others are not kept.
struct Position<'a>(&'a RawValue, &'a RawValue);

impl<'de: 'a, 'a> Deserialize<'de> for Position<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PositionVisitor;
        impl<'de> Visitor<'de> for PositionVisitor {
            type Value = Position<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a list of two numbers or more")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Position<'de>, A::Error> {
                let mut next = || list.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &"two numbers"));
                let position = Position(next()?, next()?);
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(position)
            }
        }
        deserializer.deserialize_seq(PositionVisitor)
    }
}

/// Calls a function for each member of a list, as text, until it fails. The members are not kept. An error says that the text
/// is no list, or is the function's own.
pub(super) fn for_each_member<'a, E>(
    list: &'a RawValue,
    mut take: impl FnMut(&'a RawValue) -> Result<(), E>,
) -> FieldResult<Result<(), E>> {
    struct EachMember<'f, E, F> {
        take: &'f mut F,
        failure: &'f mut Option<E>,
    }
    impl<'de, E, F: FnMut(&'de RawValue) -> Result<(), E>> DeserializeSeed<'de> for EachMember<'_, E, F> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_seq(self)
        }
    }
    impl<'de, E, F: FnMut(&'de RawValue) -> Result<(), E>> Visitor<'de> for EachMember<'_, E, F> {
        type Value = ();

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
            while let Some(member) = list.next_element()? {
                if let Err(error) = (self.take)(member) {
                    *self.failure = Some(error);
                    return Err(A::Error::custom("stopped"));
                }
            }
            Ok(())
        }
    }
    let mut failure = None;
    let mut deserializer = serde_json::Deserializer::from_str(list.get());
    let outcome = EachMember { take: &mut take, failure: &mut failure }.deserialize(&mut deserializer);
    match failure {
        Some(error) => Ok(Err(error)),
        None => outcome.map(Ok).map_err(|error| error.to_string()),
    }
}

/// Calls a function with the name and the text of each member of an object.
pub(super) fn for_each_object_member<'a>(
    object: &'a RawValue,
    mut take: impl FnMut(&str, &'a RawValue),
) -> FieldResult<()> {
    struct EachMember<'f, F>(&'f mut F);
    impl<'de, F: FnMut(&str, &'de RawValue)> DeserializeSeed<'de> for EachMember<'_, F> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_map(self)
        }
    }
    impl<'de, F: FnMut(&str, &'de RawValue)> Visitor<'de> for EachMember<'_, F> {
        type Value = ();

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some((Text(name), value)) = map.next_entry()? {
                (self.0)(&name, value);
            }
            Ok(())
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(object.get());
    EachMember(&mut take).deserialize(&mut deserializer).map_err(|error| error.to_string())
}

/// A feature with more properties is rejected: they would take many times the memory of their text.
const MAX_PROPERTIES: usize = 10_000;

/// The members of an object as text, in the order of the file. Repeated names stay as they are.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// Puts in the place of a member that is a place by itself its longitude and its latitude, and what else it holds: of
    /// `"location": {"lat": 12, "lon": -8}` the members `location.lat` and `location.lon`, and the same of a point of GeoJSON.
    fn with_places(self) -> Members<'a> {
        if self.0.iter().all(|(_, value)| !value.get().starts_with('{')) {
            return self;
        }
        let mut members = Vec::with_capacity(self.0.len() + 2);
        for (name, value) in self.0 {
            match members_of_place(&name, value) {
                Some(inner) if members.len() + inner.len() <= MAX_PROPERTIES => members.extend(inner),
                _ => members.push((name, value)),
            }
        }
        Members(members)
    }
}

/// Returns the members of an object that is a place, with the name of the object before theirs.
fn members_of_place<'a>(outer: &str, object: &'a RawValue) -> Option<Vec<(Cow<'a, str>, &'a RawValue)>> {
    const MOST: usize = 50;
    if !object.get().starts_with('{') {
        return None;
    }
    let mut inner: Vec<(String, &'a RawValue)> = Vec::new();
    for_each_object_member(object, |name, value| {
        if inner.len() < MOST {
            inner.push((name.to_string(), value));
        }
    })
    .ok()?;
    let find = |wanted: &str| inner.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    if find("type").is_some_and(|kind| plain_text(kind) == "Point")
        && let Some(Position(lon, lat)) = find("coordinates").and_then(|text| serde_json::from_str(text.get()).ok())
    {
        inner = vec![("longitude".into(), lon), ("latitude".into(), lat)];
    }
    let has = |words| inner.iter().any(|(name, _)| Name::new(name).is(words));
    (has(&LATITUDE) && has(&LONGITUDE))
        .then(|| inner.iter().map(|(name, value)| (Cow::Owned(format!("{outer}.{name}")), *value)).collect())
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(name), value)) = map.next_entry()? {
                    if members.len() == MAX_PROPERTIES {
                        return Err(A::Error::custom("it has more than 10,000 properties"));
                    }
                    members.push((name, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// Reads an object. Serde alone would also take a list of the members' values.
fn parse_object<'a, T: Deserialize<'a>>(text: &'a str) -> FieldResult<T> {
    if !text.starts_with('{') {
        return Err("it is not an object".into());
    }
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Returns a value as a person would write it, trimmed: strings without their quotes, nothing for `null`, others as they stand.
pub fn plain_text(value: &RawValue) -> Cow<'_, str> {
    let text = match value.get() {
        "null" => Cow::Borrowed(""),
        text if text.starts_with('"') => serde_json::from_str(text).map_or(Cow::Borrowed(text), |Text(text)| text),
        text => Cow::Borrowed(text),
    };
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Feature<'_> {
        Feature::parse(text).unwrap()
    }

    #[test]
    fn properties_are_text_in_the_order_of_the_file() {
        let feature = parse(
            r#"{"type":"Feature","properties":{"b":" x \"y\" ","a":15960.0,"c":null,"d":[1, 2],"e\u0301":"z","a":1e2}}"#,
        );
        let properties: Vec<_> = feature.properties().map(|(name, value)| (name, plain_text(value))).collect();
        let expected =
            [("b", "x \"y\""), ("a", "15960.0"), ("c", ""), ("d", "[1, 2]"), ("e\u{301}", "z"), ("a", "1e2")];
        assert_eq!(properties, expected.map(|(name, text)| (name, Cow::Borrowed(text))));
        assert!(matches!(properties[1].1, Cow::Borrowed(_)));
        assert_eq!(parse(r#"{"type":"Feature","id":"a b ","properties":null}"#).id(), "a b");
        assert_eq!(parse(r#"{"type":"Feature","id":null}"#).id(), "");
    }

    #[test]
    fn a_point_keeps_its_digits() {
        let point = |geometry: &str| parse(&format!(r#"{{"type":"Feature","geometry":{geometry}}}"#)).point();
        assert_eq!(point("null"), Ok(None));
        // The nearest double; readers that multiply by powers of ten miss it.
        let digits = r#"{"type":"Point","coordinates":[122.416294033786585, 12.6e0, null]}"#;
        assert_eq!(point(digits), Ok(Some((122.41629403378658, 12.6))));
        for (bad, reason) in [
            (r#"{"type":"Point","coordinates":["1",2]}"#, "no coordinates"),
            (r#"{"type":"Point","coordinates":[]}"#, "no coordinates"),
            (r#"{"type":"Point","coordinates":{"0":1}}"#, "no coordinates"),
            (r#"{"type":"Point","coordinates":[1]}"#, "no coordinates"),
            (r#"{"type":"Point"}"#, "no coordinates"),
            (r#"{"type":"Polygon","coordinates":[]}"#, "a \"Polygon\"; expected a Point"),
            (r#"["Point", [1, 2]]"#, "not an object"),
            (r#"{"type":"Point","type":"Point"}"#, "duplicate field `type`"),
        ] {
            assert!(point(bad).unwrap_err().contains(reason), "{bad}");
        }
    }

    #[test]
    fn what_is_not_a_feature_is_refused() {
        for text in ["17", "[\"Feature\"]", "{}", r#"{"type":"Point"}"#, r#"{"type":"Feature","properties":[]}"#] {
            assert!(Feature::parse(text).is_err(), "{text}");
        }
    }
}
