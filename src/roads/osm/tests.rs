#[path = "../../../tests/support/osm_writer.rs"]
mod osm_writer;

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use osm_writer::{OsmFile, blob, bytes_field, number_field};
use proptest::prelude::*;

use super::*;
use crate::error::Code;
use crate::roads::network::{Class, Edge, Flags, Layer, Surface};

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(bytes: &[u8]) -> Result<Network> {
    read_osm(&mut Cursor::new(bytes), &OsmOptions { name: "Test".into(), ..OsmOptions::default() })
}

/// A trunk road that a track crosses, with a footway, a river, and a border of a relation.
fn sample() -> OsmFile {
    let mut file = OsmFile::default();
    for (id, lon, lat) in
        [(1, -8.0, 12.0), (2, -7.9, 12.0), (3, -7.8, 12.05), (4, -7.7, 12.1), (5, -7.8, 12.2), (6, -7.8, 11.9)]
    {
        file.node(id, lon, lat);
    }
    file.nodes[1].3 = vec![("barrier", "gate")];
    file.way(10, &[1, 2, 3, 4], &[("highway", "trunk"), ("surface", "asphalt"), ("name", "RN 6"), ("oneway", "yes")]);
    file.way(11, &[5, 3, 6], &[("highway", "track"), ("tracktype", "grade4"), ("ford", "yes")]);
    file.way(12, &[1, 5], &[("highway", "footway")]);
    file.way(13, &[4, 5, 99], &[("waterway", "river"), ("name", "Niger")]);
    file.way(14, &[6, 1], &[]);
    file.relations.push((
        20,
        vec![14],
        vec![("type", "boundary"), ("boundary", "administrative"), ("admin_level", "2")],
    ));
    file
}

#[test]
fn roads_rivers_and_borders_are_read() {
    for (is_plain, packer) in [(false, None), (true, None), (false, Some(zlib as osm_writer::Packer))] {
        let network = read(&OsmFile { is_plain, ..sample() }.encode(packer)).unwrap();
        assert_eq!((network.node_count(), network.edges().len()), (5, 4));
        let named = |name: &str| -> Vec<Edge> {
            (0..4).filter(|edge| network.name(*edge) == name).map(|edge| network.edges()[edge as usize]).collect()
        };
        let trunk = named("RN 6");
        assert_eq!(trunk.len(), 2);
        assert!(trunk.iter().all(|edge| edge.class == Class::Trunk && edge.surface == Surface::Paved));
        assert!(trunk.iter().all(|edge| edge.flags.has(Flags::FORWARD_ONLY)));
        assert_eq!(
            trunk.iter().filter(|edge| edge.flags.has(Flags::BARRIER)).count(),
            1,
            "the gate is between two nodes"
        );
        assert!(named("").iter().all(|edge| edge.class == Class::Track && edge.flags.has(Flags::FORD)));
        assert!((network.length_km() - 68.5).abs() < 0.1, "{}", network.length_km());
        let lines: Vec<(Layer, usize)> =
            network.parts().lines.iter().map(|line| (line.layer, line.places.len())).collect();
        assert_eq!(lines, [(Layer::River, 2), (Layer::Border, 2)]);
        let about = network.about();
        assert_eq!((about.licence.as_str(), about.data_as_of.as_str()), ("ODbL 1.0", "2025-11-30"));
        assert!(about.attribution.contains("OpenStreetMap") && !about.schematic);
    }
}

#[test]
fn a_way_that_leaves_the_extract_is_cut_there() {
    let mut file = sample();
    file.nodes.retain(|node| node.0 != 2);
    let network = read(&file.encode(None)).unwrap();
    assert_eq!(network.edges().len(), 3, "the stretch to the missing node is left out");
}

#[test]
fn a_loop_and_a_repeated_node_are_roads_as_well() {
    let mut file = sample();
    file.way(15, &[4, 4, 5, 6, 4], &[("highway", "residential")]);
    let network = read(&file.encode(None)).unwrap();
    let residential = network.edges().iter().filter(|edge| edge.class == Class::Residential);
    assert_eq!(residential.count(), 3);
}

#[test]
fn refusals_name_the_block_and_the_byte() {
    let bytes = sample().encode(Some(zlib));
    let refused = |bytes: &[u8]| {
        let error = read(bytes).unwrap_err();
        assert_eq!(error.code, Code::BadRoads, "{error}");
        error
    };
    // Without its last block, which has the border, it is a whole file: no block says how many there are.
    let before_border = OsmFile { relations: Vec::new(), ..sample() }.encode(Some(zlib)).len();
    for length in (0..bytes.len()).filter(|length| *length != before_border) {
        refused(&bytes[..length]);
    }
    let cut = refused(&bytes[..bytes.len() - 3]);
    assert_eq!(cut.at.row, Some(4));
    assert!(cut.message.contains("3 bytes of the block are missing"), "{cut}");
    assert!(refused(b"PK\x03\x04").message.contains("block 1, which begins at byte 0"));
    refused(&[]);
    let mut file = sample();
    file.features = vec!["OsmSchema-V0.6", "HistoricalInformation"];
    assert!(refused(&file.encode(None)).message.contains("HistoricalInformation"));
    let mut file = sample();
    file.ways.retain(|way| way.0 > 11);
    assert!(refused(&file.encode(None)).message.contains("no road"));
    let mut file = sample();
    file.nodes.clear();
    assert!(refused(&file.encode(None)).message.contains("none of their nodes"));
    let mut file = sample();
    file.nodes[2].2 = 95.0;
    assert!(refused(&file.encode(None)).message.contains("node 3 lies nowhere"));
}

#[test]
fn a_block_that_unpacks_to_more_than_it_says_is_refused() {
    let bomb = zlib(&vec![0; 64 << 20]);
    let mut body = Vec::new();
    number_field(&mut body, 2, 1000);
    bytes_field(&mut body, 3, &bomb);
    let mut frame = Vec::new();
    bytes_field(&mut frame, 1, b"OSMData");
    number_field(&mut frame, 3, body.len() as u64);
    let block = [&(frame.len() as u32).to_be_bytes()[..], &frame, &body].concat();
    let start = blob("OSMHeader", &[], None);
    let error = read(&[start, block].concat()).unwrap_err();
    assert!(error.message.contains("1000 bytes"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn hostile_extracts_are_refused_or_read(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5), is_plain: bool) {
        let mut bytes = OsmFile { is_plain, ..sample() }.encode(None);
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if let Err(error) = read(&bytes) {
            prop_assert!(matches!(error.code, Code::BadRoads | Code::TooLarge));
        }
    }
}
