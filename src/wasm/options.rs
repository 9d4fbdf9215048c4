//! Options from JavaScript objects, strictly: unknown names and wrong types are refused, never ignored.

mod values;

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{Code, GeobitError};
use crate::load::LoadOptions;
use crate::questions::geofence::{GeofenceOptions, RepeatOptions};
use crate::questions::route::{RouteOptions, Speed, Stop};
use crate::questions::routes::CompareOptions;
use values::Value;

/// Options as their names and a way to set each. Read through this one face, so that the reading is compiled once.
pub trait Options {
    fn names(&self) -> &'static [&'static str];
    /// Sets the option that has this place among the names.
    fn set(&mut self, place: usize, value: &JsValue) -> Result<(), Wrong>;
}

macro_rules! options {
    ($options:ty { $($name:literal $field:ident,)+ }) => {
        impl Options for $options {
            fn names(&self) -> &'static [&'static str] {
                &[$($name),+]
            }

            fn set(&mut self, place: usize, value: &JsValue) -> Result<(), Wrong> {
                type Setter = fn(&mut $options, &JsValue) -> Result<(), Wrong>;
                const SETTERS: &[Setter] = &[$(|options, value| {
                    options.$field = Value::read(value)?;
                    Ok(())
                }),+];
                SETTERS[place](self, value)
            }
        }
    };
}

options!(LoadOptions {
    "format" format,
    "name" name,
    "asOf" as_of,
    "licence" licence,
    "attribution" attribution,
    "mapping" mapping,
});

options!(GeofenceOptions {
    "radiusKm" radius_km,
    "asOf" as_of,
    "recentDays" recent_days,
    "baselineDays" baseline_days,
    "from" from,
    "to" to,
    "kinds" kinds,
    "actors" actors,
    "ringsKm" rings_km,
    "uncertainty" uncertainty,
    "confidence" confidence,
    "detail" detail,
    "repeat" repeat,
});

options!(RouteOptions {
    "corridorKm" corridor_km,
    "segmentKm" segment_km,
    "speedKmh" speed_kmh,
    "speeds" speeds,
    "stops" stops,
    "encounterKm" encounter_km,
    "halfLifeDays" half_life_days,
    "bandwidthKm" bandwidth_km,
    "asOf" as_of,
    "recentDays" recent_days,
    "baselineDays" baseline_days,
    "from" from,
    "to" to,
    "kinds" kinds,
    "uncertainty" uncertainty,
    "confidence" confidence,
    "departure" departure,
    "detail" detail,
});

options!(CompareOptions {
    "sharedKm" shared_km,
    "rounds" rounds,
    "seed" seed,
    "below" below,
    "siteKm" site_km,
});

options!(RepeatOptions {
    "km" km,
    "days" days,
    "permutations" permutations,
    "seed" seed,
});

options!(Speed {
    "fromKm" from_km,
    "kmh" kmh,
});

options!(Stop {
    "km" km,
    "hours" hours,
});

/// Reads options; `undefined` and `null` are no options.
pub fn read<T: Options + Default>(given: &JsValue) -> Result<T, GeobitError> {
    let mut options = T::default();
    fill(&mut options, given)?;
    Ok(options)
}

/// Sets what an object has over what the options are.
pub fn fill(options: &mut dyn Options, given: &JsValue) -> Result<(), GeobitError> {
    if given.is_undefined() || given.is_null() {
        return Ok(());
    }
    match given.dyn_ref::<Object>() {
        Some(object) => fill_members(options, object).map_err(Wrong::told),
        None => Err(GeobitError::new(Code::BadOption, "Options are given as an object.")),
    }
}

/// Sets every member that is there; one without a name of ours is refused.
fn fill_members(options: &mut dyn Options, object: &Object) -> Result<(), Wrong> {
    let names = options.names();
    let mut keys = Object::keys(object).into_iter().filter_map(|key| key.as_string());
    if let Some(stranger) = keys.find(|key| !names.contains(&key.as_str())) {
        let words = format!("there is no such option; the options are {}", names.join(", "));
        return Err(Wrong::because(words).in_member(&stranger));
    }
    for (place, name) in names.iter().enumerate() {
        let set = member(object, name).and_then(|value| match value {
            Some(value) => options.set(place, &value),
            None => Ok(()),
        });
        set.map_err(|wrong| wrong.in_member(name))?;
    }
    Ok(())
}

/// A member that is there.
fn member(object: &Object, name: &str) -> Result<Option<JsValue>, Wrong> {
    let value =
        Reflect::get(object, &JsValue::from_str(name)).map_err(|_| Wrong::because("it cannot be read".into()))?;
    Ok(Some(value).filter(|value| !value.is_undefined()))
}

/// What is wrong with a value, and where in it: in itself, or in such as `.0.km`.
pub struct Wrong {
    words: String,
    within: String,
}

impl Wrong {
    fn because(words: String) -> Wrong {
        Wrong { words, within: String::new() }
    }

    #[cold]
    fn wanted(what: &str, value: &JsValue) -> Wrong {
        let given = match (value.as_string(), value.as_f64()) {
            (Some(text), _) => format!("\"{text}\""),
            (_, Some(number)) => number.to_string(),
            _ if value.is_null() => "null".into(),
            _ => value.js_typeof().as_string().unwrap_or_default(),
        };
        Wrong::because(format!("this is {given}; {what} is wanted"))
    }

    /// The same, told of the value that this one is in.
    fn in_member(mut self, name: &str) -> Wrong {
        self.within = format!(".{name}{}", self.within);
        self
    }

    #[cold]
    fn told(self) -> GeobitError {
        let field = self.within.trim_start_matches('.');
        GeobitError::new(Code::BadOption, format!("{field}: {}.", self.words)).at_field(field)
    }
}
