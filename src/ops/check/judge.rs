//! Judges a folder alone, or against the commits from which a change of it comes.

use super::base_notes::about_base;
use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, Level, Message, message, note};
use crate::format::{Reading, read_both};
use crate::ops::explain::rule_cards;
use crate::ops::names::Names;
use crate::report::{RuleCard, UnopenedFile, UnopenedState};
use crate::rules::{Comparison, TipActivity, judge};
use crate::store::Unreadable;
use crate::text::{clean_line, path_text};
use crate::workspace::{ComparisonBase, Result, Workspace, a_plan, is_unopened};

/// What was found in one folder.
#[derive(Default)]
pub(super) struct Judged {
    /// The findings.
    pub found: Vec<(Level, Diagnostic)>,
    /// The rules with the levels of the folder.
    pub rules: Vec<RuleCard>,
    /// What to say beside the findings.
    pub notes: Vec<Message>,
    /// The files of the base that could not be opened.
    pub unopened: Vec<UnopenedFile>,
    /// The folder with the state that it was compared with last.
    pub compared: Option<Workspace>,
}

/// Judges a folder; where there is a base, against each commit from which the change comes.
pub(super) fn judge_folder(
    workspace: &Workspace,
    base: Option<&str>,
    names: &Names,
) -> Result<Judged> {
    match base {
        Some(base) => judge_change(workspace, base, names),
        None => judge_state(workspace, names),
    }
}

fn judge_change(workspace: &Workspace, base: &str, names: &Names) -> Result<Judged> {
    let memory = workspace.measure("--base")?;
    let commits = memory.starts_of_change(base)?;
    let has_others = commits.len() > 1;
    let mut all = Judged::default();
    let mut unreadable: Vec<Unreadable> = Vec::new();
    for commit in commits {
        let mut compared = workspace.compared_with(&memory, base, commit)?;
        if let Some(base) = &mut compared.base {
            base.has_others = has_others;
        }
        let mut one = judge_state(&compared, names)?;
        all.found.append(&mut one.found);
        one.notes.retain(|note| !all.notes.contains(note));
        all.notes.append(&mut one.notes);
        all.rules = one.rules;
        unreadable.extend(compared.base.iter().flat_map(|base| base.unreadable.iter().cloned()));
        all.compared = Some(compared);
    }
    if has_others {
        all.found.sort_by(|(_, a), (_, b)| (a.span, a.key()).cmp(&(b.span, b.key())));
        all.found.dedup();
        unreadable.sort_by(|a, b| (&a.path, &a.why).cmp(&(&b.path, &b.why)));
        unreadable.dedup();
    }
    if let Some(base) = all.compared.as_ref().and_then(|compared| compared.base.as_ref()) {
        all.unopened = unreadable.iter().map(|one| unopened_at(base, one)).collect();
    }
    Ok(all)
}

/// Reports a file of the base that could not be opened: it raises no rule. Where the clone does not
/// have it, nobody can say that all is well.
fn unopened_at(base: &ComparisonBase, unreadable: &Unreadable) -> UnopenedFile {
    let state =
        if unreadable.is_missing { UnopenedState::MissingBase } else { UnopenedState::Base };
    UnopenedFile {
        what: message!(
            "check.cannot-open-at",
            "at `{at}`, {what}",
            at = &base.name,
            what = is_unopened(unreadable)
        ),
        state,
    }
}

/// Judges the state of a folder, and its change where it has a base.
fn judge_state(workspace: &Workspace, names: &Names) -> Result<Judged> {
    if workspace.base.is_none() {
        let (snapshot, earlier) = (workspace.snapshot(), Reading::default());
        let before = Index::new(&earlier.folder);
        let states = [(&earlier, &before), (snapshot.reading(), snapshot.index())];
        return judge_read(workspace, names, states);
    }
    let (earlier, reading) = read_both(&workspace.input);
    let (before, index) = (Index::new(&earlier.folder), Index::new(&reading.folder));
    judge_read(workspace, names, [(&earlier, &before), (&reading, &index)])
}

/// Judges states that were read, the earlier one first.
fn judge_read(
    workspace: &Workspace,
    names: &Names,
    [(earlier, before), (reading, index)]: [(&Reading<'_>, &Index<'_>); 2],
) -> Result<Judged> {
    let as_of = AsOf { day: workspace.day(), soon: reading.folder.config.soon };
    if let Names::Plans(plans) = names {
        let known = |name: &String| !workspace.unreadable.is_empty() || before.plan(name).is_some();
        for name in plans.iter().filter(|name| !known(name)) {
            workspace.plan_exists(index, name)?;
        }
    }
    let present = TipActivity {
        index,
        reading,
        input: &workspace.input,
        all_opened: workspace.unreadable.is_empty(),
    };
    let mut since = workspace
        .base
        .is_some()
        .then(|| Comparison::new(before, &present, as_of, workspace.day_of_question()));
    if let Some(since) = &mut since {
        since.commits = workspace.commits(&reading.folder.config, since)?;
    }
    let mut verdict = judge(reading, index, as_of, since.as_ref());
    workspace.point_at_newer(&mut verdict);
    for help in verdict.findings.iter_mut().filter_map(|(_, finding)| finding.help.as_mut()) {
        workspace.options.add_dir(help);
    }
    names.keep(&mut verdict, workspace, since.is_some())?;
    let mut notes = match &workspace.base {
        Some(base) => {
            about_base(base, (earlier, before), (index, workspace.day_of_question()), names)
        }
        None => Vec::new(),
    };
    let is_empty = workspace.unreadable.is_empty() && index.plans().next().is_none();
    if verdict.findings.is_empty() && is_empty {
        let folder = path_text(&workspace.folder);
        notes.push(note(message!(
            "check.no-plan",
            "there is no plan in {folder}; {a_plan}",
            folder = clean_line(&folder),
            a_plan = a_plan()
        )));
    }
    let rules = rule_cards(&reading.folder.config.rules);
    Ok(Judged { found: verdict.findings, rules, notes, ..Judged::default() })
}
