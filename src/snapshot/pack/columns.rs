//! The columns of a pack, in their order: first what questions compute with, then the text.

use std::borrow::Cow;

use crate::incident::Day;
use crate::snapshot::Snapshot;
use crate::snapshot::record_store::decode;

use super::into_steps;

/// A column of a pack.
pub struct PackColumn<'s> {
    /// Its name; that of a member of a group has the name of the group before it, with a dot.
    pub name: &'static str,
    pub values: Values<'s>,
}

/// The values of a column by row. A missing one is `None`.
pub enum Values<'s> {
    Doubles(Get<'s, f64>),
    Floats(Get<'s, f32>),
    Integers(Get<'s, i32>),
    Days(Get<'s, Day>),
    Texts(Get<'s, Cow<'s, str>>),
}

type Get<'s, T> = Box<dyn Fn(usize) -> Option<T> + 's>;

/// The names of the columns that are text and may be left out.
#[cfg(not(target_arch = "wasm32"))]
pub const TEXTS: [&str; 9] = ["id", "type", "subtype", "actor1", "actor2", "admin1", "place", "source", "headline"];

/// Returns the columns of a snapshot. Those of which no row has a value are there too, so that all packs have the same; only
/// `first_seen` is there just where it is known.
pub fn columns(snapshot: &Snapshot, has_text: bool) -> Vec<PackColumn<'_>> {
    let number = |row: usize| snapshot.record_number(row);
    let records = &snapshot.records;
    let place =
        move |degrees: &'_ [f64], row: usize| Some(degrees[row]).filter(|degrees| degrees.is_finite()).map(into_steps);
    let deaths = move |estimate: usize| -> Values<'_> {
        Values::Integers(Box::new(move |row| {
            decode(records.deaths()[estimate].get(number(row))).map(|count| i32::try_from(count).unwrap_or(i32::MAX))
        }))
    };
    let words = move |text: fn(&Snapshot, usize) -> Cow<'_, str>| -> Values<'_> {
        Values::Texts(Box::new(move |row| Some(text(snapshot, row)).filter(|text| !text.is_empty())))
    };
    let column = |name, values| PackColumn { name, values };
    let mut columns = vec![
        column("geometry.x", Values::Doubles(Box::new(move |row| place(&snapshot.lon, row)))),
        column("geometry.y", Values::Doubles(Box::new(move |row| place(&snapshot.lat, row)))),
        column("start", Values::Days(Box::new(move |row| Some(snapshot.start[row])))),
        column(
            "end",
            Values::Days(Box::new(move |row| {
                let days = records.duration_days().get(number(row));
                (days > 0).then(|| snapshot.start[row] + days as Day)
            })),
        ),
        column("kind", Values::Texts(Box::new(move |row| Some(snapshot.kind[row].name().into())))),
        column(
            "uncertainty_km",
            Values::Floats(Box::new(move |row| Some(snapshot.uncertainty_km[row]).filter(|km| km.is_finite()))),
        ),
        column("deaths_low", deaths(0)),
        column("deaths_best", deaths(1)),
        column("deaths_high", deaths(2)),
        column(
            "time_precision",
            Values::Integers(Box::new(move |row| {
                decode(records.time_precision().get(number(row))).map(|code| code as i32)
            })),
        ),
        column(
            "date_span_days",
            Values::Integers(Box::new(move |row| Some(records.date_span_days().get(number(row)) as i32))),
        ),
        column("origin", Values::Integers(Box::new(move |row| Some(snapshot.origin(row) as i32)))),
        column("country", words(|snapshot, row| snapshot.incident(row).country)),
    ];
    if records.knows_first_seen() {
        let first_seen = move |row: usize| snapshot.first_seen(row);
        columns.push(column("first_seen", Values::Days(Box::new(first_seen))));
    }
    if has_text {
        columns.extend([
            column("id", words(|snapshot, row| snapshot.id(row))),
            column("type", words(|snapshot, row| snapshot.incident(row).event_type)),
            column("subtype", words(|snapshot, row| snapshot.incident(row).subtype)),
            column(
                "actor1",
                words(|snapshot, row| {
                    let [first, _] = snapshot.incident(row).actors;
                    first
                }),
            ),
            column(
                "actor2",
                words(|snapshot, row| {
                    let [_, second] = snapshot.incident(row).actors;
                    second
                }),
            ),
            column("admin1", words(|snapshot, row| snapshot.incident(row).admin1)),
            column("place", words(|snapshot, row| snapshot.incident(row).place)),
            column("source", words(|snapshot, row| snapshot.incident(row).source)),
            column("headline", words(|snapshot, row| snapshot.incident(row).headline)),
        ]);
    }
    columns
}
