//! What is told of a network before anything is asked of it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::network::{About, Class, Network};

/// What a network holds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Where it comes from.
    #[serde(flatten)]
    pub about: About,
    /// The number of nodes.
    pub nodes: usize,
    /// The number of edges.
    pub edges: usize,
    /// The length of all edges, km.
    pub length_km: f64,
    /// West, south, east and north, degrees; `None` for a network without edges.
    pub bbox: Option<[f64; 4]>,
    /// The length of the edges of each class that there is, km.
    pub classes: BTreeMap<Class, f64>,
    /// The number of rivers and borders.
    pub lines: usize,
}

impl Summary {
    /// Sums a network up. Lengths are rounded to 100 m.
    pub fn new(network: &Network) -> Summary {
        let round = |km: f64| (km * 10.0).round() / 10.0;
        let mut classes: BTreeMap<Class, f64> = BTreeMap::new();
        for edge in network.edges() {
            *classes.entry(edge.class).or_default() += edge.length_km;
        }
        classes.values_mut().for_each(|km| *km = round(*km));
        classes.retain(|_, km| *km > 0.0);
        Summary {
            about: network.about().clone(),
            nodes: network.node_count(),
            edges: network.edges().len(),
            length_km: round(network.length_km()),
            bbox: network.bbox(),
            classes,
            lines: network.parts().lines.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::testing;

    #[test]
    fn a_summary_counts_what_there_is() {
        let network = testing::grid_network(3, 2, 0.1);
        let summary = Summary::new(&network);
        assert_eq!((summary.nodes, summary.edges), (6, 7));
        assert_eq!(summary.classes.values().sum::<f64>(), summary.length_km);
        assert!((summary.length_km - network.length_km()).abs() <= 0.05);
        let told = serde_json::to_value(&summary).unwrap();
        assert!(told["name"].is_string() && told["classes"].is_object(), "{told}");
    }
}
