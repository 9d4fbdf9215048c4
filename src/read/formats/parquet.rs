//! Parquet files of others: their rows become records, as those of a file of text do.

use std::borrow::Cow;

use super::style_finder::StyleFinder;
use crate::columnar::{Cell, MAGIC, ParquetFile, Pieces, Place, PlaceColumns};
use crate::error::{Code, GeobitError, Result};
use crate::incident::Incident;
use crate::intake::ReadSummary;
use crate::read::layouts::Layout;
use crate::read::options::ReadOptions;
use crate::read::rows::column_map::{self, ColumnMap};
use crate::read::rows::countries::CountryChecker;
use crate::read::rows::fields::{FieldResult, FieldSource, Location};
use crate::read::rows::reading::Reading;
use crate::read::rows::row_account::{RowAccount, RowWarnings};

/// The number of rows that are read at once.
const BATCH_ROWS: usize = 4096;
/// The number of rows that decide how the file writes days and numbers.
const JUDGED_ROWS: usize = 2000;

/// Collects the pieces of a Parquet file, and reads it when it is complete.
pub struct ParquetReader {
    options: ReadOptions,
    pieces: Pieces,
}

impl ParquetReader {
    /// Prepares to read a file. `expected` is its size in bytes, if that is known, or 0.
    ///
    /// # Errors
    /// `TooLarge` where there is no memory for a file of that size.
    pub fn new(options: ReadOptions, expected: usize) -> Result<Self> {
        Ok(Self { options, pieces: Pieces::new(expected)? })
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.pieces.push(bytes)
    }

    /// Returns whether the caller says what the columns mean.
    pub fn is_explained(&self) -> bool {
        !self.options.mapping.is_empty() || self.options.layout.is_some()
    }

    /// Ends the file.
    pub fn open(self) -> Result<(ParquetFile, ReadOptions)> {
        Ok((self.pieces.open()?, self.options))
    }
}

/// Reads the incidents of a file.
///
/// # Errors
/// `BadParquet` for a file without the needed columns, with a damaged one, or of which no row can be used.
pub fn read_parquet(
    file: &ParquetFile,
    options: &ReadOptions,
    keep: &mut dyn FnMut(Incident<'_>),
) -> Result<ReadSummary> {
    let mut table = ParquetTable::new(file, options)?;
    table.check_columns(options)?;
    table.judge_style(options)?;
    table.read(keep)
}

/// What is done with a row: it gets the cells of each column, the index of the row in them, and the number of the row, from 1.
type RowVisitor<'v> = dyn FnMut(&[Vec<Cell>], usize, u64) + 'v;

/// Returns whether a file begins as a Parquet file.
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// The rows of a file, and how they are read.
pub struct ParquetTable<'f> {
    file: &'f ParquetFile,
    layout: &'static Layout,
    columns: ColumnMap,
    place: Option<PlaceColumns>,
    reading: Reading,
    account: RowAccount,
}

impl<'f> ParquetTable<'f> {
    /// Finds out what the columns mean.
    ///
    /// # Errors
    /// `BadOption` for a layout that the file does not have.
    pub fn new(file: &'f ParquetFile, options: &ReadOptions) -> Result<Self> {
        let (names, place) = (file.names(), file.place_columns());
        let has_place = !matches!(place, Ok(None));
        let layout = Layout::choose(&names, &options.mapping, options.layout.as_deref(), has_place)?;
        let columns = layout.map_columns(names, &options.mapping);
        let reading = Reading { plausible: options.plausible, ..Reading::default() };
        // Columns of coordinates come before a geometry, as a person can name them in a mapping.
        let in_columns =
            !layout.degrees.is_empty() && layout.degrees.iter().all(|field| columns.column(*field).is_some());
        let place = if in_columns { None } else { place? };
        Ok(Self { file, layout, columns, place, reading, account: RowAccount::default() })
    }

    pub fn layout(&self) -> &'static Layout {
        self.layout
    }

    pub fn columns(&self) -> &ColumnMap {
        &self.columns
    }

    /// Returns our names of the fields that are needed and missing. A geometry is a place.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = self.columns.missing(self.layout.needed);
        if self.place.is_some() {
            missing.retain(|field| !matches!(*field, "lon" | "lat" | "longitude" | "latitude"));
        }
        missing
    }

    fn check_columns(&self, options: &ReadOptions) -> Result<()> {
        let names = self.columns.names();
        let is_there = |column: &str| column_map::find_column(names, column).is_some();
        if let Some((field, column)) = options.mapping.named().find(|(_, column)| !is_there(column)) {
            return Err(column_map::unknown_column(field, column, names));
        }
        let missing = self.missing();
        if missing.is_empty() {
            return self.used().into_iter().try_for_each(|column| self.file.require_readable(column));
        }
        let message = format!(
            "The file has no column for {}. {} A file needs columns for lon, lat and start (a date); if they have other names here, \
             give a mapping from our field names to these columns.{}",
            missing.join(", "),
            column_map::list_columns(names),
            column_map::other_days_if(missing.contains(&"start"), names),
        );
        Err(GeobitError::new(Code::BadParquet, message).at_field(missing[0]))
    }

    /// Finds out from the first rows how the file writes days and numbers, where it has them as text.
    fn judge_style(&mut self, options: &ReadOptions) -> Result<()> {
        let (style, doubts) = self.find_style()?.decide(options, Code::BadParquet)?;
        self.reading.style = style;
        doubts.into_iter().for_each(|doubt| self.account.warn_of_file(doubt));
        Ok(())
    }

    /// Shows the first rows to a finder of the style.
    pub fn find_style(&self) -> Result<StyleFinder> {
        let mut finder = StyleFinder::default();
        self.for_each_row(JUDGED_ROWS, &self.used(), &mut |cells, row, number| {
            let location = self.locate(cells, row).unwrap_or(Location::Unknown);
            finder.see(&self.fields(cells, row, location), self.layout, number);
        })?;
        Ok(finder)
    }

    /// Calls `show` with the number of each column and its value as text, for the first rows.
    pub fn for_each_sample(&self, rows: usize, show: &mut dyn FnMut(usize, &str)) -> Result<()> {
        let all: Vec<usize> = (0..self.columns.len()).collect();
        self.for_each_row(rows, &all, &mut |cells, row, _| {
            for (column, cells) in cells.iter().enumerate() {
                show(column, &cells[row].text());
            }
        })
    }

    fn read(mut self, keep: &mut dyn FnMut(Incident<'_>)) -> Result<ReadSummary> {
        let (mut countries, mut account) = (CountryChecker::default(), std::mem::take(&mut self.account));
        self.for_each_row(usize::MAX, &self.used(), &mut |cells, row, number| {
            let mut warnings = RowWarnings::default();
            match self.read_incident(cells, row, number, &mut warnings) {
                Ok(incident) => {
                    countries.check(&incident, &mut warnings);
                    keep(incident);
                    account.count_kept(number, warnings);
                }
                Err(reason) => account.count_rejected(number, reason),
            }
        })?;
        countries.finish(&mut account);
        account.into_summary(
            self.layout.format_name("parquet"),
            self.layout.name,
            self.layout.provider,
            Code::BadParquet,
        )
    }

    /// Visits the rows, at most a number of them.
    fn for_each_row(&self, most: usize, columns: &[usize], visit: &mut RowVisitor<'_>) -> Result<()> {
        let mut cells = vec![Vec::new(); self.columns.len()];
        let (mut number, mut long_texts) = (0, self.file.long_texts());
        for group in 0..self.file.groups().len() {
            let mut batches = self.file.batches(group, columns)?;
            loop {
                let rows = batches.next(BATCH_ROWS.min(most - number), &mut cells, &mut long_texts)?;
                if rows == 0 {
                    break;
                }
                for row in 0..rows {
                    number += 1;
                    visit(&cells, row, number as u64);
                }
            }
        }
        Ok(())
    }

    /// Returns the numbers of the columns that are read.
    fn used(&self) -> Vec<usize> {
        let mut used: Vec<usize> =
            (0..self.layout.fields.len()).filter_map(|field| self.columns.column(field)).collect();
        used.extend(self.columns.others());
        used.extend(self.place.map_or(Vec::new(), PlaceColumns::columns));
        used.sort_unstable();
        used.dedup();
        used
    }

    fn read_incident<'b>(
        &self,
        cells: &'b [Vec<Cell>],
        row: usize,
        number: u64,
        warnings: &mut RowWarnings,
    ) -> FieldResult<Incident<'b>> {
        let location = self.locate(cells, row)?;
        (self.layout.read_incident)(&self.fields(cells, row, location), number, warnings)
    }

    /// Returns where a row is.
    fn locate(&self, cells: &[Vec<Cell>], row: usize) -> FieldResult<Location> {
        let Some(place) = self.place else { return Ok(Location::InFields) };
        match place.place(cells, row) {
            Place::At(lon, lat) => Ok(Location::At(lon, lat)),
            Place::Unknown => Ok(Location::Unknown),
            Place::NotPoint => Err("the geometry is not a point; incidents are points".into()),
            Place::OtherSystem(number) => {
                Err(format!("the geometry is in the reference system EPSG:{number}; degrees, EPSG:4326, are wanted"))
            }
            Place::Damaged => Err("the geometry cannot be read".into()),
        }
    }

    fn fields<'b, 't>(&'t self, cells: &'b [Vec<Cell>], row: usize, location: Location) -> ParquetFields<'b, 't> {
        ParquetFields { table: self, cells, row, location }
    }
}

/// The fields of one row.
struct ParquetFields<'b, 't> {
    table: &'t ParquetTable<'t>,
    cells: &'b [Vec<Cell>],
    row: usize,
    location: Location,
}

impl<'b> FieldSource<'b> for ParquetFields<'b, '_> {
    fn reading(&self) -> &Reading {
        &self.table.reading
    }

    fn columns(&self) -> &ColumnMap {
        &self.table.columns
    }

    fn cell(&self, column: usize) -> Cow<'b, str> {
        match self.cells[column][self.row].text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().into()),
        }
    }

    fn location(&self) -> Location {
        self.location
    }
}
