//! The packed spatial index: points sorted along a space-filling curve, in blocks under a shallow pyramid of boxes.
//!
//! The index orders the points, and their owner stores them in that order, so that a block is a range of rows and nothing
//! is allocated per point. Points are kept in layers by how uncertain they are, so that a search for exactly located
//! points need not reach out for uncertain ones.

mod order;
mod sines;

use std::ops::Range;

use crate::geo::{PointBox, Relation};
#[cfg(not(target_arch = "wasm32"))]
pub use order::Place;
pub use order::{Points, is_ordered, storage_order};
use sines::SineTable;

/// Points in a block at the bottom of the pyramid.
const BLOCK: usize = 32;
/// Boxes under one box of the next level.
const FAN: usize = 16;

/// How precisely the points of a layer are located.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Precision {
    /// At their coordinates.
    Exact,
    /// Within an uncertainty radius of at most this many km.
    Within(f32),
    /// The coordinates stand for a country or another large region, and are not used for distances.
    NotLocatable,
}

/// The points of one precision: a range of rows under a pyramid of boxes.
#[derive(Debug)]
pub struct Layer {
    /// How precisely the points are located.
    pub precision: Precision,
    /// The rows of the points.
    pub rows: Range<usize>,
    /// The boxes of the blocks first, the single root last.
    levels: Vec<Vec<PointBox>>,
}

/// The index over the points of a snapshot.
#[derive(Debug, Default)]
pub struct Index {
    layers: Vec<Layer>,
}

impl Index {
    /// Indexes points whose layers are contiguous ranges of rows. Searches are fast if the rows are in
    /// [`storage_order`], and correct in any order. Rows without coordinates are in no layer.
    pub fn new(points: Points<'_>) -> Index {
        let sines = SineTable::new();
        let layers = points.layers().map(|(precision, rows)| {
            let (lon, lat) = (&points.lon[rows.clone()], &points.lat[rows.clone()]);
            let blocks = lon.chunks(BLOCK).zip(lat.chunks(BLOCK)).map(|(lon, lat)| sines.bounding_box(lon, lat));
            let mut levels: Vec<Vec<PointBox>> = vec![blocks.collect()];
            while levels[levels.len() - 1].len() > 1 {
                levels.push(levels[levels.len() - 1].chunks(FAN).map(PointBox::union).collect());
            }
            Layer { precision, rows, levels }
        });
        Index { layers: layers.collect() }
    }

    /// The layers, from exactly located points to those that cannot be located.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }
}

impl Layer {
    /// The bounding box of all points.
    pub fn root(&self) -> &PointBox {
        &self.levels[self.levels.len() - 1][0]
    }

    /// The number of levels of boxes.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Visits the rows that are not outside a shape, in ascending order.
    ///
    /// `classify` gets a box and its level, 0 at the bottom, and tells how the box relates to the shape; a box is always
    /// classified before the boxes inside it. `visit_rows` gets a box and its rows: with `Inside`, all rows are inside;
    /// with `Mixed`, the boundary may pass through the box, and the rows have to be decided one by one.
    pub fn visit(
        &self,
        mut classify: impl FnMut(&PointBox, usize) -> Relation,
        mut visit_rows: impl FnMut(&PointBox, Range<usize>, Relation),
    ) {
        // Dynamic calls, one per 32 points at most, so that the recursion is compiled only once.
        self.descend(self.levels.len() - 1, 0, &mut classify, &mut visit_rows);
    }

    fn descend(
        &self,
        level: usize,
        number: usize,
        classify: &mut dyn FnMut(&PointBox, usize) -> Relation,
        visit_rows: &mut dyn FnMut(&PointBox, Range<usize>, Relation),
    ) {
        let relation = classify(&self.levels[level][number], level);
        match relation {
            Relation::Outside => {}
            Relation::Mixed if level > 0 => {
                let children = number * FAN..((number + 1) * FAN).min(self.levels[level - 1].len());
                for child in children {
                    self.descend(level - 1, child, classify, visit_rows);
                }
            }
            _ => visit_rows(&self.levels[level][number], self.rows_under(level, number), relation),
        }
    }

    /// Visits the blocks by distance, the nearest first.
    ///
    /// `min_distance` gets a box and the current limit, and returns a lower bound of the distance of the points in the
    /// box, or infinity if that exceeds the limit. `visit_rows` gets the rows of a block with their lower bound, and
    /// returns the limit for the blocks that follow.
    pub fn visit_nearest(
        &self,
        limit: f64,
        mut min_distance: impl FnMut(&PointBox, f64) -> f64,
        mut visit_rows: impl FnMut(Range<usize>, f64) -> f64,
    ) {
        let top = self.levels.len() - 1;
        let distance = min_distance(self.root(), limit);
        if distance < f64::INFINITY {
            self.descend_nearest((top, 0), distance, limit, &mut min_distance, &mut visit_rows);
        }
    }

    fn descend_nearest(
        &self,
        (level, number): (usize, usize),
        distance: f64,
        mut limit: f64,
        min_distance: &mut dyn FnMut(&PointBox, f64) -> f64,
        visit_rows: &mut dyn FnMut(Range<usize>, f64) -> f64,
    ) -> f64 {
        if level == 0 {
            return visit_rows(self.rows_under(level, number), distance);
        }
        let first = number * FAN;
        let mut distances = [f64::INFINITY; FAN];
        for (distance, node) in distances.iter_mut().zip(&self.levels[level - 1][first..]) {
            *distance = min_distance(node, limit);
        }
        loop {
            let (mut next, mut nearest) = (0, f64::INFINITY);
            for (child, distance) in distances.iter().enumerate() {
                if *distance < nearest {
                    (next, nearest) = (child, *distance);
                }
            }
            // Infinity marks a child that was visited or is too far.
            if nearest == f64::INFINITY || nearest > limit {
                return limit;
            }
            distances[next] = f64::INFINITY;
            limit = self.descend_nearest((level - 1, first + next), nearest, limit, min_distance, visit_rows);
        }
    }

    fn rows_under(&self, level: usize, number: usize) -> Range<usize> {
        let size = BLOCK * FAN.pow(level as u32);
        let first = self.rows.start + number * size;
        first..(first + size).min(self.rows.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Longitudes, latitudes and radii, in the order of the index.
    fn ordered(list: &[(f64, f64, Option<f32>)]) -> (Vec<f64>, Vec<f64>, Vec<f32>) {
        let columns = |list: &[(f64, f64, Option<f32>)]| {
            (
                list.iter().map(|row| row.0).collect::<Vec<_>>(),
                list.iter().map(|row| row.1).collect::<Vec<_>>(),
                list.iter().map(|row| row.2.unwrap_or(f32::NAN)).collect::<Vec<_>>(),
            )
        };
        let (lon, lat, uncertainty_km) = columns(list);
        let order = storage_order(Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km });
        columns(&order.iter().map(|&number| list[number as usize]).collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn every_row_in_a_box_is_visited_once(
            list in prop::collection::vec((-180.0..=180.0f64, -90.0..=90.0f64, prop::sample::select(vec![None, Some(0.0f32), Some(25.0), Some(150.0), Some(0.3)])), 0..800),
            west in -180.0..180.0f64, south in -90.0..90.0f64,
        ) {
            let (lon, lat, uncertainty_km) = ordered(&list);
            let index = Index::new(Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km });
            prop_assert_eq!(index.layers().iter().map(|layer| layer.rows.len()).sum::<usize>(), list.len());
            let (east, north) = (west + 40.0, south + 40.0);
            let mut seen = vec![0; list.len()];
            for layer in index.layers() {
                layer.visit(
                    |node, _| {
                        let [w, s, e, n] = node.degrees;
                        if w > east || e < west || s > north || n < south { Relation::Outside }
                        else if w >= west && e <= east && s >= south && n <= north { Relation::Inside }
                        else { Relation::Mixed }
                    },
                    |_, rows, _| rows.for_each(|row| seen[row] += 1),
                );
            }
            for ((lon, lat), times) in lon.iter().zip(&lat).zip(seen) {
                let inside = (west..=east).contains(lon) && (south..=north).contains(lat);
                prop_assert!(times <= 1 && (!inside || times == 1));
            }
        }
    }

    #[test]
    fn no_points_and_one_point() {
        assert!(Index::new(Points { lon: &[], lat: &[], uncertainty_km: &[] }).layers().is_empty());
        let without_coordinates = Points { lon: &[f64::NAN], lat: &[f64::NAN], uncertainty_km: &[f32::NAN] };
        assert!(Index::new(without_coordinates).layers().is_empty());
        let index = Index::new(Points { lon: &[180.0], lat: &[90.0], uncertainty_km: &[0.0] });
        let mut visited = 0;
        index.layers()[0].visit(|_, _| Relation::Mixed, |_, rows, _| visited += rows.len());
        assert_eq!((visited, index.layers()[0].root().degrees), (1, [180.0, 90.0, 180.0, 90.0]));
    }
}
