//! The columns of one row group on their way from rows to columns: each in a temporary file of its own, as soon as it is too long for
//! memory.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use parquet::data_type::ByteArray;
use tempfile::SpooledTempFile;

use crate::snapshot::pack::{PackColumn, Stream, Values};

/// So many bytes are written to a file at once.
const WRITTEN_AT_ONCE: usize = 1 << 15;

/// The columns of the rows of a group; see the module.
pub struct Spools {
    columns: Vec<Spool>,
    rows: usize,
}

/// What a column holds. Days are numbers.
#[derive(Clone, Copy)]
enum Kind {
    Doubles,
    Floats,
    Integers,
    Texts,
}

/// A column. Before each value stands a byte, 0 where it is missing; before a text its length.
struct Spool {
    kind: Kind,
    file: SpooledTempFile,
    /// What is not written yet.
    bytes: Vec<u8>,
}

impl Spools {
    /// Prepares to take columns like these with about so many bytes of memory.
    pub fn new(columns: &[PackColumn<'_>], room: usize, folder: &Path) -> Spools {
        let share = room / columns.len();
        let spool = |column: &PackColumn<'_>| Spool {
            kind: match column.values {
                Values::Doubles(_) => Kind::Doubles,
                Values::Floats(_) => Kind::Floats,
                Values::Integers(_) | Values::Days(_) => Kind::Integers,
                Values::Texts(_) => Kind::Texts,
            },
            file: SpooledTempFile::new_in(share, folder),
            bytes: Vec::new(),
        };
        Spools { columns: columns.iter().map(spool).collect(), rows: 0 }
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Appends rows of the same columns.
    pub fn push(&mut self, columns: &[PackColumn<'_>], rows: std::ops::Range<usize>) -> io::Result<()> {
        for (spool, column) in self.columns.iter_mut().zip(columns) {
            for row in rows.clone() {
                spool.push(column, row)?;
            }
        }
        self.rows += rows.len();
        Ok(())
    }

    /// Returns the values of each column, and is empty when they are read.
    pub fn take(&mut self) -> io::Result<impl Iterator<Item = Stream<'_>>> {
        let rows = std::mem::take(&mut self.rows);
        self.columns.iter_mut().try_for_each(Spool::rewind)?;
        Ok(self.columns.iter_mut().map(move |spool| spool.stream(rows)))
    }

    /// Makes room for the next rows.
    pub fn clear(&mut self) -> io::Result<()> {
        self.columns.iter_mut().try_for_each(Spool::rewind)
    }
}

impl Spool {
    fn push(&mut self, column: &PackColumn<'_>, row: usize) -> io::Result<()> {
        let bytes = &mut self.bytes;
        let mut put = |value: Option<&[u8]>| {
            bytes.push(u8::from(value.is_some()));
            bytes.extend_from_slice(value.unwrap_or_default());
        };
        match &column.values {
            Values::Doubles(get) => put(get(row).map(f64::to_le_bytes).as_ref().map(|bytes| &bytes[..])),
            Values::Floats(get) => put(get(row).map(f32::to_le_bytes).as_ref().map(|bytes| &bytes[..])),
            Values::Integers(get) | Values::Days(get) => {
                put(get(row).map(i32::to_le_bytes).as_ref().map(|bytes| &bytes[..]));
            }
            Values::Texts(get) => {
                let text = get(row);
                let length = text.as_ref().map(|text| (text.len() as u32).to_le_bytes());
                put(length.as_ref().map(|length| &length[..]));
                self.bytes.extend_from_slice(text.unwrap_or_default().as_bytes());
            }
        }
        if self.bytes.len() >= WRITTEN_AT_ONCE { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }

    /// Writes what is not written yet and returns to the beginning.
    fn rewind(&mut self) -> io::Result<()> {
        self.write()?;
        self.file.seek(SeekFrom::Start(0)).map(|_| ())
    }

    fn stream(&mut self, rows: usize) -> Stream<'_> {
        let mut file = BufReader::with_capacity(WRITTEN_AT_ONCE, &mut self.file);
        match self.kind {
            Kind::Doubles => {
                Stream::Doubles(Box::new((0..rows).map(move |_| Ok(read_value(&mut file)?.map(f64::from_le_bytes)))))
            }
            Kind::Floats => {
                Stream::Floats(Box::new((0..rows).map(move |_| Ok(read_value(&mut file)?.map(f32::from_le_bytes)))))
            }
            Kind::Integers => {
                Stream::Integers(Box::new((0..rows).map(move |_| Ok(read_value(&mut file)?.map(i32::from_le_bytes)))))
            }
            Kind::Texts => Stream::Texts(Box::new((0..rows).map(move |_| read_text(&mut file)))),
        }
    }
}

/// Reads a value of so many bytes, if it is not missing.
fn read_value<const COUNT: usize>(file: &mut impl Read) -> io::Result<Option<[u8; COUNT]>> {
    let (mut mark, mut value) = ([0], [0; COUNT]);
    file.read_exact(&mut mark)?;
    if mark == [0] {
        return Ok(None);
    }
    file.read_exact(&mut value)?;
    Ok(Some(value))
}

fn read_text(file: &mut impl Read) -> io::Result<Option<ByteArray>> {
    let Some(length) = read_value(file)? else { return Ok(None) };
    let mut text = vec![0; u32::from_le_bytes(length) as usize];
    file.read_exact(&mut text)?;
    Ok(Some(ByteArray::from(text)))
}
