//! Legs that are drawn as long straight lines: a road is longer and runs elsewhere.

use serde::Serialize;

use crate::route_line::Route;
use crate::words::{self, Language, messages};

/// A leg that is longer than this is a line across country, km.
const ACROSS_COUNTRY_KM: f64 = 10.0;

/// The straight legs of a route, as far as they are too long to follow a road.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Legs {
    /// The longest leg between one vertex and the next, km.
    pub longest_km: f64,
    /// The share of the route that is legs of over 10 km.
    pub straight_share: f64,
    /// What that means, where there are such legs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Legs {
    /// The legs of a route, with a note in a language.
    pub(super) fn new(route: &Route, lang: Language) -> Legs {
        let longest_km = route.legs_km().fold(0.0, f64::max);
        let straight_km: f64 = route.legs_km().filter(|km| *km > ACROSS_COUNTRY_KM).sum();
        let straight_share = (straight_km / route.length_km()).min(1.0);
        let note = (straight_km > 0.0).then(|| {
            let share = words::percent(straight_share, lang);
            let said =
                messages::STRAIGHT_LEGS.say(lang, &[("share", share), ("km", words::distance_km(longest_km, lang))]);
            words::capitalise(&said)
        });
        Legs { longest_km, straight_share, note }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;

    fn legs(vertices: &[(f64, f64)]) -> Legs {
        let vertices = vertices.iter().map(|(lon, lat)| LonLat::new(*lon, *lat));
        Legs::new(&Route::from_vertices(vertices).unwrap(), Language::En)
    }

    #[test]
    fn long_straight_legs_are_noted() {
        let short = legs(&[(0.0, 0.0), (0.05, 0.0), (0.08, 0.0)]);
        assert!((short.longest_km - 5.566).abs() < 0.001);
        assert_eq!((short.straight_share, short.note), (0.0, None));
        let long = legs(&[(0.0, 0.0), (0.05, 0.0), (1.05, 0.0)]);
        assert!((long.straight_share - 1.0 / 1.05).abs() < 1e-6);
        let note = long.note.unwrap();
        assert!(note.starts_with("About 95 % of this route is straight lines of over 10 km"), "{note}");
        assert!(note.contains("the longest 111 km") && note.contains("understated"), "{note}");
    }
}
