//! A tree of values that is read as what it is: a struct from an object only, and a name from a text only.
//!
//! What `serde` derives would take a list for a struct, its members in their order, and an object for a name.

use serde::de::value::{Error as ValueError, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_value::Value;

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
            Value::Option(Some(value)) | Value::Newtype(value) => StrictValue(*value).deserialize_any(visitor),
            Value::Unit | Value::Option(None) => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::U8(value) => visitor.visit_u64(value.into()),
            Value::U16(value) => visitor.visit_u64(value.into()),
            Value::U32(value) => visitor.visit_u64(value.into()),
            Value::U64(value) => visitor.visit_u64(value),
            Value::I8(value) => visitor.visit_i64(value.into()),
            Value::I16(value) => visitor.visit_i64(value.into()),
            Value::I32(value) => visitor.visit_i64(value.into()),
            Value::I64(value) => visitor.visit_i64(value),
            Value::F32(value) => visitor.visit_f64(value.into()),
            Value::F64(value) => visitor.visit_f64(value),
            Value::Char(value) => visitor.visit_string(value.into()),
            Value::String(value) => visitor.visit_string(value),
            Value::Bytes(value) => visitor.visit_byte_buf(value),
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
            Value::String(chosen) => chosen.into_deserializer().deserialize_enum(name, variants, visitor),
            value => StrictValue(value).deserialize_any(visitor),
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
