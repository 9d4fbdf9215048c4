//! The layout of ICEWS (and POLECAT's predecessor) coded event data: one row for each event, with a header in words.

use std::borrow::Cow;

use super::{Holds, Layout, cameo};
use crate::incident::Incident;
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{fields, has_columns};
use crate::read::rows::fields::{self, FieldResult, FieldSource};
use crate::read::rows::row_account::RowWarnings;

pub(super) static LAYOUT: Layout = Layout {
    name: "icews",
    fields: FIELDS,
    recognises: |columns, _| has_columns(columns, &["Event ID", "Event Date", "CAMEO Code", "Latitude", "Longitude"]),
    needed: &[&[Field::Lon as usize], &[Field::Lat as usize], &[Field::Day as usize]],
    place_without_geometry: &[],
    days: &[Field::Day as usize],
    degrees: &[Field::Lon as usize, Field::Lat as usize],
    holds: Holds::Incidents,
    provider: Some(&PROVIDER),
    read_incident,
};

fields!(Field {
    Id: "Event ID";
    Day: "Event Date";
    Actor1: "Source Name";
    Actor2: "Target Name";
    Code: "CAMEO Code";
    Text: "Event Text";
    City: "City";
    District: "District";
    Province: "Province";
    Country: "Country";
    Lat: "Latitude";
    Lon: "Longitude";
    Publisher: "Publisher";
});

static PROVIDER: ProviderFacts = ProviderFacts {
    licence: "CC0 1.0",
    attribution: "Integrated Crisis Early Warning System (ICEWS), Harvard Dataverse",
    cannot_contain: &["numbers of deaths", "what no news in the system's sources reported"],
    never_records: &[],
};

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = fields::read_days(source, Field::Day as usize, Field::Day as usize, warnings)?;
    let position = fields::read_position(source, Field::Lon as usize, Field::Lat as usize, warnings)?;
    let code = text(Field::Code);
    let code = if code.len() == 2 && code.as_ref() < "21" && code.as_ref() >= "01" { code } else { pad(code) };
    Ok(Incident {
        id: fields::read_id(source, Field::Id as usize, row, warnings),
        start,
        end,
        position,
        uncertainty_km: position.and(uncertainty_km(source)),
        kind: cameo::read_kind(&code, warnings),
        event_type: code,
        subtype: text(Field::Text),
        actors: [text(Field::Actor1), text(Field::Actor2)],
        country: text(Field::Country),
        admin1: text(Field::Province),
        place: fields::first_text(source, [Field::City as usize, Field::District as usize]),
        source: text(Field::Publisher),
        ..Incident::default()
    })
}

/// Spreadsheets drop the leading zero of the codes of three and four digits: `42` is `042`.
fn pad(code: Cow<'_, str>) -> Cow<'_, str> {
    if code.len() == 2 { format!("0{code}").into() } else { code }
}

/// Returns the radius of uncertainty in km by the most exact name of the place: a city, a district or a province. The centre of a
/// country is no place.
fn uncertainty_km<'r>(source: &dyn FieldSource<'r>) -> Option<f32> {
    let names = |field: Field| !source.text(field as usize).is_empty();
    match (names(Field::City), names(Field::District), names(Field::Province)) {
        (true, ..) => Some(10.0),
        (_, true, _) => Some(50.0),
        (.., true) => Some(150.0),
        _ => None,
    }
}
