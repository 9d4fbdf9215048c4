//! What lies around an area: rings of distance and the nearest incidents. Distances are to the geometry as drawn,
//! before any radius: to the site of a circle, the line of a corridor, the edge of a polygon, 0 inside it.

use serde::Serialize;

use super::Question;
use super::windows::Windows;
use crate::area::Relation;
use crate::day;
use crate::decimal::Decimal;
use crate::error::{Code, GeobitError, Result};
use crate::measure::{self, Place};

/// How many of the nearest incidents a report names.
const NEAREST: usize = 10;
/// Where the search for the nearest begins; where little is recorded it goes on in threefold steps.
const FIRST_REACH_KM: f64 = 1.0;
/// Half the circumference of the earth and a little: nothing is farther.
const ANTIPODE_KM: f64 = 20_100.0;
const FARTHEST_RING_KM: f64 = 2000.0;
const MOST_RINGS: usize = 20;

/// Certain incidents in a band of distance: beyond `from_km`, up to and with `to_km`; the first band begins with 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ring {
    pub from_km: f64,
    pub to_km: f64,
    pub recent: u64,
    pub baseline: u64,
}

/// One of the nearest incidents, by its recorded point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nearest {
    pub row: u32,
    pub id: String,
    pub date: String,
    pub kind: &'static str,
    pub distance_km: f64,
    /// Direction to the incident, degrees clockwise from north: from the site, from the nearest point of a line or
    /// an edge, or from the middle of the polygon it lies in.
    pub bearing: f64,
    pub uncertainty_km: Option<f32>,
}

/// Refuses rings that are not ascending distances.
pub fn check_rings(rings_km: &[f64]) -> Result<()> {
    let refuse = |words: String| Err(GeobitError::new(Code::BadOption, words).at_field("ringsKm"));
    if rings_km.len() > MOST_RINGS {
        return refuse(format!("ringsKm has {} distances; at most {MOST_RINGS} are accepted.", rings_km.len()));
    }
    let mut before = 0.0;
    for &km in rings_km {
        if !(km > before && km <= FARTHEST_RING_KM) {
            return refuse(format!(
                "ringsKm has {} after {}; ascending distances above 0 and up to {} km are accepted.",
                Decimal(km),
                Decimal(before),
                Decimal(FARTHEST_RING_KM)
            ));
        }
        before = km;
    }
    Ok(())
}

/// Counts certain incidents by ring: those whose whole disc of uncertainty lies in the band.
pub fn rings(question: &Question<'_>, windows: &Windows) -> Vec<Ring> {
    let from = std::iter::once(0.0).chain(question.options.rings_km.iter().copied());
    let mut rings: Vec<Ring> = from
        .zip(&question.options.rings_km)
        .map(|(from_km, &to_km)| Ring { from_km, to_km, recent: 0, baseline: 0 })
        .collect();
    let Some(farthest) = question.options.rings_km.last() else { return rings };
    let in_window = |row: usize| {
        let day = question.snapshot.day()[row];
        windows.recent.covers(day) || windows.baseline.covers(day)
    };
    for (row, distance_km) in within(question, *farthest, in_window) {
        let radius = question.snapshot.radius_km(row, question.options.uncertainty);
        let ring = rings.iter_mut().find(|ring| {
            distance_km + radius <= ring.to_km && (ring.from_km == 0.0 || distance_km - radius > ring.from_km)
        });
        if let Some(ring) = ring {
            let recent = windows.recent.covers(question.snapshot.day()[row]);
            *(if recent { &mut ring.recent } else { &mut ring.baseline }) += 1;
        }
    }
    rings
}

/// The nearest incidents of the time range asked, newest first where distances tie.
pub fn nearest(question: &Question<'_>) -> Vec<Nearest> {
    let snapshot = question.snapshot;
    let in_range = |row: usize| question.selection.covers(snapshot.day()[row]);
    let mut reach_km = FIRST_REACH_KM;
    let mut found = within(question, reach_km, in_range);
    while found.len() < NEAREST && reach_km < ANTIPODE_KM {
        reach_km = (reach_km * 3.0).min(ANTIPODE_KM);
        found = within(question, reach_km, in_range);
    }
    let nearer = |a: &(usize, f64), b: &(usize, f64)| {
        let newest_first = snapshot.day()[b.0].cmp(&snapshot.day()[a.0]);
        a.1.total_cmp(&b.1).then(newest_first).then(a.0.cmp(&b.0))
    };
    let mut nearest = Vec::with_capacity(NEAREST);
    while nearest.len() < NEAREST
        && let Some(next) = (0..found.len()).min_by(|&a, &b| nearer(&found[a], &found[b]))
    {
        let (row, distance_km) = found.swap_remove(next);
        nearest.push(describe(question, row, distance_km));
    }
    nearest
}

fn describe(question: &Question<'_>, row: usize, distance_km: f64) -> Nearest {
    let snapshot = question.snapshot;
    let place = snapshot.place(row);
    let offset = question.area.offset(&place);
    let from = if offset.depth_km > 0.0 { question.area.middle() } else { offset.foot };
    let uncertainty_km = snapshot.uncertainty_km()[row];
    Nearest {
        row: row as u32,
        id: snapshot.id(row).to_string(),
        date: day::format(snapshot.day()[row]),
        kind: snapshot.kind()[row].name(),
        distance_km,
        bearing: measure::inverse(from, place.at).azimuth1.rem_euclid(360.0),
        uncertainty_km: uncertainty_km.is_finite().then_some(uncertainty_km),
    }
}

/// Rows whose recorded point lies within a distance of the drawn geometry, with that distance.
fn within(question: &Question<'_>, reach_km: f64, wanted: impl Fn(usize) -> bool) -> Vec<(usize, f64)> {
    let Question { snapshot, area, options, selection, .. } = question;
    let mut found = Vec::new();
    for (layer, _) in snapshot.layers(options.uncertainty) {
        layer.visit(
            |node, _| Relation::mixed_if(area.may_reach(node, reach_km)),
            |_, rows, _| {
                for row in rows.filter(|&row| wanted(row) && selection.matches(snapshot, row)) {
                    let place: Place = snapshot.place(row);
                    let distance_km = area.distance_km(&place);
                    if distance_km <= reach_km {
                        found.push((row, distance_km));
                    }
                }
            },
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_must_ascend() {
        assert!(check_rings(&[5.0, 10.0]).is_ok() && check_rings(&[]).is_ok());
        for bad in [&[5.0, 5.0][..], &[-1.0], &[0.0], &[f64::NAN], &[10.0, 5.0], &[3000.0]] {
            assert_eq!(check_rings(bad).unwrap_err().at.field.as_deref(), Some("ringsKm"));
        }
    }
}
