//! The corridor as a whole: whether it is getting worse, or has become silent. Silence is a gap in the record, and nothing
//! here calls a road open.

use std::cmp::Reverse;

use serde::Serialize;

use super::segments::Segment;
use crate::history::{Statistics, Tally, Weekly};
use crate::incident::{Day, Kind};
use crate::stats::laplace::laplace;

#[derive(Serialize)]
pub struct Status {
    pub statistics: Statistics,
    pub weekly: Weekly,
    pub pressure: Pressure,
}

/// Signs of a corridor that tightens. Incidents are those certainly in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Pressure {
    /// Weeks of the series with an incident.
    pub active_weeks: u32,
    /// Whether incidents crowd towards the end of both windows; nothing without an incident in them.
    pub laplace: Option<Crowding>,
    /// Blockades, checkpoints and extortion in both windows, apart; nothing where the snapshot cannot contain them.
    pub blockades: Option<Blockades>,
    /// Segments with incidents on several days of both windows, those with the most days first.
    pub repeated: Vec<Repeated>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Crowding {
    /// Above 0 where they come late.
    pub z: f64,
    pub p: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blockades {
    pub recent: u64,
    pub baseline: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Repeated {
    pub from_km: f64,
    pub to_km: f64,
    pub count: u64,
    pub days: u64,
    pub days_since_last: u32,
}

impl Pressure {
    /// `days` are those of the incidents in both windows, each with its segment.
    pub fn new(tally: &Tally, segments: &[Segment], days: Vec<(usize, Day)>, can_have_blockades: bool) -> Pressure {
        let whole = tally.windows().whole();
        let times: Vec<f64> = days.iter().map(|(_, day)| f64::from(day - whole.first) + 0.5).collect();
        let of_kind = tally.by_kind().into_iter().find(|kind| kind.kind == Kind::Blockade.name());
        let blockades = Blockades {
            recent: of_kind.as_ref().map_or(0, |kind| kind.recent),
            baseline: of_kind.as_ref().map_or(0, |kind| kind.baseline),
        };
        Pressure {
            active_weeks: tally.weekly().counts.iter().filter(|count| **count > 0).count() as u32,
            laplace: laplace(&times, f64::from(whole.days())).map(|found| Crowding { z: found.z, p: found.p }),
            blockades: can_have_blockades.then_some(blockades),
            repeated: repeated(segments, days, whole.last),
        }
    }
}

fn repeated(segments: &[Segment], mut days: Vec<(usize, Day)>, last: Day) -> Vec<Repeated> {
    days.sort_unstable();
    let hit = days.chunk_by(|(a, _), (b, _)| a == b).map(|hits| {
        let Segment { from_km, to_km, .. } = segments[hits[0].0];
        let days = hits.chunk_by(|(_, a), (_, b)| a == b).count() as u64;
        let days_since_last = last.abs_diff(hits[hits.len() - 1].1);
        Repeated { from_km, to_km, count: hits.len() as u64, days, days_since_last }
    });
    let mut several: Vec<Repeated> = hit.filter(|hit| hit.days > 1).collect();
    several.sort_by_key(|hit| Reverse(hit.days));
    several
}
