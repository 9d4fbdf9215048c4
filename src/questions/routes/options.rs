//! The options of several routes: what all of them share, what single ones are asked otherwise, and how they are compared.

use std::collections::BTreeMap;

use serde::de::value::Error as ValueError;
use serde::{Deserialize, Deserializer, Serialize};
use serde_value::{Value, ValueDeserializer};

use super::CompareOptions;
use crate::error::{Code, GeobitError, Result};
use crate::options;
use crate::questions::route::{RouteDetail, RouteOptions};

/// The name of the list of the options of single routes.
const EACH: &str = "each";

/// The options of several routes.
#[derive(Clone, Debug)]
pub struct RoutesOptions {
    /// How the routes are compared.
    pub compare: CompareOptions,
    /// One entry for each route.
    pub each: Vec<RouteOptions>,
}

/// Options by their names, before it is known whose they are.
type Members = BTreeMap<String, Value>;

/// The outer form of the options as they are given.
#[derive(Deserialize)]
struct Given {
    /// The options of single routes, which take precedence over the shared ones.
    #[serde(default)]
    each: Option<Vec<Value>>,
    #[serde(flatten)]
    shared: Members,
}

impl RoutesOptions {
    /// Reads the options of a number of routes: those of [`RouteOptions`], which all routes share, those of
    /// [`CompareOptions`], and `each`, a list of options of single routes, which may be shorter than the list of routes.
    ///
    /// # Errors
    /// `BadOption` with the path of the option as its field, and for an option in `each` with the number of its route as
    /// row, from 1.
    pub fn read<'de>(source: impl Deserializer<'de>, routes: usize) -> Result<RoutesOptions> {
        let Given { each, mut shared } = options::read(source)?;
        let compare_names = names_of(&CompareOptions::default());
        let compare = compare_names.iter().filter_map(|name| shared.remove_entry(name)).collect();
        let compare: CompareOptions = read_members(compare)?;
        check_names(&shared, &compare_names)?;
        let for_all = read_route(shared.clone())?;
        let given = each.unwrap_or_default();
        if given.len() > routes {
            let message =
                format!("{EACH} has {} entries; at most one for each of the {routes} routes is accepted.", given.len());
            return Err(GeobitError::new(Code::BadOption, message).at_field(EACH));
        }
        let mut each = Vec::with_capacity(routes);
        for (own, row) in given.into_iter().zip(1..) {
            each.push(read_merged(&shared, own).map_err(|error| error.at_row(row))?);
        }
        each.resize(routes, for_all);
        Ok(RoutesOptions { compare, each })
    }
}

/// Refuses names that are no option of a route. The refusal lists all options of several routes.
fn check_names(shared: &Members, compare_names: &[String]) -> Result<()> {
    let route_names = names_of(&RouteOptions::default());
    let Some(unknown) = shared.keys().find(|name| !route_names.contains(name)) else { return Ok(()) };
    let names = [&[EACH.to_owned()], compare_names, &route_names].concat().join(", ");
    let message = format!("{unknown}: there is no such option; the options are {names}.");
    Err(GeobitError::new(Code::BadOption, message).at_field(unknown))
}

/// The shared options with those of one route set over them.
fn read_merged(shared: &Members, own: Value) -> Result<RouteOptions> {
    let own: Option<Members> = options::read(ValueDeserializer::<ValueError>::new(own))?;
    let mut members = shared.clone();
    members.extend(own.unwrap_or_default());
    read_route(members)
}

fn read_route(members: Members) -> Result<RouteOptions> {
    let options: RouteOptions = read_members(members)?;
    if options.detail == RouteDetail::Full {
        return Ok(options);
    }
    let message = "detail: routes are compared in full; full is wanted.";
    Err(GeobitError::new(Code::BadOption, message).at_field("detail"))
}

fn read_members<Options: for<'de> Deserialize<'de>>(members: Members) -> Result<Options> {
    let members = members.into_iter().map(|(name, value)| (Value::String(name), value)).collect();
    options::read(ValueDeserializer::<ValueError>::new(Value::Map(members)))
}

/// The names of options as they are written.
fn names_of(options: &impl Serialize) -> Vec<String> {
    match serde_value::to_value(options) {
        Ok(Value::Map(members)) => members.into_keys().filter_map(|name| String::deserialize(name).ok()).collect(),
        _ => unreachable!("options are a struct"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn refusal(options: Json, routes: usize) -> (String, Option<u64>, Option<String>) {
        let error = RoutesOptions::read(options, routes).unwrap_err();
        assert_eq!(error.code, Code::BadOption);
        (error.message, error.at.row, error.at.field)
    }

    #[test]
    fn options_of_one_route_take_precedence() {
        let given = json!({
            "sharedKm": 2, "below": 0.5, "corridorKm": 8, "speedKmh": 50,
            "each": [null, { "speedKmh": 20, "stops": [{ "km": 1, "hours": 2 }] }],
        });
        let RoutesOptions { compare, each } = RoutesOptions::read(given, 3).unwrap();
        assert_eq!(compare, CompareOptions { shared_km: 2.0, below: Some(0.5), ..CompareOptions::default() });
        let found: Vec<_> = each.iter().map(|route| (route.corridor_km, route.speed_kmh, route.stops.len())).collect();
        assert_eq!(found, [(8.0, 50.0, 0), (8.0, 20.0, 1), (8.0, 50.0, 0)]);
        let defaults = RoutesOptions::read(json!({ "each": null }), 2).unwrap();
        assert_eq!((defaults.compare, defaults.each.len()), (CompareOptions::default(), 2));
    }

    #[test]
    fn refusals_name_the_option_and_its_route() {
        let cases = [
            (
                json!({ "radiusKm": 5 }),
                "radiusKm: there is no such option; the options are each, below, rounds,",
                None,
                Some("radiusKm"),
            ),
            (
                json!({ "rounds": "9" }),
                "rounds: this is \"9\"; a whole number from 0 to 4294967295 is wanted.",
                None,
                Some("rounds"),
            ),
            (json!({ "speedKmh": null }), "speedKmh: this is null; a number is wanted.", None, Some("speedKmh")),
            (json!({ "stops": [{ "km": 1 }] }), "stops.0.hours: it is missing.", None, Some("stops.0.hours")),
            (json!({ "detail": "rows" }), "detail: routes are compared in full", None, Some("detail")),
            (json!({ "each": 5 }), "each: this is 5; a list is wanted.", None, Some("each")),
            (
                json!({ "each": [{}, {}, {}] }),
                "each has 3 entries; at most one for each of the 2 routes",
                None,
                Some("each"),
            ),
            (json!({ "each": [{}, { "speed": 5 }] }), "speed: there is no such option", Some(2), Some("speed")),
            (json!({ "each": [{}, { "rounds": 99 }] }), "rounds: there is no such option", Some(2), Some("rounds")),
            (
                json!({ "each": [{ "detail": "exposure" }] }),
                "detail: routes are compared in full",
                Some(1),
                Some("detail"),
            ),
            (
                json!({ "each": ["slow"] }),
                "The options cannot be read: this is \"slow\"; an object is wanted.",
                Some(1),
                None,
            ),
            (json!([]), "The options cannot be read: this is a list; an object is wanted.", None, None),
        ];
        for (options, message, row, field) in cases {
            let (found, found_row, found_field) = refusal(options, 2);
            assert!(found.starts_with(message), "{found}");
            assert_eq!((found_row, found_field.as_deref()), (row, field), "{found}");
        }
    }
}
