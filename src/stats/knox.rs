//! Whether incidents that are close in space are close in time as well.

use oorandom::Rand32;

/// The number of close pairs, against the number expected if space and time were independent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knox {
    /// Number of pairs close in space and in time.
    pub observed: u64,
    /// Pairs close in space · pairs close in time / all pairs.
    pub expected: f64,
    /// (1 + permutations with at least as many close pairs)/(1 + permutations).
    pub p: f64,
}

/// The test of Knox, with p found by permuting the times.
///
/// `days` has the day of each incident, and `neighbours` has each pair of incidents that are close in space once. Two
/// incidents are close in time if they are at most `max_days` apart. The same seed gives the same result. `None` for fewer
/// than two incidents.
///
/// Sources: E. G. Knox, The detection of space-time interactions, Applied Statistics 13 (1964); for p, A. C. A. Hope, A
/// simplified Monte Carlo significance test procedure, JRSS B 30 (1968).
pub fn knox(days: &[i32], neighbours: &[[u32; 2]], max_days: u32, permutations: u32, seed: u64) -> Option<Knox> {
    let n = days.len() as f64;
    if days.len() < 2 {
        return None;
    }
    let count_close = |days: &[i32]| -> u64 {
        neighbours.iter().map(|[a, b]| u64::from(days[*a as usize].abs_diff(days[*b as usize]) <= max_days)).sum()
    };
    let observed = count_close(days);
    let mut shuffled = days.to_vec();
    let mut random = Rand32::new(seed);
    let mut at_least_as_many = 0;
    for _ in 0..permutations {
        shuffle(&mut shuffled, &mut random);
        at_least_as_many += u32::from(count_close(&shuffled) >= observed);
    }
    Some(Knox {
        observed,
        expected: neighbours.len() as f64 * pairs_close_in_time(days, max_days) / (n * (n - 1.0) / 2.0),
        p: f64::from(1 + at_least_as_many) / (1.0 + f64::from(permutations)),
    })
}

/// Shuffles so that each order is equally likely (R. Durstenfeld, Algorithm 235, Communications of the ACM 7, 1964).
fn shuffle(days: &mut [i32], random: &mut Rand32) {
    for last in (1..days.len()).rev() {
        days.swap(last, random.rand_range(0..last as u32 + 1) as usize);
    }
}

/// The number of pairs of days that are at most `max_days` apart.
fn pairs_close_in_time(days: &[i32], max_days: u32) -> f64 {
    let mut ascending = days.to_vec();
    ascending.sort_unstable();
    let (mut pairs, mut first) = (0.0, 0);
    for (index, day) in ascending.iter().enumerate() {
        while day.abs_diff(ascending[first]) > max_days {
            first += 1;
        }
        pairs += (index - first) as f64;
    }
    pairs
}
