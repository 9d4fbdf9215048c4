//! The incidents of the demo, around real towns and roads.
//!
//! None of them happened. Every record says so in its `source` and its headline, and no real group is named. The bytes are
//! the same on every machine; a change of them must also change the hash in the tests below.

use std::fmt::Write;

use crate::events::{Actor, EVENTS, Event, Setting};
use crate::random::Random;
use crate::roads::ROADS;
use crate::towns::{TOWNS, Town, nearest, town};

pub const RECORDS: usize = 12_000;
const SEED: u64 = 20_261_122;

const HEADER: &str = "id,start,end,lon,lat,uncertainty_km,kind,type,subtype,actor1,actor2,fatalities_low,fatalities_best,\
                      fatalities_high,country,admin1,place,source,headline\n";

/// Returns the incidents in the order of their first days.
pub fn generate() -> Vec<Incident> {
    let chances = list_chances();
    let mut random = Random::new(SEED);
    let mut incidents: Vec<Incident> = (0..RECORDS)
        .map(|_| {
            let draw = random.below(chances.last().map_or(0, |chance| chance.up_to));
            draw_incident(&chances[chances.partition_point(|chance| chance.up_to <= draw)], &mut random)
        })
        .collect();
    incidents.sort_by_key(|incident| incident.start);
    incidents
}

/// Writes incidents as a CSV file in the engine's own layout, with ids in their order.
pub fn to_csv<'a>(incidents: impl IntoIterator<Item = &'a Incident>) -> String {
    let mut csv = HEADER.to_string();
    for (number, incident) in (1..).zip(incidents) {
        incident.write_row(number, &mut csv);
    }
    csv
}

/// Year, month and day, so that dates compare in order.
pub type Date = (u32, u32, u32);

const FIRST_MONTH: (u32, u32) = (2023, 1);
pub const LAST_DAY: Date = (2026, 11, 22);

/// The blockade multiplies the incidents on fuel roads: the month from which a strength holds, the latest first, and the
/// factor. It varies over time.
const BLOCKADE: [((u32, u32), u64); 3] = [((2026, 10), 9), ((2026, 4), 4), ((2025, 9), 6)];

/// A month at a place. Its likelihood is the difference between `up_to` and that of the previous chance.
struct Chance {
    month: (u32, u32),
    place: Place,
    up_to: u64,
}

#[derive(Clone, Copy)]
enum Place {
    Around(&'static Town),
    Between { from: &'static Town, to: &'static Town, fuel: bool },
}

/// Returns all months at all places with their likelihood.
fn list_chances() -> Vec<Chance> {
    /// Relative activity by month: roads and fields are passable in the dry season.
    const SEASON: [u64; 12] = [11, 12, 13, 13, 12, 11, 8, 7, 7, 9, 11, 11];
    let mut chances = Vec::new();
    let mut sum = 0;
    for month in (FIRST_MONTH.0..=LAST_DAY.0).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        if month > (LAST_DAY.0, LAST_DAY.1) {
            continue;
        }
        let growth = 9 + u64::from(month.0 - FIRST_MONTH.0);
        let time = SEASON[month.1 as usize - 1] * growth * u64::from(days_in(month));
        let towns = TOWNS.iter().map(|town| (Place::Around(town), town.heat * 20));
        chances.extend(towns.chain(legs()).map(|(place, heat)| {
            sum += heat * place.blockade(month).unwrap_or(1) * time;
            Chance { month, place, up_to: sum }
        }));
    }
    chances
}

/// Returns the roads between neighbouring towns, with their heat.
fn legs() -> impl Iterator<Item = (Place, u64)> {
    ROADS.iter().flat_map(|road| {
        road.towns.windows(2).map(|pair| {
            let (from, to) = (town(pair[0]), town(pair[1]));
            let km = KM_PER_DEGREE
                * ((from.lon - to.lon) * (from.lon - to.lon) + (from.lat - to.lat) * (from.lat - to.lat)).sqrt();
            (Place::Between { from, to, fuel: road.fuel }, road.heat * km as u64)
        })
    })
}

impl Place {
    /// Returns the factor by which a blockade multiplies the incidents here, if there is one.
    fn blockade(self, month: (u32, u32)) -> Option<u64> {
        let strength = BLOCKADE.iter().find(|(from, _)| month >= *from).map(|(_, strength)| *strength);
        strength.filter(|_| matches!(self, Place::Between { fuel: true, .. }))
    }
}

fn days_in((year, month): (u32, u32)) -> u32 {
    match month {
        _ if (year, month) == (LAST_DAY.0, LAST_DAY.1) => LAST_DAY.2,
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// One incident, without an id.
pub struct Incident {
    start: Date,
    end: Date,
    /// `None` if the position is unknown.
    position: Option<(f64, f64)>,
    uncertainty_km: u32,
    event: &'static Event,
    actors: [&'static str; 2],
    /// The low, best and high estimate.
    deaths: [Option<u64>; 3],
    town: &'static Town,
}

fn draw_incident(chance: &Chance, random: &mut Random) -> Incident {
    let (year, month) = chance.month;
    let days = days_in(chance.month);
    let day = 1 + random.below(u64::from(days)) as u32;
    let last_day = if random.chance(6) { days.min(day + 1 + random.below(4) as u32) } else { day };

    let setting = match chance.place {
        Place::Around(town) if town.city && random.chance(35) => Setting::City,
        Place::Around(_) => Setting::Countryside,
        Place::Between { .. } if chance.place.blockade(chance.month).is_some() => Setting::BlockadedRoad,
        Place::Between { .. } => Setting::Road,
    };
    let event = random.weighted(EVENTS, |event| event.weight(setting));
    let (lon, lat) = draw_position(chance.place, setting, random);
    let town = match chance.place {
        Place::Around(town) => town,
        Place::Between { .. } => nearest(lon, lat),
    };
    let uncertainty_km = *random.weighted(&[(0, 85), (25, 8), (50, 5), (150, 2)], |(_, weight)| *weight);
    // Imprecise incidents are recorded at the town that stands for its district.
    let (lon, lat) = if uncertainty_km.0 > 0 { (town.lon, town.lat) } else { (lon, lat) };
    Incident {
        start: (year, month, day),
        end: (year, month, last_day),
        position: (!random.chance(1)).then_some((lon, lat)),
        uncertainty_km: uncertainty_km.0,
        event,
        actors: event.actors.map(|actor| actor_name(actor, town, random)),
        deaths: draw_deaths(event, random),
        town,
    }
}

/// The length of a degree of latitude in km, also used for longitude: exact enough to scatter incidents.
const KM_PER_DEGREE: f64 = 111.0;

fn draw_position(place: Place, setting: Setting, random: &mut Random) -> (f64, f64) {
    let (lon, lat, scatter_km) = match place {
        Place::Around(town) if setting == Setting::City => (town.lon, town.lat, 2.0),
        Place::Around(town) => (town.lon, town.lat, *random.pick(&[3.0, 8.0, 8.0, 16.0, 16.0, 30.0])),
        Place::Between { from, to, .. } => {
            let fraction = random.uniform();
            (from.lon + fraction * (to.lon - from.lon), from.lat + fraction * (to.lat - from.lat), 1.2)
        }
    };
    let scatter = scatter_km / KM_PER_DEGREE;
    (lon + scatter * random.normal(), lat + scatter * random.normal())
}

fn actor_name(actor: Actor, town: &Town, random: &mut Random) -> &'static str {
    match actor {
        Actor::Group if random.chance(15) => "unidentified armed men",
        Actor::Group => match town.country {
            "Mali" if town.lon > -0.5 => "armed group B",
            "Niger" if town.lon < 4.0 => "armed group B",
            "Burkina Faso" if random.chance(25) => "armed group B",
            "Nigeria" => "armed group D",
            "Niger" => "armed group C",
            _ => "armed group A",
        },
        Actor::Army => "security forces",
        Actor::Militia => "self-defence militia",
        Actor::Civilians => "civilians",
        Actor::Protesters => "protesters",
        Actor::Nobody => "",
    }
}

/// Returns the low, best and high estimate.
fn draw_deaths(event: &Event, random: &mut Random) -> [Option<u64>; 3] {
    let mut best = 0;
    if random.chance(event.deadly_percent) {
        best = 1;
        while best < 80 && random.below(event.mean_deaths) > 0 {
            best += 1;
        }
    }
    let low = best - random.below(best / 3 + 1);
    let high = best + random.below(best / 2 + 1);
    let estimated = !random.chance(3);
    [estimated.then_some(low), Some(best), estimated.then_some(high)]
}

impl Incident {
    fn write_row(&self, number: usize, csv: &mut String) {
        let Incident { event, town, uncertainty_km, .. } = self;
        let [start, end] = [self.start, self.end].map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
        let [lon, lat] = match self.position {
            Some((lon, lat)) => [lon, lat].map(|degrees| format!("{degrees:.4}")),
            None => [const { String::new() }; 2],
        };
        let [low, best, high] = self.deaths.map(|count| count.map_or(String::new(), |count| count.to_string()));
        let [actor1, actor2] = self.actors;
        let Event { kind, event_type, subtype, description, .. } = event;
        let Town { name, country, admin1, .. } = town;
        writeln!(
            csv,
            "SYN-{number:06},{start},{end},{lon},{lat},{uncertainty_km},{kind},{event_type},{subtype},{actor1},{actor2},\
             {low},{best},{high},{country},{admin1},{name},synthetic,Synthetic record: {description} near {name}"
        )
        .expect("writing to a string does not fail");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_bytes_are_the_same_everywhere() {
        assert_eq!(to_csv(&generate()), to_csv(&generate()));
        let sha256: String = <sha2::Sha256 as sha2::Digest>::digest(to_csv(&generate()))
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(sha256, "d7bc33266794c2f0bc58c9e500f6ff4122689973413398ed475559a1d14061ac");
    }

    #[test]
    fn every_row_is_complete_and_says_that_it_is_synthetic() {
        let csv = to_csv(&generate());
        let columns: Vec<&str> = HEADER.trim_end().split(',').collect();
        let mut kinds = BTreeMap::new();
        let mut unlocated = 0;
        let mut previous = String::new();
        for (number, line) in (1..).zip(csv.lines().skip(1)) {
            let row: BTreeMap<&str, &str> = columns.iter().copied().zip(line.split(',')).collect();
            assert_eq!(line.split(',').count(), columns.len(), "{line}");
            assert_eq!(row["id"], format!("SYN-{number:06}"));
            assert!(row["source"] == "synthetic" && row["headline"].starts_with("Synthetic record: "), "{line}");
            assert!(previous.as_str() <= row["start"] && row["start"] <= row["end"], "{line}");
            assert!(("2023-01-01"..="2026-11-22").contains(&row["start"]) && row["end"] <= "2026-11-22", "{line}");
            if row["lon"].is_empty() {
                unlocated += 1;
                assert_eq!(row["lat"], "");
            } else {
                let (lon, lat): (f64, f64) = (row["lon"].parse().unwrap(), row["lat"].parse().unwrap());
                assert!((-19.0..10.0).contains(&lon) && (7.0..24.0).contains(&lat), "{line}");
            }
            let deaths =
                ["fatalities_low", "fatalities_best", "fatalities_high"].map(|name| row[name].parse::<u32>().ok());
            assert!(
                deaths[1].is_some() && (deaths[0] <= deaths[1]) && deaths[2].is_none_or(|high| Some(high) >= deaths[1]),
                "{line}"
            );
            *kinds.entry(row["kind"].to_string()).or_insert(0) += 1;
            previous = row["start"].to_string();
        }
        let known = [
            "abduction",
            "armedClash",
            "attackOnCivilians",
            "blockade",
            "explosion",
            "looting",
            "other",
            "protest",
            "riot",
        ];
        assert_eq!(kinds.keys().map(String::as_str).collect::<Vec<_>>(), known);
        assert!(kinds.values().all(|count| *count >= 100), "{kinds:?}");
        assert!((50..300).contains(&unlocated), "{unlocated} without a position");
        assert_eq!(kinds.values().sum::<i32>() as usize, RECORDS);
    }

    #[test]
    fn the_fuel_blockade_multiplies_attacks() {
        let csv = to_csv(&generate());
        let attacks = |from: &str, to: &str| {
            let rows = csv.lines().filter(|line| line.contains("Fuel convoy attack"));
            rows.filter(|line| line.split(',').nth(1).is_some_and(|start| (from..to).contains(&start))).count()
        };
        let (before, during) = (attacks("2024-09-01", "2025-09-01"), attacks("2025-09-01", "2026-09-01"));
        assert!(during > 8 * before, "{before} before, {during} during");
    }
}
