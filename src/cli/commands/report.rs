//! `workplan report`: writes the report.

use crate::analysis::Index;
use crate::cli::args::{Format, Report};
use crate::cli::output::CommandOutput;
use crate::cli::paper::{ReportFile, shown};
use crate::cli::session::Session;
use crate::ops::{self, ReportOptions};
use crate::render::ReportForm;
use crate::workspace::Result;

pub(super) const FORMS: &[(Format, ReportFile)] = &[
    (Format::Markdown, ReportFile::Text(ReportForm::Markdown)),
    (Format::Html, ReportFile::Text(ReportForm::Html)),
    (Format::Pdf, ReportFile::Text(ReportForm::Paper)),
    (Format::Docx, ReportFile::Document),
    (Format::Json, ReportFile::Text(ReportForm::Json)),
];

impl Report {
    pub(in crate::cli) fn run(&self, session: &mut Session) -> Result<CommandOutput> {
        let file = session.common.format(FORMS)?;
        let (plan, contacts) = (self.plan.clone(), self.contacts);
        let options = ReportOptions { plan, contacts, audience: self.readers.into() };
        if let Some(since) = &self.since {
            ops::open_earlier(session, since)?;
        }
        let (mut before, mut now) = session.read_both()?;
        ops::leave_out_people(options.audience, [&mut before, &mut now]);
        let (index_before, index_now) = (Index::new(&before.folder), Index::new(&now.folder));
        let [before, now] = session.both_plans([(&before, &index_before), (&now, &index_now)]);
        let before = self.since.is_some().then_some(&before);
        shown(&ops::report(&now, before, &options)?, file, session)
    }
}
