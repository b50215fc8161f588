//! Which parts of a folder are named to be checked, and which of the findings are about them.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Level, message};
use crate::rules::CheckResult;
use crate::text::{Span, clean_line};
use crate::workspace::{Error, NamedFiles, Options, Result, Workspace, by_folder, is_file_name};

/// The parts of a folder that are named.
pub enum Names {
    /// Plans; all of them if none is named.
    Plans(Vec<String>),
    /// Files.
    Files(NamedFiles),
}

impl Default for Names {
    fn default() -> Self {
        Names::Plans(Vec::new())
    }
}

/// A folder, and the parts of it that are named.
pub struct NamedFolder {
    /// The options that open it.
    pub options: Options,
    /// The parts.
    pub names: Names,
}

/// Finds the folders of plans, or of files, that are named.
///
/// # Errors
/// If plans and files are named together, or a file lies in no workplans folder.
pub fn named_folders(options: &Options, words: &[String]) -> Result<Vec<NamedFolder>> {
    let (files, plans): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| is_file_name(word, options));
    if files.is_empty() {
        return Ok(vec![NamedFolder { options: options.clone(), names: Names::Plans(plans) }]);
    }
    if let [plan, ..] = plans.as_slice() {
        let what = message!(
            "check.is-not-a-file",
            "`{plan}` is not a file, and the others are",
            plan = clean_line(plan)
        );
        return Err(Error::usage(what)
            .hint(message!("check.plans-or-files", "name plans alone, or files alone")));
    }
    let folder = |files: NamedFiles| NamedFolder {
        options: files.options.clone(),
        names: Names::Files(files),
    };
    Ok(by_folder(options, &files)?.into_iter().map(folder).collect())
}

impl Names {
    /// Whether a plan is among them; of files, each of the folder's plans may be.
    pub(super) fn may_have(&self, plan: &String) -> bool {
        match self {
            Names::Plans(plans) => plans.is_empty() || plans.contains(plan),
            Names::Files(_) => true,
        }
    }

    /// Keeps the findings that are about them. An error about two places is of both files; and
    /// where a change is judged, each error of a plan is of all its files, for it may excuse what
    /// one of them has lost.
    ///
    /// # Errors
    /// If a file that is named is not there.
    pub(super) fn keep(
        &self,
        verdict: &mut CheckResult,
        workspace: &Workspace,
        is_change: bool,
    ) -> Result<()> {
        let files = match self {
            Names::Plans(plans) => {
                if !plans.is_empty() {
                    verdict.keep_all_about(|plan| plans.iter().any(|wanted| wanted == plan));
                }
                return Ok(());
            }
            Names::Files(files) => files.ids(workspace)?,
        };
        let plans: BTreeSet<&str> =
            if is_change { workspace.input.plans_of(&files) } else { BTreeSet::new() };
        let is_in = |span: Span| files.contains(&span.file);
        let is_of_plan =
            |finding: &Diagnostic| finding.plan.as_deref().is_some_and(|plan| plans.contains(plan));
        verdict.findings.retain(|(level, finding)| {
            let is_error = *level == Level::Error;
            is_in(finding.span)
                || is_error
                    && (finding.labels.iter().any(|label| is_in(label.span)) || is_of_plan(finding))
        });
        Ok(())
    }
}
