//! The Hilbert curve of order 16 over longitude and latitude: points near each other on the curve are near each other on
//! the map.

use super::LonLat;

/// Bits of each coordinate that one table lookup handles.
const STEP: u32 = 4;
const CELLS: usize = 1 << (2 * STEP);

/// A lookup table for positions along the Hilbert curve, four bits of each coordinate at a time.
pub struct HilbertCurve {
    /// Indexed by the orientation of the curve (two bits), then four bits of each coordinate. An entry holds the distance
    /// along the curve within the square in its low 8 bits, and above them the orientation of the curve from there on.
    table: Box<[u16; 4 * CELLS]>,
}

impl HilbertCurve {
    /// Fills the lookup table.
    pub fn new() -> HilbertCurve {
        let mut table = Box::new([0; 4 * CELLS]);
        for (index, entry) in table.iter_mut().enumerate() {
            let mut orientation = index / CELLS;
            let (x, y) = ((index % CELLS) >> STEP, index & ((1 << STEP) - 1));
            let mut distance = 0;
            for bit in (0..STEP).rev() {
                let (quarter, next) = quarter(orientation, x >> bit & 1, y >> bit & 1);
                distance = distance << 2 | quarter;
                orientation = next;
            }
            *entry = (orientation << 8 | distance) as u16;
        }
        HilbertCurve { table }
    }

    /// The position along the curve of a point, with the longitude within ±180° and the latitude within ±90°.
    pub fn position(&self, lon: f64, lat: f64) -> u32 {
        const CELLS_PER_DEGREE: [f64; 2] = [65535.0 / 360.0, 65535.0 / 180.0];
        let [x, y] = [(lon + 180.0) * CELLS_PER_DEGREE[0], (lat + 90.0) * CELLS_PER_DEGREE[1]];
        // Converting to a signed integer is faster; both fit into 16 bits.
        self.distance(x as i32 as u32, y as i32 as u32)
    }

    /// The position along the curve of a point whose longitude may be off by whole turns.
    pub fn position_wrapped(&self, point: LonLat) -> u32 {
        let lon = if point.lon.abs() <= 180.0 { point.lon } else { (point.lon + 180.0).rem_euclid(360.0) - 180.0 };
        self.position(lon, point.lat)
    }

    fn distance(&self, x: u32, y: u32) -> u32 {
        let (mut orientation, mut distance) = (0, 0);
        for bits in [12, 8, 4, 0] {
            let index = (orientation << 8 | (x >> bits & 15) << 4 | (y >> bits & 15)) as usize;
            let entry = u32::from(self.table[index % (4 * CELLS)]);
            distance = distance << 8 | entry & 0xFF;
            orientation = entry >> 8;
        }
        distance
    }
}

impl Default for HilbertCurve {
    fn default() -> HilbertCurve {
        HilbertCurve::new()
    }
}

/// Which quarter of a square a cell lies in, numbered in the order of the curve, and the orientation of the curve within
/// that quarter. Bit 0 of an orientation says that the axes are exchanged, bit 1 that both run backwards.
/// Source: J. Skilling, Programming the Hilbert curve, AIP Conf. Proc. 707 (2004), in its two-dimensional form.
fn quarter(orientation: usize, x: usize, y: usize) -> (usize, usize) {
    let (swapped, backwards) = (orientation & 1, orientation >> 1);
    let (right, up) = if swapped == 1 { (y ^ backwards, x ^ backwards) } else { (x ^ backwards, y ^ backwards) };
    let next = if up == 1 { orientation } else { (orientation ^ right << 1) ^ 1 };
    ((3 * right) ^ up, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The distance along the curve, computed bit by bit as in the source.
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
        fn the_table_agrees_with_the_loop_over_bits(x in 0..65_536u32, y in 0..65_536u32) {
            prop_assert_eq!(HilbertCurve::new().distance(x, y), by_bits(x, y));
        }
    }

    #[test]
    fn the_curve_visits_every_cell_and_moves_by_one() {
        let curve = HilbertCurve::new();
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
        let curve = HilbertCurve::new();
        assert_eq!(curve.position(-180.0, -90.0), 0);
        for (lon, lat) in [(180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-0.0, 0.0)] {
            assert!(curve.position(lon, lat) > 0);
        }
    }
}
