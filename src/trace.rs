//! The drawn points and edges of a geometry, cut into pieces short enough to be straight, and the distance to them.
//!
//! Edges are straight in longitude and latitude (RFC 7946), so in space they bend. A piece is so short that its chord
//! stays within a stated tolerance of the edge; the chords sit in an R-tree that finds the few pieces which can hold
//! the nearest point, and a Newton iteration on the edge itself finds that point.

use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use crate::error::{Code, GeobitError, Result};
use crate::measure::{self, LonLat, Place, Tangent, Xyz, arc_of_chord, chord_km, dot, minus};

/// Longest piece, km: the chord then lies at most 0.5 m below the ground.
const LONGEST_PIECE_KM: f64 = 5.0;
/// A piece can hold the nearest point if its chord is no farther than the nearest chord and this, km.
const CHORD_MARGIN_KM: f64 = 0.005;
/// More pieces than any real geometry has; a limit so that a hostile one cannot fill the memory.
const MOST_PIECES: f64 = 1e6;

/// How far a piece's chord may lie sideways of its edge, km.
#[derive(Clone, Copy)]
pub struct Tolerance(pub f64);

impl Tolerance {
    /// For distances only: the Newton iteration removes the rest.
    pub const DISTANCE: Tolerance = Tolerance(1e-3);
    /// For integrals over the chords: 1 cm keeps an exposure within 1e-6 of its limit.
    pub const INTEGRAL: Tolerance = Tolerance(1e-5);
}

/// A short stretch of an edge.
#[derive(Clone, Debug)]
pub struct Piece {
    pub from: Place,
    pub to: Place,
    /// Distance of its beginning from the beginning of its path, along the path.
    pub start_km: f64,
    pub length_km: f64,
}

/// The point of a trace nearest to a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foot {
    pub distance_km: f64,
    pub along_km: f64,
    pub at: LonLat,
}

/// A straight line in space with the number of what it stands for.
pub(crate) type Chord = GeomWithData<Line<Xyz>, u32>;

pub struct Trace {
    pieces: Vec<Piece>,
    tree: RTree<Chord>,
}

impl Trace {
    /// Cuts paths into pieces. A path of one vertex is a point; an empty path is nothing.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a [LonLat]>, tolerance: Tolerance) -> Result<Trace> {
        let mut pieces = Vec::new();
        let mut vertex = 0;
        for path in paths {
            let mut start_km = 0.0;
            if let [only] = path {
                cut(*only, *only, tolerance, vertex, &mut start_km, &mut pieces)?;
            }
            for (leg, ends) in path.windows(2).enumerate() {
                cut(ends[0], ends[1], tolerance, vertex + leg as u32, &mut start_km, &mut pieces)?;
            }
            vertex += path.len() as u32;
        }
        let chords =
            pieces.iter().zip(0..).map(|(piece, number)| Chord::new(Line::new(piece.from.xyz, piece.to.xyz), number));
        let tree = RTree::bulk_load(chords.collect());
        Ok(Trace { pieces, tree })
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether a piece may lie within `reach_km` of a box. Never wrongly `false`.
    pub fn may_reach(&self, corners: &[Xyz; 2], reach_km: f64) -> bool {
        let pad = reach_km + CHORD_MARGIN_KM;
        let low = corners[0].map(|c| c - pad);
        let high = corners[1].map(|c| c + pad);
        self.tree.locate_in_envelope_intersecting(&AABB::from_corners(low, high)).next().is_some()
    }

    /// Numbers of the pieces whose chord lies within `reach_km` of a place, as the chord measures.
    pub fn pieces_within(&self, place: &Place, reach_km: f64) -> impl Iterator<Item = usize> {
        let reach = reach_km + CHORD_MARGIN_KM;
        self.tree.locate_within_distance(place.xyz, reach * reach).map(|chord| chord.data as usize)
    }

    /// The nearest point of the trace; `None` for an empty trace.
    pub fn foot(&self, place: &Place) -> Option<Foot> {
        let nearest = self.tree.nearest_neighbor(&place.xyz)?;
        let least = rstar::PointDistance::distance_2(nearest, &place.xyz).sqrt();
        // Far away, chord and geodesic may disagree on which piece is nearest by the error of the arc.
        let reach = least + CHORD_MARGIN_KM + 2.0 * measure::arc_error(least);
        self.tree
            .locate_within_distance(place.xyz, reach * reach)
            .map(|chord| self.pieces[chord.data as usize].foot(place))
            .min_by(|a, b| a.distance_km.total_cmp(&b.distance_km).then(a.along_km.total_cmp(&b.along_km)))
    }
}

impl Piece {
    /// The nearest point of this piece, by Newton's iteration on the edge itself.
    pub fn foot(&self, place: &Place) -> Foot {
        let (d_lon, d_lat) =
            ((self.to.at.lon - self.from.at.lon).to_radians(), (self.to.at.lat - self.from.at.lat).to_radians());
        let chord = minus(self.to.xyz, self.from.xyz);
        let mut t = ratio(dot(minus(place.xyz, self.from.xyz), chord), dot(chord, chord));
        let mut foot = Place { at: self.from.at, xyz: self.from.xyz };
        for _ in 0..12 {
            let at = self.from.at.lerp(self.to.at, t);
            let tangent = Tangent::at(at);
            foot = Place { at, xyz: tangent.xyz };
            let along: Xyz = std::array::from_fn(|i| tangent.per_lon[i] * d_lon + tangent.per_lat[i] * d_lat);
            let speed2 = dot(along, along);
            let next = (t + step(dot(minus(place.xyz, foot.xyz), along), speed2)).clamp(0.0, 1.0);
            let moved_km = (next - t).abs() * speed2.sqrt();
            t = next;
            if moved_km < 1e-7 {
                break;
            }
        }
        Foot { distance_km: place.distance_km(&foot), along_km: self.start_km + t * self.length_km, at: foot.at }
    }
}

fn step(numerator: f64, denominator: f64) -> f64 {
    if denominator > 0.0 { numerator / denominator } else { 0.0 }
}

fn ratio(numerator: f64, denominator: f64) -> f64 {
    step(numerator, denominator).clamp(0.0, 1.0)
}

/// Cuts one edge into pieces of equal share.
fn cut(
    from: LonLat,
    to: LonLat,
    tolerance: Tolerance,
    vertex: u32,
    start_km: &mut f64,
    pieces: &mut Vec<Piece>,
) -> Result<()> {
    let count = piece_count(from, to, tolerance);
    if pieces.len() as f64 + count > MOST_PIECES {
        return Err(GeobitError::new(Code::TooLarge, "This geometry is too long to measure: its edges come to more than 1,000,000 straight pieces. Use a shorter one.").at_vertex(vertex as usize));
    }
    let mut begin = Place::new(from);
    for piece in 1..=count as u32 {
        let end = Place::new(if f64::from(piece) == count { to } else { from.lerp(to, f64::from(piece) / count) });
        let length_km = arc_of_chord(chord_km(begin.xyz, end.xyz));
        pieces.push(Piece { from: begin, to: end, start_km: *start_km, length_km });
        *start_km += length_km;
        begin = end;
    }
    Ok(())
}

/// How many equal pieces keep the chords short and close to the edge: the edge's acceleration over the ellipsoid,
/// by the share of it gone, is N·(sinφ cosφ Δλ², 2 sinφ Δλ Δφ), and a chord lies off by an eighth of it.
fn piece_count(from: LonLat, to: LonLat, tolerance: Tolerance) -> f64 {
    let (d_lon, d_lat) = ((to.lon - from.lon).to_radians(), (to.lat - from.lat).to_radians());
    let steepest = from.lat.abs().max(to.lat.abs()).to_radians();
    let mildest = if from.lat * to.lat < 0.0 { 0.0 } else { from.lat.abs().min(to.lat.abs()).to_radians() };
    let bend = measure::EQUATOR_KM
        * ((steepest.sin() * mildest.cos() * d_lon * d_lon).abs() + 2.0 * (steepest.sin() * d_lon * d_lat).abs());
    let length = measure::EQUATOR_KM * (d_lon * mildest.cos()).hypot(d_lat * 1.01);
    (bend / (8.0 * tolerance.0)).sqrt().max(length / LONGEST_PIECE_KM).ceil().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::distance_km;
    use proptest::prelude::*;

    /// The definition: the least geodesic distance over many points of the edges.
    fn brute_force(path: &[LonLat], p: LonLat) -> f64 {
        let edges = path.windows(2).flat_map(|ends| (0..=2000).map(|i| ends[0].lerp(ends[1], f64::from(i) / 2000.0)));
        edges.map(|q| distance_km(p, q)).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn foot_is_the_nearest_point(
            lon in -190.0..190.0f64, lat in -85.0..85.0f64,
            path in prop::collection::vec((-2.0..2.0f64, -2.0..2.0f64), 2..5),
            off in (-3.0..3.0f64, -3.0..3.0f64),
        ) {
            let path: Vec<_> = path.iter().map(|(x, y)| LonLat::new(lon + x, lat + y)).collect();
            let p = LonLat::new(lon + off.0, lat + off.1);
            let trace = Trace::new([path.as_slice()], Tolerance::DISTANCE).unwrap();
            let foot = trace.foot(&Place::new(p)).unwrap();
            let exact = brute_force(&path, p);
            // The brute force only looks every ~100-200 m, so it may be a little too long, never too short.
            prop_assert!(foot.distance_km <= exact + 2e-6, "{} {}", foot.distance_km, exact);
            prop_assert!(foot.distance_km >= exact - 0.3, "{} {}", foot.distance_km, exact);
            prop_assert!((distance_km(foot.at, p) - foot.distance_km).abs() < 2e-6);
        }
    }

    #[test]
    fn a_single_point_is_a_trace() {
        let at = LonLat::new(-8.0, 12.6);
        let trace = Trace::new([[at].as_slice()], Tolerance::DISTANCE).unwrap();
        let p = measure::direct(at, 30.0, 20.0);
        assert!((trace.foot(&Place::new(p)).unwrap().distance_km - 20.0).abs() < 2e-6);
        assert!(Trace::new([], Tolerance::DISTANCE).unwrap().foot(&Place::new(p)).is_none());
    }

    #[test]
    fn an_endless_edge_is_refused_with_its_vertex() {
        let back_and_forth: Vec<_> =
            (0..400).map(|i| LonLat::new(if i % 2 == 0 { -170.0 } else { 170.0 }, 60.0)).collect();
        let error = Trace::new([back_and_forth.as_slice()], Tolerance::INTEGRAL).err().unwrap();
        assert_eq!(error.code, Code::TooLarge);
        assert!(error.at.vertex.is_some());
    }
}
