//! The Hilbert curve of order 16 over longitude and latitude: points near on it are near on the map.

use super::LonLat;

/// Bits of each coordinate that one look into the table settles.
const STEP: u32 = 4;
const CELLS: usize = 1 << (2 * STEP);

/// One look for every four bits: how far along the curve they are, and how the curve is turned from there on.
pub struct Curve {
    /// By the curve's turn (two bits), then the bits of both coordinates: distance in the low 8 bits, turn above.
    table: Box<[u16; 4 * CELLS]>,
}

impl Curve {
    pub fn new() -> Curve {
        let mut table = Box::new([0; 4 * CELLS]);
        for (entry, found) in table.iter_mut().enumerate() {
            let mut turn = entry / CELLS;
            let (x, y) = ((entry % CELLS) >> STEP, entry & ((1 << STEP) - 1));
            let mut distance = 0;
            for bit in (0..STEP).rev() {
                let (quarter, next) = quarter(turn, x >> bit & 1, y >> bit & 1);
                distance = distance << 2 | quarter;
                turn = next;
            }
            *found = (turn << 8 | distance) as u16;
        }
        Curve { table }
    }

    /// Distance along the curve of a place in degrees, within ±180 and ±90.
    pub fn at(&self, lon: f64, lat: f64) -> u32 {
        const CELLS_PER_DEGREE: [f64; 2] = [65535.0 / 360.0, 65535.0 / 180.0];
        let [x, y] = [(lon + 180.0) * CELLS_PER_DEGREE[0], (lat + 90.0) * CELLS_PER_DEGREE[1]];
        // Signed, which is converted faster; both are within 16 bits.
        self.distance(x as i32 as u32, y as i32 as u32)
    }

    /// The same, over whatever turn of longitude.
    pub fn at_any_turn(&self, at: LonLat) -> u32 {
        let lon = if at.lon.abs() <= 180.0 { at.lon } else { (at.lon + 180.0).rem_euclid(360.0) - 180.0 };
        self.at(lon, at.lat)
    }

    fn distance(&self, x: u32, y: u32) -> u32 {
        let (mut turn, mut distance) = (0, 0);
        for bits in [12, 8, 4, 0] {
            let entry = (turn << 8 | (x >> bits & 15) << 4 | (y >> bits & 15)) as usize;
            let found = u32::from(self.table[entry % (4 * CELLS)]);
            distance = distance << 8 | found & 0xFF;
            turn = found >> 8;
        }
        distance
    }
}

/// The quarter of a square that holds a cell, in the order of the curve, and the turn of the curve within it. Bit 0 of a
/// turn says that the axes are exchanged, bit 1 that both run backwards.
/// Source: J. Skilling, Programming the Hilbert curve, AIP Conf. Proc. 707 (2004), in its two-dimensional form.
fn quarter(turn: usize, x: usize, y: usize) -> (usize, usize) {
    let (swapped, backwards) = (turn & 1, turn >> 1);
    let (right, up) = if swapped == 1 { (y ^ backwards, x ^ backwards) } else { (x ^ backwards, y ^ backwards) };
    let next = if up == 1 { turn } else { (turn ^ right << 1) ^ 1 };
    ((3 * right) ^ up, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The curve bit by bit, as its source has it.
    fn by_bits(mut x: u32, mut y: u32) -> u32 {
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

    proptest! {
        #[test]
        fn the_table_is_the_loop_over_bits(x in 0..65_536u32, y in 0..65_536u32) {
            prop_assert_eq!(Curve::new().distance(x, y), by_bits(x, y));
        }
    }

    #[test]
    fn the_curve_visits_every_cell_and_moves_by_one() {
        let curve = Curve::new();
        let mut cells: Vec<(u32, u32, u32)> =
            (0..32).flat_map(|x| (0..32).map(move |y| (x, y))).map(|(x, y)| (curve.distance(x, y), x, y)).collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            assert_eq!(pair[1].0, pair[0].0 + 1);
            assert_eq!(pair[0].1.abs_diff(pair[1].1) + pair[0].2.abs_diff(pair[1].2), 1);
        }
    }

    #[test]
    fn the_corners_of_the_map_are_on_the_curve() {
        let curve = Curve::new();
        assert_eq!(curve.at(-180.0, -90.0), 0);
        for (lon, lat) in [(180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-0.0, 0.0)] {
            assert!(curve.at(lon, lat) > 0);
        }
    }
}
