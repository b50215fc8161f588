//! A plan against an earlier revision of itself.

use crate::analysis::{Baseline, Index, PlanIndex};
use crate::diagnostic::{Message, message, note};
use crate::format::{FileSet, LeftOut, read};
use crate::report::BaselineComparison;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, LoadedPlans, Result, at_revision, cannot_open};

impl LoadedPlans<'_> {
    /// The plan against the revision that it names as its baseline, or against another one that is
    /// asked for. A baseline of the plan's own that cannot be used is left out, with a note and the
    /// reason: the rest of the figures does not depend on it.
    ///
    /// # Errors
    /// Where the revision that is asked for cannot be used.
    pub(crate) fn baseline(
        &self,
        plan: &PlanIndex<'_>,
        against: Option<&str>,
    ) -> Result<(Option<BaselineComparison>, Option<Message>)> {
        let own = plan.plan.baseline.as_ref().map(|baseline| baseline.value.trim());
        let Some(name) = against.or(own) else { return Ok((None, None)) };
        match self.against(plan, name, against.is_some()) {
            Ok(found) => Ok((Some(found), None)),
            Err(error) if against.is_some() => Err(error),
            Err(error) => {
                let why = error.in_one_line();
                self.note(note(message!(
                    "baseline.no-figures",
                    "there are no figures against the baseline of the plan: {why}",
                    why = why.clone()
                )));
                Ok((None, Some(why)))
            }
        }
    }

    /// The figures against a revision, which the user has asked for or the plan names.
    fn against(
        &self,
        plan: &PlanIndex<'_>,
        name: &str,
        is_asked: bool,
    ) -> Result<BaselineComparison> {
        let memory = self.workspace.memory(message!("baseline.a-baseline", "a baseline"))?;
        let commit = if is_asked { memory.commit(name)? } else { memory.named_commit(name)? };
        let (plan_name, shown) = (&plan.plan.name, clean_line(name).into_owned());
        let files = memory.files(&commit)?.unwrap_or_default();
        if let [first, ..] = files.unreadable.as_slice() {
            return Err(cannot_open(first).context(|why| at_revision(&shown, why)));
        }
        let mut input = FileSet::new(&self.workspace.input.folder, files.files);
        input.keep_plan(plan_name);
        let reading = read(&input);
        let index = Index::new(&reading.folder);
        let Some(then) = index.plan(plan_name) else {
            return Err(Error::not_found(message!(
                "baseline.no-such-plan",
                "there is no plan called `{plan_name}` at `{shown}`",
                plan_name,
                shown
            )));
        };
        let left_out =
            reading.left_out.get(plan_name).is_some_and(|left_out| *left_out != LeftOut::default());
        if (then.plan.broken || left_out) && !self.workspace.options.lenient {
            let failure = Error::refused(message!(
                "baseline.has-errors",
                "the plan `{plan_name}` has errors at `{shown}`",
                plan_name,
                shown
            ));
            return Err(failure.hint(message!(
                "baseline.check-tells",
                "`workplan check {plan_name} --at {name}` tells them",
                plan_name = argument(plan_name, "PLAN"),
                name = argument(name, "REV")
            )));
        }
        Ok(BaselineComparison {
            name: shown,
            revision: commit.id,
            figures: Baseline::of(then, plan, self.as_of),
        })
    }
}
