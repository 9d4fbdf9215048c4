//! The formulas of statistics. Their sources are named in [`crate::stats`].

use serde::{Deserialize, Serialize};

use super::numbers::{
    ComparedCount, Confidence, Count, Exposure, List, NoOrSomeExposure, Number, Probability, Weight, check_same_length,
    plain,
};
use crate::error::Result;
use crate::stats::poisson_binomial::PoissonBinomial;
use crate::stats::shrinkage::{Peers, Prior};
use crate::stats::weighted::WeightedSum;
use crate::stats::{Observed, multiple, poisson, ranks, trend};

/// A number of events in an exposure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoissonRateArguments {
    count: Count,
    exposure: Exposure,
    #[serde(default)]
    confidence: Confidence,
}

/// A rate per unit of exposure, with its exact Poisson interval.
#[derive(Debug, Serialize)]
pub struct PoissonRateResult {
    rate: f64,
    lower: f64,
    upper: f64,
}

/// See [`poisson::rate_interval`].
pub fn poisson_rate(arguments: PoissonRateArguments) -> Result<PoissonRateResult> {
    let PoissonRateArguments { count, exposure, confidence } = arguments;
    let observed = observed(count, exposure);
    let interval = poisson::rate_interval(observed, confidence.into()).expect("the arguments are checked");
    Ok(PoissonRateResult { rate: observed.count / observed.duration, lower: interval.lower, upper: interval.upper })
}

/// Two rates: `k1` events in the exposure `T1`, and `k0` events in the exposure `T0`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateRatioArguments {
    k1: ComparedCount,
    #[serde(rename = "T1")]
    t1: Exposure,
    k0: ComparedCount,
    #[serde(rename = "T0")]
    t0: Exposure,
    #[serde(default)]
    confidence: Confidence,
}

/// The first rate divided by the other, with its exact interval and tests. All members are `None` without any event.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RateRatioResult {
    /// `None` where the other rate is 0.
    ratio: Option<f64>,
    lower: Option<f64>,
    /// `None` where nothing bounds the ratio.
    upper: Option<f64>,
    /// Probability of at least as many events in the first exposure if the rates were the same.
    p_greater: Option<f64>,
    /// Probability of at most as many.
    p_less: Option<f64>,
    /// Twice the smaller of the two, at most 1.
    p: Option<f64>,
}

/// See [`poisson::compare`].
pub fn rate_ratio(arguments: RateRatioArguments) -> Result<RateRatioResult> {
    let RateRatioArguments { k1, t1, k0, t0, confidence } = arguments;
    let comparison = poisson::compare(observed(k1, t1), observed(k0, t0), confidence.into());
    Ok(comparison.map_or_else(RateRatioResult::default, |found| RateRatioResult {
        ratio: finite(found.ratio),
        lower: finite(found.interval.lower),
        upper: finite(found.interval.upper),
        p_greater: Some(found.p_greater),
        p_less: Some(found.p_less),
        p: Some(found.p),
    }))
}

/// A Gamma prior of a rate, a number of events in an exposure, and a further exposure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GammaPoissonArguments {
    /// Shape of the prior.
    a: Count,
    /// Rate parameter of the prior, in units of exposure.
    b: NoOrSomeExposure,
    count: Count,
    exposure: NoOrSomeExposure,
    ahead: NoOrSomeExposure,
    #[serde(default)]
    confidence: Confidence,
}

/// The posterior of the rate. All members are `None` where it is no distribution, such as without a prior and an event.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GammaPoissonResult {
    a: Option<f64>,
    b: Option<f64>,
    /// Events per unit of exposure.
    mean: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    /// Probability of at least one event in the further exposure.
    p_at_least_one: Option<f64>,
}

/// See [`Prior::posterior`].
pub fn gamma_poisson(arguments: GammaPoissonArguments) -> Result<GammaPoissonResult> {
    let GammaPoissonArguments { a, b, count, exposure, ahead, confidence } = arguments;
    let prior = Prior { shape: a.into(), rate: b.into() };
    let posterior = prior.posterior(observed(count, exposure), confidence.into());
    Ok(posterior.map_or_else(GammaPoissonResult::default, |found| GammaPoissonResult {
        a: Some(found.shape),
        b: Some(found.rate),
        mean: Some(found.mean),
        lower: Some(found.interval.lower),
        upper: Some(found.interval.upper),
        p_at_least_one: Some(found.p_at_least_one(ahead.into())),
    }))
}

/// The events and the exposure of each peer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerRatesArguments {
    counts: List<Count>,
    exposures: List<Exposure>,
}

/// The rates of peers, drawn towards their common mean. All numbers are per unit of exposure.
#[derive(Debug, Serialize)]
pub struct PeerRatesResult {
    /// `None` without a peer, as `spread`, `excess` and `variance` are.
    mean: Option<f64>,
    /// Weighted variance of the observed rates.
    spread: Option<f64>,
    /// The part of the spread that chance does not explain; negative where chance explains more.
    excess: Option<f64>,
    /// Variance of the true rates, 0 where chance explains all.
    variance: Option<f64>,
    /// Shape of the Gamma prior; `None` where rates are pooled.
    a: Option<f64>,
    /// Rate parameter of the prior, in units of exposure; `None` where rates are pooled.
    b: Option<f64>,
    /// Whether chance explains all differences, so that every rate is the mean.
    pooled: bool,
    /// The rate of each peer.
    rates: Vec<f64>,
}

/// See [`Peers::new`].
pub fn peer_rates(arguments: PeerRatesArguments) -> Result<PeerRatesResult> {
    let PeerRatesArguments { counts, exposures } = arguments;
    check_same_length(("exposures", exposures.len()), ("counts", counts.len()))?;
    let observed: Vec<Observed> =
        counts.into_iter().zip(exposures).map(|(count, exposure)| observed(count, exposure)).collect();
    let peers = Peers::new(&observed);
    let prior = peers.and_then(|peers| peers.prior());
    Ok(PeerRatesResult {
        mean: peers.map(|peers| peers.mean),
        spread: peers.map(|peers| peers.spread),
        excess: peers.map(|peers| peers.excess),
        variance: peers.map(|peers| peers.variance()),
        a: prior.map(|prior| prior.shape),
        b: prior.map(|prior| prior.rate),
        pooled: peers.is_some() && prior.is_none(),
        rates: peers.map_or_else(Vec::new, |peers| observed.iter().map(|&peer| peers.shrunk_rate(peer)).collect()),
    })
}

/// Poisson counts, each with its weight.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightedSumArguments {
    weights: List<Weight>,
    counts: List<Count>,
    #[serde(default)]
    confidence: Confidence,
}

/// A weighted sum of counts, with its interval, in the unit of the weights.
#[derive(Debug, Serialize)]
pub struct WeightedSumResult {
    estimate: f64,
    variance: f64,
    /// The largest weight.
    largest: f64,
    lower: f64,
    upper: f64,
}

/// See [`WeightedSum::interval`].
pub fn weighted_sum(arguments: WeightedSumArguments) -> Result<WeightedSumResult> {
    let WeightedSumArguments { weights, counts, confidence } = arguments;
    check_same_length(("counts", counts.len()), ("weights", weights.len()))?;
    let (weights, counts) = (plain(weights), plain(counts));
    let largest = weights.iter().copied().fold(0.0, f64::max);
    let sum = WeightedSum::new(weights.into_iter().zip(counts), largest);
    let interval = sum.interval(confidence.into()).expect("the arguments are checked");
    Ok(WeightedSumResult {
        estimate: sum.estimate,
        variance: sum.variance,
        largest: sum.largest,
        lower: interval.lower,
        upper: interval.upper,
    })
}

/// An equally spaced series.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MannKendallArguments {
    series: List<Number>,
}

/// The trend of a series. All members are `None` for fewer than two values.
#[derive(Debug, Default, Serialize)]
pub struct MannKendallResult {
    /// Pairs that rise less pairs that fall.
    s: Option<i64>,
    /// Variance of `s` without a trend.
    variance: Option<f64>,
    z: Option<f64>,
    /// Two-sided.
    p: Option<f64>,
    tau: Option<f64>,
    /// Sen's slope, per step.
    slope: Option<f64>,
    /// Value at the first step of the line with that slope.
    intercept: Option<f64>,
}

/// See [`trend::mann_kendall`].
pub fn mann_kendall(arguments: MannKendallArguments) -> Result<MannKendallResult> {
    let trend = trend::mann_kendall(&plain(arguments.series));
    Ok(trend.map_or_else(MannKendallResult::default, |found| MannKendallResult {
        s: Some(found.s),
        variance: Some(found.variance),
        z: Some(found.z),
        p: Some(found.p),
        tau: Some(found.tau),
        slope: Some(found.slope),
        intercept: Some(found.intercept),
    }))
}

/// The p of several tests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenjaminiHochbergArguments {
    p: List<Probability>,
}

/// The q of each test; see [`multiple::benjamini_hochberg`].
pub fn benjamini_hochberg(arguments: BenjaminiHochbergArguments) -> Result<Vec<f64>> {
    Ok(multiple::benjamini_hochberg(&plain(arguments.p)))
}

/// The most events of a Poisson binomial distribution, which takes n²/2 steps.
const MAX_EVENTS: usize = 10_000;

/// The probabilities of independent events.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoissonBinomialArguments {
    p: List<Probability, MAX_EVENTS>,
}

/// How many of the events happen.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PoissonBinomialResult {
    mean: f64,
    p_at_least_one: f64,
    /// Probability of each count from 0 on.
    pmf: Vec<f64>,
}

/// See [`PoissonBinomial::new`].
pub fn poisson_binomial(arguments: PoissonBinomialArguments) -> Result<PoissonBinomialResult> {
    let PoissonBinomial { pmf, mean, p_at_least_one } = PoissonBinomial::new(&plain(arguments.p));
    Ok(PoissonBinomialResult { mean, p_at_least_one, pmf })
}

/// Two groups of numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MannWhitneyArguments {
    x: List<Number>,
    y: List<Number>,
}

/// Whether `x` is larger than `y`. The numbers are `None` where a group is empty.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MannWhitneyResult {
    /// Pairs in which `x` is larger; ties count half.
    u: Option<f64>,
    /// Whether the p are exact.
    exact: bool,
    /// Two-sided.
    p: Option<f64>,
    p_greater: Option<f64>,
    p_less: Option<f64>,
}

/// See [`ranks::mann_whitney`].
pub fn mann_whitney(arguments: MannWhitneyArguments) -> Result<MannWhitneyResult> {
    let test = ranks::mann_whitney(&plain(arguments.x), &plain(arguments.y));
    Ok(test.map_or_else(MannWhitneyResult::default, |found| MannWhitneyResult {
        u: Some(found.u),
        exact: found.exact,
        p: Some(found.p),
        p_greater: Some(found.p_greater),
        p_less: Some(found.p_less),
    }))
}

fn observed(count: impl Into<f64>, exposure: impl Into<f64>) -> Observed {
    Observed { count: count.into(), duration: exposure.into() }
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}
