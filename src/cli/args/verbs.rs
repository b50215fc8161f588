//! The arguments of the everyday edits.

use clap::Args;

use super::edit::EditArgs;
use super::filled::{filled, how_much, when, why};

/// Record that activities are completed, today or on the --as-of day
///
/// A recorded progress is set to 100, and a start in the future to that day. ID#2 is the activity's
/// second milestone, which is recorded as reached. A part of its title does as well, if no other
/// milestone has it. Open milestones of a completed activity stay open, unless --milestones is
/// given.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan done 1.3
  workplan done 1.3 1.5 --as-of 2024-09-15
  workplan done 1.3#2
  workplan done '1.3#first meeting'
  workplan done 1.3 --milestones    (the activity, and all its open milestones)")]
pub(in crate::cli) struct Done {
    /// Ids of activities, or plan/id; ID#2 for a second milestone
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,

    /// Record all open milestones of the activities as reached on the same day too
    #[arg(long)]
    pub(in crate::cli) milestones: bool,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Record that activities are under way
///
/// An activity without a start, or with a start in the future, starts today or on the --as-of day.
/// A completed or cancelled activity is reopened, which needs a reason.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan start 2.3
  workplan start 2.3 --as-of 2024-11-01
  workplan start 1.3 --reason 'Two pumps have failed'")]
pub(in crate::cli) struct Start {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,

    /// Why it is reopened; required for completed and cancelled activities
    #[arg(long, value_name = "TEXT", value_parser = filled(why))]
    pub(in crate::cli) reason: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Put an activity on hold (needs a reason)
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan hold 1.3 --reason 'The funds are late'"
)]
pub(in crate::cli) struct Hold {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Postpone an activity to a later plan (needs a reason)
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan postpone 1.3 --reason 'The funds come next year'"
)]
pub(in crate::cli) struct Postpone {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// Cancel an activity (needs a reason)
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan cancel 1.3 --reason 'Another group does the same'"
)]
pub(in crate::cli) struct Cancel {
    #[command(flatten)]
    pub(in crate::cli) pause: Pause,
}

/// What it takes to hold, postpone or cancel.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Pause {
    /// Ids of activities, or plan/id
    #[arg(value_name = "ID", required = true)]
    pub(in crate::cli) ids: Vec<String>,

    /// The reason
    #[arg(long, value_name = "TEXT", required = true, value_parser = filled(why))]
    pub(in crate::cli) reason: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Record the progress of an activity, in percent
#[derive(Clone, Debug, Args)]
#[command(after_help = "Formats: table, json\n\nExamples:\n  workplan progress 1.3 60")]
pub(in crate::cli) struct Progress {
    /// The activity's id, or plan/id
    #[arg(required = true)]
    pub(in crate::cli) id: Option<String>,

    /// A percentage from 0 to 100, such as 60 or 60%
    #[arg(allow_negative_numbers = true, required = true, value_parser = filled(how_much))]
    pub(in crate::cli) percent: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

/// Change the due date of an activity (needs a reason)
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan slip 1.3 2024-12-15 --reason 'The venue is closed until December'")]
pub(in crate::cli) struct Slip {
    /// The activity's id, or plan/id; ID#2 for its second milestone
    #[arg(required = true)]
    pub(in crate::cli) id: Option<String>,

    /// The new date, such as 2024-09-30, 2024-Q4, friday or +2w
    #[arg(value_name = "DATE", required = true, allow_hyphen_values = true, value_parser = filled(when))]
    pub(in crate::cli) due: Option<String>,

    /// The reason
    #[arg(long, value_name = "TEXT", required = true, value_parser = filled(why))]
    pub(in crate::cli) reason: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}
