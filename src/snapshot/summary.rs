//! What a snapshot says of itself: where it comes from, what it holds, what was left out.

use serde::Serialize;

use super::{Provenance, Snapshot};
use crate::day;
use crate::incident::{KindCounts, kinds, precision};
use crate::read::{ReadSummary, Rejection, Warning};

#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub name: String,
    pub format: String,
    /// The day up to which the snapshot claims to know incidents.
    pub as_of: String,
    pub from: String,
    pub to: String,
    /// West, south, east, north of the located incidents; `None` where there is none.
    pub bbox: Option<[f64; 4]>,
    /// Data rows of the file: `located + not_locatable + superseded + rejected`.
    pub rows: u64,
    /// Incidents kept: `located + not_locatable`.
    pub count: u64,
    pub located: u64,
    pub not_locatable: u64,
    /// Rows whose id came again later in the file.
    pub superseded: u64,
    pub rejected: u64,
    /// The first hundred.
    pub rejections: Vec<Rejection>,
    pub warnings: Vec<Warning>,
    pub kinds: KindCounts,
    pub fatalities: FatalitySums,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    pub cannot_contain: Vec<String>,
    /// Versions of the tables from native codes to radii and kinds.
    pub precision_table: &'static str,
    pub kind_table: &'static str,
}

/// Sums over all incidents kept; missing numbers count as none.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FatalitySums {
    pub low: u64,
    pub best: u64,
    pub high: u64,
}

impl Summary {
    pub(super) fn of(snapshot: &Snapshot, provenance: Provenance, intake: ReadSummary, superseded: u64) -> Summary {
        let (first, last) = snapshot.span();
        let located: Vec<usize> = (0..snapshot.len()).filter(|&row| snapshot.uncertainty_km[row].is_finite()).collect();
        let mut by_kind = KindCounts::default();
        for kind in &snapshot.kind {
            by_kind.add(*kind);
        }
        let count = snapshot.len() as u64;
        Summary {
            name: provenance.name.unwrap_or_else(|| "Unnamed snapshot".into()),
            format: intake.format.to_string(),
            as_of: day::format(snapshot.as_of),
            from: day::format(first),
            to: day::format(last),
            bbox: bbox(snapshot, &located),
            rows: intake.rows,
            count,
            located: located.len() as u64,
            not_locatable: count - located.len() as u64,
            superseded,
            rejected: intake.rejected,
            rejections: intake.rejections,
            warnings: intake.warnings,
            kinds: by_kind,
            fatalities: fatality_sums(snapshot),
            licence: provenance.licence.or(intake.terms.map(|terms| terms.licence.to_string())),
            attribution: provenance.attribution.or(intake.terms.map(|terms| terms.attribution.to_string())),
            cannot_contain: intake.cannot_contain,
            precision_table: precision::VERSION,
            kind_table: kinds::VERSION,
        }
    }
}

fn bbox(snapshot: &Snapshot, located: &[usize]) -> Option<[f64; 4]> {
    let &first = located.first()?;
    let start = [snapshot.lon[first], snapshot.lat[first], snapshot.lon[first], snapshot.lat[first]];
    Some(located.iter().fold(start, |[w, s, e, n], &row| {
        let (lon, lat) = (snapshot.lon[row], snapshot.lat[row]);
        [w.min(lon), s.min(lat), e.max(lon), n.max(lat)]
    }))
}

fn fatality_sums(snapshot: &Snapshot) -> FatalitySums {
    snapshot.record.iter().fold(FatalitySums::default(), |sums, &number| {
        let one = snapshot.records.fatalities(number as usize);
        FatalitySums {
            low: sums.low + u64::from(one.low.unwrap_or(0)),
            best: sums.best + u64::from(one.best.unwrap_or(0)),
            high: sums.high + u64::from(one.high.unwrap_or(0)),
        }
    })
}
