//! The rule `unknown-reference`: an owner, partner, chair, lead, theme, dependency or
//! `carried_from` that names nothing.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{
    ClosestNames, Diagnostic, Findings, Level, Message, TooMany, did_you_mean, message,
};
use crate::format::yaml::id_for_all;
use crate::model::{Activity, Organization, Plan, Reference, Text, UnreadableId, is_id};
use crate::text::Spanned;

const NAME: &str = "unknown-reference";

/// The most names that are written out in a command.
const MOST_NAMED: usize = 20;

/// Owners, partners, chairs, leads, themes, dependencies and `carried_from` that name nothing.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let folder = scope.index.folder;
    let left_out =
        folder.plans.iter().map(|plan| (plan.name.as_str(), by_list(&plan.left_out_ids)));
    let about = ReferenceKind {
        nearest: ClosestNames::new(),
        called: OnceCell::new(),
        left_out: left_out.collect(),
        left_out_of_folder: by_list(&folder.left_out_ids),
    };
    scope.index.plans().for_each(|plan| check_plan(scope, plan, &about, found));
}

fn check_plan(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    about: &ReferenceKind<'_>,
    found: &mut Findings,
) {
    let looker = ReferenceResolver { scope, plan, about, called: OnceCell::new() };
    looker.organizations(plan.plan.chairs.iter(), None, found);
    for priority in &plan.plan.priorities {
        looker.organizations(priority.lead.iter(), None, found);
        for activity in priority.activities.iter().chain(&priority.incomplete) {
            looker.organizations(
                activity.owners.iter().chain(&activity.partners),
                Some(activity),
                found,
            );
            looker.themes(activity, found);
            for reference in activity.depends_on.iter().chain(&activity.carried_from) {
                found.extend(looker.reference(reference, activity));
            }
        }
    }
}

/// The shared part of the search in all plans.
struct ReferenceKind<'f> {
    nearest: ClosestNames,
    /// Ids of the folder's organizations by their names; made when it is first asked for.
    called: OnceCell<Called>,
    /// By plan: the entries that cannot be read.
    left_out: BTreeMap<&'f str, HashSet<(&'f str, &'f str)>>,
    left_out_of_folder: HashSet<(&'f str, &'f str)>,
}

/// Ids of organizations by their names in small letters; of several with one name the first by id.
type Called = HashMap<String, String>;

fn called(organizations: &[Organization<'_>]) -> Called {
    let mut called = Called::new();
    for organization in organizations {
        let id = &*organization.id.value;
        for name in organization.is_called() {
            let first = called.entry(name).or_insert_with(|| id.to_owned());
            if id < first.as_str() {
                id.clone_into(first);
            }
        }
    }
    called
}

/// Each list, and an id in it.
fn by_list(left_out_ids: &[UnreadableId]) -> HashSet<(&str, &str)> {
    left_out_ids.iter().map(|left_out| (left_out.list, left_out.id.value.as_str())).collect()
}

struct ReferenceResolver<'a> {
    scope: &'a Scope<'a>,
    plan: &'a PlanIndex<'a>,
    about: &'a ReferenceKind<'a>,
    /// The names of the plan's own organizations.
    called: OnceCell<Called>,
}

impl ReferenceKind<'_> {
    /// Whether an id may belong to an entry of such a list that cannot be read. The list or the
    /// file may also break off.
    fn may_be_there(&self, plan: &Plan<'_>, list: &str, id: &str) -> bool {
        let is_around =
            |other: &&str| *other == list || (list == "activities" && *other == "priorities");
        let is_left_out =
            || self.left_out.get(plan.name.as_str()).is_some_and(|ids| ids.contains(&(list, id)));
        plan.broken || plan.unreadable.iter().any(is_around) || is_left_out()
    }
}

/// A known name that is similar to the unknown one, if there is one.
type Near<'a> = Result<Option<&'a str>, TooMany>;

impl ReferenceResolver<'_> {
    fn fault(
        &self,
        activity: Option<&Activity<'_>>,
        id: &Spanned<Text<'_>>,
        message: Message,
        nearest: Near<'_>,
    ) -> Diagnostic {
        let help = match nearest {
            Ok(meant) => meant.map(did_you_mean),
            Err(TooMany) => Some(message!(
                "unknown-reference.too-many",
                "too many names are unknown to suggest similar ones: correct some of them, and check again"
            )),
        };
        let mut finding =
            Diagnostic::new(NAME, id.span, message).maybe_help(help).in_plan(&self.plan.plan.name);
        finding.activity =
            activity.map(|activity| activity.id.value.to_string()).filter(|id| is_id(id));
        finding.assignments = activity.and_then(|activity| assignment(activity, id, nearest.ok()?));
        finding
    }

    fn organizations<'a, 's: 'a>(
        &self,
        ids: impl Iterator<Item = &'a Spanned<Text<'s>>>,
        activity: Option<&Activity<'_>>,
        found: &mut Findings,
    ) {
        let folder = self.scope.index.folder;
        for id in ids.filter(|id| self.plan.directory.find(&id.value).is_none()) {
            if folder.organizations_broken
                || self.about.left_out_of_folder.contains(&("organizations", &*id.value))
                || self.about.may_be_there(self.plan.plan, "organizations", &id.value)
            {
                continue;
            }
            let called_so = self.called(&id.value);
            let called_so = called_so.as_deref();
            let meant = match called_so {
                Some(meant) => Ok(Some(meant)),
                None => self.about.nearest.find(&id.value, self.plan.directory.ids()),
            };
            let message = message!(
                "unknown-reference.organization",
                "unknown organization `{id}`",
                id = &id.value
            );
            let mut finding = self.fault(activity, id, message, meant);
            finding = finding.maybe_fix(called_so.map(|id| id_for_all(id).into_owned()));
            finding.help.get_or_insert_with(|| {
                message!(
                    "unknown-reference.add-organization",
                    "add it to organizations.yaml, or to `organizations` of the plan"
                )
            });
            found.push(finding);
        }
    }

    /// The id of the organization that is called so, in any case; of several the first by id.
    fn called(&self, word: &str) -> Option<String> {
        let word = word.to_lowercase();
        let shared =
            self.about.called.get_or_init(|| called(&self.scope.index.folder.organizations));
        let own = self.called.get_or_init(|| called(&self.plan.plan.organizations));
        [shared, own].into_iter().filter_map(|called| called.get(&word)).min().cloned()
    }

    fn themes(&self, activity: &Activity<'_>, found: &mut Findings) {
        let themes = || self.plan.plan.themes.iter().map(|theme| &*theme.id.value);
        for id in activity.themes.iter().filter(|id| self.plan.theme(&id.value).is_none()) {
            if !self.about.may_be_there(self.plan.plan, "themes", &id.value) {
                let meant = self.about.nearest.find(&id.value, themes());
                let message = message!(
                    "unknown-reference.theme",
                    "this plan has no theme `{id}`",
                    id = &id.value
                );
                let mut finding = self.fault(Some(activity), id, message, meant);
                finding.help.get_or_insert_with(|| {
                    message!("unknown-reference.add-theme", "add it to the plan's `themes`")
                });
                found.push(finding);
            }
        }
    }

    fn reference(&self, text: &Spanned<Text<'_>>, activity: &Activity<'_>) -> Option<Diagnostic> {
        let reference = Reference::parse(&text.value)?;
        let index = self.scope.index;
        let name = reference.plan.unwrap_or(&self.plan.plan.name);
        let Some(plan) = index.plan(name) else {
            // Names of plans are years, and near each other: another plan is meant where it has
            // such an activity.
            let holds = |other: &&str| {
                index.plan(other).is_some_and(|plan| plan.find_written(reference.id).is_some())
            };
            let others = index
                .plans()
                .map(|plan| plan.plan.name.as_str())
                .filter(|other| *other != self.plan.plan.name);
            let meant = self.about.nearest.find_of(name, others, holds);
            let message = message!(
                "unknown-reference.plan",
                "the plan `{plan}` is not in this folder, so `{reference}` cannot be followed",
                plan = name,
                reference = &text.value
            );
            let mut finding =
                self.fault(Some(activity), text, message, meant).at_level(Level::Warning);
            // The plan that is meant, with the activity; where none is near, the reference may be
            // right.
            let corrected =
                |plan| assignment(activity, text, Some(&format!("{plan}/{}", reference.id)));
            finding.assignments = meant.ok().flatten().and_then(corrected);
            finding
                .help
                .get_or_insert_with(|| {
                    message!(
                        "unknown-reference.kept-elsewhere",
                        "if that plan is kept elsewhere, ignore this; otherwise correct the name before the `/`"
                    )
                });
            return Some(finding);
        };
        if plan.find_written(reference.id).is_some()
            || self.about.may_be_there(plan.plan, "activities", reference.id)
        {
            return None;
        }
        // Nothing waits for itself.
        let is_other =
            |id: &&str| plan.plan.name != self.plan.plan.name || **id != *activity.id.value;
        let meant = self.about.nearest.find_of(reference.id, plan.ids(), is_other);
        let message = message!(
            "unknown-reference.activity",
            "the plan `{plan}` has no activity `{id}`",
            plan = name,
            id = reference.id
        );
        Some(self.fault(Some(activity), text, message, meant))
    }
}

/// Returns the argument of `workplan set` that replaces an unknown name by the similar one, or
/// removes the reference. `None` if the list could not be read in full.
fn assignment(
    activity: &Activity<'_>,
    id: &Spanned<Text<'_>>,
    meant: Option<&str>,
) -> Option<String> {
    let lists = [
        ("owners", &activity.owners),
        ("partners", &activity.partners),
        ("themes", &activity.themes),
        ("depends_on", &activity.depends_on),
    ];
    let holds = |list: &[Spanned<Text<'_>>]| {
        list.len() <= MOST_NAMED && list.iter().any(|own| own.span == id.span)
    };
    let list =
        lists.into_iter().map(|(key, list)| (key, list.as_slice())).find(|(_, list)| holds(list));
    let (key, ids) = list.or_else(|| {
        activity
            .carried_from
            .as_ref()
            .filter(|own| own.span == id.span)
            .map(|_| ("carried_from", &[][..]))
    })?;
    if !activity.is_readable(key) || activity.uncertain.contains(&key) {
        return None;
    }
    let is_reference = matches!(key, "depends_on" | "carried_from");
    let Some(meant) = meant else {
        return is_reference.then(|| {
            if key == "depends_on" { format!("{key}-={}", id.value) } else { format!("{key}=") }
        });
    };
    let meant = match Reference::parse(&id.value).filter(|_| is_reference && !meant.contains('/')) {
        Some(Reference { plan: Some(plan), .. }) => format!("{plan}/{meant}"),
        _ => meant.to_owned(),
    };
    if ids.iter().any(|own| *own.value == *meant) {
        return Some(format!("{key}-={}", id.value));
    }
    let all: Vec<&str> = ids
        .iter()
        .map(|own| if own.span == id.span { meant.as_str() } else { &*own.value })
        .collect();
    Some(format!("{key}={}", if ids.is_empty() { meant.clone() } else { all.join(",") }))
}
