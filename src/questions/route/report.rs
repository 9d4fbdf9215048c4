//! The shape of the report about a route.

use serde::Serialize;

use super::{
    CorridorIncidents, CorridorStatus, Encounter, Legs, Peak, RouteOptions, RouteWeights, Segment, Stretch, Timeline,
};
use crate::history::INCOMPLETE_DAYS;
use crate::incident::OriginCounts;
use crate::questions::after_more::AfterMore;
use crate::questions::coverage::Coverage;
use crate::questions::forecast::Forecast;
use crate::questions::hindcast::Hindcast;
use crate::questions::method::Method;
use crate::snapshot::Snapshot;

/// The answer for one route. What [`RouteOptions::detail`] leaves out is `None`, and is not serialised.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteReport {
    /// Geodesic length along the legs, km.
    pub length_km: f64,
    /// Duration of the trip with its stops, hours.
    pub hours: f64,
    /// When the convoy is where.
    pub timeline: Timeline,
    /// Whether the data cover the route at all, which has to be known before any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// The incidents in the corridor on the days asked for.
    #[serde(flatten)]
    pub corridor: Option<CorridorIncidents>,
    /// These incidents by origin; only in a combined snapshot.
    #[serde(skip_serializing_if = "OriginCounts::is_empty")]
    pub by_origin: OriginCounts,
    /// Exposure and encounter expectation.
    #[serde(flatten)]
    pub risk: Option<RouteRisk>,
    /// What only a full report has.
    #[serde(flatten)]
    pub findings: Option<RouteFindings>,
}

/// Exposure and encounter expectation of a route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteRisk {
    /// The intensity λ of recorded incidents along the route.
    pub exposure: Exposure,
    /// What the exposure means for the convoy.
    pub encounter: Encounter,
}

/// The intensity λ of recorded incidents along the route: the sum of Gaussian kernels of the incidents up to `asOf`,
/// with σ² = bandwidth² + (uncertainty radius/2)² and the weight 2^(−age/half-life).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exposure {
    /// ∫λ ds over the route, incidents per km per day.
    pub integral: f64,
    /// The integral divided by the length of the route, incidents per km² per day.
    pub mean: f64,
    /// Where λ is highest.
    pub peak: Peak,
}

/// What a full report has besides incidents and exposure.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteFindings {
    /// How much of the route is drawn as long straight lines.
    pub legs: Legs,
    /// The route in segments of equal length, in their order.
    pub segments: Vec<Segment>,
    /// The worst stretches: the fewest segments that together hold half of the encounter expectation, merged where one
    /// follows the other. The stretch with the highest expectation comes first. At most 100; a note says so where there are
    /// more.
    pub stretches: Vec<Stretch>,
    /// The corridor as a whole over time.
    pub status: CorridorStatus,
    /// What followed past verdicts *more* in this snapshot; `None` where the verdict of the corridor is another one, for windows of
    /// other lengths than 28 and 336 days, and where the data do not cover the route.
    pub after_more: Option<AfterMore>,
    /// The incidents that are expected next in the corridor; `None` if no incident of the snapshot can be located, or with
    /// `forecast: false`.
    pub next: Option<Forecast>,
    /// What forecasts would have said in the past of the corridor; `None` unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hindcast: Option<Hindcast>,
    /// How much of the encounter expectation rests on days whose records are incomplete.
    pub reporting_lag: ReportingLag,
    /// How the answer was made.
    pub method: Method<RouteOptions>,
    /// Sentences about what was left out, and what the reader has to know.
    pub notes: Vec<String>,
}

/// How much of the encounter expectation rests on the last days before the date of the data, whose records are incomplete because
/// reports still arrive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ReportingLag {
    /// Number of these days.
    pub days: u32,
    /// The share of the encounter expectation that comes from incidents of these days and later ones, 0 to 1; 0 where nothing is
    /// expected.
    pub share: f64,
}

impl ReportingLag {
    /// What the last days add to the encounter expectation.
    pub(super) fn new(snapshot: &Snapshot, weights: &RouteWeights) -> ReportingLag {
        let complete_to = snapshot.as_of() - INCOMPLETE_DAYS;
        let is_late = |row: u32| snapshot.day()[row as usize] > complete_to;
        let late = weights.row_weights.iter().filter(|(row, _)| is_late(*row)).fold(0.0, |sum, one| sum + one.1);
        let expected = weights.expected();
        let share = if expected > 0.0 { (late / expected).min(1.0) } else { 0.0 };
        ReportingLag { days: INCOMPLETE_DAYS as u32, share }
    }

    /// A note on a share of half a percent or more.
    pub(super) fn note(&self) -> Option<String> {
        (self.share >= 0.005).then(|| {
            format!(
                "{:.0} % of the encounter expectation comes from the last {} days before the date of the data, of which reports \
                 still arrive.",
                100.0 * self.share,
                self.days
            )
        })
    }
}
