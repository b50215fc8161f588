//! The tools: commands, and which of their arguments an assistant may give.

/// A command as a tool.
#[derive(Debug)]
pub(super) struct Tool {
    pub name: &'static str,
    /// The command, where it has another name.
    pub command: &'static str,
    /// Its own arguments, by their names in JSON.
    own: &'static [&'static str],
    pub kind: Kind,
}

/// What a tool does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Reads the plans.
    Read,
    /// Reads a page that is part of the program.
    Page,
    /// Changes the plans, or shows what would change.
    Edit,
    /// Takes an edit back; a tool only where edits are allowed.
    Undo,
}

/// The arguments of every tool of a kind, after its own.
const WHEN_READING: &[&str] = &["at", "as_of", "lenient"];
const WHEN_EDITING: &[&str] = &["plan", "as_of"];
const WHEN_WRITING: &[&str] = &["dry_run"];

/// The arguments that select activities.
macro_rules! filters {
    ($($own:literal),*) => {
        &[
            "plan", "owner", "involving", "mine", "priority", "theme", "status", "tag", "overdue",
            "due_soon", "due_before", "due_after", "search", $($own),*
        ]
    };
}

const fn reads(name: &'static str, own: &'static [&'static str]) -> Tool {
    Tool { name, command: name, own, kind: Kind::Read }
}

const fn edits(name: &'static str, own: &'static [&'static str]) -> Tool {
    Tool { name, command: name, own, kind: Kind::Edit }
}

/// The tools, in the order in which they are listed.
const TOOLS: &[Tool] = &[
    reads("status", &["plan", "by", "against", "all"]),
    reads("list", filters!["stale", "sort", "reverse"]),
    reads("overdue", filters![]),
    reads("upcoming", filters!["within"]),
    reads("mine", &["plan", "owner"]),
    reads("show", &["id", "plan"]),
    reads("matrix", &["plan"]),
    reads("check", &["plans", "base"]),
    reads("diff", &["base", "head", "plan", "merge_base"]),
    reads("log", &["id", "plan", "lineage"]),
    reads("trend", &["plan", "every"]),
    Tool { name: "explain", command: "check", own: &["rule"], kind: Kind::Page },
    edits("done", &["ids", "milestones"]),
    edits("start", &["ids", "reason"]),
    edits("hold", &["ids", "reason"]),
    edits("postpone", &["ids", "reason"]),
    edits("cancel", &["ids", "reason"]),
    edits("progress", &["id", "percent"]),
    edits("slip", &["id", "due", "reason"]),
    edits("set", &["target", "changes"]),
    edits(
        "add",
        &["priority", "title", "owner", "due", "start", "status", "theme", "partner", "id", "more"],
    ),
    Tool { name: "undo", command: "undo", own: &["list"], kind: Kind::Undo },
];

/// Returns the tools that there are, with edits allowed or not.
pub(super) fn tools(allows_edits: bool) -> impl Iterator<Item = &'static Tool> {
    TOOLS.iter().filter(move |tool| allows_edits || tool.kind != Kind::Undo)
}

impl Tool {
    /// Returns the names of its arguments.
    pub(super) fn arguments(&self, allows_edits: bool) -> Vec<&'static str> {
        let more: &[&[&str]] = match self.kind {
            Kind::Read => &[WHEN_READING],
            Kind::Page => &[],
            Kind::Edit if allows_edits => &[WHEN_EDITING, WHEN_WRITING],
            Kind::Edit => &[WHEN_EDITING],
            Kind::Undo => &[WHEN_WRITING],
        };
        self.own.iter().chain(more.iter().copied().flatten()).copied().collect()
    }
}
