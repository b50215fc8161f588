//! Reads the cells of a row, each by what its column becomes.

use super::cell_text::{is_control, is_sign, one_line, plain};
use super::column_facts::{ColumnFacts, ReadCell, ReadDate, is_amount};
use super::importer::Importer;
use super::names::slug;
use super::notices::Notice;
use super::row_values::RowValues;
use crate::model::{DateSpan, Decimal, FIELDS, FieldKind, is_id};
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::folding::plain_signs;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::{is_no_tick, is_tick};
use crate::spreadsheet::status_text::{StatusText, status_text};
use crate::spreadsheet::typed_value::plain_number;

impl Importer<'_> {
    /// Reads the cells of a row; merged cells from above count.
    pub(super) fn values(&mut self, row: u32, facts: &[ColumnFacts]) -> RowValues {
        let mut values = RowValues::default();
        let cells = self.grid.row(row);
        for column in facts {
            let own = cells.and_then(|cells| cells.get(&column.at));
            if let Some(value) = own.or_else(|| self.grid.above(row, column.at)) {
                self.value(ReadCell { row, value }, column, &mut values, false);
            }
        }
        self.without_heading(row, facts, &mut values);
        values
    }

    /// Texts in columns without a heading go into the remarks.
    pub(super) fn without_heading(
        &mut self,
        row: u32,
        facts: &[ColumnFacts],
        values: &mut RowValues,
    ) {
        let has_heading = |at: u32| facts.binary_search_by_key(&at, |column| column.at).is_ok();
        let cells = self.grid.row(row).into_iter().flat_map(RowCells::iter);
        for (at, cell) in cells.filter(|(at, _)| !has_heading(*at)) {
            if let Some(text) = cell.text() {
                let name = crate::spreadsheet::positions::cell_name(0, at);
                values.remark(name.trim_end_matches('1'), text);
            }
        }
    }

    /// Reads a cell. `is_part`: the row belongs to the activity above.
    pub(super) fn value(
        &mut self,
        cell: ReadCell<'_>,
        column: &ColumnFacts,
        values: &mut RowValues,
        is_part: bool,
    ) {
        let ReadCell { row, value } = cell;
        let label = column.label.as_str();
        if value.text().is_some_and(|text| text.contains(is_control)) {
            self.notice(Notice::ControlCharacters, row);
        }
        if let Some(text) = value.text().filter(|text| is_sign(text))
            && !matches!(column.key, "ignore" | "ticks" | "theme" | "title" | "id")
        {
            let _ = text;
            self.draft.account.without_meaning += 1;
            return;
        }
        // A mapping can name two columns for a key of one value; an error of a formula is no value.
        let is_taken = values.fields.contains_key(column.key) && column.key != "partners";
        let is_error =
            matches!(value, RawCell::Odd(_)) && !matches!(column.key, "ignore" | "title");
        if is_taken || is_error {
            values.remark(label, &plain(value));
            return;
        }
        match column.key {
            "ignore" => {}
            // A spreadsheet makes a day of `10.1`.
            "id" if matches!(value, RawCell::Day(_)) => {
                self.notice(Notice::NotAnId, row);
                values.remark(label, &plain(value));
            }
            "title" | "priority" => {
                let text = one_line(&plain(value));
                if column.key == "title" {
                    values.set("title", text);
                } else if is_part {
                    values.remarks.push(text);
                } else if values.priority.is_some() {
                    values.remark(label, &text);
                } else {
                    values.priority = Some(text);
                }
            }
            "id" => self.take_id(row, &plain(value), values),
            // Neither a day nor a number is an organization.
            "owners" | "partners" if matches!(value, RawCell::Day(_) | RawCell::Number(_)) => {
                values.remark(label, &plain(value));
            }
            "owners" => match self.names.ids(
                &plain(value),
                &mut self.questions,
                self.grid.place(row, column.at),
            ) {
                Ok(ids) => add_new(&mut values.owners, ids),
                Err(_) => values.remark(label, &plain(value)),
            },
            "partners" => match self.names.ids(
                &plain(value),
                &mut self.questions,
                self.grid.place(row, column.at),
            ) {
                Ok(ids) => {
                    let known = values.fields.get("partners").map_or("", String::as_str);
                    let known = known.split(", ").filter(|id| !id.is_empty());
                    let mut all: Vec<String> = known.map(str::to_owned).collect();
                    add_new(&mut all, ids);
                    values.set("partners", all.join(", "));
                }
                Err(_) => values.remark(label, &plain(value)),
            },
            "status" => self.status(cell, column, values),
            "progress" => self.progress(cell, column, values),
            "start" | "due" | "timeline" | "forecast" | "completed" => {
                self.date_value(cell, column, values);
            }
            "ticks" => self.tick(cell, column, values),
            key if is_amount(key) => match self.amount(cell, column) {
                Some(mut amount) => {
                    let unit = column.money.as_ref().and_then(|money| money.unit.currency.clone());
                    amount.currency = amount.currency.or(unit);
                    values.amounts.push((key, label.to_owned(), amount));
                }
                None => values.remark(label, &plain(value)),
            },
            "budget.currency" => {
                let text = plain(value);
                match crate::spreadsheet::amount::named(&text) {
                    Some(code) => values.currency = Some(code),
                    None => values.remark(label, &text),
                }
            }
            "remarks" => {
                let text = plain(value);
                match column.is_called_remarks {
                    true => values.remarks.push(text.into_owned()),
                    false => values.remark(label, &text),
                }
            }
            "milestones" => values.milestones.extend(lines(&plain(value))),
            "deliverables" => values.deliverables.extend(lines(&plain(value))),
            "indicators" => values.indicators.extend(lines(&plain(value))),
            "indicator.baseline" => values.indicator.push(("baseline", one_line(&plain(value)))),
            "indicator.target" => values.indicator.push(("target", one_line(&plain(value)))),
            "indicator.actual" => values.indicator.push(("actual", one_line(&plain(value)))),
            "indicator.verification" => {
                values.indicator.push(("verification", one_line(&plain(value))));
            }
            "contact.email" => values.email = Some(one_line(&plain(value))),
            "themes" if is_tick(&plain(value)) && !value.text().is_some_and(has_letters) => {
                self.theme(cell, column, values);
            }
            "themes" => self.themes(&plain(value), values),
            "theme" => self.theme(cell, column, values),
            "sdg_targets" => {
                let text = plain(value);
                let targets: Vec<&str> =
                    text.split([',', ';', '\n', ' ']).filter(|own| !own.is_empty()).collect();
                if targets.iter().all(|target| is_sdg(target)) {
                    values.set("sdg_targets", targets.join(", "));
                } else {
                    self.notice(Notice::NotASdg, row);
                    values.remark(label, &text);
                }
            }
            key => self.other(key, &plain(value), label, values),
        }
    }

    /// A text or a list of another field.
    fn other(&mut self, key: &'static str, text: &str, label: &str, values: &mut RowValues) {
        let field = FIELDS.iter().find(|field| field.key == key);
        let is_line = |length: &crate::model::TextLength| *length == crate::model::TextLength::Line;
        match field.map(|field| &field.kind) {
            Some(FieldKind::Text(_, length)) if is_line(length) => values.set(key, one_line(text)),
            Some(FieldKind::Text(..)) => values.set(key, text.to_owned()),
            Some(FieldKind::Texts(_) | FieldKind::References(_)) => {
                let items = text.split([',', ';', '\n']).map(one_line);
                let items: Vec<String> = items.filter(|item| !item.is_empty()).collect();
                values.set(key, items.join(", "));
            }
            Some(FieldKind::Weight(_)) if Decimal::parse(text).is_ok() => {
                values.set(key, text.to_owned());
            }
            _ => values.remark(label, text),
        }
    }

    /// The id of a row, if it can be one.
    pub(super) fn take_id(&mut self, row: u32, text: &str, values: &mut RowValues) {
        let text = plain_signs(text);
        let id =
            text.trim().trim_end_matches(['.', ')', ':']).trim_start_matches(['#', '№']).trim();
        // Binary fractions add digits: `1.1000000000000001`.
        let long = id
            .split_once('.')
            .filter(|(_, rest)| rest.len() > 9 && rest.bytes().all(|b| b.is_ascii_digit()));
        let id =
            long.and_then(|_| plain_number(id.parse().ok()?).ok()).unwrap_or_else(|| id.to_owned());
        let joined = id.replace(' ', "-");
        if is_id(&joined) && joined.len() <= 64 {
            values.set("id", joined);
        } else if !id.is_empty() {
            self.notice(Notice::NotAnId, row);
            values.remark("No.", &id);
        }
    }

    fn date_value(&mut self, cell: ReadCell<'_>, column: &ColumnFacts, values: &mut RowValues) {
        let key = column.key;
        match self.date(cell, column, key == "start") {
            ReadDate::Nothing => self.draft.account.without_meaning += 1,
            ReadDate::Text => {
                let text = plain(cell.value);
                // A column of completion may say how far it is.
                if key == "completed"
                    && values.status.is_none()
                    && let StatusText::Known(status) = status_text(&text)
                {
                    values.status = Some(status.to_owned());
                    return;
                }
                if key == "completed" && values.status.is_none() && is_tick(&text) {
                    values.status = Some("completed".to_owned());
                    return;
                }
                if !is_sign(&text) {
                    self.notice(Notice::NotADate, cell.row);
                }
                values.remark(&column.label, &text);
            }
            ReadDate::Date { written, is_end } => match key {
                "timeline" => {
                    let is_span =
                        DateSpan::parse(&written).is_ok_and(|own| own.first() != own.last());
                    let start = (is_span && !is_end).then(|| first_day(&written));
                    values.span = Some((start, written));
                }
                "start" => values.set("start", if is_end { written } else { first_day(&written) }),
                key => values.set(key, written),
            },
            ReadDate::Span { first, last } => match key {
                "timeline" => values.span = Some((Some(first_day(&first)), last)),
                "start" => values.set("start", first_day(&first)),
                key => values.set(key, last),
            },
        }
    }

    fn tick(&mut self, cell: ReadCell<'_>, column: &ColumnFacts, values: &mut RowValues) {
        let Some(tick) = &column.tick else {
            values.remark(&column.label, &plain(cell.value));
            return;
        };
        let text = plain(cell.value);
        if is_no_tick(&text) {
            self.draft.account.without_meaning += 1;
            return;
        }
        if !is_tick(&text) {
            values.remark(&column.label, &text);
        }
        values.ticks.push(tick.clone());
    }

    /// A tick in the column of a theme.
    fn theme(&mut self, cell: ReadCell<'_>, column: &ColumnFacts, values: &mut RowValues) {
        let text = plain(cell.value);
        if is_no_tick(&text) {
            self.draft.account.without_meaning += 1;
            return;
        }
        let title = column.label.rsplit(" / ").next().unwrap_or(&column.label);
        self.themes(&title.replace([',', ';'], " "), values);
        if !is_tick(&text) {
            values.remark(&column.label, &text);
        }
    }

    fn themes(&mut self, text: &str, values: &mut RowValues) {
        let known = values.fields.get("themes").map_or("", String::as_str);
        let mut ids: Vec<String> =
            known.split(", ").filter(|id| !id.is_empty()).map(str::to_owned).collect();
        for title in text.split([';', ',', '\n']).map(one_line).filter(|title| !title.is_empty()) {
            let known = self.themes.get(&title).cloned();
            let id = known.unwrap_or_else(|| {
                let base = slug(&title, 60).unwrap_or_else(|| "theme".to_owned());
                let id = self.theme_ids.like(&base, |_| false);
                self.draft.themes.push((id.clone(), title.clone()));
                self.themes.insert(title, id.clone());
                id
            });
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        values.set("themes", ids.join(", "));
    }
}

/// Adds the ids that are not in the list.
fn add_new(all: &mut Vec<String>, ids: Vec<String>) {
    for id in ids {
        if !all.contains(&id) {
            all.push(id);
        }
    }
}

/// The first day of a span.
fn first_day(written: &str) -> String {
    DateSpan::parse(written).map_or_else(|_| written.to_owned(), |own| own.first().to_string())
}

/// Whether a text is more than a sign or a cross.
fn has_letters(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1
}

fn lines(text: &str) -> Vec<String> {
    let bare =
        |line: &str| one_line(line.trim().trim_start_matches(['-', '•', '*', '·', '–']).trim());
    text.split(['\n', ';']).map(bare).filter(|line| !line.is_empty()).collect()
}

/// `8`, `8.7`, `16.a`
fn is_sdg(text: &str) -> bool {
    let (goal, target) = text.split_once('.').unwrap_or((text, "1"));
    let is_goal = goal.parse::<u32>().is_ok_and(|goal| (1..=17).contains(&goal));
    let is_target = target.len() == 1 && target.bytes().all(|b| b.is_ascii_lowercase())
        || target.len() <= 2 && !target.is_empty() && target.bytes().all(|b| b.is_ascii_digit());
    is_goal && is_target
}
