//! The UCDP layouts: the fields of the Georeferenced Event Dataset and what they mean to us.
//!
//! One interpretation for the official file, the HDX variant and the GeoJSON export: they differ in container, order and
//! dress, not in fields.

use std::borrow::Cow;

use crate::incident::{Incident, Kind, kinds, precision};
use crate::intake::ProviderFacts;

use super::columns::{self, fields};
use super::record::{self, Checked, Point, Record, refuse};
use super::tally::Oddities;

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

/// UCDP records events with at least one death, so a quiet record says nothing about these.
pub(super) static PROVIDER: ProviderFacts = ProviderFacts {
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

/// Recognises the layout by the columns that carry its meaning. A GeoJSON export has the coordinates in its geometry.
pub(super) fn recognise(names: &[String], has_geometry: bool) -> bool {
    columns::have_all(names, &["id", "type_of_violence", "where_prec", "date_start", "date_end", "best"])
        && (has_geometry || columns::have_all(names, &["longitude", "latitude"]))
}

pub(super) fn incident<'r>(record: &dyn Record<'r>, odd: &mut Oddities) -> Checked<Incident<'r>> {
    let text = |field: Field| record.text(field as usize);
    let refuse = |field: Field, wanted| refuse(record, field as usize, wanted);

    let id = integral_id(text(Field::Id)).ok_or_else(|| refuse(Field::Id, "a whole number"))?;
    let type_of_violence = text(Field::TypeOfViolence);
    let violence = record::code(&type_of_violence, 1..=3).ok_or_else(|| refuse(Field::TypeOfViolence, "1, 2 or 3"))?;
    let where_prec =
        record::code(&text(Field::WherePrec), 1..=7).ok_or_else(|| refuse(Field::WherePrec, "a code from 1 to 7"))?;
    let (start, end) = record::days(record, Field::Start as usize, Field::End as usize)?;
    let position = record::position(record, Field::Longitude as usize, Field::Latitude as usize)?;
    // UCDP gives every event a place, a country's centre at worst: a row without one is damaged.
    if position.is_none() && record.point() == Point::InFields {
        return Err(refuse(Field::Longitude, "a longitude in degrees from -180 to 180"));
    }
    let fatalities =
        record::fatalities(record, [Field::Low, Field::Best, Field::High].map(|field| field as usize), odd)?;
    Ok(Incident {
        id,
        start,
        end,
        time_precision: record::time_precision(record, Field::DatePrec as usize, odd),
        position,
        uncertainty_km: position.and_then(|_| precision::ucdp_where_prec(where_prec)),
        kind: kinds::ucdp_type_of_violence(violence),
        event_type: Cow::Borrowed(["1", "2", "3"][usize::from(violence) - 1]),
        subtype: record::first_text(record, [Field::Dyad as usize, Field::Conflict as usize]),
        actors: [text(Field::SideA), text(Field::SideB)],
        fatalities,
        country: text(Field::Country),
        admin1: text(Field::Adm1),
        place: text(Field::Where),
        source: record::first_text(record, [Field::SourceOffice as usize, Field::SourceArticle as usize]),
        headline: text(Field::SourceHeadline),
    })
}

/// `15960.0` is the id `15960`.
fn integral_id(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => record::whole_digits(text).map(Cow::Borrowed),
        Cow::Owned(text) => record::whole_digits(&text).map(|digits| Cow::Owned(digits.to_string())),
    }
}
