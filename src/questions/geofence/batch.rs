//! Many areas asked together: their reports, and the place of each among all.

use std::vec;

use super::members::{Counts, Members};
use super::peers::place_among_peers;
use super::{GeofenceDetail, GeofenceOptions, GeofenceReport, Question, geofence};
use crate::area::Area;
use crate::error::{GeobitError, Result};
use crate::geometry::Shape;
use crate::snapshot::Snapshot;

/// The areas of one question, answered some at a time, so that a caller can show progress or stop.
///
/// ```
/// # use geobit::{geometry, load::{LoadOptions, Loader}};
/// use geobit::questions::geofence::{GeofenceAnswers, GeofenceBatch, GeofenceOptions};
///
/// # let mut loader = Loader::new(LoadOptions::default())?;
/// # loader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\n")?;
/// # let snapshot = loader.finish()?;
/// let areas = geometry::parse_collection(r#"{"type":"FeatureCollection","features":[
///     {"type":"Feature","properties":{"radiusKm":10},"geometry":{"type":"Point","coordinates":[-8,12.6]}},
///     {"type":"Feature","properties":{"radiusKm":10},"geometry":{"type":"Point","coordinates":[-5,12.6]}}]}"#)?;
/// let mut batch = GeofenceBatch::new(areas, GeofenceOptions::default());
/// while batch.done() < batch.total() {
///     batch.advance(&snapshot, 100)?;
/// }
/// let GeofenceAnswers::Reports(reports) = batch.finish() else { unreachable!("full reports were asked for") };
/// assert_eq!((reports[0].counts.certain, reports[1].counts.certain), (1, 0));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
pub struct GeofenceBatch {
    areas: vec::IntoIter<Shape>,
    total: usize,
    options: GeofenceOptions,
    answers: GeofenceAnswers,
}

/// One answer for each area, in their order.
#[derive(Debug)]
pub enum GeofenceAnswers {
    Reports(Vec<GeofenceReport>),
    /// Answers with [`GeofenceDetail::Rows`]. They share their lists, because making lists for each of a thousand areas
    /// takes longer than finding what is in them.
    Rows(AreaRows),
}

/// The incidents inside many areas, end to end.
#[derive(Debug, Default)]
pub struct AreaRows {
    members: Members,
    /// For each area, where its rows and its partly inside rows end.
    ends: Vec<[usize; 2]>,
    /// Size of each area, km².
    pub area_km2: Vec<f64>,
}

/// Answers the question for all areas. Errors name the area as a row, from 1.
///
/// # Errors
/// As [`geofence`], and `BadGeometry` for a shape that is no area.
pub fn geofences(snapshot: &Snapshot, areas: Vec<Shape>, options: GeofenceOptions) -> Result<GeofenceAnswers> {
    let mut batch = GeofenceBatch::new(areas, options);
    batch.advance(snapshot, usize::MAX)?;
    Ok(batch.finish())
}

impl GeofenceBatch {
    /// Nothing is answered yet.
    pub fn new(areas: Vec<Shape>, options: GeofenceOptions) -> GeofenceBatch {
        let answers = match options.detail {
            GeofenceDetail::Full => GeofenceAnswers::Reports(Vec::with_capacity(areas.len())),
            GeofenceDetail::Rows => GeofenceAnswers::Rows(AreaRows::default()),
        };
        GeofenceBatch { total: areas.len(), areas: areas.into_iter(), options, answers }
    }

    /// Number of areas.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Number of areas that are answered.
    pub fn done(&self) -> usize {
        self.total - self.areas.len()
    }

    /// Answers the next areas, at most `count` of them. Every call must be given the same snapshot.
    ///
    /// # Errors
    /// As [`geofences`]. After an error the batch is of no further use.
    pub fn advance(&mut self, snapshot: &Snapshot, count: usize) -> Result<()> {
        for number in self.done() + 1..=self.total.min(self.done().saturating_add(count)) {
            let Some(shape) = self.areas.next() else { break };
            let answer = Area::new(shape, self.options.radius_km)
                .and_then(|area| self.answers.push(snapshot, &area, &self.options));
            answer.map_err(|error: GeobitError| error.at_row(number as u64))?;
        }
        Ok(())
    }

    /// The answers so far; each report with the place of its area among all.
    pub fn finish(mut self) -> GeofenceAnswers {
        if let GeofenceAnswers::Reports(reports) = &mut self.answers {
            place_among_peers(reports, self.options.confidence);
        }
        self.answers
    }
}

impl GeofenceAnswers {
    fn push(&mut self, snapshot: &Snapshot, area: &Area, options: &GeofenceOptions) -> Result<()> {
        match self {
            GeofenceAnswers::Reports(reports) => reports.push(geofence(snapshot, area, options)?),
            GeofenceAnswers::Rows(rows) => {
                Question::new(snapshot, area, options)?.collect_selected(&mut rows.members);
                rows.close_area(area);
            }
        }
        Ok(())
    }
}

impl AreaRows {
    /// The rows of all areas, end to end. Those of one area are ascending.
    pub fn rows(&self) -> &[u32] {
        &self.members.rows
    }

    /// The share of each row that lies inside its area.
    pub fn shares(&self) -> Vec<f32> {
        self.members.shares()
    }

    /// For each area, where its rows end.
    pub fn ends(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().map(|[rows, _]| *rows)
    }

    /// The counts of each area.
    pub fn counts(&self) -> impl Iterator<Item = Counts> {
        let begins = [[0, 0]].into_iter().chain(self.ends.iter().copied());
        begins
            .zip(&self.ends)
            .map(|([rows, partly], end)| Counts::new(end[0] - rows, &self.members.partly[partly..end[1]]))
    }

    /// Ends what was collected for an area.
    fn close_area(&mut self, area: &Area) {
        self.ends.push([self.members.rows.len(), self.members.partly.len()]);
        self.area_km2.push(area.area_km2());
    }
}
