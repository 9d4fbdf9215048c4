//! Simulates areas and counts the verdicts of geofences around them.

use std::fmt;

use geobit::area::Area;
use geobit::geometry;
use geobit::history::{Change, ChangeVerdict};
use geobit::incident::Day;
use geobit::load::{self, LoadOptions};
use geobit::questions::forecast::Intensity;
use geobit::questions::geofence::{GeofenceOptions, geofence};
use geobit::snapshot::ColumnSource;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson};

const RECENT: Day = 28;
const BASELINE: Day = 336;
/// The day that the questions are asked for: long enough before the date of the data that the recent window is complete.
const AS_OF: Day = 20_000;
const DATA_AS_OF: Day = AS_OF + 28;
/// Degrees between the centres of two neighbouring areas.
const SPACING: f64 = 2.0;
/// Number of areas in a row around the earth.
const PER_ROW: usize = 180;

/// The distribution of the weekly counts of an area.
#[derive(Clone, Copy, Debug)]
pub enum Weeks {
    Poisson,
    /// Negative binomial, with a variance of this many times the mean.
    Overdispersed(f64),
}

/// The share of areas with each verdict, 0 to 1.
#[derive(Default)]
pub struct Shares {
    pub more: f64,
    pub fewer: f64,
    pub too_few: f64,
    /// `more` by the exact test alone, without widening.
    pub more_as_poisson: f64,
    /// `fewer` by the exact test alone, without widening.
    pub fewer_as_poisson: f64,
}

/// Simulates `areas` areas and returns the shares of their verdicts. At the rate of the baseline, `expected` incidents fall into
/// the recent window; the simulated rate there is `ratio` times that.
pub fn count_verdicts(areas: usize, expected: f64, ratio: f64, weeks: Weeks) -> Shares {
    let mut random = SmallRng::seed_from_u64(20_261_124);
    let mut bulk = ColumnSource::default();
    let centres: Vec<[f64; 2]> = (0..areas).map(centre).collect();
    for &[lon, lat] in &centres {
        let mut push = |day: Day| {
            bulk.lon.push(lon);
            bulk.lat.push(lat);
            bulk.day.push(day);
        };
        let weekly_rate = 7.0 * expected / f64::from(RECENT);
        for week in 0..(RECENT + BASELINE) / 7 {
            let rate = if week < RECENT / 7 { ratio * weekly_rate } else { weekly_rate };
            for _ in 0..weeks.draw(rate, &mut random) {
                push(AS_OF - 7 * week - random.random_range(0..7));
            }
        }
    }
    // A snapshot needs a row, even where the simulation drew none.
    bulk.lon.push(0.0);
    bulk.lat.push(89.0);
    bulk.day.push(AS_OF);
    let options = LoadOptions { as_of: Some(DATA_AS_OF), ..LoadOptions::default() };
    let snapshot = load::load_columns(bulk, options).expect("simulated columns");
    // The verdict does not depend on the intensity, which is not fitted here.
    let options = GeofenceOptions { as_of: Some(AS_OF), intensity: Intensity::Fixed, ..GeofenceOptions::default() };
    let mut shares = Shares::default();
    for [lon, lat] in centres {
        let text = format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#);
        let area = Area::new(geometry::parse(&text).unwrap(), Some(25.0)).unwrap();
        let report = geofence(&snapshot, &area, &options).unwrap();
        shares.add(&report.findings.unwrap().history.comparison.change, 1.0 / areas as f64);
    }
    shares
}

fn centre(area: usize) -> [f64; 2] {
    [-179.0 + SPACING * (area % PER_ROW) as f64, -60.0 + SPACING * (area / PER_ROW) as f64]
}

impl fmt::Display for Weeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Weeks::Poisson => write!(f, "Poisson"),
            Weeks::Overdispersed(index) => write!(f, "overdispersed, variance {index} times the mean"),
        }
    }
}

impl Weeks {
    /// The count of a week with this rate.
    pub fn draw(self, rate: f64, random: &mut SmallRng) -> usize {
        if rate == 0.0 {
            return 0;
        }
        let mean = match self {
            Weeks::Poisson => rate,
            Weeks::Overdispersed(index) => Gamma::new(rate / (index - 1.0), index - 1.0).unwrap().sample(random),
        };
        if mean > 0.0 { Poisson::new(mean).map_or(0, |poisson| poisson.sample(random) as usize) } else { 0 }
    }
}

impl Shares {
    fn add(&mut self, change: &Change, one: f64) {
        match change.verdict {
            ChangeVerdict::More => self.more += one,
            ChangeVerdict::Fewer => self.fewer += one,
            ChangeVerdict::TooFew => self.too_few += one,
            ChangeVerdict::NoClearChange => {}
        }
        if change.p < 0.05 && change.verdict != ChangeVerdict::TooFew {
            let more = change.ratio.is_none_or(|ratio| ratio > 1.0);
            *(if more { &mut self.more_as_poisson } else { &mut self.fewer_as_poisson }) += one;
        }
    }
}
