//! The plans of a group as a website: what it shows, and what changed since its last run.

mod changes;
mod facts;
mod feed;
mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::report::{ReportOptions, masthead, report_of};
use crate::analysis::{ActivityFacts, PlanChoice, PlanIndex, choose};
use crate::diagnostic::{Message, all_of, message, note};
use crate::format::map_parallel;
use crate::report::{
    Audience, BurnUp, SiteMember, SitePlan, SitePlanFacts, SiteReport, SiteState, UnreadPlan,
};
use crate::text::{FileNames, WebAddress, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};
use facts::plan_facts;
use feed::with_entry;

pub use folder::SiteFolder;

/// The files that every site has.
const FIXED: [&str; 3] = ["feed.xml", "index.html", STATE];
/// The file that a site remembers its last run in.
const STATE: &str = "state.json";
/// The folders of the pages.
const PLANS: &str = "plans";
const MEMBERS: &str = "members";

/// What a site is to be.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SiteOptions {
    /// Whom it is for. For the public, [`super::leave_out_people`] has to be called on what was
    /// read.
    pub audience: Audience,
    /// The address at which the site is to be found.
    pub url: Option<String>,
}

impl SiteOptions {
    /// Makes the options.
    ///
    /// # Errors
    /// For an audience that has no site, and for an address that is not one.
    pub fn new(audience: Audience, url: Option<&str>) -> Result<Self> {
        if audience == Audience::Principals {
            return Err(Error::usage(message!(
                "site.not-for-principals",
                "a site is for the public or for members; principals get two pages, not a site"
            ))
            .hint(message!(
                "site.report-for-principals",
                "the two pages: workplan report --for principals -o principals.pdf"
            )));
        }
        let url = url.map(address).transpose()?;
        Ok(SiteOptions { audience, url })
    }
}

/// Returns an address with a slash at its end.
fn address(text: &str) -> Result<String> {
    let is_plain = |rest: &str| rest.chars().all(|c| c.is_ascii_graphic() && !"?#\"<>".contains(c));
    match WebAddress::parse(text) {
        Some(web) if web.user.is_empty() && is_plain(web.rest) => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err(Error::usage(message!(
            "site.not-an-address",
            "`{text}` is not the address of a site, such as https://example.org/plans/",
            text = clean_line(text)
        ))),
    }
}

/// Returns the plans as a site, with an entry for its feed if they changed since `former`. Plans
/// with errors are left out, and what was remembered of them stays.
///
/// # Errors
/// Where the settings or the organizations have errors, or no plan can be read.
pub fn site<'f>(
    plans: &LoadedPlans<'f>,
    former: SiteState,
    options: &SiteOptions,
) -> Result<(SiteReport<'f>, Option<Error>)> {
    let (all, broken, failure) = readable(plans)?;
    let are_sound = |wanted: &dyn Fn(&str) -> bool| !broken.iter().any(|name| wanted(name));
    let current = current(plans);
    let own = ReportOptions { audience: options.audience, ..ReportOptions::default() };
    let mut names = FileNames::default();
    let mut shown = Vec::new();
    for plan in all.iter().rev() {
        let report = report_of(plans, None, plan, &are_sound, &own)?;
        shown.push(SitePlan {
            file: format!("{PLANS}/{}", names.free(&plan.plan.name, "html")),
            is_current: current == Some(&plan.plan.name),
            report,
        });
    }
    note_burn_ups(plans, &shown);
    let mut members = members(&shown);
    members.sort_by_cached_key(|member| (member.name.to_lowercase(), member.id));
    let (kept, unread) = kept(plans, &former, &broken);
    let mut state = SiteState {
        schema: 1,
        audience: options.audience.as_str().to_owned(),
        plans: shown.iter().map(|plan| plan_facts(&plan.file, &plan.report)).collect(),
        ..SiteState::default()
    };
    state.plans.extend(kept);
    let files = FIXED.into_iter().map(ToOwned::to_owned);
    let pages = shown.iter().map(|plan| plan.file.clone());
    // The page of a plan that cannot be read now links to members.
    let stays = former.files.iter().filter(|_| !unread.is_empty()).cloned();
    let of_members = members.iter().map(|member| member.file.clone());
    let files: BTreeSet<String> = files.chain(pages).chain(stays).chain(of_members).collect();
    state.files = files.into_iter().collect();
    let masthead = masthead(plans);
    let state = with_entry(state, &former, plans.as_of.day, masthead.group.as_deref());
    let report = SiteReport {
        audience: options.audience,
        masthead,
        as_of: plans.as_of,
        revision: plans.workspace.revision(),
        url: options.url.clone(),
        plans: shown,
        members,
        unread,
        state,
        former,
    };
    Ok((report, failure))
}

/// Says which plans have no burn-up, and why.
fn note_burn_ups(plans: &LoadedPlans<'_>, shown: &[SitePlan<'_>]) {
    let mut absent: BTreeMap<&Message, Vec<String>> = BTreeMap::new();
    for plan in shown {
        if let BurnUp::Absent(why) = &plan.report.burn_up {
            let name = clean_line(&plan.report.status.plan.plan.name).into_owned();
            absent.entry(why).or_default().push(name);
        }
    }
    for (why, names) in absent {
        let (names, why) = (all_of(names), why.clone());
        plans.note(note(message!(
            "site.no-burn-up",
            "there is no burn-up for {names}: {why}",
            names,
            why
        )));
    }
}

/// Makes so many files on all cores, in order.
///
/// # Errors
/// The first one of `make`.
pub fn make_files<E: Display + Send>(
    count: usize,
    make: impl Fn(usize) -> Result<(String, Vec<u8>), E> + Sync,
) -> Result<Vec<(String, Vec<u8>)>> {
    map_parallel(count, usize::MAX, make)
        .into_iter()
        .map(|file| file.map_err(Error::internal))
        .collect()
}

/// Returns the plans without errors, by period; the names of the others; and the errors.
#[allow(clippy::type_complexity)]
fn readable<'f>(
    plans: &LoadedPlans<'f>,
) -> Result<(Vec<&'f PlanIndex<'f>>, Vec<String>, Option<Error>)> {
    plans.refuse_errors(&|_| false)?;
    let failure = plans.refuse_errors(&|_| true).err();
    let mut all: Vec<&PlanIndex<'f>> = plans.index.plans().collect();
    if all.is_empty() {
        return Err(failure.unwrap_or_else(|| plans.workspace.no_plans()));
    }
    all.sort_by_key(|plan| (plan.plan.period.map(|period| period.start.value), &plan.plan.name));
    let is_broken = |plan: &PlanIndex<'_>| {
        failure.is_some() && plans.refuse_errors(&|name| name == plan.plan.name).is_err()
    };
    let (broken, sound): (Vec<_>, Vec<_>) = all.into_iter().partition(|plan| is_broken(plan));
    let broken: Vec<String> = broken.iter().map(|plan| plan.plan.name.clone()).collect();
    match (sound.is_empty(), failure) {
        (true, Some(error)) => Err(error),
        (_, failure) => {
            plans.note_copies();
            plans.note_no_plan();
            plans.note_completed_later(sound.iter().copied());
            Ok((sound, broken, failure))
        }
    }
}

/// Returns the name of the plan of the day.
fn current<'f>(plans: &LoadedPlans<'f>) -> Option<&'f String> {
    match choose(plans.index.folder, plans.as_of.day) {
        PlanChoice::Plan(plan) | PlanChoice::Unclear(plan) => Some(&plan.name),
        PlanChoice::Copies(copies) => copies.first().map(|plan| &plan.name),
        PlanChoice::None => None,
    }
}

/// Returns the members that own an activity, with their activities.
fn members<'f>(plans: &[SitePlan<'f>]) -> Vec<SiteMember<'f>> {
    let mut all: BTreeMap<&'f str, SiteMember<'f>> = BTreeMap::new();
    for (at, plan) in plans.iter().enumerate() {
        for facts in &plan.report.facts {
            for id in facts.owners() {
                let member = all.entry(id).or_insert_with(|| SiteMember {
                    file: String::new(),
                    id,
                    name: full_name(facts, id),
                    parts: Vec::new(),
                });
                match member.parts.last_mut().filter(|(plan, _)| *plan == at) {
                    Some((_, own)) => own.push(*facts),
                    None => member.parts.push((at, vec![*facts])),
                }
            }
        }
    }
    let mut names = FileNames::default();
    let mut members: Vec<SiteMember<'f>> = all.into_values().collect();
    for member in &mut members {
        member.file = format!("{MEMBERS}/{}", names.free(member.id, "html"));
    }
    members
}

/// Returns what people call an organization in full.
fn full_name<'f>(facts: &ActivityFacts<'f>, id: &'f str) -> &'f str {
    let directory = &facts.index.directory;
    directory.find(id).map_or_else(|| directory.display(id), |found| &*found.name.value)
}

/// Returns what is remembered of the plans that are left out now, and what is said of them.
fn kept(
    plans: &LoadedPlans<'_>,
    former: &SiteState,
    broken: &[String],
) -> (Vec<SitePlanFacts>, Vec<UnreadPlan>) {
    let (mut kept, mut unread) = (Vec::new(), Vec::new());
    for name in broken {
        let old = former.plans.iter().find(|plan| plan.name == *name);
        kept.extend(old.cloned());
        let title = plans.index.plan(name).map(|plan| plan.plan.display_title());
        unread.push(UnreadPlan {
            title: title.unwrap_or(name).to_owned(),
            file: old.map(|plan| plan.file.clone()).filter(|file| former.files.contains(file)),
        });
    }
    (kept, unread)
}
