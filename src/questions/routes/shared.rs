//! The parts of two routes that run along the same road.

use crate::geo::GeoPoint;
use serde::Serialize;

use crate::route_line::Route;

/// The ends of a shared part are found to this distance, km.
const STEP_KM: f64 = 0.02;
/// On long routes they are found to this part of the length.
const STEP_SHARE: f64 = 1e-5;
/// The most places that are looked at on all routes of a question together.
const MAX_PLACES: f64 = 4e6;

/// A part of a route along which another one runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedPart {
    /// Where the part begins, km from the start of the route.
    pub from_km: f64,
    /// Where the part ends, km from the start of the route.
    pub to_km: f64,
}

/// How exactly the ends of shared parts are found where each route is compared with all others, km: to 20 m, or less exactly
/// where there are so many long routes that this would take long.
pub fn min_step_km(lines: &[Route]) -> f64 {
    let compared_km = lines.iter().map(Route::length_km).sum::<f64>() * lines.len().saturating_sub(1) as f64;
    STEP_KM.max(compared_km / MAX_PLACES)
}

/// Finds the parts of a route whose distance to another route is at most `within_km`, to 20 m or, on routes of more
/// than 2,000 km, to a hundred-thousandth of the length. `min_step_km` is that for many long routes, of [`min_step_km`].
///
/// The distance to the other route is 1-Lipschitz along this one, so the search can skip ahead by how much the distance
/// differs from `within_km`.
pub fn find_shared_parts(route: &Route, other: &Route, within_km: f64, min_step_km: f64) -> Vec<SharedPart> {
    let distance_km =
        |km: f64| other.trace().nearest(&GeoPoint::new(route.at(km))).map_or(f64::INFINITY, |foot| foot.distance_km);
    let step_km = min_step_km.max(route.length_km() * STEP_SHARE);
    let mut parts: Vec<SharedPart> = Vec::new();
    let (mut km, mut is_open) = (0.0, false);
    loop {
        let spare_km = within_km - distance_km(km);
        match (spare_km >= 0.0, is_open) {
            (true, false) => parts.push(SharedPart { from_km: km, to_km: km }),
            (true, true) | (false, true) => parts.last_mut().expect("a part is open").to_km = km,
            (false, false) => {}
        }
        is_open = spare_km >= 0.0;
        if km >= route.length_km() {
            break;
        }
        km = (km + spare_km.abs().max(step_km)).min(route.length_km());
    }
    parts.retain(|part| part.to_km > part.from_km);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, direct};
    use crate::geometry::parse;
    use proptest::prelude::*;

    fn route(path: &[LonLat]) -> Route {
        let vertices: Vec<String> = path.iter().map(|at| format!("[{},{}]", at.lon, at.lat)).collect();
        Route::new(parse(&format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, vertices.join(","))).unwrap())
            .unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        /// Every place well inside a shared part is near the other route, and no place well outside is; over the
        /// antimeridian too.
        #[test]
        fn shared_parts_are_near_and_the_others_are_not(
            lon in -180.0..180.0f64, lat in -70.0..70.0f64, within_km in 0.2..20.0f64,
            path in prop::collection::vec((-0.5..0.5f64, -0.5..0.5f64), 2..6),
            other in prop::collection::vec((-0.5..0.5f64, -0.5..0.5f64), 2..6),
        ) {
            let wrapped = |x: f64| (lon + x + 540.0).rem_euclid(360.0) - 180.0;
            let make = |path: &[(f64, f64)]| route(&path.iter().map(|(x, y)| LonLat::new(wrapped(*x), lat + y)).collect::<Vec<_>>());
            let (one, two) = (make(&path), make(&other));
            let found = find_shared_parts(&one, &two, within_km, STEP_KM);
            for step in 0..=300 {
                let km = one.length_km() * f64::from(step) / 300.0;
                let near = two.trace().nearest(&GeoPoint::new(one.at(km))).unwrap().distance_km;
                let inside = found.iter().any(|part| (part.from_km..=part.to_km).contains(&km));
                prop_assert!((near - within_km).abs() <= 2.0 * STEP_KM || inside == (near < within_km), "km {km}: {near} {found:?}");
            }
        }
    }

    #[test]
    fn a_route_shares_all_of_itself_and_a_branch_ends_the_shared_part() {
        let (a, b, c) = (LonLat::new(-8.0, 12.6), LonLat::new(-7.0, 12.6), LonLat::new(-7.0, 13.6));
        let whole = route(&[a, b, c]);
        assert_eq!(
            find_shared_parts(&whole, &whole, 0.5, STEP_KM),
            [SharedPart { from_km: 0.0, to_km: whole.length_km() }]
        );
        let straight = route(&[a, b, direct(b, 90.0, 50.0)]);
        let [part] = find_shared_parts(&whole, &straight, 0.5, STEP_KM)[..] else { panic!("one part is shared") };
        let first_km = route(&[a, b]).length_km();
        assert!(part.from_km == 0.0 && (part.to_km - first_km - 0.5).abs() < 0.03, "{part:?} {first_km}");
        assert!(
            find_shared_parts(&route(&[a, b]), &route(&[direct(a, 0.0, 9.0), direct(b, 0.0, 9.0)]), 0.5, STEP_KM)
                .is_empty()
        );
    }
}
