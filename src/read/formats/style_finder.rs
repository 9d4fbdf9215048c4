//! Finds out how a file writes days and numbers, from its first rows.

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::read::layouts::Layout;
use crate::read::options::ReadOptions;
use crate::read::rows::fields::FieldSource;
use crate::read::values::{self, DateOrder, Decimal, OrderEvidence, Style};

/// What the rows that were seen say about the style of the file.
#[derive(Debug, Default)]
pub struct StyleFinder {
    /// The first row of which the date can be read with the day first only, and its text; and so on.
    day_first: Option<(u64, String)>,
    month_first: Option<(u64, String)>,
    either: Option<(u64, String)>,
    two_digit_years: bool,
    points: u64,
    commas: u64,
}

impl StyleFinder {
    /// Takes note of one row.
    pub fn see<'r>(&mut self, source: &dyn FieldSource<'r>, layout: &Layout, row: u64) {
        for field in layout.days {
            let text = source.text(*field);
            let place = match values::order_evidence(&text) {
                None => continue,
                Some(OrderEvidence::Only(DateOrder::DayFirst)) => &mut self.day_first,
                Some(OrderEvidence::Only(DateOrder::MonthFirst)) => &mut self.month_first,
                Some(OrderEvidence::Either) => &mut self.either,
            };
            place.get_or_insert_with(|| (row, text.to_string()));
            self.two_digit_years |= values::has_two_digit_year(&text);
        }
        for field in layout.degrees {
            match values::decimal_evidence(&source.text(*field)) {
                Some(Decimal::Point) => self.points += 1,
                Some(Decimal::Comma) => self.commas += 1,
                None => {}
            }
        }
    }

    /// Returns the style, and what is odd about it.
    ///
    /// # Errors
    /// With the given code and the field `dateOrder`, for dates that can be read in both orders, and for dates of both orders.
    pub fn decide(&self, options: &ReadOptions, code: Code) -> Result<(Style, Vec<String>)> {
        let date_order = match options.date_order {
            Some(order) => Some(order),
            None => self.order(code)?,
        };
        let (style, mut doubts) = self.decide_others(options);
        if self.two_digit_years {
            doubts.push("the years of the dates have two digits: they are read as 1969 to 2068".into());
        }
        Ok((Style { date_order, ..style }, doubts))
    }

    /// Returns the order of the dates; `None` where the year comes first or the month has a name.
    fn order(&self, code: Code) -> Result<Option<DateOrder>> {
        let refuse = |row: u64, message: String| Err(GeobitError::new(code, message).at_row(row).at_field("dateOrder"));
        match (&self.day_first, &self.month_first, &self.either) {
            (Some((row, day)), Some((other, month)), _) => refuse(
                *(row.max(other)),
                format!(
                    "The dates are written in both orders: {} in row {row} has the day first, {} in row {other} the month. Give \
                     dateOrder \"dmy\" or \"mdy\"; rows that do not have it are then rejected.",
                    quote_excerpt(day),
                    quote_excerpt(month)
                ),
            ),
            (Some(_), None, _) => Ok(Some(DateOrder::DayFirst)),
            (None, Some(_), _) => Ok(Some(DateOrder::MonthFirst)),
            (None, None, Some((row, text))) => refuse(
                *row,
                format!(
                    "No date tells whether the day or the month comes first: {} in row {row} can be read either way. Give \
                     dateOrder \"dmy\" (the day first) or \"mdy\" (the month first).",
                    quote_excerpt(text)
                ),
            ),
            (None, None, None) => Ok(None),
        }
    }

    fn decide_others(&self, options: &ReadOptions) -> (Style, Vec<String>) {
        let mut doubts = Vec::new();
        let found = if self.commas > self.points { Decimal::Comma } else { Decimal::Point };
        if self.commas > 0 && self.points > 0 {
            doubts
                .push("the coordinates have decimal points and decimal commas: both are read as decimal signs".into());
        }
        let style =
            Style { date_order: None, decimal: options.decimal.unwrap_or(found), utc_offset: options.utc_offset };
        (style, doubts)
    }

    /// Returns how the dates are written, as `inspect` reports it: `ymd`, `dmy`, `mdy` or `ambiguous`.
    pub fn describe_order(&self) -> &'static str {
        match (&self.day_first, &self.month_first, &self.either) {
            (Some(_), None, _) => "dmy",
            (None, Some(_), _) => "mdy",
            (None, None, None) => "ymd",
            _ => "ambiguous",
        }
    }
}
