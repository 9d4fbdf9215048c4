//! The coordinates of KML: tuples of longitude, latitude and perhaps altitude, with commas within and blanks between them.
//!
//! People and programs write blanks after the commas, or commas between the tuples. The first is read, the second only where
//! nothing else can be meant.

use super::bad;
use super::findings::{check_count, check_vertex};
use super::xml::degrees_of;
use crate::error::{GeobitError, Result, quote_excerpt};
use crate::geo::{LonLat, distance_km};
use crate::read::values::Axis;

/// If one reading of joined tuples is this many times as long as the other, the shorter one is meant.
const CLEARLY_SHORTER: f64 = 5.0;

/// Reads the tuples of a line or a point. `what` is what they belong to.
///
/// # Errors
/// `BadRoute` with the number of the vertex.
pub(super) fn read_tuples(text: &str, what: &str) -> Result<Vec<LonLat>> {
    let mut line = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut tuple: Vec<&str> = word.split(',').collect();
        // A comma at the end of a word, or at the start of the next, holds the tuple together.
        while let Some(next) = words.next_if(|next| tuple.last() == Some(&"") || next.starts_with(',')) {
            let mut more = next.split(',');
            if tuple.last() == Some(&"") {
                tuple.pop();
            } else {
                more.next();
            }
            tuple.extend(more);
            check_count(tuple.len() / 3, what)?;
        }
        if tuple.len() > 2 && tuple.last() == Some(&"") {
            tuple.pop();
        }
        if tuple.len() <= 3 {
            line.push(read_tuple(&tuple, line.len(), what)?);
        } else if !line.is_empty() || words.peek().is_some() {
            // Where blanks separate tuples as well, the further commas may be decimal ones.
            return Err(ambiguous(&tuple, line.len(), what));
        } else {
            line.extend(read_joined(&tuple, line.len(), what)?);
        }
        check_count(line.len(), what)?;
    }
    Ok(line)
}

fn read_tuple(tuple: &[&str], vertex: usize, what: &str) -> Result<LonLat> {
    let lon = degrees_of(tuple.first().copied(), Axis::Lon, vertex, what)?;
    let lat = degrees_of(tuple.get(1).copied(), Axis::Lat, vertex, what)?;
    check_vertex(lon, lat, vertex, what)
}

/// Reads tuples with commas between them: in twos or in threes, if only one of these can be meant.
fn read_joined(numbers: &[&str], vertex: usize, what: &str) -> Result<Vec<LonLat>> {
    let in_tuples = |size: usize| -> Option<Result<Vec<LonLat>>> {
        let tuples = numbers.chunks_exact(size);
        let fits = tuples.remainder().is_empty();
        fits.then(|| tuples.enumerate().map(|(i, tuple)| read_tuple(tuple, vertex + i, what)).collect())
    };
    match (in_tuples(2), in_tuples(3)) {
        (None, None) => Err(ambiguous(numbers, vertex, what)),
        (Some(only), None) | (None, Some(only)) => only,
        (Some(Ok(pairs)), Some(Ok(triples))) => {
            let (pairs_km, triples_km) = (length_km(&pairs), length_km(&triples));
            if pairs_km > CLEARLY_SHORTER * triples_km {
                Ok(triples)
            } else if triples_km > CLEARLY_SHORTER * pairs_km {
                Ok(pairs)
            } else {
                Err(ambiguous(numbers, vertex, what))
            }
        }
        (Some(Ok(only)), Some(Err(_))) | (Some(Err(_)), Some(Ok(only))) => Ok(only),
        (Some(Err(error)), Some(Err(_))) => Err(error),
    }
}

fn length_km(line: &[LonLat]) -> f64 {
    line.windows(2).map(|pair| distance_km(pair[0], pair[1])).sum()
}

fn ambiguous(numbers: &[&str], vertex: usize, what: &str) -> GeobitError {
    let start = quote_excerpt(&numbers[..numbers.len().min(6)].join(","));
    bad(format!(
        "{what}: from vertex {vertex} on, {} numbers are joined by commas ({start}), and nothing says where a position ends. Positions \
         are separated by blanks, as in \"-8.003,12.639 -7.9412,12.4871\".",
        numbers.len()
    ))
    .at_vertex(vertex)
}
