//! The sheet of a member: its activities, with the columns that it fills in.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

use super::formats::CellFormats;
use super::layout::{Calculated, Layout, SheetColumn};
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Message, long_day, message};
use crate::model::{Organization, Status};
use crate::report::ExportReport;
use crate::spreadsheet::member_columns;
use crate::text::clean_line;

impl ExportReport<'_> {
    pub(super) fn layout_of_member<'l>(
        &self,
        look: &'l CellFormats,
        fixed: &'l CellFormats,
        open: &'l CellFormats,
    ) -> Layout<'l> {
        let has_budget = self.facts().any(|facts| facts.activity.budget.is_some());
        let is_carried = self.facts().any(|facts| facts.carried);
        let mut columns = Vec::new();
        for (column, is_open) in member_columns(has_budget) {
            columns.push(SheetColumn::Plan(column, if is_open { open } else { fixed }));
            if column.key == "due" {
                columns.push(SheetColumn::Calculated(Calculated::ToDo));
                let carried = is_carried.then_some(SheetColumn::Calculated(Calculated::CarriedTo));
                columns.extend(carried);
            }
        }
        let lines = self.lines_for_member();
        Layout {
            header_row: lines.len() as u32,
            lines,
            is_grouped: false,
            names: self.shown_names(),
            spare: 20,
            printed: columns.len() as u16,
            columns,
            look,
            member: Some((fixed, open)),
        }
    }

    /// The lines above the table: whose it is, and what to do with it.
    fn lines_for_member(&self) -> Vec<Message> {
        let Some(member) = self.member else { return Vec::new() };
        let plan = clean_line(self.plan.plan.display_title());
        let what_to_do = message!(
            "workbook.what-to-do",
            "What to do: fill in the yellow cells where something has changed. Choose the status \
             from its list. Give a reason if an activity is on hold, postponed or cancelled, and a \
             forecast if it will be late. Write a new activity in the first empty row. Save the \
             file and send it back. As of {day}",
            day = long_day(self.as_of.day)
        );
        vec![title_line(&plan, member), what_to_do]
    }
}

/// Names the plan and the member.
pub(super) fn title_line(plan: &str, member: &Organization<'_>) -> Message {
    let name: String = clean_line(member.display_name()).chars().take(40).collect();
    message!("workbook.of-member", "{plan}: activities of {name}", plan, name)
}

/// What the member is asked to do about an activity on the day, if there is anything.
pub(super) fn to_do(facts: &ActivityFacts<'_>) -> Option<Message> {
    if let Some(days) = facts.days_late {
        let has_forecast = facts.activity.forecast.is_some_and(|day| day.last() >= facts.day);
        if has_forecast {
            return Some(message!(
                "workbook.overdue-with-forecast-to-do",
                "Overdue for {days#1 day|# days}. Completed? Is the forecast still right?",
                days
            ));
        }
        return Some(message!(
            "workbook.overdue-to-do",
            "Overdue for {days#1 day|# days}. Completed? Otherwise: forecast and reason",
            days
        ));
    }
    if facts.late_start {
        return Some(message!(
            "workbook.late-start-to-do",
            "Should have started. Has it? Otherwise: a new start"
        ));
    }
    if facts.open && facts.status == Status::OnHold {
        return Some(message!("workbook.on-hold-to-do", "On hold. Still so?"));
    }
    facts.days_left.map(|days| match days {
        0 => message!("workbook.due-today-to-do", "Due today"),
        days => message!("workbook.due-to-do", "Due in {days#1 day|# days}", days),
    })
}

/// Keeps a sheet's other cells from being changed by accident. There is no password.
pub(super) fn protect(sheet: &mut Worksheet, layout: &Layout<'_>) {
    if layout.member.is_some() {
        sheet.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
    }
}

/// Writes the lines above the headings.
pub(super) fn put_lines(sheet: &mut Worksheet, layout: &Layout<'_>) -> Result<(), XlsxError> {
    for (row, line) in (0..).zip(&layout.lines) {
        let format = if row == 0 { &layout.look.title } else { &layout.look.note };
        sheet.merge_range(row, 0, row, layout.last(), &line.to_string(), format)?;
        sheet.set_row_height(row, if row == 0 { 22.0 } else { 32.0 })?;
    }
    Ok(())
}
