//! What does not fit together although each side fits: whose it is, and what to write.

use std::collections::BTreeSet;

use super::came_in::by_file;
use super::place::Place;
use super::states::States;
use crate::analysis::Index;
use crate::diagnostic::{Diagnostic, Message, message};
use crate::format::{FileRole, Reading, plan_of, read, role};
use crate::report::FoundFaults;
use crate::store::PlanTree;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The most misfits that are explained.
const MOST: usize = 5;

/// The three states that a merged folder comes from.
#[derive(Clone, Copy)]
pub(super) struct Origins<'t> {
    pub base: &'t PlanTree,
    pub ours: &'t PlanTree,
    pub theirs: &'t PlanTree,
    /// The last commit here, and that of the others.
    pub range: (Option<&'t str>, &'t str),
}

/// What something that is referred to is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Organization,
    Theme,
    Activity,
}

/// What a reference names that is not there.
struct Missing<'e> {
    kind: Kind,
    id: &'e str,
    plan: &'e str,
    activity: Option<&'e str>,
}

/// The error for a merged folder with errors that neither side has.
pub(super) fn refused(
    place: &Place,
    states: &States<'_>,
    origins: Origins<'_>,
    errors: FoundFaults,
) -> Result<Error> {
    let Origins { base, ours, theirs, .. } = origins;
    let [base, ours, theirs] =
        [states.file_set(base)?, states.file_set(ours)?, states.file_set(theirs)?];
    let readings = [read(&base), read(&ours), read(&theirs)];
    let hints: Vec<Message> = errors
        .placed
        .iter()
        .filter_map(|(_, error)| missing(error))
        .filter_map(|missing| explained(place, origins, &readings, &missing))
        .take(MOST)
        .collect();
    let heading = message!(
        "share.errors-of-both",
        "your changes and those of others do not fit together. Nothing was taken in or shared; \
         together they would have these errors"
    );
    let error = hints.into_iter().fold(Error::plans(Some(heading), errors), Error::hint);
    Ok(error.hint(message!(
        "share.fix-errors-of-both",
        "change your side so that it fits, then run the same command again"
    )))
}

fn missing(error: &Diagnostic) -> Option<Missing<'_>> {
    let kinds = [
        (Kind::Organization, "unknown-reference.organization"),
        (Kind::Theme, "unknown-reference.theme"),
        (Kind::Activity, "unknown-reference.activity"),
    ];
    let found = kinds.into_iter().find_map(|(kind, id)| Some((kind, error.message.text_of(id)?)));
    let (kind, id) = found?;
    let plan = error.plan.as_deref()?;
    Some(Missing { kind, id, plan, activity: error.activity.as_deref() })
}

/// Says who has renamed or removed what is missing, and what to write. `readings`: the base, ours
/// and theirs.
fn explained(
    place: &Place,
    origins: Origins<'_>,
    readings: &[Reading<'_>; 3],
    missing: &Missing<'_>,
) -> Option<Message> {
    let [base, ours, theirs] = readings;
    let was = defined(base, missing)?;
    let is_there = |reading: &Reading<'_>| defined(reading, missing).is_some();
    let what = missing.what();
    let place_of = missing.place();
    if is_there(ours) && !is_there(theirs) {
        let author = author(place, origins, missing);
        return Some(match renamed(&was, base, theirs, missing) {
            Some(new) => message!(
                "share.others-renamed-it",
                "{author} gave {what} the id `{new}`: write `{new}` in your {place}",
                author,
                what,
                new = clean_line(&new),
                place = place_of
            ),
            None => message!(
                "share.others-removed-it",
                "{author} removed {what}: name another one in your {place}, or ask {author}",
                author,
                what,
                place = place_of
            ),
        });
    }
    if !is_there(theirs) || is_there(ours) {
        return None;
    }
    let author = author(place, origins, missing);
    let new = renamed(&was, base, ours, missing);
    Some(match (new, missing.kind) {
        (Some(new), Kind::Organization) => message!(
            "share.you-renamed-organization",
            "you gave {what} the id `{new}`, and {author} uses the old one in {place}: `workplan \
             set org:{new} aliases={old}` lets both count",
            what,
            new = clean_line(&new),
            author,
            place = place_of,
            old = clean_line(missing.id)
        ),
        (Some(new), _) => message!(
            "share.you-renamed-it",
            "you gave {what} the id `{new}`, and {author} uses the old one in {place}: `workplan undo` \
             gives it back, or ask {author} to wait with it",
            what,
            new = clean_line(&new),
            author,
            place = place_of
        ),
        (None, _) => message!(
            "share.you-removed-it",
            "you removed {what}, and {author} uses it in {place}: add it again, or ask {author}",
            what,
            author,
            place = place_of
        ),
    })
}

impl Missing<'_> {
    fn what(&self) -> Message {
        let id = clean_line(self.id);
        match self.kind {
            Kind::Organization => {
                message!("share.the-organization", "the organization `{id}`", id)
            }
            Kind::Theme => message!("share.the-theme", "the theme `{id}`", id),
            Kind::Activity => message!("share.the-activity", "the activity `{id}`", id),
        }
    }

    /// What refers to it.
    fn place(&self) -> Message {
        let plan = clean_line(self.plan);
        match self.activity {
            Some(activity) => message!(
                "share.activity-of-plan",
                "activity {activity} of {plan}",
                activity = clean_line(activity),
                plan
            ),
            None => message!("share.plan-itself", "plan {plan}", plan),
        }
    }
}

/// What a state calls something; nothing where it has none under that id.
fn defined(reading: &Reading<'_>, missing: &Missing<'_>) -> Option<String> {
    let index = Index::new(&reading.folder);
    let plan = index.plan(missing.plan);
    match missing.kind {
        Kind::Organization => {
            let shared = &reading.folder.organizations;
            let own = plan.map_or(&[][..], |plan| &plan.plan.organizations);
            let mut all = shared.iter().chain(own);
            all.find(|one| one.id.value == missing.id).map(|one| one.name.value.to_string())
        }
        Kind::Theme => {
            let mut themes = plan?.plan.themes.iter();
            themes.find(|one| one.id.value == missing.id).map(|one| one.title.value.to_string())
        }
        Kind::Activity => {
            let (_, activity) = plan?.find_written(missing.id)?;
            Some(activity.title.value.to_string())
        }
    }
}

/// The id that something has in another state, where it has no other name.
fn renamed(
    name: &str,
    base: &Reading<'_>,
    side: &Reading<'_>,
    missing: &Missing<'_>,
) -> Option<String> {
    let named = |reading: &Reading<'_>| -> BTreeSet<String> {
        let folder = &reading.folder;
        let plan = folder.plans.iter().find(|plan| plan.name == missing.plan);
        let own = plan.map_or(&[][..], |plan| &plan.organizations);
        let organizations = folder.organizations.iter().chain(own);
        let themes = plan.map_or(&[][..], |plan| &plan.themes).iter();
        let ids: Vec<String> = match missing.kind {
            Kind::Organization => organizations
                .filter(|one| one.name.value == name)
                .map(|one| one.id.value.to_string())
                .collect(),
            Kind::Theme => themes
                .filter(|one| one.title.value == name)
                .map(|one| one.id.value.to_string())
                .collect(),
            Kind::Activity => Vec::new(),
        };
        ids.into_iter().collect()
    };
    let (before, after) = (named(base), named(side));
    let mut new = after.difference(&before);
    new.next().filter(|_| new.next().is_none()).cloned()
}

/// Who of the others changed the file that it was in.
fn author(place: &Place, origins: Origins<'_>, missing: &Missing<'_>) -> Message {
    let changed = |path: &&String| origins.base.get(*path) != origins.theirs.get(*path);
    let paths = origins.base.keys().chain(origins.theirs.keys()).filter(changed);
    let paths: Vec<&String> = paths.collect();
    let is_of_plan = |path: &&&String| plan_of(path).as_deref() == Some(missing.plan);
    let own = match missing.kind {
        Kind::Organization => paths.iter().find(|path| role(path) == Some(FileRole::Organizations)),
        Kind::Theme | Kind::Activity => None,
    };
    let path = own.or_else(|| paths.iter().find(is_of_plan)).or_else(|| paths.first());
    let found = path.and_then(|path| by_file(place, origins.range, path));
    let author = found.and_then(|(author, _)| author);
    author.map_or_else(|| message!("share.somebody", "somebody else"), Message::verbatim)
}
