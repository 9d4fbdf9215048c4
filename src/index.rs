//! The packed spatial index: points sorted along a space-filling curve, in blocks with boxes, in a shallow pyramid.
//!
//! The index orders the points; whoever owns them stores them in that order, so a block is a range of rows and
//! nothing is allocated per point. Points are kept in layers by how uncertain they are, so that a search for certain
//! points need not reach out for uncertain ones.

use std::ops::Range;

use crate::area::{Box2, Relation};
use crate::measure::{self, Box3, LonLat};

/// Points in a block at the bottom of the pyramid.
const BLOCK: usize = 32;
/// Boxes under one box of the next level.
const FAN: usize = 16;
/// Added to boxes of earth-centred coordinates for rounding to f32 (0.25 m at most), km.
const ROUNDING_KM: f32 = 1e-3;

/// A box of points.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// In degrees: west, south, east, north.
    pub degrees: Box2,
    low: [f32; 3],
    high: [f32; 3],
}

impl Node {
    const NOTHING: Node = Node {
        degrees: [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        low: [f32::INFINITY; 3],
        high: [f32::NEG_INFINITY; 3],
    };

    /// In earth-centred coordinates, km.
    pub fn space(&self) -> Box3 {
        Box3 { low: self.low.map(f64::from), high: self.high.map(f64::from) }
    }

    fn of_points(points: impl Iterator<Item = LonLat>) -> Node {
        points.fold(Node::NOTHING, |node, p| {
            let [west, south, east, north] = node.degrees;
            let xyz = measure::xyz(p).map(|c| c as f32);
            Node {
                degrees: [west.min(p.lon), south.min(p.lat), east.max(p.lon), north.max(p.lat)],
                low: std::array::from_fn(|i| node.low[i].min(xyz[i] - ROUNDING_KM)),
                high: std::array::from_fn(|i| node.high[i].max(xyz[i] + ROUNDING_KM)),
            }
        })
    }

    fn around(nodes: &[Node]) -> Node {
        nodes.iter().fold(Node::NOTHING, |all, node| Node {
            degrees: [
                all.degrees[0].min(node.degrees[0]),
                all.degrees[1].min(node.degrees[1]),
                all.degrees[2].max(node.degrees[2]),
                all.degrees[3].max(node.degrees[3]),
            ],
            low: std::array::from_fn(|i| all.low[i].min(node.low[i])),
            high: std::array::from_fn(|i| all.high[i].max(node.high[i])),
        })
    }
}

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

impl Precision {
    /// Radii are gathered into layers by powers of two, so that a layer reaches at most twice as far as its members need.
    fn of(uncertainty_km: Option<f32>) -> Precision {
        match uncertainty_km {
            None => Precision::NotLocatable,
            Some(0.0) => Precision::Exact,
            Some(km) => Precision::Within(next_power_of_two(km)),
        }
    }
}

/// The least power of two that is not below a positive number.
fn next_power_of_two(number: f32) -> f32 {
    const MANTISSA: u32 = (1 << 23) - 1;
    f32::from_bits((number.to_bits() + MANTISSA) & !MANTISSA)
}

/// A point to be indexed.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    pub at: LonLat,
    pub uncertainty_km: Option<f32>,
}

/// Points of one precision, as a range of rows under a pyramid of boxes.
#[derive(Debug)]
pub struct Layer {
    pub precision: Precision,
    pub rows: Range<usize>,
    /// Blocks first, the single root last.
    levels: Vec<Vec<Node>>,
}

#[derive(Debug, Default)]
pub struct Index {
    layers: Vec<Layer>,
}

/// The order in which points must be stored, as numbers of the points given.
pub fn order(points: &[Point]) -> Vec<u32> {
    let mut keys: Vec<(u64, u32)> = points.iter().zip(0..).map(|(point, number)| (sort_key(point), number)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, number)| number).collect()
}

/// Layer first, then the place on a Hilbert curve over longitude and latitude.
fn sort_key(point: &Point) -> u64 {
    let layer = match Precision::of(point.uncertainty_km) {
        Precision::Exact => 0,
        // Of a power of two the bits are its exponent, so they sort as the radii do.
        Precision::Within(km) => u64::from(km.to_bits() >> 23),
        Precision::NotLocatable => 1 << 20,
    };
    layer << 32 | u64::from(place_on_curve(point.at))
}

/// Where a place lies along the curve, over whatever turn of longitude.
pub(crate) fn place_on_curve(at: LonLat) -> u32 {
    let lon = if at.lon.abs() <= 180.0 { at.lon } else { (at.lon + 180.0).rem_euclid(360.0) - 180.0 };
    let x = ((lon + 180.0) / 360.0 * 65535.0) as u32;
    let y = ((at.lat + 90.0) / 180.0 * 65535.0) as u32;
    hilbert(x, y)
}

/// Distance along a Hilbert curve of order 16.
/// Source: J. Skilling, Programming the Hilbert curve, AIP Conf. Proc. 707 (2004), in its two-dimensional form.
fn hilbert(mut x: u32, mut y: u32) -> u32 {
    let mut distance = 0;
    let mut side = 1 << 15;
    while side > 0 {
        let (right, up) = (u32::from(x & side > 0), u32::from(y & side > 0));
        distance += side * side * ((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                x = 0xFFFF - x;
                y = 0xFFFF - y;
            }
            std::mem::swap(&mut x, &mut y);
        }
        side /= 2;
    }
    distance
}

impl Index {
    /// Indexes points that are already in [`order`].
    pub fn new(points: &[Point]) -> Index {
        let mut layers: Vec<Layer> = Vec::new();
        for (row, point) in points.iter().enumerate() {
            let precision = Precision::of(point.uncertainty_km);
            match layers.last_mut() {
                Some(layer) if layer.precision == precision => layer.rows.end = row + 1,
                _ => layers.push(Layer { precision, rows: row..row + 1, levels: Vec::new() }),
            }
        }
        for layer in &mut layers {
            let blocks = points[layer.rows.clone()].chunks(BLOCK);
            layer.levels.push(blocks.map(|block| Node::of_points(block.iter().map(|point| point.at))).collect());
            while layer.levels[layer.levels.len() - 1].len() > 1 {
                let below = &layer.levels[layer.levels.len() - 1];
                let level = below.chunks(FAN).map(Node::around).collect();
                layer.levels.push(level);
            }
        }
        Index { layers }
    }

    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }
}

impl Layer {
    /// How many levels of boxes there are.
    pub fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Walks down to the rows that are not outside. `relation` judges boxes, of which it is
    /// told the level, 0 at the bottom, and always the boxes above before those below; `take` gets ranges of rows, with
    /// their box, that are wholly inside, or whose box may be cut by the boundary and which have to be judged one by one.
    pub fn visit(
        &self,
        mut relation: impl FnMut(&Node, usize) -> Relation,
        mut take: impl FnMut(&Node, Range<usize>, Relation),
    ) {
        // Dynamic calls, one for 32 points at most, so that the walk is compiled once.
        self.descend(self.levels.len() - 1, 0, &mut relation, &mut take);
    }

    fn descend(
        &self,
        level: usize,
        number: usize,
        relation: &mut dyn FnMut(&Node, usize) -> Relation,
        take: &mut dyn FnMut(&Node, Range<usize>, Relation),
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

    fn points(list: &[(f64, f64, Option<f32>)]) -> Vec<Point> {
        list.iter().map(|&(lon, lat, uncertainty_km)| Point { at: LonLat::new(lon, lat), uncertainty_km }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn visits_every_row_of_a_box_once(
            list in prop::collection::vec((-180.0..=180.0f64, -90.0..=90.0f64, prop::sample::select(vec![None, Some(0.0f32), Some(25.0), Some(150.0), Some(0.3)])), 0..800),
            west in -180.0..180.0f64, south in -90.0..90.0f64,
        ) {
            let list = points(&list);
            let sorted: Vec<Point> = order(&list).iter().map(|&number| list[number as usize]).collect();
            let index = Index::new(&sorted);
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
            for (point, times) in sorted.iter().zip(seen) {
                let inside = point.at.lon >= west && point.at.lon <= east && point.at.lat >= south && point.at.lat <= north;
                prop_assert!(times <= 1 && (!inside || times == 1));
            }
        }
    }

    #[test]
    fn the_curve_visits_every_cell_and_moves_by_one() {
        let mut cells: Vec<(u32, u32, u32)> =
            (0..32).flat_map(|x| (0..32).map(move |y| (hilbert(x, y), x, y))).collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            assert_eq!(pair[1].0, pair[0].0 + 1);
            assert_eq!(pair[0].1.abs_diff(pair[1].1) + pair[0].2.abs_diff(pair[1].2), 1);
        }
    }

    #[test]
    fn radii_are_gathered_by_powers_of_two() {
        for (radius, layer) in
            [(25.0, 32.0), (32.0, 32.0), (0.3, 0.5), (150.0, 256.0), (f32::MIN_POSITIVE, f32::MIN_POSITIVE)]
        {
            assert_eq!(next_power_of_two(radius), layer);
        }
    }

    #[test]
    fn nothing_and_one_point() {
        assert!(Index::new(&[]).layers().is_empty());
        let index = Index::new(&points(&[(180.0, 90.0, Some(0.0))]));
        let mut taken = 0;
        index.layers()[0].visit(|_, _| Relation::Mixed, |_, rows, _| taken += rows.len());
        assert_eq!(taken, 1);
    }
}
