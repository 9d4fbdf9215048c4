//! Which changes touch the shapes that are watched.

use serde::Serialize;

use super::ChangedIncident;
use crate::area::Area;
use crate::area_tree::AreaTree;
use crate::snapshot::Snapshot;

/// What changed in a shape: incidents that are certainly or possibly inside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Watched {
    /// Rows of the newer snapshot, of those added.
    pub added: Vec<u32>,
    /// Rows of the newer snapshot, of those changed: inside by the newer record or by the older one.
    pub changed: Vec<u32>,
    /// Rows of the older snapshot, of those withdrawn.
    pub withdrawn: Vec<u32>,
}

/// The shapes, and the snapshots that rows belong to.
pub struct Watch<'a> {
    areas: usize,
    tree: AreaTree<'a>,
    newer: &'a Snapshot,
    older: &'a Snapshot,
}

impl<'a> Watch<'a> {
    pub fn new(areas: &'a [Area], newer: &'a Snapshot, older: &'a Snapshot) -> Watch<'a> {
        Watch { areas: areas.len(), tree: AreaTree::new(areas), newer, older }
    }

    /// Returns, for each shape, the rows that touch it.
    pub fn sort_out(mut self, added: &[u32], changed: &[ChangedIncident], withdrawn: &[u32]) -> Vec<Watched> {
        let mut watched = vec![Watched::default(); self.areas];
        if watched.is_empty() {
            return watched;
        }
        let (newer, older) = (self.newer, self.older);
        for &row in added {
            self.visit(newer, row, |area| watched[area].added.push(row));
        }
        for one in changed {
            let mut add = |area: usize| {
                let rows = &mut watched[area].changed;
                if rows.last() != Some(&one.row) {
                    rows.push(one.row);
                }
            };
            self.visit(newer, one.row, &mut add);
            self.visit(older, one.older, &mut add);
        }
        for &row in withdrawn {
            self.visit(older, row, |area| watched[area].withdrawn.push(row));
        }
        watched
    }

    fn visit(&mut self, snapshot: &Snapshot, row: u32, mut visit: impl FnMut(usize)) {
        let (at, radius_km) = (snapshot.at(row as usize), snapshot.radius_km(row as usize, true));
        // What cannot be located is in no shape.
        if at.lon.is_finite() && radius_km.is_finite() {
            self.tree.visit_touched(at, radius_km, |area, _| visit(area));
        }
    }
}
