//! What to say of the base of a change beside the findings.

use crate::analysis::Index;
use crate::diagnostic::{Message, message, note};
use crate::format::{LeftOut, Reading};
use crate::model::{Day, Plan};
use crate::ops::names::Names;
use crate::text::clean_line;
use crate::workspace::ComparisonBase;

/// The plans of the base of which not all can be read: that part raises no rule. And those that are
/// not endorsed any more: after that no rule about commitments holds for them. A plan is endorsed
/// from its day on.
pub(super) fn about_base(
    base: &ComparisonBase,
    (earlier, before): (&Reading<'_>, &Index<'_>),
    (now, day): (&Index<'_>, Day),
    names: &Names,
) -> Vec<Message> {
    let asked = || before.plans().map(|plan| plan.plan).filter(|plan| names.may_have(&plan.name));
    let is_whole = |plan: &Plan<'_>| {
        !plan.broken
            && earlier.left_out.get(&plan.name).is_none_or(|own| *own == LeftOut::default())
    };
    let unread = asked().filter(|plan| !is_whole(plan)).map(|plan| {
        note(message!(
            "check.base-partly-read",
            "at `{name}`, not all of the plan `{name2}` can be read, and what changed in the rest \
             is not judged; `workplan check --at {id}` tells why",
            name = &base.name,
            name2 = clean_line(&plan.name),
            id = format!("{:.12}", base.commit.id)
        ))
    });
    let is_endorsed =
        |plan: &Plan<'_>| plan.endorsed.is_some_and(|endorsed| endorsed.first() <= day);
    let is_given_up = |plan: &Plan<'_>| {
        now.plan(&plan.name).is_none_or(|now| !is_endorsed(now.plan) && !now.plan.broken)
    };
    let given_up = asked().filter(|plan| is_endorsed(plan) && is_given_up(plan)).map(|plan| {
        note(message!(
            "check.no-longer-endorsed",
            "at `{name}`, the plan `{name2}` is endorsed, and now it is not, or is not there: once \
             this is merged, no rule about endorsed plans holds for it",
            name = &base.name,
            name2 = clean_line(&plan.name)
        ))
    });
    unread.chain(given_up).collect()
}
