use foldhash::{HashMap, HashMapExt};

use super::Scope;
use crate::diag::{Diagnostic, Findings};
use crate::model::{Organization, Text, is_id};
use crate::text::{Span, Spanned};

const NAME: &str = "duplicate-id";

/// Ids that stand twice: of activities, priorities and themes in a plan, of organizations in the folder and in each plan.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let mut shared = HashMap::new();
    organizations(&scope.index.folder.organizations, &mut shared, found, None);
    for plan in scope.index.plans().map(|index| index.plan) {
        let name = plan.name.as_str();
        organizations(&plan.organizations, &mut shared.clone(), found, Some(name));
        unique(plan.themes.iter().map(|theme| &theme.id), "theme", name, found);
        unique(plan.priorities.iter().map(|priority| &priority.id), "priority", name, found);
        unique(plan.written_activities().map(|activity| &activity.id), "activity", name, found);
    }
}

fn unique<'a, 's: 'a>(ids: impl Iterator<Item = &'a Spanned<Text<'s>>>, what: &str, plan: &str, found: &mut Findings) {
    let mut first: HashMap<&str, Span> = HashMap::with_capacity(ids.size_hint().0);
    for id in ids.filter(|id| is_id(&id.value)) {
        if let Some(earlier) = first.get(&*id.value) {
            let mut finding = fault(what, id, *earlier).in_plan(plan);
            finding.activity = (what == "activity").then(|| id.value.to_string());
            found.push(finding);
        } else {
            first.insert(&id.value, id.span);
        }
    }
}

/// An organization's aliases find it as its id does, so none of them can be another one's.
fn organizations<'a>(all: &'a [Organization<'_>], first: &mut HashMap<&'a str, Span>, found: &mut Findings, plan: Option<&str>) {
    for id in all.iter().map(|organization| &organization.id).chain(all.iter().flat_map(|organization| &organization.aliases)) {
        if let Some(earlier) = first.get(&*id.value) {
            let mut finding = fault("organization", id, *earlier);
            finding.plan = plan.map(str::to_owned);
            found.push(finding);
        } else {
            first.insert(&id.value, id.span);
        }
    }
}

fn fault(what: &str, id: &Spanned<Text<'_>>, earlier: Span) -> Diagnostic {
    let (article, many) = match what {
        "activity" => ("an", "activities"),
        "priority" => ("a", "priorities"),
        "theme" => ("a", "themes"),
        _ => ("an", "organizations"),
    };
    Diagnostic::new(NAME, id.span, format!("two {many} have the id `{}`", id.value))
        .help(format!("give {article} {what} that is new an id that was never used"))
        .label(earlier, "the first one")
}
