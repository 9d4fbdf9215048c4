//! What share of a location lies in an area: of a uniform disc, and of a Gaussian.

use super::chords;
use super::disc::disc_overlap;
use super::gaussian::{GaussianMeter, MASS_REACH_SIGMAS};
use super::measure::{Measured, measure};
use super::overlap;
use super::surfaces::Disc;
use super::{Area, Offset};
use crate::geo::{GeoPoint, chord_km, chord_to_arc};

/// The error at which the measuring of a share ends, and the number of cells at which it ends at the latest.
const SHARE_ERROR: f64 = 2e-3;
const SHARE_CELLS: usize = 4_000;
/// How many discs stand for a Gaussian where the area has polygons and other parts.
const DISCS: usize = 16;

/// A disc that reaches beyond the boundary by no more than this lies wholly inside, km: coordinates with four decimals are up
/// to 8 m off, and so is the middle of a site.
const TOUCH_KM: f64 = 0.01;
/// Nor by more than this part of its radius, which matters for discs below 10 km.
const TOUCH_SHARE: f64 = 1e-3;

/// How far a disc of this radius may reach beyond the boundary of what it lies in, km, and still lie wholly inside: it then
/// touches the boundary from within. Points may not reach beyond it at all.
pub fn touch_tolerance_km(uncertainty_km: f64) -> f64 {
    TOUCH_KM.min(TOUCH_SHARE * uncertainty_km)
}

impl Area {
    /// The share of a uniform disc of radius `uncertainty_km` around a point that lies inside: 0 outside, 1 wholly inside.
    ///
    /// Whether a disc touches or is wholly inside is decided by the geodesic distance to the drawn geometry. A disc that
    /// touches the boundary from within, to [`touch_tolerance_km`], is wholly inside. The share in between is the lens of two circles for a circle, exact in the plane for polygons (`overlap`), by chords for areas with
    /// a radius (`chords`), and measured cell by cell where none of these can tell (`measure`).
    pub fn share(&self, point: &GeoPoint, uncertainty_km: f64) -> f32 {
        let mut pieces = Vec::new();
        self.outline().for_each_piece_within(point, uncertainty_km, |number| pieces.push(number as u32));
        self.share_with_pieces(point, uncertainty_km, &pieces)
    }

    /// The same as [`Area::share`], given the numbers of the pieces of the outline within `uncertainty_km`; only plain
    /// polygons need them.
    pub(super) fn share_with_pieces(&self, point: &GeoPoint, uncertainty_km: f64, pieces: &[u32]) -> f32 {
        if uncertainty_km == 0.0 {
            return if self.contains(point) { 1.0 } else { 0.0 };
        }
        let (distance_km, depth_km) = self.distance_and_depth_km(point);
        let from_boundary = distance_km - depth_km - self.radius_km;
        if from_boundary >= uncertainty_km {
            return 0.0;
        }
        if from_boundary <= touch_tolerance_km(uncertainty_km) - uncertainty_km {
            return 1.0;
        }
        if self.circle.is_some() {
            return partial_share(disc_overlap(uncertainty_km, self.radius_km, distance_km));
        }
        if self.is_plain() {
            return self.share_of_cut_disc(point, uncertainty_km, pieces);
        }
        let by_chords = chords::share(self, point, uncertainty_km, distance_km);
        by_chords.map_or_else(|| self.measured_share(point, uncertainty_km, distance_km), partial_share)
    }

    /// Whether the area is polygons only, without a radius.
    pub(super) fn is_plain(&self) -> bool {
        self.radius_km == 0.0 && self.points.is_empty() && self.lines.is_empty()
    }

    /// The share of a disc that the outline of plain polygons cuts, given the numbers of the pieces that may cut it.
    pub(super) fn share_of_cut_disc(&self, point: &GeoPoint, uncertainty_km: f64, pieces: &[u32]) -> f32 {
        let exact = overlap::share(self.outline(), pieces, point, uncertainty_km, |at| self.polygons_contain(at));
        exact.map_or_else(|| self.measured_share(point, uncertainty_km, 0.0), snap_to_whole)
    }

    /// The share of a disc, measured cell by cell, given the distance of the point to the drawn geometry; plain polygons need
    /// none.
    pub(super) fn measured_share(&self, point: &GeoPoint, uncertainty_km: f64, distance_km: f64) -> f32 {
        let disc = Disc::new(point, uncertainty_km);
        partial_share(measure(&Measured::around(self, point, distance_km), &disc, 0.0, SHARE_ERROR, SHARE_CELLS).sum)
    }

    /// The masses that isotropic Gaussians around a point have in the area, 0 to 1 each, good to 2e-3. `sigmas_km` are their
    /// standard deviations in each direction.
    pub fn gaussian_masses<const N: usize>(&self, point: &GeoPoint, sigmas_km: [f64; N]) -> [f64; N] {
        self.gaussian_masses_by(&mut GaussianMeter::default(), point, sigmas_km)
    }

    /// Returns the same as [`Area::gaussian_masses`]. The meter keeps its memory from one point to the next.
    pub(crate) fn gaussian_masses_by<const N: usize>(
        &self,
        meter: &mut GaussianMeter,
        point: &GeoPoint,
        sigmas_km: [f64; N],
    ) -> [f64; N] {
        if let Some(circle) = &self.circle {
            let distance_km = chord_to_arc(chord_km(circle.centre.xyz, point.xyz));
            return sigmas_km.map(|sigma_km| meter.mass_in_circle(self.radius_km, sigma_km, distance_km));
        }
        if self.is_plain() {
            return meter.masses_in_polygons(self, point, sigmas_km);
        }
        let (distance_km, depth_km) = self.distance_and_depth_km(point);
        let from_boundary = distance_km - depth_km - self.radius_km;
        sigmas_km.map(|sigma_km| {
            if from_boundary.abs() >= MASS_REACH_SIGMAS * sigma_km {
                return f64::from(from_boundary < 0.0);
            }
            let by_chords = meter.chords.mass(self, point, sigma_km, distance_km);
            by_chords.unwrap_or_else(|| self.gaussian_mass_by_discs(point, sigma_km))
        })
    }

    /// A Gaussian is a mixture of uniform discs, of which R²/2σ² has a Gamma distribution of shape 2. The discs here are
    /// equally likely.
    fn gaussian_mass_by_discs(&self, point: &GeoPoint, sigma_km: f64) -> f64 {
        let share = |number: usize| {
            let radius_km = sigma_km * (2.0 * gamma_2_quantile((number as f64 + 0.5) / DISCS as f64)).sqrt();
            f64::from(self.share(point, radius_km))
        };
        (0..DISCS).map(share).sum::<f64>() / DISCS as f64
    }

    fn distance_and_depth_km(&self, point: &GeoPoint) -> (f64, f64) {
        match &self.circle {
            Some(circle) => (circle.centre.distance_km(point), 0.0),
            None => {
                let Offset { distance_km, depth_km, .. } = self.offset(point);
                (distance_km, depth_km)
            }
        }
    }
}

/// The quantile of the Gamma distribution of shape 2 and scale 1, by Newton's method from above its mode, where the
/// distribution function is concave.
fn gamma_2_quantile(p: f64) -> f64 {
    let mut u = 1.0 + 3.0 * p;
    for _ in 0..60 {
        let step = (1.0 - (1.0 + u) * (-u).exp() - p) / (u * (-u).exp());
        u = (u - step).max(u / 2.0);
    }
    u
}

/// A share that differs from 1 by rounding only becomes exactly 1.
fn snap_to_whole(share: f64) -> f32 {
    if share >= 1.0 - 1e-12 { 1.0 } else { partial_share(share) }
}

/// The share of a disc that touches the area without being wholly inside, kept strictly between 0 and 1 so that the
/// incident stays possible, however little of its disc is inside or outside.
fn partial_share(share: f64) -> f32 {
    (share as f32).clamp(f32::EPSILON, 1.0 - f32::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, direct};
    use crate::geometry::Shape;
    use proptest::prelude::*;

    const CENTRE: LonLat = LonLat::new(-8.0, 12.64);

    fn line(vertices: &[LonLat], radius_km: f64) -> Area {
        Area::new(Shape { lines: vec![vertices.to_vec()], ..Shape::default() }, Some(radius_km)).unwrap()
    }

    #[test]
    fn the_mass_in_a_circle_around_the_middle_is_known() {
        let circle = Area::circle(CENTRE, 25.0).unwrap();
        for sigma_km in [2.0, 5.0, 10.0, 25.0, 75.0] {
            let expected = 1.0 - (-0.5 * (25.0f64 / sigma_km).powi(2)).exp();
            let found = circle.gaussian_masses(&GeoPoint::new(CENTRE), [sigma_km])[0];
            assert!((found - expected).abs() < 1e-3, "{sigma_km}: {found} {expected}");
        }
    }

    #[test]
    fn the_mass_in_a_corridor_is_that_between_two_parallels() {
        let equator: Vec<_> = (-5..=5).map(|lon| LonLat::new(f64::from(lon), 0.0)).collect();
        let corridor = line(&equator, 10.0);
        for (off_km, sigma_km) in [(0.0, 2.0), (5.0, 10.0), (10.0, 5.0), (14.0, 3.0), (30.0, 20.0)] {
            let at = GeoPoint::new(direct(LonLat::new(0.0, 0.0), 0.0, off_km));
            let cumulative = |km: f64| 0.5 * libm::erfc(-(km - off_km) / sigma_km / std::f64::consts::SQRT_2);
            let expected = cumulative(10.0) - cumulative(-10.0);
            let found = corridor.gaussian_masses(&at, [sigma_km])[0];
            assert!((found - expected).abs() < 1e-3, "{off_km} {sigma_km}: {found} {expected}");
        }
    }

    /// Once a fault of the words, not of the numbers: a disc of 25 km on a circle of 25 km was possible if its middle was off by
    /// a centimetre.
    #[test]
    fn a_disc_that_touches_from_within_is_certain() {
        let circle = Area::circle(CENTRE, 25.0).unwrap();
        let share = |off_km: f64, radius_km: f64| circle.share(&GeoPoint::new(direct(CENTRE, 40.0, off_km)), radius_km);
        for (off_km, radius_km) in
            [(0.0, 25.0), (1e-5, 25.0), (0.008, 25.0), (20.0, 5.0), (20.004, 5.0), (24.0, 1.0005)]
        {
            assert_eq!(share(off_km, radius_km), 1.0, "{off_km} {radius_km}");
        }
        for (off_km, radius_km) in [(0.02, 25.0), (0.0, 25.1), (20.006, 5.0), (24.999, 0.01), (25.0, 0.001)] {
            let share = share(off_km, radius_km);
            assert!((0.4..1.0).contains(&share), "{off_km} {radius_km}: {share}");
        }
        // From outside it stays possible where it reaches inside, and outside where it does not.
        assert_eq!((share(50.001, 25.0), share(30.01, 5.0)), (0.0, 0.0));
        assert!(share(49.999, 25.0) > 0.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// Every form of area: whether a disc is certain follows from how far it reaches beyond the boundary.
        #[test]
        fn discs_that_touch_a_boundary_from_within_are_certain(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -75.0..75.0f64, form in 0..4usize,
            azimuth in 0.0..360.0f64, away in 0.0..19.9f64, beyond_km in -0.1..0.1f64,
        ) {
            let centre = LonLat::new(lon, lat);
            let corner = |azimuth: f64| {
                let at = direct(centre, azimuth, 40.0);
                LonLat::new(lon + (at.lon - lon + 540.0).rem_euclid(360.0) - 180.0, at.lat)
            };
            let ring = vec![corner(45.0), corner(135.0), corner(225.0), corner(315.0), corner(45.0)];
            let area = match form {
                0 => Area::circle(centre, 20.0).unwrap(),
                1 => line(&[direct(centre, 200.0, 60.0), centre, direct(centre, 40.0, 60.0)], 20.0),
                2 => Area::polygon([ring]).unwrap(),
                _ => Area::new(Shape { polygons: vec![vec![ring]], ..Shape::default() }, Some(10.0)).unwrap(),
            };
            let point = GeoPoint::new(direct(centre, azimuth, away));
            let Offset { distance_km, depth_km, .. } = area.offset(&point);
            let inner_km = area.radius_km() + depth_km - distance_km;
            prop_assume!(inner_km > 0.2);
            let radius_km = inner_km + beyond_km;
            let tolerance_km = f64::min(0.01, radius_km / 1000.0);
            prop_assume!((beyond_km - tolerance_km).abs() > 1e-5);
            let is_certain = area.share(&point, radius_km) == 1.0;
            prop_assert_eq!(is_certain, beyond_km < tolerance_km, "{} {}", radius_km, beyond_km);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// The mass is the mean of the shares of many discs, for every form of area.
        #[test]
        fn the_mass_is_that_of_the_discs_which_make_up_a_gaussian(
            lon in prop_oneof![-180.0..180.0f64, Just(180.0)], lat in -80.0..80.0f64, sigma_km in 2.0..80.0f64,
            azimuth in 0.0..360.0f64, away in 0.0..4.0f64, form in 0..3usize,
        ) {
            let centre = LonLat::new(lon, lat);
            let at = |azimuth: f64, km: f64| direct(centre, azimuth, km);
            let area = match form {
                0 => Area::circle(centre, 25.0).unwrap(),
                1 => line(&[at(200.0, 60.0), centre, at(40.0, 60.0)], 10.0),
                _ => {
                    let corners = [0.0, 250.0, 200.0, 100.0, 0.0];
                    let reach = [60.0, 20.0, 70.0, 30.0, 60.0];
                    let mut ring: Vec<LonLat> = corners.iter().zip(reach).map(|(azimuth, km)| at(*azimuth, km)).collect();
                    for vertex in &mut ring {
                        vertex.lon = lon + (vertex.lon - lon + 540.0).rem_euclid(360.0) - 180.0;
                    }
                    Area::polygon([ring]).unwrap()
                }
            };
            let point = GeoPoint::new(direct(centre, azimuth, away * sigma_km));
            let count = 400;
            let share = |number: usize| {
                let radius_km = sigma_km * (2.0 * gamma_2_quantile((number as f64 + 0.5) / f64::from(count))).sqrt();
                f64::from(area.share(&point, radius_km))
            };
            let expected = (0..count as usize).map(share).sum::<f64>() / f64::from(count);
            let found = area.gaussian_masses(&point, [sigma_km])[0];
            prop_assert!((found - expected).abs() < 2e-3, "{found} {expected}");
            let by_discs = area.gaussian_mass_by_discs(&point, sigma_km);
            prop_assert!((by_discs - expected).abs() < 1.5e-2, "{by_discs} {expected}");
        }
    }
}
