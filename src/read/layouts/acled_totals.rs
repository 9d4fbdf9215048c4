//! Weekly and monthly totals of ACLED: numbers of events by region, which are no incidents at places.
//!
//! The coordinates are the centre of the region. They are never taken as a place: each row is kept as not locatable.

use super::{Holds, Layout, acled};
use crate::day;
use crate::incident::{Day, Fatalities, Incident};
use crate::read::rows::column_map::{fields, find_column, has_columns};
use crate::read::rows::fields::{self, FieldResult, FieldSource, unexpected};
use crate::read::rows::row_account::{RowWarning, RowWarnings};
use crate::read::values::month_named;

pub(super) static LAYOUT: Layout = Layout {
    name: "acled-totals",
    fields: FIELDS,
    recognises,
    needed: &[&[Field::Week as usize, Field::Month as usize], &[Field::Events as usize]],
    place_without_geometry: &[],
    days: &[Field::Week as usize],
    degrees: &[],
    holds: Holds::Totals,
    provider: Some(&acled::PROVIDER),
    read_incident,
};

fields!(Field {
    Week: "week";
    Month: "month";
    Year: "year";
    Events: "events" "event_count" "number_of_events";
    EventType: "event_type";
    SubType: "sub_event_type";
    Country: "country";
    Admin1: "admin1";
    Place: "admin2";
    Deaths: "fatalities";
});

/// Recognises a count of events beside a week, or beside a month and a year.
fn recognises(columns: &[String], has_geometry: bool) -> bool {
    let counts = ["events", "event_count", "number_of_events"].iter().any(|name| find_column(columns, name).is_some());
    let periods = has_columns(columns, &["week"]) || has_columns(columns, &["month", "year"]);
    counts && periods && !has_geometry && has_columns(columns, &["country"])
}

fn read_incident<'r>(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>> {
    let text = |field: Field| source.text(field as usize);

    let (start, end) = read_period(source, warnings)?;
    let (event_type, subtype) = (text(Field::EventType), text(Field::SubType));
    let deaths = fields::read_deaths(source, Field::Deaths as usize, warnings);
    warnings.add(RowWarning::WeeklyTotal);
    Ok(Incident {
        id: format!("row {row}").into(),
        start,
        end,
        kind: acled::kind_of(&event_type, &subtype).unwrap_or_default(),
        event_type,
        subtype,
        fatalities: Fatalities { low: None, best: deaths, high: None },
        country: text(Field::Country),
        admin1: text(Field::Admin1),
        place: text(Field::Place),
        headline: format!("{} events in this period", text(Field::Events)).into(),
        ..Incident::default()
    })
}

/// Reads the first and the last day of the week or the month.
fn read_period<'r>(source: &dyn FieldSource<'r>, warnings: &mut RowWarnings) -> FieldResult<(Day, Day)> {
    const DAYS_OF_A_WEEK: Day = 7;
    let week = Field::Week as usize;
    if !source.text(week).is_empty() {
        let (first, _) = fields::read_days(source, week, week, warnings)?;
        return Ok((first, first + DAYS_OF_A_WEEK - 1));
    }
    let (month, year) = (source.text(Field::Month as usize), source.text(Field::Year as usize));
    let month = month_named(&month).or_else(|| month.parse().ok()).filter(|month| (1..=12).contains(month));
    let month = month.ok_or_else(|| unexpected(source, Field::Month as usize, "the name or the number of a month"))?;
    let first_of = |months: i32| {
        let (year, month) = (year.parse::<i32>().ok()? + months / 12, months % 12 + 1);
        day::parse(&format!("{year:04}-{month:02}-01"))
    };
    let days = first_of(month - 1).zip(first_of(month));
    let (first, next) = days.ok_or_else(|| unexpected(source, Field::Year as usize, "a year"))?;
    let plausible = &source.reading().plausible;
    if !plausible.contains(first) {
        return Err(format!("the month begins on {}; expected a day {plausible}", day::format(first)));
    }
    Ok((first, next - 1))
}
