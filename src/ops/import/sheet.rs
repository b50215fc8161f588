//! Makes a new plan out of a sheet that a group already has.

use super::find_plan::find_plan;
use super::mapping::{read_mapping, write_mapping};
use super::options::ImportOptions;
use super::plan_text::plan_text;
use crate::analysis::Index;
use crate::format::{FileSet, RawFile, is_plan_name, read};
use crate::ops::activity_edit::plans_to_edit;
use crate::report::{FoundFaults, Import, NewPlan};
use crate::rules::CheckResult;
use crate::spreadsheet::{ImportedSheet, Mapping, RawSheet};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Context, Error, LoadedPlans, Result, Workspace};

/// Makes a new plan out of a sheet, or writes down what is to be decided first.
pub(super) fn import_sheet(
    workspace: &Workspace,
    options: &ImportOptions,
    name: &str,
    sheets: Vec<RawSheet>,
    notes: &[String],
) -> Result<Import> {
    let to = new_name(options, name)?;
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    refuse_taken(plans, to)?;
    let mapping = options.mapping.as_deref().map(|path| read_mapping(workspace, path));
    let mapping = mapping.transpose()?.unwrap_or_default();
    let year = year(&mapping, to);
    let found = find_plan(plans, name, &sheets, &mapping, year)?;
    drop(sheets);
    notes.iter().for_each(|note| plans.note(clean_line(note).into()));
    if let Some(path) = &options.write_mapping {
        for fault in &found.wrong {
            plans.note(format!("to correct in the sheet: {}", clean_line(fault)).into());
        }
        return write_mapping(workspace, path, &found.asked).map(Import::Mapping);
    }
    found.notes.iter().for_each(|note| plans.note(clean_line(note).into()));
    if !found.faults.is_empty() {
        return Err(faults(found));
    }
    let activities = found.activities.len();
    let text = plan_text(found, name, year, plans.as_of.day)?;
    refuse_errors(plans, to, &text)?;
    let file = format!("{to}.yaml");
    if !options.dry_run {
        store::write_new(&workspace.folder, &[(file.as_str(), text.as_bytes())])
            .unwritable(|| format!("the plan `{to}`"))?;
    }
    Ok(Import::Plan(NewPlan {
        plan: to.to_owned(),
        path: format!("{}/{file}", workspace.input.folder),
        source: name.to_owned(),
        activities,
        preview: options.dry_run.then_some(text),
    }))
}

/// The new plan's name.
fn new_name<'o>(options: &'o ImportOptions, name: &str) -> Result<&'o str> {
    let to = options.to.as_deref().ok_or_else(|| {
        let what = format!("{name} was not created by `workplan export`");
        Error::usage(what).hint("to make a new plan out of it, name the plan with --to NAME")
    })?;
    if !is_plan_name(to) {
        return Err(Error::usage(format!("`{}` is not a name for a plan", clean_line(to)))
            .hint("a name such as 2024, without a path"));
    }
    Ok(to)
}

/// Refuses the name of a plan, a file or a folder that is there.
fn refuse_taken(plans: &LoadedPlans<'_>, to: &str) -> Result<()> {
    let folder = &plans.workspace.folder;
    let is_there = |ending: &&str| store::is_there(&folder.join(format!("{to}{ending}")));
    let is_taken = ["", ".yaml", ".yml"].iter().any(is_there);
    if is_taken || plans.index.plan(to).is_some() {
        return Err(Error::refused(format!("there is a plan `{to}` already"))
            .hint("nothing was written; choose another name"));
    }
    Ok(())
}

/// The year of the plan: as it was decided, or as the name says.
fn year(mapping: &Mapping, to: &str) -> Option<u32> {
    let decided = mapping.get(&("year".to_owned(), "year".to_owned()));
    let year = decided.map_or(to, String::as_str);
    year.split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .find_map(|part| part.parse().ok())
}

fn faults(found: ImportedSheet) -> Error {
    let decide = match found.asked.is_empty() {
        true => "",
        false => {
            ", or decide what is not sure: --write-mapping FILE proposes, --mapping FILE takes it"
        }
    };
    Error::input(found.faults).hint(format!("nothing was written; correct these cells{decide}"))
}

/// Refuses a plan with errors.
fn refuse_errors(plans: &LoadedPlans<'_>, to: &str, text: &str) -> Result<()> {
    let kept = plans.sources.iter().filter_map(|(_, source)| {
        Some(RawFile {
            path: source.path.split_once('/')?.1.to_owned(),
            bytes: source.text.clone().into_bytes(),
        })
    });
    let new = RawFile { path: format!("{to}.yaml"), bytes: text.as_bytes().to_vec() };
    let input = FileSet::new(&plans.workspace.input.folder, kept.chain([new]).collect());
    let reading = read(&input);
    let index = Index::new(&reading.folder);
    let mut errors = CheckResult::errors(&reading, &index, plans.as_of).findings;
    errors.retain(|(_, finding)| !finding.check_alone && finding.plan.as_deref() == Some(to));
    if errors.is_empty() {
        return Ok(());
    }
    let faults = FoundFaults::counted(errors, &input.sources);
    Err(Error::plans(None, faults).hint(
        "the new plan would have these errors, so nothing was \
        written; the comments name the rows to correct",
    ))
}
