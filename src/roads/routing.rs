//! Ways from one place to another: the fastest, and all that no other beats in both hours and exposure.

use serde::Serialize;

use super::avoid::{Barred, Barring};
use super::joined::{Exposures, Joined};
use super::knees;
use super::open::Open;
use super::options::{PathsOptions, Wanted};
use super::path::Path;
use super::snap::Snapper;
use crate::error::{Code, GeobitError, Result};
use crate::paths::{Choices, Direction, Edges, Graph, Tree, pareto, tree};
use crate::words::{self, Language, Message, Value, capitalise, messages};

/// The most combinations of the ways of two parts of a trip that are looked at.
const MOST_COMBINATIONS: usize = 50_000_000;
/// A place is told to be off the road from here on, km.
const OFF_ROAD_KM: f64 = 0.5;

/// The ways of a trip.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Paths {
    /// Those that are shown, from the fastest on.
    pub paths: Vec<Path>,
    /// Whether no way is left out but by `most`.
    pub exact: bool,
    /// How many ways there are that no other beats.
    pub found: usize,
    /// How they were chosen, and what else is to be known; where there is no way, why.
    pub words: String,
}

/// The ways of one part of a trip, and what is open on it where areas could not be avoided.
struct Leg {
    own: Option<Open>,
    found: Found,
}

enum Found {
    Choices(Choices),
    One([f64; 2], Vec<u32>),
}

impl Found {
    fn is_empty(&self) -> bool {
        match self {
            Found::Choices(choices) => choices.costs().len() == 0,
            Found::One([hours, _], _) => hours.is_infinite(),
        }
    }

    fn costs(&self) -> Vec<[f64; 2]> {
        match self {
            Found::Choices(choices) => choices.costs().collect(),
            Found::One(costs, _) => vec![*costs],
        }
    }
}

impl Leg {
    fn links(&self, free: &Open, path: usize) -> Vec<u32> {
        let open = self.own.as_ref().unwrap_or(free);
        match &self.found {
            Found::Choices(choices) => open.links_of(&choices.edges(path)),
            Found::One(_, edges) => open.links_of(edges),
        }
    }
}

/// A way of the whole trip: its costs, and the number of the way on each part.
#[derive(Clone)]
struct Whole {
    costs: [f64; 2],
    picks: Vec<u32>,
}

/// Finds the ways of a trip through the places that are joined on, in their order, from the first to the last.
///
/// # Errors
/// `BadOption` for options and exposures out of their range, and for less than two places. `TooLarge` if there are too many ways, or if
/// there is not enough memory.
pub fn paths(
    joined: &Joined<'_>,
    snapper: &Snapper,
    barring: &Barring,
    exposures: Option<&Exposures<'_>>,
    options: &PathsOptions,
) -> Result<Paths> {
    options.check()?;
    let places = joined.snaps().len();
    if places < 2 {
        let message = format!("There are {places} places; a trip has at least two.");
        return Err(GeobitError::new(Code::BadOption, message).at_field("places"));
    }
    let expected = exposures.map(|exposures| joined.check_exposures(exposures)).transpose()?;
    let barred = Barred::new(joined, snapper, barring);
    let second = |road: u32| expected.as_ref().map_or(0.0, |expected| expected[road as usize]);
    let trip = Trip { joined, barring, options, is_weighed: expected.is_some() && options.wanted == Wanted::All };
    let is_free = |road: u32| !barred.closed[road as usize] && barred.areas_of(road).next().is_none();
    let free = Open::new(joined, is_free, second);
    let mut legs = Vec::new();
    for leg in 0..places - 1 {
        let found = trip.search(&free, leg)?;
        if !found.is_empty() {
            legs.push(Leg { own: None, found });
            continue;
        }
        let Some(allowed) = through(joined, &barred, trip.ends(leg))? else { return trip.no_way(leg) };
        let is_open =
            |road: u32| !barred.closed[road as usize] && barred.areas_of(road).all(|area| allowed.contains(&area));
        let own = Open::new(joined, is_open, second);
        let found = trip.search(&own, leg)?;
        legs.push(Leg { own: Some(own), found });
    }
    let wholes = combine(&legs)?;
    let costs: Vec<[f64; 2]> = wholes.iter().map(|whole| whole.costs).collect();
    let chosen = knees::choose(&costs, options.most);
    let shown: Vec<Path> = chosen
        .iter()
        .map(|number| {
            let links =
                wholes[*number].picks.iter().zip(&legs).flat_map(|(pick, leg)| leg.links(&free, *pick as usize));
            Path::along(joined, &barred, &options.speeds, &links.collect::<Vec<u32>>(), expected.as_deref())
        })
        .collect();
    let mut words = trip.words(&shown, wholes.len());
    if expected.is_some() && shown.iter().any(|path| path.expected.is_none()) {
        words = format!("{words} {}", messages::EXPOSURE_UNKNOWN.say(options.lang, &[]));
    }
    Ok(Paths { paths: shown, exact: options.tolerance == 0.0, found: wholes.len(), words })
}

/// The sums of the costs of all parts that no other beats in both.
fn combine(legs: &[Leg]) -> Result<Vec<Whole>> {
    let mut wholes = vec![Whole { costs: [0.0; 2], picks: Vec::new() }];
    for leg in legs {
        let costs = leg.found.costs();
        if wholes.len().saturating_mul(costs.len()) > MOST_COMBINATIONS {
            let message = format!(
                "The parts of this trip have {} and {} ways, which are too many to be combined. Ask with a tolerance, such as 0.01.",
                wholes.len(),
                costs.len()
            );
            return Err(GeobitError::new(Code::TooLarge, message).at_field("tolerance"));
        }
        let mut sums: Vec<([f64; 2], u32, u32)> = Vec::with_capacity(wholes.len() * costs.len());
        for (whole, before) in wholes.iter().zip(0..) {
            for (cost, pick) in costs.iter().zip(0..) {
                sums.push(([whole.costs[0] + cost[0], whole.costs[1] + cost[1]], before, pick));
            }
        }
        crate::order::sort_by(&mut sums, |(a, ..), (b, ..)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let mut least = f64::INFINITY;
        let mut next: Vec<Whole> = Vec::new();
        for (costs, before, pick) in sums {
            if costs[1] < least {
                least = costs[1];
                let mut picks = wholes[before as usize].picks.clone();
                picks.push(pick);
                next.push(Whole { costs, picks });
            }
        }
        wholes = next;
    }
    Ok(wholes)
}

/// A trip through the places that are joined on.
struct Trip<'a, 'n> {
    joined: &'a Joined<'n>,
    barring: &'a Barring,
    options: &'a PathsOptions,
    /// Whether exposure is weighed against hours.
    is_weighed: bool,
}

impl Trip<'_, '_> {
    fn ends(&self, leg: usize) -> [u32; 2] {
        [self.joined.node_of(leg), self.joined.node_of(leg + 1)]
    }

    fn search(&self, open: &Open, leg: usize) -> Result<Found> {
        let [from, to] = self.ends(leg);
        let graph = open.graph()?;
        if self.is_weighed {
            return Ok(Found::Choices(pareto(&graph, from, to, self.options.tolerance)?));
        }
        let found = tree(&graph, &[(from, 0.0)], 0, Direction::Forward, f64::INFINITY, &[to]);
        let edges = found.edges(&graph, to).unwrap_or_default();
        let second = edges.iter().map(|edge| open.second[*edge as usize]).sum();
        Ok(Found::One([found.costs[to as usize], second], edges))
    }

    /// Says why there is no way.
    fn no_way(&self, leg: usize) -> Result<Paths> {
        let joined = self.joined;
        let [from, to] = self.ends(leg);
        let all = Open::new(joined, |_| true, |_| 0.0);
        let graph = all.graph()?;
        let forward = tree(&graph, &[(from, 0.0)], 0, Direction::Forward, f64::INFINITY, &[]);
        let names = [leg, leg + 1].map(|place| self.place_name(place));
        let values = |lost: &str, km: f64| {
            let lang = self.options.lang;
            [
                ("from", Value::text(names[0].clone())),
                ("to", Value::text(names[1].clone())),
                ("lost", Value::text(lost)),
                ("km", words::plain(km, lang)),
            ]
        };
        let say = |message: Message, lost: &str, km: f64| message.say(self.options.lang, &values(lost, km));
        let words = if forward.reaches(to) {
            let is_closed = |place: &usize| self.barring.closes(joined.snaps()[leg + place].at);
            match [0, 1].iter().find(|place| is_closed(place)) {
                Some(place) => say(messages::NO_WAY_INTO_CLOSED, &names[*place], 0.0),
                None => say(messages::NO_WAY_CLOSED, "", 0.0),
            }
        } else {
            // Both directions of every road.
            let ends = |ends: [&[u32]; 2]| ends.concat();
            let (a, b) = (ends([&joined.from, &joined.to]), ends([&joined.to, &joined.from]));
            let costs = vec![0.0; a.len()];
            let both = Graph::new(joined.node_count(), Edges { from: &a, to: &b, costs: [&costs, &costs] })?;
            let islands = [from, to].map(|node| tree(&both, &[(node, 0.0)], 0, Direction::Forward, f64::INFINITY, &[]));
            if islands[0].reaches(to) {
                say(messages::NO_WAY_ONEWAY, "", 0.0)
            } else {
                let km = |island: &Tree| {
                    let mut roads: Vec<u32> = (0..joined.link_count())
                        .filter(|link| island.reaches(joined.from[*link]))
                        .map(|link| joined.link(link).0)
                        .collect();
                    roads.dedup();
                    roads.iter().map(|road| joined.length_km(*road)).sum::<f64>()
                };
                let sizes = [km(&islands[0]), km(&islands[1])];
                let lost = usize::from(sizes[1] < sizes[0]);
                say(messages::NO_WAY_ISLAND, &names[lost], sizes[lost])
            }
        };
        Ok(Paths { paths: Vec::new(), exact: self.options.tolerance == 0.0, found: 0, words })
    }

    fn place_name(&self, place: usize) -> String {
        let lang = self.options.lang;
        let last = self.joined.snaps().len() - 1;
        match place {
            0 => messages::TRIP_START.say(lang, &[]),
            _ if place == last => messages::TRIP_END.say(lang, &[]),
            _ => messages::TRIP_VIA.say(lang, &[("n", words::count(place as u32, lang))]),
        }
    }

    fn words(&self, shown: &[Path], found: usize) -> String {
        let lang = self.options.lang;
        let count = |number: usize| words::count(number as u32, lang);
        let mut said = vec![match (self.is_weighed, shown.len() < found) {
            (false, _) => messages::PATHS_FASTEST.say(lang, &[]),
            (true, false) => messages::PATHS_ALL.say(lang, &[("all", count(found))]),
            (true, true) => messages::PATHS_CHOSEN.say(lang, &[("shown", count(shown.len())), ("all", count(found))]),
        }];
        if self.is_weighed && self.options.tolerance > 0.0 {
            let share = decimal(self.options.tolerance, lang);
            said.push(messages::PATHS_TOLERANCE.say(lang, &[("share", share)]));
        }
        if shown.iter().any(|path| !path.through.is_empty()) {
            said.push(messages::PATHS_THROUGH.say(lang, &[]));
        }
        for (place, snap) in self.joined.snaps().iter().enumerate().filter(|(_, snap)| snap.km >= OFF_ROAD_KM) {
            let values =
                [("place", Value::text(capitalise(&self.place_name(place)))), ("km", words::plain(snap.km, lang))];
            said.push(messages::PATHS_OFF_ROAD.say(lang, &values));
        }
        said.join(" ")
    }
}

/// The areas to avoid on the way between two nodes that has the fewest km in such areas, and of such ways the fastest; `None` where there is
/// no way on open roads.
pub(super) fn through(joined: &Joined<'_>, barred: &Barred, [from, to]: [u32; 2]) -> Result<Option<Vec<u32>>> {
    /// A km in an area that is to be avoided weighs as many hours.
    const HOURS_PER_KM: f64 = 1e4;
    let avoided_km = |road: u32| if barred.areas_of(road).next().is_some() { joined.length_km(road) } else { 0.0 };
    let mut open = Open::new(joined, |road| !barred.closed[road as usize], avoided_km);
    open.second.iter_mut().zip(&open.hours).for_each(|(km, hours)| *km = *km * HOURS_PER_KM + hours);
    let graph = open.graph()?;
    let found = tree(&graph, &[(from, 0.0)], 1, Direction::Forward, f64::INFINITY, &[to]);
    Ok(found.edges(&graph, to).map(|edges| {
        let roads = open.links_of(&edges).into_iter().map(|link| joined.link(link as usize).0);
        let mut areas: Vec<u32> = roads.flat_map(|road| barred.areas_of(road)).collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }))
}

/// A number as it is, with the decimal mark of the language.
pub(super) fn decimal(number: f64, lang: Language) -> Value {
    let text = number.to_string();
    Value::number(number, if lang == Language::Fr { text.replace('.', ",") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::roads::network::{Class, Flags, Network};
    use crate::roads::{Zone, barred_area, testing};
    use proptest::prelude::*;

    /// A trip from node to node, with exposures by edge.
    fn ask(network: &Network, nodes: &[u32], exposures: &[f64], barring: &Barring, options: &PathsOptions) -> Paths {
        let snapper = Snapper::new(network);
        let places: Vec<(String, LonLat)> =
            nodes.iter().map(|node| (format!("p{node}"), network.node(*node))).collect();
        let joined = Joined::new(network, &snapper, &places, &options.speeds, 1.0).unwrap();
        paths(&joined, &snapper, barring, Some(&Exposures { edges: exposures, pieces: None }), options).unwrap()
    }

    /// The costs of every way without a loop that no other beats.
    fn by_enumeration(
        network: &Network,
        from: u32,
        to: u32,
        exposures: &[f64],
        options: &PathsOptions,
        open: &dyn Fn(u32) -> bool,
    ) -> Vec<[f64; 2]> {
        struct Walk<'a> {
            network: &'a Network,
            exposures: &'a [f64],
            options: &'a PathsOptions,
            open: &'a dyn Fn(u32) -> bool,
            found: Vec<[f64; 2]>,
        }
        fn walk(all: &mut Walk<'_>, at: u32, to: u32, costs: [f64; 2], seen: &mut Vec<u32>) {
            if at == to {
                all.found.push(costs);
                return;
            }
            seen.push(at);
            for (number, edge) in all.network.edges().iter().enumerate() {
                for (backward, a, b) in [(false, edge.from, edge.to), (true, edge.to, edge.from)] {
                    if a == at && edge.allows(backward) && !seen.contains(&b) && (all.open)(number as u32) {
                        let next = [costs[0] + all.options.speeds.hours(edge), costs[1] + all.exposures[number]];
                        walk(all, b, to, next, seen);
                    }
                }
            }
            seen.pop();
        }
        let mut all = Walk { network, exposures, options, open, found: Vec::new() };
        walk(&mut all, from, to, [0.0; 2], &mut Vec::new());
        unbeaten(all.found)
    }

    fn unbeaten(mut costs: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
        costs.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let mut least = f64::INFINITY;
        costs.retain(|cost| {
            cost[1] < least - 1e-12 && {
                least = cost[1];
                true
            }
        });
        costs
    }

    fn costs(found: &Paths) -> Vec<[f64; 2]> {
        found.paths.iter().map(|path| [path.hours, path.expected.unwrap()]).collect()
    }

    fn are_near(a: &[[f64; 2]], b: &[[f64; 2]]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (0..2).all(|which| (a[which] - b[which]).abs() < 1e-9))
    }

    /// Random classes and directions on a grid, where nodes lie apart from all roads but their own.
    fn grids() -> impl Strategy<Value = (Network, Vec<f64>)> {
        let edge = (0..4usize, 0..4u16, 0..20u32, 0..6u8);
        prop::collection::vec(edge, 12).prop_map(|drawn| {
            let mut parts = testing::grid(3, 3, 0.1);
            let classes = [Class::Trunk, Class::Secondary, Class::Residential, Class::Track];
            for (edge, (class, flags, ..)) in parts.edges.iter_mut().zip(&drawn) {
                (edge.class, edge.flags) = (classes[*class], Flags(if *flags < 3 { *flags } else { 0 }));
            }
            let mut kept = drawn.iter().map(|one| one.3 > 0);
            let exposures = drawn.iter().filter(|one| one.3 > 0).map(|one| f64::from(one.2)).collect();
            parts.edges.retain(|_| kept.next().unwrap());
            parts.edges.push(testing::edge(0, 8));
            let exposures: Vec<f64> = [exposures, vec![50.0]].concat();
            (Network::new(parts).unwrap(), exposures)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn ways_are_those_of_enumeration((network, exposures) in grids(), via in prop::option::of(1..8u32)) {
            let options = PathsOptions { most: 100, ..PathsOptions::default() };
            // The place of a node may lie on any of its edges; from one that is one-way only its other end is reached.
            let nodes: Vec<u32> = [Some(0), via, Some(8)].into_iter().flatten().collect();
            let snapper = Snapper::new(&network);
            for node in &nodes {
                let snap = snapper.nearest(&network, network.node(*node), 1.0);
                let edge = snap.map(|snap| network.edges()[snap.edge as usize]);
                prop_assume!(edge.is_some_and(|edge| edge.allows(false) && edge.allows(true)) && snap.unwrap().km < 1e-6);
            }
            let found = ask(&network, &nodes, &exposures, &Barring::default(), &options);
            let mut expected = vec![[0.0; 2]];
            for pair in nodes.windows(2) {
                let leg = by_enumeration(&network, pair[0], pair[1], &exposures, &options, &|_| true);
                expected = unbeaten(expected.iter().flat_map(|a| leg.iter().map(move |b| [a[0] + b[0], a[1] + b[1]])).collect());
            }
            prop_assert!(are_near(&costs(&found), &expected), "{:?} {:?}", costs(&found), expected);
            prop_assert_eq!((found.found, found.exact), (expected.len(), true));
            for path in &found.paths {
                let km: f64 = super::super::network::length_km(&path.line);
                prop_assert!((km - path.length_km).abs() < 1e-6 * km + 1e-6);
                prop_assert_eq!(path.speeds[0].0, 0.0);
            }
            let fastest = ask(&network, &nodes, &exposures, &Barring::default(), &PathsOptions { wanted: Wanted::Fastest, ..options });
            prop_assert_eq!(fastest.paths.len(), found.paths.len().min(1));
            if let Some(path) = fastest.paths.first() {
                prop_assert!((path.hours - expected[0][0]).abs() < 1e-9);
            }
        }

        /// A closed area takes out the roads that it touches; one that is avoided does so where there is another way.
        #[test]
        fn what_is_barred_is_left_out((network, exposures) in grids(), column in 0..3u8, row in 0..3u8) {
            let at = LonLat::new(0.1 * f64::from(column) + 0.05, 10.0 + 0.1 * f64::from(row));
            let text = format!(r#"{{"type":"Point","coordinates":[{},{}]}}"#, at.lon, at.lat);
            let options = PathsOptions { most: 100, ..PathsOptions::default() };
            let area = || barred_area(crate::geometry::parse(&text).unwrap()).unwrap();
            let is_open = |edge: u32| {
                let line = network.line(edge);
                area().distance_km(&crate::geo::GeoPoint::new(line[0].lerp(line[1], 0.5))) > 1.0
            };
            let snapper = Snapper::new(&network);
            for node in [0, 8] {
                let snap = snapper.nearest(&network, network.node(node), 1.0);
                let edge = snap.map(|snap| network.edges()[snap.edge as usize]);
                prop_assume!(edge.is_some_and(|edge| edge.allows(false) && edge.allows(true)) && snap.unwrap().km < 1e-6);
            }
            let free = by_enumeration(&network, 0, 8, &exposures, &options, &is_open);
            let closed = Barring { closed: vec![Zone { area: area(), until: None }], ..Barring::default() };
            let found = ask(&network, &[0, 8], &exposures, &closed, &options);
            prop_assert!(are_near(&costs(&found), &free), "{:?} {:?}", costs(&found), free);
            let avoid = Barring { avoid: vec![Zone { area: area(), until: None }], ..Barring::default() };
            let found = ask(&network, &[0, 8], &exposures, &avoid, &options);
            if free.is_empty() {
                let all = by_enumeration(&network, 0, 8, &exposures, &options, &|_| true);
                prop_assert!(are_near(&costs(&found), &all));
                prop_assert!(found.paths.iter().all(|path| path.through == [0]));
            } else {
                prop_assert!(are_near(&costs(&found), &free));
                prop_assert!(found.paths.iter().all(|path| path.through.is_empty()));
            }
        }
    }

    #[test]
    fn where_there_is_no_way_the_words_say_why() {
        let options = PathsOptions::default();
        let mut parts = testing::grid(3, 1, 0.1);
        parts.nodes.extend([[500_000, 10_000_000], [600_000, 10_000_000]]);
        parts.edges.push(testing::edge(3, 4));
        let network = Network::new(parts.clone()).unwrap();
        let found = ask(&network, &[0, 4], &[0.0; 3], &Barring::default(), &options);
        assert!(
            found.paths.is_empty() && found.words.contains("the roads around the end come to 11 km"),
            "{}",
            found.words
        );
        let closed = Zone::read_closed(r#"{"type":"Point","coordinates":[0.15,10]}"#).unwrap();
        let barring = Barring { closed, ..Barring::default() };
        let words = ask(&network, &[0, 2], &[0.0; 3], &barring, &options).words;
        assert!(words.contains("closed roads or areas cut off every one"), "{words}");
        let around =
            r#"{"type":"Feature","properties":{"radiusKm":1},"geometry":{"type":"Point","coordinates":[0.2,10]}}"#;
        let barring = Barring { closed: Zone::read_closed(around).unwrap(), ..Barring::default() };
        let words = ask(&network, &[0, 2], &[0.0; 3], &barring, &options).words;
        assert!(words.contains("the end lies in a closed or no-go area"), "{words}");
        parts.edges[0].flags = Flags::BACKWARD_ONLY;
        let network = Network::new(parts).unwrap();
        let words = ask(&network, &[0, 2], &[0.0; 3], &Barring::default(), &options).words;
        assert!(words.contains("one-way"), "{words}");
        let french = PathsOptions { lang: Language::Fr, ..options };
        assert!(ask(&network, &[0, 2], &[0.0; 3], &Barring::default(), &french).words.contains("sens unique"));
    }

    #[test]
    fn start_and_end_may_be_on_one_edge() {
        let network = testing::grid_network(2, 2, 0.1);
        let snapper = Snapper::new(&network);
        let options = PathsOptions::default();
        let ask = |network: &Network, from: f64, to: f64| {
            let places = [("from".to_owned(), LonLat::new(from, 10.0)), ("to".to_owned(), LonLat::new(to, 10.0))];
            let joined = Joined::new(network, &snapper, &places, &options.speeds, 1.0).unwrap();
            paths(&joined, &snapper, &Barring::default(), None, &options).unwrap()
        };
        let found = ask(&network, 0.08, 0.02);
        assert!((found.paths[0].length_km - 6.577).abs() < 0.01 && found.paths[0].expected.is_none());
        assert_eq!(ask(&network, 0.05, 0.05).paths[0].length_km, 0.0);
        // Against a one-way road the way leads around.
        let mut parts = network.parts().clone();
        parts.edges[0].flags = Flags::FORWARD_ONLY;
        let network = Network::new(parts).unwrap();
        assert!(ask(&network, 0.08, 0.02).paths[0].length_km > 30.0);
    }

    #[test]
    fn an_area_to_avoid_around_the_start_is_passed_and_named() {
        let network = testing::grid_network(3, 3, 0.1);
        let circle =
            r#"{"type":"Feature","properties":{"radiusKm":3},"geometry":{"type":"Point","coordinates":[0,10]}}"#;
        let avoid = Zone::read_avoided(circle).unwrap();
        let found =
            ask(&network, &[0, 8], &[1.0; 12], &Barring { avoid, ..Barring::default() }, &PathsOptions::default());
        assert_eq!(found.paths[0].through, [0]);
        assert!(found.words.contains("No way keeps out"), "{}", found.words);
    }

    #[test]
    fn at_most_eight_are_shown_and_it_is_said_how_they_were_chosen() {
        // Two roads between each node and the next: a fast one and a quiet one.
        let mut parts = testing::grid(8, 1, 0.1);
        let slow: Vec<_> = parts.edges.iter().map(|edge| super::super::Edge { class: Class::Track, ..*edge }).collect();
        parts.edges.extend(slow);
        let exposures: Vec<f64> = (0..7).map(|edge| f64::from(1 << edge)).chain([0.5; 7]).collect();
        let network = Network::new(parts).unwrap();
        let found = ask(&network, &[0, 7], &exposures, &Barring::default(), &PathsOptions::default());
        let all = found.found;
        assert!(found.paths.len() == 8 && all >= 8, "roads of one length differ in their last digits");
        let few = PathsOptions { most: 3, ..PathsOptions::default() };
        let found = ask(&network, &[0, 7], &exposures, &Barring::default(), &few);
        assert_eq!((found.paths.len(), found.found), (3, all));
        assert!(found.words.starts_with(&format!("3 of {all} ways are shown")), "{}", found.words);
        let loose = PathsOptions { tolerance: 0.5, ..PathsOptions::default() };
        let found = ask(&network, &[0, 7], &exposures, &Barring::default(), &loose);
        assert!(!found.exact && found.words.contains("0.5"), "{}", found.words);
    }
}
