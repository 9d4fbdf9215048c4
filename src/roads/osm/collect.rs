//! What an extract holds of roads and of lines for the map, in three passes: relations, ways, nodes.

use std::collections::HashMap;

use super::blobs::{Block, Kind, OsmSource, Unpacker};
use super::blocks::{Contents, Primitives};
use crate::error::{Code, GeobitError, Result};
use crate::roads::network::{Class, Flags, Layer, Micro, Surface, grow};

/// No place.
const NOWHERE: Micro = [i32::MIN; 2];
/// The most nodes of ways that a file has for each of its bytes, and a few for small files. Real ones have less than one.
const REFS_PER_BYTE: u64 = 16;
const LEAST_REFS: u64 = 1_000_000;

/// A way that is of use.
pub struct WayRecord {
    /// The class of the road, if the way is one.
    pub class: Option<Class>,
    pub surface: Surface,
    pub flags: Flags,
    /// The layer of the map that the way belongs to, if it is a river or a border.
    pub layer: Option<Layer>,
    pub name: u32,
    /// Its nodes in the list of those of all ways.
    pub refs: (usize, usize),
}

/// The ways of an extract.
#[derive(Default)]
pub struct Collected {
    pub ways: Vec<WayRecord>,
    pub refs: Vec<i64>,
    /// The names; the first one is empty.
    pub names: Vec<String>,
    /// Ways without their own tags that belong to a border or a river.
    members: HashMap<i64, Layer>,
    contents: Vec<Contents>,
    most_refs: u64,
}

impl Collected {
    /// Reads relations, and what each block has.
    pub fn relations(source: &mut dyn OsmSource, blocks: &[Block], unpacker: &mut Unpacker) -> Result<Collected> {
        let bytes = blocks.last().map_or(0, Block::end);
        let most_refs = LEAST_REFS + REFS_PER_BYTE * bytes;
        let mut found = Collected { names: vec![String::new()], most_refs, ..Collected::default() };
        for block in blocks {
            let mut contents = Contents::default();
            if block.kind == Kind::Data {
                let content = unpacker.content(source, block)?;
                let primitives = block.checked(Primitives::new(content))?;
                contents = block.checked(primitives.contents())?;
                if contents.relations {
                    let members = &mut found.members;
                    block.checked(primitives.each_relation(|tags, ways| {
                        if let Some(layer) = tags.layer().filter(|_| tags.kind != "multipolygon") {
                            members.extend(ways.iter().map(|way| (*way, layer)));
                        }
                    }))?;
                }
            }
            found.contents.push(contents);
        }
        Ok(found)
    }

    /// Reads ways.
    pub fn ways(&mut self, source: &mut dyn OsmSource, blocks: &[Block], unpacker: &mut Unpacker) -> Result<()> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for (block, _) in blocks.iter().zip(self.contents.clone()).filter(|(_, contents)| contents.ways) {
            let content = unpacker.content(source, block)?;
            let primitives = block.checked(Primitives::new(content))?;
            let mut failed = None;
            block.checked(primitives.each_way(|way| {
                let (class, layer) = (way.tags.class(), way.tags.layer().or(self.members.get(&way.id).copied()));
                if class.is_none() && layer.is_none() {
                    return Ok(());
                }
                let start = self.refs.len();
                way.each_node(|id| {
                    if failed.is_none() && (self.refs.len() as u64) < self.most_refs {
                        failed = grow(&mut self.refs, 1).err();
                    }
                    if self.refs.capacity() > self.refs.len() {
                        self.refs.push(id);
                    }
                })?;
                let name = match way.tags.label() {
                    "" => 0,
                    label => match numbers.get(label) {
                        Some(number) => *number,
                        None => {
                            let number = self.names.len() as u32;
                            self.names.push(label.to_owned());
                            numbers.insert(label.to_owned(), number);
                            number
                        }
                    },
                };
                let (surface, flags) = (way.tags.surface(), way.tags.flags());
                if failed.is_none() {
                    failed = grow(&mut self.ways, 1).err();
                }
                if failed.is_some() {
                    return Ok(());
                }
                let refs = (start, self.refs.len());
                self.ways.push(WayRecord { class, surface, flags, layer, name, refs });
                Ok(())
            }))?;
            if let Some(error) = failed {
                return Err(error);
            }
            if self.refs.len() as u64 >= self.most_refs {
                let what =
                    format!("the ways come to more than {} nodes, which no file of this size has", self.most_refs);
                return Err(block.refuse(what));
            }
        }
        Ok(())
    }

    /// Reads the places of the nodes that ways pass.
    pub fn nodes(&self, source: &mut dyn OsmSource, blocks: &[Block], unpacker: &mut Unpacker) -> Result<NodeTable> {
        let mut table = NodeTable::new(self)?;
        for (block, _) in blocks.iter().zip(&self.contents).filter(|(_, contents)| contents.nodes) {
            let content = unpacker.content(source, block)?;
            let primitives = block.checked(Primitives::new(content))?;
            let mut lost = None;
            block.checked(primitives.each_node(|id, place, flags| {
                let Ok(index) = table.ids.binary_search(&id) else { return };
                match place {
                    Some(place) => (table.places[index], table.flags[index]) = (place, flags),
                    None => lost = Some(id),
                }
            }))?;
            if let Some(id) = lost {
                return Err(block.refuse(format!("node {id} lies nowhere on the globe")));
            }
        }
        if !self.ways.is_empty() && table.places.iter().all(|place| *place == NOWHERE) {
            let message = "This extract cannot be read: it has roads, and none of their nodes.";
            return Err(GeobitError::new(Code::BadRoads, message));
        }
        Ok(table)
    }
}

/// The nodes that ways pass, by their numbers.
pub struct NodeTable {
    ids: Vec<i64>,
    places: Vec<Micro>,
    flags: Vec<Flags>,
    /// Whether roads meet at it, or end.
    junctions: Vec<bool>,
}

impl NodeTable {
    fn new(collected: &Collected) -> Result<NodeTable> {
        let mut ids: Vec<i64> = Vec::new();
        grow(&mut ids, collected.refs.len())?;
        ids.extend_from_slice(&collected.refs);
        ids.sort_unstable();
        ids.dedup();
        let mut uses = vec![0u8; ids.len()];
        for way in collected.ways.iter().filter(|way| way.class.is_some()) {
            let refs = &collected.refs[way.refs.0..way.refs.1];
            for (number, id) in refs.iter().enumerate() {
                if number > 0 && refs[number - 1] == *id {
                    continue;
                }
                let is_end = number == 0 || number + 1 == refs.len();
                let index = ids.binary_search(id).expect("every node of a way is in the list");
                uses[index] = uses[index].saturating_add(if is_end { 2 } else { 1 });
            }
        }
        let junctions = uses.into_iter().map(|uses| uses > 1).collect();
        let (places, flags) = (vec![NOWHERE; ids.len()], vec![Flags::default(); ids.len()]);
        Ok(NodeTable { ids, places, flags, junctions })
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// The place of a node in the table, by the number that the file gives it.
    pub fn index(&self, id: i64) -> usize {
        self.ids.binary_search(&id).expect("every node of a way is in the list")
    }

    pub fn place(&self, index: usize) -> Option<Micro> {
        Some(self.places[index]).filter(|place| *place != NOWHERE)
    }

    pub fn flags(&self, index: usize) -> Flags {
        self.flags[index]
    }

    pub fn is_junction(&self, index: usize) -> bool {
        self.junctions[index]
    }
}
