//! Which incidents a question is about: a range of days, kinds and actors.

use super::limits::{MAX_ACTORS, check_length};
use crate::day;
use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::{Day, Kind};
use crate::snapshot::Snapshot;

/// A checked selection of incidents of one snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    /// First selected day; `None` for no bound.
    pub from: Option<Day>,
    /// Last selected day; `None` for no bound.
    pub to: Option<Day>,
    /// Whether each kind is selected, in the order of [`Kind::ALL`]; `None` for all.
    kinds: Option<[bool; Kind::ALL.len()]>,
    /// Codes of the selected actors in the snapshot; `None` for all.
    actors: Option<Vec<u32>>,
}

impl Selection {
    /// Checks a selection of days, kinds and actors. `None` selects all.
    ///
    /// # Errors
    /// `BadOption` where `from` is after `to`, for a list that is too long, and where no incident of the snapshot names one
    /// of the actors.
    pub fn new(
        from: Option<Day>,
        to: Option<Day>,
        kinds: Option<&[Kind]>,
        actors: Option<&[String]>,
        snapshot: &Snapshot,
    ) -> Result<Selection> {
        if let (Some(first), Some(last)) = (from, to)
            && first > last
        {
            let message = format!(
                "The range of dates is reversed: from {} is after to {}. Give the earlier day as from.",
                day::format(first),
                day::format(last)
            );
            return Err(GeobitError::new(Code::BadOption, message).at_field("from"));
        }
        check_length("kinds", kinds.map_or(0, <[Kind]>::len), Kind::ALL.len())?;
        check_length("actors", actors.map_or(0, <[String]>::len), MAX_ACTORS)?;
        let kinds = kinds.map(|selected| Kind::ALL.map(|kind| selected.contains(&kind)));
        let actors = actors.map(|names| find_actors(names, snapshot)).transpose()?;
        Ok(Selection { from, to, kinds, actors })
    }

    /// Whether a row has a selected kind and a selected actor, on any day.
    #[inline]
    pub fn matches(&self, snapshot: &Snapshot, row: usize) -> bool {
        self.kinds.is_none_or(|kinds| kinds[snapshot.kind()[row] as usize])
            && self.actors.as_ref().is_none_or(|selected| snapshot.has_actor(row, selected))
    }

    /// Whether every kind and every actor is selected.
    #[inline]
    pub fn has_all_kinds_and_actors(&self) -> bool {
        self.kinds.is_none() && self.actors.is_none()
    }

    /// Whether every day is selected.
    pub fn has_all_days(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether a day is selected.
    #[inline]
    pub fn covers(&self, day: Day) -> bool {
        self.from.is_none_or(|first| day >= first) && self.to.is_none_or(|last| day <= last)
    }
}

fn find_actors(names: &[String], snapshot: &Snapshot) -> Result<Vec<u32>> {
    let find = |name: &String| {
        snapshot.actor_code(name).ok_or_else(|| {
            GeobitError::new(
                Code::BadOption,
                format!("No incident of this snapshot names the actor {}.", quote_excerpt(name)),
            )
            .at_field("actors")
        })
    };
    names.iter().map(find).collect()
}
