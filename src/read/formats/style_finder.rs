//! Finds out how a file writes days and numbers, from its first rows.

use crate::error::{Code, GeobitError, Result, quote_excerpt};
use crate::read::layouts::{self, Layout};
use crate::read::options::ReadOptions;
use crate::read::rows::fields::FieldSource;
use crate::read::rows::rivals::RivalFinder;
use crate::read::values::{self, DateOrder, Decimal, OrderEvidence, Style};

/// What the rows that were seen say about the style of the file.
#[derive(Debug, Default)]
pub struct StyleFinder {
    /// The first row of which the date can be read with the day first only, and its text; and so on.
    day_first: Option<(u64, String)>,
    month_first: Option<(u64, String)>,
    either: Option<(u64, String)>,
    two_digit_years: bool,
    short_dates: ShortDates,
    /// The first date that begins with the year and has a day of 12 at most, and whether another day is larger.
    year_first: Option<(u64, String)>,
    has_late_day: bool,
    rivals: RivalFinder,
    /// The column that says how exactly places are known and is not read.
    precision: Option<String>,
    points: u64,
    commas: u64,
}

/// Dates such as `26-04-13`, of which either end can be the year.
#[derive(Debug, Default)]
struct ShortDates {
    first: Option<(u64, String)>,
    /// The least and the largest number at either end.
    ends: [Option<(i32, i32)>; 2],
    /// Whether a date can be read in one way only.
    is_clear: bool,
}

impl ShortDates {
    fn see(&mut self, text: &str, row: u64) {
        let Some(numbers) = values::year_at_either_end(text) else {
            self.is_clear = true;
            return;
        };
        self.first.get_or_insert_with(|| (row, text.to_string()));
        for (end, number) in self.ends.iter_mut().zip(numbers) {
            let (least, largest) = end.unwrap_or((number, number));
            *end = Some((least.min(number), largest.max(number)));
        }
    }

    /// Refuses dates of which the first number is as likely the year as the last: days differ more than years do.
    fn check(&self, code: Code) -> Result<()> {
        let (Some((row, text)), [Some(first), Some(last)]) = (&self.first, self.ends) else { return Ok(()) };
        if self.is_clear || first.1 - first.0 > last.1 - last.0 {
            return Ok(());
        }
        let message = format!(
            "The years of the dates have two digits, and nothing tells whether they come first or last: {} in row {row} can be read \
             either way. Write years with four digits, or give dateOrder \"dmy\" or \"mdy\" if they come last.",
            quote_excerpt(text)
        );
        Err(GeobitError::new(code, message).at_row(*row).at_field("dateOrder"))
    }
}

impl StyleFinder {
    /// Takes note of one row.
    pub fn see<'r>(&mut self, source: &dyn FieldSource<'r>, layout: &Layout, row: u64) {
        self.rivals.see(source, row);
        if self.precision.is_none() && layout.name == layouts::GENERIC.name {
            self.precision = source.columns().unread_precision();
        }
        for field in layout.days {
            let text = source.text(*field);
            if let Some(day) = values::day_behind_year(&text) {
                self.has_late_day |= day > 12;
                self.year_first.get_or_insert_with(|| (row, text.to_string()));
            }
            let place = match values::order_evidence(&text) {
                None => continue,
                Some(OrderEvidence::Only(DateOrder::DayFirst)) => &mut self.day_first,
                Some(OrderEvidence::Only(DateOrder::MonthFirst)) => &mut self.month_first,
                Some(OrderEvidence::Either) => &mut self.either,
            };
            place.get_or_insert_with(|| (row, text.to_string()));
            self.short_dates.see(&text, row);
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
    /// With the given code and the field `dateOrder`, for dates that can be read in both orders, and for dates of both orders; with our
    /// name of the field, for two columns that may hold the place and differ.
    pub fn decide(&self, options: &ReadOptions, code: Code) -> Result<(Style, Vec<String>)> {
        let rivals = self.rivals.decide(code)?;
        let date_order = match options.date_order {
            Some(order) => Some(order),
            None => {
                self.short_dates.check(code)?;
                self.order(code)?
            }
        };
        let (style, mut doubts) = self.decide_others(options);
        doubts.extend(rivals);
        if let Some(column) = &self.precision {
            doubts.push(format!(
                "{column} says how exactly the places are known and is not read: every place counts as exact. A column uncertainty_km \
                 holds a radius in km, and a mapping can name it"
            ));
        }
        if self.two_digit_years {
            doubts.push("the years of the dates have two digits: they are read as 1969 to 2068".into());
        }
        doubts.extend(self.doubt_of_two_forms());
        Ok((Style { date_order, ..style }, doubts))
    }

    /// Doubts the dates of a column in which some begin with the year and never have a day above 12, and others end with it: a
    /// spreadsheet has read those it could, perhaps with the month first, and left the others as text.
    fn doubt_of_two_forms(&self) -> Option<String> {
        let (row, date) = self.year_first.as_ref().filter(|_| !self.has_late_day)?;
        let (other_row, other) = self.day_first.as_ref().or(self.month_first.as_ref())?;
        Some(format!(
            "dates are written in two forms, {} in row {row} and {} in row {other_row}, and no day of the first form is above 12: a \
             spreadsheet may have taken the day for the month in these. Look at the file that it was made from",
            quote_excerpt(date),
            quote_excerpt(other)
        ))
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
        if self.short_dates.check(Code::BadCsv).is_err() {
            return "ambiguous";
        }
        match (&self.day_first, &self.month_first, &self.either) {
            (Some(_), None, _) => "dmy",
            (None, Some(_), _) => "mdy",
            (None, None, None) => "ymd",
            _ => "ambiguous",
        }
    }
}
