//! Where a part above the activities is written.

use super::name::PartName;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, did_you_mean, message, nearest};
use crate::edit::NodePath;
use crate::format::yaml::Document;
use crate::format::{FileRole, role};
use crate::ops::verify_edit::refused;
use crate::text::{FileId, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// A part in its file.
pub(super) struct PartPlace<'f> {
    /// The plan that it belongs to; none for what all plans share.
    pub plan: Option<&'f PlanIndex<'f>>,
    /// The file.
    pub file: FileId,
    /// The mapping in it.
    pub place: NodePath<'f, 'f>,
}

/// Returns the files of a plan, none of which may break off.
pub(super) fn plan_documents<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
) -> Result<Vec<&'f Document<'f>>> {
    let files = plan.plan.files.iter();
    let documents: Vec<&Document<'f>> =
        files.filter_map(|file| plans.reading.documents.get(file)).collect();
    let is_whole = documents.len() == plan.plan.files.len()
        && documents.iter().all(|document| !document.broken && document.root().is_some());
    if is_whole { Ok(documents) } else { Err(refused(plans, &plan.plan.name)) }
}

/// Returns the file of the folder that all plans share: `organizations.yaml` or `config.yaml`.
pub(super) fn shared_document<'f>(
    plans: &LoadedPlans<'f>,
    wanted: &FileRole,
) -> Result<Option<&'f Document<'f>>> {
    let is_it = |file: &FileId| {
        let path = plans.sources[*file].path.split_once('/').map_or("", |(_, path)| path);
        role(path).as_ref() == Some(wanted)
    };
    let document = plans.reading.documents.iter().find(|(file, _)| is_it(file));
    match document.map(|(_, document)| document) {
        Some(document) if document.broken || document.root().is_none() => Err(refused(plans, "")),
        document => Ok(document),
    }
}

/// Returns the plan that a part belongs to.
pub(super) fn plan_of<'f>(
    plans: &LoadedPlans<'f>,
    name: &PartName,
    plan: Option<&str>,
) -> Result<&'f PlanIndex<'f>> {
    let named = match name {
        PartName::Plan(Some(named)) => Some(named.as_str()),
        _ => plan,
    };
    let found = plans.plan_to_edit(named)?;
    if named.is_none() {
        plans.note_outside(found);
    }
    Ok(found)
}

/// Finds a theme, a priority or an organization.
pub(super) fn find_part<'f>(
    plans: &LoadedPlans<'f>,
    name: &PartName,
    plan: Option<&str>,
) -> Result<PartPlace<'f>> {
    let (list, id) = match name {
        PartName::Theme(id) => ("themes", id),
        PartName::Priority(id) => ("priorities", id),
        PartName::Organization(id) => ("organizations", id),
        PartName::Plan(_) | PartName::Config => return whole_file(plans, name, plan),
    };
    let is_shared = list == "organizations" && plan.is_none();
    let shared = match is_shared {
        true => shared_document(plans, &FileRole::Organizations)?,
        false => None,
    };
    let in_shared = shared.into_iter().flat_map(|document| items(document, list));
    let mut ids = Vec::new();
    for (file, place) in in_shared {
        if place.id() == Some(id) {
            return Ok(PartPlace { plan: None, file, place });
        }
        ids.extend(place.id());
    }
    let own = plan_of(plans, name, plan)?;
    let found = plan_documents(plans, own)?.into_iter().flat_map(|document| items(document, list));
    let mut matching = Vec::new();
    for (file, place) in found {
        match place.id() == Some(id) {
            true => matching.push(PartPlace { plan: Some(own), file, place }),
            false => ids.extend(place.id()),
        }
    }
    match (matching.pop(), matching.is_empty()) {
        (Some(place), true) => Ok(place),
        (Some(_), false) => Err(refused(plans, &own.plan.name)),
        (None, _) => Err(no_part(name, id, &own.plan.name, &ids)),
    }
}

/// Returns the top of `config.yaml`, or of the file of a plan that has its title.
fn whole_file<'f>(
    plans: &LoadedPlans<'f>,
    name: &PartName,
    plan: Option<&str>,
) -> Result<PartPlace<'f>> {
    if *name != PartName::Config {
        let own = plan_of(plans, name, plan)?;
        let (file, place) = file_with(plans, own, &["title", "period"])?;
        return Ok(PartPlace { plan: Some(own), file, place });
    }
    let document = shared_document(plans, &FileRole::Config)?;
    match document.and_then(|document| Some((document.file(), NodePath::top(document)?))) {
        Some((file, place)) => Ok(PartPlace { plan: None, file, place }),
        None => Err(Error::not_found(message!("set.no-config", "there is no config.yaml")).hint(
            message!("set.write-config", "write a file `config.yaml` with the line `schema: 1`"),
        )),
    }
}

/// Returns the file of a plan that has one of these keys, the first key that any file has; without
/// any, the first file.
pub(super) fn file_with<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    keys: &[&str],
) -> Result<(FileId, NodePath<'f, 'f>)> {
    let documents = plan_documents(plans, plan)?;
    let tops: Vec<(FileId, NodePath<'f, 'f>)> = documents
        .into_iter()
        .filter_map(|document| Some((document.file(), NodePath::top(document)?)))
        .collect();
    let having = |key: &&str| tops.iter().rev().find(|(_, top)| top.key(key).is_some());
    match keys.iter().find_map(having).or(tops.first()) {
        Some(found) => Ok(found.clone()),
        None => Err(refused(plans, &plan.plan.name)),
    }
}

/// Returns the items of a list at the top of a file.
pub(super) fn items<'f>(
    document: &'f Document<'f>,
    list: &str,
) -> impl Iterator<Item = (FileId, NodePath<'f, 'f>)> + use<'f> {
    let list = NodePath::top(document).and_then(|top| top.key(list));
    list.into_iter().flat_map(NodePath::items).map(|place| (document.file(), place))
}

fn no_part(name: &PartName, id: &str, plan: &str, ids: &[&str]) -> Error {
    let near = nearest(id, ids.iter().copied());
    let (id, plan) = (clean_line(id), clean_line(plan));
    let what = match name {
        PartName::Theme(_) => {
            message!("plan.no-such-theme", "the plan `{plan}` has no theme `{id}`", plan, id)
        }
        PartName::Priority(_) => {
            message!("set.no-such-priority", "the plan `{plan}` has no priority `{id}`", plan, id)
        }
        _ => message!(
            "set.no-such-organization",
            "there is no organization `{id}` in organizations.yaml or in the plan `{plan}`",
            plan,
            id
        ),
    };
    let help: Option<Message> = match near {
        Some(meant) => Some(did_you_mean(meant)),
        None if ids.is_empty() => None,
        None => Some(message!("set.known-ids", "known: {ids}", ids = clean_line(&ids.join(", ")))),
    };
    let error = Error::not_found(what);
    match help {
        Some(help) => error.hint(help),
        None => error,
    }
}
