//! The sheet with the activities of a plan.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, Format, Formula, Worksheet,
    XlsxError,
};

use super::AS_OF;
use super::formats::{CellFormats, lines, put, put_text, raise};
use crate::analysis::{ActivityFacts, completed_later};
use crate::diagnostic::message;
use crate::model::Status;
use crate::report::ExportReport;
use crate::spreadsheet::{
    ACTIVITIES, COLUMNS, ColumnKind, PlanColumn, SheetCell, WORKED_OUT, shortened,
};

/// How wide the columns are that are worked out, behind those that can be edited.
const WIDTHS: [f64; 4] = [8.0, 8.0, 12.0, 12.0];

/// So many columns go on paper: up to the reason. More could not be read.
const PRINTED: u16 = 11;

/// Rows behind the last activity that are ready for new ones.
const SPARE_ROWS: u32 = 200;
const LAST_ROW: u32 = 1_048_575;

/// The hidden sheet with the ids that can be chosen.
const LISTS: &str = "lists";

impl ExportReport<'_> {
    pub(super) fn activities(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name(ACTIVITIES)?;
        // The status that can be edited is the recorded one. Where something was completed later,
        // the one on the day stands apart.
        let is_earlier = completed_later(self.plan, self.as_of.day) > 0;
        let worked_out_columns = WORKED_OUT
            .iter()
            .map(|(_, title)| *title)
            .zip(WIDTHS)
            .take(if is_earlier { 4 } else { 3 });
        let titles = COLUMNS
            .iter()
            .map(|column| column.title)
            .chain(worked_out_columns.clone().map(|(title, _)| title));
        look.heads(sheet, titles, 0)?;
        for (number, column) in (0..).zip(COLUMNS.iter()) {
            sheet
                .set_column_width(number, column.width)?
                .set_column_format(number, format_of(column, look))?;
        }
        let first = COLUMNS.len() as u16;
        let last = first + worked_out_columns.len() as u16 - 1;
        for (number, (_, width)) in (first..).zip(worked_out_columns.clone()) {
            sheet.set_column_width(number, width)?.set_column_format(number, &look.faint)?;
        }
        let mut row = 0;
        for facts in self.facts() {
            row += 1;
            let mut high = 1;
            for (number, column) in (0..).zip(COLUMNS.iter()) {
                let cell = column.read(facts.priority, facts.activity);
                let format = format_of(column, look);
                let wraps = std::ptr::eq(format, &look.text) || std::ptr::eq(format, &look.ids);
                if let (SheetCell::Text(text), true) = (&cell, wraps) {
                    high = high.max(lines(text, f64::from(column.width)));
                }
                put(sheet, row, number, &cell, format)?;
            }
            raise(sheet, row, high)?;
            worked_out(sheet, row, first, &facts, look)?;
            if is_earlier {
                put_text(sheet, row, first + 3, facts.status.in_workbooks(), &look.faint)?;
            }
        }
        let ready = (row + SPARE_ROWS).min(LAST_ROW);
        self.choices(sheet, ready)?;
        colours(sheet, ready, first + 2, look)?;
        sheet.autofilter(0, 0, row, last)?;
        sheet.set_freeze_panes(1, 3)?;
        look.paper(sheet, 0, Some((row.max(1), PRINTED - 1)))?;
        // An id stays text, and need not be marked as a number that has lost its way.
        sheet.ignore_error_range(
            0,
            0,
            ready,
            last,
            rust_xlsxwriter::IgnoreError::NumberStoredAsText,
        )?;
        Ok(())
    }

    /// The drop-down lists.
    fn choices(&self, sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
        let statuses =
            DataValidation::new().allow_list_strings(&Status::ALL.map(Status::in_workbooks))?;
        let statuses = statuses
            .set_error_title(message!("workbook.status-title", "Status"))?
            .set_error_message(
                message!("workbook.choose", "Choose one of the list").to_string() + ".",
            )?;
        for (number, column) in (0..).zip(COLUMNS.iter()) {
            let list = match column.kind {
                ColumnKind::Status => {
                    sheet.add_data_validation(1, number, last, number, &statuses)?;
                    continue;
                }
                ColumnKind::Organizations => 0,
                ColumnKind::Themes => 1,
                ColumnKind::Priority => 2,
                _ => continue,
            };
            let many = self.ids().get(list).map_or(0, Vec::len);
            if many > 0 {
                let name = column_number_to_name(list as u16);
                let formula = Formula::new(format!("={LISTS}!${name}$1:${name}${many}"));
                let choice = DataValidation::new().allow_list_formula(formula);
                // Several with commas between them are typed.
                let choice = choice
                    .set_error_style(DataValidationErrorStyle::Information)
                    .show_error_message(false);
                sheet.add_data_validation(1, number, last, number, &choice)?;
            }
        }
        Ok(())
    }

    /// Ids of organizations, themes and priorities.
    fn ids(&self) -> [Vec<&str>; 3] {
        let plan = self.plan.plan;
        let organizations =
            self.folder.organizations.iter().chain(&plan.organizations).map(|one| &*one.id.value);
        let themes = plan.themes.iter().map(|theme| &*theme.id.value);
        let priorities = plan.priorities.iter().map(|priority| &*priority.id.value);
        [organizations.collect(), themes.collect(), priorities.collect()]
    }

    pub(super) fn lists(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, ids) in (0..).zip(self.ids()) {
            for (row, id) in (0..).zip(ids) {
                sheet.write_string(row, column, id)?;
            }
        }
        Ok(())
    }
}

fn format_of<'l>(column: &PlanColumn, look: &'l CellFormats) -> &'l Format {
    match column.kind {
        ColumnKind::First | ColumnKind::Last => &look.day,
        kind if kind.is_number() => &look.number,
        ColumnKind::Text if column.is_long => &look.long,
        ColumnKind::Text if column.width >= 20 => &look.text,
        // Nothing that looks like a number may become one.
        ColumnKind::Organizations | ColumnKind::Themes | ColumnKind::Texts => &look.ids,
        _ => &look.id,
    }
}

fn done(facts: &ActivityFacts<'_>) -> f64 {
    facts.progress().tenths() as f64 / 10.0
}

fn carried(facts: &ActivityFacts<'_>) -> String {
    let carried = facts.index.carried_to(&facts.activity.id.value);
    carried.iter().map(|(plan, id)| format!("{plan}/{id}")).collect::<Vec<_>>().join(", ")
}

/// What the first three of the columns say that are worked out, as the hidden sheet keeps it.
pub(super) fn worked_out_texts(facts: &ActivityFacts<'_>) -> [String; 3] {
    [
        done(facts).to_string(),
        facts.days_late.map_or_else(String::new, |days| days.to_string()),
        shortened(carried(facts).trim()),
    ]
}

fn worked_out(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    facts: &ActivityFacts<'_>,
    look: &CellFormats,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, first, done(facts), &look.faint)?;
    if let Some(days) = facts.days_late {
        sheet.write_number_with_format(row, first + 1, days as f64, &look.faint)?;
    }
    let carried = carried(facts);
    if !carried.is_empty() {
        put_text(sheet, row, first + 2, &carried, &look.faint)?;
    }
    Ok(())
}

/// Red for what is overdue on the day of the export, which a cell of the sheet of figures holds;
/// green for what is done.
fn colours(
    sheet: &mut Worksheet,
    last: u32,
    carried: u16,
    look: &CellFormats,
) -> Result<(), XlsxError> {
    let name_of = |key: &str| {
        (0..)
            .zip(COLUMNS.iter())
            .find(|(_, column)| column.key == key)
            .map_or(0, |(number, _)| number)
    };
    let (status, due, carried) =
        (name_of("status"), name_of("due"), column_number_to_name(carried));
    let (status_name, due_name) = (column_number_to_name(status), column_number_to_name(due));
    let open: Vec<String> = Status::ALL
        .iter()
        .filter(|one| one.is_open())
        .map(|one| format!("${status_name}2=\"{}\"", one.in_workbooks()))
        .collect();
    let overdue = format!(
        "=AND(${due_name}2<>\"\",${due_name}2<{AS_OF},${carried}2=\"\",OR({}))",
        open.join(",")
    );
    let done = format!("=${status_name}2=\"{}\"", Status::Completed.in_workbooks());
    for (rule, format) in [(overdue, &look.bad), (done, &look.good)] {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        for column in [status, due] {
            sheet.add_conditional_format(1, column, last, column, &rule)?;
        }
    }
    Ok(())
}
