//! What the tags of OpenStreetMap mean for vehicles.

use crate::roads::network::{Class, Flags, Layer, Surface};

/// The tags of a way that matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tags<'a> {
    pub highway: &'a str,
    pub route: &'a str,
    pub surface: &'a str,
    pub tracktype: &'a str,
    pub oneway: &'a str,
    pub junction: &'a str,
    pub name: &'a str,
    pub reference: &'a str,
    pub bridge: &'a str,
    pub ford: &'a str,
    pub access: &'a str,
    pub vehicle: &'a str,
    pub motor_vehicle: &'a str,
    pub motorcar: &'a str,
    pub area: &'a str,
    pub waterway: &'a str,
    pub boundary: &'a str,
    pub admin_level: &'a str,
    pub barrier: &'a str,
    pub kind: &'a str,
}

impl<'a> Tags<'a> {
    /// Takes a tag.
    pub fn set(&mut self, key: &str, value: &'a str) {
        let place = match key {
            "highway" => &mut self.highway,
            "route" => &mut self.route,
            "surface" => &mut self.surface,
            "tracktype" => &mut self.tracktype,
            "oneway" => &mut self.oneway,
            "junction" => &mut self.junction,
            "name" => &mut self.name,
            "ref" => &mut self.reference,
            "bridge" => &mut self.bridge,
            "ford" => &mut self.ford,
            "access" => &mut self.access,
            "vehicle" => &mut self.vehicle,
            "motor_vehicle" => &mut self.motor_vehicle,
            "motorcar" => &mut self.motorcar,
            "area" => &mut self.area,
            "waterway" => &mut self.waterway,
            "boundary" => &mut self.boundary,
            "admin_level" => &mut self.admin_level,
            "barrier" => &mut self.barrier,
            "type" => &mut self.kind,
            _ => return,
        };
        *place = value;
    }

    /// The class of the road, if vehicles may drive on it.
    pub fn class(&self) -> Option<Class> {
        let class = match self.highway.strip_suffix("_link").unwrap_or(self.highway) {
            "motorway" => Class::Motorway,
            "trunk" => Class::Trunk,
            "primary" => Class::Primary,
            "secondary" => Class::Secondary,
            "tertiary" => Class::Tertiary,
            "unclassified" => Class::Unclassified,
            "residential" | "living_street" => Class::Residential,
            "service" => Class::Service,
            "track" => Class::Track,
            "road" => Class::Unknown,
            "" if self.route == "ferry" => Class::Ferry,
            _ => return None,
        };
        // A ferry takes vehicles where that is said.
        let takes_vehicles =
            class != Class::Ferry || matches!(self.vehicle_access(), "yes" | "designated" | "permissive");
        let is_closed = matches!(self.vehicle_access(), "no" | "forestry" | "agricultural") || self.area == "yes";
        (takes_vehicles && !is_closed).then_some(class)
    }

    /// Returns the tag that says who may drive. The most specific one that is there counts.
    fn vehicle_access(&self) -> &'a str {
        [self.motorcar, self.motor_vehicle, self.vehicle, self.access]
            .into_iter()
            .find(|tag| !tag.is_empty())
            .unwrap_or("")
    }

    /// What the road is covered with.
    pub fn surface(&self) -> Surface {
        match self.surface.split([':', ';']).next().unwrap_or("") {
            "paved" | "asphalt" | "concrete" | "paving_stones" | "sett" | "cobblestone" | "chipseal" | "metal" => {
                Surface::Paved
            }
            "compacted" | "gravel" | "fine_gravel" | "pebblestone" | "laterite" => Surface::Gravel,
            "unpaved" | "ground" | "dirt" | "earth" | "grass" | "rock" | "clay" | "wood" => Surface::Earth,
            "sand" | "mud" => Surface::Soft,
            _ => match self.tracktype {
                "grade1" => Surface::Paved,
                "grade2" => Surface::Gravel,
                "grade3" | "grade4" => Surface::Earth,
                "grade5" => Surface::Soft,
                _ => Surface::Unknown,
            },
        }
    }

    /// What else is known of the road.
    pub fn flags(&self) -> Flags {
        let is_motorway = self.highway == "motorway" && self.oneway.is_empty();
        let forward = matches!(self.oneway, "yes" | "1" | "true" | "reversible" | "alternating")
            || is_motorway
            || (matches!(self.junction, "roundabout" | "circular") && self.oneway.is_empty());
        Flags::default()
            .with(Flags::FORWARD_ONLY, forward)
            .with(Flags::BACKWARD_ONLY, matches!(self.oneway, "-1" | "reverse"))
            .with(Flags::BRIDGE, !matches!(self.bridge, "" | "no"))
            .with(Flags::FORD, !matches!(self.ford, "" | "no"))
            .with(
                Flags::PRIVATE,
                matches!(self.vehicle_access(), "private" | "customers" | "delivery" | "permit" | "military"),
            )
    }

    /// The name of the road: what it is called, or else its number.
    pub fn label(&self) -> &'a str {
        if self.name.is_empty() { self.reference } else { self.name }
    }

    /// The layer of the map to which a way or a relation belongs.
    pub fn layer(&self) -> Option<Layer> {
        let is_border = self.boundary == "administrative" && matches!(self.admin_level, "2" | "3" | "4");
        match self.waterway {
            "river" => Some(Layer::River),
            _ if is_border => Some(Layer::Border),
            _ => None,
        }
    }

    /// What a node says of the road on which it lies.
    pub fn node_flags(&self) -> Flags {
        let is_barrier = !matches!(self.barrier, "" | "no" | "kerb" | "cattle_grid" | "height_restrictor" | "entrance");
        Flags::default().with(Flags::BARRIER, is_barrier).with(Flags::FORD, !matches!(self.ford, "" | "no"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(list: &[(&str, &'static str)]) -> Tags<'static> {
        let mut tags = Tags::default();
        list.iter().for_each(|(key, value)| tags.set(key, value));
        tags
    }

    #[test]
    fn roads_are_what_vehicles_may_drive_on() {
        assert_eq!(tags(&[("highway", "trunk_link")]).class(), Some(Class::Trunk));
        assert_eq!(tags(&[("highway", "footway")]).class(), None);
        assert_eq!(tags(&[("highway", "track"), ("access", "no")]).class(), None);
        assert_eq!(
            tags(&[("highway", "track"), ("access", "no"), ("motor_vehicle", "yes")]).class(),
            Some(Class::Track)
        );
        assert_eq!(tags(&[("route", "ferry")]).class(), None);
        assert_eq!(tags(&[("route", "ferry"), ("motor_vehicle", "yes")]).class(), Some(Class::Ferry));
        assert_eq!(tags(&[("highway", "service"), ("area", "yes")]).class(), None);
    }

    #[test]
    fn directions_and_surfaces() {
        assert!(tags(&[("highway", "motorway")]).flags().has(Flags::FORWARD_ONLY));
        assert!(!tags(&[("highway", "motorway"), ("oneway", "no")]).flags().has(Flags::FORWARD_ONLY));
        assert!(tags(&[("oneway", "-1")]).flags().has(Flags::BACKWARD_ONLY));
        assert!(tags(&[("junction", "roundabout")]).flags().has(Flags::FORWARD_ONLY));
        assert_eq!(tags(&[("surface", "concrete:plates")]).surface(), Surface::Paved);
        assert_eq!(tags(&[("tracktype", "grade5")]).surface(), Surface::Soft);
        assert!(tags(&[("barrier", "gate")]).node_flags().has(Flags::BARRIER));
    }
}
