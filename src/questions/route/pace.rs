//! How the convoy moves: its speed along the route, its halts, and so when it is where.

use serde::{Deserialize, Serialize};

use super::RouteOptions;
use crate::error::{Code, GeobitError, Result};
use crate::questions::limits::{at_least, in_range};
use crate::route_line::Route;

/// A halt on the way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Where, km along the route.
    pub km: f64,
    pub hours: f64,
}

/// A speed from some place on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Speed {
    pub from_km: f64,
    pub kmh: f64,
}

/// Hours after departure at places along the route, in both ascending; between two of them the speed is one. A halt is
/// the same place twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    pub km: Vec<f64>,
    pub hours: Vec<f64>,
}

/// The speed all along the route: the first from its beginning.
pub struct Pace {
    speeds: Vec<Speed>,
}

impl Pace {
    pub fn new(options: &RouteOptions) -> Pace {
        let first = Speed { from_km: 0.0, kmh: options.speed_kmh };
        Pace { speeds: [&[first], options.speeds.as_slice()].concat() }
    }

    /// From a place on: hours per km, and where the speed changes next.
    pub fn at(&self, km: f64) -> (f64, f64) {
        let next = self.speeds.partition_point(|speed| speed.from_km <= km);
        let until = self.speeds.get(next).map_or(f64::INFINITY, |speed| speed.from_km);
        (1.0 / self.speeds[next.max(1) - 1].kmh, until)
    }

    /// The most hours that a km takes, and the least.
    pub fn extremes(&self) -> (f64, f64) {
        let hours = self.speeds.iter().map(|speed| 1.0 / speed.kmh);
        hours.fold((0.0, f64::INFINITY), |(most, least), hours| (hours.max(most), hours.min(least)))
    }

    pub fn timeline(&self, length_km: f64, stops: &[Stop]) -> Timeline {
        let mut stops = stops.to_vec();
        stops.sort_by(|a, b| a.km.total_cmp(&b.km).then(a.hours.total_cmp(&b.hours)));
        let mut timeline = Timeline { km: vec![0.0], hours: vec![0.0] };
        let (mut km, mut hours, mut stops) = (0.0, 0.0, stops.into_iter().peekable());
        while km < length_km || stops.peek().is_some() {
            let (per_km, change) = self.at(km);
            let next = change.min(length_km).min(stops.peek().map_or(f64::INFINITY, |stop| stop.km));
            if next > km {
                hours += (next - km) * per_km;
                km = next;
                timeline.add(km, hours);
            }
            if let Some(stop) = stops.next_if(|stop| stop.km <= km) {
                hours += stop.hours;
                timeline.add(km, hours);
            }
        }
        timeline
    }
}

impl Timeline {
    fn add(&mut self, km: f64, hours: f64) {
        self.km.push(km);
        self.hours.push(hours);
    }

    /// From departure to arrival.
    pub fn duration_hours(&self) -> f64 {
        self.hours.last().copied().unwrap_or_default()
    }
}

pub fn check(options: &RouteOptions, route: &Route) -> Result<()> {
    in_range("speedKmh", options.speed_kmh, 0.0, 300.0)?;
    let mut before = -1.0;
    for (number, speed) in options.speeds.iter().enumerate() {
        in_range(&format!("speeds.{number}.kmh"), speed.kmh, 0.0, 300.0)?;
        check_place(route, speed.from_km, &format!("speeds.{number}.fromKm"))?;
        if speed.from_km <= before {
            let words = format!(
                "speeds.{number}.fromKm is not beyond the one before; speeds are given in the order of the route."
            );
            return Err(GeobitError::new(Code::BadOption, words).at_field(format!("speeds.{number}.fromKm")));
        }
        before = speed.from_km;
    }
    for (number, stop) in options.stops.iter().enumerate() {
        check_place(route, stop.km, &format!("stops.{number}.km"))?;
        at_least(&format!("stops.{number}.hours"), stop.hours, 0.0, 1e4)?;
    }
    Ok(())
}

fn check_place(route: &Route, km: f64, field: &str) -> Result<()> {
    let length = route.length_km();
    if (0.0..=length).contains(&km) {
        return Ok(());
    }
    let words = format!("{field} is {}; this route runs from km 0 to {}.", km, (length * 10.0).floor() / 10.0);
    Err(GeobitError::new(Code::BadOption, words).at_field(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(speeds: &[(f64, f64)], stops: &[(f64, f64)], length_km: f64) -> Timeline {
        let options = RouteOptions {
            speeds: speeds.iter().map(|&(from_km, kmh)| Speed { from_km, kmh }).collect(),
            ..RouteOptions::default()
        };
        let stops: Vec<Stop> = stops.iter().map(|&(km, hours)| Stop { km, hours }).collect();
        Pace::new(&options).timeline(length_km, &stops)
    }

    #[test]
    fn one_speed_is_a_straight_line() {
        let all = timeline(&[], &[], 100.0);
        assert_eq!((all.km, all.hours), (vec![0.0, 100.0], vec![0.0, 2.5]));
    }

    #[test]
    fn speeds_and_halts_bend_it() {
        let all = timeline(&[(0.0, 50.0), (50.0, 20.0)], &[(60.0, 1.0), (0.0, 0.5), (60.0, 0.25), (100.0, 2.0)], 100.0);
        assert_eq!(all.km, [0.0, 0.0, 50.0, 60.0, 60.0, 60.0, 100.0, 100.0]);
        assert_eq!(all.hours, [0.0, 0.5, 1.5, 2.0, 2.25, 3.25, 5.25, 7.25]);
        assert_eq!(all.duration_hours(), 7.25);
    }

    #[test]
    fn a_speed_holds_from_its_place_on() {
        let speeds = vec![Speed { from_km: 30.0, kmh: 10.0 }];
        let pace = Pace::new(&RouteOptions { speeds, ..RouteOptions::default() });
        assert_eq!((pace.at(0.0), pace.at(29.9)), ((0.025, 30.0), (0.025, 30.0)));
        assert_eq!((pace.at(30.0), pace.at(99.0)), ((0.1, f64::INFINITY), (0.1, f64::INFINITY)));
        assert_eq!(pace.extremes(), (0.1, 0.025));
    }
}
