//! What a snapshot says about itself: where it comes from, what it holds and what was left out.

use std::borrow::Cow;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::filters::Filters;
use super::record_store::decode;
use super::{Provenance, Snapshot};
use crate::day;
use crate::geo::{DegreeBox, union};
use crate::incident::{Day, Kind, KindCounts};
use crate::index::{Layer, Precision};
use crate::intake::{KIND_TABLE_VERSION, PRECISION_TABLE_VERSION, Provider, ReadSummary, Rejection, Warning};

/// What a snapshot says about itself.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The name that the person who loaded it gave.
    pub name: String,
    /// The format of the source; see [`ReadSummary::format`].
    pub format: String,
    /// What the columns of the source mean, such as `acled`; `generic` where no provider was recognised.
    pub layout: Cow<'static, str>,
    /// What the data cover.
    pub coverage: SourceCoverage,
    /// The day up to which the data claim to be complete, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// The first day of any incident, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub from: Day,
    /// The last day of any incident, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub to: Day,
    /// The box around the located incidents in degrees: west, south, east, north. `None` where there is none.
    pub bbox: Option<[f64; 4]>,
    /// The number of data rows of the source: `located + not_locatable + superseded + rejected + left_out`.
    pub rows: u64,
    /// The number of incidents kept: `located + not_locatable`.
    pub count: u64,
    /// The number of incidents with coordinates and a radius of uncertainty.
    pub located: u64,
    /// The number of incidents of which the place is unknown or too vague to be used.
    pub not_locatable: u64,
    /// The number of rows whose id came again later in the source.
    pub superseded: u64,
    /// The number of rejected rows.
    pub rejected: u64,
    /// The number of rows that were left out on purpose, by `filters`.
    pub left_out: u64,
    /// The first hundred rejected rows; of a combined snapshot, those of each origin.
    pub rejections: Vec<FromOrigin<Rejection>>,
    /// What was odd about rows that were kept.
    pub warnings: Vec<FromOrigin<Warning>>,
    /// The number of incidents by kind.
    pub kinds: KindCounts,
    /// The recorded deaths.
    pub fatalities: FatalitySums,
    /// The licence of the data, if known. That of a combined snapshot names the licence of each origin where they differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How the data are to be attributed, if known. That of a combined snapshot has the attributions of all origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// The origins of the incidents: of a combined snapshot those it was combined from, otherwise just one.
    pub origins: Vec<Origin>,
    /// The filters that every incident passed, in the order in which they were applied. Rejections and warnings are still those of all
    /// rows of the source.
    pub filters: Vec<Filters>,
    /// What the provider does not record, in short phrases.
    pub cannot_contain: Vec<Cow<'static, str>>,
    /// Kinds that the provider never records.
    pub never_records: Vec<Kind>,
    /// The version of the tables from providers' precision codes to radii; see [`PRECISION_TABLE_VERSION`].
    pub precision_table: Cow<'static, str>,
    /// The version of the tables from providers' type codes to kinds; see [`KIND_TABLE_VERSION`].
    pub kind_table: Cow<'static, str>,
}

/// What the data cover, as far as the records themselves tell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceCoverage {
    /// The countries that the records name, in alphabetical order, at most 300.
    pub countries: Vec<String>,
    /// The box around the located incidents in degrees: west, south, east, north. `None` where there is none.
    pub bbox: Option<[f64; 4]>,
    /// The first day of any incident, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub from: Day,
    /// The day up to which the data claim to be complete, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub to: Day,
    /// What else is to be known, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Cow<'static, str>>,
}

/// Where incidents of a snapshot come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The name of the origin. In a combined snapshot, no two origins have the same name.
    pub name: String,
    /// The number of incidents kept that come from it.
    pub count: u64,
    /// The day up to which the data of this origin claim to be complete, `YYYY-MM-DD`.
    #[serde(with = "day::text")]
    pub as_of: Day,
    /// The format of the source; see [`ReadSummary::format`].
    pub format: String,
    /// The licence of the data, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// How the data are to be attributed, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// The filters that its incidents passed, in the order in which they were applied.
    #[serde(default)]
    pub filters: Vec<Filters>,
    /// What this origin does not record, in short phrases.
    pub cannot_contain: Vec<Cow<'static, str>>,
    /// Kinds that this origin never records.
    pub never_records: Vec<Kind>,
}

/// Something that was found while a source was read. In a combined snapshot it names the origin that it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromOrigin<T> {
    /// What was found.
    #[serde(flatten)]
    pub found: T,
    /// The number of the origin in [`Summary::origins`], from 0; `None` in a snapshot that is not combined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<u32>,
}

impl<T> Deref for FromOrigin<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.found
    }
}

impl<T> From<T> for FromOrigin<T> {
    fn from(found: T) -> FromOrigin<T> {
        FromOrigin { found, origin: None }
    }
}

/// Deaths summed over those incidents kept for which they are recorded. `None` where that is none of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FatalitySums {
    /// The sum of the low estimates.
    pub low: Option<u64>,
    /// The sum of the best estimates.
    pub best: Option<u64>,
    /// The sum of the high estimates.
    pub high: Option<u64>,
}

impl Summary {
    /// Returns whether the provider records incidents of a kind at all.
    pub fn can_contain(&self, kind: Kind) -> bool {
        !self.never_records.contains(&kind)
    }

    pub(super) fn new(totals: Totals, provenance: Provenance, intake: ReadSummary, superseded: u64) -> Summary {
        let Totals { count, located, from, to, last_start, bbox, kinds, fatalities, countries } = totals;
        let as_of = provenance.as_of.unwrap_or(last_start);
        let (licence, attribution, cannot_contain, never_records) = match intake.provider {
            None => (None, None, Vec::new(), Vec::new()),
            Some(Provider { licence, attribution, cannot_contain, never_records }) => {
                let cannot_contain = cannot_contain.into_iter().map(Cow::Owned).collect();
                (Some(licence), Some(attribution), cannot_contain, never_records)
            }
        };
        let origin = Origin {
            name: provenance.name.or(provenance.file_name).unwrap_or_else(|| "Unnamed snapshot".into()),
            count,
            as_of,
            format: intake.format,
            licence: provenance.licence.or(licence),
            attribution: provenance.attribution.or(attribution),
            filters: Vec::new(),
            cannot_contain,
            never_records,
        };
        Summary {
            name: origin.name.clone(),
            format: origin.format.clone(),
            layout: intake.layout,
            coverage: SourceCoverage {
                countries,
                bbox,
                from,
                to: as_of,
                note: (located == 0).then_some("None of the incidents can be located.".into()),
            },
            as_of,
            from,
            to,
            bbox,
            rows: intake.rows,
            count,
            located,
            not_locatable: count - located,
            superseded,
            rejected: intake.rejected,
            left_out: 0,
            rejections: intake.rejections.into_iter().map(FromOrigin::from).collect(),
            warnings: intake.warnings.into_iter().map(FromOrigin::from).collect(),
            kinds,
            fatalities,
            licence: origin.licence.clone(),
            attribution: origin.attribution.clone(),
            filters: Vec::new(),
            cannot_contain: origin.cannot_contain.clone(),
            never_records: origin.never_records.clone(),
            origins: vec![origin],
            precision_table: PRECISION_TABLE_VERSION.into(),
            kind_table: KIND_TABLE_VERSION.into(),
        }
    }
}

/// What incidents tell together.
#[derive(Default)]
pub(super) struct Totals {
    pub count: u64,
    pub located: u64,
    /// The first day of any incident; 0 where there is none, as in the next two.
    pub from: Day,
    /// The last day of any incident.
    pub to: Day,
    /// The latest first day of any incident. Its end may be a guess, and lies in the future where it goes on.
    pub last_start: Day,
    pub bbox: Option<DegreeBox>,
    pub kinds: KindCounts,
    pub fatalities: FatalitySums,
    /// See [`SourceCoverage::countries`].
    pub countries: Vec<String>,
}

impl Totals {
    pub fn of(snapshot: &Snapshot) -> Totals {
        let (from, to) = snapshot.span();
        let located = |layer: &&Layer| layer.precision != Precision::NotLocatable;
        let layers = || snapshot.index.layers().iter().filter(located);
        Totals {
            count: snapshot.len() as u64,
            located: layers().map(|layer| layer.rows.len() as u64).sum(),
            from,
            to,
            last_start: snapshot.start.iter().copied().max().unwrap_or(0),
            bbox: layers().map(|layer| layer.root().degrees).reduce(union),
            kinds: KindCounts::count(&snapshot.kind),
            fatalities: fatality_sums(snapshot),
            countries: snapshot.records.countries(),
        }
    }

    /// Adds other incidents. Their countries are left to the caller, who knows their order.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn add(&mut self, other: Totals) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = Totals { countries: std::mem::take(&mut self.countries), ..other };
            return;
        }
        self.count += other.count;
        self.located += other.located;
        self.from = self.from.min(other.from);
        self.to = self.to.max(other.to);
        self.last_start = self.last_start.max(other.last_start);
        self.bbox = self.bbox.into_iter().chain(other.bbox).reduce(union);
        self.kinds.add_all(&other.kinds);
        let sum = |one: Option<u64>, other: Option<u64>| one.into_iter().chain(other).reduce(|one, other| one + other);
        self.fatalities = FatalitySums {
            low: sum(self.fatalities.low, other.fatalities.low),
            best: sum(self.fatalities.best, other.fatalities.best),
            high: sum(self.fatalities.high, other.fatalities.high),
        };
    }
}

fn fatality_sums(snapshot: &Snapshot) -> FatalitySums {
    let [low, best, high] = snapshot.records.deaths().each_ref().map(|column| match column.constant() {
        Some(constant) => decode(constant).map(|deaths| u64::from(deaths) * snapshot.len() as u64),
        None => {
            let recorded = (0..snapshot.len()).filter_map(|row| decode(column.get(snapshot.record_number(row))));
            recorded.map(u64::from).reduce(|sum, deaths| sum + deaths)
        }
    });
    FatalitySums { low, best, high }
}
