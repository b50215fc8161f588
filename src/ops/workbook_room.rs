//! What the writer of workbooks needs of the system, looked at before it begins.

use std::path::Path;

use chrono::Datelike;

use crate::diagnostic::{Argument, Message, message};
use crate::model::Day;
use crate::store;
use crate::text::path_text;
use crate::workspace::{Context, Error, ErrorKind, Result};

/// Looks whether a workbook can be written that needs `needed` bytes on the disk while it is made.
///
/// # Errors
/// Where the clock stands before 1970, the system gives no thread, or `folder`, which is for
/// temporary files, has no room.
pub fn has_room_for_workbook(needed: u64, folder: &Path, today: Day) -> Result<()> {
    has_clock(today)?;
    has_thread()?;
    if needed > 0 { has_room(needed, folder) } else { Ok(()) }
}

/// The writer of workbooks notes the time, and knows none before 1970.
fn has_clock(today: Day) -> Result<()> {
    if today.year() >= 1970 {
        return Ok(());
    }
    let error = unwritable(message!(
        "workbook.clock-too-early",
        "a workbook cannot be written on {today}, where the clock of this machine stands",
        today
    ));
    Err(error.hint(message!("workbook.set-clock", "set the clock, or export to another format")))
}

/// The writer of workbooks asks for a thread without a way out.
fn has_thread() -> Result<()> {
    std::thread::Builder::new().spawn(|| ()).map(|_| ()).map_err(no_thread)
}

fn has_room(needed: u64, folder: &Path) -> Result<()> {
    let shown = path_text(folder);
    let room = store::room(folder).context(|why| {
        message!(
            "workbook.no-temporary-folder",
            "the folder for temporary files, {shown}, cannot be used: {why}",
            shown = &shown,
            why
        )
    })?;
    if room >= needed {
        return Ok(());
    }
    let what = message!(
        "workbook.too-little-room",
        "the folder for temporary files, {shown}, has too little room: some {div_ceil} MiB are needed",
        shown,
        div_ceil = needed.div_ceil(1 << 20)
    );
    Err(unwritable(what).hint(name_another()))
}

/// The error where the folder for temporary files is full.
pub fn disk_full(folder: &Path) -> Error {
    let shown = path_text(folder);
    unwritable(message!(
        "workbook.disk-full",
        "the folder for temporary files, {shown}, takes no more",
        shown
    ))
    .hint(name_another())
}

/// The error where the system gives no thread.
pub fn no_thread(why: impl Into<Argument>) -> Error {
    unwritable(message!(
        "workbook.no-thread",
        "a workbook takes a thread to write, and the system gives none: {why}",
        why = why.into()
    ))
    .hint(message!(
        "workbook.allow-processes",
        "export to another format, or allow this user more processes (`ulimit -u`)"
    ))
}

fn name_another() -> Message {
    message!("workbook.name-another-folder", "nothing was written; name another folder in TMPDIR")
}

fn unwritable(what: Message) -> Error {
    Error::new(ErrorKind::Unwritable, what)
}
