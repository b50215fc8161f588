//! Dates in the cells of a sheet.

use std::collections::HashSet;

use super::cell_text::is_sign;
use super::column_facts::{ColumnFacts, ColumnOrder, ReadCell, ReadDate};
use super::importer::Importer;
use super::questions::Met;
use crate::diagnostic::{Message, message};
use crate::model::{DateSpan, Day};
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::date_parser::{guess, serial};
use crate::spreadsheet::date_reading::{DateContext, DateMeaning, DateText, reads_as};
use crate::spreadsheet::order_shown::day_order_shown;
use crate::spreadsheet::raw_cell::RawCell;

/// No workplan has dates before this year, unless the user says so.
const FIRST_YEAR: i32 = 1990;

impl Importer<'_> {
    /// Finds the order of day and month of a column, and asks where its cells disagree.
    pub(super) fn order(&mut self, column: &ColumnFacts, cells: &[(u32, &RawCell)]) -> ColumnOrder {
        let (mut shown, mut is_mixed) = (None, false);
        let (mut days, mut small, mut texts_above) = (0, 0, 0);
        let mut seen: HashSet<&str> = HashSet::new();
        for (_, cell) in cells {
            match cell {
                RawCell::Text(text) if seen.insert(text) => {
                    let Some(order) = day_order_shown(text) else { continue };
                    texts_above += 1;
                    is_mixed |= shown.is_some_and(|shown| shown != order);
                    shown = shown.or(Some(order));
                }
                RawCell::Day(day) => {
                    use chrono::Datelike;
                    days += 1;
                    small += usize::from(day.day() <= 12);
                }
                _ => {}
            }
        }
        let shown = shown.filter(|_| !is_mixed);
        let said = self.questions.given("day_order", &column.label).map(str::to_owned);
        let order = match said.as_deref() {
            Some("day-first") => Some(DayMonthOrder::DayFirst),
            Some("month-first") => Some(DayMonthOrder::MonthFirst),
            _ => shown,
        };
        // Texts that a spreadsheet did not take for dates, beside dates that can be exchanged.
        let is_doubtful = texts_above > 0 && days > 0 && small == days;
        let mut is_exchanged = false;
        if is_doubtful {
            let row = cells.first().map_or(0, |(row, _)| *row);
            let doubt = || {
                message!(
                    "import.exchanged-dates",
                    "the texts of the column `{column}` have days above 12, and its {days#date \
                     has a day|# dates have days} up to 12: in those a spreadsheet may have \
                     exchanged day and month",
                    column = &column.label,
                    days
                )
            };
            let met = Met {
                section: "day_order",
                word: &column.label,
                proposal: "exchanged",
                place: self.place(row, column.at),
            };
            let answer = self.questions.ask(&met, Some(&doubt));
            is_exchanged = answer == "exchanged";
        } else if said.is_some() {
            self.keep_order(column, cells);
        }
        ColumnOrder { texts: order, is_exchanged }
    }

    /// Keeps the decision about a column whose texts it has made clear: with it, none of them asks.
    fn keep_order(&mut self, column: &ColumnFacts, cells: &[(u32, &RawCell)]) {
        let texts = cells.iter().filter(|(_, cell)| cell.text().is_some());
        let Some((row, _)) = texts.clone().next() else { return };
        let (section, word) = ("day_order", column.label.as_str());
        let place = self.place(*row, column.at);
        self.questions.ask(&Met { section, word, proposal: "day-first", place }, None);
        self.questions.set_count(section, word, texts.count());
    }

    /// Reads a cell of a column of dates. `is_start`: the beginning of a span counts.
    pub(super) fn date(
        &mut self,
        cell: ReadCell<'_>,
        column: &ColumnFacts,
        is_start: bool,
    ) -> ReadDate {
        let ReadCell { row, value } = cell;
        let text = match value {
            RawCell::Day(day) => {
                let day =
                    column.order.as_ref().filter(|order| order.is_exchanged).map_or(*day, |_| {
                        use chrono::Datelike;
                        Day::from_ymd_opt(day.year(), day.day(), day.month()).unwrap_or(*day)
                    });
                return self.near(row, column, &day.to_string(), day.to_string(), false);
            }
            RawCell::Number(number) => number.to_string(),
            RawCell::Odd(_) => return ReadDate::Text,
            RawCell::Text(text) => text.clone(),
        };
        let key = (column.at, text);
        if let Some(known) = self.dates.get(&key) {
            return known.clone();
        }
        let read = self.text_date(row, column, &key.1, is_start);
        self.dates.insert(key, read.clone());
        read
    }

    fn text_date(
        &mut self,
        row: u32,
        column: &ColumnFacts,
        text: &str,
        is_start: bool,
    ) -> ReadDate {
        if let Some(said) = self.questions.given("dates", text).map(str::to_owned) {
            let met = Met {
                section: "dates",
                word: text,
                proposal: "none",
                place: self.place(row, column.at),
            };
            self.questions.ask(&met, None);
            return accepted(&said);
        }
        let order = column.order.as_ref().and_then(|order| order.texts);
        let context = DateContext { order, year: self.year, shows_days: false };
        let read = match reads_as(text, context) {
            DateText { meaning: DateMeaning::Unclear { .. }, .. } => {
                // As the other columns show.
                let proposal = match self.order_shown {
                    Some(DayMonthOrder::MonthFirst) => "month-first",
                    _ => "day-first",
                };
                let doubt = || {
                    message!(
                        "import.day-or-month",
                        "in `{text}` the day or the month can come first",
                        text
                    )
                };
                let met = Met {
                    section: "day_order",
                    word: &column.label,
                    proposal,
                    place: self.place(row, column.at),
                };
                let order = match self.questions.ask(&met, Some(&doubt)).as_str() {
                    "month-first" => DayMonthOrder::MonthFirst,
                    _ => DayMonthOrder::DayFirst,
                };
                reads_as(text, DateContext { order: Some(order), ..context })
            }
            DateText { meaning: DateMeaning::NoYear, .. } => {
                let year = self.ask_year(row, column, text);
                reads_as(text, DateContext { year, ..context })
            }
            read => read,
        };
        let is_end = read.is_due_only;
        match read.meaning {
            DateMeaning::Day(day) => self.near(row, column, text, day.to_string(), is_end),
            DateMeaning::Span(period)
                if !(self.is_near(period.first) && self.is_near(period.last)) =>
            {
                self.ask_date(row, column, text, &|| far(text, column))
            }
            DateMeaning::Span(period) if period.start == period.due => {
                ReadDate::Date { written: period.due, is_end }
            }
            DateMeaning::Span(period) => ReadDate::Span { first: period.start, last: period.due },
            DateMeaning::NoDate if is_sign(text) => ReadDate::Nothing,
            DateMeaning::NoDate => ReadDate::Text,
            DateMeaning::Nothing | DateMeaning::Unclear { .. } | DateMeaning::NoYear => {
                self.no_date(row, column, text, is_start)
            }
        }
    }

    /// Asks for the meaning of a text that is not a date.
    fn no_date(&mut self, row: u32, column: &ColumnFacts, text: &str, is_start: bool) -> ReadDate {
        if let Some(day) = serial(text) {
            let doubt = || {
                message!(
                    "import.number-for-a-day",
                    "`{text}` is a number; a spreadsheet shows it as the day {day}",
                    text,
                    day
                )
            };
            let met = Met {
                section: "numbers",
                word: &column.label,
                proposal: "days",
                place: self.place(row, column.at),
            };
            return match self.questions.ask(&met, Some(&doubt)).as_str() {
                "days" => self.near(row, column, text, day.to_string(), false),
                _ => ReadDate::Text,
            };
        }
        let order = column.order.as_ref().and_then(|order| order.texts);
        let guess = guess(text, is_start, order, self.year);
        let doubt = || {
            message!(
                "import.not-a-date",
                "`{text}` in the column `{column}` is not a date",
                text,
                column = &column.label
            )
        };
        let met = Met {
            section: "dates",
            word: text,
            proposal: guess.as_deref().unwrap_or("none"),
            place: self.place(row, column.at),
        };
        let said =
            self.questions.ask(&met, guess.is_some().then_some(&doubt as &dyn Fn() -> Message));
        accepted(&said)
    }

    /// A date, if it is near the plan's period; otherwise it is asked.
    fn near(
        &mut self,
        row: u32,
        column: &ColumnFacts,
        text: &str,
        written: String,
        is_end: bool,
    ) -> ReadDate {
        let is_near = DateSpan::parse(&written)
            .is_ok_and(|own| self.is_near(own.first()) && self.is_near(own.last()));
        if is_near {
            return ReadDate::Date { written, is_end };
        }
        self.ask_date(row, column, text, &|| far(text, column))
    }

    fn ask_date(
        &mut self,
        row: u32,
        column: &ColumnFacts,
        text: &str,
        doubt: &dyn Fn() -> Message,
    ) -> ReadDate {
        let met = Met {
            section: "dates",
            word: text,
            proposal: "none",
            place: self.place(row, column.at),
        };
        let said = self.questions.ask(&met, Some(doubt));
        accepted(&said)
    }

    fn ask_year(&mut self, row: u32, column: &ColumnFacts, text: &str) -> Option<u32> {
        use chrono::Datelike;
        let own = self.around.day.year().to_string();
        let doubt = || message!("import.no-year", "`{text}` has no year", text);
        let met = Met {
            section: "year",
            word: "year",
            proposal: &own,
            place: self.place(row, column.at),
        };
        let said = self.questions.ask(&met, Some(&doubt));
        said.parse().ok()
    }

    /// Whether a day lies within two years of the plan's period.
    fn is_near(&self, day: Day) -> bool {
        use chrono::Datelike;
        let years = |day: Day, years: i32| {
            Day::from_ymd_opt(day.year() + years, 1, 1).map(|first| (first, day.ordinal()))
        };
        let own = (Day::from_ymd_opt(day.year(), 1, 1).unwrap_or(day), day.ordinal());
        day.year() >= FIRST_YEAR
            && self.around.period.is_none_or(|(start, end)| {
                years(start, -2).is_none_or(|first| own >= first)
                    && years(end, 2).is_none_or(|last| own <= last)
            })
    }
}

fn far(text: &str, column: &ColumnFacts) -> Message {
    message!(
        "import.far-date",
        "`{text}` in the column `{column}` is far from the plan's period",
        text,
        column = &column.label
    )
}

/// The date that the user has decided on.
fn accepted(said: &str) -> ReadDate {
    match DateSpan::parse(said) {
        Ok(_) => ReadDate::Date { written: said.to_owned(), is_end: false },
        Err(_) => ReadDate::Text,
    }
}
