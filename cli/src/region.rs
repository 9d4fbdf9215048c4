//! Answers about a whole region: where the incidents of each period lie, and groups that are near each other and recent.

use geobit::day;
use geobit::geometry;
use geobit::questions::clusters::{Cluster, ClustersOptions, clusters};
use geobit::questions::region::{Period, RegionOptions, region};
use geobit::snapshot::Snapshot;
use geobit::words::{self, Language, Message};
use geobit::{Area, GeobitError};

use crate::arguments::{Clusters, Picturing, Reading, Region};
use crate::failure::{Failure, Outcome};
use crate::files::{load, load_options, read_text};
use crate::output::{print_json, print_lines};
use crate::question::{OptionMembers, numbers};

pub fn region_of(arguments: &Region, json: bool) -> Outcome {
    let mut members = OptionMembers::of_region(&arguments.picturing)?;
    let reference = arguments.reference.as_ref();
    let reference =
        reference.map(|text| numbers::<2>("--reference", text, "a longitude and a latitude")).transpose()?;
    members.set("--by", "by", &arguments.by)?;
    members.set("--reference", "reference", &reference.map(|place| place.to_vec()))?;
    members.set("--reference-name", "referenceName", &arguments.reference_name)?;
    members.set("--rings-km", "ringsKm", &arguments.rings_km)?;
    let options: RegionOptions = members.read()?;
    let (snapshot, within) = read(&arguments.picturing)?;
    let found = region(&snapshot, within.as_ref(), &options)?;
    if json {
        return print_json(&found);
    }
    print_lines(&[found.words].into_iter().chain(found.periods.iter().map(line_of_period)).collect::<Vec<_>>())
}

/// The days of a period, the number of its incidents, the distances of a quarter, half and three quarters, and its rings.
fn line_of_period(period: &Period) -> String {
    let days = format!("{} {}", day::format(period.from), day::format(period.to));
    let mark = if period.partial { "*" } else { "" };
    let km = period.distance_km.map(|km| format!("  {:.0} {:.0} {:.0} km", km.q25, km.q50, km.q75)).unwrap_or_default();
    let rings: Vec<String> = period.rings.iter().chain([&period.beyond]).map(u32::to_string).collect();
    format!("{days}{mark}  {}{km}  [{}]", period.n, rings.join(" "))
}

pub fn clusters_of(arguments: &Clusters, json: bool) -> Outcome {
    let mut members = OptionMembers::of_region(&arguments.picturing)?;
    members.set("--max-km", "maxKm", &arguments.max_km)?;
    members.set("--max-days", "maxDays", &arguments.max_days)?;
    members.set("--max-share", "maxShare", &arguments.max_share)?;
    members.set("--permutations", "permutations", &arguments.permutations)?;
    members.set("--seed", "seed", &arguments.seed)?;
    members.set("--as-of", "asOf", &arguments.as_of)?;
    let options: ClustersOptions = members.read()?;
    let (snapshot, within) = read(&arguments.picturing)?;
    let found = clusters(&snapshot, within.as_ref(), &options)?;
    if json {
        return print_json(&found);
    }
    let lines = found.clusters.iter().map(|one| line_of_cluster(one, options.lang));
    print_lines(&[found.words.clone()].into_iter().chain(lines).collect::<Vec<_>>())
}

/// A group: its centre, radius and days, how many incidents it has and would have, and its p.
fn line_of_cluster(one: &Cluster, lang: Language) -> String {
    const PLAIN: Message = Message { en: "{value}", fr: "{value}" };
    let say = |value: words::Value| PLAIN.say(lang, &[("value", value)]);
    let (lon, lat) = one.centre;
    format!(
        "{}  {:.1} km  {} d  {} / {}  p {}",
        say(words::position(lon, lat, lang)),
        one.radius_km,
        one.days,
        one.count,
        say(words::plain(one.expected, lang)),
        say(words::p_value(one.p, lang))
    )
}

/// Loads the incidents, and reads the area if there is one.
fn read(picturing: &Picturing) -> Outcome<(Snapshot, Option<Area>)> {
    let within = match &picturing.within {
        None => None,
        Some(path) => {
            let text = read_text(path, "GeoJSON")?;
            let refuse = |error: GeobitError| Failure::in_file(path, &error);
            Some(geometry::parse(&text).and_then(|shape| Area::new(shape, None)).map_err(refuse)?)
        }
    };
    let reading = Reading { today: picturing.today.clone(), ..Reading::default() };
    Ok((load(&picturing.pack, load_options(&reading, &[])?, None)?, within))
}
