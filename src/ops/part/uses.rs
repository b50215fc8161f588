//! Where a theme, a priority or an organization is used.

use std::collections::BTreeMap;

use super::name::PartName;
use crate::analysis::PlanIndex;
use crate::model::Text;
use crate::text::{Locator, Span, Spanned};
use crate::workspace::LoadedPlans;

/// A place that refers to a part: what refers, and where.
pub(super) struct PartUse {
    /// The activity, the priority or the plan that refers to it.
    pub by: String,
    /// File and line.
    pub place: String,
}

/// Returns the places that refer to a part: in its plan, or in all plans for what they share.
pub(super) fn uses(
    plans: &LoadedPlans<'_>,
    name: &PartName,
    plan: Option<&PlanIndex<'_>>,
) -> Vec<PartUse> {
    let mut found: BTreeMap<Span, String> = BTreeMap::new();
    let own = |other: &&PlanIndex<'_>| plan.is_none_or(|plan| plan.plan.name == other.plan.name);
    for index in plans.index.plans().filter(own) {
        match name {
            PartName::Theme(id) => {
                for activity in index.plan.written_activities() {
                    let at = naming(&activity.themes, &|other| other == id);
                    found.extend(at.map(|span| (span, activity.id.value.to_string())));
                }
            }
            PartName::Priority(id) => {
                let own = index.plan.priorities.iter().filter(|one| one.id.value == *id);
                for activity in own.flat_map(crate::model::Priority::written) {
                    found.insert(activity.id.span, activity.id.value.to_string());
                }
            }
            PartName::Organization(id) => organization_uses(index, id, &mut found),
            PartName::Plan(_) | PartName::Config => {}
        }
    }
    let mut locator = Locator::new(plans.sources);
    let mut one = |(span, by): (Span, String)| {
        let line = locator.position(span.file, span.start).line;
        PartUse { by, place: format!("{}:{line}", plans.sources[span.file].path) }
    };
    found.into_iter().map(&mut one).collect()
}

fn organization_uses(index: &PlanIndex<'_>, id: &str, found: &mut BTreeMap<Span, String>) {
    let plan = index.plan;
    // A former id is the organization as well.
    let is_it = |other: &str| {
        other == id || index.directory.find(other).is_some_and(|found| found.id.value == id)
    };
    let name = &plan.name;
    found.extend(naming(&plan.chairs, &is_it).map(|span| (span, format!("plan:{name}"))));
    for priority in &plan.priorities {
        let own = format!("priority:{}", priority.id.value);
        found.extend(naming(&priority.lead, &is_it).map(|span| (span, own.clone())));
    }
    for activity in plan.written_activities() {
        let all = [&activity.owners, &activity.partners];
        let all = all.into_iter().flat_map(|ids| naming(ids, &is_it));
        found.extend(all.map(|span| (span, activity.id.value.to_string())));
    }
}

/// Returns the places of those texts that name something.
fn naming(
    texts: &[Spanned<Text<'_>>],
    is_it: &dyn Fn(&str) -> bool,
) -> impl Iterator<Item = Span> + use<> {
    let found: Vec<Span> =
        texts.iter().filter(|text| is_it(&text.value)).map(|text| text.span).collect();
    found.into_iter()
}
