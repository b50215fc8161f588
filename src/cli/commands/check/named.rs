//! What is named to be checked, and which of the findings are about that.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Level};
use crate::rules::CheckResult;
use crate::text::Span;
use crate::workspace::{NamedFiles, Result, Workspace};

/// By what the parts of a folder are named.
#[derive(Clone, Copy)]
pub(super) enum Names<'a> {
    /// Plans; all of them if none is named.
    Plans(&'a [String]),
    /// Files.
    Files(&'a NamedFiles),
}

impl Names<'_> {
    /// Keeps what is found about them. An error about two places is of both files; and where a
    /// change is judged, each error of a plan is of all its files, for it may excuse what one of
    /// them has lost.
    ///
    /// # Errors
    /// Where a file that is named is not there.
    pub(super) fn keep(
        self,
        verdict: &mut CheckResult,
        session: &Workspace,
        is_change: bool,
    ) -> Result<()> {
        let files = match self {
            Names::Plans([]) => return Ok(()),
            Names::Plans(plans) => {
                verdict.keep_all_about(|plan| plans.iter().any(|wanted| wanted == plan));
                return Ok(());
            }
            Names::Files(files) => files.ids(session)?,
        };
        let plans: BTreeSet<&str> =
            if is_change { session.input.plans_of(&files) } else { BTreeSet::new() };
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
