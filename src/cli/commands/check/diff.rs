//! `check --diff`: show what `--fix` would change.

use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::diagnostic::message;
use crate::ops::{self, NamedFolder};
use crate::render::unified_diff;
use crate::workspace::{Result, Workspace};

/// Shows what `--fix` would change. Nothing is written, and nothing found fault with.
pub(super) fn show_diff(
    folders: &[NamedFolder],
    environment: &Environment,
) -> Result<CommandOutput> {
    let (mut text, mut count, mut notes) = (String::new(), 0, Vec::new());
    for folder in folders {
        let fixes = ops::fix(&Workspace::new(&folder.options)?, &folder.names, true)?;
        let files = fixes.preview.iter().flatten();
        text += &files.map(|file| unified_diff(file, &environment.out)).collect::<String>();
        count += fixes.count;
        notes.extend(fixes.note);
    }
    let mut output = CommandOutput::done(text);
    output.notes.push(message!(
        "check.to-fix",
        "{count} to fix; `workplan check --fix` does it",
        count
    ));
    output.notes.append(&mut notes);
    Ok(output)
}
