//! `workplan digest`: shows each organization what concerns it now.

use crate::cli::args::{Digest, EntryKind, Format, for_a_calendar};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::diagnostic::message;
use crate::ops::{self, DigestOptions};
use crate::render::{DigestForm, digest_files};
use crate::report::CalendarView;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

pub(super) const FORMS: &[(Format, DigestForm)] = &[
    (Format::Table, DigestForm::Table),
    (Format::Json, DigestForm::Json),
    (Format::Markdown, DigestForm::Markdown),
    (Format::Html, DigestForm::Html),
    (Format::Ics, DigestForm::Ics),
];

impl Digest {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMS)?;
        if self.kind == EntryKind::Todo && form != DigestForm::Ics {
            return Err(for_a_calendar("--as"));
        }
        let plans = &session.load()?;
        let options = DigestOptions { plan: self.plan.clone(), owners: self.owner.clone() };
        let mut report = ops::digest(plans, &options)?;
        if form == DigestForm::Ics {
            let as_tasks = self.kind == EntryKind::Todo;
            let calendar = plans.calendar(report.plan);
            report.calendar = Some(CalendarView { as_tasks, contacts: true, ..calendar });
        }
        let Some(folder) = &self.out_dir else {
            let text = report.render(form, &session.environment.out).map_err(Error::internal)?;
            return Ok(CommandOutput::done(text));
        };
        let files = digest_files(report, form).map_err(Error::internal)?;
        let written = ops::write_set(&session.options.here, folder, files)?;
        let said: String = written
            .iter()
            .map(|path| format!("{}\n", clean_line(&path.display().to_string())))
            .collect();
        let mut output = CommandOutput::done(said).after_writing(true);
        if written.is_empty() {
            output.notes.push(message!(
                "digest.nothing-to-do",
                "no organization has anything to do now, so no file is written"
            ));
        }
        Ok(output)
    }
}
