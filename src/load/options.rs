//! What a caller may say about a file or about columns.

use serde::Deserialize;

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::incident::Day;
use crate::read::{DateOrder, Decimal, FormatHint, Mapping, Plausible, ReadOptions, parse_offset};
use crate::snapshot::Provenance;

/// The most characters of a name, a licence or an attribution.
const MAX_TEXT: usize = 10_000;

/// What a caller may say about a file or about columns. Every member has a default.
///
/// Read from JSON or JavaScript, the names of the members are in camel case, and unknown ones are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LoadOptions {
    /// The format of the file; by default its first bytes decide.
    pub format: FormatHint,
    /// A name for the snapshot, which reports repeat, of at most 10,000 characters; by default that of a pack, or else `file_name`.
    pub name: Option<String>,
    /// The name of the file, of at most 10,000 characters.
    pub file_name: Option<String>,
    /// The day up to which the data claim to be complete, written `YYYY-MM-DD`; by default the last day of any incident.
    #[serde(with = "crate::day::text_option")]
    pub as_of: Option<Day>,
    /// The licence of the data, of at most 10,000 characters; by default that of the provider, where the layout of the file tells who that is.
    pub licence: Option<String>,
    /// How the data are to be attributed, in at most 10,000 characters; by default as the provider wishes.
    pub attribution: Option<String>,
    /// Which columns of a file hold our fields. With a mapping, every file is read with the generic layout.
    pub mapping: Option<Mapping>,
    /// The name of the layout: `acled`, `acled-totals`, `gdelt`, `generic`, `icews`, `kobo` or `ucdp`. A file that does not have its
    /// columns is refused. By default the columns decide.
    pub layout: Option<String>,
    /// Whether the day (`dmy`) or the month (`mdy`) comes first where the year comes last. By default all dates of the file decide
    /// together, and a file that leaves it open is refused.
    pub date_order: Option<DateOrder>,
    /// The decimal sign, `.` or `,`. By default the coordinates decide.
    pub decimal: Option<Decimal>,
    /// The text encoding, by a label of the Encoding Standard such as `windows-1256`. By default the content decides.
    pub encoding: Option<String>,
    /// The time zone in which a time with an offset falls on its day, such as `+00:00`. By default the day is the one that is written.
    pub utc_offset: Option<String>,
    /// Today, written `YYYY-MM-DD`. Days more than 31 days after `as_of`, or else after today, are not plausible. By default the
    /// date of the machine.
    #[serde(with = "crate::day::text_option")]
    pub today: Option<Day>,
}

impl LoadOptions {
    /// Refuses what can be refused without knowing of layouts.
    ///
    /// # Errors
    /// `BadOption` for a text that is too long, and for a time zone that is none.
    pub fn check(&self) -> Result<()> {
        let texts = [
            ("name", &self.name),
            ("fileName", &self.file_name),
            ("licence", &self.licence),
            ("attribution", &self.attribution),
        ];
        for (field, text) in texts {
            let length = text.as_deref().map_or(0, |text| text.chars().count());
            if length > MAX_TEXT {
                let message = format!("{field} has {length} characters; at most {MAX_TEXT} are accepted.");
                return Err(GeobitError::new(Code::BadOption, message).at_field(field));
            }
        }
        match &self.utc_offset {
            Some(offset) if parse_offset(offset).is_none() => {
                let message = format!(
                    "utcOffset is {}; expected \"Z\", or hours and minutes such as \"+01:00\".",
                    quote_excerpt(offset)
                );
                Err(GeobitError::new(Code::BadOption, message).at_field("utcOffset"))
            }
            _ => Ok(()),
        }
    }

    /// Refuses what says how a file is read: for columns it would have no effect.
    pub(super) fn check_for_columns(&self) -> Result<()> {
        let of_files = [
            ("format", self.format != FormatHint::Auto),
            ("mapping", self.mapping.is_some()),
            ("layout", self.layout.is_some()),
            ("dateOrder", self.date_order.is_some()),
            ("decimal", self.decimal.is_some()),
            ("encoding", self.encoding.is_some()),
            ("utcOffset", self.utc_offset.is_some()),
        ];
        match of_files.into_iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => {
                let message = format!("{option} says how a file is read, and columns are none; leave the option out.");
                Err(GeobitError::new(Code::BadOption, message).at_field(option))
            }
        }
    }

    /// Separates what describes the snapshot from what describes the file.
    pub(crate) fn split(self) -> (ReadOptions, Provenance) {
        let plausible = as_of_or_today(self.as_of, self.today).map_or(Plausible::default(), Plausible::until);
        let read = ReadOptions {
            format: self.format,
            mapping: self.mapping.unwrap_or_default(),
            layout: self.layout,
            date_order: self.date_order,
            decimal: self.decimal,
            encoding: self.encoding,
            utc_offset: self.utc_offset.as_deref().and_then(parse_offset),
            plausible,
        };
        let LoadOptions { name, file_name, as_of, licence, attribution, .. } = self;
        (read, Provenance { name, file_name, as_of, licence, attribution })
    }

    /// Returns whether the caller says what the columns mean. Then a pack is read as any other Parquet file.
    pub(super) fn explains_columns(&self) -> bool {
        self.mapping.as_ref().is_some_and(|mapping| !mapping.is_empty()) || self.layout.is_some()
    }

    /// Returns how a file is read.
    ///
    /// # Errors
    /// Those of [`Loader::new`].
    pub fn into_read_options(self) -> Result<ReadOptions> {
        self.check()?;
        Ok(self.split().0)
    }
}

/// Returns the day by which dates are judged. In a browser, the day of the machine comes from `crate::wasm`.
fn as_of_or_today(as_of: Option<Day>, today: Option<Day>) -> Option<Day> {
    as_of.or(today).or_else(day_of_machine)
}

/// Returns today by the clock of the machine, in UTC.
#[cfg(not(target_arch = "wasm32"))]
pub fn day_of_machine() -> Option<Day> {
    const SECONDS_PER_DAY: u64 = 86_400;
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Day::try_from(since_1970.as_secs() / SECONDS_PER_DAY).ok()
}

/// A module without a browser around it has no clock.
#[cfg(target_arch = "wasm32")]
fn day_of_machine() -> Option<Day> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_strictly() {
        let read = |json: &str| serde_json::from_str::<LoadOptions>(json).map_err(|error| error.to_string());
        let options = read(r#"{"format":"csv","asOf":"2009-06-09","licence":null,"mapping":{"start":"day"}}"#).unwrap();
        let expected = LoadOptions {
            format: FormatHint::Csv,
            as_of: Some(14_404),
            mapping: Some([("start", "day")].into_iter().collect()),
            ..LoadOptions::default()
        };
        assert_eq!(options, expected);
        assert_eq!(read("{}").unwrap(), LoadOptions::default());
        assert!(read(r#"{"as_of":"2009-06-09"}"#).unwrap_err().contains("unknown field `as_of`"));
        assert!(read(r#"{"asOf":"June"}"#).unwrap_err().contains("\"June\" is not a day"));
        assert!(read(r#"{"format":"xls"}"#).unwrap_err().contains("unknown variant `xls`"));
        assert!(read(r#"{"mapping":{"start":1}}"#).unwrap_err().contains("expected a string"));
    }
}
