//! What changed from one snapshot to the next, and what rules say of a snapshot.

use std::path::Path;

use geobit::geometry::{self, Shape};
use geobit::load::day_of_machine;
use geobit::questions::alerts::{self, Alert, AlertsOptions, Rule, alerts as judge};
use geobit::questions::changes::{Changes, ChangesOptions, changes};
use geobit::snapshot::Snapshot;
use geobit::{GeobitError, day, options};
use serde_json::{Map, Value};

use crate::arguments::{Alerts, Diff, Reading};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_text};
use crate::output::{print_json, print_lines};

/// The most incidents of a list that are printed for people.
const MOST_LISTED: usize = 20;

pub fn diff(arguments: &Diff, json: bool) -> Outcome {
    let mut members = Map::new();
    insert(&mut members, "lang", arguments.lang.as_deref());
    let asked: ChangesOptions = options::read(Value::Object(members))?;
    let watch = match &arguments.watch {
        None => Vec::new(),
        Some(path) => {
            let text = read_text(path, "GeoJSON")?;
            geometry::parse_collection(&text).map_err(|error| Failure::in_file(path, &error))?
        }
    };
    let reading = Reading { today: arguments.today.clone(), ..Reading::default() };
    let older = load(&arguments.old, load_options(&reading, &[("asOf", arguments.old_as_of.as_ref())])?, None)?;
    let newer = load(&arguments.new, load_options(&reading, &[("asOf", arguments.new_as_of.as_ref())])?, None)?;
    let refuse = |error: GeobitError| match error.at.row.zip(arguments.watch.as_ref()) {
        Some((_, path)) => Failure::in_file(path, &error),
        None => Failure::input(error.message.clone()).because(&error),
    };
    let found = changes(&newer, &older, watch, &asked).map_err(refuse)?;
    if json { print_json(&found) } else { print_lines(&lines_of(&found, &newer, &older)) }
}

/// Changes as lines: the sentence, then the incidents, each with what was done to it.
fn lines_of(found: &Changes, newer: &Snapshot, older: &Snapshot) -> Vec<String> {
    let mut lines = vec![found.words.clone()];
    let mut list = |mark: &str, all: Vec<(u32, String)>, of: &Snapshot| {
        let more = all.len().saturating_sub(MOST_LISTED);
        lines.extend(
            all.into_iter().take(MOST_LISTED).map(|(row, rest)| format!("{mark} {}{rest}", incident_line(of, row))),
        );
        if more > 0 {
            lines.push(format!("{mark} … {more}"));
        }
    };
    let plain = |rows: &[u32]| rows.iter().map(|row| (*row, String::new())).collect();
    list("+", plain(&found.added), newer);
    list("~", found.changed.iter().map(|one| (one.row, format!(" ({})", one.fields.join(", ")))).collect(), newer);
    list("-", plain(&found.withdrawn), older);
    for (watched, number) in found.watched.iter().zip(1..) {
        let counts = [&watched.added, &watched.changed, &watched.withdrawn].map(|rows| rows.len());
        lines.push(format!("{number}: +{} ~{} -{}", counts[0], counts[1], counts[2]));
    }
    lines
}

fn incident_line(snapshot: &Snapshot, row: u32) -> String {
    let record = snapshot.record(row as usize);
    format!("{} {} {} {}", record.id, day::format(record.start), record.kind.name(), record.place)
}

pub fn alerts(arguments: &Alerts, json: bool) -> Outcome {
    let mut members = Map::new();
    insert(&mut members, "since", arguments.since.as_deref());
    insert(&mut members, "lang", arguments.lang.as_deref());
    let machine = day_of_machine().map(day::format);
    insert(&mut members, "today", arguments.today.as_deref().or(machine.as_deref()));
    let asked: AlertsOptions = options::read(Value::Object(members))?;
    let rules = read_rules(&arguments.rules)?;
    let names: Vec<Option<String>> = rules.iter().map(|(_, rule)| rule.name.clone()).collect();
    let reading = Reading { today: arguments.today.clone(), ..Reading::default() };
    let snapshot = load(&arguments.snapshot, load_options(&reading, &[])?, None)?;
    let found = judge(&snapshot, rules, &asked).map_err(|error| refuse_rules(&arguments.rules, &error))?;
    if json {
        return print_json(&found);
    }
    let line = |alert: &Alert| {
        let name = names[alert.rule as usize].as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        format!("{} {}{name}: {}", if alert.fired { "!" } else { " " }, alert.rule + 1, alert.words)
    };
    print_lines(&found.iter().map(line).collect::<Vec<_>>())
}

/// Reads a file of rules: a list in JSON, as `snapshot.alerts` takes it.
fn read_rules(path: &Path) -> Outcome<Vec<(Shape, Rule)>> {
    let text = read_text(path, "JSON")?;
    let given: Vec<Map<String, Value>> = serde_json::from_str(&text).map_err(|error| {
        Failure::at(path, format!("a list of rules is wanted, such as [{{\"shape\": …, \"when\": \"any\"}}]: {error}."))
    })?;
    let (mut shapes, mut others) = (Vec::new(), Vec::new());
    for (mut members, number) in given.into_iter().zip(1..) {
        let Some(shape) = members.remove("shape") else {
            return Err(Failure::at(path, format!("Rule {number}: shape is missing; a GeoJSON Feature is wanted.")));
        };
        let shape = geometry::parse(&shape.to_string()).map_err(|error| alerts::in_shape(error.at_row(number)));
        shapes.push(shape.map_err(|error| refuse_rules(path, &error))?);
        others.push(Value::Object(members));
    }
    let rules = alerts::read_rules(Value::Array(others)).map_err(|error| refuse_rules(path, &error))?;
    Ok(shapes.into_iter().zip(rules).collect())
}

/// Rules are input, so that a wrong one is not a wrong call.
fn refuse_rules(path: &Path, error: &GeobitError) -> Failure {
    Failure::at(path, &error.message).because(error)
}

fn insert(members: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        members.insert(name.into(), value.into());
    }
}
