//! The layouts we know: which one a file has is told by its columns, never by its name.

use crate::incident::Incident;
use crate::intake::ProviderFacts;

use super::columns::{Columns, FieldNames};
use super::mapping::Mapping;
use super::record::{Checked, Record};
use super::tally::Oddities;
use super::{generic, ucdp};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Ucdp,
    Generic,
}

impl Layout {
    /// A mapping is the caller's word that the columns mean what it says, so it makes any file a generic one.
    pub(super) fn recognise(names: &[String], mapping: &Mapping, has_geometry: bool) -> Self {
        if mapping.is_empty() && ucdp::recognise(names, has_geometry) { Layout::Ucdp } else { Layout::Generic }
    }

    pub(super) fn columns(self, names: Vec<String>, mapping: &Mapping) -> Columns {
        Columns::find(names, self.fields(), mapping)
    }

    /// What is known of the provider, where the layout tells who that is.
    pub(super) fn provider(self) -> Option<&'static ProviderFacts> {
        match self {
            Layout::Ucdp => Some(&ucdp::PROVIDER),
            Layout::Generic => None,
        }
    }

    /// Reads a record; `row` is its line or feature number.
    pub(super) fn incident<'r>(self, record: &dyn Record<'r>, row: u64, odd: &mut Oddities) -> Checked<Incident<'r>> {
        match self {
            Layout::Ucdp => ucdp::incident(record, odd),
            Layout::Generic => generic::incident(record, row, odd),
        }
    }

    fn fields(self) -> FieldNames {
        match self {
            Layout::Ucdp => ucdp::FIELDS,
            Layout::Generic => generic::FIELDS,
        }
    }
}
