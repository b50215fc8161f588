//! The rows of a sheet: activities, priorities, milestones, totals and what is between them.

use super::cell_text::{is_number_like, is_sign, one_line, plain};
use super::column_facts::{ColumnFacts, ReadCell, is_date};
use super::footnotes::{Footnote, footnote, footnote_of_row};
use super::headers::{Header, is_numbering};
use super::importer::Importer;
use super::notices::Notice;
use super::row_values::RowValues;
use crate::model::ImportedRow;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::{TotalLabel, total_label};
use crate::spreadsheet::vocabulary::normalize;

/// The most activities of a plan that is made of sheets.
pub(super) const MOST_ACTIVITIES: usize = 200_000;

/// What a row looks like, before the rows around it are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One text, perhaps with a number in front; whether it is merged over several columns.
    OneText(bool),
    /// An activity: it has a title of its own.
    Full,
    /// No title: part of the activity above.
    Part,
    /// A footnote below the plan.
    Footnote,
    /// Something that is passed over.
    Passed(ImportedRow),
}

impl Importer<'_> {
    /// Reads the rows below the header row.
    pub(super) fn rows(&mut self, header: &Header, facts: &[ColumnFacts], first: Option<String>) {
        let mut shapes = self.shapes(header, facts);
        self.find_footnotes(&mut shapes);
        let is_full = |(_, shape): &&(u32, Shape)| *shape == Shape::Full;
        let last_full = shapes.iter().rposition(|row| is_full(&row));
        let mut priority = first;
        let mut above: Option<usize> = None;
        let mut upper: Vec<String> = Vec::new();
        let mut group: Option<usize> = None;
        for (number, &(row, shape)) in shapes.iter().enumerate() {
            match shape {
                Shape::Passed(kind) => self.became(row, kind),
                Shape::Footnote => {
                    self.notice(Notice::Footnote, row);
                    self.became(row, ImportedRow::Skipped);
                }
                Shape::OneText(is_merged) => {
                    let rest = shapes.get(number + 1..).unwrap_or(&[]);
                    let is_one = |(_, shape): &(u32, Shape)| matches!(shape, Shape::OneText(_));
                    let until = rest.iter().position(is_one);
                    let next = rest.iter().take(until.unwrap_or(rest.len())).find(is_full);
                    let follows =
                        next.is_some_and(|next| !self.is_title_beside(row, next.0, facts));
                    let is_upper = is_merged && !follows && last_full > Some(number);
                    if is_upper {
                        // The heading of the headings below.
                        let text = self.heading_text(row);
                        upper.push(text);
                        above = None;
                        self.became(row, ImportedRow::Priority);
                    } else if follows {
                        let mut texts = std::mem::take(&mut upper);
                        texts.push(self.heading_text(row));
                        priority = Some(self.priority(&texts.join(" / ")));
                        above = None;
                        self.became(row, ImportedRow::Priority);
                    } else if self.draft.activities.len() < MOST_ACTIVITIES {
                        self.notice(Notice::TitleAlone, row);
                        above = Some(self.title_alone(row, &mut priority));
                        self.became(row, ImportedRow::Activity);
                    } else {
                        self.became(row, ImportedRow::Skipped);
                    }
                }
                Shape::Full if self.draft.activities.len() < MOST_ACTIVITIES => {
                    self.end_group(&mut group);
                    let mut values = self.values(row, facts);
                    // The first of the milestones under a title that is merged over them.
                    values.is_group = self.is_group(row, facts);
                    let first = values.is_group.then(|| values.milestone());
                    let own = self.activity(row, values, &mut priority);
                    if let Some(first) = first {
                        self.add_part(own, first, true, true);
                        group = Some(own);
                    }
                    above = Some(own);
                    self.became(row, ImportedRow::Activity);
                }
                Shape::Full => self.became(row, ImportedRow::Skipped),
                Shape::Part => {
                    let kind = self.part(row, facts, above);
                    self.became(row, kind);
                }
            }
        }
        self.end_group(&mut group);
    }

    /// Finds the footnotes below the last activity, unless rows of the plan begin like them.
    fn find_footnotes(&self, shapes: &mut [(u32, Shape)]) {
        let kind = |row: u32| self.grid.row(row).and_then(footnote_of_row);
        let begins =
            |row: u32| footnote(self.grid.row(row)?.values().next().and_then(RawCell::text)?);
        let is_activity =
            |(row, shape): &(u32, Shape)| *shape == Shape::Full && kind(*row).is_none();
        let Some(last) = shapes.iter().rposition(is_activity) else { return };
        let (plan, below) = shapes.split_at_mut(last + 1);
        let own: Vec<Option<Footnote>> = below.iter().map(|(row, _)| kind(*row)).collect();
        if own.iter().all(Option::is_none) {
            return;
        }
        let rows = plan.iter().filter(|(_, shape)| !matches!(shape, Shape::Passed(_)));
        let in_plan: Vec<Footnote> = rows.filter_map(|(row, _)| begins(*row)).collect();
        let is_in_plan = [Footnote::Sign, Footnote::Number, Footnote::Word]
            .map(|own| in_plan.contains(&own).then_some(own));
        let mut is_below_heading = false;
        for ((_, shape), own) in below.iter_mut().zip(own) {
            let is_one = matches!(shape, Shape::OneText(_));
            let own = own.filter(|own| {
                (is_one || *shape == Shape::Full) && !is_in_plan.contains(&Some(*own))
            });
            is_below_heading |= own == Some(Footnote::Heading);
            if own.is_some() || is_below_heading && is_one {
                *shape = Shape::Footnote;
            }
        }
    }

    /// Whether a row has a title alone, while the next activity names its own priority.
    fn is_title_beside(&self, row: u32, next: u32, facts: &[ColumnFacts]) -> bool {
        let has = |row: u32, key: &str| {
            let mut columns = facts.iter().filter(|column| column.key == key);
            columns.any(|column| self.grid.own(row, column.at).is_some())
        };
        has(row, "title") && has(next, "priority")
    }

    /// Whether the title of a row is merged over rows below that have dates of their own.
    fn is_group(&self, row: u32, facts: &[ColumnFacts]) -> bool {
        let Some(title) = facts.iter().find(|column| column.key == "title") else { return false };
        let has_date = |column: &&ColumnFacts| {
            is_date(column.key) && self.grid.own(row + 1, column.at).is_some()
        };
        self.grid.is_covered(row + 1, title.at) && facts.iter().any(|column| has_date(&column))
    }

    /// The shape of each row from the header row to the last row.
    fn shapes(&self, header: &Header, facts: &[ColumnFacts]) -> Vec<(u32, Shape)> {
        let mut shapes = Vec::new();
        let mut next = header.first;
        let title = facts.iter().find(|column| column.key == "title").map(|column| column.at);
        for (&row, cells) in self.grid.sheet.rows.range(header.first..) {
            // Rows without cells, of which a sheet can claim a million.
            for empty in next..row {
                let kind = match self.grid.is_below_merged(empty) {
                    true => ImportedRow::Continuation,
                    false => ImportedRow::Empty,
                };
                shapes.push((empty, Shape::Passed(kind)));
                if shapes.len() > 2_000_000 {
                    return shapes;
                }
            }
            next = row + 1;
            shapes.push((row, self.shape(row, cells, facts, title)));
        }
        shapes
    }

    fn shape(
        &self,
        row: u32,
        cells: &RowCells,
        facts: &[ColumnFacts],
        title: Option<u32>,
    ) -> Shape {
        if is_header(cells, facts) || is_numbering(cells) {
            return Shape::Passed(ImportedRow::RepeatedHeader);
        }
        // A row of `-` alone.
        if cells.values().all(|cell| cell.text().is_some_and(is_sign)) {
            return Shape::Passed(ImportedRow::Empty);
        }
        let facts_of = |at: u32| {
            facts.binary_search_by_key(&at, |column| column.at).ok().and_then(|at| facts.get(at))
        };
        let key_of = |at: u32| facts_of(at).map_or("ignore", |column| column.key);
        let texts = || cells.iter().filter_map(|(at, cell)| Some((at, cell.text()?)));
        let has = |key: &str| cells.keys().any(|at| key_of(*at) == key);
        let is_bare = || !["due", "start", "timeline", "status"].iter().any(|key| has(key));
        let has_colon =
            || texts().next().is_some_and(|(_, text)| text.trim_end().ends_with([':', '：']));
        let is_total = match texts().next().and_then(|(_, text)| total_label(text)) {
            Some(TotalLabel::Sure) => !has("owners"),
            // `Total sanitation campaign` is an activity.
            Some(TotalLabel::Likely) => {
                is_bare() && (has_colon() || !has("owners") && cells.values().any(is_number_like))
            }
            None => false,
        };
        if is_total {
            return Shape::Passed(ImportedRow::Total);
        }
        // Merged cells from above belong to the row.
        let is_merged = self.grid.covered(row).any(|at| facts_of(at).is_some());
        if let Some(at) = one_text(cells, &key_of).filter(|_| !is_merged) {
            // A column that is left out, behind the titles.
            let is_behind = key_of(at) == "ignore" && title.is_some_and(|title| title < at);
            let is_of_activity = (is_behind
                || !matches!(key_of(at), "title" | "id" | "priority" | "ignore"))
                && self.grid.end(row, at) == at
                && facts.first().is_some_and(|first| first.at != at);
            let is_merged = self.grid.end(row, at) > at;
            return if is_of_activity { Shape::Part } else { Shape::OneText(is_merged) };
        }
        let is_covered = title.is_some_and(|title| self.grid.is_covered(row, title));
        match title {
            Some(title) if cells.contains_key(&title) && !is_covered => Shape::Full,
            _ => Shape::Part,
        }
    }

    /// The text of a heading, with its number.
    fn heading_text(&self, row: u32) -> String {
        let texts = self.grid.row(row).into_iter().flat_map(RowCells::values).map(plain);
        texts.collect::<Vec<_>>().join(" ")
    }

    /// Makes an activity of a row with one text.
    fn title_alone(&mut self, row: u32, priority: &mut Option<String>) -> usize {
        let mut values = RowValues::default();
        for cell in self.grid.row(row).into_iter().flat_map(RowCells::values) {
            match cell.text() {
                Some(text) if !values.fields.contains_key("title") && !is_number(text) => {
                    values.set("title", one_line(text));
                }
                _ => self.take_id(row, &plain(cell), &mut values),
            }
        }
        if !values.fields.contains_key("title") {
            let id = values.fields.remove("id");
            values.set("title", id.unwrap_or_else(|| self.heading_text(row)));
        }
        self.activity(row, values, priority)
    }

    /// A row without a title: a milestone of the activity above, or more of its text.
    fn part(&mut self, row: u32, facts: &[ColumnFacts], above: Option<usize>) -> ImportedRow {
        let own = |column: &&ColumnFacts| self.grid.own(row, column.at).is_some();
        let has_date = facts.iter().filter(own).any(|column| {
            let is_day = |cell: &RawCell| matches!(cell, RawCell::Day(_) | RawCell::Text(_));
            is_date(column.key) && self.grid.own(row, column.at).is_some_and(is_day)
                || column.key == "ticks"
        });
        let Some(activity) = above else {
            self.count_lost(row);
            return ImportedRow::Skipped;
        };
        let mut values = RowValues::default();
        for column in facts {
            if let Some(value) = self.grid.own(row, column.at) {
                self.value(ReadCell { row, value }, column, &mut values, true);
            }
        }
        self.without_heading(row, facts, &mut values);
        // The only text of the row is the title of a milestone, also in a column that is ignored.
        let mut ignored = facts.iter().filter(own).filter(|column| column.key == "ignore");
        if let (Some(column), None) = (ignored.next(), ignored.next())
            && has_date
            && values.is_without_texts()
        {
            let text = self.grid.own(row, column.at).and_then(RawCell::text).unwrap_or("");
            values.set("title", one_line(text));
        }
        let title = facts.iter().find(|column| column.key == "title");
        let is_merged = title.is_some_and(|title| self.grid.is_covered(row, title.at));
        self.add_part(activity, values, has_date, is_merged)
    }

    /// Counts the texts of a row that becomes nothing.
    fn count_lost(&mut self, row: u32) {
        self.notice(Notice::NoActivityAbove, row);
    }
}

/// Whether a row repeats the header row: at least half of its cells are the headings.
fn is_header(cells: &RowCells, facts: &[ColumnFacts]) -> bool {
    let is_head = |at: u32, text: &str| {
        let column = facts.binary_search_by_key(&at, |column| column.at).ok();
        column.and_then(|at| facts.get(at)).is_some_and(|column| {
            // Folding leaves letters and digits: a text with more of them is another one.
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
            letters <= column.folded.len() && column.folded == normalize(text)
        })
    };
    let (mut heads, mut others) = (0, 0);
    for (at, cell) in cells.iter() {
        match cell.text().is_some_and(|text| is_head(at, text)) {
            true => heads += 1,
            false => others += 1,
        }
        if 2 * others > cells.len() {
            return false;
        }
    }
    heads > 1
}

/// The column of the only text of a row, which can have a number in front.
fn one_text<'k>(cells: &RowCells, key_of: &dyn Fn(u32) -> &'k str) -> Option<u32> {
    let mut all = cells.iter();
    match (all.next(), all.next(), all.next()) {
        (Some((at, RawCell::Text(_))), None, _) => Some(at),
        (Some((front, cell)), Some((at, RawCell::Text(text))), None) => {
            let is_front = match cell {
                RawCell::Number(_) => true,
                RawCell::Text(text) => is_number(text),
                _ => false,
            };
            let is_front =
                is_front && matches!(key_of(front), "id" | "ignore" | "title" | "priority");
            (is_front
                && !is_number(text)
                && matches!(key_of(at), "title" | "priority" | "ignore" | "id"))
            .then_some(at)
        }
        _ => None,
    }
}

/// Whether a text is a number of a row: `1`, `2.1`, `A.`, `IV`.
fn is_number(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')', ':']);
    let is_short = text.chars().count() <= 8 && !text.contains(' ');
    let is_roman = text.bytes().all(|byte| b"IVXivx".contains(&byte));
    let has_digit = text.chars().any(char::is_numeric);
    let is_chinese = text.chars().all(|c| "一二三四五六七八九十（）()、".contains(c));
    let is_one = text.chars().count() == 1;
    is_short && !text.is_empty() && (has_digit || is_roman || is_chinese || is_one)
}
