//! `workplan digest`: shows each organization what concerns it now.

use crate::cli::args::{Digest, EntryKind, Format, for_a_calendar};
use crate::cli::mails::one_mail;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops::{self, DigestOptions};
use crate::render::DigestForm;
use crate::report::CalendarView;
use crate::workspace::{Error, Result};

pub(super) const FORMS: &[(Format, DigestForm)] = &[
    (Format::Table, DigestForm::Table),
    (Format::Json, DigestForm::Json),
    (Format::Markdown, DigestForm::Markdown),
    (Format::Html, DigestForm::Html),
    (Format::Eml, DigestForm::Eml),
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
        if form == DigestForm::Eml {
            report.sender = ops::own_email(plans);
        }
        if let Some(folder) = &self.out_dir {
            return self.to_folder(session, plans, report, form, folder);
        }
        if form == DigestForm::Eml {
            return one_mail(session, plans, &report);
        }
        let text = report.render(form, &session.environment.out).map_err(Error::internal)?;
        Ok(CommandOutput::done(text))
    }
}
