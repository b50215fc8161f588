//! The files of `digest`: one for each organization that has something to do.

use std::path::Path;

use super::args::Digest;
use super::output::CommandOutput;
use super::session::Session;
use super::workbook::workbook;
use crate::diagnostic::{Message, list_of_first, message, note};
use crate::ops;
use crate::render::{DigestForm, Terminal, digest_files};
use crate::report::{Attachment, DigestReport};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, LoadedPlans, Result};

/// The most replaced files that a note names.
const MOST_NAMED: usize = 12;

impl Digest {
    /// Writes a file for each organization that has something to do, and says where.
    pub(super) fn to_folder(
        &self,
        session: &Session,
        plans: &LoadedPlans<'_>,
        report: DigestReport<'_>,
        form: DigestForm,
        folder: &Path,
    ) -> Result<CommandOutput> {
        let mut notes = match form {
            DigestForm::Eml => report.contact_notes(),
            _ => Vec::new(),
        };
        let files = digest_files(report, form, |one| match form {
            DigestForm::Eml => {
                notes.extend(one.recipient_notes());
                notes.extend(without_address(one));
                mail(session, plans, one)
            }
            _ => one.render(form, &Terminal::PIPE).map(String::into_bytes).map_err(Error::internal),
        })?;
        let here = &session.options.here;
        ops::refuse_among_plans(&plans.workspace.folder, here, folder)?;
        let replaced = replaced(&here.join(folder), &files);
        let written = ops::write_set(here, folder, files)?;
        notes.extend(replaced);
        let said: String = written
            .iter()
            .map(|path| {
                format!(
                    "{}
",
                    clean_line(&path_text(path))
                )
            })
            .collect();
        let mut output = CommandOutput::done(said).after_writing(true);
        if written.is_empty() {
            notes.push(message!(
                "digest.nothing-to-do",
                "no organization has anything to do now, so no file is written"
            ));
        }
        output.notes = notes;
        Ok(output)
    }
}

/// Notes which files said something else before.
fn replaced(folder: &Path, files: &[(String, Vec<u8>)]) -> Option<Message> {
    let said_else = |(name, new): &&(String, Vec<u8>)| {
        let path = folder.join(name);
        let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
        is_file && std::fs::read(path).is_ok_and(|old| old != *new)
    };
    let names = files.iter().filter(said_else).map(|(name, _)| Message::verbatim(clean_line(name)));
    let names = list_of_first(names.collect(), MOST_NAMED)?;
    Some(note(message!(
        "digest.replaced",
        "these files said something else before: {names}",
        names
    )))
}

/// Answers with the mail to the one organization that was asked for.
pub(super) fn one_mail(
    session: &Session,
    plans: &LoadedPlans<'_>,
    report: &DigestReport<'_>,
) -> Result<CommandOutput> {
    if let ([], [owner]) = (report.organizations.as_slice(), report.owners.as_slice()) {
        let (id, plan) = (clean_line(owner), clean_line(&report.plan.plan.name));
        let what =
            message!("digest.owns-nothing", "`{id}` owns no activity in the plan {plan}", id, plan);
        return Err(Error::not_found(what));
    }
    let [_] = report.organizations.as_slice() else {
        let what = message!(
            "digest.one-mail",
            "each organization gets a mail of its own, and a file holds only one mail"
        );
        return Err(Error::usage(what).hint(message!(
            "digest.name-one-or-a-folder",
            "name the organization with --owner, or a folder for all with --out-dir"
        )));
    };
    let mut output = CommandOutput::raw(mail(session, plans, report)?);
    output.notes.extend(report.contact_notes());
    output.notes.extend(report.recipient_notes());
    output.notes.extend(without_address(report));
    Ok(output)
}

/// Returns the mail to the first organization of a digest, with its sheet.
fn mail(session: &Session, plans: &LoadedPlans<'_>, report: &DigestReport<'_>) -> Result<Vec<u8>> {
    let Some(one) = report.organizations.first() else { return Ok(Vec::new()) };
    let plan = Some(report.plan.plan.name.as_str());
    let sheet = ops::member_sheet(plans, plan, &[one.id.to_owned()])?;
    let bytes = workbook(&sheet.report, session.options.today)?;
    let sheet = Attachment { name: sheet.file, bytes };
    report.mail(Some(&sheet)).map_err(Error::internal)
}

/// Notes that a mail has no address.
fn without_address(report: &DigestReport<'_>) -> Option<Message> {
    let id = report.organizations.first().filter(|_| !report.has_recipient())?.id;
    Some(note(message!(
        "digest.no-address",
        "`{id}` has no focal point with an email address: its mail has no recipient",
        id = clean_line(id)
    )))
}
