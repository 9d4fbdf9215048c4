//! Which of many paths are shown: the ends of the curve of hours against exposure, and its knees.

/// Chooses at most `most` of the points of a curve that falls, in their order: its ends, and then whichever lies farthest below the
/// straight lines between those chosen so far. Both costs are taken as shares of their range.
pub fn choose(costs: &[[f64; 2]], most: usize) -> Vec<usize> {
    let Some(last) = costs.len().checked_sub(1) else { return Vec::new() };
    if costs.len() <= most {
        return (0..costs.len()).collect();
    }
    if most == 1 {
        return vec![0];
    }
    let range = [0, 1].map(|which: usize| (costs[last][which] - costs[0][which]).abs().max(f64::MIN_POSITIVE));
    let at = |number: usize| [0, 1].map(|which: usize| (costs[number][which] - costs[0][which]) / range[which]);
    let mut chosen = vec![0, last];
    // The point of each gap between two chosen ones that lies farthest below their line.
    let knee = |start: usize, end: usize| {
        let ([x0, y0], [x1, y1]) = (at(start), at(end));
        let (dx, dy) = (x1 - x0, y1 - y0);
        let length = dx.hypot(dy).max(f64::MIN_POSITIVE);
        let depth = |number: usize| {
            let [x, y] = at(number);
            ((y - y0) * dx - (x - x0) * dy) / -length
        };
        let deepest = (start + 1..end).map(|number| (depth(number), number));
        deepest.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(depth, number)| (depth, number, start, end))
    };
    let mut open: Vec<_> = knee(0, last).into_iter().collect();
    while chosen.len() < most {
        let Some(best) = (0..open.len()).max_by(|a, b| open[*a].0.total_cmp(&open[*b].0)) else { break };
        let (_, number, start, end) = open.swap_remove(best);
        chosen.push(number);
        open.extend(knee(start, number));
        open.extend(knee(number, end));
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_come_first_and_then_knees() {
        let curve = [[0.0, 10.0], [1.0, 9.9], [2.0, 1.0], [3.0, 0.9], [9.0, 0.5], [10.0, 0.0]];
        assert_eq!(choose(&curve, 3), [0, 2, 5]);
        assert_eq!(choose(&curve, 2), [0, 5]);
        assert_eq!(choose(&curve, 1), [0]);
        assert_eq!(choose(&curve, 6), [0, 1, 2, 3, 4, 5]);
        assert_eq!(choose(&curve, 5).len(), 5);
        assert_eq!(choose(&[], 3), Vec::<usize>::new());
        assert_eq!(choose(&[[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]], 2), [0, 2]);
    }
}
