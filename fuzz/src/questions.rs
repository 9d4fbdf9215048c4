//! Questions about small snapshots, with any options.

mod areas;
mod intensities;
mod roads;
mod two_logs;

use arbitrary::{Result, Unstructured};
use geobit::geo::{GeoPoint, LonLat};
use geobit::incident::{Day, Kind};
use geobit::load::{LoadOptions, Loader};
use geobit::snapshot::Snapshot;
use geobit::{day, options};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Case;
use super::draw::{Region, pick, special_or, uncertainty_km};
use super::readers::check_error;

/// A question about a snapshot.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    incidents: Vec<Row>,
    question: Question,
    /// Options of a question about duplicates, in both halves of the incidents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    two_logs: Option<Value>,
}

/// A row of the file that the snapshot is read from.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    lon: f64,
    lat: f64,
    /// Days from 1970-01-01.
    day: Day,
    #[serde(default)]
    uncertainty_km: f64,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    actor: String,
}

/// Shapes are GeoJSON; options are as the package takes them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
enum Question {
    Areas { areas: Vec<Value>, options: Value },
    Roads { lines: Vec<Value>, options: Value, compare: Option<Value> },
}

/// The last day of most incidents: 2024-10-04.
const TODAY: Day = 20_000;
const ACTORS: [&str; 3] = ["", "North", "South"];

impl Case for Ask {
    fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn draw(u: &mut Unstructured<'_>) -> Result<Self> {
        let region = Region::draw(u)?;
        let is_areas = u.arbitrary()?;
        let mut options = draw_scope(u)?;
        let question = if is_areas {
            areas::draw_options(u, &mut options)?;
            let areas = (0..u.int_in_range(1..=3)?).map(|_| region.shape(u)).collect::<Result<_>>()?;
            Question::Areas { areas, options: Value::Object(options) }
        } else {
            roads::draw_options(u, &mut options)?;
            let lines = (0..u.int_in_range(1..=3)?).map(|_| region.line(u)).collect::<Result<_>>()?;
            let compare = if u.ratio(1, 2)? { Some(roads::draw_compare(u)?) } else { None };
            Question::Roads { lines, options: Value::Object(options), compare }
        };
        let count = special_or(u, &[1.0, 2.0, 2.0, 5.0, 12.0, 40.0], 1.0, 100.0)? as usize;
        let incidents = (0..count).map(|_| Row::draw(u, &region)).collect::<Result<_>>()?;
        // Inputs that were found before this question end here, and have none.
        let two_logs = if u.arbitrary()? { Some(two_logs::draw_options(u)?) } else { None };
        Ok(Ask { incidents, question, two_logs })
    }

    fn check(&self) {
        if let Some(options) = &self.two_logs {
            let (first, second) = self.incidents.split_at(self.incidents.len() / 2);
            if let (Some(first), Some(second)) = (load(first), load(second)) {
                two_logs::check(&first, &second, options);
            }
        }
        let Some(snapshot) = load(&self.incidents) else { return };
        match &self.question {
            Question::Areas { areas, options } => areas::check(&snapshot, &areas[..areas.len().min(4)], options),
            Question::Roads { lines, options, compare } => {
                roads::check(&snapshot, &lines[..lines.len().min(4)], options, compare.as_ref());
            }
        }
    }
}

impl Row {
    fn draw(u: &mut Unstructured<'_>, region: &Region) -> Result<Row> {
        let [lon, lat] = region.place(u)?;
        let age = match u.int_in_range(0..=5)? {
            0 => i32::from(u.arbitrary::<i16>()?),
            1 => pick(u, &[-1, 0, 27, 28, 363, 364, 19_000, -20_000])?,
            _ => i32::from(u.arbitrary::<u8>()?),
        };
        Ok(Row {
            lon,
            lat,
            day: TODAY - age,
            uncertainty_km: if u.arbitrary()? { 0.0 } else { uncertainty_km(u)? },
            kind: pick(u, &Kind::ALL)?,
            actor: pick(u, &ACTORS)?.into(),
        })
    }
}

/// Loads incidents, as a file.
fn load(incidents: &[Row]) -> Option<Snapshot> {
    let mut csv = String::from("id,start,lon,lat,uncertainty_km,kind,actor1\n");
    for (number, row) in incidents.iter().take(200).enumerate() {
        let Row { lon, lat, uncertainty_km, kind, .. } = row;
        let (day, actor) = (day::format(row.day.clamp(-700_000, 2_900_000)), row.actor.replace(['"', '\r', '\n'], " "));
        csv += &format!("{number},{day},{lon},{lat},{uncertainty_km},{},\"{actor}\"\n", kind.name());
    }
    let mut loader = Loader::new(LoadOptions::default()).ok()?;
    loader.push(csv.as_bytes()).ok()?;
    loader.finish().ok()
}

/// Draws the options that every question has. Some of them are out of their range.
fn draw_scope(u: &mut Unstructured<'_>) -> Result<Map<String, Value>> {
    let mut options = Map::new();
    let mut add = |name: &str, value: Value| options.insert(name.into(), value);
    let days = [1.0, 7.0, 28.0, 336.0, 3650.0, 18_200.0, 36_525.0, 0.0];
    if u.ratio(1, 3)? {
        add("recentDays", json!(special_or(u, &days, 1.0, 400.0)? as u32));
        add("baselineDays", json!(special_or(u, &days, 1.0, 2000.0)? as u32));
    }
    for name in ["from", "to", "asOf"] {
        if u.ratio(1, 5)? {
            let day = special_or(u, &[TODAY.into(), 19_900.0, -719_528.0, 2_932_896.0], 19_000.0, 21_000.0)?;
            add(name, json!(day::format(day as Day)));
        }
    }
    if u.ratio(1, 4)? {
        let kinds: Vec<&str> =
            (0..u.int_in_range(0..=3)?).map(|_| Ok(pick(u, &Kind::ALL)?.name())).collect::<Result<_>>()?;
        add("kinds", json!(kinds));
    }
    if u.ratio(1, 6)? {
        add("actors", json!([pick(u, &ACTORS)?]));
    }
    if u.ratio(1, 3)? {
        add("uncertainty", json!(false));
    }
    if u.ratio(1, 5)? {
        add("confidence", json!(special_or(u, &[0.5, 0.8, 0.99, 0.999, 0.9999999, 1e-9], 0.01, 0.9999)?));
    }
    Ok(options)
}

/// Reads options as the package does. `None` for options that are refused.
fn read_options<T: DeserializeOwned>(options: &Value) -> Option<T> {
    match options::read(options) {
        Ok(options) => Some(options),
        Err(error) => {
            check_error(&error);
            None
        }
    }
}

/// What a question asks for, by its definition.
struct Asked<'a> {
    snapshot: &'a Snapshot,
    from: Option<Day>,
    to: Option<Day>,
    kinds: Option<&'a [Kind]>,
    actors: Option<&'a [String]>,
    uncertainty: bool,
    as_of: Day,
    recent_days: u32,
    baseline_days: u32,
}

/// What the options of a question ask for; all options have these members.
macro_rules! asked {
    ($snapshot:expr, $options:expr) => {
        Asked {
            snapshot: $snapshot,
            from: $options.from,
            to: $options.to,
            kinds: $options.kinds.as_deref(),
            actors: $options.actors.as_deref(),
            uncertainty: $options.uncertainty,
            as_of: $options.as_of.unwrap_or($snapshot.as_of()),
            recent_days: $options.recent_days,
            baseline_days: $options.baseline_days,
        }
    };
}
use asked;

impl Asked<'_> {
    /// Whether a row can be located, and has a kind and an actor that are asked for.
    fn matches(&self, row: usize) -> bool {
        let located = if self.uncertainty {
            !self.snapshot.uncertainty_km()[row].is_nan()
        } else {
            !self.snapshot.lon()[row].is_nan()
        };
        let record = self.snapshot.record(row);
        located
            && self.kinds.is_none_or(|kinds| kinds.contains(&record.kind))
            && self.actors.is_none_or(|actors| record.actors.iter().any(|actor| actors.contains(actor)))
    }

    /// Whether the day of a row is asked for.
    fn covers(&self, row: usize) -> bool {
        let day = self.snapshot.day()[row];
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }

    fn radius_km(&self, row: usize) -> f64 {
        if self.uncertainty { f64::from(self.snapshot.uncertainty_km()[row]) } else { 0.0 }
    }

    fn at(&self, row: usize) -> LonLat {
        LonLat::new(self.snapshot.lon()[row], self.snapshot.lat()[row])
    }

    fn point(&self, row: usize) -> GeoPoint {
        GeoPoint::new(self.at(row))
    }

    fn matching_rows(&self) -> Vec<usize> {
        (0..self.snapshot.len()).filter(|&row| self.matches(row)).collect()
    }

    /// The number of rows in the recent window and in the baseline.
    fn in_windows(&self, rows: impl Iterator<Item = usize>) -> (u64, u64) {
        let (mut recent, mut baseline) = (0, 0);
        let (recent_days, all_days) =
            (i64::from(self.recent_days), i64::from(self.recent_days) + i64::from(self.baseline_days));
        for row in rows {
            let age = i64::from(self.as_of) - i64::from(self.snapshot.day()[row]);
            recent += u64::from((0..recent_days).contains(&age));
            baseline += u64::from((recent_days..all_days).contains(&age));
        }
        (recent, baseline)
    }
}

/// Panics unless rows ascend, which also makes them unique.
fn check_ascending(rows: &[u32], snapshot: &Snapshot) {
    assert!(rows.windows(2).all(|two| two[0] < two[1]), "rows do not ascend: {rows:?}");
    assert!(rows.last().is_none_or(|last| (*last as usize) < snapshot.len()), "{rows:?}");
}
