//! The trunk roads of the demo as a network: real towns and links, straight from town to town, and so marked as schematic.

use std::collections::BTreeMap;

use geobit::LonLat;
use geobit::roads::{About, Class, Edge, Flags, Network, Parts, Surface, micro_of, write_pack};

use crate::roads::ROADS;
use crate::towns::town;

/// The network, in which every town on a road is a node.
pub fn network() -> geobit::Result<Network> {
    let mut parts = Parts { about: about(), names: vec![String::new()], ..Parts::default() };
    let mut nodes: BTreeMap<&str, u32> = BTreeMap::new();
    let mut links: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for road in ROADS {
        for pair in road.towns.windows(2) {
            let mut ends = [pair[0], pair[1]].map(|name| {
                *nodes.entry(name).or_insert_with(|| {
                    let town = town(name);
                    parts.nodes.push(micro_of(LonLat::new(town.lon, town.lat)));
                    parts.nodes.len() as u32 - 1
                })
            });
            ends.sort_unstable();
            links.entry((ends[0], ends[1])).or_insert_with(|| {
                parts.names.push(format!("{} – {}", pair[0], pair[1]));
                parts.names.len() as u32 - 1
            });
        }
    }
    parts.edges = links
        .into_iter()
        .map(|((from, to), name)| Edge {
            from,
            to,
            class: Class::Trunk,
            surface: Surface::Paved,
            flags: Flags::default(),
            name,
            inner: (0, 0),
            length_km: 0.0,
        })
        .collect();
    Network::new(parts)
}

fn about() -> About {
    About {
        name: "Demo roads: schematic, from town to town".into(),
        source: "a list of real towns and trunk roads, made for GeoBit".into(),
        licence: "CC0-1.0".into(),
        attribution: "Schematic, made for GeoBit: roads do not run like this".into(),
        data_as_of: String::new(),
        made_at: String::new(),
        made_by: "geobit-demo".into(),
        schematic: true,
    }
}

/// The network as a pack.
pub fn pack() -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut bytes = Vec::new();
    write_pack(&network()?, &mut bytes)??;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use geobit::roads::{Barring, Joined, PathsOptions, Snapper, paths, read_pack};

    #[test]
    fn the_pack_is_schematic_and_leads_from_bamako_to_sikasso() {
        let bytes = pack().unwrap();
        assert_eq!(bytes, pack().unwrap(), "the bytes are always the same");
        let network = read_pack(&bytes).unwrap();
        assert!(network.about().schematic && network.edges().len() > 80, "{}", network.edges().len());
        let snapper = Snapper::new(&network);
        let places = ["Bamako", "Sikasso"].map(|name| (name.to_owned(), LonLat::new(town(name).lon, town(name).lat)));
        let options = PathsOptions::default();
        let joined = Joined::new(&network, &snapper, &places, &options.speeds, options.snap_km).unwrap();
        let found = paths(&joined, &snapper, &Barring::default(), None, &options).unwrap();
        let km = found.paths[0].length_km;
        assert!((300.0..380.0).contains(&km), "{km} km; the real road has 370");
    }
}
