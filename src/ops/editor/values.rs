//! The values that a key can have.

use chrono::{Datelike, Months, NaiveDate};

use super::completion::CompletionKind;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, message};
use crate::format::keys::{KeySpec, ValueKind};
use crate::format::yaml::id_for_all;
use crate::model::{Activity, Day, Plan, Status, Text};
use crate::ops::complete::{open_first, organizations, themes};
use crate::text::{FileId, Sources, Spanned, clean_line};
use crate::workspace::LoadedPlans;

/// A value that a key can have.
pub(super) struct Value {
    /// The text itself.
    pub text: String,
    /// The text as it is written in YAML, with quotes where it needs them.
    pub written: String,
    /// What it is called.
    pub detail: String,
    /// What it is.
    pub kind: CompletionKind,
}

impl Value {
    fn plain(text: impl Into<String>, detail: impl Into<String>, kind: CompletionKind) -> Self {
        let text = text.into();
        Value { written: text.clone(), text, detail: detail.into(), kind }
    }
}

/// Returns the values that a key of a file can have, the likely ones first.
pub(super) fn values(plans: &LoadedPlans<'_>, file: FileId, key: &KeySpec) -> Vec<Value> {
    let plan = plans.index.plan_of_file(file);
    match key.takes {
        ValueKind::Word(words) | ValueKind::Words(words) => words
            .iter()
            .map(|word| {
                let label = Status::parse(word).map(|status| status.label().to_string());
                Value::plain(*word, label.unwrap_or_default(), CompletionKind::Word)
            })
            .collect(),
        ValueKind::Date => dates(plans.as_of.day, plan.map(|plan| plan.plan)),
        ValueKind::Ids if key.name == "themes" => {
            ids(plan.into_iter().flat_map(|plan| themes(plan.plan)))
        }
        ValueKind::Ids if key.name != "aliases" => {
            ids(organizations(plans.index.folder, plan.map(|plan| plan.plan)))
        }
        ValueKind::References => {
            let others = plans.index.plans().filter(|other| !is_same(plan, other));
            let own = plan.into_iter().flat_map(|plan| activities(plan, "", plans.sources));
            own.chain(others.flat_map(|other| activities(other, &other.plan.name, plans.sources)))
                .collect()
        }
        ValueKind::PlanReference => {
            let begin = |plan: &PlanIndex<'_>| plan.plan.period.map(|period| period.start.value);
            let own = plan.and_then(begin);
            let mut earlier: Vec<&PlanIndex<'_>> = plans
                .index
                .plans()
                .filter(|other| !is_same(plan, other) && (own.is_none() || begin(other) < own))
                .collect();
            earlier.sort_by_key(|plan| std::cmp::Reverse(begin(plan)));
            earlier
                .into_iter()
                .flat_map(|other| activities(other, &other.plan.name, plans.sources))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn is_same(plan: Option<&PlanIndex<'_>>, other: &PlanIndex<'_>) -> bool {
    plan.is_some_and(|plan| plan.plan.name == other.plan.name)
}

fn ids<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Value> {
    let value = |(id, name): (&str, &str)| {
        let written = id_for_all(id).into_owned();
        Value { written, ..Value::plain(id, clean_line(name), CompletionKind::Id) }
    };
    all.map(value).collect()
}

/// The activities of a plan, the open ones first; with the plan's name before the ids where one is
/// given.
fn activities(plan: &PlanIndex<'_>, name: &str, sources: &Sources) -> Vec<Value> {
    let before = if name.is_empty() { String::new() } else { format!("{name}/") };
    // As it is written where it is defined: with quotes or without.
    let written = |id: &Spanned<Text<'_>>| {
        Some(sources.written(id.span))
            .filter(|own| *own == &*id.value)
            .map_or_else(|| id_for_all(&id.value).into_owned(), str::to_owned)
    };
    let value = |one: &Activity<'_>| {
        let text = format!("{before}{}", &*one.id.value);
        let own = if name.is_empty() { written(&one.id) } else { text.clone() };
        Value {
            written: own,
            ..Value::plain(text, clean_line(&one.title.value), CompletionKind::Id)
        }
    };
    open_first(plan.plan).into_iter().map(value).collect()
}

/// Today, the ends of this month and of this quarter, and the end of the period.
fn dates(today: Day, plan: Option<&Plan<'_>>) -> Vec<Value> {
    let end_of_month = |day: Day| {
        let first = day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
        first.and_then(|next| next.pred_opt())
    };
    let quarter = NaiveDate::from_ymd_opt(today.year(), today.month0() / 3 * 3 + 3, 1);
    let period = plan.and_then(|plan| plan.period).map(|period| period.end.value);
    let all: [(Option<Day>, Message); 4] = [
        (Some(today), message!("editor.today", "today")),
        (end_of_month(today), message!("editor.end-of-month", "end of this month")),
        (quarter.and_then(end_of_month), message!("editor.end-of-quarter", "end of this quarter")),
        (period, message!("editor.end-of-period", "end of the plan's period")),
    ];
    let mut dates: Vec<Value> = Vec::new();
    for (day, what) in all.into_iter().filter_map(|(day, what)| Some((day?, what))) {
        let text = day.to_string();
        if !dates.iter().any(|known| known.text == text) {
            dates.push(Value::plain(text, what.to_string(), CompletionKind::Date));
        }
    }
    dates
}
