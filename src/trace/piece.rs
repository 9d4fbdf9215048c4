//! Short pieces of an edge: how edges are cut into them, and the nearest point of one.

use super::Tolerance;
use crate::error::{Code, GeobitError, Result};
use crate::geo::{self, LonLat, Place, Vicinity, Xyz, arc_of_chord, dot, inverse_or_0, line_distance_2, minus};

/// Longest piece, km: the chord then lies at most 0.5 m below the ground.
const LONGEST_PIECE_KM: f64 = 5.0;
/// More pieces than any real geometry has; a limit so that a hostile one cannot fill the memory.
const MOST_PIECES: f64 = 1e6;
/// Degrees from the middle of a vicinity at which the next one is begun.
const VICINITY: f64 = 1.0;

/// A short stretch of an edge.
#[derive(Clone, Debug)]
pub struct Piece {
    pub from: Place,
    pub to: Place,
    /// Distance of its beginning from the beginning of its path, along the path.
    pub start_km: f64,
    pub length_km: f64,
    /// From the middle of the chord to the middle of the edge: below the ground, and sideways.
    bulge: Xyz,
    /// Of the square of the chord's length; 0 for a piece without length, whose every share is its beginning.
    inverse_2: f64,
}

/// The point of a trace nearest to a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foot {
    pub distance_km: f64,
    pub along_km: f64,
    pub at: LonLat,
}

impl Piece {
    /// Square of the straight distance from a point to the chord.
    #[inline]
    pub fn chord_2(&self, point: Xyz) -> f64 {
        line_distance_2(self.from.xyz, self.to.xyz, self.inverse_2, point)
    }

    /// The nearest point of this piece. The edge is the parabola through its ends and its middle, which is good to
    /// 0.03 mm at the length pieces have; two steps of Newton's iteration find the foot on it.
    #[inline]
    pub fn foot(&self, place: &Place) -> Foot {
        let chord = minus(self.to.xyz, self.from.xyz);
        let to_place = minus(place.xyz, self.from.xyz);
        let mut t = (dot(to_place, chord) * self.inverse_2).clamp(0.0, 1.0);
        for _ in 0..2 {
            let (to_edge, along) = self.edge(chord, t);
            let off = minus(to_place, to_edge);
            let slope = dot(along, along) + 8.0 * dot(off, self.bulge);
            let step = if slope > 0.0 { dot(off, along) / slope } else { 0.0 };
            t = (t + step).clamp(0.0, 1.0);
        }
        let xyz = if t == 1.0 { self.to.xyz } else { plus(self.from.xyz, self.edge(chord, t).0) };
        let foot = Place { at: self.from.at.lerp(self.to.at, t), xyz };
        Foot { distance_km: place.distance_km(&foot), along_km: self.start_km + t * self.length_km, at: foot.at }
    }

    /// The edge and its derivative at a share of it, from its beginning.
    #[inline]
    fn edge(&self, chord: Xyz, t: f64) -> (Xyz, Xyz) {
        let out = 4.0 * t * (1.0 - t);
        let turn = 4.0 - 8.0 * t;
        (
            std::array::from_fn(|i| t * chord[i] + out * self.bulge[i]),
            std::array::from_fn(|i| chord[i] + turn * self.bulge[i]),
        )
    }
}

fn plus(a: Xyz, b: Xyz) -> Xyz {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// Counts pieces, and refuses more than can be.
#[derive(Default)]
pub struct Counter {
    pieces: f64,
}

impl Counter {
    /// How many pieces an edge is cut into; `vertex` is the one it begins at.
    pub fn count(&mut self, from: LonLat, to: LonLat, tolerance: Tolerance, vertex: usize) -> Result<f64> {
        let count = piece_count(from, to, tolerance);
        self.pieces += count;
        if self.pieces > MOST_PIECES {
            return Err(GeobitError::new(Code::TooLarge, "This geometry is too long to measure: its edges come to more than 1,000,000 straight pieces. Use a shorter one.").at_vertex(vertex));
        }
        Ok(count)
    }
}

/// Cuts paths into pieces.
pub struct Cutter {
    tolerance: Tolerance,
    counter: Counter,
    vicinity: Option<(LonLat, Vicinity)>,
    pub pieces: Vec<Piece>,
}

impl Cutter {
    pub fn new(tolerance: Tolerance) -> Cutter {
        Cutter { tolerance, counter: Counter::default(), vicinity: None, pieces: Vec::new() }
    }

    /// `vertex` is the number of the path's first vertex, for errors.
    pub fn cut_path(&mut self, path: &[LonLat], vertex: usize) -> Result<()> {
        self.pieces.reserve(path.len().saturating_sub(1));
        let mut start_km = 0.0;
        let mut begin = self.place(path[0]);
        if path.len() == 1 {
            return self.cut(begin, path[0], vertex, &mut start_km).map(|_| ());
        }
        for (leg, end) in path[1..].iter().enumerate() {
            begin = self.cut(begin, *end, vertex + leg, &mut start_km)?;
        }
        Ok(())
    }

    fn place(&mut self, at: LonLat) -> Place {
        let near = |middle: &LonLat| (at.lon - middle.lon).abs() <= VICINITY && (at.lat - middle.lat).abs() <= VICINITY;
        match &self.vicinity {
            Some((middle, vicinity)) if near(middle) => vicinity.place(at),
            _ => self.vicinity.insert((at, Vicinity::new(at))).1.place(at),
        }
    }

    /// Cuts one edge into pieces of equal share; returns its end.
    fn cut(&mut self, from: Place, to: LonLat, vertex: usize, start_km: &mut f64) -> Result<Place> {
        let count = self.counter.count(from.at, to, self.tolerance, vertex)?;
        let mut begin = from;
        for piece in 1..=count as u32 {
            let share = f64::from(piece) / count;
            let end = self.place(if f64::from(piece) == count { to } else { from.at.lerp(to, share) });
            let middle = self.place(begin.at.lerp(end.at, 0.5)).xyz;
            let chord = minus(end.xyz, begin.xyz);
            let chord_2 = dot(chord, chord);
            let length_km = arc_of_chord(chord_2.sqrt());
            let inverse_2 = inverse_or_0(chord_2);
            let bulge = std::array::from_fn(|i| middle[i] - (begin.xyz[i] + end.xyz[i]) / 2.0);
            self.pieces.push(Piece { from: begin, to: end, start_km: *start_km, length_km, bulge, inverse_2 });
            *start_km += length_km;
            begin = end;
        }
        Ok(begin)
    }
}

/// How many equal pieces keep the chords short and close to the edge: the edge's acceleration over the ellipsoid,
/// by the share of it gone, is N·(sinφ cosφ Δλ², 2 sinφ Δλ Δφ), and a chord lies off by an eighth of it.
fn piece_count(from: LonLat, to: LonLat, tolerance: Tolerance) -> f64 {
    let (d_lon, d_lat) = ((to.lon - from.lon).to_radians(), (to.lat - from.lat).to_radians());
    let steepest = from.lat.abs().max(to.lat.abs()).to_radians();
    let mildest = if from.lat * to.lat < 0.0 { 0.0 } else { from.lat.abs().min(to.lat.abs()).to_radians() };
    let (sine, cosine) = (steepest.min(1.0), most_of_cosine(mildest));
    let bend = geo::EQUATOR_KM * ((sine * cosine * d_lon * d_lon).abs() + 2.0 * (sine * d_lon * d_lat).abs());
    let length = geo::EQUATOR_KM * ((d_lon * cosine).powi(2) + (d_lat * 1.01).powi(2)).sqrt();
    (bend / (8.0 * tolerance.0)).sqrt().max(length / LONGEST_PIECE_KM).ceil().max(1.0)
}

/// An upper bound of the cosine, exact at the equator and at the poles.
fn most_of_cosine(lat: f64) -> f64 {
    let square = lat * lat;
    (1.0 - square / 2.0 + square * square / 24.0).min(std::f64::consts::FRAC_PI_2 - lat)
}
