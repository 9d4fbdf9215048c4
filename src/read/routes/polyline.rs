//! Encoded polylines, as routing services give them: differences of latitudes and longitudes as letters.
//!
//! The text does not say how many decimal digits its numbers have, 5 or 6, nor whether there is an altitude to each position. What
//! is read is what a road is likelier to look like, and the other reading is offered beside it.

use geojson::JsonObject;

use super::findings::{Findings, check_count, clean_name, describe};
use super::sorting::median;
use super::{MAX_FILE_VERTICES, bad};
use crate::error::{Result, quote_excerpt};
use crate::geo::{LonLat, distance_km};

/// Half of the legs of a road are shorter than this, km. With one digit too few, legs are ten times as long.
const LONGEST_USUAL_LEG_KM: f64 = 100.0;
/// A route is longer than this, km. With one digit too many, it is a tenth as long.
const SHORTEST_ROUTE_KM: f64 = 1.0;
/// A leg that is this many times as long as half of all legs is a jump.
const JUMP: f64 = 10.0;
/// A text with several lines is a list of polylines if each has at least this many letters.
const SHORTEST_LINE: usize = 6;

/// What is known of where a polyline starts and how it is written.
#[derive(Clone, Copy, Default)]
pub(super) struct Hints {
    pub(super) digits: Option<u8>,
    pub(super) start: Option<LonLat>,
    /// How many numbers a position has: 2, or 3 with an altitude.
    pub(super) size: Option<usize>,
}

/// Returns whether a text is one polyline, or one to a line.
pub(super) fn is_polyline(text: &str) -> bool {
    let lines = || text.lines().map(unquoted).filter(|line| !line.is_empty());
    let is_letter = |byte: u8| (b'?'..=b'~').contains(&byte);
    let is_alone = lines().count() == 1;
    lines().all(|line| {
        let strange = line.bytes().filter(|byte| !is_letter(*byte)).count();
        // A letter may be wrong, of which the message then tells.
        let is_nearly = is_alone && strange <= 1 && !line.contains([',', ';', '\t', ' ']);
        line.len() >= SHORTEST_LINE && (strange == 0 || (is_nearly && line.len() > 20))
    }) || (is_alone && lines().all(|line| line.bytes().all(is_letter)))
}

/// Reads a file of polylines.
pub(super) fn read_file(text: &str, findings: &mut Findings<'_>) -> Result<()> {
    let hints = Hints { digits: findings.options.digits, ..Hints::default() };
    let lines: Vec<&str> = text.lines().map(unquoted).filter(|line| !line.is_empty()).collect();
    // A polyline that a program has wrapped is cut anywhere; each of a list is whole.
    let is_whole = |line: &&str| numbers_of(line, "").is_ok_and(|numbers| numbers.len().is_multiple_of(2));
    if lines.len() > 1 && !lines.iter().all(is_whole) {
        return add(&lines.concat(), "", hints, findings);
    }
    lines.into_iter().try_for_each(|line| add(line, "", hints, findings))
}

/// Removes blanks and the quotation marks of a program's text.
fn unquoted(line: &str) -> &str {
    let line = line.trim().trim_end_matches([',', ';']);
    let quoted = |mark: char| line.strip_prefix(mark).and_then(|line| line.strip_suffix(mark));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(line)
}

/// Adds the route of one polyline, and its other reading if that is possible as well.
pub(super) fn add(text: &str, name: &str, hints: Hints, findings: &mut Findings<'_>) -> Result<()> {
    let what = describe("encoded polyline", &clean_name(name));
    let (numbers, was_escaped) = unescaped(text, &what)?;
    if was_escaped {
        findings.doubt(format!(
            "{what} has every backslash twice, as in the text of a program; it is read with each once."
        ));
    }
    let readings = Readings::new(&numbers, hints, &what)?;
    let (first, second) = readings.ranked(hints);
    let Some(first) = first else { return Err(out_of_range(&numbers, hints, &what)) };
    if first.size == 3 {
        findings.doubt(format!(
            "{what} is read with an altitude behind each position, because its numbers come in threes."
        ));
    }
    if let Some(second) = second {
        findings.doubt(format!(
            "{what} can be read with {} decimal digits ({:.0} km long, from {}) or with {} ({:.0} km, from {}). The first is likelier; the second \
             is offered as another route. Look where they lie on the map.",
            first.digits,
            first.km,
            place(first.line[0]),
            second.digits,
            second.km,
            place(second.line[0]),
        ));
        let name = clean_name(name);
        let other = if name.is_empty() { String::new() } else { format!("{name} ({} digits)", second.digits) };
        findings.add_route_with("polyline", &name, first.line.clone(), digits_of(first))?;
        return findings.add_route_with("polyline", &other, second.line.clone(), digits_of(second));
    }
    findings.add_route_with("polyline", name, first.line.clone(), digits_of(first))
}

/// Decodes one polyline whose digits are known.
pub(super) fn decode(text: &str, what: &str, digits: Option<u8>) -> Result<Vec<LonLat>> {
    let hints = Hints { digits, ..Hints::default() };
    let (numbers, _) = unescaped(text, what)?;
    let readings = Readings::new(&numbers, hints, what)?;
    readings.0.into_iter().next().map(|reading| reading.line).ok_or_else(|| out_of_range(&numbers, hints, what))
}

fn digits_of(reading: &Reading) -> JsonObject {
    JsonObject::from_iter([("digits".to_string(), reading.digits.into())])
}

fn place(at: LonLat) -> String {
    format!("{:.2}°, {:.2}°", at.lat, at.lon)
}

/// Decodes a text, and undoes escapes where that is what makes it one: where each backslash is there twice.
fn unescaped(text: &str, what: &str) -> Result<(Vec<i64>, bool)> {
    let plain = numbers_of(text, what);
    let runs: Vec<usize> = text.split(|letter| letter != '\\').map(str::len).filter(|length| *length > 0).collect();
    if runs.is_empty() || runs.iter().any(|length| length % 2 == 1) {
        return plain.map(|numbers| (numbers, false));
    }
    let undone = text.replace("\\\\", "\\");
    match (plain, numbers_of(&undone, what)) {
        (plain, Err(_)) => plain.map(|numbers| (numbers, false)),
        (Err(_), Ok(undone)) => Ok((undone, true)),
        // A doubled backslash that means itself is the number −15 for once.
        (Ok(plain), Ok(undone)) => {
            let is_escaped = runs.len() > 1 || !plain.len().is_multiple_of(2);
            Ok(if is_escaped { (undone, true) } else { (plain, false) })
        }
    }
}

/// Decodes the letters to differences.
///
/// # Errors
/// `BadRoute` with the number of the vertex for a letter that no polyline has, and for a text that ends too soon.
fn numbers_of(text: &str, what: &str) -> Result<Vec<i64>> {
    /// No degree with 6 digits needs more letters of five bits.
    const LONGEST_NUMBER: u32 = 7;
    let mut numbers = Vec::new();
    let (mut number, mut letters) = (0_i64, 0);
    for (place, letter) in text.chars().enumerate() {
        let vertex = numbers.len() / 2;
        let refuse = |words: String| Err(bad(format!("{what}: letter {} {words}", place + 1)).at_vertex(vertex));
        if !('?'..='~').contains(&letter) {
            return refuse(format!(
                "is {}; polylines have only the letters from \"?\" to \"~\".",
                quote_excerpt(&letter.to_string())
            ));
        }
        let bits = letter as i64 - 63;
        number |= (bits & 31) << (5 * letters);
        letters += 1;
        if bits < 32 {
            numbers.push(if number & 1 == 1 { !(number >> 1) } else { number >> 1 });
            (number, letters) = (0, 0);
            if numbers.len() > 3 * MAX_FILE_VERTICES {
                check_count(numbers.len(), what)?;
            }
        } else if letters == LONGEST_NUMBER {
            return refuse("belongs to a number too large for degrees, so this is no encoded polyline.".into());
        }
    }
    let vertex = numbers.len() / 2;
    if letters > 0 {
        return Err(bad(format!("{what} ends within a number; copy it to its last letter.")).at_vertex(vertex));
    }
    if numbers.is_empty() {
        return Err(bad(format!("{what} is empty.")));
    }
    Ok(numbers)
}

/// One way to read the numbers.
struct Reading {
    digits: u8,
    /// How many numbers a position has.
    size: usize,
    line: Vec<LonLat>,
    km: f64,
    median_leg_km: f64,
}

impl Reading {
    fn begins_with_a_jump(&self) -> bool {
        let first_leg = self.line.windows(2).next().map_or(0.0, |leg| distance_km(leg[0], leg[1]));
        first_leg > JUMP * self.median_leg_km
    }

    /// Returns the line, if all its positions are on Earth.
    fn new(numbers: &[i64], digits: u8, size: usize) -> Option<Reading> {
        let factor = if digits == 5 { 1e5 } else { 1e6 };
        let (mut lat, mut lon) = (0_i64, 0_i64);
        let mut line = Vec::with_capacity(numbers.len() / size);
        for position in numbers.chunks_exact(size) {
            (lat, lon) = (lat + position[0], lon + position[1]);
            let at = LonLat::new(lon as f64 / factor, lat as f64 / factor);
            if at.lat.abs() > 90.0 || at.lon.abs() > 180.0 {
                return None;
            }
            line.push(at);
        }
        let legs: Vec<f64> = line.windows(2).map(|leg| distance_km(leg[0], leg[1])).collect();
        let km = legs.iter().sum();
        let median_leg_km = median(&legs).unwrap_or(0.0);
        Some(Reading { digits, size, line, km, median_leg_km })
    }
}

/// The readings that are possible: with 5 and with 6 digits.
struct Readings(Vec<Reading>);

impl Readings {
    /// Tries what the number of numbers allows.
    ///
    /// # Errors
    /// `BadRoute` for numbers that make no positions; `TooLarge` for too many.
    fn new(numbers: &[i64], hints: Hints, what: &str) -> Result<Readings> {
        let sizes: Vec<usize> = [2, 3].into_iter().filter(|size| numbers.len().is_multiple_of(*size)).collect();
        if sizes.is_empty() {
            let message = format!("{what} ends with a latitude without its longitude; copy it to its last letter.");
            return Err(bad(message).at_vertex(numbers.len() / 2));
        }
        check_count(numbers.len() / sizes[sizes.len() - 1], what)?;
        let is_wanted = |digits: &u8| hints.digits.is_none_or(|only| only == *digits);
        let readings = [5, 6].into_iter().filter(is_wanted).filter_map(|digits| {
            let [pairs, threes] = [2, 3].map(|size| {
                let is_tried = sizes.contains(&size) && hints.size.is_none_or(|only| only == size);
                if is_tried { Reading::new(numbers, digits, size) } else { None }
            });
            // Threes read as pairs begin with a jump, because the first altitude is taken for a difference of latitudes.
            match (pairs, threes) {
                (Some(pairs), Some(threes)) if pairs.begins_with_a_jump() && !threes.begins_with_a_jump() => {
                    Some(threes)
                }
                (pairs, threes) => pairs.or(threes),
            }
        });
        let readings: Vec<Reading> = readings.collect();
        for reading in &readings {
            check_count(reading.line.len(), what)?;
        }
        Ok(Readings(readings))
    }

    /// Returns the likelier reading, and the other one if it is possible as well.
    fn ranked(&self, hints: Hints) -> (Option<&Reading>, Option<&Reading>) {
        let [five, six] = self.0.as_slice() else { return (self.0.first(), None) };
        if let Some(start) = hints.start {
            let off = |reading: &Reading| distance_km(reading.line[0], start);
            return if off(six) < off(five) { (Some(six), None) } else { (Some(five), None) };
        }
        if six.km < SHORTEST_ROUTE_KM && five.median_leg_km <= LONGEST_USUAL_LEG_KM {
            return (Some(five), None);
        }
        if five.median_leg_km > LONGEST_USUAL_LEG_KM { (Some(six), Some(five)) } else { (Some(five), Some(six)) }
    }
}

fn out_of_range(numbers: &[i64], hints: Hints, what: &str) -> crate::error::GeobitError {
    let (mut lat, mut lon) = (0_i64, 0_i64);
    let digits = hints.digits.unwrap_or(6);
    let factor = if digits == 5 { 1e5 } else { 1e6 };
    for (vertex, pair) in numbers.chunks_exact(2).enumerate() {
        (lat, lon) = (lat + pair[0], lon + pair[1]);
        let (lat, lon) = (lat as f64 / factor, lon as f64 / factor);
        if lat.abs() > 90.0 || lon.abs() > 180.0 {
            let advice = if hints.digits.is_some() {
                "Try the other number of digits, or copy it again."
            } else {
                "Copy it again."
            };
            return bad(format!(
                "{what}: with {digits} digits, vertex {vertex} is at latitude {lat}, longitude {lon}, which is no place on Earth. {advice}"
            ))
            .at_vertex(vertex);
        }
    }
    bad(format!("{what} cannot be read."))
}
