//! The space-time permutation scan: how unusual a number of events in a cylinder of place and time is.
//!
//! A cylinder is a circle and a number of last days. Under the hypothesis that places and days have nothing to do with each other, with
//! the number of events of each place and of each day as they are, it holds μ = (events of its circle · events of its days)/n.
//!
//! Source: M. Kulldorff, R. Heffernan, J. Hartman, R. Assunção and F. Mostashari, A space-time permutation scan statistic for disease
//! outbreak detection, PLoS Medicine 2 (2005).

use oorandom::Rand32;

/// Fewer events are no cluster.
pub const LEAST_EVENTS: u32 = 2;

/// The expected number of events in a cylinder: those of its circle on all days, times those of its days in all places, by all events.
pub fn expected(in_circle: u32, in_days: u32, all: u32) -> f64 {
    f64::from(in_circle) * f64::from(in_days) / f64::from(all)
}

/// The log-likelihood ratio of `count` events where `expected` were, of `all`: c ln(c/μ) + (n − c) ln((n − c)/(n − μ)), and 0 where
/// there are not more than expected, or fewer than two.
pub fn log_likelihood_ratio(count: u32, expected: f64, all: u32) -> f64 {
    let (c, n) = (f64::from(count), f64::from(all));
    if count < LEAST_EVENTS || c <= expected {
        return 0.0;
    }
    let outside = if count < all { (n - c) * ((n - c) / (n - expected)).ln() } else { 0.0 };
    c * (c / expected).ln() + outside
}

/// The least number of events that reaches a log-likelihood ratio above 0, in circles with more and more events. `in_circle` must not
/// decrease from one call to the next.
pub struct LeastCount {
    ratio: f64,
    in_days: u32,
    all: u32,
    count: u32,
}

impl LeastCount {
    /// For cylinders of some days, in which there are `in_days` events.
    pub fn new(ratio: f64, in_days: u32, all: u32) -> LeastCount {
        LeastCount { ratio, in_days, all, count: LEAST_EVENTS }
    }

    /// The least number in a circle with `in_circle` events; `None` if not even all events of the days or of the circle are enough.
    pub fn at(&mut self, in_circle: u32) -> Option<u32> {
        let expected = expected(in_circle, self.in_days, self.all);
        let most = self.in_days.min(in_circle);
        // The ratio rises with the count and falls with the expected number.
        while self.count <= most && log_likelihood_ratio(self.count, expected, self.all) < self.ratio {
            self.count += 1;
        }
        (self.count <= most).then_some(self.count)
    }
}

/// Permutations of the days of events, of which only the last days are looked at: the days are dealt out to events anew each time.
pub struct Permutations {
    events: Vec<u32>,
    random: Rand32,
}

impl Permutations {
    /// The same seed gives the same permutations.
    pub fn new(events: u32, seed: u64) -> Permutations {
        Permutations { events: (0..events).collect(), random: Rand32::new(seed) }
    }

    /// Draws which events have the last days: `count` different ones, in random order. (The first steps of R. Durstenfeld, Algorithm 235,
    /// Communications of the ACM 7, 1964; each permutation starts from the one before.)
    pub fn draw(&mut self, count: usize) -> &[u32] {
        let all = self.events.len() as u32;
        for place in 0..count {
            let other = self.random.rand_range(place as u32..all);
            self.events.swap(place, other as usize);
        }
        &self.events[..count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ratios_of_little_are_0() {
        assert_eq!(log_likelihood_ratio(1, 0.01, 100), 0.0);
        assert_eq!(log_likelihood_ratio(3, 3.0, 100), 0.0);
        assert_eq!(log_likelihood_ratio(0, 0.0, 100), 0.0);
        // All events in the cylinder, of which half were expected: n ln 2.
        assert!((log_likelihood_ratio(10, 5.0, 10) - 10.0 * 2_f64.ln()).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_least_count_is_the_first_that_reaches_the_ratio(
            ratio in 0.01..20.0f64, in_days in 1..60u32, more in 1..200u32,
        ) {
            let all = in_days + more;
            let mut least = LeastCount::new(ratio, in_days, all);
            for in_circle in 1..=all {
                let reaches = |count: &u32| log_likelihood_ratio(*count, expected(in_circle, in_days, all), all) >= ratio;
                prop_assert_eq!(least.at(in_circle), (2..=in_days.min(in_circle)).find(reaches));
            }
        }

        #[test]
        fn permutations_draw_different_events(events in 1..50u32, seed in any::<u32>(), share in 0.0..=1.0f64) {
            let count = (f64::from(events) * share) as usize;
            let mut permutations = Permutations::new(events, seed.into());
            for _ in 0..5 {
                let mut drawn = permutations.draw(count).to_vec();
                drawn.sort_unstable();
                drawn.dedup();
                prop_assert_eq!(drawn.len(), count);
                prop_assert!(drawn.iter().all(|event| *event < events));
            }
        }
    }

    /// Each event has each day equally often.
    #[test]
    fn permutations_are_fair() {
        let mut counts = [[0u32; 3]; 6];
        let mut permutations = Permutations::new(6, 1);
        for _ in 0..6000 {
            for (place, event) in permutations.draw(3).iter().enumerate() {
                counts[*event as usize][place] += 1;
            }
        }
        assert!(counts.iter().flatten().all(|count| count.abs_diff(1000) < 150), "{counts:?}");
    }
}
