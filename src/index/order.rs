//! The order in which rows are stored: layer by layer, and along the Hilbert curve within a layer. It is found in time
//! linear in the number of rows.

use std::ops::Range;

use super::{BLOCK, Precision};
use crate::geo::HilbertCurve;

/// Bits of a digit of a sort key, and the number of digits in the 32 bits of a position on the curve. Larger digits would
/// mean more places to write to at a time than a processor's cache serves well.
const DIGIT_BITS: u32 = 8;
const DIGITS: usize = 4;
const BUCKETS: usize = 1 << DIGIT_BITS;

/// Rows compared at a time when runs of rows of one layer are found.
const BATCH: usize = 64;

// Layers by number: 0 for exact locations, then the exponent of the uncertainty radius, which sorts as the radii do.

/// Rows with coordinates that cannot be located.
const NOT_LOCATABLE: usize = 256;
/// Rows without coordinates: not a layer of the index, but last in the order.
const NO_COORDINATES: usize = 257;

/// The columns that an index is built from, one element per row.
#[derive(Clone, Copy)]
pub struct Points<'a> {
    /// Longitude, degrees; NaN for a row without coordinates.
    pub lon: &'a [f64],
    /// Latitude, degrees; NaN for a row without coordinates.
    pub lat: &'a [f64],
    /// Uncertainty radius, km; NaN for a row that cannot be located.
    pub uncertainty_km: &'a [f32],
}

impl Points<'_> {
    fn layer(&self, row: usize) -> usize {
        layer_of(self.lon[row], self.uncertainty_km[row])
    }

    /// Maximal runs of consecutive rows in the same layer.
    fn runs(self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let (mut start, count) = (0, self.lon.len());
        std::iter::from_fn(move || {
            let first = *self.uncertainty_km.get(start)?;
            let layer = self.layer(start);
            let mut end = start + 1;
            while end < count {
                // Mostly a whole batch has the same radius. NaN does not equal itself and takes the slower way.
                let ahead = &self.uncertainty_km[end..(end + BATCH).min(count)];
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

    /// The runs of rows that an index holds, with their precision.
    pub(super) fn layers(self) -> impl Iterator<Item = (Precision, Range<usize>)> {
        self.runs().filter(|(layer, _)| *layer != NO_COORDINATES).map(|(layer, rows)| (precision(layer), rows))
    }
}

/// The number of the layer of a row with this longitude and radius.
fn layer_of(lon: f64, km: f32) -> usize {
    if km.is_nan() {
        return if lon.is_nan() { NO_COORDINATES } else { NOT_LOCATABLE };
    }
    if km == 0.0 { 0 } else { (next_power_of_two(km).to_bits() >> 23) as usize }
}

fn precision(layer: usize) -> Precision {
    match layer {
        0 => Precision::Exact,
        NOT_LOCATABLE => Precision::NotLocatable,
        // Radii are grouped by powers of two, so that a search in a layer reaches at most twice as far as its rows need.
        exponent => Precision::Within(f32::from_bits((exponent as u32) << 23)),
    }
}

/// The smallest power of two that is not below a positive number.
fn next_power_of_two(number: f32) -> f32 {
    const MANTISSA: u32 = (1 << 23) - 1;
    f32::from_bits((number.to_bits() + MANTISSA) & !MANTISSA)
}

/// Whether rows can be indexed as they are: each layer is one run, and its blocks follow the curve. Only the first row of
/// each block is checked: the order decides how fast an answer is, never what it is.
pub fn is_ordered(points: Points<'_>) -> bool {
    let curve = HilbertCurve::new();
    let mut next_layer = 0;
    points.runs().all(|(layer, rows)| {
        let layers_ascend = layer >= next_layer;
        next_layer = layer + 1;
        let mut last = 0;
        layers_ascend
            && (layer == NO_COORDINATES
                || rows.step_by(BLOCK).all(|row| {
                    let position = curve.position(points.lon[row], points.lat[row]);
                    position >= std::mem::replace(&mut last, position)
                }))
    })
}

/// Where a row belongs in the order in which rows are stored. Rows at the same place keep their order.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of its layer.
    pub layer: u16,
    /// Its position along the curve.
    pub position: u32,
}

#[cfg(not(target_arch = "wasm32"))]
impl Place {
    /// Finds the place of one row, given as in [`Points`].
    pub fn new(curve: &HilbertCurve, lon: f64, lat: f64, uncertainty_km: f32) -> Place {
        let layer = layer_of(lon, uncertainty_km);
        let position = if layer == NO_COORDINATES { 0 } else { curve.position(lon, lat) };
        Place { layer: layer as u16, position }
    }
}

/// The numbers of the rows in the order in which they should be stored.
/// Rows at the same position keep their order.
pub fn storage_order(points: Points<'_>) -> Vec<u32> {
    let curve = HilbertCurve::new();
    let mut layers = [0u32; NO_COORDINATES + 1];
    points.runs().for_each(|(layer, rows)| layers[layer] += rows.len() as u32);
    let count = counts_to_starts(&mut layers);

    // The position on the curve in the upper half of a key, the number of the row in the lower half.
    let mut keys = vec![0; count];
    for (layer, rows) in points.runs() {
        let coordinates = points.lon[rows.clone()].iter().zip(&points.lat[rows.clone()]);
        for (number, (&lon, &lat)) in (rows.start as u32..).zip(coordinates) {
            let position = if layer == NO_COORDINATES { 0 } else { curve.position(lon, lat) };
            keys[layers[layer] as usize] = u64::from(position) << 32 | u64::from(number);
            layers[layer] += 1;
        }
    }
    sort_layers(&mut keys, &layers)
}

/// Sorts each layer by its keys and returns the row numbers; `ends` says where each layer ends.
fn sort_layers(keys: &mut [u64], ends: &[u32]) -> Vec<u32> {
    let mut order = vec![0; keys.len()];
    let mut scratch = Vec::new();
    let mut start = 0;
    for &end in ends {
        let end = end as usize;
        if end > start {
            let layer = &mut keys[start..end];
            scratch.resize(layer.len(), 0);
            radix_sort(layer, &mut scratch, &mut order[start..end]);
        }
        start = end;
    }
    order
}

/// Sorts by the upper halves of the keys, from the least significant digit, and writes the lower halves to `order`. The
/// sort is stable.
fn radix_sort(keys: &mut [u64], scratch: &mut [u64], order: &mut [u32]) {
    let digit = |key: u64, number: usize| (key >> (32 + number as u32 * DIGIT_BITS)) as usize % BUCKETS;
    let mut counts = [[0u32; BUCKETS]; DIGITS];
    for &key in &*keys {
        for (number, counts) in counts.iter_mut().enumerate() {
            counts[digit(key, number)] += 1;
        }
    }
    let (mut from, mut to) = (keys, scratch);
    for (number, positions) in counts.iter_mut().enumerate() {
        counts_to_starts(positions);
        let mut next_position = |key: u64| {
            let position = &mut positions[digit(key, number)];
            *position += 1;
            *position as usize - 1
        };
        if number + 1 < DIGITS {
            from.iter().for_each(|&key| to[next_position(key)] = key);
            (from, to) = (to, from);
        } else {
            from.iter().for_each(|&key| order[next_position(key)] = key as u32);
        }
    }
}

/// Replaces the count of each bucket by the position where the bucket starts; returns the sum of the counts.
fn counts_to_starts(counts: &mut [u32]) -> usize {
    counts.iter_mut().fold(0, |sum, count| sum + std::mem::replace(count, sum)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Row = (f64, f64, Option<f32>);

    fn rows() -> impl Strategy<Value = Vec<Row>> {
        let radius = prop::sample::select(vec![None, Some(0.0f32), Some(-0.0), Some(25.0), Some(150.0), Some(0.3)]);
        // Some rows share a longitude, some have no coordinates.
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
        fn the_order_is_a_stable_sort_by_key(rows in rows()) {
            let (lon, lat, uncertainty_km) = split(&rows);
            let points = Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km };
            let curve = HilbertCurve::new();
            let key = |number: &u32| {
                let row = *number as usize;
                let layer = points.layer(row);
                (layer, if layer == NO_COORDINATES { 0 } else { curve.position(lon[row], lat[row]) })
            };
            let mut expected: Vec<u32> = (0..lon.len() as u32).collect();
            expected.sort_by_key(key);
            prop_assert_eq!(storage_order(points), expected);
        }

        #[test]
        fn rows_in_storage_order_are_recognised(rows in rows()) {
            let (lon, lat, uncertainty_km) = split(&rows);
            let order = storage_order(Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km });
            let sorted: Vec<Row> = order.iter().map(|&number| rows[number as usize]).collect();
            let (lon, lat, uncertainty_km) = split(&sorted);
            let points = Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km };
            prop_assert!(is_ordered(points));
        }

        #[test]
        fn the_order_is_that_of_the_places_of_the_rows(rows in rows()) {
            let curve = HilbertCurve::new();
            let place = |(lon, lat, km): (f64, f64, Option<f32>)| {
                let (lon, lat, km) = split(&[(lon, lat, km)]);
                Place::new(&curve, lon[0], lat[0], km[0])
            };
            let (lon, lat, uncertainty_km) = split(&rows);
            let points = Points { lon: &lon, lat: &lat, uncertainty_km: &uncertainty_km };
            let mut numbers: Vec<u32> = (0..rows.len() as u32).collect();
            numbers.sort_by_key(|number| place(rows[*number as usize]));
            prop_assert_eq!(storage_order(points), numbers);
        }
    }

    #[test]
    fn a_layer_in_two_runs_is_not_ordered() {
        let lon = [0.0; 3];
        for (uncertainty_km, ordered) in
            [([0.0, 0.0, 25.0], true), ([0.0, 25.0, 0.0], false), ([17.0, 32.0, f32::NAN], true)]
        {
            let points = Points { lon: &lon, lat: &lon, uncertainty_km: &uncertainty_km };
            assert_eq!(is_ordered(points), ordered, "{uncertainty_km:?}");
        }
    }

    /// The curve passes one of two places that are far apart before the other.
    #[test]
    fn blocks_are_ordered_in_one_direction_only() {
        let uncertainty_km = [0.0; 2 * BLOCK];
        let is_ordered_from = |first: f64, second: f64| {
            let degrees = [[first; BLOCK], [second; BLOCK]].concat();
            is_ordered(Points { lon: &degrees, lat: &degrees, uncertainty_km: &uncertainty_km })
        };
        assert_ne!(is_ordered_from(-80.0, 80.0), is_ordered_from(80.0, -80.0));
    }

    #[test]
    fn radii_are_grouped_by_powers_of_two() {
        for (radius, layer) in
            [(25.0, 32.0), (32.0, 32.0), (0.3, 0.5), (150.0, 256.0), (f32::MIN_POSITIVE, f32::MIN_POSITIVE)]
        {
            assert_eq!(next_power_of_two(radius), layer);
        }
    }
}
