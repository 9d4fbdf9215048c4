//! What was expected in an area at any day, and what was recorded there.

use std::cell::RefCell;

use super::fit::{Fit, Record};
use super::kernels::{FIXED, KERNELS, KernelForm, MIXED};
use super::timeline::AHEAD_DAYS;
use super::walk::Ours;
use crate::area::{Area, AreaClassifier, GaussianMeter, MASS_REACH_SIGMAS};
use crate::geo::{LocalConverter, LonLat, Relation};
use crate::incident::Day;
use crate::order;
use crate::snapshot::Snapshot;

/// Which incidents count, and how.
pub(crate) struct Count<'c> {
    /// Whether a row has a kind and an actor that are asked for.
    pub accepts: &'c dyn Fn(usize) -> bool,
    /// Whether incidents count as discs of their uncertainty.
    pub uncertainty: bool,
    /// The share of the area that lies within the extent of the record.
    pub covered: f64,
}

/// Whether the date of an incident is known to as many days as a forecast is about. Others are in no forecast: it is not known
/// in which four weeks they were.
pub(crate) fn is_dated(snapshot: &Snapshot, row: usize) -> bool {
    !snapshot.has_coarse_dates() || snapshot.date_span_days(row) <= AHEAD_DAYS.unsigned_abs()
}

/// The incidents in and around an area, with what each kernel of theirs has in it.
pub(crate) struct Place {
    ours: Ours,
    /// By day; by the fixed intensity, the first mass is the only one.
    near: Vec<(Day, Masses)>,
    /// The days of the incidents that are certainly inside, ascending.
    certain: Vec<Day>,
    /// The size of that part of the area that lies within the extent of the record, km², to 1 %: only the uniform part depends on it.
    area_km2: f64,
}

/// What each kernel of an incident has in the area.
type Masses = [f32; MIXED];

/// The kernels that an intensity is made of.
fn forms(ours: Ours) -> &'static [KernelForm] {
    match ours {
        Ours::Fitted => &KERNELS,
        Ours::Fixed => &[FIXED],
    }
}

/// Measures masses. Many incidents have the same place and radius, and they follow one another.
struct MassMeter<'a> {
    area: &'a Area,
    forms: &'static [KernelForm],
    meter: GaussianMeter,
    last: Option<(LonLat, f64, Masses)>,
}

impl MassMeter<'_> {
    fn masses(&mut self, converter: &LocalConverter, at: LonLat, radius_km: f64) -> Masses {
        match self.last {
            Some((last, last_km, masses)) if (last, last_km) == (at, radius_km) => masses,
            _ => {
                let point = converter.point(at);
                let mut masses = [0.0; MIXED];
                let sigma_km = |form: &KernelForm| form.sigma_km(radius_km);
                if let [only] = self.forms {
                    [masses[0]] = self.area.gaussian_masses_by(&mut self.meter, &point, [sigma_km(only)]);
                } else {
                    masses = self.area.gaussian_masses_by(&mut self.meter, &point, KERNELS.each_ref().map(sigma_km));
                }
                let masses = masses.map(|mass| mass as f32);
                self.last = Some((at, radius_km, masses));
                masses
            }
        }
    }
}

/// What is expected in the next four weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expected {
    pub ours: f64,
    /// If incidents were as likely everywhere.
    pub uniform: f64,
}

impl Place {
    /// Collects the incidents of a place. `certain` are the days of those that are certainly inside.
    pub fn new(
        snapshot: &Snapshot,
        area: &Area,
        ours: Ours,
        count: &Count<'_>,
        certain: impl Iterator<Item = Day>,
    ) -> Place {
        let mut near = Vec::new();
        let mut meter = MassMeter { area, forms: forms(ours), meter: GaussianMeter::default(), last: None };
        for (layer, radius_km) in snapshot.layers(count.uncertainty) {
            let widest = forms(ours).iter().map(|form| form.sigma_km(radius_km)).fold(0.0, f64::max);
            let classifier = RefCell::new(AreaClassifier::new(area, MASS_REACH_SIGMAS * widest, layer.levels()));
            layer.visit(
                |node, level| classifier.borrow_mut().relation(node, level),
                |_, rows, relation| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for row in rows.filter(|row| (count.accepts)(*row)) {
                        let masses = match relation {
                            Relation::Inside => [1.0; MIXED],
                            _ => meter.masses(&converter, snapshot.at(row), snapshot.radius_km(row, count.uncertainty)),
                        };
                        if masses != [0.0; MIXED] {
                            near.push((snapshot.day()[row], masses));
                        }
                    }
                },
            );
        }
        order::sort_by(&mut near, |a, b| a.0.cmp(&b.0));
        let mut certain: Vec<Day> = certain.collect();
        certain.sort_unstable();
        Place { ours, near, certain, area_km2: count.covered * area.rough_km2() }
    }

    /// What is expected in the four weeks after each of some days, which ascend, by what was recorded by then. Without a fit,
    /// by the fixed intensity.
    pub fn expected(&self, record: &Record, fit: Option<&Fit>, days: &[Day]) -> Vec<Expected> {
        let forms = forms(self.ours);
        let mut near = self.near.iter().peekable();
        let (mut sums, mut at) = ([0.0; MIXED], days.first().copied().unwrap_or_default());
        let expected = days.iter().map(|&day| {
            decay(&mut sums, forms, day - at);
            at = day;
            while let Some((start, masses)) = near.next_if(|(start, _)| *start <= day) {
                for ((sum, form), mass) in sums.iter_mut().zip(forms).zip(masses) {
                    *sum += form.decay.weight(day - start) * f64::from(*mass);
                }
            }
            // The extent ends where nothing is near, and an area larger than it holds no more than all of it.
            let area_km2 = if self.near.is_empty() { 0.0 } else { self.area_km2.min(record.extent_km2) };
            match fit {
                Some(fit) => expect_by_fit(record, fit, day, &sums, area_km2),
                None => Expected {
                    ours: f64::from(AHEAD_DAYS) * FIXED.decay.per_day() * sums[0],
                    uniform: f64::from(AHEAD_DAYS) * record.plain_level(day) * area_km2 / record.extent_km2,
                },
            }
        });
        expected.collect()
    }

    /// The incidents certainly inside on the days after `after` and up to `to`.
    pub fn recorded(&self, after: Day, to: Day) -> u64 {
        let up_to = |day: Day| self.certain.partition_point(|start| *start <= day) as u64;
        up_to(to) - up_to(after)
    }
}

fn expect_by_fit(record: &Record, fit: &Fit, day: Day, sums: &[f64; MIXED], area_km2: f64) -> Expected {
    let shares = fit.shares(record, day);
    let by_kernels: f64 = shares.per_weight.iter().zip(sums).map(|(per_weight, sum)| per_weight * sum).sum();
    let ahead = f64::from(AHEAD_DAYS);
    Expected { ours: ahead * (by_kernels + shares.uniform * area_km2), uniform: ahead * shares.per_km2 * area_km2 }
}

fn decay(sums: &mut [f64; MIXED], forms: &[KernelForm], days: Day) {
    if days > 0 {
        sums.iter_mut().zip(forms).for_each(|(sum, form)| *sum *= form.decay.weight(days));
    }
}
