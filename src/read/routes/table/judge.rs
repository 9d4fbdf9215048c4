//! What the rows of a table are: a track, the stops of a route, places, or incidents.

use super::columns::Columns;
use super::times::{self, Time};
use super::{Row, group_numbers, names};
use crate::error::Result;
use crate::geo::distance_km;
use crate::read::routes::sorting::{ascending, median, reorder};

/// Half of the steps of a receiver are shorter than this, km: a vehicle that is asked for its place once an hour.
const LONGEST_USUAL_STEP_KM: f64 = 60.0;
/// Half of the steps of a receiver take less than this, s. One that also writes speeds may be slower.
const LONGEST_USUAL_PAUSE_S: f64 = 3600.0;
const LONGEST_PAUSE_WITH_MOTION_S: f64 = 86_400.0;
/// Hardly any step is faster than this, km/h: no vehicle on a road is.
const FASTEST_KMH: f64 = 250.0;
/// The share of the rows that may be out of the ordinary.
const ODD_SHARE: f64 = 0.1;
/// A track has at least this many rows.
const SHORTEST_TRACK: usize = 4;

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A receiver's track. The rows are in the order of time; `sorted` says that they were not in the file.
    Track { sorted: bool },
    /// The stops of a route, in order, with the reason for taking them as such.
    Ordered(String),
    /// Places without an order.
    Sites,
}

/// Judges the rows, and puts those of a route into their order.
///
/// # Errors
/// `BadRoute` for rows with dates that are no track: incidents.
pub(super) fn judge(rows: &mut Vec<Row>, header: &Columns) -> Result<Verdict> {
    if header.time.is_some() || header.date.is_some() {
        if let Some(sorted) = sort_track(rows, header.has_motion) {
            return Ok(Verdict::Track { sorted });
        }
        if rows.iter().any(|row| times::parse(&row.time).is_some() && times::has_date(&row.time)) {
            return Err(names::incidents(
                "It has dates, and its rows are too far apart in place or time for the track of a receiver.",
            ));
        }
    }
    Ok(reason_for_order(rows, header).map_or(Verdict::Sites, |reason| {
        sort_by_order(rows);
        Verdict::Ordered(reason)
    }))
}

/// Puts rows into order that the caller says are a route.
pub(super) fn as_route(rows: &mut Vec<Row>, header: &Columns) -> Verdict {
    if let Some(sorted) = sort_track(rows, header.has_motion) {
        return Verdict::Track { sorted };
    }
    if header.order.is_some() {
        sort_by_order(rows);
    }
    Verdict::Ordered("the caller says so".into())
}

/// Sorts the rows of a track by time. `has_motion` says whether they have speeds or the like. Returns whether that changed their order, or `None` if they are no track.
pub(in crate::read::routes) fn sort_track(rows: &mut Vec<Row>, has_motion: bool) -> Option<bool> {
    if rows.len() < SHORTEST_TRACK {
        return None;
    }
    let times: Vec<Time> = rows.iter().map(|row| times::parse(&row.time)).collect::<Option<_>>()?;
    if times.iter().filter(|time| !time.has_clock).count() as f64 > ODD_SHARE * times.len() as f64 {
        return None;
    }
    let groups = group_numbers(rows);
    let by_time = ascending(&times.iter().map(|time| time.seconds).collect::<Vec<_>>());
    let by_group = ascending(&by_time.iter().map(|number| groups[*number] as f64).collect::<Vec<_>>());
    let order: Vec<usize> = by_group.into_iter().map(|place| by_time[place]).collect();
    let is_step = |pair: &&[usize]| groups[pair[0]] == groups[pair[1]];
    let step = |pair: &[usize]| {
        let (from, to) = (pair[0], pair[1]);
        (distance_km(rows[from].at, rows[to].at), times[to].seconds - times[from].seconds)
    };
    let (kms, pauses): (Vec<f64>, Vec<f64>) = order.windows(2).filter(is_step).map(step).unzip();
    let (median_km, median_pause) = (median(&kms)?, median(&pauses)?);
    let longest_pause = if has_motion { LONGEST_PAUSE_WITH_MOTION_S } else { LONGEST_USUAL_PAUSE_S };
    let is_too_fast = |(km, seconds): &(&f64, &f64)| **km > FASTEST_KMH * (**seconds / 3600.0) && **km > 1.0;
    let too_fast = kms.iter().zip(&pauses).filter(is_too_fast).count();
    let is_track = median_km <= LONGEST_USUAL_STEP_KM
        && median_pause <= longest_pause
        && too_fast as f64 <= ODD_SHARE * kms.len() as f64;
    if !is_track {
        return None;
    }
    let sorted = order.windows(2).filter(is_step).any(|pair| pair[0] > pair[1]);
    reorder(rows, &order);
    Some(sorted)
}

/// Returns why rows are in an order, or `None` if nothing shows one.
fn reason_for_order(rows: &[Row], header: &Columns) -> Option<String> {
    let has_all_orders = rows.iter().all(|row| row.order.is_some());
    if let Some(column) = header.order.filter(|_| has_all_orders) {
        return Some(format!("its column “{}” numbers them", header.names[column]));
    }
    if let Some(column) = header.kilometre.filter(|_| has_all_orders) {
        let grows =
            rows.windows(2).all(|pair| pair[0].order <= pair[1].order) && rows[0].order < rows[rows.len() - 1].order;
        if grows {
            return Some(format!("the numbers in its column “{}” grow", header.names[column]));
        }
    }
    if header.time.is_some() && rows.iter().all(|row| times::parse(&row.time).is_some()) {
        return Some("its rows have times of day".into());
    }
    if let Some(column) = header.name.filter(|column| names::Words::new(&header.names[*column]).is_stop()) {
        return Some(format!("its column “{}” names stops", header.names[column]));
    }
    if rows.len() > 1 && names::are_in_sequence(rows.iter().map(|row| row.name.as_str())) {
        return Some("their labels count them".into());
    }
    (header.name.is_none() && rows.len() > 1).then(|| "its rows have no names".into())
}

fn sort_by_order(rows: &mut Vec<Row>) {
    let keys: Option<Vec<f64>> = rows.iter().map(|row| row.order).collect();
    if let Some(keys) = keys {
        reorder(rows, &ascending(&keys));
    }
}
