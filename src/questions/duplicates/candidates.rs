//! The pairs that are within the limits, found through cells of space, which have no seam at the antimeridian and none at the
//! poles.

use hashbrown::HashMap;

use super::{COMPARISON, DuplicatesOptions, SuspectedPair};
use crate::error::{Code, GeobitError, Result};
use crate::geo::{GeoPoint, Xyz};
use crate::incident::{Day, Kind};
use crate::memory::{self, Allocated, Shortage};
use crate::snapshot::Snapshot;

/// The most pairs within the limits.
const MAX_CANDIDATES: usize = 2_000_000;
/// The most pairs that are looked at: a few seconds' work.
const MAX_LOOKS: u64 = 500_000_000;
/// What is added to every reach, km, so that no rounding loses a pair at its limit.
const MARGIN_KM: f64 = 1e-6;
/// The side of a cell by the reach of the search. Larger cells hold more that is too far, smaller ones take more look-ups.
const REACHES_PER_CELL: f64 = 3.0;
/// The least side of a cell, km.
const MIN_CELL_KM: f64 = 0.01;
/// The logarithm of the ratio of deaths from which two records are as unlike as can be.
const MAX_DEATHS_LOG: f64 = 0.7;

type Cell = [i32; 3];

/// Finds all pairs of incidents that can be located and are within the limits.
///
/// # Errors
/// `TooLarge` where there are too many, or too little memory for them.
pub fn find_candidates(a: &Snapshot, b: &Snapshot, options: &DuplicatesOptions) -> Result<Vec<SuspectedPair>> {
    let places = CellIndex::new(b, options.within_km).map_err(|shortage| shortage.refuse(COMPARISON))?;
    let mut candidates = Vec::new();
    let mut looks = 0;
    for row in (0..a.len()).filter(|row| is_located(a, *row)) {
        let place = a.point(row);
        let days = [a.day()[row] - options.within_days as Day, a.day()[row] + options.within_days as Day];
        for near in places.near(place.xyz, days) {
            looks += near.len() as u64;
            if looks > MAX_LOOKS {
                return Err(too_many(options));
            }
            for &Entry { row: other, .. } in near {
                if let Some(pair) = compare(a, b, row, other as usize, &place, options) {
                    if candidates.len() == MAX_CANDIDATES {
                        return Err(too_many(options));
                    }
                    memory::grow(&mut candidates, 1).map_err(|shortage| shortage.refuse(COMPARISON))?;
                    candidates.push(pair);
                }
            }
        }
    }
    Ok(candidates)
}

fn too_many(options: &DuplicatesOptions) -> GeobitError {
    let DuplicatesOptions { within_km, within_days, .. } = options;
    let message = format!(
        "Too many incidents of these snapshots are within {within_km} km and {within_days} days of one another to be compared; \
         at most {MAX_CANDIDATES} pairs are accepted. Ask with a smaller withinKm or withinDays, or for part of the data."
    );
    GeobitError::new(Code::TooLarge, message)
}

fn is_located(snapshot: &Snapshot, row: usize) -> bool {
    !snapshot.uncertainty_km()[row].is_nan()
}

/// Returns the pair of a row of `a`, whose place is given, and a row of `b`, if it is within the limits. Its days are.
fn compare(
    a: &Snapshot,
    b: &Snapshot,
    row: usize,
    other: usize,
    place: &GeoPoint,
    options: &DuplicatesOptions,
) -> Option<SuspectedPair> {
    if options.same_kind && !may_be_same_kind(a.kind()[row], b.kind()[other]) {
        return None;
    }
    let other_place = b.point(other);
    if !place.is_within(&other_place, options.within_km) {
        return None;
    }
    let (km, days) = (place.distance_km(&other_place), a.day()[row].abs_diff(b.day()[other]));
    let deaths = a.fatalities(row).best.zip(b.fatalities(other).best);
    let score = score(km, days, deaths, options);
    Some(SuspectedPair { a: row as u32, b: other as u32, km, days, score })
}

/// Returns whether two kinds are the same, as far as is known: `other` stands for no known kind as well.
fn may_be_same_kind(a: Kind, b: Kind) -> bool {
    a == b || a == Kind::Other || b == Kind::Other
}

/// Returns how alike two records are; see [`SuspectedPair::score`].
fn score(km: f64, days: u32, deaths: Option<(u32, u32)>, options: &DuplicatesOptions) -> f64 {
    let part = |value: f64, limit: f64| if limit > 0.0 { (value / limit).min(1.0) } else { 0.0 };
    let apart = part(km, options.within_km) + part(f64::from(days), f64::from(options.within_days));
    let Some((first, second)) = deaths else { return 1.0 - apart / 2.0 };
    let ratio = (1.0 + f64::from(first)) / (1.0 + f64::from(second));
    1.0 - (apart + part(ratio.ln().abs(), MAX_DEATHS_LOG)) / 3.0
}

/// An incident in a cell.
#[derive(Clone, Copy)]
struct Entry {
    cell: Cell,
    day: Day,
    row: u32,
}

/// The incidents of a snapshot that can be located, by cell and day.
struct CellIndex {
    cell_km: f64,
    reach_km: f64,
    /// By cell, then by day, then by row.
    entries: Vec<Entry>,
    /// Where the entries of each cell begin and end.
    cells: HashMap<Cell, [u32; 2]>,
}

impl CellIndex {
    /// Indexes a snapshot for searches that reach this far.
    fn new(snapshot: &Snapshot, within_km: f64) -> Allocated<CellIndex> {
        let reach_km = within_km + MARGIN_KM;
        let cell_km = (REACHES_PER_CELL * reach_km).max(MIN_CELL_KM);
        let mut entries = memory::list_for(snapshot.len())?;
        entries.extend((0..snapshot.len()).filter(|row| is_located(snapshot, *row)).map(|row| Entry {
            cell: snapshot.point(row).xyz.map(|km| (km / cell_km).floor() as i32),
            day: snapshot.day()[row],
            row: row as u32,
        }));
        // Sorting takes as many numbers.
        drop(memory::list_for::<usize>(entries.len())?);
        crate::order::sort_by(&mut entries, |a, b| (a.cell, a.day, a.row).cmp(&(b.cell, b.day, b.row)));
        let mut cells = HashMap::new();
        let count = entries.chunk_by(|one, next| one.cell == next.cell).count();
        cells.try_reserve(count).map_err(|_| Shortage { bytes: count * size_of::<(Cell, [u32; 2])>() })?;
        let mut start = 0;
        for in_cell in entries.chunk_by(|one, next| one.cell == next.cell) {
            let end = start + in_cell.len() as u32;
            cells.insert(in_cell[0].cell, [start, end]);
            start = end;
        }
        Ok(CellIndex { cell_km, reach_km, entries, cells })
    }

    /// Returns the entries in the cells within reach of a place, from the first of two days to the second.
    fn near(&self, xyz: Xyz, [first, last]: [Day; 2]) -> impl Iterator<Item = &[Entry]> {
        // A chord is no longer than its geodesic, so what is within reach on the ground is within reach in space.
        let [x, y, z] = xyz.map(|km| {
            let cell = |km: f64| (km / self.cell_km).floor() as i32;
            cell(km - self.reach_km)..=cell(km + self.reach_km)
        });
        let cells = x.flat_map(move |x| {
            let z = z.clone();
            y.clone().flat_map(move |y| z.clone().map(move |z| [x, y, z]))
        });
        cells.filter_map(move |cell| {
            let &[start, end] = self.cells.get(&cell)?;
            let in_cell = &self.entries[start as usize..end as usize];
            let from = in_cell.partition_point(|entry| entry.day < first);
            let to = in_cell.partition_point(|entry| entry.day <= last);
            Some(&in_cell[from..to])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_one_less_the_mean_of_its_parts() {
        let options = DuplicatesOptions::default();
        assert_eq!(score(0.0, 0, None, &options), 1.0);
        assert_eq!(score(1.0, 0, None, &options), 0.75);
        assert_eq!(score(2.0, 1, None, &options), 0.0);
        assert_eq!(score(1.0, 1, Some((4, 4)), &options), 0.5);
        let half = f64::exp(0.35);
        assert!((score(0.0, 0, Some((0, 0)), &options) - 1.0).abs() < 1e-15);
        assert!((score(0.0, 0, Some((99, 49)), &options) - (1.0 - (2.0f64).ln() / 0.7 / 3.0)).abs() < 1e-12);
        assert!(half > 1.0 && score(0.0, 0, Some((0, 9)), &options) == 1.0 - 1.0 / 3.0, "no part is above 1");
    }

    #[test]
    fn a_limit_of_0_adds_nothing() {
        let options = DuplicatesOptions { within_km: 0.0, within_days: 0, ..DuplicatesOptions::default() };
        assert_eq!(score(0.0, 0, None, &options), 1.0);
        let options = DuplicatesOptions { within_km: 0.0, within_days: 2, ..DuplicatesOptions::default() };
        assert_eq!(score(0.0, 1, None, &options), 0.75);
    }

    #[test]
    fn an_unknown_kind_may_be_any() {
        assert!(may_be_same_kind(Kind::Riot, Kind::Riot) && may_be_same_kind(Kind::Other, Kind::Riot));
        assert!(may_be_same_kind(Kind::Riot, Kind::Other) && !may_be_same_kind(Kind::Riot, Kind::Protest));
    }
}
