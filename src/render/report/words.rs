//! The words of the report that its page and its document have.

use crate::diagnostic::{Argument, Message, message};
use crate::render::words::words;

// Headings, labels and short notes.
words! {
    activity: message!("report.activity", "Activity");
    adjusted_rate: message!("report.adjusted-rate", "Adjusted rate");
    against_baseline: message!("report.against-baseline", "Against the baseline");
    all: message!("report.all", "all");
    all_activities: message!("report.all-activities", "All activities");
    any: message!("report.any", "any");
    at_its_end: message!("report.at-its-end", "At its end");
    attention: message!("report.attention", "Attention");
    available: message!("report.available", "Available");
    awaited_by: message!("report.awaited-by", "Awaited by");
    baseline: message!("report.baseline", "Baseline");
    budget: message!("report.budget", "Budget");
    burn_up: message!("report.burn-up", "Burn-up");
    by_priority: message!("report.by-priority", "By priority");
    by_priority_and_theme: message!("report.by-priority-and-theme", "By priority and theme");
    carried_to: message!("report.carried-to", "Carried to");
    changes: message!("report.changes", "Changes");
    completed: message!("report.completed", "Completed");
    concerns: message!("report.concerns", "Concerns");
    contact: message!("report.contact", "Contact");
    contents: message!("report.contents", "Contents");
    continues: message!("report.continues", "Continues");
    contributions: message!("report.contributions", "Members’ contributions");
    cross_cutting_theme: message!("report.cross-cutting-theme", "Cross-cutting theme");
    decisions: message!("report.decisions", "Decisions requested");
    deliverable: message!("report.deliverable", "Deliverable");
    depends_on: message!("report.depends-on", "Depends on");
    details: message!("report.details", "Details");
    due: message!("report.due", "Due");
    due_soon: message!("report.due-soon", "Due soon");
    earlier_plans: message!("report.earlier-plans", "Compared with earlier plans at the same point");
    expected: message!("report.expected", "Expected");
    forecast: message!("report.forecast", "Forecast");
    goal_target: message!("report.goal-target", "Target");
    goals: message!("report.goals", "Sustainable Development Goals");
    highlights: message!("report.highlights", "Highlights");
    how_it_went: message!("report.how-it-went", "How it went");
    implementation_rate: message!("report.implementation-rate", "Implementation rate");
    implemented: message!("report.implemented", "Implemented");
    in_days: message!("report.in", "In");
    in_short: message!("report.in-short", "In short");
    indicator: message!("report.indicator", "Indicator");
    indicators: message!("report.indicators", "Indicators");
    late_by: message!("report.late-by", "Late by");
    legend_cancelled: message!("report.legend-cancelled", "cancelled");
    legend_forecast: message!("report.legend-forecast", "forecast");
    legend_held: message!("report.legend-held", "on hold or postponed");
    legend_milestone: message!("report.legend-milestone", "milestone");
    legend_ongoing: message!("report.legend-ongoing", "ongoing, with its progress");
    legend_planned: message!("report.legend-planned", "planned");
    legend_slip: message!("report.legend-slip", "slip since the baseline");
    logo: message!("report.logo", "Logo");
    marked_in_annex: message!("report.marked-in-annex", "(marked in the list of all activities)");
    marks_overdue: message!("report.marks-overdue", "! marks what is overdue.");
    milestone: message!("report.milestone", "Milestone");
    narratives: message!("report.narratives", "How the priorities are going");
    needed_by: message!("report.needed-by", "Needed by");
    nothing: message!("report.nothing", "nothing");
    nothing_cancelled: message!("report.nothing-cancelled", "nothing cancelled");
    number: message!("report.number", "No.");
    on_the_day: message!("report.on-the-day", "On");
    open: message!("report.open", "Open");
    organization: message!("report.organization", "Organization");
    outcome: message!("report.outcome", "Outcome");
    overdue: message!("report.overdue", "Overdue");
    overdue_mark: message!("report.overdue-mark", "(overdue)");
    owner: message!("report.owner", "Owner");
    owners: message!("report.owners", "Owners");
    owners_and_debts: message!("report.owners-and-debts", "Owners and what they owe");
    partners: message!("report.partners", "Partners");
    plan: message!("report.plan", "Plan");
    priorities: message!("report.priorities", "Priorities");
    priorities_and_themes: message!("report.priorities-and-themes", "Priorities and themes");
    priorities_and_cross_cutting_themes:
        message!("report.heading-matrix", "Priorities and cross-cutting themes");
    priority: message!("report.priority", "Priority");
    progress: message!("report.progress", "Progress");
    progress_against_expected:
        message!("report.progress-against-expected", "progress against expected");
    publications: message!("report.publications", "Publications and other deliverables");
    rate: message!("report.rate", "Rate");
    rating: message!("report.rating", "Rating");
    region: message!("report.region", "Region");
    regions: message!("report.regions", "Regions");
    required: message!("report.required", "Required");
    results: message!("report.results", "Results");
    search: message!("report.search", "Search");
    sections: message!("report.sections", "Sections");
    share_implemented: message!("report.share-implemented", "Share implemented");
    show_all: message!("report.show-all", "Show all");
    skip: message!("report.skip", "Skip to the report");
    spent: message!("report.spent", "Spent");
    start: message!("report.start", "Start");
    status: message!("report.status", "Status");
    still_to_do: message!("report.still-to-do", "Still to do");
    tags: message!("report.tags", "Tags");
    target_is_ahead: message!("report.target-is-ahead", "not yet reached");
    target_is_missed: message!("report.target-is-missed", "target missed");
    target_is_reached: message!("report.target-is-reached", "target reached");
    theme: message!("report.theme", "Theme");
    themes: message!("report.themes", "Themes");
    timeline: message!("report.timeline", "Timeline");
    to_mobilize: message!("report.to-mobilize", "Still to be mobilized");
    top_risks: message!("report.top-risks", "Top risks");
    total: message!("report.total", "Total");
    value_aimed_at: message!("report.value-aimed-at", "Target value");
    value_before: message!("report.value-before", "Baseline value");
    value_reached: message!("report.value-reached", "Actual value");
    verification: message!("report.verification", "Verified by");
    waits_for: message!("report.waits-for", "Waits for");
    weight: message!("report.weight", "Weight");
    what: message!("report.what", "What");
    when: message!("report.when", "When");
    where_it_stands: message!("report.where-it-stands", "Where the plan stands");
}

// Sentences.
words! {
    about_adjusted: message!("report.about-rates", "Implementation rate: completed activities of \
        all activities, cancelled and postponed ones included. Adjusted: of those that are not cancelled.");
    about_mobilizing: message!("report.about-mobilizing", "Still to be mobilized: of each activity that \
        is not completed, what it requires beyond what is available.");
    about_progress: message!("report.about-progress", "Progress and expected progress: by weight, \
        over what is not cancelled; expected is the share of each activity’s days that has passed.");
    about_sharing: message!("report.about-sharing", "An activity of several owners, or with several \
        themes, counts in full under each of them.");
    counted: message!("report.counted", "Overdue, due soon and open count activities; the lists of \
        what is overdue and due soon have milestones (◆) too.");
    counted_in_sums: message!("report.counted-in-sums", "Overdue and open count activities; the \
        lists of what is overdue and due soon have milestones (◆) too.");
    matrix_meaning: message!("report.matrix-meaning", "Completed of all activities that serve both.");
    matrix_colours: message!("report.matrix-colours", "Completed of all activities that serve both, \
        and their implementation rate; the stronger the colour, the more is done.");
    nothing_due: message!("report.nothing-due", "Nothing is due in this time.");
    nothing_overdue: message!("report.nothing-overdue", "Nothing is overdue.");
}

/// `as of 15 September 2024`, before a day that the page marks up.
pub(super) fn kicker(day: impl Into<Argument>) -> Message {
    message!("report.kicker", "Workplan report · as of {day}", day)
}

/// `chaired by Ministry, ILO`
pub(super) fn chaired_by(chairs: impl Into<Argument>) -> Message {
    message!("report.chaired-by", "chaired by {chairs}", chairs)
}

/// `led by ILO`, in a line of its own.
pub(super) fn led_by(leads: impl Into<Argument>) -> Message {
    message!("report.led-by", "led by {leads}", leads)
}

/// `Due in the next 30 days`
pub(super) fn due_in_next(days: u32) -> Message {
    message!("report.due-in-next", "Due in the next {days#1 day|# days}", days)
}

/// `Priority figures`, for those who hear the page.
pub(super) fn figures_of(breakdown: &Message) -> Message {
    message!("report.figures-of", "{breakdown} figures", breakdown = breakdown.clone())
}

/// `target 80%`
pub(super) fn target(percent: &str) -> Message {
    message!("report.target", "target {percent}", percent)
}

/// `without 2 cancelled`
pub(super) fn without_cancelled(number: u64) -> Message {
    message!("report.without-cancelled", "without {number} cancelled", number)
}

/// `expected by now 70%`
pub(super) fn expected_by_now(percent: &str) -> Message {
    message!("report.expected-by-now", "expected by now {percent}", percent)
}

/// `11 of 30 activities implemented`, around a number that the page marks up.
pub(super) fn implemented_of(completed: &str, all: u64) -> Message {
    message!(
        "report.implemented-of",
        "{completed} of {all#1 activity|# activities} implemented",
        completed,
        all
    )
}

/// How many activities the page shows, of how many; the page's script puts in the number.
pub(super) fn shown_of(all: u64) -> Message {
    message!("report.shown-of", "{shown} of {all#1 activity|# activities}", shown = "{shown}", all)
}

/// Says which version wrote the page, and from which commit.
pub(super) fn written_by(version: &str) -> Message {
    message!("report.written-by", "Written by workplan {version}.", version)
}

/// Says which version wrote the page, and from which commit.
pub(super) fn written_from(version: &str, commit: &str) -> Message {
    message!(
        "report.written-from",
        "Written by workplan {version} from commit {commit}.",
        version,
        commit
    )
}

/// The heading of the message, which has no author where nobody chairs.
pub(super) fn message_heading(has_no_chairs: bool) -> Message {
    match has_no_chairs {
        true => message!("report.message", "Message"),
        false => message!("report.message-from-chairs", "Message from the chairs"),
    }
}

/// Says that more activities are overdue or on hold than the list has.
pub(super) fn more_risks(more: &usize) -> Message {
    let more = *more;
    message!(
        "report.more-risks",
        "{more#1 more activity is|# more activities are} overdue or on hold.",
        more
    )
}

/// `Contact: https://example.org`
pub(super) fn contact_line(contact: &str) -> Message {
    message!("report.contact-line", "Contact: {contact}", contact)
}

/// `Budget in USD`
pub(super) fn budget_in(currency: &str) -> Message {
    message!("report.budget-in", "Budget in {currency}", currency)
}

/// `Priority (USD)`, over a table of amounts.
pub(super) fn priority_and_currency(currency: &str) -> Message {
    message!("report.priority-and-currency", "Priority ({currency})", currency)
}

/// `completed 30 Mar 2024`
pub(super) fn completed_on(day: impl Into<Argument>) -> Message {
    message!("report.completed-on", "completed {day}", day)
}

/// Says that the list of all activities has what a table has not.
pub(super) fn more_rows(more: &usize) -> Message {
    let more = *more;
    message!("report.more-rows", "{more#1 more is|# more are} in the list of all activities.", more)
}

/// `Page 2 of 9`
pub(super) fn page_of(page: &str, pages: &str) -> Message {
    message!("report.page-of", "Page {page} of {pages}", page, pages)
}

/// `Logo of ICAT`
pub(super) fn logo_of(group: &str) -> Message {
    message!("report.logo-of", "Logo of {group}", group)
}
