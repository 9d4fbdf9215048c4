//! Which incidents are in an area, and with what share of their location.

use std::cell::RefCell;

use crate::area::{Area, AreaClassifier};
use crate::geo::LocalConverter;
use crate::geo::Relation;
use crate::snapshot::Snapshot;
use serde::Serialize;

/// Incidents that are or may be inside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members {
    /// Rows, ascending.
    pub rows: Vec<u32>,
    /// Those that are only partly inside: their index in `rows`, ascending, and their share, 0 < share < 1. The share
    /// of all others is 1: they are certain.
    pub partly: Vec<(u32, f32)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Counts {
    /// Wholly inside.
    pub certain: u64,
    /// Partly inside.
    pub possible: u64,
    /// Sum of the shares.
    pub expected: f64,
}

impl Members {
    /// Adds every incident with a share above 0, among the rows that `wanted` accepts; without it, among all.
    pub fn collect<W: Fn(usize) -> bool>(
        &mut self,
        snapshot: &Snapshot,
        area: &Area,
        uncertainty: bool,
        wanted: Option<W>,
    ) {
        let wants = |row: usize| wanted.as_ref().is_none_or(|wanted| wanted(row));
        // Layers and their blocks are visited in the order of rows.
        for (layer, reach_km) in snapshot.layers(uncertainty) {
            let near = RefCell::new(AreaClassifier::new(area, reach_km, layer.levels()));
            layer.visit(
                |node, level| near.borrow_mut().relation(node, level),
                |_, rows, relation| match relation {
                    Relation::Inside if wanted.is_none() => self.rows.extend(rows.start as u32..rows.end as u32),
                    Relation::Inside => self.rows.extend(rows.filter(|&row| wants(row)).map(|row| row as u32)),
                    _ if reach_km == 0.0 => {
                        let first = rows.start;
                        area.for_each_inside(&snapshot.lon()[rows.clone()], &snapshot.lat()[rows], |number| {
                            if wants(first + number) {
                                self.rows.push((first + number) as u32);
                            }
                        });
                    }
                    _ => {
                        let converter = LocalConverter::new(snapshot.at(rows.start));
                        for row in rows.filter(|&row| wants(row)) {
                            let place = converter.point(snapshot.at(row));
                            let share = near.borrow_mut().share(&place, snapshot.radius_km(row, uncertainty));
                            self.push(row, share);
                        }
                    }
                },
            );
        }
    }

    fn push(&mut self, row: usize, share: f32) {
        if share > 0.0 {
            if share < 1.0 {
                self.partly.push((self.rows.len() as u32, share));
            }
            self.rows.push(row as u32);
        }
    }

    /// Rows with their shares.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        let mut partly = self.partly.iter().copied().peekable();
        self.rows.iter().zip(0..).map(move |(&row, index)| {
            let share = partly.next_if(|(next, _)| *next == index).map_or(1.0, |(_, share)| share);
            (row as usize, share)
        })
    }

    /// Those of some rows only.
    pub fn within(&self, keep: impl Fn(usize) -> bool) -> Members {
        let mut kept = Members::default();
        for (row, share) in self.iter().filter(|(row, _)| keep(*row)) {
            kept.push(row, share);
        }
        kept
    }

    /// Rows that lie wholly inside.
    pub fn certain(&self) -> impl Iterator<Item = usize> {
        self.iter().filter(|(_, share)| *share == 1.0).map(|(row, _)| row)
    }

    /// Rows that lie only partly inside.
    pub fn possible(&self) -> impl Iterator<Item = usize> {
        self.partly.iter().map(|(index, _)| self.rows[*index as usize] as usize)
    }

    pub fn counts(&self) -> Counts {
        Counts::of(self.rows.len(), &self.partly)
    }
}

impl Counts {
    /// Of so many rows, some of them only partly inside.
    pub(super) fn of(rows: usize, partly: &[(u32, f32)]) -> Counts {
        let certain = (rows - partly.len()) as u64;
        let shares: f64 = partly.iter().map(|(_, share)| f64::from(*share)).sum();
        Counts { certain, possible: partly.len() as u64, expected: certain as f64 + shares }
    }
}

/// The members of many areas, end to end.
#[derive(Debug, Default)]
pub struct MembersOfMany {
    pub members: Members,
    /// For each area, where its rows and its partly inside ones end.
    pub ends: Vec<[u32; 2]>,
    pub area_km2: Vec<f64>,
    pub expected: Vec<f64>,
}

impl MembersOfMany {
    /// Ends what was collected for an area.
    pub fn end_of(&mut self, area: &Area) {
        let [rows, partly] = self.ends.last().copied().unwrap_or_default();
        let own = self.members.rows.len() - rows as usize;
        self.expected.push(Counts::of(own, &self.members.partly[partly as usize..]).expected);
        self.area_km2.push(area.area_km2());
        self.ends.push([self.members.rows.len() as u32, self.members.partly.len() as u32]);
    }
}
