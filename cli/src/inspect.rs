//! The columns of a file, and what would be read from them.

use geobit::read::inspect::inspect;
use serde_json::Value;

use crate::arguments::Inspect;
use crate::failure::{Failure, Outcome};
use crate::files::{load_options, read_start};
use crate::output::{print_json, print_lines};

pub fn inspect_file(arguments: &Inspect, json: bool) -> Outcome {
    let path = &arguments.file;
    let options = load_options(&arguments.reading, &[])?.into_read_options()?;
    let (start, is_whole) = read_start(path)?;
    let inspection = inspect(&start, is_whole, &options).map_err(|error| Failure::in_file(path, &error))?;
    if json {
        return print_json(&inspection);
    }
    let kind = serde_json::to_value(inspection.kind_of_file).unwrap_or(Value::Null);
    let mut lines = vec![format!(
        "{}: {}, format {}, layout {}, {}",
        path.display(),
        kind.as_str().unwrap_or_default(),
        inspection.format,
        inspection.layout.unwrap_or("none"),
        inspection.encoding
    )];
    lines.extend(inspection.mapping.iter().map(|(field, column)| format!("  {field} is read from {column}")));
    lines.extend(
        inspection.columns.iter().map(|column| format!("  column {}: {}", column.name, column.samples.join(" | "))),
    );
    lines.extend(inspection.doubts.iter().cloned());
    print_lines(&lines)
}
