//! From several sites to several havens: hours, km, exposure, and how many independent ways there are.

use serde::{Deserialize, Serialize};

use super::avoid::{Barred, Barring};
use super::flow;
use super::joined::{Exposures, Joined};
use super::open::Open;
use super::path::known_expected;
use super::routing::{decimal, through};
use super::snap::Snapper;
use super::speeds::Speeds;
use crate::error::{Code, GeobitError, Result};
use crate::paths::{Direction, tree};
use crate::words::{Language, messages};

/// The most pairs of a site and a haven.
const MOST_PAIRS: usize = 10_000;

/// The options of a matrix.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MatrixOptions {
    /// Within how many km of their ends independent ways may share roads, 0.001 to 500. Default: 5.
    pub site_km: f64,
    /// Roads that run alike within so many km of each other are the same road, 0.001 to 100. Default: 0.5.
    pub shared_km: f64,
    /// Whether independent ways are counted, which takes longer than all the rest. Default: yes.
    pub independent: bool,
    /// How fast roads are driven.
    pub speeds: Speeds,
    /// How far from a road a place may be, km, 0.001 to 500. Default: 10.
    pub snap_km: f64,
    /// The language of the sentences.
    pub lang: Language,
}

impl Default for MatrixOptions {
    fn default() -> MatrixOptions {
        let (speeds, lang) = (Speeds::default(), Language::En);
        MatrixOptions { site_km: 5.0, shared_km: 0.5, independent: true, speeds, snap_km: 10.0, lang }
    }
}

/// The fastest ways from each site to each haven, all havens of the first site first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    /// The number of havens.
    pub havens: usize,
    /// The hours of each; infinite where there is no way.
    pub hours: Vec<f64>,
    /// Its length, km; infinite where there is no way.
    pub km: Vec<f64>,
    /// Its encounter expectation; not a number where there is no way, no exposures were given, or no incident is recorded near it.
    pub expected: Vec<f64>,
    /// The number of independent ways, at most 8; at least so many.
    pub independent: Vec<u8>,
    /// The roads of each, for the exposure of the way as a whole.
    #[serde(skip)]
    pub roads: Vec<Vec<u32>>,
    /// What the number of ways means.
    pub words: String,
}

/// Finds the fastest ways from the first `sites` places that are joined on to all others.
///
/// # Errors
/// `BadOption` for options and exposures out of their range, for more than 10,000 pairs, and without a site or a haven. `TooLarge` if there
/// is not enough memory.
pub fn matrix(
    joined: &Joined<'_>,
    snapper: &Snapper,
    sites: usize,
    barring: &Barring,
    exposures: Option<&Exposures<'_>>,
    options: &MatrixOptions,
) -> Result<Matrix> {
    let refuse = |field: &str, message: String| Err(GeobitError::new(Code::BadOption, message).at_field(field));
    let havens = joined.snaps().len().saturating_sub(sites);
    if sites == 0 || havens == 0 {
        let field = if sites == 0 { "sites" } else { "havens" };
        return refuse(field, format!("{field} is empty; at least one place is wanted."));
    }
    if sites * havens > MOST_PAIRS {
        let message = format!(
            "{sites} sites and {havens} havens are {} pairs; at most {MOST_PAIRS} are accepted.",
            sites * havens
        );
        return refuse("havens", message);
    }
    for (field, km, most) in [("siteKm", options.site_km, 500.0), ("sharedKm", options.shared_km, 100.0)] {
        if !(0.001..=most).contains(&km) {
            return refuse(field, format!("{field} is {km}; a number from 0.001 to {most} is accepted."));
        }
    }
    let expected = exposures.map(|exposures| joined.check_exposures(exposures)).transpose()?;
    let barred = Barred::new(joined, snapper, barring);
    let is_open = |road: u32, allowed: &[u32]| {
        !barred.closed[road as usize] && barred.areas_of(road).all(|area| allowed.contains(&area))
    };
    let free = Open::new(joined, |road| is_open(road, &[]), |_| 0.0);
    let values =
        [("site", decimal(options.site_km, options.lang)), ("shared", decimal(options.shared_km, options.lang))];
    let words = messages::INDEPENDENT_WAYS.say(options.lang, &values);
    let empty = || Vec::with_capacity(sites * havens);
    let (hours, km, of_ways) = (empty(), empty(), empty());
    let mut found = Matrix { havens, hours, km, expected: of_ways, independent: Vec::new(), roads: Vec::new(), words };
    let graph = free.graph()?;
    for site in 0..sites {
        let from = joined.node_of(site);
        let targets: Vec<u32> = (sites..sites + havens).map(|haven| joined.node_of(haven)).collect();
        let reached = tree(&graph, &[(from, 0.0)], 0, Direction::Forward, f64::INFINITY, &targets);
        for (haven, to) in (sites..).zip(targets) {
            // Where areas cannot be avoided, this pair has its own roads.
            let own = match reached.reaches(to) {
                true => None,
                false => through(joined, &barred, [from, to])?
                    .map(|allowed| Open::new(joined, |road| is_open(road, &allowed), |_| 0.0)),
            };
            let open = own.as_ref().unwrap_or(&free);
            let links = match &own {
                None => reached.edges(&graph, to),
                Some(own) => {
                    let graph = own.graph()?;
                    tree(&graph, &[(from, 0.0)], 0, Direction::Forward, f64::INFINITY, &[to]).edges(&graph, to)
                }
            };
            let links = links.map(|edges| open.links_of(&edges));
            let sum = |of: &dyn Fn(usize) -> f64| {
                links.as_ref().map(|links| links.iter().map(|link| of(*link as usize)).sum())
            };
            let road = |link: usize| joined.link(link).0;
            let hours = sum(&|link| joined.hours(link)).unwrap_or(f64::INFINITY);
            found.hours.push(hours);
            found.km.push(sum(&|link| joined.length_km(road(link))).unwrap_or(f64::INFINITY));
            let of_way = expected.as_ref().and_then(|expected| sum(&|link| expected[road(link) as usize]));
            let of_way = of_way.and_then(|of_way| known_expected(of_way, hours));
            found.expected.push(of_way.unwrap_or(f64::NAN));
            let places = [site, haven].map(|place| joined.snaps()[place].at);
            let (site_km, shared_km) = (options.site_km, options.shared_km);
            let question = flow::Question { joined, snapper, open, ends: [from, to], places, site_km, shared_km };
            let is_counted = options.independent && links.is_some();
            found.independent.push(if is_counted { question.count()? } else { 0 });
            found.roads.push(links.unwrap_or_default().into_iter().map(|link| road(link as usize)).collect());
        }
    }
    let is_unknown = |(hours, expected): (&f64, &f64)| hours.is_finite() && expected.is_nan();
    if expected.is_some() && found.hours.iter().zip(&found.expected).any(is_unknown) {
        found.words = format!("{} {}", found.words, messages::EXPOSURE_UNKNOWN.say(options.lang, &[]));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::roads::{PathsOptions, Wanted, paths, testing};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]
        /// Against a question about paths for every pair.
        #[test]
        fn a_matrix_is_the_fastest_path_of_every_pair(
            network in testing::networks(), places in prop::collection::vec((-0.3..0.3f64, 9.7..10.3f64), 3..6), sites in 1..3usize,
        ) {
            let options = MatrixOptions { snap_km: 100.0, ..MatrixOptions::default() };
            let snapper = Snapper::new(&network);
            let exposures: Vec<f64> = (0..network.edges().len()).map(|edge| 0.25 * edge as f64).collect();
            let exposures = Exposures { edges: &exposures, pieces: None };
            let named: Vec<(String, LonLat)> = places.iter().map(|(lon, lat)| ("p".into(), LonLat::new(*lon, *lat))).collect();
            let joined = Joined::new(&network, &snapper, &named, &options.speeds, options.snap_km).unwrap();
            let found = matrix(&joined, &snapper, sites, &Barring::default(), Some(&exposures), &options).unwrap();
            let fastest = PathsOptions { wanted: Wanted::Fastest, snap_km: 100.0, ..PathsOptions::default() };
            let mut pair = 0;
            for site in 0..sites {
                for haven in sites..named.len() {
                    let ends = [named[site].clone(), named[haven].clone()];
                    let own = Joined::new(&network, &snapper, &ends, &options.speeds, options.snap_km).unwrap();
                    let alone = paths(&own, &snapper, &Barring::default(), Some(&exposures), &fastest).unwrap();
                    match alone.paths.first() {
                        None => {
                            prop_assert!(found.hours[pair].is_infinite() && found.expected[pair].is_nan());
                            prop_assert_eq!(found.independent[pair], 0);
                        }
                        Some(path) => {
                            prop_assert!((found.hours[pair] - path.hours).abs() < 1e-9, "{} {}", found.hours[pair], path.hours);
                            prop_assert!(found.independent[pair] >= 1);
                        }
                    }
                    pair += 1;
                }
            }
        }
    }

    #[test]
    fn wrong_questions_are_refused_with_their_field() {
        let network = testing::grid_network(2, 2, 0.1);
        let snapper = Snapper::new(&network);
        let place = |lon: f64| ("p".to_owned(), LonLat::new(lon, 10.0));
        let ask = |sites: usize, options: MatrixOptions, exposures: &[f64]| {
            let joined = Joined::new(&network, &snapper, &[place(0.0), place(0.1)], &options.speeds, 1.0)?;
            let exposures = Exposures { edges: exposures, pieces: None };
            matrix(&joined, &snapper, sites, &Barring::default(), Some(&exposures), &options)
        };
        let field = |sites: usize, options: MatrixOptions, exposures: &[f64]| {
            ask(sites, options, exposures).unwrap_err().at.field.unwrap()
        };
        assert_eq!(field(0, MatrixOptions::default(), &[0.0; 4]), "sites");
        assert_eq!(field(2, MatrixOptions::default(), &[0.0; 4]), "havens");
        assert_eq!(field(1, MatrixOptions { site_km: 0.0, ..MatrixOptions::default() }, &[0.0; 4]), "siteKm");
        assert_eq!(field(1, MatrixOptions::default(), &[0.0; 3]), "exposures.edges");
        assert_eq!(field(1, MatrixOptions::default(), &[0.0, -1.0, 0.0, 0.0]), "exposures.edges.1");
        assert_eq!(ask(1, MatrixOptions::default(), &[0.0; 4]).unwrap().independent, [2]);
    }
}
