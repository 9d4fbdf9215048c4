//! GeoJSON as text, taken apart without being interpreted. Areas, routes and files are all read through here.
//!
//! Members stay text until they are wanted: a bad feature costs only itself, and numbers keep the digits of the file.
//!
//! The readers take a value of any type and say themselves what is wanted in its place: what serde derives does so
//! with code for all that a value may be, which weighs 10 kB and 19 kB more in ways to write a number.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The members of a GeoJSON text that mean something where it stands.
#[derive(Default)]
pub struct Frame<'a> {
    pub kind: Option<Cow<'a, str>>,
    pub features: Option<Vec<&'a RawValue>>,
    pub id: Option<&'a RawValue>,
    pub properties: Option<Members<'a>>,
    pub geometry: Option<&'a RawValue>,
    /// As nested as they come.
    pub coordinates: Option<Coordinates>,
    pub geometries: Option<Vec<&'a RawValue>>,
}

/// The members of an object, in the order of the file.
pub type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

impl<'a> Frame<'a> {
    /// A feature, a collection of them, or any other GeoJSON text of which the type is to be known.
    pub fn of(text: &'a str) -> serde_json::Result<Frame<'a>> {
        frame(text, &["type", "features", "id", "properties", "geometry"])
    }

    pub fn of_geometry(text: &'a str) -> serde_json::Result<Frame<'a>> {
        frame(text, &["type", "coordinates", "geometries"])
    }

    pub fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    pub fn property(&self, name: &str) -> Option<&'a RawValue> {
        self.properties.iter().flatten().find(|(key, _)| key == name).map(|(_, value)| *value)
    }
}

fn frame<'a>(text: &'a str, known: &'static [&'static str]) -> serde_json::Result<Frame<'a>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let found = Wanted::Frame(known).deserialize(&mut reader)?;
    reader.end()?;
    Ok(if let Found::Frame(frame) = found { *frame } else { Frame::default() })
}

/// What is to be read in one place of a text.
#[derive(Clone, Copy)]
enum Wanted {
    Text,
    List,
    Members,
    /// With these members; it has others, which are none of ours.
    Frame(&'static [&'static str]),
}

enum Found<'a> {
    /// `null`, which no frame may be.
    Nothing,
    Text(Cow<'a, str>),
    List(Vec<&'a RawValue>),
    Members(Members<'a>),
    Frame(Box<Frame<'a>>),
}

impl Wanted {
    fn refused<T, E: Error>(self) -> Result<T, E> {
        Err(E::custom(match self {
            Wanted::Text => "a text is wanted",
            Wanted::List => "a list is wanted",
            Wanted::Members | Wanted::Frame(_) => "an object is wanted",
        }))
    }
}

impl<'de> DeserializeSeed<'de> for Wanted {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Wanted {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a part of GeoJSON")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Found<'de>, E> {
        self.refused()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Found<'de>, E> {
        self.refused()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Found<'de>, E> {
        self.refused()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Found<'de>, E> {
        self.refused()
    }

    fn visit_unit<E: Error>(self) -> Result<Found<'de>, E> {
        if let Wanted::Frame(_) = self { self.refused() } else { Ok(Found::Nothing) }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Found<'de>, E> {
        if let Wanted::Text = self { Ok(Found::Text(Cow::Borrowed(text))) } else { self.refused() }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Found<'de>, E> {
        if let Wanted::Text = self { Ok(Found::Text(Cow::Owned(text.into()))) } else { self.refused() }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found<'de>, A::Error> {
        let Wanted::List = self else { return self.refused() };
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Found::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Found<'de>, A::Error> {
        let Wanted::Frame(known) = self else {
            let Wanted::Members = self else { return self.refused() };
            let mut members = Vec::new();
            while let Some((Key(key), value)) = map.next_entry()? {
                members.push((key, value));
            }
            return Ok(Found::Members(members));
        };
        let mut frame = Box::<Frame<'de>>::default();
        let mut seen = 0;
        while let Some(Key(key)) = map.next_key()? {
            let Some(number) = known.iter().position(|name| *name == key) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen & (1 << number) != 0 {
                return Err(A::Error::duplicate_field(known[number]));
            }
            seen |= 1 << number;
            let wanted = match known[number] {
                "id" => {
                    frame.id = map.next_value()?;
                    continue;
                }
                "geometry" => {
                    frame.geometry = map.next_value()?;
                    continue;
                }
                "coordinates" => {
                    frame.coordinates = map.next_value()?;
                    continue;
                }
                "type" => Wanted::Text,
                "properties" => Wanted::Members,
                _ => Wanted::List,
            };
            match map.next_value_seed(wanted)? {
                Found::Text(text) => frame.kind = Some(text),
                Found::Members(members) => frame.properties = Some(members),
                Found::List(list) if known[number] == "features" => frame.features = Some(list),
                Found::List(list) => frame.geometries = Some(list),
                Found::Nothing | Found::Frame(_) => {}
            }
        }
        Ok(Found::Frame(frame))
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

/// The name of a member, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value as the text a person would write: strings without their quotes, nothing for `null`, the rest as it stands.
pub fn plain_text(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => Cow::Borrowed(""),
        text if text.starts_with('"') => {
            match Wanted::Text.deserialize(&mut serde_json::Deserializer::from_str(text)) {
                Ok(Found::Text(text)) => text,
                _ => Cow::Borrowed(text),
            }
        }
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
