//! Reads packs, column by column.

use std::borrow::Cow;

use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type};

use super::content::content_digest;
use super::delta::{self, Splice};
use super::header::Header;
use super::seal;
use super::{HEADER_KEY, from_steps};
use crate::columnar::{FromReader, ParquetFile};
use crate::day::DAYS;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::{Day, Fatalities, Incident, Kind};
use crate::intake::ReadSummary;
use crate::snapshot::arrange::{arrange, require_room};
use crate::snapshot::column_source::ColumnSource;
use crate::snapshot::record_store::RecordStore;
use crate::snapshot::{Provenance, Snapshot};

/// The subject of the sentence that says that memory is missing.
const PACK: &str = "This pack";

/// Says that a delta did not lead where it should.
pub const NOT_THE_RESULT: &str = "What came of the pack and the delta is not the pack that the delta names: it is damaged, or another version of \
                                  GeoBit made it. Nothing was changed; download the whole pack instead.";

/// Returns whether a Parquet file is a pack.
pub fn is_pack(file: &ParquetFile) -> bool {
    file.text(HEADER_KEY).is_some()
}

/// Returns the name of the layout of a pack; `combined` where it has several origins.
///
/// # Errors
/// `BadParquet` for a header that is damaged or of a later version.
#[cfg(not(target_arch = "wasm32"))]
pub fn layout_of(file: &ParquetFile) -> Result<String> {
    let header = Header::of(file)?;
    Ok(if header.origins.len() > 1 { "combined".into() } else { header.layout.into_owned() })
}

/// Opens the file of a pack or of a delta.
///
/// # Errors
/// `BadParquet` for a file that is damaged or no pack.
#[cfg(not(target_arch = "wasm32"))]
pub fn open(bytes: &[u8]) -> Result<ParquetFile> {
    let file = ParquetFile::open(bytes.to_vec())?;
    if is_pack(&file) {
        return Ok(file);
    }
    Err(GeobitError::new(Code::BadParquet, "This Parquet file is no pack: it has no header of GeoBit."))
}

/// Reads the snapshot of a pack. `given` is what the caller says about it, which comes before what the pack says.
///
/// # Errors
/// `BadParquet` for a pack that is damaged or of a later version, with the row, from 1, and the column of a value that cannot be;
/// `BadPack` for a delta; `TooLarge` if there is not enough memory.
pub fn read(file: &ParquetFile, given: Provenance) -> Result<Snapshot> {
    read_updated(file, String::new(), &[], given)
}

/// Reads the snapshot of a pack and of the deltas that bring it up to date, each for what came of those before it. `digest` is the
/// SHA-256 of the pack.
///
/// # Errors
/// Those of [`read`]; `BadPack` for a delta of another pack, for one that does not fit, and where what comes of it is not what it names.
pub fn read_updated(file: &ParquetFile, digest: String, deltas: &[ParquetFile], given: Provenance) -> Result<Snapshot> {
    let mut header = Header::of(file)?;
    seal::check(file, &header)?;
    if let Some(mark) = &header.delta {
        let base = quote_excerpt(&mark.base);
        let message =
            format!("This is a delta and no pack: it updates the pack with the SHA-256 {base}. Give both together.");
        return Err(GeobitError::new(Code::BadPack, message));
    }
    let mut rows: usize = file.groups().iter().sum();
    header.check(rows)?;
    require_room(PACK, rows)?;
    let mut pack = Pack { file, rows, splices: Vec::new() };
    let mut digest = digest;
    for delta in deltas {
        let next = Header::of(delta)?;
        seal::check(delta, &next)?;
        let mark = delta::mark_for(&next, &digest)?;
        let ids = delta::ids_of(pack.values::<ByteArrayType>("id")?);
        let origins = delta::origins_of(pack.values::<Int32Type>("origin")?);
        pack.splices.push(Splice::new(delta, &next, mark, (&ids, &origins))?);
        rows = next.count as usize;
        next.check(rows)?;
        pack.rows = rows;
        require_room(PACK, rows)?;
        digest = mark.result.clone();
        header = next;
    }
    let mut columns = pack.core()?.into_checked().map_err(|error| GeobitError { code: Code::BadParquet, ..error })?;
    if header.origins.len() > 1 {
        columns.origin = pack.origins(header.origins.len())?;
    }
    let records = pack.records(&columns.start, header.has_text)?;
    let intake = ReadSummary {
        format: "pack".into(),
        layout: "generic".into(),
        rows: header.rows,
        rejected: header.rejected,
        rejections: Vec::new(),
        warnings: Vec::new(),
        provider: None,
    };
    let as_of = given.as_of.or(Some(header.as_of));
    let mut snapshot =
        arrange(columns, records, Provenance { as_of, ..Provenance::default() }, intake, header.superseded);
    check_content(&header, &snapshot)?;
    header.complete(&mut snapshot.summary);
    given.overrule(&mut snapshot.summary);
    Ok(snapshot)
}

/// Checks that what came of deltas is what the last of them names.
fn check_content(header: &Header, snapshot: &Snapshot) -> Result<()> {
    let named = header.delta.as_ref().and_then(|mark| mark.content.as_ref());
    if named.is_none_or(|named| *named == content_digest(snapshot, header.has_text)) {
        return Ok(());
    }
    Err(GeobitError::new(Code::BadPack, NOT_THE_RESULT))
}

/// The file of a pack.
struct Pack<'f> {
    file: &'f ParquetFile,
    rows: usize,
    /// How deltas change the rows, one after the other.
    splices: Vec<Splice<'f>>,
}

impl Pack<'_> {
    /// Reads what questions compute with.
    fn core(&self) -> Result<ColumnSource> {
        let degrees = |name| -> Result<Vec<f64>> {
            let values = self.values::<DoubleType>(name)?;
            Ok(values.into_iter().map(|degrees| degrees.map_or(f64::NAN, from_steps)).collect())
        };
        let uncertainty_km = self.values::<FloatType>("uncertainty_km")?;
        Ok(ColumnSource {
            lon: degrees("geometry.x")?,
            lat: degrees("geometry.y")?,
            day: self.required("start", self.values::<Int32Type>("start")?)?,
            kind: Some(self.kinds()?),
            kind_names: None,
            uncertainty_km: Some(uncertainty_km.into_iter().map(|km| km.unwrap_or(f32::NAN)).collect()),
        })
    }

    fn kinds(&self) -> Result<Vec<u8>> {
        let mut last: (ByteArray, u8) = (ByteArray::new(), Kind::Other as u8);
        let names = self.required("kind", self.values::<ByteArrayType>("kind")?)?;
        let numbers = names.into_iter().enumerate().map(|(row, name)| {
            // Many follow others of their kind.
            if name != last.0 {
                let known = name.as_utf8().ok().and_then(Kind::from_name);
                let shown = || quote_excerpt(&String::from_utf8_lossy(name.data()));
                let kind = known.ok_or_else(|| self.wrong("kind", row, format!("{}, which is no kind", shown())))?;
                last = (name, kind as u8);
            }
            Ok(last.1)
        });
        numbers.collect()
    }

    /// Reads the number of the origin of each row.
    fn origins(&self, count: usize) -> Result<Vec<u8>> {
        let numbers = self.required("origin", self.values::<Int32Type>("origin")?)?;
        let checked = numbers.into_iter().enumerate().map(|(row, number)| match u8::try_from(number) {
            Ok(number) if usize::from(number) < count => Ok(number),
            _ => Err(self.wrong("origin", row, format!("{number}, and there are {count} origins"))),
        });
        checked.collect()
    }

    /// Reads what is recorded of each incident but not computed with.
    fn records(&self, start: &[Day], has_text: bool) -> Result<RecordStore> {
        let integers = |name| self.values::<Int32Type>(name);
        let texts = |name| if has_text { self.values::<ByteArrayType>(name) } else { Ok(Vec::new()) };
        let end = integers("end")?;
        let deaths = [integers("deaths_low")?, integers("deaths_best")?, integers("deaths_high")?];
        let (time_precision, date_span_days) = (integers("time_precision")?, integers("date_span_days")?);
        let first_seen = if self.file.column("first_seen").is_some() { integers("first_seen")? } else { Vec::new() };
        let country = self.values::<ByteArrayType>("country")?;
        let (id, event_type, subtype) = (texts("id")?, texts("type")?, texts("subtype")?);
        let (actor1, actor2, admin1) = (texts("actor1")?, texts("actor2")?, texts("admin1")?);
        let (place, source, headline) = (texts("place")?, texts("source")?, texts("headline")?);
        let mut records = RecordStore::default();
        let mut long_texts = self.file.long_texts();
        let columns_of_text =
            [&id, &event_type, &subtype, &actor1, &actor2, &country, &admin1, &place, &source, &headline];
        for row in 0..self.rows {
            for values in columns_of_text {
                long_texts.add(values.get(row).and_then(Option::as_ref).map_or(0, ByteArray::len))?;
            }
            let number = |name, values: &[Option<i32>], most: i32| match values[row] {
                Some(number) if !(0..=most).contains(&number) => {
                    Err(self.wrong(name, row, format!("{number}; 0 to {most} are accepted")))
                }
                number => Ok(number.map(|number| number as u32)),
            };
            let end = end[row].unwrap_or(start[row]);
            if end < start[row] {
                return Err(self.wrong("end", row, "a day before the start".into()));
            }
            let first_seen = first_seen.get(row).copied().flatten();
            if first_seen.is_some_and(|day| !DAYS.contains(&day)) {
                return Err(self.wrong("first_seen", row, "a day out of 0000-01-01 to 9999-12-31".into()));
            }
            let id = text(&id, row);
            let incident = Incident {
                id: if id.is_empty() { format!("row {}", row + 1).into() } else { id },
                start: start[row],
                end,
                time_precision: number("time_precision", &time_precision, 255)?.map(|code| code as u8),
                date_span_days: number("date_span_days", &date_span_days, 65_535)?.unwrap_or(0) as u16,
                event_type: text(&event_type, row),
                subtype: text(&subtype, row),
                actors: [text(&actor1, row), text(&actor2, row)],
                fatalities: Fatalities {
                    low: number("deaths_low", &deaths[0], i32::MAX)?,
                    best: number("deaths_best", &deaths[1], i32::MAX)?,
                    high: number("deaths_high", &deaths[2], i32::MAX)?,
                },
                country: text(&country, row),
                admin1: text(&admin1, row),
                place: text(&place, row),
                source: text(&source, row),
                headline: text(&headline, row),
                first_seen,
                ..Incident::default()
            };
            records.push(&incident).map_err(|shortage| shortage.refuse(PACK))?;
        }
        records.shrink_to_fit();
        Ok(records)
    }

    /// Reads a column, which must be there.
    fn values<T: DataType>(&self, name: &'static str) -> Result<Vec<Option<T::T>>>
    where
        ColumnReaderImpl<T>: FromReader,
    {
        let values = column::<T>(self.file, name)?;
        self.splices.iter().try_fold(values, |values, splice| splice.values::<T>(name, values))
    }

    /// Returns the values of a column of which none may be missing.
    fn required<T>(&self, name: &'static str, values: Vec<Option<T>>) -> Result<Vec<T>> {
        let values = values.into_iter().enumerate();
        values.map(|(row, value)| value.ok_or_else(|| self.wrong(name, row, "missing".into()))).collect()
    }

    fn wrong(&self, name: &'static str, row: usize, what: String) -> GeobitError {
        let message = format!("This pack is damaged: {name} in row {} is {what}.", row + 1);
        GeobitError::new(Code::BadParquet, message).at_row(row as u64 + 1).at_field(name)
    }
}

/// Reads a column of a file, which must be there.
pub fn column<T: DataType>(file: &ParquetFile, name: &'static str) -> Result<Vec<Option<T::T>>>
where
    ColumnReaderImpl<T>: FromReader,
{
    let Some(column) = file.column(name) else {
        let message = format!("This pack has no column {name}.");
        return Err(GeobitError::new(Code::BadParquet, message).at_field(name));
    };
    file.values::<T>(column)
}

/// Returns the text of a row; it is empty where there is none.
fn text(values: &[Option<ByteArray>], row: usize) -> Cow<'_, str> {
    values.get(row).and_then(Option::as_ref).map_or(Cow::Borrowed(""), |text| String::from_utf8_lossy(text.data()))
}
