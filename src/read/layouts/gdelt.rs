//! The layout of GDELT 2.0 (and 1.0) event files, which have no header: 61 (58 or 57) columns, named by the codebook 2.0 of 2015.

use std::borrow::Cow;

use super::{Holds, Layout, cameo};
use crate::incident::Incident;
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{fields, has_columns};
use crate::read::rows::countries;
use crate::read::rows::fields::{self, FieldResult, FieldSource};
use crate::read::rows::row_account::RowWarnings;

pub(super) static LAYOUT: Layout = Layout {
    name: "gdelt",
    fields: FIELDS,
    recognises: |columns, _| has_columns(columns, &["GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Type"]),
    needed: &[&[Field::Lon as usize], &[Field::Lat as usize], &[Field::Day as usize]],
    place_without_geometry: &[],
    days: &[Field::Day as usize],
    degrees: &[Field::Lon as usize, Field::Lat as usize],
    holds: Holds::Incidents,
    provider: Some(&PROVIDER),
    read_incident,
};

fields!(Field {
    Id: "GLOBALEVENTID";
    Day: "SQLDATE";
    Actor1: "Actor1Name";
    Actor2: "Actor2Name";
    Code: "EventCode";
    Root: "EventRootCode";
    GeoType: "ActionGeo_Type";
    Place: "ActionGeo_FullName";
    Country: "ActionGeo_CountryCode";
    Adm1: "ActionGeo_ADM1Code";
    Lat: "ActionGeo_Lat";
    Lon: "ActionGeo_Long";
    Url: "SOURCEURL";
});

/// GDELT is made by machine from the news, so the same event is often recorded several times.
static PROVIDER: ProviderFacts = ProviderFacts {
    licence: "free for any use with attribution",
    attribution: "The GDELT Project (gdeltproject.org)",
    cannot_contain: &[
        "numbers of deaths",
        "what no online news reported",
        "single incidents: one incident is often recorded several times, and some records are errors of the machine",
    ],
    never_records: &[],
};

/// The columns of a file of GDELT 2.0. A file of GDELT 1.0 lacks the three second-level codes of places.
const COLUMNS: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Returns the names of the columns of a file without a header, if its first row is one of GDELT.
pub(super) fn columns_without_header(first_row: &[&str]) -> Option<Vec<String>> {
    let has_digits = |column: usize, range: std::ops::RangeInclusive<usize>| {
        first_row
            .get(column)
            .is_some_and(|text| range.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !(has_digits(0, 1..=12) && has_digits(1, 8..=8) && has_digits(2, 6..=6) && has_digits(3, 4..=4)) {
        return None;
    }
    let in_version_1 = |name: &&str| !name.ends_with("ADM2Code");
    match first_row.len() {
        61 => Some(COLUMNS.map(String::from).to_vec()),
        // Until the end of March 2013 the files had no address of the source.
        57 => Some(COLUMNS.into_iter().filter(in_version_1).take(57).map(String::from).collect()),
        58 => Some(COLUMNS.into_iter().filter(in_version_1).map(String::from).collect()),
        _ => None,
    }
}

/// Returns the radius of uncertainty in km for a type of place: a city in the USA (3) or elsewhere (4), a state in the USA (2) or
/// elsewhere (5). A country (1) is no place.
fn uncertainty_km(geo_type: u8) -> Option<f32> {
    match geo_type {
        3 | 4 => Some(10.0),
        2 | 5 => Some(150.0),
        _ => None,
    }
}

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = fields::read_days(source, Field::Day as usize, Field::Day as usize, warnings)?;
    let geo_type = match text(Field::GeoType) {
        empty if empty.is_empty() => 0,
        code => fields::parse_code(&code, 0..=5)
            .ok_or_else(|| fields::unexpected(source, Field::GeoType as usize, "a type of place from 0 to 5"))?,
    };
    let position = fields::read_position(source, Field::Lon as usize, Field::Lat as usize, warnings)?;
    let code = cameo::full_code(text(Field::Code), &text(Field::Root));
    Ok(Incident {
        id: fields::read_id(source, Field::Id as usize, row, warnings),
        start,
        end,
        position,
        uncertainty_km: position.and(uncertainty_km(geo_type)),
        kind: cameo::read_kind(&code, warnings),
        event_type: code,
        actors: [text(Field::Actor1), text(Field::Actor2)],
        country: countries::name_of_fips(text(Field::Country)),
        admin1: text(Field::Adm1),
        place: text(Field::Place),
        source: text(Field::Url),
        headline: Cow::Borrowed(""),
        ..Incident::default()
    })
}
