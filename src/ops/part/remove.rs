//! Removes a theme, a priority, an organization or a person that nothing refers to.

use super::PartOptions;
use super::edit::{PartEdit, finish_parts};
use super::name::PartName;
use super::place::{PartPlace, find_part};
use super::uses::uses;
use crate::diagnostic::{Message, list_of_first, message};
use crate::edit::{Change, NodePath, Value, without_item};
use crate::format::keys::{FOCAL_POINT, KeyTable, ORGANIZATION, ORGANIZATIONS, PLAN};
use crate::ops::activity_edit::plans_to_edit;
use crate::report::Edits;
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result, Workspace};

/// The most uses that a message lists.
const MOST_LISTED: usize = 8;

/// The part that is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemovedPart {
    /// A theme, a priority or an organization.
    Part(PartName),
    /// A person of an organization: the organization's id, and the person's name, a part of it, or
    /// the email address.
    Person(String, String),
}

/// Removes a part.
///
/// # Errors
/// If it cannot be found, if something refers to it, or if the new text would have errors.
pub fn remove_part(
    workspace: &Workspace,
    removed: &RemovedPart,
    options: &PartOptions,
) -> Result<Edits> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = options.plan.as_deref();
    let (name, place, list, owner, table) = match removed {
        RemovedPart::Part(name) => {
            let place = find_part(plans, name, plan)?;
            refuse_used(plans, name, &place)?;
            let (list, owner): (_, &'static KeyTable) = match name {
                PartName::Theme(_) => ("themes", &PLAN),
                PartName::Priority(_) => ("priorities", &PLAN),
                _ if place.plan.is_some() => ("organizations", &PLAN),
                _ => ("organizations", &ORGANIZATIONS),
            };
            (name.clone(), place, list, owner, name.table())
        }
        RemovedPart::Person(organization, who) => {
            let name = PartName::Organization(organization.clone());
            let place = find_part(plans, &name, plan)?;
            let person = person(&place, who)?;
            let place = PartPlace { place: person, ..place };
            (name, place, "focal_points", &ORGANIZATION, &FOCAL_POINT as &'static KeyTable)
        }
    };
    let before = Value::of(place.place.node);
    let change = {
        let at = place.place.way.last().copied().unwrap_or_default();
        let above = place.place.parent().and_then(|list| list.parent());
        let Some(above) = above else {
            return Err(crate::ops::verify_edit::refused(plans, plan.unwrap_or_default()));
        };
        let value = without_item(Value::of(above.node), owner, list, at);
        (place.file, above, Change::Value(value))
    };
    let edited = PartEdit {
        name: name.in_full(""),
        plan: place.plan.map(|plan| plan.plan.name.clone()),
        file: place.file,
        table,
        before,
        after: Value::Null,
    };
    finish_parts(plans, &[edited], vec![change], options)
}

/// Refuses to remove what something refers to.
fn refuse_used(plans: &LoadedPlans<'_>, name: &PartName, place: &PartPlace<'_>) -> Result<()> {
    let used = uses(plans, name, place.plan);
    let listed = used.iter().map(|one| {
        let (by, place) = (clean_line(&one.by), clean_line(&one.place));
        message!("remove.use", "{by} ({place})", by, place)
    });
    let Some(list) = list_of_first(listed.collect(), MOST_LISTED) else { return Ok(()) };
    let own = clean_line(&name.in_full("")).into_owned();
    let number = used.len();
    let (what, help): (Message, Message) = match name {
        PartName::Priority(_) => (
            message!(
                "remove.has-activities",
                "{own} has {number#an activity|# activities}: {list}",
                own,
                number,
                list
            ),
            message!(
                "remove.cancel-activities",
                "no change was made; an activity is not removed but cancelled: `workplan cancel ID \
                 --reason TEXT`"
            ),
        ),
        _ => (
            message!(
                "remove.is-used",
                "{own} is used in {number#one place|# places}: {list}",
                own,
                number,
                list
            ),
            match name {
                PartName::Theme(id) => message!(
                    "remove.take-theme-away",
                    "no change was made; take it away there first: `workplan set ID themes-={id}`",
                    id = clean_line(id)
                ),
                _ => message!(
                    "remove.take-organization-away",
                    "no change was made; name another organization there first: `workplan set ID \
                     owners=…`"
                ),
            },
        ),
    };
    Err(Error::refused(what).hint(help))
}

/// Finds a person of an organization, by name, by a part of it, or by email address.
fn person<'f>(organization: &PartPlace<'f>, who: &str) -> Result<NodePath<'f, 'f>> {
    let all: Vec<NodePath<'f, 'f>> =
        organization.place.key("focal_points").into_iter().flat_map(NodePath::items).collect();
    let text = |place: &NodePath<'f, 'f>, key: &str| {
        place.key(key).map_or_else(String::new, |value| value.node.as_str().to_owned())
    };
    let wanted = who.trim().to_lowercase();
    let exact = |place: &&NodePath<'f, 'f>| {
        ["name", "email", "handle"].iter().any(|key| text(place, key).to_lowercase() == wanted)
    };
    let partly = |place: &&NodePath<'f, 'f>| text(place, "name").to_lowercase().contains(&wanted);
    let mut found: Vec<&NodePath<'f, 'f>> = all.iter().filter(exact).collect();
    if found.is_empty() {
        found = all.iter().filter(partly).collect();
    }
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        _ => {
            let names = all.iter().map(|place| Message::verbatim(clean_line(&text(place, "name"))));
            let what = match found.len() {
                0 => message!(
                    "remove.no-such-person",
                    "no such person: `{who}`",
                    who = clean_line(who)
                ),
                _ => message!(
                    "remove.several-persons",
                    "`{who}` fits several persons",
                    who = clean_line(who)
                ),
            };
            let error = Error::not_found(what);
            Err(match list_of_first(names.collect(), MOST_LISTED) {
                Some(names) => error.hint(message!(
                    "remove.known-persons",
                    "the organization's people are {names}",
                    names
                )),
                None => error,
            })
        }
    }
}
