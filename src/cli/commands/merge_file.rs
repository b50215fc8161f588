//! `workplan merge-file`: merges two versions of a plan file.

use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::diagnostic::Message;
use crate::ops::{self, MergeFilesOptions};
use crate::render::file_merge_lines;
use crate::text::clean;
use crate::workspace::Result;

pub(super) use crate::cli::args::merge_file::MergeFile;

impl MergeFile {
    pub(super) fn run(&self, common: &Common, environment: &Environment) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let is_shown = self.stdout || common.output.is_some();
        let options = MergeFilesOptions { keep_ours: is_shown, ..self.options() };
        let merge = ops::merge_files(&common.options(environment), &options)?;
        let mut output = CommandOutput::default().found_if(!merge.is_clean);
        output.notes = file_merge_lines(&merge).into_iter().map(Message::verbatim).collect();
        if is_shown {
            let is_terminal = environment.out.width.is_some() && common.output.is_none();
            output.is_raw = !is_terminal;
            output.output = Some(match is_terminal {
                true => clean(&String::from_utf8_lossy(&merge.bytes)).into_owned().into_bytes(),
                false => merge.bytes,
            });
        }
        Ok(output)
    }
}
