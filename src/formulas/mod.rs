//! Single formulas of the engine by their names, so that its numbers can be checked from outside.
//!
//! A formula is a function from a struct of arguments to a result in its final shape. The types of the arguments refuse
//! whatever is out of range while they are read. A result that is not defined, or a limit that does not exist, is `None`.

mod geometry;
mod numbers;
mod statistics;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::Error as ValueError;
use serde_value::{Value, ValueDeserializer};

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::options;

/// Reads the arguments, evaluates the formula and returns its result as JSON.
type Formula = fn(Value) -> Result<String>;

const FORMULAS: &[(&str, Formula)] = &[
    ("benjaminiHochberg", |arguments| respond(arguments, statistics::benjamini_hochberg)),
    ("discOverlap", |arguments| respond(arguments, geometry::disc_overlap)),
    ("gammaPoisson", |arguments| respond(arguments, statistics::gamma_poisson)),
    ("geodesic", |arguments| respond(arguments, geometry::geodesic)),
    ("kernelLine", |arguments| respond(arguments, geometry::kernel_line)),
    ("mannKendall", |arguments| respond(arguments, statistics::mann_kendall)),
    ("mannWhitney", |arguments| respond(arguments, statistics::mann_whitney)),
    ("peerRates", |arguments| respond(arguments, statistics::peer_rates)),
    ("poissonBinomial", |arguments| respond(arguments, statistics::poisson_binomial)),
    ("poissonRate", |arguments| respond(arguments, statistics::poisson_rate)),
    ("rateRatio", |arguments| respond(arguments, statistics::rate_ratio)),
    ("weightedSum", |arguments| respond(arguments, statistics::weighted_sum)),
];

/// The names of all formulas, in alphabetical order.
pub fn names() -> impl Iterator<Item = &'static str> {
    FORMULAS.iter().map(|(name, _)| *name)
}

/// Evaluates a formula and returns its result as JSON, in which `null` stands for what is not defined or has no limit.
///
/// # Errors
/// `BadOption` for an unknown name, and for an argument that is missing, unknown or out of its range, with the path of the
/// argument as the field.
///
/// ```
/// let arguments = serde_value::to_value(std::collections::BTreeMap::from([("p", [0.5, 0.5])])).unwrap();
/// let result = geobit::formulas::evaluate("poissonBinomial", arguments)?;
/// assert_eq!(result, r#"{"mean":1.0,"pAtLeastOne":0.75,"pmf":[0.25,0.5,0.25]}"#);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub fn evaluate(name: &str, arguments: Value) -> Result<String> {
    match FORMULAS.iter().find(|(known, _)| *known == name) {
        Some((_, formula)) => formula(arguments),
        None => {
            let known: Vec<&str> = names().collect();
            let message =
                format!("There is no formula {}; the formulas are {}.", quote_excerpt(name), known.join(", "));
            Err(GeobitError::new(Code::BadOption, message))
        }
    }
}

fn respond<Arguments: DeserializeOwned, Answer: Serialize>(
    arguments: Value,
    formula: fn(Arguments) -> Result<Answer>,
) -> Result<String> {
    let arguments = options::read(ValueDeserializer::<ValueError>::new(arguments))?;
    let answer = formula(arguments)?;
    Ok(serde_json::to_string(&answer).expect("results are plain numbers"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn evaluated(name: &str, arguments: Json) -> Result<Json> {
        evaluate(name, serde_value::to_value(arguments).unwrap()).map(|text| serde_json::from_str(&text).unwrap())
    }

    fn members(result: &Json) -> Vec<&str> {
        result.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn results_have_their_final_shape() {
        let shapes = [
            ("geodesic", json!({ "lon1": 0, "lat1": 0, "lon2": 0, "lat2": 1 }), "azimuth1 azimuth2 distanceKm"),
            ("poissonRate", json!({ "count": 3, "exposure": 28 }), "lower rate upper"),
            (
                "rateRatio",
                json!({ "k1": 3, "T1": 28, "k0": 9, "T0": 336, "confidence": 0.9 }),
                "lower p pGreater pLess ratio upper",
            ),
            (
                "gammaPoisson",
                json!({ "a": 1, "b": 2, "count": 3, "exposure": 4, "ahead": 5 }),
                "a b lower mean pAtLeastOne upper",
            ),
            (
                "peerRates",
                json!({ "counts": [1, 9], "exposures": [28, 28] }),
                "a b excess mean pooled rates spread variance",
            ),
            ("weightedSum", json!({ "weights": [1, 2], "counts": [3, 4] }), "estimate largest lower upper variance"),
            ("mannKendall", json!({ "series": [1, 2, 3] }), "intercept p s slope tau variance z"),
            ("poissonBinomial", json!({ "p": [0.5] }), "mean pAtLeastOne pmf"),
            ("mannWhitney", json!({ "x": [1], "y": [2] }), "exact p pGreater pLess u"),
        ];
        for (name, arguments, expected) in shapes {
            assert_eq!(members(&evaluated(name, arguments).unwrap()).join(" "), expected, "{name}");
        }
        assert_eq!(evaluated("discOverlap", json!({ "R": 1, "r": 5, "d": 0 })).unwrap(), json!(1.0));
        assert_eq!(evaluated("benjaminiHochberg", json!({ "p": [0.01, 0.5] })).unwrap(), json!([0.02, 0.5]));
        let leg = json!({ "a": [-1, 0], "b": [1, 0], "p": [0, 0], "sigma": 1 });
        assert!(evaluated("kernelLine", leg).unwrap().as_f64().unwrap() > 0.0);
    }

    #[test]
    fn what_is_not_defined_or_not_bounded_is_null() {
        let all_null = |name: &str, arguments: Json| {
            let result = evaluated(name, arguments).unwrap();
            assert!(result.as_object().unwrap().values().all(Json::is_null), "{name}: {result}");
        };
        all_null("rateRatio", json!({ "k1": 0, "T1": 1, "k0": 0, "T0": 1 }));
        all_null("gammaPoisson", json!({ "a": 0, "b": 0, "count": 0, "exposure": 1, "ahead": 1 }));
        all_null("mannKendall", json!({ "series": [7] }));

        let unbounded = evaluated("rateRatio", json!({ "k1": 5, "T1": 1, "k0": 0, "T0": 1 })).unwrap();
        assert!(unbounded["ratio"].is_null() && unbounded["upper"].is_null() && unbounded["lower"].is_f64());
        let empty = evaluated("mannWhitney", json!({ "x": [], "y": [1] })).unwrap();
        assert_eq!(empty, json!({ "u": null, "exact": false, "p": null, "pGreater": null, "pLess": null }));
        let pooled = evaluated("peerRates", json!({ "counts": [2, 2], "exposures": [4, 4] })).unwrap();
        assert_eq!((&pooled["pooled"], &pooled["a"], &pooled["b"]), (&json!(true), &Json::Null, &Json::Null));
        assert_eq!(pooled["rates"], json!([0.5, 0.5]));
        let no_peers = evaluated("peerRates", json!({ "counts": [], "exposures": [] })).unwrap();
        assert_eq!((&no_peers["mean"], &no_peers["rates"]), (&Json::Null, &json!([])));
        assert_eq!(evaluated("benjaminiHochberg", json!({ "p": [] })).unwrap(), json!([]));
    }

    #[test]
    fn refusals_name_the_argument_and_what_would_be_accepted() {
        let refused = [
            (
                "poissonRate",
                json!({ "count": -1, "exposure": 1 }),
                "count: this is -1; 0 or a number from 1e-6 to 1e12 is wanted.",
            ),
            (
                "poissonRate",
                json!({ "count": 1, "exposure": 0 }),
                "exposure: this is 0; a number from 1e-9 to 1e15 is wanted.",
            ),
            ("poissonRate", json!({ "count": 1 }), "exposure: it is missing."),
            ("poissonRate", json!({ "count": "1", "exposure": 1 }), "count: this is \"1\"; a number is wanted."),
            (
                "poissonRate",
                json!({ "count": 1, "exposure": 1, "days": 1 }),
                "days: there is no such option; the options are count, exposure, confidence.",
            ),
            (
                "poissonRate",
                json!({ "count": 1, "exposure": 1, "confidence": 1 }),
                "confidence: this is 1; a number from 0.01 to 0.999999999, such as 0.95, is wanted.",
            ),
            (
                "rateRatio",
                json!({ "k1": 1, "T1": 0, "k0": 1, "T0": 1 }),
                "T1: this is 0; a number from 1e-9 to 1e15 is wanted.",
            ),
            ("benjaminiHochberg", json!({ "p": [0.5, 1.5] }), "p.1: this is 1.5; a number from 0 to 1 is wanted."),
            ("mannKendall", json!({ "series": "12" }), "series: this is \"12\"; a list is wanted."),
            ("mannKendall", json!({ "series": [1, null] }), "series.1: this is null; a number is wanted."),
            (
                "geodesic",
                json!({ "lon1": 0, "lat1": 95, "lon2": 0, "lat2": 0 }),
                "lat1: this is 95; a number from -90 to 90 is wanted.",
            ),
            (
                "kernelLine",
                json!({ "a": [0, 0], "b": [1, 0, 5], "p": [0, 0], "sigma": 1 }),
                "b: this list has length 3; length 2 is wanted.",
            ),
            (
                "weightedSum",
                json!({ "weights": [1, 2], "counts": [1] }),
                "counts: this list has length 1; length 2, that of weights, is wanted.",
            ),
            (
                "peerRates",
                json!({ "counts": [1], "exposures": [1, 2] }),
                "exposures: this list has length 2; length 1, that of counts, is wanted.",
            ),
        ];
        for (name, arguments, message) in refused {
            let error = evaluated(name, arguments).unwrap_err();
            assert_eq!((error.code, error.message.as_str()), (Code::BadOption, message));
            assert_eq!(error.at.field.as_deref(), message.split_once(':').map(|(field, _)| field));
        }
        let not_a_number = serde_value::to_value(std::collections::BTreeMap::from([("series", [f64::NAN])])).unwrap();
        let error = evaluate("mannKendall", not_a_number).unwrap_err();
        assert_eq!(error.message, "series.0: this is NaN; a number from -1e15 to 1e15 is wanted.");
    }

    #[test]
    fn formulas_are_found_by_name() {
        let error = evaluated("sorcery", json!({})).unwrap_err();
        assert!(
            error
                .message
                .starts_with("There is no formula \"sorcery\"; the formulas are benjaminiHochberg, discOverlap,")
        );
        assert!(names().is_sorted());
    }
}
