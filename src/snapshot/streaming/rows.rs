//! The rows of a pack, which come one after the other: summed up, turned into columns, and written row group by row group.

use std::io::Write;

use super::countries::FirstCountries;
use super::spool::Spools;
use super::{Header, PackOptions, PackWriter, Room, record, refuse};
use crate::error::Result;
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::snapshot::arrange::{CoreColumns, assemble};
use crate::snapshot::builder::{FILE, GrowingColumns};
use crate::snapshot::pack::{GROUP_ROWS, columns};
use crate::snapshot::record_store::RecordStore;
use crate::snapshot::summary::{Summary, Totals};
use crate::snapshot::{Filters, Provenance, Snapshot};

/// The most incidents, or bytes of them, that become columns at once.
const PIECE_ROWS: usize = 1 << 12;
const PIECE_BYTES: usize = 4 << 20;

/// The rows of a pack; see the module.
pub struct PackRows<'r, W: Write + Send> {
    room: &'r Room,
    has_text: bool,
    writer: PackWriter<W>,
    spools: Spools,
    kept: Gathered,
    left_out: Gathered,
}

impl<'r, W: Write + Send> PackRows<'r, W> {
    pub fn new(has_text: bool, room: &'r Room, out: W) -> Result<PackRows<'r, W>> {
        let (empty, _) = Piece::default().finish();
        let columns = columns(&empty, has_text);
        Ok(PackRows {
            room,
            has_text,
            writer: PackWriter::new(&columns, out).map_err(refuse)?,
            spools: Spools::new(&columns, room.share(10), &room.folder),
            kept: Gathered::default(),
            left_out: Gathered::default(),
        })
    }

    /// Takes the next row as it is recorded, with its number in the source.
    pub fn push(&mut self, number: u64, bytes: &[u8]) -> Result<()> {
        let (incident, is_left_out) = record::decode(bytes);
        let gathered = if is_left_out { &mut self.left_out } else { &mut self.kept };
        gathered.countries.add(&incident.country, number);
        let is_full = gathered.piece.push(&incident, bytes.len())?;
        if is_full { self.end_piece(is_left_out) } else { Ok(()) }
    }

    fn end_piece(&mut self, is_left_out: bool) -> Result<()> {
        let gathered = if is_left_out { &mut self.left_out } else { &mut self.kept };
        let (snapshot, totals) = std::mem::take(&mut gathered.piece).finish();
        gathered.totals.add(totals);
        if is_left_out {
            return Ok(());
        }
        let columns = columns(&snapshot, self.has_text);
        let mut first = 0;
        while first < snapshot.len() {
            let end = snapshot.len().min(first + GROUP_ROWS - self.spools.rows());
            self.spools.push(&columns, first..end).map_err(|error| self.room.refuse(error))?;
            if self.spools.rows() == GROUP_ROWS {
                self.end_group()?;
            }
            first = end;
        }
        Ok(())
    }

    fn end_group(&mut self) -> Result<()> {
        let room = self.room;
        let group = self.spools.take().map_err(|error| room.refuse(error))?;
        self.writer.write_group(group).map_err(refuse)?;
        self.spools.clear().map_err(|error| room.refuse(error))
    }

    /// Ends the pack with its header.
    pub fn finish(
        mut self,
        options: &PackOptions,
        superseded: u64,
        filters: Option<&Filters>,
        mut provenance: Provenance,
        intake: ReadSummary,
    ) -> Result<Summary> {
        self.end_piece(false)?;
        self.end_piece(true)?;
        if self.spools.rows() > 0 {
            self.end_group()?;
        }
        let (kept, left_out) = (self.kept.into_totals(), self.left_out.into_totals());
        if let Some(filters) = filters
            && kept.count == 0
            && left_out.count > 0
        {
            return Err(filters.refuse(&Summary::new(left_out, provenance, intake, superseded)));
        }
        let number_left_out = left_out.count;
        if number_left_out > 0 {
            provenance.as_of = provenance.as_of.or(Some(kept.last_start.max(left_out.last_start)));
        }
        let mut summary = Summary::new(kept, provenance, intake, superseded);
        if let Some(filters) = filters {
            filters.note_in(&mut summary, number_left_out);
        }
        self.writer.finish(&Header::new(&summary, options), summary.bbox).map_err(refuse)?;
        Ok(summary)
    }
}

/// Incidents that are summed up.
#[derive(Default)]
struct Gathered {
    piece: Piece,
    totals: Totals,
    countries: FirstCountries,
}

impl Gathered {
    fn into_totals(self) -> Totals {
        Totals { countries: self.countries.finish(), ..self.totals }
    }
}

/// A few incidents, in the order in which they are stored.
#[derive(Default)]
struct Piece {
    columns: GrowingColumns,
    records: RecordStore,
    bytes: usize,
}

impl Piece {
    /// Appends an incident that took so many bytes. Returns whether there are enough.
    fn push(&mut self, incident: &Incident<'_>, bytes: usize) -> Result<bool> {
        let pushed = self.columns.push(incident).and_then(|()| self.records.push(incident));
        pushed.map_err(|shortage| shortage.refuse(FILE))?;
        self.bytes += bytes;
        Ok(self.columns.start.len() == PIECE_ROWS || self.bytes >= PIECE_BYTES)
    }

    fn finish(self) -> (Snapshot, Totals) {
        let columns: CoreColumns = self.columns.into_core();
        assemble(columns, Vec::new(), self.records)
    }
}
