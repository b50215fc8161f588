//! The sheets of a plan's members: each with its own activities, to be filled in and returned.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::export::export;
use super::known_id::organization;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{list_of, message, note};
use crate::model::Organization;
use crate::report::ExportReport;
use crate::store;
use crate::text::{FileNames, clean_line, path_text};
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
    let mut names = FileNames::default();
    let sheet = |member: &'f Organization<'f>| {
        let file = names.free(&member.id.value, "xlsx");
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
        path = clean_line(&path_text(&there))
    );
    Err(Error::new(ErrorKind::Refused, what).hint(message!(
        "export.other-folder",
        "nothing was written; name another folder, or remove the old sheets"
    )))
}
