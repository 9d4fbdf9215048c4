//! A network with places joined on: each place is a node on the edge that is nearest to it, which it cuts into pieces.

use std::collections::HashMap;
use std::ops::Range;

use super::network::{Edge, Network, leg_km};
use super::snap::{Snap, Snapper, check_snap_km};
use super::speeds::Speeds;
use crate::error::{Code, ErrorPlace, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::check_point;
use crate::memory;

/// Bytes of memory for each way of an edge.
const BYTES_OF_LINK: usize = 24;
/// The most places that are joined on.
const MOST_PLACES: usize = 1000;

/// A part of an edge between two places on it, or between one and an end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JoinedPiece {
    /// The edge.
    pub edge: u32,
    /// Where on the line of the edge it begins, km.
    pub from_km: f64,
    /// Where it ends, km.
    pub to_km: f64,
}

/// What driving each road adds to the exposure: a number for each edge, and one for each piece.
#[derive(Clone, Copy, Debug)]
pub struct Exposures<'a> {
    /// For each edge of the network.
    pub edges: &'a [f64],
    /// For each of [`Joined::pieces`]. Without them, pieces have their share of the edge, by length.
    pub pieces: Option<&'a [f64]>,
}

/// A network with places joined on. Roads have numbers: first the edges, then the pieces of the edges that are cut.
pub struct Joined<'n> {
    network: &'n Network,
    snaps: Vec<Snap>,
    pieces: Vec<JoinedPiece>,
    /// The pieces of each edge that is cut.
    cut: HashMap<u32, Range<usize>>,
    /// What may be driven: from which node to which, and the road, against its line if the last bit is set.
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    links: Vec<u32>,
    hours: Vec<f64>,
}

impl<'n> Joined<'n> {
    /// Joins places on. `names` are what each place is called where it is refused, such as `from` or `via.0`.
    ///
    /// # Errors
    /// `BadGeometry` for a place that is not on the globe, and `BadOption` for one with no road within `snap_km`, with its name as field;
    /// `BadOption` for impossible speeds and for more than 1,000 places. `TooLarge` if there is not enough memory.
    pub fn new(
        network: &'n Network,
        snapper: &Snapper,
        places: &[(String, LonLat)],
        speeds: &Speeds,
        snap_km: f64,
    ) -> Result<Joined<'n>> {
        speeds.check()?;
        check_snap_km(snap_km)?;
        if places.len() > MOST_PLACES {
            let message = format!("There are {} places; at most {MOST_PLACES} are accepted.", places.len());
            return Err(GeobitError::new(Code::BadOption, message).at_field("places"));
        }
        let snaps: Vec<Snap> =
            places.iter().map(|(name, at)| snap_place(network, snapper, name, *at, snap_km)).collect::<Result<_>>()?;
        let count = 2 * network.edges().len() + 4 * snaps.len();
        memory::require("This network", count * BYTES_OF_LINK)?;
        let mut joined = Joined {
            network,
            snaps,
            pieces: Vec::new(),
            cut: HashMap::new(),
            from: Vec::with_capacity(count),
            to: Vec::with_capacity(count),
            links: Vec::with_capacity(count),
            hours: Vec::with_capacity(count),
        };
        joined.cut_edges(speeds);
        for (number, edge) in network.edges().iter().enumerate() {
            if !joined.cut.contains_key(&(number as u32)) {
                joined.add(number as u32, edge, (edge.from, edge.to), speeds.hours(edge));
            }
        }
        Ok(joined)
    }

    /// Cuts edges at the places on them.
    fn cut_edges(&mut self, speeds: &Speeds) {
        let mut order: Vec<usize> = (0..self.snaps.len()).collect();
        let snaps = self.snaps.clone();
        crate::order::sort_by(&mut order, |a, b| {
            let (a, b) = (&snaps[*a], &snaps[*b]);
            a.edge.cmp(&b.edge).then(a.along_km.total_cmp(&b.along_km))
        });
        for places in order.chunk_by(|a, b| snaps[*a].edge == snaps[*b].edge) {
            let number = snaps[places[0]].edge;
            let edge = self.network.edges()[number as usize];
            let first = self.pieces.len();
            let ends = places.iter().map(|place| (self.node_of(*place), snaps[*place].along_km.min(edge.length_km)));
            let ends: Vec<(u32, f64)> =
                [(edge.from, 0.0)].into_iter().chain(ends).chain([(edge.to, edge.length_km)]).collect();
            for pair in ends.windows(2) {
                let [(from, from_km), (to, to_km)] = [pair[0], pair[1]];
                let road = (self.network.edges().len() + self.pieces.len()) as u32;
                self.pieces.push(JoinedPiece { edge: number, from_km, to_km });
                let part = Edge { length_km: to_km - from_km, ..edge };
                self.add(road, &edge, (from, to), speeds.hours(&part));
            }
            self.cut.insert(number, first..self.pieces.len());
        }
    }

    fn add(&mut self, road: u32, edge: &Edge, (from, to): (u32, u32), hours: f64) {
        for backward in [false, true] {
            if edge.allows(backward) {
                let (from, to) = if backward { (to, from) } else { (from, to) };
                self.from.push(from);
                self.to.push(to);
                self.links.push(road << 1 | u32::from(backward));
                self.hours.push(hours);
            }
        }
    }

    /// The network.
    pub fn network(&self) -> &'n Network {
        self.network
    }

    /// Where each place lies on a road.
    pub fn snaps(&self) -> &[Snap] {
        &self.snaps
    }

    /// The pieces of the edges that are cut.
    pub fn pieces(&self) -> &[JoinedPiece] {
        &self.pieces
    }

    /// The pieces of an edge that is cut, as roads.
    pub(super) fn pieces_of(&self, edge: u32) -> Option<Range<u32>> {
        let first = self.network.edges().len();
        self.cut.get(&edge).map(|pieces| (first + pieces.start) as u32..(first + pieces.end) as u32)
    }

    /// The number of nodes, those of the places included.
    pub fn node_count(&self) -> u32 {
        (self.network.node_count() + self.snaps.len()) as u32
    }

    /// The node of a place.
    pub fn node_of(&self, place: usize) -> u32 {
        (self.network.node_count() + place) as u32
    }

    /// The number of roads: edges and pieces.
    pub fn road_count(&self) -> usize {
        self.network.edges().len() + self.pieces.len()
    }

    /// The edge that a road is, or is a piece of.
    pub(super) fn edge_of(&self, road: u32) -> u32 {
        match (road as usize).checked_sub(self.network.edges().len()) {
            None => road,
            Some(piece) => self.pieces[piece].edge,
        }
    }

    /// The number of ways that roads may be driven.
    pub(super) fn link_count(&self) -> usize {
        self.links.len()
    }

    /// The road of a link, and whether it is driven against its line.
    pub(super) fn link(&self, link: usize) -> (u32, bool) {
        (self.links[link] >> 1, self.links[link] & 1 == 1)
    }

    /// The hours of a link.
    pub(super) fn hours(&self, link: usize) -> f64 {
        self.hours[link]
    }

    /// The length of a road, km.
    pub(super) fn length_km(&self, road: u32) -> f64 {
        match (road as usize).checked_sub(self.network.edges().len()) {
            None => self.network.edges()[road as usize].length_km,
            Some(piece) => self.pieces[piece].to_km - self.pieces[piece].from_km,
        }
    }

    /// The line of a road.
    pub fn line(&self, road: u32) -> Vec<LonLat> {
        match (road as usize).checked_sub(self.network.edges().len()) {
            None => self.network.line(road),
            Some(piece) => {
                let JoinedPiece { edge, from_km, to_km } = self.pieces[piece];
                section(&self.network.line(edge), from_km, to_km)
            }
        }
    }

    /// The hours that each edge takes by some speeds, and each piece, for the exposures of both.
    pub fn road_hours(&self, speeds: &Speeds) -> (Vec<f64>, Vec<f64>) {
        let edges = self.network.edges();
        let piece = |piece: &JoinedPiece| {
            speeds.hours(&Edge { length_km: piece.to_km - piece.from_km, ..edges[piece.edge as usize] })
        };
        (edges.iter().map(|edge| speeds.hours(edge)).collect(), self.pieces.iter().map(piece).collect())
    }

    /// What each road adds to the exposure.
    ///
    /// # Errors
    /// `BadOption` for another number of exposures than there are edges or pieces, and for one that is not a number from 0 on.
    pub(super) fn check_exposures(&self, exposures: &Exposures<'_>) -> Result<Vec<f64>> {
        let refuse = |field: String, message: String| Err(GeobitError::new(Code::BadOption, message).at_field(field));
        let Exposures { edges, pieces } = exposures;
        for (name, list, count) in [
            ("exposures.edges", Some(*edges), self.network.edges().len()),
            ("exposures.pieces", *pieces, self.pieces.len()),
        ] {
            let Some(list) = list else { continue };
            if list.len() != count {
                return refuse(name.into(), format!("{name} has {} entries; {count} are wanted.", list.len()));
            }
            if let Some(number) = list.iter().position(|one| !(one.is_finite() && *one >= 0.0)) {
                let message = format!("{name}.{number} is {}; a number from 0 on is accepted.", list[number]);
                return refuse(format!("{name}.{number}"), message);
            }
        }
        let share = |piece: &JoinedPiece| {
            let edge = piece.edge as usize;
            let length_km = self.network.edges()[edge].length_km;
            if length_km > 0.0 { edges[edge] * (piece.to_km - piece.from_km) / length_km } else { 0.0 }
        };
        let of_pieces: Vec<f64> = match pieces {
            Some(pieces) => pieces.to_vec(),
            None => self.pieces.iter().map(share).collect(),
        };
        Ok([edges, of_pieces.as_slice()].concat())
    }
}

/// The place on a road that is nearest to a place.
fn snap_place(network: &Network, snapper: &Snapper, name: &str, at: LonLat, snap_km: f64) -> Result<Snap> {
    // It is a place by itself, and no vertex of a line.
    let refuse = |error: GeobitError| {
        let message = format!("{name}: {}", error.message.replacen("Vertex 0 has", "it has", 1));
        GeobitError { message, at: ErrorPlace { field: Some(name.to_owned()), ..ErrorPlace::default() }, ..error }
    };
    let at = check_point(at).map_err(refuse)?;
    snapper.nearest(network, at, snap_km).ok_or_else(|| {
        let nearest = snapper.nearest(network, at, 20_000.0);
        let message = match nearest {
            Some(snap) => {
                format!(
                    "{name} is {:.1} km from the nearest road; a place within {snap_km} km of one is wanted.",
                    snap.km
                )
            }
            None => format!("There is no road to which {name} could be joined."),
        };
        GeobitError::new(Code::BadOption, message).at_field(name)
    })
}

/// A part of a line between two positions on it.
pub fn section(line: &[LonLat], from_km: f64, to_km: f64) -> Vec<LonLat> {
    let points: Vec<GeoPoint> = line.iter().map(|at| GeoPoint::new(*at)).collect();
    let mut part = Vec::new();
    let mut start = 0.0;
    for pair in points.windows(2) {
        let length = leg_km(&pair[0], &pair[1]);
        let end = start + length;
        let at = |km: f64| {
            pair[0].at.lerp(pair[1].at, if length > 0.0 { ((km - start) / length).clamp(0.0, 1.0) } else { 0.0 })
        };
        if part.is_empty() && end >= from_km {
            part.push(at(from_km));
        }
        if !part.is_empty() {
            if end >= to_km {
                part.push(at(to_km));
                return part;
            }
            part.push(pair[1].at);
        }
        start = end;
    }
    let last = *line.last().expect("a line has places");
    part.push(last);
    if part.len() == 1 {
        part.push(last);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::distance_km;
    use crate::roads::network::length_km;
    use crate::roads::testing;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_section_is_as_long_as_its_positions_say(
            path in prop::collection::vec((0.0..0.5f64, 10.0..10.5f64), 2..8), a in 0.0..1.0f64, b in 0.0..1.0f64,
        ) {
            let line: Vec<LonLat> = path.iter().map(|(lon, lat)| LonLat::new(*lon, *lat)).collect();
            let whole = length_km(&line);
            let (from, to) = (a.min(b) * whole, a.max(b) * whole);
            let part = section(&line, from, to);
            // Degrees of longitude do not have the same length all along a leg.
            prop_assert!((length_km(&part) - (to - from)).abs() < 1e-4 * whole + 1e-6, "{} {}", length_km(&part), to - from);
            let before = section(&line, 0.0, from);
            prop_assert!(distance_km(*before.last().unwrap(), part[0]) < 1e-9);
        }
    }

    #[test]
    fn places_on_one_edge_cut_it_in_their_order() {
        let network = testing::grid_network(2, 1, 0.1);
        let snapper = Snapper::new(&network);
        let places = [0.08, 0.02, 0.05].map(|lon| (format!("p{lon}"), LonLat::new(lon, 10.0)));
        let joined = Joined::new(&network, &snapper, &places, &Speeds::default(), 1.0).unwrap();
        let length = network.edges()[0].length_km;
        let ends: Vec<f64> = joined.pieces().iter().map(|piece| (piece.to_km / length * 100.0).round()).collect();
        assert_eq!(ends, [20.0, 50.0, 80.0, 100.0]);
        assert_eq!(joined.link_count(), 8);
        let far = [("via.0".to_owned(), LonLat::new(5.0, 10.0))];
        let error = Joined::new(&network, &snapper, &far, &Speeds::default(), 1.0).err().unwrap();
        assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("via.0")));
        assert!(error.message.starts_with("via.0 is 537."), "{}", error.message);
        assert!(error.message.ends_with("a place within 1 km of one is wanted."), "{}", error.message);
    }
}
