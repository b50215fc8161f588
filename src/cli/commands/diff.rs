use clap::Args;

use crate::analysis::{Index, diff};
use crate::cli::args::{Common, typed};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::render::{DiffSide, DiffView};
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Options, Result};

/// Show what changed, in the plan's own terms
///
/// Without arguments: what you have changed since the last commit. With one revision: since then.
/// With two: between them; the day is then that of the second one.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan diff\n  workplan diff HEAD~1 --plan 2024\n  workplan diff v2024 main\n  workplan diff --merge-base main --format markdown      a comment for a pull request\n  workplan diff --fail                                   ends with 1 if there are changes"
)]
pub(in crate::cli) struct Diff {
    /// The revision to compare with
    #[arg(value_name = "BASE", default_value = "HEAD", hide_default_value = true)]
    base: String,

    /// The revision to look at; otherwise the files as they are
    #[arg(value_name = "HEAD")]
    head: Option<String>,

    /// The plans to look at; otherwise all of them
    #[arg(long = "plan", value_name = "PLAN")]
    plans: Vec<String>,

    /// Compare with the commit from which BASE and this line of history part: what a pull request
    /// brings
    #[arg(long)]
    merge_base: bool,

    /// End with 1 if there are changes
    #[arg(long)]
    fail: bool,
}

impl Diff {
    /// The common flags, as if the revision to look at had been named by `--at`: they mean the
    /// same.
    pub(in crate::cli) fn common(&self, common: &Common) -> Result<Common> {
        if self.head.is_some() && common.at.is_some() && self.head != common.at {
            return Err(
                Error::usage("--at and HEAD name two revisions to look at").hint("leave --at away")
            );
        }
        Ok(Common { at: self.head.clone().or(common.at.clone()), ..common.clone() })
    }

    /// The revision to compare with.
    pub(in crate::cli) fn base(&self) -> &str {
        &self.base
    }

    pub(in crate::cli) fn run(&self, session: &mut Session) -> Result<CommandOutput> {
        let is_measure = self.merge_base || self.fail;
        let memory = if is_measure { session.measure("diff")? } else { session.memory("diff")? };
        let base = if self.merge_base {
            memory.merge_base(&self.base, "workplan diff")?
        } else {
            memory.commit(&self.base)?
        };
        session.compare_with(&memory, &self.base, base)?;
        let (earlier, now) = session.read_both()?;
        let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
        let [before, after] = session.both_plans([(&earlier, &index_earlier), (&now, &index_now)]);
        self.show(session, &before, &after)
    }

    /// The command that shows the same in the terminal.
    fn command(&self, options: &Options) -> String {
        let mut words = vec!["workplan", "diff"];
        words.extend(self.merge_base.then_some("--merge-base"));
        words.extend(
            Some(self.base.as_str())
                .filter(|base| self.merge_base || self.head.is_some() || *base != "HEAD"),
        );
        words.extend(self.head.as_deref());
        words.extend(self.plans.iter().flat_map(|plan| ["--plan", plan]));
        let at = options.at.clone().filter(|_| self.head.is_none());
        typed(&words) + &Options { at, ..options.clone() }.retyped()
    }

    fn show(
        &self,
        session: &Session,
        before: &LoadedPlans<'_>,
        after: &LoadedPlans<'_>,
    ) -> Result<CommandOutput> {
        let is_asked =
            |name: &str| self.plans.is_empty() || self.plans.iter().any(|plan| plan == name);
        for name in &self.plans {
            if before.index.plan(name).is_none() {
                session.plan_exists(after.index, name)?;
            }
        }
        before.refuse_errors(&is_asked)?;
        after.refuse_errors(&is_asked)?;
        after.note_completed_later(after.index.plans().filter(|plan| is_asked(&plan.plan.name)));
        let side = |name: &str, id: &str| DiffSide {
            name: clean_line(name).into_owned(),
            id: id.to_owned(),
        };
        let mut plans = diff(&before.state(before.as_of), &after.state(after.as_of));
        plans.retain(|plan| is_asked(plan.name));
        for path in session.input.changed_beside_plans() {
            after.note(format!(
                "note: {} has changed as well, which is not shown: diff compares the plans",
                clean_line(path)
            ));
        }
        let has_changes = !plans.is_empty();
        let view = DiffView {
            as_of: after.as_of.day,
            base: session.base.as_ref().map(|base| side(&base.name, &base.commit.id)),
            head: session
                .commit
                .as_ref()
                .map(|commit| side(session.options.at.as_deref().unwrap_or_default(), &commit.id)),
            plans,
            command: self.command(&session.options),
            left_out: [before.left_out(&is_asked), after.left_out(&is_asked)],
            bands: after.reading.folder.config.rating,
        };
        Ok(session.show(&view)?.found_if(self.fail && has_changes))
    }
}
