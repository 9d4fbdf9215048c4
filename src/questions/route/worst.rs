//! The worst stretches: where on the route most of the expectation lies, and whether more is recorded there than before.

use std::ops::Range;

use serde::Serialize;

use super::segments::Segment;
use crate::history::{Comparison, Weekly};
use crate::stats::multiple::benjamini_hochberg;

/// The worst stretches together hold at least this part of the encounter expectation.
const HELD: f64 = 0.5;

/// Segments that follow one another, as one.
#[derive(Serialize)]
pub struct WorstStretch {
    /// Their sums; of `possible` each incident counts once.
    #[serde(skip)]
    pub whole: Segment,
    /// Of the encounter expectation of the route.
    pub share: f64,
    pub comparison: Comparison,
    pub weekly: Weekly,
    /// The p of its change among all stretches: the least false discovery rate at which it would be taken for one.
    pub q: f64,
}

/// Which segments belong to which of the worst stretches.
pub struct Worst {
    /// Numbers of segments, along the route.
    pub ranges: Vec<Range<usize>>,
    of_segment: Vec<Option<usize>>,
}

impl Worst {
    /// The fewest segments that hold half of the expectation: those with the most of it per km.
    pub fn new(segments: &[Segment]) -> Worst {
        let dense = |segment: &Segment| segment.expected / (segment.to_km - segment.from_km);
        let mut order: Vec<usize> = (0..segments.len()).collect();
        order.sort_by(|&a, &b| dense(&segments[b]).total_cmp(&dense(&segments[a])));
        let mut wanted = HELD * segments.iter().map(|segment| segment.expected).sum::<f64>();
        let mut of_segment = vec![None; segments.len()];
        for number in order {
            if wanted <= 0.0 {
                break;
            }
            wanted -= segments[number].expected;
            of_segment[number] = Some(0);
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (number, stretch) in of_segment.iter_mut().enumerate().filter(|(_, stretch)| stretch.is_some()) {
            match ranges.last_mut().filter(|range| range.end == number) {
                Some(range) => range.end = number + 1,
                None => ranges.push(number..number + 1),
            }
            *stretch = Some(ranges.len() - 1);
        }
        Worst { ranges, of_segment }
    }

    /// The stretches that have one of some segments, from the next one on.
    pub fn reached(&self, segments: &Range<usize>, next: usize) -> Range<usize> {
        let first = self.ranges.partition_point(|range| range.end <= segments.start);
        let end = self.ranges.partition_point(|range| range.start < segments.end);
        first.max(next)..end
    }

    /// The stretch that a segment belongs to.
    pub fn of(&self, segment: usize) -> Option<usize> {
        self.of_segment[segment]
    }
}

/// Segments as one, without the possible incidents, which may be possible in several of them.
pub fn sum(segments: &[Segment]) -> Segment {
    let mut whole = Segment::default();
    for segment in segments {
        whole.integral += segment.integral;
        whole.expected += segment.expected;
        whole.count += segment.count;
        whole.kinds.add_all(&segment.kinds);
        whole.days_since_last = whole.days_since_last.into_iter().chain(segment.days_since_last).min();
    }
    if let [first, .., last] | [first @ last] = segments {
        (whole.from_km, whole.to_km) = (first.from_km, last.to_km);
    }
    whole
}

/// The worst one first, each judged among all.
pub fn ranked(mut stretches: Vec<WorstStretch>) -> Vec<WorstStretch> {
    let p: Vec<f64> = stretches.iter().map(|stretch| stretch.comparison.change.judged_p()).collect();
    for (stretch, q) in stretches.iter_mut().zip(benjamini_hochberg(&p)) {
        stretch.q = q;
    }
    stretches.sort_by(|a, b| b.whole.expected.total_cmp(&a.whole.expected));
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(expected: &[f64]) -> Vec<Segment> {
        let segment = |(number, &expected): (usize, &f64)| Segment {
            from_km: 5.0 * number as f64,
            to_km: 5.0 * (number + 1) as f64,
            expected,
            ..Segment::default()
        };
        expected.iter().enumerate().map(segment).collect()
    }

    fn ends(worst: &Worst) -> Vec<(usize, usize)> {
        worst.ranges.iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn the_fewest_segments_that_hold_half_are_merged() {
        let worst = Worst::new(&segments(&[1.0, 6.0, 5.0, 0.0, 4.0, 3.0, 0.0]));
        assert_eq!(ends(&worst), [(1, 3)]);
        assert_eq!((worst.of(0), worst.of(1), worst.of(2), worst.of(4)), (None, Some(0), Some(0), None));
        assert_eq!(
            (worst.reached(&(0..1), 0), worst.reached(&(2..9), 0), worst.reached(&(2..9), 1)),
            (0..0, 0..1, 1..1)
        );
        let apart = Worst::new(&segments(&[5.0, 0.0, 4.0, 1.0]));
        assert_eq!((ends(&apart), apart.of(2)), (vec![(0, 1)], None));
        assert_eq!(ends(&Worst::new(&segments(&[5.0, 1.0, 5.0, 1.0, 5.0]))), [(0, 1), (2, 3)]);
    }

    #[test]
    fn a_short_last_segment_is_judged_by_the_km() {
        let mut three = segments(&[4.0, 1.0, 3.9]);
        three[2].to_km = 11.0;
        assert_eq!(ends(&Worst::new(&three)), [(0, 1), (2, 3)]);
        three[2].expected = 6.0;
        assert_eq!(ends(&Worst::new(&three)), [(2, 3)]);
    }

    #[test]
    fn nothing_expected_is_nowhere_worst() {
        assert!(Worst::new(&segments(&[0.0, 0.0])).ranges.is_empty());
        assert_eq!(ends(&Worst::new(&segments(&[2.0]))), [(0, 1)]);
    }
}
