//! The incidents whose recorded point lies in the corridor, with their distance from the route and their position along
//! it.

use std::cell::RefCell;

use serde::Serialize;

use super::Question;
use crate::area::touch_tolerance_km;
use crate::geo::Relation;
use crate::geo::{GeoPoint, LocalConverter, LonLat};
use crate::questions::scope::Scope;
use crate::trace::{NearestFinder, NearestPoint};

/// The incidents in the corridor, as lists of the same length.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CorridorIncidents {
    /// Row numbers, ascending.
    pub rows: Vec<u32>,
    /// Geodesic distance of each incident from the route, km.
    pub distance_km: Vec<f32>,
    /// Position of the point of the route that is nearest to each incident, km from its start.
    pub along_km: Vec<f32>,
}

/// Collects the incidents in the corridor that the scope selects.
pub fn collect_selected(question: &Question<'_>) -> CorridorIncidents {
    collect(question, |row| question.scope.selects(row))
}

/// Collects the incidents in the corridor with the kinds and actors asked for, on any day.
pub fn collect_on_all_days(question: &Question<'_>) -> CorridorIncidents {
    collect(question, |row| question.scope.matches(row))
}

fn collect(question: &Question<'_>, accepts: impl Fn(usize) -> bool) -> CorridorIncidents {
    let Question { scope, route, options, .. } = question;
    let snapshot = scope.snapshot;
    let (trace, limit) = (route.trace(), options.corridor_km);
    // Layers and their blocks are visited in the order of rows, so the rows come out ascending.
    let mut corridor = CorridorIncidents::default();
    // Many incidents may have the same coordinates, and they follow one another.
    let mut last = (LonLat::new(f64::NAN, f64::NAN), None);
    for (layer, _) in snapshot.layers(scope.uncertainty) {
        let finder = RefCell::new(NearestFinder::new(trace, limit, layer.levels()));
        layer.visit(
            |node, level| Relation::mixed_if(finder.borrow_mut().narrow(level, node.space())),
            |_, rows, _| {
                let converter = LocalConverter::new(snapshot.at(rows.start));
                for row in rows.filter(|&row| accepts(row)) {
                    if last.0 != snapshot.at(row) {
                        let point = converter.point(snapshot.at(row));
                        let nearest = finder.borrow_mut().nearest(&point);
                        let is_within = |nearest: &NearestPoint| point.is_within(&GeoPoint::new(nearest.at), limit);
                        last = (point.at, nearest.filter(is_within));
                    }
                    if let Some(nearest) = last.1 {
                        corridor.rows.push(row as u32);
                        corridor.distance_km.push(nearest.distance_km as f32);
                        corridor.along_km.push(nearest.along_km as f32);
                    }
                }
            },
        );
    }
    corridor
}

impl CorridorIncidents {
    /// The rows of the incidents that lie in the corridor with their whole disc of uncertainty.
    pub(super) fn certain(&self, scope: &Scope<'_>, corridor_km: f64) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().zip(&self.distance_km);
        rows.filter_map(move |(&row, &distance_km)| {
            let radius_km = scope.radius_km(row as usize);
            let limit_km = corridor_km + touch_tolerance_km(radius_km);
            (radius_km == 0.0 || f64::from(distance_km) + radius_km <= limit_km).then_some(row as usize)
        })
    }

    /// The incidents whose row `accepts` accepts.
    pub(super) fn filtered(&self, accepts: impl Fn(usize) -> bool) -> CorridorIncidents {
        let mut filtered = CorridorIncidents::default();
        for (index, &row) in self.rows.iter().enumerate().filter(|(_, row)| accepts(**row as usize)) {
            filtered.rows.push(row);
            filtered.distance_km.push(self.distance_km[index]);
            filtered.along_km.push(self.along_km[index]);
        }
        filtered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filtered_incidents_keep_what_belongs_to_them() {
        let all = CorridorIncidents {
            rows: vec![2, 5, 9],
            distance_km: vec![0.25, 0.5, 0.75],
            along_km: vec![30.0, 10.0, 20.0],
        };
        let odd = CorridorIncidents { rows: vec![5, 9], distance_km: vec![0.5, 0.75], along_km: vec![10.0, 20.0] };
        assert_eq!(all.filtered(|row| row % 2 == 1), odd);
        assert_eq!(all.filtered(|_| true), all);
        assert_eq!(all.filtered(|_| false), CorridorIncidents::default());
    }
}
