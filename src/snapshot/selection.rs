//! Which incidents a question is about: a range of days, kinds and actors.

use super::Snapshot;
use crate::day;
use crate::error::{Code, GeobitError, Result};
use crate::incident::{Day, Kind};

/// The selection as a caller writes it. Everything is optional; nothing given selects everything.
#[derive(Clone, Debug, Default)]
pub struct SelectionOptions<'a> {
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub kinds: Option<&'a [String]>,
    pub actors: Option<&'a [String]>,
}

/// A checked selection.
#[derive(Clone, Debug)]
pub struct Selection {
    /// First and last day, both selected; `None` for no bound.
    pub from: Option<Day>,
    pub to: Option<Day>,
    kinds: Option<[bool; Kind::ALL.len()]>,
    actors: Option<Vec<u32>>,
}

impl Selection {
    pub fn new(options: &SelectionOptions<'_>, snapshot: &Snapshot) -> Result<Selection> {
        let from = options.from.map(|text| parse_day(text, "from")).transpose()?;
        let to = options.to.map(|text| parse_day(text, "to")).transpose()?;
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            let words = format!(
                "The range of dates is reversed: from {} is after to {}.",
                day::format(first),
                day::format(last)
            );
            return Err(GeobitError::new(Code::BadOption, words).at_field("from"));
        }
        let kinds = options.kinds.map(selected_kinds).transpose()?;
        let actors = options.actors.map(|names| selected_actors(names, snapshot)).transpose()?;
        Ok(Selection { from, to, kinds, actors })
    }

    /// Whether a row is of the kinds and actors asked for, on whatever day.
    #[inline]
    pub fn matches(&self, snapshot: &Snapshot, row: usize) -> bool {
        self.kinds.is_none_or(|kinds| kinds[snapshot.kind[row] as usize])
            && self.actors.as_ref().is_none_or(|wanted| {
                snapshot.records.actors(snapshot.number(row)).iter().any(|actor| wanted.contains(actor))
            })
    }

    /// Whether no kind and no actor is left out.
    #[inline]
    pub fn is_of_everyone(&self) -> bool {
        self.kinds.is_none() && self.actors.is_none()
    }

    /// Whether no day is left out.
    pub fn is_of_all_days(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    #[inline]
    pub fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|first| day >= first) && self.to.is_none_or(|last| day <= last)
    }
}

/// Reads a day given as an option.
pub fn parse_day(text: &str, field: &str) -> Result<Day> {
    day::parse(text).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        GeobitError::new(Code::BadOption, format!("{field} is \"{shown}\"; a date as YYYY-MM-DD is wanted."))
            .at_field(field)
    })
}

fn selected_kinds(names: &[String]) -> Result<[bool; Kind::ALL.len()]> {
    let mut selected = [false; Kind::ALL.len()];
    for name in names {
        let kind = Kind::from_name(name).ok_or_else(|| {
            let known = Kind::ALL.map(Kind::name).join(", ");
            GeobitError::new(Code::BadOption, format!("There is no kind \"{name}\". Kinds are: {known}."))
                .at_field("kinds")
        })?;
        selected[kind as usize] = true;
    }
    Ok(selected)
}

fn selected_actors(names: &[String], snapshot: &Snapshot) -> Result<Vec<u32>> {
    let code = |name: &String| {
        snapshot.records.actor(name).ok_or_else(|| {
            GeobitError::new(Code::BadOption, format!("No incident of this snapshot names the actor \"{name}\"."))
                .at_field("actors")
        })
    };
    names.iter().map(code).collect()
}
