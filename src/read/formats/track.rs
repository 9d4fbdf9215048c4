//! Tells the points of a GPS track from incidents: many, in the order of their times, each a short step from the one before.

use crate::read::layouts::Layout;
use crate::read::rows::fields::FieldSource;
use crate::read::values::{self, Axis};

/// What the rows that were seen have in common with a track.
#[derive(Debug, Default)]
pub struct TrackFinder {
    rows: u64,
    /// Rows with a time of the day that is not before that of the row above, a short while and a short way after it.
    steps: u64,
    last: Option<(i64, Place)>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    lon: f64,
    lat: f64,
}

impl Place {
    fn is_near(self, other: Place) -> bool {
        let east = (self.lon - other.lon + 540.0).rem_euclid(360.0) - 180.0;
        let east = east * self.lat.to_radians().cos();
        east.abs().max((self.lat - other.lat).abs()) <= LONGEST_STEP
    }
}

/// A logger writes a point every few seconds or minutes.
const LONGEST_MINUTES: i64 = 30;
/// A vehicle makes less than this in that time, in degrees of latitude: 55 km.
const LONGEST_STEP: f64 = 0.5;
/// Two incidents may follow each other closely, but not many.
const FEWEST_ROWS: u64 = 5;

impl TrackFinder {
    /// Takes note of one row.
    pub fn see<'r>(&mut self, source: &dyn FieldSource<'r>, layout: &Layout) {
        self.rows += 1;
        let here = Self::moment_and_place(source, layout);
        if let (Some((before, from)), Some((now, to))) = (self.last, here) {
            let is_soon = (0..=LONGEST_MINUTES).contains(&(now - before));
            self.steps += u64::from(is_soon && from.is_near(to));
        }
        self.last = here;
    }

    /// Returns whether the rows are a track: at least nine in ten steps are those of one.
    pub fn is_track(&self) -> bool {
        self.rows >= FEWEST_ROWS && 10 * self.steps >= 9 * (self.rows - 1)
    }

    fn moment_and_place<'r>(source: &dyn FieldSource<'r>, layout: &Layout) -> Option<(i64, Place)> {
        let [lon, lat] = *layout.degrees else { return None };
        let moment = values::parse_moment(&source.text(*layout.days.first()?), &source.reading().style)?;
        let lon = values::parse_degrees(&source.text(lon), Axis::Lon).filter(|lon| lon.abs() <= 180.0)?;
        let lat = values::parse_degrees(&source.text(lat), Axis::Lat).filter(|lat| lat.abs() <= 90.0)?;
        Some((moment, Place { lon, lat }))
    }
}
