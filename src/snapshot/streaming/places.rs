//! The places of all incidents in the order of the index, kept to tell whether that is the order of the source.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::SpooledTempFile;

use crate::index::{OrderCheck, Place};

/// Places by the numbers of their incidents; see the module.
pub struct Places {
    file: BufWriter<SpooledTempFile>,
    count: u64,
}

impl Places {
    /// Keeps so many bytes in memory, and more in a file in a folder.
    pub fn new(room: usize, folder: &Path) -> Places {
        Places { file: BufWriter::new(SpooledTempFile::new_in(room, folder)), count: 0 }
    }

    /// Appends the place of the next incident.
    pub fn push(&mut self, place: Place) -> io::Result<()> {
        self.count += 1;
        self.file.write_all(&place.layer.to_le_bytes())?;
        self.file.write_all(&place.position.to_le_bytes())
    }

    /// Returns whether incidents may be stored in the order of the source when some are gone.
    pub fn stay_in_order(self, is_gone: impl Fn(u64) -> bool) -> io::Result<bool> {
        let mut file = self.file.into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        let mut file = BufReader::new(file);
        let mut check = OrderCheck::default();
        for number in 0..self.count {
            let (mut layer, mut position) = ([0; 2], [0; 4]);
            file.read_exact(&mut layer)?;
            file.read_exact(&mut position)?;
            if !is_gone(number) {
                check.push(Place { layer: u16::from_le_bytes(layer), position: u32::from_le_bytes(position) });
            }
        }
        Ok(check.is_ordered())
    }
}
