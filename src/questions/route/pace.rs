//! How the convoy moves: its speed along the route, its stops, and so when it is where.

use serde::{Deserialize, Serialize};

use super::RouteOptions;
use crate::error::Result;
use crate::order;
use crate::questions::limits::{self, check_length, refuse};
use crate::route_line::Route;

/// A stop on the way.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Position along the route, km from its start, from 0 to the length of the route.
    pub km: f64,
    /// Duration, hours, 0 to 10,000.
    pub hours: f64,
}

/// A speed that holds from a position on, up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Speed {
    /// Where the speed begins to hold, km from the start of the route, from 0 to the length of the route.
    pub from_km: f64,
    /// The speed, km/h, 0.1 to 300.
    pub kmh: f64,
}

/// When the convoy is where: hours after departure at positions along the route, both ascending. Between two positions
/// the speed is constant. A stop is the same position twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// Positions along the route, km from its start.
    pub km: Vec<f64>,
    /// Hours after departure at each of these positions.
    pub hours: Vec<f64>,
}

/// The speed all along the route.
pub struct Pace {
    /// The first one holds from the start of the route.
    speeds: Vec<Speed>,
}

impl Pace {
    pub fn new(options: &RouteOptions) -> Pace {
        let first = Speed { from_km: 0.0, kmh: options.speed_kmh };
        Pace { speeds: [&[first], options.speeds.as_slice()].concat() }
    }

    /// The hours per km from a position on, and the position at which the speed changes next; infinity where it does
    /// not.
    pub fn at(&self, km: f64) -> (f64, f64) {
        let next = self.speeds.partition_point(|speed| speed.from_km <= km);
        let until = self.speeds.get(next).map_or(f64::INFINITY, |speed| speed.from_km);
        (1.0 / self.speeds[next.max(1) - 1].kmh, until)
    }

    /// The most and the least hours that a km takes.
    pub fn extremes(&self) -> (f64, f64) {
        let hours = self.speeds.iter().map(|speed| 1.0 / speed.kmh);
        hours.fold((0.0, f64::INFINITY), |(most, least), hours| (hours.max(most), hours.min(least)))
    }

    /// The timeline of a route of this length. Stops may be in any order.
    pub fn timeline(&self, length_km: f64, stops: &[Stop]) -> Timeline {
        let mut stops = stops.to_vec();
        order::sort_by(&mut stops, |a, b| a.km.total_cmp(&b.km).then(a.hours.total_cmp(&b.hours)));
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

    /// Hours from departure to arrival.
    pub(super) fn duration_hours(&self) -> f64 {
        self.hours.last().copied().unwrap_or_default()
    }
}

/// Refuses speeds and stops that are out of their range, on any route.
pub fn check_pace(options: &RouteOptions) -> Result<()> {
    limits::SPEED_KMH.check("speedKmh", options.speed_kmh)?;
    check_length("speeds", options.speeds.len(), limits::MAX_SPEEDS)?;
    for (number, speed) in options.speeds.iter().enumerate() {
        limits::SPEED_KMH.check(&format!("speeds.{number}.kmh"), speed.kmh)?;
    }
    check_length("stops", options.stops.len(), limits::MAX_STOPS)?;
    for (number, stop) in options.stops.iter().enumerate() {
        limits::STOP_HOURS.check(&format!("stops.{number}.hours"), stop.hours)?;
    }
    Ok(())
}

/// Refuses speeds and stops that are not on the route, and speeds that are not in its order.
pub fn check_positions(options: &RouteOptions, route: &Route) -> Result<()> {
    let mut before = -1.0;
    for (number, speed) in options.speeds.iter().enumerate() {
        let field = format!("speeds.{number}.fromKm");
        check_position(route, speed.from_km, &field)?;
        if speed.from_km <= before {
            let message = format!(
                "{field} is {}, which is not beyond the position of the speed before it; speeds are accepted in the order of \
                 the route.",
                speed.from_km
            );
            return refuse(&field, message);
        }
        before = speed.from_km;
    }
    for (number, stop) in options.stops.iter().enumerate() {
        check_position(route, stop.km, &format!("stops.{number}.km"))?;
    }
    Ok(())
}

fn check_position(route: &Route, km: f64, field: &str) -> Result<()> {
    let length_km = route.length_km();
    if (0.0..=length_km).contains(&km) {
        return Ok(());
    }
    let last_km = (length_km * 10.0).floor() / 10.0;
    let message = format!("{field} is {km}; this route runs from km 0 to {last_km}.");
    refuse(field, message)
}

#[cfg(test)]
mod tests {
    use super::super::samples::line;
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
    fn a_constant_speed_makes_a_straight_line() {
        let all = timeline(&[], &[], 100.0);
        assert_eq!((all.km, all.hours), (vec![0.0, 100.0], vec![0.0, 2.5]));
    }

    #[test]
    fn speeds_and_stops_bend_the_timeline() {
        let all = timeline(&[(0.0, 50.0), (50.0, 20.0)], &[(60.0, 1.0), (0.0, 0.5), (60.0, 0.25), (100.0, 2.0)], 100.0);
        assert_eq!(all.km, [0.0, 0.0, 50.0, 60.0, 60.0, 60.0, 100.0, 100.0]);
        assert_eq!(all.hours, [0.0, 0.5, 1.5, 2.0, 2.25, 3.25, 5.25, 7.25]);
        assert_eq!(all.duration_hours(), 7.25);
    }

    #[test]
    fn a_position_off_the_route_is_refused_with_those_that_it_has() {
        // A degree of the equator, 111.319 km.
        let route = line(&[(0.0, 0.0), (1.0, 0.0)]);
        let check = |km: f64| {
            let stops = vec![Stop { km, hours: 1.0 }];
            check_positions(&RouteOptions { stops, ..RouteOptions::default() }, &route)
        };
        assert!(check(0.0).is_ok() && check(111.3).is_ok());
        for (km, said) in [(111.4, "111.4"), (-1.0, "-1")] {
            let error = check(km).unwrap_err();
            let message = format!("stops.0.km is {said}; this route runs from km 0 to 111.3.");
            assert_eq!((error.message, error.at.field), (message, Some("stops.0.km".to_owned())));
        }
    }

    #[test]
    fn a_speed_holds_from_its_position_on() {
        let speeds = vec![Speed { from_km: 30.0, kmh: 10.0 }];
        let pace = Pace::new(&RouteOptions { speeds, ..RouteOptions::default() });
        assert_eq!((pace.at(0.0), pace.at(29.9)), ((0.025, 30.0), (0.025, 30.0)));
        assert_eq!((pace.at(30.0), pace.at(99.0)), ((0.1, f64::INFINITY), (0.1, f64::INFINITY)));
        assert_eq!(pace.extremes(), (0.1, 0.025));
    }

    #[test]
    fn speeds_follow_the_order_of_the_route() {
        let route = line(&[(0.0, 0.0), (1.0, 0.0)]);
        let check = |positions: &[f64]| {
            let speeds = positions.iter().map(|&from_km| Speed { from_km, kmh: 30.0 }).collect();
            check_positions(&RouteOptions { speeds, ..RouteOptions::default() }, &route)
        };
        assert!(check(&[0.0, 0.5, 111.3]).is_ok());
        for positions in [[0.5, 0.5], [0.5, 0.0], [111.0, 0.25]] {
            let error = check(&positions).unwrap_err();
            assert_eq!(error.at.field.as_deref(), Some("speeds.1.fromKm"), "{error}");
            assert!(error.message.contains("in the order of the route"), "{error}");
        }
    }
}
