//! A CUSUM chart of weekly counts: an alarm for a rate that has doubled.
//!
//! Sources: J. M. Lucas, Counted data CUSUM's, Technometrics 27 (1985); for the run length D. Brook and D. A. Evans, An approach
//! to the probability distribution of CUSUM run length, Biometrika 59 (1972). The tests simulate it.

use std::f64::consts::LN_2;

use super::Observed;
use super::dispersion::Dispersion;
use super::distributions::{gamma_quantile, normal_upper_tail};
use super::negative_binomial::NegativeBinomial;

/// Number of weeks in a year.
pub const YEAR_WEEKS: f64 = 365.25 / 7.0;

/// The average number of weeks between false alarms for which the threshold is chosen: five years.
const RUN_WEEKS: f64 = 5.0 * YEAR_WEEKS;

/// From this index of dispersion on, counts may be those of events that are not independent. It is lower than that from which
/// intervals are widened: of places with an index of 2, one in seven shows less than 1.5 in 48 weeks, and rang too often.
const DISPERSED_ABOVE: f64 = 1.2;

/// The reference value differs from the wanted one by at most this part where that makes the chain shorter.
const REFERENCE_ERROR: f64 = 0.05;

/// The least number of steps of a grid that a cluster of events makes.
const STEPS_PER_CLUSTER: f64 = 4.0;

/// The most states of a chain. More would be needed only if a rare event were many at once; then the run length is that of the
/// threshold reached, and shorter than five years.
const MAX_STATES: usize = 400;

/// The rises for so many states are listed at first; mostly that is enough.
const FIRST_STATES: usize = 48;

/// Nodes and weights of the quadrature of Gauss and Hermite for a standard normal variable, with five nodes and with three.
const FIVE_NODES: [(f64, f64); 5] = [
    (-2.856_970_013_872_806, 0.011_257_411_327_72),
    (-1.355_626_179_974_266, 0.222_075_922_005_613),
    (0.0, 0.533_333_333_333_333),
    (1.355_626_179_974_266, 0.222_075_922_005_613),
    (2.856_970_013_872_806, 0.011_257_411_327_72),
];
const THREE_NODES: [(f64, f64); 3] =
    [(-1.732_050_807_568_877, 1.0 / 6.0), (0.0, 2.0 / 3.0), (1.732_050_807_568_877, 1.0 / 6.0)];

/// The chart of S = max(0, S + y − k) over weekly counts y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cusum {
    /// The weekly count above which the sum grows: (λ₁ − λ₀)/ln(λ₁/λ₀) for λ₁ = 2 λ₀, which is λ₀/ln 2, to 5 %; events per week.
    pub k: f64,
    /// The sum at which there is an alarm, events.
    pub h: f64,
    /// The average number of weeks from one false alarm to the next: one over the mean rate of false alarms.
    pub run_weeks: f64,
}

impl Cusum {
    /// The chart after a baseline of some weeks (the duration is in weeks), whose counts have this dispersion. `None` without an
    /// event.
    ///
    /// The threshold is the smallest one of at least 1 for which a false alarm comes once in five years or more rarely. It is
    /// at least 1 so that a single event never raises an alarm. Neither the rate nor the dispersion is known: the rate of false
    /// alarms is averaged over the posterior of the rate, Gamma(n/φ + ½, T/φ), and where φ is above 1.2 over that of φ,
    /// (T − 1)φ/χ² with T − 1 degrees of freedom, with negative binomial counts. A rate or a dispersion that is taken for known
    /// makes false alarms much more frequent than it says.
    ///
    /// The sums of independent events lie on a grid on which counts and k do as well, so that the chain is that of the sums and not
    /// one near it. With clusters the grid is as coarse as they are, and a count between two of its points is divided between
    /// them. Its mean stays and it varies more, which makes run lengths shorter rather than longer.
    pub fn new(baseline: Observed, dispersion: Option<Dispersion>) -> Option<Self> {
        if !baseline.is_usable() || baseline.count <= 0.0 {
            return None;
        }
        let index = dispersion.map_or(1.0, |found| found.index);
        let index = if index > DISPERSED_ABOVE { index } else { 1.0 };
        let grid = Grid::new(baseline.count / baseline.duration / LN_2, index);
        let mut chains = Vec::new();
        for (mean, weight) in possible_rates(baseline, index) {
            chains.extend(
                possible_indices(index, baseline.duration)
                    .map(|(index, share)| (Chain::new(mean, index, &grid), weight * share)),
            );
        }
        let least = grid.per_event.ceil() as usize;
        let mut false_alarms = 1.0;
        let mut states = 0;
        while states < least || (false_alarms > 1.0 / RUN_WEEKS && states < MAX_STATES) {
            states += 1;
            false_alarms = 0.0;
            for (chain, weight) in &mut chains {
                chain.add_state();
                false_alarms += *weight / chain.run_length();
            }
        }
        Some(Self {
            k: grid.fall as f64 / grid.per_event,
            h: states as f64 / grid.per_event,
            run_weeks: 1.0 / false_alarms,
        })
    }

    /// The sum after each week, starting from 0. It is not reset by an alarm.
    pub fn running_sums(&self, weeks: &[f64]) -> Vec<f64> {
        let next = |sum: &mut f64, count: &f64| {
            *sum = f64::max(0.0, *sum + count - self.k);
            Some(*sum)
        };
        weeks.iter().scan(0.0, next).collect()
    }

    /// Whether there is an alarm at a sum. Sums of a grid that is no power of two carry the rounding of many weeks.
    pub fn rings_at(&self, sum: f64) -> bool {
        sum >= self.h - 1e-9 * (1.0 + self.h + self.k)
    }
}

/// The rates that a baseline leaves possible, with their weights.
fn possible_rates(baseline: Observed, index: f64) -> impl Iterator<Item = (f64, f64)> {
    let (shape, weeks) = (baseline.count / index + 0.5, baseline.duration / index);
    FIVE_NODES.into_iter().map(move |(z, weight)| (gamma_quantile(shape, normal_upper_tail(-z)) / weeks, weight))
}

/// The indices of dispersion that one of some weeks leaves possible, with their weights; of independent events it is 1. The
/// quantiles of χ² are those of Wilson and Hilferty.
fn possible_indices(index: f64, weeks: f64) -> impl Iterator<Item = (f64, f64)> {
    let ninth = 2.0 / (9.0 * (weeks.floor() - 1.0).max(1.0));
    let factor = move |z: f64| 1.0 / (1.0 - ninth + z * ninth.sqrt()).max(0.5).powi(3);
    let single = (index == 1.0).then_some((1.0, 1.0));
    let several = THREE_NODES.into_iter().map(move |(z, weight)| ((index * factor(z)).max(1.0), weight));
    let nodes = if single.is_some() { 0 } else { THREE_NODES.len() };
    single.into_iter().chain(several.take(nodes))
}

/// The points on which the sums of a chart lie.
struct Grid {
    /// Number of steps of the grid that an event makes.
    per_event: f64,
    /// Number of steps by which the sum falls in a week without an event.
    fall: usize,
}

impl Grid {
    /// The coarsest grid for a reference k. Of independent events both k, to 5 %, and the counts lie on it. Events that come in
    /// clusters of φ need no finer steps than a quarter of that, on which k lies and counts need not.
    fn new(k: f64, index: f64) -> Grid {
        if index > 1.0 {
            let fall = (STEPS_PER_CLUSTER * k / index).ceil().max(1.0);
            return Grid { per_event: fall / k, fall: fall as usize };
        }
        let most = (0.5 / (REFERENCE_ERROR * k)).ceil().max(1.0) as usize;
        let fits = |steps: &usize| {
            let (steps, wanted) = (*steps as f64, *steps as f64 * k);
            wanted.round() >= 1.0 && (wanted.round() / steps / k - 1.0).abs() <= REFERENCE_ERROR
        };
        // A rate of one event in more weeks than a chain has states is that one.
        let steps = (1..=most.min(MAX_STATES / 2)).find(fits).unwrap_or(MAX_STATES / 2);
        Grid { per_event: steps as f64, fall: (steps as f64 * k).round().max(1.0) as usize }
    }
}

/// The Markov chain of the sum below a threshold, which grows with each state that is added. The run lengths L from all states
/// solve L = 1 + Q·L. The matrix 1 − Q of a lower threshold is the upper left part of that of a higher one, so its factors L·U
/// are kept and grow as well, and with them the run length from the sum 0. A sum falls by at most `fall` states, so L is narrow.
/// The matrix is diagonally dominant and needs no pivoting.
struct Chain {
    fall: usize,
    per_event: f64,
    /// The distribution of the weekly counts.
    counts: NegativeBinomial,
    /// The probability of each rise of the sum, in steps of the grid, before the fall.
    rises: Vec<f64>,
    /// The sums of these up to each of them.
    up_to: Vec<f64>,
    /// The columns of U, and the rows of L from `fall` states before the diagonal to it.
    upper: Vec<Vec<f64>>,
    lower: Vec<Vec<f64>>,
    /// L⁻¹·1, and the first row of U⁻¹.
    ones: Vec<f64>,
    first_row: Vec<f64>,
    run_length: f64,
}

impl Chain {
    fn new(mean: f64, index: f64, grid: &Grid) -> Chain {
        let counts = NegativeBinomial { mean, theta: (index - 1.0) / mean };
        let mut chain = Chain {
            fall: grid.fall,
            per_event: grid.per_event,
            counts,
            rises: Vec::new(),
            up_to: Vec::new(),
            upper: Vec::new(),
            lower: Vec::new(),
            ones: Vec::new(),
            first_row: Vec::new(),
            run_length: 0.0,
        };
        chain.list_rises(grid.fall + FIRST_STATES);
        chain
    }

    /// Lists the probabilities of rises below `steps`.
    fn list_rises(&mut self, steps: usize) {
        self.rises = vec![0.0; steps];
        let most = (steps as f64 / self.per_event).ceil() as u64;
        for (count, probability) in self.counts.probabilities(most) {
            let position = count as f64 * self.per_event;
            let (below, share) = (position.floor() as usize, position.fract());
            for (step, part) in [(below, 1.0 - share), (below + 1, share)] {
                if let Some(rise) = self.rises.get_mut(step) {
                    *rise += probability * part;
                }
            }
        }
        let sums = self.rises.iter().scan(0.0, |sum, rise| {
            *sum += rise;
            Some(*sum)
        });
        self.up_to = sums.collect();
    }

    /// The entry of 1 − Q: less the probability that the sum goes from one state to another.
    fn entry(&self, from: usize, to: usize) -> f64 {
        let probability = match (to + self.fall).checked_sub(from) {
            None => 0.0,
            Some(rise) if to == 0 => self.up_to[rise],
            Some(rise) => self.rises[rise],
        };
        f64::from(u8::from(from == to)) - probability
    }

    /// Raises the threshold by a step.
    fn add_state(&mut self) {
        let new = self.ones.len();
        if new + self.fall >= self.rises.len() {
            self.list_rises(2 * (new + self.fall));
        }
        let first = new.saturating_sub(self.fall);
        let mut row = vec![0.0; new - first];
        for column in first..new {
            let known: f64 = (first..column).map(|at| row[at - first] * self.upper[column][at]).sum();
            row[column - first] = (self.entry(new, column) - known) / self.upper[column][column];
        }
        self.lower.push(row);
        let mut column = vec![0.0; new + 1];
        for at in 0..=new {
            let start = at.saturating_sub(self.fall);
            let known: f64 = self.lower[at].iter().zip(&column[start..at]).map(|(left, above)| left * above).sum();
            column[at] = self.entry(at, new) - known;
        }
        let ones: f64 = self.lower[new].iter().zip(&self.ones[first..]).map(|(left, one)| left * one).sum();
        let known: f64 = self.first_row.iter().zip(&column).map(|(left, above)| left * above).sum();
        let first_row = (f64::from(u8::from(new == 0)) - known) / column[new];
        self.run_length += first_row * (1.0 - ones);
        self.upper.push(column);
        self.ones.push(1.0 - ones);
        self.first_row.push(first_row);
    }

    /// The average number of weeks until the sum, starting from 0, first reaches the threshold.
    fn run_length(&self) -> f64 {
        self.run_length.max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::resample::Draws;

    /// The average run length of many runs, by drawing counts from their distribution.
    fn simulated_run(mean: f64, index: f64, [k, h]: [f64; 2], runs: u32) -> f64 {
        let mut cdf = Vec::new();
        let mut sum = 0.0;
        for (_, probability) in (NegativeBinomial { mean, theta: (index - 1.0) / mean }).probabilities(2000) {
            sum += probability;
            cdf.push(sum);
        }
        let mut draws = Draws::new(11);
        let mut weeks = 0u64;
        for _ in 0..runs {
            let mut level = 0.0;
            while level < h - 1e-9 {
                let uniform = draws.uniform();
                level = f64::max(0.0, level + cdf.partition_point(|below| *below <= uniform) as f64 - k);
                weeks += 1;
            }
        }
        weeks as f64 / f64::from(runs)
    }

    #[test]
    fn run_lengths_are_those_of_simulated_runs() {
        for (mean, index, states) in [
            (0.1, 1.0, 14),
            (0.6, 1.0, 12),
            (3.0, 1.0, 15),
            (12.0, 1.0, 9),
            (0.7, 3.0, 30),
            (4.0, 4.0, 40),
            (30.0, 20.0, 30),
        ] {
            let grid = Grid::new(mean / LN_2, index);
            let mut chain = Chain::new(mean, index, &grid);
            (0..states).for_each(|_| chain.add_state());
            let chart = [grid.fall as f64 / grid.per_event, f64::from(states) / grid.per_event];
            let simulated = simulated_run(mean, index, chart, 4000);
            let ratio = chain.run_length() / simulated;
            // Four standard errors; where counts are divided, the chain may be shorter.
            let least = if index > 1.0 { 0.8 } else { 0.93 };
            assert!((least..1.07).contains(&ratio), "{mean} {index}: {} and simulated {simulated}", chain.run_length());
        }
    }

    #[test]
    fn grids_hold_the_reference() {
        for k in [0.004, 0.02, 0.03, 0.15, 0.33, 0.72, 1.0, 1.443, 2.9, 6.0, 15.03, 60.1, 7213.5] {
            for index in [1.0, 2.0, 4.0, 16.0, 300.0] {
                let grid = Grid::new(k, index);
                let held = grid.fall as f64 / grid.per_event;
                let most_error = if index > 1.0 { 0.0 } else { REFERENCE_ERROR };
                assert!(k < 0.005 || (held / k - 1.0).abs() <= most_error + 1e-12, "{k} {index}: {held}");
                assert!(index == 1.0 || 1.0 / grid.per_event <= f64::max(index / STEPS_PER_CLUSTER, k), "{k} {index}");
            }
        }
    }
}
