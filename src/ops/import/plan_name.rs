//! The name of a plan that is made out of a sheet: as it is given, or proposed.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Datelike;

use super::draft::{Around, draft, years};
use super::mapping::given_mapping;
use super::options::ImportOptions;
use crate::diagnostic::{Message, message};
use crate::format::is_plan_name;
use crate::model::Day;
use crate::report::{Import, UnnamedPlan};
use crate::spreadsheet::RawSheet;
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result, Workspace};

/// Returns what a plan without a name could be called.
pub(super) fn unnamed(
    here: &Path,
    options: &ImportOptions,
    name: &str,
    sheets: &[RawSheet],
    around: Around,
    taken: Vec<String>,
) -> Result<Import> {
    let today = around.day;
    let own = draft(name, "", sheets, around, given_mapping(here, options)?)?;
    let file = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let of_file = file.and_then(|file| years_of_file(&file));
    let of_days = || own.draft.days.map(|(first, last)| years_of_days(first, last, today));
    let proposal = of_file.or_else(of_days).unwrap_or_else(|| today.year().to_string());
    Ok(Import::Unnamed(UnnamedPlan {
        source: name.to_owned(),
        proposal: Some(proposal).filter(|name| !taken.contains(name) && is_plan_name(name)),
        taken,
        account: own.draft.account,
    }))
}

/// The years in the name of a file, in their form: `2025`, `2024-2025`, `2024-25`.
fn years_of_file(stem: &str) -> Option<String> {
    let (first, last) = years(stem)?;
    Some(match last {
        last if last == first => first.to_string(),
        last if stem.contains(&last.to_string()) => format!("{first}-{last}"),
        last => format!("{first}-{:02}", last % 100),
    })
}

/// The years of the first and the last date: one or two; else the present one, or that of the last.
fn years_of_days(first: Day, last: Day, today: Day) -> String {
    let (first, last) = (first.year(), last.year());
    match last - first {
        0 => first.to_string(),
        1 => format!("{first}-{last}"),
        _ => today.year().clamp(first, last).to_string(),
    }
}

/// The names of the plans and of the other files of a folder.
pub(super) fn taken_names(workspace: &Workspace) -> Vec<String> {
    let name = |path: &str| {
        let top = path.split('/').nth(1)?;
        let stem = top.strip_suffix(".yaml").or_else(|| top.strip_suffix(".yml"));
        Some(stem.unwrap_or(top).to_owned())
    };
    let sources = workspace.input.sources.iter();
    let names: BTreeSet<String> = sources.filter_map(|(_, source)| name(&source.path)).collect();
    names.into_iter().collect()
}

/// Describes why a plan cannot have a name.
pub fn unfit_name(unnamed: &UnnamedPlan, name: &str) -> Option<Message> {
    if !is_plan_name(name) {
        return Some(not_a_name(name));
    }
    unnamed.taken.iter().any(|own| own == name).then(|| is_taken(name))
}

fn not_a_name(name: &str) -> Message {
    message!("import.not-a-plan-name", "`{name}` is not a name for a plan", name = clean_line(name))
}

fn is_taken(name: &str) -> Message {
    message!("import.plan-is-there", "there is a plan `{to}` already", to = name)
}

/// The new plan's name.
pub(super) fn new_name<'o>(options: &'o ImportOptions, name: &str) -> Result<&'o str> {
    let to = options.to.as_deref().ok_or_else(|| {
        Error::usage(message!(
            "import.not-exported",
            "{name} was not created by `workplan export`",
            name
        ))
        .hint(message!(
            "import.name-the-plan",
            "to make a new plan out of it, name the plan with --to NAME"
        ))
    })?;
    if !is_plan_name(to) {
        return Err(Error::usage(not_a_name(to))
            .hint(message!("import.such-as", "a name such as 2024, without a path")));
    }
    Ok(to)
}

/// Refuses the name of a plan, a file or a folder that is there.
pub(super) fn refuse_taken(plans: &LoadedPlans<'_>, to: &str) -> Result<()> {
    let folder = &plans.workspace.folder;
    let is_there = |ending: &&str| store::is_there(&folder.join(format!("{to}{ending}")));
    if ["", ".yaml", ".yml"].iter().any(is_there) || plans.index.plan(to).is_some() {
        return Err(Error::refused(is_taken(to)).hint(message!(
            "import.choose-another-name",
            "nothing was written; choose another name"
        )));
    }
    Ok(())
}
