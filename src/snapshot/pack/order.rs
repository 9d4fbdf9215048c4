//! The order of the rows of a pack: that of the index, and at one place that of the ids. So a row that did not change stands between the
//! same rows in the next pack, whatever the order of its source, and is in no delta.

use super::round_degrees;
use crate::error::Result;
use crate::geo::HilbertCurve;
use crate::index::Place;
use crate::memory;
use crate::snapshot::Snapshot;

/// Finds the place of a row, by its coordinates as a pack has them.
pub fn place_in_pack(curve: &HilbertCurve, lon: f64, lat: f64, uncertainty_km: f32) -> Place {
    Place::new(curve, round_degrees(lon), round_degrees(lat), uncertainty_km)
}

/// Returns the rows of a snapshot in the order in which a pack has them. Rows with the same id at the same place are in the order of their
/// source.
///
/// # Errors
/// `TooLarge` if there is not enough memory.
pub fn rows_in_order(snapshot: &Snapshot) -> Result<Vec<u32>> {
    const PACK: &str = "This pack";
    let curve = HilbertCurve::new();
    let mut placed: Vec<(Place, u32)> = memory::list_for(snapshot.len()).map_err(|shortage| shortage.refuse(PACK))?;
    placed.extend((0..snapshot.len()).map(|row| {
        let place = place_in_pack(&curve, snapshot.lon[row], snapshot.lat[row], snapshot.uncertainty_km[row]);
        (place, row as u32)
    }));
    placed.sort_unstable_by(|(one, row), (other, later)| {
        let (row, later) = (*row as usize, *later as usize);
        let by_id = || snapshot.id(row).cmp(&snapshot.id(later));
        let by_source = || snapshot.record_number(row).cmp(&snapshot.record_number(later));
        one.cmp(other).then_with(by_id).then_with(by_source)
    });
    Ok(placed.into_iter().map(|(_, row)| row).collect())
}
