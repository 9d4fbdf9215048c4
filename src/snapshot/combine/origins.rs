//! The origins of a combined snapshot: their names, and what they say together.

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::snapshot::{Origin, Snapshot};

/// The most characters of a name, as of a snapshot that is loaded.
const MAX_NAME: usize = 10_000;

/// Names the origins of all snapshots, in their order. No two names are the same.
pub fn name_origins(snapshots: &[&Snapshot], given: Option<&[String]>) -> Result<Vec<String>> {
    given.map_or(Ok(()), |given| check_names(given, snapshots.len()))?;
    let mut names: Vec<String> = Vec::new();
    for (number, snapshot) in snapshots.iter().enumerate() {
        let origins = &snapshot.summary().origins;
        for origin in origins {
            let name = match given.map(|given| &given[number]) {
                None => origin.name.clone(),
                Some(name) if origins.len() == 1 => name.clone(),
                Some(name) => format!("{name}: {}", origin.name),
            };
            names.push(make_unique(name, &names));
        }
    }
    Ok(names)
}

fn check_names(names: &[String], snapshots: usize) -> Result<()> {
    let refuse = |message: String| Err(GeobitError::new(Code::BadOption, message).at_field("names"));
    if names.len() != snapshots {
        return refuse(format!(
            "names has {} entries for {snapshots} snapshots; give one name for each snapshot.",
            names.len()
        ));
    }
    for (number, name) in names.iter().enumerate() {
        let length = name.chars().count();
        if length > MAX_NAME {
            return refuse(format!("names[{number}] has {length} characters; at most {MAX_NAME} are accepted."));
        }
        if let Some(before) = names[..number].iter().position(|other| other == name) {
            return refuse(format!(
                "names[{number}] is {} like names[{before}]; give each snapshot a name of its own.",
                quote_excerpt(name)
            ));
        }
    }
    Ok(())
}

/// Adds a number to a name that is taken: `Log (2)`.
fn make_unique(name: String, taken: &[String]) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut choices = std::iter::once(name.clone()).chain(numbered);
    choices.find(|choice| !taken.contains(choice)).unwrap_or(name)
}

/// Describes the origins with these names. `origin_of` has the number of the origin of each incident that is kept.
pub fn list_origins(snapshots: &[&Snapshot], names: Vec<String>, origin_of: &[u8]) -> Vec<Origin> {
    let mut counts = vec![0; names.len()];
    origin_of.iter().for_each(|origin| counts[usize::from(*origin)] += 1);
    let origins = snapshots.iter().flat_map(|snapshot| &snapshot.summary().origins);
    let named = origins.zip(names).zip(counts);
    named.map(|((origin, name), count)| Origin { name, count, ..origin.clone() }).collect()
}

/// Returns the licence that all origins have, or which origin has which; `None` where none is known.
pub fn join_licences(origins: &[Origin]) -> Option<String> {
    let first = &origins[0].licence;
    if origins.iter().all(|origin| origin.licence == *first) {
        return first.clone();
    }
    let licence = |origin: &Origin| format!("{}: {}", origin.name, origin.licence.as_deref().unwrap_or("not stated"));
    Some(origins.iter().map(licence).collect::<Vec<_>>().join("; "))
}

/// Returns the attributions of all origins, each once; `None` where none is known.
pub fn join_attributions(origins: &[Origin]) -> Option<String> {
    let mut all: Vec<&str> = Vec::new();
    for attribution in origins.iter().filter_map(|origin| origin.attribution.as_deref()) {
        if !all.contains(&attribution) {
            all.push(attribution);
        }
    }
    (!all.is_empty()).then(|| all.join("; "))
}

/// Returns what is on the lists of all origins, in the order of the first.
pub fn common_to_all<T: Clone + PartialEq>(origins: &[Origin], list: fn(&Origin) -> &Vec<T>) -> Vec<T> {
    let common = list(&origins[0]).iter().filter(|one| origins.iter().all(|origin| list(origin).contains(one)));
    common.cloned().collect()
}
