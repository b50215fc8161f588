//! Which plan a command is about, and what is said where the day lies outside its period.

use super::error::{Error, ErrorKind, Result};
use super::{LoadedPlans, Workspace, cannot_open};
use crate::analysis::{
    PlanChoice, PlanCopy, PlanIndex, choose, choose_likely, copies, copies_are_wanted,
};
use crate::diagnostic::{Message, all_of, long_day, message, note, one_of};
use crate::format::{Reading, is_plan_name, read};
use crate::model::{Day, Folder, Plan};
use crate::text::clean_line;

impl<'f> LoadedPlans<'f> {
    /// The plan that is asked for by name, or else the one that the day chooses. Refused if it has
    /// errors; what was completed after the day is reported, and a day outside the plan's period.
    pub fn plan(&self, name: Option<&str>) -> Result<&'f PlanIndex<'f>> {
        let plan = self.sound_plan(name)?;
        self.note_completed_later([plan]);
        self.note_outside(plan);
        Ok(plan)
    }

    /// The same for commands that go by the record, whatever the day.
    pub fn sound_plan(&self, name: Option<&str>) -> Result<&'f PlanIndex<'f>> {
        let plan = match (name, self.workspace.likely(self.index.folder, self.as_of.day)) {
            (None, Some((plan, doubt))) => {
                self.note(doubt);
                self.workspace.plan_exists(self.index, &plan.name)?
            }
            _ => self.plan_to_edit(name)?,
        };
        self.refuse_errors(&|other| other == plan.plan.name)?;
        Ok(plan)
    }

    /// The plan that is asked for by name, or else the one that the day chooses, errors or not.
    pub fn plan_to_edit(&self, name: Option<&str>) -> Result<&'f PlanIndex<'f>> {
        if let Some(name) = name {
            return self.workspace.plan_exists(self.index, name);
        }
        let plan = match choose(self.index.folder, self.as_of.day) {
            PlanChoice::Unclear(plan) => {
                self.refuse_errors(&|other| other == plan.name)?;
                return Err(unclear(plan));
            }
            choice => self.workspace.the_one(choice)?,
        };
        self.workspace.plan_exists(self.index, &plan.name)
    }

    /// Says that the day lies outside a plan's period, and what to do.
    pub fn note_outside(&self, plan: &PlanIndex<'_>) {
        outside(self.index.folder, plan.plan, self.as_of.day)
            .into_iter()
            .for_each(|note| self.note(note));
    }

    /// Says which plans are copies of others, where all plans are shown.
    pub fn note_copies(&self) {
        if copies_are_wanted(self.index.folder) {
            return;
        }
        for PlanCopy { first, copy, .. } in copies(self.index.folder) {
            let (first, copy) = (clean_line(&first.name), clean_line(&copy.name));
            self.note(note(message!(
                "plan.copies-shown",
                "the plans `{first}` and `{copy}` are copies of each other, \
                and each is shown; keep one of them",
                first,
                copy
            )));
        }
    }

    /// Says that the day lies outside the periods of all plans, where it does.
    pub fn note_no_plan(&self) {
        if let PlanChoice::Plan(plan) = choose(self.index.folder, self.as_of.day) {
            outside(self.index.folder, plan, self.as_of.day)
                .into_iter()
                .for_each(|note| self.note(note));
        }
    }
}

impl Workspace {
    /// The name of the plan that is asked for, or else of the one that the day chooses. Whether it
    /// has errors is not asked.
    pub fn plan_name(&self, name: Option<&str>) -> Result<String> {
        if let Some(name) = name {
            return Ok(name.to_owned());
        }
        if let [first, ..] = self.unreadable.as_slice() {
            return Err(cannot_open(first));
        }
        let Reading { folder, .. } = read(&self.input);
        let plan = match self.likely(&folder, self.day()) {
            Some((plan, doubt)) => {
                self.options.note(&doubt);
                plan
            }
            None => self.the_one(choose(&folder, self.day()))?,
        };
        outside(&folder, plan, self.day()).into_iter().for_each(|note| self.options.note(&note));
        Ok(plan.name.clone())
    }

    /// The plan that is shown with `--lenient` where a period cannot be read, and what is said of
    /// that.
    fn likely<'f>(&self, folder: &'f Folder<'f>, day: Day) -> Option<(&'f Plan<'f>, Message)> {
        if !self.options.lenient {
            return None;
        }
        let (PlanChoice::Unclear(unclear), PlanChoice::Plan(plan)) =
            (choose(folder, day), choose_likely(folder, day))
        else {
            return None;
        };
        let (name, unclear) = (clean_line(&plan.name), clean_line(&unclear.name));
        let doubt = match folder.plans.as_slice() {
            [_] => note(message!(
                "plan.period-unread-only",
                "the period of the plan `{name}` cannot be read; it is shown because there is no other plan",
                name
            )),
            _ if name == unclear => note(message!(
                "plan.period-unread-named",
                "the period of the plan `{name}` cannot be read; to see another plan, name it",
                name
            )),
            _ => note(message!(
                "plan.period-unread-other",
                "the period of the plan `{unclear}` cannot be read; the plan `{name}` \
                     is shown; to see another plan, name it",
                unclear,
                name
            )),
        };
        Some((plan, doubt))
    }

    /// The plan that the day chooses, if it chooses one.
    fn the_one<'a>(&self, choice: PlanChoice<'a>) -> Result<&'a Plan<'a>> {
        match choice {
            PlanChoice::Plan(plan) => Ok(plan),
            PlanChoice::None => Err(self.no_plans()),
            PlanChoice::Unclear(plan) => Err(unclear(plan)),
            PlanChoice::Copies(plans) => Err(self.copies(&plans)),
        }
    }

    /// The error where one of several copies of a plan would have to be chosen.
    fn copies(&self, plans: &[&Plan<'_>]) -> Error {
        let names: Vec<String> =
            plans.iter().map(|plan| format!("`{}`", clean_line(&plan.name))).collect();
        let paths = plans
            .iter()
            .flat_map(|plan| plan.files.first())
            .map(|&file| clean_line(&self.input.sources[file].path));
        let paths: Vec<_> = paths.collect();
        let what = message!(
            "plan.copies-unclear",
            "the plans {names} are copies of each other, so it is not clear which plan is meant",
            names = all_of(names)
        );
        let names = plans.iter().map(|plan| plan.name.as_str()).filter(|name| is_plan_name(name));
        let named: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        let what_to_do = match named.is_empty() {
            true => {
                message!("plan.copies-in-common", "`workplan check` shows what they have in common")
            }
            false => message!(
                "plan.copies-in-common-or-name-one",
                "`workplan check` shows what they have in common; to read one of them all the \
                 same, name it: {names}",
                names = one_of(named)
            ),
        };
        Error::new(ErrorKind::Ambiguous, what)
            .hint(message!(
                "plan.keep-one-copy",
                "keep one of them, and delete or rename the others: {paths}",
                paths = paths.join(", ")
            ))
            .hint(what_to_do)
    }
}

fn unclear(plan: &Plan<'_>) -> Error {
    let what = message!(
        "plan.period-unread-unclear",
        "the period of the plan `{name}` cannot be read, so it is not clear which plan is meant",
        name = clean_line(&plan.name)
    );
    Error::new(ErrorKind::Ambiguous, what).hint(message!("plan.name-it", "name the plan"))
}

/// Says that a day lies outside a plan's period, and what to do.
fn outside(folder: &Folder<'_>, plan: &Plan<'_>, day: Day) -> Option<Message> {
    let period = plan
        .period
        .filter(|period| period.start.value <= period.end.value && !period.holds(day))?;
    let name = clean_line(&plan.name);
    let days = |from: Day, to: Day| (to - from).num_days();
    let (start, end) = (period.start.value, period.end.value);
    if day < start {
        return Some(note(message!(
            "plan.begins-later",
            "the plan {name} begins on {start}, in {days#1 day|# days}; --as-of DATE shows it as of \
             another day",
            name,
            start = long_day(start),
            days = days(day, start)
        )));
    }
    let starts = || {
        folder
            .plans
            .iter()
            .filter_map(|other| Some((other, other.period?.start.value)))
            .filter(|(_, begins)| *begins > start)
    };
    let next = match starts().min_by_key(|(_, begins)| *begins) {
        None => message!(
            "plan.next-rollover",
            "next: `workplan rollover`, or --as-of DATE for an earlier day"
        ),
        Some((next, begins)) if begins > day => message!(
            "plan.next-begins",
            "the plan {name} begins on {start}; --as-of DATE shows another day",
            name = clean_line(&next.name),
            start = long_day(begins)
        ),
        Some(_) => {
            message!("plan.as-of-last-day", "--as-of {end} shows it as of its last day", end)
        }
    };
    Some(note(message!(
        "plan.ended",
        "the plan {name} ended on {end}, {days#1 day|# days} ago; {next}",
        name,
        end = long_day(end),
        days = days(end, day),
        next
    )))
}
