//! What to make of the verdict *more*: what followed such verdicts in the past of the same data.

use serde::Serialize;

use super::coverage::Coverage;
use super::forecast::Intensity;
use super::scope::Scope;
use crate::history::{BASELINE_DAYS, ChangeVerdict, Comparison, PastMore, RECENT_DAYS};
use crate::intensity::Record;
use crate::words::{self, Language, Value, messages};

/// From fewer cases no ratio is told.
const LEAST_CASES: u32 = 10;

/// What followed past verdicts *more*. A place that was just called *more* stands out partly by chance, so that less is likely to
/// follow. The cases are those at 200 places of the snapshot at past dates four weeks apart, up to 60 of them, with a radius of
/// 25 km, all kinds, 28 days against the 336 before, at a confidence of 95 %. Their outcome is known by `asOf`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AfterMore {
    /// The number of cases. Places that lie near each other share incidents, so that the cases are not independent.
    pub cases: u32,
    /// How many times as many incidents as usual these cases had, all together; `None` for fewer than ten cases, or where nothing
    /// was usual.
    pub ratio: Option<f64>,
    /// The ratio in the 28 days that followed.
    pub next_ratio: Option<f64>,
    /// The share of cases, 0 to 1, in which there still were more than usual; `None` where the ratios are.
    pub stayed_above: Option<f64>,
    /// This as a sentence, in the language that was asked for.
    pub words: String,
}

impl AfterMore {
    /// What followed such verdicts; `None` for another verdict, for windows of another length, and where nothing is covered.
    pub(super) fn new(
        scope: &Scope<'_>,
        comparison: &Comparison,
        intensity: Intensity,
        coverage: &Coverage,
    ) -> Option<AfterMore> {
        let windows = (comparison.recent.days, comparison.baseline.days);
        let is_asked = comparison.change.verdict == ChangeVerdict::More && windows == (RECENT_DAYS, BASELINE_DAYS);
        if !is_asked || coverage.is_none() {
            return None;
        }
        let past_more = &Record::of(scope.snapshot)?.peers(scope.snapshot, intensity.ours()).past_more;
        let known = past_more.partition_point(|case| case.known <= scope.as_of);
        Some(AfterMore::of(&past_more[..known], scope.lang))
    }

    fn of(cases: &[PastMore], lang: Language) -> AfterMore {
        let number = cases.len() as u32;
        let count = ("cases", words::count(number, lang));
        let usual: f64 = cases.iter().map(|case| case.usual).sum();
        if number < LEAST_CASES || usual == 0.0 {
            let words = messages::AFTER_MORE_TOO_FEW.say(lang, &[count]);
            return AfterMore { cases: number, ratio: None, next_ratio: None, stayed_above: None, words };
        }
        let ratio = |count: fn(&PastMore) -> u32| cases.iter().map(|case| f64::from(count(case))).sum::<f64>() / usual;
        let (then, next) = (ratio(|case| case.recent), ratio(|case| case.next));
        let stayed = cases.iter().filter(|case| f64::from(case.next) > case.usual).count() as f64 / f64::from(number);
        let times = |ratio: f64| -> Value { words::plain(ratio, lang) };
        let values = [count, ("then", times(then)), ("next", times(next)), ("stayed", words::percent(stayed, lang))];
        let words = messages::AFTER_MORE.say(lang, &values);
        AfterMore { cases: number, ratio: Some(then), next_ratio: Some(next), stayed_above: Some(stayed), words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(number: usize, one: PastMore) -> Vec<PastMore> {
        (0..number).map(|count| PastMore { next: if count % 4 == 0 { 0 } else { one.next }, ..one }).collect()
    }

    #[test]
    fn the_sentence_tells_what_followed() {
        let one = PastMore { known: 0, recent: 9, usual: 3.0, next: 6 };
        let found = AfterMore::of(&cases(20, one), Language::En);
        assert_eq!(
            (found.cases, found.ratio, found.next_ratio, found.stayed_above),
            (20, Some(3.0), Some(1.5), Some(0.75))
        );
        assert_eq!(
            found.words,
            "In 20 earlier cases of “more than before” in these data there were 3 times as many as usual, and in the four weeks \
             after 1.5 times as many; in about 75 % of the cases it was still more than usual."
        );
        let french = AfterMore::of(&cases(20, one), Language::Fr).words;
        assert!(french.contains("3 fois le nombre habituel, et 1,5 fois"), "{french}");
    }

    #[test]
    fn few_cases_say_nothing() {
        let one = PastMore { known: 0, recent: 9, usual: 3.0, next: 6 };
        let found = AfterMore::of(&cases(9, one), Language::En);
        assert_eq!((found.cases, found.ratio, found.next_ratio, found.stayed_above), (9, None, None, None));
        assert_eq!(found.words, "Too few earlier cases of “more than before” in these data to say what follows: 9.");
        let without_usual = PastMore { usual: 0.0, ..one };
        assert_eq!(AfterMore::of(&cases(30, without_usual), Language::En).ratio, None);
    }
}
