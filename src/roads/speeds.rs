//! How fast roads are driven, by class and surface.

use serde::{Deserialize, Serialize};

use super::network::{Class, Edge, Surface};
use crate::error::{Code, GeobitError, Result};

/// The speeds that are accepted, km/h.
const LEAST_KMH: f64 = 0.1;
const MOST_KMH: f64 = 300.0;
/// The shares of a speed that are accepted.
const LEAST_SHARE: f64 = 0.01;
const MOST_SHARE: f64 = 2.0;

macro_rules! table {
    ($(#[$attribute:meta])* $name:ident by $key:ident { $($(#[$doc:meta])* $member:ident $variant:ident $value:literal,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields, default)]
        pub struct $name {
            $($(#[$doc])* pub $member: f64,)*
        }

        impl Default for $name {
            fn default() -> $name {
                $name { $($member: $value,)* }
            }
        }

        impl $name {
            /// The number of one of them.
            pub fn of(&self, key: $key) -> f64 {
                match key {
                    $($key::$variant => self.$member,)*
                }
            }

            fn members(&self) -> impl Iterator<Item = (&'static str, f64)> {
                [$((stringify!($member), self.$member),)*].into_iter()
            }
        }
    };
}

table! {
    /// Speeds on a good surface, km/h, 0.1 to 300.
    ClassSpeeds by Class {
        /// On motorways.
        motorway Motorway 100.0,
        /// On trunk roads.
        trunk Trunk 80.0,
        /// On primary roads.
        primary Primary 70.0,
        /// On secondary roads.
        secondary Secondary 60.0,
        /// On tertiary roads.
        tertiary Tertiary 50.0,
        /// On roads of the lowest class.
        unclassified Unclassified 40.0,
        /// In streets between houses.
        residential Residential 30.0,
        /// On ways to sites.
        service Service 20.0,
        /// On tracks.
        track Track 25.0,
        /// On roads of which nobody has said what they are.
        unknown Unknown 30.0,
        /// On ferries, waiting included.
        ferry Ferry 5.0,
    }
}

table! {
    /// The share of these speeds that each surface allows, 0.01 to 2.
    SurfaceFactors by Surface {
        /// Where nobody has said.
        unknown Unknown 0.9,
        /// On paved roads.
        paved Paved 1.0,
        /// On gravel.
        gravel Gravel 0.75,
        /// On earth.
        earth Earth 0.6,
        /// On sand and mud.
        soft Soft 0.4,
    }
}

/// How fast roads are driven: the speed of the class times the share of the surface.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Speeds {
    /// Speeds by class.
    pub classes: ClassSpeeds,
    /// Shares by surface. A ferry has the speed of its class.
    pub surfaces: SurfaceFactors,
}

impl Speeds {
    /// Refuses speeds that no vehicle has.
    ///
    /// # Errors
    /// `BadOption` with the field, such as `speeds.classes.track`.
    pub fn check(&self) -> Result<()> {
        for (name, kmh) in self.classes.members() {
            check(&format!("speeds.classes.{name}"), kmh, (LEAST_KMH, MOST_KMH), "km/h")?;
        }
        for (name, share) in self.surfaces.members() {
            check(&format!("speeds.surfaces.{name}"), share, (LEAST_SHARE, MOST_SHARE), "of the speed of the class")?;
        }
        Ok(())
    }

    /// The speed on an edge, km/h.
    pub fn kmh(&self, edge: &Edge) -> f64 {
        let share = if edge.class == Class::Ferry { 1.0 } else { self.surfaces.of(edge.surface) };
        self.classes.of(edge.class) * share
    }

    /// The hours that an edge takes.
    pub fn hours(&self, edge: &Edge) -> f64 {
        edge.length_km / self.kmh(edge)
    }
}

fn check(field: &str, value: f64, (least, most): (f64, f64), unit: &str) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let message = format!("{field} is {value}; a number from {least} to {most} {unit} is accepted.");
    Err(GeobitError::new(Code::BadOption, message).at_field(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roads::testing;

    #[test]
    fn impossible_speeds_are_refused_with_their_field() {
        assert!(Speeds::default().check().is_ok());
        for kmh in [0.0, -40.0, f64::NAN, f64::INFINITY, 5000.0] {
            let mut speeds = Speeds::default();
            speeds.classes.track = kmh;
            let error = speeds.check().unwrap_err();
            assert_eq!((error.code, error.at.field.as_deref()), (Code::BadOption, Some("speeds.classes.track")));
        }
        let mut speeds = Speeds::default();
        speeds.surfaces.soft = -1.0;
        assert_eq!(speeds.check().unwrap_err().at.field.as_deref(), Some("speeds.surfaces.soft"));
    }

    #[test]
    fn a_speed_is_that_of_the_class_and_the_surface() {
        let speeds: Speeds = serde_json::from_str(r#"{"classes":{"track":20},"surfaces":{"soft":0.5}}"#).unwrap();
        let mut edge = testing::edge(0, 1);
        (edge.class, edge.surface, edge.length_km) = (Class::Track, Surface::Soft, 5.0);
        assert_eq!((speeds.kmh(&edge), speeds.hours(&edge)), (10.0, 0.5));
        edge.class = Class::Ferry;
        assert_eq!(speeds.kmh(&edge), 5.0, "water has no surface");
    }
}
