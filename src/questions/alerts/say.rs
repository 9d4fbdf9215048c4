//! What a rule says, in sentences.

use super::Days as RuleDays;
use super::rule::When;
use crate::history::MOST_DAYS_HELD;
use crate::incident::Day;
use crate::questions::coverage::DataAge;
use crate::questions::matching::put_before;
use crate::snapshot::Snapshot;
use crate::words::{self, Language, Value, messages};

/// What there is to say about a rule.
pub struct Said {
    pub when: When,
    pub days: RuleDays,
    pub since: Option<Day>,
    pub certain: usize,
    pub possible: usize,
    pub a_year: Option<f64>,
    /// The share of days on which the rule holds at the rate of the baseline.
    pub usual: Option<f64>,
    pub never_recorded: bool,
}

/// Which days of a rule are in the data, and what to say where some are not.
enum Days {
    All,
    Some(String),
    None(String),
}

/// The recent window of *more* and of the alarm.
const RECENT_DAYS: Day = 28;
/// A rule that holds on this share of days anyway begins to fire rarely, which would read as if it were unusual.
const USUAL: f64 = 0.5;

/// Says it in a language.
pub struct Sayer {
    lang: Language,
}

impl Sayer {
    pub fn new(lang: Language) -> Sayer {
        Sayer { lang }
    }

    pub fn lang(&self) -> Language {
        self.lang
    }

    /// Old data are told first; what the data do not cover, or never hold, stands in place of the rest. A zero of days that are not
    /// in the data is not told.
    pub fn say(&self, snapshot: &Snapshot, said: &Said, not_covered: Option<String>) -> String {
        let age = DataAge::new(snapshot.as_of(), said.days.today).words(self.lang);
        let rest = if said.never_recorded {
            vec![messages::RULE_NEVER_RECORDED.say(self.lang, &[])]
        } else if let Some(words) = not_covered {
            vec![words]
        } else {
            match self.days_in_data(snapshot, said) {
                Days::None(words) => vec![words],
                Days::Some(words) => vec![self.finding(said), words, self.by_chance(said)],
                Days::All => vec![self.finding(said), self.by_chance(said)],
            }
        };
        put_before(age.into_iter().chain(rest).collect::<Vec<_>>().join(" "), snapshot, self.lang)
    }

    /// How many of the days of the rule are in the data.
    fn days_in_data(&self, snapshot: &Snapshot, said: &Said) -> Days {
        let (begin, end) = (snapshot.span().0, snapshot.as_of());
        let first = match said.when {
            When::Any => said.days.since,
            When::AtLeast { in_days, .. } => said.days.last - in_days as Day + 1,
            When::More | When::Alarm => said.days.last - RECENT_DAYS + 1,
        };
        let day = |day: Day| words::day(day, self.lang);
        if said.certain + said.possible > 0 && first > end {
            Days::All
        } else if first > end {
            Days::None(messages::RULE_AFTER_DATA.say(self.lang, &[("end", day(end)), ("first", day(first))]))
        } else if said.days.last < begin {
            Days::None(
                messages::RULE_BEFORE_DATA.say(self.lang, &[("begin", day(begin)), ("last", day(said.days.last))]),
            )
        } else if first < begin {
            Days::Some(messages::RULE_DATA_BEGIN.say(self.lang, &[("begin", day(begin))]))
        } else {
            Days::All
        }
    }

    fn finding(&self, said: &Said) -> String {
        let lang = self.lang;
        let count = |number: usize| words::count(number as u32, lang);
        let mut values = vec![
            ("certain", count(said.certain)),
            ("possible", count(said.possible)),
            ("last", words::day(said.days.last, lang)),
            ("since", words::day(said.since.unwrap_or(said.days.since), lang)),
        ];
        let message = match (said.when, said.since) {
            (When::Any, fired) => {
                values.push(("first", words::day(said.days.since, lang)));
                if fired.is_some() { messages::RULE_ANY } else { messages::RULE_ANY_NOT }
            }
            (When::AtLeast { at_least, in_days }, fired) => {
                values.push(("least", words::count(at_least, lang)));
                values.push(("days", words::count(in_days, lang)));
                match fired {
                    Some(since) if said.days.last - since >= MOST_DAYS_HELD => messages::RULE_AT_LEAST_LONG,
                    Some(_) => messages::RULE_AT_LEAST,
                    None => messages::RULE_AT_LEAST_NOT,
                }
            }
            (When::More, Some(_)) => messages::RULE_MORE,
            (When::More, None) => messages::RULE_MORE_NOT,
            (When::Alarm, Some(_)) => messages::RULE_ALARM,
            (When::Alarm, None) => messages::RULE_ALARM_NOT,
        };
        message.say(lang, &values)
    }

    /// How often the rule would fire by chance.
    fn by_chance(&self, said: &Said) -> String {
        /// Rarer than once in so many years is hardly ever.
        const MOST_YEARS: f64 = 100.0;
        let lang = self.lang;
        let number = |number: f64| -> Value { words::plain(number, lang) };
        if let Some(share) = said.usual.filter(|share| *share >= USUAL) {
            return messages::RULE_USUAL.say(lang, &[("share", words::percent(share, lang))]);
        }
        match said.a_year {
            None => messages::RULE_CHANCE_UNKNOWN.say(lang, &[]),
            Some(times) if times < 1.0 / MOST_YEARS => {
                messages::RULE_HARDLY_EVER.say(lang, &[("years", number(MOST_YEARS))])
            }
            Some(times) if times < 0.95 => {
                messages::RULE_IN_YEARS.say(lang, &[("years", number((1.0 / times).round().max(1.0)))])
            }
            Some(times) => messages::RULE_A_YEAR.say(lang, &[("times", number(times.round()))]),
        }
    }
}
