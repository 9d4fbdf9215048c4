//! Where nobody drives: closed roads and areas, and areas that are avoided as long as there is another way.

use serde_json::Value;

use super::joined::Joined;
use super::network::{Network, leg_km};
use super::snap::Snapper;
use crate::area::Area;
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, LonLat};
use crate::geometry::{self, Shape};
use crate::incident::Day;

/// How far around a line or a point without a radius roads are closed, km.
const LINE_KM: f64 = 0.05;
/// The least step in which a road is looked at, km.
const STEP_KM: f64 = 0.002;

/// A road or an area that bars the way, perhaps for a time.
pub struct Zone {
    /// Where.
    pub area: Area,
    /// The last day on which it does; without one it goes on.
    pub until: Option<Day>,
}

impl Zone {
    /// Reads what is closed from GeoJSON: a geometry, a feature, or a collection of features, each with `validUntil` among its properties
    /// or without. A line or a point without `radiusKm` closes the roads within 50 m.
    ///
    /// In a file that the map page saved, `bars` says what each shape is: of such a file those that are `closed` or `no-go` count, with
    /// their `radius_km` and the last day in `valid`.
    ///
    /// # Errors
    /// Those of [`geometry::parse_collection`] and [`Area::new`], and `BadGeometry` for a day that is none; with the number of the feature.
    pub fn read_closed(text: &str) -> Result<Vec<Zone>> {
        read(text, &["closed", "no-go"])
    }

    /// Reads what is to be avoided, as [`Zone::read_closed`] does; of a file that the map page saved, what is `avoid`.
    ///
    /// # Errors
    /// They are those of [`Zone::read_closed`].
    pub fn read_avoided(text: &str) -> Result<Vec<Zone>> {
        read(text, &["avoid", "restricted"])
    }

    fn new(mut shape: Shape, properties: &Value, is_saved: bool) -> Result<Zone> {
        let saved = |name: &str| if is_saved { &properties[name] } else { &Value::Null };
        shape.radius_km = shape.radius_km.or(saved("radius_km").as_f64());
        let saved_until = saved("valid").as_str().and_then(|text| text.strip_prefix("until "));
        let until = match saved_until {
            Some(text) => day::parse(text),
            None => valid_until(properties)?,
        };
        Ok(Zone { area: barred_area(shape)?, until })
    }

    fn holds_on(&self, today: Option<Day>) -> bool {
        !matches!((self.until, today), (Some(until), Some(today)) if until < today)
    }
}

/// Reads zones. Of a file that the map page saved, those that bar the way as is wanted: the others bar it otherwise, or not at all.
fn read(text: &str, wanted: &[&str]) -> Result<Vec<Zone>> {
    let value: Value = serde_json::from_str(text).unwrap_or(Value::Null);
    let (shapes, features) = match value.get("features").and_then(Value::as_array) {
        Some(features) => (geometry::parse_collection(text)?, features.clone()),
        None => (vec![geometry::parse(text)?], vec![value]),
    };
    let bars = |feature: &Value| feature["properties"]["bars"].as_str().map(str::to_owned);
    let is_saved = features.iter().any(|feature| bars(feature).is_some());
    let is_wanted = |feature: &Value| !is_saved || bars(feature).is_some_and(|bars| wanted.contains(&bars.as_str()));
    let numbered = shapes.into_iter().zip(&features).zip(1..);
    numbered
        .filter(|((_, feature), _)| is_wanted(feature))
        .map(|((shape, feature), row)| {
            Zone::new(shape, &feature["properties"], is_saved).map_err(|error| error.at_row(row))
        })
        .collect()
}

fn valid_until(properties: &Value) -> Result<Option<Day>> {
    match &properties["validUntil"] {
        Value::Null => Ok(None),
        given => given.as_str().and_then(day::parse).map(Some).ok_or_else(|| {
            let message = format!("validUntil is {given}; a day as YYYY-MM-DD is wanted.");
            GeobitError::new(Code::BadGeometry, message).at_field("properties.validUntil")
        }),
    }
}

/// The area of a shape that roads are to keep out of.
pub fn barred_area(shape: Shape) -> Result<Area> {
    let is_bare = shape.radius_km.is_none() && !(shape.points.is_empty() && shape.lines.is_empty());
    Area::new(shape, is_bare.then_some(LINE_KM))
}

/// What bars the way.
#[derive(Default)]
pub struct Barring {
    /// What is closed.
    pub closed: Vec<Zone>,
    /// What is avoided as long as there is another way.
    pub avoid: Vec<Zone>,
    /// The day of the trip, by which zones have ended. Without one, none has.
    pub today: Option<Day>,
}

impl Barring {
    /// Whether a place lies in what is closed.
    pub fn closes(&self, at: LonLat) -> bool {
        let at = GeoPoint::new(at);
        self.closed.iter().any(|zone| zone.holds_on(self.today) && zone.area.contains(&at))
    }
}

/// The roads that are barred.
pub struct Barred {
    /// Whether each road is closed.
    pub closed: Vec<bool>,
    /// The areas to avoid that roads touch: the road, and the number of the area; ascending.
    pub avoided: Vec<(u32, u32)>,
}

impl Barred {
    /// Finds the roads that zones touch.
    pub fn new(joined: &Joined<'_>, snapper: &Snapper, barring: &Barring) -> Barred {
        let mut barred = Barred { closed: vec![false; joined.road_count()], avoided: Vec::new() };
        let mut roads = Vec::new();
        let holds = |zone: &Zone| zone.holds_on(barring.today);
        for zone in barring.closed.iter().filter(|zone| holds(zone)) {
            touched(joined, snapper, &zone.area, |road| barred.closed[road as usize], &mut roads);
            roads.iter().for_each(|road| barred.closed[*road as usize] = true);
        }
        for (zone, number) in barring.avoid.iter().zip(0..).filter(|(zone, _)| holds(zone)) {
            touched(joined, snapper, &zone.area, |_| false, &mut roads);
            barred.avoided.extend(roads.iter().map(|road| (*road, number)));
        }
        barred.avoided.sort_unstable();
        barred
    }

    /// The areas to avoid that a road touches.
    pub fn areas_of(&self, road: u32) -> impl Iterator<Item = u32> {
        let first = self.avoided.partition_point(|(other, _)| *other < road);
        self.avoided[first..].iter().take_while(move |(other, _)| *other == road).map(|(_, area)| *area)
    }
}

/// Finds the roads that touch an area, pieces instead of edges that are cut. Those that are known are left out.
fn touched(joined: &Joined<'_>, snapper: &Snapper, area: &Area, is_known: impl Fn(u32) -> bool, roads: &mut Vec<u32>) {
    roads.clear();
    let mut edges: Vec<u32> =
        area.drawn_bounds().flat_map(|bounds| snapper.edges_in(bounds, area.radius_km()).collect::<Vec<_>>()).collect();
    edges.sort_unstable();
    edges.dedup();
    let network: &Network = joined.network();
    let mut line = Vec::new();
    for edge in edges {
        match joined.pieces_of(edge) {
            None if is_known(edge) => {}
            None => {
                network.line_into(edge, &mut line);
                if touches(area, &line) {
                    roads.push(edge);
                }
            }
            Some(pieces) => {
                roads.extend(pieces.filter(|piece| !is_known(*piece) && touches(area, &joined.line(*piece))))
            }
        }
    }
}

/// Whether a line touches an area. From each place the line cannot reach the area before it is as long as the distance to it.
fn touches(area: &Area, line: &[LonLat]) -> bool {
    let off = |at: LonLat| {
        let lon = if at.lon.abs() > 180.0 { (at.lon + 180.0).rem_euclid(360.0) - 180.0 } else { at.lon };
        area.distance_km(&GeoPoint::new(LonLat::new(lon, at.lat))) - area.radius_km()
    };
    let points: Vec<GeoPoint> = line.iter().map(|at| GeoPoint::new(*at)).collect();
    for pair in points.windows(2) {
        let length = leg_km(&pair[0], &pair[1]);
        let mut km = 0.0;
        while km < length {
            let free = off(pair[0].at.lerp(pair[1].at, km / length));
            if free <= 0.0 {
                return true;
            }
            km += free.max(STEP_KM);
        }
    }
    line.last().is_some_and(|last| off(*last) <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::speeds::Speeds;
    use crate::roads::testing;
    use proptest::prelude::*;

    fn ring(west: f64, south: f64, east: f64, north: f64) -> String {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}"#
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        /// Against places that are close together on every edge.
        #[test]
        fn roads_that_touch_an_area_are_found(west in -0.1..0.45f64, south in 9.9..10.45f64, width in 0.005..0.3f64, height in 0.005..0.3f64) {
            let network = testing::grid_network(5, 5, 0.1);
            let snapper = Snapper::new(&network);
            let joined = Joined::new(&network, &snapper, &[], &Speeds::default(), 1.0).unwrap();
            let closed = Zone::read_closed(&ring(west, south, west + width, south + height)).unwrap();
            let area = |at: LonLat| closed[0].area.contains(&GeoPoint::new(at));
            let expected: Vec<bool> = (0..network.edges().len() as u32).map(|edge| {
                let line = network.line(edge);
                (0..=5000).any(|step| area(line[0].lerp(line[1], f64::from(step) / 5000.0)))
            }).collect();
            let barred = Barred::new(&joined, &snapper, &Barring { closed, ..Barring::default() });
            prop_assert_eq!(barred.closed, expected);
        }
    }

    /// Guards against a bug: everything in such a file was closed, sites that are no zones and zones that are over too, and circles had 50 m.
    #[test]
    fn of_a_file_of_the_map_page_only_its_zones_count() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":"Trip"},"geometry":{"type":"LineString","coordinates":[[0,9],[1,9]]}},
            {"type":"Feature","properties":{"bars":"no-go","radius_km":20,"valid":"until 2026-03-05"},
             "geometry":{"type":"Point","coordinates":[0.5,10]}},
            {"type":"Feature","properties":{"bars":"closed"},"geometry":{"type":"LineString","coordinates":[[0,8],[1,8]]}},
            {"type":"Feature","properties":{"bars":"avoid","radius_km":5},"geometry":{"type":"Point","coordinates":[0.5,7]}}]}"#;
        let told = |zones: Vec<Zone>| -> Vec<(f64, Option<Day>)> {
            zones.iter().map(|zone| (zone.area.radius_km(), zone.until)).collect()
        };
        let closed = Zone::read_closed(text).unwrap();
        assert!(closed[0].area.contains(&GeoPoint::new(LonLat::new(0.6, 10.0))));
        assert_eq!(told(closed), [(20.0, day::parse("2026-03-05")), (LINE_KM, None)]);
        assert_eq!(told(Zone::read_avoided(text).unwrap()), [(5.0, None)]);
        assert!(Zone::read_closed(&text.replace("0.5,10", "0.5,100")).is_err_and(|error| error.at.row == Some(2)));
    }

    #[test]
    fn what_is_avoided_ends_with_its_day_as_well() {
        let network = testing::grid_network(2, 1, 0.1);
        let snapper = Snapper::new(&network);
        let joined = Joined::new(&network, &snapper, &[], &Speeds::default(), 1.0).unwrap();
        let text = r#"{"type":"Feature","properties":{"validUntil":"2026-03-05"},"geometry":{"type":"Point","coordinates":[0.05,10]}}"#;
        let on = |today: &str| {
            let avoid = Zone::read_avoided(text).unwrap();
            let barring = Barring { avoid, today: day::parse(today), ..Barring::default() };
            Barred::new(&joined, &snapper, &barring).areas_of(0).count()
        };
        assert_eq!((on("2026-03-05"), on("2026-03-06")), (1, 0));
    }

    #[test]
    fn closures_end_with_their_day() {
        let network = testing::grid_network(2, 1, 0.1);
        let snapper = Snapper::new(&network);
        let joined = Joined::new(&network, &snapper, &[], &Speeds::default(), 1.0).unwrap();
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"validUntil":"2026-03-05"},
            "geometry":{"type":"LineString","coordinates":[[0.05,9.99],[0.05,10.01]]}}]}"#;
        let on = |today: Option<&str>| {
            let today = today.and_then(day::parse);
            let barring = Barring { closed: Zone::read_closed(text).unwrap(), today, ..Barring::default() };
            Barred::new(&joined, &snapper, &barring).closed[0]
        };
        assert!(on(None) && on(Some("2026-03-05")) && !on(Some("2026-03-06")));
        let error = Zone::read_closed(&text.replace("2026-03-05", "soon")).err().unwrap();
        assert_eq!((error.code, error.at.row), (Code::BadGeometry, Some(1)));
    }
}
