//! A pyramid of boxes over things that are in a sensible order already.

use crate::geo::{Box3, Boxes};

/// Things under one box of the lowest level, and boxes under one of the next.
pub const FAN: usize = 8;

/// Boxes over runs of [`FAN`] things, over runs of [`FAN`] such boxes, and so on up to one.
#[derive(Debug)]
pub struct Pyramid {
    /// The boxes of the things themselves first, the single root last; empty where there is nothing.
    levels: Vec<Vec<Box3>>,
    /// The boxes over runs of things, four at a time.
    fours: Vec<Boxes>,
    /// The boxes around those, four at a time.
    sixteens: Vec<Boxes>,
}

impl Pyramid {
    pub fn new(things: Vec<Box3>) -> Pyramid {
        let mut levels = vec![things];
        while levels[levels.len() - 1].len() > 1 {
            levels.push(around(&levels[levels.len() - 1], FAN));
        }
        let runs = &levels[levels.len().min(2) - 1];
        let (fours, sixteens) = (by_four(runs), by_four(&around(runs, 4)));
        Pyramid { levels, fours, sixteens }
    }

    /// The boxes over runs of things, four at a time.
    pub fn fours(&self) -> &[Boxes] {
        &self.fours
    }

    /// The boxes around those, four at a time.
    pub fn sixteens(&self) -> &[Boxes] {
        &self.sixteens
    }

    /// How many runs of things there are.
    pub fn runs(&self) -> u32 {
        self.levels[self.levels.len().min(2) - 1].len() as u32
    }

    /// Numbers of the things in a run.
    pub fn things_of(&self, run: u32) -> std::ops::Range<u32> {
        let things = self.levels[0].len() as u32;
        if self.levels.len() == 1 { run..run + 1 } else { run * FAN as u32..((run + 1) * FAN as u32).min(things) }
    }

    /// Walks to the things whose box lies within the square root of `limit_2` of a box. `visit` may lower the limit:
    /// it gets the number of a thing and returns the limit for those that follow. Nearer branches come first.
    pub fn walk(&self, target: &Box3, limit_2: f64, mut visit: impl FnMut(usize) -> f64) {
        let top = self.levels.len() - 1;
        if let Some(root) = self.levels[top].first()
            && root.distance_2(target) <= limit_2
        {
            self.descend(top, 0, target, limit_2, &mut visit);
        }
    }

    fn descend(
        &self,
        level: usize,
        number: usize,
        target: &Box3,
        mut limit_2: f64,
        visit: &mut dyn FnMut(usize) -> f64,
    ) -> f64 {
        let Some(below) = level.checked_sub(1) else { return visit(number) };
        let first = number * FAN;
        let boxes = &self.levels[below][first..(first + FAN).min(self.levels[below].len())];
        let mut near = [f64::INFINITY; FAN];
        for (distance_2, one) in near.iter_mut().zip(boxes) {
            *distance_2 = one.distance_2(target);
        }
        loop {
            let (next, least) = least_of(&near);
            // Infinity marks what is done; only a limit of infinity would take it for something.
            if !(least <= limit_2 && least < f64::INFINITY) {
                return limit_2;
            }
            near[next] = f64::INFINITY;
            limit_2 = self.descend(below, first + next, target, limit_2, visit);
        }
    }

    /// Whether anything lies within the square root of `limit_2` of a box.
    pub fn any_within(&self, target: &Box3, limit_2: f64) -> bool {
        let mut found = false;
        // A limit that nothing is within ends the walk.
        self.walk(target, limit_2, |_| {
            found = true;
            -1.0
        });
        found
    }
}

/// Boxes around so many at a time.
#[inline(never)]
fn around(boxes: &[Box3], many: usize) -> Vec<Box3> {
    boxes.chunks(many).map(Box3::around).collect()
}

#[inline(never)]
fn by_four(boxes: &[Box3]) -> Vec<Boxes> {
    boxes.chunks(4).map(Boxes::new).collect()
}

fn least_of(numbers: &[f64; FAN]) -> (usize, f64) {
    let pairs = numbers.iter().copied().enumerate();
    pairs.fold((0, f64::INFINITY), |least, one| if one.1 < least.1 { one } else { least })
}
