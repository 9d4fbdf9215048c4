//! Chooses among candidates, so that no incident is in two pairs and the total score is the largest.
//!
//! Candidates that share no incident, not even through others, do not depend on one another: each connected group is
//! assigned by itself. The time for a group grows with its third power, so that groups that are too large, as a place with
//! hundreds of incidents a day makes them, are paired by taking the highest scores first.

use std::collections::BTreeSet;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::SuspectedPair;
use crate::disjoint_sets::DisjointSets;
use crate::order;

/// The most incidents on one side of a group times those on the other for an exact assignment.
const MAX_CELLS: usize = 300 * 300;
/// The most steps that the exact assignments of all groups may take together: about a second's work.
const MAX_STEPS: usize = 1_000_000_000;
/// How many units of a weight make a score of 1. Weights are whole numbers, so that sums are exact.
const UNITS: f64 = 1e9;

/// Pairs, and how they were chosen.
#[derive(Debug)]
pub struct Assignment {
    /// Those with the highest score first, then by rows.
    pub pairs: Vec<SuspectedPair>,
    /// The number of groups in which the highest scores were taken first.
    greedy: usize,
    /// The incidents on both sides of the largest of them.
    largest: [usize; 2],
}

/// Candidates that are connected.
struct Group<'a> {
    candidates: &'a [SuspectedPair],
    /// The rows in ascending order.
    a: Vec<u32>,
    b: Vec<u32>,
}

impl Assignment {
    /// Chooses among candidates of two snapshots with the given numbers of incidents.
    pub fn new([len_a, len_b]: [usize; 2], mut candidates: Vec<SuspectedPair>) -> Assignment {
        let mut sets = DisjointSets::new(len_a + len_b);
        candidates.iter().for_each(|one| sets.join(one.a as usize, len_a + one.b as usize));
        candidates.sort_by_cached_key(|one| (sets.root(one.a as usize), one.a, one.b));
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut rest = candidates.as_slice();
        while let Some(first) = rest.first() {
            let root = sets.root(first.a as usize);
            let end = rest.partition_point(|one| sets.root(one.a as usize) <= root);
            groups.push(Group::new(&rest[..end]));
            rest = &rest[end..];
        }
        // Small groups come first, so that as many as can be are exact.
        order::sort_by(&mut groups, |one, other| one.steps().cmp(&other.steps()));
        let mut assignment = Assignment { pairs: Vec::new(), greedy: 0, largest: [0, 0] };
        let mut steps = 0;
        for group in &groups {
            steps += group.steps();
            if group.is_star() {
                // One incident can have one pair only: the best.
                group.assign_greedily(&mut assignment.pairs);
            } else if group.cells() <= MAX_CELLS && steps <= MAX_STEPS {
                group.assign_exactly(&mut assignment.pairs);
            } else {
                group.assign_greedily(&mut assignment.pairs);
                assignment.greedy += 1;
                let size = [group.a.len(), group.b.len()];
                assignment.largest = assignment.largest.max(size);
            }
        }
        order::sort_by(&mut assignment.pairs, |one, other| {
            other.score.total_cmp(&one.score).then(one.a.cmp(&other.a)).then(one.b.cmp(&other.b))
        });
        assignment
    }

    /// A note on groups that were not assigned exactly.
    pub fn note(&self) -> Option<String> {
        let [a, b] = self.largest;
        (self.greedy > 0).then(|| {
            format!(
                "{} groups of incidents that may all be the same event are too large for the pairs with the largest total score, \
                 one of them with {a} incidents of the first snapshot and {b} of the second. There the highest scores were \
                 taken first. A smaller withinKm or withinDays makes smaller groups.",
                self.greedy
            )
        })
    }
}

impl<'a> Group<'a> {
    fn new(candidates: &'a [SuspectedPair]) -> Group<'a> {
        let rows = |row: fn(&SuspectedPair) -> u32| {
            let mut rows: Vec<u32> = candidates.iter().map(row).collect();
            rows.sort_unstable();
            rows.dedup();
            rows
        };
        Group { candidates, a: rows(|one| one.a), b: rows(|one| one.b) }
    }

    fn cells(&self) -> usize {
        self.a.len() * self.b.len()
    }

    /// The steps of an exact assignment, at most.
    fn steps(&self) -> usize {
        if self.is_star() { 0 } else { self.cells().saturating_mul(self.a.len().min(self.b.len())) }
    }

    /// Whether all candidates have an incident in common.
    fn is_star(&self) -> bool {
        self.a.len().min(self.b.len()) == 1
    }

    /// Adds the pairs with the largest total score.
    fn assign_exactly(&self, pairs: &mut Vec<SuspectedPair>) {
        // The library wants no more rows than columns.
        let is_wide = self.a.len() <= self.b.len();
        let (rows, columns) = if is_wide { (&self.a, &self.b) } else { (&self.b, &self.a) };
        let place = |one: &SuspectedPair| {
            let (row, column) = if is_wide { (one.a, one.b) } else { (one.b, one.a) };
            (rows.partition_point(|other| *other < row), columns.partition_point(|other| *other < column))
        };
        // What is no candidate weighs nothing. A candidate weighs one unit more than its score, so that one with the score 0
        // is better than none.
        let mut weights: Matrix<i64> = Matrix::new(rows.len(), columns.len(), 0);
        for one in self.candidates {
            weights[place(one)] = (UNITS * one.score).round() as i64 + 1;
        }
        let (_, chosen) = kuhn_munkres(&weights);
        pairs.extend(self.candidates.iter().filter(|one| {
            let (row, column) = place(one);
            chosen[row] == column
        }));
    }

    /// Adds the candidate with the highest score, and so on with those that share no incident with it.
    fn assign_greedily(&self, pairs: &mut Vec<SuspectedPair>) {
        let mut by_score: Vec<&SuspectedPair> = self.candidates.iter().collect();
        order::sort_by(&mut by_score, |one, other| other.score.total_cmp(&one.score));
        let (mut taken_a, mut taken_b) = (BTreeSet::new(), BTreeSet::new());
        for one in by_score {
            if !taken_a.contains(&one.a) && !taken_b.contains(&one.b) {
                taken_a.insert(one.a);
                taken_b.insert(one.b);
                pairs.push(*one);
            }
        }
    }
}
