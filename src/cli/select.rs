use clap::Args;

use crate::analysis::{ActivityFacts, Filter, PlanIndex};
use crate::diagnostic::nearest;
use crate::format::{TypedDate, status_meant};
use crate::model::{Day, Directory, Organization, Status};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result, understood_as};

/// Which activities are asked for. A repeated flag is OR, different flags are AND.
#[derive(Clone, Debug, Default, PartialEq, Args)]
#[command(next_help_heading = "Filters (a repeated one widens, different ones narrow)")]
pub(super) struct FilterArgs {
    /// Activities that an organization owns: its id, or its short name
    #[arg(long, value_name = "ORG")]
    owner: Vec<String>,

    /// Activities that an organization owns or is a partner in
    #[arg(long, value_name = "ORG")]
    involving: Vec<String>,

    /// Activities of the organization that your git email belongs to
    #[arg(long)]
    mine: bool,

    /// Activities of a priority
    #[arg(long, value_name = "ID")]
    priority: Vec<String>,

    /// Activities that serve a cross-cutting theme
    #[arg(long, value_name = "ID")]
    theme: Vec<String>,

    /// Activities with a status: planned, ongoing, on_hold, postponed, completed or cancelled
    #[arg(long, value_name = "STATUS", value_parser = status)]
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

    /// Activities that say this, in the title or another text
    #[arg(long, value_name = "TEXT")]
    search: Vec<String>,
}

/// A status by its word.
fn status(word: &str) -> Result<Status, String> {
    Status::parse(word).ok_or_else(|| match status_meant(word) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("a status is {}", Status::ALL.map(Status::as_str).join(", ")),
    })
}

impl FilterArgs {
    /// What begins a sentence about what is not there: of all, or of what these flags ask for.
    pub(super) fn nothing(&self) -> &'static str {
        if *self == FilterArgs::default() { "Nothing" } else { "Nothing that was asked for" }
    }

    /// The activities of a plan that are asked for, in file order. What names nothing is an error:
    /// a slip of the pen must not look like an empty plan.
    pub(super) fn choose<'f>(
        &self,
        plans: &LoadedPlans<'f>,
        plan: &'f PlanIndex<'f>,
    ) -> Result<Vec<ActivityFacts<'f>>> {
        let filter = self.filter(plans, plan)?;
        Ok(ActivityFacts::all(plan, plans.as_of).filter(|facts| filter.accepts(facts)).collect())
    }

    fn filter(&self, plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Result<Filter> {
        let organizations = |wanted: &[String]| {
            wanted.iter().map(|one| organization(&plan.directory, one)).collect::<Result<Vec<_>>>()
        };
        let mut owners = organizations(&self.owner)?;
        if self.mine {
            owners.extend(mine(plans, plan)?);
        }
        let priorities = plan.plan.priorities.iter().map(|priority| &*priority.id.value);
        let themes = plan.plan.themes.iter().map(|theme| &*theme.id.value);
        Ok(Filter {
            owners,
            involving: organizations(&self.involving)?,
            priorities: known("priority", &self.priority, priorities)?,
            themes: known("theme", &self.theme, themes)?,
            statuses: self.status.clone(),
            tags: self.tag.clone(),
            overdue: self.overdue,
            due_soon: self.due_soon,
            due_before: day(plans, "--due-before", self.due_before.as_deref(), TypedDate::first)?,
            due_after: day(plans, "--due-after", self.due_after.as_deref(), TypedDate::last)?,
            search: self.search.clone(),
        })
    }
}

/// A day of a span that counts from the day of the figures; how it was understood is noted.
fn day(
    plans: &LoadedPlans<'_>,
    flag: &str,
    text: Option<&str>,
    of_span: fn(TypedDate) -> Day,
) -> Result<Option<Day>> {
    let Some(text) = text else { return Ok(None) };
    let date = TypedDate::parse(text, plans.as_of.day).map_err(|error| {
        Error::usage(format!("`{}` is not a date for {flag}", clean_line(text))).hint(error.why())
    })?;
    let day = of_span(date);
    if !date.is_plain() {
        plans.note(understood_as(text, day));
    }
    Ok(Some(day))
}

/// The organization that a word means: its id, an id that it had before, or its short or full name
/// in any case.
pub(super) fn organization(directory: &Directory<'_>, word: &str) -> Result<String> {
    match directory
        .find(word)
        .map(|organization| &*organization.id.value)
        .or_else(|| directory.called(word))
    {
        Some(id) => Ok(id.to_owned()),
        None => Err(unknown("organization", word, directory.ids())),
    }
}

fn known<'a>(
    what: &str,
    wanted: &[String],
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<Vec<String>> {
    match wanted.iter().find(|one| ids.clone().all(|id| id != one.as_str())) {
        Some(one) => Err(unknown(what, one, ids)),
        None => Ok(wanted.to_vec()),
    }
}

/// How many ids are listed for somebody who has named none of them.
const LISTED: usize = 30;

fn unknown<'a>(what: &str, word: &str, ids: impl Iterator<Item = &'a str>) -> Error {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    let failure = Error::not_found(format!("there is no {what} `{}`", clean_line(word)));
    if let Some(meant) = nearest(word, ids.iter().copied()) {
        return failure.hint(format!("did you mean `{meant}`?"));
    }
    let more = if ids.len() > LISTED { ", …" } else { "" };
    ids.truncate(LISTED);
    failure.hint(format!("there are: {}{more}", ids.join(", ")))
}

/// The organizations for which the user of this git is a focal point.
fn mine(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Result<Vec<String>> {
    let how = "set it with `git config user.email you@example.org`, or use --owner";
    let known = store::git_email(&plans.workspace.options.here);
    let known = known.map_err(|error| {
        Error::usage(format!("git does not say what your email is: {error}"))
            .hint("say whose with --owner")
    })?;
    let Some(email) = known else {
        return Err(Error::usage("git does not know your email, so it is not clear what is yours")
            .hint(how));
    };
    let is_me = |organization: &Organization<'_>| {
        let emails = organization.focal_points.iter().filter_map(|point| point.email.as_ref());
        emails.into_iter().any(|own| own.value.trim().eq_ignore_ascii_case(&email))
    };
    let all = plans.index.folder.organizations.iter().chain(&plan.plan.organizations);
    let ids: Vec<String> = all
        .filter(|organization| is_me(organization))
        .map(|organization| organization.id.value.to_string())
        .collect();
    if ids.is_empty() {
        let what =
            format!("no organization has a focal point with your email, {}", clean_line(&email));
        return Err(Error::usage(what).hint("add it to organizations.yaml, or use --owner"));
    }
    Ok(ids)
}
