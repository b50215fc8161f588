//! Words that several answers share: statuses, ratings, fields, and the headings of tables.

use crate::analysis::{Percent, Rating};
use crate::diagnostic::{Argument, Message, long_day, message};
use crate::model::{FIELDS, Field, Period, Status};
use crate::render::toolkit::terminal::Tone;
use crate::report::BreakdownBy;

/// Makes a function for each word.
macro_rules! words {
    ($($name:ident: $word:expr;)+) => {
        $(pub(crate) fn $name() -> $crate::diagnostic::Message { $word })+
    };
}
pub(crate) use words;

/// The word for a status.
pub(crate) fn status(status: Status) -> Message {
    status.label()
}

/// A rating, or why there is none; nothing where there is nothing to rate.
pub(crate) fn rating(rating: Option<Rating>, expected: Option<Percent>) -> Option<Message> {
    Some(match rating {
        Some(Rating::OnTrack) => message!("word.on-track", "on track"),
        Some(Rating::Behind) => message!("word.behind", "behind"),
        Some(Rating::OffTrack) => message!("word.off-track", "off track"),
        None => return expected.map(|_| message!("word.too-early", "too early to rate")),
    })
}

/// The tone of a rating.
pub(crate) fn rating_tone(rating: Option<Rating>) -> Tone {
    match rating {
        Some(Rating::OnTrack) => Tone::Good,
        Some(Rating::Behind) => Tone::Warning,
        Some(Rating::OffTrack) => Tone::Bad,
        None => Tone::Plain,
    }
}

/// The heading of a breakdown.
pub(crate) fn breakdown(by: BreakdownBy) -> Message {
    match by {
        BreakdownBy::Priority => priority(),
        BreakdownBy::Theme => theme(),
        BreakdownBy::Owner => owner(),
    }
}

// The headings of tables.
words! {
    activities: message!("table.activities", "activities");
    activity: message!("table.activity", "activity");
    author: message!("table.author", "who");
    carried: message!("table.carried", "carried");
    completed: message!("table.completed", "completed");
    date: message!("table.date", "date");
    details: message!("table.details", "details");
    due: message!("table.due", "due");
    due_soon: message!("table.due-soon", "due soon");
    expected: message!("table.expected", "expected");
    gap: message!("table.gap", "gap");
    id: message!("table.id", "id");
    implemented: message!("table.implemented", "implemented");
    late: message!("table.late", "late");
    open: message!("table.open", "open");
    overdue: message!("table.overdue", "overdue");
    owner: message!("table.owner", "owner");
    owners: message!("table.owners", "owners");
    plan: message!("table.plan", "plan");
    priority: message!("table.priority", "priority");
    progress: message!("table.progress", "progress");
    rate: message!("table.rate", "rate");
    rating_heading: message!("table.rating", "rating");
    status_heading: message!("table.status", "status");
    target: message!("table.target", "target");
    theme: message!("table.theme", "theme");
    title: message!("table.title", "title");
    what: message!("table.what", "what");
}

// How an activity stands to another one, and to the day.
words! {
    awaited_by: message!("word.awaited-by", "awaited by");
    late_to_start: message!("word.late-to-start", "late to start");
    waits_for: message!("word.waits-for", "waits for");
}

/// `3 days overdue`
pub(crate) fn days_overdue(days: i64) -> Message {
    message!("word.days-overdue", "{days#1 day|# days} overdue", days)
}

/// `due today`, `due in 3 days`
pub(crate) fn due_in(days: i64) -> Message {
    match days {
        0 => message!("word.due-today", "due today"),
        _ => message!("word.due-in", "due in {days#1 day|# days}", days),
    }
}

/// `due 15 Sep 2024`
pub(crate) fn due_on(day: impl Into<Argument>) -> Message {
    message!("word.due-on", "due {day}", day)
}

/// `due 15 Sep 2024, overdue`
pub(crate) fn due_overdue(day: impl Into<Argument>) -> Message {
    message!("word.due-overdue", "due {day}, overdue", day)
}

/// `reached 15 Sep 2024`
pub(crate) fn reached(day: impl Into<Argument>) -> Message {
    message!("word.reached", "reached {day}", day)
}

/// What a key of the format is called in a sentence; a key without words is shown as it is.
pub(crate) fn key(key: &str) -> Message {
    if let Some(field) = FIELDS.iter().find(|field| field.key == key) {
        return (field.name)();
    }
    match key {
        "across" => message!("field.across", "across"),
        "actual" => message!("field.actual", "actual"),
        "aliases" => message!("field.aliases", "aliases"),
        "available" => message!("field.available", "available"),
        "baseline" => message!("field.baseline", "baseline"),
        "carried_to" => message!("field.carried-to", "carried to"),
        "chairs" => message!("field.chairs", "chairs"),
        "concerns" => message!("field.concerns", "concerns"),
        "country" => message!("field.country", "country"),
        "currency" => message!("field.currency", "currency"),
        "decisions" => message!("field.decisions", "decisions"),
        "done" => message!("field.done", "done"),
        "end" => message!("field.end", "end"),
        "endorsed" => message!("field.endorsed", "endorsed"),
        "focal_points" => message!("field.focal-points", "focal points"),
        "highlights" => message!("field.highlights", "highlights"),
        "language" => message!("field.language", "language"),
        "late_start" => message!("field.late-start", "late start"),
        "lead" => message!("field.lead", "lead"),
        "line" => message!("field.line", "line"),
        "message" => message!("field.message", "message"),
        "name" => message!("field.name", "name"),
        "narrative" => message!("field.narrative", "narrative"),
        "organizations" => message!("field.organizations", "organizations"),
        "overdue" => message!("field.overdue", "overdue"),
        "path" => message!("field.path", "path"),
        "period" => message!("field.period", "period"),
        "plan" => message!("field.plan", "plan"),
        "priorities" => message!("field.priorities", "priorities"),
        "priority" => message!("field.priority", "priority"),
        "recorded_status" => message!("field.recorded-status", "recorded status"),
        "region" => message!("field.region", "region"),
        "required" => message!("field.required", "required"),
        "sector" => message!("field.sector", "sector"),
        "short" => message!("field.short", "short"),
        "spent" => message!("field.spent", "spent"),
        "target" => message!("field.target", "target"),
        "unit" => message!("field.unit", "unit"),
        "verification" => message!("field.verification", "verification"),
        other => Message::verbatim(other.replace('_', " ")),
    }
}

/// The name of a field among the lines of `show`.
pub(crate) fn field_line(field: &Field) -> Message {
    match field.key {
        "description" => message!("show.about", "about"),
        "geography" => message!("show.where", "where"),
        "sdg_targets" => message!("show.sdg-targets", "SDG targets"),
        "working_group" => message!("show.group", "group"),
        other => key(other),
    }
}

/// The name of a field in a report.
pub(crate) fn field_label(field: &Field) -> Message {
    match field.key {
        "description" => message!("report.about", "About"),
        "geography" => message!("report.where", "Where"),
        "reason" => message!("report.reason", "Reason"),
        "remarks" => message!("report.remarks", "Remarks"),
        "sdg_targets" => message!("report.sdg-targets", "SDG targets"),
        "working_group" => message!("report.working-group", "Working group"),
        other => key(other),
    }
}

/// `1 January 2024 to 31 December 2024`
pub(crate) fn period(period: &Period) -> Message {
    let (start, end) = (long_day(period.start.value), long_day(period.end.value));
    message!("status.period", "{start} to {end}", start, end)
}
