//! The mass that a Gaussian has in an area.
//!
//! In polar coordinates around the middle of the Gaussian its mass is 1/2π ∮ (1 − e^(−r²/2σ²)) dθ along the boundary, by
//! Green's theorem. The 1 adds up to whether the middle is inside, so only the boundary within reach of the middle counts. It
//! is made of straight parts. With the distance h of the middle from the line of a part, and t along it from the nearest place,
//! the integral over the part is e^(−h²/2σ²) (∫ dθ − ∫ h (1 − e^(−t²/2σ²))/(h² + t²) dt), of which the first one is an angle and
//! the second one is smooth.

use std::f64::consts::{PI, SQRT_2, TAU};

use super::Area;
use super::boundary::{Parts, WIDE_SIGMA_KM, axes_at};
use crate::geo::{ARC_RADIUS_KM, GeoPoint, Xyz, dot, subtract};

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
/// The longest step of the integral along a part, in σ.
const STEP_SIGMAS: f64 = 1.0;
/// A part is taken as one point if it is at most this part of σ and of its distance.
const SHORT_SHARE: f64 = 0.33;
/// Nodes and weights of the quadrature of Gauss and Legendre with three nodes.
const LEGENDRE: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 18.0), (0.0, 8.0 / 18.0), (0.774_596_669_241_483_4, 5.0 / 18.0)];

/// Measures the masses that Gaussians have in areas, good to 2e-3 and mostly to 1e-3.
#[derive(Default)]
pub struct GaussianMeter {
    /// The parts of the boundary near a place, in the plane around it. Kept for the next one.
    parts: Vec<Part>,
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
    /// The masses of Gaussians around a point in an area that is no circle.
    pub(super) fn masses<const N: usize>(&mut self, area: &Area, point: &GeoPoint, sigmas_km: [f64; N]) -> [f64; N] {
        let widest = |is_wanted: &dyn Fn(f64) -> bool| {
            sigmas_km.into_iter().filter(|sigma_km| is_wanted(*sigma_km)).fold(0.0, f64::max)
        };
        let narrow = widest(&|sigma_km| sigma_km < WIDE_SIGMA_KM);
        let boundary = area.boundary();
        self.parts.clear();
        // Close to the boundary the fine one tells on which side a place is.
        self.project(&boundary.fine, point, (MASS_REACH_SIGMAS * narrow).max(2.0 * NEAR_KM));
        let fine = self.parts.len();
        self.project(&boundary.coarse, point, MASS_REACH_SIGMAS * widest(&|sigma_km| sigma_km >= WIDE_SIGMA_KM));
        let (fine, coarse) = self.parts.split_at(fine);
        let nearest_2 = fine.iter().map(|part| part.nearest_2).fold(f64::INFINITY, f64::min);
        let by_side = if nearest_2 < NEAR_KM * NEAR_KM { side(fine) } else { None };
        let whole = f64::from(by_side.unwrap_or_else(|| area.contains(point)));
        sigmas_km.map(|sigma_km| {
            let reach_2 = (MASS_REACH_SIGMAS * sigma_km).powi(2);
            let parts = if sigma_km < WIDE_SIGMA_KM { fine } else { coarse };
            let near = parts.iter().filter(|part| part.nearest_2 <= reach_2);
            let around: f64 = near.map(|part| part.angle(sigma_km)).sum();
            (whole - around / TAU).clamp(0.0, 1.0)
        })
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

    /// Lays the parts of a boundary near a point into the plane.
    fn project(&mut self, boundary: &Parts, point: &GeoPoint, reach_km: f64) {
        if reach_km == 0.0 {
            return;
        }
        let [east, north] = axes_at(point.at);
        let project = |xyz: Xyz| {
            let to = subtract(xyz, point.xyz);
            let [x, y] = [dot(to, east), dot(to, north)];
            // From the tangent plane to the ground.
            let scale = 1.0 + (x * x + y * y) / (6.0 * ARC_RADIUS_KM * ARC_RADIUS_KM);
            [x * scale, y * scale]
        };
        boundary.for_each_part_within(point.xyz, reach_km, |from, to| {
            self.parts.extend(Part::new(project(from), project(to)));
        });
    }
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
    use crate::geo::{LonLat, direct};
    use crate::geometry::Shape;
    use proptest::prelude::*;

    const CENTRE: LonLat = LonLat::new(-8.0, 12.64);

    fn corridor(vertices: &[LonLat], radius_km: f64) -> Area {
        Area::new(Shape { lines: vec![vertices.to_vec()], ..Shape::default() }, Some(radius_km)).unwrap()
    }

    /// A strip is as wide as its road is long enough: Φ(b/σ) − Φ(a/σ), on both sides of the boundary and close to it.
    #[test]
    fn the_mass_in_a_long_straight_corridor_is_known() {
        let (west, east) = (direct(CENTRE, 270.0, 400.0), direct(CENTRE, 90.0, 400.0));
        let area = corridor(&[west, CENTRE, east], 5.0);
        for sigma_km in [1.0, 2.0, 3.0, 5.0, 10.0, 16.0] {
            for off_km in [0.0, 3.0, 4.99, 4.9999, 5.0001, 5.01, 6.0, 12.0] {
                for azimuth in [0.0, 180.0] {
                    let point = GeoPoint::new(direct(CENTRE, azimuth, off_km));
                    let found = area.gaussian_masses(&point, [sigma_km])[0];
                    let expected = normal_mass((off_km - 5.0) / sigma_km, (off_km + 5.0) / sigma_km);
                    assert!((found - expected).abs() < 1e-3, "{sigma_km} {off_km} {azimuth}: {found} {expected}");
                }
            }
        }
    }

    /// What a road that leads back or crosses itself encloses twice counts once.
    #[test]
    fn legs_that_overlap_count_once() {
        let at = |azimuth: f64, km: f64| direct(CENTRE, azimuth, km);
        let there_and_back = corridor(&[at(270.0, 300.0), at(90.0, 300.0), at(270.0, 299.0)], 10.0);
        let once = corridor(&[at(270.0, 300.0), at(90.0, 300.0)], 10.0);
        let cross = corridor(&[at(0.0, 300.0), at(180.0, 300.0), at(90.0, 300.0), at(270.0, 300.0)], 10.0);
        for (azimuth, km) in [(0.0, 0.0), (45.0, 9.0), (10.0, 14.0), (90.0, 295.0), (90.0, 308.0)] {
            let point = GeoPoint::new(at(azimuth, km));
            let sigmas = [2.0, 5.0, 12.0];
            let [found, expected] = [&there_and_back, &once].map(|area| area.gaussian_masses(&point, sigmas));
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-3, "{azimuth} {km}: {found} {expected}");
            }
        }
        let middle = cross.gaussian_masses(&GeoPoint::new(CENTRE), [5.0])[0];
        let strip = normal_mass(-2.0, 2.0);
        // One strip and the other one, less the square in both.
        assert!((middle - (2.0 * strip - strip * strip)).abs() < 2e-3, "{middle}");
    }

    /// A square cut off from its sides, a hole, points and lines with polygons: what one form says, another one does.
    #[test]
    fn polygons_with_a_radius_and_other_parts_have_masses_too() {
        let square = |half: f64| {
            let (lon, lat) = (CENTRE.lon, CENTRE.lat);
            [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)]
                .map(|(x, y)| LonLat::new(lon + x * half, lat + y * half))
                .to_vec()
        };
        let plain = Area::polygon([square(0.5)]).unwrap();
        let holed = Area::polygon([square(0.5), square(0.2).into_iter().rev().collect()]).unwrap();
        let hole = Area::polygon([square(0.2)]).unwrap();
        let mixed = Area::new(
            Shape { polygons: vec![vec![square(0.5)]], points: vec![CENTRE], ..Shape::default() },
            Some(0.001),
        )
        .unwrap();
        for (azimuth, km) in [(0.0, 0.0), (30.0, 25.0), (45.0, 70.0), (90.0, 54.0)] {
            let point = GeoPoint::new(direct(CENTRE, azimuth, km));
            let masses = |area: &Area| area.gaussian_masses(&point, [3.0, 15.0]);
            let ([plain, holed], [hole, mixed]) = ([&plain, &holed].map(masses), [&hole, &mixed].map(masses));
            for number in 0..2 {
                assert!((plain[number] - hole[number] - holed[number]).abs() < 2e-3, "{plain:?} {hole:?} {holed:?}");
                assert!((plain[number] - mixed[number]).abs() < 2e-3, "{plain:?} {mixed:?}");
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
