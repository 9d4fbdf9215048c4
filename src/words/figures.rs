//! Numbers, distances, days and periods as people say them.

use super::messages::{
    ABOUT, BETWEEN, DAY, DAY_OF_YEAR, FIRST, LESS_THAN, MONTHS, MORE_THAN, NEVER, NUMBERS, ON_DAY, ONCE, POSITION,
    SEVERAL_DAYS, SEVERAL_MONTHS, SEVERAL_WEEKS, SEVERAL_YEARS, TIMES, UNIT_DAY, UNIT_MONTH, UNIT_WEEK, UNIT_YEAR,
};
use super::{Language, Message, Value};
use crate::day;
use crate::incident::Day;

/// Counts from this one on are rounded to two digits.
const ROUNDED_FROM: f64 = 100.0;

/// Writes a whole number with its groups of digits.
fn grouped(whole: u64, language: Language) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(language.group_mark());
        }
        text.push(digit);
    }
    text
}

/// Rounds a number to two significant digits.
fn to_two_digits(number: f64) -> f64 {
    if number <= 0.0 {
        return 0.0;
    }
    let unit = 10_f64.powi(number.log10().floor() as i32 - 1);
    // Units below 1 are divided by their reciprocal, which is exact: 0.3 and not 0.30000000000000004.
    if unit < 1.0 { (number / unit).round() / (1.0 / unit).round() } else { (number / unit).round() * unit }
}

/// A number of incidents in at most two significant digits: a count as it is below 100, a mean to one decimal below 3.
pub fn plain(number: f64, language: Language) -> Value {
    let is_count = number.fract() == 0.0;
    if is_count && number < ROUNDED_FROM {
        return Value::number(number, grouped(number as u64, language));
    }
    let rounded = if (3.0..9.5).contains(&number) { number.round() } else { to_two_digits(number) };
    let text = if rounded.fract() == 0.0 {
        grouped(rounded as u64, language)
    } else {
        rounded.to_string().replace('.', &language.decimal_mark().to_string())
    };
    if is_count && rounded != number {
        return Value::number(rounded, ABOUT.say(language, &[("number", Value::text(text))]));
    }
    Value::number(rounded, text)
}

/// A whole number as it is, such as a number of days.
pub fn count(number: u32, language: Language) -> Value {
    Value::number(f64::from(number), grouped(u64::from(number), language))
}

/// A number as it is.
pub fn exact(number: f64, language: Language) -> Value {
    Value::number(number, number.to_string().replace('.', &language.decimal_mark().to_string()))
}

/// How often: a number of times.
pub fn times(number: u32, language: Language) -> Value {
    let message = match number {
        0 => &NEVER,
        1 => &ONCE,
        _ => &TIMES,
    };
    Value::text(message.say(language, &[("n", count(number, language))]))
}

/// A distance in km: whole below 1,000, and to ten km beyond.
pub fn distance_km(km: f64, language: Language) -> Value {
    let rounded = if km < 1000.0 { km.round() } else { (km / 10.0).round() * 10.0 };
    Value::number(rounded, grouped(rounded as u64, language))
}

/// A share between 0 and 1 as a percentage of at most two digits.
pub fn percent(share: f64, language: Language) -> Value {
    let say = |message: &Message, percent: f64| {
        let number = format!("{percent}{}%", if language.binds('%') { "\u{a0}" } else { " " });
        Value::text(message.say(language, &[("number", Value::text(number))]))
    };
    let percent = (share * 100.0).round();
    match percent {
        _ if percent < 1.0 => say(&LESS_THAN, 1.0),
        _ if percent > 99.0 => say(&MORE_THAN, 99.0),
        _ => say(&ABOUT, percent),
    }
}

/// A p value with its sign, to two digits: `= 0.03`, or `< 0.001`.
pub fn p_value(p: f64, language: Language) -> Value {
    const LEAST: f64 = 0.001;
    let write = |sign: &str, p: f64| {
        let number = to_two_digits(p).to_string().replace('.', &language.decimal_mark().to_string());
        Value::text(format!("{sign} {number}"))
    };
    if p < LEAST { write("<", LEAST) } else { write("=", p) }
}

/// A place in degrees to three decimals, about 100 m.
pub fn position(lon: f64, lat: f64, language: Language) -> Value {
    let degrees = |degrees: f64| {
        let number = format!("{:.3}", degrees.abs());
        Value::text(number.replace('.', &language.decimal_mark().to_string()))
    };
    // A message has a word for one and a word for several.
    let side = |degrees: f64| Value::number(if degrees < 0.0 { 2.0 } else { 1.0 }, "");
    let values = [("lon", degrees(lon)), ("lat", degrees(lat)), ("east", side(lon)), ("north", side(lat))];
    Value::text(POSITION.say(language, &values))
}

/// The time from one incident to the next as a unit, or as several units: `month`, `two months`.
pub enum Period {
    /// One unit, such as `month`.
    Unit(String),
    /// Several, such as `two months`.
    Several(String),
}

/// A number of days as a period in the unit that suits it.
pub fn period(days: f64, language: Language) -> Period {
    const MONTH: f64 = 30.44;
    const YEAR: f64 = 365.25;
    let (unit, several, length) = match days {
        _ if days < 9.5 => (&UNIT_DAY, &SEVERAL_DAYS, 1.0),
        _ if days < 26.0 => (&UNIT_WEEK, &SEVERAL_WEEKS, 7.0),
        _ if days < 11.5 * MONTH => (&UNIT_MONTH, &SEVERAL_MONTHS, MONTH),
        _ => (&UNIT_YEAR, &SEVERAL_YEARS, YEAR),
    };
    let number = (days / length).round().max(1.0);
    if number == 1.0 {
        return Period::Unit(unit.template(language).into());
    }
    let n = match NUMBERS.word(language, number as usize - 2) {
        Some(word) => Value::number(number, word),
        None => plain(number, language),
    };
    Period::Several(several.say(language, &[("n", n)]))
}

/// The number of a day in its month, its month and its year, as values of a message.
fn date_values(day: Day, language: Language) -> [(&'static str, Value); 3] {
    let (year, month, number) = day::civil(day);
    let number = if number == 1 { FIRST.template(language).into() } else { number.to_string() };
    let month = MONTHS.word(language, usize::from(month.unsigned_abs()) - 1).unwrap_or_default();
    [("day", Value::text(number)), ("month", Value::text(month)), ("year", Value::text(year.to_string()))]
}

/// A day with its month and its year.
pub fn day(day: Day, language: Language) -> Value {
    Value::text(DAY.say(language, &date_values(day, language)))
}

/// The days from one to another, in which nothing is said twice that need not be.
pub fn range(from: Day, to: Day, language: Language) -> String {
    if from == to {
        return ON_DAY.say(language, &[("day", day(from, language))]);
    }
    let ((first_year, first_month, _), (year, month, _)) = (day::civil(from), day::civil(to));
    let values = date_values(from, language);
    let is_in_one_month = (first_year, first_month) == (year, month);
    let first = match language {
        _ if first_year != year => day(from, language),
        Language::Fr if is_in_one_month => values[0].1.clone(),
        _ => Value::text(DAY_OF_YEAR.say(language, &values)),
    };
    BETWEEN.say(language, &[("from", first), ("to", day(to, language))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EN: Language = Language::En;
    const FR: Language = Language::Fr;

    fn written(value: Value) -> String {
        Message { en: "{x}", fr: "{x}" }.say(EN, &[("x", value)])
    }

    #[test]
    fn numbers_have_at_most_two_digits() {
        let texts = [0.0, 1.0, 7.0, 99.0, 137.0, 1234.0, 0.32, 1.44, 2.96, 3.2, 9.6, 12.4, 96.5, 0.034];
        let said = texts.map(|number| written(plain(number, EN)));
        let wanted =
            ["0", "1", "7", "99", "about 140", "about 1,200", "0.32", "1.4", "3", "3", "9.6", "12", "97", "0.034"];
        assert_eq!(said, wanted);
        assert_eq!(written(plain(1.44, FR)), "1,4");
        assert_eq!(written(plain(1234.0, FR)), "environ 1\u{202f}200");
    }

    #[test]
    fn distances_and_shares() {
        assert_eq!(
            [57.4, 999.4, 1_238.0, 12_345.0].map(|km| written(distance_km(km, EN))),
            ["57", "999", "1,240", "12,350"]
        );
        assert_eq!(
            [0.001, 0.014, 0.6, 0.994, 0.999].map(|share| written(percent(share, EN))),
            ["less than 1 %", "about 1 %", "about 60 %", "about 99 %", "more than 99 %"]
        );
        assert_eq!(written(percent(0.6, FR)), "environ 60\u{a0}%");
    }

    #[test]
    fn places_and_p_values() {
        assert_eq!(written(position(-8.0, 12.6456, EN)), "12.646° N, 8.000° W");
        assert_eq!(written(position(8.5138, -3.9, FR)), "3,900° S, 8,514° E");
        assert_eq!([0.5, 0.0312, 0.0005].map(|p| written(p_value(p, EN))), ["= 0.5", "= 0.031", "< 0.001"]);
        assert_eq!(written(p_value(0.0312, FR)), "= 0,031");
    }

    #[test]
    fn days_and_ranges() {
        let at = |text| day::parse(text).unwrap();
        assert_eq!(range(at("2026-05-03"), at("2026-05-30"), EN), "between 3 May and 30 May 2026");
        assert_eq!(range(at("2026-05-03"), at("2026-05-30"), FR), "entre le 3 et le 30 mai 2026");
        assert_eq!(range(at("2026-05-01"), at("2026-06-01"), FR), "entre le 1er mai et le 1er juin 2026");
        assert_eq!(range(at("2025-12-20"), at("2026-01-16"), FR), "entre le 20 décembre 2025 et le 16 janvier 2026");
        assert_eq!(range(at("2025-12-20"), at("2026-01-16"), EN), "between 20 December 2025 and 16 January 2026");
        assert_eq!(range(at("2026-05-01"), at("2026-05-01"), FR), "le 1er mai 2026");
    }

    #[test]
    fn periods_are_told_in_the_unit_that_suits_them() {
        let said = |days, language| match period(days, language) {
            Period::Unit(text) => format!("a {text}"),
            Period::Several(text) => text,
        };
        let texts = [1.0, 3.2, 9.4, 14.0, 25.0, 30.0, 56.0, 336.0, 365.0, 1000.0, 9000.0].map(|days| said(days, EN));
        let wanted = [
            "a day",
            "three days",
            "nine days",
            "two weeks",
            "four weeks",
            "a month",
            "two months",
            "eleven months",
            "a year",
            "three years",
            "25 years",
        ];
        assert_eq!(texts, wanted);
        assert_eq!(said(14.0, FR), "toutes les deux semaines");
    }

    proptest! {
        #[test]
        fn nothing_panics(number in 0.0..1e15f64, first in -700_000..2_900_000i32, days in 0..20_000i32) {
            for language in Language::ALL {
                plain(number, language);
                plain(number.floor(), language);
                distance_km(number, language);
                percent(number, language);
                period(number, language);
                let is_filled = !range(first, first + days, language).contains(['{', '}']);
                prop_assert!(is_filled);
            }
        }

        #[test]
        fn two_digits_are_enough(number in 0.001..1e9f64) {
            let text = written(plain(number, EN));
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert!(digits.trim_matches('0').len() <= 2, "{text}");
        }
    }
}
