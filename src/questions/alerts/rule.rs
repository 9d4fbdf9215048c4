//! Rules, as they are given.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::{Error as ValueError, MapAccessDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_value::{Value, ValueDeserializer};

use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Fatalities, Kind};
use crate::options;
use crate::questions::limits::{self, MAX_RULES, check_length};

/// A rule about a shape, without the shape.
///
/// Read from JSON or JavaScript, the names of the members are in camel case, and unknown ones are refused.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    /// A name for people, of at most 1,000 characters. It is not used here.
    #[serde(default)]
    pub name: Option<String>,
    /// Only incidents of these kinds, one to nine. Default: all.
    #[serde(default)]
    pub kinds: Option<Vec<Kind>>,
    /// Only incidents with at least so many recorded deaths, by the best estimate or, where there is none, by the higher of the
    /// others. With 1 or more, incidents without any estimate do not count. Default: 0.
    #[serde(default)]
    pub min_fatalities: Option<u32>,
    /// Everything within this distance of the shape is inside, km, 0.001 to 2,000: for all kinds, or by kind. A kind that is not
    /// named then has the `radiusKm` of the feature, and where a point or a line has none it does not count. Default: the
    /// `radiusKm` of the feature.
    #[serde(default)]
    pub radius_km: Option<RuleRadius>,
    /// When the rule fires.
    pub when: When,
    /// [`AlertsOptions::since`](super::AlertsOptions::since) for this rule.
    #[serde(default, with = "crate::day::text_option")]
    pub since: Option<Day>,
    /// [`AlertsOptions::today`](super::AlertsOptions::today) for this rule.
    #[serde(default, with = "crate::day::text_option")]
    pub today: Option<Day>,
}

impl Rule {
    /// A rule that fires so, for all incidents.
    pub fn new(when: When) -> Rule {
        Rule { name: None, kinds: None, min_fatalities: None, radius_km: None, when, since: None, today: None }
    }

    /// Refuses what is out of its range.
    pub(super) fn check(&self) -> Result<()> {
        if let Some(name) = &self.name {
            let length = name.chars().count();
            if length > limits::MAX_RULE_NAME {
                let message = format!("name has {length} characters; at most {} are accepted.", limits::MAX_RULE_NAME);
                return limits::refuse("name", message);
            }
        }
        check_length("kinds", self.kinds.as_ref().map_or(0, Vec::len), Kind::ALL.len())?;
        if self.kinds.as_ref().is_some_and(Vec::is_empty) {
            let message = "kinds is empty, so that the rule could never fire; leave it out for all kinds.";
            return limits::refuse("kinds", message.into());
        }
        match &self.radius_km {
            Some(RuleRadius::All(km)) => limits::RADIUS_KM.check("radiusKm", *km)?,
            Some(RuleRadius::ByKind(radii)) => {
                for (kind, km) in radii {
                    limits::RADIUS_KM.check(&format!("radiusKm.{}", kind.name()), *km)?;
                }
            }
            None => {}
        }
        if let When::AtLeast { at_least, in_days } = self.when {
            limits::RULE_COUNT.check("when.atLeast", at_least)?;
            limits::RULE_DAYS.check("when.inDays", in_days)?;
        }
        Ok(())
    }

    /// Whether an incident with these deaths counts.
    pub(super) fn admits_deaths(&self, deaths: Fatalities) -> bool {
        let least = self.min_fatalities.unwrap_or(0);
        least == 0 || deaths.best.or(deaths.low.max(deaths.high)).is_some_and(|count| count >= least)
    }
}

/// When a rule fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// An incident is new, and certainly or possibly inside.
    Any,
    /// At least a number of incidents were certainly inside within a number of days.
    AtLeast {
        /// The number of incidents, 1 to 10,000.
        at_least: u32,
        /// The number of days, the last of which is the last one that is looked at, 1 to 364.
        in_days: u32,
    },
    /// The verdict of the 28 last days against the 336 before them is *more*.
    More,
    /// The alarm for a doubled rate is ringing.
    Alarm,
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> std::result::Result<When, D::Error> {
        struct WhenVisitor;

        impl<'de> Visitor<'de> for WhenVisitor {
            type Value = When;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any, more, alarm or an object of atLeast and inDays")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> std::result::Result<When, E> {
                match name {
                    "any" => Ok(When::Any),
                    "more" => Ok(When::More),
                    "alarm" => Ok(When::Alarm),
                    _ => Err(E::invalid_value(de::Unexpected::Str(name), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<When, A::Error> {
                #[derive(Deserialize)]
                #[serde(rename_all = "camelCase", deny_unknown_fields)]
                struct AtLeast {
                    at_least: u32,
                    in_days: u32,
                }
                let AtLeast { at_least, in_days } = AtLeast::deserialize(MapAccessDeserializer::new(map))?;
                Ok(When::AtLeast { at_least, in_days })
            }
        }

        reader.deserialize_any(WhenVisitor)
    }
}

/// The radius of a rule, km.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleRadius {
    /// One for all kinds.
    All(f64),
    /// One for each of some kinds.
    ByKind(BTreeMap<Kind, f64>),
}

impl<'de> Deserialize<'de> for RuleRadius {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> std::result::Result<RuleRadius, D::Error> {
        struct RadiusVisitor;

        impl<'de> Visitor<'de> for RadiusVisitor {
            type Value = RuleRadius;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of km or an object of numbers by kind")
            }

            fn visit_f64<E>(self, km: f64) -> std::result::Result<RuleRadius, E> {
                Ok(RuleRadius::All(km))
            }

            fn visit_u64<E>(self, km: u64) -> std::result::Result<RuleRadius, E> {
                Ok(RuleRadius::All(km as f64))
            }

            fn visit_i64<E>(self, km: i64) -> std::result::Result<RuleRadius, E> {
                Ok(RuleRadius::All(km as f64))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<RuleRadius, A::Error> {
                BTreeMap::deserialize(MapAccessDeserializer::new(map)).map(RuleRadius::ByKind)
            }
        }

        reader.deserialize_any(RadiusVisitor)
    }
}

/// Reads a list of rules, strictly.
///
/// # Errors
/// `BadOption` with the number of the rule, from 1, as row, and the path of the member as field, such as `when.inDays`.
pub fn read_rules<'de>(source: impl Deserializer<'de>) -> Result<Vec<Rule>> {
    let given: Vec<Value> = options::read(source).map_err(|error| {
        GeobitError::new(Code::BadOption, format!("The rules are no list: {}", error.message)).at_field("rules")
    })?;
    check_length("rules", given.len(), MAX_RULES)?;
    let read = |value: Value| options::read(ValueDeserializer::<ValueError>::new(value));
    given.into_iter().zip(1..).map(|(value, number)| read(value).map_err(|error| in_rule(error, number))).collect()
}

/// Adds the number of a rule, from 1, to an error in it.
pub(super) fn in_rule(mut error: GeobitError, number: u64) -> GeobitError {
    error.message = format!("Rule {number}: {}", error.message);
    error.at_row(number)
}

/// Says of an error in the shapes of rules, which knows the number of the shape, that it is about the shape of a rule.
pub fn in_shape(error: GeobitError) -> GeobitError {
    let field = match &error.at.field {
        Some(field) => format!("shape.{field}"),
        None => "shape".into(),
    };
    let number = error.at.row;
    let error = error.at_field(field);
    match number {
        Some(number) => in_rule(error, number),
        None => error,
    }
}
