//! What the regional picture says, in sentences.

use super::{Period, Region, RegionOptions};
use crate::questions::coverage::DataAge;
use crate::questions::matching::put_before;
use crate::snapshot::Snapshot;
use crate::words::{self, Language, Value, messages};

/// Two periods with fewer incidents together are not compared.
const TOO_FEW: u64 = 5;
/// A p from which on a change may be chance.
const CHANCE: f64 = 0.05;

/// Says it. `last` is the last period that the data cover to its end.
pub fn say(found: &Region, snapshot: &Snapshot, last: Option<usize>, options: &RegionOptions) -> String {
    let sayer = Sayer { snapshot, options, lang: options.lang };
    let lang = sayer.lang;
    let mut said: Vec<String> = DataAge::new(snapshot.as_of(), options.today).words(lang).into_iter().collect();
    if found.periods.iter().all(|period| period.n == 0) {
        let [begin, end] = [snapshot.span().0, snapshot.as_of()].map(|day| words::day(day, lang));
        said.push(messages::REGION_NONE.say(lang, &[("begin", begin), ("end", end)]));
    } else {
        said.push(sayer.main(found, last));
        said.extend(sayer.partial(found, last));
    }
    let left_out = found.left_out.not_located + found.left_out.undated;
    if left_out > 0 {
        said.push(messages::POINTS_LEFT_OUT.say(lang, &[("count", words::count(left_out as u32, lang))]));
    }
    put_before(said.join(" "), snapshot, lang)
}

struct Sayer<'a> {
    snapshot: &'a Snapshot,
    options: &'a RegionOptions,
    lang: Language,
}

impl Sayer<'_> {
    fn name(&self, period: &Period) -> Value {
        let by = self.options.by;
        by.say(by.number_of(period.from), self.lang)
    }

    fn place(&self) -> Value {
        let RegionOptions { reference, reference_name, .. } = self.options;
        Value::text(match (reference, reference_name) {
            (None, _) => messages::REFERENCE_CENTRE.say(self.lang, &[]),
            (_, None) => messages::REFERENCE.say(self.lang, &[]),
            (_, Some(name)) => messages::REFERENCE_NAMED.say(self.lang, &[("name", Value::text(name.clone()))]),
        })
    }

    /// The sentence on the last complete period and the one before.
    fn main(&self, found: &Region, last: Option<usize>) -> String {
        let lang = self.lang;
        let count = |period: &Period| words::count(period.n as u32, lang);
        let Some(last) = last else { return messages::REGION_INCOMPLETE.say(lang, &[]) };
        let (later, earlier) = (&found.periods[last], last.checked_sub(1).map(|before| &found.periods[before]));
        let half = |period: &Period| period.distance_km.map(|km| words::distance_km(km.q50, lang));
        let mut values = vec![("period", self.name(later)), ("place", self.place())];
        let Some(km) = half(later) else { return messages::REGION_QUIET.say(lang, &values) };
        values.push(("km", km));
        let (Some(earlier), Some(test)) = (earlier, found.test) else {
            return messages::REGION_HALF_ALONE.say(lang, &values);
        };
        values.push(("earlier", self.name(earlier)));
        if later.n + earlier.n < TOO_FEW {
            values.extend([("count", count(later)), ("earlier_count", count(earlier))]);
            return messages::REGION_TOO_FEW.say(lang, &values);
        }
        values.extend(half(earlier).map(|before| ("before", before)));
        values.push(("p", words::p_value(test.p, lang)));
        values.push(("rings", Value::text(self.rings(later, earlier, test.p))));
        messages::REGION_HALF.say(lang, &values)
    }

    /// Whether counts rose or fell by ring, and what that means. Nothing where there are no rings.
    fn rings(&self, later: &Period, earlier: &Period, p: f64) -> String {
        let counts = |period: &Period| period.rings.iter().copied().chain([period.beyond]).collect::<Vec<u32>>();
        let pairs: Vec<(u32, u32)> = counts(later).into_iter().zip(counts(earlier)).collect();
        let limits = &self.options.rings_km;
        let count = |number: usize| words::count(number as u32, self.lang);
        if limits.is_empty() {
            return String::new();
        }
        let seen = pairs.iter().filter(|(after, before)| after + before > 0).count();
        let up = pairs.iter().filter(|(after, before)| after > before).count();
        let down = pairs.iter().filter(|(after, before)| after < before).count();
        let changed: Vec<(usize, bool)> = pairs
            .iter()
            .enumerate()
            .filter(|(_, (after, before))| after != before)
            .map(|(ring, (after, before))| (ring, after > before))
            .collect();
        let is_one_turn = changed.windows(2).filter(|pair| pair[0].1 != pair[1].1).count() == 1;
        let (message, meaning) = match changed.first() {
            // Where all lie in one ring, nothing shows whether they spread.
            Some(_) if up == seen && seen > 1 => (messages::RINGS_ROSE, messages::CAME_CLOSER),
            Some(_) if down == seen && seen > 1 => (messages::RINGS_FELL, messages::MOVED_AWAY),
            Some((_, true)) if is_one_turn => (messages::RINGS_INWARDS, messages::CAME_CLOSER),
            Some((_, false)) if is_one_turn => (messages::RINGS_OUTWARDS, messages::MOVED_AWAY),
            _ => (messages::RINGS_MIXED, messages::MAY_BE_CHANCE),
        };
        // The ring in which the turn is, counted from 1: its inner limit is the outer one of the ring before.
        let turn = changed.iter().find(|(_, rose)| Some(*rose) != changed.first().map(|(_, first)| *first));
        let limit = turn.map_or(0.0, |(ring, _)| limits[ring - 1]);
        let verdict = if p < CHANCE { meaning } else { messages::MAY_BE_CHANCE };
        let values = [
            ("limit", words::distance_km(limit, self.lang)),
            ("verdict", Value::text(verdict.say(self.lang, &[]))),
            ("up", count(up)),
            ("down", count(down)),
            ("all", count(pairs.len())),
        ];
        message.say(self.lang, &values)
    }

    /// What is covered only in part: the period in which the data end, and that of those compared in which they begin.
    fn partial(&self, found: &Region, last: Option<usize>) -> Vec<String> {
        let (lang, options) = (self.lang, self.options);
        let day = |day| words::day(day, lang);
        let mut said = Vec::new();
        let first = found.periods.first().zip(last).filter(|(first, last)| first.partial && *last <= 1);
        if let Some((first, _)) = first {
            let begin = self.snapshot.span().0.max(options.from.unwrap_or(first.from));
            if begin > first.from {
                said.push(messages::COVERED_FROM.say(lang, &[("period", self.name(first)), ("day", day(begin))]));
            }
        }
        let open = found.periods.last().filter(|_| last.is_none_or(|last| last + 1 < found.periods.len()));
        if let Some(open) = open {
            let end = self.snapshot.as_of().min(options.to.unwrap_or(open.to));
            said.push(messages::COVERED_UP_TO.say(lang, &[("period", self.name(open)), ("day", day(end))]));
        }
        said
    }
}
