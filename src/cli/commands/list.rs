use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::analysis::FieldValues;
use crate::cli::args::days;
use crate::cli::output::CommandOutput;
use crate::cli::select::FilterArgs;
use crate::cli::session::Session;
use crate::history::History;
use crate::model::Status;
use crate::render::{ListColumn, ListView, SortKey};
use crate::workspace::Result;

/// List the activities of a plan
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan list --mine\n  workplan list --owner iom --overdue\n  workplan list --theme child-protection --sort due\n  workplan list 2024 --stale 90d\n  workplan list --columns id,title,due --format csv"
)]
pub(in crate::cli) struct List {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    #[command(flatten)]
    filter: FilterArgs,

    /// Ongoing, and unchanged in git for so many days, such as 90d; without a number as config.yaml
    /// says
    #[arg(long, value_name = "DAYS", value_parser = days)]
    stale: Option<Option<u32>>,

    /// Sort by id, title, owner, status, start, due, progress or days_late; otherwise as in the
    /// file
    #[arg(long, value_name = "KEY", value_parser = sort_key(), help_heading = SHOWN, hide_possible_values = true)]
    sort: Option<SortKey>,

    /// Sort the other way round
    #[arg(long, requires = "sort", help_heading = SHOWN)]
    reverse: bool,

    /// The columns to show, with commas between them
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', value_parser = column(), help_heading = SHOWN, hide_possible_values = true)]
    columns: Vec<ListColumn>,
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
            .ok_or("no such key")
    })
}

fn column() -> impl TypedValueParser<Value = ListColumn> {
    PossibleValuesParser::new(ListColumn::ALL.map(ListColumn::name)).try_map(|word| {
        ListColumn::ALL.into_iter().find(|column| column.name() == word).ok_or("no such column")
    })
}

impl List {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let plan = plans.plan(self.plan.as_deref())?;
        let mut activities = self.filter.choose(plans, plan)?;
        if let Some(days) = self.stale {
            let days = days.unwrap_or(plans.reading.folder.config.stale);
            activities.retain(|facts| facts.status == Status::Ongoing);
            let now = activities
                .iter()
                .map(|facts| (facts.activity.id.to_string(), FieldValues::of(facts)))
                .collect();
            let stale = History::of(session, "--stale")?.unchanged(
                &plan.plan.name,
                &now,
                days,
                plans.as_of.day,
            )?;
            activities.retain(|facts| stale.contains(&*facts.activity.id.value));
        }
        if let Some(key) = self.sort {
            key.sort(&mut activities, self.reverse);
        }
        let view = ListView {
            as_of: plans.as_of.day,
            revision: session.revision(),
            activities,
            sources: plans.sources,
            columns: self.columns.clone(),
        };
        session.show(&view)
    }
}
