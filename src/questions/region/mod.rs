//! The regional picture: where the incidents of each period lie, how far from a place, and whether that changed.

mod periods;
mod say;
mod spread;

use serde::{Deserialize, Serialize};

use super::limits::{self, refuse};
use super::points::{Exactness, Points};
use super::selection::Selection;
use crate::area::Area;
use crate::error::{Result, quote_excerpt};
use crate::geo::LonLat;
use crate::incident::{Day, Kind, MAX_UNCERTAINTY_KM};
use crate::snapshot::Snapshot;
use crate::stats::ranks::mann_whitney;
use crate::words::Language;
pub use periods::PeriodLength;
pub use spread::{DistanceKm, Ellipse, Share};

pub use super::points::LeftOut;

/// The options of a question about a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RegionOptions {
    /// The length of the periods. Default: a year.
    pub by: PeriodLength,
    /// The place that distances are measured from: longitude, -180 to 180, and latitude, -90 to 90. Default: the mean centre of all
    /// incidents that count.
    pub reference: Option<Vec<f64>>,
    /// What the sentence calls that place, at most 100 characters. Default: the reference point.
    pub reference_name: Option<String>,
    /// Outer limits of rings around it, km, each 0.001 to 20,040, ascending, at most 20. Default: 50, 100, 200, 400 and 800.
    pub rings_km: Vec<f64>,
    /// The first day that counts. Default: no bound.
    #[serde(with = "crate::day::text_option")]
    pub from: Option<Day>,
    /// The last day that counts. Default: no bound.
    #[serde(with = "crate::day::text_option")]
    pub to: Option<Day>,
    /// Only incidents of these kinds, at most nine. Default: all.
    pub kinds: Option<Vec<Kind>>,
    /// Whether incidents that cannot be located, and those whose date is less exact than a period is long, are left out. Otherwise
    /// everything with coordinates counts. Either way an incident counts at its recorded point. Default: true.
    pub uncertainty: bool,
    /// The day on which the question is asked, by which the age of the data is told. Default: not told.
    #[serde(with = "crate::day::text_option")]
    pub today: Option<Day>,
    /// The language of `words`. Default: English.
    pub lang: Language,
}

impl Default for RegionOptions {
    fn default() -> RegionOptions {
        RegionOptions {
            by: PeriodLength::Year,
            reference: None,
            reference_name: None,
            rings_km: vec![50.0, 100.0, 200.0, 400.0, 800.0],
            from: None,
            to: None,
            kinds: None,
            uncertainty: true,
            today: None,
            lang: Language::En,
        }
    }
}

/// Where the incidents of each period lie.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    /// The periods that the data and the options reach into, one after the other, also those without an incident.
    pub periods: Vec<Period>,
    /// The distances of the last period that the data cover to its end, against those of the period before it; `None` without two such
    /// periods, or if one of them has no incident.
    pub test: Option<DistanceTest>,
    /// The place that distances are measured from, longitude and latitude; `None` where no incident counts and none was given.
    pub reference: Option<(f64, f64)>,
    /// How many incidents that were asked about do not count.
    pub left_out: LeftOut,
    /// What there is to say, in the language that was asked for.
    pub words: String,
}

/// A period, and where its incidents lie. What would be about no incident is `None`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// Its first day.
    #[serde(with = "crate::day::text")]
    pub from: Day,
    /// Its last day.
    #[serde(with = "crate::day::text")]
    pub to: Day,
    /// Whether the data, or the days that were asked for, cover it only in part.
    pub partial: bool,
    /// The number of incidents.
    pub n: u64,
    /// The mean of their longitudes and of their latitudes, degrees. Longitudes are counted on across the antimeridian where the widest
    /// gap between the incidents of all periods is elsewhere.
    pub mean: Option<(f64, f64)>,
    /// The standard deviational ellipse around it; `None` for fewer than three incidents.
    pub ellipse: Option<Ellipse>,
    /// Distances to the reference, km.
    pub distance_km: Option<DistanceKm>,
    /// The share of incidents within 100 km of the reference.
    pub within100_km: Option<Share>,
    /// The number of incidents in each ring around the reference: from the limit of the one before, which is not in it, to its own.
    pub rings: Vec<u32>,
    /// The number of incidents beyond the last ring.
    pub beyond: u32,
}

/// Whether the distances of one period tend to be larger than those of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DistanceTest {
    /// The number of pairs in which the later distance is larger; ties count half.
    pub u: f64,
    /// Two-sided p value of Mann and Whitney.
    pub p: f64,
    /// Whether p is exact: without equal distances, and with at most 2,500 pairs. Otherwise it is the normal approximation.
    pub exact: bool,
}

/// Tells where the incidents of each period lie, how far from a place, and whether the last period that is covered to its end differs
/// from the one before. With an area, only incidents whose recorded point is inside count.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::questions::region::{RegionOptions, region};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat\na,2024-03-01,7.0,9.0\nb,2025-03-05,7.4,9.0\nc,2025-12-31,7.6,9.0\n")?;
/// let options = RegionOptions { reference: Some(vec![7.4, 9.0]), ..RegionOptions::default() };
/// let found = region(&loader.finish()?, None, &options)?;
/// assert_eq!((found.periods.len(), found.periods[1].n, found.periods[1].rings[0]), (2, 2, 2));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` for an option out of its range, a reversed range of days, and for days that have more than 2,400 periods.
pub fn region(snapshot: &Snapshot, within: Option<&Area>, options: &RegionOptions) -> Result<Region> {
    limits::check_rings(&options.rings_km, limits::REGION_RING_KM)?;
    let given = options.reference.as_deref().map(read_reference).transpose()?;
    if let Some(name) = &options.reference_name
        && name.chars().count() > limits::MAX_PLACE_NAME
    {
        let message = format!(
            "referenceName is {}, which is longer than the {} characters that are accepted.",
            quote_excerpt(name),
            limits::MAX_PLACE_NAME
        );
        return refuse("referenceName", message);
    }
    let selection = Selection::new(options.from, options.to, options.kinds.as_deref(), None, snapshot)?;
    let span = Span::new(snapshot, options)?;
    let exactness = Exactness { km: f64::from(MAX_UNCERTAINTY_KM), days: options.by.most_days() };
    let points = Points::collect(snapshot, &selection, within, options.uncertainty.then_some(exactness));
    let mut by_period = vec![Vec::new(); span.numbers().len()];
    let mut all = Vec::with_capacity(points.rows.len());
    for row in points.rows.iter().map(|&row| row as usize) {
        let place = snapshot.at(row);
        by_period[(options.by.number_of(snapshot.day()[row]) - span.first_number) as usize].push(place);
        all.push(place);
    }
    let seam = spread::seam(&all);
    let reference = given.or_else(|| spread::mean_centre(&all, seam));
    let mut distances = Vec::with_capacity(by_period.len());
    let mut periods = Vec::with_capacity(by_period.len());
    for (places, number) in by_period.iter().zip(span.numbers()) {
        let ascending = reference.map_or_else(Vec::new, |reference| spread::distances(places, reference));
        periods.push(span.period(number, places, &ascending, seam, options));
        distances.push(ascending);
    }
    let last = span.last_complete(&periods);
    let compared = last.filter(|last| *last > 0);
    let tested = compared.and_then(|last| mann_whitney(&distances[last], &distances[last - 1]));
    let mut found = Region {
        test: tested.map(|test| DistanceTest { u: test.u, p: test.p, exact: test.exact }),
        periods,
        reference: reference.map(|at| (at.lon, at.lat)),
        left_out: points.left_out,
        words: String::new(),
    };
    found.words = say::say(&found, snapshot, last, options);
    Ok(found)
}

/// The days that are asked about and that the data reach into, in whole periods.
struct Span {
    by: PeriodLength,
    /// The days that the data cover, within those that were asked for. The last one is before the first where there are none.
    from: Day,
    to: Day,
    /// The last day on which there can be an incident that counts.
    last: Day,
    first_number: i32,
}

impl Span {
    fn new(snapshot: &Snapshot, options: &RegionOptions) -> Result<Span> {
        let (first, last) = snapshot.span();
        let (from, to) = (options.from.unwrap_or(Day::MIN).max(first), options.to.unwrap_or(Day::MAX));
        let span = Span {
            by: options.by,
            from,
            to: to.min(snapshot.as_of()),
            // Incidents may be later than the date of the data that was given.
            last: to.min(last.max(snapshot.as_of())),
            first_number: options.by.number_of(from),
        };
        let count = span.numbers().len();
        if count > limits::MAX_PERIODS {
            let message = format!(
                "By {} there are {count} periods from {} to {}; at most {} are accepted. Ask by year, or give from and to.",
                options.by.name(),
                crate::day::format(from),
                crate::day::format(span.last),
                limits::MAX_PERIODS
            );
            return refuse("by", message);
        }
        Ok(span)
    }

    fn numbers(&self) -> std::ops::Range<i32> {
        if self.last < self.from {
            return 0..0;
        }
        self.first_number..self.by.number_of(self.last) + 1
    }

    fn period(&self, number: i32, places: &[LonLat], ascending: &[f64], seam: f64, options: &RegionOptions) -> Period {
        let (from, to) = self.by.days(number);
        let centre = spread::mean_centre(places, seam);
        let within = |km: f64| ascending.partition_point(|distance| *distance <= km) as u32;
        let mut before = 0;
        let ring = |km: &f64| within(*km) - std::mem::replace(&mut before, within(*km));
        let rings: Vec<u32> = options.rings_km.iter().map(ring).collect();
        Period {
            from,
            to,
            partial: from < self.from || to > self.to,
            n: places.len() as u64,
            mean: centre.map(|at| (at.lon, at.lat)),
            ellipse: centre.and_then(|centre| Ellipse::around(places, centre)),
            distance_km: DistanceKm::new(ascending),
            within100_km: Share::near(ascending),
            rings,
            beyond: ascending.len() as u32 - before,
        }
    }

    /// The last period that the data cover to its end.
    fn last_complete(&self, periods: &[Period]) -> Option<usize> {
        periods.iter().rposition(|period| period.to <= self.to)
    }
}

fn read_reference(given: &[f64]) -> Result<LonLat> {
    let [lon, lat] = *given else {
        let message =
            format!("reference has {} numbers; two are wanted, a longitude and a latitude in degrees.", given.len());
        return refuse("reference", message);
    };
    limits::LONGITUDE.check("reference.0", lon)?;
    limits::LATITUDE.check("reference.1", lat)?;
    Ok(LonLat::new(lon, lat))
}
