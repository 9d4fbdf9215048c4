//! Loads several files of one layout as one log.

use super::{LoadOptions, working_bytes};
use crate::error::{Code, GeobitError, Result};
use crate::memory;
use crate::read::{Ended, ReadOptions, Reader};
use crate::snapshot::pack::{self, is_pack};
use crate::snapshot::{Filters, Log, Provenance, Snapshot, SnapshotBuilder};

/// Loads a snapshot from several files of one layout, packs among them, in their order. Of rows with the same id one counts: the edition
/// that the provider revised last, or else the row of the later file.
///
/// ```
/// use geobit::load::{LoadOptions, LogLoader};
///
/// let mut loader = LogLoader::new(LoadOptions::default(), None)?;
/// for (name, rows) in [("first.csv", "A1,2026-03-01,-8.0,12.6\n"), ("later.csv", "A1,2026-03-01,-8.0,12.6\nA2,2026-03-02,-8.0,12.6\n")] {
///     loader.begin(name, rows.len())?;
///     loader.push(format!("id,date,lon,lat\n{rows}").as_bytes())?;
///     loader.end()?;
/// }
/// let snapshot = loader.finish()?;
/// assert_eq!((snapshot.summary().count, snapshot.summary().superseded), (2, 1));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct LogLoader {
    options: ReadOptions,
    provenance: Provenance,
    log: Log,
    builder: SnapshotBuilder,
    file: Option<(String, Reader)>,
}

impl LogLoader {
    /// Prepares to load files, of which the incidents count that pass the filters, if there are any.
    ///
    /// # Errors
    /// Those of [`Loader::new`](super::Loader::new) and of [`Filters::check`].
    pub fn new(load: LoadOptions, filters: Option<Filters>) -> Result<LogLoader> {
        load.check()?;
        let mut builder = SnapshotBuilder::default();
        if let Some(filters) = filters {
            filters.check()?;
            builder.filter(filters);
        }
        let (options, provenance) = load.split();
        Ok(LogLoader { options, provenance, log: Log::default(), builder, file: None })
    }

    /// Begins a file with a name and a size in bytes.
    ///
    /// # Errors
    /// Those of [`Reader::new`].
    pub fn begin(&mut self, name: &str, bytes: usize) -> Result<()> {
        let mut reader = Reader::new(self.options.clone())?;
        reader.expect(bytes);
        self.builder.begin_file();
        self.file = Some((name.into(), reader));
        Ok(())
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// Those of [`Loader::push`](super::Loader::push).
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        memory::require("This file", working_bytes(bytes.len()))?;
        let LogLoader { log, builder, file, .. } = self;
        if let Some((_, reader)) = file {
            reader.push(bytes, &mut |incident| builder.push(&log.take(incident)))?;
        }
        builder.check_size()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Those of [`Loader::finish`](super::Loader::finish); `BadOption` for a file of another layout, and for a combined pack.
    pub fn end(&mut self) -> Result<()> {
        let LogLoader { log, builder, file, .. } = self;
        let Some((name, reader)) = file.take() else { return Ok(()) };
        match reader.finish_unless(is_pack, &mut |incident| builder.push(&log.take(incident)))? {
            Ended::Read(read) => log.end_file(Some(&name), read)?,
            Ended::Left(file) => {
                let pack = pack::read(&file, Provenance::default())?;
                for row in pack.rows_of_source() {
                    builder.push(&log.take(pack.incident(row as usize)));
                }
                log.end_pack(Some(&name), pack.summary())?;
            }
        }
        builder.check_size()
    }

    /// Indexes the incidents and returns the snapshot. Its data are as of the latest day that any of the files tells.
    ///
    /// # Errors
    /// `BadOption` where there is no file, or where nothing passes the filters; `TooLarge` as for [`push`](Self::push).
    pub fn finish(self) -> Result<Snapshot> {
        let LogLoader { provenance, log, builder, .. } = self;
        if log.is_empty() {
            return Err(GeobitError::new(Code::BadOption, "There is no file."));
        }
        let given = Provenance { file_name: Some(log.name()), ..provenance };
        let snapshot = builder.finish(given.clone(), log.summary())?;
        Ok(log.complete(snapshot, &given))
    }
}
