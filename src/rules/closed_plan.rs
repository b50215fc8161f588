//! The rule `closed-plan`: a change to a plan whose period ended more than 90 days ago.

use super::comparison::{Comparison, PlanComparison};
use super::place::period_of;
use crate::analysis::{FieldChange, FieldValue, FolderState, PlanDiff, PlanIndex, diff_plan};
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::{Activity, Field, Text};
use crate::text::{Span, Spanned};

const NAME: &str = "closed-plan";

/// Days after its end in which a plan is still expected to change.
const DAYS: i64 = 90;

/// A plan has changed that was over long ago. One finding a plan, at the first change.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for PlanComparison { before: plan, lost, .. } in &since.plans {
        let Some(end) = period_of(plan).map(|period| period.end.value) else { continue };
        if (since.as_of.day - end).num_days() <= DAYS {
            continue;
        }
        let [before, now] =
            [since.before, since.now].map(|index| FolderState::new(index, since.as_of));
        let Some(mut diff) = diff_plan(&before, &now, &plan.plan.name) else { continue };
        let is_new = |span: Span| since.new_files.contains(&span.file);
        diff.added.retain(|facts| !is_new(facts.activity.key));
        let now = diff.after;
        diff.fields
            .retain(|change| !now.is_some_and(|now| comes_with_new_files(change, now, &is_new)));
        let places = places(
            &diff,
            lost.iter().map(|lost| (lost.place, Some(&*lost.activity.id.value))).collect(),
        );
        let Some((place, id)) = places.first().copied() else { continue };
        let number = places.len();
        let message = message!(
            "closed-plan.changed",
            "the plan `{plan}` ended on {end}, more than {days} days ago, and has {changes#1 change|# changes}",
            plan = &plan.plan.name,
            end,
            days = DAYS,
            changes = number
        );
        let help = message!(
            "closed-plan.where-it-belongs",
            "if the change belongs to the current plan, make it there; if the record was wrong, \
            tell the readers of the report"
        );
        let finding = Diagnostic::new(NAME, place, message).help(help);
        found.push(match id.filter(|_| number == 1) {
            Some(id) => finding.about(&plan.plan.name, id),
            None => finding.in_plan(&plan.plan.name),
        });
    }
}

/// Whether a list of the plan is unchanged, apart from entries in new files.
fn comes_with_new_files(
    change: &FieldChange,
    now: &PlanIndex<'_>,
    is_new: &dyn Fn(Span) -> bool,
) -> bool {
    let ids: Vec<&Spanned<Text<'_>>> = match change.field {
        "themes" => now.plan.themes.iter().map(|theme| &theme.id).collect(),
        "priorities" => now.plan.priorities.iter().map(|priority| &priority.id).collect(),
        "organizations" => {
            now.plan.organizations.iter().map(|organization| &organization.id).collect()
        }
        _ => return false,
    };
    let (FieldValue::Items(before), FieldValue::Items(after)) = (&change.before, &change.after)
    else {
        return false;
    };
    let old = after.iter().zip(ids).filter(|(_, id)| !is_new(id.span)).map(|(item, _)| item);
    before.iter().eq(old)
}

/// The places of a plan's changes, and the activity of each.
fn places<'a>(
    diff: &'a PlanDiff<'_>,
    lost: Vec<(Span, Option<&'a str>)>,
) -> Vec<(Span, Option<&'a str>)> {
    let changed = diff.changed.iter().filter_map(|one| {
        let first = one.changes.first()?;
        Some((place_in(one.after.activity, first.field), Some(&*one.after.activity.id.value)))
    });
    let added =
        diff.added.iter().map(|facts| (facts.activity.id.span, Some(&*facts.activity.id.value)));
    let mut places: Vec<_> = changed.chain(added).collect();
    places.sort_unstable();
    let fields = diff.fields.iter().filter_map(|field| Some((place_of(diff.after?, field), None)));
    places.into_iter().chain(fields).chain(lost).collect()
}

/// The place of a field of an activity; the id's place if the field is absent or is a list.
fn place_in(activity: &Activity<'_>, field: &str) -> Span {
    let place = match field {
        "owners" => activity.owners.first().map(|owner| owner.span),
        _ => Field::find(field).and_then(|field| field.place(activity)),
    };
    place.unwrap_or(activity.id.span)
}

/// The place of a field of a plan; the title's place if the field is absent.
fn place_of(plan: &PlanIndex<'_>, change: &FieldChange) -> Span {
    let plan = plan.plan;
    let place = match change.field {
        "period" => plan.period.map(|period| period.end.span),
        "endorsed" => plan.endorsed.map(|endorsed| endorsed.span),
        "target" => plan.target.map(|target| target.span),
        "baseline" => plan.baseline.as_ref().map(|text| text.span),
        "description" => plan.description.as_ref().map(|text| text.span),
        "message" => plan.message.as_ref().map(|text| text.span),
        _ => None,
    };
    place
        .or(plan.title.as_ref().map(|title| title.span))
        .unwrap_or_else(|| Span::top_of(plan.files.first().copied().unwrap_or_default()))
}
