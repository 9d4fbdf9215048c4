//! The packed spatial index: points sorted along a space-filling curve, in blocks with boxes, in a shallow pyramid.
//!
//! The index orders the points; whoever owns them stores them in that order, so a block is a range of rows and
//! nothing is allocated per point. Points are kept in layers by how uncertain they are, so that a search for certain
//! points need not reach out for uncertain ones.

mod bounds;
mod order;

use std::ops::Range;

use crate::geo::{PointBox, Relation};
use bounds::Sines;
pub use order::{Points, is_ordered, order};

/// Points in a block at the bottom of the pyramid.
const BLOCK: usize = 32;
/// Boxes under one box of the next level.
const FAN: usize = 16;

/// How well the points of a layer are located.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Precision {
    /// At their coordinates.
    Exact,
    /// Within a radius of at most so many km.
    Within(f32),
    /// Coordinates that stand for a country or less: not used for distances.
    NotLocatable,
}

/// Points of one precision, as a range of rows under a pyramid of boxes.
#[derive(Debug)]
pub struct Layer {
    pub precision: Precision,
    pub rows: Range<usize>,
    /// Blocks first, the single root last.
    levels: Vec<Vec<PointBox>>,
}

#[derive(Debug, Default)]
pub struct Index {
    layers: Vec<Layer>,
}

impl Index {
    /// Indexes rows, best in [`order`]. Those without coordinates are in no layer.
    pub fn new(points: Points<'_>) -> Index {
        let sines = Sines::new();
        let layers = points.layers().map(|(precision, rows)| {
            let (lon, lat) = (&points.lon[rows.clone()], &points.lat[rows.clone()]);
            let blocks = lon.chunks(BLOCK).zip(lat.chunks(BLOCK)).map(|(lon, lat)| sines.node(lon, lat));
            let mut levels: Vec<Vec<PointBox>> = vec![blocks.collect()];
            while levels[levels.len() - 1].len() > 1 {
                levels.push(levels[levels.len() - 1].chunks(FAN).map(PointBox::around).collect());
            }
            Layer { precision, rows, levels }
        });
        Index { layers: layers.collect() }
    }

    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }
}

impl Layer {
    /// The box of all its rows.
    pub fn root(&self) -> &PointBox {
        &self.levels[self.levels.len() - 1][0]
    }

    /// How many levels of boxes there are.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Walks down to the rows that are not outside. `relation` judges boxes, of which it is
    /// told the level, 0 at the bottom, and always the boxes above before those below; `take` gets ranges of rows, with
    /// their box, that are wholly inside, or whose box may be cut by the boundary and which have to be judged one by one.
    pub fn visit(
        &self,
        mut relation: impl FnMut(&PointBox, usize) -> Relation,
        mut take: impl FnMut(&PointBox, Range<usize>, Relation),
    ) {
        // Dynamic calls, one for 32 points at most, so that the walk is compiled once.
        self.descend(self.levels.len() - 1, 0, &mut relation, &mut take);
    }

    fn descend(
        &self,
        level: usize,
        number: usize,
        relation: &mut dyn FnMut(&PointBox, usize) -> Relation,
        take: &mut dyn FnMut(&PointBox, Range<usize>, Relation),
    ) {
        let found = relation(&self.levels[level][number], level);
        match found {
            Relation::Outside => {}
            Relation::Mixed if level > 0 => {
                let below = number * FAN..((number + 1) * FAN).min(self.levels[level - 1].len());
                for child in below {
                    self.descend(level - 1, child, relation, take);
                }
            }
            _ => take(&self.levels[level][number], self.rows_under(level, number), found),
        }
    }

    /// Walks to the blocks, the nearest first. `bound` says what no point in a box is nearer than, infinity if that is more
    /// than a limit; `take` gets rows with their bound, and returns the limit for those that follow.
    pub fn visit_nearest(
        &self,
        limit: f64,
        mut bound: impl FnMut(&PointBox, f64) -> f64,
        mut take: impl FnMut(Range<usize>, f64) -> f64,
    ) {
        let top = self.levels.len() - 1;
        let own = bound(self.root(), limit);
        if own < f64::INFINITY {
            self.descend_nearest((top, 0), own, limit, &mut bound, &mut take);
        }
    }

    fn descend_nearest(
        &self,
        (level, number): (usize, usize),
        own: f64,
        mut limit: f64,
        bound: &mut dyn FnMut(&PointBox, f64) -> f64,
        take: &mut dyn FnMut(Range<usize>, f64) -> f64,
    ) -> f64 {
        if level == 0 {
            return take(self.rows_under(level, number), own);
        }
        let first = number * FAN;
        let mut bounds = [f64::INFINITY; FAN];
        for (own, node) in bounds.iter_mut().zip(&self.levels[level - 1][first..]) {
            *own = bound(node, limit);
        }
        loop {
            let (mut next, mut least) = (0, f64::INFINITY);
            for (child, own) in bounds.iter().enumerate() {
                if *own < least {
                    (next, least) = (child, *own);
                }
            }
            // Infinity marks what is done.
            if least == f64::INFINITY || least > limit {
                return limit;
            }
            bounds[next] = f64::INFINITY;
            limit = self.descend_nearest((level - 1, first + next), least, limit, bound, take);
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
        let order = order(Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km }, &[]);
        columns(&order.iter().map(|&number| list[number as usize]).collect::<Vec<_>>())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn visits_every_row_of_a_box_once(
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
    fn nothing_and_one_point() {
        assert!(Index::new(Points { lon: &[], lat: &[], uncertainty_km: &[] }).layers().is_empty());
        let placeless = Points { lon: &[f64::NAN], lat: &[f64::NAN], uncertainty_km: &[f32::NAN] };
        assert!(Index::new(placeless).layers().is_empty());
        let index = Index::new(Points { lon: &[180.0], lat: &[90.0], uncertainty_km: &[0.0] });
        let mut taken = 0;
        index.layers()[0].visit(|_, _| Relation::Mixed, |_, rows, _| taken += rows.len());
        assert_eq!((taken, index.layers()[0].root().degrees), (1, [180.0, 90.0, 180.0, 90.0]));
    }
}
