//! A report, which can be a PDF.

use super::environment::named_browser;
use super::output::CommandOutput;
use super::session::Session;
use crate::diagnostic::message;
use crate::ops;
use crate::render::ReportForm;
use crate::report::PlanReport;
use crate::workspace::{Error, Result};

/// Returns the report in one of its forms.
pub(super) fn shown(
    report: &PlanReport<'_>,
    form: ReportForm,
    session: &Session,
) -> Result<CommandOutput> {
    let text = report.render(form).map_err(Error::internal)?;
    if form == ReportForm::Paper { printed(&text, session) } else { Ok(CommandOutput::done(text)) }
}

fn printed(page: &str, session: &Session) -> Result<CommandOutput> {
    if session.environment.out.width.is_some() || session.environment.stays {
        let what = message!("report.no-terminal-for-pdf", "a PDF is not text for a terminal");
        return Err(Error::usage(what)
            .hint(message!("report.name-a-pdf-file", "name a file: -o report.pdf")));
    }
    Ok(CommandOutput::raw(ops::print_page(page, named_browser().as_deref())?))
}
