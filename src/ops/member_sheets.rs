//! The sheets of a plan's members: each with its own activities, to be filled in and returned.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::export::export;
use super::select::organization;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{list_of, message, note};
use crate::model::Organization;
use crate::report::ExportReport;
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, LoadedPlans, Result};

/// The sheet of a member.
pub struct MemberSheet<'f> {
    /// The name of its file.
    pub file: String,
    /// Its content.
    pub report: ExportReport<'f>,
}

/// Returns the sheets of the members that are named, or of all that own an activity. Who owns none
/// is noted.
///
/// # Errors
/// Where the plan is not there or has errors, has no such member, or where a member that is named
/// owns no activity in it.
pub fn member_sheets<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    owners: &[String],
) -> Result<Vec<MemberSheet<'f>>> {
    let plan = plans.plan(plan)?;
    let owning: BTreeSet<&str> = ActivityFacts::all(plan, plans.as_of)
        .flat_map(|facts| facts.owners().collect::<Vec<_>>())
        .collect();
    let members = match owners.is_empty() {
        true => all_owning(plans, plan, &owning),
        false => named(plan, owners, &owning)?,
    };
    let mut used = HashSet::new();
    let sheet = |member: &'f Organization<'f>| {
        let file = free_name(&member.id.value, &mut used);
        let whole = export(plans, Some(&plan.plan.name))?;
        Ok(MemberSheet { file, report: ExportReport { member: Some(member), ..whole } })
    };
    members.into_iter().map(sheet).collect()
}

/// Returns the sheet of one member.
///
/// # Errors
/// As for [`member_sheets`], and where several members are named.
pub fn member_sheet<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    owners: &[String],
) -> Result<MemberSheet<'f>> {
    let mut sheets = member_sheets(plans, plan, owners)?;
    sheets.pop().filter(|_| sheets.is_empty()).ok_or_else(|| {
        let what =
            message!("export.one-owner", "a file holds the sheet of one member, not of several");
        Error::usage(what)
            .hint(message!("export.or-a-folder", "write them into a folder: --out-dir sheets"))
    })
}

/// Returns the members that own an activity, and notes who owns none.
fn all_owning<'f>(
    plans: &LoadedPlans<'f>,
    plan: &PlanIndex<'f>,
    owning: &BTreeSet<&str>,
) -> Vec<&'f Organization<'f>> {
    let members = plan.directory.ids().filter_map(|id| plan.directory.find(id));
    let ids: BTreeMap<&str, &'f Organization<'f>> =
        members.map(|member| (&*member.id.value, member)).collect();
    let (with, without): (Vec<_>, Vec<_>) =
        ids.into_iter().partition(|(id, _)| owning.contains(id));
    let without: Vec<_> = without
        .iter()
        .map(|(id, _)| message!("export.member-id", "`{id}`", id = clean_line(id)))
        .collect();
    if let Some(ids) = list_of(without) {
        let name = clean_line(&plan.plan.name);
        plans.note(note(message!(
            "export.without-activities",
            "these own no activity in the plan {name} and get no sheet: {ids}",
            name,
            ids
        )));
    }
    with.into_iter().map(|(_, member)| member).collect()
}

/// Returns the members that are named, each once.
fn named<'f>(
    plan: &PlanIndex<'f>,
    owners: &[String],
    owning: &BTreeSet<&str>,
) -> Result<Vec<&'f Organization<'f>>> {
    let mut members: Vec<&'f Organization<'f>> = Vec::new();
    for word in owners {
        let id = organization(&plan.directory, word)?;
        let Some(member) = plan.directory.find(&id) else { continue };
        if !owning.contains(&*member.id.value) {
            let what = message!(
                "export.owns-nothing",
                "`{id}` owns no activity in the plan {plan}",
                id = clean_line(&id),
                plan = clean_line(&plan.plan.name)
            );
            return Err(Error::not_found(what));
        }
        if members.iter().all(|other| other.id.value != member.id.value) {
            members.push(member);
        }
    }
    Ok(members)
}

/// Names that Windows keeps for devices, whatever the extension; some with a digit behind them.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether Windows takes a file of this name for a device.
fn is_device(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or(id).to_ascii_lowercase();
    let is_numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.into_iter().any(is_numbered)
}

/// Returns the name of a member's file, which no other one has, in small letters or capitals.
fn free_name(id: &str, used: &mut HashSet<String>) -> String {
    let stem = if is_device(id) { format!("sheet-{id}") } else { id.to_owned() };
    let names = (1..).map(|number| match number {
        1 => format!("{stem}.xlsx"),
        number => format!("{stem}-{number}.xlsx"),
    });
    let mut names = names.skip_while(|name| used.contains(&name.to_lowercase()));
    let name = names.next().unwrap_or_default();
    used.insert(name.to_lowercase());
    name
}

/// Refuses to overwrite a sheet: it may be one that came back.
///
/// # Errors
/// With the first file that is there already.
pub fn has_no_file_yet(here: &Path, folder: &Path, sheets: &[MemberSheet<'_>]) -> Result<()> {
    let mut paths = sheets.iter().map(|sheet| folder.join(&sheet.file));
    let Some(there) = paths.find(|path| store::is_there(&here.join(path))) else { return Ok(()) };
    let what = message!(
        "export.sheet-is-there",
        "{path} is there already, and a member may have filled it in",
        path = clean_line(&there.display().to_string())
    );
    Err(Error::new(ErrorKind::Refused, what).hint(message!(
        "export.other-folder",
        "nothing was written; name another folder, or remove the old sheets"
    )))
}
