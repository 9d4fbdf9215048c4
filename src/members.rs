//! The incidents inside an area, each with the share of its location that lies inside.

use std::cell::RefCell;

use crate::area::{Area, AreaClassifier};
use crate::geo::{LocalConverter, LonLat, Relation};
use crate::snapshot::Snapshot;

/// The incidents that are or may be inside an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Members {
    /// Rows, ascending.
    pub rows: Vec<u32>,
    /// The incidents that are only partly inside: their index in `rows`, ascending, and their share, between 0 and 1.
    /// The share of all others is 1.
    pub partly: Vec<(u32, f32)>,
}

impl Members {
    /// Adds every incident with a share above 0, among the rows that `filter` accepts, or among all rows without a
    /// filter.
    ///
    /// With `uncertainty`, an incident is a disc of its uncertainty radius, and else a point.
    pub fn collect<F: Fn(usize) -> bool>(
        &mut self,
        snapshot: &Snapshot,
        uncertainty: bool,
        area: &Area,
        filter: Option<F>,
    ) {
        let accepts = |row: usize| filter.as_ref().is_none_or(|filter| filter(row));
        // Many incidents may have the same coordinates and radius, and they follow one another.
        let mut last_shared = (LonLat::new(f64::NAN, f64::NAN), f64::NAN, 0.0);
        // Layers and their blocks are visited in the order of rows, so the rows come out ascending.
        for (layer, reach_km) in snapshot.layers(uncertainty) {
            let classifier = RefCell::new(AreaClassifier::new(area, reach_km, layer.levels()));
            layer.visit(
                |node, level| classifier.borrow_mut().relation(node, level),
                |_, rows, relation| match relation {
                    Relation::Inside if filter.is_none() => self.rows.extend(rows.start as u32..rows.end as u32),
                    Relation::Inside => self.rows.extend(rows.filter(|&row| accepts(row)).map(|row| row as u32)),
                    _ if reach_km == 0.0 => {
                        let first = rows.start;
                        area.for_each_inside(&snapshot.lon()[rows.clone()], &snapshot.lat()[rows], |number| {
                            if accepts(first + number) {
                                self.rows.push((first + number) as u32);
                            }
                        });
                    }
                    _ => {
                        let converter = LocalConverter::new(snapshot.at(rows.start));
                        for row in rows.filter(|&row| accepts(row)) {
                            let (at, radius_km) = (snapshot.at(row), snapshot.radius_km(row, uncertainty));
                            if (last_shared.0, last_shared.1) != (at, radius_km) {
                                let share = classifier.borrow_mut().share(&converter.point(at), radius_km);
                                last_shared = (at, radius_km, share);
                            }
                            self.push(row, last_shared.2);
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

    /// The rows with their shares, rows ascending.
    pub fn iter(&self) -> impl Iterator<Item = (usize, f32)> {
        let mut partly = self.partly.iter().copied().peekable();
        self.rows.iter().zip(0..).map(move |(&row, index)| {
            let share = partly.next_if(|(next, _)| *next == index).map_or(1.0, |(_, share)| share);
            (row as usize, share)
        })
    }

    /// The members whose row `accepts` accepts.
    pub fn filtered(&self, accepts: impl Fn(usize) -> bool) -> Members {
        let mut filtered = Members::default();
        for (row, share) in self.iter().filter(|(row, _)| accepts(*row)) {
            filtered.push(row, share);
        }
        filtered
    }

    /// The share of each row.
    pub fn shares(&self) -> Vec<f32> {
        let mut shares = vec![1.0; self.rows.len()];
        self.partly.iter().for_each(|(index, share)| shares[*index as usize] = *share);
        shares
    }

    /// The rows that lie wholly inside.
    pub fn certain(&self) -> impl Iterator<Item = usize> {
        self.iter().filter(|(_, share)| *share == 1.0).map(|(row, _)| row)
    }

    /// The rows that lie only partly inside, with their shares.
    pub fn possible(&self) -> impl Iterator<Item = (usize, f32)> {
        self.partly.iter().map(|(index, share)| (self.rows[*index as usize] as usize, *share))
    }
}
