//! Forecasts and hindcasts against plain ways to the same numbers, and what they are in poor records.

use geobit::day;
use geobit::geo::{GeoPoint, distance_km};
use geobit::intensity::Record;
use geobit::questions::forecast::{ForecastModel, Hindcast, HindcastVerdict, Intensity};
use geobit::questions::geofence::{GeofenceFindings, GeofenceOptions, geofence};
use geobit::questions::route::{RouteOptions, route};
use geobit::snapshot::Snapshot;
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
        if said.next.unwrap().model == ForecastModel::Fixed {
            let expected = said.next.unwrap().expected;
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

/// A record of a week, of one place, of nothing in the area, with a gap, of uncertain places only: words, never NaN.
#[test]
fn poor_records_have_a_defined_answer() {
    let first = day::parse("2020-01-01").unwrap();
    let week: Incidents = (0..7).map(|day| (-8.0, 12.64, first + day, 0.0)).collect();
    let gap: Incidents =
        (0..40).map(|number| (-8.0, 12.64, first + number * 10 + if number > 20 { 365 } else { 0 }, 0.0)).collect();
    let uncertain: Incidents = (0..600).map(|day| (-8.0, 12.64, first + day, 150.0)).collect();
    let far: Incidents = (0..900).map(|day| (if day % 2 == 0 { 30.0 } else { -60.0 }, 2.0, first + day, 0.0)).collect();
    for (incidents, name) in [(week, "week"), (gap, "gap"), (uncertain, "uncertain"), (far, "far")] {
        let last = incidents.iter().map(|one| one.2).max().unwrap();
        let snapshot = load(&incidents, last);
        for intensity in [Intensity::Fitted, Intensity::Fixed] {
            let found = findings(&snapshot, &Area::circle(BAMAKO, 25.0).unwrap(), intensity);
            let (next, hindcast) = (found.next.unwrap(), found.hindcast.unwrap());
            assert!(next.expected.is_finite() && next.expected >= 0.0, "{name}: {next:?}");
            assert!(next.interval.1 >= 1 && next.interval.0 <= next.interval.1, "{name}: {next:?}");
            check(&hindcast);
            if name == "week" {
                assert_eq!((hindcast.as_of.len(), hindcast.verdict), (0, HindcastVerdict::TooFew));
            }
            if name == "far" {
                assert_eq!(next.expected, 0.0, "{next:?}");
            }
        }
    }
    let nowhere = load(&vec![(-8.0, 12.64, first, 900.0)], first);
    assert!(findings(&nowhere, &Area::circle(BAMAKO, 25.0).unwrap(), Intensity::Fitted).next.is_none());
}
