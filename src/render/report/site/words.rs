//! The words of a site.

use crate::analysis::Percent;
use crate::diagnostic::{Argument, Message, message};
use crate::render::toolkit::words::percent;
use crate::render::words::words;

words! {
    due_or_completed: message!("site.due-or-completed", "Due or completed");
    changed_otherwise: message!("site.changed", "changed");
    feed: message!("site.feed", "Changes as a feed");
    first_entry: message!("site.first-entry", "First published");
    full_report: message!("site.full-report", "The full report");
    gone: message!("site.gone", "no longer shown");
    in_all_plans: message!("site.in-all-plans", "In all plans");
    latest_changes: message!("site.latest-changes", "Latest changes");
    members: message!("site.members", "Members");
    side_by_side: message!("site.side-by-side", "The plans side by side");
    workplans: message!("site.workplans", "Workplans");
}

/// Says of which day a page is.
pub(super) fn kicker(day: impl Into<Argument>) -> Message {
    message!("site.kicker", "Workplans · as of {day}", day)
}

/// Says of which day the page of a member is.
pub(super) fn member_kicker(day: impl Into<Argument>) -> Message {
    message!("site.member-kicker", "Contributions · as of {day}", day)
}

/// `11 of 30 activities implemented (37%)`
pub(super) fn implemented([done, all]: [u64; 2]) -> Message {
    message!(
        "site.implemented",
        "{done} of {all#1 activity|# activities} implemented ({rate})",
        done,
        all,
        rate = percent(Percent::of(done, all))
    )
}

/// The figures now, and before.
pub(super) fn now_and_before(now: Message, [done, all]: [u64; 2]) -> Message {
    message!("site.now-and-before", "{now}; before, {done} of {all}", now, done, all)
}

/// `new: 11 of 30 activities implemented (37%)`
pub(super) fn new_plan(figures: Message) -> Message {
    message!("site.new-plan", "new: {figures}", figures)
}

/// `2024: 3 completed`
pub(super) fn of_plan(plan: &str, what: Message) -> Message {
    message!("site.of-plan", "{plan}: {what}", plan, what)
}

/// `due 3 May 2024, before 1 May 2024`
pub(super) fn due_now(now: Message, before: Message) -> Message {
    message!("site.due-now", "due {now}, before {before}", now, before)
}

/// `progress 60%, before 30%`
pub(super) fn progress_now(now: i64, before: i64) -> Message {
    message!("site.progress-now", "progress {now}%, before {before}%", now, before)
}

/// `1 January 2024 to 31 December 2024`
pub(super) fn from_to(start: Message, end: Message) -> Message {
    message!("site.from-to", "{start} to {end}", start, end)
}

/// Says that a plan has errors.
pub(super) fn cannot_be_read(plan: &str) -> Message {
    message!("site.cannot-be-read", "{plan} has errors and is not shown", plan)
}

/// Says that a plan has errors, and its page is an older one.
pub(super) fn older_page(plan: &str) -> Message {
    message!("site.older-page", "{plan} has errors: its page is an older one", plan)
}
