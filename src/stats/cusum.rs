//! An alarm for a count that has doubled.

use std::f64::consts::LN_2;

/// Weeks between false alarms that the threshold is chosen for.
const YEAR: f64 = 52.0;

/// How finely the sum is divided in the chain that tells its run length.
const STATES: usize = 24;

/// From this rate on a week above k alone is rarer than once a year, so the least threshold does.
const RARE_FROM: f64 = 40.0;

/// The chart of S = max(0, S + y − k) over weekly counts y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cusum {
    /// What a week may have before the sum grows, (λ₁ − λ₀)/ln(λ₁/λ₀) for λ₁ = 2 λ₀, so λ₀/ln 2; events per week.
    pub k: f64,
    /// The sum at which it rings, events.
    pub h: f64,
}

impl Cusum {
    /// The chart for a baseline of `rate` events per week. Its threshold is the least of at least 1 for which the run to
    /// a false alarm is on average 52 weeks: so that a single event never rings, which at low rates makes false alarms
    /// rarer than that, and so are they at rates above 24, where a week above k is. `None` without a rate.
    ///
    /// Sources: J. M. Lucas, Counted data CUSUM's, Technometrics 27 (1985); for the run length D. Brook and D. A. Evans,
    /// An approach to the probability distribution of CUSUM run length, Biometrika 59 (1972). The tests simulate it.
    pub fn new(rate: f64) -> Option<Self> {
        if !(rate > 0.0 && rate.is_finite()) {
            return None;
        }
        let k = rate / LN_2;
        let enough = |h: f64| rate >= RARE_FROM || run_length(rate, k, h) >= YEAR;
        let (mut low, mut high) = (0.0, 1.0);
        while !enough(high) {
            (low, high) = (high, 2.0 * high);
        }
        if low > 0.0 {
            for _ in 0..8 {
                let middle = (low + high) / 2.0;
                if enough(middle) { high = middle } else { low = middle }
            }
        }
        Some(Self { k, h: high })
    }

    /// The sum after each week, from 0; it goes on after it has rung.
    pub fn follow(&self, weeks: &[f64]) -> Vec<f64> {
        let next = |sum: &mut f64, count: &f64| {
            *sum = f64::max(0.0, *sum + count - self.k);
            Some(*sum)
        };
        weeks.iter().scan(0.0, next).collect()
    }
}

/// Weeks until the sum first reaches `h` from 0, on average, by the chain of Brook and Evans: the sum is kept on a grid
/// (what falls between two points of it is shared so that its mean stays), and the run lengths L from all points solve
/// L = 1 + Q·L.
fn run_length(rate: f64, k: f64, h: f64) -> f64 {
    let width = h / STATES as f64;
    let mut rows = [[0.0; STATES + 1]; STATES];
    for (state, row) in rows.iter_mut().enumerate() {
        let from = state as f64 * width - k;
        let mut chance = (-rate).exp();
        let mut count = 0.0;
        while from + count < h {
            let place = f64::max(0.0, (from + count) / width);
            let below = (place as usize).min(STATES - 1);
            let share = place - below as f64;
            row[below] -= chance * (1.0 - share);
            if below + 1 < STATES {
                row[below + 1] -= chance * share;
            } else {
                // The sum is below the threshold still.
                row[below] -= chance * share;
            }
            count += 1.0;
            chance *= rate / count;
        }
        row[state] += 1.0;
        row[STATES] = 1.0;
    }
    first_unknown(&mut rows)
}

/// The first unknown of a system of equations whose right side is the last column. 1 − Q is diagonally dominant, so
/// elimination needs no pivots; from the bottom upwards it leaves the first row with one unknown.
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
