//! Tells the points of a receiver's track from incidents: each is a short while and a short way from another, and nothing says what
//! happened there.

use crate::read::layouts::{self, Layout};
use crate::read::names::Name;
use crate::read::names::words::{MOTION, TIME, TIME_OF_DAY};
use crate::read::rows::fields::{FieldSource, Location};
use crate::read::values::{self, Axis, DateOrder, Style};

/// What is said of a file that is a track, where incidents are to be read.
pub const REFUSAL: &str = "This file is a track of a GPS device: points in the order of their times, each a short step from another. \
                           Open it as a route, or give a mapping if its rows are incidents.";

/// The same of records of JSON, which are not read as routes.
pub const REFUSAL_OF_RECORDS: &str = "These records are a track of a GPS device: points in the order of their times, each a short step \
                                      from another. Save it as GPX, GeoJSON or CSV to open it as a route, or give a mapping if the \
                                      records are incidents.";

/// What the rows that were seen have in common with a track.
#[derive(Debug, Default)]
pub struct TrackFinder {
    rows: usize,
    /// Rows that say what happened, which those of a track do not.
    described: usize,
    points: Vec<Point>,
    columns: Columns,
}

/// The columns of a file as far as they matter here.
#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    /// The column with the time of day, beside that of the day.
    time: Option<usize>,
    /// Whether there are speeds or the like.
    has_motion: bool,
}

#[derive(Clone, Copy, Debug)]
struct Point {
    minutes: i64,
    lon: f64,
    lat: f64,
}

impl Point {
    fn km_to(self, other: Point) -> f64 {
        const KM_PER_DEGREE: f64 = 111.2;
        let east = (self.lon - other.lon + 540.0).rem_euclid(360.0) - 180.0;
        let east = east * ((self.lat + other.lat) / 2.0).to_radians().cos();
        KM_PER_DEGREE * east.hypot(self.lat - other.lat)
    }
}

/// A logger writes a point every few seconds or minutes, and once an hour where it saves power. One that also writes speeds may be
/// slower.
const LONGEST_MINUTES: i64 = 90;
const LONGEST_MINUTES_WITH_MOTION: i64 = 24 * 60;
/// A vehicle makes less than this, km/h; and less than this at once, km.
const FASTEST_KMH: f64 = 250.0;
const LONGEST_KM: f64 = 100.0;
/// Two points of the same minute may be this far apart, km.
const SAME_MINUTE_KM: f64 = 5.0;
/// Two incidents may follow each other closely, but not many.
const FEWEST_ROWS: usize = 4;
/// The points of several vehicles may be mixed: one of the last few is that of the same vehicle.
const VEHICLES: usize = 4;
/// More rows tell nothing more.
const MOST_POINTS: usize = 20_000;

impl TrackFinder {
    /// Takes note of one row.
    pub fn see<'r>(&mut self, source: &dyn FieldSource<'r>, layout: &Layout) {
        if self.rows == MOST_POINTS || layout.provider.is_some() {
            return;
        }
        self.columns.find(source, layout);
        self.rows += 1;
        self.described += usize::from(layouts::says_what_happened(source));
        self.points.extend(self.columns.point(source, layout));
    }

    /// Returns whether the rows are a track: nine in ten have a time and are those of a vehicle on its way.
    pub fn is_track(&self) -> bool {
        if self.rows < FEWEST_ROWS || 10 * self.points.len() < 9 * self.rows || 10 * self.described >= self.rows {
            return false;
        }
        let mut points = self.points.clone();
        points.sort_by_key(|point| point.minutes);
        let longest = if self.columns.has_motion { LONGEST_MINUTES_WITH_MOTION } else { LONGEST_MINUTES };
        let is_step = |from: Point, to: Point| {
            let (minutes, km) = (to.minutes - from.minutes, from.km_to(to));
            let is_slow = km <= SAME_MINUTE_KM.max(minutes as f64 / 60.0 * FASTEST_KMH);
            minutes <= longest && km <= LONGEST_KM && is_slow
        };
        let follows = |number: &usize| {
            points[number.saturating_sub(VEHICLES)..*number].iter().any(|from| is_step(*from, points[*number]))
        };
        let steps = (1..points.len()).filter(follows).count();
        // Where there are two vehicles, no point comes before the first one of the second.
        let is_long = points.len() > 5;
        10 * (steps + usize::from(is_long)) >= 9 * (points.len() - 1)
    }
}

impl Columns {
    fn find<'r>(&mut self, source: &dyn FieldSource<'r>, layout: &Layout) {
        let map = source.columns();
        if self.names == map.names() {
            return;
        }
        let names: Vec<Name> = map.names().iter().map(|name| Name::new(name)).collect();
        let day = layout.days.first().and_then(|field| map.column(*field));
        let is_time = |name: &Name| name.has(&TIME) || name.has(&TIME_OF_DAY);
        let mut columns = names.iter().enumerate();
        self.time = columns.find(|(number, name)| Some(*number) != day && is_time(name)).map(|(number, _)| number);
        self.has_motion = names.iter().any(|name| name.has(&MOTION));
        self.names = map.names().to_vec();
    }

    fn point<'r>(&self, source: &dyn FieldSource<'r>, layout: &Layout) -> Option<Point> {
        let minutes = self.minutes(source, layout)?;
        let (lon, lat) = match source.location() {
            Location::At(lon, lat) => (lon, lat),
            Location::Unknown => return None,
            Location::InFields => place_in_fields(source, layout)?,
        };
        (lon.abs() <= 180.0 && lat.abs() <= 90.0).then_some(Point { minutes, lon, lat })
    }

    /// Returns the time of a row. Which of two numbers is the month hardly matters for the steps of a day.
    fn minutes<'r>(&self, source: &dyn FieldSource<'r>, layout: &Layout) -> Option<i64> {
        let day = source.text(*layout.days.first()?);
        let orders = [None, Some(DateOrder::MonthFirst), Some(DateOrder::DayFirst)];
        let parse = |text: &str| {
            orders
                .into_iter()
                .find_map(|date_order| values::parse_moment(text, &Style { date_order, ..Style::default() }))
        };
        parse(&day).or_else(|| parse(&format!("{day} {}", source.cell(self.time?))))
    }
}

fn place_in_fields<'r>(source: &dyn FieldSource<'r>, layout: &Layout) -> Option<(f64, f64)> {
    let [lon, lat] = *layout.degrees else { return None };
    let [lon, lat] = [(lon, Axis::Lon), (lat, Axis::Lat)]
        .map(|(field, axis)| values::parse_degrees(&source.degrees_text(field), axis));
    let in_one = || layout.place_without_geometry.get(2).and_then(|field| values::parse_point(&source.text(*field)));
    lon.zip(lat).or_else(in_one)
}
