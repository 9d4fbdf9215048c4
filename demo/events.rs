//! The events of the demo, and where they are common.

/// Where an incident is recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Road,
    /// A road on which fuel is being blockaded.
    BlockadedRoad,
    Countryside,
    City,
}

pub struct Event {
    /// One of the engine's kinds.
    pub kind: &'static str,
    pub event_type: &'static str,
    pub subtype: &'static str,
    /// The text of the headline before "near" a town.
    pub description: &'static str,
    pub actors: [Actor; 2],
    /// The relative frequency on a road, on a blockaded road, in the countryside and in a city.
    pub weights: [u64; 4],
    /// The percentage of cases in which somebody dies.
    pub deadly_percent: u64,
    /// The approximate mean number of deaths in these cases.
    pub mean_deaths: u64,
}

#[derive(Clone, Copy)]
pub enum Actor {
    /// One of the invented armed groups, which depends on the country.
    Group,
    Army,
    Militia,
    Civilians,
    Protesters,
    Nobody,
}

impl Event {
    pub fn weight(&self, setting: Setting) -> u64 {
        let [road, blockaded, countryside, city] = self.weights;
        match setting {
            Setting::Road => road,
            Setting::BlockadedRoad => blockaded,
            Setting::Countryside => countryside,
            Setting::City => city,
        }
    }
}

const fn event(
    [kind, event_type, subtype, description]: [&'static str; 4],
    actors: [Actor; 2],
    weights: [u64; 4],
    [deadly_percent, mean_deaths]: [u64; 2],
) -> Event {
    Event { kind, event_type, subtype, description, actors, weights, deadly_percent, mean_deaths }
}

use Actor::{Army, Civilians, Group, Militia, Nobody, Protesters};

#[rustfmt::skip]
pub const EVENTS: &[Event] = &[
    event(["armedClash", "Road ambush", "convoy", "road ambush"], [Group, Army], [22, 16, 0, 0], [70, 4]),
    event(["armedClash", "Attack on a post", "raid", "attack on a post"], [Group, Army], [0, 0, 14, 6], [65, 6]),
    event(["armedClash", "Clash", "armed groups", "clash between armed groups"], [Group, Militia], [2, 1, 12, 2], [75, 5]),
    event(["attackOnCivilians", "Attack on travellers", "vehicle", "attack on a bus"], [Group, Civilians], [14, 8, 0, 1], [55, 3]),
    event(["attackOnCivilians", "Village raid", "raid", "village raid"], [Group, Civilians], [0, 0, 22, 0], [70, 5]),
    event(["abduction", "Abduction on the road", "travellers", "abduction of travellers"], [Group, Civilians], [16, 11, 0, 0], [6, 1]),
    event(["abduction", "Abduction", "residents", "abduction of residents"], [Group, Civilians], [0, 0, 10, 6], [5, 1]),
    event(["abduction", "Abduction of foreign workers", "site", "abduction of foreign workers"], [Group, Civilians], [0, 1, 1, 1], [10, 1]),
    event(["explosion", "IED", "roadside device", "roadside explosion"], [Group, Army], [18, 9, 3, 1], [55, 3]),
    event(["explosion", "Air or drone strike", "air", "air strike"], [Army, Group], [1, 2, 10, 1], [60, 8]),
    event(["explosion", "Shelling", "mortar", "mortar fire"], [Group, Army], [0, 0, 3, 5], [35, 2]),
    event(["blockade", "Checkpoint", "illegal checkpoint", "illegal checkpoint"], [Group, Civilians], [18, 16, 1, 0], [4, 1]),
    event(["blockade", "Extortion", "levy on vehicles", "levy on vehicles"], [Group, Civilians], [6, 5, 4, 1], [0, 1]),
    event(["blockade", "Blockade", "town cut off", "blockade of a town"], [Group, Civilians], [1, 3, 2, 1], [5, 1]),
    event(["blockade", "Fuel convoy attack", "convoy stopped", "fuel convoy stopped"], [Group, Civilians], [1, 14, 0, 0], [15, 2]),
    event(["explosion", "Fuel convoy attack", "tankers burnt by a device", "explosion under a fuel convoy"], [Group, Army], [0, 7, 0, 0], [45, 3]),
    event(["looting", "Fuel convoy attack", "tankers burnt", "fuel tankers burnt"], [Group, Civilians], [1, 18, 0, 0], [30, 2]),
    event(["armedClash", "Fuel convoy attack", "escort attacked", "attack on the escort of a fuel convoy"], [Group, Army], [0, 12, 0, 0], [60, 4]),
    event(["looting", "Looting", "vehicles", "vehicles looted"], [Group, Civilians], [7, 5, 0, 0], [5, 1]),
    event(["looting", "Cattle theft", "cattle", "cattle theft"], [Group, Civilians], [0, 0, 12, 0], [12, 2]),
    event(["looting", "Arson", "school or market", "building burnt"], [Group, Civilians], [0, 1, 5, 2], [8, 1]),
    event(["riot", "Riot", "crowd", "riot"], [Protesters, Army], [0, 0, 0, 22], [12, 1]),
    event(["protest", "Protest", "peaceful", "protest"], [Protesters, Nobody], [0, 1, 1, 46], [0, 1]),
    event(["other", "Arrests", "search operation", "arrests in a search operation"], [Army, Group], [1, 1, 4, 6], [10, 2]),
    event(["other", "Find of arms", "cache", "find of arms"], [Army, Nobody], [0, 0, 2, 2], [0, 1]),
];
