//! Adds an activity to a priority.

use super::activity_edit::{ActivityEdit, EditTarget, finish, plans_to_edit, typed_dates};
use super::verify_edit::{FileTexts, Rewritten, refused, rewrite_file};
use crate::analysis::PlanIndex;
use crate::diagnostic::{did_you_mean, message, nearest};
use crate::edit::{Assignment, Change, Value, assign, find_priority, next_id, with_item};
use crate::format::yaml::{Document, NodeKind};
use crate::model::{Reference, Status};
use crate::report::Edits;
use crate::text::{FileId, clean_line};
use crate::workspace::{Error, LoadedPlans, Result, Workspace};

/// What a new activity says, and where it goes; dates and lists as they are typed.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct AddOptions {
    /// The id of its priority.
    pub priority: String,
    /// Its title.
    pub title: String,
    /// The accountable organizations; the first one leads.
    pub owners: Vec<String>,
    /// When it is due.
    pub due: Option<String>,
    /// When it starts.
    pub start: Option<String>,
    /// Its status; without it, planned.
    pub status: Option<String>,
    /// The themes that it serves.
    pub themes: Vec<String>,
    /// The organizations that contribute.
    pub partners: Vec<String>,
    /// Its id; without it the next free one.
    pub id: Option<String>,
    /// Further assignments, `KEY=VALUE`.
    pub more: Vec<String>,
    /// The plan's name; without it the plan that holds the day.
    pub plan: Option<String>,
    /// Whether to report only what would change, and write nothing.
    pub dry_run: bool,
}

/// Adds an activity to a priority, after those that it has.
///
/// # Errors
/// If there is no such priority, the id is in use, or the new text would have errors.
pub fn add(workspace: &Workspace, options: &AddOptions) -> Result<Edits> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = plans.plan_to_edit(options.plan.as_deref())?;
    if options.plan.is_none() {
        plans.note_outside(plan);
    }
    let id = options.new_id(plans, plan)?;
    let assignments = options.assignments(&id)?;
    let mut activity = Value::Map(Vec::new());
    assign(&mut activity, &assignments, workspace.day())?;
    typed_dates(&assignments, workspace.day()).for_each(|note| plans.note(note));
    let (file, text) = options.text(plans, plan, &activity)?;
    let edited = ActivityEdit {
        target: EditTarget { plan, id, file },
        before: Value::Null,
        after: activity,
        named: Vec::new(),
    };
    finish(plans, &[edited], &FileTexts::from([(file, text)]), options.dry_run)
}

impl AddOptions {
    /// The id that is asked for, if it is free; else the next free one.
    fn new_id(&self, plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Result<String> {
        let ids = |plan: &PlanIndex<'_>| {
            plan.plan
                .written_activities()
                .map(|activity| activity.id.value.to_string())
                .collect::<Vec<_>>()
        };
        let used = plans.index.used_ids();
        let Some(id) = &self.id else {
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
        let what = message!(
            "add.id-is-used",
            "the id `{id}` is used in the plan `{name}`",
            id = clean_line(id),
            name
        );
        Err(Error::usage(what).hint(message!(
            "add.id-is-taken-for-good",
            "an id is never given to another activity; leave out --id, \
            and the next free one is taken"
        )))
    }

    /// What the new activity is to say.
    fn assignments(&self, id: &str) -> Result<Vec<Assignment>> {
        let status = self.status.as_deref().unwrap_or(Status::Planned.as_str());
        let mut assignments = vec![
            Assignment::set("id", id),
            Assignment::set("title", self.title.as_str()),
            Assignment::set("owners", self.owners.join(",")),
        ];
        let lists = [("themes", &self.themes), ("partners", &self.partners)];
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
        let more: Vec<Assignment> =
            self.more.iter().map(|text| Assignment::parse(text)).collect::<Result<_, _>>()?;
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
        let failure = Error::not_found(message!(
            "plan.no-such-priority",
            "the plan `{name}` has no priority `{priority}`",
            name = &plan.plan.name,
            priority = clean_line(&self.priority)
        ));
        let help = match nearest(&self.priority, ids.iter().copied()) {
            Some(meant) => did_you_mean(meant),
            None => message!(
                "add.known-priorities",
                "its priorities are: {ids}",
                ids = clean_line(&ids.join(", "))
            ),
        };
        failure.hint(help)
    }
}
