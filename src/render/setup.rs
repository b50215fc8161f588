//! What `workplan setup` finds, writes and takes back, in lines.

use crate::diagnostic::{Message, message};
use crate::report::{SetupReport, SetupState, SetupStep, SetupTarget};
use crate::text::{clean_line, path_text};

/// Says in a line each what is found, written or taken back.
pub fn setup_text(report: &SetupReport) -> String {
    let mut out = String::new();
    for step in &report.steps {
        let part = step.part.as_str();
        out += &format!("{part}: {}\n", line(step, report.is_done));
        if let (SetupTarget::Lines { lines, .. }, SetupState::Missing) = (&step.target, step.state)
        {
            out.extend(lines.lines().map(|line| format!("  {}\n", clean_line(line))));
        }
    }
    for (part, note) in &report.notes {
        out += &format!("{}: {}\n", part.as_str(), clean_line(&note.to_string()));
    }
    if out.is_empty() {
        out += &format!("{}\n", message!("setup.nothing", "there is nothing to take back"));
    }
    out
}

fn line(step: &SetupStep, is_done: bool) -> Message {
    let what = target(&step.target);
    match (step.state, is_done) {
        (SetupState::Missing, false) => added(&step.target, what),
        (SetupState::Missing, true) => message!("setup.wrote", "wrote {what}", what),
        (SetupState::Outdated, false) => {
            message!("setup.would-update", "would update {what}", what)
        }
        (SetupState::Outdated, true) => message!("setup.updated", "updated {what}", what),
        (SetupState::There, _) => message!("setup.there", "is there already: {what}", what),
        (SetupState::Other, _) => message!(
            "setup.other",
            "stays as it is, because `workplan setup` has not written it: {what}",
            what
        ),
        (SetupState::Own, false) => message!("setup.would-remove", "would remove {what}", what),
        (SetupState::Own, true) => message!("setup.removed", "removed {what}", what),
        (SetupState::Changed, _) => message!(
            "setup.changed",
            "stays, because it was changed after `workplan setup` wrote it: {what}",
            what
        ),
    }
}

/// What is going to be written: a setting with its value.
fn added(to: &SetupTarget, what: Message) -> Message {
    match to {
        SetupTarget::Setting { value, .. } => message!(
            "setup.would-set",
            "would set {what} to “{value}”",
            what,
            value = clean_line(value)
        ),
        _ => message!("setup.would-write", "would write {what}", what),
    }
}

fn target(of: &SetupTarget) -> Message {
    let shown = |path: &std::path::Path| clean_line(&path_text(path)).into_owned();
    match of {
        SetupTarget::File(path) => message!("setup.file", "{path}", path = shown(path)),
        SetupTarget::Files { folder, count } => {
            message!(
                "setup.files",
                "{count} files in {folder}",
                count = *count,
                folder = shown(folder)
            )
        }
        SetupTarget::Lines { path, .. } => {
            message!("setup.lines", "lines in {path}", path = shown(path))
        }
        SetupTarget::Setting { repository, key, .. } => message!(
            "setup.setting",
            "the git setting {key} in {repository}",
            key,
            repository = shown(repository)
        ),
    }
}
