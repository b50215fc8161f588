//! The arguments of `list`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{FilterArgs, days};
use crate::analysis::SortKey;
use crate::diagnostic::message;
use crate::render::ListColumn;

/// List the activities of a plan
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, csv, markdown

Examples:
  workplan list --mine
  workplan list --owner iom --overdue
  workplan list --theme child-protection --sort due
  workplan list 2024 --stale 90d
  workplan list --columns id,title,due --format csv")]
pub(in crate::cli) struct List {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,

    /// Ongoing, and unchanged in git for N days, such as 90d [default: as in config.yaml]
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(in crate::cli) stale: Option<Option<u32>>,

    /// Sort by id, title, owner, status, start, due, progress or days_late [default: file order]
    #[arg(long, value_name = "KEY", value_parser = sort_key(), help_heading = SHOWN, hide_possible_values = true)]
    pub(in crate::cli) sort: Option<SortKey>,

    /// Reverse the order
    #[arg(long, requires = "sort", help_heading = SHOWN)]
    pub(in crate::cli) reverse: bool,

    /// The columns to show, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column())]
    #[arg(help_heading = SHOWN, hide_possible_values = true)]
    pub(in crate::cli) columns: Vec<ListColumn>,
}

/// What heads the flags that choose no activities.
const SHOWN: &str = "How they are shown";

const SORT_KEYS: [(&str, SortKey); 8] = [
    ("id", SortKey::Id),
    ("title", SortKey::Title),
    ("owner", SortKey::Owner),
    ("status", SortKey::Status),
    ("start", SortKey::Start),
    ("due", SortKey::Due),
    ("progress", SortKey::Progress),
    ("days_late", SortKey::DaysLate),
];

fn sort_key() -> impl TypedValueParser<Value = SortKey> {
    PossibleValuesParser::new(SORT_KEYS.map(|(name, _)| name)).try_map(|word| {
        SORT_KEYS
            .into_iter()
            .find(|(name, _)| *name == word)
            .map(|(_, key)| key)
            .ok_or_else(|| message!("list.unknown-sort-key", "no such key"))
    })
}

fn column() -> impl TypedValueParser<Value = ListColumn> {
    PossibleValuesParser::new(ListColumn::ALL.map(ListColumn::name)).try_map(|word| {
        ListColumn::ALL
            .into_iter()
            .find(|column| column.name() == word)
            .ok_or_else(|| message!("list.unknown-column", "no such column"))
    })
}
