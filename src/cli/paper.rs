//! A report, which can be a PDF or a document of word processors.

use super::environment::named_browser;
use super::output::CommandOutput;
use super::session::Session;
use crate::diagnostic::{message, note};
use crate::ops;
use crate::render::ReportForm;
use crate::report::PlanReport;
use crate::workspace::{Error, Result};

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportFile {
    /// Text; the form for a printer becomes a PDF.
    Text(ReportForm),
    /// A document of word processors.
    Document,
}

/// Returns the report in one of its forms.
pub(super) fn shown(
    report: &PlanReport<'_>,
    file: ReportFile,
    session: &Session,
) -> Result<CommandOutput> {
    let form = match file {
        ReportFile::Text(form) => form,
        ReportFile::Document => return document(report, session),
    };
    let text = report.render(form).map_err(Error::internal)?;
    if form == ReportForm::Paper { printed(&text, session) } else { Ok(CommandOutput::done(text)) }
}

/// Whether the output is for people or for a program that wants text.
fn is_for_text(session: &Session) -> bool {
    session.environment.out.width.is_some() || session.environment.stays
}

fn document(report: &PlanReport<'_>, session: &Session) -> Result<CommandOutput> {
    if is_for_text(session) {
        let what =
            message!("report.no-terminal-for-docx", "a Word document is not text for a terminal");
        return Err(Error::usage(what)
            .hint(message!("report.name-a-docx-file", "name a file: -o report.docx")));
    }
    let mut output = CommandOutput::raw(report.docx());
    let has_drawing = report.masthead.logo.as_ref().is_some_and(|logo| logo.size.is_none());
    output.notes.extend(has_drawing.then(|| {
        note(message!(
            "report.no-svg-in-docx",
            "the logo (`logo` in config.yaml) is an SVG picture, which not every version of Word \
            shows; the document has no logo: use a PNG or JPEG picture"
        ))
    }));
    Ok(output)
}

fn printed(page: &str, session: &Session) -> Result<CommandOutput> {
    if is_for_text(session) {
        let what = message!("report.no-terminal-for-pdf", "a PDF is not text for a terminal");
        return Err(Error::usage(what)
            .hint(message!("report.name-a-pdf-file", "name a file: -o report.pdf")));
    }
    Ok(CommandOutput::raw(ops::print_page(page, named_browser().as_deref())?))
}
