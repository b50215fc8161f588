//! A page as a PDF, printed by a browser that is there.

use std::ffi::OsStr;
use std::time::Duration;

use crate::diagnostic::{Message, message};
use crate::store::{self, Unprinted};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Result};

/// How long a browser may take. A thousand activities take it some seconds.
const LIMIT: Duration = Duration::from_secs(120);

/// Prints a page that needs nothing but itself; returns the PDF. `named` is the browser that the
/// user has named, a path or a name on the `PATH`.
///
/// # Errors
/// Where no browser is found, or it prints nothing.
pub fn print_page(page: &str, named: Option<&OsStr>) -> Result<Vec<u8>> {
    let Some(program) = store::find_browser(named) else {
        return Err(no_browser(named).hint(by_hand()));
    };
    store::print(page, &program, LIMIT).map_err(|why| {
        let browser = path_text(&program);
        let what = match why {
            Unprinted::TooSlow => message!(
                "report.browser-too-slow",
                "{browser} printed nothing in {seconds} seconds and was stopped",
                browser,
                seconds = LIMIT.as_secs()
            ),
            Unprinted::Nothing(said) => message!(
                "report.browser-printed-nothing",
                "{browser} printed no complete PDF: {said}",
                browser,
                said = clean_line(&said)
            ),
            Unprinted::Io(error) => message!(
                "report.browser-not-started",
                "{browser} cannot print the report: {error}",
                browser,
                error
            ),
        };
        Error::new(ErrorKind::Unwritable, what).hint(by_hand())
    })
}

fn no_browser(named: Option<&OsStr>) -> Error {
    match named {
        Some(named) => Error::not_found(message!(
            "report.named-browser-missing",
            "WORKPLAN_BROWSER names no program: {browser}",
            browser = clean_line(&named.to_string_lossy())
        )),
        None => Error::not_found(message!(
            "report.no-browser",
            "a PDF is printed by Chromium, Chrome or Edge, and none of them was found"
        ))
        .hint(message!(
            "report.name-browser",
            "install one, or name the program in the variable WORKPLAN_BROWSER"
        )),
    }
}

fn by_hand() -> Message {
    message!(
        "report.print-by-hand",
        "write the page with -o report.html and print it from any browser"
    )
}
