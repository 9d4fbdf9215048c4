//! The worst stretches: where on the route most of the expectation lies, and whether more is recorded there than before.

use std::ops::Range;

use serde::Serialize;

use super::segments::Segment;
use crate::history::Comparison;
use crate::stats::multiple::benjamini_hochberg;

/// The worst stretches together hold at least this share of the encounter expectation.
const SHARE_HELD: f64 = 0.5;

/// Segments that follow one another, as one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// The sums over the segments. An incident that is possible in several of them counts once.
    #[serde(flatten)]
    pub total: Segment,
    #[serde(flatten)]
    pub comparison: Comparison,
    /// Its share of the encounter expectation of the route.
    pub share: f64,
    /// The p of the change, corrected for the number of stretches (Benjamini–Hochberg).
    pub q: f64,
    /// Whether `q` is below 1 − confidence, so that the verdict stands among all stretches and not only by itself.
    pub stands_among_all: bool,
}

/// Which segments belong to which of the worst stretches.
pub struct WorstStretches {
    /// The segments of each stretch, as numbers, along the route.
    pub ranges: Vec<Range<usize>>,
    of_segment: Vec<Option<usize>>,
}

impl WorstStretches {
    /// Finds the fewest segments that hold half of the expectation: those with the most of it per km.
    pub fn new(segments: &[Segment]) -> WorstStretches {
        let dense = |segment: &Segment| segment.expected / (segment.to_km - segment.from_km);
        let mut order: Vec<usize> = (0..segments.len()).collect();
        order.sort_by(|&a, &b| dense(&segments[b]).total_cmp(&dense(&segments[a])));
        let mut wanted = SHARE_HELD * segments.iter().map(|segment| segment.expected).sum::<f64>();
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
        WorstStretches { ranges, of_segment }
    }

    /// The stretches that share a segment with `segments`, from number `next` on.
    pub fn touching(&self, segments: &Range<usize>, next: usize) -> Range<usize> {
        let first = self.ranges.partition_point(|range| range.end <= segments.start);
        let end = self.ranges.partition_point(|range| range.start < segments.end);
        first.max(next)..end
    }

    /// The number of the stretch that a segment belongs to.
    pub fn stretch_of(&self, segment: usize) -> Option<usize> {
        self.of_segment[segment]
    }
}

/// LegSums up segments that follow one another, but not their possible incidents, which may be possible in several of them.
pub fn sum(segments: &[Segment]) -> Segment {
    let mut total = Segment::default();
    for segment in segments {
        total.integral += segment.integral;
        total.expected += segment.expected;
        total.count += segment.count;
        total.kinds.add_all(&segment.kinds);
        total.days_since_last = total.days_since_last.into_iter().chain(segment.days_since_last).min();
    }
    if let [first, .., last] | [first @ last] = segments {
        (total.from_km, total.to_km) = (first.from_km, last.to_km);
    }
    total
}

/// Sorts the stretches by expectation, the highest first, and corrects the p of each for their number.
pub fn rank(mut stretches: Vec<Stretch>, confidence: f64) -> Vec<Stretch> {
    let p: Vec<f64> = stretches.iter().map(|stretch| stretch.comparison.change.verdict_p()).collect();
    for (stretch, q) in stretches.iter_mut().zip(benjamini_hochberg(&p)) {
        stretch.q = q;
        stretch.stands_among_all = q < 1.0 - confidence;
    }
    stretches.sort_by(|a, b| b.total.expected.total_cmp(&a.total.expected));
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

    fn ends(worst: &WorstStretches) -> Vec<(usize, usize)> {
        worst.ranges.iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn the_fewest_segments_that_hold_half_are_merged() {
        let worst = WorstStretches::new(&segments(&[1.0, 6.0, 5.0, 0.0, 4.0, 3.0, 0.0]));
        assert_eq!(ends(&worst), [(1, 3)]);
        assert_eq!(
            (worst.stretch_of(0), worst.stretch_of(1), worst.stretch_of(2), worst.stretch_of(4)),
            (None, Some(0), Some(0), None)
        );
        assert_eq!(
            (worst.touching(&(0..1), 0), worst.touching(&(2..9), 0), worst.touching(&(2..9), 1)),
            (0..0, 0..1, 1..1)
        );
        let apart = WorstStretches::new(&segments(&[5.0, 0.0, 4.0, 1.0]));
        assert_eq!((ends(&apart), apart.stretch_of(2)), (vec![(0, 1)], None));
        assert_eq!(ends(&WorstStretches::new(&segments(&[5.0, 1.0, 5.0, 1.0, 5.0]))), [(0, 1), (2, 3)]);
    }

    #[test]
    fn a_short_last_segment_is_judged_by_the_km() {
        let mut three = segments(&[4.0, 1.0, 3.9]);
        three[2].to_km = 11.0;
        assert_eq!(ends(&WorstStretches::new(&three)), [(0, 1), (2, 3)]);
        three[2].expected = 6.0;
        assert_eq!(ends(&WorstStretches::new(&three)), [(2, 3)]);
    }

    #[test]
    fn nothing_expected_is_nowhere_worst() {
        assert!(WorstStretches::new(&segments(&[0.0, 0.0])).ranges.is_empty());
        assert_eq!(ends(&WorstStretches::new(&segments(&[2.0]))), [(0, 1)]);
    }
}
