//! The rule `activity-moved`: an activity of an endorsed plan that is now in another plan.

use super::comparison::Comparison;
use crate::analysis::Disappearance;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::Reference;
use crate::text::clean_line;

const NAME: &str = "activity-moved";

/// Reports an activity of an endorsed plan that is now in another plan, at its new place.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for (plan, lost) in
        since.endorsed().flat_map(|plan| plan.lost.iter().map(move |lost| (plan.before, lost)))
    {
        let Disappearance::Moved(to, new) = lost.fate else { continue };
        let (plan, id, title) = (
            &plan.plan.name,
            &lost.activity.id.value,
            clean_line(lost.activity.title.value.trim()),
        );
        let reference = Reference { plan: Some(plan.as_str()), id };
        let carried = new
            .carried_from
            .as_ref()
            .filter(|from| Reference::parse(&from.value) == Some(reference));
        let place = carried.map_or(new.id.span, |from| from.span);
        let message = message!(
            "activity-moved.to-another-plan",
            "`{id}` {title} was moved from the endorsed plan `{plan}` to `{to}`",
            id,
            title,
            plan,
            to
        );
        let help = message!(
            "activity-moved.postpone-and-carry",
            "keep it in `{plan}` as postponed with a `reason`, and write `carried_from: {plan}/{id}` here",
            plan,
            id
        );
        found.push(Diagnostic::new(NAME, place, message).help(help).about(plan, id));
    }
}
