//! A tree of values that is read as what it is: a struct from an object only, and a name from a text only.
//!
//! What `serde` derives would take a list for a struct, its members in their order, and an object for a name.

use std::collections::BTreeMap;

use serde::de::value::{Error as ValueError, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_value::Value;

/// Reads some types the way that another one is read.
macro_rules! forward_as {
    ($($method:ident: $($alias:ident)+;)+) => {$($(
        fn $alias<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            self.$method(visitor)
        }
    )+)+};
}

/// A value to be read strictly. Each type is read by its own short function, as one for all types is compiled for each of them.
pub struct StrictValue(pub Value);

impl<'de> Deserializer<'de> for StrictValue {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::Seq(list) => visit_list(list, visitor),
            Value::Map(members) => visit_members(members, visitor),
            Value::Unit => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::String(value) => visitor.visit_string(value),
            value => visit_number(value, visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::Bool(value) => visitor.visit_bool(value),
            value => Err(wrong_type(&value, &visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visit_number(unwrap(self.0), visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::String(value) => visitor.visit_string(value),
            value => Err(wrong_type(&value, &visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::Seq(list) => visit_list(list, visitor),
            value => Err(wrong_type(&value, &visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::Map(members) => visit_members(members, visitor),
            value => Err(wrong_type(&value, &visitor)),
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
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        match unwrap(self.0) {
            Value::Map(_) => Err(ValueError::invalid_type(Unexpected::Map, &"a name as a text")),
            Value::String(chosen) => chosen.into_deserializer().deserialize_enum(name, variants, visitor),
            value => Err(wrong_type(&value, &visitor)),
        }
    }

    forward_as! {
        deserialize_f64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
            deserialize_u32 deserialize_u64 deserialize_f32;
        deserialize_string: deserialize_str deserialize_char deserialize_identifier;
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ValueError> {
        self.deserialize_seq(visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple_struct ignored_any
    }
}

fn unwrap(value: Value) -> Value {
    match value {
        Value::Option(Some(value)) | Value::Newtype(value) => unwrap(*value),
        Value::Option(None) => Value::Unit,
        Value::Char(value) => Value::String(value.into()),
        value => value,
    }
}

fn visit_list<'de, V: Visitor<'de>>(list: Vec<Value>, visitor: V) -> Result<V::Value, ValueError> {
    visitor.visit_seq(SeqDeserializer::new(list.into_iter().map(StrictValue)))
}

fn visit_members<'de, V: Visitor<'de>>(members: BTreeMap<Value, Value>, visitor: V) -> Result<V::Value, ValueError> {
    let members = members.into_iter().map(|(name, value)| (StrictValue(name), StrictValue(value)));
    visitor.visit_map(MapDeserializer::new(members))
}

/// A number as `serde` tells numbers apart.
enum Number {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
}

fn number(value: &Value) -> Option<Number> {
    Some(match *value {
        Value::U8(value) => Number::Unsigned(value.into()),
        Value::U16(value) => Number::Unsigned(value.into()),
        Value::U32(value) => Number::Unsigned(value.into()),
        Value::U64(value) => Number::Unsigned(value),
        Value::I8(value) => Number::Signed(value.into()),
        Value::I16(value) => Number::Signed(value.into()),
        Value::I32(value) => Number::Signed(value.into()),
        Value::I64(value) => Number::Signed(value),
        Value::F32(value) => Number::Float(value.into()),
        Value::F64(value) => Number::Float(value),
        _ => return None,
    })
}

fn visit_number<'de, V: Visitor<'de>>(value: Value, visitor: V) -> Result<V::Value, ValueError> {
    match number(&value) {
        Some(Number::Unsigned(number)) => visitor.visit_u64(number),
        Some(Number::Signed(number)) => visitor.visit_i64(number),
        Some(Number::Float(number)) => visitor.visit_f64(number),
        None => Err(wrong_type(&value, &visitor)),
    }
}

/// Says that a value is not what is wanted. It is one function for all types, which every type would otherwise have of its own.
fn wrong_type(value: &Value, wanted: &dyn Expected) -> ValueError {
    let given = match (number(value), value) {
        (Some(Number::Unsigned(number)), _) => Unexpected::Unsigned(number),
        (Some(Number::Signed(number)), _) => Unexpected::Signed(number),
        (Some(Number::Float(number)), _) => Unexpected::Float(number),
        (None, Value::Bool(value)) => Unexpected::Bool(*value),
        (None, Value::String(text)) => Unexpected::Str(text),
        (None, Value::Seq(_)) => Unexpected::Seq,
        (None, Value::Map(_)) => Unexpected::Map,
        (None, Value::Bytes(bytes)) => Unexpected::Bytes(bytes),
        (None, _) => Unexpected::Unit,
    };
    ValueError::invalid_type(given, wanted)
}

impl IntoDeserializer<'_, ValueError> for StrictValue {
    type Deserializer = StrictValue;

    fn into_deserializer(self) -> StrictValue {
        self
    }
}
