//! Several snapshots as one, in which each incident knows its origin.

mod origins;
mod same;

use serde::Deserialize;

use super::arrange::{CoreColumns, arrange, require_room};
use super::builder::GrowingColumns;
use super::chunked_vec::ChunkedVec;
use super::record_store::RecordStore;
use super::summary::{FromOrigin, Summary};
use super::{Provenance, Snapshot};
use crate::error::{Code, GeobitError, Result};
use crate::intake::ReadSummary;
use crate::memory::{self, Allocated};
pub(super) use origins::{common_to_all, join_attributions, join_licences};
use same::Duplicates;

/// The subject of the sentence that says that memory is missing.
const COMBINATION: &str = "This combination";
/// The most snapshots that are combined at once.
const MAX_SNAPSHOTS: usize = 16;
/// The most origins of one snapshot. A combined snapshot that is combined again brings all of its own.
const MAX_ORIGINS: usize = 256;
/// The most characters of the name of a combined snapshot that lists all of its origins.
const MAX_LISTED: usize = 200;

/// How snapshots are combined. Every member has a default.
///
/// Read from JSON or JavaScript, the names of the members are in camel case, and unknown ones are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CombineOptions {
    /// Pairs of incidents that are the same event, each as snapshot, row, snapshot, row, with numbers from 0; at most 300,000.
    /// They count as one incident, that of the first. Pairs that have incidents in common make one event of all of them;
    /// what is kept is an incident that is named first in its pairs and never second, and among several that of the first
    /// snapshot. Default: none.
    #[serde(deserialize_with = "same::read_pairs")]
    pub same: Vec<[u32; 4]>,
    /// A name for the origin that each snapshot is, all different, of at most 10,000 characters each. Of a snapshot that
    /// has several origins itself, the name is put before theirs. Default: the names of the snapshots, with a number where
    /// one comes again.
    pub names: Option<Vec<String>>,
}

/// Combines 2 to 16 snapshots. Their incidents keep their ids, also where an id occurs in several of them, and follow one
/// another in the order of the snapshots and of their sources.
///
/// The combination is complete only up to the earliest data-as-of of its origins, and that is its data-as-of. A kind is
/// never recorded in it if no origin records it. Its rows, rejected, superseded and left out ones are those of all snapshots, and
/// incidents that are left out by `same` count as superseded.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::snapshot::{CombineOptions, combine};
///
/// let load = |text: &str| {
///     let mut loader = Loader::new(LoadOptions::default())?;
///     loader.push(text.as_bytes())?;
///     loader.finish()
/// };
/// let public = load("id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n")?;
/// let own = load("id,date,lon,lat\n1,2026-03-02,-8.0,12.6\n2,2026-03-05,-7.9,12.6\n")?;
/// let both = combine(&[&public, &own], &CombineOptions::default())?;
/// assert_eq!((both.len(), both.summary().origins[1].count), (3, 2));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` for fewer than 2 or more than 16 snapshots, for one that is given twice, for more than 256 origins
/// altogether, for names that are too few, too long or not different, and for a pair in `same` that names no incident, names
/// two incidents of one snapshot or comes again, with the number of the pair, from 1, as row. `TooLarge` if there is not
/// enough memory.
pub fn combine(snapshots: &[&Snapshot], options: &CombineOptions) -> Result<Snapshot> {
    check_snapshots(snapshots)?;
    let names = origins::name_origins(snapshots, options.names.as_deref())?;
    let duplicates = Duplicates::new(snapshots, &options.same)?;
    let mut gathered = Gathered::default();
    for (number, snapshot) in snapshots.iter().enumerate() {
        let added = gathered.add(snapshot, first_origin(snapshots, number), duplicates.left_out(number));
        added.map_err(|shortage| shortage.refuse(COMBINATION))?;
    }
    let (columns, records) = gathered.finish();
    require_room(COMBINATION, columns.lon.len())?;
    let total = |count: fn(&Summary) -> u64| snapshots.iter().map(|snapshot| count(snapshot.summary())).sum::<u64>();
    let origins = origins::list_origins(snapshots, names, &columns.origin);
    let intake = ReadSummary {
        format: "combined".into(),
        layout: "combined".into(),
        rows: total(|summary| summary.rows),
        rejected: total(|summary| summary.rejected),
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    let provenance = Provenance {
        name: Some(list_names(&origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>())),
        as_of: origins.iter().map(|origin| origin.as_of).min(),
        licence: origins::join_licences(&origins),
        attribution: origins::join_attributions(&origins),
        ..Provenance::default()
    };
    let superseded = total(|summary| summary.superseded) + duplicates.count();
    let mut combined = arrange(columns, records, provenance, intake, superseded);
    let summary = &mut combined.summary;
    summary.rejections = number_found(snapshots, |summary| &summary.rejections);
    summary.warnings = number_found(snapshots, |summary| &summary.warnings);
    summary.left_out = total(|summary| summary.left_out);
    summary.filters = origins::common_to_all(&origins, |origin| &origin.filters);
    summary.cannot_contain = origins::common_to_all(&origins, |origin| &origin.cannot_contain);
    summary.never_records = origins::common_to_all(&origins, |origin| &origin.never_records);
    summary.origins = origins;
    Ok(combined)
}

fn check_snapshots(snapshots: &[&Snapshot]) -> Result<()> {
    let refuse = |message: String| Err(GeobitError::new(Code::BadOption, message).at_field("snapshots"));
    if !(2..=MAX_SNAPSHOTS).contains(&snapshots.len()) {
        return refuse(format!("There are {} snapshots; 2 to {MAX_SNAPSHOTS} are combined at once.", snapshots.len()));
    }
    for (number, snapshot) in snapshots.iter().enumerate() {
        if let Some(before) = snapshots[..number].iter().position(|other| std::ptr::eq(*other, *snapshot)) {
            return refuse(format!(
                "snapshots[{number}] is the same snapshot as snapshots[{before}]; give each of them once."
            ));
        }
    }
    let origins = first_origin(snapshots, snapshots.len());
    if origins > MAX_ORIGINS {
        return refuse(format!(
            "The snapshots have {origins} origins together; at most {MAX_ORIGINS} are accepted in one snapshot."
        ));
    }
    Ok(())
}

/// Returns the number that the first origin of a snapshot has in the combination.
fn first_origin(snapshots: &[&Snapshot], number: usize) -> usize {
    snapshots[..number].iter().map(|snapshot| snapshot.summary().origins.len()).sum()
}

/// Returns a name for what is made of things with these names.
pub(super) fn list_names(names: &[&str]) -> String {
    let listed = names.join(" + ");
    if listed.chars().count() <= MAX_LISTED { listed } else { format!("{} + {} others", names[0], names.len() - 1) }
}

/// Returns what was found when the sources were read, with the numbers that the origins have in the combination.
fn number_found<T: Clone>(
    snapshots: &[&Snapshot],
    found_in: fn(&Summary) -> &Vec<FromOrigin<T>>,
) -> Vec<FromOrigin<T>> {
    let mut all = Vec::new();
    for (number, snapshot) in snapshots.iter().enumerate() {
        let first = first_origin(snapshots, number) as u32;
        all.extend(
            found_in(snapshot.summary())
                .iter()
                .map(|one| FromOrigin { found: one.found.clone(), origin: Some(first + one.origin.unwrap_or(0)) }),
        );
    }
    all
}

/// The incidents of several snapshots, in the order of their sources.
#[derive(Default)]
struct Gathered {
    columns: GrowingColumns,
    origin: ChunkedVec<u8>,
    records: RecordStore,
}

impl Gathered {
    /// Adds the incidents of a snapshot without those in the rows `left_out`, which must ascend.
    fn add(&mut self, snapshot: &Snapshot, first_origin: usize, left_out: &[u32]) -> Allocated<()> {
        let mut rows: Vec<u32> = memory::list_for(snapshot.len())?;
        rows.resize(snapshot.len(), 0);
        (0..snapshot.len()).for_each(|row| rows[snapshot.record_number(row)] = row as u32);
        for (number, row) in rows.into_iter().enumerate() {
            if left_out.binary_search(&row).is_ok() {
                continue;
            }
            let row = row as usize;
            let incident = snapshot.records.incident(row, number, snapshot);
            self.columns.push(&incident)?;
            self.records.push(&incident)?;
            self.origin.push((first_origin + snapshot.origin(row)) as u8)?;
        }
        Ok(())
    }

    fn finish(mut self) -> (CoreColumns, RecordStore) {
        self.records.shrink_to_fit();
        let mut columns = self.columns.into_core();
        columns.origin = self.origin.into_vec();
        (columns, self.records)
    }
}
