//! Loads snapshots from the bytes of a file or from columns: the reader and the builder put together.

use serde::Deserialize;

use crate::columnar::ParquetFile;
use crate::digest::Digest;
use crate::error::quote_excerpt;
use crate::error::{Code, GeobitError, Result};
use crate::incident::Day;
use crate::memory;
use crate::read::Ended;
use crate::read::{DateOrder, Decimal, FormatHint, Mapping, Plausible, ReadOptions, Reader, parse_offset};
#[cfg(not(target_arch = "wasm32"))]
use crate::snapshot::Filters;
use crate::snapshot::pack;
use crate::snapshot::{ColumnSource, Provenance, Snapshot, SnapshotBuilder};

/// The most characters of a name, a licence or an attribution.
const MAX_TEXT: usize = 10_000;

/// What a caller may say about a file or about columns. Every member has a default.
///
/// Read from JSON or JavaScript, the names of the members are in camel case, and unknown ones are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LoadOptions {
    /// The format of the file; by default its first bytes decide.
    pub format: FormatHint,
    /// A name for the snapshot, which reports repeat, of at most 10,000 characters; by default that of a pack, or else `file_name`.
    pub name: Option<String>,
    /// The name of the file, of at most 10,000 characters.
    pub file_name: Option<String>,
    /// The day up to which the data claim to be complete, written `YYYY-MM-DD`; by default the last day of any incident.
    #[serde(with = "crate::day::text_option")]
    pub as_of: Option<Day>,
    /// The licence of the data, of at most 10,000 characters; by default that of the provider, where the layout of the file tells who that is.
    pub licence: Option<String>,
    /// How the data are to be attributed, in at most 10,000 characters; by default as the provider wishes.
    pub attribution: Option<String>,
    /// Which columns of a file hold our fields. With a mapping, every file is read with the generic layout.
    pub mapping: Option<Mapping>,
    /// The name of the layout: `acled`, `acled-totals`, `gdelt`, `generic`, `icews`, `kobo` or `ucdp`. A file that does not have its
    /// columns is refused. By default the columns decide.
    pub layout: Option<String>,
    /// Whether the day (`dmy`) or the month (`mdy`) comes first where the year comes last. By default all dates of the file decide
    /// together, and a file that leaves it open is refused.
    pub date_order: Option<DateOrder>,
    /// The decimal sign, `.` or `,`. By default the coordinates decide.
    pub decimal: Option<Decimal>,
    /// The text encoding, by a label of the Encoding Standard such as `windows-1256`. By default the content decides.
    pub encoding: Option<String>,
    /// The time zone in which a time with an offset falls on its day, such as `+00:00`. By default the day is the one that is written.
    pub utc_offset: Option<String>,
    /// Today, written `YYYY-MM-DD`. Days more than 31 days after `as_of`, or else after today, are not plausible. By default the
    /// date of the machine.
    #[serde(with = "crate::day::text_option")]
    pub today: Option<Day>,
}

impl LoadOptions {
    /// Refuses texts that are too long, and a time zone that is none.
    pub(crate) fn check(&self) -> Result<()> {
        let texts = [
            ("name", &self.name),
            ("fileName", &self.file_name),
            ("licence", &self.licence),
            ("attribution", &self.attribution),
        ];
        for (field, text) in texts {
            let length = text.as_deref().map_or(0, |text| text.chars().count());
            if length > MAX_TEXT {
                let message = format!("{field} has {length} characters; at most {MAX_TEXT} are accepted.");
                return Err(GeobitError::new(Code::BadOption, message).at_field(field));
            }
        }
        match &self.utc_offset {
            Some(offset) if parse_offset(offset).is_none() => {
                let message = format!(
                    "utcOffset is {}; expected \"Z\", or hours and minutes such as \"+01:00\".",
                    quote_excerpt(offset)
                );
                Err(GeobitError::new(Code::BadOption, message).at_field("utcOffset"))
            }
            _ => Ok(()),
        }
    }

    /// Refuses what says how a file is read: for columns it would have no effect.
    fn check_for_columns(&self) -> Result<()> {
        let of_files = [
            ("format", self.format != FormatHint::Auto),
            ("mapping", self.mapping.is_some()),
            ("layout", self.layout.is_some()),
            ("dateOrder", self.date_order.is_some()),
            ("decimal", self.decimal.is_some()),
            ("encoding", self.encoding.is_some()),
            ("utcOffset", self.utc_offset.is_some()),
        ];
        match of_files.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => {
                let message = format!("{option} says how a file is read, and columns are none; leave the option out.");
                Err(GeobitError::new(Code::BadOption, message).at_field(option))
            }
        }
    }

    /// Separates what describes the snapshot from what describes the file.
    pub(crate) fn split(self) -> (ReadOptions, Provenance) {
        let plausible = as_of_or_today(self.as_of, self.today).map_or(Plausible::default(), Plausible::until);
        let read = ReadOptions {
            format: self.format,
            mapping: self.mapping.unwrap_or_default(),
            layout: self.layout,
            date_order: self.date_order,
            decimal: self.decimal,
            encoding: self.encoding,
            utc_offset: self.utc_offset.as_deref().and_then(parse_offset),
            plausible,
        };
        let LoadOptions { name, file_name, as_of, licence, attribution, .. } = self;
        (read, Provenance { name, file_name, as_of, licence, attribution })
    }

    /// Returns how a file is read.
    ///
    /// # Errors
    /// Those of [`Loader::new`].
    pub fn into_read_options(self) -> Result<ReadOptions> {
        self.check()?;
        Ok(self.split().0)
    }
}

/// Returns the day by which dates are judged. In a browser, the day of the machine comes from `crate::wasm`.
fn as_of_or_today(as_of: Option<Day>, today: Option<Day>) -> Option<Day> {
    as_of.or(today).or_else(day_of_machine)
}

/// Returns today by the clock of the machine, in UTC.
#[cfg(not(target_arch = "wasm32"))]
pub fn day_of_machine() -> Option<Day> {
    const SECONDS_PER_DAY: u64 = 86_400;
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Day::try_from(since_1970.as_secs() / SECONDS_PER_DAY).ok()
}

/// A module without a browser around it has no clock.
#[cfg(target_arch = "wasm32")]
fn day_of_machine() -> Option<Day> {
    None
}

/// Loads a snapshot from a file that arrives in pieces of any size.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n")?;
/// let snapshot = loader.finish()?;
/// assert_eq!(snapshot.summary().count, 1);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct Loader {
    reader: Reader,
    builder: SnapshotBuilder,
    provenance: Provenance,
    /// Deltas that bring the pack up to date, and the digest of what has come of it.
    deltas: Vec<ParquetFile>,
    digest: Digest,
}

impl Loader {
    /// Prepares to load a file.
    ///
    /// # Errors
    /// `BadOption` for a mapping of a field that does not exist, and for a text that is too long.
    pub fn new(options: LoadOptions) -> Result<Loader> {
        options.check()?;
        let (options, provenance) = options.split();
        Ok(Loader {
            reader: Reader::new(options)?,
            builder: SnapshotBuilder::default(),
            provenance,
            deltas: Vec::new(),
            digest: Digest::default(),
        })
    }

    /// Leaves out the incidents that do not pass filters, before the first piece. They take little memory while the file is read. Of
    /// records with the same id, the one that counts is the one that has to pass. Without an `as_of`, the data are as of the last
    /// first day of all incidents, also of those that are left out.
    ///
    /// [`finish`](Self::finish) then fails with `BadOption` if nothing is left, and says what there is.
    ///
    /// # Errors
    /// Those of [`Filters::check`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn with_filters(mut self, filters: Filters) -> Result<Loader> {
        filters.check()?;
        self.builder.filter(filters);
        Ok(self)
    }

    /// Takes a delta that brings the pack up to date, before the first piece of the pack. Several are applied one after the other.
    ///
    /// [`finish`](Self::finish) then fails with `BadPack` for a delta of another pack, and for a file that is no pack.
    ///
    /// # Errors
    /// `BadPack` for a file that is no delta; `BadParquet` for a damaged one.
    pub fn add_delta(&mut self, bytes: Vec<u8>) -> Result<()> {
        let file = ParquetFile::open(bytes)?;
        if !pack::is_pack(&file) {
            return Err(GeobitError::new(Code::BadPack, "This Parquet file is no delta of a pack."));
        }
        self.deltas.push(file);
        Ok(())
    }

    /// Says how many bytes the file has, before its first piece. GeoJSON, which is held whole, then asks for its memory once.
    pub fn expect(&mut self, bytes: usize) {
        self.reader.expect(bytes);
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// Those of [`Reader::push`], and `TooLarge` where there is not enough memory, with how much is needed and how much can be had.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        memory::require("This file", working_bytes(bytes.len()))?;
        if !self.deltas.is_empty() {
            self.digest.update(bytes);
        }
        self.reader.push(bytes, &mut |incident| self.builder.push(&incident))?;
        self.builder.check_size()
    }

    /// Returns the number of data rows read so far; see [`Reader::rows`].
    pub fn rows(&self) -> u64 {
        self.reader.rows()
    }

    /// Ends the file, indexes the incidents and returns the snapshot.
    ///
    /// # Errors
    /// Those of [`Reader::finish`], and `TooLarge` as for [`push`](Self::push).
    pub fn finish(mut self) -> Result<Snapshot> {
        let read = match self.reader.finish_unless(pack::is_pack, &mut |incident| self.builder.push(&incident))? {
            Ended::Read(_) if !self.deltas.is_empty() => {
                let message = "This file is no pack, so a delta cannot bring it up to date.";
                return Err(GeobitError::new(Code::BadPack, message));
            }
            Ended::Read(read) => read,
            Ended::Left(file) => {
                let snapshot = pack::read_updated(&file, self.digest.finish(), &self.deltas, self.provenance)?;
                #[cfg(not(target_arch = "wasm32"))]
                if let Some(filters) = self.builder.filters() {
                    return crate::snapshot::filter(snapshot, filters);
                }
                return Ok(snapshot);
            }
        };
        self.builder.finish(self.provenance, read)
    }
}

/// Returns how much memory reading a piece of a file may take beside what it adds to the snapshot, which is asked for as it
/// grows: one record of up to 1 MiB, as it stands and decoded, and the messages about bad rows.
fn working_bytes(piece: usize) -> usize {
    piece.saturating_mul(4).clamp(1 << 20, 16 << 20)
}

/// Makes a snapshot of columns. They are taken as they are, whatever day is `today`.
///
/// # Errors
/// Those of [`ColumnSource::into_snapshot`], and `BadOption` for a text that is too long or an option that only a file can have,
/// with the name of the option as field.
pub fn load_columns(columns: ColumnSource, options: LoadOptions) -> Result<Snapshot> {
    options.check()?;
    options.check_for_columns()?;
    let (_, provenance) = options.split();
    columns.into_snapshot(provenance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_strictly() {
        let read = |json: &str| serde_json::from_str::<LoadOptions>(json).map_err(|error| error.to_string());
        let options = read(r#"{"format":"csv","asOf":"2009-06-09","licence":null,"mapping":{"start":"day"}}"#).unwrap();
        let expected = LoadOptions {
            format: FormatHint::Csv,
            as_of: Some(14_404),
            mapping: Some([("start", "day")].into_iter().collect()),
            ..LoadOptions::default()
        };
        assert_eq!(options, expected);
        assert_eq!(read("{}").unwrap(), LoadOptions::default());
        assert!(read(r#"{"as_of":"2009-06-09"}"#).unwrap_err().contains("unknown field `as_of`"));
        assert!(read(r#"{"asOf":"June"}"#).unwrap_err().contains("\"June\" is not a day"));
        assert!(read(r#"{"format":"xls"}"#).unwrap_err().contains("unknown variant `xls`"));
        assert!(read(r#"{"mapping":{"start":1}}"#).unwrap_err().contains("expected a string"));
    }
}
