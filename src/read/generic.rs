//! The generic layout: columns that bear our field names, common other names, or the names that a mapping gives them.

use std::borrow::Cow;

use crate::incident::{Incident, Kind};

use super::columns::fields;
use super::record::{self, Checked, Record, refuse};
use super::tally::{Oddities, Oddity};

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

/// Without these columns a CSV file says neither when nor where.
pub(super) const NEEDED: [usize; 3] = [Field::Lon as usize, Field::Lat as usize, Field::Start as usize];

/// Both fields of a place, for files that may keep it elsewhere.
pub(super) const PLACE: [usize; 2] = [Field::Lon as usize, Field::Lat as usize];

pub(super) fn incident<'r>(record: &dyn Record<'r>, row: u64, odd: &mut Oddities) -> Checked<Incident<'r>> {
    let text = |field: Field| record.text(field as usize);

    let (start, end) = record::days(record, Field::Start as usize, Field::End as usize)?;
    let position = record::position(record, Field::Lon as usize, Field::Lat as usize)?;
    let uncertainty_km = uncertainty_km(record)?;
    let fatalities =
        record::fatalities(record, [Field::Low, Field::Best, Field::High].map(|field| field as usize), odd)?;
    let (kind, event_type) = kind_and_type(record, odd);
    Ok(Incident {
        id: id(record, row),
        start,
        end,
        time_precision: record::time_precision(record, Field::TimePrecision as usize, odd),
        position,
        uncertainty_km: position.map(|_| uncertainty_km),
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

/// The record's own id, or its row: something must name it in reports.
fn id<'r>(record: &dyn Record<'r>, row: u64) -> Cow<'r, str> {
    let own = record.text(Field::Id as usize);
    let id = if own.is_empty() { record.outer_id() } else { own };
    if id.is_empty() { Cow::Owned(format!("row {row}")) } else { id }
}

fn uncertainty_km<'r>(record: &dyn Record<'r>) -> Checked<f32> {
    const WANTED: &str = "a radius in km from 0 to 20037, half way round the Earth";
    match record::number(record, Field::UncertaintyKm as usize, WANTED)? {
        None => Ok(0.0),
        Some(radius) if (0.0..=20_037.0).contains(&radius) => Ok(radius as f32),
        Some(_) => Err(refuse(record, Field::UncertaintyKm as usize, WANTED)),
    }
}

fn kind_and_type<'r>(record: &dyn Record<'r>, odd: &mut Oddities) -> (Kind, Cow<'r, str>) {
    let (kind, event_type) = (record.text(Field::Kind as usize), record.text(Field::Type as usize));
    if kind.is_empty() {
        odd.note(Oddity::KindMissing);
        return (Kind::Other, event_type);
    }
    match Kind::ALL.into_iter().find(|ours| same_name(ours.name(), &kind)) {
        Some(ours) => (ours, event_type),
        None => {
            odd.note(Oddity::KindUnknown);
            (Kind::Other, if event_type.is_empty() { kind } else { event_type })
        }
    }
}

/// `Armed clash`, `armed_clash` and `armedClash` are the same kind.
fn same_name(ours: &str, theirs: &str) -> bool {
    let letters = theirs.bytes().filter(|byte| !matches!(byte, b' ' | b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(ours.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::same_name;

    #[test]
    fn kinds_are_recognised_however_they_are_spelt() {
        for text in ["armedClash", "Armed clash", "armed_clash", "ARMED-CLASH"] {
            assert!(same_name("armedClash", text), "{text}");
        }
        assert!(!same_name("armedClash", "armedClashes"));
        assert!(!same_name("other", "öther"));
    }
}
