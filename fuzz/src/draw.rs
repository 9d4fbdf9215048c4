//! Draws shapes, places and numbers that are likely to matter: at the poles and the antimeridian, on a grid so that
//! vertices and edges meet, tiny and huge.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

/// A position as GeoJSON writes it: degrees of longitude and latitude.
pub type Position = [f64; 2];

/// The part of the world that a case is in.
#[derive(Clone, Copy)]
pub struct Region {
    lon: f64,
    lat: f64,
    /// How far the shapes reach in each direction, degrees.
    reach: f64,
    /// Whether longitudes beyond ±180 are brought back, as most programs write them.
    wraps: bool,
}

/// Draws one of several values.
pub fn pick<T: Copy>(u: &mut Unstructured<'_>, values: &[T]) -> Result<T> {
    u.choose(values).copied()
}

/// Draws a number from `low` to `high`.
pub fn between(u: &mut Unstructured<'_>, low: f64, high: f64) -> Result<f64> {
    Ok(low + (high - low) * f64::from(u.arbitrary::<u32>()?) / f64::from(u32::MAX))
}

/// Draws one of the values that are often special, or a number from `low` to `high`.
pub fn special_or(u: &mut Unstructured<'_>, special: &[f64], low: f64, high: f64) -> Result<f64> {
    if u.ratio(2, 3)? { pick(u, special) } else { between(u, low, high) }
}

impl Region {
    pub fn draw(u: &mut Unstructured<'_>) -> Result<Region> {
        let (lon, lat) = match u.int_in_range(0..=5)? {
            0 => (180.0, between(u, -90.0, 90.0)?),
            1 => (between(u, -180.0, 180.0)?, pick(u, &[90.0, -90.0, 89.9, -89.0, 85.0])?),
            2 => (pick(u, &[0.0, 180.0, -180.0, 90.0])?, pick(u, &[0.0, 90.0, -90.0, 60.0])?),
            3 => (f64::from(u.int_in_range(-18..=18)?) * 10.0, f64::from(u.int_in_range(-9..=9)?) * 10.0),
            _ => (between(u, -180.0, 180.0)?, between(u, -90.0, 90.0)?),
        };
        let reach = pick(u, &[1e-6, 0.001, 0.05, 0.5, 2.0, 2.0, 10.0, 45.0, 90.0, 180.0])?;
        Ok(Region { lon, lat, reach, wraps: u.ratio(3, 4)? })
    }

    /// A position at a share of the reach to the east and to the north.
    fn at(&self, east: f64, north: f64) -> Position {
        let lon = self.lon + self.reach * east;
        let lon = if self.wraps && lon.abs() > 180.0 { (lon + 540.0).rem_euclid(360.0) - 180.0 } else { lon };
        [lon, (self.lat + self.reach * north).clamp(-90.0, 90.0)]
    }

    pub fn position(&self, u: &mut Unstructured<'_>) -> Result<Position> {
        let mut share = || {
            let number: i16 = u.arbitrary()?;
            // Every other position is on a grid, so that some coincide and some are in line.
            Ok(if number % 2 == 0 { f64::from(number / 2 % 9) / 8.0 } else { f64::from(number) / 32767.0 })
        };
        Ok(self.at(share()?, share()?))
    }

    /// A position on the globe: the longitude is within ±180.
    pub fn place(&self, u: &mut Unstructured<'_>) -> Result<Position> {
        Region { wraps: true, ..*self }.position(u)
    }

    fn path(&self, u: &mut Unstructured<'_>, least: usize, most: usize) -> Result<Vec<Position>> {
        (0..u.int_in_range(least..=most)?).map(|_| self.position(u)).collect()
    }

    pub fn line(&self, u: &mut Unstructured<'_>) -> Result<Value> {
        let coordinates = match u.int_in_range(0..=6)? {
            // Around a pole, a few times.
            0 => {
                let (lat, step) = (pick(u, &[89.99, 85.0, -89.0, 60.0])?, pick(u, &[30.0, 90.0, 120.0, 179.0])?);
                let turn = |number: u32| (f64::from(number) * step + 180.0).rem_euclid(360.0) - 180.0;
                (0..u.int_in_range(2..=16)?).map(|number| [turn(number), lat]).collect()
            }
            // There and back.
            1 => {
                let mut path = self.path(u, 2, 6)?;
                path.extend(path.clone().into_iter().rev().skip(1));
                path
            }
            _ => self.path(u, 2, 10)?,
        };
        Ok(json!({ "type": "LineString", "coordinates": coordinates }))
    }

    /// The outline and perhaps holes of a polygon. Not all of them are accepted.
    fn rings(&self, u: &mut Unstructured<'_>) -> Result<Vec<Vec<Position>>> {
        let rectangle = |west: f64, south: f64, east: f64, north: f64| {
            vec![self.at(west, south), self.at(east, south), self.at(east, north), self.at(west, north)]
        };
        let eighths = |u: &mut Unstructured<'_>| Ok(f64::from(u.int_in_range(-8..=8)?) / 8.0);
        let mut rings = match u.int_in_range(0..=5)? {
            0 => vec![rectangle(-1.0, -1.0, 1.0, 1.0)],
            1 => vec![rectangle(eighths(u)?, eighths(u)?, eighths(u)?, eighths(u)?)],
            // Bands, caps and the whole world.
            2 => {
                let [south, north] =
                    pick(u, &[[-90.0, 90.0], [60.0, 90.0], [-90.0, -60.0], [-10.0, 10.0], [89.0, 90.0]])?;
                let [west, east] = pick(u, &[[-180.0, 180.0], [-180.0, 0.0], [0.0, 90.0]])?;
                // A leg of more than 180° would be taken the other way round.
                let middle = (west + east) / 2.0;
                vec![vec![[west, south], [middle, south], [east, south], [east, north], [middle, north], [west, north]]]
            }
            3 => vec![self.path(u, 3, 7)?],
            _ => vec![self.star(u, 1.0, 0.0)?],
        };
        for _ in 0..u.int_in_range(0..=2)? {
            rings.push(match u.int_in_range(0..=2)? {
                0 => self.star(u, 0.5, 0.0)?,
                1 => self.star(u, 0.3, 0.4)?,
                _ => rectangle(eighths(u)?, eighths(u)?, eighths(u)?, eighths(u)?),
            });
        }
        for ring in &mut rings {
            ring.extend(ring.first().copied());
        }
        Ok(rings)
    }

    /// A ring around a middle that lies `aside` to the east, which crosses itself only where it is cut off at a pole.
    fn star(&self, u: &mut Unstructured<'_>, size: f64, aside: f64) -> Result<Vec<Position>> {
        let count = u.int_in_range(3..=14)?;
        let spoke = |number: u32| {
            let (sin, cos) = (f64::from(number) / f64::from(count) * std::f64::consts::TAU).sin_cos();
            let reach = size * between(u, 0.1, 1.0)?;
            Ok(self.at(aside + reach * cos, reach * sin))
        };
        (0..count).map(spoke).collect()
    }

    /// Any geometry, or a feature.
    pub fn shape(&self, u: &mut Unstructured<'_>) -> Result<Value> {
        let geometry = match u.int_in_range(0..=9)? {
            0 => json!({ "type": "Point", "coordinates": self.position(u)? }),
            1 => json!({ "type": "MultiPoint", "coordinates": self.path(u, 1, 12)? }),
            2 | 3 => self.line(u)?,
            4 => json!({ "type": "MultiLineString", "coordinates": [self.path(u, 2, 5)?, self.path(u, 2, 5)?] }),
            5 => json!({ "type": "MultiPolygon", "coordinates": [self.rings(u)?, self.rings(u)?] }),
            6 => {
                let polygon = json!({ "type": "Polygon", "coordinates": self.rings(u)? });
                json!({ "type": "GeometryCollection", "geometries": [self.line(u)?, polygon] })
            }
            _ => json!({ "type": "Polygon", "coordinates": self.rings(u)? }),
        };
        Ok(match u.int_in_range(0..=5)? {
            0 => json!({ "type": "Feature", "properties": { "radiusKm": radius_km(u)? }, "geometry": geometry }),
            _ => geometry,
        })
    }
}

/// A radius around a shape, km.
pub fn radius_km(u: &mut Unstructured<'_>) -> Result<f64> {
    special_or(u, &[0.0, 1e-9, 0.001, 0.5, 5.0, 50.0, 500.0, 1999.0, 2000.0], 0.0, 2000.0)
}

/// A radius of uncertainty that can be located, km.
pub fn uncertainty_km(u: &mut Unstructured<'_>) -> Result<f64> {
    special_or(u, &[0.0, 0.001, 1.0, 25.0, 50.0, 150.0, 500.0], 0.0, 500.0)
}
