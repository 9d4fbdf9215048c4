//! The mass that a Gaussian has in an area.
//!
//! For plain polygons: in polar coordinates around the middle of the Gaussian its mass is 1/2π ∮ (1 − e^(−r²/2σ²)) dθ along the boundary, by
//! Green's theorem. The 1 adds up to whether the middle is inside, so only the boundary within reach of the middle counts. It
//! is made of straight parts. With the distance h of the middle from the line of a part, and t along it from the nearest place,
//! the integral over the part is e^(−h²/2σ²) (∫ dθ − ∫ h (1 − e^(−t²/2σ²))/(h² + t²) dt), of which the first one is an angle and
//! the second one is smooth.

use std::f64::consts::{PI, SQRT_2, TAU};

use super::Area;
use super::chords::ChordMeter;
use crate::geo::{ARC_RADIUS_KM, GeoPoint, LonLat, Xyz, dot, subtract};
use crate::trace::Trace;

/// How far a Gaussian is followed, in σ: a mass of 3e-4 lies beyond.
pub const MASS_REACH_SIGMAS: f64 = 4.0;
/// The chords of half a circle by which the mass of a Gaussian in it is measured.
const CIRCLE_STEPS: i32 = 16;
/// Steps of the tables of masses in circles for each σ of distance. Masses between them are wrong by at most 3e-5.
const TABLE_STEPS: f64 = 32.0;
/// Tables that are kept. Most records know few radii of uncertainty.
const MAX_TABLES: usize = 64;
/// How near the boundary the parts decide on which side of them a place is, km: they are a few metres off.
const NEAR_KM: f64 = 0.02;
/// At this distance from the boundary a place is on it, km.
const TOUCHING_KM: f64 = 1e-3;
/// The longest step of the integral along a part, in σ.
const STEP_SIGMAS: f64 = 1.0;
/// A part is taken as one point if it is at most this part of σ and of its distance.
const SHORT_SHARE: f64 = 0.15;
/// Nodes and weights of the quadrature of Gauss and Legendre with three nodes.
const LEGENDRE: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];

/// Measures the masses that Gaussians have in areas, good to 2e-3 and mostly to 1e-3.
#[derive(Default)]
pub struct GaussianMeter {
    /// The parts of the boundary near a place, in the plane around it. Kept for the next one.
    parts: Vec<Part>,
    /// For areas with a radius around other geometry.
    pub(super) chords: ChordMeter,
    /// What was found for circles.
    tables: Vec<CircleTable>,
}

/// The masses that a Gaussian has in a circle, by the distance of its middle in steps.
struct CircleTable {
    /// The radius of the circle in σ.
    radius: f64,
    /// NaN where it has not been needed so far.
    masses: Vec<f64>,
}

impl CircleTable {
    fn mass(&mut self, distance: f64) -> f64 {
        let step = (distance * TABLE_STEPS) as usize;
        if self.masses.len() < step + 2 {
            self.masses.resize(step + 2, f64::NAN);
        }
        let radius = self.radius;
        let [from, to] = [step, step + 1].map(|step| {
            let mass = &mut self.masses[step];
            if mass.is_nan() {
                *mass = mass_in_circle(radius, step as f64 / TABLE_STEPS);
            }
            *mass
        });
        from + (to - from) * (distance * TABLE_STEPS - step as f64)
    }
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
    /// The masses of Gaussians around a point in plain polygons.
    pub(super) fn masses_in_polygons<const N: usize>(
        &mut self,
        area: &Area,
        point: &GeoPoint,
        sigmas_km: [f64; N],
    ) -> [f64; N] {
        self.project(area.outline(), point, MASS_REACH_SIGMAS * sigmas_km.into_iter().fold(NEAR_KM, f64::max));
        let nearest_2 = self.parts.iter().map(|part| part.nearest_2).fold(f64::INFINITY, f64::min);
        if nearest_2 < TOUCHING_KM * TOUCHING_KM {
            self.step_inside();
        }
        let by_side = if nearest_2 < NEAR_KM * NEAR_KM { side(&self.parts) } else { None };
        let whole = f64::from(by_side.unwrap_or_else(|| area.contains(point)));
        sigmas_km.map(|sigma_km| {
            let reach_2 = (MASS_REACH_SIGMAS * sigma_km).powi(2);
            let near = self.parts.iter().filter(|part| part.nearest_2 <= reach_2);
            let around: f64 = near.map(|part| part.angle(sigma_km)).sum();
            (whole - around / TAU).clamp(0.0, 1.0)
        })
    }

    /// Moves the middle from the boundary, where no angle is known, a little into the area.
    fn step_inside(&mut self) {
        let touching = self.parts.iter().filter(|part| part.nearest_2 < TOUCHING_KM * TOUCHING_KM);
        let inwards = touching.fold([0.0, 0.0], |[x, y], part| {
            let [dx, dy] = [part.to[0] - part.from[0], part.to[1] - part.from[1]];
            [x - dy / part.length, y + dx / part.length]
        });
        let length = inwards[0].hypot(inwards[1]).max(f64::MIN_POSITIVE);
        let step = inwards.map(|component| 2.0 * TOUCHING_KM * component / length);
        let moved = |[x, y]: [f64; 2]| [x - step[0], y - step[1]];
        self.parts = self.parts.iter().filter_map(|part| Part::new(moved(part.from), moved(part.to))).collect();
    }

    /// The mass of a Gaussian in a circle, given the distance from its centre: between two of those that are told by a table.
    pub(super) fn mass_in_circle(&mut self, circle_km: f64, sigma_km: f64, distance_km: f64) -> f64 {
        let (radius, distance) = (circle_km / sigma_km, distance_km / sigma_km);
        if (radius - distance).abs() >= MASS_REACH_SIGMAS {
            return f64::from(distance < radius);
        }
        let is_same = |table: &CircleTable| table.radius == radius;
        let number = self.tables.iter().position(is_same).unwrap_or_else(|| {
            if self.tables.len() == MAX_TABLES {
                self.tables.clear();
            }
            self.tables.push(CircleTable { radius, masses: Vec::new() });
            self.tables.len() - 1
        });
        self.tables[number].mass(distance)
    }

    /// Lays the pieces of an outline near a point into the plane.
    fn project(&mut self, outline: &Trace, point: &GeoPoint, reach_km: f64) {
        let [east, north] = axes_at(point.at);
        let project = |xyz: Xyz| {
            let to = subtract(xyz, point.xyz);
            let [x, y] = [dot(to, east), dot(to, north)];
            // From the tangent plane to the ground.
            let scale = 1.0 + (x * x + y * y) / (6.0 * ARC_RADIUS_KM * ARC_RADIUS_KM);
            [x * scale, y * scale]
        };
        self.parts.clear();
        outline.for_each_piece_within(point, reach_km, |number| {
            let piece = &outline.pieces()[number];
            self.parts.extend(Part::new(project(piece.from.xyz), project(piece.to.xyz)));
        });
    }
}

/// The directions to the east and to the north at a place.
fn axes_at(at: LonLat) -> [Xyz; 2] {
    let ((sin_lon, cos_lon), (sin_lat, cos_lat)) = (at.lon.to_radians().sin_cos(), at.lat.to_radians().sin_cos());
    [[-sin_lon, cos_lon, 0.0], [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat]]
}

/// Whether the middle is on the inner side of the nearest part. Of parts that meet in the nearest place, the one whose line is
/// farther away tells.
fn side(parts: &[Part]) -> Option<bool> {
    let near = |part: &Part| (part.nearest_2.sqrt() * 1e6).round();
    let off = |part: &Part| cross(part.from, part.to) / part.length;
    let farther = |a: &Part, b: &Part| off(b).abs().total_cmp(&off(a).abs());
    let nearest = parts.iter().min_by(|a, b| near(a).total_cmp(&near(b)).then_with(|| farther(a, b)))?;
    Some(off(nearest) > 0.0)
}

impl Part {
    fn new(from: [f64; 2], to: [f64; 2]) -> Option<Part> {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let length = (dx * dx + dy * dy).sqrt();
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
        let along =
            |end: [f64; 2]| ((self.to[0] - self.from[0]) * end[0] + (self.to[1] - self.from[1]) * end[1]) / self.length;
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
fn mass_in_circle(radius: f64, distance: f64) -> f64 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{direct, km_per_degree};
    use proptest::prelude::*;

    fn square(half: f64) -> Vec<LonLat> {
        let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
        corners.map(|(x, y)| LonLat::new(x * half, y * half)).to_vec()
    }

    /// In a square each direction by itself: on an edge and at a corner as well, where the angle of the outline is not known.
    #[test]
    fn the_mass_in_a_square_is_known_up_to_its_corners() {
        let half = 0.5;
        let area = Area::polygon([square(half)]).unwrap();
        let (km_per_lon, km_per_lat) = km_per_degree(0.0);
        for (lon, lat) in
            [(0.0, 0.0), (half, 0.0), (half, half), (-half, 0.2), (0.499, 0.4999), (0.5001, 0.3), (0.6, 0.55)]
        {
            let found = area.gaussian_masses(&GeoPoint::new(LonLat::new(lon, lat)), [2.0, 5.0, 16.0]);
            for (found, sigma) in found.into_iter().zip([2.0, 5.0, 16.0]) {
                let along = |at: f64, km: f64| normal_mass((-half - at) * km / sigma, (half - at) * km / sigma);
                let expected = along(lon, km_per_lon) * along(lat, km_per_lat);
                assert!((found - expected).abs() < 1.5e-3, "{lon} {lat} {sigma}: {found} {expected}");
            }
        }
    }

    #[test]
    fn a_hole_takes_its_mass_away() {
        let plain = Area::polygon([square(0.5)]).unwrap();
        let holed = Area::polygon([square(0.5), square(0.2).into_iter().rev().collect()]).unwrap();
        let hole = Area::polygon([square(0.2)]).unwrap();
        for (azimuth, km) in [(0.0, 0.0), (30.0, 25.0), (45.0, 70.0), (90.0, 54.0)] {
            let point = GeoPoint::new(direct(LonLat::new(0.0, 0.0), azimuth, km));
            let [plain, hole, holed] = [&plain, &hole, &holed].map(|area| area.gaussian_masses(&point, [3.0, 15.0]));
            for number in 0..2 {
                assert!((plain[number] - hole[number] - holed[number]).abs() < 2e-3, "{plain:?} {hole:?} {holed:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// Between two steps of the table.
        #[test]
        fn the_table_of_a_circle_tells_its_masses(radius_km in 0.5..60.0f64, sigma_km in 0.5..30.0f64, distance_km in 0.0..90.0f64) {
            let found = GaussianMeter::default().mass_in_circle(radius_km, sigma_km, distance_km);
            let beyond = (radius_km - distance_km) / sigma_km;
            let expected = if beyond.abs() >= MASS_REACH_SIGMAS {
                f64::from(beyond > 0.0)
            } else {
                mass_in_circle(radius_km / sigma_km, distance_km / sigma_km)
            };
            prop_assert!((found - expected).abs() < 1e-4, "{found} {expected}");
        }
    }
}
