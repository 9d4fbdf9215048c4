//! Whether a series rises or falls, and by how much.

use super::distributions::normal_both_tails;
use super::select::median;

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
/// It looks at all n(n − 1)/2 pairs and stores their slopes meanwhile: 1 MB for ten years of weeks.
///
/// Sources: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945); M. G. Kendall, Rank Correlation
/// Methods (1975); P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63 (1968).
pub fn mann_kendall(series: &[f64]) -> Option<Trend> {
    let n = series.len() as f64;
    let mut s = 0;
    let mut slopes = Vec::with_capacity(series.len() * series.len().saturating_sub(1) / 2);
    for (first, from) in series.iter().enumerate() {
        for (step, to) in series[first + 1..].iter().enumerate() {
            s += i64::from(to > from) - i64::from(to < from);
            slopes.push((to - from) / (step + 1) as f64);
        }
    }
    let slope = median(&slopes)?;
    let cubic = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let variance = (cubic(n) - tie_sizes(series).iter().map(|size| cubic(*size)).sum::<f64>()) / 18.0;
    let z = if s == 0 { 0.0 } else { (s - s.signum()) as f64 / variance.sqrt() };
    Some(Trend {
        s,
        variance,
        z,
        p: normal_both_tails(z),
        tau: s as f64 / slopes.len() as f64,
        slope,
        intercept: median(series)? - slope * (n - 1.0) / 2.0,
    })
}

/// How often each distinct value occurs.
fn tie_sizes(series: &[f64]) -> Vec<f64> {
    let mut ascending = series.to_vec();
    ascending.sort_unstable_by(f64::total_cmp);
    ascending.chunk_by(|a, b| a == b).map(|tied| tied.len() as f64).collect()
}
