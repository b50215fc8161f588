//! Content of an exported workbook that no import reads: each kind is reported once.

use std::collections::BTreeMap;

use super::column::{
    ACTIVITIES, DONE, MILESTONE_OF, MILESTONES, NOT_READ, STATE, TO_DO, WORKED_OUT,
};
use super::exported_state::ExportedState;
use super::positions::cell_name;
use super::raw_cell::RawCell;
use super::typed_value::plain_number;
use super::workbook::RawSheet;
use crate::diagnostic::{Message, message};

/// The most columns, and sheets, that are named.
const MOST_NAMED: usize = 20;

/// Reports sheets that the user has added.
pub(super) fn own_sheets(names: &[String]) -> Option<Message> {
    let ours =
        |name: &str| [ACTIVITIES, MILESTONES, STATE].contains(&name) || NOT_READ.contains(&name);
    let mut own = names.iter().filter(|name| !ours(name)).map(|name| format!("`{name}`"));
    let named = own.by_ref().take(MOST_NAMED).collect::<Vec<_>>().join(", ");
    let more = own.count();
    match more {
        _ if named.is_empty() => None,
        0 => Some(message!(
            "workbook.sheets-skipped",
            "skipped: these sheets are not part of the plan: {named}",
            named
        )),
        more => Some(message!(
            "workbook.many-sheets-skipped",
            "skipped: these sheets are not part of the plan: {named} and {more} more",
            named,
            more
        )),
    }
}

/// A column that is not read: its first cell, the number of its cells, and its kind.
struct IgnoredColumn {
    first: (u32, u32),
    many: usize,
    what: Message,
}

/// Reports the content of columns that are not read, below the header row `top`. `is_taken` tells
/// which columns are read; `id` is the column of ids.
pub(super) fn own_columns(
    sheet: &RawSheet,
    state: &ExportedState,
    top: u32,
    is_taken: &dyn Fn(u32) -> bool,
    id: Option<u32>,
    notes: &mut Vec<Message>,
) {
    let Some(heads) = sheet.rows.get(&top) else { return };
    let head = |at: u32| heads.get(&at).and_then(RawCell::text);
    let mut found: BTreeMap<u32, IgnoredColumn> = BTreeMap::new();
    for (&row, cells) in sheet.rows.range(top + 1..) {
        let own = id.and_then(|id| cells.get(&id)).and_then(RawCell::text).unwrap_or("");
        for (at, cell) in cells.iter().filter(|(at, _)| !is_taken(*at)) {
            let worked_out = head(at)
                .and_then(|head| WORKED_OUT.iter().find(|(_, title)| *title == head))
                .filter(|own| {
                    sheet.name == ACTIVITIES && (**own != TO_DO || state.member.is_some())
                });
            let said = match cell {
                RawCell::Number(share) if sheet.percents.binary_search(&(row, at)).is_ok() => {
                    plain_number(share * 100.0).unwrap_or_default()
                }
                cell => plain(cell),
            };
            // A program that keeps no formats makes 0.8 of 80%.
            let is_part = |exported: &str| {
                matches!(cell, RawCell::Number(part)
                    if plain_number(part * 100.0).is_ok_and(|shown| shown == exported))
            };
            let what = match (worked_out, head(at)) {
                // A comparison with the exported value shows whether it was changed.
                (Some((key, _)), _)
                    if !state.has(key)
                        || state.said(own, key) == said
                        || *key == DONE && is_part(state.said(own, key)) =>
                {
                    continue;
                }
                (None, Some(MILESTONE_OF))
                    if sheet.name == MILESTONES && state.said(own, "title") == said =>
                {
                    continue;
                }
                (Some((_, head)), _) => calculated(head),
                (None, Some(MILESTONE_OF)) if sheet.name == MILESTONES => calculated(MILESTONE_OF),
                (None, Some(head)) => {
                    message!(
                        "workbook.column-skipped",
                        "skipped: the column `{head}` is not part of the plan",
                        head
                    )
                }
                (None, None) => message!(
                    "workbook.nameless-column-skipped",
                    "skipped: the column {column} has no heading",
                    column = cell_name(0, at).trim_end_matches('1')
                ),
            };
            found.entry(at).or_insert(IgnoredColumn { first: (row, at), many: 0, what }).many += 1;
        }
    }
    let more = found.len().saturating_sub(MOST_NAMED);
    notes.extend(found.into_values().take(MOST_NAMED).map(
        |IgnoredColumn { first: (row, at), many, what }| {
            message!(
                "workbook.content-skipped",
                "{place}: {what} ({many#1 cell|# cells})",
                place = format!("{}!{}", sheet.name, cell_name(row, at)),
                what,
                many
            )
        },
    ));
    if more > 0 {
        notes.push(message!(
            "workbook.more-columns-skipped",
            "{sheet}: {more#1 more column is|# more columns are} skipped",
            sheet = &sheet.name,
            more
        ));
    }
}

/// Refuses a value in the row of a heading of a group.
pub(super) fn in_a_heading(heading: &str) -> Message {
    message!(
        "workbook.value-in-a-heading",
        "this row is the heading `{heading}`: write an activity in a row of its own",
        heading
    )
}

fn calculated(head: &str) -> Message {
    message!(
        "workbook.calculated-column",
        "`{head}` is calculated: changes in this column are ignored",
        head
    )
}

/// Reports text above the header row `top` that was not exported.
pub(super) fn text_above(sheet: &RawSheet, state: &ExportedState, top: u32) -> Option<Message> {
    let lines = state.member.as_ref().map_or(&[][..], |member| &member.lines);
    let is_exported = |row: u32, column: u32, cell: &RawCell| {
        let is_line = |line: &String| cell.text().is_some_and(|text| text == line.trim());
        // An earlier version did not keep the lines.
        let is_unknown = state.member.is_some() && lines.is_empty() && sheet.name == ACTIVITIES;
        lines.iter().any(is_line) || is_unknown && row < 2 && column == 0
    };
    let above = sheet
        .rows
        .range(..top)
        .flat_map(|(&row, cells)| cells.iter().map(move |(column, cell)| (row, column, cell)));
    let mut own = above.filter(|(row, column, cell)| !is_exported(*row, *column, cell));
    let (row, column, _) = own.next()?;
    Some(message!(
        "workbook.text-above",
        "{place}: text above the table is not read ({many#1 cell|# cells})",
        place = format!("{}!{}", sheet.name, cell_name(row, column)),
        many = own.count() + 1
    ))
}

/// Returns the content of a cell as the hidden sheet keeps it.
fn plain(cell: &RawCell) -> String {
    match cell {
        RawCell::Text(text) => text.clone(),
        RawCell::Number(number) => plain_number(*number).unwrap_or_default(),
        RawCell::Day(day) => day.to_string(),
        RawCell::Odd(what) => what.to_string(),
    }
}
