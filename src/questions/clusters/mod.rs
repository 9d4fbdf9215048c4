//! Groups of incidents that are near each other in space and recent: more in the last days than a place and its days by themselves
//! make, by the prospective space-time permutation scan.

mod chance;
mod observed;
mod places;
mod say;

use serde::{Deserialize, Serialize};

use super::limits;
use super::points::{Exactness, LeftOut, Points};
use super::selection::Selection;
use crate::area::Area;
use crate::error::{Code, GeobitError, Result};
use crate::geo::LonLat;
use crate::incident::{Day, Kind};
use crate::memory;
use crate::snapshot::Snapshot;
use crate::words::Language;
use chance::Chance;
use observed::Observed;
use places::{Neighbours, Places};

/// The subject of the sentence that says that memory is missing.
const SCAN: &str = "This scan";

/// The options of a question about groups of incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ClustersOptions {
    /// The largest radius of a group, km, 0.001 to 2,000. Default: 150.
    pub max_km: f64,
    /// The most last days of a group, 1 to 90. Default: 28.
    pub max_days: u32,
    /// The largest share of all incidents, of all days, that the circle of a group may have, 0.001 to 1. Default: 0.5.
    pub max_share: f64,
    /// How often the days are permuted, 19 to 9,999. Default: 999.
    pub permutations: u32,
    /// Seed of the permutations, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1.
    pub seed: u32,
    /// The first day that counts. Default: no bound.
    #[serde(with = "crate::day::text_option")]
    pub from: Option<Day>,
    /// The last day that counts. Default: no bound.
    #[serde(with = "crate::day::text_option")]
    pub to: Option<Day>,
    /// The last day of every group; later incidents do not count. Default: the data-as-of, or `to` if that is earlier.
    #[serde(with = "crate::day::text_option")]
    pub as_of: Option<Day>,
    /// Only incidents of these kinds, at most nine. Default: all.
    pub kinds: Option<Vec<Kind>>,
    /// Whether incidents whose place is less exact than `maxKm`, or whose date is less exact than `maxDays`, are left out. Otherwise
    /// everything with coordinates counts. Either way an incident counts at its recorded point. Default: true.
    pub uncertainty: bool,
    /// The day on which the question is asked, by which the age of the data is told. Default: not told.
    #[serde(with = "crate::day::text_option")]
    pub today: Option<Day>,
    /// The language of `words`. Default: English.
    pub lang: Language,
}

impl Default for ClustersOptions {
    fn default() -> ClustersOptions {
        ClustersOptions {
            max_km: 150.0,
            max_days: 28,
            max_share: 0.5,
            permutations: 999,
            seed: 1,
            from: None,
            to: None,
            as_of: None,
            kinds: None,
            uncertainty: true,
            today: None,
            lang: Language::En,
        }
    }
}

/// Groups of incidents, and how unusual each is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clusters {
    /// The ten most unusual groups, the most unusual first. Each is the most unusual one around its centre, and no place is in two.
    pub clusters: Vec<Cluster>,
    /// How often the days were permuted.
    pub permutations: u32,
    /// Seed of the permutations.
    pub seed: u32,
    /// The last day of every group.
    #[serde(with = "crate::day::text")]
    pub as_of: Day,
    /// The number of incidents that count.
    pub incidents: u64,
    /// The number of different places at which they are.
    pub places: u64,
    /// How many incidents that were asked about do not count.
    pub left_out: LeftOut,
    /// What there is to say, in the language that was asked for.
    pub words: String,
}

/// A group of incidents: those in a circle around a recorded place, in the last days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    /// The centre, longitude and latitude.
    pub centre: (f64, f64),
    /// The distance to its farthest place, km.
    pub radius_km: f64,
    /// The number of its days, the last of which is `asOf`.
    pub days: u32,
    /// The number of its incidents, at least 2.
    pub count: u32,
    /// The number that would be expected if places and days had nothing to do with each other: incidents of its places on all days, times
    /// those of its days in all places, by all incidents.
    pub expected: f64,
    /// The log-likelihood ratio of Kulldorff et al. (2005).
    pub llr: f64,
    /// The probability that the most unusual group of permuted days is as unusual: (1 + permutations with such a group)/(1 +
    /// permutations).
    pub p: f64,
    /// If the record is looked at every day, chance alone shows such a group once in so many days: 1/p.
    pub recurrence_days: f64,
    /// Rows of its incidents, ascending.
    pub rows: Vec<u32>,
}

/// Looks for groups of incidents that are near each other and recent. With an area, only incidents whose recorded point is inside count.
///
/// ```
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::questions::clusters::{ClustersOptions, clusters};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat\na,2024-03-01,7.0,9.0\nb,2024-03-02,7.4,12.0\nc,2024-04-20,7.1,9.0\nd,2024-04-20,7.1,9.1\n")?;
/// let options = ClustersOptions { permutations: 99, ..ClustersOptions::default() };
/// let found = clusters(&loader.finish()?, None, &options)?;
/// assert_eq!((found.clusters[0].count, found.clusters[0].days), (2, 1));
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` for an option out of its range, and for a reversed range of days. `TooLarge` for more than 60,000 incidents or 5,000
/// different places, or if there is not enough memory.
pub fn clusters(snapshot: &Snapshot, within: Option<&Area>, options: &ClustersOptions) -> Result<Clusters> {
    let mut scan = Scan::new(snapshot, within, options)?;
    scan.advance(usize::MAX);
    Ok(scan.finish(snapshot))
}

/// A question about groups that is answered some places at a time, so that a caller can show progress or stop.
pub struct Scan {
    options: ClustersOptions,
    study: Study,
    rows: Vec<u32>,
    left_out: LeftOut,
    neighbours: Neighbours,
    observed: Observed,
    chance: Option<Chance>,
    total: usize,
    done: usize,
}

/// The incidents that are scanned.
pub(super) struct Study {
    pub as_of: Day,
    pub places: Places,
    /// The number of the place of each incident.
    pub place_of: Vec<u32>,
    /// The age of each incident in days; of those older than the longest group, just more than that.
    pub age: Vec<u32>,
    /// The number of incidents of so many last days, from 1.
    pub in_days: Vec<u32>,
    pub max_km: f64,
    /// The most incidents of a circle.
    pub most: u32,
}

impl Study {
    fn new(snapshot: &Snapshot, rows: &[u32], as_of: Day, options: &ClustersOptions) -> Result<Study> {
        let max = limits::MAX_CLUSTER_INCIDENTS;
        if rows.len() > max {
            return Err(too_large(format!("There are {} incidents; at most {max} are scanned at once.", rows.len())));
        }
        let at: Vec<LonLat> = rows.iter().map(|&row| snapshot.at(row as usize)).collect();
        let (places, place_of) = Places::new(&at);
        let max = limits::MAX_CLUSTER_PLACES;
        if places.len() > max {
            return Err(too_large(format!(
                "There are incidents at {} different places; at most {max} are scanned at once.",
                places.len()
            )));
        }
        let days = options.max_days;
        let age_of = |&row: &u32| as_of.abs_diff(snapshot.day()[row as usize]).min(days);
        let age: Vec<u32> = rows.iter().map(age_of).collect();
        let mut in_days = vec![0; days as usize];
        for age in age.iter().filter(|age| **age < days) {
            in_days[*age as usize] += 1;
        }
        for day in 1..in_days.len() {
            in_days[day] += in_days[day - 1];
        }
        // The product may lie just below a whole number that is meant.
        let most = (options.max_share * rows.len() as f64 + 1e-9) as u32;
        Ok(Study { as_of, places, place_of, age, in_days, max_km: options.max_km, most })
    }

    pub fn incidents(&self) -> u32 {
        self.age.len() as u32
    }

    /// The number of the longest group's days.
    pub fn days(&self) -> usize {
        self.in_days.len()
    }

    fn find_neighbours(&self, centre: usize, neighbours: &mut Neighbours) {
        self.places.find_neighbours(centre, self.max_km, self.most, neighbours);
    }
}

fn too_large(message: String) -> GeobitError {
    let message = format!("{message} Ask about an area (within), fewer kinds or later days (from).");
    GeobitError::new(Code::TooLarge, message).at_field("within")
}

impl Scan {
    /// Checks the options and collects the incidents.
    ///
    /// # Errors
    /// Those of [`clusters`].
    pub fn new(snapshot: &Snapshot, within: Option<&Area>, options: &ClustersOptions) -> Result<Scan> {
        limits::CLUSTER_KM.check("maxKm", options.max_km)?;
        limits::CLUSTER_DAYS.check("maxDays", options.max_days)?;
        limits::CLUSTER_SHARE.check("maxShare", options.max_share)?;
        limits::CLUSTER_PERMUTATIONS.check("permutations", options.permutations)?;
        let mut selection = Selection::new(options.from, options.to, options.kinds.as_deref(), None, snapshot)?;
        let to = options.to.unwrap_or(Day::MAX);
        let as_of = options.as_of.unwrap_or(snapshot.as_of().min(to));
        selection.to = Some(to.min(as_of));
        let exactness = Exactness { km: options.max_km, days: options.max_days };
        let Points { rows, left_out } =
            Points::collect(snapshot, &selection, within, options.uncertainty.then_some(exactness));
        let study = Study::new(snapshot, &rows, as_of, options)?;
        memory::require(SCAN, chance::bytes(&study))?;
        let places = study.places.len();
        let passes = (options.permutations as usize).div_ceil(chance::per_pass(&study));
        Ok(Scan {
            options: options.clone(),
            observed: Observed::new(&study),
            study,
            rows,
            left_out,
            neighbours: Neighbours::default(),
            chance: None,
            total: places * (1 + passes),
            done: 0,
        })
    }

    /// Number of steps.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Number of steps that are taken.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Takes the next steps, at most `count` of them. Where nothing depends on further steps, they count as taken.
    pub fn advance(&mut self, count: usize) {
        let places = self.study.places.len();
        for _ in 0..count {
            if self.done >= self.total {
                return;
            }
            let centre = self.done % places;
            match &mut self.chance {
                None => {
                    self.study.find_neighbours(centre, &mut self.neighbours);
                    self.observed.look(&self.study, centre, &self.neighbours);
                    self.done += 1;
                    if self.done == places {
                        self.observed.choose(&self.study, &mut self.neighbours);
                        self.chance = Some(Chance::new(&self.study, &self.observed, &self.options));
                    }
                }
                Some(chance) => {
                    if centre == 0 {
                        chance.begin_pass(&self.study);
                    }
                    if chance.is_settled() {
                        self.done += places - centre;
                        continue;
                    }
                    self.study.find_neighbours(centre, &mut self.neighbours);
                    chance.look(&self.neighbours);
                    self.done += 1;
                }
            }
        }
    }

    /// Ends the question.
    pub fn finish(self, snapshot: &Snapshot) -> Clusters {
        let ClustersOptions { permutations, seed, .. } = self.options;
        let p = self.chance.map(|chance| chance.p_values(permutations)).unwrap_or_default();
        let found = self.observed.chosen.iter().zip(p);
        let clusters = found.map(|(one, p)| one.report(&self.study, &self.rows, p)).collect();
        let mut found = Clusters {
            clusters,
            permutations,
            seed,
            as_of: self.study.as_of,
            incidents: self.rows.len() as u64,
            places: self.study.places.len() as u64,
            left_out: self.left_out,
            words: String::new(),
        };
        found.words = say::say(&found, snapshot, &self.options);
        found
    }
}
