//! What is reached from a place within hours.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::avoid::{Barred, Barring};
use super::contour::{Grid, Polygons};
use super::joined::{Joined, section};
use super::open::Open;
use super::snap::{Snapper, bounds};
use super::speeds::Speeds;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{DegreeBox, LonLat};
use crate::paths::{Direction, tree};
use crate::words::{self, Language, messages};

/// The hours that are accepted, and how many of them.
const MOST_HOURS: f64 = 240.0;
const MOST_VALUES: usize = 12;

/// The options of a question about a reach.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReachOptions {
    /// How far around roads is reached, km, 0.05 to 20. Default: 1.
    pub width_km: f64,
    /// How fast roads are driven.
    pub speeds: Speeds,
    /// How far from a road the place may be, km, 0.001 to 500. Default: 10.
    pub snap_km: f64,
    /// The language of the sentences.
    pub lang: Language,
}

impl Default for ReachOptions {
    fn default() -> ReachOptions {
        ReachOptions { width_km: 1.0, speeds: Speeds::default(), snap_km: 10.0, lang: Language::En }
    }
}

/// What is reached, for each number of hours.
#[derive(Clone, Debug)]
pub struct Reach {
    /// In the order of the hours that were asked about.
    pub reached: Vec<Reached>,
    /// How far around roads is reached, km. It is more than was asked for where the reach is so large that it is drawn more coarsely.
    pub width_km: f64,
    /// What a reach is.
    pub words: String,
}

/// What is reached within some hours.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The hours.
    pub hours: f64,
    /// The areas.
    pub polygons: Polygons,
    /// The length of the roads that are reached, km.
    pub road_km: f64,
    /// The number of nodes that are reached.
    pub nodes: usize,
}

impl Reach {
    /// Returns a GeoJSON FeatureCollection with a MultiPolygon for each number of hours.
    pub fn to_geojson(&self) -> Json {
        let feature = |reached: &Reached| {
            let ring = |ring: &Vec<LonLat>| ring.iter().map(|at| [at.lon, at.lat]).collect::<Vec<_>>();
            let polygon = |rings: &Vec<Vec<LonLat>>| rings.iter().map(ring).collect::<Vec<_>>();
            let coordinates: Vec<_> = reached.polygons.iter().map(polygon).collect();
            let properties = json!({ "hours": reached.hours, "roadKm": reached.road_km, "widthKm": self.width_km });
            let geometry = json!({ "type": "MultiPolygon", "coordinates": coordinates });
            json!({ "type": "Feature", "properties": properties, "geometry": geometry })
        };
        let features: Vec<Json> = self.reached.iter().map(feature).collect();
        json!({ "type": "FeatureCollection", "features": features, "words": self.words })
    }
}

/// Finds what is reached from the first place that is joined on. Closed roads and areas to avoid are not entered.
///
/// # Errors
/// `BadOption` for hours and options out of their range. `TooLarge` if there is not enough memory.
pub fn reach(
    joined: &Joined<'_>,
    snapper: &Snapper,
    hours: &[f64],
    barring: &Barring,
    options: &ReachOptions,
) -> Result<Reach> {
    let refuse = |field: &str, message: String| Err(GeobitError::new(Code::BadOption, message).at_field(field));
    if hours.is_empty() || hours.len() > MOST_VALUES {
        return refuse("hours", format!("hours has {} entries; 1 to {MOST_VALUES} are accepted.", hours.len()));
    }
    if let Some(number) = hours.iter().position(|hours| !(*hours > 0.0 && *hours <= MOST_HOURS)) {
        let (field, given) = (format!("hours.{number}"), hours[number]);
        return refuse(&field, format!("{field} is {given}; a number above 0 and up to {MOST_HOURS} is accepted."));
    }
    if !(0.05..=20.0).contains(&options.width_km) {
        return refuse("widthKm", format!("widthKm is {}; a number from 0.05 to 20 is accepted.", options.width_km));
    }
    if joined.snaps().is_empty() {
        return refuse("from", "from is missing; a place is wanted.".into());
    }
    let barred = Barred::new(joined, snapper, barring);
    let open =
        Open::new(joined, |road| !barred.closed[road as usize] && barred.areas_of(road).next().is_none(), |_| 0.0);
    let most = hours.iter().copied().fold(0.0, f64::max);
    let times = tree(&open.graph()?, &[(joined.node_of(0), 0.0)], 0, Direction::Forward, most, &[]).costs;
    let largest = driven(joined, &open, &times, most);
    let site = joined.snaps()[0].at;
    let mut around: DegreeBox = [site.lon, site.lat, site.lon, site.lat];
    for line in &largest {
        around = crate::geo::union(around, bounds(line));
    }
    let mut width_km = options.width_km;
    let mut found = Vec::new();
    for &hours in hours {
        let lines = driven(joined, &open, &times, hours);
        let mut grid = Grid::new(around, options.width_km);
        width_km = grid.width_km;
        lines.iter().for_each(|line| grid.add(line));
        grid.add(&[site, site]);
        let road_km = lines.iter().map(|line| super::network::length_km(line)).sum();
        let nodes = times.iter().filter(|time| **time <= hours).count();
        found.push(Reached { hours, polygons: grid.outline(), road_km, nodes });
    }
    let words = messages::REACH.say(options.lang, &[("width", words::plain(width_km, options.lang))]);
    Ok(Reach { reached: found, width_km, words })
}

/// The parts of roads that are driven within some hours, by the time at which each node is reached. All lie around the first place, over
/// the antimeridian too.
fn driven(joined: &Joined<'_>, open: &Open, times: &[f64], hours: f64) -> Vec<Vec<LonLat>> {
    let site = joined.snaps()[0].at.lon;
    let mut lines = Vec::new();
    // Both directions of a road follow one another.
    let mut links = open.links.iter().map(|link| *link as usize).peekable();
    while let Some(link) = links.next() {
        let (road, _) = joined.link(link);
        let both = [Some(link), links.next_if(|next| joined.link(*next).0 == road)];
        let mut shares = [0.0f64; 2];
        for link in both.into_iter().flatten() {
            let left = hours - times[joined.from[link] as usize];
            let takes = joined.hours(link);
            let backward = joined.link(link).1;
            if left >= 0.0 {
                shares[usize::from(backward)] = if takes > 0.0 { (left / takes).min(1.0) } else { 1.0 };
            }
        }
        let [forward, backward] = shares;
        if forward + backward == 0.0 {
            continue;
        }
        let (line, length) = (joined.line(road), joined.length_km(road));
        let parts = if forward + backward >= 1.0 {
            vec![line]
        } else {
            let parts = [(forward, 0.0, forward * length), (backward, (1.0 - backward) * length, length)];
            parts.into_iter().filter(|part| part.0 > 0.0).map(|(_, from, to)| section(&line, from, to)).collect()
        };
        for mut part in parts {
            let turn = 360.0 * ((part[0].lon - site) / 360.0).round();
            part.iter_mut().for_each(|at| at.lon -= turn);
            lines.push(part);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::contour::covers;
    use super::*;
    use crate::roads::network::Network;
    use crate::roads::testing;
    use proptest::prelude::*;

    /// The time of every node by relaxing all edges until nothing changes.
    fn times(network: &Network, start: usize, speeds: &Speeds) -> Vec<f64> {
        let mut times = vec![f64::INFINITY; network.node_count()];
        times[start] = 0.0;
        for _ in 0..network.node_count() {
            for edge in network.edges() {
                for (backward, from, to) in [(false, edge.from, edge.to), (true, edge.to, edge.from)] {
                    if edge.allows(backward) {
                        times[to as usize] = times[to as usize].min(times[from as usize] + speeds.hours(edge));
                    }
                }
            }
        }
        times
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn nodes_are_reached_as_plain_dijkstra_says(network in testing::networks(), start in 0..9u32, hours in 0.05..2.0f64) {
            let start = start % network.node_count() as u32;
            let options = ReachOptions { width_km: 0.2, ..ReachOptions::default() };
            let snapper = Snapper::new(&network);
            let at = network.node(start);
            prop_assume!(snapper.nearest(&network, at, 0.001).is_some());
            let joined = Joined::new(&network, &snapper, &[("from".into(), at)], &options.speeds, 1.0).unwrap();
            // The place lies at the node, on one of its edges.
            let expected = times(&network, start as usize, &options.speeds);
            let found = reach(&joined, &snapper, &[hours], &Barring::default(), &options).unwrap();
            let nearest_edge = network.edges()[joined.snaps()[0].edge as usize];
            // From a place on a one-way edge one comes to its other end first.
            prop_assume!(nearest_edge.allows(false) && nearest_edge.allows(true) && joined.snaps()[0].km < 1e-6);
            let reached = &found.reached[0];
            let count = expected.iter().filter(|time| **time <= hours).count();
            let near = expected.iter().filter(|time| (**time - hours).abs() < 1e-6).count();
            // The node of the place itself counts as well.
            prop_assert!(reached.nodes.abs_diff(count + 1) <= near, "{} {}", reached.nodes, count + 1);
            for (node, time) in expected.iter().enumerate() {
                if *time < hours - 1e-6 {
                    prop_assert!(covers(&reached.polygons, network.node(node as u32)), "{node} {time}");
                }
            }
        }
    }

    #[test]
    fn a_one_way_road_is_driven_one_way_and_longer_hours_reach_farther() {
        let mut parts = testing::grid(3, 1, 0.1);
        parts.edges[0].flags = super::super::Flags::FORWARD_ONLY;
        let network = Network::new(parts).unwrap();
        let snapper = Snapper::new(&network);
        let options = ReachOptions::default();
        let places = [("from".to_owned(), LonLat::new(0.15, 10.0))];
        let joined = Joined::new(&network, &snapper, &places, &options.speeds, 1.0).unwrap();
        let found = reach(&joined, &snapper, &[0.05, 3.0], &Barring::default(), &options).unwrap();
        let covered = |number: usize, lon: f64| covers(&found.reached[number].polygons, LonLat::new(lon, 10.0));
        assert!(covered(0, 0.17) && !covered(0, 0.195) && !covered(0, 0.105), "{found:?}");
        assert!(covered(1, 0.2) && covered(1, 0.1) && !covered(1, 0.05));
        let closed = super::super::Zone::read_closed(r#"{"type":"Point","coordinates":[0.18,10]}"#).unwrap();
        let barring = Barring { closed, ..Barring::default() };
        let found = reach(&joined, &snapper, &[3.0], &barring, &options).unwrap();
        assert!((found.reached[0].road_km - 5.48).abs() < 0.1, "{}", found.reached[0].road_km);
        let error = reach(&joined, &snapper, &[0.0], &Barring::default(), &options).unwrap_err();
        assert_eq!(error.at.field.as_deref(), Some("hours.0"));
    }
}
