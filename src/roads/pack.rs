//! Packs of roads (docs/roads.md): a header that says where they come from, and columns that are packed one by one.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};

use super::network::{About, Class, Edge, Flags, Layer, Line, Micro, Network, Parts, Surface, bad, grow};
use crate::digest::digest;
use crate::error::Result;
use crate::memory;

/// The first bytes of a pack.
pub const MAGIC: &[u8; 8] = b"GeoBitRd";
/// The version of the format that is written and read.
pub const VERSION: u16 = 1;

/// Bytes before the header: the magic, the version and the length of the header.
const START: usize = MAGIC.len() + 2 + 4;
/// The most bytes of the header.
const MOST_HEADER: usize = 1 << 20;
/// The most bytes that a packed one stands for. What would be packed more tightly is kept as it is.
const MOST_RATIO: usize = 64;
/// The letters of the digest at the end.
const DIGEST: usize = 64;
/// About how many bytes of memory a node, an edge and a place take.
const BYTES: [usize; 3] = [8, 64, 8];

/// What the header says.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Header {
    about: About,
    /// West, south, east and north, degrees; none without a node.
    bbox: Option<[f64; 4]>,
    length_km: f64,
    nodes: usize,
    edges: usize,
    inner: usize,
    names: usize,
    lines: usize,
}

/// Whether the first bytes of a file are those of a pack of roads.
pub fn is_pack(start: &[u8]) -> bool {
    start.starts_with(MAGIC)
}

/// Writes the pack of a network.
///
/// # Errors
/// `TooLarge` if a column has more than 4 GB. What cannot be written is an error of `out`.
pub fn write_pack(network: &Network, out: &mut dyn Write) -> std::io::Result<Result<()>> {
    let parts = network.parts();
    let header = Header {
        about: parts.about.clone(),
        bbox: network.bbox(),
        length_km: (network.length_km() * 10.0).round() / 10.0,
        nodes: parts.nodes.len(),
        edges: parts.edges.len(),
        inner: parts.inner.len(),
        names: parts.names.len(),
        lines: parts.lines.len(),
    };
    let header = serde_json::to_vec(&header).expect("a header has only members that JSON can hold");
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&(header.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&header);
    for column in
        [nodes_column(parts), edges_column(parts), inner_column(parts), names_column(parts), lines_column(parts)]
    {
        if u32::try_from(column.len()).is_err() {
            return Ok(Err(bad("a column would have more than 4 GB")));
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&column)?;
        let packed = encoder.finish()?;
        let is_packed = packed.len() < column.len() && column.len() <= MOST_RATIO * packed.len();
        let content = if is_packed { &packed } else { &column };
        bytes.extend_from_slice(&(content.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&(column.len() as u32).to_le_bytes());
        bytes.extend_from_slice(content);
    }
    let digest = digest(&bytes);
    out.write_all(&bytes)?;
    out.write_all(digest.as_bytes())?;
    Ok(Ok(()))
}

/// Reads a pack.
///
/// # Errors
/// `BadRoads` for bytes that are no pack, for one of another version, and for one that is cut or altered. `TooLarge`, with figures, if there
/// is not enough memory.
pub fn read_pack(bytes: &[u8]) -> Result<Network> {
    if !is_pack(bytes) {
        return Err(bad("this is no pack of roads"));
    }
    if bytes.len() < START + DIGEST {
        return Err(bad("the pack is cut off"));
    }
    let version = u16::from_le_bytes([bytes[8], bytes[9]]);
    if version != VERSION {
        return Err(bad(format!("the pack has the version {version} of the format; version {VERSION} is read")));
    }
    let (content, told) = bytes.split_at(bytes.len() - DIGEST);
    if digest(content).as_bytes() != told {
        return Err(bad("the pack is cut off or altered: its digest is another one"));
    }
    let mut rest = &content[START - 4..];
    let length = take_u32(&mut rest)? as usize;
    if length > MOST_HEADER || length > rest.len() {
        return Err(bad("the header goes on beyond its end"));
    }
    let (header, mut rest) = rest.split_at(length);
    let header: Header =
        serde_json::from_slice(header).map_err(|error| bad(format!("the header is not as it should be: {error}")))?;
    let needed = [header.nodes, header.edges, header.inner].into_iter().zip(BYTES);
    let needed = needed.fold(0usize, |sum, (count, bytes)| sum.saturating_add(count.saturating_mul(bytes)));
    let columns = [2, 7, 2, 1, 3];
    let counts = [header.nodes, header.edges, header.inner, header.names, header.lines];
    let mut unpacked = Vec::new();
    for (least, count) in columns.into_iter().zip(counts) {
        let column = take_column(&mut rest)?;
        if column.len() / least < count {
            return Err(bad(format!("{count} entries of a column do not fit into its {} bytes", column.len())));
        }
        unpacked.push(column);
    }
    if !rest.is_empty() {
        return Err(bad("something follows the last column"));
    }
    memory::require("This network", needed)?;
    let [nodes, edges, inner, names, lines] = [0, 1, 2, 3, 4].map(|column: usize| Column { bytes: &unpacked[column] });
    let mut parts = Parts { about: header.about, ..Parts::default() };
    parts.nodes = read_nodes(nodes, header.nodes)?;
    parts.edges = read_edges(edges, header.edges)?;
    parts.inner = read_inner(inner, &parts, header.inner)?;
    parts.names = read_names(names, header.names)?;
    parts.lines = read_lines(lines, header.lines)?;
    Network::new(parts)
}

fn take_u32(rest: &mut &[u8]) -> Result<u32> {
    let Some((bytes, after)) = rest.split_first_chunk::<4>() else { return Err(bad("the pack is cut off")) };
    *rest = after;
    Ok(u32::from_le_bytes(*bytes))
}

fn take_column(rest: &mut &[u8]) -> Result<Vec<u8>> {
    let (packed, length) = (take_u32(rest)? as usize, take_u32(rest)? as usize);
    if packed > rest.len() {
        return Err(bad("a column goes on beyond the end of the pack"));
    }
    let (content, after) = rest.split_at(packed);
    *rest = after;
    if length > MOST_RATIO.saturating_mul(packed) {
        return Err(bad(format!("{packed} bytes of a column are said to stand for {length}")));
    }
    let mut column: Vec<u8> = memory::list_for(length).map_err(|shortage| shortage.refuse("This network"))?;
    if packed == length {
        column.extend_from_slice(content);
        return Ok(column);
    }
    let read = ZlibDecoder::new(content).take(length as u64 + 1).read_to_end(&mut column);
    if read.is_err() || column.len() != length {
        return Err(bad(format!("a column does not give the {length} bytes that it should")));
    }
    Ok(column)
}

/// Numbers in as few bytes as each needs.
#[derive(Default)]
struct Numbers {
    bytes: Vec<u8>,
}

impl Numbers {
    fn add(&mut self, mut number: u64) {
        while number > 127 {
            self.bytes.push(number as u8 | 128);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    fn add_signed(&mut self, number: i64) {
        self.add((number << 1 ^ number >> 63) as u64);
    }

    fn add_steps(&mut self, from: &mut Micro, to: Micro) {
        for axis in 0..2 {
            self.add_signed(i64::from(to[axis]) - i64::from(from[axis]));
        }
        *from = to;
    }
}

/// A column that is read from its start to its end.
struct Column<'a> {
    bytes: &'a [u8],
}

impl Column<'_> {
    fn byte(&mut self) -> Result<u8> {
        let Some((byte, rest)) = self.bytes.split_first() else { return Err(bad("a column is cut off")) };
        self.bytes = rest;
        Ok(*byte)
    }

    fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Ok(number);
            }
        }
        Err(bad("a number has more than ten bytes"))
    }

    fn signed(&mut self) -> Result<i64> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn small(&mut self) -> Result<u32> {
        u32::try_from(self.number()?).map_err(|_| bad("a number is too large"))
    }

    fn step(&mut self, from: i32) -> Result<i32> {
        let to = i64::from(from).checked_add(self.signed()?).and_then(|to| i32::try_from(to).ok());
        to.ok_or_else(|| bad("a place is not on the globe"))
    }

    fn steps(&mut self, from: Micro) -> Result<Micro> {
        Ok([self.step(from[0])?, self.step(from[1])?])
    }

    fn end<T>(&self, value: T) -> Result<T> {
        if self.bytes.is_empty() { Ok(value) } else { Err(bad("a column has more than it should")) }
    }
}

fn nodes_column(parts: &Parts) -> Vec<u8> {
    let mut numbers = Numbers::default();
    for axis in 0..2 {
        let mut before = 0;
        for node in &parts.nodes {
            numbers.add_signed(i64::from(node[axis]) - before);
            before = i64::from(node[axis]);
        }
    }
    numbers.bytes
}

fn read_nodes(mut column: Column<'_>, count: usize) -> Result<Vec<Micro>> {
    let mut nodes = Vec::new();
    grow(&mut nodes, count)?;
    nodes.resize(count, [0; 2]);
    for axis in 0..2 {
        let mut before = 0;
        for node in &mut nodes {
            before = column.step(before)?;
            node[axis] = before;
        }
    }
    column.end(nodes)
}

fn edges_column(parts: &Parts) -> Vec<u8> {
    let (edges, mut numbers, mut before) = (&parts.edges, Numbers::default(), 0);
    for edge in edges {
        numbers.add_signed(i64::from(edge.from) - before);
        before = i64::from(edge.from);
    }
    edges.iter().for_each(|edge| numbers.add_signed(i64::from(edge.to) - i64::from(edge.from)));
    edges.iter().for_each(|edge| numbers.add(edge.class as u64));
    edges.iter().for_each(|edge| numbers.add(edge.surface as u64));
    edges.iter().for_each(|edge| numbers.add(u64::from(edge.flags.0)));
    edges.iter().for_each(|edge| numbers.add(u64::from(edge.name)));
    edges.iter().for_each(|edge| numbers.add(u64::from(edge.inner.1)));
    numbers.bytes
}

fn read_edges(mut column: Column<'_>, count: usize) -> Result<Vec<Edge>> {
    let (class, surface, flags) = (Class::default(), Surface::default(), Flags::default());
    let empty = Edge { from: 0, to: 0, class, surface, flags, name: 0, inner: (0, 0), length_km: 0.0 };
    let mut edges = Vec::new();
    grow(&mut edges, count)?;
    edges.resize(count, empty);
    let node = |number: i64| u32::try_from(number).map_err(|_| bad("an edge has a node that there is not"));
    let mut before = 0u32;
    for edge in &mut edges {
        before = node(i64::from(before).saturating_add(column.signed()?))?;
        edge.from = before;
    }
    for edge in &mut edges {
        edge.to = node(i64::from(edge.from).saturating_add(column.signed()?))?;
    }
    for edge in &mut edges {
        edge.class =
            *Class::ALL.get(column.small()? as usize).ok_or_else(|| bad("an edge has a class that there is not"))?;
    }
    for edge in &mut edges {
        let surface = Surface::ALL.get(column.small()? as usize);
        edge.surface = *surface.ok_or_else(|| bad("an edge has a surface that there is not"))?;
    }
    for edge in &mut edges {
        edge.flags = Flags(u16::try_from(column.small()?).map_err(|_| bad("an edge has flags that there are not"))?);
    }
    for edge in &mut edges {
        edge.name = column.small()?;
    }
    let mut start = 0u32;
    for edge in &mut edges {
        let count = column.small()?;
        edge.inner = (start, count);
        start = start.checked_add(count).ok_or_else(|| bad("the edges have too many places"))?;
    }
    column.end(edges)
}

fn inner_column(parts: &Parts) -> Vec<u8> {
    let mut numbers = Numbers::default();
    for edge in &parts.edges {
        let mut before = parts.nodes[edge.from as usize];
        let (start, count) = edge.inner;
        for place in &parts.inner[start as usize..(start + count) as usize] {
            numbers.add_steps(&mut before, *place);
        }
    }
    numbers.bytes
}

fn read_inner(mut column: Column<'_>, parts: &Parts, count: usize) -> Result<Vec<Micro>> {
    let mut inner = Vec::new();
    grow(&mut inner, count)?;
    for edge in &parts.edges {
        let mut before =
            *parts.nodes.get(edge.from as usize).ok_or_else(|| bad("an edge has a node that there is not"))?;
        for _ in 0..edge.inner.1 {
            before = column.steps(before)?;
            grow(&mut inner, 1)?;
            inner.push(before);
        }
    }
    if inner.len() != count {
        return Err(bad("the edges have another number of places than the header says"));
    }
    column.end(inner)
}

fn names_column(parts: &Parts) -> Vec<u8> {
    let mut numbers = Numbers::default();
    for name in &parts.names {
        numbers.add(name.len() as u64);
        numbers.bytes.extend_from_slice(name.as_bytes());
    }
    numbers.bytes
}

fn read_names(mut column: Column<'_>, count: usize) -> Result<Vec<String>> {
    let mut names = Vec::new();
    grow(&mut names, count)?;
    for _ in 0..count {
        let length = column.small()? as usize;
        if length > column.bytes.len() {
            return Err(bad("a name goes on beyond the end of its column"));
        }
        let (name, rest) = column.bytes.split_at(length);
        column.bytes = rest;
        names.push(String::from_utf8(name.to_vec()).map_err(|_| bad("a name is no text in UTF-8"))?);
    }
    column.end(names)
}

fn lines_column(parts: &Parts) -> Vec<u8> {
    let mut numbers = Numbers::default();
    for line in &parts.lines {
        numbers.add(line.layer as u64);
        numbers.add(u64::from(line.name));
        numbers.add(line.places.len() as u64);
        let mut before = [0; 2];
        line.places.iter().for_each(|place| numbers.add_steps(&mut before, *place));
    }
    numbers.bytes
}

fn read_lines(mut column: Column<'_>, count: usize) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    grow(&mut lines, count)?;
    for _ in 0..count {
        let layer = match column.small()? {
            0 => Layer::River,
            1 => Layer::Border,
            _ => return Err(bad("a line belongs to a layer that there is not")),
        };
        let (name, length) = (column.small()?, column.small()? as usize);
        if length > column.bytes.len() {
            return Err(bad("a line goes on beyond the end of its column"));
        }
        let (mut places, mut before) = (Vec::new(), [0; 2]);
        grow(&mut places, length)?;
        for _ in 0..length {
            before = column.steps(before)?;
            places.push(before);
        }
        lines.push(Line { layer, name, places });
    }
    column.end(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::roads::testing;
    use proptest::prelude::*;

    fn packed(network: &Network) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_pack(network, &mut bytes).unwrap().unwrap();
        bytes
    }

    /// Sets the digest to that of what stands before it, as somebody would who wants a damaged pack to be read.
    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let end = bytes.len().saturating_sub(DIGEST);
        let seal = digest(&bytes[..end]);
        bytes.truncate(end);
        bytes.extend_from_slice(seal.as_bytes());
        bytes
    }

    fn sample() -> Parts {
        let mut parts = testing::grid(4, 3, 0.05);
        parts.about = About { name: "Sahel".into(), licence: "ODbL 1.0".into(), schematic: true, ..About::default() };
        parts.names = vec![String::new(), "RN 7".into(), "طريق".into()];
        parts.inner = vec![[10_000, 10_000_500], [20_000, 9_999_000], [-20_000, 10_100_000]];
        parts.edges[0].inner = (0, 2);
        parts.edges[2].inner = (2, 1);
        for (number, edge) in parts.edges.iter_mut().enumerate().skip(1) {
            if number != 2 {
                edge.inner = (if number > 2 { 3 } else { 2 }, 0);
            }
        }
        (parts.edges[1].class, parts.edges[1].surface, parts.edges[1].name) = (Class::Track, Surface::Soft, 2);
        parts.edges[3].flags = Flags::BRIDGE.with(Flags::FORWARD_ONLY, true);
        parts.lines = vec![
            Line { layer: Layer::River, name: 1, places: vec![[0, 0], [180_000_000, -90_000_000]] },
            Line { layer: Layer::Border, name: 0, places: vec![[5, 6], [7, 8], [9, 10]] },
        ];
        parts
    }

    #[test]
    fn what_is_packed_comes_back() {
        let network = Network::new(sample()).unwrap();
        let bytes = packed(&network);
        let again = read_pack(&bytes).unwrap();
        assert_eq!(format!("{:?}", again.parts()), format!("{:?}", network.parts()));
        assert_eq!(packed(&again), bytes);
        let large = testing::grid_network(300, 300, 0.001);
        // This network is so regular that it would be packed more tightly than a reader accepts, so its columns stay unpacked.
        assert_eq!(read_pack(&packed(&large)).unwrap().edges(), large.edges());
    }

    #[test]
    fn other_files_versions_and_cuts_are_refused() {
        let bytes = packed(&Network::new(sample()).unwrap());
        for length in 0..bytes.len() {
            let error = read_pack(&bytes[..length]).unwrap_err();
            assert_eq!(error.code, Code::BadRoads, "{length}: {error}");
        }
        let mut later = bytes.clone();
        later[8] = 9;
        assert!(read_pack(&later).unwrap_err().message.contains("version 9"));
        let mut flipped = bytes.clone();
        flipped[40] ^= 1;
        assert!(read_pack(&flipped).unwrap_err().message.contains("altered"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// Bytes that are changed and sealed again give roads or a refusal, and never a panic.
        #[test]
        fn hostile_packs_are_refused_or_read(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in 0..40usize) {
            let mut bytes = packed(&Network::new(sample()).unwrap());
            for (index, byte) in changes {
                let at = index.index(bytes.len());
                bytes[at] = byte;
            }
            let cut = if cut < 20 { 0 } else { cut };
            bytes.truncate(bytes.len() - cut);
            if let Err(error) = read_pack(&sealed(bytes)) {
                prop_assert!(matches!(error.code, Code::BadRoads | Code::TooLarge));
            }
        }

        /// Columns of any numbers.
        #[test]
        fn hostile_columns_are_refused_or_read(columns in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..60), 5), counts in prop::collection::vec(0..9usize, 5)) {
            let header = Header { about: About::default(), bbox: None, length_km: 0.0, nodes: counts[0], edges: counts[1], inner: counts[2], names: counts[3], lines: counts[4] };
            let header = serde_json::to_vec(&header).unwrap();
            let mut bytes = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &(header.len() as u32).to_le_bytes(), &header].concat();
            for column in columns {
                let length = (column.len() as u32).to_le_bytes();
                bytes.extend([&length[..], &length, &column].concat());
            }
            bytes.extend([b' '; DIGEST]);
            if let Err(error) = read_pack(&sealed(bytes)) {
                prop_assert_eq!(error.code, Code::BadRoads);
            }
        }
    }
}
