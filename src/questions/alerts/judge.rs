//! Whether a rule fires, and how often it would by chance.

use super::parts::Parts;
use super::rule::{Rule, When};
use super::say::{Said, Sayer};
use super::{Alert, AlertsOptions, Days};
use crate::history::{Baseline, Look, MOST_DAYS_HELD, MoreVerdicts};
use crate::incident::{Day, Kind};
use crate::members::Members;
use crate::order;
use crate::questions::coverage;
use crate::snapshot::Snapshot;

/// The windows of *more* and of the alarm.
const RECENT_DAYS: Day = 28;
const BOTH_WINDOWS: Day = 364;

/// Judges the rules of one question.
pub struct Judge<'a> {
    snapshot: &'a Snapshot,
    more: MoreVerdicts,
    sayer: Sayer,
}

/// An incident in the area of a rule.
#[derive(Clone, Copy)]
struct Inside {
    row: u32,
    day: Day,
    share: f32,
}

/// What was found about a rule.
struct Finding {
    since: Option<Day>,
    inside: Vec<(u32, f32)>,
    a_year: Option<f64>,
    /// The share of days on which the rule holds at the rate of the baseline.
    usual: Option<f64>,
}

impl<'a> Judge<'a> {
    pub fn new(snapshot: &'a Snapshot, options: &AlertsOptions) -> Judge<'a> {
        Judge { snapshot, more: MoreVerdicts::new(options.seed.into()), sayer: Sayer::new(options.lang) }
    }

    pub fn judge(&mut self, number: usize, rule: &Rule, days: Days, parts: &Parts, new: Vec<(u32, f32)>) -> Alert {
        let snapshot = self.snapshot;
        let history = self.history(number, rule, days, parts);
        let mut certain: Vec<Day> = history.iter().filter(|one| one.share == 1.0).map(|one| one.day).collect();
        certain.sort_unstable();
        let look = Look { days: &certain, last: days.last, first_of_data: snapshot.span().0 };
        let found = match rule.when {
            When::Any => {
                let mut all: Vec<Day> = history.iter().map(|one| one.day).collect();
                all.sort_unstable();
                let baseline = Look { days: &all, ..look }.baseline();
                let first = new.iter().map(|(row, _)| snapshot.day()[*row as usize]).min();
                Finding {
                    since: first,
                    inside: new,
                    a_year: baseline.map(|own| own.episodes_a_year(1, 1)),
                    usual: None,
                }
            }
            When::AtLeast { at_least, in_days } => Finding {
                since: look.at_least_since(at_least, in_days),
                inside: within(&history, days.last - in_days as Day + 1),
                a_year: look.baseline().map(|own: Baseline| own.episodes_a_year(at_least, in_days)),
                usual: look.baseline().map(|own| own.share_of_days(at_least, in_days)),
            },
            When::More => Finding {
                since: self.more.since(look),
                inside: within(&history, days.last - RECENT_DAYS + 1),
                a_year: self.more.false_alarms_a_year(look),
                usual: None,
            },
            When::Alarm => {
                let alarm = look.alarm();
                let since = alarm.as_ref().and_then(|alarm| alarm.since);
                Finding {
                    since,
                    inside: within(&history, since.unwrap_or(days.last - RECENT_DAYS + 1)),
                    a_year: alarm.map(|alarm| 1.0 / alarm.by_chance_years),
                    usual: None,
                }
            }
        };
        let not_covered = history.is_empty() && found.inside.is_empty();
        let not_covered = not_covered.then(|| self.not_covered(number, parts)).flatten();
        let is_known = not_covered.is_none() && !self.never_records(number, parts);
        let a_year = found.a_year.filter(|_| is_known);
        let (rows, share): (Vec<u32>, Vec<f32>) = found.inside.into_iter().unzip();
        let possible = share.iter().filter(|share| **share < 1.0).count();
        let said = Said {
            when: rule.when,
            days,
            since: found.since,
            certain: rows.len() - possible,
            possible,
            a_year,
            usual: found.usual,
            never_recorded: self.never_records(number, parts),
        };
        let words = self.sayer.say(snapshot, &said, not_covered);
        Alert {
            rule: number as u32,
            fired: found.since.is_some(),
            since: found.since,
            rows,
            share,
            false_alarms_per_year: a_year,
            words,
        }
    }

    /// The incidents in the areas of a rule that may matter, rows ascending.
    fn history(&self, number: usize, rule: &Rule, days: Days, parts: &Parts) -> Vec<Inside> {
        let snapshot = self.snapshot;
        let (first, exact) = match rule.when {
            When::Any => (days.last - BOTH_WINDOWS + 1, u32::MAX),
            When::AtLeast { in_days, .. } => {
                (days.last - (BOTH_WINDOWS.max(MOST_DAYS_HELD + in_days as Day)) + 1, in_days)
            }
            When::More => (Day::MIN, RECENT_DAYS as u32),
            When::Alarm => (days.last - BOTH_WINDOWS + 1, RECENT_DAYS as u32),
        };
        let has_coarse = snapshot.has_coarse_dates();
        let mut history = Vec::new();
        for part in parts.of_rule(number) {
            let accepts = |row: usize| {
                (first..=days.last).contains(&snapshot.day()[row])
                    && parts.has_kind(part, snapshot.kind()[row])
                    && (!has_coarse || snapshot.date_span_days(row) <= exact)
                    && rule.admits_deaths(snapshot.fatalities(row))
            };
            let mut members = Members::default();
            members.collect(snapshot, true, &parts.areas[part], Some(accepts));
            history.extend(members.iter().map(|(row, share)| Inside {
                row: row as u32,
                day: snapshot.day()[row],
                share,
            }));
        }
        if parts.of_rule(number).len() > 1 {
            order::sort_by(&mut history, |a, b| a.row.cmp(&b.row));
        }
        history
    }

    /// What is said of a shape that the data do not cover; it has no incident.
    fn not_covered(&self, number: usize, parts: &Parts) -> Option<String> {
        let largest = parts.of_rule(number).map(|part| &parts.areas[part]);
        let largest = largest.max_by(|a, b| a.radius_km().total_cmp(&b.radius_km()))?;
        coverage::refuse_far(self.snapshot, largest, self.sayer.lang())
    }

    /// Whether the provider never records any of the kinds of a rule.
    fn never_records(&self, number: usize, parts: &Parts) -> bool {
        let never = &self.snapshot.summary().never_records;
        let mut asked = Kind::ALL.iter().filter(|kind| parts.rule_has_kind(number, **kind)).peekable();
        asked.peek().is_some() && asked.all(|kind| never.contains(kind))
    }
}

/// The incidents from a day on.
fn within(history: &[Inside], first: Day) -> Vec<(u32, f32)> {
    history.iter().filter(|one| one.day >= first).map(|one| (one.row, one.share)).collect()
}
