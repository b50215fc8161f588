//! What is reported once, with the rows that it is about.

use crate::diagnostic::{Message, message};

/// The rows that are named.
const MOST_ROWS: usize = 12;

/// Something to know about rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Notice {
    NoOwner,
    NoDue,
    NotADate,
    NoReason,
    CompletedOnDue,
    CompletedToday,
    CompletedLater,
    CompletedElse,
    UnknownStatus,
    StartAfterDue,
    StartAfterCompleted,
    NewId,
    NotAnId,
    TitleAlone,
    Footnote,
    FullAmounts,
    ShownInThousands,
    NoRequired,
    NoCurrency,
    OtherCurrency,
    MilestoneWithoutDate,
    NotASdg,
    UnknownReference,
    Ticked,
    NoActivityAbove,
    SeveralStatuses,
    ControlCharacters,
}

/// The rows that a notice is about.
#[derive(Debug, Default)]
pub(super) struct NoticedRows {
    /// How many there are.
    pub count: usize,
    /// Those that are named, and one more: sheet, and row from 0.
    first: Vec<(String, u32)>,
    /// The last one.
    last: Option<(String, u32)>,
}

impl NoticedRows {
    /// Adds a row, unless it is the last one.
    pub(super) fn add(&mut self, sheet: &str, row: u32) {
        match &mut self.last {
            Some((own, last)) if own == sheet && *last == row => return,
            Some((own, last)) if own == sheet => *last = row,
            last => *last = Some((sheet.to_owned(), row)),
        }
        self.count += 1;
        if self.first.len() <= MOST_ROWS {
            self.first.push((sheet.to_owned(), row));
        }
    }
}

impl Notice {
    /// The sentence, for rows that are named by sheet and number.
    pub(super) fn message(self, rows: &NoticedRows) -> Message {
        let count = rows.count;
        let rows = listed(rows);
        match self {
            Notice::NoOwner => message!(
                "import.no-owner",
                "{count#1 activity has|# activities have} no owner, and got a placeholder: {rows}",
                count,
                rows
            ),
            Notice::NoDue => message!(
                "import.no-due",
                "{count#1 activity has|# activities have} no due date, and got a TODO: {rows}",
                count,
                rows
            ),
            Notice::NotADate => message!(
                "import.text-for-a-date",
                "{count#1 row has a text|# rows have texts} in place of a date: in the remarks: {rows}",
                count,
                rows
            ),
            Notice::NoReason => message!(
                "import.no-reason",
                "{count#1 activity needs|# activities need} a reason for the status, and got a TODO: {rows}",
                count,
                rows
            ),
            Notice::CompletedOnDue => message!(
                "import.completed-on-due",
                "{count#1 activity is|# activities are} completed without a day: the due date is used: {rows}",
                count,
                rows
            ),
            Notice::CompletedToday => message!(
                "import.completed-today",
                "{count#1 activity is|# activities are} completed without a day: the day of the import is used: {rows}",
                count,
                rows
            ),
            Notice::CompletedLater => message!(
                "import.completed-later",
                "{count#1 day|# days} of completion lie in the future: taken as forecast: {rows}",
                count,
                rows
            ),
            Notice::CompletedElse => message!(
                "import.completed-else",
                "{count#1 activity has a day|# activities have days} of completion and another \
                 status: the day is in the remarks: {rows}",
                count,
                rows
            ),
            Notice::UnknownStatus => message!(
                "import.unknown-status",
                "{count#1 activity has a status that is|# activities have a status that is} not \
                 known, and became `planned`: {rows}",
                count,
                rows
            ),
            Notice::StartAfterDue => message!(
                "import.start-after-due",
                "{count#1 start is|# starts are} after the due date, and went to the remarks: {rows}",
                count,
                rows
            ),
            Notice::StartAfterCompleted => message!(
                "import.start-after-completed",
                "{count#1 start is|# starts are} after the day of completion, and went to the remarks: {rows}",
                count,
                rows
            ),
            Notice::NewId => message!(
                "import.new-id",
                "{count#1 id is|# ids are} in use by another row: numbered anew: {rows}",
                count,
                rows
            ),
            Notice::NotAnId => message!(
                "import.not-an-id",
                "{count#1 number cannot be an id, and is|# numbers cannot be ids, and are} in the remarks: {rows}",
                count,
                rows
            ),
            Notice::TitleAlone => message!(
                "import.title-alone",
                "{count#1 row with a title alone became an activity|\
                    # rows with a title alone became activities}: {rows}",
                count,
                rows
            ),
            Notice::Footnote => message!(
                "import.footnotes",
                "{count#1 footnote|# footnotes} below the plan {count#is|are} left out: {rows}",
                count,
                rows
            ),
            Notice::FullAmounts => message!(
                "import.full-amounts",
                "{count#1 amount is|# amounts are} in thousands or millions by the heading, and converted: {rows}",
                count,
                rows
            ),
            Notice::ShownInThousands => message!(
                "import.shown-in-thousands",
                "{count#1 amount is|# amounts are} shown in thousands or millions, and read as \
                 the number in the cell: {rows}",
                count,
                rows
            ),
            Notice::NoRequired => message!(
                "import.no-required-budget",
                "{count#1 budget lacks|# budgets lack} the amount that is required: the other \
                 amounts are in the remarks: {rows}",
                count,
                rows
            ),
            Notice::NoCurrency => message!(
                "import.no-currency",
                "{count#1 amount has|# amounts have} no currency, and went to the remarks: {rows}",
                count,
                rows
            ),
            Notice::OtherCurrency => message!(
                "import.other-currency",
                "{count#1 row has|# rows have} amounts in two currencies: those in the second \
                 one are in the remarks: {rows}",
                count,
                rows
            ),
            Notice::MilestoneWithoutDate => message!(
                "import.milestone-without-date",
                "{count#1 milestone has|# milestones have} no date of their own: in the remarks, \
                 or due with the activity: {rows}",
                count,
                rows
            ),
            Notice::NotASdg => message!(
                "import.not-an-sdg-target",
                "{count#1 cell holds|# cells hold} no SDG target, and went to the remarks: {rows}",
                count,
                rows
            ),
            Notice::UnknownReference => message!(
                "import.unknown-dependency",
                "{count#1 row depends|# rows depend} on an id that no row has: in the remarks: {rows}",
                count,
                rows
            ),
            Notice::ControlCharacters => message!(
                "import.control-characters",
                "{count#1 row holds|# rows hold} control characters, which were left out: {rows}",
                count,
                rows
            ),
            Notice::SeveralStatuses => message!(
                "import.several-statuses",
                "{count#1 activity has|# activities have} several statuses: the last one counts, \
                 the others are in the remarks: {rows}",
                count,
                rows
            ),
            Notice::NoActivityAbove => message!(
                "import.no-activity-above",
                "{count#1 row without a title is|# rows without a title are} left out, because \
                 no activity is above: {rows}",
                count,
                rows
            ),
            Notice::Ticked => message!(
                "import.ticks-beside-dates",
                "{count#1 row has|# rows have} dates and ticks: the dates are used: {rows}",
                count,
                rows
            ),
        }
    }
}

impl Notice {
    /// What is to be looked at in an activity.
    pub(super) fn todo(self) -> Message {
        match self {
            Notice::NoOwner => message!("import.todo-owner", "name the owner"),
            Notice::NoDue => message!("import.todo-due", "name the due date"),
            Notice::NoReason => message!("import.todo-reason", "give the reason for the status"),
            Notice::CompletedOnDue => message!(
                "import.todo-completed-on-due",
                "the sheet does not say when it was completed: the due date is used"
            ),
            Notice::CompletedToday => message!(
                "import.todo-completed-today",
                "the sheet does not say when it was completed: the day of the import is used"
            ),
            Notice::CompletedLater => message!(
                "import.todo-completed-later",
                "the sheet says that it was completed on a day in the future"
            ),
            Notice::CompletedElse => message!(
                "import.todo-completed-else",
                "the sheet gives a day of completion, and another status"
            ),
            Notice::UnknownStatus => {
                message!("import.todo-status", "the status in the sheet is not known")
            }
            Notice::StartAfterDue | Notice::StartAfterCompleted => {
                message!("import.todo-start", "the start in the sheet is after the end")
            }
            _ => message!("import.todo", "look at this activity"),
        }
    }
}

/// `Plan, rows 5, 6 and 7 more`.
fn listed(noticed: &NoticedRows) -> Message {
    let mut room = MOST_ROWS;
    let sheets = noticed.first.chunk_by(|(one, _), (other, _)| one == other).map_while(|own| {
        let shown: Vec<String> =
            own.iter().take(room).map(|(_, row)| (row + 1).to_string()).collect();
        room -= shown.len();
        let (sheet, _) = own.first().filter(|_| !shown.is_empty())?;
        Some(message!(
            "import.rows-of-a-sheet",
            "{sheet}, {count#row|rows} {rows}",
            sheet,
            count = own.len(),
            rows = shown.join(", ")
        ))
    });
    let all = sheets
        .reduce(|list, own| message!("import.rows-of-sheets", "{list}; {own}", list, own))
        .unwrap_or_else(|| Message::verbatim(""));
    match noticed.count.saturating_sub(MOST_ROWS) {
        0 => all,
        more => message!("import.rows-and-more", "{rows} and {more} more", rows = all, more),
    }
}
