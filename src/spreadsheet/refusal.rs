//! Messages for files that cannot be read, and for cells without a value.

use super::bounds::{MOST_CELLS, MOST_MERGED, MOST_ROWS, MOST_RUN, MOST_TEXT};
use std::fmt::Display;

use super::cell::MOST_CHARS;
use crate::diagnostic::{Argument, Message, message};

/// The message for a file with a password.
pub(super) fn encrypted() -> Message {
    message!("workbook.encrypted", "it is encrypted: save it without a password")
}

/// The message for a file that ends too early.
pub(super) fn cut_off() -> Message {
    message!("workbook.cut-off", "it is damaged or cut off: it ends in the middle of its content")
}

/// The message for a file that a reader cannot read on, with its reason.
pub(super) fn damaged_or_cut_off(why: impl Display) -> Message {
    let why = why.to_string();
    message!("workbook.damaged-or-cut-off", "it is damaged or cut off: {why}", why)
}

/// The message for a part that a reader refuses, with its reason.
pub(super) fn damaged(why: impl Display) -> Message {
    message!("workbook.damaged", "it is damaged: {why}", why = why.to_string())
}

/// The message for a packed file that cannot be opened.
pub(super) fn cannot_be_unpacked(why: impl Display) -> Message {
    message!("workbook.cannot-be-unpacked", "it cannot be unpacked: {why}", why = why.to_string())
}

/// The message for a packed file that holds too many bytes.
pub(super) fn unpacks_to_too_much(most: u64) -> Message {
    message!(
        "workbook.unpacks-to-too-much",
        "it unpacks to more than {most} MiB",
        most = most >> 20
    )
}

/// The message for a file with too many cells.
pub(super) fn too_many_cells() -> Message {
    message!("workbook.too-many-cells", "it has more than {most} cells", most = MOST_CELLS)
}

/// The message for a file with too many rows.
pub(super) fn too_many_rows() -> Message {
    message!("workbook.too-many-rows", "its sheets have more than {most} rows", most = MOST_ROWS)
}

/// The message for a file with too much text.
pub(super) fn too_much_text() -> Message {
    message!(
        "workbook.too-much-text",
        "its cells hold more than {most} MiB of text",
        most = MOST_TEXT >> 20
    )
}

/// The message for a file whose cells share too many texts.
pub(super) fn too_many_shared_texts(most: usize) -> Message {
    message!("workbook.too-many-shared-texts", "its cells share more than {most} texts", most)
}

/// The message for a sheet with too many merged cells.
pub(super) fn merged_too_often() -> Message {
    message!(
        "workbook.merged-too-often",
        "cells are merged in more than {most} places",
        most = MOST_MERGED
    )
}

/// The message for tags inside tags inside tags.
pub(super) fn nested_too_deep(most: usize) -> Message {
    message!("workbook.nested-too-deep", "tags are nested more than {most} deep", most)
}

/// The message for the format of a number that is too long.
pub(super) fn format_too_long(most: usize) -> Message {
    message!("workbook.format-too-long", "a format in it takes more than {most} bytes", most)
}

/// The message for a text that is too long, while it is read.
pub(super) fn text_too_long() -> Message {
    message!(
        "workbook.text-too-long",
        "a text is longer than {most} characters, the most that a cell may hold",
        most = MOST_CHARS
    )
}

/// The message for a tag that is too long, while it is read.
pub(super) fn tag_too_long() -> Message {
    message!("workbook.tag-too-long", "a tag is longer than {most} KiB", most = MOST_RUN >> 10)
}

/// The message for too many blanks between two tags.
pub(super) fn too_many_blanks() -> Message {
    message!(
        "workbook.too-many-blanks",
        "more than {most} KiB of blanks stand between two tags",
        most = MOST_RUN >> 10
    )
}

/// The message for a cell with too much text.
pub(super) fn cell_too_long(place: impl Into<Argument>) -> Message {
    message!(
        "workbook.cell-too-long",
        "{place} holds more than {most} characters, the most that a cell may hold",
        place = place.into(),
        most = MOST_CHARS
    )
}

/// The message for a cell where no sheet has one.
pub(super) fn beyond_last_cell(place: impl Into<Argument>) -> Message {
    message!(
        "workbook.beyond-last-cell",
        "{place} is beyond the last cell of a sheet, XFD1048576",
        place = place.into()
    )
}

/// The message for two sheets in one place.
pub(super) fn same_as_another_sheet(name: &str) -> Message {
    message!(
        "workbook.same-as-another-sheet",
        "its sheet `{name}` is the same as another one",
        name
    )
}

/// The message for a cell whose text is not there.
pub(super) fn no_such_text() -> Message {
    message!(
        "workbook.no-such-text",
        "it is damaged: a cell has the number of a text that is not there"
    )
}

/// The message for text where no tag has begun.
pub(super) fn text_before_first_tag() -> Message {
    message!("workbook.text-before-first-tag", "there is text before its first tag")
}

/// The message for a tag of another prefix among cells.
pub(super) fn tag_of_another_kind() -> Message {
    message!("workbook.tag-of-another-kind", "there is a tag of another kind among its cells")
}

/// The message for a file with too many tags.
pub(super) fn too_many_tags(most: usize) -> Message {
    message!("workbook.too-many-tags", "up to here it has more than {most} tags", most)
}

/// The message for a part with too many tags of one name.
pub(super) fn too_many_entries(most: usize, name: &str) -> Message {
    message!("workbook.too-many-entries", "it has more than {most} tags `{name}`", most, name)
}

/// The message for a part that claims to hold too many texts.
pub(super) fn declares_too_many_texts(most: usize) -> Message {
    message!(
        "workbook.declares-too-many-texts",
        "it says that its cells share more than {most} texts",
        most
    )
}

/// The message for a date system that one reader sees and another one does not.
pub(super) fn misplaced_date_system() -> Message {
    message!("workbook.misplaced-date-system", "its date system is set in an unexpected place")
}

/// The message for a relation without a target.
pub(super) fn relation_to_nowhere() -> Message {
    message!("workbook.relation-to-nowhere", "it is damaged: a relation in it leads nowhere")
}

/// A message with its place before it: a cell, a part or a sheet.
pub(super) fn placed(place: impl Into<Argument>, what: impl Into<Argument>) -> Message {
    let (place, what) = (place.into(), what.into());
    message!("workbook.placed", "{place}: {what}", place, what)
}

/// A message about a sheet.
pub(super) fn in_sheet(name: &str, what: impl Into<Argument>) -> Message {
    message!("workbook.in-sheet", "the sheet `{name}`: {what}", name, what = what.into())
}

/// Names a cell with a time and no day.
pub(super) fn a_time_of_day() -> Message {
    message!("workbook.a-time-of-day", "a time of day")
}

/// Names a cell with a date that does not exist.
pub(super) fn a_date_that_no_calendar_has() -> Message {
    message!("workbook.a-date-that-no-calendar-has", "a date that no calendar has")
}

/// Names a cell with an error of a formula.
pub(super) fn the_error(name: impl Display) -> Message {
    message!("workbook.the-error", "the error {name}", name = name.to_string())
}

/// Names a cell by its content, which is not a value.
pub(super) fn the_content(content: impl Display) -> Message {
    message!("workbook.the-content", "`{content}`", content = content.to_string())
}
