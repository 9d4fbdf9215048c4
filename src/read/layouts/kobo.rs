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
    const ADDED: [&str; 4] = ["_id", "_uuid", "_index", "_gps_latitude"];
    // What nothing but a tool for forms calls a column.
    const OF_TOOLS: [&str; 11] = [
        "_submission_time",
        "__version__",
        "formhub/uuid",
        "meta/instanceID",
        "meta-instanceID",
        "instanceID",
        "SubmissionDate",
        "SubmitterID",
        "SubmitterName",
        "FormVersion",
        "deviceid",
    ];
    let is_other_day = |name: &String| {
        let name = Name::new(name);
        (name.has(&DATE) || name.has(&DAY)) && (name.has(&INCIDENT) || name.has(&EVENT))
    };
    let has_any = |names: &[&str]| names.iter().any(|name| find_column(columns, name).is_some());
    let is_other_file = || has_any(&ADDED) || columns.iter().any(is_other_day);
    has_columns(columns, &["start"]) && (has_any(&OF_TOOLS) || (has_columns(columns, &["end"]) && is_other_file()))
}
