//! Who the user is in this clone: the organizations that are meant by "mine".

use super::known_id::{organization, organizations};
use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, message, note};
use crate::model::Organization;
use crate::report::{Me, OwnOrganization};
use crate::store::{self, PrivateFolder};
use crate::text::clean_line;
use crate::workspace::{Context, Error, ErrorKind, LoadedPlans, Result, Workspace, cannot_read};

/// The file with the ids of the organizations, a line each.
const FILE: &str = "me";

/// A change of the choice of organizations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MeChange {
    /// It stays as it is.
    Keep,
    /// It becomes these: ids, short or full names.
    Choose(Vec<String>),
    /// It is taken back: the email in git's settings counts again.
    Forget,
}

/// Says, or shows, who the user is in this clone.
///
/// # Errors
/// Where an organization is not known, no repository is around the folder, the choice cannot be
/// written, or nothing says who the user is.
pub fn me(plans: &LoadedPlans<'_>, change: &MeChange) -> Result<Me> {
    match change {
        MeChange::Keep => {}
        MeChange::Choose(words) => {
            let mut ids: Vec<String> = Vec::new();
            for word in words {
                let id = known(plans, word)?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            write(plans.workspace, &ids)?;
        }
        MeChange::Forget => write(plans.workspace, &[])?,
    }
    let chosen = chosen(plans.workspace)?;
    let email = if chosen.is_some() { None } else { own_email(plans) };
    let by_email = || email.iter().flat_map(|email| of_email(plans, None, email)).collect();
    let ids: Vec<String> = chosen.clone().unwrap_or_else(by_email);
    if ids.is_empty() && *change == MeChange::Keep {
        let failure = unknown(email.as_deref());
        return Err(match organization_ids(plans).is_empty() {
            true => failure,
            false => failure.hint(known_ids(plans)),
        });
    }
    let named = |id: &String| {
        let organization = plans.index.plans().find_map(|plan| plan.directory.find(id));
        OwnOrganization {
            id: organization.map_or(id.as_str(), |own| &own.id.value).to_owned(),
            name: organization.map(|own| own.display_name().to_owned()),
        }
    };
    for id in chosen.iter().flatten() {
        let is_known = plans.index.plans().any(|plan| plan.directory.find(id).is_some());
        if !is_known {
            let what = message!(
                "me.gone",
                "no plan has an organization `{id}` any more; `workplan me ORGANIZATION` says who \
                 you are",
                id = clean_line(id)
            );
            plans.note(note(what));
        }
    }
    Ok(Me { organizations: ids.iter().map(named).collect(), is_chosen: chosen.is_some(), email })
}

/// Returns the ids of the organizations that are named; without any, those of the user.
///
/// # Errors
/// Where one is not known, or nothing says who the user is.
pub(crate) fn owners_or_own(
    plans: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
    named: &[String],
) -> Result<Vec<String>> {
    match named {
        [] => own_organizations(plans, plan),
        named => organizations(&plan.directory, named),
    }
}

/// Returns the ids of the organizations that are the user's in a plan.
///
/// # Errors
/// Where none is known.
pub(crate) fn own_organizations(
    plans: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
) -> Result<Vec<String>> {
    if let Some(chosen) = chosen(plans.workspace)? {
        let own = chosen.iter().filter_map(|id| plan.directory.find(id));
        let own: Vec<String> = own.map(|own| own.id.value.to_string()).collect();
        if !own.is_empty() {
            return Ok(own);
        }
        let what = message!(
            "me.not-in-plan",
            "you are `{ids}`, and the plan `{plan}` has no such organization",
            ids = clean_line(&chosen.join(", ")),
            plan = plan.plan.name.as_str()
        );
        return Err(Error::not_found(what).hint(say_who()));
    }
    let email = email(plans)?;
    let own: Vec<String> =
        email.iter().flat_map(|email| of_email(plans, Some(plan), email)).collect();
    if own.is_empty() { Err(unknown(email.as_deref())) } else { Ok(own) }
}

/// Returns the ids of the organizations that are the user's in a plan; none where nothing says it.
pub fn own_in_plan(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Vec<String> {
    own_organizations(plans, plan).unwrap_or_default()
}

/// Returns the id of the organization that a word names in a plan.
///
/// # Errors
/// Where it names none.
pub fn organization_named(plan: &PlanIndex<'_>, word: &str) -> Result<String> {
    organization(&plan.directory, word)
}

/// Returns the id of the organization that a word names in any of the plans.
fn known(plans: &LoadedPlans<'_>, word: &str) -> Result<String> {
    let mut error = None;
    // The latest plan first: its organizations are listed if none is named.
    for plan in plans.index.plans().collect::<Vec<_>>().into_iter().rev() {
        match organization(&plan.directory, word) {
            Ok(id) => return Ok(id),
            Err(unknown) => error = error.or(Some(unknown)),
        }
    }
    Err(error.unwrap_or_else(|| plans.workspace.no_plans()))
}

/// The ids of the organizations that have a focal point with an email: of all plans, or of one.
fn of_email(plans: &LoadedPlans<'_>, plan: Option<&PlanIndex<'_>>, email: &str) -> Vec<String> {
    let own =
        plans.index.plans().filter(|own| plan.is_none_or(|plan| plan.plan.name == own.plan.name));
    let own = own.flat_map(|plan| &plan.plan.organizations);
    let all = plans.index.folder.organizations.iter().chain(own);
    let mut ids: Vec<String> = Vec::new();
    for organization in all.filter(|organization| has_focal_point(organization, email)) {
        if !ids.iter().any(|id| *id == *organization.id.value) {
            ids.push(organization.id.value.to_string());
        }
    }
    ids
}

fn has_focal_point(organization: &Organization<'_>, email: &str) -> bool {
    let emails = organization.focal_points.iter().filter_map(|point| point.email.as_ref());
    emails.into_iter().any(|own| own.value.trim().eq_ignore_ascii_case(email))
}

/// The email of the user in git's settings.
fn email(plans: &LoadedPlans<'_>) -> Result<Option<String>> {
    store::git_email(&plans.workspace.options.here).map_err(|error| {
        let what = message!("me.git-does-not-say", "git does not say who you are: {error}", error);
        Error::usage(what).hint(say_who())
    })
}

/// Returns the email of the user in git's settings, if git has one.
pub fn own_email(plans: &LoadedPlans<'_>) -> Option<String> {
    email(plans).ok().flatten()
}

/// The organizations that were chosen in this clone.
fn chosen(workspace: &Workspace) -> Result<Option<Vec<String>>> {
    let Some(folder) = private(workspace) else { return Ok(None) };
    let bytes = folder.read(FILE).context(cannot_read(file_name()))?;
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let ids = text.map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    Ok(ids.filter(|ids| !ids.is_empty()))
}

/// Keeps the choice; none of them forgets it.
fn write(workspace: &Workspace, ids: &[String]) -> Result<()> {
    let Some(folder) = private(workspace) else {
        let what = message!(
            "me.no-repository",
            "these plans are in no git repository, so there is no place to keep who you are"
        );
        return Err(Error::new(ErrorKind::NoHistory, what).hint(use_owner()));
    };
    let text: String = ids.iter().map(|id| format!("{id}\n")).collect();
    let written =
        if ids.is_empty() { folder.remove(FILE) } else { folder.write(FILE, text.as_bytes()) };
    written.unwritable(file_name)
}

fn private(workspace: &Workspace) -> Option<PrivateFolder> {
    PrivateFolder::of_clone(&workspace.folder)
        .or_else(|| PrivateFolder::of_clone(&workspace.options.here))
}

fn file_name() -> Message {
    message!("me.own-file", "the file that says who you are")
}

/// The error where nothing says who the user is.
fn unknown(email: Option<&str>) -> Error {
    let error = Error::not_found(match email {
        Some(email) => message!(
            "me.no-focal-point",
            "no organization has a focal point with your email, {email}",
            email = clean_line(email)
        ),
        None => message!("me.unknown", "nothing says which organization is yours"),
    });
    error.hint(say_who())
}

fn say_who() -> Message {
    message!("me.say-who", "say it with `workplan me ORGANIZATION`, or use --owner")
}

fn use_owner() -> Message {
    message!("me.use-owner", "use --owner")
}

/// Returns the ids of the organizations of all plans, sorted.
pub fn organization_ids<'f>(plans: &LoadedPlans<'f>) -> Vec<&'f str> {
    let mut ids: Vec<&str> = plans.index.plans().flat_map(|plan| plan.directory.ids()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Lists the organizations of all plans.
fn known_ids(plans: &LoadedPlans<'_>) -> Message {
    let ids = organization_ids(plans).join(", ");
    message!("me.known-ids", "the organizations are: {ids}", ids = clean_line(&ids))
}
