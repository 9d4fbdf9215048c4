//! A pyramid of boxes over leaves that are given in a spatially coherent order, such as the pieces along a path.

use crate::geo::{FourBoxes, SpaceBox};

/// Leaves in a run, and boxes under one box of the next level.
const FAN: usize = 8;

/// Boxes over runs of eight consecutive leaves, over eight such boxes, and so on up to a single one.
#[derive(Debug)]
pub struct Pyramid {
    /// The boxes of the leaves first, the single root last; empty if there are no leaves.
    levels: Vec<Vec<SpaceBox>>,
    run_boxes: Vec<FourBoxes>,
    group_boxes: Vec<FourBoxes>,
}

impl Pyramid {
    /// Builds the pyramid over the boxes of the leaves.
    pub fn new(leaves: Vec<SpaceBox>) -> Pyramid {
        let mut levels = vec![leaves];
        while levels[levels.len() - 1].len() > 1 {
            levels.push(unions(&levels[levels.len() - 1], FAN));
        }
        let runs = &levels[levels.len().min(2) - 1];
        let (run_boxes, group_boxes) = (by_four(runs), by_four(&unions(runs, 4)));
        Pyramid { levels, run_boxes, group_boxes }
    }

    /// The boxes of the runs. An element holds a group of four consecutive runs: element `i` runs 4·i to 4·i + 3.
    pub fn run_boxes(&self) -> &[FourBoxes] {
        &self.run_boxes
    }

    /// The boxes of the groups of four runs: element `i` those of groups 4·i to 4·i + 3.
    pub fn group_boxes(&self) -> &[FourBoxes] {
        &self.group_boxes
    }

    /// The number of runs.
    pub fn run_count(&self) -> u32 {
        self.levels[self.levels.len().min(2) - 1].len() as u32
    }

    /// The numbers of the leaves in a run.
    pub fn leaves_of(&self, run: u32) -> std::ops::Range<u32> {
        let leaves = self.levels[0].len() as u32;
        if self.levels.len() == 1 { run..run + 1 } else { run * FAN as u32..((run + 1) * FAN as u32).min(leaves) }
    }

    /// Calls `visit` with the number of each leaf whose box is at most the square root of `limit_2` from the target,
    /// nearer branches first. `visit` returns the limit for the leaves that follow, which it may lower.
    pub fn visit_within(&self, target: &SpaceBox, limit_2: f64, mut visit: impl FnMut(usize) -> f64) {
        let top = self.levels.len() - 1;
        if let Some(root) = self.levels[top].first()
            && root.min_distance_2(target) <= limit_2
        {
            self.descend(top, 0, target, limit_2, &mut visit);
        }
    }

    fn descend(
        &self,
        level: usize,
        number: usize,
        target: &SpaceBox,
        mut limit_2: f64,
        visit: &mut dyn FnMut(usize) -> f64,
    ) -> f64 {
        let Some(below) = level.checked_sub(1) else { return visit(number) };
        let first = number * FAN;
        let boxes = &self.levels[below][first..(first + FAN).min(self.levels[below].len())];
        let mut distances_2 = [f64::INFINITY; FAN];
        for (distance_2, child) in distances_2.iter_mut().zip(boxes) {
            *distance_2 = child.min_distance_2(target);
        }
        loop {
            let (next, nearest_2) = index_of_min(&distances_2);
            // Infinity marks a child already visited; the second condition matters where the limit is infinite, too.
            if !(nearest_2 <= limit_2 && nearest_2 < f64::INFINITY) {
                return limit_2;
            }
            distances_2[next] = f64::INFINITY;
            limit_2 = self.descend(below, first + next, target, limit_2, visit);
        }
    }
}

/// The unions of `size` consecutive boxes each.
fn unions(boxes: &[SpaceBox], size: usize) -> Vec<SpaceBox> {
    boxes.chunks(size).map(SpaceBox::union).collect()
}

fn by_four(boxes: &[SpaceBox]) -> Vec<FourBoxes> {
    boxes.chunks(4).map(FourBoxes::new).collect()
}

/// The smallest number with its index.
fn index_of_min(numbers: &[f64; FAN]) -> (usize, f64) {
    let numbered = numbers.iter().copied().enumerate();
    numbered.fold((0, f64::INFINITY), |min, next| if next.1 < min.1 { next } else { min })
}
