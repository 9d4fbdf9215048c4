//! The wire format of protocol buffers, as far as files of OpenStreetMap use it: fields that are numbers or bytes.

/// A message that cannot be read: at which of its bytes, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The byte, from 0 at the start of the block.
    pub at: usize,
    /// What is wrong there.
    pub why: &'static str,
}

/// The result of reading a message.
pub type Read<T> = Result<T, Broken>;

/// A part of a block that is read from its start to its end.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    bytes: &'a [u8],
    /// Where in the block the next byte lies.
    at: usize,
}

/// The value of a field.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A number.
    Number(u64),
    /// Bytes: a text, a message or packed numbers.
    Bytes(Message<'a>),
}

impl<'a> Message<'a> {
    /// A block as a message.
    pub fn new(bytes: &'a [u8]) -> Message<'a> {
        Message { bytes, at: 0 }
    }

    /// Where in the block the next byte lies.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The bytes that are left.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// An error at the next byte.
    pub fn broken<T>(&self, why: &'static str) -> Read<T> {
        Err(Broken { at: self.at, why })
    }

    /// The next field: its number and its value; `None` at the end. Fields of fixed length, which these files do not have, are left out.
    pub fn field(&mut self) -> Read<Option<(u32, Value<'a>)>> {
        while !self.bytes.is_empty() {
            let start = *self;
            let key = self.number()?;
            let Ok(number) = u32::try_from(key >> 3) else { return start.broken("the number of a field is too large") };
            match key & 7 {
                0 => return Ok(Some((number, Value::Number(self.number()?)))),
                1 => drop(self.take(8)?),
                2 => {
                    let length = self.number()?;
                    let Ok(length) = usize::try_from(length) else { return start.broken("a field is too long") };
                    return Ok(Some((number, Value::Bytes(self.take(length)?))));
                }
                5 => drop(self.take(4)?),
                _ => return start.broken("a field has a type that there is not"),
            }
        }
        Ok(None)
    }

    /// The next number of packed ones; `None` at the end.
    pub fn packed(&mut self) -> Read<Option<u64>> {
        if self.bytes.is_empty() { Ok(None) } else { self.number().map(Some) }
    }

    /// The next number of packed ones with a sign; `None` at the end.
    pub fn packed_signed(&mut self) -> Read<Option<i64>> {
        Ok(self.packed()?.map(signed))
    }

    fn number(&mut self) -> Read<u64> {
        let mut value = 0;
        for (index, byte) in self.bytes.iter().take(10).enumerate() {
            value |= u64::from(byte & 127) << (7 * index);
            if byte & 128 == 0 {
                let _ = self.take(index + 1);
                return Ok(value);
            }
        }
        self.broken(if self.bytes.len() < 10 { "a number is cut off" } else { "a number has more than ten bytes" })
    }

    fn take(&mut self, length: usize) -> Read<Message<'a>> {
        if length > self.bytes.len() {
            return self.broken("a field goes on beyond the end of what holds it");
        }
        let (taken, rest) = self.bytes.split_at(length);
        let taken = Message { bytes: taken, at: self.at };
        *self = Message { bytes: rest, at: self.at + length };
        Ok(taken)
    }
}

impl<'a> Value<'a> {
    /// The bytes, where it has such.
    pub fn bytes(self, at: &Message<'_>) -> Read<Message<'a>> {
        match self {
            Value::Bytes(message) => Ok(message),
            Value::Number(_) => at.broken("bytes are wanted where a number stands"),
        }
    }

    /// The number, where it is one.
    pub fn number(self, at: &Message<'_>) -> Read<u64> {
        match self {
            Value::Number(number) => Ok(number),
            Value::Bytes(_) => at.broken("a number is wanted where bytes stand"),
        }
    }
}

/// A number in zigzag form.
pub fn signed(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_they_end() {
        let mut message = Message::new(&[0xac, 0x02, 0x01]);
        assert_eq!((message.packed(), message.packed(), message.packed()), (Ok(Some(300)), Ok(Some(1)), Ok(None)));
        let cut = Broken { at: 0, why: "a number is cut off" };
        assert_eq!(Message::new(&[0x80]).packed(), Err(cut));
        assert!(Message::new(&[0x80; 11]).packed().is_err());
        assert_eq!((signed(0), signed(1), signed(2), signed(u64::MAX)), (0, -1, 1, i64::MIN));
    }

    #[test]
    fn fields_stay_within_their_message() {
        assert!(Message::new(&[0x0a, 5, 1, 2]).field().is_err());
        assert!(Message::new(&[0x0b]).field().is_err());
        let mut message = Message::new(&[0x0a, 2, 1, 2, 0x10, 7]);
        assert!(matches!(message.field(), Ok(Some((1, Value::Bytes(_))))));
        assert!(matches!(message.field(), Ok(Some((2, Value::Number(7))))));
        assert!(matches!(message.field(), Ok(None)));
    }
}
