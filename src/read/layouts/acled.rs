//! The layout of the Armed Conflict Location & Event Data Project: exports of 2017 to 2026, and the answers of its API.
//!
//! The codebook is that of 2026 (event types as of 2019). Older event types are read as well.

use super::{Holds, Layout};
use crate::incident::{Fatalities, IdTrust, Incident, Kind};
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{fields, has_columns};
use crate::read::rows::fields::{self, FieldResult, FieldSource, unexpected};
use crate::read::rows::row_account::{RowWarning, RowWarnings};

pub(super) static LAYOUT: Layout = Layout {
    name: "acled",
    fields: FIELDS,
    recognises,
    needed: &[&[Field::Lon as usize], &[Field::Lat as usize], &[Field::Day as usize]],
    place_without_geometry: &[Field::Lon as usize, Field::Lat as usize],
    days: &[Field::Day as usize],
    degrees: &[Field::Lon as usize, Field::Lat as usize],
    holds: Holds::Incidents,
    provider: Some(&PROVIDER),
    read_incident,
};

fields!(Field {
    Id: "event_id_cnty" "data_id";
    Day: "event_date";
    TimePrecision: "time_precision";
    EventType: "event_type";
    SubType: "sub_event_type";
    Actor1: "actor1";
    Actor2: "actor2";
    Country: "country";
    Admin1: "admin1";
    Place: "location";
    Lat: "latitude";
    Lon: "longitude";
    GeoPrecision: "geo_precision";
    Source: "source";
    Notes: "notes";
    Deaths: "fatalities";
    Timestamp: "timestamp";
});

/// ACLED has no type for blockades: some stand among its strategic developments, many are not recorded.
pub(super) static PROVIDER: ProviderFacts = ProviderFacts {
    licence: "ACLED's terms of use: no redistribution",
    attribution: "Armed Conflict Location & Event Data Project (ACLED), acleddata.com",
    cannot_contain: &[
        "blockades, checkpoints and extortion as a type of their own",
        "crime without a political side, such as robbery on the road",
    ],
    never_records: &[Kind::Blockade],
};

fn recognises(columns: &[String], has_geometry: bool) -> bool {
    const OTHERS: [&str; 8] = [
        "event_id_cnty",
        "data_id",
        "sub_event_type",
        "disorder_type",
        "time_precision",
        "assoc_actor_1",
        "inter1",
        "civilian_targeting",
    ];
    has_columns(columns, &["event_date", "event_type", "geo_precision"])
        && OTHERS.iter().any(|name| has_columns(columns, &[name]))
        && (has_geometry || has_columns(columns, &["longitude", "latitude"]))
}

/// Returns the number of days within which an event lies for a code of `time_precision`: the day, the week, the month.
fn date_span_days(time_precision: u8) -> u16 {
    match time_precision {
        2 => 7,
        3 => 31,
        _ => 1,
    }
}

/// Returns the radius of uncertainty in km for a code of `geo_precision`: the place itself, its surroundings, its region.
fn uncertainty_km(geo_precision: u8) -> f32 {
    match geo_precision {
        1 => 0.0,
        2 => 25.0,
        _ => 100.0,
    }
}

/// Returns the kind of an event type and a sub-event type, or `None` for a type that is not in the codebook.
pub(super) fn kind_of(event_type: &str, sub_event_type: &str) -> Option<Kind> {
    let begins = |text: &str, start: &str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let is = |start| begins(event_type, start);
    let is_sub = |start| begins(sub_event_type, start);
    Some(match () {
        () if is("Violence against civilians") && is_sub("Abduction") => Kind::Abduction,
        () if is("Violence against civilians") => Kind::AttackOnCivilians,
        () if is("Strategic development") && is_sub("Looting") => Kind::Looting,
        () if is("Strategic development") => Kind::Other,
        () if is("Explosions/Remote violence") || is("Remote violence") => Kind::Explosion,
        () if is("Battle") => Kind::ArmedClash,
        () if is("Protests") => Kind::Protest,
        // Before 2019 riots and protests were one type.
        () if is("Riots/Protests") && is_sub("Peaceful protest") => Kind::Protest,
        () if is("Riots") => Kind::Riot,
        () if is("Headquarters or base established") || is("Non-violent transfer of territory") => Kind::Other,
        () => return None,
    })
}

/// Reads the kind from the event and sub-event types. A type that is not in the codebook is kept as *other*, with a warning.
pub(super) fn read_kind(event_type: &str, sub_event_type: &str, warnings: &mut RowWarnings) -> Kind {
    kind_of(event_type, sub_event_type).unwrap_or_else(|| {
        warnings.add(RowWarning::KindUnknown);
        Kind::Other
    })
}

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = fields::read_days(source, Field::Day as usize, Field::Day as usize, warnings)?;
    let position = fields::read_position(source, Field::Lon as usize, Field::Lat as usize, warnings)?;
    let precision = fields::parse_code(&text(Field::GeoPrecision), 1..=3)
        .ok_or_else(|| unexpected(source, Field::GeoPrecision as usize, "a code from 1 to 3"))?;
    let time_precision = fields::read_time_precision(source, Field::TimePrecision as usize, warnings);
    let (event_type, subtype) = (text(Field::EventType), text(Field::SubType));
    let deaths = fields::read_deaths(source, Field::Deaths as usize, warnings);
    Ok(Incident {
        id: fields::read_id(source, Field::Id as usize, row, warnings),
        start,
        end,
        time_precision,
        date_span_days: time_precision.map_or(1, date_span_days),
        position,
        uncertainty_km: position.map(|_| uncertainty_km(precision)),
        kind: read_kind(&event_type, &subtype, warnings),
        event_type,
        subtype,
        actors: [text(Field::Actor1), text(Field::Actor2)],
        fatalities: Fatalities { low: None, best: deaths, high: None },
        country: text(Field::Country),
        admin1: text(Field::Admin1),
        place: text(Field::Place),
        source: text(Field::Source),
        headline: text(Field::Notes),
        revision: fields::read_revision(source, Field::Timestamp as usize, warnings),
        id_trust: IdTrust::Given,
        first_seen: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_types_of_all_years_have_kinds() {
        for (event_type, sub_event_type, kind) in [
            ("Battles", "Armed clash", Some(Kind::ArmedClash)),
            ("Battle-No change of territory", "", Some(Kind::ArmedClash)),
            ("Explosions/Remote violence", "Grenade", Some(Kind::Explosion)),
            ("Violence against civilians", "Attack", Some(Kind::AttackOnCivilians)),
            ("Violence against civilians", "Abduction/forced disappearance", Some(Kind::Abduction)),
            ("Strategic developments", "Looting/property destruction", Some(Kind::Looting)),
            ("Strategic developments", "Arrests", Some(Kind::Other)),
            ("Riots", "Mob violence", Some(Kind::Riot)),
            ("Riots/Protests", "", Some(Kind::Riot)),
            ("Protests", "Peaceful protest", Some(Kind::Protest)),
            ("Heists", "", None),
        ] {
            assert_eq!(kind_of(event_type, sub_event_type), kind, "{event_type}, {sub_event_type}");
        }
    }
}
