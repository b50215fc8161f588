//! Which plan a command is about, and what is said where the day lies outside its period.

use super::error::{Error, ErrorKind, Result};
use super::{LoadedPlans, Workspace, cannot_open};
use crate::analysis::{
    PlanChoice, PlanCopy, PlanIndex, choose, choose_likely, copies, copies_are_wanted,
};
use crate::format::{Reading, is_plan_name, read};
use crate::model::long_day;
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
            self.note(format!(
                "note: the plans `{first}` and `{copy}` are copies of each other, \
                and each is shown; keep one of them"
            ));
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
    fn likely<'f>(&self, folder: &'f Folder<'f>, day: Day) -> Option<(&'f Plan<'f>, String)> {
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
            [_] => format!(
                "note: the period of the plan `{name}` cannot be read; it is shown because there is no other plan"
            ),
            _ if name == unclear => format!(
                "note: the period of the plan `{name}` cannot be read; to see another plan, name it"
            ),
            _ => {
                format!(
                    "note: the period of the plan `{unclear}` cannot be read; the plan `{name}` \
                     is shown; to see another plan, name it"
                )
            }
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
        let what = format!(
            "the plans {} are copies of each other, so it is not clear which plan is meant",
            names.join(" and ")
        );
        let named: Vec<&str> =
            plans.iter().map(|plan| plan.name.as_str()).filter(|name| is_plan_name(name)).collect();
        let all_the_same = match named.as_slice() {
            [] => String::new(),
            named => format!(
                "; to read one of them all the same, name it: {}",
                named.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
            ),
        };
        Error::new(ErrorKind::Ambiguous, what)
            .hint(format!(
                "keep one of them, and delete or rename the others: {}",
                paths.join(", ")
            ))
            .hint(format!("`workplan check` shows what they have in common{all_the_same}"))
    }
}

fn unclear(plan: &Plan<'_>) -> Error {
    let what = format!(
        "the period of the plan `{}` cannot be read, so it is not clear which plan is meant",
        clean_line(&plan.name)
    );
    Error::new(ErrorKind::Ambiguous, what).hint("name the plan")
}

/// Says that a day lies outside a plan's period, and what to do.
fn outside(folder: &Folder<'_>, plan: &Plan<'_>, day: Day) -> Option<String> {
    let period = plan
        .period
        .filter(|period| period.start.value <= period.end.value && !period.holds(day))?;
    let name = clean_line(&plan.name);
    let days = |from: Day, to: Day| match (to - from).num_days() {
        1 => "1 day".to_owned(),
        number => format!("{number} days"),
    };
    let (start, end) = (period.start.value, period.end.value);
    if day < start {
        let day = days(day, start);
        return Some(format!(
            "note: the plan {name} begins on {}, in {day}; --as-of DATE shows it as of another day",
            long_day(start)
        ));
    }
    let starts = || {
        folder
            .plans
            .iter()
            .filter_map(|other| Some((other, other.period?.start.value)))
            .filter(|(_, begins)| *begins > start)
    };
    let next = match starts().min_by_key(|(_, begins)| *begins) {
        None => "next: `workplan rollover`, or --as-of DATE for an earlier day".to_owned(),
        Some((next, begins)) if begins > day => {
            format!(
                "the plan {} begins on {}; --as-of DATE shows another day",
                clean_line(&next.name),
                long_day(begins)
            )
        }
        Some(_) => format!("--as-of {end} shows it as of its last day"),
    };
    Some(format!(
        "note: the plan {name} ended on {}, {} ago; {next}",
        long_day(end),
        days(end, day)
    ))
}
