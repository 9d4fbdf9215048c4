//! The generic layout: columns with our field names, with common other names in five languages, or with names that a mapping
//! gives.

use std::borrow::Cow;

use super::kind_words;
use super::{Holds, Layout};
use crate::incident::{IdTrust, Incident, Kind, MAX_UNCERTAINTY_KM, Position};
use crate::read::rows::column_map::{ColumnMap, fields};
use crate::read::rows::fields::{self, FieldResult, FieldSource, Location, unexpected};
use crate::read::rows::row_account::{RowWarning, RowWarnings};
use crate::read::values;

/// The layout of every file that no other layout recognises. Without longitude, latitude and start, a file of rows says
/// neither where nor when.
pub static LAYOUT: Layout = GENERIC;

/// The generic layout, from which others differ in a few members.
pub(super) const GENERIC: Layout = Layout {
    name: "generic",
    fields: FIELDS,
    recognises: |_, _| true,
    needed: NEEDED,
    place_without_geometry: &[Field::Lon as usize, Field::Lat as usize, Field::Point as usize],
    days: &[Field::Start as usize, Field::End as usize],
    degrees: &[Field::Lon as usize, Field::Lat as usize],
    holds: Holds::Incidents,
    provider: None,
    read_incident,
};

/// The names of the fields, for layouts that differ in a few of them.
pub(super) const NAMES: [&[&str]; FIELD_COUNT] = match FIELDS.first_chunk() {
    Some(names) => *names,
    None => panic!("FIELD_COUNT is the number of the fields"),
};
pub(super) const FIELD_COUNT: usize = FIELDS.len();
pub(super) const START: usize = Field::Start as usize;
pub(super) const END: usize = Field::End as usize;

/// The place may be in two columns or in one.
pub(super) const NEEDED: &[&[usize]] = &[
    &[Field::Lon as usize, Field::Point as usize],
    &[Field::Lat as usize, Field::Point as usize],
    &[Field::Start as usize],
];

fields!(Field {
    Id: "id" "event_id" "incident_id" "id_evento" "id_incident" "_id" "_uuid" "uid" "uuid" "guid", IDENTIFIER;
    Start: "start" "date_start" "start_date" "event_date" "date_of_incident" "incident_date" "date debut" "data inicio"
        "fecha inicio" "تاريخ الحادث" "date_heure", DATE, DAY, MOMENT, TIME, ~ DATE;
    End: "end" "date_end" "end_date" "date fin" "date de fin" "data fim" "fecha fin" "fecha final";
    TimePrecision: "time_precision" "date_prec";
    Lon: "lon" "longitude" "lng" "long" "x" "خط الطول", LONGITUDE, ~ LONGITUDE;
    Lat: "lat" "latitude" "y" "خط العرض" "دائرة العرض", LATITUDE, ~ LATITUDE;
    Point: "gps" "gps_coordinates" "point", COORDINATES, POSITION, GEOMETRY, ~ COORDINATES;
    UncertaintyKm: "uncertainty_km" "radius_km";
    Kind: "kind", CATEGORY;
    Type: "type" "event_type" "incident_type" "type_of_incident" "type d'incident" "type_incident" "type d'evenement"
        "tipo_de_evento" "tipo_de_incidente" "tipo_evento" "tipo_incidente" "نوع الحادث", TYPE;
    Subtype: "subtype" "sub_event_type" "event_subtype" "sous_type" "subtipo";
    Actor1: "actor1" "side_a", ACTOR;
    Actor2: "actor2" "side_b";
    Low: "fatalities_low" "deaths_low" "low";
    Best: "fatalities_best" "fatalities" "deaths" "killed" "best" "dead" "عدد القتلى", DEATHS, ~ DEATHS;
    High: "fatalities_high" "deaths_high" "high";
    Country: "country", COUNTRY;
    Admin1: "admin1" "adm_1", REGION;
    Place: "place" "location" "where_coordinates", PLACE, NAME;
    Source: "source" "source_office", SOURCE;
    Headline: "headline" "title" "source_headline", NOTES;
    Updated: "=updated" "updated_at" "last_updated" "updated_on" "date_updated" "last_modified" "modified_at" "date_modified"
        "last_edited" "updated" "modified";
});

pub(super) fn read_incident<'r>(
    source: &dyn FieldSource<'r>,
    row: u64,
    warnings: &mut RowWarnings,
) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = fields::read_days(source, Field::Start as usize, Field::End as usize, warnings)?;
    let position = read_place(source, warnings)?;
    let uncertainty_km = read_uncertainty_km(source, warnings)?;
    let deaths = [Field::Low, Field::Best, Field::High].map(|field| field as usize);
    let fatalities = fields::read_fatalities(source, deaths, warnings);
    let (kind, event_type) = read_kind_and_type(source, warnings);
    Ok(Incident {
        id: fields::read_id(source, Field::Id as usize, row, warnings),
        start,
        end,
        time_precision: fields::read_time_precision(source, Field::TimePrecision as usize, warnings),
        // Whose code it is, is not known.
        date_span_days: 1,
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
        revision: fields::read_revision(source, Field::Updated as usize, warnings),
        id_trust: id_trust(source),
        first_seen: None,
    })
}

/// The number of names of [`Field::Id`] that are those of an id and nothing else.
const NAMES_OF_IDS: usize = 10;

/// Returns how sure it is that the ids are those of incidents. A person who maps the id to a column says so.
fn id_trust<'r>(source: &dyn FieldSource<'r>) -> IdTrust {
    let rank = source.columns().rank(Field::Id as usize);
    if rank < NAMES_OF_IDS { IdTrust::Named } else { IdTrust::Guessed }
}

/// Returns whether a file says of its rows what only incidents have: a kind, actors, deaths.
pub fn describes_incidents(columns: &ColumnMap) -> bool {
    let fields = [Field::Kind, Field::Type, Field::Actor1, Field::Low, Field::Best, Field::High];
    fields.into_iter().any(|field| columns.column(field as usize).is_some())
}

/// Returns whether a record says what happened: a kind or a type in words, an actor, deaths. What a receiver writes for the type of a
/// point is none.
pub fn says_what_happened<'r>(source: &dyn FieldSource<'r>) -> bool {
    const OF_RECEIVERS: [&str; 14] = [
        "track",
        "trackpoint",
        "trkpt",
        "waypoint",
        "wpt",
        "trk",
        "gps",
        "point",
        "position",
        "fix",
        "moving",
        "stopped",
        "parked",
        "idle",
    ];
    let texts = [Field::Kind, Field::Type].map(|field| source.text(field as usize));
    let is_told = |text: &&std::borrow::Cow<'r, str>| {
        text.chars().count() > 2 && !OF_RECEIVERS.iter().any(|word| text.eq_ignore_ascii_case(word))
    };
    let others = [Field::Actor1, Field::Low, Field::Best, Field::High];
    texts.iter().any(|text| is_told(&text)) || others.into_iter().any(|field| !source.text(field as usize).is_empty())
}

/// Reads the place from its two columns, or from the one that holds both coordinates.
fn read_place<'r>(source: &dyn FieldSource<'r>, warnings: &mut RowWarnings) -> FieldResult<Option<Position>> {
    const POINT: &str = "latitude and longitude in degrees, such as \"12.37 -1.52\"";
    let position = fields::read_position(source, Field::Lon as usize, Field::Lat as usize, warnings)?;
    let point = source.text(Field::Point as usize);
    if position.is_some() || point.is_empty() || source.location() != Location::InFields {
        return Ok(position);
    }
    let (lon, lat) = values::parse_point(&point).ok_or_else(|| unexpected(source, Field::Point as usize, POINT))?;
    fields::checked_place(lon, lat, warnings)
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
    let told = if kind.is_empty() { &event_type } else { &kind };
    let known = kind_words::kind_named(told);
    if known.is_none() {
        warnings.add(if told.is_empty() { RowWarning::KindMissing } else { RowWarning::KindUnknown });
    }
    // Words of others are worth keeping, ours are not.
    let is_ours = kind_words::own_kind(&kind).is_some();
    let own_type = if event_type.is_empty() && !is_ours { kind } else { event_type };
    (known.unwrap_or_default(), own_type)
}
