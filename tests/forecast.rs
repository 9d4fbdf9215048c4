//! Forecasts and hindcasts against plain ways to the same numbers, and what they are in poor records.

use geobit::day;
use geobit::geo::{GeoPoint, distance_km};
use geobit::history::ChangeVerdict;
use geobit::intensity::Record;
use geobit::questions::Inside;
use geobit::questions::forecast::{Forecast, ForecastModel, Intensity};
use geobit::questions::geofence::{GeofenceAnswers, GeofenceFindings, GeofenceOptions, geofence, geofences};
use geobit::questions::hindcast::{Hindcast, HindcastVerdict, SetHindcast};
use geobit::questions::route::{RouteOptions, route};
use geobit::snapshot::Snapshot;
use geobit::words::Language;
use geobit::{Area, Day, LoadOptions, Loader, LonLat, Route};
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

const BAMAKO: LonLat = LonLat::new(-8.0, 12.64);

/// Incidents as longitude, latitude, day and radius of uncertainty.
type Incidents = Vec<(f64, f64, Day, f64)>;

fn load(incidents: &Incidents, as_of: Day) -> Snapshot {
    let mut text = String::from("id,lon,lat,start,uncertainty_km,kind\n");
    for (id, (lon, lat, start, radius)) in incidents.iter().enumerate() {
        text += &format!("{id},{lon},{lat},{},{radius},armedClash\n", day::format(*start));
    }
    let options = LoadOptions { as_of: Some(as_of), ..LoadOptions::default() };
    let mut loader = Loader::new(options).unwrap();
    loader.push(text.as_bytes()).unwrap();
    loader.finish().unwrap()
}

/// Five years around two towns and everywhere else.
fn incidents(seed: u64) -> (Incidents, Day) {
    let mut random = SmallRng::seed_from_u64(seed);
    let first = day::parse("2020-01-01").unwrap();
    let mut drawn = Vec::new();
    for _ in 0..1_500 {
        let (centre, reach) = match random.random_range(0..10) {
            0..5 => (BAMAKO, 0.15),
            5..8 => (LonLat::new(-6.2, 13.4), 0.3),
            _ => (LonLat::new(-7.0, 13.0), 3.0),
        };
        let mut off = || reach * (random.random::<f64>() + random.random::<f64>() - 1.0);
        let (lon, lat) = (centre.lon + off(), centre.lat + off());
        let radius = [0.0, 0.0, 0.0, 25.0][random.random_range(0..4)];
        drawn.push((lon, lat, first + random.random_range(0..1_825), radius));
    }
    (drawn, first + 1_824)
}

fn findings(snapshot: &Snapshot, area: &Area, intensity: Intensity) -> GeofenceFindings {
    let options = GeofenceOptions { hindcast: true, intensity, ..GeofenceOptions::default() };
    geofence(snapshot, area, &options).unwrap().findings.unwrap()
}

/// The twin of a hindcast: what the record up to each date says by itself, and a count of what came.
#[test]
fn a_hindcast_is_what_would_have_been_said() {
    let (incidents, as_of) = incidents(1);
    let area = Area::circle(BAMAKO, 25.0).unwrap();
    let snapshot = load(&incidents, as_of);
    let hindcast = findings(&snapshot, &area, Intensity::Fixed).hindcast.unwrap();
    assert!(hindcast.as_of.len() > 40, "{hindcast:?}");
    assert_eq!(*hindcast.as_of.last().unwrap(), as_of - 28);
    for (number, &then) in hindcast.as_of.iter().enumerate().step_by(7) {
        let known: Incidents = incidents.iter().copied().filter(|(_, _, start, _)| *start <= then).collect();
        let said = findings(&load(&known, then), &area, Intensity::Fixed);
        // The mean of twelve months may have been said instead; the hindcast always tells ours.
        let next = said.next.unwrap();
        if next.model == ForecastModel::Fixed {
            let expected = next.expected;
            assert!((hindcast.expected[number] / expected - 1.0).abs() < 1e-3, "{number}: {expected} {hindcast:?}");
        }
        let came = incidents.iter().filter(|&&(lon, lat, start, radius)| {
            let is_inside = distance_km(BAMAKO, LonLat::new(lon, lat)) + radius <= 25.0;
            is_inside && start > then && start <= then + 28
        });
        assert_eq!(hindcast.observed[number] as usize, came.count(), "{number}");
    }
    check(&hindcast);
}

/// What holds for every hindcast.
fn check(hindcast: &Hindcast) {
    let Hindcast { as_of, expected, lower, upper, observed, covered, .. } = hindcast;
    assert!([expected.len(), lower.len(), upper.len(), observed.len()].iter().all(|length| *length == as_of.len()));
    assert!(as_of.windows(2).all(|days| days[1] - days[0] == 28) && as_of.len() <= 60);
    let held = (0..as_of.len()).filter(|&one| (lower[one]..=upper[one]).contains(&f64::from(observed[one])));
    assert!((held.count() as f64 / as_of.len().max(1) as f64 - covered).abs() < 1e-12);
    assert!(expected.iter().zip(upper).all(|(expected, upper)| *expected >= 0.0 && *upper >= 1.0));
}

/// The twin of the fitted mean: all incidents, one by one, with the published weights.
#[test]
fn the_fitted_mean_is_the_sum_over_all_incidents() {
    let (incidents, as_of) = incidents(2);
    let snapshot = load(&incidents, as_of);
    let area = Area::circle(LonLat::new(-7.9, 12.7), 30.0).unwrap();
    let record = Record::of(&snapshot).unwrap();
    let era = record.fit(&snapshot).era(as_of);
    let weight = |start: Day, half_life: f64| (-f64::from(as_of - start) / half_life).exp2();
    let level = {
        let half_life = era.level_half_life_days();
        let first = incidents.iter().map(|one| one.2).min().unwrap();
        let sum: f64 = incidents.iter().map(|one| weight(one.2, half_life)).sum();
        sum / (first..=as_of).map(|day| weight(day, half_life)).sum::<f64>()
    };
    let mut share = era.weights[0] * area.area_km2() / record.extent_km2;
    for (kernel, (half_life, bandwidth)) in
        [(365.0, 10.0), (365.0, 3.0), (60.0, 5.0), (21.0, 2.0)].into_iter().enumerate()
    {
        let (mut inside, mut all) = (0.0, 0.0);
        for &(lon, lat, start, radius) in &incidents {
            let sigma = f64::hypot(bandwidth, radius / 2.0);
            let [mass] = area.gaussian_masses(&GeoPoint::new(LonLat::new(lon, lat)), [sigma]);
            inside += weight(start, half_life) * mass;
            all += weight(start, half_life);
        }
        share += era.weights[kernel + 1] * inside / all;
    }
    let raw = 28.0 * level * share;
    let found = findings(&snapshot, &area, Intensity::Fitted);
    // The last forecast of the hindcast and this one differ by four weeks; the ratio of what came to what was expected is
    // between the two of a place without a past and of one with a long past.
    let next = found.next.unwrap();
    let ratio = next.expected / raw;
    assert!(next.model != ForecastModel::Fitted || (0.3..1.3).contains(&ratio), "{next:?} {raw}");
    check(&found.hindcast.unwrap());
}

#[test]
fn a_corridor_has_a_forecast_as_well() {
    let (incidents, as_of) = incidents(3);
    let snapshot = load(&incidents, as_of);
    let road = Route::from_vertices([LonLat::new(-8.2, 12.5), BAMAKO, LonLat::new(-7.0, 13.2)]).unwrap();
    let options = RouteOptions { hindcast: true, corridor_km: 10.0, ..RouteOptions::default() };
    let report = route(&snapshot, &road, &options).unwrap().findings.unwrap();
    let (next, hindcast) = (report.next.unwrap(), report.hindcast.unwrap());
    assert!(next.expected > 1.0 && next.interval.0 <= next.interval.1, "{next:?}");
    check(&hindcast);
    assert!(hindcast.covered > 0.6, "{hindcast:?}");
}

/// On independent incidents at a constant rate, eight of ten intervals hold, and a little more, because counts are whole.
#[test]
fn intervals_hold_as_often_as_they_say() {
    let (mut held, mut all) = (0.0, 0.0);
    for seed in 10..16 {
        let (incidents, as_of) = incidents(seed);
        let snapshot = load(&incidents, as_of);
        for centre in [BAMAKO, LonLat::new(-6.2, 13.4)] {
            let area = Area::circle(centre, 25.0).unwrap();
            let hindcast = findings(&snapshot, &area, Intensity::Fitted).hindcast.unwrap();
            held += hindcast.covered * hindcast.as_of.len() as f64;
            all += hindcast.as_of.len() as f64;
        }
    }
    assert!((0.78..0.97).contains(&(held / all)), "{held} of {all}");
}

/// Verdicts of one place at a date, by the geofence itself.
fn verdict_at(snapshot: &Snapshot, area: &Area, as_of: Day) -> (ChangeVerdict, u64, f64) {
    let options = GeofenceOptions { as_of: Some(as_of), intensity: Intensity::Fixed, ..GeofenceOptions::default() };
    let comparison = geofence(snapshot, area, &options).unwrap().findings.unwrap().history.comparison;
    (comparison.change.verdict, comparison.recent.count, comparison.expected_recent)
}

/// The twin of what followed past verdicts: a geofence around every place at every past date.
#[test]
fn what_followed_more_is_what_geofences_at_past_dates_say() {
    let first = day::parse("2020-01-01").unwrap();
    let (last, mut random) = (first + 1_200, SmallRng::seed_from_u64(7));
    let places: Vec<LonLat> = (0..12).map(|number| LonLat::new(-8.0 + f64::from(number), 12.0)).collect();
    let mut drawn = Incidents::new();
    for place in &places {
        // Some four weeks have many, and the last four have many at the first place.
        for period in 0..42 {
            let busy = random.random_range(0..9) == 0;
            for _ in 0..random.random_range(0..3) + if busy { 9 } else { 0 } {
                let radius = [0.0, 0.0, 20.0, 40.0][random.random_range(0..4)];
                drawn.push((place.lon, place.lat, first + 28 * period + random.random_range(0..28), radius));
            }
        }
    }
    drawn.extend((0..14).map(|number| (places[0].lon, places[0].lat, last - 2 * number, 0.0)));
    drawn.retain(|one| one.2 <= last);
    let snapshot = load(&drawn, last);
    let started = drawn.iter().map(|one| one.2).min().unwrap();
    let site = Area::circle(places[0], 25.0).unwrap();
    for as_of in [last, last - 100] {
        let (mut cases, mut recent, mut usual, mut next, mut above) = (0u32, 0.0, 0.0, 0.0, 0u32);
        for &place in &places {
            let area = Area::circle(place, 25.0).unwrap();
            for date in (1..=60).map(|number| last - 28 * number).take_while(|date| *date >= started + 364) {
                let (verdict, count, expected) = verdict_at(&snapshot, &area, date);
                if verdict != ChangeVerdict::More || date + 28 > as_of {
                    continue;
                }
                let came = drawn.iter().filter(|(lon, lat, start, radius)| {
                    distance_km(place, LonLat::new(*lon, *lat)) + radius <= 25.0 && *start > date && *start <= date + 28
                });
                let came = came.count() as f64;
                (cases, recent, usual, next) = (cases + 1, recent + count as f64, usual + expected, next + came);
                above += u32::from(came > expected);
            }
        }
        assert!(cases >= 10, "{cases}");
        for intensity in [Intensity::Fitted, Intensity::Fixed] {
            // At the earlier date the verdict there may be another one; the lists are compared where it is the same.
            let options = GeofenceOptions { as_of: Some(as_of), intensity, ..GeofenceOptions::default() };
            let found = geofence(&snapshot, &site, &options).unwrap().findings.unwrap();
            let is_more = found.history.comparison.change.verdict == ChangeVerdict::More;
            assert!(is_more || as_of < last);
            assert_eq!(found.after_more.is_some(), is_more);
            let Some(after) = found.after_more else { continue };
            assert_eq!(after.cases, cases);
            let close = |found: Option<f64>, expected: f64| (found.unwrap() / expected - 1.0).abs() < 1e-12;
            assert!(close(after.ratio, recent / usual) && close(after.next_ratio, next / usual), "{after:?}");
            assert!(close(after.stayed_above, f64::from(above) / f64::from(cases)), "{after:?}");
            assert!(after.next_ratio < after.ratio, "a selected maximum falls: {after:?}");
            assert!(after.words.starts_with(&format!("In {cases} earlier cases")), "{}", after.words);
        }
    }
    // Windows of other lengths have no such past, and places outside the data say nothing.
    let other = GeofenceOptions { recent_days: 14, ..GeofenceOptions::default() };
    assert!(geofence(&snapshot, &site, &other).unwrap().findings.unwrap().after_more.is_none());
    // A corridor has the same cases.
    let road = Route::from_vertices([places[0], LonLat::new(-7.95, 12.0)]).unwrap();
    let found = route(&snapshot, &road, &RouteOptions::default()).unwrap().findings.unwrap();
    assert_eq!(found.status.history.comparison.change.verdict, ChangeVerdict::More);
    assert_eq!(found.after_more, findings(&snapshot, &site, Intensity::Fitted).after_more);
}

/// The numbers of what is expected stay, but the words, which are to be shown, say that nothing can be said.
#[test]
fn what_is_expected_outside_the_data_is_told_in_words() {
    let (incidents, as_of) = incidents(4);
    let snapshot = load(&incidents, as_of);
    let ask = |centre: LonLat, km: f64, lang: Language, as_of: Option<Day>| {
        let options = GeofenceOptions { hindcast: true, lang, as_of, ..GeofenceOptions::default() };
        geofence(&snapshot, &Area::circle(centre, km).unwrap(), &options).unwrap().findings.unwrap()
    };
    let far = LonLat::new(40.0, -30.0);
    for lang in [Language::En, Language::Fr] {
        let found = ask(far, 25.0, lang, None);
        let next = found.next.unwrap();
        assert_eq!((next.inside, &next.words), (Inside::None, &found.coverage.words));
        assert_eq!(found.hindcast.unwrap().words, found.coverage.words);
    }
    let later = ask(BAMAKO, 25.0, Language::En, Some(as_of + 40));
    assert_eq!(later.next.unwrap().words, later.coverage.words);
    let road = Route::from_vertices([far, LonLat::new(41.0, -30.0)]).unwrap();
    let found = route(&snapshot, &road, &RouteOptions { hindcast: true, ..RouteOptions::default() }).unwrap();
    let (coverage, found) = (found.coverage.unwrap(), found.findings.unwrap());
    assert_eq!((found.next.unwrap().words, found.hindcast.unwrap().words), (coverage.words.clone(), coverage.words));
    // Inside, the interval is told.
    let found = ask(BAMAKO, 25.0, Language::En, None);
    let Forecast { interval: (low, high), words, inside, .. } = found.next.unwrap();
    assert!(inside == Inside::All && high > low + 1, "{low} {high}");
    assert_eq!(
        words,
        format!("{low} to {high} recorded incidents expected in the next 28 days, if the record goes on as it did.")
    );
    let words = ask(BAMAKO, 25.0, Language::Fr, None).next.unwrap().words;
    assert!(words.starts_with(&format!("Entre {low} et {high} incidents enregistrés attendus dans les 28")), "{words}");
    let words = ask(BAMAKO, 25.0, Language::En, Some(as_of - 5)).next.unwrap().words;
    assert!(words.contains("expected in the 28 days after "), "{words}");
}

/// A shape half outside: what is expected is about the half that the data cover, and the sentence says so.
#[test]
fn of_a_shape_half_outside_only_the_part_inside_is_expected() {
    let first = day::parse("2020-01-01").unwrap();
    let mut random = SmallRng::seed_from_u64(5);
    let drawn: Incidents = (0..800)
        .map(|_| {
            (random.random_range(0.0..2.0), random.random_range(0.0..2.0), first + random.random_range(0..1_500), 0.0)
        })
        .collect();
    let snapshot = load(&drawn, first + 1_499);
    let square = |west: f64, east: f64| {
        let text = format!(
            r#"{{"type":"Polygon","coordinates":[[[{west},0.2],[{east},0.2],[{east},1.8],[{west},1.8],[{west},0.2]]]}}"#
        );
        Area::new(geobit::geometry::parse(&text).unwrap(), None).unwrap()
    };
    // From 1.5° to where the extent ends, and on to far outside of it.
    let (within, beyond) = (square(1.5, 2.44), square(1.5, 60.0));
    let [near, far] = [&within, &beyond].map(|area| findings(&snapshot, area, Intensity::Fitted));
    let (near, far) = (near.next.unwrap(), far.next.unwrap());
    assert_eq!((near.inside, far.inside), (Inside::All, Inside::Part));
    assert!((far.expected / near.expected - 1.0).abs() < 0.15, "{near:?} {far:?}");
    assert!(far.words.ends_with("This is about the part that the data cover."), "{}", far.words);
    assert!(!near.words.contains("part"), "{}", near.words);
}

/// Dates that are known to a month or a year only are in no forecast and in no count of what came, and a note counts them.
#[test]
fn coarse_dates_are_in_no_forecast() {
    let (incidents, as_of) = incidents(6);
    let write = |coarse: &dyn Fn(usize) -> bool, all: bool| {
        let mut text =
            String::from("id,longitude,latitude,date_start,date_end,where_prec,date_prec,type_of_violence,best\n");
        for (id, (lon, lat, start, radius)) in incidents.iter().enumerate() {
            let place = if *radius > 0.0 { 2 } else { 1 };
            if all || !coarse(id) {
                let (date, precision) = (day::format(*start), if coarse(id) { 4 } else { 1 });
                text += &format!("{id},{lon},{lat},{date},{date},{place},{precision},1,1\n");
            }
        }
        let options = LoadOptions { as_of: Some(as_of), layout: Some("ucdp".into()), ..LoadOptions::default() };
        let mut loader = Loader::new(options).unwrap();
        loader.push(text.as_bytes()).unwrap();
        loader.finish().unwrap()
    };
    let area = Area::circle(BAMAKO, 25.0).unwrap();
    let every_third = |id: usize| id.is_multiple_of(3);
    let (with, without) = (write(&every_third, true), write(&every_third, false));
    assert!(with.len() > without.len() + 400);
    let [with, without] = [&with, &without].map(|snapshot| findings(snapshot, &area, Intensity::Fixed));
    let count = |notes: &[String]| notes.iter().filter(|note| note.contains("what is expected next")).count();
    assert_eq!((count(&with.notes), count(&without.notes)), (1, 0), "{:?}", with.notes);
    let (ours, twin) = (with.hindcast.unwrap(), without.hindcast.unwrap());
    // The record begins on the same day, so that the dates are the same.
    assert_eq!((&ours.as_of, &ours.observed), (&twin.as_of, &twin.observed));
    assert!(ours.expected.iter().zip(&twin.expected).all(|(one, other)| (one - other).abs() < 1e-9));
    let (next, other) = (with.next.unwrap(), without.next.unwrap());
    assert!((next.expected - other.expected).abs() < 1e-9 && next.interval == other.interval, "{next:?} {other:?}");
    // Where all dates are coarse, nothing is expected for certain, and the answer is still defined.
    let only = findings(&write(&|_| true, true), &area, Intensity::Fitted);
    let (next, hindcast) = (only.next.unwrap(), only.hindcast.unwrap());
    assert!(next.expected.is_finite() && next.interval.1 >= 1, "{next:?}");
    assert!(hindcast.observed.iter().all(|came| *came == 0) && count(&only.notes) == 1, "{:?}", only.notes);
    check(&hindcast);
}

/// The hindcast of a set: the means and sums over its areas, by plain loops over their own hindcasts.
#[test]
fn a_set_of_areas_is_judged_together() {
    let (incidents, as_of) = incidents(8);
    let snapshot = load(&incidents, as_of);
    let set = |places: &[(f64, f64)], hindcast: bool| -> Vec<GeofenceFindings> {
        let shapes = places.iter().map(|(lon, lat)| {
            geobit::geometry::parse(&format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#)).unwrap()
        });
        let options = GeofenceOptions { radius_km: Some(25.0), hindcast, ..GeofenceOptions::default() };
        let GeofenceAnswers::Reports(reports) = geofences(&snapshot, shapes.collect(), options).unwrap() else {
            panic!("full reports were asked for")
        };
        reports.into_iter().map(|report| report.findings.unwrap()).collect()
    };
    let together = |found: &[GeofenceFindings]| found[0].among.clone().unwrap().hindcast;
    let found = set(&[(-8.0, 12.64), (-6.2, 13.4), (-7.0, 13.0), (-5.0, 12.0)], true);
    let SetHindcast { dates, forecasts, covered, score, verdict } = together(&found).unwrap();
    let own: Vec<&Hindcast> = found.iter().map(|one| one.hindcast.as_ref().unwrap()).collect();
    assert_eq!((dates, forecasts), (own[0].as_of.len(), 4 * own[0].as_of.len()));
    assert_ne!(verdict, HindcastVerdict::TooFew);
    let mean = |of: &dyn Fn(&Hindcast) -> f64| own.iter().map(|one| of(one)).sum::<f64>() / 4.0;
    for (found, twin) in [
        (covered, mean(&|one| one.covered)),
        (score.ours, mean(&|one| one.score.ours)),
        (score.last28_days, mean(&|one| one.score.last28_days)),
        (score.twelve_months, mean(&|one| one.score.twelve_months)),
        (score.uniform, mean(&|one| one.score.uniform)),
    ] {
        assert!((found - twin).abs() < 1e-12, "{found} {twin}");
    }
    assert!(found.iter().all(|one| one.among.as_ref().unwrap().hindcast == together(&found)));
    // One area alone is judged as by itself, and an area that is there twice counts no more than once: the dates are drawn.
    let one = set(&[(-8.0, 12.64)], true);
    let (single, own) = (together(&one).unwrap(), one[0].hindcast.as_ref().unwrap());
    assert_eq!((single.covered, single.score, single.verdict), (own.covered, own.score, own.verdict));
    assert_eq!(together(&set(&[(-8.0, 12.64); 5], true)).unwrap().verdict, own.verdict);
    assert!(together(&set(&[(-8.0, 12.64)], false)).is_none());
}

/// Why nothing can be said of past forecasts: too few dates is not too few incidents.
#[test]
fn the_reason_for_too_few_is_the_true_one() {
    let first = day::parse("2015-01-01").unwrap();
    let say = |incidents: &Incidents, last: Day, lang: Language| {
        let options = GeofenceOptions { hindcast: true, lang, ..GeofenceOptions::default() };
        let area = Area::circle(BAMAKO, 25.0).unwrap();
        let hindcast = geofence(&load(incidents, last), &area, &options).unwrap().findings.unwrap().hindcast.unwrap();
        assert_eq!(hindcast.verdict, HindcastVerdict::TooFew);
        hindcast.words
    };
    // A short record, in which much happens.
    let short: Incidents = (0..500).map(|day| (-8.0, 12.64, first + day, 0.0)).collect();
    assert_eq!(
        say(&short, first + 499, Language::En),
        "The record is too short to say how good such numbers were here: it has 4 past months to judge by, and 12 are needed."
    );
    // A long record with two incidents at this place.
    let mut long: Incidents = (0..2_400).map(|day| (-5.0, 15.0, first + day, 0.0)).collect();
    long.extend([(-8.0, 12.64, first + 1_500, 0.0), (-8.0, 12.64, first + 1_900, 0.0)]);
    assert_eq!(
        say(&long, first + 2_399, Language::En),
        "Too few incidents were recorded here to say how good such numbers were: 2 in 60 past months."
    );
    assert!(say(&long, first + 2_399, Language::Fr).starts_with("Trop peu d’incidents ont été enregistrés ici"));
}

/// `today` before the date of the data is told, and what is expected stays a defined answer.
#[test]
fn today_before_the_date_of_the_data_changes_no_number() {
    let (incidents, as_of) = incidents(9);
    let snapshot = load(&incidents, as_of);
    let area = Area::circle(BAMAKO, 25.0).unwrap();
    let ask = |today: Option<Day>| {
        let options = GeofenceOptions { today, hindcast: true, ..GeofenceOptions::default() };
        geofence(&snapshot, &area, &options).unwrap().findings.unwrap()
    };
    let (before, plain) = (ask(Some(as_of - 30)), ask(None));
    assert_eq!((before.coverage.age_days, before.coverage.stale), (Some(-30), false));
    assert!(before.coverage.words.starts_with("These data end on "), "{}", before.coverage.words);
    assert_eq!((before.next, before.hindcast), (plain.next, plain.hindcast));
}

/// All past counts are zero: the upper end is 1 at least, and the words speak of "0 or 1".
#[test]
fn a_quiet_place_expects_none_or_one() {
    let first = day::parse("2015-01-01").unwrap();
    let elsewhere: Incidents = (0..2_000).map(|day| (-7.4, 12.64, first + day, 0.0)).collect();
    let snapshot = load(&elsewhere, first + 1_999);
    for intensity in [Intensity::Fitted, Intensity::Fixed] {
        // Within 50 km of the incidents, and so within the extent, but more than any kernel from them.
        let found = findings(&snapshot, &Area::circle(LonLat::new(-7.84, 12.64), 1.0).unwrap(), intensity);
        let (next, hindcast) = (found.next.unwrap(), found.hindcast.unwrap());
        assert_eq!((next.inside, next.interval), (Inside::All, (0, 1)), "{next:?}");
        assert!(next.words.starts_with("0 or 1 recorded incident expected in the next 28 days"), "{}", next.words);
        assert!(hindcast.observed.iter().all(|came| *came == 0) && hindcast.upper.iter().all(|upper| *upper == 1.0));
        assert_eq!(hindcast.covered, 1.0);
        check(&hindcast);
    }
}

/// A record of a week, of one place, of two countries far apart, with a gap of a year, of thirty years, of uncertain places only:
/// words, never NaN.
#[test]
fn poor_records_have_a_defined_answer() {
    let first = day::parse("2020-01-01").unwrap();
    let week: Incidents = (0..7).map(|day| (-8.0, 12.64, first + day, 0.0)).collect();
    let gap: Incidents =
        (0..40).map(|number| (-8.0, 12.64, first + number * 10 + if number > 20 { 365 } else { 0 }, 0.0)).collect();
    let uncertain: Incidents = (0..600).map(|day| (-8.0, 12.64, first + day, 150.0)).collect();
    let decades: Incidents = (0..1_100).map(|number| (-8.0, 12.64, first - number * 10, 0.0)).collect();
    let place: Incidents = (0..700).map(|day| (-8.0, 12.64, first + day, 0.0)).collect();
    let far: Incidents = (0..900).map(|day| (if day % 2 == 0 { 30.0 } else { -60.0 }, 2.0, first + day, 0.0)).collect();
    for (incidents, name) in
        [(week, "week"), (gap, "gap"), (uncertain, "uncertain"), (decades, "decades"), (place, "place"), (far, "far")]
    {
        let last = incidents.iter().map(|one| one.2).max().unwrap();
        let snapshot = load(&incidents, last);
        for intensity in [Intensity::Fitted, Intensity::Fixed] {
            let found = findings(&snapshot, &Area::circle(BAMAKO, 25.0).unwrap(), intensity);
            let hindcast = found.hindcast.unwrap();
            if name == "week" {
                assert_eq!((found.next, hindcast.as_of.len(), hindcast.verdict), (None, 0, HindcastVerdict::TooFew));
                assert!(found.notes.iter().any(|note| note.starts_with("Nothing is said about what comes next")));
                continue;
            }
            let next = found.next.unwrap();
            assert!(!next.words.is_empty() && !hindcast.words.is_empty(), "{name}");
            assert!(next.expected.is_finite() && next.expected >= 0.0, "{name}: {next:?}");
            assert!(next.interval.1 >= 1 && next.interval.0 <= next.interval.1, "{name}: {next:?}");
            check(&hindcast);
            if name == "decades" {
                assert_eq!(hindcast.as_of.len(), 60);
            }
            if name == "far" {
                assert_eq!((next.expected, next.inside), (0.0, Inside::None), "{next:?}");
                assert_eq!(next.words, found.coverage.words);
            }
        }
    }
    let nowhere = load(&vec![(-8.0, 12.64, first, 900.0)], first);
    assert!(findings(&nowhere, &Area::circle(BAMAKO, 25.0).unwrap(), Intensity::Fitted).next.is_none());
}
