//! The layout of the Uppsala Conflict Data Program: the fields of its Georeferenced Event Dataset and what they mean to us.
//!
//! The official file, the variant on HDX and the GeoJSON export have the same fields: they differ in format, in the order
//! of the columns and in how values are written.

use std::borrow::Cow;

use super::{Holds, Layout};
use crate::incident::{IdTrust, Incident, Kind};
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{fields, has_columns};
use crate::read::rows::fields::{self, FieldResult, FieldSource, Location, unexpected};
use crate::read::rows::row_account::RowWarnings;

pub(super) static LAYOUT: Layout = Layout {
    name: "ucdp",
    fields: FIELDS,
    recognises,
    needed: &[],
    place_without_geometry: &[],
    days: &[Field::Start as usize, Field::End as usize],
    degrees: &[Field::Longitude as usize, Field::Latitude as usize],
    holds: Holds::Incidents,
    provider: Some(&PROVIDER),
    read_incident,
};

fields!(Field {
    Id: "id";
    Start: "date_start";
    End: "date_end";
    DatePrec: "date_prec";
    Longitude: "longitude";
    Latitude: "latitude";
    WherePrec: "where_prec";
    TypeOfViolence: "type_of_violence";
    Dyad: "dyad_name";
    Conflict: "conflict_name";
    SideA: "side_a";
    SideB: "side_b";
    Low: "low";
    Best: "best";
    High: "high";
    Country: "country";
    Adm1: "adm_1";
    Where: "where_coordinates";
    SourceOffice: "source_office";
    SourceArticle: "source_article";
    SourceHeadline: "source_headline";
});

/// UCDP records events with at least one death, so the absence of records says nothing about the others.
static PROVIDER: ProviderFacts = ProviderFacts {
    licence: "CC BY 4.0",
    attribution: "Uppsala Conflict Data Program, UCDP GED (Davies, Pettersson & Öberg; Sundberg & Melander 2013)",
    cannot_contain: &[
        "incidents without a death",
        "blockades, checkpoints and extortion",
        "abductions without a death",
        "looting, riots and protests without a death",
    ],
    never_records: &[Kind::Blockade],
};

/// Recognises the columns that carry the meaning. A GeoJSON export has the coordinates in its geometry; the ids, the last days and the
/// deaths may have been left out.
fn recognises(columns: &[String], has_geometry: bool) -> bool {
    has_columns(columns, &["type_of_violence", "where_prec", "date_start"])
        && (has_geometry || has_columns(columns, &["longitude", "latitude"]))
}

/// Returns the radius of uncertainty in km for a code of `where_prec`. Events that are known by their country only (6) or
/// happened in international waters or airspace (7) cannot be located: they have none.
fn uncertainty_km(where_prec: u8) -> Option<f32> {
    match where_prec {
        1 => Some(0.0),
        2 => Some(25.0),
        3 | 5 => Some(50.0),
        4 => Some(150.0),
        _ => None,
    }
}

/// Returns the number of days within which an event lies for a code of `date_prec`: the day is known (1), two to six days (2), the
/// week (3), the month (4), or the year at best (5).
fn date_span_days(date_prec: u8) -> u16 {
    match date_prec {
        2 => 6,
        3 => 7,
        4 => 31,
        5 => 366,
        _ => 1,
    }
}

/// Returns the kind for a code of `type_of_violence`: state-based (1) and non-state conflicts (2) are clashes, 3 is
/// one-sided violence.
fn kind(type_of_violence: u8) -> Kind {
    match type_of_violence {
        1 | 2 => Kind::ArmedClash,
        3 => Kind::AttackOnCivilians,
        _ => Kind::Other,
    }
}

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);
    let unexpected = |field: Field, expected| unexpected(source, field as usize, expected);
    let read_code = |field: Field, range, expected| {
        fields::parse_code(&text(field), range).ok_or_else(|| unexpected(field, expected))
    };

    let id = match source.columns().column(Field::Id as usize) {
        Some(_) => whole_id(text(Field::Id)).ok_or_else(|| unexpected(Field::Id, "a whole number"))?,
        None => fields::read_id(source, Field::Id as usize, row, warnings),
    };
    let type_of_violence = read_code(Field::TypeOfViolence, 1..=3, "1, 2 or 3")?;
    let where_prec = read_code(Field::WherePrec, 1..=7, "a code from 1 to 7")?;
    let (start, end) = fields::read_days(source, Field::Start as usize, Field::End as usize, warnings)?;
    let position = fields::read_position(source, Field::Longitude as usize, Field::Latitude as usize, warnings)?;
    // UCDP gives every event a place, a country's centre at worst: a row without one is damaged.
    if text(Field::Longitude).is_empty() && source.location() == Location::InFields {
        return Err(unexpected(Field::Longitude, "a longitude in degrees from -180 to 180"));
    }
    let time_precision = fields::read_time_precision(source, Field::DatePrec as usize, warnings);
    let deaths = [Field::Low, Field::Best, Field::High].map(|field| field as usize);
    let fatalities = fields::read_fatalities(source, deaths, warnings);
    // UCDP gives every event its numbers: a row with anything else is damaged.
    let is_damaged = |field: &usize, count: Option<u32>| count.is_none() && !source.text(*field).is_empty();
    let counts = [fatalities.low, fatalities.best, fatalities.high];
    if let Some((field, _)) = deaths.iter().zip(counts).find(|(field, count)| is_damaged(field, *count)) {
        return Err(fields::unexpected(source, *field, "a whole number of deaths, 0 or more"));
    }
    Ok(Incident {
        id,
        start,
        end,
        time_precision,
        date_span_days: time_precision.map_or(1, date_span_days),
        position,
        uncertainty_km: position.and_then(|_| uncertainty_km(where_prec)),
        kind: kind(type_of_violence),
        event_type: Cow::Borrowed(["1", "2", "3"][usize::from(type_of_violence) - 1]),
        subtype: fields::first_text(source, [Field::Dyad as usize, Field::Conflict as usize]),
        actors: [text(Field::SideA), text(Field::SideB)],
        fatalities,
        country: text(Field::Country),
        admin1: text(Field::Adm1),
        place: text(Field::Where),
        source: fields::first_text(source, [Field::SourceOffice as usize, Field::SourceArticle as usize]),
        headline: text(Field::SourceHeadline),
        first_seen: None,
        revision: 0,
        id_trust: IdTrust::Given,
    })
}

/// Returns the id without decimals: `15960.0` is the id `15960`.
fn whole_id(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => fields::whole_digits(text).map(Cow::Borrowed),
        Cow::Owned(text) => fields::whole_digits(&text).map(|digits| Cow::Owned(digits.to_string())),
    }
}
