//! From incidents in the order of a file to a snapshot in the order of its index.

use std::collections::HashMap;

use super::Snapshot;
use super::records::Records;
use super::summary::Summary;
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Incident, Kind};
use crate::index::{self, Index, Point};
use crate::measure::LonLat;
use crate::read::ReadSummary;

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
    start: Vec<Day>,
    kind: Vec<Kind>,
    at: Vec<Option<Point>>,
    records: Records,
}

impl Builder {
    pub fn push(&mut self, incident: &Incident<'_>) {
        self.start.push(incident.start);
        self.kind.push(incident.kind);
        self.at.push(incident.position.map(|position| Point {
            at: LonLat::new(position.lon, position.lat),
            uncertainty_km: incident.uncertainty_km,
        }));
        self.records.push(incident);
    }

    pub fn len(&self) -> usize {
        self.start.len()
    }

    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
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
    pub fn finish(self, provenance: Provenance, intake: ReadSummary) -> Snapshot {
        let kept = self.newest_of_each_id();
        let superseded = self.len() - kept.len();
        let (placed, placeless): (Vec<u32>, Vec<u32>) =
            kept.into_iter().partition(|&number| self.at[number as usize].is_some());
        let points: Vec<Point> = placed.iter().filter_map(|&number| self.at[number as usize]).collect();
        let order = index::order(&points);
        let sorted: Vec<Point> = order.iter().map(|&number| points[number as usize]).collect();
        let record: Vec<u32> = order.iter().map(|&number| placed[number as usize]).chain(placeless).collect();

        let coordinate = |of: fn(&Point) -> f64| {
            record.iter().map(|&number| self.at[number as usize].as_ref().map_or(f64::NAN, of)).collect()
        };
        let uncertainty =
            |number: &u32| self.at[*number as usize].and_then(|point| point.uncertainty_km).unwrap_or(f32::NAN);
        let mut snapshot = Snapshot {
            lon: coordinate(|point| point.at.lon),
            lat: coordinate(|point| point.at.lat),
            start: record.iter().map(|&number| self.start[number as usize]).collect(),
            kind: record.iter().map(|&number| self.kind[number as usize]).collect(),
            uncertainty_km: record.iter().map(uncertainty).collect(),
            index: Index::new(&sorted),
            summary: Summary::default(),
            as_of: 0,
            first_day: record.iter().map(|&number| self.start[number as usize]).min().unwrap_or(0),
            last_day: record.iter().map(|&number| self.records.end(number as usize)).max().unwrap_or(0),
            record,
            records: self.records,
        };
        snapshot.as_of = provenance.as_of.unwrap_or(snapshot.last_day);
        snapshot.summary = Summary::of(&snapshot, provenance, intake, superseded as u64);
        snapshot
    }

    fn newest_of_each_id(&self) -> Vec<u32> {
        let mut last: HashMap<&str, u32> = HashMap::with_capacity(self.len());
        for number in 0..self.len() as u32 {
            last.insert(self.records.id(number as usize), number);
        }
        (0..self.len() as u32).filter(|number| last[self.records.id(*number as usize)] == *number).collect()
    }
}
