//! What was expected in an area at any day, and what was recorded there.

use std::cell::RefCell;

use super::fit::{Fit, Record};
use super::kernels::{FIXED, KERNELS, KernelForm, MIXED};
use super::timeline::AHEAD_DAYS;
use crate::area::{Area, AreaClassifier, MASS_REACH_SIGMAS};
use crate::geo::{LocalConverter, LonLat, Relation};
use crate::incident::Day;
use crate::snapshot::Snapshot;

/// The kernels of a place: those of the mixture, and the fixed one.
const PLACED: usize = MIXED + 1;
const FORMS: [KernelForm; PLACED] = [KERNELS[0], KERNELS[1], KERNELS[2], KERNELS[3], FIXED];

/// Which incidents count, and how.
pub(crate) struct Count<'c> {
    /// Whether a row has a kind and an actor that are asked for.
    pub accepts: &'c dyn Fn(usize) -> bool,
    /// Whether incidents count as discs of their uncertainty.
    pub uncertainty: bool,
}

/// The incidents in and around an area, with what each kernel of theirs has in it.
pub(crate) struct Place {
    /// By day.
    near: Vec<(Day, [f32; PLACED])>,
    /// The days of the incidents that are certainly inside, ascending.
    certain: Vec<Day>,
    /// The size of the area, km².
    area_km2: f64,
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
    pub fn new(snapshot: &Snapshot, area: &Area, count: &Count<'_>, certain: impl Iterator<Item = Day>) -> Place {
        let mut near = Vec::new();
        for (layer, radius_km) in snapshot.layers(count.uncertainty) {
            let widest = FORMS.iter().map(|form| form.sigma_km(radius_km)).fold(0.0, f64::max);
            let classifier = RefCell::new(AreaClassifier::new(area, MASS_REACH_SIGMAS * widest, layer.levels()));
            // Many incidents may have the same coordinates and radius, and they follow one another.
            let mut last = (LonLat::new(f64::NAN, f64::NAN), f64::NAN, [0.0; PLACED]);
            layer.visit(
                |node, level| classifier.borrow_mut().relation(node, level),
                |_, rows, relation| {
                    let converter = LocalConverter::new(snapshot.at(rows.start));
                    for row in rows.filter(|row| (count.accepts)(*row)) {
                        let (at, radius_km) = (snapshot.at(row), snapshot.radius_km(row, count.uncertainty));
                        if relation == Relation::Inside {
                            near.push((snapshot.day()[row], [1.0; PLACED]));
                            continue;
                        }
                        if (last.0, last.1) != (at, radius_km) {
                            let sigmas_km = FORMS.map(|form| form.sigma_km(radius_km));
                            let masses = area.gaussian_masses(&converter.point(at), sigmas_km);
                            last = (at, radius_km, masses.map(|mass| mass as f32));
                        }
                        if last.2 != [0.0; PLACED] {
                            near.push((snapshot.day()[row], last.2));
                        }
                    }
                },
            );
        }
        near.sort_unstable_by_key(|(day, _)| *day);
        let mut certain: Vec<Day> = certain.collect();
        certain.sort_unstable();
        Place { near, certain, area_km2: area.area_km2() }
    }

    /// What is expected in the four weeks after each of some days, which ascend, by what was recorded by then. Without a fit,
    /// by the fixed intensity.
    pub fn expected(&self, record: &Record, fit: Option<&Fit>, days: &[Day]) -> Vec<Expected> {
        let mut near = self.near.iter().peekable();
        let (mut sums, mut at) = ([0.0; PLACED], days.first().copied().unwrap_or_default());
        let expected = days.iter().map(|&day| {
            decay(&mut sums, day - at);
            at = day;
            while let Some((start, masses)) = near.next_if(|(start, _)| *start <= day) {
                for ((sum, form), mass) in sums.iter_mut().zip(FORMS).zip(masses) {
                    *sum += form.decay.weight(day - start) * f64::from(*mass);
                }
            }
            // The extent ends where nothing is near, and an area larger than it holds no more than all of it.
            let area_km2 = if self.near.is_empty() { 0.0 } else { self.area_km2.min(record.extent_km2) };
            match fit {
                Some(fit) => expect_by_fit(record, fit, day, &sums, area_km2),
                None => Expected {
                    ours: f64::from(AHEAD_DAYS) * FIXED.decay.per_day() * sums[MIXED],
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

fn expect_by_fit(record: &Record, fit: &Fit, day: Day, sums: &[f64; PLACED], area_km2: f64) -> Expected {
    let shares = fit.shares(record, day);
    let by_kernels: f64 = shares.per_weight.iter().zip(sums).map(|(per_weight, sum)| per_weight * sum).sum();
    let ahead = f64::from(AHEAD_DAYS);
    Expected { ours: ahead * (by_kernels + shares.uniform * area_km2), uniform: ahead * shares.per_km2 * area_km2 }
}

fn decay(sums: &mut [f64; PLACED], days: Day) {
    if days > 0 {
        sums.iter_mut().zip(FORMS).for_each(|(sum, form)| *sum *= form.decay.weight(days));
    }
}
