//! What came of an import, as output: for `import` and for `init --from-sheet`.

use super::environment::Environment;
use super::output::CommandOutput;
use crate::render::{import_account, import_json, import_text, new_folder_text};
use crate::report::{Import, NewFolder};

/// Shows what came of a file. Of a new plan that is only shown, standard error has the account.
pub(super) fn import_output(
    import: &Import,
    is_json: bool,
    environment: &Environment,
) -> CommandOutput {
    let text = match is_json {
        true => import_json(import),
        false => import_text(import, &environment.out),
    };
    let account = match import {
        Import::Plan(plan) if plan.preview.is_some() && !is_json => import_account(plan),
        _ => String::new(),
    };
    let output = CommandOutput::done(text).found_if(import.has_conflicts());
    CommandOutput { findings: account, ..output.after_writing(import.has_written()) }
}

/// Shows what a folder was begun with: the plan, the files and the next steps.
pub(super) fn begun_output(import: &Import, environment: &Environment) -> CommandOutput {
    let mut output = import_output(import, false, environment);
    if let Import::Plan(plan) = import {
        let folder = NewFolder { written: plan.files.clone(), next: plan.next.clone() };
        let text = new_folder_text(&folder);
        output.output.get_or_insert_default().extend(format!("\n{text}").bytes());
    }
    output
}
