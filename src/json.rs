//! GeoJSON as text, taken apart without being interpreted. Areas, routes and files are all read through here.
//!
//! Members stay text until they are wanted: a bad feature costs only itself, and numbers keep the digits of the file.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The outermost members of a GeoJSON text.
#[derive(serde::Deserialize)]
pub struct Frame<'a> {
    #[serde(borrow, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub features: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    pub id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub properties: Option<Members<'a>>,
    #[serde(borrow)]
    pub geometry: Option<&'a RawValue>,
}

impl<'a> Frame<'a> {
    pub fn of(text: &'a str) -> serde_json::Result<Frame<'a>> {
        serde_json::from_str(text)
    }

    pub fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    pub fn property(&self, name: &str) -> Option<&'a RawValue> {
        let members = self.properties.as_ref()?;
        members.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }
}

/// The members of an object, in the order of the file.
#[derive(Default)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// A geometry, with its coordinates as nested as they come.
#[derive(serde::Deserialize)]
pub struct Geometry<'a> {
    #[serde(borrow, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    pub coordinates: Option<Coordinates>,
    #[serde(borrow)]
    pub geometries: Option<Vec<&'a RawValue>>,
}

impl<'a> Geometry<'a> {
    pub fn of(text: &'a str) -> serde_json::Result<Geometry<'a>> {
        serde_json::from_str(text)
    }
}

/// A number, a list of coordinates, or what is neither, such as `null`, which is how JSON writes NaN and infinities.
pub enum Coordinates {
    Number(f64),
    List(Vec<Coordinates>),
    Other,
}

impl Coordinates {
    pub fn list(&self) -> Option<&[Coordinates]> {
        if let Coordinates::List(items) = self { Some(items) } else { None }
    }

    pub fn number(&self) -> Option<f64> {
        if let Coordinates::Number(number) = self { Some(*number) } else { None }
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nested;
        impl<'de> Visitor<'de> for Nested {
            type Value = Coordinates;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("coordinates")
            }

            fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
                Ok(Coordinates::Number(number as f64))
            }

            fn visit_unit<E>(self) -> Result<Coordinates, E> {
                Ok(Coordinates::Other)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Coordinates, E> {
                Ok(Coordinates::Other)
            }

            fn visit_str<E>(self, _: &str) -> Result<Coordinates, E> {
                Ok(Coordinates::Other)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Coordinates, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Coordinates::Other)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Coordinates, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Coordinates::List(items))
            }
        }
        deserializer.deserialize_any(Nested)
    }
}

/// A text that is borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value as the text a person would write: strings without their quotes, nothing for `null`, the rest as it stands.
pub fn plain_text(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => Cow::Borrowed(""),
        text if text.starts_with('"') => serde_json::from_str(text).map_or(Cow::Borrowed(text), |Key(text)| text),
        text => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_text() {
        let frame =
            Frame::of(r#"{"properties":{"a":"x \"y\"","b":15960.0,"c":null,"d":[1, 2],"e\u0301":"z"}}"#).unwrap();
        let text = |name| frame.property(name).map(plain_text);
        assert_eq!(text("a").as_deref(), Some("x \"y\""));
        assert_eq!(text("b").as_deref(), Some("15960.0"));
        assert_eq!(frame.property("c").map(plain_text).as_deref(), Some(""));
        assert_eq!(text("d").as_deref(), Some("[1, 2]"));
        assert_eq!(text("e\u{301}").as_deref(), Some("z"));
        assert!(text("f").is_none());
    }
}
