//! The corridor as a whole: whether more is recorded in it than before, or nothing for long. A long silence is a gap in
//! the record, and no report calls a road open because of it.

use serde::Serialize;

use super::segments::Segment;
use crate::history::{Counter, History, Spells};
use crate::incident::{Day, Kind, OriginCounts};
use crate::order;
use crate::questions::scope::Scope;
use crate::stats::laplace::laplace;

/// What is certainly recorded in the corridor, over time.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CorridorStatus {
    /// What the comparison says in plain words, or what the data do not cover.
    pub verdict_text: String,
    /// The certain incidents in the recent window and in the baseline, and by week.
    #[serde(flatten)]
    pub history: History,
    /// Number of weeks of the series with an incident.
    pub active_weeks: u32,
    /// Whether incidents crowd towards one end of the two windows; `None` without an incident in them.
    pub laplace: Option<Crowding>,
    /// Blockades, checkpoints and extortion in the two windows; `None` where the snapshot cannot contain them.
    pub blockades: Option<Blockades>,
    /// Segments with incidents on several days of the two windows, those with the most days first.
    pub repeated: Vec<RepeatedSegment>,
}

/// Laplace's test for incidents that crowd towards one end of the two windows (Cox and Lewis 1966).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crowding {
    /// z = (mean of the days − T/2)/(T/√(12n)) for n incidents in T days, above 0 where incidents come late; divided by √φ where
    /// the weeks of the baseline differ more than chance would make them.
    pub z: f64,
    /// Two-sided probability of a z at least as far from 0 by chance.
    pub p: f64,
    /// What the test says.
    pub verdict: CrowdingVerdict,
}

/// Where incidents crowd: `p` is below 1 − confidence, or there is no clear trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CrowdingVerdict {
    /// Towards the end of the recent window.
    Late,
    /// Towards the beginning of the baseline.
    Early,
    /// The days do not differ clearly from evenly spread ones.
    NoClearTrend,
}

/// Certain blockades, checkpoints and extortion in the two windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blockades {
    /// Number of incidents in the recent window.
    pub recent: u64,
    /// Number of incidents in the baseline.
    pub baseline: u64,
    /// How long they go on once they are recorded, over all days of the data up to the end of the recent window.
    pub spells: Spells,
}

/// A segment with certain incidents on several days of the two windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RepeatedSegment {
    /// Where the segment begins, km from the start of the route.
    pub from_km: f64,
    /// Where the segment ends, km from the start of the route.
    pub to_km: f64,
    /// Number of incidents.
    pub count: u64,
    /// These by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// Number of days with an incident.
    pub days: u64,
    /// Days from the last incident to the end of the recent window.
    pub days_since_last: u32,
}

/// A certain incident in the two windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedIncident {
    /// The number of the segment that it is in.
    pub segment: usize,
    /// Its first day.
    pub day: Day,
    /// The number of its origin.
    pub origin: usize,
}

impl CorridorStatus {
    /// `dated` are the certain incidents in the two windows, and `spells` those of blockades, where the snapshot can contain any.
    pub(super) fn new(
        scope: &Scope<'_>,
        verdict_text: String,
        history: History,
        counter: &Counter,
        segments: &[Segment],
        dated: Vec<DatedIncident>,
        spells: Option<Spells>,
    ) -> CorridorStatus {
        let both_windows = scope.windows.both();
        let times: Vec<f64> = dated.iter().map(|one| f64::from(one.day - both_windows.first) + 0.5).collect();
        let factor = history.comparison.dispersion.as_ref().map_or(1.0, |dispersion| dispersion.factor);
        let crowding = laplace(&times, f64::from(both_windows.days())).map(|found| found.widened(factor));
        let of_kind = counter.of_kind(Kind::Blockade);
        let blockades = |spells| Blockades { recent: of_kind.recent, baseline: of_kind.baseline, spells };
        CorridorStatus {
            verdict_text,
            history,
            active_weeks: counter.weeks().iter().filter(|count| **count > 0).count() as u32,
            laplace: crowding.map(|found| Crowding::new(found.z, found.p, scope.confidence)),
            blockades: spells.map(blockades),
            repeated: find_repeated(segments, dated, both_windows.last, &scope.snapshot.origin_counts()),
        }
    }
}

impl Crowding {
    fn new(z: f64, p: f64, confidence: f64) -> Crowding {
        let verdict = if p >= 1.0 - confidence {
            CrowdingVerdict::NoClearTrend
        } else if z > 0.0 {
            CrowdingVerdict::Late
        } else {
            CrowdingVerdict::Early
        };
        Crowding { z, p, verdict }
    }
}

/// Finds the segments with incidents on several days. `last` is the day from which `days_since_last` counts back.
fn find_repeated(
    segments: &[Segment],
    mut dated: Vec<DatedIncident>,
    last: Day,
    no_origins: &OriginCounts,
) -> Vec<RepeatedSegment> {
    order::sort_by(&mut dated, Ord::cmp);
    let by_segment = dated.chunk_by(|one, next| one.segment == next.segment).map(|incidents| {
        let Segment { from_km, to_km, .. } = segments[incidents[0].segment];
        let days = incidents.chunk_by(|one, next| one.day == next.day).count() as u64;
        let days_since_last = last.abs_diff(incidents[incidents.len() - 1].day);
        let mut by_origin = no_origins.clone();
        incidents.iter().for_each(|one| by_origin.add(one.origin));
        RepeatedSegment { from_km, to_km, count: incidents.len() as u64, by_origin, days, days_since_last }
    });
    let mut repeated: Vec<RepeatedSegment> = by_segment.filter(|segment| segment.days > 1).collect();
    order::sort_by(&mut repeated, |a, b| b.days.cmp(&a.days));
    repeated
}
