//! What a snapshot says of itself: where it comes from, what it holds, what was left out.

use serde::Serialize;

use super::records::unpacked;
use super::{Provenance, Snapshot};
use crate::day;
use crate::geo::union;
use crate::incident::{Kind, KindCounts};
use crate::index::{Layer, Precision};
use crate::intake::{KIND_TABLE_VERSION, PRECISION_TABLE_VERSION, ReadSummary, Rejection, Warning};

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
    /// What the provider does not record, in short phrases.
    pub cannot_contain: Vec<&'static str>,
    /// Kinds that the provider never records.
    pub never_records: Vec<Kind>,
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
    /// Whether the provider records incidents of a kind at all.
    pub fn can_contain(&self, kind: Kind) -> bool {
        !self.never_records.contains(&kind)
    }

    pub(super) fn of(snapshot: &Snapshot, provenance: Provenance, intake: ReadSummary, superseded: u64) -> Summary {
        let (first, last) = snapshot.span();
        let located = |layer: &&Layer| layer.precision != Precision::NotLocatable;
        let layers = || snapshot.index.layers().iter().filter(located);
        let count = snapshot.len() as u64;
        let located: u64 = layers().map(|layer| layer.rows.len() as u64).sum();
        Summary {
            name: provenance.name.unwrap_or_else(|| "Unnamed snapshot".into()),
            format: intake.format,
            as_of: day::format(snapshot.as_of),
            from: day::format(first),
            to: day::format(last),
            bbox: layers().map(|layer| layer.root().degrees).reduce(union),
            rows: intake.rows,
            count,
            located,
            not_locatable: count - located,
            superseded,
            rejected: intake.rejected,
            rejections: intake.rejections,
            warnings: intake.warnings,
            kinds: KindCounts::of_all(&snapshot.kind),
            fatalities: fatality_sums(snapshot),
            licence: provenance.licence.or_else(|| intake.provider.map(|provider| provider.licence.into())),
            attribution: provenance.attribution.or_else(|| intake.provider.map(|provider| provider.attribution.into())),
            cannot_contain: intake.provider.map_or(Vec::new(), |provider| provider.cannot_contain.to_vec()),
            never_records: intake.provider.map_or(Vec::new(), |provider| provider.never_records.to_vec()),
            precision_table: PRECISION_TABLE_VERSION,
            kind_table: KIND_TABLE_VERSION,
        }
    }
}

fn fatality_sums(snapshot: &Snapshot) -> FatalitySums {
    let deaths = |number: u64| u64::from(unpacked(number).unwrap_or(0));
    let sums = snapshot.records.deaths().each_ref().map(|column| match column.only() {
        Some(only) => deaths(only) * snapshot.len() as u64,
        None => (0..snapshot.len()).map(|row| deaths(column.get(snapshot.number(row)))).sum(),
    });
    let [low, best, high] = sums;
    FatalitySums { low, best, high }
}
