//! Incidents whose recorded point lies in the corridor, with their distance and their position along the route.

use super::Question;
use crate::area::Relation;
use crate::measure::Place;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corridor {
    /// Rows, ascending.
    pub rows: Vec<u32>,
    /// Geodesic distance to the route.
    pub distance_km: Vec<f32>,
    /// Where the nearest point of the route is, along the route.
    pub along_km: Vec<f32>,
}

pub fn corridor(question: &Question<'_>) -> Corridor {
    let Question { snapshot, route, options, .. } = question;
    let limit = options.corridor_km;
    let mut found: Vec<(u32, f32, f32)> = Vec::new();
    for (layer, _) in snapshot.layers(options.uncertainty) {
        layer.visit(
            |node| if route.may_reach(&node.corners(), limit) { Relation::Mixed } else { Relation::Outside },
            |rows, _| {
                for row in rows.filter(|&row| question.wants(row)) {
                    let place = snapshot.place(row);
                    let foot = route.foot(&place);
                    if place.is_within(&Place::new(foot.at), limit) {
                        found.push((row as u32, foot.distance_km as f32, foot.along_km as f32));
                    }
                }
            },
        );
    }
    found.sort_unstable_by_key(|(row, ..)| *row);
    Corridor {
        rows: found.iter().map(|(row, ..)| *row).collect(),
        distance_km: found.iter().map(|(_, distance, _)| *distance).collect(),
        along_km: found.iter().map(|(.., along)| *along).collect(),
    }
}
