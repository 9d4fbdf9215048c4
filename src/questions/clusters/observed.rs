//! The groups of the record as it is.

use std::cmp::Ordering;

use super::places::Neighbours;
use super::{Cluster, Study};
use crate::geo::distance_km;
use crate::order;
use crate::stats::scan::{expected, log_likelihood_ratio};

/// The most groups that are listed.
const MOST: usize = 10;

/// The most unusual group around each place, and those that are listed.
pub struct Observed {
    /// The ages of the recent incidents of each place.
    ages: Vec<Vec<u32>>,
    best: Vec<Candidate>,
    /// Those that are listed, the most unusual first.
    pub chosen: Vec<Candidate>,
}

/// A group.
#[derive(Clone, Debug)]
pub struct Candidate {
    centre: u32,
    /// How many of the nearest neighbours of the centre are in it.
    neighbours: usize,
    radius_km: f64,
    days: u32,
    count: u32,
    expected: f64,
    pub llr: f64,
    /// Its places, where it is listed.
    places: Vec<u32>,
}

impl Candidate {
    /// The more unusual one first, then the one with fewer days, with the smaller radius, and of the first place.
    fn compare(&self, other: &Candidate) -> Ordering {
        let by_ratio = other.llr.total_cmp(&self.llr);
        let by_size = self.days.cmp(&other.days).then(self.radius_km.total_cmp(&other.radius_km));
        by_ratio.then(by_size).then(self.centre.cmp(&other.centre))
    }

    /// The group as it is reported. `rows` are those of all incidents.
    pub fn report(&self, study: &Study, rows: &[u32], p: f64) -> Cluster {
        let centre = study.places.at[self.centre as usize].at;
        let is_in =
            |incident: usize| study.age[incident] < self.days && self.places.contains(&study.place_of[incident]);
        Cluster {
            centre: (centre.lon, centre.lat),
            radius_km: self.radius_km,
            days: self.days,
            count: self.count,
            expected: self.expected,
            llr: self.llr,
            p,
            recurrence_days: 1.0 / p,
            rows: rows.iter().enumerate().filter(|(incident, _)| is_in(*incident)).map(|(_, row)| *row).collect(),
        }
    }
}

impl Observed {
    pub fn new(study: &Study) -> Observed {
        let mut ages = vec![Vec::new(); study.places.len()];
        for (place, age) in study.place_of.iter().zip(&study.age).filter(|(_, age)| (**age as usize) < study.days()) {
            ages[*place as usize].push(*age);
        }
        Observed { ages, best: Vec::new(), chosen: Vec::new() }
    }

    /// Finds the most unusual group around a place. Only circles in which a recent incident is outermost come into question, as a larger
    /// one with as many has more expected; and only numbers of days of which the first has an incident, as more days have no fewer
    /// expected.
    pub fn look(&mut self, study: &Study, centre: usize, neighbours: &Neighbours) {
        let all = study.incidents();
        let mut by_age = vec![0; study.days()];
        let mut best: Option<Candidate> = None;
        let mut is_new = false;
        for (number, one) in neighbours.list.iter().enumerate() {
            for age in &self.ages[one.place as usize] {
                by_age[*age as usize] += 1;
                is_new = true;
            }
            let is_whole = neighbours.list.get(number + 1).is_none_or(|next| next.in_circle != one.in_circle);
            if !is_whole || !is_new {
                continue;
            }
            is_new = false;
            let mut count = 0;
            for (age, _) in by_age.iter().enumerate().filter(|(_, of_day)| **of_day > 0) {
                count += by_age[age];
                let expected = expected(one.in_circle, study.in_days[age], all);
                let llr = log_likelihood_ratio(count, expected, all);
                let days = age as u32 + 1;
                let is_better =
                    best.as_ref().is_none_or(|best| llr > best.llr || (llr == best.llr && days < best.days));
                if llr > 0.0 && is_better {
                    let (centre, neighbours) = (centre as u32, number + 1);
                    let places = Vec::new();
                    best = Some(Candidate { centre, neighbours, radius_km: 0.0, days, count, expected, llr, places });
                }
            }
        }
        if let Some(mut best) = best {
            let farthest = neighbours.list[best.neighbours - 1].place;
            best.radius_km = distance_km(study.places.at[centre].at, study.places.at[farthest as usize].at);
            self.best.push(best);
        }
    }

    /// Chooses the most unusual groups, no two of which have a place in common.
    pub fn choose(&mut self, study: &Study, neighbours: &mut Neighbours) {
        order::sort_by(&mut self.best, Candidate::compare);
        let mut taken = vec![false; study.places.len()];
        for mut one in self.best.drain(..) {
            if self.chosen.len() == MOST {
                break;
            }
            if taken[one.centre as usize] {
                continue;
            }
            study.find_neighbours(one.centre as usize, neighbours);
            one.places = neighbours.list[..one.neighbours].iter().map(|near| near.place).collect();
            if one.places.iter().any(|place| taken[*place as usize]) {
                continue;
            }
            one.places.iter().for_each(|place| taken[*place as usize] = true);
            self.chosen.push(one);
        }
    }
}
