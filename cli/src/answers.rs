//! Reports as sentences, all of which the library has in its languages.

use geobit::history::{Comparison, Window};
use geobit::questions::geofence::{Counts, GeofenceOptions, GeofenceReport};
use geobit::questions::route::{RouteOptions, RouteReport};
use geobit::questions::{Coverage, Inside};
use geobit::words::{self, Language, Message, Value, messages};

/// What a report about an area says.
pub fn of_area(report: &GeofenceReport, options: &GeofenceOptions) -> Vec<String> {
    let lang = options.lang;
    let Some(findings) = &report.findings else { return vec![in_shape(&report.counts, lang)] };
    let mut lines = open(&findings.coverage, &findings.verdict_text);
    if findings.coverage.inside != Inside::None {
        lines.extend(compared(&findings.history.comparison, options.confidence, lang));
        lines.extend(findings.after_more.as_ref().map(|after| after.words.clone()));
        lines.push(in_shape(&report.counts, lang));
        lines.extend(findings.next.as_ref().map(|next| next.words.clone()));
        lines.extend(findings.hindcast.as_ref().map(|hindcast| hindcast.words.clone()));
    }
    lines.extend(findings.notes.iter().cloned());
    lines
}

/// What a report about a route says.
pub fn of_route(report: &RouteReport, options: &RouteOptions) -> Vec<String> {
    let lang = options.lang;
    let trip =
        messages::TRIP.say(lang, &[("km", kilometres(report.length_km, lang)), ("hours", number(report.hours, lang))]);
    let mut lines = match (&report.coverage, &report.findings) {
        (Some(coverage), Some(findings)) => open(coverage, &findings.status.verdict_text),
        (Some(coverage), None) => vec![coverage.words.clone()],
        _ => Vec::new(),
    };
    lines.push(trip);
    let is_covered = report.coverage.as_ref().is_none_or(|coverage| coverage.inside != Inside::None);
    if let Some(findings) = &report.findings {
        lines.extend(findings.legs.note.clone());
        if is_covered {
            lines.extend(compared(&findings.status.history.comparison, options.confidence, lang));
            lines.extend(findings.after_more.as_ref().map(|after| after.words.clone()));
        }
    }
    if let Some(risk) = report.risk.as_ref().filter(|_| is_covered) {
        let (lower, upper) = risk.encounter.interval;
        lines.push(messages::ENCOUNTERS.say(
            lang,
            &[
                ("expected", number(risk.encounter.expected, lang)),
                ("km", kilometres(options.encounter_km, lang)),
                ("lower", number(lower, lang)),
                ("upper", number(upper, lang)),
                ("level", level(options.confidence, lang)),
            ],
        ));
    }
    if let Some(findings) = &report.findings {
        if is_covered {
            lines.extend(findings.stretches.first().map(|stretch| {
                let values = [
                    ("from", kilometres(stretch.total.from_km, lang)),
                    ("to", kilometres(stretch.total.to_km, lang)),
                    ("share", words::percent(stretch.share, lang)),
                ];
                messages::WORST_STRETCH.say(lang, &values)
            }));
            lines.extend(findings.next.as_ref().map(|next| next.words.clone()));
            lines.extend(findings.hindcast.as_ref().map(|hindcast| hindcast.words.clone()));
        }
        lines.extend(findings.notes.iter().cloned());
    }
    lines
}

/// The first sentences: what the data cover, and what they say in short.
fn open(coverage: &Coverage, verdict: &str) -> Vec<String> {
    let mut lines = vec![coverage.words.clone()];
    if verdict != coverage.words {
        lines.push(verdict.into());
    }
    lines
}

/// How many incidents are inside.
pub fn in_shape(counts: &Counts, lang: Language) -> String {
    let count = |number: u64| words::count(number as u32, lang);
    let values = [("certain", count(counts.certain)), ("possible", count(counts.possible))];
    messages::IN_SHAPE.say(lang, &values)
}

/// Both windows and their ratio. Where weeks vary more than chance, the wider intervals are told, by which the verdict goes.
fn compared(comparison: &Comparison, confidence: f64, lang: Language) -> Vec<String> {
    let mut lines = vec![rate(&comparison.baseline, confidence, lang), rate(&comparison.recent, confidence, lang)];
    let change = &comparison.change;
    if let Some(ratio) = change.ratio {
        let (lower, upper) = change.widened.as_ref().map_or(change.interval, |widened| widened.interval);
        let mut values =
            vec![("ratio", number(ratio, lang)), ("lower", number(lower, lang)), ("level", level(confidence, lang))];
        let message: Message = match upper {
            Some(upper) => {
                values.push(("upper", number(upper, lang)));
                messages::RATE_RATIO
            }
            None => messages::RATE_RATIO_FROM,
        };
        lines.push(message.say(lang, &values));
    }
    lines
}

fn rate(window: &Window, confidence: f64, lang: Language) -> String {
    let (lower, upper) = window.widened.unwrap_or(window.interval);
    let values = [
        ("from", words::day(window.from, lang)),
        ("to", words::day(window.to, lang)),
        ("count", words::count(window.count as u32, lang)),
        ("rate", number(window.per_day, lang)),
        ("lower", number(lower, lang)),
        ("upper", number(upper, lang)),
        ("level", level(confidence, lang)),
    ];
    messages::RATE_IN.say(lang, &values)
}

fn number(number: f64, lang: Language) -> Value {
    words::plain(number, lang)
}

/// A distance in km: two digits below 10, and whole from there, so that places along a long route stay apart.
fn kilometres(km: f64, lang: Language) -> Value {
    if km < 10.0 { number(km, lang) } else { words::distance_km(km, lang) }
}

/// A level as a percentage, as exact as it is given.
fn level(level: f64, lang: Language) -> Value {
    let percent = (level * 1e9).round() / 1e7;
    let text = percent.to_string();
    Value::number(percent, if lang == Language::Fr { text.replace('.', ",") } else { text })
}
