//! Writes small extracts of OpenStreetMap for tests, in the format of protocol buffers that real ones have.

#![allow(dead_code)]

/// Tags, as pairs of a key and a value.
pub type Tags = Vec<(&'static str, &'static str)>;

/// How a block is packed.
pub type Packer = fn(&[u8]) -> Vec<u8>;

/// What writes a group of elements.
type Group = fn(&OsmFile, &mut Texts) -> Vec<u8>;

/// The content of an extract.
#[derive(Clone, Default)]
pub struct OsmFile {
    /// Number, longitude and latitude in degrees, tags.
    pub nodes: Vec<(i64, f64, f64, Tags)>,
    /// Number, nodes, tags.
    pub ways: Vec<(i64, Vec<i64>, Tags)>,
    /// Number, ways, tags.
    pub relations: Vec<(i64, Vec<i64>, Tags)>,
    /// What a reader has to know of.
    pub features: Vec<&'static str>,
    /// Whether nodes are written one by one.
    pub is_plain: bool,
}

impl OsmFile {
    /// A node without tags.
    pub fn node(&mut self, id: i64, lon: f64, lat: f64) {
        self.nodes.push((id, lon, lat, Vec::new()));
    }

    /// A way.
    pub fn way(&mut self, id: i64, nodes: &[i64], tags: &[(&'static str, &'static str)]) {
        self.ways.push((id, nodes.to_vec(), tags.to_vec()));
    }

    /// The bytes of the file: a header, a block of nodes, one of ways and one of relations.
    pub fn encode(&self, packer: Option<Packer>) -> Vec<u8> {
        let mut header = Vec::new();
        let features =
            if self.features.is_empty() { vec!["OsmSchema-V0.6", "DenseNodes"] } else { self.features.clone() };
        features.iter().for_each(|feature| bytes_field(&mut header, 4, feature.as_bytes()));
        bytes_field(&mut header, 16, b"tests");
        // 2025-11-30.
        number_field(&mut header, 32, 1_764_460_800);
        let mut file = blob("OSMHeader", &header, packer);
        let groups: [(bool, Group); 3] = [
            (self.nodes.is_empty(), OsmFile::node_group),
            (self.ways.is_empty(), OsmFile::way_group),
            (self.relations.is_empty(), OsmFile::relation_group),
        ];
        for (_, group) in groups.into_iter().filter(|(is_empty, _)| !is_empty) {
            let mut texts = Texts { all: vec![String::new()] };
            let group = group(self, &mut texts);
            let mut table = Vec::new();
            texts.all.iter().for_each(|text| bytes_field(&mut table, 1, text.as_bytes()));
            let mut block = Vec::new();
            bytes_field(&mut block, 1, &table);
            bytes_field(&mut block, 2, &group);
            file.extend(blob("OSMData", &block, packer));
        }
        file
    }

    fn node_group(&self, texts: &mut Texts) -> Vec<u8> {
        let mut group = Vec::new();
        let units = |degrees: f64| (degrees * 1e7).round() as i64;
        if self.is_plain {
            for (id, lon, lat, tags) in &self.nodes {
                let mut node = Vec::new();
                number_field(&mut node, 1, zigzag(*id));
                tag_fields(&mut node, tags, texts);
                number_field(&mut node, 8, zigzag(units(*lat)));
                number_field(&mut node, 9, zigzag(units(*lon)));
                bytes_field(&mut group, 1, &node);
            }
            return group;
        }
        let mut columns = [(); 4].map(|()| Vec::new());
        let mut before = [0; 3];
        for (id, lon, lat, tags) in &self.nodes {
            let now = [*id, units(*lat), units(*lon)];
            for column in 0..3 {
                varint(&mut columns[column], zigzag(now[column] - before[column]));
            }
            before = now;
            for (key, value) in tags {
                let pair = [texts.number(key), texts.number(value)];
                pair.iter().for_each(|text| varint(&mut columns[3], *text));
            }
            varint(&mut columns[3], 0);
        }
        let mut dense = Vec::new();
        for (field, column) in [1, 8, 9, 10].into_iter().zip(&columns) {
            bytes_field(&mut dense, field, column);
        }
        bytes_field(&mut group, 2, &dense);
        group
    }

    fn way_group(&self, texts: &mut Texts) -> Vec<u8> {
        let mut group = Vec::new();
        for (id, nodes, tags) in &self.ways {
            let mut way = Vec::new();
            number_field(&mut way, 1, *id as u64);
            tag_fields(&mut way, tags, texts);
            bytes_field(&mut way, 8, &steps(nodes));
            bytes_field(&mut group, 3, &way);
        }
        group
    }

    fn relation_group(&self, texts: &mut Texts) -> Vec<u8> {
        let mut group = Vec::new();
        for (id, ways, tags) in &self.relations {
            let mut relation = Vec::new();
            number_field(&mut relation, 1, *id as u64);
            tag_fields(&mut relation, tags, texts);
            bytes_field(&mut relation, 8, &vec![0; ways.len()]);
            bytes_field(&mut relation, 9, &steps(ways));
            bytes_field(&mut relation, 10, &vec![1; ways.len()]);
            bytes_field(&mut group, 4, &relation);
        }
        group
    }
}

struct Texts {
    all: Vec<String>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u64 {
        let known = self.all.iter().position(|other| other == text);
        known.unwrap_or_else(|| {
            self.all.push(text.to_owned());
            self.all.len() - 1
        }) as u64
    }
}

fn tag_fields(message: &mut Vec<u8>, tags: &Tags, texts: &mut Texts) {
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for (key, value) in tags {
        varint(&mut keys, texts.number(key));
        varint(&mut values, texts.number(value));
    }
    bytes_field(message, 2, &keys);
    bytes_field(message, 3, &values);
}

fn steps(numbers: &[i64]) -> Vec<u8> {
    let (mut bytes, mut before) = (Vec::new(), 0);
    for number in numbers {
        varint(&mut bytes, zigzag(number - before));
        before = *number;
    }
    bytes
}

/// A block with its header.
pub fn blob(kind: &str, content: &[u8], packer: Option<Packer>) -> Vec<u8> {
    let mut body = Vec::new();
    match packer {
        None => bytes_field(&mut body, 1, content),
        Some(pack) => {
            number_field(&mut body, 2, content.len() as u64);
            bytes_field(&mut body, 3, &pack(content));
        }
    }
    let mut header = Vec::new();
    bytes_field(&mut header, 1, kind.as_bytes());
    number_field(&mut header, 3, body.len() as u64);
    [&(header.len() as u32).to_be_bytes()[..], &header, &body].concat()
}

pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

pub fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 127 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub fn number_field(message: &mut Vec<u8>, field: u64, number: u64) {
    varint(message, field << 3);
    varint(message, number);
}

pub fn bytes_field(message: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(message, field << 3 | 2);
    varint(message, bytes.len() as u64);
    message.extend_from_slice(bytes);
}
