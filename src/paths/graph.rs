//! A directed network, with the edges that begin or end at each node.

use crate::error::{Code, GeobitError, Result};
use crate::memory;

/// How much memory a node and an edge take beside the lists that are given, and while paths are looked for.
const BYTES_OF_NODE: usize = 120;
const BYTES_OF_EDGE: usize = 32;

/// The edges of a network: where each begins, where it ends, and its two costs. All lists have the same length.
#[derive(Clone, Copy, Debug)]
pub struct Edges<'a> {
    /// The node where each edge begins, from 0.
    pub from: &'a [u32],
    /// The node where it ends.
    pub to: &'a [u32],
    /// Its costs, at least 0.
    pub costs: [&'a [f64]; 2],
}

/// A checked network.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    /// Its edges.
    pub edges: Edges<'a>,
    nodes: u32,
    /// Edges by the node that they begin at, and by the one that they end at.
    outgoing: ByNode,
    incoming: ByNode,
}

/// The numbers of edges by node.
#[derive(Clone, Debug)]
struct ByNode {
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl ByNode {
    fn new(nodes: u32, node_of: &[u32]) -> ByNode {
        let mut starts = vec![0; nodes as usize + 1];
        for node in node_of {
            starts[*node as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let mut next = starts.clone();
        let mut edges = vec![0; node_of.len()];
        for (node, edge) in node_of.iter().zip(0..) {
            let next = &mut next[*node as usize];
            edges[*next as usize] = edge;
            *next += 1;
        }
        ByNode { starts, edges }
    }

    fn at(&self, node: u32) -> &[u32] {
        &self.edges[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

impl<'a> Graph<'a> {
    /// Checks the edges of a network of `nodes` nodes, which are numbered from 0.
    ///
    /// # Errors
    /// `BadOption` for lists of different lengths, for a node that there is not, and for a cost that is not a number from 0 on, with the list
    /// and the place in it as field, such as `costs.1.17`. `TooLarge` if there is not enough memory.
    pub fn new(nodes: u32, edges: Edges<'a>) -> Result<Graph<'a>> {
        let Edges { from, to, costs: [first, second] } = edges;
        for (name, length) in [("to", to.len()), ("costs.0", first.len()), ("costs.1", second.len())] {
            if length != from.len() {
                return refuse(
                    name,
                    format!("{name} has {length} entries and from has {}: one for each edge is wanted.", from.len()),
                );
            }
        }
        for (name, list) in [("from", from), ("to", to)] {
            if let Some(edge) = list.iter().position(|node| *node >= nodes) {
                check_node(&format!("{name}.{edge}"), list[edge], nodes)?;
            }
        }
        for (which, list) in edges.costs.iter().enumerate() {
            if let Some(edge) = list.iter().position(|cost| !(cost.is_finite() && *cost >= 0.0)) {
                let name = format!("costs.{which}.{edge}");
                let message = format!("{name} is {}; a number from 0 on is accepted.", list[edge]);
                return refuse(&name, message);
            }
        }
        let of_nodes = BYTES_OF_NODE.saturating_mul(nodes as usize);
        memory::require("This network", of_nodes.saturating_add(BYTES_OF_EDGE.saturating_mul(from.len())))?;
        Ok(Graph { edges, nodes, outgoing: ByNode::new(nodes, from), incoming: ByNode::new(nodes, to) })
    }

    /// The number of nodes.
    pub fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// The edges that begin at a node.
    pub fn outgoing(&self, node: u32) -> &[u32] {
        self.outgoing.at(node)
    }

    /// The edges that end at a node.
    pub fn incoming(&self, node: u32) -> &[u32] {
        self.incoming.at(node)
    }

    /// Refuses a node that there is not.
    pub(super) fn check(&self, name: &str, node: u32) -> Result<()> {
        check_node(name, node, self.nodes)
    }
}

fn check_node(name: &str, node: u32, nodes: u32) -> Result<()> {
    if node < nodes {
        return Ok(());
    }
    let accepted = match nodes {
        0 => "the network has no nodes".to_string(),
        _ => format!("a node from 0 to {} is accepted", nodes - 1),
    };
    refuse(name, format!("{name} is {node}; {accepted}."))
}

pub(super) fn refuse<T>(name: &str, message: String) -> Result<T> {
    Err(GeobitError::new(Code::BadOption, message).at_field(name))
}
