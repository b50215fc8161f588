//! A workbook, and a calm end where its writer panics.

use std::panic;
use std::path::Path;
use std::process;

use super::color_when::ColorWhen;
use super::environment::Environment;
use super::output::{ExitStatus, complain};
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::ops::{disk_full, has_room_for_workbook, no_thread};
use crate::report::ExportReport;
use crate::workspace::{Error, ErrorKind, Result};

/// Returns the plan as a workbook.
pub(super) fn workbook(report: &ExportReport<'_>, today: Day) -> Result<Vec<u8>> {
    let folder = std::env::temp_dir();
    has_room_for_workbook(report.xlsx_on_disk(), &folder, today)?;
    exit_on_temp_full(&folder);
    report.xlsx().map_err(|error| {
        Error::new(ErrorKind::Unwritable, Message::verbatim(error.to_string())).context(|why| {
            message!("workbook.does-not-fit", "the plan does not fit in a workbook: {why}", why)
        })
    })
}

/// The library that writes workbooks panics where a temporary file takes no more (another program
/// has filled the disk meanwhile, or a file may not be so long), and where no further thread can be
/// made. Nothing is written by then, and its files have no names, so the run can end like any other
/// that fails.
fn exit_on_temp_full(folder: &Path) {
    let failures = std::sync::Mutex::new(Some((
        disk_full(folder),
        no_thread(message!("export.all-threads-in-use", "all are in use")),
    )));
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
