//! Looks for what is wrong in files.

use std::path::Path;

use geobit::intake::{Rejection, Warning};
use geobit::load::LoadOptions;
use geobit::read::inspect::{KindOfFile, inspect};
use geobit::read::routes::{RoutesOptions, read_routes};
use serde::Serialize;

use crate::arguments::Check;
use crate::failure::{Failure, Outcome, describe};
use crate::files::{load, load_options, read_start};
use crate::output::{print_json, print_lines};

/// The most rows that are named of one warning.
const MOST_NAMED: usize = 10;

/// What was found in a file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Findings {
    file: String,
    kind_of_file: Option<KindOfFile>,
    /// Why the file is refused.
    error: Option<String>,
    doubts: Vec<String>,
    rows: u64,
    count: u64,
    rejected: u64,
    /// The first hundred rejected rows.
    rejections: Vec<Rejection>,
    warnings: Vec<Warning>,
}

pub fn check(arguments: &Check, json: bool) -> Outcome {
    let options = load_options(&arguments.reading, &[])?;
    options.clone().into_read_options()?;
    let found: Vec<Findings> = arguments.files.iter().map(|file| check_file(file, &options)).collect();
    if json {
        print_json(&found)?;
    } else {
        print_lines(&found.iter().flat_map(Findings::describe).collect::<Vec<_>>())?;
    }
    if found.iter().all(Findings::is_clean) { Ok(()) } else { Err(Failure::found()) }
}

fn check_file(path: &Path, options: &LoadOptions) -> Findings {
    let mut findings = Findings {
        file: path.display().to_string(),
        kind_of_file: None,
        error: None,
        doubts: Vec::new(),
        rows: 0,
        count: 0,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
    };
    if let Err(failure) = look_at(path, options, &mut findings) {
        findings.error = Some(failure);
    }
    findings
}

/// Fills the findings, or returns why the file is refused.
fn look_at(path: &Path, options: &LoadOptions, findings: &mut Findings) -> Result<(), String> {
    let (start, is_whole) = read_start(path).map_err(Failure::into_message)?;
    let read_options = options.clone().into_read_options().map_err(|error| describe(&error))?;
    let inspection = inspect(&start, is_whole, &read_options).map_err(|error| describe(&error))?;
    findings.kind_of_file = Some(inspection.kind_of_file);
    if matches!(inspection.kind_of_file, KindOfFile::Routes | KindOfFile::Sites) && is_whole {
        let file = read_routes(&start, &RoutesOptions::default()).map_err(|error| describe(&error))?;
        findings.doubts = file.doubts;
        findings.count = (file.routes.len() + file.sites.len()) as u64;
        return Ok(());
    }
    findings.doubts = inspection.doubts;
    drop(start);
    let snapshot = load(path, options.clone(), None).map_err(Failure::into_message)?;
    let summary = snapshot.summary();
    (findings.rows, findings.count, findings.rejected) = (summary.rows, summary.count, summary.rejected);
    findings.rejections = summary.rejections.iter().map(|one| one.found.clone()).collect();
    findings.warnings = summary.warnings.iter().map(|one| one.found.clone()).collect();
    Ok(())
}

impl Findings {
    fn is_clean(&self) -> bool {
        self.error.is_none() && self.rejected == 0
    }

    fn describe(&self) -> Vec<String> {
        let file = &self.file;
        let mut lines: Vec<String> = self.doubts.iter().map(|doubt| format!("{file}: doubt: {doubt}")).collect();
        lines.extend(self.rejections.iter().map(|one| format!("{file}:{}: rejected: {}", one.row, one.reason)));
        let unnamed = self.rejected - self.rejections.len() as u64;
        if unnamed > 0 {
            lines.push(format!("{file}: rejected: {unnamed} rows more"));
        }
        for warning in &self.warnings {
            let rows: Vec<String> = warning.rows.iter().take(MOST_NAMED).map(u64::to_string).collect();
            let more = if warning.rows.len() > MOST_NAMED { ", …" } else { "" };
            let place = if rows.is_empty() { String::new() } else { format!(" (row {}{more})", rows.join(", ")) };
            lines.push(format!("{file}: warning: {} rows: {}{place}", warning.count, warning.reason));
        }
        match &self.error {
            Some(error) => {
                // What cannot be opened names the file itself.
                let error = error.strip_prefix(&format!("{file}: ")).unwrap_or(error);
                lines.push(format!("{file}: refused: {error}"));
            }
            None => {
                lines.push(format!("{file}: {} of {} rows kept, {} rejected", self.count, self.rows, self.rejected))
            }
        }
        lines
    }
}
