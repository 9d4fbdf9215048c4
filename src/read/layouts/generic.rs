//! The generic layout: columns with our field names, with common other names, or with names that a mapping gives.

use std::borrow::Cow;

use super::Layout;
use crate::incident::{Incident, Kind, MAX_UNCERTAINTY_KM};
use crate::read::rows::column_map::fields;
use crate::read::rows::fields::{self, FieldResult, FieldSource, unexpected};
use crate::read::rows::row_account::{RowWarning, RowWarnings};

/// The layout of every file that no other layout recognises. Without longitude, latitude and start, a file of rows says
/// neither where nor when.
pub static LAYOUT: Layout = Layout {
    name: None,
    fields: FIELDS,
    recognises: |_, _| true,
    needed: &[Field::Lon as usize, Field::Lat as usize, Field::Start as usize],
    place_without_geometry: Some([Field::Lon as usize, Field::Lat as usize]),
    provider: None,
    read_incident,
};

fields!(Field {
    Id: "id" "event_id" "incident_id" "uid";
    Start: "start" "date_start" "start_date" "event_date" "date" "day" "datetime" "timestamp";
    End: "end" "date_end" "end_date";
    TimePrecision: "time_precision" "date_prec";
    Lon: "lon" "longitude" "lng" "long" "x";
    Lat: "lat" "latitude" "y";
    UncertaintyKm: "uncertainty_km" "radius_km";
    Kind: "kind" "category";
    Type: "type" "event_type";
    Subtype: "subtype" "sub_event_type" "event_subtype";
    Actor1: "actor1" "actor_1" "side_a" "actor";
    Actor2: "actor2" "actor_2" "side_b";
    Low: "fatalities_low" "deaths_low" "low";
    Best: "fatalities_best" "fatalities" "deaths" "killed" "best";
    High: "fatalities_high" "deaths_high" "high";
    Country: "country";
    Admin1: "admin1" "admin_1" "adm_1" "adm1" "region" "province" "state";
    Place: "place" "location" "where_coordinates" "town" "name";
    Source: "source" "source_office";
    Headline: "headline" "title" "source_headline" "notes" "description";
});

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = fields::read_days(source, Field::Start as usize, Field::End as usize)?;
    let position = fields::read_position(source, Field::Lon as usize, Field::Lat as usize)?;
    let uncertainty_km = read_uncertainty_km(source, warnings)?;
    let deaths = [Field::Low, Field::Best, Field::High].map(|field| field as usize);
    let fatalities = fields::read_fatalities(source, deaths, warnings)?;
    let (kind, event_type) = read_kind_and_type(source, warnings);
    Ok(Incident {
        id: read_id(source, row),
        start,
        end,
        time_precision: fields::read_time_precision(source, Field::TimePrecision as usize, warnings),
        position,
        uncertainty_km: position.and(uncertainty_km),
        kind,
        event_type,
        subtype: text(Field::Subtype),
        actors: [text(Field::Actor1), text(Field::Actor2)],
        fatalities,
        country: text(Field::Country),
        admin1: text(Field::Admin1),
        place: text(Field::Place),
        source: text(Field::Source),
        headline: text(Field::Headline),
    })
}

/// Returns the record's own id, or else one made from its row, because reports name incidents by their id.
fn read_id<'r>(source: &dyn FieldSource<'r>, row: u64) -> Cow<'r, str> {
    let own = source.text(Field::Id as usize);
    let id = if own.is_empty() { source.outer_id() } else { own };
    if id.is_empty() { Cow::Owned(format!("row {row}")) } else { id }
}

/// Reads the radius of uncertainty in km; where none is given, the incident is where it is said to be. With a radius that is
/// too large to be used it cannot be located.
fn read_uncertainty_km<'r>(source: &dyn FieldSource<'r>, warnings: &mut RowWarnings) -> FieldResult<Option<f32>> {
    const EXPECTED: &str = "a radius in km from 0 to 20037, half the way around the Earth";
    match fields::read_number(source, Field::UncertaintyKm as usize, EXPECTED)? {
        None => Ok(Some(0.0)),
        Some(radius) if (0.0..=f64::from(MAX_UNCERTAINTY_KM)).contains(&radius) => Ok(Some(radius as f32)),
        Some(radius) if (0.0..=20_037.0).contains(&radius) => {
            warnings.add(RowWarning::TooUncertain);
            Ok(None)
        }
        Some(_) => Err(unexpected(source, Field::UncertaintyKm as usize, EXPECTED)),
    }
}

fn read_kind_and_type<'r>(source: &dyn FieldSource<'r>, warnings: &mut RowWarnings) -> (Kind, Cow<'r, str>) {
    let (kind, event_type) = (source.text(Field::Kind as usize), source.text(Field::Type as usize));
    if kind.is_empty() {
        warnings.add(RowWarning::KindMissing);
        return (Kind::Other, event_type);
    }
    match Kind::ALL.into_iter().find(|ours| is_same_name(ours.name(), &kind)) {
        Some(ours) => (ours, event_type),
        None => {
            warnings.add(RowWarning::KindUnknown);
            (Kind::Other, if event_type.is_empty() { kind } else { event_type })
        }
    }
}

/// Compares names of kinds: `Armed clash`, `armed_clash` and `armedClash` are the same.
fn is_same_name(ours: &str, theirs: &str) -> bool {
    let letters = theirs.bytes().filter(|byte| !matches!(byte, b' ' | b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(ours.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn kinds_are_recognised_in_any_spelling() {
        for text in ["armedClash", "Armed clash", "armed_clash", "ARMED-CLASH"] {
            assert!(is_same_name("armedClash", text), "{text}");
        }
        assert!(!is_same_name("armedClash", "armedClashes"));
        assert!(!is_same_name("other", "öther"));
    }
}
