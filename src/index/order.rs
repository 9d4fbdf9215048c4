//! The order in which rows are stored: layer by layer, in each along the curve. Linear in the number of rows.

use std::ops::Range;

use super::{BLOCK, Precision};
use crate::geo::Curve;

/// Bits of a digit of a sort key, and how many hold the 32 bits of a distance along the curve. With fewer digits there
/// would be more places to write to at a time than a processor keeps at hand.
const DIGIT: u32 = 8;
const DIGITS: usize = 4;
const BUCKETS: usize = 1 << DIGIT;

/// Rows that are looked at together where layers are told apart.
const TOGETHER: usize = 64;

/// Layers by number: 0 exact, then by the exponent of their radius, which sorts as the radii do.
const NOT_LOCATABLE: usize = 256;
/// Without coordinates; no layer of the index, but last in the order.
const PLACELESS: usize = 257;

/// Coordinates by row, degrees, NaN for none; and the radius of uncertainty, km, NaN where a row cannot be located.
#[derive(Clone, Copy)]
pub struct Points<'a> {
    pub lon: &'a [f64],
    pub lat: &'a [f64],
    pub uncertainty_km: &'a [f32],
}

impl Points<'_> {
    fn layer(&self, row: usize) -> usize {
        let km = self.uncertainty_km[row];
        if km.is_nan() {
            return if self.lon[row].is_nan() { PLACELESS } else { NOT_LOCATABLE };
        }
        if km == 0.0 { 0 } else { (next_power_of_two(km).to_bits() >> 23) as usize }
    }

    /// Rows in a row of the same layer.
    fn runs(self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let (mut start, count) = (0, self.lon.len());
        std::iter::from_fn(move || {
            let first = *self.uncertainty_km.get(start)?;
            let layer = self.layer(start);
            let mut end = start + 1;
            while end < count {
                // Most often many are alike. NaN is not equal to itself: it is looked at more closely.
                let ahead = &self.uncertainty_km[end..(end + TOGETHER).min(count)];
                if ahead.iter().fold(true, |all, &km| all & (km == first)) {
                    end += ahead.len();
                } else if self.layer(end) == layer {
                    end += 1;
                } else {
                    break;
                }
            }
            let run = start..end;
            start = end;
            Some((layer, run))
        })
    }

    /// Runs of rows that an index holds, with their precision.
    pub(super) fn layers(self) -> impl Iterator<Item = (Precision, Range<usize>)> {
        self.runs().filter(|(layer, _)| *layer != PLACELESS).map(|(layer, rows)| (precision(layer), rows))
    }
}

fn precision(layer: usize) -> Precision {
    match layer {
        0 => Precision::Exact,
        NOT_LOCATABLE => Precision::NotLocatable,
        // Radii are gathered by powers of two, so that a layer reaches at most twice as far as its members need.
        exponent => Precision::Within(f32::from_bits((exponent as u32) << 23)),
    }
}

/// The least power of two that is not below a positive number.
fn next_power_of_two(number: f32) -> f32 {
    const MANTISSA: u32 = (1 << 23) - 1;
    f32::from_bits((number.to_bits() + MANTISSA) & !MANTISSA)
}

/// Whether rows can be indexed as they are: layers in a row, and the blocks of each along the curve. Of a block only the
/// first row is looked at: the order decides how fast an answer is, never what it is.
pub fn is_ordered(points: Points<'_>) -> bool {
    let curve = Curve::new();
    let mut next_layer = 0;
    points.runs().all(|(layer, rows)| {
        let in_turn = layer >= next_layer;
        next_layer = layer + 1;
        let mut before = 0;
        in_turn
            && (layer == PLACELESS
                || rows.step_by(BLOCK).all(|row| {
                    let here = curve.at(points.lon[row], points.lat[row]);
                    here >= std::mem::replace(&mut before, here)
                }))
    })
}

/// The order in which rows must be stored, as their numbers. Those in `left_out`, which ascend, are not among them. Rows
/// at one place keep their order.
pub fn order(points: Points<'_>, left_out: &[u32]) -> Vec<u32> {
    let curve = Curve::new();
    let mut layers = [0u32; PLACELESS + 1];
    points.runs().for_each(|(layer, rows)| layers[layer] += rows.len() as u32);
    for &number in left_out {
        layers[points.layer(number as usize)] -= 1;
    }
    let count = start_positions(&mut layers);

    // Where on the curve in the high half, number of the row in the low one.
    let mut keys = vec![0; count];
    let mut left_out = left_out.iter().peekable();
    for (layer, rows) in points.runs() {
        let places = points.lon[rows.clone()].iter().zip(&points.lat[rows.clone()]);
        for (number, (&lon, &lat)) in (rows.start as u32..).zip(places) {
            if left_out.next_if_eq(&&number).is_none() {
                let place = if layer == PLACELESS { 0 } else { curve.at(lon, lat) };
                keys[layers[layer] as usize] = u64::from(place) << 32 | u64::from(number);
                layers[layer] += 1;
            }
        }
    }
    sort_layers(&mut keys, &layers)
}

/// Sorts every layer by its keys; `ends` says where each ends.
fn sort_layers(keys: &mut [u64], ends: &[u32]) -> Vec<u32> {
    let mut order = vec![0; keys.len()];
    let mut spare = Vec::new();
    let mut start = 0;
    for &end in ends {
        let end = end as usize;
        if end > start {
            let layer = &mut keys[start..end];
            spare.resize(layer.len(), 0);
            sort(layer, &mut spare, &mut order[start..end]);
        }
        start = end;
    }
    order
}

/// Sorts by the high halves of the keys and writes the low ones, digit by digit from the last: rows of one key stay in
/// order.
fn sort(keys: &mut [u64], spare: &mut [u64], order: &mut [u32]) {
    let digit = |key: u64, number: usize| (key >> (32 + number as u32 * DIGIT)) as usize % BUCKETS;
    let mut counts = [[0u32; BUCKETS]; DIGITS];
    for &key in &*keys {
        for (number, counts) in counts.iter_mut().enumerate() {
            counts[digit(key, number)] += 1;
        }
    }
    let (mut from, mut to) = (keys, spare);
    for (number, positions) in counts.iter_mut().enumerate() {
        start_positions(positions);
        let mut place = |key: u64| {
            let position = &mut positions[digit(key, number)];
            *position += 1;
            *position as usize - 1
        };
        if number + 1 < DIGITS {
            from.iter().for_each(|&key| to[place(key)] = key);
            (from, to) = (to, from);
        } else {
            from.iter().for_each(|&key| order[place(key)] = key as u32);
        }
    }
}

/// Turns counts into the position where each bucket starts; their sum.
fn start_positions(counts: &mut [u32]) -> usize {
    counts.iter_mut().fold(0, |sum, count| sum + std::mem::replace(count, sum)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row = (f64, f64, Option<f32>);

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let radius = prop::sample::select(vec![None, Some(0.0f32), Some(-0.0), Some(25.0), Some(150.0), Some(0.3)]);
        // Some at the same places, some nowhere.
        let lon = prop_oneof![-180.0..=180.0f64, Just(7.5), Just(f64::NAN)];
        prop::collection::vec((lon, -90.0..=90.0f64, radius), 0..600)
    }

    fn split(rows: &[Row]) -> (Vec<f64>, Vec<f64>, Vec<f32>) {
        let radius = |row: &Row| if row.0.is_nan() { f32::NAN } else { row.2.unwrap_or(f32::NAN) };
        (
            rows.iter().map(|row| row.0).collect(),
            rows.iter().map(|row| if row.0.is_nan() { f64::NAN } else { row.1 }).collect(),
            rows.iter().map(radius).collect(),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn the_order_is_a_stable_sort_by_key(rows in rows(), every in 2..9usize) {
            let (lon, lat, uncertainty_km) = split(&rows);
            let points = Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km };
            let curve = Curve::new();
            let key = |number: &u32| {
                let row = *number as usize;
                let layer = points.layer(row);
                (layer, if layer == PLACELESS { 0 } else { curve.at(lon[row], lat[row]) })
            };
            let left_out: Vec<u32> = (0..lon.len() as u32).step_by(every).collect();
            for left_out in [&[][..], &left_out] {
                let mut expected: Vec<u32> = (0..lon.len() as u32).filter(|number| !left_out.contains(number)).collect();
                expected.sort_by_key(key);
                prop_assert_eq!(order(points, left_out), expected);
            }
        }

        #[test]
        fn what_is_ordered_is_known_as_ordered(rows in rows()) {
            let (lon, lat, uncertainty_km) = split(&rows);
            let order = order(Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km }, &[]);
            let sorted: Vec<Row> = order.iter().map(|&number| rows[number as usize]).collect();
            let (lon, lat, uncertainty_km) = split(&sorted);
            let points = Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km };
            prop_assert!(is_ordered(points));
        }
    }

    #[test]
    fn layers_that_come_again_are_not_ordered() {
        let lon = [0.0; 3];
        for (uncertainty_km, ordered) in
            [([0.0, 0.0, 25.0], true), ([0.0, 25.0, 0.0], false), ([17.0, 32.0, f32::NAN], true)]
        {
            let points = Points { lon: &lon, lat: &lon, uncertainty_km: &uncertainty_km };
            assert_eq!(is_ordered(points), ordered, "{uncertainty_km:?}");
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
}
