//! A rollover as JSON and for people.

use serde::Serialize;

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
    why: &'a str,
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
        let title = format!("To look at by hand in {}:", rollover.to);
        out += &format!("\n{}\n", screen.paint(Tone::Strong, &title));
        for AttentionItem { id, why } in &rollover.attention {
            out += &format!("  {id}  {why}\n");
        }
    }
    out
}

/// Says where the new plan is, or that there is nothing to add to it.
fn headline(rollover: &Rollover) -> String {
    let Rollover { from, to, path, .. } = rollover;
    if rollover.carried.is_empty() && !rollover.carried_before.is_empty() {
        return format!(
            "{to} continues everything that is open in {from}: there is nothing to add\n"
        );
    }
    let verb = if rollover.is_written { "is written" } else { "would be written" };
    format!("{} {verb}\n", clean_line(path))
}

/// Says how many activities became what.
fn numbers(rollover: &Rollover) -> String {
    let ended = |status| rollover.left.iter().filter(|one| one.status == status).count();
    let (completed, cancelled) = (ended(Status::Completed), ended(Status::Cancelled));
    let rows = [
        (completed, "completed (not carried over)".to_owned()),
        (cancelled, "cancelled (not carried over)".to_owned()),
        (rollover.carried.len(), format!("carried to {}", rollover.to)),
        (rollover.carried_before.len(), "carried before".to_owned()),
    ];
    let all: usize = rows.iter().map(|(number, _)| number).sum();
    let mut out = match all {
        0 => format!("\n{} has no activities\n", rollover.from),
        1 => format!("\nThe one activity of {}:\n", rollover.from),
        _ => format!("\nOf the {all} activities of {}:\n", rollover.from),
    };
    let width = all.to_string().len() + 2;
    for (number, what) in rows.iter().filter(|(number, _)| *number > 0) {
        out += &format!("{number:>width$} {what}\n");
    }
    out
}
