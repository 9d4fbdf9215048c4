//! Packs of roads and extracts of OpenStreetMap that are damaged here and there.

use arbitrary::Unstructured;
use geobit::digest::digest;
use geobit::error::GeobitError;
use geobit::roads::{
    Barring, Joined, LoadOptions, Network, PathsOptions, ReachOptions, Snapper, load, map_lines, paths, reach,
    write_pack,
};
use serde::{Deserialize, Serialize};

use super::Case;
use super::edits::{Edit, draw_edits};
use super::memory::bounded;
use super::readers::check_error;

/// What a small file may cost, however it is damaged: one packed byte stands for at most 64, and what is asked afterwards takes a grid.
const MAX_BYTES: usize = 256 << 20;
/// How far from a road a place may be, km.
const SNAP_KM: f64 = 5.0;
/// The digest at the end of a pack, which covers all before.
const DIGEST_BYTES: usize = 64;

/// The schematic roads of the demo, with columns that are not packed, so that damage reaches their numbers.
const PACK: &[u8] = include_bytes!("../bases/unpacked.roads");
const EXTRACT: &[u8] = include_bytes!("../../tests/fixtures/roads/small.osm.pbf");

/// A damaged file of roads.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DamagedRoads {
    /// Whether it is an extract, and not a pack.
    extract: bool,
    edits: Vec<Edit>,
}

impl Case for DamagedRoads {
    fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn draw(u: &mut Unstructured<'_>) -> arbitrary::Result<Self> {
        let extract = u.arbitrary()?;
        Ok(DamagedRoads { extract, edits: draw_edits(u, Self::base(extract).len())? })
    }

    /// Either the file is refused in words, or its roads are the same when they are written and read again, and answer questions.
    fn check(&self) {
        let bytes = self.edited();
        bounded(MAX_BYTES, || match read(&bytes) {
            Ok(network) => {
                check_again(&network);
                ask(&network);
            }
            Err(error) => check_error(&error),
        });
    }
}

impl DamagedRoads {
    fn base(extract: bool) -> &'static [u8] {
        if extract { EXTRACT } else { PACK }
    }

    /// The file with its edits; a pack with its digest anew, as otherwise that alone would be tried.
    fn edited(&self) -> Vec<u8> {
        let base = Self::base(self.extract);
        let mut bytes = if self.extract { base.to_vec() } else { base[..base.len() - DIGEST_BYTES].to_vec() };
        self.edits.iter().for_each(|edit| edit.apply(&mut bytes));
        if !self.extract {
            let digest = digest(&bytes);
            bytes.extend(digest.as_bytes());
        }
        bytes
    }
}

fn read(bytes: &[u8]) -> Result<Network, GeobitError> {
    load(bytes, LoadOptions::default(), "2026-01-01")
}

fn written(network: &Network) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_pack(network, &mut bytes).expect("memory takes all").expect("a network that was read can be written");
    bytes
}

fn check_again(network: &Network) {
    let once = written(network);
    let again = read(&once).expect("what was written can be read");
    assert_eq!(network.edges(), again.edges(), "written and read again");
    assert!(written(&again) == once, "written again, the pack is another one");
}

/// Asks for a way from the first node to the last, and for what can be reached.
fn ask(network: &Network) {
    map_lines(network);
    let Some(last) = network.node_count().checked_sub(1) else { return };
    let snapper = Snapper::new(network);
    let places = [("from", 0), ("to", last as u32)].map(|(name, node)| (name.to_owned(), network.node(node)));
    let options = PathsOptions::default();
    let joined = match Joined::new(network, &snapper, &places, &options.speeds, SNAP_KM) {
        Ok(joined) => joined,
        Err(error) => return check_error(&error),
    };
    match paths(&joined, &snapper, &Barring::default(), None, &options) {
        Ok(found) => assert!(found.paths.iter().all(|path| path.hours >= 0.0 && path.length_km >= 0.0), "{found:?}"),
        Err(error) => check_error(&error),
    }
    match reach(&joined, &snapper, &[1.0, 5.0], &Barring::default(), &ReachOptions::default()) {
        Ok(found) => assert!(found.reached[0].road_km <= found.reached[1].road_km + 1e-6, "{found:?}"),
        Err(error) => check_error(&error),
    }
}

/// The good files are good: otherwise the target would only try refusals.
pub fn check_bases() {
    for bytes in [PACK, EXTRACT] {
        let network = read(bytes).expect("good roads");
        assert!(!network.edges().is_empty());
        check_again(&network);
    }
}
