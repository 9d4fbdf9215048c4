//! Several files of one layout as one log: what they say together. Each incident counts once, by its id, whichever files have it. It is for
//! programs that make packs, and not part of the module for browsers.

use super::combine::{common_to_all, join_attributions, join_licences, list_names};
use super::id_column::ROW_PREFIX;
use super::{Filters, Origin, Provenance, Snapshot, Summary};
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Incident};
use crate::intake::{ReadSummary, Rejection, Warning};

/// The most rejected rows that are listed, as of one file.
const MOST_LISTED: usize = 100;
/// The reason of the warning about rows that have no id.
pub const WITHOUT_ID: &str = "the row has no id, so nothing tells whether another file has it, too: it is kept";

/// What the files of a log hold, which are read one after the other.
#[derive(Default)]
pub struct Log {
    files: Vec<LogFile>,
    /// How many rows have no id. Their ids are the numbers of their rows, which go on from file to file: what is added to the numbers of
    /// this file, and the highest of them.
    without_id: u64,
    rows_before: u64,
    highest_row: u64,
}

/// What one file held.
struct LogFile {
    /// Where its incidents come from. The count is left open, and so is the day of a file that does not tell it.
    origin: Origin,
    read: ReadSummary,
    /// What a pack says of the rows that are not in it, and of its day.
    as_of: Option<Day>,
    superseded: u64,
    left_out: u64,
}

impl Log {
    /// Takes note of an incident of the file that is being read, and returns it with an id that no row of another file has by chance.
    pub fn take<'i>(&mut self, mut incident: Incident<'i>) -> Incident<'i> {
        let row = incident.id.strip_prefix(ROW_PREFIX).and_then(|row| row.parse::<u64>().ok());
        if let Some(row) = row.filter(|row| *row < u64::from(u32::MAX)) {
            self.without_id += 1;
            self.highest_row = self.highest_row.max(row);
            if self.rows_before > 0 {
                incident.id = format!("{ROW_PREFIX}{}", self.rows_before + row).into();
            }
        }
        incident
    }

    /// Ends a file with what the reader says of it.
    ///
    /// # Errors
    /// `BadOption` for a file of another layout than those before it.
    pub fn end_file(&mut self, name: Option<&str>, read: ReadSummary) -> Result<()> {
        let provider = read.provider.as_ref();
        let origin = Origin {
            name: String::new(),
            count: 0,
            as_of: 0,
            format: read.format.clone(),
            licence: provider.map(|provider| provider.licence.clone()),
            attribution: provider.map(|provider| provider.attribution.clone()),
            filters: Vec::new(),
            cannot_contain: provider.map_or(Vec::new(), |provider| {
                provider.cannot_contain.iter().map(|phrase| phrase.clone().into()).collect()
            }),
            never_records: provider.map_or(Vec::new(), |provider| provider.never_records.clone()),
        };
        self.end(name, LogFile { origin, read, as_of: None, superseded: 0, left_out: 0 })
    }

    /// Ends a pack with what it says of itself.
    ///
    /// # Errors
    /// Those of [`end_file`](Self::end_file), and `BadOption` for a combined pack.
    pub fn end_pack(&mut self, name: Option<&str>, summary: &Summary) -> Result<()> {
        let [origin] = summary.origins.as_slice() else {
            let message =
                "This pack is combined of several origins, so it is no part of a log; combine it with others.";
            return Err(GeobitError::new(Code::BadOption, message));
        };
        let read = ReadSummary {
            format: origin.format.clone(),
            layout: summary.layout.clone(),
            rows: summary.rows,
            rejected: summary.rejected,
            rejections: summary.rejections.iter().map(|one| one.found.clone()).collect(),
            warnings: summary.warnings.iter().map(|one| one.found.clone()).collect(),
            provider: None,
        };
        let (superseded, left_out) = (summary.superseded, summary.left_out);
        self.end(name, LogFile { origin: origin.clone(), read, as_of: Some(summary.as_of), superseded, left_out })
    }

    fn end(&mut self, name: Option<&str>, mut file: LogFile) -> Result<()> {
        file.origin.name = name.map_or_else(|| format!("file {}", self.files.len() + 1), str::to_string);
        if let Some(first) = self.files.first().filter(|first| first.read.layout != file.read.layout) {
            let (name, layout) = (&file.origin.name, &file.read.layout);
            let message = format!(
                "{name} has the layout {layout}, and {} has {}; files of one log have the same layout.",
                first.origin.name, first.read.layout
            );
            return Err(GeobitError::new(Code::BadOption, message).at_field("layout"));
        }
        self.rows_before += std::mem::take(&mut self.highest_row);
        self.files.push(file);
        Ok(())
    }

    /// Returns whether no file has ended.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns a name for the log, of those of its files.
    pub fn name(&self) -> String {
        list_names(&self.files.iter().map(|file| file.origin.name.as_str()).collect::<Vec<_>>())
    }

    /// Returns what the files held together. One file is described as it is.
    pub fn summary(&self) -> ReadSummary {
        let [first, others @ ..] = self.files.as_slice() else { unreachable!("a log has a file") };
        let mut sum = first.read.clone();
        if others.is_empty() {
            return sum;
        }
        let mut formats = vec![first.read.format.as_str()];
        for LogFile { read, .. } in others {
            sum.rows += read.rows;
            sum.rejected += read.rejected;
            sum.provider = sum.provider.or_else(|| read.provider.clone());
            if !formats.contains(&read.format.as_str()) {
                formats.push(&read.format);
            }
        }
        sum.format = formats.join(" + ");
        sum.rejections = self.rejections();
        sum.warnings = self.warnings();
        sum
    }

    /// Returns the first rejected rows, each with the name of its file.
    fn rejections(&self) -> Vec<Rejection> {
        let all = self.files.iter().flat_map(|file| {
            let name = &file.origin.name;
            file.read
                .rejections
                .iter()
                .map(move |Rejection { row, reason }| Rejection { row: *row, reason: format!("{name}: {reason}") })
        });
        all.take(MOST_LISTED).collect()
    }

    /// Returns what was odd, each kind once. Rows are listed where they are all of one file.
    fn warnings(&self) -> Vec<Warning> {
        let mut all: Vec<(Warning, &str, usize)> = Vec::new();
        for LogFile { origin, read, .. } in &self.files {
            for warning in &read.warnings {
                match all.iter_mut().find(|(known, ..)| known.reason == warning.reason) {
                    None => all.push((warning.clone(), &origin.name, 1)),
                    Some((known, _, files)) => {
                        known.count += warning.count;
                        known.rows.clear();
                        *files += 1;
                    }
                }
            }
        }
        let told = all.into_iter().map(|(warning, name, files)| match files {
            1 => Warning { reason: format!("{name}: {}", warning.reason), ..warning },
            _ => warning,
        });
        let without_id = (self.without_id > 0).then(|| Warning {
            reason: WITHOUT_ID.into(),
            count: self.without_id,
            rows: Vec::new(),
        });
        told.chain(without_id).collect()
    }

    /// Adds to a snapshot of the incidents what the packs among the files say, which incidents do not tell. `given` comes before it.
    pub fn complete(self, mut snapshot: Snapshot, given: &Provenance) -> Snapshot {
        if self.files.iter().all(|file| file.as_of.is_none()) {
            return snapshot;
        }
        let note = self.note();
        let known = self.files.iter().filter_map(|file| file.as_of).max();
        let total = |count: fn(&LogFile) -> u64| self.files.iter().map(count).sum::<u64>();
        let (superseded, left_out) = (total(|file| file.superseded), total(|file| file.left_out));
        let origins: Vec<Origin> = self.files.into_iter().map(|file| file.origin).collect();
        if given.as_of.is_none() {
            snapshot.as_of = known.map_or(snapshot.as_of, |known| known.max(snapshot.as_of));
        }
        let summary = &mut snapshot.summary;
        summary.as_of = snapshot.as_of;
        summary.coverage.to = snapshot.as_of;
        summary.coverage.note = summary.coverage.note.take().or(note.map(Into::into));
        summary.superseded += superseded;
        summary.left_out += left_out;
        summary.licence = given.licence.clone().or_else(|| join_licences(&origins));
        summary.attribution = given.attribution.clone().or_else(|| join_attributions(&origins));
        summary.filters =
            common_to_all(&origins, |origin| &origin.filters).into_iter().chain(summary.filters.drain(..)).collect();
        summary.cannot_contain = common_to_all(&origins, |origin| &origin.cannot_contain);
        summary.never_records = common_to_all(&origins, |origin| &origin.never_records);
        let origin = &mut summary.origins[0];
        origin.as_of = summary.as_of;
        origin.licence = summary.licence.clone();
        origin.attribution = summary.attribution.clone();
        origin.filters = summary.filters.clone();
        origin.cannot_contain = summary.cannot_contain.clone();
        origin.never_records = summary.never_records.clone();
        snapshot
    }

    /// Says that the files do not cover the same, where packs among them were filtered.
    fn note(&self) -> Option<String> {
        let filters = |file: &LogFile| file.origin.filters.clone();
        let first = filters(&self.files[0]);
        if self.files.iter().all(|file| filters(file) == first) {
            return None;
        }
        let describe = |file: &LogFile| match file.origin.filters.as_slice() {
            [] => format!("{} whatever it recorded", file.origin.name),
            all => {
                let parts: Vec<String> = all.iter().map(Filters::describe).collect();
                format!("{} only what is {}", file.origin.name, parts.join(" and "))
            }
        };
        let files: Vec<String> = self.files.iter().map(describe).collect();
        Some(format!("The files of this log do not cover the same: {}.", files.join("; ")))
    }
}
