//! Whether events crowd towards one end of a period.

use super::distributions::normal_both_tails;

/// The result of Laplace's trend test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace {
    /// Above 0 if events crowd towards the end of the period, which means that their rate rises.
    pub z: f64,
    /// Two-sided p value.
    pub p: f64,
}

impl Laplace {
    /// The result for events that come in clusters: z is divided by the factor by which that widens intervals, √φ.
    pub fn widened(self, factor: f64) -> Laplace {
        let z = self.z / factor;
        Laplace { z, p: normal_both_tails(z) }
    }
}

/// Laplace's test of event times on (0, T), all in one unit: z = (mean − T/2)/(T/√(12n)). `None` if there is no event or if
/// the length T is not positive and finite.
///
/// Source: D. R. Cox and P. A. W. Lewis, The Statistical Analysis of Series of Events (1966), section 3.3.
pub fn laplace(times: &[f64], length: f64) -> Option<Laplace> {
    if times.is_empty() || !(length > 0.0 && length.is_finite()) {
        return None;
    }
    let n = times.len() as f64;
    let mean = times.iter().sum::<f64>() / n;
    let z = (mean - length / 2.0) / (length / (12.0 * n).sqrt());
    Some(Laplace { z, p: normal_both_tails(z) })
}
