//! The mass that a Gaussian has in an area.
//!
//! In polar coordinates around the middle of the Gaussian its mass is 1/2π ∮ (1 − e^(−r²/2σ²)) dθ along the boundary, by
//! Green's theorem. The 1 adds up to whether the middle is inside, so only the boundary within reach of the middle counts. It
//! is made of straight parts. With the distance h of the middle from the line of a part, and t along it from the nearest place,
//! the integral over the part is e^(−h²/2σ²) (∫ dθ − ∫ h (1 − e^(−t²/2σ²))/(h² + t²) dt), of which the first one is an angle and
//! the second one is smooth.

use std::f64::consts::{PI, SQRT_2, TAU};

use super::Area;
use super::boundary::axes_at;
use crate::geo::{ARC_RADIUS_KM, GeoPoint, Xyz, dot, subtract};

/// How far a Gaussian is followed, in σ: a mass of 3e-4 lies beyond.
pub const MASS_REACH_SIGMAS: f64 = 4.0;
/// The chords of half a circle by which the mass of a Gaussian in it is measured.
const CIRCLE_STEPS: i32 = 16;
/// How near the boundary the parts decide on which side of them a place is, km: they are a few metres off.
const NEAR_KM: f64 = 0.02;
/// The longest step of the integral along a part, in σ.
const STEP_SIGMAS: f64 = 1.0;
/// A part is taken as one point if it is at most this part of σ and of its distance.
const SHORT_SHARE: f64 = 0.2;
/// Nodes and weights of the quadrature of Gauss and Legendre with three nodes.
const LEGENDRE: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];

/// Measures the masses that Gaussians have in areas, good to 2e-3 and mostly to 1e-3.
#[derive(Default)]
pub struct GaussianMeter {
    /// The parts of the boundary near a place, in the plane around it. Kept for the next one.
    parts: Vec<Part>,
}

/// A straight part of the boundary in the plane around a place, km.
struct Part {
    from: [f64; 2],
    to: [f64; 2],
    length: f64,
    /// The square of the distance of its middle.
    middle_2: f64,
    /// The square of the least distance.
    nearest_2: f64,
}

impl GaussianMeter {
    /// The masses of Gaussians around a point in an area that is no circle, given how far the point is beyond its boundary; a
    /// negative number inside.
    pub(super) fn masses<const N: usize>(
        &mut self,
        area: &Area,
        point: &GeoPoint,
        beyond_km: f64,
        sigmas_km: [f64; N],
    ) -> [f64; N] {
        let whole = f64::from(beyond_km < 0.0);
        let reach_km = MASS_REACH_SIGMAS * sigmas_km.into_iter().fold(0.0, f64::max);
        if beyond_km.abs() >= reach_km {
            return [whole; N];
        }
        self.project(area, point, reach_km);
        let whole = if beyond_km.abs() < NEAR_KM { self.side().unwrap_or(whole) } else { whole };
        sigmas_km.map(|sigma_km| {
            let reach_2 = (MASS_REACH_SIGMAS * sigma_km).powi(2);
            let near = self.parts.iter().filter(|part| part.nearest_2 <= reach_2);
            let around: f64 = near.map(|part| part.angle(sigma_km)).sum();
            (whole - around / TAU).clamp(0.0, 1.0)
        })
    }

    /// Lays the parts of the boundary near a point into the plane.
    fn project(&mut self, area: &Area, point: &GeoPoint, reach_km: f64) {
        let [east, north] = axes_at(point.at);
        let project = |xyz: Xyz| {
            let to = subtract(xyz, point.xyz);
            let [x, y] = [dot(to, east), dot(to, north)];
            // From the tangent plane to the ground.
            let scale = 1.0 + (x * x + y * y) / (6.0 * ARC_RADIUS_KM * ARC_RADIUS_KM);
            [x * scale, y * scale]
        };
        self.parts.clear();
        area.boundary().for_each_part_within(point.xyz, reach_km, |from, to| {
            self.parts.extend(Part::new(project(from), project(to)));
        });
    }

    /// On which side of the nearest part the middle is: 1 inside, 0 outside. Of parts that meet in the nearest place, the one
    /// whose line is farther away tells.
    fn side(&self) -> Option<f64> {
        let near = |part: &&Part| (part.nearest_2.sqrt() * 1e6).round();
        let off = |part: &Part| cross(part.from, part.to) / part.length;
        let nearest = self.parts.iter().min_by(|a, b| {
            near(a).total_cmp(&near(b)).then(off(b).abs().total_cmp(&off(a).abs()))
        })?;
        Some(f64::from(off(nearest) > 0.0))
    }
}

impl Part {
    fn new(from: [f64; 2], to: [f64; 2]) -> Option<Part> {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let length = dx.hypot(dy);
        let share = (-(from[0] * dx + from[1] * dy) / (length * length)).clamp(0.0, 1.0);
        let square = |share: f64| (from[0] + share * dx).powi(2) + (from[1] + share * dy).powi(2);
        (length > 0.0).then(|| Part { from, to, length, middle_2: square(0.5), nearest_2: square(share) })
    }

    /// ∫ e^(−r²/2σ²) dθ along the part.
    fn angle(&self, sigma_km: f64) -> f64 {
        let (sharpness, across) = (0.5 / (sigma_km * sigma_km), cross(self.from, self.to));
        let length_2 = self.length * self.length;
        if length_2 <= SHORT_SHARE * SHORT_SHARE * self.middle_2.min(sigma_km * sigma_km) {
            return across / self.middle_2 * (-self.middle_2 * sharpness).exp();
        }
        let off = across / self.length;
        let along = |end: [f64; 2]| {
            ((self.to[0] - self.from[0]) * end[0] + (self.to[1] - self.from[1]) * end[1]) / self.length
        };
        let reach = (MASS_REACH_SIGMAS * sigma_km).max(4.0 * off.abs());
        let (from, to) = (along(self.from).max(-reach), along(self.to).min(reach));
        if from >= to {
            return 0.0;
        }
        let angle = (off * (to - from)).atan2(off * off + from * to);
        let steps = ((to - from) / (STEP_SIGMAS * sigma_km)).ceil();
        let step = (to - from) / steps;
        let missing = |t: f64| off * (1.0 - (-t * t * sharpness).exp()) / (off * off + t * t);
        let in_step = |number: i32| {
            let middle = from + step * (f64::from(number) + 0.5);
            LEGENDRE.iter().map(|(node, weight)| weight * missing(middle + node * step / 2.0)).sum::<f64>()
        };
        let missing = step * (0..steps as i32).map(in_step).sum::<f64>();
        (-off * off * sharpness).exp() * (angle - missing)
    }
}

/// Twice the area of the triangle of the middle and two places; above 0 where the middle is to the left.
fn cross(from: [f64; 2], to: [f64; 2]) -> f64 {
    from[0] * to[1] - from[1] * to[0]
}

/// The mass of a standard normal in the plane in a circle, given its radius and the distance of its centre.
///
/// It is an integral over the chords of the circle that lie along the line to its centre, exact along each of them. With
/// y = r sin θ the integrand is smooth; the steps in θ are equal, from the middle to what the normal reaches.
pub(super) fn mass_in_circle(radius: f64, distance: f64) -> f64 {
    let reach = (MASS_REACH_SIGMAS / radius).min(1.0).asin();
    let step = reach / f64::from(CIRCLE_STEPS);
    let mass = |number: i32| {
        let (sin, cos) = (step * (f64::from(number) + 0.5)).sin_cos();
        let (y, half) = (radius * sin, radius * cos);
        let along = normal_mass(distance - half, distance + half);
        along * half * step * (-0.5 * y * y).exp() / (2.0 * PI).sqrt()
    };
    (2.0 * (0..CIRCLE_STEPS).map(mass).sum::<f64>()).min(1.0)
}

/// The mass of a standard normal between two places.
fn normal_mass(from: f64, to: f64) -> f64 {
    let below = |x: f64| 0.5 * libm::erfc(-x / SQRT_2);
    below(to) - below(from)
}
