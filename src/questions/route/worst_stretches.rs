//! The worst stretches: where on the route most of the encounter expectation lies, and whether more is recorded there
//! than before.

use std::ops::Range;

use serde::Serialize;

use super::segments::Segment;
use crate::history::Comparison;
use crate::order;
use crate::stats::multiple::benjamini_hochberg;

/// The worst stretches together hold at least this share of the encounter expectation.
const MIN_SHARE: f64 = 0.5;

/// A segment of which incidents add less than this to the intensity is none of the worst: the rest is the same everywhere, and says
/// nothing of the place.
const LEAST_OWN_SHARE: f64 = 0.01;

/// The most stretches that are listed. Each is compared with its own past, and nobody reads more.
const MAX_STRETCHES: usize = 100;

/// A worst stretch: segments that follow one another, as one.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stretch {
    /// The sums over the segments. An incident that is possible in several of them counts once.
    #[serde(flatten)]
    pub total: Segment,
    /// The certain incidents of the stretch, in the recent window and in the baseline.
    #[serde(flatten)]
    pub comparison: Comparison,
    /// Its share of the encounter expectation of the route, from 0 to 1.
    pub share: f64,
    /// The p by which the verdict of the change goes, corrected for the number of stretches (Benjamini and Hochberg
    /// 1995).
    pub q: f64,
    /// Whether the verdict is clear and `q` below 1 − confidence: it then stands among all stretches, not only by itself.
    pub stands_among_all: bool,
}

/// Which segments belong to which of the worst stretches.
pub struct WorstStretches {
    /// The numbers of the segments of each stretch, in the order of the route.
    pub ranges: Vec<Range<usize>>,
    /// The stretch that each segment belongs to.
    stretches: Vec<Option<usize>>,
    /// How many further stretches there are, which are left out.
    pub left_out: usize,
    /// The share of the encounter expectation that the segments hold, if it is less than half because the others are near no
    /// incident.
    short_share: Option<f64>,
}

impl WorstStretches {
    /// Finds the fewest segments that hold half of the encounter expectation, by taking those with the most of it per
    /// km. Segments where the intensity is nothing but its uniform part are left out: `uniform` is the integral of that part over
    /// each segment, or empty where there is none. Of more than [`MAX_STRETCHES`] stretches, those with the highest expectation
    /// are kept.
    pub fn new(segments: &[Segment], uniform: &[f64]) -> WorstStretches {
        let per_km = |segment: &Segment| segment.expected / (segment.to_km - segment.from_km);
        let order = order::ascending(segments.len(), &|a, b| per_km(&segments[b]).total_cmp(&per_km(&segments[a])));
        let uniform_of = |number: usize| uniform.get(number).copied().unwrap_or_default();
        let has_own = |number: &usize| {
            let integral = segments[*number].integral;
            uniform.is_empty() || integral - uniform_of(*number) >= LEAST_OWN_SHARE * integral && integral > 0.0
        };
        let all = segments.iter().map(|segment| segment.expected).sum::<f64>();
        let mut missing = MIN_SHARE * all;
        let mut stretches = vec![None; segments.len()];
        for number in order.into_iter().filter(has_own) {
            if missing <= 0.0 {
                break;
            }
            missing -= segments[number].expected;
            stretches[number] = Some(0);
        }
        let short_share = (missing > 1e-9 * all).then(|| MIN_SHARE - missing / all);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (number, stretch) in stretches.iter_mut().enumerate().filter(|(_, stretch)| stretch.is_some()) {
            match ranges.last_mut().filter(|range| range.end == number) {
                Some(range) => range.end = number + 1,
                None => ranges.push(number..number + 1),
            }
            *stretch = Some(ranges.len() - 1);
        }
        let left_out = ranges.len().saturating_sub(MAX_STRETCHES);
        if left_out > 0 {
            keep_highest(&mut ranges, segments);
            stretches.fill(None);
            for (number, range) in ranges.iter().enumerate() {
                stretches[range.clone()].fill(Some(number));
            }
        }
        WorstStretches { ranges, stretches, left_out, short_share }
    }

    /// Notes on stretches that are left out.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let many = (self.left_out > 0).then(|| {
            format!(
                "The segments that hold half of the encounter expectation make {} stretches; the {MAX_STRETCHES} with the \
                 highest expectation are listed.",
                MAX_STRETCHES + self.left_out
            )
        });
        let few = self.short_share.map(|share| match self.ranges.len() {
            0 => "No stretch of this route is worse than others: no incident adds to its encounter expectation, which is the same \
                  wherever the data reach."
                .to_string(),
            _ => format!(
                "The worst stretches hold {:.0} % of the encounter expectation, and not half of it: on the rest of the route no \
                 incident adds to it, and it is the same wherever the data reach.",
                100.0 * share
            ),
        });
        many.into_iter().chain(few)
    }

    /// The numbers of the stretches, from `next` on, that share a segment with `segments`.
    pub fn touching(&self, segments: &Range<usize>, next: usize) -> Range<usize> {
        let first = self.ranges.partition_point(|range| range.end <= segments.start);
        let end = self.ranges.partition_point(|range| range.start < segments.end);
        first.max(next)..end
    }

    /// The number of the stretch that a segment belongs to.
    pub fn stretch_of(&self, segment: usize) -> Option<usize> {
        self.stretches[segment]
    }
}

/// Keeps the [`MAX_STRETCHES`] ranges of segments with the highest encounter expectation, in their order.
fn keep_highest(ranges: &mut Vec<Range<usize>>, segments: &[Segment]) {
    let expected = |range: &Range<usize>| segments[range.clone()].iter().map(|segment| segment.expected).sum::<f64>();
    let mut order: Vec<(f64, usize)> = ranges.iter().map(expected).zip(0..).collect();
    order::sort_by(&mut order, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut kept: Vec<usize> = order[..MAX_STRETCHES].iter().map(|(_, number)| *number).collect();
    kept.sort_unstable();
    *ranges = kept.into_iter().map(|number| ranges[number].clone()).collect();
}

/// Sums up segments that follow one another. Possible incidents are left out, as one may be possible in several
/// segments.
pub fn sum(segments: &[Segment]) -> Segment {
    let mut total = Segment::default();
    for segment in segments {
        total.integral += segment.integral;
        total.expected += segment.expected;
        total.count += segment.count;
        total.by_origin.add_all(&segment.by_origin);
        total.kinds.add_all(&segment.kinds);
        total.days_since_last = total.days_since_last.into_iter().chain(segment.days_since_last).min();
    }
    if let [first, .., last] | [first @ last] = segments {
        (total.from_km, total.to_km) = (first.from_km, last.to_km);
    }
    total
}

/// Sorts the stretches by encounter expectation, the highest first, and sets `q` and `stands_among_all` of each.
pub fn rank(mut stretches: Vec<Stretch>, confidence: f64) -> Vec<Stretch> {
    let p: Vec<f64> = stretches.iter().map(|stretch| stretch.comparison.change.verdict_p).collect();
    for (stretch, q) in stretches.iter_mut().zip(benjamini_hochberg(&p)) {
        stretch.q = q;
        stretch.stands_among_all = stretch.comparison.change.verdict.is_clear() && q < 1.0 - confidence;
    }
    order::sort_by(&mut stretches, |a, b| b.total.expected.total_cmp(&a.total.expected));
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

    fn worst(segments: &[Segment]) -> WorstStretches {
        WorstStretches::new(segments, &[])
    }

    fn ends(worst: &WorstStretches) -> Vec<(usize, usize)> {
        worst.ranges.iter().map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn the_fewest_segments_that_hold_half_are_merged() {
        let found = worst(&segments(&[1.0, 6.0, 5.0, 0.0, 4.0, 3.0, 0.0]));
        assert_eq!(ends(&found), [(1, 3)]);
        assert_eq!(
            (found.stretch_of(0), found.stretch_of(1), found.stretch_of(2), found.stretch_of(4)),
            (None, Some(0), Some(0), None)
        );
        assert_eq!(
            (found.touching(&(0..1), 0), found.touching(&(2..9), 0), found.touching(&(2..9), 1)),
            (0..0, 0..1, 1..1)
        );
        let apart = worst(&segments(&[5.0, 0.0, 4.0, 1.0]));
        assert_eq!((ends(&apart), apart.stretch_of(2)), (vec![(0, 1)], None));
        assert_eq!(ends(&worst(&segments(&[5.0, 1.0, 5.0, 1.0, 5.0]))), [(0, 1), (2, 3)]);
    }

    #[test]
    fn a_short_last_segment_is_judged_by_its_expectation_per_km() {
        let mut three = segments(&[4.0, 1.0, 3.9]);
        three[2].to_km = 11.0;
        assert_eq!(ends(&worst(&three)), [(0, 1), (2, 3)]);
        three[2].expected = 6.0;
        assert_eq!(ends(&worst(&three)), [(2, 3)]);
    }

    #[test]
    fn of_very_many_stretches_the_highest_are_kept() {
        let expected: Vec<f64> = (0..300).map(|n| if n % 2 == 0 { 1.0 } else { 2.0 + f64::from(n) }).collect();
        let found = worst(&segments(&expected));
        assert_eq!((found.left_out, found.notes().next()), (0, None));
        let expected: Vec<f64> = (0..900).map(|n| if n % 2 == 0 { 1.0 } else { 2.0 + f64::from(n) / 1000.0 }).collect();
        let found = worst(&segments(&expected));
        assert_eq!((found.ranges.len(), found.ranges[99].clone()), (100, 899..900));
        assert!(found.left_out > 100 && found.notes().next().unwrap().contains("the 100 with"));
        assert_eq!((found.stretch_of(899), found.stretch_of(1), found.stretch_of(898)), (Some(99), None, None));
        assert_eq!(found.touching(&(0..900), 0), 0..100);
    }

    #[test]
    fn a_route_without_expectation_has_no_worst_stretch() {
        assert!(worst(&segments(&[0.0, 0.0])).ranges.is_empty());
        assert_eq!(ends(&worst(&segments(&[2.0]))), [(0, 1)]);
    }

    #[test]
    fn where_only_the_uniform_part_is_expected_no_stretch_is_worst() {
        let mut all = segments(&[1.0, 1.0, 3.0, 1.0, 1.0, 1.0, 1.0]);
        all.iter_mut().for_each(|segment| segment.integral = segment.expected);
        let uniform = vec![1.0; 7];
        let found = WorstStretches::new(&all, &uniform);
        assert_eq!(ends(&found), [(2, 3)]);
        let note = found.notes().next().unwrap();
        assert!(note.starts_with("The worst stretches hold 33 % of the encounter expectation, and not half"), "{note}");
        // Half is reached before.
        all[2].expected = 7.0;
        assert_eq!(WorstStretches::new(&all, &uniform).notes().count(), 0);
        let even: Vec<Segment> = all.iter().map(|segment| Segment { integral: 1.0, ..segment.clone() }).collect();
        let found = WorstStretches::new(&even, &uniform);
        assert!(found.ranges.is_empty() && found.notes().next().unwrap().starts_with("No stretch of this route"));
        // Without any expectation there is nothing to tell.
        let nothing = WorstStretches::new(&segments(&[0.0, 0.0]), &[0.0, 0.0]);
        assert!(nothing.ranges.is_empty() && nothing.notes().count() == 0);
    }
}
