//! Adds a theme, a priority, an organization or a person.

use super::PartOptions;
use super::edit::{PartEdit, finish_parts};
use super::name::PartName;
use super::place::{PartPlace, file_with, find_part, plan_of, shared_document};
use crate::diagnostic::message;
use crate::edit::{Assignment, Change, NodePath, Value, assign_to, with_new_item};
use crate::format::FileRole;
use crate::format::keys::{
    FOCAL_POINT, KeyTable, ORGANIZATION, ORGANIZATIONS, PLAN, PRIORITY, THEME,
};
use crate::format::yaml::NodeKind;
use crate::ops::activity_edit::plans_to_edit;
use crate::report::Edits;
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result, Workspace};

/// The new part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewPart {
    /// A theme with this id.
    Theme(String),
    /// A priority with this id.
    Priority(String),
    /// An organization with this id.
    Organization(String),
    /// A person of the organization with this id.
    Person(String),
}

/// Adds a part, after those that are there. The assignments say everything but its id.
///
/// # Errors
/// If the id is in use, an assignment cannot be made, or the new text would have errors.
pub fn add_part(
    workspace: &Workspace,
    new: &NewPart,
    options: &PartOptions,
    assignments: &[Assignment],
) -> Result<Edits> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let (table, id) = match new {
        NewPart::Theme(id) => (&THEME, Some(id)),
        NewPart::Priority(id) => (&PRIORITY, Some(id)),
        NewPart::Organization(id) => (&ORGANIZATION, Some(id)),
        NewPart::Person(_) => (&FOCAL_POINT, None),
    };
    let id = id.map(|id| Assignment::set("id", id.as_str()));
    let all: Vec<Assignment> = id.into_iter().chain(assignments.iter().cloned()).collect();
    let mut item = Value::Map(Vec::new());
    assign_to(&mut item, table, &all, workspace.day())?;
    let (place, list, owner) = list_of(plans, new, options)?;
    let change = match place.place.key(list) {
        Some(own)
            if own.node.kind() == NodeKind::Sequence && own.node.children().next().is_some() =>
        {
            (place.file, own, Change::Append(item.clone()))
        }
        _ => {
            let value = with_new_item(Value::of(place.place.node), owner, list, item.clone());
            (place.file, place.place, Change::Value(value))
        }
    };
    let name = match new {
        NewPart::Theme(id) => PartName::Theme(id.clone()),
        NewPart::Priority(id) => PartName::Priority(id.clone()),
        NewPart::Organization(id) | NewPart::Person(id) => PartName::Organization(id.clone()),
    };
    let edited = PartEdit {
        name: name.in_full(""),
        plan: place.plan.map(|plan| plan.plan.name.clone()),
        file: place.file,
        table,
        before: Value::Null,
        after: item,
    };
    finish_parts(plans, &[edited], vec![change], options)
}

/// Returns the mapping that has, or is to have, the list for a new part, with the key of that list
/// and the mapping's keys.
fn list_of<'f>(
    plans: &LoadedPlans<'f>,
    new: &NewPart,
    options: &PartOptions,
) -> Result<(PartPlace<'f>, &'static str, &'static KeyTable)> {
    let plan = options.plan.as_deref();
    let in_plan = |name: PartName, list: &'static str, id: &str| {
        let own = plan_of(plans, &name, plan)?;
        if find_part(plans, &name, plan).is_ok() {
            return Err(is_there(id, &name));
        }
        let (file, place) = file_with(plans, own, &[list, "title", "period"])?;
        Ok((PartPlace { plan: Some(own), file, place }, list, &PLAN))
    };
    match new {
        NewPart::Theme(id) => in_plan(PartName::Theme(id.clone()), "themes", id),
        NewPart::Priority(id) => in_plan(PartName::Priority(id.clone()), "priorities", id),
        NewPart::Person(id) => {
            let place = find_part(plans, &PartName::Organization(id.clone()), plan)?;
            Ok((place, "focal_points", &ORGANIZATION))
        }
        NewPart::Organization(id) => {
            let name = PartName::Organization(id.clone());
            if find_part(plans, &name, plan).is_ok() {
                return Err(is_there(id, &name));
            }
            let shared = match plan {
                Some(_) => None,
                None => shared_document(plans, &FileRole::Organizations)?,
            };
            match shared.and_then(|document| Some((document.file(), NodePath::top(document)?))) {
                Some((file, place)) => {
                    Ok((PartPlace { plan: None, file, place }, "organizations", &ORGANIZATIONS))
                }
                None => in_plan(name, "organizations", id),
            }
        }
    }
}

fn is_there(id: &str, name: &PartName) -> Error {
    let what = message!("add.part-is-there", "the id `{id}` is used already", id = clean_line(id));
    Error::usage(what).hint(message!(
        "add.change-part",
        "`workplan set {name} KEY=VALUE` changes it",
        name = clean_line(&name.in_full(""))
    ))
}
