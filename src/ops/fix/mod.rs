//! Makes the fixes that are certain, and those alone.

mod fixer;
mod harmless;

use std::collections::BTreeMap;

use self::fixer::{Fixer, look};
use self::harmless::{MOST_TRIALS, harmless};
use super::journal::EditCommand;
use super::names::Names;
use super::write::{refuse_closed, write_texts};
use crate::analysis::Index;
use crate::diagnostic::{Diagnostic, Level, Message, message};
use crate::format::{read, rule};
use crate::report::{FileChange, Fixes};
use crate::text::{Edit, FileId};
use crate::workspace::{Result, Workspace};

/// How often it is followed that a fix brings another one to light: a misspelt key, whose value is
/// a date in another order.
const ROUNDS: usize = 4;

/// Makes the fixes that are certain in the named parts of a folder, as long as no error comes of
/// it.
///
/// # Errors
/// If what is named is not there, or a file cannot be written or has changed meanwhile.
pub fn fix(workspace: &Workspace, names: &Names, dry_run: bool) -> Result<Fixes> {
    if !dry_run {
        refuse_closed(workspace, dry_run)?;
    }
    let fixed = fixes_of(workspace, names)?;
    if !dry_run {
        let texts: Vec<(FileId, &str)> =
            fixed.texts.iter().map(|(&file, text)| (file, text.as_str())).collect();
        write_texts(workspace, &texts, EditCommand::Fix, Vec::new())?;
    }
    let change = |(&file, text): (&FileId, &String)| FileChange {
        path: workspace.way.path(&workspace.input.sources[file].path),
        before: workspace.input.sources[file].text.clone(),
        after: text.clone(),
    };
    let preview = dry_run.then(|| fixed.texts.iter().map(change).collect());
    Ok(Fixes { count: fixed.count, note: fixed.note, preview })
}

/// Works out the fixes of the named parts of a folder.
pub(super) fn fixes_of(workspace: &Workspace, names: &Names) -> Result<FixResult> {
    match names {
        Names::Plans(plans) => {
            if !plans.is_empty() {
                let reading = read(&workspace.input);
                let index = Index::new(&reading.folder);
                plans.iter().try_for_each(|name| workspace.plan_exists(&index, name).map(drop))?;
            }
            Ok(FixResult::of(workspace, &|finding| {
                finding.plan.as_ref().is_none_or(|plan| names.may_have(plan))
            }))
        }
        Names::Files(files) => {
            let ids = files.ids(workspace)?;
            Ok(FixResult::of(workspace, &|finding| ids.contains(&finding.span.file)))
        }
    }
}

/// The files of a folder with what is certain fixed.
pub(super) struct FixResult {
    /// The new texts.
    texts: BTreeMap<FileId, String>,
    /// How many findings were fixed.
    pub count: usize,
    /// What to say of fixes that were left out without being tried.
    note: Option<Message>,
}

impl FixResult {
    /// Fixes what can be fixed among the findings that are wanted, as long as no new error comes
    /// of it.
    fn of(workspace: &Workspace, wanted: &dyn Fn(&Diagnostic) -> bool) -> Self {
        let (before, activities) = look(workspace, &workspace.input);
        let fixes =
            |found: &[(Level, Diagnostic)], of: &dyn Fn(&Diagnostic) -> bool| -> Vec<Edit> {
                found
                    .iter()
                    .filter(|(_, finding)| wanted(finding) && of(finding))
                    .filter_map(|(_, finding)| finding.fix.clone())
                    .collect()
            };
        let mut fixer = Fixer { workspace, input: workspace.input.with_edits(&[]), before };
        // A fault of syntax hides what else is wrong, so what comes to light does not speak against
        // its fix.
        let is_syntax = |finding: &Diagnostic| finding.rule == rule::SYNTAX;
        let mut first = None;
        let syntax = fixes(&fixer.before, &is_syntax);
        let decided = harmless(&syntax, &activities, |edits| {
            let made = fixer.fix(edits, 1);
            let brought = fixer.brought(&made, &is_syntax);
            first = brought.is_empty().then_some(made).or(first.take());
            brought
        });
        let mut activities = activities;
        let mut count = 0;
        if let Some(made) = first.filter(|_| !decided.kept.is_empty()) {
            count = made.count;
            (fixer.before, activities) = look(workspace, &made.input);
            fixer.input = made.input;
        }
        let mut last = None;
        let decided = harmless(&fixes(&fixer.before, &|_| true), &activities, |edits| {
            let made = fixer.fix(edits, ROUNDS);
            let brought = fixer.brought(&made, &|_| true);
            last = brought.is_empty().then_some(made).or(last.take());
            brought
        });
        let note = (decided.open > 0).then(|| {
            message!(
                "fix.too-many-trials",
                "{open} more left out: {most} trials did not show which of them cause an \
                error; fix them by hand",
                open = decided.open,
                most = MOST_TRIALS
            )
        });
        let mut input = &fixer.input;
        if let Some(made) = last.as_ref().filter(|_| !decided.kept.is_empty()) {
            count += made.count;
            input = &made.input;
        }
        let new = input
            .sources
            .iter()
            .filter(|(id, source)| source.text != workspace.input.sources[*id].text);
        FixResult {
            texts: new.map(|(id, source)| (id, source.text.clone())).collect(),
            count,
            note,
        }
    }
}
