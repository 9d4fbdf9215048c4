//! Times as receivers write them, as far as their order and their distances tell a track from a list.

/// A time of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    /// Seconds since some day. Months count 31 days, which keeps the order.
    pub(super) seconds: f64,
    /// Whether it says more than the day.
    pub(super) has_clock: bool,
}

/// Returns whether a text holds a date, and not only a time of day.
pub(super) fn has_date(text: &str) -> bool {
    digits(text).next().is_some_and(|(group, _)| group.len() >= 8)
        || text.contains(['-', '/'])
        || text.matches('.').count() > 1
}

/// Returns whether a cell is a date, whatever its column is called.
pub(super) fn is_date(cell: &str) -> bool {
    let is_stamp = cell.trim().chars().next().is_some_and(|letter| letter.is_ascii_digit()) && cell.len() <= 40;
    // Letters occur in "T", "Z", "UTC" and names of months; more of them are text that holds a number.
    let letters = cell.chars().filter(|letter| letter.is_ascii_alphabetic() || !letter.is_ascii()).count();
    is_stamp && letters <= 5 && cell.matches(['-', '/']).count() >= 2 && has_date(cell) && parse(cell).is_some()
}

/// Reads a time. Returns `None` for text that is none.
pub(super) fn parse(text: &str) -> Option<Time> {
    let groups: Vec<(&str, u64)> = digits(text).take(8).collect();
    let (first, number) = *groups.first()?;
    match first.len() {
        10 => return Some(Time { seconds: number as f64, has_clock: true }),
        13 => return Some(Time { seconds: number as f64 / 1e3, has_clock: true }),
        14 => return compact(first),
        _ => {}
    }
    let values: Vec<u64> = groups.iter().map(|(_, number)| *number).collect();
    let (day, rest) = if has_date(text) {
        let [a, b, c] = *values.first_chunk::<3>()?;
        let (year, month, day) = if first.len() == 4 { (a, b, c) } else { (c, b, a) };
        if !(1..=31).contains(&month) || !(1..=31).contains(&day) || year > 9999 {
            return None;
        }
        ((year * 12 + month) * 31 + day, &values[3..])
    } else {
        (0, &values[..])
    };
    let [hours, minutes, seconds] = [0, 1, 2].map(|i| rest.get(i).copied().unwrap_or(0));
    if hours > 24 || minutes > 60 || seconds > 60 {
        return None;
    }
    let clock = (hours * 3600 + minutes * 60 + seconds) as f64;
    Some(Time { seconds: day as f64 * 86_400.0 + clock, has_clock: rest.len() >= 2 })
}

/// Reads `20260301081500`.
fn compact(text: &str) -> Option<Time> {
    let part = |from: usize, to: usize| text[from..to].parse::<u64>().ok();
    let day = (part(0, 4)? * 12 + part(4, 6)?) * 31 + part(6, 8)?;
    let clock = part(8, 10)? * 3600 + part(10, 12)? * 60 + part(12, 14)?;
    Some(Time { seconds: day as f64 * 86_400.0 + clock as f64, has_clock: true })
}

/// Returns the groups of digits of a text, each with its value.
fn digits(text: &str) -> impl Iterator<Item = (&str, u64)> {
    let groups = text.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty());
    groups.map(|group| (group, group.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_ordered_whatever_their_form() {
        for [earlier, later] in [
            ["2026-03-01T08:00:00Z", "2026-03-01T08:01:00Z"],
            ["2026-03-31 23:59:59", "2026-04-01 00:00:01"],
            ["01/03/2026 08:00", "02/03/2026 07:00"],
            ["1772352000", "1772352060"],
            ["1772352000000", "1772352060000"],
            ["08:00:00", "08:00:01"],
            ["20260301080000", "20260301080100"],
        ] {
            let [earlier, later] = [earlier, later].map(|text| parse(text).unwrap());
            assert!(earlier.seconds < later.seconds && earlier.has_clock && later.has_clock);
        }
        assert!(!parse("2026-03-01").unwrap().has_clock);
        for text in ["", "x", "2026-45-01", "25:00", "99999999999999999999999 1 1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
