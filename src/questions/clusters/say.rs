//! What is said of groups, in sentences.

use super::{Clusters, ClustersOptions};
use crate::questions::coverage::DataAge;
use crate::questions::matching::put_before;
use crate::snapshot::Snapshot;
use crate::words::{self, messages};

/// A p below which a group is unusual.
const UNUSUAL: f64 = 0.05;

/// Says it.
pub fn say(found: &Clusters, snapshot: &Snapshot, options: &ClustersOptions) -> String {
    let lang = options.lang;
    let count = |number: usize| words::count(number as u32, lang);
    let day = words::day(found.as_of, lang);
    let mut said: Vec<String> = DataAge::new(snapshot.as_of(), options.today).words(lang).into_iter().collect();
    if snapshot.as_of() < found.as_of {
        said.push(messages::DATA_END_BEFORE.say(lang, &[("day", words::day(snapshot.as_of(), lang))]));
    }
    match found.clusters.first() {
        None => said
            .push(messages::CLUSTERS_NONE.say(lang, &[("days", words::count(options.max_days, lang)), ("day", day)])),
        Some(first) => {
            let (lon, lat) = first.centre;
            let values = [
                ("count", words::count(first.count, lang)),
                ("km", words::distance_km(first.radius_km.ceil(), lang)),
                ("place", words::position(lon, lat, lang)),
                ("days", words::count(first.days, lang)),
                ("day", day),
                ("expected", words::plain(first.expected, lang)),
                ("p", words::p_value(first.p, lang)),
                ("recurrence", words::plain(first.recurrence_days.round(), lang)),
            ];
            said.push(messages::CLUSTER.say(lang, &values));
            let clear = found.clusters.iter().filter(|one| one.p < UNUSUAL).count();
            let values = [("all", count(found.clusters.len())), ("clear", count(clear))];
            said.push(messages::CLUSTERS_CLEAR.say(lang, &values));
        }
    }
    let left_out = found.left_out.not_located + found.left_out.undated;
    if left_out > 0 {
        said.push(messages::POINTS_LEFT_OUT.say(lang, &[("count", words::count(left_out as u32, lang))]));
    }
    put_before(said.join(" "), snapshot, lang)
}
