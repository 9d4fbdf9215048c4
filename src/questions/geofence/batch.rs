//! Questions about many areas together: their reports, and the place of each area among all.

use std::vec;

use super::peers::place_among_peers;
use super::{Counts, GeofenceDetail, GeofenceOptions, GeofenceReport, Question, geofence};
use crate::area::Area;
use crate::error::{Code, GeobitError, Result};
use crate::geometry::Shape;
use crate::incident::OriginCounts;
use crate::members::Members;
use crate::questions::limits::{MAX_AREA_WEEKS, MAX_AREAS};
use crate::snapshot::Snapshot;

/// A question about many areas that is answered a few areas at a time, so that a caller can show progress or stop.
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
    /// Reports with [`GeofenceDetail::Full`].
    Reports(Vec<GeofenceReport>),
    /// Answers with [`GeofenceDetail::Rows`]. They share their lists, because making lists for each of a thousand areas
    /// takes longer than finding what is in them.
    Rows(AreaRows),
}

/// The incidents inside many areas, the lists of the areas end to end.
#[derive(Debug, Default)]
pub struct AreaRows {
    members: Members,
    /// For each area, where its rows and its partly inside rows end.
    ends: Vec<[usize; 2]>,
    /// Size of each area, km².
    pub area_km2: Vec<f64>,
    /// The rows of each area by origin; empty counts unless the snapshot is a combined one.
    pub by_origin: Vec<OriginCounts>,
}

/// Answers the question for all areas at once.
///
/// # Errors
/// The errors of [`geofence`], and `BadGeometry` for a shape that is not an area, with the number of the area, from 1,
/// as row. `TooLarge` for more than 100,000 areas, and for full reports with more than 10,000,000 weeks in the weekly
/// series of all areas together.
pub fn geofences(snapshot: &Snapshot, areas: Vec<Shape>, options: GeofenceOptions) -> Result<GeofenceAnswers> {
    let mut batch = GeofenceBatch::new(areas, options);
    batch.advance(snapshot, usize::MAX)?;
    Ok(batch.finish())
}

impl GeofenceBatch {
    /// A question about areas, none of which is answered yet.
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
    /// The errors of [`geofences`]. After an error the batch is of no further use.
    pub fn advance(&mut self, snapshot: &Snapshot, count: usize) -> Result<()> {
        if self.done() == 0 {
            // An error in the options is not an error in the first area.
            let scope = self.options.check_against(snapshot)?;
            self.check_size(scope.timeframe().weeks())?;
        }
        for number in self.done() + 1..=self.total.min(self.done().saturating_add(count)) {
            let Some(shape) = self.areas.next() else { break };
            let answer = Area::new(shape, self.options.radius_km)
                .and_then(|area| self.answers.push(snapshot, &area, &self.options));
            answer.map_err(|error: GeobitError| error.at_row(number as u64))?;
        }
        Ok(())
    }

    /// Refuses more areas than are answered in one question. `weeks` is the length of the weekly series of each.
    fn check_size(&self, weeks: usize) -> Result<()> {
        let refuse = |message: String| Err(GeobitError::new(Code::TooLarge, message));
        if self.total > MAX_AREAS {
            return refuse(format!(
                "There are {} areas; at most {MAX_AREAS} are accepted in one question.",
                self.total
            ));
        }
        let max_areas = MAX_AREA_WEEKS / weeks.max(1);
        if self.options.detail == GeofenceDetail::Full && self.total > max_areas {
            return refuse(format!(
                "There are {} areas with a weekly series of {weeks} weeks each; at most {max_areas} are accepted in one \
                 question. Ask about fewer areas or a shorter time, or with detail rows.",
                self.total
            ));
        }
        Ok(())
    }

    /// Ends the question. Returns the answers so far, each full report with the place of its area among all.
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
                rows.close_area(snapshot, area);
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
        let starts = [[0, 0]].into_iter().chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|([rows, partly], end)| Counts::new(end[0] - rows, &self.members.partly[partly..end[1]]))
    }

    /// Marks the end of what was collected for an area.
    fn close_area(&mut self, snapshot: &Snapshot, area: &Area) {
        let start = self.ends.last().map_or(0, |[rows, _]| *rows);
        let rows = self.members.rows[start..].iter().map(|&row| row as usize);
        self.by_origin.push(snapshot.count_by_origin(rows));
        self.ends.push([self.members.rows.len(), self.members.partly.len()]);
        self.area_km2.push(area.area_km2());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::geometry;
    use crate::load::{LoadOptions, load_columns};
    use crate::snapshot::ColumnSource;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const AS_OF: i32 = 20_000;

    /// Longitude and latitude in degrees, age in days and uncertainty radius in km of an incident.
    type Sample = (f64, f64, i32, f32);

    fn samples() -> impl Strategy<Value = Vec<Sample>> {
        let radius_km = prop::sample::select(vec![0.0f32, 0.0, 0.0, 4.0, 30.0]);
        prop::collection::vec((-2.0..2.0f64, -2.0..2.0f64, prop_oneof![0..28i32, 0..500i32], radius_km), 1..80)
    }

    fn snapshot(samples: &[Sample]) -> Snapshot {
        let columns = ColumnSource {
            lon: samples.iter().map(|sample| sample.0).collect(),
            lat: samples.iter().map(|sample| sample.1).collect(),
            day: samples.iter().map(|sample| AS_OF - sample.2).collect(),
            uncertainty_km: Some(samples.iter().map(|sample| sample.3).collect()),
            ..ColumnSource::default()
        };
        load_columns(columns, LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap()
    }

    /// A circle, a corridor or a square, by its kind from 0 to 2, its middle and its size in km.
    fn feature(&(kind, lon, lat, km): &(usize, f64, f64, f64)) -> Value {
        let reach = km / 111.0;
        let (west, east, south, north) = (lon - reach, lon + reach, lat - reach, lat + reach);
        let geometry = match kind {
            0 => json!({ "type": "Point", "coordinates": [lon, lat] }),
            1 => json!({ "type": "LineString", "coordinates": [[west, south], [lon, lat], [east, south]] }),
            _ => json!({
                "type": "Polygon",
                "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
            }),
        };
        let properties = if kind < 2 { json!({ "radiusKm": km }) } else { json!({}) };
        json!({ "type": "Feature", "properties": properties, "geometry": geometry })
    }

    fn areas() -> impl Strategy<Value = Vec<Value>> {
        prop::collection::vec((0..3usize, -1.5..1.5f64, -1.5..1.5f64, 5.0..150.0f64), 1..9)
            .prop_map(|areas| areas.iter().map(feature).collect())
    }

    fn batch(features: &[Value], options: &GeofenceOptions) -> GeofenceBatch {
        let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
        GeofenceBatch::new(geometry::parse_collection(&text).unwrap(), options.clone())
    }

    /// Answers a batch in steps of these sizes, over and over.
    fn answer_in_steps(mut batch: GeofenceBatch, snapshot: &Snapshot, steps: &[usize]) -> GeofenceAnswers {
        for &step in steps.iter().cycle() {
            let done = batch.done();
            if done == batch.total() {
                break;
            }
            batch.advance(snapshot, step).unwrap();
            assert_eq!(batch.done(), (done + step).min(batch.total()));
        }
        batch.finish()
    }

    fn answer_singly(features: &[Value], snapshot: &Snapshot, options: &GeofenceOptions) -> Vec<GeofenceReport> {
        let answer = |feature: &Value| {
            let area = Area::new(geometry::parse(&feature.to_string()).unwrap(), options.radius_km).unwrap();
            geofence(snapshot, &area, options).unwrap()
        };
        features.iter().map(answer).collect()
    }

    fn full_reports(features: &[Value], snapshot: &Snapshot) -> Vec<GeofenceReport> {
        match answer_in_steps(batch(features, &GeofenceOptions::default()), snapshot, &[usize::MAX]) {
            GeofenceAnswers::Reports(reports) => reports,
            GeofenceAnswers::Rows(_) => panic!("full reports were asked for"),
        }
    }

    /// The q of Benjamini and Hochberg by its definition: of all limits not below p, the least share of false findings.
    fn q_by_definition(p: &[f64], index: usize) -> f64 {
        let share = |limit: f64| p.len() as f64 * limit / p.iter().filter(|&&other| other <= limit).count() as f64;
        p.iter().filter(|&&limit| limit >= p[index]).map(|&limit| share(limit)).fold(1.0, f64::min)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn a_batch_in_steps_answers_as_single_questions_do(
            samples in samples(), areas in areas(), steps in prop::collection::vec(1..5usize, 1..6),
            uncertainty in any::<bool>(), from in prop::option::of(0..400i32),
        ) {
            let snapshot = snapshot(&samples);
            for detail in [GeofenceDetail::Full, GeofenceDetail::Rows] {
                let options = GeofenceOptions { detail, uncertainty, from: from.map(|age| AS_OF - age), ..GeofenceOptions::default() };
                let singles = answer_singly(&areas, &snapshot, &options);
                match answer_in_steps(batch(&areas, &options), &snapshot, &steps) {
                    GeofenceAnswers::Reports(mut reports) => {
                        prop_assert_eq!(detail, GeofenceDetail::Full);
                        prop_assert_eq!(reports.len(), singles.len());
                        for (report, single) in reports.iter_mut().zip(&singles) {
                            let among = report.findings.as_mut().unwrap().among.take();
                            prop_assert_eq!(among.map(|peer| peer.areas), Some(areas.len()));
                            prop_assert_eq!(serde_json::to_value(report).unwrap(), serde_json::to_value(single).unwrap());
                        }
                    }
                    GeofenceAnswers::Rows(rows) => {
                        prop_assert_eq!(detail, GeofenceDetail::Rows);
                        prop_assert_eq!(rows.rows(), singles.iter().flat_map(|single| single.rows.clone()).collect::<Vec<_>>());
                        prop_assert_eq!(rows.shares(), singles.iter().flat_map(|single| single.share.clone()).collect::<Vec<_>>());
                        prop_assert!(rows.counts().eq(singles.iter().map(|single| single.counts)));
                        prop_assert!(rows.by_origin.iter().eq(singles.iter().map(|single| &single.by_origin)));
                        prop_assert_eq!(&rows.area_km2, &singles.iter().map(|single| single.area_km2).collect::<Vec<_>>());
                        let lengths = singles.iter().map(|single| single.rows.len());
                        let ends = lengths.scan(0, |end, length| { *end += length; Some(*end) });
                        prop_assert!(rows.ends().eq(ends));
                    }
                }
            }
        }

        /// The q by its definition; ranks that the counts allow; rates between that of the area and that of all.
        #[test]
        fn each_area_has_its_place_among_many(samples in samples(), areas in areas()) {
            let reports = full_reports(&areas, &snapshot(&samples));
            let findings: Vec<_> = reports.iter().map(|report| report.findings.as_ref().unwrap()).collect();
            let p: Vec<f64> = findings.iter().map(|findings| findings.history.comparison.change.verdict_p).collect();
            let counts: Vec<u64> = findings.iter().map(|findings| findings.history.comparison.recent.count).collect();
            let all_rate = counts.iter().sum::<u64>() as f64 / (28 * counts.len()) as f64;
            for (index, &count) in counts.iter().enumerate() {
                let peer = findings[index].among.as_ref().unwrap();
                prop_assert_eq!(peer.areas, areas.len());
                prop_assert!((peer.q - q_by_definition(&p, index)).abs() <= 1e-12, "{} {p:?}", peer.q);
                let higher = counts.iter().filter(|&&other| other > count).count();
                let lower = counts.iter().filter(|&&other| other < count).count();
                let (best, worst) = peer.rank;
                prop_assert!(1 <= best && best <= 1 + higher && counts.len() - lower <= worst && worst <= counts.len());
                let (own, shrunk) = (count as f64 / 28.0, peer.shrunk);
                prop_assert!((own.min(all_rate) - 1e-12..=own.max(all_rate) + 1e-12).contains(&shrunk.per_day));
                prop_assert!(shrunk.interval.0 <= shrunk.per_day && shrunk.per_day <= shrunk.interval.1);
            }
        }
    }

    #[test]
    fn one_area_is_the_first_of_one_and_a_single_question_has_no_place() {
        let snapshot = snapshot(&[(0.0, 0.0, 3, 0.0), (0.0, 0.1, 100, 0.0), (0.1, 0.0, 5, 0.0)]);
        let features = [feature(&(0, 0.0, 0.0, 50.0))];
        let [report] = &full_reports(&features, &snapshot)[..] else { panic!("one report") };
        let findings = report.findings.as_ref().unwrap();
        let among = findings.among.as_ref().unwrap();
        assert_eq!((among.areas, among.rank), (1, (1, 1)));
        assert_eq!(among.q, findings.history.comparison.change.verdict_p);
        assert!((among.shrunk.per_day - 2.0 / 28.0).abs() < 1e-12);
        let single = answer_singly(&features, &snapshot, &GeofenceOptions::default());
        assert!(single[0].findings.as_ref().unwrap().among.is_none());
    }

    #[test]
    fn an_error_names_the_area_in_whichever_step_it_is() {
        let snapshot = snapshot(&[(0.0, 0.0, 3, 0.0)]);
        let circle = feature(&(0, 0.0, 0.0, 50.0));
        let point =
            json!({ "type": "Feature", "properties": {}, "geometry": { "type": "Point", "coordinates": [0, 0] } });
        let mut batch = batch(&[circle.clone(), circle.clone(), point, circle], &GeofenceOptions::default());
        batch.advance(&snapshot, 2).unwrap();
        let error = batch.advance(&snapshot, 2).unwrap_err();
        assert_eq!((error.code, error.at.row), (Code::BadGeometry, Some(3)));
    }

    #[test]
    fn an_error_in_the_options_is_in_no_area() {
        let areas = vec![crate::geometry::parse(r#"{"type":"Point","coordinates":[0,0]}"#).unwrap(); 2];
        let options = GeofenceOptions { radius_km: Some(5.0), confidence: 2.0, ..GeofenceOptions::default() };
        let error = geofences(&snapshot(&[(0.0, 0.0, 3, 0.0)]), areas, options).unwrap_err();
        assert_eq!((error.at.row, error.at.field.as_deref()), (None, Some("confidence")));
    }

    #[test]
    fn full_reports_have_a_limit_of_weeks_and_rows_have_none() {
        let snapshot = snapshot(&[(0.0, 0.0, 3, 0.0), (0.0, 0.0, 7100, 0.0)]);
        let point = geometry::parse(r#"{"type":"Point","coordinates":[0,0]}"#).unwrap();
        let start = |areas: usize, detail: GeofenceDetail| {
            // 7,001 days, of which 1,000 weeks are whole.
            let from = Some(AS_OF - 7000);
            let options = GeofenceOptions { radius_km: Some(5.0), from, detail, ..GeofenceOptions::default() };
            GeofenceBatch::new(vec![point.clone(); areas], options).advance(&snapshot, 1)
        };
        assert!(start(10_000, GeofenceDetail::Full).is_ok() && start(10_001, GeofenceDetail::Rows).is_ok());
        let error = start(10_001, GeofenceDetail::Full).unwrap_err();
        let expected = "There are 10001 areas with a weekly series of 1000 weeks each; at most 10000 are accepted";
        assert!(error.code == Code::TooLarge && error.message.starts_with(expected), "{error}");
    }
}
