//! What a comparison over time says, in one or two plain sentences.

use super::coverage::Coverage;
use super::matching::put_before;
use super::scope::Scope;
use crate::history::{Change, ChangeDraws, ChangeVerdict, Comparison};
use crate::incident::Day;
use crate::words::{self, Language, Message, Period, Value, messages};

/// Says what the windows say, or only what the data do not cover. `possible_days` are those of the possible incidents in the windows,
/// and `undated` is the number of incidents that are in neither window, because their dates are not known.
pub fn verdict_text(
    scope: &Scope<'_>,
    comparison: &Comparison,
    possible_days: impl Iterator<Item = Day>,
    undated: u64,
    coverage: &Coverage,
) -> String {
    if coverage.is_none() {
        return coverage.words.clone();
    }
    let (possible, possible_before): (Vec<Day>, Vec<Day>) =
        possible_days.partition(|day| scope.windows.recent.contains(*day));
    // The last days are only "these days" while they are the last ones.
    let is_current = !coverage.stale && scope.as_of == coverage.as_of;
    let limit = match () {
        () if scope.windows.can_be_compared() => None,
        () if scope.windows.ends_early => Some(RecordLimit::Ends(coverage.as_of)),
        () => Some(RecordLimit::Begins(scope.snapshot.span().0)),
    };
    let speaker = Speaker {
        comparison,
        possible: possible.len(),
        possible_before: possible_before.len(),
        limit,
        recorded_days: scope.windows.recorded_days,
        record_from: scope.snapshot.span().0,
        is_current,
        confidence: scope.confidence,
        lang: scope.lang,
    };
    let undated = (undated > 0)
        .then(|| messages::UNDATED.say(scope.lang, &[("count", words::count(undated as u32, scope.lang))]));
    let said = [speaker.say_all()].into_iter().chain(undated).collect::<Vec<_>>().join(" ");
    put_before(said, scope.snapshot, scope.lang)
}

/// Why the windows cannot be compared.
#[derive(Clone, Copy)]
enum RecordLimit {
    Begins(Day),
    Ends(Day),
}

struct Speaker<'a> {
    comparison: &'a Comparison,
    /// Number of possible incidents in the recent window.
    possible: usize,
    /// Number of possible incidents in the baseline.
    possible_before: usize,
    /// Where the record begins or ends, if that leaves too little to compare.
    limit: Option<RecordLimit>,
    /// The number of days of the baseline on which something could be recorded, and the day on which the record begins.
    recorded_days: u32,
    record_from: Day,
    /// Whether the recent window need not be named by its dates.
    is_current: bool,
    confidence: f64,
    lang: Language,
}

impl Speaker<'_> {
    fn say(&self, message: Message, values: &[(&str, Value)]) -> Value {
        Value::text(message.say(self.lang, values))
    }

    fn write(&self, message: Message, values: &[(&str, Value)]) -> String {
        message.say(self.lang, values)
    }

    fn say_all(&self) -> String {
        if let Some(limit) = self.limit {
            return self.short(limit);
        }
        if let Some(quiet) = self.quiet() {
            return quiet;
        }
        [self.compared()].into_iter().chain(self.record_begins()).collect::<Vec<_>>().join(" ")
    }

    /// The count beside what is usual.
    fn compared(&self) -> String {
        let count = self.comparison.recent.count;
        let verdict = self.verdict();
        let usual = self.usual();
        if count > 0 {
            return self.write(
                messages::COUNTED,
                &[("count", self.counted(!self.is_current)), ("usual", usual), ("verdict", Value::text(verdict))],
            );
        }
        let none = self.none();
        let verdict = ("verdict", Value::text(words::capitalise(&verdict)));
        let said = self.write(messages::NONE_COUNTED, &[("none", none), ("usual", usual), verdict]);
        let long_ago = self.comparison.recency.last.filter(|day| *day < self.comparison.baseline.from);
        let last = long_ago.map(|day| self.write(messages::LAST, &[("day", words::day(day, self.lang))]));
        [said].into_iter().chain(last).collect::<Vec<_>>().join(" ")
    }

    /// What to say of a record that begins too late to tell what is usual, or ends too early to tell what is new.
    fn short(&self, limit: RecordLimit) -> String {
        let count = if self.comparison.recent.count > 0 { self.counted(true) } else { self.none() };
        let (message, day) = match limit {
            RecordLimit::Begins(day) => (messages::RECORD_SHORT, day),
            RecordLimit::Ends(day) => (messages::RECORD_ENDS, day),
        };
        self.write(message, &[("count", count), ("day", words::day(day, self.lang))])
    }

    /// A recent window without a certain incident.
    fn none(&self) -> Value {
        match self.possible {
            0 => self.say(messages::NONE, &[("window", self.window())]),
            number => {
                let possible = words::plain(number as f64, self.lang);
                self.say(messages::NONE_FOR_CERTAIN, &[("window", self.window()), ("possible", possible)])
            }
        }
    }

    /// What to say if so long a time without an incident is unusual here.
    fn quiet(&self) -> Option<String> {
        let Comparison { recent, baseline, recency, .. } = self.comparison;
        let days = recency.days_since_last.filter(|days| *days >= recent.days && self.possible == 0)?;
        let last = recency.last?;
        recency.quiet_probability.filter(|probability| *probability < 1.0 - self.confidence)?;
        let days_before = f64::from(last - baseline.from.max(self.record_from) + 1);
        let every = match words::period(days_before / baseline.count as f64, self.lang) {
            Period::Unit(unit) => self.say(messages::EVERY_UNIT, &[("unit", Value::text(unit))]),
            Period::Several(period) => self.say(messages::EVERY_PERIOD, &[("period", Value::text(period))]),
        };
        let days = ("days", words::count(days, self.lang));
        let quiet = if self.is_current {
            self.write(messages::QUIET, &[days, ("every", every)])
        } else {
            let day = words::day(recent.to, self.lang);
            self.write(messages::QUIET_UP_TO, &[days, ("day", day), ("every", every)])
        };
        let is_fewer = self.comparison.change.verdict == ChangeVerdict::Fewer;
        let fewer = is_fewer.then(|| format!("{}.", words::capitalise(&self.verdict())));
        Some([quiet].into_iter().chain(fewer).collect::<Vec<_>>().join(" "))
    }

    /// The recent window, by its length or by its dates.
    fn window(&self) -> Value {
        let recent = &self.comparison.recent;
        if self.is_current && recent.days > 1 {
            return self.say(messages::THESE_DAYS, &[("days", words::count(recent.days, self.lang))]);
        }
        Value::text(words::range(recent.from, recent.to, self.lang))
    }

    /// The incidents of the recent window, of which there are some, and that window if it is to be named.
    fn counted(&self, names_window: bool) -> Value {
        let certain = words::plain(self.comparison.recent.count as f64, self.lang);
        let certain = if names_window {
            self.say(messages::COUNT_IN, &[("count", certain), ("window", self.window())])
        } else {
            self.say(messages::COUNT, &[("count", certain)])
        };
        match self.possible {
            0 => Value::text(words::capitalise(&self.write(messages::COUNT, &[("count", certain)]))),
            number => {
                let possible = words::plain(number as f64, self.lang);
                let said = self.write(messages::COUNT_AND_POSSIBLE, &[("certain", certain), ("possible", possible)]);
                Value::text(words::capitalise(&said))
            }
        }
    }

    /// What the baseline would give: a number, or how often if that is below 1.
    fn usual(&self) -> Value {
        let Comparison { baseline, .. } = self.comparison;
        if baseline.count == 0 {
            let none = if self.possible_before > 0 { messages::NONE_CERTAIN_BEFORE } else { messages::NONE_BEFORE };
            return self.say(none, &[("days", words::count(baseline.days, self.lang))]);
        }
        // Days before the record began are no quiet ones.
        Value::text(self.usual_of(self.recorded_days))
    }

    /// What so many days of the baseline would give.
    fn usual_of(&self, days: u32) -> String {
        let Comparison { recent, baseline, .. } = self.comparison;
        let days = f64::from(days);
        let expected = baseline.count as f64 * f64::from(recent.days) / days;
        let usual = if expected >= 1.0 {
            words::plain(expected, self.lang)
        } else {
            match words::period(days / baseline.count as f64, self.lang) {
                Period::Unit(unit) => self.say(messages::ONE_A, &[("unit", Value::text(unit))]),
                Period::Several(period) => self.say(messages::ONE_IN, &[("period", Value::text(period))]),
            }
        };
        self.write(messages::USUALLY, &[("usual", usual)])
    }

    /// Where the record begins within the baseline, what is usual is that of fewer days. It is said where it makes a difference.
    fn record_begins(&self) -> Option<String> {
        let Comparison { baseline, .. } = self.comparison;
        let differs = || self.usual_of(self.recorded_days) != self.usual_of(baseline.days);
        (self.recorded_days < baseline.days && baseline.count > 0 && differs()).then(|| {
            let days = words::count(self.recorded_days, self.lang);
            self.write(messages::RECORD_BEGINS, &[("day", words::day(self.record_from, self.lang)), ("days", days)])
        })
    }

    /// What the change says, and whether it depends on incidents of uncertain place.
    fn verdict(&self) -> String {
        let Comparison { change, change_with_possible, .. } = self.comparison;
        let own = self.write(phrase(change), &[]);
        let ChangeDraws { rounds, more, fewer } = change_with_possible.draws;
        // Draws in which those of uncertain place are inside or not, as often as their shares say.
        let seldom = SELDOM * f64::from(rounds);
        let agree = match change.verdict {
            ChangeVerdict::More => more,
            ChangeVerdict::Fewer => fewer,
            _ if f64::from(more.max(fewer)) < seldom => return own,
            _ => {
                let clear = if more >= fewer { messages::MORE } else { messages::FEWER };
                return self.write(messages::ONLY_WITH_POSSIBLE, &[("verdict", self.say(clear, &[]))]);
            }
        };
        if f64::from(rounds - agree) < seldom {
            return own;
        }
        self.write(messages::ONLY_CERTAIN, &[("verdict", Value::text(own))])
    }
}

/// What fewer than one draw in twenty says is not told.
const SELDOM: f64 = 0.05;

fn phrase(change: &Change) -> Message {
    match change.verdict {
        ChangeVerdict::More => messages::MORE,
        ChangeVerdict::Fewer => messages::FEWER,
        ChangeVerdict::TooFew => messages::TOO_FEW,
        ChangeVerdict::NoClearChange if change.fewer_withheld => messages::PERHAPS_FEWER,
        ChangeVerdict::NoClearChange => messages::CHANCE,
    }
}

#[cfg(test)]
mod tests {
    use crate::area::Area;
    use crate::geo::LonLat;
    use crate::history::ChangeVerdict;
    use crate::incident::Day;
    use crate::load::{LoadOptions, load_columns};
    use crate::questions::geofence::{GeofenceOptions, geofence};
    use crate::snapshot::ColumnSource;
    use crate::words::Language;
    use proptest::prelude::*;

    /// 30 May 2026.
    const AS_OF: Day = 20_603;

    /// What is said of a place, given the ages of its certain and of its possible incidents, days.
    fn say(certain: &[i32], possible: &[i32], options: &GeofenceOptions) -> String {
        let of = |ages: &[i32], lon: f64, km: f32| ages.iter().map(|age| (lon, AS_OF - age, km)).collect::<Vec<_>>();
        // The last one, elsewhere, begins the record.
        let all = [of(certain, 0.0, 0.0), of(possible, 0.2, 25.0), of(&[2000], 30.0, 0.0)].concat();
        let columns = ColumnSource {
            lon: all.iter().map(|one| one.0).collect(),
            lat: vec![0.0; all.len()],
            day: all.iter().map(|one| one.1).collect(),
            uncertainty_km: Some(all.iter().map(|one| one.2).collect()),
            ..ColumnSource::default()
        };
        let snapshot = load_columns(columns, LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap();
        let area = Area::circle(LonLat::new(0.0, 0.0), 20.0).unwrap();
        geofence(&snapshot, &area, options).unwrap().findings.unwrap().verdict_text
    }

    fn in_english(certain: &[i32], possible: &[i32]) -> String {
        say(certain, possible, &GeofenceOptions::default())
    }

    fn in_french(certain: &[i32], possible: &[i32]) -> String {
        // Spaces that do not break are as good as others here.
        say(certain, possible, &GeofenceOptions { lang: Language::Fr, ..GeofenceOptions::default() })
            .replace('\u{a0}', " ")
    }

    /// Ages spread evenly over the baseline.
    fn before(count: i32) -> Vec<i32> {
        (0..count).map(|number| 30 + number * 330 / count).collect()
    }

    #[test]
    fn few_or_none() {
        let two_before = [60, 250];
        let mut said = in_english(&[60, 120, 180, 240, 300, 360], &[]);
        assert_eq!(said, "None in these 28 days; usually about one in two months. Could be chance.");
        assert_eq!(
            in_english(&two_before, &[]),
            "None in these 28 days; usually about one in six months. Too few to call a change."
        );
        said = in_french(&two_before, &[]);
        assert_eq!(
            said,
            "Aucun incident sur ces 28 jours ; d’habitude environ un tous les six mois. Trop peu pour parler d’un changement."
        );
        said = in_english(&[1000], &[]);
        assert!(said.starts_with("None in these 28 days; none in the 336 days before. Too few to call a change. The last recorded one was on 3 September 2023."), "{said}");
        said = in_english(&[], &[3, 4]);
        assert!(
            said.starts_with(
                "None for certain in these 28 days, though 2 may have been here; none in the 336 days before."
            ),
            "{said}"
        );
        assert!(
            in_french(&[], &[3]).contains("mais 1 possible ;")
                && in_french(&[], &[3, 4]).contains("mais 2 possibles ;")
        );
    }

    #[test]
    fn counts_beside_what_is_usual() {
        let of = |recent: i32, count: i32| [before(count), (0..recent).map(|number| 2 + 3 * number).collect()].concat();
        assert_eq!(in_english(&of(5, 36), &[]), "5, usually 3: could be chance.");
        assert_eq!(in_english(&of(8, 24), &[]), "8, usually 2: more than before.");
        assert_eq!(in_french(&of(8, 24), &[]), "8, d’habitude 2 : plus qu’avant.");
        assert_eq!(in_english(&of(1, 2), &[]), "1, usually about one in six months: too few to call a change.");
        assert_eq!(in_english(&of(8, 0), &[]), "8, none in the 336 days before: more than before.");
        assert_eq!(in_english(&of(5, 17), &[]), "5, usually 1.4: more than before.");
        assert_eq!(in_french(&of(2, 17), &[]), "2, d’habitude 1,4 : peut être dû au hasard.");
        assert_eq!(in_english(&before(120), &[]).split(';').next().unwrap(), "Quiet for 30 days");
    }

    #[test]
    fn possible_incidents_can_unsettle_a_verdict() {
        let more = [before(24), (0..8).map(|number| 2 + 3 * number).collect()].concat();
        let said = in_english(&more, &before(100));
        assert_eq!(said, "8, usually 2: more than before, but not clearly so if those of uncertain place are counted.");
        let chance = [before(24), vec![3, 4]].concat();
        let said = in_english(&chance, &[1, 5, 8, 9, 12, 14, 17, 19, 22]);
        assert_eq!(
            said,
            "2, and 9 more that may have been here, usually 2: more than before only if those of uncertain place are counted."
        );
    }

    #[test]
    fn a_long_silence_is_told_with_its_length() {
        let monthly: Vec<i32> = (0..7).map(|number| 162 + 30 * number).collect();
        assert_eq!(in_english(&monthly, &[]), "Quiet for 162 days; normally an incident every month or so.");
        assert_eq!(
            in_french(&monthly, &[]),
            "Rien d’enregistré depuis 162 jours ; d’habitude, un incident par mois environ."
        );
        // An incident that may have been here is no silence.
        assert!(in_english(&monthly, &[3]).starts_with("None for certain"));
    }

    #[test]
    fn a_record_that_is_too_short_says_so() {
        // Without the one elsewhere that begins the record: one a day since so many days.
        let daily = |days: i32, options: &GeofenceOptions| {
            let columns = ColumnSource {
                lon: vec![0.0; days as usize],
                lat: vec![0.0; days as usize],
                day: (0..days).map(|age| AS_OF - age).collect(),
                ..ColumnSource::default()
            };
            let snapshot = load_columns(columns, LoadOptions { as_of: Some(AS_OF), ..LoadOptions::default() }).unwrap();
            let area = Area::circle(LonLat::new(0.0, 0.0), 20.0).unwrap();
            geofence(&snapshot, &area, options).unwrap().findings.unwrap()
        };
        let default = GeofenceOptions::default();
        for days in [7, 28, 55] {
            let findings = daily(days, &default);
            let said = findings.verdict_text;
            assert!(
                said.starts_with(&format!("{} recorded in these 28 days; the record begins on ", days.min(28))),
                "{said}"
            );
            assert!(said.ends_with("too late to say what is usual."), "{said}");
            assert_eq!(
                (findings.history.comparison.change.verdict, findings.history.alarm),
                (ChangeVerdict::TooFew, None)
            );
        }
        // The days before the record began are no quiet ones.
        let findings = daily(70, &default);
        assert_eq!(
            findings.verdict_text,
            "28, usually 28: could be chance. The record begins on 22 March 2026, so what is usual is that of 42 days."
        );
        assert!(findings.history.comparison.change.p < 1e-6);
        // The same at an earlier day of a longer record.
        let early = GeofenceOptions { as_of: Some(AS_OF - 350), ..GeofenceOptions::default() };
        assert!(daily(400, &early).verdict_text.contains("the record begins on"));
    }

    #[test]
    fn days_after_the_data_are_not_quiet() {
        let options = GeofenceOptions { as_of: Some(AS_OF + 27), ..GeofenceOptions::default() };
        let said = say(&(0..400).collect::<Vec<_>>(), &[], &options);
        assert!(said.ends_with("; the data end on 30 May 2026, too early to say more of these days."), "{said}");
        assert!(said.starts_with("1 recorded between 30 May and 26 June 2026;"), "{said}");
    }

    #[test]
    fn incidents_that_count_in_no_window_are_told() {
        let possible_only = in_english(&[], &before(100));
        assert!(possible_only.contains("none for certain in the 336 days before"), "{possible_only}");
    }

    #[test]
    fn old_windows_are_named_by_their_dates() {
        let old = |lang| GeofenceOptions { today: Some(AS_OF + 100), lang, ..GeofenceOptions::default() };
        let said = say(&[60, 120], &[], &old(Language::En));
        assert!(said.starts_with("None between 3 May and 30 May 2026; usually about one in six months."), "{said}");
        let said = say(&[3, 60, 120], &[], &old(Language::Fr));
        assert!(
            said.starts_with("1 enregistré entre le 3 et le 30 mai 2026, d’habitude environ un tous les six mois"),
            "{said}"
        );
        let earlier = GeofenceOptions { as_of: Some(AS_OF - 10), ..GeofenceOptions::default() };
        assert!(say(&[60, 120], &[], &earlier).starts_with("None between 23 April and 20 May 2026;"));
        let one_day = GeofenceOptions { recent_days: 1, ..GeofenceOptions::default() };
        assert!(say(&[60, 120], &[], &one_day).starts_with("None on 30 May 2026;"));
        let monthly: Vec<i32> = (0..7).map(|number| 162 + 30 * number).collect();
        assert!(say(&monthly, &[], &old(Language::En)).starts_with("Quiet for 162 days up to 30 May 2026;"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn sentences_are_whole(
            certain in prop::collection::vec(0..500i32, 0..120), possible in prop::collection::vec(0..500i32, 0..30),
            recent_days in prop::sample::select(vec![1u32, 7, 28, 400]), today in prop::option::of(-100..400i32), french: bool,
        ) {
            let lang = if french { Language::Fr } else { Language::En };
            let options = GeofenceOptions { recent_days, today: today.map(|days| AS_OF + days), lang, ..GeofenceOptions::default() };
            let said = say(&certain, &possible, &options);
            prop_assert!(said.ends_with('.') && !said.contains(['{', '}']) && !said.contains("  "), "{}", said);
            prop_assert!(said.chars().next().is_some_and(|first| !first.is_lowercase()), "{}", said);
            if today.is_some_and(|days| days > 45) {
                prop_assert!(!said.contains("these") && !said.contains("sur ces"), "{}", said);
            }
        }
    }
}
