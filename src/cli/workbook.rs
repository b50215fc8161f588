//! A workbook and the temporary files that a long one needs while it is made.

use super::args::ColorWhen;
use super::environment::Environment;
use super::output::complain;
use std::panic;
use std::path::Path;
use std::process;

use chrono::Datelike;

use super::output::ExitStatus;
use crate::model::Day;
use crate::render::ExportView;
use crate::store;
use crate::workspace::{Context, Error, ErrorKind, Result};

/// The plan as a workbook.
pub(super) fn workbook(view: &ExportView<'_>, today: Day) -> Result<Vec<u8>> {
    has_clock(today)?;
    has_thread()?;
    let (needed, folder) = (view.xlsx_on_disk(), std::env::temp_dir());
    if needed > 0 {
        room_for(needed, &folder)?;
    }
    end_calmly(&folder);
    view.xlsx().map_err(|error| {
        Error::new(ErrorKind::Unwritable, error.to_string())
            .context("the plan does not fit in a workbook")
    })
}

/// Ends the run where the clock stands before 1970: the writer of workbooks notes the time, and
/// knows none before that.
fn has_clock(today: Day) -> Result<()> {
    if today.year() >= 1970 {
        return Ok(());
    }
    let failure = Error::usage(format!(
        "a workbook cannot be written on {today}, where the clock of this machine stands"
    ));
    Err(failure.hint("set the clock, or export to another format"))
}

/// Ends the run where the system gives no further thread: the writer of workbooks asks for one
/// without a way out.
fn has_thread() -> Result<()> {
    std::thread::Builder::new()
        .spawn(|| ())
        .map(|_| ())
        .map_err(|error| no_thread(&error.to_string()))
}

/// Ends the run where the folder for temporary files has no room for the rows.
fn room_for(needed: u64, folder: &Path) -> Result<()> {
    let shown = folder.display();
    let room = store::room(folder)
        .with_context(|| format!("the folder for temporary files, {shown}, cannot be used"))?;
    if room >= needed {
        return Ok(());
    }
    let what = format!(
        "the folder for temporary files, {shown}, has too little room: some {} MiB are needed",
        needed.div_ceil(1 << 20)
    );
    Err(Error::usage(what).hint("nothing was written; name another folder in TMPDIR"))
}

/// The library that writes workbooks panics where a temporary file takes no more (another program
/// has filled the disk meanwhile, or a file may not be so long), and where no further thread can be
/// made. Nothing is written by then, and its files have no names, so the run can end like any other
/// that fails.
fn end_calmly(folder: &Path) {
    let disk = Error::usage(format!(
        "the folder for temporary files, {}, takes no more",
        folder.display()
    ));
    let disk = disk.hint("nothing was written; name another folder in TMPDIR");
    let failures = std::sync::Mutex::new(Some((disk, no_thread("all are in use"))));
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let is_thread = panic
            .payload()
            .downcast_ref::<String>()
            .is_some_and(|said| said.contains("failed to spawn thread"));
        let is_library =
            panic.location().is_some_and(|place| place.file().contains("rust_xlsxwriter"));
        let Some((disk, thread)) = failures
            .lock()
            .ok()
            .and_then(|mut both| both.take())
            .filter(|_| is_thread || is_library)
        else {
            return usual(panic);
        };
        let error = if is_thread { thread } else { disk };
        complain(&error.into(), &Environment::terminal(ColorWhen::Never));
        process::exit(ExitStatus::Failed as i32);
    }));
}

fn no_thread(why: &str) -> Error {
    let failure = Error::usage(format!(
        "a workbook takes a thread to write, and the system gives none: {why}"
    ));
    failure.hint("export to another format, or allow this user more processes (`ulimit -u`)")
}
