//! A tree of values that is read as what it is: a struct from an object only, and a name from a text only.
//!
//! What `serde` derives would take a list for a struct, its members in their order, and an object for a name.

use serde::de::value::{Error as ValueError, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_value::{Value, ValueDeserializer};

/// A value to be read strictly.
pub struct StrictValue(pub Value);

impl<'de> Deserializer<'de> for StrictValue {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.0 {
            Value::Seq(list) => visitor.visit_seq(SeqDeserializer::new(list.into_iter().map(StrictValue))),
            Value::Map(members) => {
                let members = members.into_iter().map(|(name, value)| (StrictValue(name), StrictValue(value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
            value => ValueDeserializer::new(value).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.0 {
            Value::Unit | Value::Option(None) => visitor.visit_none(),
            Value::Option(Some(value)) => visitor.visit_some(StrictValue(*value)),
            value => visitor.visit_some(StrictValue(value)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        match self.0 {
            Value::Seq(_) => Err(ValueError::invalid_type(Unexpected::Seq, &visitor)),
            value => StrictValue(value).deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        match self.0 {
            Value::Map(_) => Err(ValueError::invalid_type(Unexpected::Map, &"a name as a text")),
            value => ValueDeserializer::new(value).deserialize_enum(name, variants, visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

impl IntoDeserializer<'_, ValueError> for StrictValue {
    type Deserializer = StrictValue;

    fn into_deserializer(self) -> StrictValue {
        self
    }
}
