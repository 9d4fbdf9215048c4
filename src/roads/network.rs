//! A network of roads: nodes, the edges between them with what is known of each, and lines for the map.

use serde::{Deserialize, Serialize};

use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat, chord_km, chord_to_arc, distance_km};
use crate::memory;

/// A place in millionths of a degree, longitude first: good to 6 cm.
pub type Micro = [i32; 2];
/// Millionths in a degree.
pub const MICRO: f64 = 1e6;

/// The most nodes and edges that are held: their numbers are kept with one bit to spare.
const MOST: usize = 1 << 30;

/// What kind of road an edge is, by the word of OpenStreetMap; links count as the road that they lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Class {
    /// A motorway.
    Motorway,
    /// A trunk road.
    Trunk,
    /// A primary road.
    Primary,
    /// A secondary road.
    Secondary,
    /// A tertiary road.
    Tertiary,
    /// A road of the lowest class that still links places.
    Unclassified,
    /// A street between houses.
    Residential,
    /// A way to a site, or within one.
    Service,
    /// A track, mostly without a made surface.
    Track,
    /// A road of which nobody has said what it is.
    #[default]
    Unknown,
    /// A ferry that takes vehicles.
    Ferry,
}

impl Class {
    /// All classes, in the order of their numbers in a pack.
    pub const ALL: [Class; 11] = [
        Class::Motorway,
        Class::Trunk,
        Class::Primary,
        Class::Secondary,
        Class::Tertiary,
        Class::Unclassified,
        Class::Residential,
        Class::Service,
        Class::Track,
        Class::Unknown,
        Class::Ferry,
    ];
}

/// What a road is covered with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Surface {
    /// Nobody has said.
    #[default]
    Unknown,
    /// Asphalt, concrete, paving stones.
    Paved,
    /// Gravel and what is compacted.
    Gravel,
    /// Earth.
    Earth,
    /// Sand, mud and what else wheels sink into.
    Soft,
}

impl Surface {
    /// All surfaces, in the order of their numbers in a pack.
    pub const ALL: [Surface; 5] = [Surface::Unknown, Surface::Paved, Surface::Gravel, Surface::Earth, Surface::Soft];
}

/// What else is known of an edge, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags(pub u16);

impl Flags {
    /// It may be driven from its first node to its last one only.
    pub const FORWARD_ONLY: Flags = Flags(1);
    /// It may be driven from its last node to its first one only.
    pub const BACKWARD_ONLY: Flags = Flags(2);
    /// It is a bridge.
    pub const BRIDGE: Flags = Flags(4);
    /// It leads through water.
    pub const FORD: Flags = Flags(8);
    /// A gate or another barrier stands on it.
    pub const BARRIER: Flags = Flags(16);
    /// It is private.
    pub const PRIVATE: Flags = Flags(32);
    /// Its class is doubtful: it changes where two tiles of imagery meet.
    pub const DOUBTFUL: Flags = Flags(64);
    /// All bits that there are.
    pub const ALL: Flags = Flags(127);

    /// Whether all bits of another one are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// These bits, and those of another one if it holds.
    pub fn with(self, other: Flags, holds: bool) -> Flags {
        Flags(self.0 | if holds { other.0 } else { 0 })
    }
}

/// A road between two nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// The node where its line begins.
    pub from: u32,
    /// The node where its line ends.
    pub to: u32,
    /// What kind of road it is.
    pub class: Class,
    /// What it is covered with.
    pub surface: Surface,
    /// What else is known of it.
    pub flags: Flags,
    /// The number of its name; 0 where it has none.
    pub name: u32,
    /// Its places between the two nodes: from this number in the list of all edges, and so many.
    pub inner: (u32, u32),
    /// Its length, km. Whatever stands here is measured anew when a network is made.
    pub length_km: f64,
}

impl Edge {
    /// Whether it may be driven in the order of its line, or against it.
    pub fn allows(&self, backward: bool) -> bool {
        !self.flags.has(if backward { Flags::FORWARD_ONLY } else { Flags::BACKWARD_ONLY })
    }
}

/// Lines that are shown on the map and used by no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layer {
    /// Rivers.
    River,
    /// Borders of countries and of their first and second parts.
    Border,
}

/// A line for the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub layer: Layer,
    /// The number of its name; 0 where it has none.
    pub name: u32,
    /// Its places.
    pub places: Vec<Micro>,
}

/// Where a network comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct About {
    /// What it is called.
    pub name: String,
    /// What it was made of.
    pub source: String,
    /// The licence of the data.
    pub licence: String,
    /// How the data are to be attributed.
    pub attribution: String,
    /// The day up to which the source tells, `YYYY-MM-DD`; empty where it does not say.
    pub data_as_of: String,
    /// The day on which it was made, `YYYY-MM-DD`; empty where nobody said.
    pub made_at: String,
    /// The program that made it.
    pub made_by: String,
    /// Whether roads are drawn from town to town and not as they run.
    pub schematic: bool,
}

/// What a network is made of.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Where it comes from.
    pub about: About,
    /// Its nodes.
    pub nodes: Vec<Micro>,
    /// Its edges.
    pub edges: Vec<Edge>,
    /// The places of all edges between their nodes.
    pub inner: Vec<Micro>,
    /// The names; the first one is empty.
    pub names: Vec<String>,
    /// Lines for the map.
    pub lines: Vec<Line>,
}

/// A checked network.
#[derive(Clone, Debug)]
pub struct Network {
    parts: Parts,
}

impl Network {
    /// Checks the parts of a network, and measures its edges.
    ///
    /// # Errors
    /// `BadRoads` for a place that is not on the globe, and for an edge that names a node, a place or a name that there is not. `TooLarge`
    /// for more than a billion nodes or edges, or if there is not enough memory.
    pub fn new(mut parts: Parts) -> Result<Network> {
        if parts.names.first().is_none_or(|name| !name.is_empty()) {
            return Err(bad("the list of names does not begin with an empty one"));
        }
        if parts.nodes.len() > MOST || parts.edges.len() > MOST || parts.inner.len() > MOST {
            let (nodes, edges) = (parts.nodes.len(), parts.edges.len());
            let message = format!("This network has {nodes} nodes and {edges} edges; at most {MOST} of each are held.");
            return Err(GeobitError::new(Code::TooLarge, message));
        }
        let off = |place: &&Micro| place[0].abs() > 180_000_000 || place[1].abs() > 90_000_000;
        let lines = parts.lines.iter().flat_map(|line| &line.places);
        if let Some([lon, lat]) = parts.nodes.iter().chain(&parts.inner).chain(lines).find(off) {
            return Err(bad(format!("[{lon}, {lat}] millionths of a degree is no place")));
        }
        for number in 0..parts.edges.len() {
            parts.check(number)?;
            parts.edges[number].length_km = parts.measure(number);
        }
        if let Some(line) = parts.lines.iter().find(|line| line.name as usize >= parts.names.len()) {
            return Err(bad(format!("a line has the name {}, which there is not", line.name)));
        }
        Ok(Network { parts })
    }

    /// Where it comes from.
    pub fn about(&self) -> &About {
        &self.parts.about
    }

    /// What it is made of.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// Its edges.
    pub fn edges(&self) -> &[Edge] {
        &self.parts.edges
    }

    /// The number of its nodes.
    pub fn node_count(&self) -> usize {
        self.parts.nodes.len()
    }

    /// The place of a node.
    pub fn node(&self, node: u32) -> LonLat {
        place_of(self.parts.nodes[node as usize])
    }

    /// The name of an edge; empty where it has none.
    pub fn name(&self, edge: u32) -> &str {
        &self.parts.names[self.edges()[edge as usize].name as usize]
    }

    /// Writes the line of an edge, from its first node to its last one. Longitudes go on beyond ±180 over the antimeridian.
    pub fn line_into(&self, edge: u32, line: &mut Vec<LonLat>) {
        self.parts.line_into(edge as usize, line);
    }

    /// The line of an edge.
    pub fn line(&self, edge: u32) -> Vec<LonLat> {
        let mut line = Vec::new();
        self.line_into(edge, &mut line);
        line
    }

    /// The length of all roads, km.
    pub fn length_km(&self) -> f64 {
        self.edges().iter().map(|edge| edge.length_km).sum()
    }

    /// The box of all nodes and roads: west, south, east and north in degrees; `None` without any.
    pub fn bbox(&self) -> Option<[f64; 4]> {
        let mut places = self.parts.nodes.iter().chain(&self.parts.inner);
        let [lon, lat] = *places.next()?;
        let bounds = places.fold([lon, lat, lon, lat], |[west, south, east, north], [lon, lat]| {
            [west.min(*lon), south.min(*lat), east.max(*lon), north.max(*lat)]
        });
        Some(bounds.map(|micro| f64::from(micro) / MICRO))
    }
}

impl Parts {
    fn check(&self, number: usize) -> Result<()> {
        let Edge { from, to, name, inner: (start, count), flags, .. } = self.edges[number];
        let refuse =
            |what: &str, value: u32| Err(bad(format!("edge {number} has the {what} {value}, which there is not")));
        if let Some(node) = [from, to].into_iter().find(|node| *node as usize >= self.nodes.len()) {
            return refuse("node", node);
        }
        if name as usize >= self.names.len() {
            return refuse("name", name);
        }
        if start as usize + count as usize > self.inner.len() {
            return refuse("place", start.saturating_add(count));
        }
        if flags.0 & !Flags::ALL.0 != 0 {
            return refuse("flags", u32::from(flags.0));
        }
        Ok(())
    }

    fn line_into(&self, number: usize, line: &mut Vec<LonLat>) {
        let Edge { from, to, inner: (start, count), .. } = self.edges[number];
        line.clear();
        let inner = &self.inner[start as usize..start as usize + count as usize];
        let ends = [self.nodes[from as usize], self.nodes[to as usize]];
        let mut before: Option<f64> = None;
        for micro in ends[..1].iter().chain(inner).chain(&ends[1..]) {
            let mut place = place_of(*micro);
            if let Some(before) = before {
                place.lon -= 360.0 * ((place.lon - before) / 360.0).round();
            }
            before = Some(place.lon);
            line.push(place);
        }
    }

    fn measure(&self, number: usize) -> f64 {
        let mut line = Vec::new();
        self.line_into(number, &mut line);
        length_km(&line)
    }
}

/// The length of a line, km.
pub fn length_km(line: &[LonLat]) -> f64 {
    let Some(first) = line.first() else { return 0.0 };
    let mut before = GeoPoint::new(*first);
    let mut sum = 0.0;
    for at in &line[1..] {
        let next = GeoPoint::new(*at);
        sum += leg_km(&before, &next);
        before = next;
    }
    sum
}

/// The length of a leg that is straight in longitude and latitude, km. A long one is longer than the geodesic between its ends.
pub fn leg_km(from: &GeoPoint, to: &GeoPoint) -> f64 {
    const SHORT_KM: f64 = 20.0;
    let chord = chord_km(from.xyz, to.xyz);
    if chord <= SHORT_KM {
        return chord_to_arc(chord);
    }
    let pieces = (distance_km(from.at, to.at) / SHORT_KM).ceil().max(1.0) as usize;
    let place = |number: usize| GeoPoint::new(from.at.lerp(to.at, number as f64 / pieces as f64)).xyz;
    (0..pieces).map(|number| chord_to_arc(chord_km(place(number), place(number + 1)))).sum()
}

/// The place of millionths of a degree.
pub fn place_of([lon, lat]: Micro) -> LonLat {
    LonLat::new(f64::from(lon) / MICRO, f64::from(lat) / MICRO)
}

/// A place in millionths of a degree, with its longitude within ±180.
pub fn micro_of(at: LonLat) -> Micro {
    let lon = if at.lon.abs() > 180.0 { (at.lon + 180.0).rem_euclid(360.0) - 180.0 } else { at.lon };
    [(lon * MICRO).round() as i32, (at.lat * MICRO).round() as i32]
}

/// The error for roads that cannot be.
pub fn bad(what: impl std::fmt::Display) -> GeobitError {
    GeobitError::new(Code::BadRoads, format!("These roads cannot be read: {what}."))
}

/// Makes room for more of something that a file holds.
pub fn grow<T>(list: &mut Vec<T>, additional: usize) -> Result<()> {
    memory::grow(list, additional).map_err(|shortage| shortage.refuse("This network"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::testing;

    #[test]
    fn what_an_edge_names_has_to_be_there() {
        let parts = testing::grid(2, 2, 0.1);
        assert!(Network::new(parts.clone()).is_ok());
        let refused = |change: fn(&mut Parts)| {
            let mut parts = parts.clone();
            change(&mut parts);
            let error = Network::new(parts).unwrap_err();
            assert_eq!(error.code, Code::BadRoads);
            error.message
        };
        assert!(refused(|parts| parts.edges[1].to = 99).contains("edge 1 has the node 99"));
        assert!(refused(|parts| parts.edges[0].name = 5).contains("edge 0 has the name 5"));
        assert!(refused(|parts| parts.edges[0].inner = (u32::MAX, u32::MAX)).contains("edge 0 has the place"));
        assert!(refused(|parts| parts.edges[0].flags = Flags(1 << 15)).contains("flags"));
        assert!(refused(|parts| parts.nodes[0] = [0, 90_000_001]).contains("no place"));
        refused(|parts| parts.names.clear());
    }

    #[test]
    fn an_edge_over_the_antimeridian_is_short() {
        let mut parts = testing::grid(2, 1, 0.1);
        parts.nodes = vec![[179_990_000, 0], [-179_990_000, 0]];
        let network = Network::new(parts).unwrap();
        assert!((network.edges()[0].length_km - 2.2264).abs() < 1e-3, "{}", network.edges()[0].length_km);
        assert_eq!(network.line(0)[1].lon, 180.01);
    }

    #[test]
    fn a_long_leg_is_as_long_as_the_line_on_the_map() {
        let (from, to) = (LonLat::new(0.0, 60.0), LonLat::new(40.0, 60.0));
        let line: Vec<LonLat> = (0..=1000).map(|step| from.lerp(to, f64::from(step) / 1000.0)).collect();
        assert!((length_km(&[from, to]) / length_km(&line) - 1.0).abs() < 1e-4);
    }
}
