//! The layout of survey forms (KoboToolbox, ODK Collect): the form's own columns, and those that the tool adds.
//!
//! `start`, `end` and `today` are when the form was filled in, never when the incident happened. The other columns are named by
//! whoever made the form, so they are found as in any generic file.

use super::{Layout, generic};
use crate::read::names::Name;
use crate::read::names::words::{DATE, DAY, EVENT, INCIDENT};
use crate::read::rows::column_map::{find_column, has_columns, names_of_field};

pub(super) static LAYOUT: Layout = Layout { name: "kobo", fields: &NAMES, recognises, ..generic::GENERIC };

/// The names of the generic layout, but for the days.
static NAMES: [&[&str]; generic::FIELD_COUNT] = {
    let mut names = generic::NAMES;
    names[generic::START] = names_of_field!("=start" "date_of_incident" "incident_date" "date_incident" "event_date" "تاريخ الحادث", DATE, DAY; ~ DATE);
    names[generic::END] = &["=end", "end_of_incident", "incident_end", "date_end"];
    names
};

/// Recognises when the form was filled in, and beside it a column that a tool adds or another day of the incident.
fn recognises(columns: &[String], _has_geometry: bool) -> bool {
    const ADDED: [&str; 8] = [
        "_id",
        "_uuid",
        "_submission_time",
        "_index",
        "__version__",
        "_gps_latitude",
        "formhub/uuid",
        "meta/instanceID",
    ];
    let is_other_day = |name: &String| {
        let name = Name::new(name);
        (name.has(&DATE) || name.has(&DAY)) && (name.has(&INCIDENT) || name.has(&EVENT))
    };
    let is_added = ADDED.iter().any(|name| find_column(columns, name).is_some());
    has_columns(columns, &["start", "end"]) && (is_added || columns.iter().any(is_other_day))
}
