//! The arguments of `add`.

use clap::Args;

use super::add_part::AddPart;

use super::edit::EditArgs;
use super::filled::{
    all_filled, filled, what, when, which_id, which_priority, which_status, which_theme, who,
};

/// Add an activity to a priority; or a theme, a priority, an organization, a person
///
/// The activity gets the next free id: it follows those of the priority, and no plan has ever used
/// it. `workplan add theme --help` and the like say how the others are added.
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(disable_help_subcommand = true, subcommand_value_name = "PART")]
#[command(subcommand_help_heading = "What else can be added")]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan add --priority 1 --title 'Handbook for country teams' --owner iom --due 2024-11-30
  workplan add --priority 2 --title 'Training' --owner undp,iom --due 2024-Q4 \
    themes=child-protection tags=training --dry-run
  workplan add theme gender --title 'Gender equality'
  workplan add person iom --name 'Ada Example' --email ada.example@example.org")]
pub(in crate::cli) struct Add {
    #[command(subcommand)]
    pub(in crate::cli) part: Option<AddPart>,

    /// The priority's id
    #[arg(long, value_name = "ID", required = true, value_parser = filled(which_priority))]
    pub(in crate::cli) priority: Option<String>,

    /// The title, on one line
    #[arg(long, value_name = "TEXT", required = true, value_parser = filled(what))]
    pub(in crate::cli) title: Option<String>,

    /// The id of the accountable organization; separate several with commas, the lead first
    #[arg(long, value_name = "ORG", required = true, value_parser = all_filled(who))]
    pub(in crate::cli) owner: Vec<String>,

    /// When it is due, such as 2024-09-30, 2024-Q3, friday or +3w
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = filled(when))]
    pub(in crate::cli) due: Option<String>,

    /// When it starts
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = filled(when))]
    pub(in crate::cli) start: Option<String>,

    /// The status [default: planned]
    #[arg(long, value_name = "STATUS", value_parser = filled(which_status))]
    pub(in crate::cli) status: Option<String>,

    /// A cross-cutting theme that it serves
    #[arg(long, value_name = "ID", value_parser = all_filled(which_theme))]
    pub(in crate::cli) theme: Vec<String>,

    /// An organization that contributes
    #[arg(long, value_name = "ORG", value_parser = all_filled(who))]
    pub(in crate::cli) partner: Vec<String>,

    /// The id [default: the next free one]
    #[arg(long = "id", value_name = "ID", value_parser = filled(which_id))]
    pub(in crate::cli) wanted: Option<String>,

    /// Any other field of the activity, as in `set`
    #[arg(value_name = "KEY=VALUE")]
    pub(in crate::cli) more: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}
