//! The short pieces that edges are cut into, and the nearest point on a piece.

use super::Tolerance;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{
    self, GeoPoint, LocalConverter, LonLat, Xyz, chord_to_arc, dot, reciprocal_or_zero, segment_distance_2, subtract,
};

/// Longest piece, km: its chord then lies at most 0.5 m below the ground.
const LONGEST_PIECE_KM: f64 = 5.0;
/// Largest turn of longitude along a piece, radians. Only within 3 km of a pole are pieces within the tolerance that turn
/// more, and those are no parabolas any more; see [`Piece::nearest_in_space`].
const LARGEST_TURN: f64 = 0.05;
/// More pieces than any real geometry has: the limit keeps a malicious one from filling the memory.
const MAX_PIECES: f64 = 1e6;
/// Difference in longitude or latitude, degrees, from the centre of a [`LocalConverter`] up to which it is used again.
const CONVERTER_REACH: f64 = 1.0;

/// A short part of an edge.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Where the piece begins.
    pub from: GeoPoint,
    /// Where the piece ends.
    pub to: GeoPoint,
    /// Distance along the path from the beginning of the path to the beginning of the piece, km.
    pub start_km: f64,
    /// Length of the piece, km.
    pub length_km: f64,
    /// The vector from the middle of the chord to the middle of the edge, km: upwards and sideways.
    bulge: Xyz,
    /// Reciprocal of the squared length of the chord; 0 for a piece without length, so that every position along it is
    /// its beginning.
    inverse_chord_2: f64,
}

/// The point of a trace that is nearest to a given point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestPoint {
    /// Geodesic distance to the given point, km.
    pub distance_km: f64,
    /// Position of the nearest point, km along its path.
    pub along_km: f64,
    /// The nearest point itself.
    pub at: LonLat,
}

impl Piece {
    /// The squared straight distance between a point and the chord, km².
    #[inline]
    pub fn chord_distance_2(&self, point: Xyz) -> f64 {
        segment_distance_2(self.from.xyz, self.to.xyz, self.inverse_chord_2, point)
    }

    /// The nearest point on this piece.
    #[inline]
    pub fn nearest(&self, point: &GeoPoint) -> NearestPoint {
        let (t, xyz) = self.nearest_in_space(point.xyz);
        let nearest = GeoPoint { at: self.from.at.lerp(self.to.at, t), xyz };
        NearestPoint {
            distance_km: point.distance_km(&nearest),
            along_km: self.start_km + t * self.length_km,
            at: nearest.at,
        }
    }

    /// Whether the geodesic distance between a point and this piece is at most `reach_km`.
    pub fn is_within(&self, point: &GeoPoint, reach_km: f64) -> bool {
        let (t, xyz) = self.nearest_in_space(point.xyz);
        point.is_within(&GeoPoint { at: self.from.at.lerp(self.to.at, t), xyz }, reach_km)
    }

    /// Two places on the edge, one on each side of its place nearest to a point and just out of reach of it, as far as the
    /// piece goes. Between them the straight line is nearer to the edge than the chord is.
    pub fn places_around(&self, point: Xyz, reach_km: f64) -> [Xyz; 2] {
        let (t, _) = self.nearest_in_space(point);
        let aside = 1.25 * reach_km * reciprocal_or_zero(self.length_km);
        let chord = subtract(self.to.xyz, self.from.xyz);
        [t - aside, t + aside].map(|t| add(self.from.xyz, self.edge_at(chord, t.clamp(0.0, 1.0)).0))
    }

    /// The share of this piece up to its nearest point, and that point. The edge is taken as the parabola through its ends
    /// and its middle, which is within 0.03 mm of the edge at the length that pieces have up to latitude 45, and within 4 mm
    /// at the poles; two steps of Newton's iteration find the nearest point on it.
    #[inline]
    pub fn nearest_in_space(&self, point: Xyz) -> (f64, Xyz) {
        let chord = subtract(self.to.xyz, self.from.xyz);
        let to_point = subtract(point, self.from.xyz);
        let mut t = (dot(to_point, chord) * self.inverse_chord_2).clamp(0.0, 1.0);
        for _ in 0..2 {
            let (to_edge, derivative) = self.edge_at(chord, t);
            let off = subtract(to_point, to_edge);
            let slope = dot(derivative, derivative) + 8.0 * dot(off, self.bulge);
            let step = if slope > 0.0 { dot(off, derivative) / slope } else { 0.0 };
            t = (t + step).clamp(0.0, 1.0);
        }
        (t, if t == 1.0 { self.to.xyz } else { add(self.from.xyz, self.edge_at(chord, t).0) })
    }

    /// The point of the edge at the share `t` of its length, as a vector from its beginning, and the derivative by `t`.
    #[inline]
    fn edge_at(&self, chord: Xyz, t: f64) -> (Xyz, Xyz) {
        let bulge_share = 4.0 * t * (1.0 - t);
        let bulge_slope = 4.0 - 8.0 * t;
        (
            std::array::from_fn(|i| t * chord[i] + bulge_share * self.bulge[i]),
            std::array::from_fn(|i| chord[i] + bulge_slope * self.bulge[i]),
        )
    }
}

fn add(a: Xyz, b: Xyz) -> Xyz {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// Counts the pieces of a geometry, and refuses more than [`MAX_PIECES`].
#[derive(Default)]
pub struct PieceCounter {
    pieces: f64,
}

impl PieceCounter {
    /// The number of pieces that an edge is cut into; `vertex` is the number of the vertex it begins at, for the error.
    pub fn count(&mut self, from: LonLat, to: LonLat, tolerance: Tolerance, vertex: usize) -> Result<f64> {
        let count = piece_count(from, to, tolerance);
        self.pieces += count;
        if self.pieces > MAX_PIECES {
            return Err(GeobitError::new(Code::TooLarge, "This geometry is too long to measure: its edges come to more than 1,000,000 straight pieces. Use a shorter one.").at_vertex(vertex));
        }
        Ok(count)
    }
}

/// Cuts paths into pieces.
pub struct PathCutter {
    tolerance: Tolerance,
    counter: PieceCounter,
    converter: Option<(LonLat, LocalConverter)>,
    pub pieces: Vec<Piece>,
}

impl PathCutter {
    pub fn new(tolerance: Tolerance) -> PathCutter {
        PathCutter { tolerance, counter: PieceCounter::default(), converter: None, pieces: Vec::new() }
    }

    /// Cuts a path of at least one vertex; `vertex` is the number of its first vertex, for errors.
    pub fn cut_path(&mut self, path: &[LonLat], vertex: usize) -> Result<()> {
        self.pieces.reserve(path.len().saturating_sub(1));
        let mut start_km = 0.0;
        let mut begin = self.point(path[0]);
        if path.len() == 1 {
            return self.cut(begin, path[0], vertex, &mut start_km).map(|_| ());
        }
        for (leg, end) in path[1..].iter().enumerate() {
            begin = self.cut(begin, *end, vertex + leg, &mut start_km)?;
        }
        Ok(())
    }

    fn point(&mut self, at: LonLat) -> GeoPoint {
        let is_near = |centre: &LonLat| {
            (at.lon - centre.lon).abs() <= CONVERTER_REACH && (at.lat - centre.lat).abs() <= CONVERTER_REACH
        };
        match &self.converter {
            Some((centre, converter)) if is_near(centre) => converter.point(at),
            _ => self.converter.insert((at, LocalConverter::new(at))).1.point(at),
        }
    }

    /// Cuts one edge into pieces that are equal in longitude and latitude; returns its end.
    fn cut(&mut self, from: GeoPoint, to: LonLat, vertex: usize, start_km: &mut f64) -> Result<GeoPoint> {
        let count = self.counter.count(from.at, to, self.tolerance, vertex)?;
        let mut begin = from;
        for piece in 1..=count as u32 {
            let share = f64::from(piece) / count;
            let end = self.point(if f64::from(piece) == count { to } else { from.at.lerp(to, share) });
            let middle = self.point(begin.at.lerp(end.at, 0.5)).xyz;
            let chord = subtract(end.xyz, begin.xyz);
            let chord_2 = dot(chord, chord);
            let length_km = chord_to_arc(chord_2.sqrt());
            let inverse_chord_2 = reciprocal_or_zero(chord_2);
            let bulge = std::array::from_fn(|i| middle[i] - (begin.xyz[i] + end.xyz[i]) / 2.0);
            self.pieces.push(Piece { from: begin, to: end, start_km: *start_km, length_km, bulge, inverse_chord_2 });
            *start_km += length_km;
            begin = end;
        }
        Ok(begin)
    }
}

/// How many equal pieces keep the chords short and close to the edge. The second derivative of the edge over the
/// ellipsoid, by the share of the edge, is N·(sinφ cosφ Δλ², 2 sinφ Δλ Δφ), and a chord lies off by an eighth of it.
fn piece_count(from: LonLat, to: LonLat, tolerance: Tolerance) -> f64 {
    let (d_lon, d_lat) = ((to.lon - from.lon).to_radians(), (to.lat - from.lat).to_radians());
    let max_lat = from.lat.abs().max(to.lat.abs()).to_radians();
    let min_lat = if from.lat * to.lat < 0.0 { 0.0 } else { from.lat.abs().min(to.lat.abs()).to_radians() };
    // Upper bounds of |sin φ| and cos φ along the edge, without trigonometry.
    let (sine, cosine) = (max_lat.min(1.0), cosine_upper_bound(min_lat));
    let bend = geo::EQUATOR_KM * ((sine * cosine * d_lon * d_lon).abs() + 2.0 * (sine * d_lon * d_lat).abs());
    let length = geo::EQUATOR_KM * ((d_lon * cosine).powi(2) + (d_lat * 1.01).powi(2)).sqrt();
    // An edge along a pole has no length, whatever it turns.
    let turns = if length > 0.0 { d_lon.abs() / LARGEST_TURN } else { 0.0 };
    (bend / (8.0 * tolerance.0)).sqrt().max(length / LONGEST_PIECE_KM).max(turns).ceil().max(1.0)
}

/// An upper bound of the cosine of a latitude in radians, exact at the equator and at the poles.
fn cosine_upper_bound(lat: f64) -> f64 {
    let square = lat * lat;
    (1.0 - square / 2.0 + square * square / 24.0).min(std::f64::consts::FRAC_PI_2 - lat)
}
