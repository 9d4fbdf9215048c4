//! Whether what is close in space is close in time as well.

use oorandom::Rand32;

/// Close pairs against what independence of space and time would give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knox {
    /// Pairs close in space and in time.
    pub observed: u64,
    /// Pairs close in space · pairs close in time / pairs.
    pub expected: f64,
    /// (1 + permutations with at least as many)/(1 + permutations).
    pub p: f64,
}

/// The test of Knox, its p by permuting the times. `days` has one number per incident, `neighbours` each pair of incidents
/// close in space once; two are close in time if at most `within` days apart. The same seed gives the same answer. `None`
/// for fewer than two incidents.
///
/// Sources: E. G. Knox, The detection of space-time interactions, Applied Statistics 13 (1964); for p, A. C. A. Hope, A
/// simplified Monte Carlo significance test procedure, JRSS B 30 (1968).
pub fn knox(days: &[i32], neighbours: &[[u32; 2]], within: u32, permutations: u32, seed: u64) -> Option<Knox> {
    let n = days.len() as f64;
    if days.len() < 2 {
        return None;
    }
    let close = |days: &[i32]| -> u64 {
        neighbours.iter().map(|[a, b]| u64::from(days[*a as usize].abs_diff(days[*b as usize]) <= within)).sum()
    };
    let observed = close(days);
    let mut shuffled = days.to_vec();
    let mut random = Rand32::new(seed);
    let mut as_many = 0;
    for _ in 0..permutations {
        shuffle(&mut shuffled, &mut random);
        as_many += u32::from(close(&shuffled) >= observed);
    }
    Some(Knox {
        observed,
        expected: neighbours.len() as f64 * close_in_time(days, within) / (n * (n - 1.0) / 2.0),
        p: f64::from(1 + as_many) / (1.0 + f64::from(permutations)),
    })
}

/// Every order is as likely as any other (R. Durstenfeld, Algorithm 235, Communications of the ACM 7, 1964).
fn shuffle(days: &mut [i32], random: &mut Rand32) {
    for last in (1..days.len()).rev() {
        days.swap(last, random.rand_range(0..last as u32 + 1) as usize);
    }
}

/// Pairs of days at most so many apart.
fn close_in_time(days: &[i32], within: u32) -> f64 {
    let mut ascending = days.to_vec();
    ascending.sort_unstable();
    let (mut pairs, mut first) = (0.0, 0);
    for (place, day) in ascending.iter().enumerate() {
        while day.abs_diff(ascending[first]) > within {
            first += 1;
        }
        pairs += (place - first) as f64;
    }
    pairs
}
