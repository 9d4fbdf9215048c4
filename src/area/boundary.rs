//! The boundary of an area as short straight parts in space, for integrals along it.
//!
//! The boundary of plain polygons is their outline. That of an area with a radius consists of the lines at this distance on
//! both sides of every piece of the outline, of arcs where pieces meet and of half circles where a path ends, as far as no
//! other piece is nearer. Parts need not be joined: where one ends, another one begins, to a few metres.

use super::Area;
use crate::geo::{GeoPoint, LonLat, SpaceBox, Xyz, direct, dot, reciprocal_or_zero, segment_distance_2, subtract};
use crate::trace::{Piece, Pyramid};

/// How far chords may be from the arc that they stand for, km.
const SAGITTA_KM: f64 = 0.004;
/// A place is within the area, and not on its boundary, if it is nearer than the radius by more than this, km and as a part of
/// the radius.
const HIDDEN_KM: f64 = 0.003;
const HIDDEN_SHARE: f64 = 1e-4;
/// Lines along a piece are cut to this length or to the radius, whichever is longer, km: of each part only the ends are asked
/// whether another piece is nearer.
const PART_KM: f64 = 0.5;
/// How often the part is halved in which the boundary goes below another piece.
const HALVINGS: usize = 10;

/// How far the coarse boundary may be from the other one, km: so far that a mass of a wide Gaussian is wrong by at most 2e-3 where
/// all of it is off to one side, which it is not.
const COARSE_KM: f64 = 0.04;
/// A Gaussian with a σ from this on is wide, km.
pub const WIDE_SIGMA_KM: f64 = 8.0;
/// The longest part of a coarse boundary that is joined from others, km.
const LONGEST_JOINED_KM: f64 = 4.0;

/// A boundary, and a coarse one for wide Gaussians.
pub struct Boundary {
    pub fine: Parts,
    pub coarse: Parts,
}

/// Straight parts of a boundary, each with the inside to its left.
pub struct Parts {
    parts: Vec<[Xyz; 2]>,
    pyramid: Pyramid,
}

impl Boundary {
    pub fn new(area: &Area) -> Boundary {
        let parts = if area.radius_km == 0.0 {
            area.outline().pieces().iter().map(|piece| [piece.from.xyz, piece.to.xyz]).collect()
        } else {
            let mut drawing = Drawing { area, parts: Vec::new() };
            drawing.go_around(area.outline().pieces());
            drawing.parts
        };
        Boundary { coarse: Parts::new(joined(&parts)), fine: Parts::new(parts) }
    }
}

impl Parts {
    fn new(parts: Vec<[Xyz; 2]>) -> Parts {
        let pyramid = Pyramid::new(parts.iter().map(|[from, to]| SpaceBox::around_points(*from, *to)).collect());
        Parts { parts, pyramid }
    }

    /// Calls `visit` with the ends of the parts whose box is at most `reach_km` from a place.
    pub fn for_each_part_within(&self, place: Xyz, reach_km: f64, mut visit: impl FnMut(Xyz, Xyz)) {
        let limit_2 = reach_km * reach_km;
        self.pyramid.visit_within(&place.into(), limit_2, |number| {
            let [from, to] = self.parts[number];
            visit(from, to);
            limit_2
        });
    }
}

/// Joins parts that follow one another as far as all their ends stay near the straight line.
fn joined(parts: &[[Xyz; 2]]) -> Vec<[Xyz; 2]> {
    let mut all = Vec::new();
    let mut rest = parts;
    while let Some([from, first_to]) = rest.first() {
        let mut count = 1;
        let mut to = *first_to;
        while let Some([next, next_to]) = rest.get(count) {
            let chord = subtract(*next_to, *from);
            let length_2 = dot(chord, chord);
            let is_near = |end: &[Xyz; 2]| {
                segment_distance_2(*from, *next_to, reciprocal_or_zero(length_2), end[1]) <= COARSE_KM * COARSE_KM
            };
            if *next != to || length_2 > LONGEST_JOINED_KM * LONGEST_JOINED_KM || !rest[..count].iter().all(is_near) {
                break;
            }
            to = *next_to;
            count += 1;
        }
        all.push([*from, to]);
        rest = &rest[count..];
    }
    all
}

/// The boundary of an area with a radius while it is found.
struct Drawing<'a> {
    area: &'a Area,
    parts: Vec<[Xyz; 2]>,
}

impl Drawing<'_> {
    fn go_around(&mut self, pieces: &[Piece]) {
        let mut rest = pieces;
        while let Some(first) = rest.first() {
            let count = 1 + rest.windows(2).take_while(|two| two[0].to.xyz == two[1].from.xyz).count();
            let (path, others) = rest.split_at(count);
            rest = others;
            let legs: Vec<(&Piece, f64)> = path
                .iter()
                .filter(|piece| piece.from.xyz != piece.to.xyz)
                .map(|piece| (piece, azimuth(piece)))
                .collect();
            let (Some((from, start)), Some((to, end))) = (legs.first(), legs.last()) else {
                self.add_arc(first.from.at, 0.0, -360.0);
                continue;
            };
            legs.iter().for_each(|(piece, azimuth)| self.add_sides(piece, *azimuth));
            legs.windows(2).for_each(|two| self.add_join(two[1].0.from.at, two[0].1, two[1].1));
            if from.from.xyz == to.to.xyz {
                self.add_join(from.from.at, *end, *start);
            } else {
                self.add_arc(from.from.at, start - 90.0, -180.0);
                self.add_arc(to.to.at, end + 90.0, -180.0);
            }
        }
    }

    /// The lines on both sides of a piece: forwards on the right, backwards on the left.
    fn add_sides(&mut self, piece: &Piece, azimuth: f64) {
        let count = (piece.length_km / PART_KM.max(self.area.radius_km)).ceil().max(1.0);
        let places = |side: f64| {
            (0..=count as usize)
                .map(move |number| (piece.from.at.lerp(piece.to.at, number as f64 / count), azimuth + side))
        };
        self.add_line(places(90.0));
        self.add_line(places(-90.0).rev());
    }

    /// The arc on the outer side of a place where the azimuth changes.
    fn add_join(&mut self, at: LonLat, before: f64, after: f64) {
        let turn = (after - before + 540.0).rem_euclid(360.0) - 180.0;
        if turn < 0.0 {
            self.add_arc(at, before + 90.0, turn);
        } else {
            self.add_arc(at, after - 90.0, -turn);
        }
    }

    /// An arc around a place, from an azimuth on.
    fn add_arc(&mut self, at: LonLat, from: f64, turn: f64) {
        let step = (8.0 * SAGITTA_KM / self.area.radius_km).sqrt().to_degrees().min(30.0);
        let count = (turn.abs() / step).ceil().max(1.0);
        self.add_line((0..=count as usize).map(|number| (at, from + turn * number as f64 / count)));
    }

    /// A line through the places that are the radius away from others, each given with the azimuth from it.
    fn add_line(&mut self, from: impl Iterator<Item = (LonLat, f64)>) {
        let mut last: Option<(GeoPoint, bool)> = None;
        for (at, azimuth) in from {
            let next = GeoPoint::new(direct(at, azimuth, self.area.radius_km));
            let is_hidden = self.is_hidden(&next);
            match last {
                Some((before, false)) if !is_hidden => self.parts.push([before.xyz, next.xyz]),
                Some((before, false)) => {
                    let end = self.last_visible(before.at, next.at);
                    self.parts.push([before.xyz, end]);
                }
                Some((before, true)) if !is_hidden => {
                    let begin = self.last_visible(next.at, before.at);
                    self.parts.push([begin, next.xyz]);
                }
                _ => {}
            }
            last = Some((next, is_hidden));
        }
    }

    /// Whether a place at the radius from one piece is nearer to another one.
    fn is_hidden(&self, place: &GeoPoint) -> bool {
        let reach_km = self.area.radius_km * (1.0 - HIDDEN_SHARE) - HIDDEN_KM;
        (reach_km > 0.0 && self.area.outline().is_within(place, reach_km)) || self.area.polygons_contain(place.at)
    }

    /// The last place that is not hidden on the way to one that is.
    fn last_visible(&self, from: LonLat, mut to: LonLat) -> Xyz {
        to.lon = from.lon + (to.lon - from.lon + 540.0).rem_euclid(360.0) - 180.0;
        let (mut visible, mut hidden) = (0.0, 1.0);
        let place = |share: f64| {
            let at = from.lerp(to, share);
            GeoPoint::new(LonLat::new((at.lon + 540.0).rem_euclid(360.0) - 180.0, at.lat))
        };
        for _ in 0..HALVINGS {
            let middle = 0.5 * (visible + hidden);
            if self.is_hidden(&place(middle)) {
                hidden = middle;
            } else {
                visible = middle;
            }
        }
        place(visible).xyz
    }
}

/// The azimuth of a piece in its middle, degrees.
fn azimuth(piece: &Piece) -> f64 {
    let chord = subtract(piece.to.xyz, piece.from.xyz);
    let [east, north] = axes_at(piece.from.at.lerp(piece.to.at, 0.5));
    dot(chord, east).atan2(dot(chord, north)).to_degrees()
}

/// The directions to the east and to the north at a place.
pub fn axes_at(at: LonLat) -> [Xyz; 2] {
    let ((sin_lon, cos_lon), (sin_lat, cos_lat)) = (at.lon.to_radians().sin_cos(), at.lat.to_radians().sin_cos());
    [[-sin_lon, cos_lon, 0.0], [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat]]
}
