//! The intensity λ of a question: the sum of the fields of its kernels, and a uniform part.

use std::rc::Rc;

use super::Question;
use super::cells::{Cell, Cells};
use super::field::Field;
use super::row_weights::{RowWeight, merge_weights};
use super::sweep::SweepSums;
use super::sweep_cache::SweptRoute;
use crate::geo::Xyz;
use crate::incident::Day;
use crate::intensity::kernels::{KERNELS, MIXED};
use crate::intensity::{Record, is_covered};
use crate::questions::scope::Scope;
use crate::snapshot::Snapshot;

/// How often it is asked whether the route is within the record, km; its ends are 50 km from the last incident.
const EXTENT_STEP_KM: f64 = 5.0;

/// The last day up to `as_of` with an incident. A mean over all incidents stays the same after it, but their weights become too small to
/// count.
fn last_recorded(snapshot: &Snapshot, record: &Record, as_of: Day) -> Day {
    let recorded = record.timeline.last_recorded(as_of);
    if recorded == as_of {
        return as_of;
    }
    // Rows that cannot be located and rows beyond the date of the data may be asked for, and are not in the timeline.
    snapshot.day().iter().copied().filter(|day| *day <= as_of).fold(recorded, Day::max)
}

/// Fields, each with the factor with which it counts.
pub struct Fields<'a> {
    parts: Vec<(Field<'a>, f64)>,
    /// What is added everywhere, incidents per km² per day.
    uniform: f64,
}

impl<'a> Fields<'a> {
    /// One field as it is.
    pub fn one(field: Field<'a>) -> Fields<'a> {
        Fields { parts: vec![(field, 1.0)], uniform: 0.0 }
    }

    /// The fields of the intensity that is fitted to the snapshot; `None` if no incident can be located.
    ///
    /// A field sums the kernels of the incidents that are asked for, per day; the map of a kernel is the mean over all
    /// incidents. Hence the factor.
    pub fn fitted(scope: &'a Scope<'a>) -> Option<Fields<'a>> {
        let (snapshot, as_of) = (scope.snapshot, scope.as_of);
        let record = Record::of(snapshot)?;
        let known = as_of.min(record.timeline.last());
        let shares = record.fit(snapshot).shares(record, known);
        let counted_on = last_recorded(snapshot, record, as_of);
        let part = |kernel: usize| {
            let form = KERNELS[kernel];
            let factor = shares.per_weight[kernel] / form.decay.per_day() * form.decay.weight(known - counted_on);
            (Field::on(scope, form, counted_on), factor)
        };
        Some(Fields { parts: (0..MIXED).map(part).collect(), uniform: shares.uniform })
    }

    /// The only field, where there is one.
    pub fn only(&self) -> Option<&Field<'a>> {
        match self.parts.as_slice() {
            [(field, _)] => Some(field),
            _ => None,
        }
    }

    /// The uniform part at a place, incidents per km² per day.
    pub fn uniform_at(&self, snapshot: &Snapshot, xyz: Xyz) -> f64 {
        if self.uniform > 0.0 && is_covered(snapshot, xyz) { self.uniform } else { 0.0 }
    }

    /// The fields with their factors.
    pub fn iter(&self) -> impl Iterator<Item = (&Field<'a>, f64)> {
        self.parts.iter().map(|(field, factor)| (field, *factor))
    }

    /// λ at a place, incidents per km² per day.
    pub fn intensity(&self, snapshot: &Snapshot, xyz: Xyz) -> f64 {
        self.uniform_at(snapshot, xyz) + self.iter().map(|(field, factor)| factor * field.intensity(xyz)).sum::<f64>()
    }

    /// What each incident adds to λ at a place. Rows are ascending.
    pub fn row_weights_at(&self, xyz: Xyz) -> Vec<RowWeight> {
        let mut merged = Vec::new();
        for (field, factor) in self.iter() {
            let weights: Vec<RowWeight> =
                field.row_weights_at(xyz).map(|(row, weight)| (row, factor * weight)).collect();
            merged = merge_weights(&merged, &weights);
        }
        merged
    }

    /// Integrates the uniform part along pieces of a line, each with its beginning, its position along the line and its length. The part
    /// ends where the record does; whether it does is asked every few kilometres.
    pub fn integrate_uniform(&self, snapshot: &Snapshot, pieces: impl Iterator<Item = (Xyz, f64, f64)>) -> Vec<f64> {
        let (mut asked_km, mut is_inside) = (f64::NEG_INFINITY, false);
        let integral = |(from, start_km, length_km): (Xyz, f64, f64)| {
            if start_km - asked_km >= EXTENT_STEP_KM {
                asked_km = start_km;
                is_inside = self.uniform > 0.0 && is_covered(snapshot, from);
            }
            if is_inside { self.uniform * length_km } else { 0.0 }
        };
        pieces.map(integral).collect()
    }

    /// Integrates λ along cells that are short enough for every field.
    pub fn integrate(&self, question: &Question<'_>, cells: &Rc<Cells>, caches: &mut [SweptRoute; MIXED]) -> SweepSums {
        let pieces = cells.all.iter().map(|cell: &Cell| (cell.from.xyz, cell.start_km, cell.length_km));
        let uniform = self.integrate_uniform(question.scope.snapshot, pieces);
        let mut cell_integrals = uniform.clone();
        let mut row_weights: Vec<RowWeight> = Vec::new();
        for ((field, factor), cache) in self.iter().zip(caches) {
            let sums = cache.integrate(question, field, cells);
            cache.store(cells, &sums);
            cell_integrals.iter_mut().zip(&sums.cell_integrals).for_each(|(sum, integral)| *sum += factor * integral);
            let scaled: Vec<RowWeight> = sums.row_weights.iter().map(|&(row, weight)| (row, factor * weight)).collect();
            row_weights = merge_weights(&row_weights, &scaled);
        }
        SweepSums { cell_integrals, row_weights, uniform }
    }
}
