//! Words that several answers share: statuses, ratings, fields, and the headings of tables.

use crate::analysis::{Percent, Rating};
use crate::diagnostic::{Argument, Message, message};
use crate::model::{Field, Status};
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
    match key {
        "across" => message!("field.across", "across"),
        "actual" => message!("field.actual", "actual"),
        "aliases" => message!("field.aliases", "aliases"),
        "available" => message!("field.available", "available"),
        "baseline" => message!("field.baseline", "baseline"),
        "budget" => message!("field.budget", "budget"),
        "carried_from" => message!("field.carried-from", "carried from"),
        "carried_to" => message!("field.carried-to", "carried to"),
        "chairs" => message!("field.chairs", "chairs"),
        "completed" => message!("field.completed", "completed"),
        "concerns" => message!("field.concerns", "concerns"),
        "contact" => message!("field.contact", "contact"),
        "country" => message!("field.country", "country"),
        "currency" => message!("field.currency", "currency"),
        "decisions" => message!("field.decisions", "decisions"),
        "deliverables" => message!("field.deliverables", "deliverables"),
        "depends_on" => message!("field.depends-on", "depends on"),
        "description" => message!("field.description", "description"),
        "done" => message!("field.done", "done"),
        "due" => message!("field.due", "due"),
        "end" => message!("field.end", "end"),
        "endorsed" => message!("field.endorsed", "endorsed"),
        "focal_points" => message!("field.focal-points", "focal points"),
        "forecast" => message!("field.forecast", "forecast"),
        "geography" => message!("field.geography", "geography"),
        "highlights" => message!("field.highlights", "highlights"),
        "id" => message!("field.id", "id"),
        "indicators" => message!("field.indicators", "indicators"),
        "language" => message!("field.language", "language"),
        "late_start" => message!("field.late-start", "late start"),
        "lead" => message!("field.lead", "lead"),
        "line" => message!("field.line", "line"),
        "message" => message!("field.message", "message"),
        "milestones" => message!("field.milestones", "milestones"),
        "name" => message!("field.name", "name"),
        "narrative" => message!("field.narrative", "narrative"),
        "organizations" => message!("field.organizations", "organizations"),
        "overdue" => message!("field.overdue", "overdue"),
        "owners" => message!("field.owners", "owners"),
        "partners" => message!("field.partners", "partners"),
        "path" => message!("field.path", "path"),
        "period" => message!("field.period", "period"),
        "plan" => message!("field.plan", "plan"),
        "priorities" => message!("field.priorities", "priorities"),
        "priority" => message!("field.priority", "priority"),
        "progress" => message!("field.progress", "progress"),
        "reason" => message!("field.reason", "reason"),
        "recorded_status" => message!("field.recorded-status", "recorded status"),
        "region" => message!("field.region", "region"),
        "remarks" => message!("field.remarks", "remarks"),
        "required" => message!("field.required", "required"),
        "sdg_targets" => message!("field.sdg-targets", "sdg targets"),
        "sector" => message!("field.sector", "sector"),
        "short" => message!("field.short", "short"),
        "spent" => message!("field.spent", "spent"),
        "start" => message!("field.start", "start"),
        "status" => message!("field.status", "status"),
        "tags" => message!("field.tags", "tags"),
        "target" => message!("field.target", "target"),
        "themes" => message!("field.themes", "themes"),
        "title" => message!("field.title", "title"),
        "translations" => message!("field.translations", "translations"),
        "unit" => message!("field.unit", "unit"),
        "verification" => message!("field.verification", "verification"),
        "weight" => message!("field.weight", "weight"),
        "working_group" => message!("field.working-group", "working group"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FIELDS;

    /// A field without words would be shown by its key in every language.
    #[test]
    fn every_field_has_words() {
        let is_shown = |field: &&Field| !matches!(field.key, "iati");
        for field in FIELDS.iter().filter(is_shown) {
            assert_ne!(key(field.key).id(), Message::verbatim("").id(), "{}", field.key);
        }
    }
}
