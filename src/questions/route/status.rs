//! The corridor as a whole: whether it is getting worse, or has become silent. Silence is a gap in the record, and nothing
//! here calls a road open.

use std::cmp::Reverse;

use serde::Serialize;

use super::segments::Segment;
use crate::history::{Counter, History};
use crate::incident::{Day, Kind};
use crate::questions::scope::Scope;
use crate::stats::laplace::laplace;

/// What is certainly recorded in the corridor, over time.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CorridorStatus {
    #[serde(flatten)]
    pub history: History,
    /// Weeks of the series with an incident.
    pub active_weeks: u32,
    /// Whether incidents crowd towards one end of both windows; `None` without an incident in them.
    pub laplace: Option<Crowding>,
    /// Blockades, checkpoints and extortion in both windows; `None` where the snapshot cannot contain them.
    pub blockades: Option<Blockades>,
    /// Segments with incidents on several days of both windows, those with the most days first.
    pub repeated: Vec<RepeatedSegment>,
}

/// Laplace's test for incidents that crowd towards one end of both windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crowding {
    /// Above 0 where incidents come late.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
    pub verdict: CrowdingVerdict,
}

/// Where incidents crowd, at the confidence level of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum CrowdingVerdict {
    Late,
    Early,
    NoClearTrend,
}

/// Blockades, checkpoints and extortion in both windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blockades {
    pub recent: u64,
    pub baseline: u64,
}

/// A segment with incidents on several days of both windows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RepeatedSegment {
    pub from_km: f64,
    pub to_km: f64,
    /// Number of incidents.
    pub count: u64,
    /// Number of days with an incident.
    pub days: u64,
    /// Days from the last incident to the end of the recent window.
    pub days_since_last: u32,
}

impl CorridorStatus {
    /// `segment_days` are the segment and the day of each certain incident in both windows.
    pub(super) fn new(
        scope: &Scope<'_>,
        history: History,
        counter: &Counter,
        segments: &[Segment],
        segment_days: Vec<(usize, Day)>,
        can_have_blockades: bool,
    ) -> CorridorStatus {
        let both_windows = scope.windows.both();
        let times: Vec<f64> = segment_days.iter().map(|(_, day)| f64::from(day - both_windows.first) + 0.5).collect();
        let crowding = laplace(&times, f64::from(both_windows.days()));
        let of_kind = counter.of_kind(Kind::Blockade);
        let blockades = Blockades { recent: of_kind.recent, baseline: of_kind.baseline };
        CorridorStatus {
            history,
            active_weeks: counter.weeks().iter().filter(|count| **count > 0).count() as u32,
            laplace: crowding.map(|found| Crowding::new(found.z, found.p, scope.confidence)),
            blockades: can_have_blockades.then_some(blockades),
            repeated: find_repeated(segments, segment_days, both_windows.last),
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

/// The segments with incidents on several days. `last` is the day from which days are counted back.
fn find_repeated(segments: &[Segment], mut days: Vec<(usize, Day)>, last: Day) -> Vec<RepeatedSegment> {
    days.sort_unstable();
    let hit = days.chunk_by(|(a, _), (b, _)| a == b).map(|hits| {
        let Segment { from_km, to_km, .. } = segments[hits[0].0];
        let days = hits.chunk_by(|(_, a), (_, b)| a == b).count() as u64;
        let days_since_last = last.abs_diff(hits[hits.len() - 1].1);
        RepeatedSegment { from_km, to_km, count: hits.len() as u64, days, days_since_last }
    });
    let mut several: Vec<RepeatedSegment> = hit.filter(|hit| hit.days > 1).collect();
    several.sort_by_key(|hit| Reverse(hit.days));
    several
}
