//! A snapshot of some of the incidents of another one.

use super::arrange::{arrange, require_room};
use super::builder::GrowingColumns;
use super::chunked_vec::ChunkedVec;
use super::record_store::RecordStore;
use super::{Provenance, Snapshot, Summary};
use crate::error::Result;
use crate::intake::ReadSummary;
use crate::memory::{self, Allocated};

/// The subject of the sentence that says that memory is missing.
const SNAPSHOT: &str = "This snapshot";

/// Returns a snapshot with the incidents of the rows that are kept, in the order of their source. What is known of the source stays, and
/// what the incidents tell is theirs; it is not written down that others were left out.
///
/// # Errors
/// `TooLarge` if there is not enough memory.
pub(super) fn pick(snapshot: &Snapshot, is_kept: &mut dyn FnMut(usize) -> bool) -> Result<Snapshot> {
    let mut picked = Picked::default();
    picked.gather(snapshot, is_kept).map_err(|shortage| shortage.refuse(SNAPSHOT))?;
    let Picked { columns, mut records, origins } = picked;
    records.shrink_to_fit();
    require_room(SNAPSHOT, columns.start.len())?;
    let mut core = columns.into_core();
    core.origin = origins.into_vec();
    let intake = ReadSummary {
        format: String::new(),
        layout: "generic".into(),
        rows: 0,
        rejected: 0,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    let provenance = Provenance { as_of: Some(snapshot.as_of()), ..Provenance::default() };
    let mut kept = arrange(core, records, provenance, intake, 0);
    let of_kept = std::mem::take(&mut kept.summary);
    kept.summary = Summary {
        coverage: of_kept.coverage,
        from: of_kept.from,
        to: of_kept.to,
        bbox: of_kept.bbox,
        count: of_kept.count,
        located: of_kept.located,
        not_locatable: of_kept.not_locatable,
        kinds: of_kept.kinds,
        fatalities: of_kept.fatalities,
        ..snapshot.summary.clone()
    };
    let mut counts = vec![0; kept.summary.origins.len()];
    (0..kept.len()).for_each(|row| counts[kept.origin(row)] += 1);
    kept.summary.origins.iter_mut().zip(counts).for_each(|(origin, count)| origin.count = count);
    Ok(kept)
}

#[derive(Default)]
struct Picked {
    columns: GrowingColumns,
    records: RecordStore,
    origins: ChunkedVec<u8>,
}

impl Picked {
    fn gather(&mut self, snapshot: &Snapshot, is_kept: &mut dyn FnMut(usize) -> bool) -> Allocated<()> {
        let mut rows: Vec<u32> = memory::list_for(snapshot.len())?;
        rows.resize(snapshot.len(), 0);
        (0..snapshot.len()).for_each(|row| rows[snapshot.record_number(row)] = row as u32);
        for row in rows {
            let row = row as usize;
            if is_kept(row) {
                let incident = snapshot.incident(row);
                self.columns.push(&incident)?;
                self.records.push(&incident)?;
                if !snapshot.origin.is_empty() {
                    self.origins.push(snapshot.origin(row) as u8)?;
                }
            }
        }
        Ok(())
    }
}
