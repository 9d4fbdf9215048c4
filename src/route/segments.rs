//! The route in segments of equal length: what each holds.

use serde::Serialize;

use super::corridor::Corridor;
use super::exposure::LineIntegrals;
use super::stretches::Stretches;
use super::{Question, Stop};
use crate::area::Relation;
use crate::incident::{Day, KindCounts};
use crate::measure::arc_of_chord;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    pub from_km: f64,
    pub to_km: f64,
    /// ∫λ ds, incidents per km per day.
    pub integral: f64,
    /// Encounter expectation, stops in the segment included.
    pub expected: f64,
    /// Incidents certainly in the corridor whose nearest point of the route is in this segment.
    pub count: u64,
    /// Incidents whose location is too uncertain to say, but reaches this segment's corridor.
    pub possible: u64,
    /// From the last certain one up to data-as-of.
    pub days_since_last: Option<u32>,
    /// Certain ones by kind.
    pub kinds: KindCounts,
}

pub fn segments(
    question: &Question<'_>,
    stretches: &Stretches,
    integrals: &LineIntegrals,
    at_stops: &[f64],
    corridor: &Corridor,
) -> Vec<Segment> {
    let length = question.route.length_km();
    let mut segments: Vec<Segment> = (0..stretches.segments)
        .map(|number| Segment {
            from_km: number as f64 * stretches.segment_km,
            to_km: ((number + 1) as f64 * stretches.segment_km).min(length),
            ..Segment::default()
        })
        .collect();
    for (number, stretch) in stretches.all.iter().enumerate() {
        segments[stretch.segment].integral += integrals.of(number);
    }
    for segment in &mut segments {
        segment.expected = question.expected_driving(segment.integral);
    }
    let holding = |km: f64| ((km / stretches.segment_km) as usize).min(stretches.segments - 1);
    for (Stop { km, .. }, expected) in question.options.stops.iter().zip(at_stops) {
        segments[holding(*km)].expected += expected;
    }
    let certain = count_certain(question, corridor, &mut segments, holding);
    count_possible(question, stretches, &certain, &mut segments);
    segments
}

/// Counts the incidents of the corridor that are certainly in it; returns their rows, ascending.
fn count_certain(
    question: &Question<'_>,
    corridor: &Corridor,
    segments: &mut [Segment],
    holding: impl Fn(f64) -> usize,
) -> Vec<u32> {
    let snapshot = question.snapshot;
    let mut certain = Vec::new();
    for ((&row, &distance_km), &along_km) in corridor.rows.iter().zip(&corridor.distance_km).zip(&corridor.along_km) {
        let radius_km = snapshot.radius_km(row as usize, question.options.uncertainty);
        if radius_km > 0.0 && f64::from(distance_km) + radius_km > question.options.corridor_km {
            continue;
        }
        certain.push(row);
        let segment = &mut segments[holding(f64::from(along_km))];
        segment.count += 1;
        segment.kinds.add(snapshot.kind()[row as usize]);
        segment.days_since_last = sooner(segment.days_since_last, question.as_of - snapshot.day()[row as usize]);
    }
    certain
}

fn sooner(days: Option<u32>, age: Day) -> Option<u32> {
    let age = u32::try_from(age).ok();
    match (days, age) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Counts every other incident in each segment whose corridor its disc of uncertainty reaches.
fn count_possible(question: &Question<'_>, stretches: &Stretches, certain: &[u32], segments: &mut [Segment]) {
    let Question { snapshot, route, options, .. } = question;
    let mut seen_by: Vec<u32> = vec![u32::MAX; segments.len()];
    for (layer, reach_km) in snapshot.layers(options.uncertainty).filter(|(_, reach_km)| *reach_km > 0.0) {
        layer.visit(
            |node, _| {
                let reach = options.corridor_km + reach_km;
                Relation::mixed_if(route.trace().may_reach(node.space(), reach))
            },
            |_, rows, _| {
                for row in rows.filter(|&row| question.wants(row) && certain.binary_search(&(row as u32)).is_err()) {
                    let place = snapshot.place(row);
                    let reach = options.corridor_km + snapshot.radius_km(row, options.uncertainty);
                    route.trace().pieces_within(&place, reach, |piece| {
                        for (_, stretch) in stretches.of_piece(piece) {
                            let new = seen_by[stretch.segment] != row as u32;
                            if new && arc_of_chord(stretch.chord_to(&place)) < reach {
                                seen_by[stretch.segment] = row as u32;
                                segments[stretch.segment].possible += 1;
                            }
                        }
                    });
                }
            },
        );
    }
}
