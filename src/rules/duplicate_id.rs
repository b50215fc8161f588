//! The rule `duplicate-id`: two activities, priorities, themes or organizations with one id.

use foldhash::{HashMap, HashMapExt};

use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Findings, Level, Message, message, the_first_one};
use crate::model::{Organization, Text, UnreadableId, is_id};
use crate::text::{Span, Spanned};

const NAME: &str = "duplicate-id";

/// Reports duplicate ids: of activities, priorities and themes in a plan, and of organizations in
/// the folder and in each plan.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let mut shared = HashMap::new();
    let folder = scope.index.folder;
    organizations(&folder.organizations, &folder.left_out_ids, &mut shared, found, None);
    let mut shared_in_small = HashMap::new();
    differ_in_case(&folder.organizations, &HashMap::new(), &mut shared_in_small, found, None);
    for plan in scope.index.plans().map(|index| index.plan) {
        let name = plan.name.as_str();
        organizations(
            &plan.organizations,
            &plan.left_out_ids,
            &mut shared.clone(),
            found,
            Some(name),
        );
        differ_in_case(
            &plan.organizations,
            &shared_in_small,
            &mut HashMap::new(),
            found,
            Some(name),
        );
        unique(
            with_left_out(
                plan.themes.iter().map(|theme| as_str(&theme.id)),
                &plan.left_out_ids,
                "themes",
            ),
            "theme",
            name,
            found,
        );
        unique(
            plan.priorities.iter().map(|priority| as_str(&priority.id)),
            "priority",
            name,
            found,
        );
        unique(
            plan.written_activities().map(|activity| as_str(&activity.id)),
            "activity",
            name,
            found,
        );
    }
}

fn as_str<'a>(id: &'a Spanned<Text<'_>>) -> Spanned<&'a str> {
    Spanned::new(&*id.value, id.span)
}

/// All ids, of readable and of unreadable entries, in the order of their places.
fn with_left_out<'a>(
    ids: impl Iterator<Item = Spanned<&'a str>>,
    left_out: &'a [UnreadableId],
    list: &str,
) -> impl Iterator<Item = Spanned<&'a str>> {
    let left_out = left_out
        .iter()
        .filter(|one| one.list == list)
        .map(|one| Spanned::new(one.id.value.as_str(), one.id.span));
    let mut all: Vec<_> = ids.chain(left_out).collect();
    all.sort_by_key(|id| id.span);
    all.into_iter()
}

fn unique<'a>(
    ids: impl Iterator<Item = Spanned<&'a str>>,
    what: &str,
    plan: &str,
    found: &mut Findings,
) {
    let mut first: HashMap<&str, Span> = HashMap::with_capacity(ids.size_hint().0);
    for id in ids.filter(|id| is_id(id.value)) {
        if let Some(earlier) = first.get(id.value) {
            let mut finding = fault(what, id, *earlier).in_plan(plan);
            finding.activity = (what == "activity").then(|| id.value.to_string());
            found.push(finding);
        } else {
            first.insert(id.value, id.span);
        }
    }
}

/// An organization's aliases find it as its id does, so none of them can be another one's.
fn organizations<'a>(
    all: &'a [Organization<'_>],
    left_out: &'a [UnreadableId],
    first: &mut HashMap<&'a str, Span>,
    found: &mut Findings,
    plan: Option<&str>,
) {
    let ids = all
        .iter()
        .flat_map(|organization| std::iter::once(&organization.id).chain(&organization.aliases));
    for id in with_left_out(ids.map(as_str), left_out, "organizations") {
        if let Some(earlier) = first.get(id.value) {
            let mut finding = fault("organization", id, *earlier);
            finding.plan = plan.map(str::to_owned);
            found.push(finding);
        } else {
            first.insert(id.value, id.span);
        }
    }
}

/// An id or an alias, and the id of its organization.
type OrganizationId<'a> = (Spanned<&'a str>, &'a str);

/// Reports organizations whose ids or aliases differ only in capital letters. People read them as
/// one, and so do file systems.
fn differ_in_case<'a>(
    all: &'a [Organization<'_>],
    shared: &HashMap<String, OrganizationId<'a>>,
    first: &mut HashMap<String, OrganizationId<'a>>,
    found: &mut Findings,
    plan: Option<&str>,
) {
    let of_organization = |organization: &'a Organization<'_>| {
        let ids = std::iter::once(&organization.id).chain(&organization.aliases);
        ids.map(|id| (as_str(id), &*organization.id.value)).collect::<Vec<_>>()
    };
    for (id, holder) in all.iter().flat_map(of_organization) {
        let small = id.value.to_ascii_lowercase();
        let Some((earlier, other)) = first.get(&small).or_else(|| shared.get(&small)) else {
            first.insert(small, (id, holder));
            continue;
        };
        if earlier.value != id.value && *other != holder {
            let message = message!(
                "duplicate-id.differ-in-case",
                "the ids `{first}` and `{second}` of two organizations differ only in capital letters",
                first = earlier.value,
                second = id.value
            );
            let help = message!(
                "duplicate-id.alias-or-other-id",
                "if they are one organization, keep one entry and add the other id to its \
                `aliases`; otherwise change one of the ids"
            );
            let mut finding = Diagnostic::new(NAME, id.span, message)
                .help(help)
                .label(earlier.span, the_first_one())
                .at_level(Level::Warning);
            finding.plan = plan.map(str::to_owned);
            found.push(finding);
        }
    }
}

fn fault(what: &str, id: Spanned<&str>, earlier: Span) -> Diagnostic {
    let (message, help) = match what {
        "activity" => of_activities(id.value),
        "priority" => of_priorities(id.value),
        "theme" => of_themes(id.value),
        _ => of_organizations(id.value),
    };
    Diagnostic::new(NAME, id.span, message).help(help).label(earlier, the_first_one())
}

fn of_activities(id: &str) -> (Message, Message) {
    (
        message!("duplicate-id.activities", "two activities have the id `{id}`", id),
        message!("duplicate-id.new-activity", "give the newer activity an id that was never used"),
    )
}

fn of_priorities(id: &str) -> (Message, Message) {
    (
        message!("duplicate-id.priorities", "two priorities have the id `{id}`", id),
        message!("duplicate-id.new-priority", "give the newer priority an id that was never used"),
    )
}

fn of_themes(id: &str) -> (Message, Message) {
    (
        message!("duplicate-id.themes", "two themes have the id `{id}`", id),
        message!("duplicate-id.new-theme", "give the newer theme an id that was never used"),
    )
}

fn of_organizations(id: &str) -> (Message, Message) {
    (
        message!("duplicate-id.organizations", "two organizations have the id `{id}`", id),
        message!(
            "duplicate-id.new-organization",
            "give the newer organization an id that was never used"
        ),
    )
}
