//! Rules about shapes: which of them fire, and how often each would by chance.

mod judge;
mod parts;
mod rule;
mod say;

use serde::{Deserialize, Serialize};

use super::limits::{self, MAX_RULES};
use crate::area_tree::AreaTree;
use crate::error::Result;
use crate::geometry::Shape;
use crate::incident::Day;
use crate::snapshot::Snapshot;
use crate::words::Language;
use judge::Judge;
use parts::Parts;
pub use rule::{Rule, RuleRadius, When, in_shape, read_rules};

/// Incidents are new for so many days, unless the caller says since when.
const NEW_DAYS: Day = 28;

/// The options of a question about rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AlertsOptions {
    /// The first day on which an incident is new, by the data-as-of of the first snapshot that had it where that is known, and else
    /// by its own first day. Default: the 28 last days.
    #[serde(with = "crate::day::text_option")]
    pub since: Option<Day>,
    /// The day on which the rules are looked at. What begins later does not count. Rules look at the days up to it, or up to the
    /// data-as-of if that is earlier, and where the data are old `words` say so. Default: the data-as-of.
    #[serde(with = "crate::day::text_option")]
    pub today: Option<Day>,
    /// The language of `words`. Default: English.
    pub lang: Language,
    /// Seed of the simulations of places without a past, 0 to 4,294,967,295. The same seed gives the same answer. Default: 1.
    pub seed: u32,
}

impl Default for AlertsOptions {
    fn default() -> AlertsOptions {
        AlertsOptions { since: None, today: None, lang: Language::En, seed: 1 }
    }
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// The number of the rule, from 0.
    pub rule: u32,
    /// Whether it fires.
    pub fired: bool,
    /// The day since which it has, without a break and at most 364 days before the last one that is looked at: of *any* the first
    /// day of the earliest new incident, of the alarm the first day of a week. `None` where it does not fire.
    #[serde(with = "crate::day::text_option")]
    pub since: Option<Day>,
    /// The incidents that it looked at, as rows, ascending: of *any* the new ones, of *at least* those within its days, of *more*
    /// those of the last 28 days, and of the alarm those since it has been ringing, or of the last 28 days.
    pub rows: Vec<u32>,
    /// The share of each that lies inside, above 0; 1 is certain. Only *any* fires for less.
    pub share: Vec<f32>,
    /// How many times a year the rule would begin to fire here by chance alone, if the record went on at the rate of its baseline;
    /// `None` where that is not known: the baseline has no such incident, or the record begins too late.
    pub false_alarms_per_year: Option<f64>,
    /// All this as sentences, in the language that was asked for.
    pub words: String,
}

/// Looks at rules, each with its shape. An incident that is inside counts as a geofence would count it. One whose date is not known
/// to the days of the rule, 28 of *more* and of the alarm, is listed by *any* alone.
///
/// ```
/// use geobit::geometry;
/// use geobit::load::{LoadOptions, Loader};
/// use geobit::questions::alerts::{AlertsOptions, Rule, When, alerts};
///
/// let mut loader = Loader::new(LoadOptions::default())?;
/// loader.push(b"id,date,lon,lat\nA1,2026-03-01,-8.0,12.6\nA2,2026-03-05,-7.9,12.6\n")?;
/// let snapshot = loader.finish()?;
/// let site = geometry::parse(r#"{"type":"Feature","properties":{"radiusKm":20},"geometry":{"type":"Point","coordinates":[-8,12.6]}}"#)?;
/// let rule = Rule::new(When::AtLeast { at_least: 2, in_days: 7 });
/// let found = alerts(&snapshot, vec![(site, rule)], &AlertsOptions::default())?;
/// assert!(found[0].fired && found[0].rows.len() == 2);
/// # Ok::<(), geobit::error::GeobitError>(())
/// ```
///
/// # Errors
/// `BadOption` for more than 5,000 rules, and for a member of a rule out of its range; `BadGeometry` for a shape that is no area.
/// Errors in a rule have its number, from 1, as row, and the member as field.
pub fn alerts(snapshot: &Snapshot, rules: Vec<(Shape, Rule)>, options: &AlertsOptions) -> Result<Vec<Alert>> {
    limits::check_length("rules", rules.len(), MAX_RULES)?;
    let (shapes, rules): (Vec<Shape>, Vec<Rule>) = rules.into_iter().unzip();
    let days: Vec<Days> = rules.iter().map(|rule| Days::new(snapshot, rule, options)).collect();
    let parts = Parts::new(shapes, &rules)?;
    let mut new = find_new(snapshot, &rules, &days, &parts);
    let mut judge = Judge::new(snapshot, options);
    let numbered = rules.iter().zip(days).enumerate();
    Ok(numbered
        .map(|(number, (rule, days))| judge.judge(number, rule, days, &parts, std::mem::take(&mut new[number])))
        .collect())
}

/// The days of a rule.
#[derive(Clone, Copy)]
struct Days {
    /// The first day on which an incident is new.
    since: Day,
    /// The last day that is looked at.
    last: Day,
    /// The day on which it is looked at, if that is given.
    today: Option<Day>,
}

impl Days {
    fn new(snapshot: &Snapshot, rule: &Rule, options: &AlertsOptions) -> Days {
        let today = rule.today.or(options.today);
        let last = today.map_or(snapshot.as_of(), |today| today.min(snapshot.as_of()));
        let since = rule.since.or(options.since).unwrap_or(last - NEW_DAYS + 1);
        Days { since, last, today }
    }

    /// Whether an incident is new.
    fn has_new(&self, snapshot: &Snapshot, row: usize) -> bool {
        let day = snapshot.day()[row];
        day <= self.last && snapshot.first_seen(row).unwrap_or(day) >= self.since
    }
}

/// Returns, for each rule of *any*, the new incidents and their shares. A tree of the shapes is asked once for each new incident.
fn find_new(snapshot: &Snapshot, rules: &[Rule], days: &[Days], parts: &Parts) -> Vec<Vec<(u32, f32)>> {
    let mut found = vec![Vec::new(); rules.len()];
    let mut asking = rules.iter().zip(days).filter(|(rule, _)| rule.when == When::Any).map(|(_, days)| days).peekable();
    if asking.peek().is_none() {
        return found;
    }
    let (mut since, mut last) = (Day::MAX, Day::MIN);
    for days in asking {
        (since, last) = (since.min(days.since), last.max(days.last));
    }
    let any = Days { since, last, today: None };
    let wanted: Vec<usize> = (0..parts.areas.len()).filter(|part| rules[parts.rule(*part)].when == When::Any).collect();
    let mut tree = AreaTree::new(wanted.iter().map(|part| &parts.areas[*part]));
    for row in (0..snapshot.len()).filter(|&row| any.has_new(snapshot, row)) {
        let (at, radius_km) = (snapshot.at(row), snapshot.radius_km(row, true));
        if !at.lon.is_finite() || !radius_km.is_finite() {
            continue;
        }
        tree.visit_touched(at, radius_km, |number, share| {
            let part = wanted[number];
            let rule = parts.rule(part);
            let is_meant =
                parts.has_kind(part, snapshot.kind()[row]) && rules[rule].admits_deaths(snapshot.fatalities(row));
            if is_meant && days[rule].has_new(snapshot, row) {
                found[rule].push((row as u32, share));
            }
        });
    }
    found
}
