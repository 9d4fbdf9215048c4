//! The options of a question about a route, and what is refused.

use serde::{Deserialize, Serialize};

use super::cells;
use super::pace::{self, Speed, Stop};
use crate::day;
use crate::error::Result;
use crate::intensity::kernels::{Decay, FIXED, KERNELS, KernelForm};
use crate::questions::forecast::Intensity;
use crate::questions::limits::{self, refuse};
use crate::questions::scope::{Scope, question_options};
use crate::route_line::Route;
use crate::snapshot::Snapshot;

/// Which parts of the report are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RouteDetail {
    /// The whole report.
    #[default]
    Full,
    /// Only the incidents in the corridor.
    Rows,
    /// Only the exposure and the encounter expectation.
    Exposure,
}

question_options! {
    /// The options of a question about a route.
    pub struct RouteOptions {
        /// Half the width of the corridor, km, 0.001 to 500. Default: 5.
        corridor_km: f64 = 5.0,
        /// Length of a segment, km, 0.01 to 1,000. A route has at most 100,000 segments. Default: 5.
        segment_km: f64 = 5.0,
        /// Speed of the convoy, km/h, 0.1 to 300. Default: 40.
        speed_kmh: f64 = 40.0,
        /// Other speeds, each from a position on, in the order of the route, at most 1,000. Default: none.
        speeds: Vec<Speed> = Vec::new(),
        /// Stops on the way, in any order, at most 100. Default: none.
        stops: Vec<Stop> = Vec::new(),
        /// An incident within this distance of the convoy counts as an encounter, km, 0.001 to 50. Default: 1.
        encounter_km: f64 = 1.0,
        /// The intensity λ behind exposure, encounter expectation and `next`. Default: fitted to the snapshot, but fixed
        /// where `halfLifeDays` or `bandwidthKm` is given.
        intensity: Option<Intensity> = None,
        /// The age at which an incident weighs half in the fixed intensity, days, 0.1 to 3,650. Default: 30.
        half_life_days: Option<f64> = None,
        /// Standard deviation of the kernel of an exactly located incident in the fixed intensity, km, 0.1 to 100.
        /// Default: 5.
        bandwidth_km: Option<f64> = None,
        /// Whether the report says what is expected next, which may take longer than all the rest. Without it there is no
        /// `hindcast` either. Default: yes.
        forecast: bool = true,
        /// Whether the report has what forecasts would have said at past dates. Default: no.
        hindcast: bool = false,
        /// When the trip starts, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, at most 40 characters. The data have days and no hours, so no number
        /// depends on it. Default: not given.
        departure: Option<String> = None,
        /// Which parts of the report are computed. Default: all.
        detail: RouteDetail = RouteDetail::Full,
    }
}

impl RouteOptions {
    /// The default options with the fixed intensity.
    pub fn fixed() -> RouteOptions {
        RouteOptions { intensity: Some(Intensity::Fixed), ..RouteOptions::default() }
    }

    /// Checks whatever does not depend on the route, and returns the scope.
    pub(in crate::questions) fn check_against<'a>(&self, snapshot: &'a Snapshot) -> Result<Scope<'a>> {
        limits::CORRIDOR_KM.check("corridorKm", self.corridor_km)?;
        limits::SEGMENT_KM.check("segmentKm", self.segment_km)?;
        limits::ENCOUNTER_KM.check("encounterKm", self.encounter_km)?;
        self.half_life_days.map_or(Ok(()), |days| limits::HALF_LIFE_DAYS.check("halfLifeDays", days))?;
        self.bandwidth_km.map_or(Ok(()), |km| limits::BANDWIDTH_KM.check("bandwidthKm", km))?;
        pace::check_pace(self)?;
        self.departure.as_deref().map_or(Ok(()), check_departure)?;
        Scope::new(snapshot, &self.scope())
    }

    /// The intensity that is asked for.
    pub(in crate::questions) fn chosen_intensity(&self) -> Intensity {
        // A fitted intensity has its own half-lives and bandwidths.
        let has_own_kernel = self.half_life_days.is_some() || self.bandwidth_km.is_some();
        if has_own_kernel { Intensity::Fixed } else { self.intensity.unwrap_or_default() }
    }

    /// The kernel of the fixed intensity.
    pub(super) fn fixed_kernel(&self) -> KernelForm {
        let Decay::HalfLife(half_life_days) = FIXED.decay else { unreachable!("the fixed kernel has a half-life") };
        KernelForm {
            decay: Decay::HalfLife(self.half_life_days.unwrap_or(half_life_days)),
            bandwidth_km: self.bandwidth_km.unwrap_or(FIXED.bandwidth_km),
        }
    }

    /// The least bandwidth of the kernels that are used, km.
    pub(super) fn least_bandwidth_km(&self) -> f64 {
        let fixed = self.fixed_kernel().bandwidth_km;
        match self.chosen_intensity() {
            Intensity::Fixed => fixed,
            Intensity::Fitted => KERNELS.iter().map(|kernel| kernel.bandwidth_km).fold(fixed, f64::min),
        }
    }

    pub(super) fn check_on(&self, route: &Route) -> Result<()> {
        pace::check_positions(self, route)?;
        let segments = route.length_km() / self.segment_km;
        if segments > limits::MAX_SEGMENTS {
            let message = format!(
                "segmentKm is {}, which cuts this route of {} km into {} segments; at most {} are accepted.",
                self.segment_km,
                route.length_km().round(),
                segments.ceil(),
                limits::MAX_SEGMENTS
            );
            return refuse("segmentKm", message);
        }
        let cells = cells::max_count(route, self, self.least_bandwidth_km());
        if cells > limits::MAX_CELLS {
            let message = format!(
                "This route of {} km is cut into up to {cells} parts, because kernels with a bandwidthKm of {} need short \
                 ones; at most {} are accepted. Use a shorter route or a larger bandwidthKm.",
                route.length_km().round(),
                self.least_bandwidth_km(),
                limits::MAX_CELLS
            );
            return refuse("bandwidthKm", message);
        }
        Ok(())
    }
}

fn check_departure(text: &str) -> Result<()> {
    if text.len() <= limits::MAX_DEPARTURE_LENGTH && day::parse_with_time(text).is_some() {
        return Ok(());
    }
    let message = "departure is no time; a date as YYYY-MM-DD or with the hour as YYYY-MM-DDTHH:MM is accepted.";
    refuse("departure", message.into())
}
