//! What changed between two states of the plans.

use crate::analysis;
use crate::diagnostic::{message, note};
use crate::report::{DiffReport, DiffSide};
use crate::text::clean_line;
use crate::workspace::{LoadedPlans, Result, Workspace};

/// What is compared.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DiffOptions {
    /// The revision to compare with.
    pub base: String,
    /// Whether to compare with the commit at which `base` and the present line of history part.
    pub from_merge_base: bool,
    /// Whether the answer decides something, so that a change must not choose its own measure.
    pub is_gate: bool,
    /// The plans to look at; otherwise all of them.
    pub plans: Vec<String>,
}

impl DiffOptions {
    fn is_asked(&self, name: &str) -> bool {
        self.plans.is_empty() || self.plans.iter().any(|plan| plan == name)
    }
}

/// Finds the revision to compare with, and reads its files beside the present ones.
///
/// # Errors
/// Where git does not know the revision, or the two cannot be compared safely.
pub fn open_base(workspace: &mut Workspace, options: &DiffOptions) -> Result<()> {
    let is_measure = options.from_merge_base || options.is_gate;
    let memory = if is_measure { workspace.measure("diff")? } else { workspace.memory("diff")? };
    let base = if options.from_merge_base {
        memory.merge_base(&options.base, "workplan diff")?
    } else {
        memory.commit(&options.base)?
    };
    workspace.compare_with(&memory, &options.base, base)
}

/// Returns what changed between two states, in the plans' own terms.
///
/// # Errors
/// Where a plan that is asked for is in neither state, or has errors in one of them.
pub fn diff<'f>(
    before: &LoadedPlans<'f>,
    after: &LoadedPlans<'f>,
    options: &DiffOptions,
) -> Result<DiffReport<'f>> {
    let workspace = after.workspace;
    let is_asked = |name: &str| options.is_asked(name);
    for name in options.plans.iter().filter(|name| before.index.plan(name).is_none()) {
        workspace.plan_exists(after.index, name)?;
    }
    before.refuse_errors(&is_asked)?;
    after.refuse_errors(&is_asked)?;
    after.note_completed_later(after.index.plans().filter(|plan| is_asked(&plan.plan.name)));
    let mut plans = analysis::diff(&before.state(before.as_of), &after.state(after.as_of));
    plans.retain(|plan| is_asked(plan.name));
    for path in workspace.input.changed_beside_plans() {
        after.note(note(message!(
            "diff.other-file-changed",
            "{path} has changed as well, which is not shown: diff compares the plans",
            path = clean_line(path)
        )));
    }
    let side =
        |name: &str, id: &str| DiffSide { name: clean_line(name).into_owned(), id: id.to_owned() };
    let head = workspace.commit.as_ref();
    Ok(DiffReport {
        as_of: after.as_of.day,
        base: workspace.base.as_ref().map(|base| side(&base.name, &base.commit.id)),
        head: head
            .map(|commit| side(workspace.options.at.as_deref().unwrap_or_default(), &commit.id)),
        plans,
        command: String::new(),
        left_out: [before.left_out(&is_asked), after.left_out(&is_asked)],
        bands: after.reading.folder.config.rating,
    })
}
