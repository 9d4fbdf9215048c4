//! Extracts of OpenStreetMap (`.osm.pbf`): the roads that vehicles may drive on, rivers, and borders.
//!
//! The format is protocol buffers in blocks, of which a reader needs little. So it is read here, in pieces and within bounds, and errors
//! name the block and the byte. The crate `osmpbf` reads the same files; it would bring its own runtime of protocol buffers and threads
//! into WebAssembly, takes a file that ends within the length of a block for whole, and does not say where in a block something is wrong.

mod blobs;
mod blocks;
mod collect;
mod split;
mod tags;
#[cfg(test)]
mod tests;
mod wire;

use std::io::SeekFrom;

use crate::day;
use crate::error::{Result, show_name};
use crate::roads::network::{About, Network, bad};
pub use blobs::OsmSource;
use blobs::{Kind, Unpacker};
use collect::Collected;

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;
/// What a reader has to know of, as the header names it.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];
/// The licence of OpenStreetMap, and how it is to be attributed.
const LICENCE: &str = "ODbL 1.0";
const ATTRIBUTION: &str = "© OpenStreetMap contributors";

/// What the caller says of an extract.
#[derive(Clone, Debug, Default)]
pub struct OsmOptions {
    /// What the network is called.
    pub name: String,
    /// What it was made of; where nothing is said, OpenStreetMap.
    pub source: Option<String>,
    /// The licence; where nothing is said, that of OpenStreetMap.
    pub licence: Option<String>,
    /// How the data are to be attributed; where nothing is said, as OpenStreetMap asks.
    pub attribution: Option<String>,
    /// The day on which the network is made, `YYYY-MM-DD`; empty where it is not told.
    pub made_at: String,
}

/// Whether the first bytes of a file may be those of an extract.
pub fn is_osm(start: &[u8]) -> bool {
    start.len() > 14 && start[0] == 0 && start[1] == 0 && start[4..].starts_with(b"\x0a\x09OSMHeader")
}

/// Reads the roads of an extract. It is read three times: for relations, for ways and for nodes.
///
/// # Errors
/// `BadRoads` with the number of the block as row, and with its byte in the sentence, for a file that is cut or is no extract, and for one
/// without a road. `TooLarge` if there is not enough memory.
pub fn read_osm(source: &mut dyn OsmSource, options: &OsmOptions) -> Result<Network> {
    let blocks = blobs::list(source)?;
    let Some(first) = blocks.first().filter(|block| block.kind == Kind::Header) else {
        return Err(bad("this is no extract of OpenStreetMap: its first block is no header"));
    };
    let mut unpacker = Unpacker::default();
    let header = first.checked(blocks::header(unpacker.content(source, first)?))?;
    if let Some(unknown) = header.required.iter().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(first.refuse(format!("the file needs a reader that knows of {}", show_name(unknown))));
    }
    let mut collected = Collected::relations(source, &blocks, &mut unpacker)?;
    collected.ways(source, &blocks, &mut unpacker)?;
    let nodes = collected.nodes(source, &blocks, &mut unpacker)?;
    let _ = source.seek(SeekFrom::Start(0));
    let given = |value: &Option<String>, known: &str| value.clone().unwrap_or_else(|| known.to_owned());
    let as_of = header.as_of.and_then(|seconds| i32::try_from(seconds.div_euclid(DAY_SECONDS)).ok());
    let about = About {
        name: options.name.clone(),
        source: given(&options.source, "OpenStreetMap"),
        licence: given(&options.licence, LICENCE),
        attribution: given(&options.attribution, ATTRIBUTION),
        data_as_of: as_of.filter(|day| (0..60_000).contains(day)).map(day::format).unwrap_or_default(),
        made_at: options.made_at.clone(),
        made_by: concat!("geobit ", env!("CARGO_PKG_VERSION")).to_owned(),
        schematic: false,
    };
    let network = split::split(collected, &nodes, about)?;
    if network.edges().is_empty() {
        return Err(bad("the extract has no road that vehicles may drive on"));
    }
    Ok(network)
}
