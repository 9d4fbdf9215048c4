//! Leaves incidents out on purpose: while a file is read, and of a snapshot that is there. It is for programs that make packs, and
//! not part of the module for browsers.

use super::builder::FILE;
use super::pick::pick;
use super::{Filters, Provenance, Snapshot, SnapshotBuilder, Summary};
use crate::day;
use crate::error::{Code, GeobitError, Result, quote_excerpt, show_name};
use crate::incident::{Incident, Position};
use crate::intake::ReadSummary;
use crate::memory::Allocated;

/// The most countries that are listed where nothing is left.
const MAX_LISTED: usize = 12;

impl Filters {
    /// Checks that the filters can be passed at all.
    ///
    /// # Errors
    /// `BadOption` for a box that is none, and for a country without a name, with `bbox` or `countries` as field.
    pub fn check(&self) -> Result<()> {
        if let Some([west, south, east, north]) = self.bbox {
            let is_box =
                [west, east].iter().all(|lon| lon.abs() <= 180.0) && -90.0 <= south && south <= north && north <= 90.0;
            if !is_box {
                let message = format!(
                    "bbox is {west},{south},{east},{north}; west, south, east and north are wanted in degrees, longitudes within \
                     ±180, latitudes within ±90, and south not above north."
                );
                return Err(GeobitError::new(Code::BadOption, message).at_field("bbox"));
            }
        }
        if self.countries.iter().any(|country| country.trim().is_empty()) {
            let message = "A country has no name; the name of a country as in the records is wanted.";
            return Err(GeobitError::new(Code::BadOption, message).at_field("countries"));
        }
        Ok(())
    }

    /// Returns whether an incident passes.
    pub fn accept(&self, incident: &Incident<'_>) -> bool {
        let is_late = self.since.is_none_or(|since| incident.start >= since);
        let is_inside = self.bbox.is_none_or(|degrees| incident.position.is_some_and(|at| contains(degrees, at)));
        let matches = self.matching.as_ref().is_none_or(|matched| matched.only.accept(incident));
        is_late && is_inside && matches && (self.countries.is_empty() || self.names(&incident.country))
    }

    fn names(&self, country: &str) -> bool {
        self.countries.iter().any(|name| is_same_name(name, country))
    }

    /// Returns the countries that none of the countries in these records is: perhaps they are written otherwise there.
    pub fn countries_missing_in(&self, summary: &Summary) -> Vec<&str> {
        let names = &summary.coverage.countries;
        let missing = self.countries.iter().filter(|name| !names.iter().any(|other| is_same_name(name, other)));
        missing.map(String::as_str).collect()
    }

    /// Says which incidents pass, such as `in "Mali" and since 2020-01-01`.
    pub(super) fn describe(&self) -> String {
        let mut parts = Vec::new();
        if let Some([west, south, east, north]) = self.bbox {
            parts.push(format!("in the box {west},{south},{east},{north}"));
        }
        if !self.countries.is_empty() {
            let names: Vec<String> = self.countries.iter().map(|name| quote_excerpt(name)).collect();
            parts.push(format!("in {}", names.join(" or ")));
        }
        if let Some(since) = self.since {
            parts.push(format!("since {}", day::format(since)));
        }
        if self.matching.is_some() {
            parts.push("matching what was asked for".into());
        }
        parts.join(" and ")
    }

    /// Returns the error where nothing is left of a source with this summary.
    pub(super) fn refuse(&self, all: &Summary) -> GeobitError {
        let countries = &all.coverage.countries;
        let mut listed: Vec<String> = countries.iter().take(MAX_LISTED).map(|name| show_name(name)).collect();
        if countries.len() > MAX_LISTED {
            listed.push(format!("{} others", countries.len() - MAX_LISTED));
        }
        let listed = if listed.is_empty() { "none that is named".into() } else { listed.join(", ") };
        let place = all.bbox.map_or(String::new(), |[west, south, east, north]| {
            format!(", in the box {west:.2},{south:.2},{east:.2},{north:.2}")
        });
        let message = format!(
            "None of the {} incidents is {}. They are from {} to {}{place}; countries: {listed}.",
            all.count,
            self.describe(),
            day::format(all.from),
            day::format(all.to),
        );
        GeobitError::new(Code::BadOption, message).at_field("filters")
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one == other || one.to_lowercase() == other.to_lowercase()
}

fn contains([west, south, east, north]: [f64; 4], at: Position) -> bool {
    let is_between = if west <= east { west <= at.lon && at.lon <= east } else { west <= at.lon || at.lon <= east };
    is_between && south <= at.lat && at.lat <= north
}

impl SnapshotBuilder {
    /// Leaves out the incidents that come from now on and do not pass filters.
    pub fn filter(&mut self, filters: Filters) {
        self.filters = Some(filters);
    }

    /// Returns what incidents have to pass, if anything.
    pub fn filters(&self) -> Option<&Filters> {
        self.filters.as_ref()
    }

    /// Keeps of an incident that is left out what another record with its id is compared with, and where and when there is anything.
    pub(super) fn leave_out(&mut self, incident: &Incident<'_>) -> Allocated<()> {
        self.try_push(&slim(incident), true)
    }

    /// Drops what is left out, when superseded incidents are dropped already.
    pub(super) fn finish_filtered(mut self, mut provenance: Provenance, intake: ReadSummary) -> Result<Snapshot> {
        let Some(filters) = self.filters.take() else { return self.arrange(provenance, intake) };
        let marks = std::mem::take(&mut self.columns.left_out).into_vec();
        let numbers: Vec<u32> =
            (0..).zip(marks).filter_map(|(number, is_left_out)| is_left_out.then_some(number)).collect();
        if numbers.len() == self.len() && !numbers.is_empty() {
            let all = self.arrange(provenance, intake)?;
            return Err(filters.refuse(all.summary()));
        }
        if !numbers.is_empty() {
            let starts = (0..self.len()).map(|number| self.columns.start.get(number));
            provenance.as_of = provenance.as_of.or(starts.max());
            let columns = std::mem::take(&mut self.columns).without(&numbers);
            self.columns = columns.map_err(|shortage| shortage.refuse(FILE))?;
            self.records.drop_numbers(&numbers).map_err(|shortage| shortage.refuse(FILE))?;
        }
        let mut snapshot = self.arrange(provenance, intake)?;
        filters.note_in(&mut snapshot.summary, numbers.len() as u64);
        Ok(snapshot)
    }
}

/// Returns what is kept of an incident that is left out.
pub(super) fn slim<'i>(incident: &'i Incident<'_>) -> Incident<'i> {
    Incident {
        id: incident.id.as_ref().into(),
        start: incident.start,
        end: incident.end,
        position: incident.position,
        uncertainty_km: incident.uncertainty_km,
        country: incident.country.as_ref().into(),
        revision: incident.revision,
        id_trust: incident.id_trust,
        ..Incident::default()
    }
}

/// Returns a snapshot without the incidents that do not pass filters. Its data are as of the same day.
///
/// # Errors
/// Those of [`Filters::check`]; `BadOption` if nothing is left, which says what there is; `TooLarge` if there is not enough memory.
pub fn filter(snapshot: Snapshot, filters: &Filters) -> Result<Snapshot> {
    filters.check()?;
    let mut kept = pick(&snapshot, &mut |row| filters.accept(&snapshot.incident(row)))?;
    if kept.is_empty() {
        return Err(filters.refuse(snapshot.summary()));
    }
    let left_out = (snapshot.len() - kept.len()) as u64;
    filters.note_in(&mut kept.summary, left_out);
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{LoadOptions, Loader};
    use proptest::prelude::*;

    /// Loads rows of an id, a day of March, a longitude, a country and a revision, as ACLED has them.
    fn load(rows: &[(u8, u8, i16, &str, u8)], filters: Option<&Filters>) -> Result<Snapshot> {
        let mut text = String::from(
            "event_id_cnty,event_date,event_type,sub_event_type,actor1,country,latitude,longitude,timestamp\n",
        );
        for (id, day, lon, country, revision) in rows {
            text += &format!(
                "A{id},2026-03-{day:02},Riots,Mob violence,Mob,{country},10,{lon},{}\n",
                1_700_000_000 + u32::from(*revision)
            );
        }
        let mut loader = Loader::new(LoadOptions { today: day::parse("2026-04-01"), ..LoadOptions::default() })?;
        if let Some(filters) = filters {
            loader = loader.with_filters(filters.clone())?;
        }
        loader.push(text.as_bytes())?;
        loader.finish()
    }

    const COUNTRIES: [&str; 3] = ["Mali", "Niger", "Côte d’Ivoire"];

    fn ids(snapshot: &Snapshot) -> Vec<String> {
        let mut ids: Vec<String> = (0..snapshot.len()).map(|row| snapshot.id(row).into_owned()).collect();
        ids.sort();
        ids
    }

    proptest! {
        /// Filtering while a file is read and filtering what was read are the same, whichever versions of a record pass.
        #[test]
        fn both_ways_to_filter_agree(
            rows in prop::collection::vec((0..9u8, 1..29u8, -179..180i16, prop::sample::select(COUNTRIES.to_vec()), 0..4u8), 1..40),
            box_ in prop::option::of((-180..180i16, -180..180i16)),
            names in prop::sample::select(vec![vec![], vec!["MALI"], vec!["niger", "CÔTE D’IVOIRE"]]),
            since in prop::option::of(1..29u8),
        ) {
            let filters = Filters {
                bbox: box_.map(|(west, east)| [f64::from(west), 0.0, f64::from(east), 20.0]),
                countries: names.into_iter().map(String::from).collect(),
                since: since.and_then(|number| day::parse(&format!("2026-03-{number:02}"))),
                matching: None,
            };
            let all = load(&rows, None).unwrap();
            let (rows_of_file, superseded, as_of) = (all.summary().rows, all.summary().superseded, all.as_of());
            let passes = |row: &usize| filters.accept(&all.incident(*row));
            let kept = (0..all.len()).filter(passes).count() as u64;
            let left_out = all.len() as u64 - kept;
            match (load(&rows, Some(&filters)), filter(all, &filters)) {
                (Ok(streamed), Ok(filtered)) => {
                    prop_assert_eq!(ids(&streamed), ids(&filtered));
                    for summary in [streamed.summary(), filtered.summary()] {
                        prop_assert_eq!((summary.rows, summary.superseded, summary.left_out), (rows_of_file, superseded, left_out));
                        prop_assert_eq!((summary.count, summary.origins[0].count, summary.as_of), (kept, kept, as_of));
                        prop_assert_eq!(&summary.filters, &vec![filters.clone()]);
                    }
                    prop_assert_eq!(serde_json::to_value(streamed.summary()).unwrap(), serde_json::to_value(filtered.summary()).unwrap());
                }
                (Err(streamed), Err(filtered)) => {
                    prop_assert_eq!(kept, 0);
                    prop_assert_eq!(&streamed, &filtered);
                    prop_assert!(streamed.message.contains("2026-03-"), "{}", streamed.message);
                }
                _ => prop_assert!(false, "one way finds nothing left"),
            }
        }
    }

    #[test]
    fn a_box_may_cross_the_antimeridian() {
        let at = |lon| Position { lon, lat: 0.0 };
        let over = [170.0, -10.0, -170.0, 10.0];
        assert!(contains(over, at(175.0)) && contains(over, at(-175.0)) && !contains(over, at(0.0)));
        assert!(!contains(over, Position { lon: 175.0, lat: 11.0 }) && contains([-1.0, 0.0, 1.0, 0.0], at(1.0)));
        assert!(Filters { bbox: Some([0.0, 5.0, 1.0, f64::NAN]), ..Filters::default() }.check().is_err());
    }
}
