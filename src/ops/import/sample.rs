//! The sample plan of `workplan init`, as long as nobody has changed it.

use chrono::Datelike;

use crate::format::is_plan_name;
use crate::model::Day;
use crate::ops::init::beside_plans::sample_files;
use crate::text::Source;
use crate::workspace::Workspace;

/// Returns the file of the sample plan, if the folder holds the files that `workplan init` writes,
/// and every byte of them is as it was written, on whichever day.
pub(super) fn untouched_sample(workspace: &Workspace) -> Option<String> {
    let name = |source: &Source| source.path.split_once('/').map(|(_, path)| path.to_owned());
    let files: Vec<(String, &str)> = workspace
        .input
        .sources
        .iter()
        .filter_map(|(_, source)| Some((name(source)?, &*source.text)))
        .collect();
    let is_plan = |path: &str| {
        path.strip_suffix(".yaml")
            .is_some_and(|name| is_plan_name(name) && !matches!(name, "organizations" | "config"))
    };
    let mut plans = files.iter().filter(|(path, _)| is_plan(path));
    let (Some((plan, text)), None) = (plans.next(), plans.next()) else { return None };
    let year: i32 = plan.strip_suffix(".yaml")?.parse().ok()?;
    let first = Day::from_ymd_opt(year, 1, 1)?;
    let days = first.iter_days().take_while(|day| day.year() == year);
    let own = days
        .map(sample_files)
        .find(|own| own.iter().any(|(path, own)| path == plan && own == text))?;
    let is_as_written = |(path, text): &(String, &str)| {
        own.iter().any(|(own, written)| own == path && written == text)
    };
    files.iter().all(is_as_written).then(|| plan.clone())
}
