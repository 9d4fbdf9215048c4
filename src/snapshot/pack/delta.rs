//! Deltas: what has to be known beside a pack to have a later one. A delta is a file like a pack, with the rows that are new or
//! different, each with its place in the later pack, and with the header of that pack, which also names the rows that are gone.

use hashbrown::HashSet;
use parquet::data_type::{ByteArrayType, DataType, Int32Type};
use serde::{Deserialize, Serialize};

use super::header::Header;
use super::read::column;
use crate::columnar::{FromReader, ParquetFile};
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::memory;

use parquet::column::reader::ColumnReaderImpl;

/// The column of a delta with the place of each row in the later pack, from 0.
pub const PLACE: &str = "row";
/// Marks a row as one of the delta.
const OF_DELTA: u32 = 1 << 31;
/// The subject of the sentence that says that memory is missing.
const DELTA: &str = "This delta";

/// What a delta says in its header beside the header of the pack that it leads to.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeltaMark {
    /// The SHA-256 of the pack that is brought up to date.
    pub base: String,
    /// The SHA-256 of the pack that comes of it.
    pub result: String,
    /// The SHA-256 of the rows that come of it; see `content`. Deltas of the first builds have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The incidents of the base that are gone.
    pub withdrawn: Vec<Withdrawn>,
}

/// An incident of the base that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Its id.
    pub id: String,
    /// The number of its origin.
    #[serde(default, skip_serializing_if = "is_first")]
    pub origin: i32,
}

fn is_first(origin: &i32) -> bool {
    *origin == 0
}

/// How the rows of a pack and of a delta are put together.
pub struct Splice<'f> {
    file: &'f ParquetFile,
    /// For each row, the row of the base or, marked, of the delta.
    order: Vec<u32>,
}

impl<'f> Splice<'f> {
    /// Finds the order of the rows. `ids` and `origins` are those of the base.
    ///
    /// # Errors
    /// `BadParquet` for a damaged delta; `BadPack` for a delta that does not fit the base.
    pub fn new(
        file: &'f ParquetFile,
        header: &Header,
        mark: &DeltaMark,
        (ids, origins): (&[String], &[i32]),
    ) -> Result<Splice<'f>> {
        let refuse = |message: String| GeobitError::new(Code::BadPack, message);
        let given = keys(file)?;
        let mut gone: HashSet<(&str, i32)> = HashSet::new();
        gone.extend(mark.withdrawn.iter().map(|withdrawn| (withdrawn.id.as_str(), withdrawn.origin)));
        let withdrawn = gone.len();
        let mut matched = 0;
        let replaced: HashSet<(&str, i32)> =
            given.0.iter().zip(&given.1).map(|(id, origin)| (id.as_str(), *origin)).collect();
        let mut kept = ids.iter().zip(origins).enumerate().filter(|(_, (id, origin))| {
            let key = (id.as_str(), **origin);
            matched += usize::from(gone.contains(&key));
            !gone.contains(&key) && !replaced.contains(&key)
        });
        let rows = usize::try_from(header.count).unwrap_or(usize::MAX);
        let places = places(file, rows)?;
        let most = ids.len() + places.len();
        if rows > most {
            return Err(refuse(format!("This delta tells of {rows} incidents, and there are at most {most}.")));
        }
        let mut order = memory::list_for(rows).map_err(|shortage| shortage.refuse(DELTA))?;
        let mut places = (0u32..).zip(places).peekable();
        for row in 0..rows {
            let next = match places.next_if(|(_, place)| *place == row) {
                Some((number, _)) => number | OF_DELTA,
                None => match kept.next() {
                    Some((number, _)) => number as u32,
                    None => {
                        return Err(refuse("This delta is damaged: it wants more incidents than there are.".into()));
                    }
                },
            };
            order.push(next);
        }
        if let Some((_, (id, _))) = kept.next() {
            let id = quote_excerpt(id);
            return Err(refuse(format!("This delta is damaged: it has no place for the incident {id} of the pack.")));
        }
        drop(kept);
        if matched != withdrawn {
            return Err(refuse("This delta is damaged: it withdraws incidents that the pack does not have.".into()));
        }
        Ok(Splice { file, order })
    }

    /// Returns a column of the later pack, of that of the base.
    pub fn values<T: DataType>(&self, name: &'static str, mut base: Vec<Option<T::T>>) -> Result<Vec<Option<T::T>>>
    where
        ColumnReaderImpl<T>: FromReader,
    {
        let mut given = column::<T>(self.file, name)?;
        let mut values = memory::list_for(self.order.len()).map_err(|shortage| shortage.refuse(DELTA))?;
        values.extend(self.order.iter().map(|&row| match row & OF_DELTA {
            0 => base[row as usize].take(),
            _ => given[(row & !OF_DELTA) as usize].take(),
        }));
        Ok(values)
    }
}

/// Returns the ids and the origins of the rows of a file.
fn keys(file: &ParquetFile) -> Result<(Vec<String>, Vec<i32>)> {
    Ok((ids_of(column::<ByteArrayType>(file, "id")?), origins_of(column::<Int32Type>(file, "origin")?)))
}

/// Returns the ids of rows, as they are shown where a row has none.
pub fn ids_of(values: Vec<Option<parquet::data_type::ByteArray>>) -> Vec<String> {
    let ids = values.into_iter().enumerate().map(|(row, id)| match id {
        Some(id) => String::from_utf8_lossy(id.data()).into_owned(),
        None => format!("row {}", row + 1),
    });
    ids.collect()
}

/// Returns the numbers of the origins of rows.
pub fn origins_of(values: Vec<Option<i32>>) -> Vec<i32> {
    values.into_iter().map(Option::unwrap_or_default).collect()
}

/// Reads the places of the rows of a delta in the later pack, which ascend.
fn places(file: &ParquetFile, rows: usize) -> Result<Vec<usize>> {
    let mut last = None;
    let numbers = column::<Int32Type>(file, PLACE)?.into_iter();
    let checked = numbers.map(|number| {
        let place = number.and_then(|number| usize::try_from(number).ok());
        let place = place.filter(|place| *place < rows && last.is_none_or(|last| last < *place));
        last = place;
        place.ok_or_else(|| {
            let message = "This delta is damaged: the places of its rows do not ascend, or are outside the pack.";
            GeobitError::new(Code::BadPack, message).at_field(PLACE)
        })
    });
    checked.collect()
}

/// Checks that a delta is for the pack with a digest.
///
/// # Errors
/// `BadPack` for a file that is no delta, and for a delta of another pack.
pub fn mark_for<'h>(header: &'h Header, base: &str) -> Result<&'h DeltaMark> {
    let refuse = |message: String| Err(GeobitError::new(Code::BadPack, message));
    let Some(mark) = &header.delta else {
        return refuse("This is a whole pack and no delta; load it by itself.".into());
    };
    if mark.base != base {
        return refuse(format!(
            "This delta is for another pack: it is for the one with the SHA-256 {}, and this one has {base}. Nothing was changed; \
             download the whole pack instead.",
            quote_excerpt(&mark.base)
        ));
    }
    Ok(mark)
}
