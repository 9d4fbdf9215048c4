//! Layouts: what the fields of a provider's files mean.
//!
//! A layout is one file with a static [`Layout`] and one line in [`LAYOUTS`]. Which layout a file has is decided by its
//! columns, never by its name. A layout knows nothing of the format that holds its records.

mod acled;
mod acled_totals;
mod cameo;
mod gdelt;
mod generic;
mod icews;
mod kind_words;
mod kobo;
mod ucdp;

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::Incident;
use crate::intake::ProviderFacts;
use crate::read::rows::column_map::{ColumnMap, FieldNames};
use crate::read::rows::fields::{FieldResult, FieldSource};
use crate::read::rows::mapping::Mapping;
use crate::read::rows::row_account::RowWarnings;

pub(super) use generic::{LAYOUT as GENERIC, describes_incidents, says_what_happened};

/// The providers' layouts, in the order in which they are tried. A file that none of them recognises is generic.
static LAYOUTS: &[&Layout] =
    &[&ucdp::LAYOUT, &acled::LAYOUT, &acled_totals::LAYOUT, &gdelt::LAYOUT, &icews::LAYOUT, &kobo::LAYOUT];

/// What the fields of a provider's files mean.
pub(super) struct Layout {
    /// The name of the layout, as options and summaries write it.
    pub name: &'static str,
    /// The fields and the names of the columns that hold them. Fields are numbered by their place in this list.
    pub fields: FieldNames,
    /// Whether a file with these columns has this layout. The flag says whether its records have a geometry as well.
    pub recognises: fn(columns: &[String], has_geometry: bool) -> bool,
    /// The fields without which a file of rows cannot be read: one of each group.
    pub needed: &'static [&'static [usize]],
    /// The fields in which a GeoJSON feature without a geometry may have its place; empty if it may not.
    pub place_without_geometry: &'static [usize],
    /// The fields that hold days.
    pub days: &'static [usize],
    /// The fields that hold degrees.
    pub degrees: &'static [usize],
    /// What a row is.
    pub holds: Holds,
    /// What is known of the provider.
    pub provider: Option<&'static ProviderFacts>,
    /// Reads one record, of which the line or the number of the feature is given, or says why it is rejected.
    pub read_incident: ReadIncident,
}

/// What the rows of a layout are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Each row is an incident.
    Incidents,
    /// Each row is a number of incidents in a region and a period.
    Totals,
}

/// The function of a layout that reads one record; see [`Layout::read_incident`].
type ReadIncident =
    for<'r> fn(source: &dyn FieldSource<'r>, row: u64, warnings: &mut RowWarnings) -> FieldResult<Incident<'r>>;

impl Layout {
    /// Recognises the layout of a file by the names of its columns, or returns the one that the caller names. A mapping says what
    /// the columns mean, so it makes any file a generic one.
    ///
    /// # Errors
    /// `BadOption` for a name that is none of a layout, and for a layout that the columns do not have.
    pub(super) fn choose(
        columns: &[String],
        mapping: &Mapping,
        asked: Option<&str>,
        has_geometry: bool,
    ) -> Result<&'static Layout> {
        let Some(asked) = asked else { return Ok(Layout::recognise(columns, mapping, has_geometry)) };
        let layout = Layout::named(asked)?;
        if !mapping.is_empty() && layout.name != GENERIC.name {
            let message = format!(
                "A mapping makes the layout \"generic\", and the option layout asks for {}.",
                quote_excerpt(asked)
            );
            return Err(GeobitError::new(Code::BadOption, message).at_field("layout"));
        }
        if !(layout.recognises)(columns, has_geometry) {
            let message = format!("The file does not have the columns of the layout {}.", quote_excerpt(asked));
            return Err(GeobitError::new(Code::BadOption, message).at_field("layout"));
        }
        Ok(layout)
    }

    fn recognise(columns: &[String], mapping: &Mapping, has_geometry: bool) -> &'static Layout {
        let recognised = LAYOUTS.iter().find(|layout| (layout.recognises)(columns, has_geometry));
        recognised.filter(|_| mapping.is_empty()).map_or(&GENERIC, |layout| layout)
    }

    /// Returns the layout with a name.
    ///
    /// # Errors
    /// `BadOption`, with the names that there are.
    pub(super) fn named(name: &str) -> Result<&'static Layout> {
        let all = || LAYOUTS.iter().copied().chain([&GENERIC]);
        all().find(|layout| layout.name == name).ok_or_else(|| {
            let names: Vec<_> = all().map(|layout| layout.name).collect();
            let message = format!("layout is {}; expected one of {}.", quote_excerpt(name), names.join(", "));
            GeobitError::new(Code::BadOption, message).at_field("layout")
        })
    }

    /// Finds the columns of the layout's fields.
    pub(super) fn map_columns(&self, columns: Vec<String>, mapping: &Mapping) -> ColumnMap {
        ColumnMap::new(columns, self.fields, mapping)
    }

    /// Returns the name of a format with this layout, such as `ucdp-csv`. The generic layout is not named.
    pub(super) fn format_name(&self, format: &str) -> String {
        if self.name == GENERIC.name { format.into() } else { format!("{}-{format}", self.name) }
    }
}

/// Returns the names of the columns of a file without a header, if a provider's files have none and the first row is one of it.
pub(super) fn columns_without_header(first_row: &[&str]) -> Option<Vec<String>> {
    gdelt::columns_without_header(first_row)
}
