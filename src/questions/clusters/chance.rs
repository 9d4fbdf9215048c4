//! How often permuted days have a group as unusual as those that are listed.
//!
//! Each permutation deals the last days out to other incidents. Around each place, incidents are added from the nearest to the farthest,
//! and for each number of last days it is compared how many there are, and how many would be as unusual as a listed group. These numbers
//! depend on the circle only by its incidents of all days, so they stand in a table, and no logarithm is taken. A permutation that has a
//! group as unusual as one that is listed is compared with the next more unusual one from there on.

use super::observed::Observed;
use super::places::Neighbours;
use super::{ClustersOptions, Study};
use crate::stats::scan::{LeastCount, Permutations};

/// Numbers of days that are compared at once.
const LANES: usize = 8;
/// Permutations whose counts are kept at once: their counts stay in the nearest cache.
const BATCH: usize = 256;
/// The most batches for which neighbours are found once.
const MOST_BATCHES: usize = 4;
/// About how many dealt days are kept at once.
const MOST_DEALT: usize = 4_000_000;
/// The most levels, which is the most groups that are listed.
const MOST_LEVELS: usize = 10;
/// No number of incidents is as large.
const NEVER: u16 = u16::MAX;

/// Counts how many permutations have a group as unusual.
pub struct Chance {
    permutations: Permutations,
    left: usize,
    /// The ages of the recent incidents, which are dealt out.
    ages: Vec<u16>,
    table: Table,
    batches: Vec<Batch>,
    /// Counts by permutation of a batch and by number of days.
    counts: Vec<u16>,
    /// How many permutations of past passes have reached each level.
    reached: Vec<u32>,
}

/// How many incidents are as unusual as each of the listed groups, the least unusual first: by level, by the number of incidents of the
/// circle and by the number of days.
struct Table {
    least: Vec<u16>,
    levels: usize,
    /// Circles have fewer incidents than this.
    circles: usize,
    /// Numbers of days, in whole lanes.
    width: usize,
}

/// Some permutations.
struct Batch {
    /// Where the days dealt to each place begin in `dealt`, and the end.
    starts: Vec<u32>,
    dealt: Vec<Dealt>,
    /// How many levels each permutation has reached.
    level: Vec<u8>,
    /// How many of them have not reached all.
    open: usize,
}

/// A day that is dealt to an incident of a place.
#[derive(Clone, Copy, Default)]
struct Dealt {
    permutation: u16,
    age: u16,
}

fn width(study: &Study) -> usize {
    study.days().next_multiple_of(LANES)
}

/// The number of recent incidents.
fn recent(study: &Study) -> usize {
    study.in_days.last().copied().unwrap_or(0) as usize
}

fn batches(study: &Study) -> usize {
    (MOST_DEALT / (BATCH * recent(study)).max(1)).clamp(1, MOST_BATCHES)
}

/// How many permutations are looked at together.
pub fn per_pass(study: &Study) -> usize {
    BATCH * batches(study)
}

/// About how much memory is needed.
pub fn bytes(study: &Study) -> usize {
    let table = MOST_LEVELS * (study.most as usize + 1) * width(study) * size_of::<u16>();
    // While they are sorted by place, days are there twice, once with their place.
    table + recent(study) * (per_pass(study) + 2 * BATCH) * size_of::<Dealt>()
}

impl Table {
    fn new(study: &Study, observed: &Observed) -> Table {
        let (levels, circles, width) = (observed.chosen.len(), study.most as usize + 1, width(study));
        let mut table = Table { least: vec![NEVER; levels * circles * width], levels, circles, width };
        for (level, group) in observed.chosen.iter().rev().enumerate() {
            for (days, &in_days) in study.in_days.iter().enumerate() {
                let mut least = LeastCount::new(group.llr, in_days, study.incidents());
                for circle in 0..circles {
                    let place = (level * circles + circle) * width + days;
                    table.least[place] = least.at(circle as u32).map_or(NEVER, |count| count as u16);
                }
            }
        }
        table
    }

    fn row(&self, level: u8, in_circle: u32) -> &[u16] {
        let start = (usize::from(level) * self.circles + in_circle as usize) * self.width;
        &self.least[start..start + self.width]
    }
}

impl Batch {
    fn new(study: &Study, permutations: &mut Permutations, ages: &[u16], count: usize) -> Batch {
        let mut drawn: Vec<(u32, Dealt)> = Vec::with_capacity(count * ages.len());
        let mut starts = vec![0; study.places.len() + 1];
        for permutation in 0..count as u16 {
            for (incident, &age) in permutations.draw(ages.len()).iter().zip(ages) {
                let place = study.place_of[*incident as usize];
                starts[place as usize + 1] += 1;
                drawn.push((place, Dealt { permutation, age }));
            }
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        let mut next = starts.clone();
        let mut dealt = vec![Dealt::default(); drawn.len()];
        for (place, one) in drawn {
            let next = &mut next[place as usize];
            dealt[*next as usize] = one;
            *next += 1;
        }
        Batch { starts, dealt, level: vec![0; count], open: count }
    }

    fn at(&self, place: u32) -> std::ops::Range<usize> {
        self.starts[place as usize] as usize..self.starts[place as usize + 1] as usize
    }

    /// Goes through the circles around a place. Where several places are as far, the count of some is compared with the number for all of
    /// them: that is never reached too early, and in the end it is the count of all.
    fn look(&mut self, table: &Table, counts: &mut [u16], neighbours: &Neighbours) {
        counts[..self.level.len() * table.width].fill(0);
        for near in &neighbours.list {
            for number in self.at(near.place) {
                let Dealt { permutation, age } = self.dealt[number];
                let level = &mut self.level[usize::from(permutation)];
                if usize::from(*level) == table.levels {
                    continue;
                }
                let counts = &mut counts[usize::from(permutation) * table.width..][..table.width];
                if !add(counts, age, table.row(*level, near.in_circle)) {
                    continue;
                }
                *level += 1;
                while usize::from(*level) < table.levels && reaches(counts, table.row(*level, near.in_circle)) {
                    *level += 1;
                }
                self.open -= usize::from(usize::from(*level) == table.levels);
            }
        }
    }
}

/// Counts an incident in all numbers of days that have its age, and returns whether any of these counts reaches the least one.
#[inline]
fn add(counts: &mut [u16], age: u16, least: &[u16]) -> bool {
    let (first, within) = (usize::from(age) / LANES, usize::from(age) % LANES);
    let (counts, _) = counts.as_chunks_mut::<LANES>();
    let (least, _) = least.as_chunks::<LANES>();
    let (counts, least) = (&mut counts[first..], &least[first..]);
    let mut reached = false;
    for (number, (counts, least)) in counts.iter_mut().zip(least).enumerate() {
        let more = if number == 0 { FROM_LANE[within] } else { [1; LANES] };
        for ((count, more), least) in counts.iter_mut().zip(more).zip(least) {
            *count += more;
            reached |= *count >= *least;
        }
    }
    reached
}

/// One in the lanes from a number on.
const FROM_LANE: [[u16; LANES]; LANES] = {
    let mut lanes = [[0; LANES]; LANES];
    let mut first = 0;
    while first < LANES {
        let mut lane = first;
        while lane < LANES {
            lanes[first][lane] = 1;
            lane += 1;
        }
        first += 1;
    }
    lanes
};

fn reaches(counts: &[u16], least: &[u16]) -> bool {
    counts.iter().zip(least).any(|(count, least)| count >= least)
}

impl Chance {
    pub fn new(study: &Study, observed: &Observed, options: &ClustersOptions) -> Chance {
        let ages = study.age.iter().filter(|age| (**age as usize) < study.days()).map(|age| *age as u16).collect();
        let table = Table::new(study, observed);
        Chance {
            permutations: Permutations::new(study.incidents(), options.seed.into()),
            // Nothing depends on chance where no group is listed.
            left: if table.levels == 0 { 0 } else { options.permutations as usize },
            ages,
            counts: vec![0; BATCH * table.width],
            reached: vec![0; table.levels],
            table,
            batches: Vec::new(),
        }
    }

    /// Deals out the days of the next permutations.
    pub fn begin_pass(&mut self, study: &Study) {
        self.end_pass();
        for _ in 0..batches(study) {
            let count = self.left.min(BATCH);
            if count > 0 {
                self.batches.push(Batch::new(study, &mut self.permutations, &self.ages, count));
            }
            self.left -= count;
        }
    }

    fn end_pass(&mut self) {
        for level in self.batches.drain(..).flat_map(|batch| batch.level) {
            self.reached[..usize::from(level)].iter_mut().for_each(|count| *count += 1);
        }
    }

    /// Whether no further place can change anything in this pass.
    pub fn is_settled(&self) -> bool {
        self.batches.iter().all(|batch| batch.open == 0)
    }

    /// Looks at the circles around a place.
    pub fn look(&mut self, neighbours: &Neighbours) {
        for batch in self.batches.iter_mut().filter(|batch| batch.open > 0) {
            batch.look(&self.table, &mut self.counts, neighbours);
        }
    }

    /// The p of each listed group, the most unusual first.
    pub fn p_values(mut self, permutations: u32) -> Vec<f64> {
        self.end_pass();
        let share = |count: &u32| f64::from(1 + count) / f64::from(1 + permutations);
        self.reached.iter().rev().map(share).collect()
    }
}
