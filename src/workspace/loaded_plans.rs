//! The plans as they were read, and what is said beside an answer about them.

use super::Workspace;
use super::error::{Error, Result};
use crate::analysis::{AsOf, FolderState, Index, PlanIndex};
use crate::diagnostic::{Diagnostic, Level, Message, message};
use crate::format::Reading;
use crate::report::{FoundFaults, MissingParts};
use crate::rules::CheckResult;
use crate::text::Sources;

/// The plans, and what is needed to look at them.
pub struct LoadedPlans<'f> {
    /// The folder that they were read from.
    pub workspace: &'f Workspace,
    /// What the files say, and what is wrong with them.
    pub reading: &'f Reading<'f>,
    /// The plans with what is needed to follow their references.
    pub index: &'f Index<'f>,
    /// The day that the figures are for.
    pub as_of: AsOf,
    /// The texts.
    pub sources: &'f Sources,
    /// The revision that messages name; none where it is clear.
    at: Option<&'f str>,
}

impl<'f> LoadedPlans<'f> {
    pub(super) fn new(
        workspace: &'f Workspace,
        reading: &'f Reading<'f>,
        index: &'f Index<'f>,
        as_of: AsOf,
        at: Option<&'f str>,
    ) -> Self {
        LoadedPlans { workspace, reading, index, as_of, sources: &workspace.input.sources, at }
    }

    /// All the plans, by period, then by name. Refused if one of them has errors.
    pub fn all(&self) -> Result<Vec<&'f PlanIndex<'f>>> {
        self.refuse_errors(&|_| true)?;
        let mut plans: Vec<&PlanIndex<'f>> = self.index.plans().collect();
        if plans.is_empty() {
            return Err(self.workspace.no_plans());
        }
        self.note_completed_later(plans.iter().copied());
        self.note_no_plan();
        plans.sort_by_key(|plan| {
            (plan.plan.period.map(|period| period.start.value), &plan.plan.name)
        });
        Ok(plans)
    }

    /// Says something beside the answer, once.
    pub fn note(&self, note: Message) {
        self.workspace.notes.add(note);
    }

    /// Ends the run where these plans, the organizations or the settings have errors, unless what
    /// can be read is asked for.
    pub fn refuse_errors(&self, wanted: &dyn Fn(&str) -> bool) -> Result<()> {
        if self.workspace.options.lenient {
            self.note_left_out(wanted);
            return Ok(());
        }
        let mut verdict = CheckResult::structural(self.reading, self.index, self.as_of);
        verdict.keep_plans(wanted);
        let errors: Vec<(Level, Diagnostic)> = verdict
            .findings
            .into_iter()
            .filter(|(level, finding)| *level == Level::Error && !finding.check_alone)
            .collect();
        if errors.is_empty() {
            self.note_left_out(wanted);
            return Ok(());
        }
        Err(Error::plans(
            self.at.map(|at| {
                message!("read.errors-at", "these errors are in the files at `{at}`", at)
            }),
            FoundFaults::counted(errors, self.sources),
        )
        .hint(message!(
            "read.fix-or-lenient",
            "fix them, or add --lenient to see what can be read"
        )))
    }

    /// The state for a comparison, with figures for that day.
    pub fn state(&self, as_of: AsOf) -> FolderState<'f> {
        let faulty =
            self.reading.diagnostics.iter().filter_map(|fault| fault.plan.as_deref()).collect();
        FolderState::new(self.index, as_of).with_faulty(faulty)
    }

    /// What is missing from these plans because it cannot be read; none where nothing is.
    pub fn left_out(&self, wanted: &dyn Fn(&str) -> bool) -> Option<MissingParts> {
        let all = self
            .reading
            .left_out
            .iter()
            .filter(|(plan, _)| plan.is_empty() || wanted(plan))
            .map(|(_, left_out)| left_out);
        let mut found = MissingParts::default();
        for one in all {
            found.activities += one.activities;
            found.values += one.values;
        }
        found.plans =
            self.index.plans().filter(|plan| wanted(&plan.plan.name) && plan.plan.broken).count();
        Some(found).filter(|found| *found != MissingParts::default())
    }

    fn note_left_out(&self, wanted: &dyn Fn(&str) -> bool) {
        self.left_out(wanted).into_iter().for_each(|parts| self.note(parts.sentence(self.at)));
    }
}
