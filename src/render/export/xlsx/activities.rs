//! The sheet with the activities of a plan.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ConditionalFormatFormula, Format, IgnoreError, Worksheet, XlsxError};

use super::AS_OF;
use super::formats::{CellFormats, lines, put, put_share, raise};
use super::layout::{Calculated, Layout, SheetColumn};
use super::member::{protect, put_lines, to_do};
use crate::analysis::ActivityFacts;
use crate::model::{Decimal, Status};
use crate::report::ExportReport;
use crate::spreadsheet::{ACTIVITIES, ColumnKind, PlanColumn, SheetCell, WORKED_OUT, shortened};

const LAST_ROW: u32 = 1_048_575;
/// The most lines of a long text for which a row is made high, if it is not printed.
const MOST_ASIDE: usize = 2;

impl ExportReport<'_> {
    pub(super) fn activities(
        &self,
        sheet: &mut Worksheet,
        layout: &Layout<'_>,
    ) -> Result<(), XlsxError> {
        let look = layout.look;
        sheet.set_name(ACTIVITIES)?;
        put_lines(sheet, layout)?;
        look.heads(sheet, layout.columns.iter().map(SheetColumn::title), layout.header_row)?;
        for (number, own) in (0..).zip(&layout.columns) {
            sheet.set_column_width(number, own.width())?;
            // A format of a column also counts below the rows, where nothing is to be filled in.
            if layout.member.is_none() {
                sheet.set_column_format(number, own.format(look))?;
            }
        }
        let mut row = layout.header_row;
        let groups = match layout.is_grouped {
            true => self.priority_rows(row + 1),
            false => Vec::new(),
        };
        sheet.group_symbols_above(true);
        groups.iter().try_for_each(|group| group.fold(sheet))?;
        let mut groups = groups.iter().peekable();
        for facts in self.facts() {
            row += 1;
            if let Some(group) = groups.next_if(|group| group.heading == row) {
                group.put(sheet, layout)?;
                row += 1;
            }
            let mut high = 1;
            for (at, own) in (0..).zip(&layout.columns) {
                let (cell, format) = (own.shown(&facts, layout), own.format(look));
                if let (SheetCell::Text(text), true) = (&cell, own.wraps()) {
                    // Some paragraphs are read in the cell itself: a row does not fill the screen.
                    let is_aside = own.is_long() && at >= layout.printed;
                    let most = if is_aside { MOST_ASIDE } else { usize::MAX };
                    high = high.max(lines(text, own.width()).min(most));
                }
                if let (SheetCell::Number(share), Some(formats)) = (&cell, own.of_shares(look)) {
                    put_share(sheet, (row, at), *share, formats)?;
                    continue;
                }
                match (&cell, layout.member) {
                    (SheetCell::Empty, Some(_)) => drop(sheet.write_blank(row, at, format)?),
                    _ => put(sheet, row, at, &cell, format)?,
                }
            }
            raise(sheet, row, high)?;
        }
        let ready = (row + layout.spare).min(LAST_ROW);
        if let Some((_, open)) = layout.member {
            for new in row + 1..=ready {
                for (number, own) in (0..).zip(&layout.columns) {
                    if let SheetColumn::Plan(column, _) = own {
                        sheet.write_blank(new, number, format_of(column, open))?;
                    }
                }
            }
        }
        self.choices(sheet, layout, ready)?;
        colours(sheet, layout, ready)?;
        sheet.autofilter(layout.header_row, 0, row, layout.last())?;
        sheet.set_freeze_panes(layout.header_row + 1, 3)?;
        let printed = (row.max(layout.header_row + 1), layout.printed - 1);
        look.paper(sheet, layout.header_row, Some(printed))?;
        // An id stays text, and need not be marked as a number that has lost its way.
        sheet.ignore_error_range(0, 0, ready, layout.last(), IgnoreError::NumberStoredAsText)?;
        protect(sheet, layout);
        Ok(())
    }
}

impl SheetColumn<'_> {
    fn title(&self) -> &'static str {
        match self {
            SheetColumn::Plan(column, _) => column.title,
            SheetColumn::Calculated(own) => own.names().1,
        }
    }

    fn width(&self) -> f64 {
        match self {
            SheetColumn::Plan(column, _) => f64::from(column.width),
            SheetColumn::Calculated(Calculated::Done | Calculated::DaysLate) => 8.0,
            SheetColumn::Calculated(Calculated::CarriedTo | Calculated::StatusOnDay) => 12.0,
            SheetColumn::Calculated(Calculated::ToDo) => 34.0,
        }
    }

    fn format<'l>(&'l self, look: &'l CellFormats) -> &'l Format {
        match self {
            SheetColumn::Plan(column, look) => format_of(column, look),
            SheetColumn::Calculated(Calculated::ToDo) => &look.text,
            SheetColumn::Calculated(Calculated::Done) => &look.faint_part,
            SheetColumn::Calculated(_) => &look.faint,
        }
    }

    fn read(&self, facts: &ActivityFacts<'_>) -> SheetCell {
        match self {
            SheetColumn::Plan(column, _) => column.read(facts.priority, facts.activity),
            SheetColumn::Calculated(own) => own.read(facts),
        }
    }

    /// Its value as the cell shows it: organizations by their short names.
    fn shown(&self, facts: &ActivityFacts<'_>, layout: &Layout<'_>) -> SheetCell {
        match (self, self.read(facts)) {
            (SheetColumn::Plan(column, _), SheetCell::Text(ids))
                if column.kind == ColumnKind::Organizations =>
            {
                SheetCell::Text(layout.names.names(&ids))
            }
            (_, cell) => cell,
        }
    }

    /// The formats of percentages, whole ones and others, if it has some.
    fn of_shares<'l>(&'l self, look: &'l CellFormats) -> Option<[&'l Format; 2]> {
        match self {
            SheetColumn::Plan(column, look) if column.kind == ColumnKind::Share => {
                Some([&look.part, &look.decimal])
            }
            SheetColumn::Calculated(Calculated::Done) => {
                Some([&look.faint_part, &look.faint_decimal])
            }
            _ => None,
        }
    }

    fn is_long(&self) -> bool {
        matches!(self, SheetColumn::Plan(column, _) if column.is_long)
    }

    /// Whether it shows its text on several lines, and rows become high enough for it.
    fn wraps(&self) -> bool {
        match self {
            SheetColumn::Plan(column, _) if column.is_long => true,
            SheetColumn::Plan(column, look) => {
                let format = format_of(column, look);
                std::ptr::eq(format, &look.text) || std::ptr::eq(format, &look.ids)
            }
            SheetColumn::Calculated(own) => *own == Calculated::ToDo,
        }
    }
}

impl Calculated {
    /// The key in the hidden sheet, and the heading.
    fn names(self) -> (&'static str, &'static str) {
        let [done, days_late, carried_to, status, to_do] = WORKED_OUT;
        match self {
            Calculated::Done => done,
            Calculated::DaysLate => days_late,
            Calculated::CarriedTo => carried_to,
            Calculated::StatusOnDay => status,
            Calculated::ToDo => to_do,
        }
    }

    /// Returns its value for an activity.
    fn read(self, facts: &ActivityFacts<'_>) -> SheetCell {
        let text =
            |text: String| if text.is_empty() { SheetCell::Empty } else { SheetCell::Text(text) };
        match self {
            Calculated::Done => number(&done(facts).to_string()),
            Calculated::DaysLate => {
                facts.days_late.map_or(SheetCell::Empty, |days| number(&days.to_string()))
            }
            Calculated::CarriedTo => text(carried(facts)),
            Calculated::StatusOnDay => text(facts.status.in_workbooks().to_owned()),
            Calculated::ToDo => text(to_do(facts).map_or_else(String::new, String::from)),
        }
    }
}

fn format_of<'l>(column: &PlanColumn, look: &'l CellFormats) -> &'l Format {
    match column.kind {
        ColumnKind::First | ColumnKind::Last => &look.day,
        ColumnKind::Share => &look.part,
        kind if kind.is_number() => &look.number,
        ColumnKind::Text if column.is_long => &look.long,
        ColumnKind::Text if column.width >= 20 => &look.text,
        // Nothing that looks like a number may become one.
        ColumnKind::Organizations | ColumnKind::Themes | ColumnKind::Texts => &look.ids,
        _ => &look.id,
    }
}

fn number(text: &str) -> SheetCell {
    Decimal::parse(text).map_or(SheetCell::Empty, SheetCell::Number)
}

fn done(facts: &ActivityFacts<'_>) -> f64 {
    facts.progress().tenths() as f64 / 10.0
}

fn carried(facts: &ActivityFacts<'_>) -> String {
    let carried = facts.index.carried_to(&facts.activity.id.value);
    carried.iter().map(|(plan, id)| format!("{plan}/{id}")).collect::<Vec<_>>().join(", ")
}

impl Layout<'_> {
    /// The keys of the calculated columns in the hidden sheet.
    pub(super) fn calculated_keys(&self) -> impl Iterator<Item = &'static str> {
        self.calculated().map(|own| own.names().0)
    }

    /// The values of the calculated columns, as the hidden sheet keeps them.
    pub(super) fn calculated_texts(&self, facts: &ActivityFacts<'_>) -> Vec<String> {
        let text = |own: Calculated| match own {
            Calculated::Done => done(facts).to_string(),
            Calculated::DaysLate => {
                facts.days_late.map_or_else(String::new, |days| days.to_string())
            }
            Calculated::CarriedTo => shortened(carried(facts).trim()),
            Calculated::StatusOnDay | Calculated::ToDo => own.read(facts).plain(),
        };
        self.calculated().map(text).collect()
    }

    fn calculated(&self) -> impl Iterator<Item = Calculated> {
        self.columns.iter().filter_map(|own| match own {
            SheetColumn::Calculated(own) => Some(*own),
            SheetColumn::Plan(..) => None,
        })
    }
}

/// Red for what is overdue on the day of the export, which a cell of the workbook holds; green for
/// what is done.
fn colours(sheet: &mut Worksheet, layout: &Layout<'_>, last: u32) -> Result<(), XlsxError> {
    let first = layout.header_row + 1;
    let cell = |column: u16| format!("${}{}", column_number_to_name(column), first + 1);
    let (status, due) = (layout.number_of("status"), layout.number_of("due"));
    let (status_cell, due_cell) = (cell(status), cell(due));
    let open: Vec<String> = Status::ALL
        .iter()
        .filter(|one| one.is_open())
        .map(|one| format!("{status_cell}=\"{}\"", one.in_workbooks()))
        .collect();
    let carried = layout.number_of_calculated(Calculated::CarriedTo);
    let not_carried = carried.map_or_else(String::new, |at| format!("{}=\"\",", cell(at)));
    let overdue =
        format!("=AND({due_cell}<>\"\",{due_cell}<{AS_OF},{not_carried}OR({}))", open.join(","));
    let done = format!("={status_cell}=\"{}\"", Status::Completed.in_workbooks());
    let look = layout.look;
    for (rule, formats) in [(overdue, [&look.bad, &look.late]), (done, [&look.good, &look.good])] {
        for (column, format) in [status, due].into_iter().zip(formats) {
            let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
            sheet.add_conditional_format(first, column, last, column, &rule)?;
        }
    }
    Ok(())
}
