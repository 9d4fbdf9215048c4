//! Collects incidents in the order of a file.

use super::Snapshot;
use super::arrange::{Columns, arrange};
use super::chunked::Chunked;
use super::records::Records;
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Incident, Kind};
use crate::intake::ReadSummary;

/// Text is addressed with 32 bits; this leaves room for what one more piece of a file may bring before it is checked.
const MOST_TEXT: usize = 3 << 30;

/// What the person who loads a snapshot says about it.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    pub name: Option<String>,
    /// Default: the last day of any incident.
    pub as_of: Option<Day>,
    /// Default: the provider's own, where the layout of the file tells the provider.
    pub licence: Option<String>,
    pub attribution: Option<String>,
}

/// Collects incidents, in the order of the file.
#[derive(Default)]
pub struct Builder {
    start: Chunked<Day>,
    kind: Chunked<Kind>,
    /// NaN without coordinates.
    lon: Chunked<f64>,
    lat: Chunked<f64>,
    /// NaN where the incident cannot be located.
    uncertainty_km: Chunked<f32>,
    records: Records,
}

impl Builder {
    pub fn push(&mut self, incident: &Incident<'_>) {
        self.start.push(incident.start);
        self.kind.push(incident.kind);
        self.lon.push(incident.position.map_or(f64::NAN, |position| position.lon));
        self.lat.push(incident.position.map_or(f64::NAN, |position| position.lat));
        self.uncertainty_km.push(incident.position.and(incident.uncertainty_km).unwrap_or(f32::NAN));
        self.records.push(incident);
    }

    pub fn len(&self) -> usize {
        self.start.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Refuses to grow beyond what the columns can address.
    pub fn check_size(&self) -> Result<()> {
        if self.records.text_bytes() > MOST_TEXT {
            return Err(GeobitError::new(
                Code::TooLarge,
                "This file holds more than 3 GB of text, more than a snapshot can.",
            ));
        }
        Ok(())
    }

    /// Sorts, indexes and sums up. Of repeated ids the last one in the file is kept: releases are appended.
    pub fn finish(mut self, provenance: Provenance, intake: ReadSummary) -> Snapshot {
        self.records.settle();
        let columns = Columns {
            lon: self.lon.into_vec(),
            lat: self.lat.into_vec(),
            start: self.start.into_vec(),
            kind: self.kind.into_vec(),
            uncertainty_km: self.uncertainty_km.into_vec(),
        };
        arrange(columns, self.records, provenance, intake)
    }
}
