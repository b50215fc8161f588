use std::cell::Cell;

use super::Scope;
use crate::analysis::PlanIndex;
use crate::diag::{Diagnostic, Findings, Level, nearest};
use crate::model::{Activity, LeftOutId, Plan, Reference, Text, is_id};
use crate::text::Spanned;

const NAME: &str = "unknown-reference";

/// How many ids may be compared in one run to find near ones: enough for any plan with a few faults, and never a long wait.
const COMPARISONS: usize = 2_000_000;

/// Owners, partners, chairs, leads, themes, dependencies and `carried_from` that name nothing.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let looker = Looker { scope, plan, comparisons: Cell::new(COMPARISONS) };
    looker.organizations(plan.plan.chairs.iter(), None, found);
    for priority in &plan.plan.priorities {
        looker.organizations(priority.lead.iter(), None, found);
        for activity in priority.activities.iter().chain(&priority.incomplete) {
            looker.organizations(activity.owners.iter().chain(&activity.partners), Some(activity), found);
            looker.themes(activity, found);
            for reference in activity.depends_on.iter().chain(&activity.carried_from) {
                found.extend(looker.reference(reference, activity));
            }
        }
    }
}

struct Looker<'a> {
    scope: &'a Scope<'a>,
    plan: &'a PlanIndex<'a>,
    /// How many more ids may be compared.
    comparisons: Cell<usize>,
}

/// Whether an id belongs to something of such a list that is there and cannot be read, or may belong to something in a list of which
/// nothing can be read, or in a file that broke off.
fn may_be_there(plan: &Plan<'_>, list: &str, id: &str) -> bool {
    let is_around = |other: &&str| *other == list || (list == "activities" && *other == "priorities");
    plan.broken || plan.unreadable.iter().any(is_around) || is_left_out(&plan.left_out_ids, list, id)
}

fn is_left_out(left_out_ids: &[LeftOutId], list: &str, id: &str) -> bool {
    left_out_ids.iter().any(|left_out| left_out.list == list && left_out.id.value == id)
}

impl Looker<'_> {
    fn fault(&self, activity: Option<&Activity<'_>>, id: &Spanned<Text<'_>>, message: String, nearest: Option<&str>) -> Diagnostic {
        let help = nearest.map(|meant| format!("did you mean `{meant}`?"));
        let mut finding = Diagnostic::new(NAME, id.span, message).maybe_help(help).in_plan(&self.plan.plan.name);
        finding.activity = activity.map(|activity| activity.id.value.to_string()).filter(|id| is_id(id));
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
                || is_left_out(&folder.left_out_ids, "organizations", &id.value)
                || may_be_there(self.plan.plan, "organizations", &id.value)
            {
                continue;
            }
            let called_so = self.plan.directory.called(&id.value);
            let meant = called_so.or_else(|| nearest(&id.value, self.plan.directory.ids()));
            let mut finding = self.fault(activity, id, format!("there is no organization `{}`", id.value), meant);
            finding = finding.maybe_fix(called_so.map(str::to_owned));
            finding.help.get_or_insert_with(|| "add it to organizations.yaml, or to `organizations` of the plan".to_owned());
            found.push(finding);
        }
    }

    fn themes(&self, activity: &Activity<'_>, found: &mut Findings) {
        let themes = || self.plan.plan.themes.iter().map(|theme| &*theme.id.value);
        for id in activity.themes.iter().filter(|id| themes().all(|known| known != id.value)) {
            if !may_be_there(self.plan.plan, "themes", &id.value) {
                let mut finding =
                    self.fault(Some(activity), id, format!("this plan has no theme `{}`", id.value), nearest(&id.value, themes()));
                finding.help.get_or_insert_with(|| "add it to the plan's `themes`".to_owned());
                found.push(finding);
            }
        }
    }

    fn reference(&self, text: &Spanned<Text<'_>>, activity: &Activity<'_>) -> Option<Diagnostic> {
        let reference = Reference::parse(&text.value)?;
        let index = self.scope.index;
        let name = reference.plan.unwrap_or(&self.plan.plan.name);
        let Some(plan) = index.plan(name) else {
            // Names of plans are years, and near each other: another plan is meant where it has such an activity.
            let others = index.plans().filter(|plan| plan.plan.name != self.plan.plan.name && plan.find_written(reference.id).is_some());
            let meant = nearest(name, others.map(|plan| plan.plan.name.as_str()));
            let message = format!("the plan `{name}` is not in this folder, so `{}` cannot be followed", text.value);
            let mut finding = self.fault(Some(activity), text, message, meant).at_level(Level::Warning);
            finding
                .help
                .get_or_insert_with(|| "nothing to do if that plan is kept elsewhere; else mend the name before the `/`".to_owned());
            return Some(finding);
        };
        if plan.find_written(reference.id).is_some() || may_be_there(plan.plan, "activities", reference.id) {
            return None;
        }
        let meant = self.nearest_activity(plan, reference.id);
        Some(self.fault(Some(activity), text, format!("the plan `{name}` has no activity `{}`", reference.id), meant))
    }

    fn nearest_activity<'p>(&self, plan: &'p PlanIndex<'_>, id: &str) -> Option<&'p str> {
        let left = self.comparisons.get().checked_sub(plan.plan.priorities.iter().map(|priority| priority.activities.len()).sum())?;
        self.comparisons.set(left);
        nearest(id, plan.ids())
    }
}
