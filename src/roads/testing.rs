//! Small networks for tests.

use super::network::{Edge, Flags, Network, Parts};
use super::{Class, Surface};
use proptest::prelude::*;

/// An edge of a test between two nodes.
pub fn edge(from: u32, to: u32) -> Edge {
    let (class, surface, flags) = (Class::Primary, Surface::Paved, Flags::default());
    Edge { from, to, class, surface, flags, name: 0, inner: (0, 0), length_km: 0.0 }
}

/// Nodes in rows and columns, `step` degrees apart, from 0°/10° on, with edges between neighbours.
pub fn grid(columns: u32, rows: u32, step: f64) -> Parts {
    let mut parts = Parts { names: vec![String::new()], ..Parts::default() };
    for row in 0..rows {
        for column in 0..columns {
            let micro = |number: u32| (f64::from(number) * step * 1e6).round() as i32;
            parts.nodes.push([micro(column), 10_000_000 + micro(row)]);
            let node = row * columns + column;
            if column > 0 {
                parts.edges.push(edge(node - 1, node));
            }
            if row > 0 {
                parts.edges.push(edge(node - columns, node));
            }
        }
    }
    parts
}

/// The network of [`grid`].
pub fn grid_network(columns: u32, rows: u32, step: f64) -> Network {
    Network::new(grid(columns, rows, step)).unwrap()
}

/// Networks of a few nodes, with edges of several classes in one or both directions.
pub fn networks() -> impl Strategy<Value = Network> {
    let node = (-300_000..300_000i32, 9_700_000..10_300_000i32);
    (prop::collection::vec(node, 3..8), prop::collection::vec((0..8u32, 0..8u32, 0..5usize, 0..4u16), 2..14)).prop_map(
        |(nodes, edges)| {
            let count = nodes.len() as u32;
            let classes = [Class::Motorway, Class::Primary, Class::Tertiary, Class::Track, Class::Ferry];
            let edges = edges.into_iter().map(|(from, to, class, flags)| Edge {
                class: classes[class],
                flags: Flags(if flags < 3 { flags } else { 0 }),
                ..edge(from % count, to % count)
            });
            let nodes = nodes.into_iter().map(|(lon, lat)| [lon, lat]).collect();
            let edges = edges.filter(|edge| edge.from != edge.to).chain([edge(0, 1)]).collect();
            Network::new(Parts { nodes, edges, names: vec![String::new()], ..Parts::default() }).unwrap()
        },
    )
}
