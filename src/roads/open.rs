//! The roads that may be driven, as a graph.

use super::joined::Joined;
use crate::error::Result;
use crate::paths::{Edges, Graph};

/// The links that may be driven, as lists for a graph.
pub struct Open {
    /// The number of each link among all.
    pub links: Vec<u32>,
    from: Vec<u32>,
    to: Vec<u32>,
    /// The hours of each.
    pub hours: Vec<f64>,
    /// The second cost of each.
    pub second: Vec<f64>,
    nodes: u32,
}

impl Open {
    /// The links whose roads are open. `second` is the second cost of a road.
    pub fn new(joined: &Joined<'_>, is_open: impl Fn(u32) -> bool, second: impl Fn(u32) -> f64) -> Open {
        let links: Vec<u32> =
            (0..joined.link_count() as u32).filter(|link| is_open(joined.link(*link as usize).0)).collect();
        let of = |list: &[u32]| links.iter().map(|link| list[*link as usize]).collect::<Vec<u32>>();
        Open {
            from: of(&joined.from),
            to: of(&joined.to),
            hours: links.iter().map(|link| joined.hours(*link as usize)).collect(),
            second: links.iter().map(|link| second(joined.link(*link as usize).0)).collect(),
            nodes: joined.node_count(),
            links,
        }
    }

    /// The same without some roads.
    pub fn without(&self, joined: &Joined<'_>, is_left_out: impl Fn(u32) -> bool) -> Open {
        let kept: Vec<usize> =
            (0..self.links.len()).filter(|number| !is_left_out(joined.link(self.links[*number] as usize).0)).collect();
        let of = |list: &[u32]| kept.iter().map(|number| list[*number]).collect::<Vec<u32>>();
        let costs = |list: &[f64]| kept.iter().map(|number| list[*number]).collect::<Vec<f64>>();
        Open {
            links: of(&self.links),
            from: of(&self.from),
            to: of(&self.to),
            hours: costs(&self.hours),
            second: costs(&self.second),
            nodes: self.nodes,
        }
    }

    /// Returns the graph of these links. Its first cost is the hours.
    pub fn graph(&self) -> Result<Graph<'_>> {
        Graph::new(self.nodes, Edges { from: &self.from, to: &self.to, costs: [&self.hours, &self.second] })
    }

    /// The links of some edges of the graph.
    pub fn links_of(&self, edges: &[u32]) -> Vec<u32> {
        edges.iter().map(|edge| self.links[*edge as usize]).collect()
    }
}
