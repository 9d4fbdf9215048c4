//! The fixtures are what their descriptions say: the sums are right, and no file is missing or unexplained.

mod support;

use std::collections::BTreeSet;

use serde_json::Value;
use support::{dataset, fixture, fixture_path, sha256};

/// The names of the files in a folder of `tests/fixtures`, without the one that describes them.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(fixture_path(folder)).unwrap();
    let mut names: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.remove("README.md"), "{folder} has no README.md");
    names
}

fn readme(folder: &str) -> String {
    String::from_utf8(fixture(&format!("{folder}/README.md"))).unwrap()
}

#[test]
fn every_dataset_has_the_sum_that_its_description_gives() {
    let readme = readme("data");
    let files = names("data");
    assert_eq!(files.len(), 4);
    for file in files {
        let name = file.strip_suffix(".gz").unwrap();
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        assert!(row.contains(&format!("| `{}` |", sha256(&dataset(name)))), "{row}");
    }
}

#[test]
fn every_vector_names_the_dataset_it_was_computed_from() {
    let mut found = BTreeSet::new();
    for file in names("vectors") {
        let vectors: Value = serde_json::from_slice(&fixture(&format!("vectors/{file}"))).unwrap();
        for case in vectors["cases"].as_array().unwrap() {
            if let (Some(name), Some(sum)) = (case["in"]["dataset"].as_str(), case["in"]["dataset_sha256"].as_str()) {
                found.insert((name.to_string(), sum.to_string()));
            }
        }
    }
    assert!(!found.is_empty());
    for (name, sum) in found {
        assert_eq!(sha256(&dataset(&name)), sum, "{name}");
    }
}

#[test]
fn every_vector_file_is_described() {
    let readme = readme("vectors");
    let described: BTreeSet<String> =
        readme.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).map(str::to_string).collect();
    assert_eq!(described, names("vectors"));
}

/// The table of docs/roads.md is for people; a speed that changed in the code alone would be wrong there.
#[test]
fn the_default_speeds_are_those_of_the_document() {
    let document = include_str!("../docs/roads.md");
    let section = document.split("## Default speeds").nth(1).unwrap().split("\n## ").next().unwrap();
    let told: Vec<(String, f64)> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
        .map(|(name, value)| (name.to_owned(), value.parse().unwrap()))
        .collect();
    let speeds = serde_json::to_value(geobit::roads::Speeds::default()).unwrap();
    let in_code = |table: &str| {
        let members = speeds[table].as_object().unwrap().iter();
        members.map(|(name, value)| (name.clone(), value.as_f64().unwrap())).collect::<Vec<_>>()
    };
    let sorted = |mut list: Vec<(String, f64)>| {
        list.sort_by(|a, b| a.partial_cmp(b).unwrap());
        list
    };
    assert_eq!(sorted(told), sorted([in_code("classes"), in_code("surfaces")].concat()));
}
