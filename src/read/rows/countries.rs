//! Countries by their names, and whether a place can lie in the one that its row names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::row_account::{RowAccount, RowWarning, RowWarnings};
use crate::incident::{Incident, Position};
use crate::read::names::normalise;

static TABLE: &str = include_str!("countries.tsv");

/// How far beyond the box around a country a place may lie, degrees: about 100 km. Records near a border name either country.
const MARGIN: f64 = 1.0;

struct Country {
    fips: &'static str,
    name: &'static str,
    /// West, south, east, north, degrees. The western limit is larger than the eastern one where the antimeridian lies between.
    limits: [f64; 4],
}

struct Countries {
    list: Vec<Country>,
    by_name: HashMap<&'static str, usize>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let mut countries = Countries { list: Vec::new(), by_name: HashMap::new() };
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().expect("every line has eight cells");
        let (fips, _iso, name) = (cell(), cell(), cell());
        let limits = [(); 4].map(|()| cell().parse().expect("a limit is a number"));
        for known in cell().split('|') {
            countries.by_name.insert(known, countries.list.len());
        }
        countries.list.push(Country { fips, name, limits });
    }
    countries
});

/// Returns the English name of the country with a FIPS 10-4 code, which GDELT uses; the code itself where there is none.
pub fn name_of_fips(code: Cow<'_, str>) -> Cow<'_, str> {
    let known = COUNTRIES.list.iter().find(|country| !code.is_empty() && country.fips == code);
    known.map_or(code, |country| Cow::Borrowed(country.name))
}

/// Returns the limits of the country with a name in English, French, Portuguese, Spanish or Arabic, or with an ISO code of three
/// letters. What stands in brackets may be missing from either name.
fn limits_of(name: &str) -> Option<[f64; 4]> {
    let countries = &*COUNTRIES;
    let find = |name: &str| countries.by_name.get(normalise(name).as_str()).map(|index| countries.list[*index].limits);
    find(name).or_else(|| find(name.split('(').next()?))
}

/// Checks the places of the incidents of a file against the countries that they name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CountryChecker {
    /// The last name, and the limits of the country: rows of the same country often follow each other.
    #[serde(skip)]
    last: (String, Option<[f64; 4]>),
    /// Places that could be checked, those that lie outside, and those of them that would lie inside with longitude and latitude
    /// swapped.
    checked: u64,
    outside: u64,
    swapped: u64,
}

impl CountryChecker {
    /// Checks one incident.
    pub fn check(&mut self, incident: &Incident<'_>, warnings: &mut RowWarnings) {
        let Some(position) = incident.position.filter(|_| !incident.country.is_empty()) else { return };
        if self.last.0 != incident.country {
            self.last = (incident.country.to_string(), limits_of(&incident.country));
        }
        let Some(limits) = self.last.1 else { return };
        self.checked += 1;
        if is_within(limits, position) {
            return;
        }
        self.outside += 1;
        self.swapped += u64::from(is_within(limits, Position { lon: position.lat, lat: position.lon }));
        warnings.add(RowWarning::OtherCountry);
    }

    /// Adds what was found in the rows that follow in the file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn add(&mut self, later: &CountryChecker) {
        self.checked += later.checked;
        self.outside += later.outside;
        self.swapped += later.swapped;
    }

    /// Says so if the longitudes and latitudes of the whole file are swapped.
    pub fn finish(&self, account: &mut RowAccount) {
        let CountryChecker { checked, outside, swapped, .. } = self;
        if *outside > 0 && 10 * swapped >= 8 * checked {
            account.warn_of_file(format!(
                "latitude and longitude seem to be swapped: {swapped} of {checked} places lie outside the country that their row \
                 names, and would lie in it the other way round"
            ));
        }
    }
}

fn is_within([west, south, east, north]: [f64; 4], Position { lon, lat }: Position) -> bool {
    let width = (east - west).rem_euclid(360.0) + 2.0 * MARGIN;
    let from_west = (lon - west + MARGIN).rem_euclid(360.0);
    (south - MARGIN..=north + MARGIN).contains(&lat) && (from_west <= width || width >= 360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_many_names() {
        let mali = limits_of("Mali");
        assert!(mali.is_some());
        for name in ["MALI", "mli", "مالي"] {
            assert_eq!(limits_of(name), mali, "{name}");
        }
        let ivory_coast = limits_of("Ivory Coast");
        for name in ["Côte d'Ivoire", "Costa do Marfim", "CIV", "cote d’ivoire"] {
            assert_eq!(limits_of(name), ivory_coast, "{name}");
        }
        for name in
            ["DR Congo (Zaire)", "Yemen (North Yemen)", "Myanmar (Burma)", "Nigéria", "Central African Republic"]
        {
            assert!(limits_of(name).is_some(), "{name}");
        }
        for name in ["", "Atlantis", "()", "guinea equatorial republic"] {
            assert_eq!(limits_of(name), None, "{name}");
        }
        assert_eq!(name_of_fips("NI".into()), "Nigeria");
        assert_eq!(name_of_fips("??".into()), "??");
        assert_eq!(name_of_fips("".into()), "");
    }

    #[test]
    fn a_box_may_lie_across_the_antimeridian() {
        let fiji = limits_of("Fiji").unwrap();
        assert!(
            is_within(fiji, Position { lon: 178.0, lat: -18.0 })
                && is_within(fiji, Position { lon: -179.0, lat: -17.0 })
        );
        assert!(
            !is_within(fiji, Position { lon: 0.0, lat: -18.0 }) && !is_within(fiji, Position { lon: 178.0, lat: 18.0 })
        );
        let mali = limits_of("Mali").unwrap();
        assert!(
            is_within(mali, Position { lon: -8.0, lat: 12.6 }) && !is_within(mali, Position { lon: 12.6, lat: -8.0 })
        );
    }

    #[test]
    fn a_file_with_longitude_and_latitude_swapped_is_noticed() {
        let warnings = |positions: &[(f64, f64)]| {
            let (mut checker, mut account) = (CountryChecker::default(), RowAccount::default());
            for (lon, lat) in positions {
                let mut row = RowWarnings::default();
                let position = Some(Position { lon: *lon, lat: *lat });
                checker.check(&Incident { country: "Mali".into(), position, ..Incident::default() }, &mut row);
                account.count_kept(1, row);
            }
            checker.finish(&mut account);
            let summary = account.into_summary("csv".into(), "generic", None, crate::error::Code::BadCsv).unwrap();
            summary
                .warnings
                .into_iter()
                .map(|warning| (warning.reason.contains("swapped"), warning.count))
                .collect::<Vec<_>>()
        };
        assert_eq!(warnings(&[(-8.0, 12.6), (-3.0, 16.0)]), []);
        assert_eq!(warnings(&[(12.6, -8.0), (16.0, -3.0)]), [(true, 2), (false, 2)]);
        assert_eq!(warnings(&[(-8.0, 12.6), (16.0, -3.0)]), [(false, 1)]);
    }
}
