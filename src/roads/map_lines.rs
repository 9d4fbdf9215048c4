//! The lines of a network for a map: roads by class, rivers and borders.

use serde::Serialize;

use super::network::{Class, Layer, Network, place_of};
use crate::geo::LonLat;

/// All lines of one kind, end to end.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLines {
    /// The class of the roads, or `river` or `border`.
    pub kind: String,
    /// How many places there are up to the end of each line.
    pub ends: Vec<u32>,
    /// Longitudes and latitudes, degrees.
    pub coordinates: Vec<f64>,
}

impl MapLines {
    fn new(kind: &impl Serialize) -> MapLines {
        let name = serde_json::to_value(kind).unwrap_or_default();
        MapLines { kind: name.as_str().unwrap_or_default().to_owned(), ends: Vec::new(), coordinates: Vec::new() }
    }

    fn add(&mut self, line: impl Iterator<Item = LonLat>) {
        self.coordinates.extend(line.flat_map(|at| [at.lon, at.lat]));
        self.ends.push((self.coordinates.len() / 2) as u32);
    }
}

/// Returns the lines of each kind of which there are any: roads by their class, then rivers and borders.
pub fn map_lines(network: &Network) -> Vec<MapLines> {
    let mut line = Vec::new();
    let mut found: Vec<MapLines> = Class::ALL.iter().map(MapLines::new).collect();
    for (number, edge) in network.edges().iter().enumerate() {
        network.line_into(number as u32, &mut line);
        found[Class::ALL.iter().position(|class| *class == edge.class).unwrap_or_default()].add(line.iter().copied());
    }
    for layer in [Layer::River, Layer::Border] {
        let mut of_layer = MapLines::new(&layer);
        let lines = network.parts().lines.iter().filter(|line| line.layer == layer);
        lines.for_each(|line| of_layer.add(line.places.iter().map(|place| place_of(*place))));
        found.push(of_layer);
    }
    found.retain(|lines| !lines.ends.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::network::Line;
    use crate::roads::testing;

    #[test]
    fn every_edge_and_every_line_is_drawn_once() {
        let mut parts = testing::grid(3, 2, 0.1);
        parts.edges[1].class = Class::Track;
        parts.lines.push(Line { layer: Layer::River, name: 0, places: vec![[0, 0], [1_000_000, 500_000]] });
        let network = Network::new(parts).unwrap();
        let found = map_lines(&network);
        assert_eq!(found.iter().map(|lines| lines.ends.len()).sum::<usize>(), network.edges().len() + 1);
        let river = found.last().unwrap();
        assert_eq!((river.kind.as_str(), &river.coordinates), ("river", &vec![0.0, 0.0, 1.0, 0.5]));
        let track = found.iter().find(|lines| lines.kind == "track").unwrap();
        let edge: Vec<f64> = network.line(1).iter().flat_map(|at| [at.lon, at.lat]).collect();
        assert_eq!(track.coordinates, edge);
    }
}
