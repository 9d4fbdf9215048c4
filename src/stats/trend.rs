//! Whether a series rises or falls, and by how much.

use super::distributions::normal_both_tails;
use super::inversions::{count_ties, sort_counting_inversions};
use super::select::median;
use super::sen::sen_slope;

/// The trend of an equally spaced series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Number of pairs that rise less the number of pairs that fall.
    pub s: i64,
    /// The variance of `s` if there were no trend; ties make it smaller.
    pub variance: f64,
    /// The standardised `s`, with a continuity correction of 1.
    pub z: f64,
    /// Two-sided p value; 1 for a constant series.
    pub p: f64,
    /// s/(n(n − 1)/2): 1 if every pair rises, −1 if every pair falls.
    pub tau: f64,
    /// Sen's slope, per step of the series.
    pub slope: f64,
    /// The value at the first step of the line with that slope.
    pub intercept: f64,
}

/// The test of Mann and Kendall, with the variance corrected for ties,
/// (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5))/18, and z = (s − sign s)/√variance. The slope is the median of the slopes of all
/// pairs, and the intercept is that of Conover, median(x) − slope · (n − 1)/2. `None` for fewer than two values.
///
/// It takes O(n log n) steps and O(n) memory, for any finite values with finite differences.
///
/// Sources: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945); M. G. Kendall, Rank Correlation
/// Methods (1975); P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968).
pub fn mann_kendall(series: &[f64]) -> Option<Trend> {
    let slope = sen_slope(series)?;
    let n = series.len() as f64;
    let mut ascending = series.to_vec();
    let falls = sort_counting_inversions(&mut ascending, |a, b| a < b);
    let ties = count_ties(&ascending, |a, b| a == b);
    let pairs = series.len() as u64 * (series.len() as u64 - 1) / 2;
    let s = pairs as i64 - ties as i64 - 2 * falls as i64;
    let cubic = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let tied = ascending.chunk_by(|a, b| a == b).map(|tied| cubic(tied.len() as f64));
    let variance = (cubic(n) - tied.sum::<f64>()) / 18.0;
    let z = if s == 0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    Some(Trend {
        s,
        variance,
        z,
        p: normal_both_tails(z),
        tau: s as f64 / pairs as f64,
        slope,
        intercept: median(series)? - slope * (n - 1.0) / 2.0,
    })
}
