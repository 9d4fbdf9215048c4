//! The blocks of an extract, one after the other, unpacked within bounds.

use std::io::{Read, Seek, SeekFrom};

use flate2::{Decompress, FlushDecompress, Status};

use super::wire::{Message, Read as Wire, Value};
use crate::error::{Code, GeobitError, Result};

/// The most bytes of a header, and of a block before and after it is unpacked, as the format has them.
const MOST_HEADER: u32 = 64 * 1024;
const MOST_BLOCK: u64 = 32 * 1024 * 1024;

/// Where an extract is read from.
pub trait OsmSource: Read + Seek {}

impl<T: Read + Seek> OsmSource for T {}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What is said of the file.
    Header,
    /// Nodes, ways and relations.
    Data,
    /// Something that may be left out.
    Other,
}

/// Where a block lies in the file.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The byte at which it begins, from 0.
    pub byte: u64,
    /// What it is.
    pub kind: Kind,
    /// Where its content begins, and its length.
    content: u64,
    length: u64,
}

impl Block {
    /// The byte after its last one.
    pub fn end(&self) -> u64 {
        self.content + self.length
    }

    /// The error for something that is wrong in this block.
    pub fn refuse(&self, what: impl std::fmt::Display) -> GeobitError {
        refuse(self.number, self.byte, what)
    }

    /// Turns an error of a message into one of the file.
    pub fn checked<T>(&self, read: Wire<T>) -> Result<T> {
        read.map_err(|broken| self.refuse(format!("{}, at byte {} of the unpacked block", broken.why, broken.at)))
    }
}

fn refuse(number: u64, byte: u64, what: impl std::fmt::Display) -> GeobitError {
    let message = format!("This extract cannot be read: in block {number}, which begins at byte {byte}, {what}.");
    GeobitError::new(Code::BadRoads, message).at_row(number)
}

/// Reads which blocks a file has.
///
/// # Errors
/// `BadRoads` with the number of the block and its byte.
pub fn list(source: &mut dyn OsmSource) -> Result<Vec<Block>> {
    let mut blocks = Vec::new();
    let end =
        source.seek(SeekFrom::End(0)).map_err(|error| refuse(1, 0, format!("the file cannot be read: {error}")))?;
    let mut byte = 0;
    while byte < end {
        let number = blocks.len() as u64 + 1;
        let block = header_at(source, number, byte, end)?;
        byte = block.content + block.length;
        blocks.push(block);
    }
    Ok(blocks)
}

fn header_at(source: &mut dyn OsmSource, number: u64, byte: u64, end: u64) -> Result<Block> {
    let refuse = |what: String| refuse(number, byte, what);
    let mut length = [0; 4];
    if end - byte < 4 {
        return Err(refuse("the file is cut off".into()));
    }
    read_at(source, byte, &mut length).map_err(|error| refuse(format!("the file cannot be read: {error}")))?;
    let length = u32::from_be_bytes(length);
    if length > MOST_HEADER {
        return Err(refuse(format!("the header has {length} bytes; at most {MOST_HEADER} are accepted")));
    }
    let content = byte + 4 + u64::from(length);
    if content > end {
        return Err(refuse("the file is cut off in the header".into()));
    }
    let mut header = vec![0; length as usize];
    read_at(source, byte + 4, &mut header).map_err(|error| refuse(format!("the file cannot be read: {error}")))?;
    let mut block = Block { number, byte, kind: Kind::Other, content, length: 0 };
    let (kind, length) = block.checked(read_header(&header))?;
    if length > MOST_BLOCK {
        return Err(refuse(format!("the block has {length} bytes; at most {MOST_BLOCK} are accepted")));
    }
    if content + length > end {
        let missing = content + length - end;
        return Err(refuse(format!("the file is cut off: {missing} bytes of the block are missing")));
    }
    (block.kind, block.length) = (kind, length);
    Ok(block)
}

fn read_header(bytes: &[u8]) -> Wire<(Kind, u64)> {
    let mut message = Message::new(bytes);
    let (mut kind, mut length) = (None, None);
    while let Some((field, value)) = message.field()? {
        match field {
            1 => {
                kind = Some(match value.bytes(&message)?.bytes() {
                    b"OSMHeader" => Kind::Header,
                    b"OSMData" => Kind::Data,
                    _ => Kind::Other,
                });
            }
            3 => length = Some(value.number(&message)?),
            _ => {}
        }
    }
    match (kind, length) {
        (Some(kind), Some(length)) => Ok((kind, length)),
        _ => message.broken("the header does not say what the block is, and how long"),
    }
}

fn read_at(source: &mut dyn OsmSource, byte: u64, bytes: &mut [u8]) -> std::io::Result<()> {
    source.seek(SeekFrom::Start(byte))?;
    source.read_exact(bytes)
}

/// Reads and unpacks blocks. Its memory is used for one after the other.
#[derive(Default)]
pub struct Unpacker {
    packed: Vec<u8>,
    unpacked: Vec<u8>,
}

/// How the content of a block is packed.
enum Content {
    Plain(usize, usize),
    Zlib(usize, usize, u64),
}

impl Unpacker {
    /// Returns the content of a block.
    ///
    /// # Errors
    /// `BadRoads` with the number of the block and its byte.
    pub fn content(&mut self, source: &mut dyn OsmSource, block: &Block) -> Result<&[u8]> {
        self.packed.clear();
        crate::memory::grow(&mut self.packed, block.length as usize)
            .map_err(|shortage| shortage.refuse("This extract"))?;
        self.packed.resize(block.length as usize, 0);
        read_at(source, block.content, &mut self.packed)
            .map_err(|error| block.refuse(format!("the file cannot be read: {error}")))?;
        match block.checked(find_content(&self.packed))? {
            Content::Plain(start, end) => Ok(&self.packed[start..end]),
            Content::Zlib(start, end, length) => {
                if length > MOST_BLOCK {
                    let what = format!("the block has {length} bytes unpacked; at most {MOST_BLOCK} are accepted");
                    return Err(block.refuse(what));
                }
                self.unpacked.clear();
                crate::memory::grow(&mut self.unpacked, length as usize + 1)
                    .map_err(|shortage| shortage.refuse("This extract"))?;
                let status = Decompress::new(true).decompress_vec(
                    &self.packed[start..end],
                    &mut self.unpacked,
                    FlushDecompress::Finish,
                );
                if !matches!(status, Ok(Status::StreamEnd)) || self.unpacked.len() as u64 != length {
                    return Err(block.refuse(format!("what is packed does not give the {length} bytes that it should")));
                }
                Ok(&self.unpacked)
            }
        }
    }
}

fn find_content(bytes: &[u8]) -> Wire<Content> {
    let mut message = Message::new(bytes);
    let (mut plain, mut zlib, mut length) = (None, None, None);
    while let Some((field, value)) = message.field()? {
        match (field, value) {
            (1, Value::Bytes(content)) => plain = Some(content),
            (2, Value::Number(number)) => length = Some(number),
            (3, Value::Bytes(content)) => zlib = Some(content),
            (4..=7, Value::Bytes(_)) => {
                return message.broken("the block is packed in another way than zlib, which is not read");
            }
            _ => {}
        }
    }
    match (plain, zlib, length) {
        (Some(content), ..) => Ok(Content::Plain(content.at(), content.at() + content.bytes().len())),
        (None, Some(content), Some(length)) => {
            Ok(Content::Zlib(content.at(), content.at() + content.bytes().len(), length))
        }
        _ => message.broken("the block has no content"),
    }
}
