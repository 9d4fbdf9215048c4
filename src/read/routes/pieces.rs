//! Lines that a file holds in several pieces.

use super::findings::{Findings, clean_name, describe};
use crate::error::Result;
use crate::geo::{LonLat, distance_km};

/// Gaps within a track are told if they are longer than this, km. Nobody knows how they were crossed.
const TOLD_GAP_KM: f64 = 1.0;
/// Pieces of a road that end and begin within this distance belong together, km.
const TOUCHING_KM: f64 = 0.05;
/// How many gaps are told with their places.
const LISTED: usize = 3;

impl Findings<'_> {
    /// Adds a recording as one route, whose pieces follow one another in time: a receiver that was switched off begins a new
    /// piece. Longer gaps are told.
    pub(super) fn add_track(&mut self, kind: &str, name: &str, pieces: Vec<Vec<LonLat>>) -> Result<()> {
        let mut line: Vec<LonLat> = Vec::new();
        let mut gaps = Vec::new();
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            if let Some(last) = line.last() {
                let km = distance_km(*last, piece[0]);
                if km > TOLD_GAP_KM {
                    gaps.push(format!("{km:.1} km after vertex {}", line.len() - 1));
                }
            }
            line.extend(piece);
        }
        if line.is_empty() {
            return Ok(());
        }
        if !gaps.is_empty() {
            let count = gaps.len();
            let more = if count > LISTED { format!(" and {} more", count - LISTED) } else { String::new() };
            let listed = gaps[..count.min(LISTED)].join(", ");
            let words = if count == 1 { "a gap, joined" } else { "gaps, each joined" };
            self.doubt(format!(
                "{} has {words} by a straight line: {listed}{more}. Nothing says which way was taken there.",
                describe(kind, &clean_name(name))
            ));
        }
        self.add_route(kind, name, line)
    }

    /// Adds the lines of one feature: as one route where each begins where the one before ends, else as several.
    pub(super) fn add_lines(&mut self, kind: &str, name: &str, lines: Vec<Vec<LonLat>>) -> Result<()> {
        let touches = |pair: &[Vec<LonLat>]| match (pair[0].last(), pair[1].first()) {
            (Some(end), Some(start)) => distance_km(*end, *start) <= TOUCHING_KM,
            _ => false,
        };
        if lines.windows(2).all(touches) {
            let line = lines.concat();
            return if line.is_empty() { Ok(()) } else { self.add_route(kind, name, line) };
        }
        lines.into_iter().filter(|line| !line.is_empty()).try_for_each(|line| self.add_route(kind, name, line))
    }
}
