//! Whether events crowd towards one end of a time.

use super::distributions::normal_beyond;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace {
    /// Above 0 where events come late, so where their rate rises.
    pub z: f64,
    /// Two-sided.
    pub p: f64,
}

/// Laplace's test of event times on (0, T), in one unit: z = (mean − T/2)/(T/√(12n)). `None` without an event or time.
///
/// Source: D. R. Cox and P. A. W. Lewis, The Statistical Analysis of Series of Events (1966), section 3.3.
pub fn laplace(times: &[f64], length: f64) -> Option<Laplace> {
    if times.is_empty() || !(length > 0.0 && length.is_finite()) {
        return None;
    }
    let n = times.len() as f64;
    let mean = times.iter().sum::<f64>() / n;
    let z = (mean - length / 2.0) / (length / (12.0 * n).sqrt());
    Some(Laplace { z, p: normal_beyond(z) })
}
