//! Ways that are split where they meet, so that each edge ends at a node of the network.

use super::collect::{Collected, NodeTable};
use crate::error::Result;
use crate::geo::HilbertCurve;
use crate::roads::network::{About, Class, Edge, Flags, Line, Micro, Network, Parts, grow, place_of};

/// How far a line of a map may be from what it shows, millionths of a degree.
const LINE_MICRO: f64 = 2000.0;
/// The zoom of the tiles on whose edges a class may change because two people drew them; edges of larger tiles are among theirs.
const TILE_ZOOM: u32 = 14;
/// How near to the edge of a tile such a change lies, as a share of the tile: about 25 m.
const TILE_SHARE: f64 = 0.01;
/// No node yet.
const NONE: u32 = u32::MAX;

/// Makes the network of what was collected.
pub fn split(collected: Collected, table: &NodeTable, about: About) -> Result<Network> {
    let Collected { ways, refs, names, .. } = collected;
    let mut parts = Parts { about, names, ..Parts::default() };
    let mut node_of = vec![NONE; table.len()];
    for way in &ways {
        let refs = &refs[way.refs.0..way.refs.1];
        if let Some(layer) = way.layer {
            for places in stretches(refs, table) {
                let places = simplify(&places);
                if places.len() > 1 {
                    parts.lines.push(Line { layer, name: way.name, places });
                }
            }
        }
        if let Some(class) = way.class {
            let edge = Edge {
                from: 0,
                to: 0,
                class,
                surface: way.surface,
                flags: way.flags,
                name: way.name,
                inner: (0, 0),
                length_km: 0.0,
            };
            add_edges(refs, table, edge, &mut node_of, &mut parts)?;
        }
    }
    mark_doubtful(&mut parts);
    sort(&mut parts);
    Network::new(parts)
}

/// The places of a way, cut where the extract does not have them.
fn stretches(refs: &[i64], table: &NodeTable) -> Vec<Vec<Micro>> {
    let places: Vec<Option<Micro>> = refs.iter().map(|id| table.place(table.index(*id))).collect();
    places
        .split(Option::is_none)
        .filter(|part| part.len() > 1)
        .map(|part| part.iter().flatten().copied().collect())
        .collect()
}

fn add_edges(refs: &[i64], table: &NodeTable, edge: Edge, node_of: &mut [u32], parts: &mut Parts) -> Result<()> {
    let mut node_at = |index: usize, place: Micro, nodes: &mut Vec<Micro>| -> Result<u32> {
        if node_of[index] == NONE {
            grow(nodes, 1)?;
            node_of[index] = nodes.len() as u32;
            nodes.push(place);
        }
        Ok(node_of[index])
    };
    // Where the edge in work begins, its places so far, and what nodes say of it.
    let mut begun: Option<(u32, u32, Flags)> = None;
    for (number, id) in refs.iter().enumerate() {
        let index = table.index(*id);
        let Some(place) = table.place(index) else {
            parts.inner.truncate(begun.map_or(parts.inner.len(), |(_, start, _)| start as usize));
            begun = None;
            continue;
        };
        if number > 0 && refs[number - 1] == *id {
            continue;
        }
        let is_last = number + 1 == refs.len() || table.place(table.index(refs[number + 1])).is_none();
        let flags = table.flags(index);
        match begun {
            None => {
                if !is_last {
                    begun = Some((node_at(index, place, &mut parts.nodes)?, parts.inner.len() as u32, flags));
                }
            }
            Some((from, start, before)) if is_last || table.is_junction(index) => {
                let to = node_at(index, place, &mut parts.nodes)?;
                grow(&mut parts.edges, 1)?;
                let all = Flags(edge.flags.0 | before.0 | flags.0);
                let inner = (start, parts.inner.len() as u32 - start);
                parts.edges.push(Edge { from, to, flags: all, inner, ..edge });
                begun = (!is_last).then_some((to, parts.inner.len() as u32, flags));
            }
            Some((from, start, before)) => {
                grow(&mut parts.inner, 1)?;
                parts.inner.push(place);
                begun = Some((from, start, Flags(before.0 | flags.0)));
            }
        }
    }
    Ok(())
}

/// Marks edges whose class changes, without a crossing, where two tiles meet: people who draw roads from imagery are given tiles, and
/// each may see another class.
fn mark_doubtful(parts: &mut Parts) {
    let mut at_node: Vec<[u32; 2]> = vec![[NONE; 2]; parts.nodes.len()];
    let mut degree = vec![0u8; parts.nodes.len()];
    for (number, edge) in parts.edges.iter().enumerate() {
        for node in [edge.from, edge.to] {
            let degree = &mut degree[node as usize];
            if *degree < 2 {
                at_node[node as usize][usize::from(*degree)] = number as u32;
            }
            *degree = degree.saturating_add(1);
        }
    }
    for (node, [a, b]) in at_node.into_iter().enumerate() {
        if degree[node] != 2 || a == b {
            continue;
        }
        let classes = [a, b].map(|edge| parts.edges[edge as usize].class);
        let is_change = classes[0] != classes[1] && classes.contains(&Class::Track);
        if is_change && is_at_tile_edge(parts.nodes[node]) {
            for edge in [a, b] {
                let flags = &mut parts.edges[edge as usize].flags;
                *flags = flags.with(Flags::DOUBTFUL, true);
            }
        }
    }
}

/// Whether a place lies at the edge of a tile of a map in Web Mercator.
fn is_at_tile_edge(micro: Micro) -> bool {
    let at = place_of(micro);
    let tiles = f64::from(1 << TILE_ZOOM);
    let x = (at.lon + 180.0) / 360.0 * tiles;
    let y = (1.0 - at.lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * tiles;
    [x, y].iter().any(|position| (position - position.round()).abs() < TILE_SHARE)
}

/// Puts nodes that are near each other beside each other, and edges into the order of their nodes, so that a pack is small.
fn sort(parts: &mut Parts) {
    let curve = HilbertCurve::new();
    let position = |micro: Micro| curve.position_wrapped(place_of(micro));
    let mut order: Vec<(u32, u32)> =
        parts.nodes.iter().enumerate().map(|(number, micro)| (position(*micro), number as u32)).collect();
    order.sort_unstable();
    let mut new = vec![0u32; order.len()];
    for (number, (_, old)) in order.iter().enumerate() {
        new[*old as usize] = number as u32;
    }
    parts.nodes = order.iter().map(|(_, old)| parts.nodes[*old as usize]).collect();
    for edge in &mut parts.edges {
        (edge.from, edge.to) = (new[edge.from as usize], new[edge.to as usize]);
    }
    parts.edges.sort_by_key(|edge| (edge.from, edge.to, edge.inner));
    let old = std::mem::take(&mut parts.inner);
    parts.inner.reserve_exact(old.len());
    for edge in &mut parts.edges {
        let (start, count) = edge.inner;
        edge.inner.0 = parts.inner.len() as u32;
        parts.inner.extend_from_slice(&old[start as usize..(start + count) as usize]);
    }
}

/// Leaves out the places of a line that are near the line without them.
/// Source: D. H. Douglas and T. K. Peucker, Algorithms for the reduction of the number of points, Cartographica 10 (1973).
fn simplify(places: &[Micro]) -> Vec<Micro> {
    let mut kept = vec![false; places.len()];
    let Some(last) = places.len().checked_sub(1) else { return Vec::new() };
    (kept[0], kept[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((start, end)) = open.pop() {
        let at = |number: usize| places[number].map(f64::from);
        let ([x0, y0], [x1, y1]) = (at(start), at(end));
        let (dx, dy) = (x1 - x0, y1 - y0);
        let length_2 = dx * dx + dy * dy;
        let off = |number: usize| {
            let [x, y] = at(number);
            let share = if length_2 > 0.0 { (((x - x0) * dx + (y - y0) * dy) / length_2).clamp(0.0, 1.0) } else { 0.0 };
            (x - x0 - share * dx).hypot(y - y0 - share * dy)
        };
        let farthest = (start + 1..end).map(|number| (off(number), number)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((off, number)) = farthest.filter(|(off, _)| *off > LINE_MICRO) {
            debug_assert!(off > 0.0);
            kept[number] = true;
            open.extend([(start, number), (number, end)]);
        }
    }
    places.iter().zip(kept).filter(|(_, kept)| *kept).map(|(place, _)| *place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::testing;

    #[test]
    fn a_class_that_changes_at_the_edge_of_a_tile_is_doubtful() {
        let make = |lon: i32| {
            let mut parts = testing::grid(3, 1, 0.01);
            parts.nodes = vec![[lon - 10_000, 5_123_456], [lon, 5_123_456], [lon + 10_000, 5_123_456]];
            parts.edges[1].class = Class::Track;
            mark_doubtful(&mut parts);
            parts.edges.iter().map(|edge| edge.flags.has(Flags::DOUBTFUL)).collect::<Vec<_>>()
        };
        // The edge of a tile of zoom 14 is at each 360°/16384.
        assert_eq!(make((100.0 * 360.0 / 16384.0 * 1e6) as i32), [true, true]);
        assert_eq!(make((100.5 * 360.0 / 16384.0 * 1e6) as i32), [false, false]);
    }

    #[test]
    fn a_line_keeps_what_shows() {
        let line = [[0, 0], [10_000, 100], [20_000, 0], [20_000, 90_000], [20_000, 100_000]];
        assert_eq!(simplify(&line), [[0, 0], [20_000, 0], [20_000, 100_000]]);
    }
}
