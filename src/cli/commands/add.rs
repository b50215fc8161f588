use clap::Args;

use super::verbs::{WHEN, all_filled, filled};
use crate::analysis::PlanIndex;
use crate::cli::edit::{ActivityEdit, EditArgs, EditTarget, finish, outcome, typed_dates};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::cli::verify_edit::{FileTexts, Rewritten, refused, rewrite_file};
use crate::diagnostic::nearest;
use crate::edit::{Assignment, Change, Value, assign, find_priority, next_id, with_item};
use crate::format::yaml::{Document, NodeKind};
use crate::model::{Reference, Status};
use crate::text::{FileId, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// Add an activity to a priority, behind those that it has
///
/// It gets the next free id: the one that follows those of the priority, and was never used in any
/// plan.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan add --priority 1 --title 'Handbook for country teams' --owner iom --due 2024-11-30\n  workplan add --priority 2 --title 'Training' --owner undp,iom --due 2024-Q4 themes=child-protection tags=training --dry-run"
)]
pub(in crate::cli) struct Add {
    /// The priority's id
    #[arg(long, value_name = "ID", value_parser = filled("name a priority by its id"))]
    priority: String,

    /// What is to be done, on one line
    #[arg(long, value_name = "TEXT", value_parser = filled("say what is to be done"))]
    title: String,

    /// The accountable organization's id; several with commas between them, the first one leads
    #[arg(long, value_name = "ORG", required = true, value_parser = all_filled("name an organization by its id"))]
    owner: Vec<String>,

    /// When it is due, such as 2024-09-30, 2024-Q3, friday or +3w
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = filled(WHEN))]
    due: Option<String>,

    /// When it starts
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = filled(WHEN))]
    start: Option<String>,

    /// The status; otherwise planned
    #[arg(long, value_name = "STATUS", value_parser = filled("name a status, such as planned"))]
    status: Option<String>,

    /// A cross-cutting theme that it serves
    #[arg(long, value_name = "ID", value_parser = all_filled("name a theme by its id"))]
    theme: Vec<String>,

    /// An organization that contributes
    #[arg(long, value_name = "ORG", value_parser = all_filled("name an organization by its id"))]
    partner: Vec<String>,

    /// The id, if it is not to be the next free one
    #[arg(long = "id", value_name = "ID", value_parser = filled("leave out --id, and the next free one is taken"))]
    wanted: Option<String>,

    /// Any other key of an activity, as `set` takes it
    #[arg(value_name = "KEY=VALUE")]
    more: Vec<String>,

    #[command(flatten)]
    pub(in crate::cli) edit: EditArgs,
}

impl Add {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = self.edit.is_json(session)?;
        let plans = &session.plans(session.read()?);
        let plan = plans.plan_to_edit(self.edit.plan.as_deref())?;
        if self.edit.plan.is_none() {
            plans.note_outside(plan);
        }
        let id = self.new_id(plans, plan)?;
        let assignments = self.assignments(&id)?;
        let mut activity = Value::Map(Vec::new());
        assign(&mut activity, &assignments, session.day()).map_err(Error::from)?;
        typed_dates(&assignments, session.day()).for_each(|note| plans.note(note));
        let (file, text) = self.text(plans, plan, &activity)?;
        let edited = ActivityEdit {
            target: EditTarget { plan, id, file },
            before: Value::Null,
            after: activity,
        };
        let (view, new) =
            finish(plans, &[edited], &FileTexts::from([(file, text)]), self.edit.dry_run)?;
        Ok(outcome(&view, new.as_ref(), is_json, session))
    }

    /// The id that is asked for, if it is free; else the next free one.
    fn new_id(&self, plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Result<String> {
        let ids = |plan: &PlanIndex<'_>| {
            plan.plan
                .written_activities()
                .map(|activity| activity.id.value.to_string())
                .collect::<Vec<_>>()
        };
        let used = plans.index.used_ids();
        let Some(id) = &self.wanted else {
            let priorities =
                plan.plan.priorities.iter().filter(|priority| priority.id.value == self.priority);
            let own = priorities
                .flat_map(|priority| priority.activities.iter().chain(&priority.incomplete));
            let own: Vec<&str> = own.map(|activity| &*activity.id.value).collect();
            return Ok(next_id(&self.priority, &own, |id| used.contains(id)));
        };
        let holder = plans.index.plans().find(|holder| ids(holder).contains(id));
        let Some(holder) = holder else { return Ok(id.clone()) };
        let name = holder.plan.name.as_str();
        let continues = self
            .more
            .iter()
            .filter_map(|text| text.strip_prefix("carried_from="))
            .filter_map(Reference::parse);
        if name != plan.plan.name
            && continues.into_iter().any(|from| from.id == id && from.plan == Some(name))
        {
            return Ok(id.clone());
        }
        let what = format!("the id `{}` is used in the plan `{name}`", clean_line(id));
        Err(Error::usage(what).hint("an id is never given to another activity; leave out --id, and the next free one is taken"))
    }

    /// What the new activity is to say.
    fn assignments(&self, id: &str) -> Result<Vec<Assignment>> {
        let status = self.status.as_deref().unwrap_or(Status::Planned.as_str());
        let mut assignments = vec![
            Assignment::set("id", id),
            Assignment::set("title", self.title.as_str()),
            Assignment::set("owners", self.owner.join(",")),
        ];
        let lists = [("themes", &self.theme), ("partners", &self.partner)];
        assignments.extend(
            lists
                .iter()
                .filter(|(_, ids)| !ids.is_empty())
                .map(|(key, ids)| Assignment::set(key, ids.join(","))),
        );
        let dates = [("start", &self.start), ("due", &self.due)];
        assignments.extend(
            dates.iter().filter_map(|(key, date)| Some(Assignment::set(key, date.as_deref()?))),
        );
        let more: Vec<Assignment> = self
            .more
            .iter()
            .map(|text| Assignment::parse(text))
            .collect::<Result<_, _>>()
            .map_err(Error::from)?;
        if self.status.is_some() || !more.iter().any(|one| one.is_of("status")) {
            assignments.push(Assignment::set("status", status));
        }
        assignments.extend(more);
        Ok(assignments)
    }

    /// The file that holds the priority, and its new text.
    fn text(
        &self,
        plans: &LoadedPlans<'_>,
        plan: &PlanIndex<'_>,
        activity: &Value,
    ) -> Result<(FileId, Rewritten)> {
        let documents: Vec<&Document<'_>> =
            plan.plan.files.iter().filter_map(|file| plans.reading.documents.get(file)).collect();
        if documents.iter().any(|document| document.broken)
            || documents.len() < plan.plan.files.len()
        {
            return Err(refused(plans, &plan.plan.name));
        }
        let mut places: Vec<_> = documents
            .iter()
            .flat_map(|document| {
                find_priority(document, &self.priority)
                    .into_iter()
                    .map(move |place| (document, place))
            })
            .collect();
        let Some((document, priority)) = places.pop() else { return Err(self.no_priority(plan)) };
        if !places.is_empty() {
            return Err(refused(plans, &plan.plan.name));
        }
        let list = priority.key("activities").filter(|list| {
            list.node.kind() == NodeKind::Sequence && list.node.children().next().is_some()
        });
        let change = match list {
            Some(list) => (list, Change::Append(activity.clone())),
            None => {
                let value = with_item(Value::of(priority.node), activity.clone());
                (priority, Change::Value(value))
            }
        };
        let file = document.file();
        Ok((file, rewrite_file(plans, file, vec![change])?))
    }

    fn no_priority(&self, plan: &PlanIndex<'_>) -> Error {
        let ids: Vec<&str> =
            plan.plan.priorities.iter().map(|priority| &*priority.id.value).collect();
        let failure = Error::not_found(format!(
            "the plan `{}` has no priority `{}`",
            plan.plan.name,
            clean_line(&self.priority)
        ));
        let help = match nearest(&self.priority, ids.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its priorities are: {}", clean_line(&ids.join(", "))),
        };
        failure.hint(help)
    }
}
