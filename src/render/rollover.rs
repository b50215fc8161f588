//! A rollover as JSON and for people.

use serde::Serialize;

use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::report::{AttentionItem, CarriedActivity, EndedActivity, Rollover};
use crate::text::{clean, clean_line};

#[derive(Serialize)]
struct RolloverShape<'a> {
    schema: u32,
    from: &'a str,
    to: &'a str,
    path: &'a str,
    written: bool,
    carried: Vec<CarriedShape<'a>>,
    left: Vec<LeftShape<'a>>,
    carried_before: Vec<CarriedShape<'a>>,
    attention: Vec<AttentionShape<'a>>,
}

#[derive(Serialize)]
struct CarriedShape<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct LeftShape<'a> {
    id: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
struct AttentionShape<'a> {
    id: &'a str,
    why: &'a Message,
}

/// Returns a rollover for scripts.
pub fn rollover_json(rollover: &Rollover) -> String {
    fn carried(all: &[CarriedActivity]) -> Vec<CarriedShape<'_>> {
        all.iter().map(|CarriedActivity { from, to }| CarriedShape { from, to }).collect()
    }
    fn left(one: &EndedActivity) -> LeftShape<'_> {
        LeftShape { id: &one.id, status: one.status.as_str() }
    }
    fn attention(AttentionItem { id, why }: &AttentionItem) -> AttentionShape<'_> {
        AttentionShape { id, why }
    }
    to_json(&RolloverShape {
        schema: SCHEMA,
        from: &rollover.from,
        to: &rollover.to,
        path: &rollover.path,
        written: rollover.is_written,
        carried: carried(&rollover.carried),
        left: rollover.left.iter().map(left).collect(),
        carried_before: carried(&rollover.carried_before),
        attention: rollover.attention.iter().map(attention).collect(),
    })
}

/// Returns a rollover for people.
pub fn rollover_text(rollover: &Rollover, screen: &Terminal) -> String {
    let mut out = String::new();
    for file in &rollover.texts {
        out += &screen.paint(Tone::Strong, &format!("# {}", clean_line(&file.path)));
        out += &format!("\n{}\n", clean(&file.text));
    }
    out += &headline(rollover);
    out += &numbers(rollover);
    if !rollover.attention.is_empty() {
        let title =
            message!("rollover.attention", "To look at by hand in {plan}:", plan = &rollover.to);
        out += &format!("\n{}\n", screen.paint(Tone::Strong, &title.to_string()));
        for AttentionItem { id, why } in &rollover.attention {
            out += &format!("  {id}  {why}\n");
        }
    }
    out
}

/// Says where the new plan is, or that there is nothing to add to it.
fn headline(rollover: &Rollover) -> String {
    let Rollover { from, to, path, .. } = rollover;
    let path = clean_line(path);
    let headline = if rollover.carried.is_empty() && !rollover.carried_before.is_empty() {
        message!(
            "rollover.nothing-to-add",
            "{to} continues everything that is open in {from}: there is nothing to add",
            to,
            from
        )
    } else if rollover.is_written {
        message!("rollover.written", "{path} is written", path)
    } else {
        message!("rollover.would-be-written", "{path} would be written", path)
    };
    format!("{headline}\n")
}

/// Says how many activities became what.
fn numbers(rollover: &Rollover) -> String {
    let ended = |status| rollover.left.iter().filter(|one| one.status == status).count();
    let (completed, cancelled) = (ended(Status::Completed), ended(Status::Cancelled));
    let to = &rollover.to;
    let rows = [
        (completed, message!("rollover.completed", "completed (not carried over)")),
        (cancelled, message!("rollover.cancelled", "cancelled (not carried over)")),
        (rollover.carried.len(), message!("rollover.carried", "carried to {to}", to)),
        (rollover.carried_before.len(), message!("rollover.carried-before", "carried before")),
    ];
    let all: usize = rows.iter().map(|(number, _)| number).sum();
    let from = &rollover.from;
    let heading = match all {
        0 => message!("rollover.no-activities", "{from} has no activities", from),
        1 => message!("rollover.one-activity", "The one activity of {from}:", from),
        _ => message!("rollover.activities", "Of the {all} activities of {from}:", all, from),
    };
    let mut out = format!("\n{heading}\n");
    let width = all.to_string().len() + 2;
    for (number, what) in rows.iter().filter(|(number, _)| *number > 0) {
        out += &format!("{number:>width$} {what}\n");
    }
    out
}
