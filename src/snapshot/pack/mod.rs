//! Packs: snapshots as Parquet files with GeoParquet metadata. docs/snapshot.md is their specification.

mod columns;
mod content;
mod delta;
mod header;
#[cfg(not(target_arch = "wasm32"))]
mod order;
mod read;
mod seal;
// The package writes packs in JavaScript, which is smaller; pkg/src/parquet.js.
#[cfg(not(target_arch = "wasm32"))]
mod write;
#[cfg(not(target_arch = "wasm32"))]
mod write_delta;

pub(crate) use columns::{PackColumn, Values, columns};
pub(crate) use header::Header;
pub use header::PackOptions;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use order::place_in_pack;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use read::layout_of;
pub use read::{is_pack, read, read_updated};
pub use seal::seal;
#[cfg(not(target_arch = "wasm32"))]
pub use write::write;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use write::{GROUP_ROWS, PackWriter, Stream, refuse};
#[cfg(not(target_arch = "wasm32"))]
pub use write_delta::{Contents, DeltaCounts, apply_delta, contents, write_delta};

/// The key under which a pack has its header in the metadata of the file.
const HEADER_KEY: &str = "geobit";
/// The version of the format that is written. Packs of a later version are refused.
const VERSION: u32 = 1;
/// Coordinates are kept to this part of a degree, 1e-7: 1.1 cm at the equator.
const PARTS_PER_DEGREE: f64 = 1e7;
/// Coordinates are written as multiples of 2⁻²⁴ degrees, the nearest to each multiple of 1e-7, so that the low bytes of the numbers
/// are zero and take no space. The nearest multiple of 1e-7 to what is written is the coordinate again.
const STEPS_PER_DEGREE: f64 = 16_777_216.0;

/// Returns the number that is written for a coordinate in degrees.
fn into_steps(degrees: f64) -> f64 {
    (from_steps(degrees) * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE
}

/// Returns the coordinate in degrees that comes back of a coordinate that is written.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn round_degrees(degrees: f64) -> f64 {
    from_steps(into_steps(degrees))
}

/// Returns the coordinate in degrees for a number that is written.
fn from_steps(written: f64) -> f64 {
    (written * PARTS_PER_DEGREE).round() / PARTS_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn coordinates_of_seven_decimals_come_back_as_they_are(parts in -1_800_000_000i64..=1_800_000_000) {
            let degrees: f64 = format!("{}e-7", parts).parse().unwrap();
            prop_assert_eq!(from_steps(into_steps(degrees)), degrees);
            prop_assert_eq!((into_steps(degrees) * STEPS_PER_DEGREE).fract(), 0.0);
        }

        #[test]
        fn others_move_by_less_than_a_centimetre(degrees in -180.0..=180.0f64) {
            prop_assert!((from_steps(into_steps(degrees)) - degrees).abs() <= 0.51e-7);
        }
    }
}
