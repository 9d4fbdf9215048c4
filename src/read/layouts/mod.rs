//! Layouts: what the fields of a provider's files mean.
//!
//! A layout is one file with a static [`Layout`] and one line in [`LAYOUTS`]. Which layout a file has is decided by its
//! columns, never by its name. A layout knows nothing of the format that holds its records.

mod generic;
mod ucdp;

use crate::incident::Incident;
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{ColumnMap, FieldNames};
use crate::read::rows::fields::{FieldResult, FieldSource};
use crate::read::rows::mapping::Mapping;
use crate::read::rows::row_account::RowWarnings;

pub(super) use generic::LAYOUT as GENERIC;

/// The providers' layouts, in the order in which they are tried. A file that none of them recognises is generic.
static LAYOUTS: &[&Layout] = &[&ucdp::LAYOUT];

/// What the fields of a provider's files mean.
pub(super) struct Layout {
    /// What the name of the format of a summary begins with, such as `ucdp` in `ucdp-csv`. The generic layout has none.
    pub name: Option<&'static str>,
    /// The fields and the names of the columns that hold them. Fields are numbered by their place in this list.
    pub fields: FieldNames,
    /// Whether a file with these columns has this layout. The flag says whether its records have a geometry as well.
    pub recognises: fn(columns: &[String], has_geometry: bool) -> bool,
    /// The fields without which a file of rows cannot be read.
    pub needed: &'static [usize],
    /// The longitude and latitude fields, if a GeoJSON feature without a geometry may have its place in them.
    pub place_without_geometry: Option<[usize; 2]>,
    /// What is known of the provider.
    pub provider: Option<&'static ProviderFacts>,
    /// Reads one record, of which the line or the number of the feature is given, or says why it is rejected.
    pub read_incident: ReadIncident,
}

/// The function of a layout that reads one record; see [`Layout::read_incident`].
type ReadIncident =
    for<'r> fn(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>>;

impl Layout {
    /// Recognises the layout of a file by the names of its columns. A mapping says what the columns mean, so it makes any
    /// file a generic one.
    pub(super) fn recognise(columns: &[String], mapping: &Mapping, has_geometry: bool) -> &'static Layout {
        let recognised = LAYOUTS.iter().find(|layout| (layout.recognises)(columns, has_geometry));
        recognised.filter(|_| mapping.is_empty()).map_or(&GENERIC, |layout| layout)
    }

    /// Finds the columns of the layout's fields.
    pub(super) fn map_columns(&self, columns: Vec<String>, mapping: &Mapping) -> ColumnMap {
        ColumnMap::new(columns, self.fields, mapping)
    }

    /// Returns the name of a format with this layout, such as `ucdp-csv`.
    pub(super) fn format_name(&self, format: &str) -> String {
        self.name.map_or_else(|| format.into(), |layout| format!("{layout}-{format}"))
    }
}
