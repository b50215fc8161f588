//! Exports into a folder: the sheet of each member, or what each commit did.

use std::path::{Path, PathBuf};

use super::args::{Export, Format};
use super::output::CommandOutput;
use super::session::Session;
use super::workbook::workbook;
use crate::ops;
use crate::report::FactLine;
use crate::text::{clean_line, path_text};
use crate::workspace::Result;

impl Export {
    /// Writes the files, and says where.
    pub(super) fn to_folder(&self, session: &Session, folder: &Path) -> Result<CommandOutput> {
        let written = match self.history {
            true => self.facts(session, folder)?,
            false => self.member_sheets(session, folder)?,
        };
        let line = |path: &PathBuf| format!("{}\n", clean_line(&path_text(path)));
        let lines: String = written.iter().map(line).collect();
        Ok(CommandOutput::done(lines).after_writing(true))
    }

    fn facts(&self, session: &Session, folder: &Path) -> Result<Vec<PathBuf>> {
        if session.common.format.is_some() {
            session.common.format(&[(Format::Ndjson, ())])?;
        }
        let line = |fact: &FactLine<'_>| fact.ndjson();
        ops::export_history(session, self.plan.as_deref(), folder, &line)
    }

    fn member_sheets(&self, session: &Session, folder: &Path) -> Result<Vec<PathBuf>> {
        if session.common.format.is_some() {
            session.common.format(&[(Format::Xlsx, ())])?;
        }
        self.fits(Format::Xlsx)?;
        let plans = &session.load()?;
        let members = ops::member_sheets(plans, self.plan.as_deref(), &self.owners)?;
        let here = &session.options.here;
        ops::has_no_file_yet(here, folder, &members)?;
        let books = members.into_iter().map(|sheet| {
            workbook(&sheet.report, session.options.today).map(|bytes| (sheet.file, bytes))
        });
        ops::write_set(here, folder, books.collect::<Result<_>>()?)
    }
}
