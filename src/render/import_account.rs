//! The account at the end of an import: what became of each row, column and sheet.

use crate::diagnostic::{Message, message};
use crate::report::{ImportAccount, ImportedRow, NewPlan};
use crate::text::clean_line;

/// The rows that are named one by one.
const MOST_ROWS: usize = 60;

/// The columns that are named one by one.
const MOST_COLUMNS: usize = 200;

/// The new organizations that are named one by one.
const MOST_NAMES: usize = 40;

/// What rows become, in the order of the account.
const KINDS: [ImportedRow; 8] = [
    ImportedRow::Activity,
    ImportedRow::Priority,
    ImportedRow::Milestone,
    ImportedRow::Continuation,
    ImportedRow::RepeatedHeader,
    ImportedRow::Total,
    ImportedRow::Empty,
    ImportedRow::Skipped,
];

/// Returns the account, a line for each kind.
pub(super) fn account_text(plan: &NewPlan) -> String {
    let account = &plan.account;
    let mut lines = vec![message!(
        "import.rows-read",
        "{rows#1 row|# rows} read: {kinds}",
        rows = account.total(),
        kinds = kinds(account)
    )];
    // Activities name their rows in the plan.
    let others = KINDS.into_iter().filter(|kind| *kind != ImportedRow::Activity);
    for kind in others.filter(|kind| account.count(*kind) > 0) {
        lines.push(rows_of(account, kind));
    }
    if !plan.organizations.is_empty() {
        lines.push(new_organizations(&plan.organizations));
    }
    for column in account.columns.iter().take(MOST_COLUMNS) {
        lines.push(message!(
            "import.column-left-out",
            "left out: the column `{heading}` of {sheet} ({texts#1 cell|# cells})",
            heading = clean_line(&column.heading),
            sheet = clean_line(&column.sheet),
            texts = column.texts
        ));
    }
    let more: Vec<_> = account.columns.iter().skip(MOST_COLUMNS).collect();
    if !more.is_empty() {
        lines.push(message!(
            "import.more-columns-left-out",
            "left out: {count#1 more column|# more columns} ({texts#1 cell|# cells})",
            count = more.len(),
            texts = more.iter().map(|column| column.texts).sum::<usize>()
        ));
    }
    let listed = |names: &[String]| -> String {
        names.iter().map(|name| format!("`{}`", clean_line(name))).collect::<Vec<_>>().join(", ")
    };
    let tables = account.other_tables.iter().map(|own| format!("{} ({})", own.sheet, own.cell));
    let tables: Vec<String> = tables.collect();
    if !tables.is_empty() {
        lines.push(message!(
            "import.tables-not-read",
            "{count#another table|# other tables} not read: {names}",
            count = tables.len(),
            names = listed(&tables)
        ));
    }
    if !account.other_sheets.is_empty() {
        lines.push(message!(
            "import.sheets-not-read",
            "{count#1 sheet|# sheets} not read: {names}",
            count = account.other_sheets.len(),
            names = listed(&account.other_sheets)
        ));
    }
    if account.coloured > 0 {
        lines.push(message!(
            "import.colours",
            "colours are not read; {count#1 cell is|# cells are} coloured and hold nothing",
            count = account.coloured
        ));
    }
    if account.without_meaning > 0 {
        lines.push(message!(
            "import.signs-for-nothing",
            "{count#1 cell holds|# cells hold} a sign for nothing, such as `-` or `N/A`",
            count = account.without_meaning
        ));
    }
    lines.iter().map(|line| format!("  {line}\n")).collect()
}

fn new_organizations(names: &[String]) -> Message {
    let shown: Vec<_> =
        names.iter().take(MOST_NAMES).map(|name| format!("`{}`", clean_line(name))).collect();
    let (count, names) = (names.len(), shown.join(", "));
    match count.saturating_sub(MOST_NAMES) {
        0 => message!(
            "import.new-organizations",
            "{count#1 organization is|# organizations are} new: {names}",
            count,
            names
        ),
        more => message!(
            "import.more-new-organizations",
            "{count} organizations are new: {names} and {more} more",
            count,
            names,
            more
        ),
    }
}

/// How many rows became what, as a sum.
fn kinds(account: &ImportAccount) -> String {
    let named = KINDS.into_iter().filter_map(|kind| {
        let count = account.count(kind);
        (count > 0).then(|| counted(kind, count).to_string())
    });
    named.collect::<Vec<_>>().join(" + ")
}

fn counted(kind: ImportedRow, count: usize) -> Message {
    match kind {
        ImportedRow::Activity => {
            message!("import.activities", "{count#1 activity|# activities}", count)
        }
        ImportedRow::Priority => {
            message!("import.headings", "{count#1 priority|# priorities}", count)
        }
        ImportedRow::Milestone => {
            message!("import.milestones", "{count#1 milestone|# milestones}", count)
        }
        ImportedRow::Continuation => {
            message!(
                "import.continuation-rows",
                "{count#1 continuation row|# continuation rows}",
                count
            )
        }
        ImportedRow::RepeatedHeader => {
            message!(
                "import.repeated-headers",
                "{count#1 repeated header|# repeated headers}",
                count
            )
        }
        ImportedRow::Total => message!("import.totals", "{count#1 total|# totals}", count),
        ImportedRow::Empty => {
            message!("import.empty-rows", "{count#1 empty row|# empty rows}", count)
        }
        ImportedRow::Skipped => {
            message!("import.skipped-rows", "{count#1 skipped row|# skipped rows}", count)
        }
    }
}

/// The rows of a kind, by sheet.
fn rows_of(account: &ImportAccount, kind: ImportedRow) -> Message {
    let mut named = Vec::new();
    let mut room = MOST_ROWS;
    for (number, sheet) in account.sheets.iter().enumerate() {
        let Some(rows) = account.rows.get(&(number, kind)) else { continue };
        let shown: Vec<String> = rows.iter().take(room).map(u32::to_string).collect();
        room -= shown.len();
        if shown.is_empty() {
            continue;
        }
        let rows = shown.join(", ");
        named.push(match account.sheets.len() {
            1 => rows,
            _ => format!("{}: {rows}", clean_line(sheet)),
        });
    }
    let count = account.count(kind);
    let more = count.saturating_sub(MOST_ROWS);
    let rows = named.join("; ");
    let kind = counted(kind, count);
    match more {
        0 => {
            message!("import.rows-of-a-kind", "{kind}: {count#row|rows} {rows}", kind, count, rows)
        }
        more => message!(
            "import.more-rows-of-a-kind",
            "{kind}: {count#row|rows} {rows} and {more} more",
            kind,
            count,
            rows,
            more
        ),
    }
}
