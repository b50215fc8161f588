//! Words that people write by habit, and the format's own word for them.

use super::keys::KeyTable;
use crate::diagnostic::nearest;
use crate::model::Status;

/// Everyday words, and words of spreadsheets and other tools, by status.
const STATUSES: [(&str, &[&str]); 6] = [
    (
        "completed",
        &["done", "complete", "finished", "closed", "implemented", "achieved", "delivered"],
    ),
    (
        "ongoing",
        &[
            "in progress",
            "started",
            "active",
            "underway",
            "under way",
            "on track",
            "doing",
            "open",
            "wip",
            "ongoing",
        ],
    ),
    ("planned", &["not started", "to do", "todo", "pending", "new", "scheduled", "future"]),
    ("on_hold", &["on hold", "paused", "suspended", "blocked", "waiting", "hold"]),
    ("postponed", &["deferred", "delayed to next year", "moved", "rolled over"]),
    ("cancelled", &["canceled", "dropped", "abandoned", "discontinued", "withdrawn", "rejected"]),
];

fn stands_for(habit: &str) -> Option<&'static str> {
    STATUSES.iter().find(|(_, habits)| habits.contains(&habit)).map(|(status, _)| *status)
}

/// Returns the status of an everyday word.
pub(super) fn status(word: &str) -> Option<&'static str> {
    stands_for(&word.trim().to_lowercase().replace(['_', '-'], " "))
}

/// Returns the status that a word most likely means: the known word, otherwise the nearest status,
/// otherwise the status with the nearest known word.
pub fn status_meant(word: &str) -> Option<&'static str> {
    let by_habit = || {
        nearest(word, STATUSES.iter().flat_map(|(_, habits)| *habits).copied()).and_then(stands_for)
    };
    status(word).or_else(|| nearest(word, Status::ALL.map(Status::as_str))).or_else(by_habit)
}

/// Returns the key that a word stands for, in an activity and around it.
pub(super) fn key(word: &str) -> Option<&'static str> {
    let word = word.trim().to_lowercase().replace(['-', ' '], "_");
    Some(match word.as_str() {
        "lead" | "leads" | "responsible" | "responsible_entity" | "accountable" | "owner"
        | "organisation" | "lead_agency" => "owners",
        "deadline" | "due_date" | "end" | "end_date" | "finish" | "target_date" | "until" => "due",
        "start_date" | "begin" | "begins" | "from" => "start",
        "name" | "activity" | "task" | "summary" => "title",
        "state" | "stage" => "status",
        "focal_point" | "person" | "contact_person" => "contact",
        "completion_date" | "completed_on" | "completed_at" | "done" => "completed",
        "percent" | "percentage" | "percent_complete" | "complete" => "progress",
        "dependencies" | "depends" | "after" | "blocked_by" => "depends_on",
        "notes" | "note" | "comment" | "comments" => "remarks",
        "outputs" | "output" | "deliverable" => "deliverables",
        "kpi" | "kpis" | "indicator" => "indicators",
        "location" | "country" | "countries" | "region" => "geography",
        "sdg" | "sdgs" => "sdg_targets",
        "labels" | "label" | "tag" => "tags",
        "members" | "agencies" | "organisations" => "organizations",
        "co_chairs" | "chair" | "cochairs" => "chairs",
        "goals" | "objectives" | "pillars" => "priorities",
        "tasks" | "actions" => "activities",
        _ => return None,
    })
}

/// The key of a table that a word most likely means: by habit, else the nearest one.
pub fn key_meant(word: &str, table: &KeyTable) -> Option<&'static str> {
    let meant = key(word).filter(|meant| table.names().any(|known| known == *meant));
    meant.or_else(|| nearest(word, table.names()))
}

/// Returns the only possible date of a text in another notation; `None` if day and month could be
/// confused.
pub fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-', ' ']).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (a, b, c) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a, b, c) {
        (1900.., 1..=12, 1..=31) => (a, b, c),
        (13..=31, 1..=12, 1900..) => (c, b, a),
        (1..=12, 13..=31, 1900..) => (c, a, b),
        (1..=12, 1..=12, 1900..) if a == b => (c, a, b),
        _ => return None,
    };
    let written = format!("{year:04}-{month:02}-{day:02}");
    crate::model::DateSpan::parse(&written).is_ok().then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_offered() {
        assert_eq!(date("30/06/2024").as_deref(), Some("2024-06-30"));
        assert_eq!(date("06/30/2024").as_deref(), Some("2024-06-30"));
        assert_eq!(date("2024/6/3").as_deref(), Some("2024-06-03"));
        assert_eq!(date("05.06.2024"), None);
        assert_eq!(date("30/02/2024"), None);
        assert_eq!(status("In progress"), Some("ongoing"));
        assert_eq!(status("in progess"), None);
    }

    #[test]
    fn a_slip_in_a_habitual_word_is_seen_through() {
        assert_eq!(status_meant("in progess"), Some("ongoing"));
        assert_eq!(status_meant("Postponded"), Some("postponed"));
        assert_eq!(status_meant("finnished"), Some("completed"));
        assert_eq!(status_meant("approved by the board"), None);
    }

    #[test]
    fn keys_have_habits_too() {
        assert_eq!(key("Due date"), Some("due"));
    }
}
