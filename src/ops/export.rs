//! A plan in full, to be taken elsewhere; and what each commit did to it.

use std::path::{Path, PathBuf};

use super::report::masthead;
use super::words::not_committed_yet;
use crate::diagnostic::{message, note};
use crate::history::History;
use crate::report::{ExportReport, FactLine, Masthead};
use crate::store::PartitionedOutput;
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, LoadedPlans, Result, Workspace};

/// Returns a plan in full.
///
/// # Errors
/// Where the plan is not there or has errors.
pub fn export<'f>(plans: &LoadedPlans<'f>, plan: Option<&str>) -> Result<ExportReport<'f>> {
    Ok(ExportReport {
        plan: plans.plan(plan)?,
        folder: &plans.reading.folder,
        as_of: plans.as_of,
        revision: plans.workspace.revision(),
        sources: plans.sources,
        bands: plans.reading.folder.config.rating,
        masthead: Masthead::default(),
        member: None,
    })
}

/// Returns a plan in full as it is handed out: with the group's name and logo.
///
/// # Errors
/// As for [`export`].
pub fn hand_out<'f>(plans: &LoadedPlans<'f>, plan: Option<&str>) -> Result<ExportReport<'f>> {
    let masthead = masthead(plans);
    if masthead.logo.as_ref().is_some_and(|logo| logo.media_type.contains("svg")) {
        plans.note(note(message!(
            "export.svg-logo",
            "a workbook shows no SVG picture: for the logo, name a PNG or JPEG picture in config.yaml"
        )));
    }
    Ok(ExportReport { masthead, ..export(plans, plan)? })
}

/// Writes what each commit did to the activities of a plan, or of every plan, as a folder of files
/// by plan and month; `line` makes a line of each fact. Returns the names of the files.
///
/// # Errors
/// Where git cannot be asked, no commit has such a plan, or a file cannot be written.
pub fn export_history(
    workspace: &Workspace,
    plan: Option<&str>,
    folder: &Path,
    line: &dyn Fn(&FactLine<'_>) -> String,
) -> Result<Vec<PathBuf>> {
    let history = History::of(workspace, "export --history")?;
    let place = workspace.options.here.join(folder);
    let mut parts = PartitionedOutput::new(&place);
    let shown = || path_text(folder);
    let left_out = history.facts(
        plan,
        workspace.day(),
        workspace.options.lenient,
        |plan: &str, fact: &FactLine<'_>| {
            let month = fact.day.format("%Y-%m").to_string();
            parts.add(plan, &month, &line(fact)).unwritable(shown)
        },
    )?;
    let written = parts.finish().unwritable(shown)?;
    if written.is_empty() {
        return Err(no_facts(workspace, plan));
    }
    let notes = history.notes(message!("plan.a-plan", "a plan"), left_out);
    notes.into_iter().for_each(|note| workspace.notes.add(note));
    let name = |path: &PathBuf| {
        path.strip_prefix(&place).map_or_else(|_| path.clone(), |own| folder.join(own))
    };
    Ok(written.iter().map(name).collect())
}

fn no_facts(workspace: &Workspace, plan: Option<&str>) -> Error {
    let until = workspace.day();
    let what = match plan {
        None => message!(
            "export.no-plan-up-to",
            "no commit up to {until} has a plan that can be read",
            until
        ),
        Some(plan) => message!(
            "export.no-such-plan-up-to",
            "no commit up to {until} has a plan called `{plan}` that can be read",
            until,
            plan = clean_line(plan)
        ),
    };
    Error::not_found(what).hint(not_committed_yet())
}
