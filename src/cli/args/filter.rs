//! The flags that select activities.

use clap::Args;

use crate::model::Status;
use crate::ops::{Selection, status_of};

/// Which activities are asked for. A repeated flag is OR, different flags are AND.
#[derive(Clone, Debug, Default, PartialEq, Args)]
#[command(next_help_heading = "Filters (a repeated one widens, different ones narrow)")]
pub(in crate::cli) struct FilterArgs {
    /// Activities that an organization owns, by its id or short name
    #[arg(long, value_name = "ORG")]
    owner: Vec<String>,

    /// Activities that an organization owns or is a partner in
    #[arg(long, value_name = "ORG")]
    involving: Vec<String>,

    /// Activities of your organization: see `workplan me`
    #[arg(long)]
    mine: bool,

    /// Activities of a priority
    #[arg(long, value_name = "ID")]
    priority: Vec<String>,

    /// Activities that serve a cross-cutting theme
    #[arg(long, value_name = "ID")]
    theme: Vec<String>,

    /// Activities with a status: planned, ongoing, on_hold, postponed, completed or cancelled
    #[arg(long, value_name = "STATUS", value_parser = status_of)]
    status: Vec<Status>,

    /// Activities with a tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,

    /// Overdue activities
    #[arg(long)]
    overdue: bool,

    /// Activities that are due soon
    #[arg(long)]
    due_soon: bool,

    /// Due before this day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due_before: Option<String>,

    /// Due after this day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due_after: Option<String>,

    /// Activities with this text in the title or another field
    #[arg(long, value_name = "TEXT")]
    search: Vec<String>,
}

impl FilterArgs {
    /// Returns the selection that the flags ask for.
    pub(in crate::cli) fn selection(&self) -> Selection {
        Selection {
            owners: self.owner.clone(),
            involving: self.involving.clone(),
            mine: self.mine,
            priorities: self.priority.clone(),
            themes: self.theme.clone(),
            statuses: self.status.clone(),
            tags: self.tag.clone(),
            overdue: self.overdue,
            due_soon: self.due_soon,
            due_before: self.due_before.clone(),
            due_after: self.due_after.clone(),
            search: self.search.clone(),
        }
    }
}
