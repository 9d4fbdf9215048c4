//! Incidents whose recorded point lies in the corridor, with their distance and their position along the route.

use std::cell::RefCell;

use super::Question;
use crate::geo::Relation;
use crate::geo::{GeoPoint, LocalConverter};
use crate::trace::NearestFinder;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corridor {
    /// Rows, ascending.
    pub rows: Vec<u32>,
    /// Geodesic distance to the route.
    pub distance_km: Vec<f32>,
    /// Where the nearest point of the route is, along the route.
    pub along_km: Vec<f32>,
}

/// Of the kinds asked for, on the days asked for or on whatever day.
pub fn corridor(question: &Question<'_>, on_days_asked: bool) -> Corridor {
    let Question { snapshot, route, options, .. } = question;
    let (trace, limit) = (route.trace(), options.corridor_km);
    let wanted =
        |row: usize| if on_days_asked { question.wants(row) } else { question.selection.matches(snapshot, row) };
    // Layers and their blocks are visited in the order of rows.
    let mut corridor = Corridor::default();
    for (layer, _) in snapshot.layers(options.uncertainty) {
        let finder = RefCell::new(NearestFinder::new(trace, limit, layer.levels()));
        layer.visit(
            |node, level| Relation::mixed_if(finder.borrow_mut().narrow(level, node.space())),
            |_, rows, _| {
                let converter = LocalConverter::new(snapshot.at(rows.start));
                for row in rows.filter(|&row| wanted(row)) {
                    let place = converter.point(snapshot.at(row));
                    let foot = finder.borrow_mut().nearest(&place);
                    if let Some(foot) = foot.filter(|foot| place.is_within(&GeoPoint::new(foot.at), limit)) {
                        corridor.rows.push(row as u32);
                        corridor.distance_km.push(foot.distance_km as f32);
                        corridor.along_km.push(foot.along_km as f32);
                    }
                }
            },
        );
    }
    corridor
}

impl Corridor {
    /// Those of the rows that are wanted.
    pub fn filtered(&self, wanted: impl Fn(usize) -> bool) -> Corridor {
        let mut some = Corridor::default();
        for (index, &row) in self.rows.iter().enumerate().filter(|(_, row)| wanted(**row as usize)) {
            some.rows.push(row);
            some.distance_km.push(self.distance_km[index]);
            some.along_km.push(self.along_km[index]);
        }
        some
    }
}
