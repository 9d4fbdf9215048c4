//! What stands in a block: nodes, ways and relations.

use super::tags::Tags;
use super::wire::{Message, Read, signed};
use crate::roads::network::{Flags, Micro};

/// A block of nodes, ways and relations.
pub struct Primitives<'a> {
    strings: Vec<&'a [u8]>,
    groups: Vec<Message<'a>>,
    granularity: i64,
    offset: [i64; 2],
}

/// Which elements a block has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub nodes: bool,
    pub ways: bool,
    pub relations: bool,
}

/// What the header of a file says.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// What a reader has to know to read the file.
    pub required: Vec<String>,
    /// The program that wrote the file.
    pub writer: String,
    /// Up to when its data tell, seconds since 1970.
    pub as_of: Option<i64>,
}

/// Reads the header of a file.
pub fn header(bytes: &[u8]) -> Read<Header> {
    let mut message = Message::new(bytes);
    let mut header = Header::default();
    while let Some((field, value)) = message.field()? {
        match field {
            4 => header.required.push(String::from_utf8_lossy(value.bytes(&message)?.bytes()).into_owned()),
            16 => header.writer = String::from_utf8_lossy(value.bytes(&message)?.bytes()).into_owned(),
            32 => header.as_of = Some(value.number(&message)? as i64),
            _ => {}
        }
    }
    Ok(header)
}

/// A way with the nodes that it passes.
pub struct Way<'a> {
    pub id: i64,
    pub tags: Tags<'a>,
    refs: Message<'a>,
}

impl Way<'_> {
    /// Calls `visit` with the number of each node.
    pub fn each_node(&self, mut visit: impl FnMut(i64)) -> Read<()> {
        let (mut refs, mut id) = (self.refs, 0i64);
        while let Some(step) = refs.packed_signed()? {
            id = id.wrapping_add(step);
            visit(id);
        }
        Ok(())
    }
}

impl<'a> Primitives<'a> {
    /// Reads the frame of a block.
    pub fn new(bytes: &'a [u8]) -> Read<Primitives<'a>> {
        let mut message = Message::new(bytes);
        let mut block = Primitives { strings: Vec::new(), groups: Vec::new(), granularity: 100, offset: [0; 2] };
        while let Some((field, value)) = message.field()? {
            match field {
                1 => {
                    let mut table = value.bytes(&message)?;
                    while let Some((_, text)) = table.field()? {
                        block.strings.push(text.bytes(&table)?.bytes());
                    }
                }
                2 => block.groups.push(value.bytes(&message)?),
                17 => block.granularity = i64::from(value.number(&message)? as i32),
                19 => block.offset[1] = value.number(&message)? as i64,
                20 => block.offset[0] = value.number(&message)? as i64,
                _ => {}
            }
        }
        Ok(block)
    }

    /// Which elements it has.
    pub fn contents(&self) -> Read<Contents> {
        let mut contents = Contents::default();
        for mut group in self.groups.iter().copied() {
            while let Some((field, _)) = group.field()? {
                match field {
                    1 | 2 => contents.nodes = true,
                    3 => contents.ways = true,
                    4 => contents.relations = true,
                    _ => {}
                }
            }
        }
        Ok(contents)
    }

    fn text(&self, index: u64, at: &Message<'_>) -> Read<&'a str> {
        match usize::try_from(index).ok().and_then(|index| self.strings.get(index)) {
            // What is no text in UTF-8 is no tag that is known here.
            Some(bytes) => Ok(std::str::from_utf8(bytes).unwrap_or("")),
            None => at.broken("a tag names a text that there is not"),
        }
    }

    fn tags(&self, mut keys: Message<'a>, mut values: Message<'a>) -> Read<Tags<'a>> {
        let mut tags = Tags::default();
        while let Some(key) = keys.packed()? {
            let Some(value) = values.packed()? else { return values.broken("a tag has no value") };
            tags.set(self.text(key, &keys)?, self.text(value, &values)?);
        }
        Ok(tags)
    }

    /// Calls `visit` with each way.
    pub fn each_way(&self, mut visit: impl FnMut(Way<'a>) -> Read<()>) -> Read<()> {
        for mut group in self.groups.iter().copied() {
            while let Some((field, value)) = group.field()? {
                if field != 3 {
                    continue;
                }
                let mut way = value.bytes(&group)?;
                let empty = Message::new(&[]);
                let (mut id, mut keys, mut values, mut refs) = (0, empty, empty, empty);
                while let Some((field, value)) = way.field()? {
                    match field {
                        1 => id = value.number(&way)? as i64,
                        2 => keys = value.bytes(&way)?,
                        3 => values = value.bytes(&way)?,
                        8 => refs = value.bytes(&way)?,
                        _ => {}
                    }
                }
                visit(Way { id, tags: self.tags(keys, values)?, refs })?;
            }
        }
        Ok(())
    }

    /// Calls `visit` with the tags of each relation and the numbers of the ways that it has.
    pub fn each_relation(&self, mut visit: impl FnMut(&Tags<'a>, &[i64])) -> Read<()> {
        const WAY: u64 = 1;
        let mut ways = Vec::new();
        for mut group in self.groups.iter().copied() {
            while let Some((field, value)) = group.field()? {
                if field != 4 {
                    continue;
                }
                let mut relation = value.bytes(&group)?;
                let empty = Message::new(&[]);
                let (mut keys, mut values, mut members, mut types) = (empty, empty, empty, empty);
                while let Some((field, value)) = relation.field()? {
                    match field {
                        2 => keys = value.bytes(&relation)?,
                        3 => values = value.bytes(&relation)?,
                        9 => members = value.bytes(&relation)?,
                        10 => types = value.bytes(&relation)?,
                        _ => {}
                    }
                }
                ways.clear();
                let mut id = 0i64;
                while let Some(step) = members.packed_signed()? {
                    id = id.wrapping_add(step);
                    if types.packed()? == Some(WAY) {
                        ways.push(id);
                    }
                }
                visit(&self.tags(keys, values)?, &ways);
            }
        }
        Ok(())
    }

    /// Calls `visit` with the number of each node, its place, and what it says of the road that it lies on. The place is `None` where it is
    /// not on the globe.
    pub fn each_node(&self, mut visit: impl FnMut(i64, Option<Micro>, Flags)) -> Read<()> {
        for mut group in self.groups.iter().copied() {
            while let Some((field, value)) = group.field()? {
                match field {
                    1 => self.plain_node(value.bytes(&group)?, &mut visit)?,
                    2 => self.dense_nodes(value.bytes(&group)?, &mut visit)?,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn plain_node(&self, mut node: Message<'a>, visit: &mut impl FnMut(i64, Option<Micro>, Flags)) -> Read<()> {
        let empty = Message::new(&[]);
        let (mut id, mut lat, mut lon, mut keys, mut values) = (0, 0, 0, empty, empty);
        while let Some((field, value)) = node.field()? {
            match field {
                1 => id = signed(value.number(&node)?),
                2 => keys = value.bytes(&node)?,
                3 => values = value.bytes(&node)?,
                8 => lat = signed(value.number(&node)?),
                9 => lon = signed(value.number(&node)?),
                _ => {}
            }
        }
        visit(id, self.place(lon, lat), self.tags(keys, values)?.node_flags());
        Ok(())
    }

    fn dense_nodes(&self, mut dense: Message<'a>, visit: &mut impl FnMut(i64, Option<Micro>, Flags)) -> Read<()> {
        let empty = Message::new(&[]);
        let (mut ids, mut lats, mut lons, mut texts) = (empty, empty, empty, empty);
        while let Some((field, value)) = dense.field()? {
            match field {
                1 => ids = value.bytes(&dense)?,
                8 => lats = value.bytes(&dense)?,
                9 => lons = value.bytes(&dense)?,
                10 => texts = value.bytes(&dense)?,
                _ => {}
            }
        }
        let (mut id, mut lat, mut lon) = (0i64, 0i64, 0i64);
        while let Some(step) = ids.packed_signed()? {
            let (Some(to_lat), Some(to_lon)) = (lats.packed_signed()?, lons.packed_signed()?) else {
                return ids.broken("a node has no place");
            };
            (id, lat, lon) = (id.wrapping_add(step), lat.wrapping_add(to_lat), lon.wrapping_add(to_lon));
            let mut tags = Tags::default();
            while let Some(key) = texts.packed()?.filter(|key| *key != 0) {
                let Some(value) = texts.packed()? else { return texts.broken("a tag has no value") };
                tags.set(self.text(key, &texts)?, self.text(value, &texts)?);
            }
            visit(id, self.place(lon, lat), tags.node_flags());
        }
        Ok(())
    }

    /// A place in millionths of a degree, from the units of the block, which are billionths times the granularity.
    fn place(&self, lon: i64, lat: i64) -> Option<Micro> {
        let micro = |offset: i64, units: i64, most: i64| {
            let billionths = offset.checked_add(self.granularity.checked_mul(units)?)?;
            let micro = billionths.checked_add(if billionths < 0 { -500 } else { 500 })? / 1000;
            (-most..=most).contains(&micro).then_some(micro as i32)
        };
        Some([micro(self.offset[0], lon, 180_000_000)?, micro(self.offset[1], lat, 90_000_000)?])
    }
}
