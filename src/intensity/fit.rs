//! Fits the intensity to a snapshot.

use std::sync::OnceLock;

use serde::Serialize;

use super::densities::MAPS;
use super::extent::extent_km2;
use super::kernels::{LEVEL_HALF_LIVES, MIXED};
use super::mixture::{self, PARTS, Weights};
use super::peers::PeerWalks;
use super::targets::{Target, TargetCollector};
use super::timeline::{AHEAD_DAYS, Timeline};
use super::walk::{Ours, Peers};
use crate::incident::Day;
use crate::snapshot::Snapshot;

/// How often the weights are fitted anew for past days, days.
const REFIT_DAYS: Day = 364;
/// The weight of the uniform part that the maps which are compared get, so that none gives nothing to a place.
const FLOOR: f64 = 0.05;
/// The index of the half-life of the level where nothing is known: 60 days.
const DEFAULT_LEVEL: usize = 2;

/// What all incidents of a snapshot say about its intensity: λ(x, t) = s(t) · Σ aₖ fₖ(x), docs/model.md section 8.
pub struct Record {
    /// How many incidents there were by every day.
    pub(crate) timeline: Timeline,
    /// The area within 50 km of an incident, km².
    pub extent_km2: f64,
    fit: OnceLock<Fit>,
    /// How much counts vary at places of the record, by the fitted and by the fixed intensity.
    peers: [OnceLock<Peers>; 2],
}

/// The intensity fitted to a snapshot.
#[derive(Clone, Debug)]
pub struct Fit {
    /// What was fitted at past days and today, the oldest first; never empty.
    eras: Vec<Era>,
    /// How good the weights were, where the record is long enough to tell.
    pub score: Option<FitScore>,
}

/// What is used from a day on, from what was known by that day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Era {
    from: Day,
    /// The weights of the uniform part and of the kernels.
    pub weights: Weights,
    /// The index of the half-life of the level.
    level: usize,
}

/// How well maps told where the next incidents were: nats per incident more than a uniform map. The first half of the past
/// days fitted the weights, and the second half judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FitScore {
    /// The fitted mixture.
    pub fitted: f64,
    /// The fixed kernel with a uniform part of 5 %.
    pub fixed: f64,
    /// A map of twelve months with a kernel of 5 km and a uniform part of 5 %.
    pub twelve_months: f64,
    /// The incidents that judged.
    pub incidents: u32,
    /// The first day that judged.
    #[serde(with = "crate::day::text")]
    pub from: Day,
}

/// The targets of a fit with the densities of the parts.
struct Judge {
    targets: Vec<Target>,
    uniform: f64,
}

impl Record {
    /// The record of a snapshot, which is made when it is first asked for. `None` if no incident can be located.
    pub fn of(snapshot: &Snapshot) -> Option<&Record> {
        snapshot.derived(|| Record::new(snapshot)).as_ref()
    }

    fn new(snapshot: &Snapshot) -> Option<Record> {
        let rows = || snapshot.layers(true).flat_map(|(layer, _)| layer.rows.clone());
        let days: Vec<Day> = rows().map(|row| snapshot.day()[row]).collect();
        let timeline = Timeline::new(days.iter().copied(), snapshot.as_of())?;
        let extent_km2 = extent_km2(rows().map(|row| snapshot.at(row)));
        Some(Record { timeline, extent_km2, fit: OnceLock::new(), peers: Default::default() })
    }

    /// The fit of the snapshot that this is the record of. It is made when it is first asked for, which takes a second or two
    /// where there are many incidents; [`Fitting`] makes it some at a time.
    pub fn fit(&self, snapshot: &Snapshot) -> &Fit {
        self.fit.get_or_init(|| {
            let mut collector = TargetCollector::new(snapshot, &self.timeline);
            (0..collector.total()).for_each(|_| collector.advance(snapshot, &self.timeline));
            Fit::new(collector.finish(), self)
        })
    }

    /// How much counts vary at places of the record. It is found out when it is first asked for.
    pub(crate) fn peers(&self, snapshot: &Snapshot, ours: Ours) -> &Peers {
        self.peers[ours as usize].get_or_init(|| {
            let mut walks = PeerWalks::new(snapshot, ours);
            while walks.left() > 0 {
                walks.advance(snapshot, self);
            }
            walks.finish()
        })
    }

    /// The incidents a day in all places as of a day, with the half-life of the level that is used where nothing is fitted.
    pub(super) fn plain_level(&self, day: Day) -> f64 {
        self.timeline.rates(day)[DEFAULT_LEVEL]
    }
}

impl Fit {
    fn new(targets: Vec<Target>, record: &Record) -> Fit {
        let judge = Judge { targets, uniform: 1.0 / record.extent_km2 };
        Fit { eras: judge.eras(&record.timeline), score: judge.score(&record.timeline) }
    }

    /// What is used on a day.
    pub fn era(&self, day: Day) -> &Era {
        self.eras.iter().rev().find(|era| era.from <= day).unwrap_or(&self.eras[0])
    }
}

impl Fit {
    /// What the parts of the intensity are on a day.
    pub(crate) fn shares(&self, record: &Record, day: Day) -> Shares {
        let (era, totals) = (self.era(day), record.timeline.weights(day));
        let level = era.level(&record.timeline, day);
        let per_weight = std::array::from_fn(|kernel| {
            if totals[kernel] > 0.0 { level * era.weights[kernel + 1] / totals[kernel] } else { 0.0 }
        });
        Shares { uniform: level * era.weights[0] / record.extent_km2, per_weight, per_km2: level / record.extent_km2 }
    }
}

/// The parts of the intensity on a day.
pub(crate) struct Shares {
    /// The uniform part, incidents per km² per day.
    pub uniform: f64,
    /// For each kernel, the incidents per day for each unit of weight of an incident.
    pub per_weight: [f64; MIXED],
    /// What the intensity would be if it were the same everywhere, incidents per km² per day.
    pub per_km2: f64,
}

/// Fits the intensity of a snapshot some at a time, so that other questions can be answered in between.
pub struct Fitting {
    collector: Option<TargetCollector>,
    walks: Option<PeerWalks>,
    total: usize,
    done: usize,
}

impl Fitting {
    /// Begins to fit. Where the fit is made already, nothing is left to do.
    pub fn new(snapshot: &Snapshot) -> Fitting {
        let record = Record::of(snapshot);
        let collector = record
            .filter(|record| record.fit.get().is_none())
            .map(|record| TargetCollector::new(snapshot, &record.timeline));
        let walks = record
            .filter(|record| record.peers[Ours::Fitted as usize].get().is_none())
            .map(|_| PeerWalks::new(snapshot, Ours::Fitted));
        let total = collector.as_ref().map_or(0, TargetCollector::total) + walks.as_ref().map_or(0, PeerWalks::left);
        Fitting { collector, walks, total, done: 0 }
    }

    /// Number of steps, done and to come.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Takes at most `count` further steps. Returns how many are taken so far.
    pub fn advance(&mut self, snapshot: &Snapshot, count: usize) -> usize {
        let Some(record) = Record::of(snapshot) else { return self.done };
        for _ in 0..count.min(self.total - self.done) {
            self.done += 1;
            match (&mut self.collector, &mut self.walks) {
                (Some(collector), _) if self.done <= collector.total() => collector.advance(snapshot, &record.timeline),
                (_, Some(walks)) => {
                    if let Some(collector) = self.collector.take() {
                        record.fit.get_or_init(|| Fit::new(collector.finish(), record));
                    }
                    walks.advance(snapshot, record);
                }
                _ => {}
            }
        }
        if self.done == self.total {
            if let Some(collector) = self.collector.take() {
                record.fit.get_or_init(|| Fit::new(collector.finish(), record));
            }
            if let Some(walks) = self.walks.take() {
                record.peers[Ours::Fitted as usize].get_or_init(|| walks.finish());
            }
        }
        self.done
    }
}

impl Era {
    /// s(t): the incidents a day in all places, as of a day.
    pub(super) fn level(&self, timeline: &Timeline, day: Day) -> f64 {
        timeline.rates(day)[self.level]
    }

    /// The half-life of the level, days.
    pub fn level_half_life_days(&self) -> f64 {
        LEVEL_HALF_LIVES[self.level]
    }
}

impl Judge {
    fn parts(&self, target: &Target) -> [f64; PARTS] {
        std::array::from_fn(|part| if part == 0 { self.uniform } else { target.density[part - 1] })
    }

    /// The weights from what was known by a day.
    fn weights(&self, known: Day) -> Weights {
        let targets: Vec<[f64; PARTS]> = self
            .targets
            .iter()
            .filter(|target| target.as_of + AHEAD_DAYS <= known)
            .map(|target| self.parts(target))
            .collect();
        mixture::fit(targets.iter())
    }

    fn eras(&self, timeline: &Timeline) -> Vec<Era> {
        let refits = (0..).map(|number| timeline.last() - REFIT_DAYS * number);
        let first = timeline.first();
        let mut eras: Vec<Era> = refits
            .take_while(|from| *from > first)
            .map(|from| Era { from, weights: self.weights(from), level: best_level(timeline, from) })
            .collect();
        eras.push(Era { from: first, weights: mixture::fit([].iter()), level: DEFAULT_LEVEL });
        eras.reverse();
        eras
    }

    fn score(&self, timeline: &Timeline) -> Option<FitScore> {
        let days: Vec<Day> = timeline.past_days(timeline.last()).collect();
        let from = *days.get((days.len() / 2).checked_sub(1)?)?;
        let weights = self.weights(from);
        let judging: Vec<&Target> = self.targets.iter().filter(|target| target.as_of >= from).collect();
        if judging.is_empty() {
            return None;
        }
        let mean = |density: &dyn Fn(&Target) -> f64| {
            judging.iter().map(|target| (density(target) / self.uniform).ln()).sum::<f64>() / judging.len() as f64
        };
        let floored = |map: usize| mean(&|target| FLOOR * self.uniform + (1.0 - FLOOR) * target.density[map]);
        Some(FitScore {
            fitted: mean(&|target| mixture::density(&weights, &self.parts(target))),
            fixed: floored(MIXED),
            twelve_months: floored(MAPS - 1),
            incidents: judging.len() as u32,
            from,
        })
    }
}

/// The half-life of the level that told the next four weeks best, by what was known by a day: as independent events.
fn best_level(timeline: &Timeline, known: Day) -> usize {
    let mut scores = [0.0; LEVEL_HALF_LIVES.len()];
    for day in timeline.past_days(known) {
        let observed = timeline.count(day, day + AHEAD_DAYS) as f64;
        for (score, rate) in scores.iter_mut().zip(timeline.rates(day)) {
            let expected = (rate * f64::from(AHEAD_DAYS)).max(0.04);
            *score += observed * expected.ln() - expected;
        }
    }
    (0..scores.len()).fold(DEFAULT_LEVEL, |best, level| if scores[level] > scores[best] { level } else { best })
}
