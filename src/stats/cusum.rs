//! A CUSUM chart of weekly counts: an alarm for a rate that has doubled.

use std::f64::consts::LN_2;

/// The average number of weeks between false alarms for which the threshold is chosen.
const YEAR_WEEKS: f64 = 52.0;

/// Number of states in the Markov chain that the run length is computed from.
const STATES: usize = 24;

/// The threshold is doubled at most this often; for every rate four times are enough.
const MAX_DOUBLINGS: usize = 10;

/// From this rate on, events per week, a week above k is rarer than once a year, so the smallest threshold is enough.
const RARE_FROM: f64 = 40.0;

/// The chart of S = max(0, S + y − k) over weekly counts y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cusum {
    /// The weekly count above which the sum grows: (λ₁ − λ₀)/ln(λ₁/λ₀) for λ₁ = 2 λ₀, which is λ₀/ln 2; events per week.
    pub k: f64,
    /// The sum at which there is an alarm, events.
    pub h: f64,
}

impl Cusum {
    /// The chart for a baseline of `rate` events per week. `None` if the rate is not positive and finite.
    ///
    /// The threshold is the smallest one of at least 1 for which a false alarm comes after 52 weeks or more on average.
    /// It is at least 1 so that a single event never raises an alarm. That makes false alarms rarer than once a year at
    /// low rates, and so they are at rates above 24, where a week above k is rare.
    ///
    /// Sources: J. M. Lucas, Counted data CUSUM's, Technometrics 27 (1985); for the run length D. Brook and D. A. Evans,
    /// An approach to the probability distribution of CUSUM run length, Biometrika 59 (1972). The tests simulate it.
    pub fn new(rate: f64) -> Option<Self> {
        if !(rate > 0.0 && rate.is_finite()) {
            return None;
        }
        let k = rate / LN_2;
        // An alarm takes an event at least, and these come every 1/rate weeks on average.
        let is_seldom = rate <= 1.0 / YEAR_WEEKS || rate >= RARE_FROM;
        let is_enough = |h: f64| is_seldom || run_length(rate, k, h) >= YEAR_WEEKS;
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..MAX_DOUBLINGS {
            if is_enough(high) {
                break;
            }
            (low, high) = (high, 2.0 * high);
        }
        if low > 0.0 {
            for _ in 0..8 {
                let middle = (low + high) / 2.0;
                if is_enough(middle) { high = middle } else { low = middle }
            }
        }
        Some(Self { k, h: high })
    }

    /// The sum after each week, starting from 0. It is not reset by an alarm.
    pub fn running_sums(&self, weeks: &[f64]) -> Vec<f64> {
        let next = |sum: &mut f64, count: &f64| {
            *sum = f64::max(0.0, *sum + count - self.k);
            Some(*sum)
        };
        weeks.iter().scan(0.0, next).collect()
    }
}

/// The average number of weeks until the sum, starting from 0, first reaches `h`, by the Markov chain of Brook and Evans.
/// The sum is kept on a grid (a value between two grid points is divided between them so that its mean stays), and the run
/// lengths L from all grid points solve L = 1 + Q·L.
fn run_length(rate: f64, k: f64, h: f64) -> f64 {
    let width = h / STATES as f64;
    let mut rows = [[0.0; STATES + 1]; STATES];
    for (state, row) in rows.iter_mut().enumerate() {
        let from = state as f64 * width - k;
        let mut probability = (-rate).exp();
        let mut count = 0.0;
        while from + count < h {
            let position = f64::max(0.0, (from + count) / width);
            let below = (position as usize).min(STATES - 1);
            let share = position - below as f64;
            row[below] -= probability * (1.0 - share);
            if below + 1 < STATES {
                row[below + 1] -= probability * share;
            } else {
                // The sum is still below the threshold.
                row[below] -= probability * share;
            }
            count += 1.0;
            probability *= rate / count;
        }
        row[state] += 1.0;
        row[STATES] = 1.0;
    }
    first_unknown(&mut rows)
}

/// Solves a system of linear equations, whose right side is the last column, for the first unknown. 1 − Q is diagonally
/// dominant, so elimination needs no pivoting; from the bottom upwards it leaves one unknown in the first row.
fn first_unknown(rows: &mut [[f64; STATES + 1]; STATES]) -> f64 {
    for done in (1..STATES).rev() {
        let pivot = rows[done];
        for row in &mut rows[..done] {
            let factor = row[done] / pivot[done];
            for column in 0..done {
                row[column] -= factor * pivot[column];
            }
            row[STATES] -= factor * pivot[STATES];
        }
    }
    rows[0][STATES] / rows[0][0]
}
